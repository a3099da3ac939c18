import type { ApplyContext } from '../apply/context.ts';
import { clouds } from '../catalog/clouds.ts';
import { createEntraSession } from '../entra/login/session.ts';
import { createGraph } from '../entra/graph/transport.ts';
import type { EntraWriter } from '../entra/writer.ts';
import type { Remotes } from './observe.ts';
import type { Access, Host } from './request.ts';
import type { Spec } from '../spec/schema.ts';
import { createHttp, retryBudgetMs, type Fetch, type Http } from '../support/http.ts';
import { recordRequests, type RequestRecord, type Service } from '../support/requests.ts';
import { readOnly } from '../support/read-only.ts';
import type { RetryWindow } from '../support/poll.ts';
import { createTruuSession } from '../truu/api/session.ts';
import { createTruu } from '../truu/api/transport.ts';

/** The remote ends of a run. */
export interface Connection {
  readonly remotes: Remotes;
  /** How long replication may be waited for. */
  readonly retryWindow: RetryWindow;
  /** The means to write: null when the mode has none. */
  readonly openContext: (() => Promise<ApplyContext>) | null;
}

/** Lag of Entra is waited out this many times the request time-out (20 s × 6 = 2 min). */
const lagInTimeouts = 6;
/** After a cancellation a secret that nobody will use gets one try of this length to be removed. */
const cleanupMs = 2_000;

/** Connects to both sides. Without `writes` every request goes through a `fetch` that cannot write. */
export const connect = async (
  spec: Spec,
  access: Access,
  host: Host,
  options: { readonly writes: boolean; readonly requestTimeoutMs: number; readonly requests: RequestRecord[] },
): Promise<Connection> => {
  const cloud = clouds[spec.entra.cloud];
  const authority = access.authorityUrl ?? cloud.authority;
  const graphUrl = access.graphUrl ?? cloud.graph;
  const scope = `${graphUrl}/.default`;
  const { clock, cancel, forceCancel, maskSecret } = host;
  const { requestTimeoutMs: timeoutMs } = options;
  const fetch: Fetch = options.writes ? host.fetch : readOnly(host.fetch, [access.truu.tokenUrl]);
  const serviceOf = ({ origin }: URL): Service =>
    origin === new URL(graphUrl).origin ? 'graph' : origin === new URL(authority).origin ? 'entra' : 'truu';
  const recorded = (http: Http): Http => recordRequests(http, serviceOf, options.requests);
  const http = recorded(createHttp({ fetch, clock, timeoutMs, cancel, forceCancel }));
  const { tenant } = spec.entra;
  const login = { tenant, clientId: access.clientId, authority, audience: cloud.audience, scope };
  const session = createEntraSession(login, { idToken: host.idToken, maskSecret, clock, timeoutMs, cancel });
  const graphOptions = { clock, session, url: graphUrl, retryBudgetMs: retryBudgetMs(timeoutMs) };
  const graph = await createGraph({ ...graphOptions, http, cancel });
  const truu = createTruu(http, createTruuSession(http, access.truu, maskSecret), access.truu.url);
  const retryWindow = { clock, cancel, lengthMs: timeoutMs * lagInTimeouts };
  const openApplyContext = async (): Promise<ApplyContext> => {
    const deployer = await session.deployer();
    const consentUrl = `${authority}/${tenant}/adminconsent`;
    const entra: EntraWriter = { graph, deployer, retryWindow, graphUrl, consentUrl };
    const brief = { timeoutMs: cleanupMs, cancel: forceCancel, forceCancel, attempts: 1 };
    const briefly = recorded(createHttp({ fetch, clock, ...brief }));
    const lastGraph = await createGraph({ ...graphOptions, http: briefly, cancel: forceCancel, retryBudgetMs: 0 });
    const cleanupWriter = { ...entra, graph: lastGraph, retryWindow: { clock, cancel: forceCancel, lengthMs: 0 } };
    const tokenUrl = `${authority}/${tenant}/oauth2/v2.0/token`;
    const { nonce, say } = host;
    return { entra, cleanupWriter, truu, http, maskSecret, clock, cancel, tenant, tokenUrl, scope, nonce, say };
  };
  return {
    remotes: { graph, session, truu, clock, cancel },
    retryWindow,
    openContext: options.writes ? openApplyContext : null,
  };
};
