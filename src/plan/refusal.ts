import { errorCatalog, type ErrorCode } from '../catalog/errors.ts';
import type { Range } from '../spec/parse.ts';
import type { Refusal } from './types.ts';

/** A refusal with the fix of its code, unless there is a more precise one. */
export const refusal = (code: ErrorCode, message: string, range: Range | null, fix: string | null = null): Refusal => ({
  code,
  message,
  fix: fix ?? errorCatalog[code].fix,
  range,
});
