import { errorCatalog } from '../../catalog/errors.ts';
import { logsIn, offlineMode, traitsOf } from '../../catalog/modes.ts';
import { errorPage } from '../../catalog/release.ts';
import type { Note } from '../../plan/types.ts';
import type { Range } from '../../spec/diagnostic.ts';
import { oneLine } from '../../support/text.ts';
import { annotationLimit } from '../parts/limits.ts';
import type { Place } from '../parts/place.ts';
import type { Failure, Report, ReportedPlan } from '../report.ts';

/** An annotation in the Actions viewer, on a line of a file when it has a range. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly range: Range | null;
}

/** A runner keeps the first ten of each level per step (actions/runner, 2026-08). */
const maxPerLevel = 10;
/** Leaves room for the number of those that are missing. */
const maxCharacters = annotationLimit.max - 96;

/** The annotations of a report: the worst first; the tenth says how many more there are. Pure. */
export const annotate = (
  report: Report,
  { actionRepository = null }: Pick<Place, 'actionRepository'> = {},
): readonly Annotation[] => {
  const plan = report.remaining ?? report.plan;
  const errors: readonly Annotation[] = [
    ...report.diagnostics.map(({ code, message, fix, range }): Annotation =>
      mark('error', code, `${message} ${fix}`, range),
    ),
    ...report.failures.map((failure) => ofFailure(failure, plan, errorPage(actionRepository, failure.code))),
  ];
  const noted = (title: string, is: (note: Note) => boolean): readonly Annotation[] =>
    (plan?.notes ?? [])
      .filter(is)
      .map(({ message, names }) => mark('warning', title, `${message}: ${names.filter(Boolean).join(' ')}`, null));
  const findings = [
    ...noted('Finding', ({ level }) => level === 'finding'),
    ...noted('Expires soon', ({ target }) => target.kind === 'expiry'),
  ];
  const skipped = report.skipped === null ? [] : [mark('notice', skippedTitle(report.mode), report.skipped, null)];
  const warnings = report.warnings.map((one) => ofFailure(one, plan, errorPage(actionRepository, one.code), 'warning'));
  return [...tenOf(errors), ...skipped, ...tenOf([...warnings, ...(traitsOf(report.mode).annotates ? findings : [])])];
};

/** The mode is the one that ran: without a login where the plan was not made. */
const skippedTitle = (mode: Report['mode']): string =>
  logsIn(mode ?? offlineMode) ? 'The comment was skipped' : 'The plan was skipped';

/**
 * A failure with all that its message and its fix speak of: who reads only the annotation has no report beside it. It is on
 * the line of the spec that the first piece of evidence names.
 */
const ofFailure = (
  failure: Failure,
  plan: ReportedPlan | null,
  page: string,
  level: Annotation['level'] = 'error',
): Annotation => {
  const { code, title, message, fix, evidence } = failure;
  const range = evidence.find((one) => one.range !== undefined)?.range ?? null;
  // The page has to survive a long message, so it is not what is cut.
  const text = oneLine([`${message} ${fix}`, ...factsOf(failure, plan)].join(' · '), maxCharacters - page.length - 8);
  return mark(level, `${code}: ${title}`, `${text} · See ${page}`, range);
};

/** What a failure adds to its message and its fix, each as one piece; foreign text. */
export const factsOf = (
  { code, evidence, requestId, leftBehind }: Failure,
  plan: ReportedPlan | null,
): readonly string[] => {
  const changes = errorCatalog[code].aboutDrift || code === 'APPLY_NOT_CONVERGED' ? (plan?.changes ?? []) : [];
  return [
    ...evidence.map(({ name, value }) => `${name.replace(/[.,;:?!]+$/, '')}: ${value}`),
    ...(changes.length === 0 ? [] : [`Changes: ${changes.map(({ act, address }) => `${act} ${address}`).join(', ')}`]),
    ...(requestId === null ? [] : [`Request id: ${requestId}`]),
    ...leftBehind.map((line) => `Left behind: ${line}`),
  ];
};

const mark = (level: Annotation['level'], title: string, message: string, range: Range | null): Annotation => ({
  level,
  title: oneLine(title, 200),
  message: oneLine(message, maxCharacters),
  range,
});

const tenOf = (all: readonly Annotation[]): readonly Annotation[] => {
  if (all.length <= maxPerLevel) return all;
  const last = all[maxPerLevel - 1];
  const more = all.length - maxPerLevel;
  return [
    ...all.slice(0, maxPerLevel - 1),
    ...(last === undefined
      ? []
      : [{ ...last, message: oneLine(`${last.message} (and ${more} more; see the summary)`, maxCharacters + 60) }]),
  ];
};
