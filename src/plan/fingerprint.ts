import { createHash } from 'node:crypto';
import type { Change, Refusal } from './types.ts';

/**
 * SHA-256 over what a plan would change, hexadecimal. Equal for equal plans however the remotes order their answers:
 * sorted, and without times, ETags, key ids, and what is due only because time passed.
 */
export const fingerprintOf = (changes: readonly Change[], refusals: readonly Refusal[]): string => {
  const data = {
    version: 1,
    changes: changes
      .filter((change) => !change.dueByTime)
      .map(canonical)
      .sort(),
    refusals: refusals.map(({ code, message }) => JSON.stringify([code, message])).sort(),
  };
  return createHash('sha256').update(JSON.stringify(data)).digest('hex');
};

const canonical = ({ target, address, act, fields, skipReason }: Change): string => {
  const ofSecret = target.kind === 'secret';
  const differences = fields.map(({ path, before, after }) => [
    path,
    ofSecret ? null : before,
    ofSecret ? null : after,
  ]);
  return JSON.stringify([address, act, skipReason, differences.sort()]);
};
