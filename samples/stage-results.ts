import type { Applied } from '../src/apply/apply.ts';
import { openLedger } from '../src/apply/context.ts';
import { buildReport } from '../src/run/outcome/build-report.ts';
import { noResults, type StageResults } from '../src/run/outcome/stage-results.ts';
import { makePlan } from '../src/plan/make-plan.ts';
import type { StepOutcome } from '../src/plan/types.ts';
import type { Mode } from '../src/catalog/modes.ts';
import type { Report } from '../src/report/report.ts';
import type { HealthSample } from '../src/truu/model.ts';
import { readRequests } from './requests.ts';
import { planInput, policy, sampleFile, type Differences } from './worlds.ts';

/** What a run of a mode finds out in a world, up to the plan. */
export const planned = (mode: Mode, world: Differences): StageResults => {
  const input = planInput(world);
  const observation = { readable: true, entra: input.entra.observed, truu: input.truu.observed } as const;
  return {
    ...noResults(mode, sampleFile),
    spec: input.document.spec,
    policy: policy(),
    requests: [...readRequests],
    observation,
    planned: makePlan(input),
  };
};

/** A run that wrote: what it did, and the world that it left. */
export const wrote = (before: StageResults, applied: Partial<Applied>, after: Differences): StageResults => {
  const { observation, planned: verified } = planned(before.mode ?? 'apply', after);
  const ledger = { ...openLedger(), wrote: true, wroteEntra: true };
  return {
    ...before,
    applied: { outcomes: [], failures: [], health: 'healthy', timeline: [], ledger, ...applied },
    verified: observation?.readable && verified !== null ? { readable: true, planned: verified, observation } : null,
  };
};

/** A step that was done. */
export const done = (kind: StepOutcome['kind'], message: string): StepOutcome => ({
  kind,
  changes: [],
  outcome: 'done',
  message,
});

/** TruU's word at a second of a minute. */
export const healthSample = (second: number, status: string, more: Partial<HealthSample> = {}): HealthSample => ({
  at: `2026-11-24T10:00:${String(second).padStart(2, '0')}.000Z`,
  status,
  credentialKeyId: 'cccccccc-cccc-cccc-cccc-cccccccccccc',
  checkedAt: `2026-11-24T10:00:${String(second - 1).padStart(2, '0')}.412Z`,
  checks: [],
  staleReason: null,
  ...more,
});

/** The report of what a run found out. */
export const reportOf = (results: StageResults, more: Partial<StageResults> = {}): Report =>
  buildReport({ ...results, ...more });
