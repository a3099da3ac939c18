import type { Change, Note, Plan } from '../plan/types.ts';
import { codeSpan } from '../support/text.ts';
import { failureSection, stateSections } from './summary-state.ts';
import type { Report } from './report.ts';
import { fit, list, section, table, type Section } from './markdown.ts';
import { verdict } from './verdict.ts';
import { fieldWord, headline, heldWord, parts, signs, valueWord } from './words.ts';

/** GitHub drops a step summary above 1 MiB as a whole (actions/runner, FileCommandManager, 2026-08). */
const mostBytes = 1_000_000;

const alerts = { good: 'TIP', attention: 'NOTE', bad: 'CAUTION' } as const;

/** The step summary in Markdown: the verdict first, then what a reviewer must see, then the record. Pure. */
export const renderSummary = (report: Report): string => {
  const { tone, sentence } = verdict(report);
  const head = [
    `## TruU Entra directory · ${report.mode ?? 'not started'}`,
    '',
    `> [!${alerts[tone]}]`,
    `> **${sentence}**`,
    '',
    facts(report),
    '',
  ].join('\n');
  const plan = report.remaining !== null && report.red ? report.remaining : report.plan;
  const sections: readonly Section[] = [
    ...report.failures.map(failureSection),
    diagnosticsSection(report),
    ...(plan === null ? [] : planSections(report, plan)),
    ...stateSections(report),
    ...(plan === null ? [] : [notesSection(plan)]),
    section('Fingerprint of the plan', report.plan === null ? [] : [codeSpan(report.plan.fingerprint)]),
  ];
  return fit(head, sections, mostBytes);
};

const facts = (report: Report): string =>
  [
    `**Sync** ${report.sync}`,
    `**Health** ${report.health}`,
    `**Spec** ${codeSpan(report.specFile)}`,
    ...(report.directoryName === null ? [] : [`**Directory** ${codeSpan(report.directoryName)}`]),
    ...(report.tenant === null ? [] : [`**Tenant** ${codeSpan(report.tenant)}`]),
    ...(report.clientId === null ? [] : [`**Client** ${codeSpan(report.clientId)}`]),
  ].join(' · ');

const diagnosticsSection = ({ diagnostics }: Report): Section =>
  section(
    'Problems of the spec',
    table(
      ['Where', 'Problem', 'Fix', 'Code'],
      diagnostics.map(({ range, message, fix, code }) => [
        codeSpan(`${range.file}:${range.line}:${range.column}`),
        codeSpan(message),
        codeSpan(fix),
        codeSpan(code),
      ]),
    ),
  );

const planSections = (report: Report, plan: Plan): readonly Section[] => {
  const { wanted, held } = parts(plan);
  const left = plan === report.remaining;
  const power = wanted.filter((change) => change.danger === 'power');
  const removals = wanted.filter((change) => change.danger === 'removal');
  const rest = wanted.filter((change) => !power.includes(change) && !removals.includes(change));
  const title = (words: string): string => (left ? `${words}, still wanted` : words);
  return [
    section(title('New power'), changeTable(power)),
    section(title('Removals'), changeTable(removals)),
    section(title('Changes'), changeTable(rest)),
    section('Kept back', changeTable(held, heldWord)),
  ];
};

const changeTable = (changes: readonly Change[], because?: (change: Change) => string): readonly string[] =>
  table(
    ['', 'What', 'Before → after', 'Why', 'Spec'],
    changes.map((change) => [
      `\`${signs[change.act]}\``,
      what(change),
      change.fields
        .map(
          (field) => `${fieldWord(field)}: ${codeSpan(valueWord(field.before))} → ${codeSpan(valueWord(field.after))}`,
        )
        .join('<br>'),
      because === undefined ? change.reason : `${change.reason}; kept back since ${because(change)}`,
      change.range === null ? '' : `line ${change.range.line}`,
    ]),
  );

const what = (change: Change): string => {
  const { title, name, tail } = headline(change);
  return name === null ? title : `${title}: ${codeSpan(name)}${tail}`;
};

const notesSection = (plan: Plan): Section => {
  const line = ({ level, message, names }: Note): string =>
    `${level === 'finding' ? '**Finding.** ' : ''}${message}${names.length > 0 ? `: ${names.map((name) => codeSpan(name)).join(' ')}` : ''}`;
  const sorted = plan.notes.toSorted((a, b) => (a.level === b.level ? 0 : a.level === 'finding' ? -1 : 1));
  return section('Seen and left alone', list(sorted.map(line)));
};
