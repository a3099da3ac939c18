import type { Range } from '../support/range.ts';

export type { Range } from '../support/range.ts';

/** The error codes of an invalid spec. Each is a key of the error catalogue. */
export const specCodes = [
  'SPEC_NOT_YAML',
  'SPEC_MISLEADING_CHARACTER',
  'SPEC_EMPTY',
  'SPEC_MULTIPLE_DOCUMENTS',
  'SPEC_TOO_LARGE',
  'SPEC_UNKNOWN_KEY',
  'SPEC_MISSING_KEY',
  'SPEC_WRONG_TYPE',
  'SPEC_INVALID_VALUE',
  'SPEC_INVALID_GUID',
  'SPEC_INVALID_DURATION',
  'SPEC_DURATION_ORDER',
  'SPEC_LIFETIME_TOO_LONG',
  'SPEC_DUPLICATE_PERMISSION',
  'SPEC_UNKNOWN_PERMISSION',
  'SPEC_PERMISSION_TYPE',
] as const;
/** One of `specCodes`. */
export type SpecCode = (typeof specCodes)[number];

/** One problem of a spec, its position and its fix. A message may quote the spec; a fix does not. */
export interface Diagnostic {
  readonly code: SpecCode;
  readonly message: string;
  readonly fix: string;
  readonly range: Range;
}

/** One violation of a rule that the schema cannot express. */
export interface Violation {
  readonly code: SpecCode;
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly fix: string;
}
