import { rotationOf } from './changes.ts';
import type { PlanInput } from './input.ts';
import { isSetWithSecret } from './steps/secret.ts';
import { sideOf } from './target.ts';
import type { Change, SkipReason } from './types.ts';

/** What the policies judge by. */
interface SkipContext extends PlanInput {
  /** A person was asked for exactly this already. */
  readonly asked: boolean;
}

/** One reason for which apply leaves a change out; null: this policy has nothing against it. */
type SkipPolicy = (change: Change, context: SkipContext) => SkipReason | null;

/** A person was asked to do it, and asking once is enough. */
const askedAlready: SkipPolicy = ({ target }, { asked }) =>
  asked && (sideOf(target) === 'truu' || isSetWithSecret(target)) ? 'person' : null;

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
const policies: readonly SkipPolicy[] = [askedAlready, reportOnly, removalsOff, renewalsOnly];

/** The same changes, each with the reason for which apply leaves it out. */
export const withSkipReasons = (changes: readonly Change[], input: PlanInput): readonly Change[] => {
  const { rules, observed } = input.truu;
  const context = { ...input, asked: rules.isAsked(observed, rotationOf(changes) !== null) };
  return changes.map((change) => {
    const reasons = policies.map((policy) => policy(change, context));
    return { ...change, skipReason: reasons.find((reason) => reason !== null) ?? null };
  });
};
