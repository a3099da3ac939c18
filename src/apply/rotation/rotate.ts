import type { CreatedSecret } from '../../entra/write/secret.ts';
import type { StepOf } from '../../plan/types.ts';
import { ActionError, leaving } from '../../support/errors.ts';
import { stateHandlers } from './state-handlers.ts';
import { resolve, type Ledger, type ApplyContext } from '../context.ts';
import { runTransaction, endings } from './state-machine.ts';

/** A directory at the version that this run has seen. */
export type Existing = Extract<StepOf<'set-secret'>['directory'], { readonly etag: string }>;

/** What a transaction finds out on its way. */
export interface RotationContext {
  readonly context: ApplyContext;
  readonly step: StepOf<'set-secret'>;
  readonly ledger: Ledger;
  readonly applicationId: string;
  readonly appId: string;
  /** Null while there is none. Its ETag moves with every fence of ours. */
  directory: Existing | null;
  /** The name of the secret that is being made. */
  displayName: string;
  tries: number;
  secret: CreatedSecret | null;
  /** Where TruU holds the new secret, once it does. */
  taken: { readonly directoryId: string; readonly etag: string } | null;
  /** Said after a success. */
  note: string;
  /** Why it cannot succeed any more. */
  error: ActionError | null;
  leftBehind: readonly string[];
}

/**
 * The secret's transaction: sweep, add, prove, hand over. At every instant TruU holds a working secret if it held one
 * before, since nothing that it may hold is removed here. Throws with what remains; returns what was done.
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
    directory: 'create' in step.directory ? null : step.directory,
    displayName: '',
    tries: 0,
    secret: null,
    taken: null,
    note: '',
    error: null,
    leftBehind: [],
  };
  const ending = await runTransaction(stateHandlers, rotation);
  const { secret, taken, error, note, leftBehind } = rotation;
  if (ending !== 'held' || secret === null || taken === null)
    throw leaving(error ?? new ActionError('INTERNAL', endings[ending]), leftBehind);
  const previousKeyId = rotation.directory?.heldKeyId ?? null;
  const { directoryId } = taken;
  ledger.newSecret = { keyId: secret.keyId, expiresOn: secret.expiresOn, directoryId, previousKeyId };
  ledger.ids.set(step.id, { directoryId });
  ledger.etags.set(directoryId, taken.etag);
  return `TruU holds the new secret ${secret.keyId}${note}`;
};
