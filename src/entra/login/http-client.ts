import type { HttpClient } from '@azure/core-rest-pipeline';
import { aadstsIn, sentenceIn } from '../../catalog/aadsts.ts';
import { ActionError } from '../../support/errors.ts';
import { HttpFailure, jsonOf, retryAfterMs, type Http, type HttpAnswer } from '../../support/http.ts';
import { interceptedError, interceptionOf } from '../../support/intercepted.ts';
import { missingResponse, missingResponseDetails } from '../../support/missing-response.ts';

const operation = 'issue a token';

/** The client of the identity library over our transport, which remembers why a request failed: the library forgets it. */
export interface LoginClient extends HttpClient {
  /** Why no token came, when Entra did not say so itself; null otherwise. */
  readonly failure: () => ActionError | null;
}

/** Sends what the identity library asks for by our policy. Token requests change nothing, so all of them may be repeated. */
export const createHttpClient = (http: Http): LoginClient => {
  let failure: ActionError | null = null;
  return {
    failure: () => failure,
    sendRequest: async (request) => {
      const body = typeof request.body === 'string' ? { body: request.body } : {};
      const { method, url } = request;
      try {
        const answer = await http({ method, url, headers: request.headers.toJSON(), repeat: 'safe', ...body });
        const { status, headers, text } = answer;
        const interception = interceptionOf(answer);
        if (interception !== null) throw interceptedError(interception, operation);
        const isEntras = jsonOf(text) !== undefined && (answer.status < 400 || aadstsIn(text) !== null);
        // The library keeps no header, so the wait that Entra asks for is kept here.
        if (!isEntras || status === 429) failure = refused(answer);
        const { createHttpHeaders } = await import('@azure/core-rest-pipeline');
        return { request, status, headers: createHttpHeaders(Object.fromEntries(headers)), bodyAsText: text };
      } catch (thrown) {
        failure = thrown instanceof HttpFailure ? unanswered(thrown) : thrown instanceof ActionError ? thrown : null;
        throw thrown;
      }
    },
  };
};

const retryFix = 'Run again. If it fails again, check the status page of Azure.';

/** A throttled login has been waited for as long as a run waits; how long Entra wanted is what the next run needs. */
const refused = ({ status, headers, way, text }: HttpAnswer): ActionError => {
  const wait = status === 429 ? retryAfterMs(headers) : null;
  const sentence = sentenceIn(text);
  const seconds = wait === null ? null : `${Math.ceil(wait / 1000)} seconds`;
  const throttled = `Entra throttles this identity: run again ${seconds === null ? 'later' : `after ${seconds}`}.`;
  return new ActionError('AUTH_FAILED', `Entra could not ${operation}.`, {
    fix: status === 429 ? throttled : retryFix,
    evidence: [
      { name: 'Host', value: way.host },
      { name: 'Status', value: String(status) },
      ...(sentence === null ? [] : [{ name: 'Entra says', value: sentence }]),
      ...(seconds === null ? [] : [{ name: 'Retry-After', value: seconds }]),
    ],
  });
};

const unanswered = (thrown: HttpFailure): ActionError => {
  if (thrown.reason === 'cancelled')
    return new ActionError('APPLY_CANCELLED', 'The run was cancelled during the login.');
  return new ActionError('AUTH_FAILED', `Entra ${missingResponse(thrown)} when asked to ${operation}.`, {
    fix: retryFix,
    ...missingResponseDetails(thrown),
  });
};
