import { errorCatalog } from '../catalog/errors.ts';
import type { Step, StepKind, StepOf, StepOutcome } from '../plan/types.ts';
import type { ActionError } from '../support/errors.ts';
import { asActionError } from '../support/errors.ts';
import type { Ledger, ApplyContext } from './context.ts';
import { stepHandlers } from './step-handlers.ts';

/** What came of the steps. */
export interface Execution {
  readonly outcomes: readonly StepOutcome[];
  readonly failures: readonly ActionError[];
  readonly failedSteps: ReadonlySet<string>;
  readonly stopped: boolean;
}

/** Before the first step. */
export const nothingDone: Execution = { outcomes: [], failures: [], failedSteps: new Set(), stopped: false };

/**
 * Carries out steps in their order. A step whose dependency failed is skipped; the others go on, so that one refusal does
 * not keep the rest from being applied. Never throws.
 */
export const execute = async (
  steps: readonly Step[],
  ledger: Ledger,
  context: ApplyContext,
  before: Execution = nothingDone,
): Promise<Execution> => {
  const outcomes = [...before.outcomes];
  const failures = [...before.failures];
  const failedSteps = new Set(before.failedSteps);
  let { stopped } = before;
  for (const step of steps) {
    const failedDependency = step.dependsOn.find((id) => failedSteps.has(id));
    const skip = context.cancel.aborted
      ? 'the run was cancelled'
      : stopped
        ? 'an earlier step stopped the run'
        : undefined;
    const because = skip ?? (failedDependency === undefined ? undefined : `${failedDependency} did not succeed`);
    if (because !== undefined) {
      failedSteps.add(step.id);
      outcomes.push(outcomeOf(step, 'skipped', `Not started: ${because}`));
      continue;
    }
    try {
      const message = await runStep(step, ledger, context);
      context.say(`${step.kind}: ${message}.`);
      outcomes.push(outcomeOf(step, 'done', message));
    } catch (thrown) {
      const error = asActionError(thrown);
      failures.push(error);
      failedSteps.add(step.id);
      stopped ||= errorCatalog[error.code].fatal === true;
      context.say(`${step.kind}: failed (${error.code}).`);
      outcomes.push(outcomeOf(step, 'failed', `${error.code}: ${error.message}`));
    }
  }
  return { outcomes, failures, failedSteps, stopped };
};

const outcomeOf = (step: Step, outcome: StepOutcome['outcome'], message: string): StepOutcome => ({
  kind: step.kind,
  changes: step.changes,
  outcome,
  message,
});

const runStep = <K extends StepKind>(step: StepOf<K>, ledger: Ledger, context: ApplyContext): Promise<string> =>
  stepHandlers[step.kind](step, ledger, context);
