import { isConsistent } from './consistency.ts';
import { formerAppIds } from './former-app-ids.ts';
import type { ApplicationKey, Deployer, EntraState, Preflight, UseQuery, WorkflowClients } from '../entra/model.ts';
import { readDeletedHolder } from '../entra/read/deleted.ts';
import { readPreflight, toPreflight, type PreflightReading } from '../entra/read/preflight.ts';
import { readEntra } from '../entra/read/entra.ts';
import { settled } from '../entra/read/settled.ts';
import { readFormer } from '../entra/read/former.ts';
import { readKeyAdditions } from '../entra/read/key-additions.ts';
import type { EntraSession } from '../entra/login/session.ts';
import type { Graph } from '../entra/graph/transport.ts';
import { backOff } from '../support/clock.ts';
import { asActionError, type ActionError } from '../support/errors.ts';
import { pollUntil, type RetryWindow } from '../support/poll.ts';
import type { TruuConnection, TruuQuery } from '../truu/connection.ts';
import type { TruuState } from '../truu/model.ts';

/** Both remotes, as far as they are read. */
export interface Remotes {
  readonly graph: Graph;
  readonly session: EntraSession;
  readonly truu: TruuConnection;
  /** How long to wait for what is new. */
  readonly retryWindow: RetryWindow;
}

/** What to read. */
export interface Query {
  readonly tenant: string;
  readonly application: ApplicationKey;
  readonly workflow: WorkflowClients;
  readonly truu: TruuQuery;
  /** When secrets were last used: how to read it, or what is known already. */
  readonly secretUse: UseQuery | EntraState['secretUse'];
  /** Who added keys: `ask` where there is one that nobody vouches for, or what is known already. */
  readonly keyAdditions: 'ask' | EntraState['keyAdditions'];
  /** Key ids that the workflow vouches for. */
  readonly knownKeyIds: ReadonlySet<string>;
  /** Whose rights to read: of a client id, or what is known already; null: nobody's. */
  readonly preflight: { readonly clientId: string } | Preflight | null;
}

/** Both sides at one moment, or the parts that could not be read: those are named, never taken for empty. */
export type Observation =
  | { readonly readable: true; readonly entra: EntraState; readonly truu: TruuState }
  | { readonly readable: false; readonly failures: readonly ActionError[] };

/** Both sides, read. */
export type Readable = Extract<Observation, { readonly readable: true }>;

/** The stage of the pipeline that reads both sides at once. Never throws. */
export type Observe = (remotes: Remotes, query: Query) => Promise<Observation>;

/** How often in a row Entra must not show what TruU names before it counts as gone: its replicas disagree. */
const maxReads = 5;

/** Reads Entra and TruU at the same time, and Entra again while the two cannot be of one moment. */
export const observe: Observe = async (remotes, query) => {
  const [entra, other] = await Promise.allSettled([readSettled(remotes, query), remotes.truu.read(query.truu)]);
  if (entra.status === 'fulfilled' && other.status === 'fulfilled')
    return readAgain(remotes, query, { entra: entra.value, truu: other.value });
  const failures = [entra, other].flatMap((side) => (side.status === 'rejected' ? [asActionError(side.reason)] : []));
  return { readable: false, failures };
};

/** Reads Entra, and again while Graph has not replicated all of a young registration, whoever created it. */
const readSettled = (remotes: Remotes, query: Query): Promise<EntraState> =>
  pollUntil(remotes.retryWindow, () => settled(readEntraSide(remotes, query)));

const readEntraSide = async ({ graph, session }: Remotes, query: Query): Promise<EntraState> => {
  const { application, tenant, workflow, secretUse } = query;
  const deployer = await session.deployer();
  const [state, reading] = await Promise.all([
    readEntra(graph, application, { tenant, deployer, workflow, secretUse }),
    preflightOf(graph, query, deployer),
  ]);
  const preflight = reading === null || 'applier' in reading ? reading : toPreflight(reading, state);
  const missing = state.application === null && 'uniqueName' in application && preflight?.deleted === null;
  const deleted = missing ? await readDeletedHolder(graph, application.uniqueName) : (preflight?.deleted ?? null);
  return { ...state, preflight: preflight === null ? null : { ...preflight, deleted } };
};

const preflightOf = async (
  graph: Graph,
  { preflight }: Query,
  deployer: Deployer,
): Promise<Preflight | PreflightReading | null> => {
  if (preflight === null || 'applier' in preflight) return preflight;
  return readPreflight(graph, preflight.clientId, deployer);
};

const readAgain = async (
  remotes: Remotes,
  query: Query,
  { entra: first, truu }: { readonly entra: EntraState; readonly truu: TruuState },
): Promise<Observation> => {
  const { clock, cancel } = remotes.retryWindow;
  const waits = backOff(100, 1.6, 1_000);
  let entra = first;
  try {
    const seen = (): TruuState => settle(remotes, query, entra, truu);
    for (let reads = 1; reads < maxReads && !isConsistent(entra, seen(), query.application); reads += 1) {
      // The first time at once: most often another run was faster than our reading.
      if (reads > 1) await clock.sleep(waits.next().value, cancel);
      const appId = entra.application?.appId;
      const known = { ...query, preflight: entra.preflight, secretUse: entra.secretUse ?? query.secretUse };
      entra = await readSettled(remotes, appId === undefined ? known : { ...known, application: { appId } });
    }
  } catch (thrown) {
    return { readable: false, failures: [asActionError(thrown)] };
  }
  try {
    const seen = settle(remotes, query, entra, truu);
    const [former, keyAdditions] = await Promise.all([
      readFormer(remotes.graph, formerAppIds(entra, seen), entra.deployer),
      keyAdditionsOf(remotes, query, entra, seen),
    ]);
    return { readable: true, entra: { ...entra, former, keyAdditions }, truu: seen };
  } catch (thrown) {
    return { readable: false, failures: [asActionError(thrown)] };
  }
};

/** TruU's side by what Entra shows at the same moment. */
export const settle = ({ truu: side }: Remotes, query: Query, entra: EntraState, truu: TruuState): TruuState => {
  const { application, secretUse, now } = entra;
  return side.settle(truu, query.truu, {
    appId: application?.appId ?? null,
    secrets: application?.secrets ?? [],
    use: secretUse,
    now,
  });
};

/** The audit log is a witness only where neither TruU's record nor the workflow speaks for a key. */
const keyAdditionsOf = async (
  { graph }: Remotes,
  { keyAdditions, knownKeyIds }: Query,
  { application, deployer, now }: EntraState,
  truu: TruuState,
): Promise<EntraState['keyAdditions']> => {
  if (keyAdditions !== 'ask') return keyAdditions;
  const previous = truu.directories.flatMap(({ credential }) => credential.previous.map((one) => one.secretKeyId));
  const vouchedFor = new Set([...truu.heldKeyIds, ...previous, ...knownKeyIds]);
  if (application === null || application.secrets.every(({ keyId }) => vouchedFor.has(keyId))) return null;
  return readKeyAdditions(graph, application, deployer, now);
};
