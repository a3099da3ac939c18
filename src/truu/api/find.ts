import type { DirectoryState } from '../model.ts';
import type { Listed } from './normalize.ts';
import { pages, readDirectory } from './read.ts';
import type { Truu } from './transport.ts';

/** The directory of this name as it is now; null when there is none. Throws TRUU_…. */
export const findDirectory = async (truu: Truu, configurationName: string): Promise<DirectoryState | null> => {
  const all = await pages<'directories', Listed>(
    (path, operation) => truu.send({ method: 'GET', path, repeat: 'safe', operation }),
    '/api/v1/directories',
    'directories',
    'list the directories',
  );
  const found = all.find((one) => one.configurationName === configurationName);
  return found === undefined ? null : readDirectory(truu, found.id);
};
