import type { HandOffDesk } from '../desk.ts';
import type { Answer } from '../hand-off.ts';
import { answerMarker } from './markers.ts';

/**
 * Answers a command by a comment that names it. A comment with a secret is deleted after the answer, so that a run which
 * ends in between leaves a trace of the leak. Returns the answer with what came of it. Throws HANDOFF_….
 */
export const giveAnswer = async (
  desk: Pick<HandOffDesk, 'deleteComment' | 'comment'>,
  answer: Answer,
  textOf: (answer: Answer) => string,
): Promise<Answer> => {
  const receipt = answer.kind === 'receipt' ? answer.receipt : null;
  const again = answer.kind === 'again' ? answer.keyId : null;
  if (answer.kind !== 'leaked' || !answer.answered)
    await desk.comment(answer.issue, `${answerMarker({ to: answer.commentId, again, receipt })}\n${textOf(answer)}`);
  return answer.kind === 'leaked' ? { ...answer, deleted: await desk.deleteComment(answer.commentId) } : answer;
};
