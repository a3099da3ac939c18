import type { PlanInput } from './input.ts';
import type { Change, SkipReason } from './types.ts';

/** One reason for which apply leaves a change out; null: this policy has nothing against it. */
type SkipPolicy = (change: Change, input: PlanInput) => SkipReason | null;

const takesUnlistedAway = ({ target, act }: Change): boolean =>
  target.kind === 'permission' && (act === 'revoke' || act === 'remove');

/** A permission that the spec does not list is reported, unless the spec says that it is removed. */
const reportOnly: SkipPolicy = (change, { entra }) =>
  takesUnlistedAway(change) && !entra.desired.removeUnlisted ? 'unlisted' : null;

/** It is removed only where the workflow allows removals. */
const removalsOff: SkipPolicy = (change, { policy }) =>
  takesUnlistedAway(change) && !policy.allowRemovals ? 'allow-removals' : null;

/** Mode renew moves an integration from one secret to the next, and does nothing else. */
const renewalsOnly: SkipPolicy = ({ renews }, { policy }) => (policy.renewOnly && !renews ? 'mode' : null);

/** The first that has something against a change decides. */
const policies: readonly SkipPolicy[] = [reportOnly, removalsOff, renewalsOnly];

/** The same changes, each with the reason for which apply leaves it out. */
export const withSkipReasons = (changes: readonly Change[], input: PlanInput): readonly Change[] =>
  changes.map((change) => {
    const reasons = policies.map((policy) => policy(change, input));
    return { ...change, skipReason: reasons.find((reason) => reason !== null) ?? null };
  });
