import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { aadstsIn, aadstsRow } from '../../catalog/aadsts.ts';
import type { Clock } from '../../support/clock.ts';
import type { Http } from '../../support/http.ts';
import { claimsOf, textClaim, textsClaim } from '../../support/jwt.ts';
import type { MaskSecret, Secret, TokenSource } from '../../support/secret.ts';
import { createHttpClient } from './http-client.ts';
import { assertionClaims, type AssertionClaims } from './assertion-claims.ts';
import type { LoginIdentity } from './identity.ts';
import { loginError } from './login-errors.ts';
import type { Deployer } from '../model.ts';

/** Where and as whom to log in. */
export interface EntraLogin {
  readonly tenant: string;
  readonly clientId: string;
  /** Who that is by the inputs of the workflow, for what is said when the login fails. */
  readonly identity: LoginIdentity;
  /** Base URL of Microsoft Graph in this cloud. */
  readonly graphUrl: string;
  /** Base URL of the authority, without the tenant. */
  readonly authority: string;
  /** The audience that this cloud's federated credentials carry. */
  readonly audience: string;
  /** Graph's `.default` scope in this cloud. */
  readonly scope: string;
}

/** What the host lends to the login. */
export interface LoginPorts {
  /** GitHub's identity token for an audience. Throws AUTH_ID_TOKEN_UNAVAILABLE or AUTH_ID_TOKEN_FAILED. */
  readonly idToken: (audience: string) => Promise<string>;
  readonly maskSecret: MaskSecret;
  readonly http: Http;
  readonly clock: Clock;
}

/** One login per run; its own tokens are for Graph. */
export interface EntraSession extends TokenSource {
  /** Who we are, by our own token. */
  readonly deployer: () => Promise<Deployer>;
  /** Tokens of the same login for another resource, by its scope. */
  readonly forScope: (scope: string) => TokenSource;
}

/** GitHub's token lives five minutes and the callback runs twice per Graph token, so it is kept for one minute. */
const assertionKeptMs = 60_000;

/** Opens the session; nothing is asked of anybody before the first token is needed. */
export const createEntraSession = (login: EntraLogin, ports: LoginPorts): EntraSession => {
  const assertion = rememberAssertion(login.audience, ports);
  const forScope = (scope: string): TokenSource => {
    let current: Promise<Secret> | null = null;
    const logIn = (): Promise<Secret> => (current = requestToken({ ...login, scope }, ports, assertion));
    return { token: () => current ?? logIn(), refresh: logIn };
  };
  const graph = forScope(login.scope);
  return {
    ...graph,
    forScope,
    deployer: async () => {
      const claims = claimsOf((await graph.token()).reveal());
      return {
        appId: login.clientId.toLowerCase(),
        servicePrincipalId: textClaim(claims, 'oid'),
        roles: textsClaim(claims, 'roles'),
        appOnly: textClaim(claims, 'idtyp') === 'app' && claims['scp'] === undefined,
        wids: textsClaim(claims, 'wids'),
      };
    },
  };
};

interface Assertion {
  readonly get: () => Promise<string>;
  /** Drops the assertion, so that the next one is new. */
  readonly drop: () => void;
  readonly claims: () => AssertionClaims;
}

const rememberAssertion = (audience: string, ports: LoginPorts): Assertion => {
  let kept: { readonly value: Secret; readonly untilMs: number } | null = null;
  return {
    drop: () => void (kept = null),
    get: async () => {
      if (kept === null || kept.untilMs <= ports.clock.monotonicMs()) {
        const value = ports.maskSecret(await ports.idToken(audience));
        kept = { value, untilMs: ports.clock.monotonicMs() + assertionKeptMs };
      }
      return kept.value.reveal();
    },
    claims: () => assertionClaims(kept?.value.reveal() ?? ''),
  };
};

const requestToken = async (login: EntraLogin, ports: LoginPorts, assertion: Assertion): Promise<Secret> => {
  // Asked for here first, so that GitHub's refusal is not wrapped into an error of the identity library.
  await assertion.get();
  for (let attempt = 1; ; attempt += 1) {
    const client = createHttpClient(ports.http);
    // A separate credential for each attempt: after one 429 or 5xx the library answers for Entra, for a minute.
    const credential = await openCredential(login, assertion, client);
    try {
      const answer = await credential.getToken(login.scope);
      if (answer === null) throw new Error('no token');
      return ports.maskSecret(answer.token);
    } catch (thrown) {
      const text = thrown instanceof Error ? thrown.message : '';
      // It lives five minutes, and the request may have waited that long: a new one is asked for, once.
      const isStale = aadstsRow(aadstsIn(text) ?? '').needsNewAssertion && attempt === 1;
      if (!isStale) throw client.failure() ?? loginError(text, assertion.claims(), login);
      assertion.drop();
      await assertion.get();
    }
  }
};

/** A credential without a cache that outlives it: a refused token must not come back from memory. */
const openCredential = async (
  login: EntraLogin,
  assertion: Assertion,
  httpClient: HttpClient,
): Promise<TokenCredential> => {
  const [{ ClientAssertionCredential }, { createEmptyPipeline }] = await Promise.all([
    import('@azure/identity'),
    import('@azure/core-rest-pipeline'),
  ]);
  const options = {
    authorityHost: login.authority,
    // Discovery would ask login.microsoftonline.com even for private clouds; the authority is given by the workflow.
    disableInstanceDiscovery: true,
    httpClient,
    // None of the library's own policies: proxy, retries, redirects and logs are those of our transport.
    pipeline: createEmptyPipeline(),
  };
  return new ClientAssertionCredential(login.tenant, login.clientId, assertion.get, options);
};
