import { testSecret } from '../../entra/login/test-secret.ts';
import { taggedName } from '../../entra/model.ts';
import { ActionError, asActionError } from '../../support/errors.ts';
import { findCreated } from '../../truu/api/find.ts';
import { readHeld } from '../../truu/api/read.ts';
import {
  postDirectory,
  putCredential,
  type NewCredential,
  type SetSecretOutcome,
} from '../../truu/api/write/credential.ts';
import { fence } from '../../truu/api/write/directory.ts';
import type { RotationContext } from './rotate.ts';
import {
  discard,
  deleteByName,
  createSecretOnce,
  maxTries,
  deleteUnheldBeforeCreation,
  deleteUnheldSecrets,
} from './create-secret.ts';
import type { StateHandlers } from './state-machine.ts';
import { findOrphans } from './orphans.ts';

const fail = (rotation: RotationContext, thrown: unknown): void => {
  rotation.error ??= asActionError(thrown);
};

/** What the transaction does in each of its states. */
export const stateHandlers: StateHandlers<RotationContext> = {
  'delete-unheld': async (rotation) => {
    const { context, step, ledger, applicationId, directory } = rotation;
    try {
      const keyIds = ledger.fresh.has(applicationId)
        ? step.unheldKeyIds
        : await findOrphans(context, applicationId, step);
      if (keyIds.length === 0) return 'deleted';
      ledger.wrote = ledger.wroteEntra = true;
      if ('create' in step.directory)
        await deleteUnheldBeforeCreation(context, applicationId, keyIds, step.directory.create.configurationName);
      else if (directory !== null)
        rotation.directory = {
          ...directory,
          etag: await deleteUnheldSecrets(context, applicationId, keyIds, directory),
        };
      return 'deleted';
    } catch (thrown) {
      fail(rotation, thrown);
      return 'failed';
    }
  },

  'create-secret': async (rotation) => {
    const { context, step, ledger, applicationId } = rotation;
    rotation.displayName = taggedName(step.description, context.nonce());
    rotation.tries += 1;
    try {
      ledger.wrote = ledger.wroteEntra = true;
      const fresh = ledger.fresh.has(applicationId);
      const { displayName } = rotation;
      const outcome = await createSecretOnce(context, { applicationId, displayName, lifetime: step.lifetime, fresh });
      if (outcome.kind === 'unknown') {
        context.say('It is unknown whether Entra made the secret; looking for it by its name.');
        await context.clock.sleep(outcome.waitMs, context.cancel);
        return 'response-lost';
      }
      rotation.secret = outcome.secret;
      context.say(`Made the secret ${outcome.secret.keyId}, which expires ${outcome.secret.expiresOn}.`);
      return 'created';
    } catch (thrown) {
      fail(rotation, thrown);
      return 'refused';
    }
  },

  reconcile: async (rotation) => {
    const { context, applicationId, displayName } = rotation;
    try {
      await deleteByName(context, applicationId, displayName);
      if (rotation.tries < maxTries) return 'deleted';
      throw new ActionError(
        'ENTRA_SECRET_UNCERTAIN',
        'Entra did not say whether it made a client secret, several times.',
      );
    } catch (thrown) {
      fail(rotation, thrown);
      // A cancellation knows better: it had one last look.
      if (rotation.error?.code !== 'APPLY_CANCELLED')
        rotation.leftBehind = ['A client secret that nobody knows may have been made; the next run removes it.'];
      return 'failed';
    }
  },

  'test-secret': async (rotation) => {
    const { context, appId, secret } = rotation;
    try {
      if (secret === null) throw new ActionError('INTERNAL', 'There is no secret to prove.');
      const target = { tokenUrl: context.tokenUrl, appId, scope: context.scope };
      const result = await testSecret(context.http, target, secret.value, context.entra.retryWindow);
      if (context.cancel.aborted) throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
      if (result === 'blocked')
        rotation.note = '; Conditional Access kept this runner from using it, which proves it all the same';
      return 'passed';
    } catch (thrown) {
      fail(rotation, thrown);
      return 'failed';
    }
  },

  'set-secret': async (rotation) => {
    try {
      return await judge(rotation, await deliver(rotation));
    } catch (thrown) {
      // Nothing was sent: TruU did not even issue a token.
      fail(rotation, thrown);
      return 'refused';
    }
  },

  confirm: async (rotation) => (isOurs(rotation, await look(rotation)) ? 'ours' : 'another'),

  'read-held': async (rotation) => {
    const { context, step, directory } = rotation;
    context.say('It is unknown whether TruU took the secret; asking which one it holds.');
    const held = await look(rotation);
    if (isOurs(rotation, held)) return 'ours';
    // Without a directory there is nothing to set a fence on: the creation may still be under way.
    if (held !== null && directory !== null && !('create' in step.directory) && held.etag === directory.etag)
      return 'unchanged';
    return stay(rotation);
  },

  fence: async (rotation) => {
    const { context, directory } = rotation;
    if (directory === null) return 'failed';
    const fenced = await fence(context.truu, directory, directory.heldKeyId).catch(() => null);
    return fenced === null ? 'failed' : 'fenced';
  },

  'read-held-again': async (rotation) => (isOurs(rotation, await look(rotation)) ? 'ours' : stay(rotation)),

  discard: async (rotation) => {
    const { context, applicationId, secret } = rotation;
    if (secret === null) return 'removed';
    rotation.leftBehind = await discard(context, applicationId, secret.keyId);
    return rotation.leftBehind.length === 0 ? 'removed' : 'failed';
  },
};

