import { isSameSetting } from '../../../catalog/directory-settings.ts';
import type { DirectorySettings } from '../../model.ts';
import { isOk, truuError } from '../answer.ts';
import { etagOf } from '../normalize.ts';
import { readDirectory, readHeldKeyIds } from '../read.ts';
import type { Truu } from '../transport.ts';

/** A directory, and the ETag under which it is to be written. */
export interface DirectoryAt {
  readonly id: string;
  readonly etag: string;
}

/** Changes settings of a directory and returns the new ETag. Throws APPLY_OVERTAKEN when the ETag is stale. */
export const patchDirectory = async (
  truu: Truu,
  directory: DirectoryAt,
  patch: Partial<DirectorySettings>,
): Promise<string> => {
  const operation = 'update the settings of the directory';
  const answer = await sendPatch(truu, directory, patch, operation);
  if (isOk(answer)) return etagOf(answer, operation);
  // A 412 after a lost response can come from our own first attempt: then the settings already match.
  if (answer.status === 412 && answer.attempts > 1) {
    const state = await readDirectory(truu, directory.id);
    const fields = Object.entries(patch) as [keyof DirectorySettings, unknown][];
    if (fields.every(([field, value]) => isSameSetting(field, state[field], value))) return state.version;
  }
  throw truuError(answer, operation);
};

/**
 * The fence: an empty patch, which changes nothing but the ETag, so that a secret which an interrupted run is still
 * setting gets 412. Returns the new ETag. Throws APPLY_OVERTAKEN when TruU holds another secret than `heldKeyId`, or when
 * any directory names one of `leavingKeyIds`: what was read before may have been a list that left one out.
 */
export const fence = async (
  truu: Truu,
  directory: DirectoryAt,
  heldKeyId: string | null,
  leavingKeyIds: readonly string[],
): Promise<string> => {
  const operation = 'set a fence';
  const answer = await sendPatch(truu, directory, {}, operation);
  if (!isOk(answer) && !(answer.status === 412 && answer.attempts > 1)) throw truuError(answer, operation);
  const { version, credential } = await readDirectory(truu, directory.id);
  if (credential.secretKeyId !== heldKeyId || version === directory.etag)
    throw truuError({ ...answer, status: 412 }, operation);
  if (leavingKeyIds.length === 0) return version;
  const heldKeyIds = await readHeldKeyIds(truu);
  if (leavingKeyIds.some((keyId) => heldKeyIds.includes(keyId))) throw truuError({ ...answer, status: 412 }, operation);
  return version;
};

const sendPatch = (truu: Truu, directory: DirectoryAt, patch: Partial<DirectorySettings>, operation: string) =>
  truu.send({
    method: 'PATCH',
    path: `/api/v1/directories/${encodeURIComponent(directory.id)}`,
    body: patch,
    ifMatch: directory.etag,
    repeat: 'safe',
    operation,
  });
