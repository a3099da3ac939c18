import type { ReportedHandOff } from '../../report/report.ts';
import type { StageResults } from './stage-results.ts';

/** What people and Entra say of TruU's side, for the report; null where TruU was asked itself. Pure. */
export const handOffOf = ({ side, verified, observation }: StageResults): ReportedHandOff | null => {
  const last = verified?.readable ? verified.observation : observation;
  const state = last?.readable ? last.truu.handOff : null;
  if (side === null || state === null) return null;
  const { held, confirmed, evidence } = state;
  return {
    healthSource: side.healthSource,
    evidence,
    keyId: held?.keyId ?? null,
    usedOn: held?.usedOn ?? null,
    confirmedBy: confirmed?.by ?? null,
    confirmedAt: confirmed?.at ?? null,
    actBefore: side.actBefore,
    issueUrl: side.issueUrl,
  };
};
