import { z } from 'zod';
import { acts, skipReasons } from '../../plan/types.ts';

/** A value on either side of a difference. */
const value = z.union([
  z.string(),
  z.boolean(),
  z.null(),
  z.array(z.string()).readonly(),
  z.object({ knownAfterApply: z.literal(true) }).readonly(),
]);

/** What a change says in report.json and in the record of a plan. */
export const changeParts = {
  address: z.string(),
  act: z.enum(acts),
  skipReason: z.enum(skipReasons).nullable(),
  fields: z.array(z.object({ path: z.string(), before: value, after: value })).readonly(),
} as const;
