import type { ErrorCode } from '../../catalog/errors.ts';
import { ActionError, type Evidence } from '../../support/errors.ts';
import { HttpFailure } from '../../support/http.ts';
import { interceptedError, type Interception } from '../../support/intercepted.ts';
import { isUnreachable, missingResponse, missingResponseDetails } from '../../support/missing-response.ts';

/** One response of TruU. */
export interface TruuAnswer {
  readonly status: number;
  /** Parsed JSON; undefined when the body was empty or not JSON. */
  readonly body: unknown;
  readonly etag: string | null;
  /** TruU's `Date`; null when there is none. */
  readonly date: Date | null;
  /** How often the request was sent; if more than once, an earlier outcome is unknown. */
  readonly attempts: number;
  /** What answered in TruU's place; absent or null: TruU did. */
  readonly intercepted?: Interception | null;
}

/** The contract's error body. */
interface WireError {
  readonly error?: unknown;
  readonly message?: unknown;
  readonly requestId?: unknown;
}

const codes: Readonly<Record<number, ErrorCode>> = {
  400: 'TRUU_REFUSED',
  401: 'TRUU_UNAUTHORIZED',
  403: 'TRUU_FORBIDDEN',
  404: 'TRUU_NOT_FOUND',
  409: 'TRUU_CONFLICT',
  412: 'APPLY_OVERTAKEN',
  422: 'TRUU_REFUSED',
};

/** Whether the status is a success. */
export const isOk = (answer: TruuAnswer): boolean => answer.status >= 200 && answer.status < 300;

/** The failure for an error response of TruU. `operation` ends the sentence "TruU refused to …". */
export const truuError = (answer: TruuAnswer, operation: string): ActionError => {
  if (answer.intercepted && answer.status !== 200 && answer.status !== 404)
    return interceptedError(answer.intercepted, operation);
  const wire = (answer.body ?? {}) as WireError;
  const requestId = typeof wire.requestId === 'string' ? wire.requestId : null;
  const message = [wire.error, wire.message].filter((part) => typeof part === 'string').join(': ');
  const evidence: Evidence[] = [{ name: 'TruU says', value: `${answer.status} ${message}`.trim() }];
  if (answer.status === 412)
    return new ActionError('APPLY_OVERTAKEN', `TruU was modified while this run was about to ${operation}.`, {
      evidence,
      requestId,
    });
  if (answer.status === 429 || answer.status === 408 || answer.status >= 500)
    return new ActionError('TRUU_UNAVAILABLE', `TruU could not ${operation}.`, { evidence, requestId });
  const code = codes[answer.status];
  if (code === undefined || answer.body === undefined) return brokenContract(answer, operation);
  return new ActionError(code, `TruU refused to ${operation}.`, { evidence, requestId });
};

/** The failure for a response that does not match the contract. */
export const brokenContract = (answer: TruuAnswer, operation: string, problem?: string): ActionError => {
  const redirect = answer.status >= 300 && answer.status < 400;
  const page = 'it is a web page, so the URL may be that of the Admin Console';
  const form = answer.intercepted ? page : 'it is not JSON of the contract';
  const reason = problem ?? (redirect ? 'it is a redirect, which is never followed' : form);
  return new ActionError(
    'TRUU_CONTRACT',
    `TruU's response to the request to ${operation} does not match the contract: ${reason}.`,
    {
      ...(answer.intercepted && problem === undefined && !redirect ? { fix: pageFix } : {}),
      evidence: [{ name: 'Status', value: String(answer.status) }],
    },
  );
};

/** Both URLs can lead to a page, and so can the way there. */
const pageFix =
  'Set the inputs "truu-url" and "truu-token-url" to URLs of the API, not of the Admin Console. If they are, a login page of the network answered: let the host through, or add it to NO_PROXY.';

/** The failure for a missing response. Anything else is passed on. */
export const noAnswer = (thrown: unknown, operation: string): unknown => {
  if (!(thrown instanceof HttpFailure)) return thrown;
  if (thrown.reason === 'cancelled') return new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
  const message = `TruU ${missingResponse(thrown)} when asked to ${operation}.`;
  const details = missingResponseDetails(thrown);
  if (details.fix === undefined || !isUnreachable(thrown)) return new ActionError('TRUU_UNAVAILABLE', message, details);
  const fix = `Check the inputs "truu-url" and "truu-token-url". If they are right: ${details.fix}`;
  return new ActionError('TRUU_UNAVAILABLE', message, { ...details, fix });
};
