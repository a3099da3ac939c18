import { ActionError, asActionError } from '../../support/errors.ts';
import type { NewCredential, SetSecretOutcome } from '../../truu/connection.ts';
import type { HeldSecret } from '../../truu/model.ts';
import { confirmAccess } from '../look-again.ts';
import type { RotationContext } from './context.ts';
import { createSecretOnce, deleteByName, discard, maxTries, nameSecret } from './create-secret.ts';
import { deleteUnheldSecrets, findOrphans } from './orphans.ts';
import type { StateHandlers } from './state-machine.ts';

const fail = (rotation: RotationContext, thrown: unknown): void => {
  rotation.error ??= asActionError(thrown);
};

/** What the transaction does in each of its states. */
export const stateHandlers: StateHandlers<RotationContext> = {
  'delete-unheld': async (rotation) => {
    const { context, step, ledger, applicationId, appId } = rotation;
    const { directory, deletesFirst } = step;
    // Without a directory nothing is proven yet: TruU may have one that its list left out, and hold any of them.
    if ('create' in directory || !deletesFirst) return 'deleted';
    try {
      const keyIds = await findOrphans(context, { id: applicationId, appId }, step);
      if (keyIds.length === 0) return 'deleted';
      ledger.wrote = ledger.wroteEntra = true;
      await deleteUnheldSecrets(context, applicationId, keyIds, directory);
      return 'deleted';
    } catch (thrown) {
      fail(rotation, thrown);
      return 'failed';
    }
  },

  'create-secret': async (rotation) => {
    const { context, step, ledger, applicationId, appId } = rotation;
    const { wroteEntra } = ledger;
    rotation.tries += 1;
    try {
      if (step.startsTrust) await confirmAccess(context, appId);
      const named = nameSecret(context, appId, step);
      rotation.displayName = named.displayName;
      ledger.wrote = ledger.wroteEntra = true;
      const heldKeyId = 'create' in step.directory ? null : step.directory.heldKeyId;
      const request = { applicationId, lifetime: step.lifetime, heldKeyId, ...named };
      const outcome = await createSecretOnce(context, request);
      if (outcome.kind === 'unknown') {
        context.say('Entra did not answer whether it created the secret; looking for it by its name.');
        await context.clock.sleep(outcome.waitMs, context.cancel);
        return 'response-lost';
      }
      rotation.secret = outcome.secret;
      context.say(`Created the client secret ${outcome.secret.keyId}, which expires ${outcome.secret.expiresOn}.`);
      return 'created';
    } catch (thrown) {
      // Graph answered that it did nothing, so TruU's health is not older than a change of this try.
      ledger.wroteEntra = wroteEntra;
      fail(rotation, thrown);
      return 'refused';
    }
  },

  reconcile: async (rotation) => {
    const { context, applicationId, displayName } = rotation;
    try {
      await deleteByName(context, applicationId, displayName);
      if (rotation.tries < maxTries) return 'deleted';
      const message = `Entra did not answer ${maxTries} times whether it created a client secret.`;
      throw new ActionError('ENTRA_SECRET_UNCERTAIN', message);
    } catch (thrown) {
      fail(rotation, thrown);
      // A cancellation has already looked once more.
      if (rotation.error?.code !== 'APPLY_CANCELLED')
        rotation.leftBehind = ['A client secret with an unknown value may exist in Entra; the next run deletes it.'];
      return 'failed';
    }
  },

  'test-secret': async (rotation) => {
    const { context, appId, secret } = rotation;
    try {
      if (secret === null) throw new ActionError('INTERNAL', 'There is no secret to test.');
      const result = await context.testSecret(appId, secret.value);
      if (context.cancel.aborted) throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
      if (result === 'blocked')
        rotation.note = '; Conditional Access blocked the login from this runner, after Entra had accepted the secret';
      return 'passed';
    } catch (thrown) {
      fail(rotation, thrown);
      return 'failed';
    }
  },

  'set-secret': async (rotation) => {
    try {
      return judge(rotation, await send(rotation));
    } catch (thrown) {
      // TruU did not even issue a token.
      fail(rotation, thrown);
      return 'not-sent';
    }
  },

  confirm: async (rotation) => {
    const { context, step } = rotation;
    // A refusal alone deletes nothing: TruU may have stored the secret all the same.
    const held = await context.truu.readHeld(step.directory).catch(() => undefined);
    if (held === undefined) return stay(rotation);
    return isOurs(rotation, held) ? 'ours' : 'another';
  },

  'read-held': async (rotation) => {
    const { name } = rotation.context.truu.taker;
    rotation.context.say(`${name} did not answer whether it took the secret; reading which one it holds.`);
    const held = await readHeld(rotation);
    if (isOurs(rotation, held)) return 'ours';
    // Without a directory there is nothing to fence: the creation may still be under way.
    const canBeFenced = held !== null && held.unchanged && !('create' in rotation.step.directory);
    return canBeFenced ? 'unchanged' : stay(rotation);
  },

  fence: async ({ context, step }) => {
    if ('create' in step.directory) return 'failed';
    return context.truu.fence(step.directory, []).then(
      () => 'fenced',
      () => 'failed',
    );
  },

  'read-held-again': async (rotation) => (isOurs(rotation, await readHeld(rotation)) ? 'ours' : stay(rotation)),

  discard: async (rotation) => {
    const { context, applicationId, secret } = rotation;
    if (secret === null) return 'removed';
    rotation.leftBehind = await discard(context, applicationId, secret.keyId);
    return rotation.leftBehind.length === 0 ? 'removed' : 'failed';
  },
};

const send = ({ context, step, appId, secret }: RotationContext): Promise<SetSecretOutcome> => {
  if (secret === null) throw new ActionError('INTERNAL', 'There is no secret to set.');
  const credential: NewCredential = {
    tenantId: context.tenant,
    clientId: appId,
    clientSecret: secret.value,
    secretKeyId: secret.keyId,
    expiresAt: secret.expiresOn,
  };
  return context.truu.setSecret(step.directory, credential);
};

const judge = (rotation: RotationContext, outcome: SetSecretOutcome): SetSecretOutcome['kind'] => {
  if (outcome.kind === 'accepted') rotation.directoryId = outcome.directoryId;
  else rotation.error = outcome.error;
  return outcome.kind;
};

/** Which secret TruU holds; null when it does not answer, or when there is no directory. */
const readHeld = ({ context, step }: RotationContext): Promise<HeldSecret | null> =>
  context.truu.readHeld(step.directory).catch(() => null);

const isOurs = (rotation: RotationContext, held: HeldSecret | null): boolean => {
  if (held === null || held.keyId !== rotation.secret?.keyId) return false;
  rotation.directoryId = held.directoryId;
  return true;
};

const stay = (rotation: RotationContext): 'unclear' => {
  const { error: doubt, secret, context } = rotation;
  const { name, uncertain } = context.truu.taker;
  rotation.error = new ActionError(uncertain, `${name} did not answer whether it took the new secret.`, {
    evidence: [...(doubt === null ? [] : [{ name: 'Reason', value: doubt.message }]), ...(doubt?.evidence ?? [])],
    requestId: doubt?.requestId ?? null,
    cause: doubt,
  });
  rotation.leftBehind = [
    `The new secret ${secret?.keyId ?? ''} and the previous ones stay in Entra, since ${name} may hold any of them.`,
  ];
  return 'unclear';
};
