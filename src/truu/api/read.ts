import { ActionError } from '../../support/errors.ts';
import { collectPages, type ListPage } from '../../support/pages.ts';
import { brokenContract, truuError, isOk, type TruuAnswer } from './answer.ts';
import type { TruuQuery } from '../connection.ts';
import type { ClusterState, DirectoryState, HealthSample, TruuState, Versioned } from '../model.ts';
import { bodyOf, toConnection, toDirectory, toHealthSample, versioned, type Body, type Listed } from './normalize.ts';
import type { Truu } from './transport.ts';

/** The type of directory that this action manages. */
const ours = 'ENTRA_ID';

/** Reads TruU. A part that cannot be read throws (TRUU_…); it never counts as absent. */
export const readTruu = async (truu: Truu, query: TruuQuery): Promise<TruuState> => {
  const dates: Date[] = [];
  const get = async (path: string, operation: string): Promise<TruuAnswer> => {
    const answer = await truu.send({ method: 'GET', path, repeat: 'safe', operation });
    if (answer.date !== null) dates.push(answer.date);
    return answer;
  };
  const [found, primaryUserIdentifier, cluster] = await Promise.all([
    readDirectories(get, query),
    query.managesPrimaryUserIdentifier ? readPrimaryUserIdentifier(get) : null,
    query.cluster === null ? null : readCluster(get, query.cluster),
  ]);
  const now = dates.sort((a, b) => a.getTime() - b.getTime()).at(-1);
  if (now === undefined)
    throw new ActionError('TRUU_CONTRACT', "TruU's responses have no Date header, so TruU's clock is unknown.");
  return { ...found, primaryUserIdentifier, cluster, now, handOff: null };
};

type Get = (path: string, operation: string) => Promise<TruuAnswer>;

const readDirectories = async (get: Get, query: TruuQuery): Promise<Pick<TruuState, 'directories' | 'heldKeyIds'>> => {
  const all = await listDirectories(get);
  const candidates = all.filter(
    (one) =>
      one.type === ours &&
      (one.tenantId?.toLowerCase() === query.tenantId ||
        one.configurationName === query.configurationName ||
        one.configurationName === query.previousName),
  );
  const directories = await Promise.all(candidates.map((one) => readOne(get, one.id)));
  // What was read by id counts beside the list, which was read before it.
  const named = [...all.map(heldKeyIdOf), ...directories.map(({ credential }) => credential.secretKeyId)];
  return { directories, heldKeyIds: distinct(named) };
};

const listDirectories = (get: Get): Promise<readonly Listed[]> =>
  pages<'directories', Listed>(get, '/api/v1/directories', 'directories', 'list the directories');

const heldKeyIdOf = ({ credential }: Listed): string | null => credential?.secretKeyId?.toLowerCase() ?? null;

const distinct = (keyIds: readonly (string | null)[]): readonly string[] =>
  [...new Set(keyIds.filter((keyId) => keyId !== null))].sort();

/** Every key that any directory names as the one that it holds now, of whatever type and tenant. Throws TRUU_…. */
export const readHeldKeyIds = async (truu: Truu): Promise<readonly string[]> => {
  const all = await listDirectories((path, operation) => truu.send({ method: 'GET', path, repeat: 'safe', operation }));
  return distinct(all.map(heldKeyIdOf));
};

const readOne = async (get: Get, id: string): Promise<DirectoryState> => {
  const path = `/api/v1/directories/${encodeURIComponent(id)}`;
  const [answer, sample] = await Promise.all([get(path, 'read the directory'), readHealthWith(get, id)]);
  return toDirectory(answer, 'read the directory', id, sample);
};

const readHealthWith = async (get: Get, id: string): Promise<HealthSample> => {
  const operation = 'report the health of the directory';
  return toHealthSample(await get(`/api/v1/directories/${encodeURIComponent(id)}/health`, operation), operation, id);
};

const readPrimaryUserIdentifier = async (get: Get): Promise<Versioned<string | null>> => {
  const operation = 'read the primary user identifier';
  const answer = await get('/api/v1/global-attributes/primary-user-identifier', operation);
  return versioned(answer, operation, bodyOf(answer, 'primaryUserIdentifier', operation).primaryUserIdentifier);
};

const readCluster = async (get: Get, name: string): Promise<ClusterState> => {
  const path = '/api/v1/identity-server-clusters';
  type Cluster = { id: string; name: string };
  const clusters = await pages<'clusters', Cluster>(get, path, 'clusters', 'list the clusters');
  const names = clusters.map((one) => one.name).sort();
  const found = clusters.find((one) => one.name === name);
  if (found === undefined) return { names, found: null };
  const operation = "read the cluster's directory connection";
  const answer = await get(`${path}/${encodeURIComponent(found.id)}/directory-connection`, operation);
  const connection = versioned(answer, operation, toConnection(answer, operation, found.id));
  return { names, found: { id: found.id, connection } };
};

/** All entries of a list. Throws TRUU_…, TRUU_CONTRACT when it does not end or answers another page than the one asked for. */
export const pages = async <N extends 'directories' | 'clusters', T>(
  get: (path: string, operation: string) => Promise<TruuAnswer>,
  path: string,
  name: N,
  operation: string,
): Promise<readonly T[]> => {
  const read = async (page: string): Promise<ListPage<T>> => {
    const answer = await get(`${path}?page=${page}`, operation);
    const body: Body<N> = bodyOf(answer, name, operation);
    if (body.page !== Number(page)) throw brokenContract(answer, operation, `it is page ${body.page}, not ${page}`);
    return { entries: body.items as T[], next: body.page < body.totalPages ? String(body.page + 1) : null };
  };
  const endless = (): ActionError =>
    new ActionError('TRUU_CONTRACT', `TruU's list does not end when asked to ${operation}.`);
  return collectPages('1', read, endless);
};

/** The directory as TruU shows it now, without its health. Throws TRUU_…. */
export const readDirectory = async (truu: Truu, id: string): Promise<DirectoryState> => {
  const operation = 'read which secret it holds';
  const path = `/api/v1/directories/${encodeURIComponent(id)}`;
  const answer = await truu.send({ method: 'GET', path, repeat: 'safe', operation });
  if (!isOk(answer)) throw truuError(answer, operation);
  return toDirectory(answer, operation, id, null);
};

/** One health response of TruU. Throws TRUU_…. */
export const readHealth = (truu: Truu, id: string): Promise<HealthSample> =>
  readHealthWith((path, operation) => truu.send({ method: 'GET', path, repeat: 'safe', operation }), id);
