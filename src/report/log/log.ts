import { errorPage } from '../../catalog/release.ts';
import { skippedOf, valueLabel, wantedOf } from '../../plan/changes.ts';
import type { Change, Note } from '../../plan/types.ts';
import { logText } from '../../support/text.ts';
import { auditEventsTitle } from '../parts/audit-event-list.ts';
import { hidden } from '../parts/change-list.ts';
import { healthLabel, knownLines } from '../hand-off/known.ts';
import type { Place } from '../parts/place.ts';
import type { Failure, Report, ReportedPlan } from '../report.ts';
import { verdict } from '../parts/verdict.ts';
import { signs, skipReasonLabel, targetName } from '../parts/labels.ts';

/** Lines under a title; the host folds those that are not open. */
export interface LogBlock {
  readonly title: string;
  readonly lines: readonly string[];
  readonly open: boolean;
}

/** The report for a log: what must be seen is open and last, where a log is read first. Pure. */
export const renderLog = (
  report: Report,
  { actionRepository = null }: Pick<Place, 'actionRepository'> = {},
): readonly LogBlock[] => {
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
    block('What is known of TruU', report.handOff === null ? [] : knownLines(report.handOff.known, plain), true),
    block(
      'Secrets',
      report.secrets.map(
        ({ keyId, expiresOn, role, lastUsedOn, displayName }) =>
          `${keyId}  ${role.padEnd(10)}${role.length < 8 ? '' : '  '}${expiresOn}  ${lastUsedOn === null ? '' : `last used ${lastUsedOn}  `}${displayName ?? ''}`,
      ),
      false,
    ),
    block(
      auditEventsTitle,
      (report.auditEvents ?? []).map(({ at, actor, activity }) => `${at}  ${actor}: ${activity}`),
      false,
    ),
    block(
      'Problems in the spec',
      report.diagnostics.flatMap(({ range, code, message, fix }) => [
        `${range.file}:${range.line}:${range.column}  ${code}`,
        `  ${message}`,
        `  ${fix}`,
      ]),
      true,
    ),
    ...[...report.warnings, ...report.failures].map((failure) =>
      failureBlock(failure, errorPage(actionRepository, failure.code)),
    ),
    block('', [message, `sync ${report.sync}, health ${healthLabel(report.health, report.handOff)}`], true),
  ];
  return blocks.filter((one) => one.lines.length > 0);
};

/** The log is no Markdown. */
const plain = { name: (login: string) => login, key: (keyId: string) => keyId };

const block = (title: string, lines: readonly string[], open: boolean): LogBlock => ({
  title,
  lines: lines.map((line) => logText(line)),
  open,
});

const planBlocks = (plan: ReportedPlan, left: boolean): readonly LogBlock[] => {
  const lines = (changes: readonly Change[]): readonly string[] => changes.flatMap(changeLines);
  const ofLevel = (level: Note['level']): readonly string[] =>
    plan.notes
      .filter((note) => note.level === level)
      .map(({ message, names }) => `${message} ${names.join(' ')}`.trimEnd());
  return [
    block(left ? 'Still to apply' : 'Changes', lines(wantedOf(plan.changes)), true),
    block('Not applied', lines(skippedOf(plan.changes)), true),
    block('Findings', ofLevel('finding'), true),
    block('Notes', ofLevel('note'), false),
    block('Fingerprint', [plan.fingerprint], false),
  ];
};

/** A change with its fields, and why it is not applied; foreign text. */
export const changeLines = (change: Change): readonly string[] => {
  const { act, title, fields, reason, skipReason } = change;
  const name = targetName(change);
  return [
    `${signs[act]} ${title}${name === null ? '' : `: ${name}`}${permissionTail(change)}`,
    ...fields.map(
      ({ path, before, after }) => `    ${path}: ${valueLabel(before)} → ${valueLabel(after)}${hidden(before, after)}`,
    ),
    ...(reason === null ? [] : [`    why: ${reason}`]),
    ...(skipReason === null ? [] : [`    not applied: ${skipReasonLabel(skipReason)}`]),
  ];
};

const permissionTail = ({ target }: Change): string => {
  if (target.kind !== 'permission') return '';
  const { type, tier, description } = target;
  return ` (${type}${tier === 0 ? ', tier 0' : ''})${description === null ? '' : `, can ${description}`}`;
};

const failureBlock = (failure: Failure, page: string): LogBlock =>
  block(
    `${failure.code}: ${failure.title}`,
    [
      failure.message,
      `Fix: ${failure.fix}`,
      ...failure.evidence.map(({ name, value }) => `  ${name}: ${value}`),
      ...(failure.requestId === null ? [] : [`  Request id: ${failure.requestId}`]),
      ...failure.leftBehind.map((line) => `  Left behind: ${line}`),
      `  See ${page}`,
    ],
    true,
  );
