import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { Cluster } from '../state.ts';
import type { World } from '../world.ts';
import { checkFields } from './body.ts';
import { checkMatch, findDirectory } from './directories.ts';
import { TruuRefusal } from './errors.ts';
import { pageOf } from './paging.ts';

const json = (body: unknown, etag?: string): Response =>
  new Response(JSON.stringify(body), {
    headers: { 'content-type': 'application/json', ...(etag === undefined ? {} : { etag }) },
  });

/** GET …/global-attributes/primary-user-identifier */
export const readIdentifier = ({ state }: World): Response => {
  const { primaryUserIdentifier, primaryUserIdentifierEtag } = state.truu;
  return json({ primaryUserIdentifier }, primaryUserIdentifierEtag);
};

/** PUT …/global-attributes/primary-user-identifier */
export const putIdentifier = (world: World, context: Context, body: unknown): Response => {
  const { truu } = world.state;
  checkMatch(context, truu.primaryUserIdentifierEtag);
  const fields = checkFields(body, { primaryUserIdentifier: 'string' }, true);
  truu.primaryUserIdentifier = String(fields['primaryUserIdentifier']);
  truu.primaryUserIdentifierEtag = `"${randomUUID()}"`;
  world.touch();
  return readIdentifier(world);
};

const findCluster = ({ state }: World, id: string): Cluster => {
  const found = state.truu.clusters.find((one) => one.id === id);
  if (!found) throw new TruuRefusal(404, 'There is no such cluster.');
  return found;
};

/** GET /api/v1/identity-server-clusters */
export const listClusters = ({ state }: World, context: Context): Response =>
  json(
    pageOf(
      context,
      state.truu.clusters.map(({ id, name }) => ({ id, name })),
      2,
    ),
  );

/** GET …/identity-server-clusters/{id}/directory-connection */
export const readConnection = (world: World, id: string): Response => {
  const { directoryId, etag } = findCluster(world, id);
  return json({ clusterId: id, directoryId }, etag);
};

/** PUT …/identity-server-clusters/{id}/directory-connection */
export const putConnection = (world: World, context: Context, id: string, body: unknown): Response => {
  const cluster = findCluster(world, id);
  checkMatch(context, cluster.etag);
  const { directoryId } = checkFields(body, { directoryId: 'string or null' }, true);
  if (typeof directoryId === 'string') findDirectory(world, directoryId);
  cluster.directoryId = directoryId as string | null;
  cluster.etag = `"${randomUUID()}"`;
  world.touch();
  return readConnection(world, id);
};
