import { isOk, truuError } from '../answer.ts';
import { toConnection } from '../normalize.ts';
import type { Truu } from '../transport.ts';

/** Connects a cluster to a directory. Throws APPLY_OVERTAKEN when the ETag is stale. */
export const putDirectoryConnection = async (
  truu: Truu,
  clusterId: string,
  directoryId: string,
  etag: string,
): Promise<void> => {
  const operation = 'connect the cluster to the directory';
  const path = `/api/v1/identity-server-clusters/${encodeURIComponent(clusterId)}/directory-connection`;
  const answer = await truu.send({
    method: 'PUT',
    path,
    body: { directoryId },
    ifMatch: etag,
    repeat: 'safe',
    operation,
  });
  if (isOk(answer)) return;
  // A 412 after a lost response can come from our own first attempt: then the cluster is already connected.
  if (answer.status === 412 && answer.attempts > 1) {
    const now = await truu.send({ method: 'GET', path, repeat: 'safe', operation });
    if (toConnection(now, operation, clusterId) === directoryId) return;
  }
  throw truuError(answer, operation);
};
