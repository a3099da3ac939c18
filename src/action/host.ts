import { randomBytes } from 'node:crypto';
import * as core from '@actions/core';
import type { Host } from '../run/request.ts';
import { processClock } from '../support/clock.ts';
import { createHttp, type Fetch } from '../support/http.ts';
import { Secret, type MaskSecret } from '../support/secret.ts';
import { logText } from '../support/text.ts';
import { readIdToken } from './id-token.ts';
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
  /** The transport of the run. */
  readonly fetch: Fetch;
  /** Of one request, in milliseconds. */
  readonly timeoutMs: number;
  readonly ending: Ending;
  readonly maskSecret: MaskSecret;
  readonly reviewedPlan: Host['reviewedPlan'];
}

/** The host in GitHub Actions. */
export const createHost = ({ env, fetch, timeoutMs, ending, maskSecret, reviewedPlan }: HostParts): Host => {
  const { cancel, forceCancel } = ending;
  const http = createHttp({ fetch, clock: processClock, timeoutMs, cancel, forceCancel });
  return {
    fetch,
    clock: processClock,
    cancel,
    forceCancel,
    maskSecret,
    idToken: (audience) => readIdToken(http, env, audience),
    reviewedPlan,
    say: (line) => core.info(logText(line)),
    nonce: () => randomBytes(4).toString('hex'),
  };
};
