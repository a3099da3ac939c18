import { handOffTexts } from '../report/hand-off/texts.ts';
import type { Report } from '../report/report.ts';
import { passCommentGate } from '../truu/console/comment-gate.ts';
import type { HandOffDesk } from '../truu/desk.ts';
import { buildReport } from './outcome/build-report.ts';
import { noResults } from './outcome/stage-results.ts';
import type { RunRequest } from './request.ts';

/**
 * The report of a run that a comment started and that has nothing to do; null: the run goes on. It asks GitHub alone, before
 * any login to Entra. `comment`: the id of a new comment; null where the event is none. Throws HANDOFF_….
 */
export const stoppedAtCommentGate = async (
  { mode, specPath, access }: RunRequest,
  desk: HandOffDesk | null,
  comment: number | null,
): Promise<Report | null> => {
  if (access?.truu.connection !== 'console' || desk === null) return null;
  const { assignees } = access.truu;
  const verdict = await passCommentGate(
    { desk, assignees, textOf: (answer) => handOffTexts.answer(answer, null) },
    comment,
  );
  if (verdict.passes) return null;
  const { reason: skipped, failure } = verdict;
  const report = buildReport({ ...noResults(mode, specPath), failures: failure === null ? [] : [failure] });
  return failure === null ? { ...report, result: 'skipped', skipped } : report;
};
