import type { EntraState } from '../entra/model.ts';
import type { OwnHandOver } from '../plan/input.ts';
import type { Plan } from '../plan/types.ts';
import type { Applied } from './apply.ts';
import { execute, nothingDone } from './execute.ts';
import type { Means } from './context.ts';

/** What this run knows of secrets when it looks again; `seen` is Entra as it was before. */
export const ownHandOver = ({ ledger }: Applied, seen: EntraState): OwnHandOver | undefined => {
  if (ledger.handedOver === null) return undefined;
  const { keyId, previousKeyId } = ledger.handedOver;
  const known = new Set([...(seen.application?.secrets ?? []).map((one) => one.keyId), previousKeyId ?? '']);
  return { keyId, known };
};

/**
 * Removes what only a second look shows: secrets of dead runs that Graph did not list in time. Does nothing when the plan
 * wants anything else, or nothing, or when something failed before. Never throws.
 */
export const tidy = async (applied: Applied, { steps, changes }: Plan, means: Means): Promise<Applied> => {
  const wanted = changes.filter(({ held }) => held === null);
  const isSweep = steps.length > 0 && steps.every(({ kind }) => kind === 'sweep-secrets');
  if (!isSweep || !wanted.every(({ act }) => act === 'remove') || applied.failures.length > 0) return applied;
  const { outcomes, failures } = await execute(steps, applied.ledger, means, nothingDone);
  return {
    ...applied,
    outcomes: [...applied.outcomes, ...outcomes],
    failures: [...applied.failures, ...failures],
  };
};
