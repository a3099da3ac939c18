import { isTenantWide } from '../plan/steps/tenant-wide.ts';
import type { Plan, Step, StepOutcome } from '../plan/types.ts';
import { ActionError, asActionError } from '../support/errors.ts';
import { consistentReads } from '../support/poll.ts';
import type { TruuWriter } from '../truu/connection.ts';
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

/** What takes a secret away needs a Healthy of this run on the held one. */
const retires = (step: Step): boolean => step.kind === 'retire-secrets' || step.kind === 'delete-unheld-secrets';

/**
 * Carries out the plan: the writes that concern this directory alone; the wait for Healthy; what reaches beyond the
 * directory, and Healthy once more; what takes secrets away, which needs a Healthy of this run on the held one. Never throws.
 */
export const apply = async (
  plan: Plan,
  directoryId: string | null,
  healthTimeoutMs: number,
  context: ApplyContext,
): Promise<Applied> => {
  const ledger = openLedger();
  const [tenantWide, retirements] = [plan.steps.filter(isTenantWide), plan.steps.filter(retires)];
  const writes = plan.steps.filter((step) => !isTenantWide(step) && !retires(step));
  const written = await execute(writes, ledger, context, nothingDone);
  const id = ledger.newSecret?.directoryId ?? directoryId;
  const runs = ({ stopped }: Execution): boolean => !stopped && !context.cancel.aborted;
  const { knownHealth } = context.truu;
  const wait = async (execution: Execution): Promise<Progress> =>
    knownHealth !== null
      ? { execution, waited: withoutWaiting(knownHealth) }
      : id !== null && runs(execution)
        ? addHealth(execution, await waitForHealthy(context, ledger, id, healthTimeoutMs))
        : { execution, waited: null };
  /** Steps that need a Healthy of this run; what stopped the run skips them with its own reason. */
  const whenHealthy = async (before: Progress, steps: readonly Step[], otherwise: string, run: Run) => {
    const { execution, waited } = before;
    if (steps.length === 0) return execution;
    if (!runs(execution)) return execute(steps, ledger, context, execution);
    return waited?.status === 'healthy' ? run(execution) : skipAll(execution, steps, otherwise);
  };
  const first = await wait(written);
  const widened = await whenHealthy(first, tenantWide, 'TruU did not report Healthy with everything else', (before) =>
    execute(tenantWide, ledger, context, before),
  );
  const asksAgain = tenantWide.length > 0 && first.waited?.status === 'healthy';
  const last = asksAgain ? await wait(widened) : { ...first, execution: widened };
  const retired = await whenHealthy(last, retirements, 'TruU did not report Healthy, so every secret stays', (before) =>
    retire(retirements, ledger, context, { before, directoryId: id ?? '', keyId: last.waited?.keyId ?? null }),
  );
  const cancelled = context.cancel.aborted && !retired.failures.some((one) => one.code === 'APPLY_CANCELLED');
  return {
    outcomes: retired.outcomes,
    failures: cancelled
      ? [...retired.failures, new ActionError('APPLY_CANCELLED', 'The run was cancelled.')]
      : retired.failures,
    health: knownHealth?.status ?? last.waited?.status ?? (id === null ? 'not-asked' : 'unknown'),
    timeline: [first, ...(asksAgain ? [last] : [])].flatMap(({ waited }) => waited?.timeline ?? []),
    ledger,
  };
};

/** Where a person serves TruU nothing is waited for: what was seen before is what counts. */
const withoutWaiting = ({ status, heldKeyId }: NonNullable<TruuWriter['knownHealth']>): HealthWait | null =>
  status === 'not-asked' ? null : { status, timeline: [], failure: null, keyId: heldKeyId };

type Run = (before: Execution) => Promise<Execution>;

/** What was done so far, and how the last wait ended; null when there was none. */
interface Progress {
  readonly execution: Execution;
  readonly waited: HealthWait | null;
}

const skipAll = (before: Execution, steps: readonly Step[], reason: string): Execution => ({
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

const addHealth = (execution: Execution, waited: HealthWait): Progress => {
  const { status, failure } = waited;
  return {
    waited,
    execution: {
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
    },
  };
};

/** What the retirements follow. */
interface BeforeRetirement {
  readonly before: Execution;
  readonly directoryId: string;
  /** The key that was Healthy. */
  readonly keyId: string | null;
}

/** Retires once TruU has confirmed, several times in a row, that it holds the secret that was Healthy. */
const retire = async (
  steps: readonly Step[],
  ledger: Ledger,
  context: ApplyContext,
  { before, directoryId, keyId }: BeforeRetirement,
): Promise<Execution> => {
  // What follows a secret that was not set is skipped; that TruU still holds the previous one is then no surprise.
  const open = steps.filter(({ dependsOn }) => !dependsOn.some((id) => before.failedSteps.has(id)));
  if (open.length === 0) return execute(steps, ledger, context, before);
  try {
    for (let consecutive = 0; consecutive < consistentReads; consecutive += 1) {
      const heldKeyId = (await context.truu.readHeld(directoryId))?.keyId ?? null;
      const leaves = open.some((step) => 'keyIds' in step && step.keyIds.includes(heldKeyId ?? ''));
      if (heldKeyId === null || heldKeyId !== keyId || leaves)
        throw new ActionError('APPLY_OVERTAKEN', 'TruU holds another secret than the one that was Healthy.');
    }
  } catch (thrown) {
    const skipped = skipAll(before, steps, 'TruU did not confirm which secret it holds');
    return { ...skipped, failures: [...before.failures, asActionError(thrown)] };
  }
  return execute(steps, ledger, context, before);
};
