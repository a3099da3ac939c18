import { prove } from '../../entra/login/test-secret.ts';
import { taggedName } from '../../entra/model.ts';
import { ActionError, asActionError } from '../../support/errors.ts';
import { findCreated } from '../../truu/api/find.ts';
import { readHeld } from '../../truu/api/read.ts';
import { postDirectory, putCredential, type HandOver, type HandOverOutcome } from '../../truu/api/write/credential.ts';
import { fence } from '../../truu/api/write/directory.ts';
import type { Journey } from './rotate.ts';
import { discard, forget, mintOnce, mostTries, sweepBeforeCreation, sweepSecrets } from './create-secret.ts';
import type { Deeds } from './state-machine.ts';
import { findUnsent } from './orphans.ts';

const fail = (journey: Journey, thrown: unknown): void => {
  journey.error ??= asActionError(thrown);
};

/** What the transaction does in each of its states. */
export const deeds: Deeds<Journey> = {
  sweep: async (journey) => {
    const { means, step, ledger, applicationId, directory } = journey;
    try {
      const keyIds = ledger.fresh.has(applicationId) ? step.sweep : await findUnsent(means, applicationId, step);
      if (keyIds.length === 0) return 'swept';
      ledger.wrote = ledger.wroteEntra = true;
      if ('create' in step.directory)
        await sweepBeforeCreation(means, applicationId, keyIds, step.directory.create.configurationName);
      else if (directory !== null)
        journey.directory = { ...directory, etag: await sweepSecrets(means, applicationId, keyIds, directory) };
      return 'swept';
    } catch (thrown) {
      fail(journey, thrown);
      return 'failed';
    }
  },

  mint: async (journey) => {
    const { means, step, ledger, applicationId } = journey;
    journey.displayName = taggedName(step.description, means.nonce());
    journey.tries += 1;
    try {
      ledger.wrote = ledger.wroteEntra = true;
      const fresh = ledger.fresh.has(applicationId);
      const { displayName } = journey;
      const outcome = await mintOnce(means, { applicationId, displayName, lifetime: step.lifetime, fresh });
      if (outcome.kind === 'unknown') {
        means.say('It is unknown whether Entra made the secret; looking for it by its name.');
        await means.clock.sleep(outcome.waitMs, means.cancel);
        return 'lost';
      }
      journey.secret = outcome.secret;
      means.say(`Made the secret ${outcome.secret.keyId}, which expires ${outcome.secret.expiresOn}.`);
      return 'minted';
    } catch (thrown) {
      fail(journey, thrown);
      return 'refused';
    }
  },

  reconcile: async (journey) => {
    const { means, applicationId, displayName } = journey;
    try {
      await forget(means, applicationId, displayName);
      if (journey.tries < mostTries) return 'forgotten';
      throw new ActionError(
        'ENTRA_SECRET_UNCERTAIN',
        'Entra did not say whether it made a client secret, several times.',
      );
    } catch (thrown) {
      fail(journey, thrown);
      // A cancellation knows better: it had one last look.
      if (journey.error?.code !== 'APPLY_CANCELLED')
        journey.leftBehind = ['A client secret that nobody knows may have been made; the next run removes it.'];
      return 'failed';
    }
  },

  prove: async (journey) => {
    const { means, appId, secret } = journey;
    try {
      if (secret === null) throw new ActionError('INTERNAL', 'There is no secret to prove.');
      const target = { tokenUrl: means.tokenUrl, appId, scope: means.scope };
      const proof = await prove(means.http, target, secret.value, means.entra.patience);
      if (means.cancel.aborted) throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
      if (proof === 'blocked')
        journey.note = '; Conditional Access kept this runner from using it, which proves it all the same';
      return 'proven';
    } catch (thrown) {
      fail(journey, thrown);
      return 'failed';
    }
  },

  'hand-over': async (journey) => {
    try {
      return await judge(journey, await deliver(journey));
    } catch (thrown) {
      // Nothing was sent: TruU did not even issue a token.
      fail(journey, thrown);
      return 'refused';
    }
  },

  confirm: async (journey) => (isOurs(journey, await look(journey)) ? 'ours' : 'another'),

  ask: async (journey) => {
    const { means, step, directory } = journey;
    means.say('It is unknown whether TruU took the secret; asking which one it holds.');
    const held = await look(journey);
    if (isOurs(journey, held)) return 'ours';
    // Without a directory there is nothing to set a fence on: the creation may still be under way.
    if (held !== null && directory !== null && !('create' in step.directory) && held.etag === directory.etag)
      return 'unchanged';
    return stay(journey);
  },

  fence: async (journey) => {
    const { means, directory } = journey;
    if (directory === null) return 'failed';
    const fenced = await fence(means.truu, directory, directory.heldKeyId).catch(() => null);
    return fenced === null ? 'failed' : 'fenced';
  },

  'ask-again': async (journey) => (isOurs(journey, await look(journey)) ? 'ours' : stay(journey)),

  discard: async (journey) => {
    const { means, applicationId, secret } = journey;
    if (secret === null) return 'removed';
    journey.leftBehind = await discard(means, applicationId, secret.keyId);
    return journey.leftBehind.length === 0 ? 'removed' : 'failed';
  },
};

