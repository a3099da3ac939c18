import { ActionError, type Evidence } from '../../support/errors.ts';
import { HttpFailure } from '../../support/http.ts';
import { missingResponse, missingResponseDetails } from '../../support/missing-response.ts';
import { interceptedError, type Interception } from '../../support/intercepted.ts';
import type { WireError } from './wire.ts';

/** One response of Graph, alone or as an item of a `$batch`. */
export interface GraphAnswer {
  readonly status: number;
  /** Parsed JSON; undefined when the body was empty or not JSON. */
  readonly body: unknown;
  readonly requestId: string | null;
  /** How often the request was sent; if more than once, an earlier outcome is unknown. */
  readonly attempts: number;
  /** The wait that Graph requires, in milliseconds; 0 for none. */
  readonly retryAfterMs: number;
  /** What answered in Graph's place; absent or null: Graph did. */
  readonly intercepted?: Interception | null;
}

/** Whether the status is a success. */
export const isOk = (answer: GraphAnswer): boolean => answer.status >= 200 && answer.status < 300;

/** Graph's error code and message; empty when there are none. */
export const graphErrorOf = (answer: GraphAnswer): { readonly code: string; readonly message: string } => {
  const error = (answer.body as WireError | undefined)?.error;
  return { code: error?.code ?? '', message: error?.message ?? '' };
};

/** Whether Graph says that there is no such object: it is deleted, or not replicated yet. */
export const isAbsent = (answer: GraphAnswer): boolean =>
  answer.status === 404 && graphErrorOf(answer).code === 'Request_ResourceNotFound';

/** `details[].code` of an error: it distinguishes conditions that share `Request_BadRequest`. */
export const detailCodes = (answer: GraphAnswer): readonly string[] =>
  ((answer.body as WireError | undefined)?.error?.details ?? []).flatMap((detail) => detail.code ?? []);

/** What was attempted and what it needs, for the message of a refusal. */
export interface Attempt {
  /** Ends the sentence "Graph refused to …". */
  readonly operation: string;
  /** Graph application permissions, one of which is needed. */
  readonly permissions: readonly string[];
  /** Graph application permissions in the token, when known. */
  readonly roles?: readonly string[];
}

/** The failure for an error response of Graph. */
export const graphError = (answer: GraphAnswer, attempt: Attempt): ActionError => {
  if (answer.intercepted) return interceptedError(answer.intercepted, attempt.operation);
  const { code, message } = graphErrorOf(answer);
  const response: Evidence = { name: 'Graph says', value: `${answer.status} ${code}${message ? `: ${message}` : ''}` };
  const base = { evidence: [response], requestId: answer.requestId };
  const refused = (how: string): string => `Graph ${how} to ${attempt.operation}.`;
  if (answer.status === 401)
    return new ActionError('ENTRA_UNAUTHORIZED', refused('rejected the token of this job'), base);
  if (answer.status === 403) return forbidden(attempt, response, answer.requestId);
  if (answer.status === 429) return new ActionError('ENTRA_THROTTLED', refused('throttled the request'), base);
  if (answer.status >= 500 || answer.status === 408)
    return new ActionError('ENTRA_UNAVAILABLE', refused('failed'), { ...base, fix: outageFix });
  if (isOk(answer) || code === '') return unexpected(answer, attempt.operation);
  return new ActionError('ENTRA_REFUSED', refused('refused'), base);
};

/** Graph was reached, so neither a name nor a proxy is to be looked at. */
const outageFix =
  'Run again. If it fails again, check the status page of Azure, and give Microsoft support the request id.';

const forbidden = (attempt: Attempt, response: Evidence, requestId: string | null): ActionError => {
  const needed = attempt.permissions.join(' or ');
  const roles = attempt.roles ?? [];
  const evidence = [
    response,
    { name: 'Needed', value: needed },
    { name: "Permissions of this job's identity", value: roles.length > 0 ? roles.join(', ') : 'none' },
  ];
  const held = attempt.permissions.find((permission) => roles.includes(permission));
  const [message, fix] =
    held === undefined
      ? [
          `This job's identity cannot ${attempt.operation}: it lacks ${needed}.`,
          `Ask a Privileged Role Administrator or a Global Administrator to grant ${needed} (application permission, with admin consent) to the app of the input "client-id". It takes effect at the next login.`,
        ]
      : [
          `Graph does not let this job's identity ${attempt.operation}, although its token has ${held}.`,
          "See the message of Graph in the report. With Application.ReadWrite.OwnedBy, make this job's identity an owner of what it changes. A revoked permission stays in a token until the token expires.",
        ];
  return new ActionError('ENTRA_FORBIDDEN', message, { fix, evidence, requestId });
};

/** The failure for a response that is not what Graph documents. */
export const unexpected = (answer: GraphAnswer, operation: string): ActionError => {
  if (answer.intercepted) return interceptedError(answer.intercepted, operation);
  return new ActionError(
    'ENTRA_UNEXPECTED',
    `Graph's response to the request to ${operation} does not match its documentation.`,
    {
      evidence: [{ name: 'Status', value: String(answer.status) }],
      requestId: answer.requestId,
    },
  );
};

/** The result of an optional read that fails: null. Throws only APPLY_CANCELLED. */
export const orNull = (thrown: unknown): null => {
  if (thrown instanceof HttpFailure && thrown.reason === 'cancelled') throw noAnswer(thrown, '');
  return null;
};

/** The failure for a missing response. Anything else is passed on. */
export const noAnswer = (thrown: unknown, operation: string): unknown => {
  if (!(thrown instanceof HttpFailure)) return thrown;
  if (thrown.reason === 'cancelled') return new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
  const message = `Graph ${missingResponse(thrown)} when asked to ${operation}.`;
  return new ActionError('ENTRA_UNAVAILABLE', message, missingResponseDetails(thrown));
};
