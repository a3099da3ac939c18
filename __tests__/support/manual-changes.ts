import { roleIdOf } from './emulator-registration.ts';
import type { Scenario } from './scenario.ts';

/** The registration that the example spec manages, with its service principal, as the world has it. Throws without one. */
export const managed = async ({ emulator }: Scenario) => {
  const { entra, truu } = await emulator.state();
  const application = entra.applications.find(({ uniqueName }) => uniqueName === 'truu-directory');
  if (!application) throw new Error('There is no managed registration.');
  const principal = entra.servicePrincipals.find(({ appId }) => appId === application.appId);
  if (!principal) throw new Error('The registration has no service principal.');
  const assignments = entra.appRoleAssignments.filter(({ principalId }) => principalId === principal.id);
  const secrets = entra.secrets.filter(({ appId }) => appId === application.appId);
  const grants = entra.oauth2PermissionGrants.filter(({ clientId }) => clientId === principal.id);
  return { application, principal, assignments, secrets, grants, directory: truu.directories[0] };
};

/** An administrator revokes an application permission. */
export const revoke = async (scenario: Scenario, name: string): Promise<void> => {
  const { principal, assignments } = await managed(scenario);
  const found = assignments.find(({ appRoleId }) => appRoleId === roleIdOf(name));
  if (!found) throw new Error(`${name} is not granted.`);
  await scenario.graph('DELETE', `/servicePrincipals/${principal.id}/appRoleAssignments/${found.id}`);
};

/** An administrator grants an application permission that no spec lists. */
export const grant = async (scenario: Scenario, name: string): Promise<void> => {
  const { principal, assignments } = await managed(scenario);
  const body = { principalId: principal.id, resourceId: assignments[0]?.resourceId, appRoleId: roleIdOf(name) };
  await scenario.graph('POST', `/servicePrincipals/${principal.id}/appRoleAssignments`, body);
};

/** An administrator changes the registration. */
export const patchApplication = async (scenario: Scenario, body: unknown): Promise<void> => {
  const { application } = await managed(scenario);
  await scenario.graph('PATCH', `/applications/${application.id}`, body);
};

/** A person changes a resource of TruU in its Admin Console: reads it, then writes it under its ETag. */
export const editTruu = async (
  scenario: Scenario,
  method: 'PATCH' | 'PUT',
  path: string,
  body: unknown,
  readPath = path,
): Promise<void> => {
  const { headers } = await scenario.truu('GET', readPath);
  const ifMatch = headers.get('etag') ?? '';
  await scenario.truu(method, path, body, { 'if-match': ifMatch, 'idempotency-key': `by-hand-${ifMatch}` });
};

/** A person changes settings of the directory. */
export const editDirectory = async (scenario: Scenario, patch: unknown): Promise<void> => {
  const { directory } = await managed(scenario);
  await editTruu(scenario, 'PATCH', `/directories/${directory?.id}`, patch);
};

/** A person types other connection values in; the secret itself stays the one that TruU has. */
export const retype = async (scenario: Scenario, change: Readonly<Record<string, string | null>>): Promise<void> => {
  const { directory } = await managed(scenario);
  if (!directory?.credential) throw new Error('TruU holds no secret.');
  const { secretKeyId, clientSecret, expiresAt } = directory.credential;
  const { tenantId, clientId } = directory;
  const body = { tenantId, clientId, clientSecret, secretKeyId, expiresAt, ...change };
  await editTruu(scenario, 'PUT', `/directories/${directory.id}/credential`, body, `/directories/${directory.id}`);
};
