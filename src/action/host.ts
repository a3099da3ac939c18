import { randomBytes } from 'node:crypto';
import * as core from '@actions/core';
import { getProxyUrl } from '@actions/http-client/lib/proxy';
import { Agent, fetch as undiciFetch, ProxyAgent, type Dispatcher, type RequestInit as UndiciInit } from 'undici';
import type { Host } from '../run/request.ts';
import { processClock } from '../support/clock.ts';
import { ActionError } from '../support/errors.ts';
import type { Fetch } from '../support/http.ts';
import { claimsOf } from '../support/jwt.ts';
import { Secret, type MaskSecret } from '../support/secret.ts';
import { logText } from '../support/text.ts';
import type { Ending } from './signals.ts';

/** Whether a runner reads the output and hides workflow commands. In a terminal a mask would print its value. */
export const isRunner = (env: NodeJS.ProcessEnv): boolean => env['GITHUB_ACTIONS'] === 'true';

/** Masks a value in the runner's log before any other use, and adds it to `maskedValues`, which no report shows. */
export const createMaskSecret =
  (env: NodeJS.ProcessEnv, maskedValues: Set<string>): MaskSecret =>
  (value) => {
    maskedValues.add(value);
    if (isRunner(env)) core.setSecret(value);
    return new Secret(value);
  };

/** The parts of the host. */
export interface HostParts {
  readonly env: NodeJS.ProcessEnv;
  readonly ending: Ending;
  readonly maskSecret: MaskSecret;
  readonly reviewedPlan: Host['reviewedPlan'];
  /** The state of the environment that the claims of a token of this job name; null: there was no token. */
  readonly environmentState: (claims: Readonly<Record<string, unknown>> | null) => ReturnType<Host['environment']>;
}

/** The host in GitHub Actions. */
export const createHost = ({ env, ending, maskSecret, reviewedPlan, environmentState }: HostParts): Host => {
  // Which environment a job runs in is in its tokens only; the login has had one by the time that it is asked for.
  let claims: Readonly<Record<string, unknown>> | null = null;
  return {
    fetch: createFetch(),
    clock: processClock,
    cancel: ending.cancel,
    forceCancel: ending.forceCancel,
    maskSecret,
    idToken: async (audience) => {
      const token = await idToken(env, audience);
      claims = claimsOf(token);
      return token;
    },
    environment: () => environmentState(claims),
    reviewedPlan,
    say: (line) => core.info(logText(line)),
    nonce: () => randomBytes(4).toString('hex'),
  };
};

/** A `fetch` with keep-alive connections, through the proxy that the runner's toolkit uses. */
export const createFetch = (): Fetch => {
  const dispatchers = new Map<string, Dispatcher>();
  const open = (proxy: string): Dispatcher => (proxy === '' ? new Agent() : new ProxyAgent(proxy));
  return async (url, init) => {
    const proxy = getProxyUrl(new URL(url))?.href ?? '';
    const dispatcher = dispatchers.get(proxy) ?? open(proxy);
    dispatchers.set(proxy, dispatcher);
    const response = await undiciFetch(url, { ...(init as unknown as UndiciInit), dispatcher });
    return response as unknown as Response;
  };
};

const idToken = async (env: NodeJS.ProcessEnv, audience: string): Promise<string> => {
  if (!env['ACTIONS_ID_TOKEN_REQUEST_URL'] || !env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'])
    throw new ActionError('AUTH_ID_TOKEN_UNAVAILABLE', 'GitHub offers no OIDC token to this job.');
  try {
    return await core.getIDToken(audience);
  } catch (thrown) {
    // The toolkit has the status only in its message, which can contain more than is safe to show.
    const status = /Error Code : (\d{3})\b/.exec(thrown instanceof Error ? thrown.message : '')?.[1];
    const evidence = status === undefined ? [] : [{ name: 'GitHub answered', value: `HTTP ${status}` }];
    throw new ActionError('AUTH_ID_TOKEN_FAILED', 'GitHub did not issue an OIDC token.', {
      evidence,
      cause: thrown,
    });
  }
};
