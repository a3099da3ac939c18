import { ActionError, type Evidence } from '../support/errors.ts';
import type { Change, FieldDifference, FieldValue, Plan } from './types.ts';

/** As much of a change as a reviewer's plan is compared by. */
export type ReviewedChange = Pick<Change, 'address' | 'act' | 'skipReason' | 'fields'>;

/** The plan that people saw before they agreed. */
export interface ReviewedPlan {
  /** Number of the pull request that showed it. */
  readonly pull: number;
  readonly fingerprint: string;
  /** Null: it had too much to be kept whole. */
  readonly changes: readonly ReviewedChange[] | null;
}

/** What of a plan is kept for the review: what is due only by time belongs to no fingerprint. */
export const reviewedChanges = ({ changes }: Pick<Plan, 'changes'>): readonly ReviewedChange[] =>
  changes
    .filter((change) => !change.dueByTime)
    .map(({ address, act, skipReason, fields }) => ({ address, act, skipReason, fields }));

/** So many changes of each kind are named; the summary lists the plan of now in full. */
const maxNamed = 15;

/** Throws PLAN_CHANGED, with the difference, unless a plan is the one that was reviewed. */
export const expectReviewed = (reviewed: ReviewedPlan, plan: Plan): void => {
  if (reviewed.fingerprint === plan.fingerprint) return;
  throw new ActionError('PLAN_CHANGED', 'The plan is another one than the pull request showed.', {
    fix: 'Review what moved; then run apply by hand with the input "expect-plan" set to the fingerprint planned now.',
    evidence: [
      { name: 'Pull request', value: String(reviewed.pull) },
      { name: 'Fingerprint reviewed', value: reviewed.fingerprint },
      { name: 'Fingerprint planned now', value: plan.fingerprint },
      ...differenceOf(reviewed.changes, reviewedChanges(plan)),
    ],
  });
};

const differenceOf = (
  before: readonly ReviewedChange[] | null,
  now: readonly ReviewedChange[],
): readonly Evidence[] => {
  if (before === null) return [{ name: 'What moved', value: 'The reviewed plan was too long to be kept whole.' }];
  const old = new Map(before.map((change) => [change.address, changeLabel(change)]));
  const current = new Map(now.map((change) => [change.address, changeLabel(change)]));
  const added = [...current].filter(([address]) => !old.has(address)).map(([, label]) => label);
  const gone = [...old].filter(([address]) => !current.has(address)).map(([, label]) => label);
  const moved = [...current].flatMap(([address, label]) => {
    const then = old.get(address);
    return then === undefined || then === label ? [] : [`${label}; reviewed: ${then}`];
  });
  return [
    ...named('Not reviewed', added),
    ...named('Reviewed, and no longer planned', gone),
    ...named('Planned otherwise', moved),
  ];
};

const named = (name: string, all: readonly string[]): readonly Evidence[] => {
  const shown = all.slice(0, maxNamed).map((value) => ({ name, value }));
  const more = all.length - shown.length;
  return more > 0 ? [...shown, { name, value: `${more} more` }] : shown;
};

const changeLabel = ({ address, act, skipReason, fields }: ReviewedChange): string => {
  // The key ids of secrets differ from run to run, and are no part of the fingerprint either.
  const shown = address.startsWith('entra/secret') ? [] : fields.map(fieldLabel);
  return [`${act} ${address}`, ...shown, ...(skipReason === null ? [] : ['kept back'])].join(', ');
};

const fieldLabel = ({ path, before, after }: FieldDifference): string =>
  `${path}: ${valueLabel(before)} → ${valueLabel(after)}`;

const valueLabel = (value: FieldValue): string => (Array.isArray(value) ? value.join(' ') : String(value ?? 'nothing'));
