import { readHeld } from './read.ts';
import { bodyOf } from './normalize.ts';
import type { Truu } from './transport.ts';

/** The current directory of this name, with the key id of its secret; null when there is none. Throws TRUU_…. */
export const findCreated = async (
  truu: Truu,
  configurationName: string,
): Promise<{ readonly id: string; readonly etag: string; readonly keyId: string | null } | null> => {
  const operation = 'list the directories';
  for (let page = 1; ; page += 1) {
    const path = `/api/v1/directories?page=${page}`;
    const body = bodyOf(await truu.send({ method: 'GET', path, repeat: 'safe', operation }), 'directories', operation);
    const found = body.items.find((one) => one.configurationName === configurationName);
    if (found !== undefined) {
      const { etag, keyId } = await readHeld(truu, found.id);
      return { id: found.id, etag, keyId };
    }
    if (page >= body.totalPages) return null;
  }
};
