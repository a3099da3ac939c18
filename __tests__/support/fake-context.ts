import type { ApplyContext } from '../../src/apply/context.ts';
import { openBirths } from '../../src/entra/age.ts';
import type { Graph } from '../../src/entra/graph/transport.ts';
import type { Clock } from '../../src/support/clock.ts';
import { Secret } from '../../src/support/secret.ts';
import type { TruuAnswer } from '../../src/truu/api/answer.ts';
import { createTruuWriter } from '../../src/truu/api/write/writer.ts';
import { directory, ids, now, truuApi } from './plan-samples.ts';

/** One answer of TruU's health. */
export interface HealthAnswer {
  readonly status: string;
  readonly checkedAt: string | null;
  readonly credentialKeyId: string | null;
  readonly checks: readonly { readonly name: string; readonly status: string; readonly code: string | null }[];
}

/** A TruU that answers each read of the directory and of its health in turn, the last of each for ever. */
export const truuAnswering = (
  keyIds: readonly string[],
  answers: readonly HealthAnswer[],
  at = now,
): ApplyContext['truu'] => {
  const reads = { directory: 0, health: 0 };
  const next = <T>(all: readonly T[], of: keyof typeof reads): T | undefined => all[reads[of]++] ?? all.at(-1);
  const send = async ({ path }: { readonly path: string }): Promise<TruuAnswer> => {
    const { credential, ...rest } = directory();
    const body = path.endsWith('/health')
      ? next(answers, 'health')
      : { ...rest, credential: { ...credential, secretKeyId: next(keyIds, 'directory') } };
    return { status: 200, body, etag: '"7"', date: new Date(at), attempts: 1 };
  };
  return createTruuWriter({ send, sendRaw: send });
};

const trust: ApplyContext['trust'] = {
  deployerClientId: ids.deployerApp,
  renewerClientId: null,
  knownOwners: new Set(),
  knownCredentials: new Set(),
  judgedSecrets: new Set(),
  listedRoles: new Set(),
  listedScopes: new Set(),
};

/** A context in which only TruU, and single requests to Graph, can be reached. */
export const fakeContext = (truu: ApplyContext['truu'], clock: Clock, send: Graph['send']): ApplyContext => {
  const cancel = new AbortController().signal;
  const graph: Graph = { send, batch: () => Promise.reject(new Error('no batch here')), now: () => new Date(now) };
  const births = openBirths();
  const deployer = { appId: ids.deployerApp, servicePrincipalId: ids.deployer, roles: [], appOnly: true, wids: [] };
  const entra = { graph, deployer, retryWindow: { clock, cancel, lengthMs: 0 }, consentUrl: '', graphUrl: '', births };
  return {
    trust,
    ...{ entra, cleanupWriter: entra, truu, clock, cancel, tenant: ids.tenant },
    testSecret: () => Promise.reject(new Error('no secret is tested here')),
    maskSecret: (value) => new Secret(value),
    consumer: truuApi,
    maxHealthAge: 'PT24H',
    nonce: () => '00000000',
    say: () => undefined,
  };
};
