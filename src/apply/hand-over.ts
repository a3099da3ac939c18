import { prove } from '../entra/prove.ts';
import { removePassword, type MintedSecret } from '../entra/write/secret.ts';
import type { StepOf } from '../plan/types.ts';
import { ActionError, asActionError, leaving } from '../support/errors.ts';
import { readHeld } from '../truu/read.ts';
import { postDirectory, putCredential, type HandOver, type HandOverOutcome } from '../truu/write/credential.ts';
import { fence } from '../truu/write/directory.ts';
import { findCreated } from '../truu/find.ts';
import { resolve, type Ledger, type Means } from './means.ts';
import { discard, mint } from './mint.ts';

type HandOverStep = StepOf<'hand-over-secret'>;
type Existing = Extract<HandOverStep['directory'], { readonly etag: string }>;

/**
 * The secret's transaction: sweep, add, prove, hand over. At every instant TruU holds a working secret if it held one
 * before, since nothing that it may hold is removed here. Throws with what remains; returns what was done.
 */
export const handOverSecret = async (step: HandOverStep, ledger: Ledger, means: Means): Promise<string> => {
  const applicationId = resolve(ledger, step.applicationId);
  const appId = resolve(ledger, step.appId);
  const directory = await sweep(step, applicationId, ledger, means);
  const now = means.entra.graph.now();
  if (now === null) throw new ActionError('ENTRA_UNEXPECTED', "Graph's answers have no Date to count a lifetime from.");
  const fresh = ledger.fresh.has(applicationId);
  const request = { applicationId, description: step.description, lifetime: step.lifetime, fresh };
  const secret = await mint(means, request, now);
  ledger.wrote = ledger.wroteEntra = true;
  means.say(`Made the secret ${secret.keyId}, which expires ${secret.expiresOn}.`);
  const note = await proveOrDiscard(means, secret, applicationId, appId);
  const credential: HandOver = {
    tenantId: means.tenant,
    clientId: appId,
    clientSecret: secret.value,
    secretKeyId: secret.keyId,
    expiresAt: secret.expiresOn,
  };
  const taken = await deliver(means, directory, credential, applicationId, step);
  ledger.handedOver = { keyId: secret.keyId, expiresOn: secret.expiresOn, directoryId: taken.directoryId };
  ledger.ids.set(step.id, { directoryId: taken.directoryId });
  ledger.etags.set(taken.directoryId, taken.etag);
  return `TruU holds the new secret ${secret.keyId}${note}`;
};

/** Removes what dead runs left, behind a fence; returns the directory with the ETag to hand over with. */
const sweep = async (
  step: HandOverStep,
  applicationId: string,
  ledger: Ledger,
  means: Means,
): Promise<Existing | null> => {
  const directory = 'create' in step.directory ? null : step.directory;
  if (step.sweep.length === 0) return directory;
  const etag = await sweepSecrets(means, applicationId, step.sweep, directory);
  ledger.wrote = ledger.wroteEntra = true;
  return directory === null || etag === null ? directory : { ...directory, etag };
};

/** Removes secrets that TruU does not hold. With a directory, behind a fence; returns its new ETag. */
export const sweepSecrets = async (
  means: Means,
  applicationId: string,
  keyIds: readonly string[],
  directory: Existing | null,
): Promise<string | null> => {
  const etag = directory === null ? null : await fence(means.truu, directory, directory.heldKeyId);
  for (const keyId of keyIds) {
    await removePassword(means.entra, { applicationId, keyId, fresh: false });
    means.say(`Removed the secret ${keyId}, which TruU does not hold.`);
  }
  return etag;
};

const proveOrDiscard = async (
  means: Means,
  secret: MintedSecret,
  applicationId: string,
  appId: string,
): Promise<string> => {
  try {
    const target = { tokenUrl: means.tokenUrl, appId, scope: means.scope };
    const proof = await prove(means.http, target, secret.value, means.entra.patience);
    if (means.cancel.aborted) throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
    return proof === 'accepted'
      ? ''
      : '; Conditional Access kept this runner from using it, which proves it all the same';
  } catch (thrown) {
    throw leaving(asActionError(thrown), await discard(means, applicationId, secret.keyId));
  }
};

