import type { ErrorCode } from '../../catalog/errors.ts';
import { ActionError, type Evidence } from '../../support/errors.ts';
import { HttpFailure } from '../../support/http.ts';
import { interceptedError, type Interception } from '../../support/intercepted.ts';
import { isUnreachable, missingResponse, missingResponseDetails } from '../../support/missing-response.ts';
import { askedApi, clientEvidence, fixOf, fixOfOutage, fixOfPage, fixOfSilence, type Asked } from './asked.ts';

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
  /** By which input it was asked, and as whom; absent: the API. */
  readonly asked?: Asked;
}

/** The contract's error body, or OAuth's (RFC 6749, 5.2). */
interface WireError {
  readonly error?: unknown;
  readonly message?: unknown;
  readonly error_description?: unknown;
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

/** With these a page is that of a console; with others it is most often a refusal on the way. */
const pageOfConsole = ({ status }: TruuAnswer): boolean => [200, 404, 405].includes(status) || isRedirect(status);
const isRedirect = (status: number): boolean => status >= 300 && status < 400;

/** The failure for an error response of TruU. `operation` ends the sentence "TruU refused to …". */
export const truuError = (answer: TruuAnswer, operation: string): ActionError => {
  const { asked = askedApi } = answer;
  if (answer.intercepted && !pageOfConsole(answer))
    return interceptedError(
      answer.intercepted,
      operation,
      `If the host is that of the Admin Console, correct the input "${asked.input}".`,
    );
  const wire = (answer.body ?? {}) as WireError;
  const requestId = typeof wire.requestId === 'string' ? wire.requestId : null;
  const message = [wire.error, wire.message ?? wire.error_description]
    .filter((part) => typeof part === 'string')
    .join(': ');
  const evidence: Evidence[] = [{ name: 'TruU says', value: `${answer.status} ${message}`.trim() }];
  if (answer.status === 412)
    return new ActionError('APPLY_OVERTAKEN', `TruU was modified while this run was about to ${operation}.`, {
      evidence,
      requestId,
    });
  if (answer.status === 429 || answer.status === 408 || answer.status >= 500)
    return new ActionError('TRUU_UNAVAILABLE', `TruU failed to ${operation}.`, {
      fix: fixOfOutage(asked),
      evidence,
      requestId,
    });
  const code = codes[answer.status];
  if (code === undefined || answer.body === undefined) return brokenContract(answer, operation);
  const fix = fixOf(code, asked, typeof wire.error === 'string' ? wire.error : '');
  const rights = code === 'TRUU_FORBIDDEN' || code === 'TRUU_UNAUTHORIZED' || asked.input === 'truu-token-url';
  return new ActionError(code, `TruU refused to ${operation}.`, {
    ...(fix === undefined ? {} : { fix }),
    evidence: [...evidence, ...(rights ? clientEvidence(asked) : [])],
    requestId,
  });
};

/** The failure for a response that does not match the contract. */
export const brokenContract = (answer: TruuAnswer, operation: string, problem?: string): ActionError => {
  const { asked = askedApi } = answer;
  const redirect = isRedirect(answer.status);
  const isPage = redirect || Boolean(answer.intercepted);
  const page = `it is a web page, so the input "${asked.input}" has the address of the Admin Console or of another page`;
  const form = answer.intercepted ? page : 'it is not JSON of the contract';
  const reason = problem ?? (redirect ? 'it is a redirect, which is never followed' : form);
  const fix = isPage ? fixOfPage(asked) : fixOf('TRUU_CONTRACT', asked);
  return new ActionError(
    'TRUU_CONTRACT',
    `TruU's response to the request to ${operation} does not match the contract: ${reason}.`,
    { ...(fix === undefined ? {} : { fix }), evidence: [{ name: 'Status', value: String(answer.status) }] },
  );
};

/** The failure for a missing response. Anything else is passed on. */
export const noAnswer = (thrown: unknown, operation: string, asked: Asked = askedApi): unknown => {
  if (!(thrown instanceof HttpFailure)) return thrown;
  if (thrown.reason === 'cancelled') return new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
  const message = `TruU ${missingResponse(thrown)} when asked to ${operation}.`;
  const details = missingResponseDetails(thrown);
  return new ActionError('TRUU_UNAVAILABLE', message, {
    ...details,
    fix: fixOfSilence(asked, details.fix, isUnreachable(thrown)),
  });
};
