import { errorCatalog } from '../../catalog/errors.ts';
import { traitsOf, type ModeTraits } from '../../catalog/modes.ts';
import { unlistedPrivileges, wantedOf } from '../../plan/changes.ts';
import type { Report, ReportedPlan } from '../report.ts';

/** The first thing that a reader sees. */
export interface Verdict {
  readonly tone: 'good' | 'attention' | 'careful' | 'bad';
  /** One sentence, our own words. */
  readonly message: string;
}

const alerts = { good: 'TIP', attention: 'NOTE', careful: 'WARNING', bad: 'CAUTION' } as const;

/** A verdict as an alert of GitHub's Markdown. */
export const alert = ({ tone, message }: Verdict): readonly string[] => [`> [!${alerts[tone]}]`, `> **${message}**`];

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

/** One sentence for how a run ended. Pure. */
export const verdict = (report: Report): Verdict => {
  if (report.red) return { tone: 'bad', message: failureMessage(report) };
  if (report.skipped !== null) return { tone: 'attention', message: `The spec is valid. ${report.skipped}` };
  const message = successMessage(report);
  if (report.result !== 'changes') return { tone: 'good', message };
  return { tone: dangersOf(report.plan).length > 0 ? 'careful' : 'attention', message };
};

const failureMessage = (report: Report): string => {
  const { diagnostics, failures, mode, result } = report;
  const [first] = failures;
  if (diagnostics.length > 0) return `The spec has ${count(diagnostics.length, 'problem')}; nobody was asked anything.`;
  if (result === 'cancelled') return 'The run was cancelled; what remains is named below, and the next run heals it.';
  if (result === 'refused')
    return `Refused: ${lowerFirst(first?.title ?? 'the plan may not be carried out')}. Nothing was written.`;
  if (result === 'drift' && first !== undefined && errorCatalog[first.code].aboutDrift)
    return `Drift: ${first.message}`;
  const what = first === undefined ? 'something went wrong' : lowerFirst(first.title);
  const more = failures.length > 1 ? `, and ${count(failures.length - 1, 'more failure')}` : '';
  const wrote = report.steps.some((step) => step.outcome === 'done') ? ' What was done before is listed below.' : '';
  return `${mode === null ? 'The run' : capital(mode)} failed: ${what}${more}.${wrote}`;
};

const successMessage = (report: Report): string => greenVerdicts[traitsOf(report.mode).greenVerdict](report);

const greenVerdicts: Readonly<Record<ModeTraits['greenVerdict'], (report: Report) => string>> = {
  'spec-valid': () => 'The spec is valid; nobody was asked anything.',
  planned: (report) =>
    report.result === 'changes'
      ? `The plan has ${[count(wanted(report.plan), 'change'), ...dangersOf(report.plan)].join(', ')}${kept(report.plan)}.`
      : `Nothing to change${kept(report.plan)}${unhealthy(report)}.`,
  'no-drift': (report) => `No drift: Entra and TruU are as the spec says${healthy(report)}.`,
  renewed: (report) =>
    report.result === 'renewed'
      ? `${report.rotated ? 'The secret was rotated' : 'The previous secret was retired'}${healthy(report)}.`
      : `Nothing is due for renewal${healthy(report)}.`,
  applied: (report) =>
    report.result === 'applied'
      ? `Applied ${count(wanted(report.plan), 'change')}${kept(report.plan)}; nothing is left to change${healthy(report)}.`
      : `Nothing had to change${kept(report.plan)}${healthy(report)}.`,
};

const healthy = ({ health }: Report): string => (health === 'healthy' ? ', and TruU reports Healthy' : '');

/** What a reviewer must not miss in a plan, counted. */
const dangersOf = (plan: ReportedPlan | null): readonly string[] => {
  const dangers = plan === null ? [] : wantedOf(plan.changes).map(({ danger }) => danger);
  const labels = [
    ['privilege', 'of new power'],
    ['removal', 'removal', 'removals'],
    ['tenantWide', 'beyond this directory'],
  ] as const;
  return labels.flatMap(([danger, one, many = one]) => {
    const number = dangers.filter((each) => each === danger).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  });
};

/** A plan does not ask for good health, but whoever reads it should know. */
const unhealthy = ({ health }: Report): string =>
  health === 'not-healthy' ? ', but TruU does not report Healthy' : '';

const wanted = (plan: ReportedPlan | null): number => (plan === null ? 0 : wantedOf(plan.changes).length);

const kept = (plan: ReportedPlan | null): string => {
  const skipped = plan === null ? 0 : unlistedPrivileges(plan.changes).length;
  return skipped === 0 ? '' : `, ${skipped} kept back`;
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const lowerFirst = (word: string): string =>
  /^[A-Z][a-z ]/.test(word) && !/^(TruU|Entra|Graph|GitHub|Microsoft)/.test(word)
    ? word.charAt(0).toLowerCase() + word.slice(1)
    : word;
