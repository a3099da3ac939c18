import type { DirectoryState } from '../model.ts';
import { ActionError } from '../../support/errors.ts';
import { bodyOf } from './normalize.ts';
import { maxPages, readDirectory } from './read.ts';
import type { Truu } from './transport.ts';

/** The directory of this name as it is now; null when there is none. Throws TRUU_…. */
export const findDirectory = async (truu: Truu, configurationName: string): Promise<DirectoryState | null> => {
  const operation = 'list the directories';
  for (let page = 1; page <= maxPages; page += 1) {
    const path = `/api/v1/directories?page=${page}`;
    const body = bodyOf(await truu.send({ method: 'GET', path, repeat: 'safe', operation }), 'directories', operation);
    const found = body.items.find((one) => one.configurationName === configurationName);
    if (found !== undefined) return readDirectory(truu, found.id);
    if (page >= body.totalPages) return null;
  }
  throw new ActionError('TRUU_CONTRACT', `TruU's list of directories does not end.`);
};
