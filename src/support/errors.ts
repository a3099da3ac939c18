import { errorCatalog, type ErrorCode } from '../catalog/errors.ts';

/** A fact that helps the reader: `Subject presented` → `repo:…`. Values may be foreign text, never a secret. */
export interface Evidence {
  readonly name: string;
  readonly value: string;
}

/** What a failure may say beyond its code and sentence. */
export interface ErrorDetails {
  /** What to do, when the catalogue's general advice is not precise enough. */
  readonly fix?: string;
  readonly evidence?: readonly Evidence[];
  /** The remote's own id of the request that failed. */
  readonly requestId?: string | null;
  /** What remains in the world and was not there before, each as one sentence. */
  readonly leftBehind?: readonly string[];
  readonly cause?: unknown;
}

/** The one error type of the action: a code of the catalogue, one sentence, and what to do. */
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

/** The same failure, also saying what it left behind. */
export const leaving = (error: ActionError, leftBehind: readonly string[]): ActionError =>
  new ActionError(error.code, error.message, {
    fix: error.fix,
    evidence: error.evidence,
    requestId: error.requestId,
    leftBehind: [...error.leftBehind, ...leftBehind],
    cause: error.cause,
  });

/** Any thrown value as an `ActionError`; what nobody foresaw becomes `INTERNAL`, named but without its message. */
export const asActionError = (thrown: unknown): ActionError => {
  if (thrown instanceof ActionError) return thrown;
  // The message of an unforeseen error may quote a request, so only the kind of error and where it arose are kept.
  const kind = thrown instanceof Error ? thrown.name : typeof thrown;
  const place = thrown instanceof Error ? (/\(?([^/\\\s(]+:\d+:\d+)\)?/.exec(thrown.stack ?? '')?.[1] ?? '') : '';
  return new ActionError('INTERNAL', `An unforeseen ${kind}${place ? ` at ${place}` : ''}.`, { cause: thrown });
};
