import { errorCatalog } from '../../catalog/errors.ts';
import { traitsOf } from '../../catalog/modes.ts';
import { wantedOf } from '../../plan/changes.ts';
import type { Plan } from '../../plan/types.ts';
import type { Failure, Result, Sync } from '../../report/report.ts';
import type { StageResults } from './stage-results.ts';

/** What the words for a run are chosen by, beside the results of its stages. */
export interface ResultInput {
  /** The plan that describes the world as the run left it. */
  readonly final: Plan | null;
  readonly failures: readonly Failure[];
}

/** Whether the world is as the spec says; unknown is never in sync. Pure. */
export const syncOf = ({ mode }: StageResults, final: Plan | null): Sync => {
  if (final === null) return 'unknown';
  const open =
    traitsOf(mode).syncCounts === 'wanted'
      ? final.changes.filter(({ skipReason }) => skipReason === null || skipReason === 'person')
      : final.changes.filter(({ act, skipReason, settling }) => (act !== 'retire' || !skipReason) && !settling);
  return open.length === 0 && final.refusals.length === 0 ? 'in-sync' : 'out-of-sync';
};

/** The one word for how a run ended. Pure. */
export const resultOf = (results: StageResults, { final, failures }: ResultInput): Result => {
  const { mode, planned, applied, diagnostics } = results;
  const traits = failures.map(({ code }) => errorCatalog[code]);
  if (failures.some(({ code }) => code === 'APPLY_CANCELLED')) return 'cancelled';
  if ((planned?.plan.refusals ?? []).length > 0 || traits.some(({ refuses }) => refuses)) return 'refused';
  if (diagnostics.length > 0 || traits.some((one) => !one.aboutDrift && !one.aboutHealth)) return 'failed';
  const wrote = applied?.ledger.wrote ?? false;
  if (failures.length === 0 && results.side?.waiting === true) return 'waiting';
  const { writes, resultOfChange, resultOfDrift } = traitsOf(mode);
  // What was written and did not become Healthy has failed, whatever else is left.
  if (failures.length > 0) return wrote && traits.some(({ aboutHealth }) => aboutHealth) ? 'failed' : resultOfDrift;
  const changed = writes ? wrote : final !== null && wantedOf(final.changes).length > 0;
  return changed ? resultOfChange : 'in-sync';
};
