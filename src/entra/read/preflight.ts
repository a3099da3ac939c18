import { permissionById } from '../../catalog/permissions.ts';
import type { Applier, Deployer, Preflight } from '../model.ts';
import { graphError, isAbsent, isOk, noAnswer, type GraphAnswer } from '../graph/answer.ts';
import type { Graph } from '../graph/transport.ts';
import type { WireAssignment } from '../graph/wire.ts';
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
  if (isAbsent(found)) return { clientId, servicePrincipalId: null, roles: [] };
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
