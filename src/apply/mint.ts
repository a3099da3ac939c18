import { addPassword, agreements, listSecrets, removePassword, type MintedSecret } from '../entra/write/secret.ts';
import { taggedName } from '../plan/secrets.ts';
import { backOff } from '../support/clock.ts';
import { ActionError, asActionError } from '../support/errors.ts';
import type { Means } from './means.ts';

/** A secret to make, with every id known. */
export interface MintRequest {
  readonly applicationId: string;
  readonly description: string;
  readonly lifetime: string;
  readonly fresh: boolean;
}

/** One mint a run; a second and third try only after the one before is known to be gone. */
const mostTries = 3;

/**
 * Makes one secret whose value we know. A lost answer is reconciled by the nonce in its name: what nobody can know is
 * removed, then another one is made. Throws ENTRA_SECRET_UNCERTAIN when that does not come to an end.
 */
export const mint = async (means: Means, request: MintRequest, now: Date): Promise<MintedSecret> => {
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    const displayName = taggedName(request.description, means.nonce());
    const outcome = await addPassword(means.entra, { ...request, displayName, now }, means.seal);
    if (outcome.kind === 'minted') return outcome.secret;
    means.say('It is unknown whether Entra made the secret; looking for it by its name.');
    await means.clock.sleep(outcome.waitMs, means.cancel);
    await forget(means, request.applicationId, displayName);
  }
  throw new ActionError('ENTRA_SECRET_UNCERTAIN', 'Entra did not say whether it made a client secret, several times.', {
    leftBehind: ['A client secret that nobody knows may have been made; the next run removes it.'],
  });
};

/** More looks than agreements elsewhere: here "not there" is what must be believed, of something just written. */
const looks = agreements + 2;

/** Removes the secret of this name if it appears; returns when it is gone, or was absent several times in a row. */
const forget = async (means: Means, applicationId: string, displayName: string): Promise<void> => {
  const waits = backOff(150, 1.6, 2_000);
  for (let absent = 0; absent < looks && !means.cancel.aborted; absent += 1) {
    const secrets = await listSecrets(means.entra, applicationId);
    const orphan = secrets.find((secret) => secret.displayName === displayName);
    if (orphan !== undefined) return removePassword(means.entra, { applicationId, keyId: orphan.keyId, fresh: true });
    await means.clock.sleep(waits.next().value, means.cancel);
  }
  if (means.cancel.aborted)
    throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.', {
      leftBehind: ['A client secret that nobody knows may have been made; the next run removes it.'],
    });
};

/** Removes a secret of ours that TruU did not get, once; what it says is what remains. */
export const discard = async (means: Means, applicationId: string, keyId: string): Promise<readonly string[]> => {
  const writer = means.cancel.aborted ? means.lastRites : means.entra;
  try {
    await removePassword(writer, { applicationId, keyId, fresh: true });
    return [];
  } catch (thrown) {
    const { code } = asActionError(thrown);
    return [`The new secret ${keyId}, which TruU does not hold, is still in Entra (${code}); the next run removes it.`];
  }
};
