import { randomBytes } from 'node:crypto';
import * as core from '@actions/core';
import type { Host } from '../run/request.ts';
import { processClock } from '../support/clock.ts';
import { createHttp, type Fetch, type RetryBudget } from '../support/http.ts';
import { claimsOf } from '../support/jwt.ts';
import { Secret, type MaskSecret } from '../support/secret.ts';
import { logText } from '../support/text.ts';
import { createIdToken } from './id-token.ts';
import type { Ending } from './signals.ts';

/** Whether a runner reads the output and hides workflow commands. In a terminal a mask would print its value. */
export const isRunner = (env: NodeJS.ProcessEnv): boolean => env['GITHUB_ACTIONS'] === 'true';

/** Owner and name of the running action; null where the runner does not tell, as for one of the checkout. */
export const actionRepositoryOf = (env: NodeJS.ProcessEnv): string | null => env['GITHUB_ACTION_REPOSITORY'] || null;

/** Masks a value in the runner's log before any other use, and adds it to `maskedValues`, which no report shows. */
export const createMaskSecret =
  (env: NodeJS.ProcessEnv, maskedValues: Set<string>): MaskSecret =>
  (value) => {
    if (isRunner(env) && !maskedValues.has(value)) core.setSecret(value);
    maskedValues.add(value);
    return new Secret(value);
  };

/** The parts of the host. */
export interface HostParts {
  readonly env: NodeJS.ProcessEnv;
  /** The transport of the run. */
  readonly fetch: Fetch;
  /** Of one request, in milliseconds. */
  readonly timeoutMs: number;
  readonly ending: Ending;
  readonly budget: RetryBudget;
  readonly maskSecret: MaskSecret;
  readonly review: Host['review'];
  readonly foreignSpec: Host['foreignSpec'];
  readonly handOffs: Host['handOffs'];
  /** The state of the environment that the claims of a token of this job name; null: there was no token. */
  readonly environmentState: (claims: Readonly<Record<string, unknown>> | null) => ReturnType<Host['environment']>;
}

/** The host in GitHub Actions. */
export const createHost = ({ env, fetch, timeoutMs, ending, budget, maskSecret, ...parts }: HostParts): Host => {
  const { cancel, forceCancel } = ending;
  const http = createHttp({ fetch, clock: processClock, timeoutMs, cancel, forceCancel, budget });
  const idToken = createIdToken(http, env, maskSecret);
  // Which environment a job runs in is in its tokens only; the login has had one by the time that it is asked for.
  let claims: Readonly<Record<string, unknown>> | null = null;
  return {
    fetch,
    budget,
    clock: processClock,
    cancel,
    forceCancel,
    maskSecret,
    idToken: async (audience) => {
      const token = await idToken(audience);
      claims = claimsOf(token);
      return token;
    },
    environment: () => parts.environmentState(claims),
    review: parts.review,
    foreignSpec: parts.foreignSpec,
    handOffs: parts.handOffs,
    say: (line) => core.info(logText(line)),
    nonce: () => randomBytes(4).toString('hex'),
  };
};
