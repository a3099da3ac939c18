import { errorCatalog } from '../../catalog/errors.ts';
import { logsIn, offlineMode, traitsOf, type ModeTraits } from '../../catalog/modes.ts';
import { accessFindings, unlistedPrivileges, wantedOf } from '../../plan/changes.ts';
import { sourceLabel } from '../hand-off/known.ts';
import type { Report, ReportedPlan } from '../report.ts';

/** The first line of every surface. */
export interface Verdict {
  readonly tone: 'good' | 'attention' | 'careful' | 'bad';
  /** One sentence; no foreign text. */
  readonly message: string;
}

const alerts = { good: 'TIP', attention: 'NOTE', careful: 'WARNING', bad: 'CAUTION' } as const;

/** A verdict as an alert of GitHub's Markdown. */
export const alert = ({ tone, message }: Verdict): readonly string[] => [`> [!${alerts[tone]}]`, `> **${message}**`];

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

/** One sentence for how a run ended. Pure. */
export const verdict = (report: Report): Verdict => {
  const { tone, message } = withoutWarning(report);
  const warning = environmentWarning(report);
  if (warning === null) return { tone, message };
  return { tone: tone === 'bad' ? tone : 'careful', message: `${message} Warning: ${warning}` };
};

/** Who else can have the identity that writes. A run that is refused for it says it as its failure. */
const environmentWarning = ({ environment, failures }: Report): string | null =>
  environment === null || failures.some(({ code }) => code === 'AUTH_ENVIRONMENT_OPEN')
    ? null
    : environmentWarnings[environment.rule];

const environmentWarnings: Readonly<Record<NonNullable<Report['environment']>['rule'], string | null>> = {
  'default-branch': null,
  open: 'the environment of this job is not limited to the default branch, so anyone who can push a branch can use its identity.',
  none: 'this job runs in no environment, so anyone who can push to its branch can use its identity.',
  unreadable:
    'the branch rule of the environment could not be read, which takes "github-token" with "actions: read", and a repository that was not renamed since the run was started.',
};

const withoutWarning = (report: Report): Verdict => {
  if (report.red) return { tone: 'bad', message: failureMessage(report) };
  if (report.skipped !== null)
    return {
      tone: 'attention',
      message: `${logsIn(report.mode ?? offlineMode) ? '' : 'Spec is valid. '}${report.skipped}`,
    };
  const [warning] = report.warnings;
  if (report.result === 'waiting' && warning !== undefined)
    return {
      tone: 'careful',
      message: `Waiting: ${lowerFirst(warning.title)}.${errorCatalog[warning.code].aboutPerson ? actBefore(report) : ''}`,
    };
  const message = `${successMessage(report)}${warning === undefined ? '' : ` Warning: ${lowerFirst(warning.title)}.`}`;
  const careful = dangersOf(report.plan).length > 0 || findings(report.plan) !== '';
  if (report.result !== 'changes')
    return { tone: findings(report.plan) === '' && warning === undefined ? 'good' : 'careful', message };
  return { tone: careful ? 'careful' : 'attention', message };
};

/** The day on which something stops if nobody acts. */
const actBefore = ({ handOff }: Report): string => {
  const [day] = /^\d{4}-\d\d-\d\d(?=T)/.exec(handOff?.actBefore ?? '') ?? [];
  return day === undefined ? '' : ` Act before ${day}.`;
};