interface Taken {
  readonly directoryId: string;
  readonly etag: string;
}

const deliver = async (
  means: Means,
  directory: Existing | null,
  credential: HandOver,
  applicationId: string,
  step: HandOverStep,
): Promise<Taken> => {
  const giveUp = async (error: ActionError): Promise<never> => {
    throw leaving(error, await discard(means, applicationId, credential.secretKeyId));
  };
  let outcome: HandOverOutcome;
  try {
    outcome =
      'create' in step.directory
        ? await postDirectory(means.truu, step.directory.create, credential)
        : await putCredential(means.truu, directory as Existing, credential);
  } catch (thrown) {
    // Nothing was sent: TruU did not even issue a token.
    return giveUp(asActionError(thrown));
  }
  if (outcome.kind === 'refused') return giveUp(await refusal(means, outcome, step));
  if (outcome.kind === 'taken' && outcome.directoryId !== null && outcome.etag !== null)
    return { directoryId: outcome.directoryId, etag: outcome.etag };
  if (outcome.kind === 'taken' && directory !== null)
    return { directoryId: directory.id, etag: outcome.etag ?? (await readHeld(means.truu, directory.id)).etag };
  const doubt = outcome.kind === 'unknown' ? outcome.error : new ActionError('TRUU_CONTRACT', 'TruU gave no ETag.');
  means.say('It is unknown whether TruU took the secret; asking which one it holds.');
  return directory === null
    ? doubtfulCreation(means, credential, step, doubt)
    : doubtfulChange(means, directory, credential, doubt, giveUp);
};

/** A name that is taken now and was not when this run looked means that another run was faster. */
const refusal = async (
  means: Means,
  outcome: Extract<HandOverOutcome, { readonly kind: 'refused' }>,
  step: HandOverStep,
): Promise<ActionError> => {
  if (outcome.status !== 409 || !('create' in step.directory)) return outcome.error;
  const found = await findCreated(means.truu, step.directory.create.configurationName).catch(() => null);
  if (found === null) return outcome.error;
  return new ActionError('APPLY_OVERTAKEN', 'Somebody created the TruU directory while this run was about to.', {
    evidence: outcome.error.evidence,
    requestId: outcome.error.requestId,
  });
};

const uncertain = (doubt: ActionError, keyId: string): ActionError =>
  new ActionError('APPLY_HAND_OVER_UNCERTAIN', 'TruU did not say whether it took the new secret.', {
    evidence: [{ name: 'Why', value: doubt.message }, ...doubt.evidence],
    requestId: doubt.requestId,
    leftBehind: [`The new secret ${keyId} and the previous ones stay in Entra, since TruU may hold any of them.`],
    cause: doubt,
  });

const doubtfulCreation = async (
  means: Means,
  credential: HandOver,
  step: HandOverStep,
  doubt: ActionError,
): Promise<Taken> => {
  const name = 'create' in step.directory ? step.directory.create.configurationName : '';
  const found = await findCreated(means.truu, name).catch(() => null);
  if (found?.keyId === credential.secretKeyId) return { directoryId: found.id, etag: found.etag };
  throw uncertain(doubt, credential.secretKeyId);
};

/** Ours: go on. Unchanged: a fence makes sure that it never will be ours, and ours is removed. Else both stay. */
const doubtfulChange = async (
  means: Means,
  directory: Existing,
  credential: HandOver,
  doubt: ActionError,
  giveUp: (error: ActionError) => Promise<never>,
): Promise<Taken> => {
  const look = (): Promise<Taken & { readonly keyId: string | null }> =>
    readHeld(means.truu, directory.id).then(({ etag, keyId }) => ({ directoryId: directory.id, etag, keyId }));
  const first = await look().catch(() => null);
  if (first?.keyId === credential.secretKeyId) return first;
  if (first === null || first.etag !== directory.etag) throw uncertain(doubt, credential.secretKeyId);
  const fenced = await fence(means.truu, directory, directory.heldKeyId).catch(() => null);
  if (fenced !== null) return giveUp(doubt);
  const second = await look().catch(() => null);
  if (second?.keyId === credential.secretKeyId) return second;
  throw uncertain(doubt, credential.secretKeyId);
};
