import type { DeletedRegistration } from '../model.ts';
import type { Graph } from '../graph/transport.ts';
import { sendRequest } from '../graph/send.ts';
import { pages } from './entra.ts';

/**
 * The deleted registration that still holds a unique name, for 30 days; null when there is none, or when the deleted ones
 * are not readable (usual under OwnedBy), so that only creating one tells.
 */
export const readDeletedHolder = async (graph: Graph, uniqueName: string): Promise<DeletedRegistration | null> => {
  const operation = 'list deleted registrations';
  const path =
    '/directory/deletedItems/microsoft.graph.application?$select=id,appId,uniqueName,deletedDateTime&$top=999';
  const answer = await sendRequest(graph, { method: 'GET', path, repeat: 'safe' }, operation);
  if (answer.status === 403) return null;
  const all = await pages<WireDeleted>(graph, answer, { operation, permissions: ['Application.Read.All'] });
  const holder = all.find((one) => one.uniqueName === uniqueName);
  return holder === undefined ? null : { appId: holder.appId ?? '', deletedOn: holder.deletedDateTime ?? null };
};

interface WireDeleted {
  readonly appId?: string;
  readonly uniqueName?: string | null;
  readonly deletedDateTime?: string;
}
