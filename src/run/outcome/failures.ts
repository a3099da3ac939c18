import { errorCatalog } from '../../catalog/errors.ts';
import { traitsOf, type Mode } from '../../catalog/modes.ts';
import { accessFindings, unlistedPrivileges, wantedOf } from '../../plan/changes.ts';
import { namedEvidence } from '../../plan/refuse-access.ts';
import { refusalError } from '../../plan/refuse.ts';
import type { Note, Plan } from '../../plan/types.ts';
import type { Failure } from '../../report/report.ts';
import { ActionError, leaving } from '../../support/errors.ts';
import { underCauses } from './consequences.ts';
import { clearingOf } from './drift-advice.ts';
import { withHealthContext } from './health.ts';
import { withIdentity } from './identity.ts';
import { withSpecPlace } from './spec-place.ts';
import type { StageResults } from './stage-results.ts';

/** What failures are made of, beside the results of the stages. */
export interface FailureInput {
  /** The plan that describes the world as the run left it. */
  readonly final: Plan | null;
  /** Why TruU's health makes the run red; null when it does not. */
  readonly badHealth: ActionError | null;
}

/**
 * Every reason why a run is red, beside the problems of its spec: what failed, what the plan refuses, what the final plan
 * shows in a mode that is red on it, and a health that is not good, unless what failed explains it. Pure.
 */
export const failuresOf = (results: StageResults, { final, badHealth }: FailureInput): readonly Failure[] => {
  const [cancelled, afterwards] = splitCancelled(results.verified?.readable === false ? results.verified.failures : []);
  const before = cancelledFirst([...results.failures, ...(results.applied?.failures ?? []), ...cancelled]);
  const failed = underCauses(
    before.map((failure) => withHealthContext(failure, results)),
    afterwards,
  );
  const nothingFailed = failed.length === 0;
  const health = nothingFailed && badHealth !== null ? [withHealthContext(badHealth, results)] : [];
  const refused = (results.planned?.plan.refusals ?? []).map(refusalError);
  // A registration that may not log in makes TruU's directory unhealthy; other refusals say nothing about it.
  const isExplained = refused.some(isDisabled);
  return [
    ...failed.map((failure) => withIdentity(withSpecPlace(failure, results.document), results)),
    ...refused.flatMap((error) => (isDisabled(error) ? underCauses([error, ...health], []) : [error])),
    ...(nothingFailed ? (results.side?.failures ?? []) : []),
    ...(nothingFailed && final !== null ? driftOf(results.mode, final, results.side?.ask?.asksKey === true) : []),
    ...(isExplained ? [] : health),
  ].map(toFailure);
};

const isDisabled = ({ code }: ActionError): boolean => code === 'ENTRA_DISABLED';

/** A failure as it stands in the report. */
export const toFailure = (error: ActionError): Failure => {
  const { title, category } = errorCatalog[error.code];
  const { code, message, fix, evidence, requestId, leftBehind } = error;
  return { code, title, message, fix, category, evidence, requestId, leftBehind };
};

const splitCancelled = (
  failures: readonly ActionError[],
): readonly [cancelled: readonly ActionError[], others: readonly ActionError[]] => [
  failures.filter(({ code }) => code === 'APPLY_CANCELLED'),
  failures.filter(({ code }) => code !== 'APPLY_CANCELLED'),
];

/** A cancellation is the reason of what failed after it, and is shown once, with all that remains. */
const cancelledFirst = (failures: readonly ActionError[]): readonly ActionError[] => {
  const [cancelled, others] = splitCancelled(failures);
  const [first] = cancelled;
  if (first === undefined) return failures;
  return [
    leaving(
      first,
      cancelled.slice(1).flatMap(({ leftBehind }) => leftBehind),
    ),
    ...others,
  ];
};

/** What of a plan is red in a mode though nothing failed. */
const driftOf = (mode: Mode | null, final: Plan, asksSecret: boolean): readonly ActionError[] => {
  if (final.refusals.length > 0) return [];
  switch (traitsOf(mode).redOnDrift) {
    case 'nothing':
      return [];
    case 'not-converged':
      return [...notConverged(final), ...openFindings(final, asksSecret)];
    case 'drift':
      return drifted(final, asksSecret);
  }
};

const notConverged = ({ changes }: Plan): readonly ActionError[] => {
  const left = wantedOf(changes).length;
  if (left === 0) return [];
  return [
    new ActionError(
      'APPLY_NOT_CONVERGED',
      `${counted(left, 'change is', 'changes are')} still to apply after the run.`,
    ),
  ];
};

/** What was seen and left alone is red where something was done, too: the person who applies is the one who looks. */
const openFindings = (final: Plan, asksSecret: boolean): readonly ActionError[] => {
  const findings = accessFindings(final);
  if (findings.length === 0) return [];
  const message = `${counted(findings.length, 'finding is', 'findings are')} open. What was due was done; what is listed is left as it is.`;
  return [
    new ActionError('ENTRA_ACCESS_UNKNOWN', message, {
      fix: clearingOf(findings, asksSecret),
      evidence: findings.map(namedEvidence),
    }),
  ];
};

const drifted = ({ changes, notes }: Plan, asksSecret: boolean): readonly ActionError[] => {
  const wanted = changes.filter(
    ({ skipReason, settling }) => (skipReason === null || skipReason === 'mode') && !settling,
  ).length;
  const held = unlistedPrivileges(changes).length;
  const findings = notes.filter((note) => note.level === 'finding');
  if (wanted + held + findings.length === 0) return [];
  const counts = [
    counted(wanted, 'change to apply', 'changes to apply'),
    counted(held, 'permission granted but not in the spec', 'permissions granted but not in the spec'),
    counted(findings.length, 'finding', 'findings'),
  ];
  const what = counts.filter((part) => part !== '').join(', ');
  const message = wanted > 0 ? `${what}.` : `${what}. Nothing is to apply: apply would not clear this.`;
  return [new ActionError('PLAN_DRIFT', message, { fix: driftFix(wanted, held, findings, asksSecret) })];
};

/** Apply is the advice only for what it changes. */
const driftFix = (wanted: number, held: number, findings: readonly Note[], asksSecret: boolean): string =>
  [
    ...(wanted > 0 ? [errorCatalog.PLAN_DRIFT.fix] : []),
    ...(held > 0
      ? [
          'List in the spec the permissions that are to stay, and all permissions of the spec in the input "allowed-permissions"; to remove the others, set entra.permissions.unlisted to remove and the input "allow-removals" to true. Then run apply.',
        ]
      : []),
    ...(findings.length > 0 ? [clearingOf(findings, asksSecret)] : []),
  ].join(' ');

const counted = (count: number, one: string, many: string): string =>
  count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
