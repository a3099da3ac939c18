import type { NewCredential } from '../../connection.ts';
import type { DirectorySettings } from '../../model.ts';
import { ActionError, asActionError } from '../../../support/errors.ts';
import { HttpFailure } from '../../../support/http.ts';
import { brokenContract, isOk, noAnswer, truuError, type TruuAnswer } from '../answer.ts';
import { findDirectory } from '../find.ts';
import { bodyOf, etagOf } from '../normalize.ts';
import type { Truu, TruuRequest } from '../transport.ts';
import type { DirectoryAt } from './directory.ts';

/** What sending a credential came to, and the ETag that an acceptance made. */
export type SentCredential =
  | { readonly kind: 'accepted'; readonly directoryId: string; readonly etag: string }
  | { readonly kind: 'refused'; readonly error: ActionError }
  | { readonly kind: 'unknown'; readonly error: ActionError };

const bodyFor = (credential: NewCredential): Readonly<Record<string, unknown>> => ({
  ...credential,
  // Beside the test of the secret, the one place where the value leaves the process.
  clientSecret: credential.clientSecret.reveal(),
});

/** Sets a new secret in an existing directory, under exactly the ETag that this run has read. */
export const putCredential = (truu: Truu, directory: DirectoryAt, credential: NewCredential): Promise<SentCredential> =>
  send(truu, credential, {
    method: 'PUT',
    path: `/api/v1/directories/${encodeURIComponent(directory.id)}/credential`,
    body: bodyFor(credential),
    ifMatch: directory.etag,
    idempotencyKey: credential.secretKeyId,
    repeat: 'safe',
    operation: 'set the new secret',
    accepted: (answer, operation) => ({
      directoryId: directory.id,
      keyId: bodyOf(answer, 'accepted', operation).secretKeyId,
    }),
    onConflict: () => Promise.resolve(null),
  });

/** Creates the directory with its first secret. */
export const postDirectory = (
  truu: Truu,
  settings: DirectorySettings,
  credential: NewCredential,
): Promise<SentCredential> =>
  send(truu, credential, {
    method: 'POST',
    path: '/api/v1/directories',
    body: { type: 'ENTRA_ID', ...settings, credential: bodyFor(credential) },
    idempotencyKey: credential.secretKeyId,
    repeat: 'safe',
    operation: 'create the directory',
    accepted: (answer, operation) => {
      const created = bodyOf(answer, 'directory', operation);
      // Only 201 proves that there was no such directory before.
      if (answer.status !== 201) throw brokenContract(answer, operation, 'a directory is created with 201');
      if (created.configurationName !== settings.configurationName)
        throw brokenContract(answer, operation, 'it is about another directory than the one that was to be created');
      return { directoryId: created.id, keyId: created.credential?.secretKeyId ?? null };
    },
    onConflict: (error) => createdMeanwhile(truu, settings.configurationName, error),
  });

interface CredentialRequest extends TruuRequest {
  /** Where a good answer says that the secret is, and which key it names. Throws TRUU_CONTRACT. */
  readonly accepted: (
    answer: TruuAnswer,
    operation: string,
  ) => { readonly directoryId: string; readonly keyId: string | null };
  /** The better failure for a 409; null: there is none. */
  readonly onConflict: (error: ActionError) => Promise<ActionError | null>;
}

const undecided = new Set([408, 425, 429]);

const send = async (
  truu: Truu,
  credential: NewCredential,
  { accepted, onConflict, ...request }: CredentialRequest,
): Promise<SentCredential> => {
  const { operation } = request;
  const unknown = (error: ActionError): SentCredential => ({ kind: 'unknown', error });
  const answer = await truu.sendRaw(request).catch((thrown: unknown) => {
    // Only a sent request has an unknown outcome; a missing token is a plain failure.
    if (thrown instanceof HttpFailure) return thrown;
    throw thrown;
  });
  if (answer instanceof HttpFailure) return unknown(noAnswer(answer, operation) as ActionError);
  if (!isOk(answer)) {
    const error = truuError(answer, operation);
    const final = answer.status >= 400 && answer.status < 500 && !undecided.has(answer.status);
    if (!final || answer.attempts > 1) return unknown(error);
    return { kind: 'refused', error: (answer.status === 409 ? await onConflict(error) : null) ?? error };
  }
  try {
    const { directoryId, keyId } = accepted(answer, operation);
    // A success without our key id is no proof: the held secret is read again.
    if (keyId?.toLowerCase() !== credential.secretKeyId)
      return unknown(brokenContract(answer, operation, 'it does not have the key id of the new secret'));
    return { kind: 'accepted', directoryId, etag: etagOf(answer, operation) };
  } catch (thrown) {
    return unknown(asActionError(thrown));
  }
};

/** A name that is taken now and was not when this run read the list means that another run, or a person, was first. */
const createdMeanwhile = async (truu: Truu, name: string, error: ActionError): Promise<ActionError | null> => {
  const found = await findDirectory(truu, name).catch(() => null);
  if (found === null) return null;
  const { evidence, requestId } = error;
  return new ActionError('APPLY_OVERTAKEN', directoryCreatedMeanwhile, { evidence, requestId });
};

const directoryCreatedMeanwhile = 'The TruU directory was created by another run or person during this run.';
