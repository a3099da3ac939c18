import { graphAppId } from '../../emulator/entra/permissions.ts';
import { roleIdOf } from '../../testing/manual-changes.ts';
import { type Caller, entraToken, graphAs } from './emulator-clients.ts';
import type { TestEmulator } from './emulator.ts';

/** The application permissions of TruU's guide. */
export const guidePermissions = [
  'Device.Read.All',
  'Group.Read.All',
  'Directory.Read.All',
  'User.Read.All',
  'UserAuthenticationMethod.Read.All',
  'Application.Read.All',
  'UserAuthenticationMethod.ReadWrite.All',
];

/** A registration with its service principal, made by hand. */
export interface Registration {
  id: string;
  appId: string;
  principalId: string;
  graphId: string;
}

/** A secret as addPassword answered it. */
export interface CreatedSecret {
  keyId: string;
  secretText: string;
  endDateTime: string;
}

const created = async <T>(graph: Caller, path: string, body: unknown, status = 201): Promise<T> => {
  const answer = await graph<T>('POST', path, body);
  if (answer.status !== status) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** Grants application permissions through the real route. */
export const grantRoles = async (
  graph: Caller,
  { principalId, graphId }: Registration,
  names: readonly string[],
): Promise<void> => {
  for (const name of names) {
    const body = { principalId, resourceId: graphId, appRoleId: roleIdOf(name) };
    await created(graph, `/servicePrincipals/${principalId}/appRoleAssignments`, body);
  }
};

/** Makes a registration and its service principal through the real routes, with what it is granted. */
export const register = async (
  graph: Caller,
  application: Record<string, unknown> = {},
  granted: readonly string[] = [],
): Promise<Registration> => {
  const graphPrincipal = await graph<{ id: string }>('GET', `/servicePrincipals(appId='${graphAppId}')?$select=id`);
  const whole = { displayName: 'TruU', ...application };
  const { id, appId } = await created<{ id: string; appId: string }>(graph, '/applications', whole);
  const principal = await created<{ id: string }>(graph, '/servicePrincipals', { appId });
  const registration = { id, appId, principalId: principal.id, graphId: graphPrincipal.body.id };
  await grantRoles(graph, registration, granted);
  return registration;
};

/** Adds a secret through the real route. */
export const createSecret = (
  graph: Caller,
  { id }: { id: string },
  passwordCredential: Record<string, unknown> = {},
): Promise<CreatedSecret> =>
  created<CreatedSecret>(graph, `/applications/${id}/addPassword`, { passwordCredential }, 200);

/** Graph as an app that has exactly these permissions. */
export const holderOf = async (emulator: TestEmulator, graph: Caller, roles: readonly string[]): Promise<Caller> => {
  const { id, appId } = await register(graph, { displayName: 'Holder' }, roles);
  const { secretText } = await createSecret(graph, { id });
  const { body } = await entraToken(emulator, { client_id: appId, client_secret: secretText });
  return graphAs(emulator, body.access_token ?? null);
};

export { roleIdOf };
