import type { HandOffDesk } from '../desk.ts';
import type { Answer } from '../hand-off.ts';
import { answerMarker } from './markers.ts';

/**
 * Answers a command by a comment that names it. A comment with a secret is deleted first; where GitHub refuses that, the
 * answer says so and the comment stays. Returns the answer with what came of it. Throws HANDOFF_….
 */
export const giveAnswer = async (
  desk: Pick<HandOffDesk, 'deleteComment' | 'comment'>,
  answer: Answer,
  textOf: (given: Answer) => string,
): Promise<Answer> => {
  const given = answer.kind === 'leaked' ? { ...answer, deleted: await desk.deleteComment(answer.commentId) } : answer;
  const receipt = given.kind === 'receipt' ? given.receipt : null;
  const again = given.kind === 'again' ? given.keyId : null;
  await desk.comment(given.issue, `${answerMarker({ to: given.commentId, again, receipt })}\n${textOf(given)}`);
  return given;
};
