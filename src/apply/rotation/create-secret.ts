import { taggedName } from '../../catalog/secret-tag.ts';
import {
  addPassword,
  listSecrets,
  removePassword,
  type CreateSecretOutcome,
  type SecretRequest,
} from '../../entra/write/secret.ts';
import type { StepOf } from '../../plan/types.ts';
import { backOff } from '../../support/clock.ts';
import { addDuration, parseDuration } from '../../support/duration.ts';
import { consistentReads } from '../../support/poll.ts';
import { ActionError, asActionError } from '../../support/errors.ts';
import type { ApplyContext } from '../context.ts';

/** What a new secret is called, and when it starts and ends by Graph's clock. Throws ENTRA_UNEXPECTED without a clock. */
export const nameSecret = (
  { entra, consumer, nonce }: ApplyContext,
  appId: string,
  { description, lifetime }: Pick<StepOf<'set-secret'>, 'description' | 'lifetime'>,
): Pick<SecretRequest, 'displayName' | 'startsOn' | 'expiresOn'> => {
  const startsOn = entra.graph.now();
  if (startsOn === null)
    throw new ActionError('ENTRA_UNEXPECTED', "Graph's answers have no Date to count a lifetime from.");
  const expiresOn = addDuration(startsOn, parseDuration(lifetime));
  const times = { startsOn: startsOn.toISOString(), expiresOn: expiresOn.toISOString() };
  return { displayName: taggedName(description, { consumer, nonce: nonce(), appId, ...times }), startsOn, expiresOn };
};

/** One new secret a run; a second and third try only after the one before is known to be gone. */
export const maxTries = 3;

/** Tries once to create a secret whose value we know. Throws when Graph answered that it did nothing. */
export const createSecretOnce = (context: ApplyContext, request: SecretRequest): Promise<CreateSecretOutcome> =>
  addPassword(context.entra, request, context.maskSecret);

/** More reads than elsewhere: here an absence has to be relied on, of something just written. */
const maxReads = consistentReads + 2;

/** Deletes the secret of this name if it appears; returns when it is gone, or was absent several times in a row. */
export const deleteByName = async (
  context: ApplyContext,
  applicationId: string,
  displayName: string,
): Promise<void> => {
  if (context.cancel.aborted) return deleteBeforeEnd(context, applicationId, displayName);
  const waits = backOff(150, 1.6, 2_000);
  for (let absent = 0; absent < maxReads && !context.cancel.aborted; absent += 1) {
    const secrets = await listSecrets(context.entra, applicationId);
    const orphan = secrets.find((secret) => secret.displayName === displayName);
    if (orphan !== undefined) return removePassword(context.entra, { applicationId, keyId: orphan.keyId });
    await context.clock.sleep(waits.next().value, context.cancel);
  }
  if (context.cancel.aborted) return deleteBeforeEnd(context, applicationId, displayName);
};

/** One read and one try, within what a runner leaves. Not to see the secret proves nothing: it may be on its way. */
const deleteBeforeEnd = async (
  { cleanupWriter }: ApplyContext,
  applicationId: string,
  displayName: string,
): Promise<never> => {
  const secrets = await listSecrets(cleanupWriter, applicationId).catch(() => []);
  const orphan = secrets.find((secret) => secret.displayName === displayName);
  const leftBehind = ['A client secret with an unknown value may exist in Entra; the next run deletes it.'];
  const cancelled = (remains: readonly string[]): ActionError =>
    new ActionError('APPLY_CANCELLED', 'The run was cancelled.', { leftBehind: remains });
  if (orphan === undefined) throw cancelled(leftBehind);
  const gone = await removePassword(cleanupWriter, { applicationId, keyId: orphan.keyId }).then(
    () => true,
    () => false,
  );
  throw cancelled(gone ? [] : leftBehind);
};

/** Deletes a secret of ours that TruU did not get, once; returns what remains. */
export const discard = async (
  context: ApplyContext,
  applicationId: string,
  keyId: string,
): Promise<readonly string[]> => {
  const writer = context.cancel.aborted ? context.cleanupWriter : context.entra;
  try {
    await removePassword(writer, { applicationId, keyId });
    return [];
  } catch (thrown) {
    const { code } = asActionError(thrown);
    const { name, leftover } = context.truu.taker;
    return [`The new secret ${keyId}, which ${name} does not hold, is still in Entra (${code}); ${leftover}.`];
  }
};
