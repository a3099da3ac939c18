import type { EntraState } from '../entra/model.ts';
import type { OwnRotation } from '../truu/connection.ts';
import type { Plan } from '../plan/types.ts';
import type { Applied } from './apply.ts';
import { execute, nothingDone } from './execute.ts';
import type { ApplyContext } from './context.ts';

/** What this run knows of secrets when it looks again; `seen` is Entra as it was before. */
export const ownRotationOf = ({ ledger }: Applied, seen: EntraState): OwnRotation | undefined => {
  if (ledger.newSecret === null) return undefined;
  const { keyId, previousKeyId } = ledger.newSecret;
  const known = new Set([...(seen.application?.secrets ?? []).map((one) => one.keyId), previousKeyId ?? '']);
  return { keyId, known };
};

/**
 * Removes what only a second look shows: secrets of dead runs that Graph did not list in time. Does nothing when the plan
 * wants anything else, or nothing, or when something failed before. Never throws.
 */
export const deleteLateOrphans = async (
  applied: Applied,
  { steps, changes }: Plan,
  context: ApplyContext,
): Promise<Applied> => {
  const wanted = changes.filter(({ skipReason }) => skipReason === null);
  const onlyDeletesUnheld = steps.length > 0 && steps.every(({ kind }) => kind === 'delete-unheld-secrets');
  if (!onlyDeletesUnheld || !wanted.every(({ act }) => act === 'remove') || applied.failures.length > 0) return applied;
  const { outcomes, failures } = await execute(steps, applied.ledger, context, nothingDone);
  return {
    ...applied,
    outcomes: [...applied.outcomes, ...outcomes],
    failures: [...applied.failures, ...failures],
  };
};
