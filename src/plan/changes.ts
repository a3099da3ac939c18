import type { Policy } from './input.ts';
import type { Change } from './types.ts';

/** In mode renew, everything but a rotation or retirement that is due is kept back. */
export const holdForMode = (changes: readonly Change[], policy: Policy): readonly Change[] =>
  policy.renewOnly
    ? changes.map((change) => (isRenewal(change) ? change : { ...change, skipReason: change.skipReason ?? 'mode' }))
    : changes;

const isRenewal = (change: Change): boolean =>
  change.address.startsWith('entra/secret') && ['rotate', 'retire', 'remove'].includes(change.act);

/** The changes that will be carried out. */
export const wantedOf = (changes: readonly Change[]): readonly Change[] =>
  changes.filter((change) => change.skipReason === null);

/** Power that is held though nobody listed it: red in drift, and left alone by apply. */
export const unlistedPrivileges = (changes: readonly Change[]): readonly Change[] =>
  changes.filter((change) => change.skipReason === 'unlisted' || change.skipReason === 'allow-removals');
