import { addPassword, agreements, listSecrets, removePassword, type MintOutcome } from '../../entra/write/secret.ts';
import type { StepOf } from '../../plan/types.ts';
import { backOff } from '../../support/clock.ts';
import { ActionError, asActionError } from '../../support/errors.ts';
import { findCreated } from '../../truu/api/find.ts';
import { fence } from '../../truu/api/write/directory.ts';
import type { Means } from '../context.ts';

/** A secret to make, with every id known. */
export interface MintRequest {
  readonly applicationId: string;
  readonly displayName: string;
  /** ISO 8601 duration. */
  readonly lifetime: string;
  readonly fresh: boolean;
}

/** One mint a run; a second and third try only after the one before is known to be gone. */
export const mostTries = 3;

/** Tries once to make a secret whose value we know. Throws when Graph said that it did nothing. */
export const mintOnce = (means: Means, request: MintRequest): Promise<MintOutcome> => {
  const now = means.entra.graph.now();
  if (now === null) throw new ActionError('ENTRA_UNEXPECTED', "Graph's answers have no Date to count a lifetime from.");
  return addPassword(means.entra, { ...request, now }, means.seal);
};

/** More looks than agreements elsewhere: here "not there" is what must be believed, of something just written. */
const looks = agreements + 2;

/** Removes the secret of this name if it appears; returns when it is gone, or was absent several times in a row. */
export const forget = async (means: Means, applicationId: string, displayName: string): Promise<void> => {
  if (means.cancel.aborted) return lastLook(means, applicationId, displayName);
  const waits = backOff(150, 1.6, 2_000);
  for (let absent = 0; absent < looks && !means.cancel.aborted; absent += 1) {
    const secrets = await listSecrets(means.entra, applicationId);
    const orphan = secrets.find((secret) => secret.displayName === displayName);
    if (orphan !== undefined) return removePassword(means.entra, { applicationId, keyId: orphan.keyId, fresh: true });
    await means.clock.sleep(waits.next().value, means.cancel);
  }
  if (means.cancel.aborted) return lastLook(means, applicationId, displayName);
};

/** One look and one try, within what a runner leaves. Not to see the secret proves nothing: it may be on its way. */
const lastLook = async ({ lastRites }: Means, applicationId: string, displayName: string): Promise<never> => {
  const secrets = await listSecrets(lastRites, applicationId).catch(() => []);
  const orphan = secrets.find((secret) => secret.displayName === displayName);
  const leftBehind = ['A client secret that nobody knows may have been made; the next run removes it.'];
  const cancelled = (remains: readonly string[]): ActionError =>
    new ActionError('APPLY_CANCELLED', 'The run was cancelled.', { leftBehind: remains });
  if (orphan === undefined) throw cancelled(leftBehind);
  const gone = await removePassword(lastRites, { applicationId, keyId: orphan.keyId, fresh: true }).then(
    () => true,
    () => false,
  );
  throw cancelled(gone ? [] : leftBehind);
};

type Existing = Extract<StepOf<'hand-over-secret'>['directory'], { readonly etag: string }>;

/** Removes secrets that TruU does not hold, behind a fence. Returns the directory's new ETag. */
export const sweepSecrets = async (
  means: Means,
  applicationId: string,
  keyIds: readonly string[],
  directory: Existing,
): Promise<string> => {
  const etag = await fence(means.truu, directory, directory.heldKeyId);
  await removeUnheld(means, applicationId, keyIds);
  return etag;
};

/** The same while there is no directory, so that there is nothing to fence: TruU must not have got one meanwhile. */
export const sweepBeforeCreation = async (
  means: Means,
  applicationId: string,
  keyIds: readonly string[],
  configurationName: string,
): Promise<void> => {
  if ((await findCreated(means.truu, configurationName)) !== null)
    throw new ActionError('APPLY_OVERTAKEN', 'Somebody created the TruU directory while this run was about to.');
  await removeUnheld(means, applicationId, keyIds);
};

const removeUnheld = async (means: Means, applicationId: string, keyIds: readonly string[]): Promise<void> => {
  for (const keyId of keyIds) {
    await removePassword(means.entra, { applicationId, keyId, fresh: false });
    means.say(`Removed the secret ${keyId}, which TruU does not hold.`);
  }
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
