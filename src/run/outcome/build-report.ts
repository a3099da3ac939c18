import type { Plan } from '../../plan/types.ts';
import type { Report } from '../../report/report.ts';
import { ActionError } from '../../support/errors.ts';
import { failuresOf, toFailure } from './failures.ts';
import { handOffOf } from './hand-off.ts';
import { healthOf } from './health.ts';
import { inventoryOf } from './inventory.ts';
import { resultOf, syncOf } from './result.ts';
import type { StageResults } from './stage-results.ts';

/** Makes the report of what the stages found out: every judgement on red and green is made here. Pure. */
export const buildReport = (results: StageResults): Report => {
  const { mode, specFile, spec, diagnostics, planned, verified, applied, requests, auditEvents, environment } = results;
  const final = finalPlan(results);
  const health = healthOf(results);
  const failures = failuresOf(results, { final, badHealth: health.failure });
  return {
    mode,
    result: resultOf(results, { final, failures }),
    sync: syncOf(results, final),
    health: health.status,
    red: failures.length > 0 || diagnostics.length > 0,
    skipped: null,
    specFile,
    directoryName: spec?.truu.directory.name ?? null,
    tenant: spec?.entra.tenant ?? null,
    cloud: spec?.entra.cloud ?? null,
    diagnostics,
    plan: planned?.plan ?? null,
    remaining: verified?.readable ? verified.planned.plan : null,
    steps: applied?.outcomes ?? [],
    healthTimeline: health.timeline,
    environment: environment && { name: environment.name, rule: environment.rule },
    requests,
    failures,
    warnings: (results.side?.warnings ?? []).map(toFailure),
    handOff: handOffOf(results),
    rotated: applied?.ledger.newSecret?.isInTruu === true,
    auditEvents,
    run: null,
    published: null,
    ...inventoryOf(results),
  };
};

/** The report of a run that was cancelled after all was done and looked at, while it was being shown. Pure. */
export const cancelledAtLast = (report: Report): Report => {
  if (report.result === 'cancelled') return report;
  const failure = toFailure(
    new ActionError('APPLY_CANCELLED', 'The run was cancelled while its report was published.'),
  );
  return { ...report, result: 'cancelled', red: true, failures: [failure, ...report.failures] };
};

/** The plan that describes the world as the run left it. */
const finalPlan = ({ verified, planned, applied }: StageResults): Plan | null => {
  if (verified !== null) return verified.readable ? verified.planned.plan : null;
  return applied?.ledger.wrote ? null : (planned?.plan ?? null);
};
