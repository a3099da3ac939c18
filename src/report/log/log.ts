import type { Change, Note } from '../../plan/types.ts';
import { logText } from '../../support/text.ts';
import { auditEventsTitle } from '../parts/audit-event-list.ts';
import type { Failure, Report, ReportedPlan } from '../report.ts';
import { verdict } from '../parts/verdict.ts';
import { fieldWord, headline, skipReasonLabel, splitByOutcome, signs, valueLabel } from '../parts/labels.ts';

/** Lines under a title; the host folds those that are not open. */
export interface LogBlock {
  readonly title: string;
  readonly lines: readonly string[];
  readonly open: boolean;
}

/** The report for a log: what must be seen is open and last, where a log is read first. Pure. */
export const renderLog = (report: Report): readonly LogBlock[] => {
  const { message } = verdict(report);
  const plan = report.remaining !== null && report.red ? report.remaining : report.plan;
  const blocks: readonly LogBlock[] = [
    ...(plan === null ? [] : planBlocks(plan, plan === report.remaining)),
    block(
      'Health',
      report.healthTimeline.map(
        ({ at, status, staleReason }) => `${at ?? ''}  ${status}${staleReason ? `  (${staleReason})` : ''}`,
      ),
      false,
    ),
    block(
      'Secrets',
      report.secrets.map(
        ({ keyId, expiresOn, role, lastUsedOn, displayName }) =>
          `${keyId}  ${role.padEnd(8)}${expiresOn}  ${lastUsedOn === null ? '' : `last used ${lastUsedOn}  `}${displayName ?? ''}`,
      ),
      false,
    ),
    block(
      auditEventsTitle,
      (report.auditEvents ?? []).map(({ at, actor, activity }) => `${at}  ${actor}: ${activity}`),
      false,
    ),
    block(
      'Problems of the spec',
      report.diagnostics.flatMap(({ range, code, message, fix }) => [
        `${range.file}:${range.line}:${range.column}  ${code}`,
        `  ${message}`,
        `  ${fix}`,
      ]),
      true,
    ),
    ...report.failures.map(failureBlock),
    block('', [message, `sync ${report.sync}, health ${report.health}`], true),
  ];
  return blocks.filter((one) => one.lines.length > 0);
};

const block = (title: string, lines: readonly string[], open: boolean): LogBlock => ({
  title,
  lines: lines.map((line) => logText(line)),
  open,
});

const planBlocks = (plan: ReportedPlan, left: boolean): readonly LogBlock[] => {
  const { wanted, skipped } = splitByOutcome(plan);
  return [
    block(
      left ? 'Still wanted' : 'Changes',
      wanted.flatMap((change) => changeLines(change)),
      true,
    ),
    block(
      'Not applied',
      skipped.flatMap((change) => changeLines(change, skipReasonLabel(change))),
      true,
    ),
    block('Findings', noteLines(plan, 'finding'), true),
    block('Notes', noteLines(plan, 'note'), false),
    block('Fingerprint', [plan.fingerprint], false),
  ];
};

const noteLines = ({ notes }: ReportedPlan, level: Note['level']): readonly string[] =>
  notes.filter((note) => note.level === level).map(({ message, names }) => `${message} ${names.join(' ')}`.trimEnd());

const changeLines = (change: Change, because?: string): readonly string[] => {
  const { title, name, tail } = headline(change);
  return [
    `${signs[change.act]} ${title}${name === null ? '' : `: ${name}`}${tail.replaceAll('*', '')}`,
    ...change.fields.map(
      (field) => `    ${fieldWord(field)}: ${valueLabel(field.before)} → ${valueLabel(field.after)}`,
    ),
    `    why: ${change.reason}`,
    ...(because === undefined ? [] : [`    not applied: ${because}`]),
  ];
};

const failureBlock = (failure: Failure): LogBlock =>
  block(
    `${failure.code}: ${failure.title}`,
    [
      failure.message,
      `What to do: ${failure.fix}`,
      ...failure.evidence.map(({ name, value }) => `  ${name}: ${value}`),
      ...(failure.requestId === null ? [] : [`  Request id: ${failure.requestId}`]),
      ...failure.leftBehind.map((line) => `  Left behind: ${line}`),
    ],
    true,
  );
