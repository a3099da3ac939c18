import { errorCatalog, type ErrorCode } from '../catalog/errors.ts';
import type { Range } from './range.ts';

/** A fact for the reader: `Subject presented` → `repo:…`. Values can be foreign text, never a secret. */
export interface Evidence {
  readonly name: string;
  readonly value: string;
  /** The place in the spec that the value names. */
  readonly range?: Range;
  /** The value is a command or a request, to be copied whole. */
  readonly command?: boolean;
}

/** Details of a failure in addition to its code and message. */
export interface ErrorDetails {
  /** A fix that is more precise than the catalogue's. */
  readonly fix?: string;
  readonly evidence?: readonly Evidence[];
  /** The remote's ID of the failed request. */
  readonly requestId?: string | null;
  /** What the run left behind, each as one sentence. */
  readonly leftBehind?: readonly string[];
  readonly cause?: unknown;
}

/** The error type of the action: a code of the catalogue, a message and a fix. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  readonly code: ErrorCode;
  readonly fix: string;
  readonly evidence: readonly Evidence[];
  readonly requestId: string | null;
  readonly leftBehind: readonly string[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.fix = details.fix ?? errorCatalog[code].fix;
    this.evidence = details.evidence ?? [];
    this.requestId = details.requestId ?? null;
    this.leftBehind = details.leftBehind ?? [];
  }
}

/** The same failure with other parts; what is not given stays as it is. */
export const changed = (
  error: ActionError,
  {
    message = error.message,
    ...parts
  }: Pick<ErrorDetails, 'fix' | 'evidence' | 'leftBehind'> & { readonly message?: string },
): ActionError => {
  const { code, fix, evidence, requestId, leftBehind, cause } = error;
  return new ActionError(code, message, { fix, evidence, requestId, leftBehind, cause, ...parts });
};

/** The same failure with what it left behind. */
export const leaving = (error: ActionError, leftBehind: readonly string[]): ActionError =>
  changed(error, { leftBehind: [...error.leftBehind, ...leftBehind] });

/**
 * Any thrown value as an `ActionError`; unexpected errors become `INTERNAL`, with their name and without their message.
 */
export const asActionError = (thrown: unknown): ActionError => {
  if (thrown instanceof ActionError) return thrown;
  // The message of an unexpected error can quote a request, so only its kind and its position in the code are kept.
  const kind = thrown instanceof Error ? thrown.name : typeof thrown;
  const place = thrown instanceof Error ? (/\(?([^/\\\s(]+:\d+:\d+)\)?/.exec(thrown.stack ?? '')?.[1] ?? '') : '';
  return new ActionError('INTERNAL', `Unexpected ${kind}${place ? ` at ${place}` : ''}.`, { cause: thrown });
};
