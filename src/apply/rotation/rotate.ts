import type { StepOf } from '../../plan/types.ts';
import { ActionError, leaving } from '../../support/errors.ts';
import { resolve, type ApplyContext, type Ledger } from '../context.ts';
import type { RotationContext } from './context.ts';
import { stateHandlers } from './state-handlers.ts';
import { endings, runTransaction } from './state-machine.ts';

/**
 * The secret's transaction: create, test, set in TruU. TruU holds a working secret throughout if it held one before, since
 * nothing that it may hold is deleted here. Throws with what remains; returns what was done.
 */
export const rotateSecret = async (
  step: StepOf<'set-secret'>,
  ledger: Ledger,
  context: ApplyContext,
): Promise<string> => {
  const rotation: RotationContext = {
    context,
    step,
    ledger,
    applicationId: resolve(ledger, step.applicationId),
    appId: resolve(ledger, step.appId),
    displayName: '',
    tries: 0,
    secret: null,
    directoryId: null,
    note: '',
    error: null,
    leftBehind: [],
  };
  const ending = await runTransaction(stateHandlers, rotation);
  const { secret, directoryId, error, note, leftBehind } = rotation;
  if (ending !== 'held' || secret === null || directoryId === null)
    throw leaving(error ?? new ActionError('INTERNAL', endings[ending]), leftBehind);
  const previousKeyId = 'create' in step.directory ? null : step.directory.heldKeyId;
  const { name, isTruu } = context.truu.taker;
  const { keyId, expiresOn } = secret;
  ledger.newSecret = { keyId, expiresOn, directoryId, previousKeyId, isInTruu: isTruu };
  return `${name} holds the new secret ${keyId}${note}`;
};
