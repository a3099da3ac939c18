import { ActionError, type Evidence } from '../support/errors.ts';
import { valueLabel } from './changes.ts';
import type { TrustInputs } from './trust-inputs.ts';
import type { Change, FieldDifference, Plan } from './types.ts';

/** The parts of a change by which two plans are compared. */
export type ReviewedChange = Pick<Change, 'address' | 'act' | 'skipReason' | 'fields'>;

/** The plan that people saw before they agreed. */
export interface ReviewedPlan {
  /** Number of the pull request that showed it. */
  readonly pull: number;
  readonly fingerprint: string;
  /** Null: the plan was too long to be recorded. */
  readonly changes: readonly ReviewedChange[] | null;
  /** The inputs that decide trust, of the workflow that planned; null when they were not recorded. */
  readonly trustInputs: TrustInputs | null;
}

/** What of a plan is kept for the review: what is in the fingerprint, so neither what is due by time nor key ids of secrets. */
export const reviewedChanges = ({ changes }: Pick<Plan, 'changes'>): readonly ReviewedChange[] =>
  changes
    .filter((change) => !change.dueByTime)
    .map(({ target, address, act, skipReason, fields }) => ({
      address,
      act,
      skipReason,
      fields: target.kind === 'secret' ? [] : fields,
    }));

/** So many changes of each kind are named; the summary lists the current plan in full. */
const maxNamed = 15;

/**
 * Throws unless a plan is the one that was reviewed: PLAN_INPUTS_DIFFER when the two workflows set other inputs, otherwise
 * PLAN_CHANGED; with the difference.
 */
export const expectReviewed = (reviewed: ReviewedPlan, plan: Plan): void => {
  if (reviewed.fingerprint === plan.fingerprint) return;
  expectSameInputs(reviewed, plan);
  throw new ActionError('PLAN_CHANGED', 'The plan differs from the one that the pull request showed.', {
    fix: 'Review the differences; then run apply manually with the input "expect-plan" set to the current fingerprint.',
    evidence: [
      { name: 'Pull request', value: String(reviewed.pull) },
      { name: 'Reviewed fingerprint', value: reviewed.fingerprint },
      { name: 'Current fingerprint', value: plan.fingerprint },
      ...differenceOf(reviewed.changes, reviewedChanges(plan)),
    ],
  });
};

const expectSameInputs = ({ pull, trustInputs: before }: ReviewedPlan, { trustInputs: now }: Plan): void => {
  if (before === null) return;
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  const different = names.filter((name) => (before[name] ?? '') !== (now[name] ?? ''));
  if (different.length === 0) return;
  const shown = (value: string | undefined): string => (value === undefined || value === '' ? 'not set' : value);
  throw new ActionError('PLAN_INPUTS_DIFFER', 'The workflow that planned sets other inputs than this one.', {
    evidence: [
      { name: 'Pull request', value: String(pull) },
      ...different.map((name) => ({
        name: `Input ${name}`,
        value: `${shown(now[name])}; in the plan: ${shown(before[name])}`,
      })),
    ],
  });
};

const differenceOf = (
  before: readonly ReviewedChange[] | null,
  now: readonly ReviewedChange[],
): readonly Evidence[] => {
  if (before === null)
    return [{ name: 'Differences', value: 'Unknown: the reviewed plan was too long to be recorded.' }];
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
    ...named('Reviewed, no longer planned', gone),
    ...named('Planned differently', moved),
  ];
};

const named = (name: string, all: readonly string[]): readonly Evidence[] => {
  const shown = all.slice(0, maxNamed).map((value) => ({ name, value }));
  const more = all.length - shown.length;
  return more > 0 ? [...shown, { name, value: `${more} more` }] : shown;
};

const changeLabel = ({ address, act, skipReason, fields }: ReviewedChange): string =>
  [`${act} ${address}`, ...fields.map(fieldLabel), ...(skipReason === null ? [] : ['not applied'])].join(', ');

const fieldLabel = ({ path, before, after }: FieldDifference): string =>
  `${path}: ${valueLabel(before)} → ${valueLabel(after)}`;