const failureMessage = (report: Report): string => {
  const { diagnostics, failures, mode, result } = report;
  const [first] = failures;
  if (diagnostics.length > 0) return `The spec has ${count(diagnostics.length, 'problem')}. No API calls were made.`;
  if (result === 'cancelled') return 'The run was cancelled. What is left is listed below; the next run corrects it.';
  if (result === 'refused')
    return `Refused: ${lowerFirst(first?.title ?? 'the plan is not allowed')}. Nothing was written.`;
  if (first !== undefined && errorCatalog[first.code].aboutPerson) return `${first.title}.${actBefore(report)}`;
  if (result === 'drift' && first !== undefined && errorCatalog[first.code].aboutDrift)
    return `Drift detected: ${first.message}`;
  const reason = first === undefined ? 'unknown error' : lowerFirst(first.title);
  const more = failures.length > 1 ? `, and ${count(failures.length - 1, 'more failure')}` : '';
  const wrote = report.steps.some((step) => step.outcome === 'done') ? ' Completed steps are listed below.' : '';
  return `${mode === null ? 'The run' : capital(mode)} failed: ${reason}${more}.${wrote}`;
};

const successMessage = (report: Report): string => greenVerdicts[traitsOf(report.mode).greenVerdict](report);

const greenVerdicts: Readonly<Record<ModeTraits['greenVerdict'], (report: Report) => string>> = {
  'spec-valid': () => 'Spec is valid. No API calls were made.',
  planned: (report) =>
    report.result === 'changes'
      ? `Plan: ${[count(wanted(report.plan), 'change'), ...dangersOf(report.plan)].join(', ')}${findings(report.plan)}${kept(report.plan)}.`
      : `No changes${findings(report.plan)}${kept(report.plan)}${unhealthy(report)}.`,
  'no-drift': (report) =>
    report.handOff === null
      ? `No drift: Entra and TruU match the spec${healthy(report)}.`
      : `No drift: Entra matches the spec, and so does TruU as far as people say${healthy(report)}.`,
  renewed: (report) =>
    report.result === 'renewed'
      ? `${report.rotated ? 'The secret was rotated' : 'The previous secret was retired'}${healthy(report)}.`
      : `Nothing is due for renewal${healthy(report)}.`,
  applied: (report) =>
    report.result === 'applied'
      ? `Applied ${count(wanted(report.plan), 'change')}${kept(report.plan)}. No changes are left${healthy(report)}.`
      : `No changes were needed${kept(report.plan)}${healthy(report)}.`,
};

/** TruU's word where it was asked; otherwise what speaks for it, and that it was not. */
const healthy = ({ health, handOff }: Report): string => {
  if (handOff !== null)
    return health === 'healthy' ? `. Healthy ${sourceLabel(handOff.healthSource)}` : '. TruU was not asked';
  return health === 'healthy' ? ', and TruU reports Healthy' : '';
};

/** The counts that a reviewer must not miss in a plan. */
const dangersOf = (plan: ReportedPlan | null): readonly string[] => {
  const dangers = plan === null ? [] : wantedOf(plan.changes).map(({ danger }) => danger);
  const labels = [
    ['privilege', 'privilege change', 'privilege changes'],
    ['removal', 'removal', 'removals'],
    ['tenantWide', 'change affects other TruU directories', 'changes affect other TruU directories'],
  ] as const;
  return labels.flatMap(([danger, one, many = one]) => {
    const number = dangers.filter((each) => each === danger).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  });
};

/** A plan does not depend on health, but its reader should know. */
const unhealthy = ({ health, handOff }: Report): string =>
  health === 'not-healthy' && handOff === null ? ', but TruU does not report Healthy' : '';

const wanted = (plan: ReportedPlan | null): number => (plan === null ? 0 : wantedOf(plan.changes).length);

const kept = (plan: ReportedPlan | null): string => {
  const skipped = plan === null ? 0 : unlistedPrivileges(plan.changes).length;
  return skipped === 0 ? '' : `, ${skipped} not applied`;
};

/** What nobody vouches for counts beside the changes; that a secret is still used is not among it. */
const findings = (plan: ReportedPlan | null): string => {
  const number = plan === null ? 0 : accessFindings(plan).length;
  return number === 0 ? '' : `, ${count(number, 'finding')}`;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const lowerFirst = (text: string): string =>
  /^[A-Z][a-z ]/.test(text) && !/^(TruU|Entra|Graph|GitHub|Microsoft)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
