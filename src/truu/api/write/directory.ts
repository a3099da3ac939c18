import type { DirectorySettings } from '../../model.ts';
import { isOk, truuError } from '../answer.ts';
import { etagOf } from '../normalize.ts';
import { readHeld } from '../read.ts';
import type { Truu } from '../transport.ts';

/** A directory and its version. */
export interface DirectoryVersion {
  readonly id: string;
  readonly etag: string;
}

/** Changes settings of a directory and returns the new ETag. Throws APPLY_OVERTAKEN when the ETag is stale. */
export const patchDirectory = async (
  truu: Truu,
  directory: DirectoryVersion,
  patch: Partial<DirectorySettings>,
): Promise<string> => {
  const operation = 'change the settings of the directory';
  const answer = await sendPatch(truu, directory, patch, operation);
  if (isOk(answer)) return etagOf(answer, operation);
  // A 412 after a lost response can come from our own first attempt: then the settings already match.
  if (answer.status === 412 && answer.attempts > 1) {
    const { etag, state } = await readHeld(truu, directory.id);
    const fields = Object.entries(patch) as [keyof DirectorySettings, unknown][];
    if (fields.every(([field, value]) => state[field] === value)) return etag;
  }
  throw truuError(answer, operation);
};

/**
 * The fence: an empty patch, which changes only the ETag, so that a request of an interrupted run that is still under
 * way gets 412. Returns the new ETag. Throws APPLY_OVERTAKEN when TruU holds another secret than `heldKeyId`.
 */
export const fence = async (truu: Truu, directory: DirectoryVersion, heldKeyId: string | null): Promise<string> => {
  const operation = 'set a fence';
  const answer = await sendPatch(truu, directory, {}, operation);
  if (!isOk(answer) && !(answer.status === 412 && answer.attempts > 1)) throw truuError(answer, operation);
  const held = await readHeld(truu, directory.id);
  if (held.keyId !== heldKeyId || held.etag === directory.etag) throw truuError({ ...answer, status: 412 }, operation);
  return held.etag;
};

const sendPatch = (truu: Truu, directory: DirectoryVersion, patch: Partial<DirectorySettings>, operation: string) =>
  truu.send({
    method: 'PATCH',
    path: `/api/v1/directories/${encodeURIComponent(directory.id)}`,
    body: patch,
    ifMatch: directory.etag,
    repeat: 'safe',
    operation,
  });
