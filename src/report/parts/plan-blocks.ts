import { skippedOf, wantedOf } from '../../plan/changes.ts';
import { sideOf } from '../../plan/target.ts';
import type { Change } from '../../plan/types.ts';
import type { Diagnostic } from '../../spec/diagnostic.ts';
import { codeSpan } from '../../support/text.ts';
import { askLines, askTitle, healthLines } from '../hand-off/parts.ts';
import { folded, open, type Block } from './blocks.ts';
import { changeBrief, changeItem, plainLine, type ShowLine } from './change-list.ts';
import { list } from './markdown.ts';
import { byLevel, noteItems } from './note-list.ts';
import type { ShowCode } from './place.ts';
import { prose } from './prose.ts';
import type { Failure, Report, ReportedPlan } from '../report.ts';
import { time } from './time.ts';
import { stepItems } from './step-list.ts';
import { categoryLabels } from './labels.ts';

const counted = (title: string, of: readonly unknown[]): string => `${title} (${of.length})`;

/** The changes of a plan by what a reviewer looks for, the most dangerous first. */
export const groupsOf = ({ changes }: ReportedPlan) => {
  const wanted = wantedOf(changes);
  const privileges = wanted.filter((change) => change.danger === 'privilege');
  const removals = wanted.filter((change) => change.danger === 'removal');
  const rest = wanted.filter((change) => !privileges.includes(change) && !removals.includes(change));
  const secret = rest.filter(({ target }) => target.kind === 'secret');
  const truu = rest.filter(({ target }) => sideOf(target) === 'truu');
  const others = rest.filter((change) => !secret.includes(change) && !truu.includes(change));
  return { privileges, removals, secret, truu, others, skipped: skippedOf(changes) };
};

/** The findings: they stand open, also where a plan was carried out. */
export const findingsBlock = (plan: ReportedPlan): Block => {
  const { findings } = byLevel(plan.notes);
  return open(counted('Findings', findings), noteItems(findings));
};

/** A plan with its findings. */
export const planBlocks = (plan: ReportedPlan, show: ShowLine): readonly Block[] => [
  findingsBlock(plan),
  ...changeBlocks(plan, show),
];

/** The changes of a plan: privileges, removals, the secret and TruU stand open, the rest is folded. */
export const changeBlocks = (plan: ReportedPlan, show: ShowLine): readonly Block[] => {
  const { privileges, removals, secret, truu, others, skipped } = groupsOf(plan);
  const items = (changes: readonly Change[]): readonly string[] => changes.map((change) => changeItem(change, show));
  const openly = (title: string, changes: readonly Change[]): Block =>
    open(counted(title, changes), items(changes), changes.map(changeBrief));
  const { notes } = byLevel(plan.notes);
  return [
    openly('Privileges', privileges),
    openly('Removals', removals),
    openly('Secret', secret),
    openly('TruU', truu),
    folded(counted('Other changes in Entra', others), items(others)),
    folded(counted('Not applied', skipped), items(skipped)),
    folded(counted('Notes', notes), noteItems(notes)),
  ];
};

/** A fix of findings has a sentence for each kind, with ids; half a fix is none. */
const maxFix = 3_000;

/** A failure as lines: what happened, what to do, what was left behind, and the evidence. */
export const failureLines = (failure: Failure, show: ShowLine, showCode: ShowCode): readonly string[] => {
  const { code, message, fix, evidence, requestId, leftBehind } = failure;
  const details = [
    ...evidence.map(
      ({ name, value, range, command }) =>
        `${prose(`${name.replace(/[.,;:?!]+$/, '')}:`, 120)} ${command ? codeSpan(value, 1_000) : exact(value)}${range === undefined || show === plainLine ? '' : ` (${show(range)})`}`,
    ),
    ...(requestId === null ? [] : [`Request id: ${codeSpan(requestId)}`]),
  ];
  const text = message === `${failure.title}.` ? '' : ` ${prose(message)}`;
  return [
    `${showCode(code)}${text}`,
    '',
    `**Fix:** ${prose(fix, maxFix)}`,
    '',
    `Category: ${categoryLabels[failure.category]}`,
    ...titled(
      'Left behind',
      leftBehind.map((line) => prose(line)),
    ),
    ...titled('Evidence', details),
  ];
};

const titled = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : ['', `**${title}:**`, '', ...list(items)];

/** One word is for copying, a phrase is for reading. */
const exact = (value: string): string => (value.includes(' ') ? prose(value) : codeSpan(value));

/** Each failure under its title. */
export const failureBlocks = (failures: readonly Failure[], show: ShowLine, showCode: ShowCode): readonly Block[] =>
  failures.map((failure) =>
    open(failure.title, failureLines(failure, show, showCode), [
      `${showCode(failure.code)} ${prose(failure.message, 200)}`,
    ]),
  );

/** The problems of the spec, each with its line. */
export const problemBlocks = (
  diagnostics: readonly Diagnostic[],
  show: ShowLine,
  showCode: ShowCode,
): readonly Block[] => [
  open(
    counted('Problems in the spec', diagnostics),
    diagnostics.map(
      ({ range, message, fix, code }) =>
        `- ${show(range)}, column ${range.column}: ${prose(message)}<br>${prose(fix)} ${showCode(code)}`,
    ),
    diagnostics.map(({ range, code }) => `- ${show(range)} \`${code}\``),
  ),
];

/** What a person is asked, or will be. */
export const askBlock = (report: Report): Block => open(askTitle, askLines(report));

/** What became of a plan that was carried out, and what is left of it. */
export const outcomeBlocks = (report: Report, show: ShowLine): readonly Block[] => {
  const left = wantedOf(report.remaining?.changes ?? []);
  const state = [
    `- sync: **${report.sync}**`,
    ...healthLines(report).map((line) => `- ${line}`),
    ...(report.secretExpiresOn === null ? [] : [`- TruU's secret expires ${time(report.secretExpiresOn)}`]),
  ];
  return [
    open(
      counted('Still to apply', left),
      left.map((change) => changeItem(change, show)),
      left.map(changeBrief),
    ),
    open(report.steps.length > 0 ? 'What was done' : 'Current state', [...stepItems(report.steps), ...state]),
  ];
};