const deliver = ({ means, step, appId, secret, directory }: Journey): Promise<HandOverOutcome> => {
  if (secret === null) throw new ActionError('INTERNAL', 'There is no secret to hand over.');
  const credential: HandOver = {
    tenantId: means.tenant,
    clientId: appId,
    clientSecret: secret.value,
    secretKeyId: secret.keyId,
    expiresAt: secret.expiresOn,
  };
  if ('create' in step.directory) return postDirectory(means.truu, step.directory.create, credential);
  return putCredential(means.truu, directory ?? step.directory, credential);
};

const judge = async (journey: Journey, outcome: HandOverOutcome): Promise<'taken' | 'refused' | 'unknown'> => {
  if (outcome.kind === 'refused') {
    journey.error = await refusal(journey, outcome);
    return 'refused';
  }
  const directoryId = outcome.kind === 'taken' ? (outcome.directoryId ?? journey.directory?.id ?? null) : null;
  if (outcome.kind === 'taken' && directoryId !== null && outcome.etag !== null) {
    journey.taken = { directoryId, etag: outcome.etag };
    return 'taken';
  }
  journey.error = outcome.kind === 'unknown' ? outcome.error : new ActionError('TRUU_CONTRACT', 'TruU gave no ETag.');
  return 'unknown';
};

/** A name that is taken now and was not when this run looked means that another run was faster. */
const refusal = async (
  { means, step }: Journey,
  { error, status }: Extract<HandOverOutcome, { readonly kind: 'refused' }>,
): Promise<ActionError> => {
  if (status !== 409 || !('create' in step.directory)) return error;
  const found = await findCreated(means.truu, step.directory.create.configurationName).catch(() => null);
  if (found === null) return error;
  const { evidence, requestId } = error;
  const sentence = 'Somebody created the TruU directory while this run was about to.';
  return new ActionError('APPLY_OVERTAKEN', sentence, { evidence, requestId });
};

interface Held {
  readonly id: string;
  readonly etag: string;
  readonly keyId: string | null;
}

/** Which secret TruU holds; null when it cannot be asked, or when there is no directory. */
const look = async ({ means, step, directory }: Journey): Promise<Held | null> => {
  if ('create' in step.directory)
    return findCreated(means.truu, step.directory.create.configurationName).catch(() => null);
  const id = directory?.id ?? step.directory.id;
  return readHeld(means.truu, id)
    .then(({ etag, keyId }) => ({ id, etag, keyId }))
    .catch(() => null);
};

const isOurs = (journey: Journey, held: Held | null): boolean => {
  if (held === null || held.keyId !== journey.secret?.keyId) return false;
  journey.taken = { directoryId: held.id, etag: held.etag };
  return true;
};

const stay = (journey: Journey): 'unclear' => {
  const { error: doubt, secret } = journey;
  journey.error = new ActionError('APPLY_HAND_OVER_UNCERTAIN', 'TruU did not say whether it took the new secret.', {
    evidence: [...(doubt === null ? [] : [{ name: 'Why', value: doubt.message }]), ...(doubt?.evidence ?? [])],
    requestId: doubt?.requestId ?? null,
    cause: doubt,
  });
  journey.leftBehind = [
    `The new secret ${secret?.keyId ?? ''} and the previous ones stay in Entra, since TruU may hold any of them.`,
  ];
  return 'unclear';
};
