import { permissionById } from '../../catalog/permissions.ts';
import { graphError, isAbsent, isOk, noAnswer, type Attempt, type GraphAnswer } from '../graph/answer.ts';
import type { Applier, Deployer, EntraState, Preflight } from '../model.ts';
import type { Graph } from '../graph/transport.ts';
import type { WireAssignment, WireMembership } from '../graph/wire.ts';
import { pages } from './entra.ts';
import { isDirectoryRole } from './normalize.ts';

/** What an identity may do; its service principal is read with the state of Entra. */
interface Rights extends Pick<Applier, 'roles' | 'hasDirectoryRole'> {
  /** Graph's answer that the identity has no service principal; null: it has one. */
  readonly absent: GraphAnswer | null;
}

/** What is read for a preflight beside the state of Entra. */
export interface PreflightReading extends Pick<Preflight, 'verifiedDomains'> {
  readonly clientId: string;
  readonly rights: Rights;
}

/**
 * Reads what a plan has to know to predict what applying it would meet: the rights of the identity that applies, and the
 * verified domains of the tenant; one `$batch`. Throws ENTRA_… when the rights cannot be read.
 */
export const readPreflight = async (graph: Graph, clientId: string, self: Deployer): Promise<PreflightReading> => {
  try {
    const isSelf = clientId === self.appId;
    const principal = `/servicePrincipals(appId='${clientId}')`;
    const paths = [
      '/organization?$select=verifiedDomains',
      ...(isSelf ? [] : [`${principal}/appRoleAssignments`, `${principal}/transitiveMemberOf`]),
    ];
    const answers = await graph.batch(paths.map((path) => ({ method: 'GET', path })));
    const [organization, assignments, memberships] = answers as [GraphAnswer, GraphAnswer, GraphAnswer];
    const rights = isSelf ? ofToken(self) : await rightsIn(graph, [assignments, memberships], attemptOf(self));
    return { clientId, rights, verifiedDomains: domainsIn(organization) };
  } catch (thrown) {
    throw noAnswer(thrown, 'read what applying takes');
  }
};

/**
 * The preflight of a state that was read at the same time: it has the service principal. Throws ENTRA_REFUSED when Graph
 * shows the service principal and not its rights: those are not known, which is not none.
 */
export const toPreflight = (
  { clientId, rights, verifiedDomains }: PreflightReading,
  { deployer, workflow }: Pick<EntraState, 'deployer' | 'workflow'>,
): Preflight => {
  const { absent, ...known } = rights;
  const servicePrincipalId = clientId === deployer.appId ? deployer.servicePrincipalId : workflow.deployer;
  if (absent !== null && servicePrincipalId !== null) throw graphError(absent, attemptOf(deployer));
  return { applier: { clientId, servicePrincipalId, ...known }, verifiedDomains, deleted: null };
};

const attemptOf = ({ roles }: Deployer): Attempt => ({
  operation: 'read the rights of the identity that applies',
  permissions: ['Application.Read.All'],
  roles,
});

/** In the tokens of an app without a directory role (Entra docs, access token claims reference, read 2026-11). */
const noDirectoryRole = '0997a1d0-0d1d-4acb-b408-d5ca73121e90';

const ofToken = ({ roles, wids }: Deployer): Rights => ({
  roles,
  hasDirectoryRole: wids.some((id) => id.toLowerCase() !== noDirectoryRole),
  absent: null,
});

const rightsIn = async (
  graph: Graph,
  [assignments, memberships]: readonly [GraphAnswer, GraphAnswer],
  attempt: Attempt,
): Promise<Rights> => {
  if (isAbsent(assignments)) return { roles: [], hasDirectoryRole: false, absent: assignments };
  const all = await pages<WireAssignment>(graph, assignments, attempt);
  const roles = all.flatMap(
    ({ appRoleId }) => permissionById('application', (appRoleId ?? '').toLowerCase())?.name ?? [],
  );
  const memberOf = await pages<WireMembership>(graph, memberships, attempt);
  return { roles, hasDirectoryRole: memberOf.some(isDirectoryRole), absent: null };
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
