import type { ApplicationKey, EntraState, SecretUse } from './entra/model.ts';
import { readEntra } from './entra/read.ts';
import type { EntraSession } from './entra/session.ts';
import type { Graph } from './entra/transport.ts';
import type { ActionError } from './support/errors.ts';
import { asActionError } from './support/errors.ts';
import { readTruu, type TruuQuery } from './truu/read.ts';
import type { TruuState } from './truu/model.ts';
import type { Truu } from './truu/transport.ts';

/** Both remotes, as far as reading them goes. */
export interface Remotes {
  readonly graph: Graph;
  readonly session: EntraSession;
  readonly truu: Truu;
}

/** What to look for. */
export interface Query {
  readonly tenant: string;
  readonly application: ApplicationKey;
  readonly truu: TruuQuery;
  /** When secrets were last used: to be asked for where it can matter, or what is known of it already. */
  readonly secretUse: 'ask' | SecretUse | null;
}

/** Both sides at one moment, or the parts that could not be read: those are named, never taken for empty. */
export type Observation =
  | { readonly readable: true; readonly entra: EntraState; readonly truu: TruuState }
  | { readonly readable: false; readonly failures: readonly ActionError[] };

/** The stage of the pipeline that asks both sides at once. Never throws. */
export type Observe = (remotes: Remotes, query: Query) => Promise<Observation>;

/** Asks Entra and TruU at the same time. */
export const observe: Observe = async ({ graph, session, truu }, query) => {
  const askEntra = async (): Promise<EntraState> => {
    const deployer = await session.deployer();
    const { tenant, secretUse } = query;
    return readEntra(graph, query.application, { tenant, deployer, secretUse });
  };
  const [entra, other] = await Promise.allSettled([askEntra(), readTruu(truu, query.truu)]);
  if (entra.status === 'fulfilled' && other.status === 'fulfilled')
    return { readable: true, entra: entra.value, truu: other.value };
  const failures = [entra, other].flatMap((side) => (side.status === 'rejected' ? [asActionError(side.reason)] : []));
  return { readable: false, failures };
};
