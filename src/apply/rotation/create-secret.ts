import {
  addPassword,
  consistentReads,
  listSecrets,
  removePassword,
  type CreateSecretOutcome,
} from '../../entra/write/secret.ts';
import type { StepOf } from '../../plan/types.ts';
import { backOff } from '../../support/clock.ts';
import { ActionError, asActionError } from '../../support/errors.ts';
import { findCreated } from '../../truu/api/find.ts';
import { fence } from '../../truu/api/write/directory.ts';
import type { ApplyContext } from '../context.ts';

/** A secret to make, with every id known. */
export interface CreateSecretRequest {
  readonly applicationId: string;
  readonly displayName: string;
  /** ISO 8601 duration. */
  readonly lifetime: string;
  readonly fresh: boolean;
}

/** One mint a run; a second and third try only after the one before is known to be gone. */
export const maxTries = 3;

/** Tries once to make a secret whose value we know. Throws when Graph said that it did nothing. */
export const createSecretOnce = (context: ApplyContext, request: CreateSecretRequest): Promise<CreateSecretOutcome> => {
  const now = context.entra.graph.now();
  if (now === null) throw new ActionError('ENTRA_UNEXPECTED', "Graph's answers have no Date to count a lifetime from.");
  return addPassword(context.entra, { ...request, now }, context.maskSecret);
};

/** More looks than agreements elsewhere: here "not there" is what must be believed, of something just written. */
const maxReads = consistentReads + 2;

/** Removes the secret of this name if it appears; returns when it is gone, or was absent several times in a row. */
export const deleteByName = async (
  context: ApplyContext,
  applicationId: string,
  displayName: string,
): Promise<void> => {
  if (context.cancel.aborted) return lastLook(context, applicationId, displayName);
  const waits = backOff(150, 1.6, 2_000);
  for (let absent = 0; absent < maxReads && !context.cancel.aborted; absent += 1) {
    const secrets = await listSecrets(context.entra, applicationId);
    const orphan = secrets.find((secret) => secret.displayName === displayName);
    if (orphan !== undefined) return removePassword(context.entra, { applicationId, keyId: orphan.keyId, fresh: true });
    await context.clock.sleep(waits.next().value, context.cancel);
  }
  if (context.cancel.aborted) return lastLook(context, applicationId, displayName);
};

/** One look and one try, within what a runner leaves. Not to see the secret proves nothing: it may be on its way. */
const lastLook = async (
  { cleanupWriter }: ApplyContext,
  applicationId: string,
  displayName: string,
): Promise<never> => {
  const secrets = await listSecrets(cleanupWriter, applicationId).catch(() => []);
  const orphan = secrets.find((secret) => secret.displayName === displayName);
  const leftBehind = ['A client secret that nobody knows may have been made; the next run removes it.'];
  const cancelled = (remains: readonly string[]): ActionError =>
    new ActionError('APPLY_CANCELLED', 'The run was cancelled.', { leftBehind: remains });
  if (orphan === undefined) throw cancelled(leftBehind);
  const gone = await removePassword(cleanupWriter, { applicationId, keyId: orphan.keyId, fresh: true }).then(
    () => true,
    () => false,
  );
  throw cancelled(gone ? [] : leftBehind);
};

type Existing = Extract<StepOf<'set-secret'>['directory'], { readonly etag: string }>;

/** Removes secrets that TruU does not hold, behind a fence. Returns the directory's new ETag. */
export const deleteUnheldSecrets = async (
  context: ApplyContext,
  applicationId: string,
  keyIds: readonly string[],
  directory: Existing,
): Promise<string> => {
  const etag = await fence(context.truu, directory, directory.heldKeyId);
  await deleteEach(context, applicationId, keyIds);
  return etag;
};

/** The same while there is no directory, so that there is nothing to fence: TruU must not have got one meanwhile. */
export const deleteUnheldBeforeCreation = async (
  context: ApplyContext,
  applicationId: string,
  keyIds: readonly string[],
  configurationName: string,
): Promise<void> => {
  if ((await findCreated(context.truu, configurationName)) !== null)
    throw new ActionError('APPLY_OVERTAKEN', 'Somebody created the TruU directory while this run was about to.');
  await deleteEach(context, applicationId, keyIds);
};

const deleteEach = async (context: ApplyContext, applicationId: string, keyIds: readonly string[]): Promise<void> => {
  for (const keyId of keyIds) {
    await removePassword(context.entra, { applicationId, keyId, fresh: false });
    context.say(`Removed the secret ${keyId}, which TruU does not hold.`);
  }
};

/** Removes a secret of ours that TruU did not get, once; what it says is what remains. */
export const discard = async (
  context: ApplyContext,
  applicationId: string,
  keyId: string,
): Promise<readonly string[]> => {
  const writer = context.cancel.aborted ? context.cleanupWriter : context.entra;
  try {
    await removePassword(writer, { applicationId, keyId, fresh: true });
    return [];
  } catch (thrown) {
    const { code } = asActionError(thrown);
    return [`The new secret ${keyId}, which TruU does not hold, is still in Entra (${code}); the next run removes it.`];
  }
};