const deliver = ({ context, step, appId, secret, directory }: RotationContext): Promise<SetSecretOutcome> => {
  if (secret === null) throw new ActionError('INTERNAL', 'There is no secret to hand over.');
  const credential: NewCredential = {
    tenantId: context.tenant,
    clientId: appId,
    clientSecret: secret.value,
    secretKeyId: secret.keyId,
    expiresAt: secret.expiresOn,
  };
  if ('create' in step.directory) return postDirectory(context.truu, step.directory.create, credential);
  return putCredential(context.truu, directory ?? step.directory, credential);
};

const judge = async (
  rotation: RotationContext,
  outcome: SetSecretOutcome,
): Promise<'accepted' | 'refused' | 'unknown'> => {
  if (outcome.kind === 'refused') {
    rotation.error = await refusal(rotation, outcome);
    return 'refused';
  }
  const directoryId = outcome.kind === 'accepted' ? (outcome.directoryId ?? rotation.directory?.id ?? null) : null;
  if (outcome.kind === 'accepted' && directoryId !== null && outcome.etag !== null) {
    rotation.taken = { directoryId, etag: outcome.etag };
    return 'accepted';
  }
  rotation.error = outcome.kind === 'unknown' ? outcome.error : new ActionError('TRUU_CONTRACT', 'TruU gave no ETag.');
  return 'unknown';
};

/** A name that is taken now and was not when this run looked means that another run was faster. */
const refusal = async (
  { context, step }: RotationContext,
  { error, status }: Extract<SetSecretOutcome, { readonly kind: 'refused' }>,
): Promise<ActionError> => {
  if (status !== 409 || !('create' in step.directory)) return error;
  const found = await findCreated(context.truu, step.directory.create.configurationName).catch(() => null);
  if (found === null) return error;
  const { evidence, requestId } = error;
  const message = 'Somebody created the TruU directory while this run was about to.';
  return new ActionError('APPLY_OVERTAKEN', message, { evidence, requestId });
};

interface Held {
  readonly id: string;
  readonly etag: string;
  readonly keyId: string | null;
}

/** Which secret TruU holds; null when it cannot be asked, or when there is no directory. */
const look = async ({ context, step, directory }: RotationContext): Promise<Held | null> => {
  if ('create' in step.directory)
    return findCreated(context.truu, step.directory.create.configurationName).catch(() => null);
  const id = directory?.id ?? step.directory.id;
  return readHeld(context.truu, id)
    .then(({ etag, keyId }) => ({ id, etag, keyId }))
    .catch(() => null);
};

const isOurs = (rotation: RotationContext, held: Held | null): boolean => {
  if (held === null || held.keyId !== rotation.secret?.keyId) return false;
  rotation.taken = { directoryId: held.id, etag: held.etag };
  return true;
};

const stay = (rotation: RotationContext): 'unclear' => {
  const { error: doubt, secret } = rotation;
  rotation.error = new ActionError('TRUU_SECRET_UNCERTAIN', 'TruU did not say whether it took the new secret.', {
    evidence: [...(doubt === null ? [] : [{ name: 'Why', value: doubt.message }]), ...(doubt?.evidence ?? [])],
    requestId: doubt?.requestId ?? null,
    cause: doubt,
  });
  rotation.leftBehind = [
    `The new secret ${secret?.keyId ?? ''} and the previous ones stay in Entra, since TruU may hold any of them.`,
  ];
  return 'unclear';
};
