import type { Plan, Step, StepOutcome } from '../plan/types.ts';
import { ActionError, asActionError } from '../support/errors.ts';
import { consistentReads } from '../support/poll.ts';
import type { HealthSample, HealthStatus } from '../truu/model.ts';
import { execute, nothingDone, type Execution } from './execute.ts';
import { waitForHealthy, type HealthWait } from './wait-for-healthy.ts';
import { openLedger, type Ledger, type ApplyContext } from './context.ts';

/** What apply came to. */
export interface Applied {
  readonly outcomes: readonly StepOutcome[];
  readonly failures: readonly ActionError[];
  readonly health: HealthStatus;
  readonly timeline: readonly HealthSample[];
  readonly ledger: Ledger;
}

const afterHealthy = (step: Step): boolean => step.kind === 'retire-secrets';

/**
 * Carries out the plan: every write, then the wait for Healthy, then the retirements, which need a Healthy of this run on
 * the held secret. Never throws.
 */
export const apply = async (
  plan: Plan,
  directoryId: string | null,
  healthTimeoutMs: number,
  context: ApplyContext,
): Promise<Applied> => {
  const ledger = openLedger();
  const writes = plan.steps.filter((step) => !afterHealthy(step));
  const written = await execute(writes, ledger, context, nothingDone);
  const id = ledger.newSecret?.directoryId ?? directoryId;
  const waits = id !== null && !written.stopped && !context.cancel.aborted;
  const waited = waits ? await waitForHealthy(context, ledger, id, healthTimeoutMs) : null;
  const withHealth = waited === null ? written : addHealth(written, waited);
  const retired = await retire(plan.steps.filter(afterHealthy), ledger, context, withHealth, id, waited);
  const cancelled = context.cancel.aborted && !retired.failures.some((one) => one.code === 'APPLY_CANCELLED');
  return {
    outcomes: retired.outcomes,
    failures: cancelled
      ? [...retired.failures, new ActionError('APPLY_CANCELLED', 'The run was cancelled.')]
      : retired.failures,
    health: waited?.status ?? (id === null ? 'not-asked' : 'unknown'),
    timeline: waited?.timeline ?? [],
    ledger,
  };
};

const addHealth = (execution: Execution, { status, failure }: HealthWait): Execution => ({
  ...execution,
  failures: failure === null ? execution.failures : [...execution.failures, failure],
  outcomes: [
    ...execution.outcomes,
    {
      kind: 'wait-for-healthy',
      changes: [],
      outcome: status === 'healthy' ? 'done' : 'failed',
      message:
        status === 'healthy'
          ? 'TruU reports Healthy'
          : `${failure?.code ?? 'HEALTH_TIMEOUT'}: ${failure?.message ?? ''}`,
    },
  ],
});

const retire = async (
  steps: readonly Step[],
  ledger: Ledger,
  context: ApplyContext,
  before: Execution,
  directoryId: string | null,
  waited: HealthWait | null,
): Promise<Execution> => {
  if (steps.length === 0) return before;
  const skip = (reason: string): Execution => ({
    ...before,
    outcomes: [
      ...before.outcomes,
      ...steps.map(({ kind, changes }) => ({
        kind,
        changes,
        outcome: 'skipped' as const,
        message: `Not started: ${reason}`,
      })),
    ],
  });
  if (waited?.status !== 'healthy' || directoryId === null)
    return skip('TruU did not report Healthy, so both secrets stay');
  try {
    for (let consecutive = 0; consecutive < consistentReads; consecutive += 1) {
      const keyId = (await context.truu.readHeld(directoryId))?.keyId ?? null;
      const retires = steps.some((step) => step.kind === 'retire-secrets' && step.keyIds.includes(keyId ?? ''));
      if (keyId === null || keyId !== waited.keyId || retires)
        throw new ActionError('APPLY_OVERTAKEN', 'TruU holds another secret than the one that was Healthy.');
    }
  } catch (thrown) {
    return {
      ...skip('TruU did not confirm which secret it holds'),
      failures: [...before.failures, asActionError(thrown)],
    };
  }
  return execute(steps, ledger, context, before);
};
