import { ActionError } from '../support/errors.ts';
import { HttpFailure, jsonOf, type Http } from '../support/http.ts';
import { interceptedError, interceptionOf } from '../support/intercepted.ts';
import type { MaskSecret } from '../support/secret.ts';
import { missingResponse, missingResponseDetails } from '../support/missing-response.ts';

const operation = 'issue an OIDC token';

/** Reads tokens of this job, each masked before anything else sees it. Throws as `readIdToken`. */
export const createIdToken =
  (http: Http, env: NodeJS.ProcessEnv, maskSecret: MaskSecret) =>
  async (audience: string): Promise<string> =>
    maskSecret(await readIdToken(http, env, audience)).reveal();

/**
 * GitHub's OIDC token for an audience: one GET of the URL that the runner gives to a job with `id-token: write`, with the
 * runner's own token (@actions/core 3.0.1, oidc-utils, read 2026-11). It goes through the transport of the run, because the
 * toolkit reads proxies in its own way and keeps no cause. Throws AUTH_ID_TOKEN_UNAVAILABLE, AUTH_ID_TOKEN_FAILED,
 * NETWORK_INTERCEPTED, APPLY_CANCELLED.
 */
const readIdToken = async (http: Http, env: NodeJS.ProcessEnv, audience: string): Promise<string> => {
  const requestUrl = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const requestToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  if (!requestUrl || !requestToken)
    throw new ActionError('AUTH_ID_TOKEN_UNAVAILABLE', 'GitHub offers no OIDC token to this job.');
  const url = `${requestUrl}&audience=${encodeURIComponent(audience)}`;
  const headers = { authorization: `Bearer ${requestToken}`, accept: 'application/json' };
  const answer = await http({ method: 'GET', url, headers, repeat: 'safe' }).catch((thrown: unknown) => {
    throw thrown instanceof HttpFailure ? unanswered(thrown) : thrown;
  });
  const interception = interceptionOf(answer);
  if (interception !== null) throw interceptedError(interception, operation);
  const value = (jsonOf(answer.text) as { readonly value?: unknown } | undefined)?.value;
  if (answer.status === 200 && typeof value === 'string' && value !== '') return value;
  throw new ActionError('AUTH_ID_TOKEN_FAILED', 'GitHub did not issue an OIDC token.', {
    evidence: [
      { name: 'Host', value: answer.way.host },
      { name: 'GitHub answered', value: `HTTP ${answer.status}` },
    ],
  });
};

const unanswered = (thrown: HttpFailure): ActionError =>
  thrown.reason === 'cancelled'
    ? new ActionError('APPLY_CANCELLED', 'The run was cancelled during the login.')
    : new ActionError(
        'AUTH_ID_TOKEN_FAILED',
        `GitHub's token service ${missingResponse(thrown)} when asked to ${operation}.`,
        missingResponseDetails(thrown),
      );
