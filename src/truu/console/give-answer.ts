import { isDeepStrictEqual } from 'node:util';
import type { HandOffDesk } from '../desk.ts';
import type { Answer } from '../hand-off.ts';
import { answerMarker, readAnswerMarker } from './markers.ts';

type AnsweringDesk = Pick<HandOffDesk, 'comment' | 'comments' | 'deleteComment'>;

/**
 * Answers a command by a comment that names it. A comment with a secret is deleted after the answer, so that a run which
 * ends in between leaves a trace of the leak. Returns the answer with what came of it. Throws HANDOFF_….
 */
export const giveAnswer = async (
  desk: AnsweringDesk,
  answer: Answer,
  textOf: (answer: Answer) => string,
): Promise<Answer> => {
  const receipt = answer.kind === 'receipt' ? answer.receipt : null;
  const again = answer.kind === 'again' ? answer.keyId : null;
  const isAnswered = answer.kind === 'leaked' && answer.answered;
  const marker = answerMarker({ to: answer.commentId, again, receipt });
  if (!isAnswered) await desk.comment(answer.issue, `${marker}\n${textOf(answer)}`);
  const given = answer.kind === 'leaked' ? { ...answer, deleted: await desk.deleteComment(answer.commentId) } : answer;
  if (!isAnswered) await leaveOne(desk, answer);
  return given;
};

/**
 * Two runs at once may read a comment before either has answered it, and judge it by other worlds. One answer stays, whichever
 * run looks last: the oldest that records something, else the oldest. What records something else is not spare.
 */
const leaveOne = async (desk: AnsweringDesk, { issue, commentId }: Answer): Promise<void> => {
  const answers = (await desk.comments(issue)).flatMap(({ id, ours, edited, body }) => {
    const marker = ours && !edited ? readAnswerMarker(body) : null;
    return marker?.to === commentId ? [{ id, marker, records: (marker.receipt ?? marker.again ?? null) !== null }] : [];
  });
  const kept = answers.find(({ records }) => records) ?? answers[0];
  const spare = answers.filter((one) => one !== kept && (!one.records || isDeepStrictEqual(one.marker, kept?.marker)));
  for (const { id } of spare) await desk.deleteComment(id);
};
