import { ActionError, type Evidence } from '../../support/errors.ts';
import { HttpFailure } from '../../support/http.ts';
import type { WireError } from './wire.ts';

/** One answer of Graph, alone or as an item of a `$batch`. */
export interface GraphAnswer {
  readonly status: number;
  /** Parsed JSON; undefined when the body was empty or was no JSON. */
  readonly body: unknown;
  readonly requestId: string | null;
  /** How often the request was sent; more than one: an earlier outcome is unknown. */
  readonly attempts: number;
  /** The wait that Graph asks for, in milliseconds; 0 when it asks for none. */
  readonly retryAfterMs: number;
}

/** Whether the status is a success. */
export const isOk = (answer: GraphAnswer): boolean => answer.status >= 200 && answer.status < 300;

/** Graph's error code and words; empty when it gave none. */
export const graphErrorOf = (answer: GraphAnswer): { readonly code: string; readonly message: string } => {
  const error = (answer.body as WireError | undefined)?.error;
  return { code: error?.code ?? '', message: error?.message ?? '' };
};

/** `details[].code` of an error: what tells conditions apart that share `Request_BadRequest`. */
export const detailCodes = (answer: GraphAnswer): readonly string[] =>
  ((answer.body as WireError | undefined)?.error?.details ?? []).flatMap((detail) => detail.code ?? []);

/** What was tried, and what it needs, for the words of a refusal. */
export interface Attempt {
  /** Ends the sentence "Graph refused to …". */
  readonly operation: string;
  /** Graph application permissions of which the deployer needs one. */
  readonly permissions: readonly string[];
  /** Graph application permissions in our own token, when known. */
  readonly roles?: readonly string[];
}

/** The failure that an unwanted answer of Graph means. */
export const graphError = (answer: GraphAnswer, attempt: Attempt): ActionError => {
  const { code, message } = graphErrorOf(answer);
  const said: Evidence = { name: 'Graph says', value: `${answer.status} ${code}${message ? `: ${message}` : ''}` };
  const base = { evidence: [said], requestId: answer.requestId };
  const refused = (how: string): string => `Graph ${how} to ${attempt.operation}.`;
  if (answer.status === 401) return new ActionError('ENTRA_UNAUTHORIZED', refused('refused our token'), base);
  if (answer.status === 403) return forbidden(attempt, said, answer.requestId);
  if (answer.status === 429) return new ActionError('ENTRA_THROTTLED', refused('was too busy for too long'), base);
  if (answer.status >= 500 || answer.status === 408)
    return new ActionError('ENTRA_UNAVAILABLE', refused('was unable'), base);
  if (isOk(answer) || code === '') return unexpected(answer, attempt.operation);
  return new ActionError('ENTRA_REFUSED', refused('refused'), base);
};

const forbidden = (attempt: Attempt, said: Evidence, requestId: string | null): ActionError => {
  const needed = attempt.permissions.join(' or ');
  const roles = attempt.roles ?? [];
  const evidence = [
    said,
    { name: 'Needed', value: needed },
    { name: 'Permissions of the deployer', value: roles.length > 0 ? roles.join(', ') : 'none' },
  ];
  const held = attempt.permissions.find((permission) => roles.includes(permission));
  const [message, fix] =
    held === undefined
      ? [
          `The deployer may not ${attempt.operation}: it lacks ${needed}.`,
          `Let a Privileged Role Administrator or a Global Administrator grant ${needed} (application permission, with admin consent) to the deployer app; it counts from the next login on.`,
        ]
      : [
          `Graph does not let the deployer ${attempt.operation}, though its token has ${held}.`,
          'See the words of Graph that are shown. With Application.ReadWrite.OwnedBy the deployer must own what it changes; a permission that was taken away leaves a token only when it ends.',
        ];
  return new ActionError('ENTRA_FORBIDDEN', message, { fix, evidence, requestId });
};

/** The failure that an answer means which is not what Graph documents. */
export const unexpected = (answer: GraphAnswer, operation: string): ActionError =>
  new ActionError('ENTRA_UNEXPECTED', `Graph's answer to the request to ${operation} is not what it documents.`, {
    evidence: [{ name: 'Status', value: String(answer.status) }],
    requestId: answer.requestId,
  });

/** What a read that a run can do without comes to when it fails: nothing is known. Throws APPLY_CANCELLED alone. */
export const orNull = (thrown: unknown): null => {
  if (thrown instanceof HttpFailure && thrown.reason === 'cancelled') throw noAnswer(thrown, '');
  return null;
};

/** The failure that the lack of an answer means. Anything else is passed on. */
export const noAnswer = (thrown: unknown, operation: string): unknown => {
  if (!(thrown instanceof HttpFailure)) return thrown;
  if (thrown.reason === 'cancelled') return new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
  const how = thrown.reason === 'timeout' ? 'did not answer in time' : 'could not be reached';
  return new ActionError('ENTRA_UNAVAILABLE', `Graph ${how} when asked to ${operation}.`, {
    evidence: thrown.system === null ? [] : [{ name: 'System', value: thrown.system }],
    cause: thrown,
  });
};
