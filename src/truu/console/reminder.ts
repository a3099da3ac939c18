import { durationMs } from '../../support/duration.ts';
import type { JudgeContext } from '../judgement.ts';
import type { HandOffIssue, HandOffState } from '../hand-off.ts';
import { doubtOf } from './judge.ts';
import { isUnexpired } from './keys.ts';
import { readReminderMarker } from './markers.ts';

const dayMs = durationMs('P1D');
/** Days before the end on which a person is told that a previous key ends, where only a person can tell which is used. */
const unprovenDays = [14, 7, 1];

/** The issue to remind in; null: nobody is to be reminded now. Pure. */
export const reminderOf = (state: HandOffState, context: JudgeContext): HandOffIssue | null => {
  const { current, record, held } = state;
  const issue = current ?? record.issues.findLast(({ request }) => request.fields.clientId === state.wanted?.clientId);
  if (issue === undefined) return null;
  const endsOn = held?.expiresOn ?? null;
  const times =
    context.asksKey && endsOn !== null
      ? overdueTimes(Date.parse(endsOn), durationMs(context.renewBefore))
      : doubtOf(state, context.now) !== null
        ? unseenTimes(Date.parse(state.keys[0]?.confirmedAt ?? ''))
        : unprovenTimes(state, context.now);
  const last = issue.comments
    .filter(({ ours }) => ours)
    .flatMap(({ body }) => readReminderMarker(body) ?? [])
    .at(-1);
  const sinceMs = Date.parse(last ?? issue.createdAt);
  const nowMs = context.now.getTime();
  return times.some((time) => time <= nowMs && time > sinceMs) ? issue : null;
};

/** From half of renewBefore on: weekly, and daily in the last week. GitHub tells nobody of an edit. */
const overdueTimes = (endMs: number, renewBeforeMs: number): readonly number[] => {
  const lastWeek = endMs - 7 * dayMs;
  const first = endMs - renewBeforeMs / 2;
  const weeks = Math.max(0, Math.ceil((lastWeek - first) / (7 * dayMs)));
  return [
    ...Array.from({ length: weeks }, (_, week) => first + week * 7 * dayMs),
    ...Array.from({ length: 8 }, (_, day) => lastWeek + day * dayMs),
  ];
};

/** Weekly, from the day on which the report should have shown it. */
const unseenTimes = (confirmedMs: number): readonly number[] =>
  Array.from({ length: 4 }, (_, week) => confirmedMs + (week + 1) * 7 * dayMs);

const unprovenTimes = ({ evidence, keys }: HandOffState, now: Date): readonly number[] => {
  if (evidence === 'readable' || evidence === 'unreadable') return [];
  return keys
    .slice(1)
    .filter((key) => key.expiresOn !== null && isUnexpired(key, now))
    .flatMap(({ expiresOn }) => unprovenDays.map((days) => Date.parse(expiresOn ?? '') - days * dayMs));
};
