import { durationMs } from '../../support/duration.ts';
import type { JudgeContext } from '../judgement.ts';
import type { HandOffIssue, HandOffState } from '../hand-off.ts';
import { doubtOf } from './judge.ts';
import { isUnexpired } from './keys.ts';
import { readReminderMarker } from './markers.ts';

const dayMs = durationMs('P1D');
/** Days before the end on which a person is told that a previous key ends, where only a person can tell which is used. */
const unprovenDays = [14, 7, 1];

/** A deadline that a person is to be told of. */
export interface Reminder {
  /** Where to tell it. */
  readonly issue: HandOffIssue;
  /** What is late: a request, a confirmed key in the report, or `closed`: nothing, and a previous key ends. */
  readonly stage: 'asked' | 'unseen' | 'went-back' | 'closed';
}

/** What to remind of; null: nobody is to be reminded now. Pure. */
export const reminderOf = (state: HandOffState, context: JudgeContext): Reminder | null => {
  const { current, record } = state;
  const issue = current ?? record.issues.findLast(({ request }) => request.fields.clientId === state.wanted?.clientId);
  if (issue === undefined) return null;
  const { stage, times } = deadlinesOf(state, context);
  const last = issue.comments
    .filter(({ ours }) => ours)
    // By GitHub's clock: the marker can be edited by everyone with write access.
    .flatMap(({ body, createdAt }) => (readReminderMarker(body) === null ? [] : [createdAt]))
    .at(-1);
  const sinceMs = Date.parse(last ?? issue.createdAt);
  const nowMs = context.now.getTime();
  return times.some((time) => time <= nowMs && time > sinceMs) ? { issue, stage } : null;
};

/** What is late, and when that is told. */
const deadlinesOf = (
  state: HandOffState,
  { asksKey, renewBefore, now }: JudgeContext,
): Pick<Reminder, 'stage'> & { readonly times: readonly number[] } => {
  const endsOn = state.held?.expiresOn ?? null;
  if (asksKey && endsOn !== null)
    return { stage: 'asked', times: overdueTimes(Date.parse(endsOn), durationMs(renewBefore)) };
  const doubt = doubtOf(state, now);
  return doubt === null
    ? { stage: 'closed', times: unprovenTimes(state, now) }
    : { stage: doubt, times: unseenTimes(Date.parse(state.keys[0]?.confirmedAt ?? '')) };
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
