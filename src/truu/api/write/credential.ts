import type { DirectorySettings } from '../../model.ts';
import { asActionError, type ActionError } from '../../../support/errors.ts';
import { HttpFailure } from '../../../support/http.ts';
import type { Secret } from '../../../support/secret.ts';
import { brokenContract, isOk, noAnswer, truuError, type TruuAnswer } from '../answer.ts';
import { bodyOf } from '../normalize.ts';
import type { Truu, TruuRequest } from '../transport.ts';

/** The three values of the guide, and the key id by which TruU reports the secret later. */
export interface NewCredential {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly secretKeyId: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** The outcome of setting a secret. `refused` only when it is certain: the only attempt was refused. */
export type SetSecretOutcome =
  /** `etag` is null when the response had none; `directoryId` is null when nothing was created. */
  | { readonly kind: 'accepted'; readonly directoryId: string | null; readonly etag: string | null }
  | { readonly kind: 'refused'; readonly error: ActionError; readonly status: number }
  | { readonly kind: 'unknown'; readonly error: ActionError };

const bodyFor = (credential: NewCredential): Readonly<Record<string, unknown>> => ({
  ...credential,
  // The only place, apart from the login test, where the value leaves the process.
  clientSecret: credential.clientSecret.reveal(),
});

/** Sets a new secret in an existing directory, with exactly the ETag that this run read. */
export const putCredential = (
  truu: Truu,
  directory: { readonly id: string; readonly etag: string },
  credential: NewCredential,
): Promise<SetSecretOutcome> =>
  sendCredential(truu, credential, {
    method: 'PUT',
    path: `/api/v1/directories/${encodeURIComponent(directory.id)}/credential`,
    body: bodyFor(credential),
    ifMatch: directory.etag,
    idempotencyKey: credential.secretKeyId,
    repeat: 'safe',
    operation: 'store the new secret',
  });

/** Creates the directory with its first secret. */
export const postDirectory = (
  truu: Truu,
  settings: DirectorySettings,
  credential: NewCredential,
): Promise<SetSecretOutcome> =>
  sendCredential(truu, credential, {
    method: 'POST',
    path: '/api/v1/directories',
    body: { type: 'ENTRA_ID', ...settings, credential: bodyFor(credential) },
    idempotencyKey: credential.secretKeyId,
    repeat: 'safe',
    operation: 'create the directory',
  });

const undecided = new Set([408, 425, 429]);

const sendCredential = async (
  truu: Truu,
  credential: NewCredential,
  request: TruuRequest,
): Promise<SetSecretOutcome> => {
  try {
    const answer = await truu.sendRaw(request);
    if (isOk(answer)) return taken(answer, credential, request);
    const error = truuError(answer, request.operation);
    const final = answer.status >= 400 && answer.status < 500 && !undecided.has(answer.status);
    return final && answer.attempts === 1
      ? { kind: 'refused', error, status: answer.status }
      : { kind: 'unknown', error };
  } catch (thrown) {
    // Only a sent request has an unknown outcome; a missing token is a plain failure.
    if (thrown instanceof HttpFailure)
      return { kind: 'unknown', error: noAnswer(thrown, request.operation) as ActionError };
    throw thrown;
  }
};

/** A success without our key id is no proof: the held secret is read again. */
const taken = (answer: TruuAnswer, credential: NewCredential, request: TruuRequest): SetSecretOutcome => {
  try {
    const created = request.method === 'POST' ? bodyOf(answer, 'directory', request.operation) : null;
    const named = created === null ? bodyOf(answer, 'accepted', request.operation) : created.credential;
    if (named?.secretKeyId?.toLowerCase() === credential.secretKeyId)
      return { kind: 'accepted', directoryId: created?.id ?? null, etag: answer.etag };
    return {
      kind: 'unknown',
      error: brokenContract(answer, request.operation, 'it does not have the key id of the new secret'),
    };
  } catch (thrown) {
    return { kind: 'unknown', error: asActionError(thrown) };
  }
};
