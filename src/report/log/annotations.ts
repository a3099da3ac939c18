import { traitsOf } from '../../catalog/modes.ts';
import type { Range } from '../../spec/diagnostic.ts';
import { oneLine } from '../../support/text.ts';
import { annotationLimit } from '../parts/limits.ts';
import type { Report } from '../report.ts';

/** A mark in the Actions viewer, on a line of a file when it has a range. */
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

/** What deserves a mark: the worst first, the last of ten saying how many more there are. Pure. */
export const annotate = (report: Report): readonly Annotation[] => {
  const errors: readonly Annotation[] = [
    ...report.diagnostics.map(({ code, message, fix, range }): Annotation =>
      mark('error', code, `${message} ${fix}`, range),
    ),
    ...report.failures.map(({ code, title, message, fix }): Annotation =>
      mark('error', `${code}: ${title}`, `${message} ${fix}`, null),
    ),
  ];
  const plan = report.remaining ?? report.plan;
  const findings = (plan?.notes ?? [])
    .filter((note) => note.level === 'finding')
    .map(({ message, names }): Annotation => mark('warning', 'Finding', `${message}: ${names.join(' ')}`, null));
  const skipped = report.skipped === null ? [] : [mark('notice', 'The plan was skipped', report.skipped, null)];
  return [...tenOf(errors), ...skipped, ...tenOf(traitsOf(report.mode).annotates ? findings : [])];
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
