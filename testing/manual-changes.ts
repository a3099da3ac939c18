import { appRoles } from '../emulator/entra/permissions.ts';
import type { State } from '../emulator/state.ts';
import type { RunningWorld } from '../emulator/client/world.ts';

interface Answer {
  readonly body: unknown;
}

/** The access of an administrator of Entra and of TruU; each request throws when it is refused. */
export interface Administrator {
  readonly state: () => Promise<State>;
  readonly graph: (method: string, path: string, body?: unknown) => Promise<Answer>;
  /** A request to TruU's API, by a path below its version. */
  readonly truu: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
}

/** The administrator of a world that runs in a process of its own. */
export const administratorOf = (world: RunningWorld): Administrator => ({
  state: async () => (await world.control('GET', '/state')) as State,
  graph: async (method, path, body) => ({ body: await world.graph(method, path, body) }),
  truu: async (method, path, body, headers) => ({
    body: await world.truu(method, `/api/v1${path}`, body, headers),
  }),
});

/** The app role id of a Graph permission. */
export const roleIdOf = (name: string): string => {
  const role = appRoles.find(({ value }) => value === name);
  if (!role) throw new Error(`There is no permission ${name}.`);
  return role.id;
};

/** The registration that the example spec manages, with what belongs to it in a state. Throws without one. */
export const managedIn = ({ entra, truu }: State) => {
  const application = entra.applications.find(({ uniqueName }) => uniqueName === 'truu-directory');
  if (!application) throw new Error('There is no managed registration.');
  const principal = entra.servicePrincipals.find(({ appId }) => appId === application.appId);
  if (!principal) throw new Error('The registration has no service principal.');
  const assignments = entra.appRoleAssignments.filter(({ principalId }) => principalId === principal.id);
  const secrets = entra.secrets.filter(({ appId }) => appId === application.appId);
  const grants = entra.oauth2PermissionGrants.filter(({ clientId }) => clientId === principal.id);
  return { application, principal, assignments, secrets, grants, directory: truu.directories[0] };
};

/** The managed registration as the world has it now. Throws without one. */
export const managed = async ({ state }: Pick<Administrator, 'state'>) => managedIn(await state());

/** An administrator revokes an application permission in the Entra admin center. */
export const revoke = async (administrator: Administrator, name: string): Promise<void> => {
  const { principal, assignments } = await managed(administrator);
  const found = assignments.find(({ appRoleId }) => appRoleId === roleIdOf(name));
  if (!found) throw new Error(`${name} is not granted.`);
  await administrator.graph('DELETE', `/servicePrincipals/${principal.id}/appRoleAssignments/${found.id}`);
};

/** An administrator grants an application permission that no spec lists. */
export const grant = async (administrator: Administrator, name: string): Promise<void> => {
  const { principal, assignments } = await managed(administrator);
  const body = { principalId: principal.id, resourceId: assignments[0]?.resourceId, appRoleId: roleIdOf(name) };
  await administrator.graph('POST', `/servicePrincipals/${principal.id}/appRoleAssignments`, body);
};

/** An administrator changes the registration. */
export const patchApplication = async (administrator: Administrator, body: unknown): Promise<void> => {
  const { application } = await managed(administrator);
  await administrator.graph('PATCH', `/applications/${application.id}`, body);
};

/** An administrator adds a client secret to the registration. */
export const addSecret = async (
  administrator: Administrator,
  passwordCredential: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly keyId: string; readonly secretText: string }> => {
  const { application } = await managed(administrator);
  const path = `/applications/${application.id}/addPassword`;
  const { body } = await administrator.graph('POST', path, { passwordCredential });
  return body as { readonly keyId: string; readonly secretText: string };
};

/** An administrator removes a client secret from the registration. */
export const removeSecret = async (administrator: Administrator, keyId: string): Promise<void> => {
  const { application } = await managed(administrator);
  await administrator.graph('POST', `/applications/${application.id}/removePassword`, { keyId });
};

const underEtag = (
  { truu }: Administrator,
  method: 'PATCH' | 'PUT',
  path: string,
  body: unknown,
  etag: string,
): Promise<Answer> => truu(method, path, body, { 'if-match': etag, 'idempotency-key': `manual-${etag}` });

/** A person changes settings of the directory in TruU's Admin Console. */
export const editDirectory = async (administrator: Administrator, patch: unknown): Promise<void> => {
  const [directory] = (await administrator.state()).truu.directories;
  if (!directory) throw new Error('There is no directory.');
  await underEtag(administrator, 'PATCH', `/directories/${directory.id}`, patch, directory.etag);
};

/** A person chooses another primary user identifier in TruU's Admin Console. */
export const choosePrimaryUserIdentifier = async (
  administrator: Administrator,
  primaryUserIdentifier: string,
): Promise<void> => {
  const { primaryUserIdentifierEtag: etag } = (await administrator.state()).truu;
  const path = '/global-attributes/primary-user-identifier';
  await underEtag(administrator, 'PUT', path, { primaryUserIdentifier }, etag);
};

/** A person connects a cluster to a directory in TruU's Admin Console, or disconnects it with null. */
export const connectCluster = async (
  administrator: Administrator,
  name: string,
  directoryId: string | null,
): Promise<void> => {
  const cluster = (await administrator.state()).truu.clusters.find((one) => one.name === name);
  if (!cluster) throw new Error(`There is no cluster ${name}.`);
  const path = `/identity-server-clusters/${cluster.id}/directory-connection`;
  await underEtag(administrator, 'PUT', path, { directoryId }, cluster.etag);
};

/** A person enters other connection values; the secret itself stays the one that TruU holds. */
export const enterConnection = async (
  administrator: Administrator,
  change: Readonly<Record<string, string | null>>,
): Promise<void> => {
  const { directory } = await managed(administrator);
  if (!directory?.credential) throw new Error('TruU holds no secret.');
  const { secretKeyId, clientSecret, expiresAt } = directory.credential;
  const { tenantId, clientId } = directory;
  const body = { tenantId, clientId, clientSecret, secretKeyId, expiresAt, ...change };
  await underEtag(administrator, 'PUT', `/directories/${directory.id}/credential`, body, directory.etag);
};

/**
 * A converged world as a person would have made it: no unique name, secrets without a tag, and a secret that was entered
 * into TruU manually.
 */
export const madeManually = (converged: State): State => {
  const state = structuredClone(converged);
  const { application, secrets, directory } = managedIn(state);
  Object.assign(application, { uniqueName: null, displayName: 'TruUIDS' });
  for (const secret of [...secrets, ...application.passwordCredentials]) secret.displayName = 'TruU';
  if (directory?.credential) Object.assign(directory.credential, { secretKeyId: null, expiresAt: null });
  return state;
};
