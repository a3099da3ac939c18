import type { Plan, Step, StepOutcome } from '../plan/types.ts';
import { ActionError, asActionError } from '../support/errors.ts';
import type { HealthSample, HealthWord } from '../truu/model.ts';
import { readHeld } from '../truu/api/read.ts';
import { execute, nothingDone, type Execution } from './execute.ts';
import { waitForHealthy, type HealthWait } from './wait-for-healthy.ts';
import { openLedger, type Ledger, type Means } from './context.ts';

/** What apply came to. */
export interface Applied {
  readonly outcomes: readonly StepOutcome[];
  readonly failures: readonly ActionError[];
  readonly health: HealthWord;
  readonly timeline: readonly HealthSample[];
  readonly ledger: Ledger;
}

const afterHealthy = (step: Step): boolean => step.kind === 'retire-secrets';

/**
 * Carries out the plan: every write, then Healthy, once, then what may be retired only when this run itself has seen
 * Healthy on the held secret. Never throws.
 */
export const apply = async (
  plan: Plan,
  directoryId: string | null,
  healthTimeoutMs: number,
  means: Means,
): Promise<Applied> => {
  const ledger = openLedger();
  const writes = plan.steps.filter((step) => !afterHealthy(step));
  const written = await execute(writes, ledger, means, nothingDone);
  const id = ledger.handedOver?.directoryId ?? directoryId;
  const asks = id !== null && !written.stopped && !means.cancel.aborted;
  const waited = asks ? await waitForHealthy(means, ledger, id, healthTimeoutMs) : null;
  const withHealth = waited === null ? written : addHealth(written, waited);
  const retired = await retire(plan.steps.filter(afterHealthy), ledger, means, withHealth, id, waited);
  const cancelled = means.cancel.aborted && !retired.failures.some((one) => one.code === 'APPLY_CANCELLED');
  return {
    outcomes: retired.outcomes,
    failures: cancelled
      ? [...retired.failures, new ActionError('APPLY_CANCELLED', 'The run was cancelled.')]
      : retired.failures,
    health: waited?.word ?? (id === null ? 'not-asked' : 'unknown'),
    timeline: waited?.timeline ?? [],
    ledger,
  };
};

const addHealth = (execution: Execution, { word, failure }: HealthWait): Execution => ({
  ...execution,
  failures: failure === null ? execution.failures : [...execution.failures, failure],
  outcomes: [
    ...execution.outcomes,
    {
      kind: 'wait-for-healthy',
      serves: [],
      outcome: word === 'healthy' ? 'done' : 'failed',
      sentence:
        word === 'healthy' ? 'TruU reports Healthy' : `${failure?.code ?? 'HEALTH_TIMEOUT'}: ${failure?.message ?? ''}`,
    },
  ],
});

/** How often TruU must name the same secret in a row before another one is removed. */
const agreements = 3;

const retire = async (
  steps: readonly Step[],
  ledger: Ledger,
  means: Means,
  before: Execution,
  directoryId: string | null,
  waited: HealthWait | null,
): Promise<Execution> => {
  if (steps.length === 0) return before;
  const skip = (why: string): Execution => ({
    ...before,
    outcomes: [
      ...before.outcomes,
      ...steps.map(({ kind, serves }) => ({
        kind,
        serves,
        outcome: 'skipped' as const,
        sentence: `Not started: ${why}`,
      })),
    ],
  });
  if (waited?.word !== 'healthy' || directoryId === null) return skip('Healthy was not seen, so both secrets stay');
  try {
    for (let row = 0; row < agreements; row += 1) {
      const { keyId } = await readHeld(means.truu, directoryId);
      const retires = steps.some((step) => step.kind === 'retire-secrets' && step.keyIds.includes(keyId ?? ''));
      if (keyId === null || keyId !== waited.keyId || retires)
        throw new ActionError('APPLY_OVERTAKEN', 'TruU names another secret than the one that was Healthy.');
    }
  } catch (thrown) {
    return {
      ...skip('TruU did not confirm which secret it holds'),
      failures: [...before.failures, asActionError(thrown)],
    };
  }
  return execute(steps, ledger, means, before);
};
