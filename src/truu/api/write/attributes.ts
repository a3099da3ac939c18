import { isOk, truuError } from '../answer.ts';
import { bodyOf } from '../normalize.ts';
import type { Truu } from '../transport.ts';

const path = '/api/v1/global-attributes/primary-user-identifier';

/** Sets the tenant-wide primary user identifier. Throws APPLY_OVERTAKEN when the ETag is stale. */
export const putPrimaryUserIdentifier = async (truu: Truu, value: string, etag: string): Promise<void> => {
  const operation = 'set the primary user identifier';
  const body = { primaryUserIdentifier: value };
  const answer = await truu.send({ method: 'PUT', path, body, ifMatch: etag, repeat: 'safe', operation });
  if (isOk(answer)) return;
  // A 412 after a lost response can come from our own first attempt: then the value is already set.
  if (answer.status === 412 && answer.attempts > 1) {
    const now = await truu.send({ method: 'GET', path, repeat: 'safe', operation });
    if (bodyOf(now, 'primaryUserIdentifier', operation).primaryUserIdentifier === value) return;
  }
  throw truuError(answer, operation);
};
