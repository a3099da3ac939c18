import type { HandOffTexts } from '../../truu/hand-off-texts.ts';
import { renderAnswer, renderClosing, renderRefusal, renderReminder } from './answers.ts';
import { renderIssue } from './issue.ts';

/** Every text by which a person is asked, answered and reminded. */
export const handOffTexts: HandOffTexts = {
  issue: renderIssue,
  answer: renderAnswer,
  reminder: renderReminder,
  closing: renderClosing,
  refused: renderRefusal,
};
