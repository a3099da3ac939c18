import { errorCatalog, type ErrorCode } from '../catalog/errors.ts';
import type { Range } from '../spec/parse.ts';
import type { Refusal } from './types.ts';

/** A reason for which the plan is refused; the fix is the catalogue's where none is given. */
export const refusal = (
  code: ErrorCode,
  message: string,
  range: Range | null,
  fix: string | null = null,
  evidence: Refusal['evidence'] = [],
): Refusal => ({ code, message, fix: fix ?? errorCatalog[code].fix, range, evidence });
