import type { ReportedHandOff } from '../../report/report.ts';
import type { StageResults } from './stage-results.ts';

/** What people and Entra say of TruU's side, for the report; null where TruU was asked itself. Pure. */
export const handOffOf = ({ side }: StageResults): ReportedHandOff | null => {
  if (side === null) return null;
  const { healthSource, known, ask, actBefore, issueUrl } = side;
  return { healthSource, known, ask, actBefore, issueUrl };
};
