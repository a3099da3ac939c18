import { permissionById } from '../../catalog/permissions.ts';
import type { Applier, Deployer, DeletedRegistration, Preflight } from '../model.ts';
import { graphError, graphErrorOf, isOk, noAnswer, type GraphAnswer } from '../graph/answer.ts';
import type { Graph } from '../graph/transport.ts';
import type { WireAssignment } from '../graph/wire.ts';
import { sendRequest } from '../graph/send.ts';
import { pages } from './entra.ts';

/**
 * Reads what a plan has to know to predict what applying it would meet: the identity that applies, and the verified
 * domains of the tenant; one `$batch`. Throws ENTRA_… when the identity cannot be read.
 */
export const readPreflight = async (graph: Graph, clientId: string, self: Deployer): Promise<Preflight> => {
  try {
    const isSelf = clientId === self.appId;
    const principal = `/servicePrincipals(appId='${clientId}')`;
    const paths = [
      '/organization?$select=verifiedDomains',
      ...(isSelf ? [] : [`${principal}?$select=id`, `${principal}/appRoleAssignments`]),
    ];
    const answers = await graph.batch(paths.map((path) => ({ method: 'GET', path })));
    const [organization, found, assignments] = answers as [GraphAnswer, GraphAnswer, GraphAnswer];
    const applier = isSelf ? ofToken(self) : await applierOf(graph, clientId, [found, assignments], self);
    return { applier, verifiedDomains: domainsIn(organization), deleted: null };
  } catch (thrown) {
    throw noAnswer(thrown, 'read what applying takes');
  }
};

const ofToken = ({ appId, servicePrincipalId, roles }: Deployer): Applier => ({
  clientId: appId,
  servicePrincipalId,
  roles,
});

const applierOf = async (
  graph: Graph,
  clientId: string,
  [found, assignments]: readonly [GraphAnswer, GraphAnswer],
  { roles }: Deployer,
): Promise<Applier> => {
  const permissions = ['Application.Read.All'];
  const attempt = { operation: 'read the permissions of the identity that applies', permissions, roles };
  if (found.status === 404 && graphErrorOf(found).code === 'Request_ResourceNotFound')
    return { clientId, servicePrincipalId: null, roles: [] };
  const id = isOk(found) ? (found.body as { readonly id?: string } | undefined)?.id : undefined;
  if (!id) throw graphError(found, attempt);
  const all = await pages<WireAssignment>(graph, assignments, attempt);
  const names = all.flatMap(
    ({ appRoleId }) => permissionById('application', (appRoleId ?? '').toLowerCase())?.name ?? [],
  );
  return { clientId, servicePrincipalId: id.toLowerCase(), roles: names };
};

/** Null when it is not readable: then nothing is said of domains. */
const domainsIn = (answer: GraphAnswer): readonly string[] | null => {
  const rows = isOk(answer) ? (answer.body as { readonly value?: unknown } | undefined)?.value : null;
  if (!Array.isArray(rows)) return null;
  return (rows as readonly { verifiedDomains?: readonly { name?: string }[] }[])
    .flatMap(({ verifiedDomains }) => verifiedDomains ?? [])
    .flatMap(({ name }) => (name === undefined ? [] : [name.toLowerCase()]))
    .sort();
};

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
