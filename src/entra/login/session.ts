import type { TokenCredential } from '@azure/identity';
import { aadstsIn, aadstsRow } from '../../catalog/aadsts.ts';
import { backOff, type Clock } from '../../support/clock.ts';
import { ActionError } from '../../support/errors.ts';
import { claimsOf, textClaim } from '../../support/jwt.ts';
import type { MaskSecret, Secret } from '../../support/secret.ts';
import { assertionClaims, type AssertionClaims } from './assertion-claims.ts';
import type { LoginIdentity } from './identity.ts';
import { isFinal, loginError } from './login-errors.ts';
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
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly cancel: AbortSignal;
}

/** One login per run. */
export interface EntraSession {
  /** The Graph token of this run. Throws AUTH_…. */
  readonly token: () => Promise<Secret>;
  /** A new one, after Graph refused the old. Throws AUTH_…. */
  readonly refresh: () => Promise<Secret>;
  /** Who we are, by our own token. */
  readonly deployer: () => Promise<Deployer>;
}

/** GitHub's token lives five minutes and the callback runs twice per Graph token, so it is kept for one minute. */
const assertionKeptMs = 60_000;
const maxTries = 3;

/** Opens the session; nothing is asked of anybody before the first token is needed. */
export const createEntraSession = (login: EntraLogin, ports: LoginPorts): EntraSession => {
  const assertion = rememberAssertion(login.audience, ports);
  let current: Promise<Secret> | null = null;
  const logIn = (): Promise<Secret> => (current = requestToken(login, ports, assertion));
  const token = (): Promise<Secret> => current ?? logIn();
  return {
    token,
    refresh: logIn,
    deployer: async () => {
      const claims = claimsOf((await token()).reveal());
      const roles = Array.isArray(claims['roles']) ? claims['roles'].filter((role) => typeof role === 'string') : [];
      return { appId: login.clientId.toLowerCase(), servicePrincipalId: textClaim(claims, 'oid'), roles };
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
        const value = ports.maskSecret(await readIdToken(audience, ports));
        kept = { value, untilMs: ports.clock.monotonicMs() + assertionKeptMs };
      }
      return kept.value.reveal();
    },
    claims: () => assertionClaims(kept?.value.reveal() ?? ''),
  };
};

/** What the identity libraries do pays no heed to a signal: it is left to itself once its time is over. */
const within = async <T>(work: Promise<T>, { clock, cancel, timeoutMs }: LoginPorts): Promise<T> => {
  const finished = new AbortController();
  const over = clock.sleep(timeoutMs, AbortSignal.any([cancel, finished.signal])).then((): never => {
    if (cancel.aborted) throw new ActionError('APPLY_CANCELLED', 'The run was cancelled during the login.');
    throw new OutOfTime();
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    finished.abort();
  }
};

class OutOfTime extends Error {}

const readIdToken = async (audience: string, ports: LoginPorts): Promise<string> => {
  try {
    return await within(ports.idToken(audience), ports);
  } catch (thrown) {
    if (!(thrown instanceof OutOfTime)) throw thrown;
    throw new ActionError('AUTH_ID_TOKEN_FAILED', 'GitHub did not issue an identity token in time.');
  }
};

const requestToken = async (login: EntraLogin, ports: LoginPorts, assertion: Assertion): Promise<Secret> => {
  // Asked for here first, so that GitHub's refusal is not wrapped into an error of the identity library.
  await assertion.get();
  const waits = backOff(500, 2, 4_000);
  for (let attempt = 1; ; attempt += 1) {
    // A separate credential for each attempt: after one 429 or 5xx the library answers for Entra, for a minute.
    const credential = await openCredential(login, assertion);
    try {
      const answer = await within(credential.getToken(login.scope), ports);
      if (answer === null) throw new Error('no token');
      return ports.maskSecret(answer.token);
    } catch (thrown) {
      if (thrown instanceof ActionError) throw thrown;
      const text = thrown instanceof Error ? thrown.message : '';
      // It lives five minutes, and the request may have waited that long: a new one is asked for, once.
      const isStale = aadstsRow(aadstsIn(text) ?? '').needsNewAssertion && attempt === 1;
      if (isStale) {
        assertion.drop();
        await assertion.get();
        continue;
      }
      if (isFinal(text) || attempt === maxTries) throw loginError(text, assertion.claims(), login);
      await ports.clock.sleep(waits.next().value, ports.cancel);
    }
  }
};

/** A credential without a cache that outlives it: a refused token must not come back from memory. */
const openCredential = async (login: EntraLogin, assertion: Assertion): Promise<TokenCredential> => {
  const { ClientAssertionCredential } = await import('@azure/identity');
  return new ClientAssertionCredential(login.tenant, login.clientId, assertion.get, {
    authorityHost: login.authority,
    // Discovery would ask login.microsoftonline.com even for private clouds; the authority is given by the workflow.
    disableInstanceDiscovery: true,
    retryOptions: { maxRetries: 0 },
  });
};
