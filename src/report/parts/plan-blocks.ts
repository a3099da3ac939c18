import type { Change } from '../../plan/types.ts';
import type { Diagnostic } from '../../spec/diagnostic.ts';
import { codeSpan } from '../../support/text.ts';
import { folded, open, type Block } from './blocks.ts';
import { changeBrief, changeItem, plainLine, type ShowLine } from './change-list.ts';
import { list } from './markdown.ts';
import { noteItems } from './note-list.ts';
import { prose } from './prose.ts';
import type { Failure, Report, ReportedPlan } from '../report.ts';
import { time } from './time.ts';
import { stepItems } from './step-list.ts';
import { splitByOutcome } from './labels.ts';

const counted = (title: string, of: readonly unknown[]): string => `${title} (${of.length})`;

/** The parts into which a reviewer's eye divides a plan, the most dangerous first. */
export const groupsOf = (plan: ReportedPlan) => {
  const { wanted, skipped } = splitByOutcome(plan);
  const privileges = wanted.filter((change) => change.danger === 'privilege');
  const removals = wanted.filter((change) => change.danger === 'removal');
  const rest = wanted.filter((change) => !privileges.includes(change) && !removals.includes(change));
  const secret = rest.filter((change) => change.address.startsWith('entra/secret'));
  const truu = rest.filter((change) => change.address.startsWith('truu/'));
  const others = rest.filter((change) => !secret.includes(change) && !truu.includes(change));
  return { privileges, removals, secret, truu, others, skipped };
};

/** A plan: new power, removals, the secret and TruU stand open, the rest is folded. */
export const planBlocks = (plan: ReportedPlan, show: ShowLine): readonly Block[] => {
  const { privileges, removals, secret, truu, others, skipped } = groupsOf(plan);
  const items = (changes: readonly Change[]): readonly string[] => changes.map((change) => changeItem(change, show));
  const openly = (title: string, changes: readonly Change[]): Block =>
    open(counted(title, changes), items(changes), changes.map(changeBrief));
  return [
    openly('New power', privileges),
    openly('Removals', removals),
    openly('Secret', secret),
    openly('TruU', truu),
    folded(counted('Other changes in Entra', others), items(others)),
    folded(counted('Kept back', skipped), items(skipped)),
    folded(notesTitle(plan), noteItems(plan.notes)),
  ];
};

const notesTitle = ({ notes }: ReportedPlan): string => {
  const findings = notes.filter(({ level }) => level === 'finding').length;
  const what = findings === 0 ? '' : `, ${findings} of them ${findings === 1 ? 'a finding' : 'findings'}`;
  return `Seen and left alone (${notes.length}${what})`;
};

const whose = {
  'user-action': 'This is yours to fix.',
  service: 'This is a matter of the service: running again is safe.',
  bug: 'This is a fault of the action.',
} as const;

/** A failure as lines: what happened, what to do, what was left behind, and the evidence. */
export const failureLines = (failure: Failure, show: ShowLine): readonly string[] => {
  const { code, message, fix, evidence, requestId, leftBehind } = failure;
  const details = [
    ...evidence.map(
      ({ name, value }) =>
        `${prose(`${name.replace(/[.,;:?!]+$/, '')}:`, 120)} ${name === 'Where' ? placed(value, show) : exact(value)}`,
    ),
    ...(requestId === null ? [] : [`Request id: ${codeSpan(requestId)}`]),
  ];
  const said = message === `${failure.title}.` ? '' : ` ${prose(message)}`;
  return [
    `\`${code}\`${said}`,
    '',
    `**What to do:** ${prose(fix)} ${whose[failure.category]}`,
    ...titled(
      'What was left behind',
      leftBehind.map((line) => prose(line)),
    ),
    ...titled('Evidence', details),
  ];
};

const titled = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : ['', `**${title}:**`, '', ...list(items)];

/** A place in the spec, as refusals name it. */
const placed = (value: string, show: ShowLine): string => {
  const [, file = '', line = ''] = /^(.+):(\d{1,7}):\d{1,7}$/.exec(value) ?? [];
  if (line === '' || show === plainLine) return codeSpan(value);
  const range = { file, line: Number(line), column: 1, endLine: Number(line), endColumn: 1 };
  return `${codeSpan(value)} (${show(range)})`;
};

/** One word is for copying, a phrase is for reading. */
const exact = (value: string): string => (value.includes(' ') ? prose(value) : codeSpan(value));

/** Each failure under its title. */
export const failureBlocks = (failures: readonly Failure[], show: ShowLine): readonly Block[] =>
  failures.map((failure) =>
    open(failure.title, failureLines(failure, show), [`\`${failure.code}\` ${prose(failure.message, 200)}`]),
  );

/** The problems of the spec, each with its line. */
export const problemBlocks = (diagnostics: readonly Diagnostic[], show: ShowLine): readonly Block[] => [
  open(
    counted('Problems of the spec', diagnostics),
    diagnostics.map(
      ({ range, message, fix, code }) =>
        `- ${show(range)}, column ${range.column}: ${prose(message)}<br>${prose(fix)} \`${code}\``,
    ),
    diagnostics.map(({ range, code }) => `- ${show(range)} \`${code}\``),
  ),
];

/** What became of a plan that was carried out, and what is left of it. */
export const outcomeBlocks = (report: Report, show: ShowLine): readonly Block[] => {
  const left = report.remaining === null ? [] : splitByOutcome(report.remaining).wanted;
  const state = [
    `- sync: **${report.sync}**`,
    `- health: **${report.health}**`,
    ...(report.secretExpiresOn === null
      ? []
      : [`- the secret that TruU holds expires ${time(report.secretExpiresOn)}`]),
  ];
  return [
    open(
      counted('Still wanted', left),
      left.map((change) => changeItem(change, show)),
      left.map(changeBrief),
    ),
    open(report.steps.length > 0 ? 'What was done' : 'Where things stand', [...stepItems(report.steps), ...state]),
  ];
};
