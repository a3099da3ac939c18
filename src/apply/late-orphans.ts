import type { OwnRotation } from '../truu/connection.ts';
import { wantedOf } from '../plan/changes.ts';
import type { Plan } from '../plan/types.ts';
import type { Applied } from './apply.ts';
import { execute, nothingDone } from './execute.ts';
import type { ApplyContext } from './context.ts';

/** What this run knows of its own rotation when it verifies; undefined when it made none. */
export const ownRotationOf = ({ ledger }: Applied): OwnRotation | undefined =>
  ledger.newSecret === null ? undefined : { previousKeyId: ledger.newSecret.previousKeyId };

/**
 * Deletes what only the verification shows: secrets of interrupted runs that Graph did not list in time. Does nothing when
 * the plan has other changes to apply, or none, or when something failed before. Never throws.
 */
export const deleteLateOrphans = async (
  applied: Applied,
  { steps, changes }: Plan,
  context: ApplyContext,
): Promise<Applied> => {
  const wanted = wantedOf(changes);
  const onlyDeletesUnheld = steps.length > 0 && steps.every(({ kind }) => kind === 'delete-unheld-secrets');
  if (!onlyDeletesUnheld || !wanted.every(({ act }) => act === 'remove') || applied.failures.length > 0) return applied;
  const { outcomes, failures } = await execute(steps, applied.ledger, context, nothingDone);
  return {
    ...applied,
    outcomes: [...applied.outcomes, ...outcomes],
    failures: [...applied.failures, ...failures],
  };
};
