import type { JudgeContext } from '../judgement.ts';
import type { Answer, HandOffIssue, HandOffState } from '../hand-off.ts';
import type { TruuState } from '../model.ts';
import { ask, close, requestOf, showConfirmed, viewOf, type AskContext } from './ask.ts';
import { codeOf } from './code.ts';
import { receiptsOf } from './commands.ts';
import { giveAnswer } from './give-answer.ts';
import { doubtOf, isSettledNow } from './judge.ts';
import { reminderMarker } from './markers.ts';
import { reminderOf } from './reminder.ts';

/**
 * Serves the hand-off that is under way: answers what people said, asks what is still to be done, reminds of what is late,
 * and closes what is settled. Returns the state with what it asked. Throws HANDOFF_….
 */
export const attend = async (context: AskContext, state: TruuState, still: JudgeContext): Promise<TruuState> => {
  const { handOff } = state;
  if (handOff === null) return state;
  const given: Answer[] = [];
  const isAgain = ({ kind }: Answer): boolean => kind === 'again';
  for (const answer of handOff.answers.filter((one) => !isAgain(one)))
    given.push(await reply(context, handOff, answer));
  const current = await next(context, handOff, still);
  // The answer ends the word: it comes once the new request stands.
  for (const answer of handOff.answers.filter(isAgain)) given.push(await reply(context, handOff, answer));
  await closeReplaced(context, handOff, current);
  const late = reminderOf({ ...handOff, current }, still);
  if (late !== null) await remind(context, { ...handOff, current }, late, still.now);
  const again = handOff.again && handOff.place.kind !== 'portal';
  return { ...state, handOff: { ...handOff, current, again, answers: [], given } };
};

const next = async (
  context: AskContext,
  handOff: HandOffState,
  { asksKey, asksFields, now }: JudgeContext,
): Promise<HandOffIssue | null> => {
  const { current } = handOff;
  const asksAnother = handOff.again && handOff.place.kind === 'portal';
  const request = requestOf(handOff, asksKey || asksAnother);
  // A key that is due and that a run creates is asked for once it is delivered.
  if (request !== null && (asksFields || request.asksKey)) return ask(context, request, handOff);
  if (current === null) return null;
  if (!isSettledNow(handOff, now) && waitsForKey(handOff, current)) {
    const request = requestOf(handOff, true);
    return request === null ? current : ask(context, request, handOff);
  }
  if (!isSettledNow(handOff, now))
    return showConfirmed(context, current, handOff, doubtOf(handOff, now) ?? 'confirmed');
  await close(context, current, handOff, 'settled');
  return null;
};

/** Whether a person was asked for a secret, as by `/truu again`, and has named none on this issue. */
const waitsForKey = ({ answers }: HandOffState, current: HandOffIssue): boolean =>
  current.request.asksKey &&
  receiptsOf([current]).every(({ keyId }) => keyId === null) &&
  !answers.some(({ kind, issue }) => kind === 'receipt' && issue === current.number);

/** Of two open issues only the newest asks: a run that ended in between, or two runs at once, may have left another. */
const closeReplaced = async (
  context: AskContext,
  handOff: HandOffState,
  current: HandOffIssue | null,
): Promise<void> => {
  if (current === null) return;
  const { record, wanted, current: before } = handOff;
  const others = record.issues.filter(
    ({ open, settled, number, request }) =>
      open && !settled && number < current.number && request.fields.clientId === wanted?.clientId,
  );
  // The one that was current at first is closed by what replaced it.
  for (const issue of others.filter(({ number }) => number !== before?.number))
    await close(context, issue, handOff, 'replaced');
};

/** An answer is a comment, which names what it answers: it is given once. */
const reply = async (context: AskContext, handOff: HandOffState, answer: Answer): Promise<Answer> => {
  const { desk, texts } = context;
  const { current } = handOff;
  const request = current === null ? null : requestOf(handOff, current.request.asksKey);
  const view =
    current === null || request === null
      ? null
      : viewOf(context, request, handOff, 'asked', codeOf(current.number, request));
  return giveAnswer(desk, answer, (given) => texts.answer(given, view));
};

/** A deadline is a new comment, since GitHub tells nobody of an edit. */
const remind = async (context: AskContext, handOff: HandOffState, issue: HandOffIssue, now: Date): Promise<void> => {
  const stage = handOff.current === null ? 'closed' : (doubtOf(handOff, now) ?? 'asked');
  const view = viewOf(context, issue.request, handOff, stage, codeOf(issue.number, issue.request));
  await context.desk.comment(issue.number, `${reminderMarker(handOff.record.now)}\n${context.texts.reminder(view)}`);
};
