import type { ApplyContext, Trust } from '../apply/context.ts';
import { clouds } from '../catalog/clouds.ts';
import type { OnlineMode } from '../catalog/modes.ts';
import type { Births } from '../entra/age.ts';
import { createGraph } from '../entra/graph/transport.ts';
import { loginIdentity } from '../entra/login/identity.ts';
import { createEntraSession } from '../entra/login/session.ts';
import { testSecret } from '../entra/login/test-secret.ts';
import type { EntraWriter } from '../entra/writer.ts';
import type { Spec } from '../spec/schema.ts';
import { createHttp, type Fetch, type Http } from '../support/http.ts';
import type { RetryWindow } from '../support/poll.ts';
import { readOnly } from '../support/read-only.ts';
import { recordRequests, type RequestRecord, type Service } from '../support/requests.ts';
import { createApiConnection } from '../truu/api/connection.ts';
import { createTruuSession } from '../truu/api/session.ts';
import { createTruu } from '../truu/api/transport.ts';
import { createTruuWriter } from '../truu/api/write/writer.ts';
import type { TruuConnection, TruuWriter } from '../truu/connection.ts';
import type { SideJudgement } from '../truu/judgement.ts';
import type { TruuState } from '../truu/model.ts';
import { connectConsole } from './connect-console.ts';
import type { Remotes } from './observe.ts';
import type { Access, ApiAccess, Host } from './request.ts';

/** The remote ends of a run. */
export interface Connection {
  readonly remotes: Remotes;
  /** How long replication may be waited for. */
  readonly retryWindow: RetryWindow;
  /** Opens what apply needs; null in a mode that only reads. */
  readonly openApplyContext: ((trust: Trust, seen: Seen) => Promise<ApplyContext>) | null;
}

/** What was read and judged before anything is written. */
export interface Seen {
  readonly births: Births;
  readonly truu: TruuState;
  /** Null where TruU itself is the judge. */
  readonly judgement: SideJudgement | null;
}

/** What a mode decides of a connection. */
export interface ConnectOptions {
  readonly mode: OnlineMode;
  readonly deployerClientId: string | null;
  readonly renewerClientId: string | null;
  readonly writes: boolean;
  readonly specPath: string;
  readonly requestTimeoutMs: number;
  /** Every request is recorded here. */
  readonly requests: RequestRecord[];
}

/** A login that fails three times ends a run early: nothing has been done yet. */
const loginAttempts = 3;
/** Lag of Entra is waited out this many times the request time-out (20 s × 6 = 2 min). */
const lagInTimeouts = 6;
/** After a cancellation the deletion of a secret that TruU will not use gets one try of this length. */
const cleanupMs = 2_000;

/** Connects to both sides. Without `writes` every request goes through a `fetch` that cannot write. */
export const connect = async (spec: Spec, access: Access, host: Host, options: ConnectOptions): Promise<Connection> => {
  const { clock, cancel, forceCancel, budget, maskSecret, idToken, nonce, say, handOffs } = host;
  const { requestTimeoutMs: timeoutMs, writes, specPath } = options;
  const { tenant } = spec.entra;
  const { authority, graphUrl, audience } = endpointsOf(spec, access);
  const scope = `${graphUrl}/.default`;
  const tokenUrl = `${authority}/${tenant}/oauth2/v2.0/token`;
  const { truu: side } = access;
  const tokenUrls = [tokenUrl, ...(side.connection === 'api' ? [side.tokenUrl] : [])];
  const fetch: Fetch = writes ? host.fetch : readOnly(host.fetch, tokenUrls);
  const recorded = (http: Http): Http => recordRequests(http, serviceOf(graphUrl, authority, side), options.requests);
  const policy = { fetch, clock, timeoutMs, cancel, forceCancel, budget };
  const http = recorded(createHttp(policy));
  const loginHttp = recorded(createHttp({ ...policy, attempts: loginAttempts }));
  const identity = loginIdentity(access.clientId, options.mode, options);
  const login = { tenant, clientId: access.clientId, identity, authority, graphUrl, audience, scope };
  const session = createEntraSession(login, { idToken, maskSecret, http: loginHttp, clock });
  const graphOptions = { clock, session, url: graphUrl };
  const graph = await createGraph({ ...graphOptions, http, cancel, budget });
  const retryWindow = { clock, cancel, lengthMs: timeoutMs * lagInTimeouts };
  const truu =
    side.connection === 'api'
      ? connectApi(side, http, maskSecret, writes)
      : connectConsole(side, spec, { http, session, writes, handOffs, specPath });
  const { openWriter } = truu;

  const openApplyContext = async (writer: TruuWriter, trust: Trust, births: Births): Promise<ApplyContext> => {
    const deployer = await session.deployer();
    const consentUrl = `${authority}/${tenant}/adminconsent`;
    const entra: EntraWriter = { graph, deployer, retryWindow, graphUrl, consentUrl, births };
    const brief = { timeoutMs: cleanupMs, cancel: forceCancel, forceCancel, attempts: 1 };
    const briefly = recorded(createHttp({ fetch, clock, ...brief }));
    const lastGraph = await createGraph({ ...graphOptions, http: briefly, cancel: forceCancel, budget: { leftMs: 0 } });
    const cleanupWriter = { ...entra, graph: lastGraph, retryWindow: { clock, cancel: forceCancel, lengthMs: 0 } };
    const test: ApplyContext['testSecret'] = (appId, value) =>
      testSecret(http, { tokenUrl, appId, scope }, value, retryWindow);
    const ends = { entra, cleanupWriter, truu: writer, testSecret: test };
    const of = { tenant, consumer: truu.consumer, maxHealthAge: spec.health.maxAge };
    return { ...ends, ...of, trust, maskSecret, clock, cancel, nonce, say };
  };
  return {
    remotes: { graph, session, truu, retryWindow },
    retryWindow,
    openApplyContext:
      openWriter === null
        ? null
        : (trust, { births, truu: observed, judgement }) =>
            openApplyContext(openWriter(observed, judgement), trust, births),
  };
};

const endpointsOf = (spec: Spec, { authorityUrl, graphUrl }: Access) => {
  const cloud = clouds[spec.entra.cloud];
  return { authority: authorityUrl ?? cloud.authority, graphUrl: graphUrl ?? cloud.graph, audience: cloud.audience };
};

const serviceOf = (graphUrl: string, authority: string, side: Access['truu']): ((url: URL) => Service) => {
  const vault = side.connection === 'console' && side.place.kind === 'key-vault' ? side.place.vault : null;
  return ({ origin, host }) => {
    if (origin === new URL(graphUrl).origin) return 'graph';
    if (origin === new URL(authority).origin) return 'entra';
    return host === vault ? 'key-vault' : 'truu';
  };
};

/** TruU's side over its API. */
const connectApi = (access: ApiAccess, http: Http, maskSecret: Host['maskSecret'], writes: boolean): TruuConnection => {
  const api = createTruu(http, createTruuSession(http, access, maskSecret), access.url);
  return createApiConnection(api, access.url, writes ? () => createTruuWriter(api) : null);
};
