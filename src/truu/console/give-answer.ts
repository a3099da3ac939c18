import type { HandOffDesk } from '../desk.ts';
import type { Answer } from '../hand-off.ts';
import { answerMarker } from './markers.ts';

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
  const body = `${answerMarker({ to: answer.commentId, again, receipt })}\n${textOf(answer)}`;
  if (!isAnswered) await desk.comment(answer.issue, body);
  const given = answer.kind === 'leaked' ? { ...answer, deleted: await desk.deleteComment(answer.commentId) } : answer;
  if (!isAnswered) await leaveOne(desk, answer.issue, body);
  return given;
};

/**
 * Two runs at once may read a comment before either has answered it. Of answers that are the same to the letter the oldest
 * stays, whichever run looks last.
 */
const leaveOne = async (desk: AnsweringDesk, issue: number, body: string): Promise<void> => {
  const same = (await desk.comments(issue)).filter((one) => one.ours && !one.edited && one.body === body);
  for (const { id } of same.slice(1)) await desk.deleteComment(id);
};
