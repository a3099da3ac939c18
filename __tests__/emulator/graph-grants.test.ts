import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller, GraphErrorBody } from '../support/emulator-clients.ts';
import {
  type ExpectedRefusal,
  badRequest,
  expectGraphRefusal,
  forbidden,
  unchangedBy,
} from '../support/emulator-refusals.ts';
import {
  grantRoles,
  guidePermissions,
  holderOf,
  register,
  type Registration,
  roleIdOf,
} from '../support/emulator-registration.ts';
import { fileEmulator, graphCaller } from '../support/file-emulator.ts';

const emulator = fileEmulator();
const admin = graphCaller(emulator, 'admin');
const unknownId = '11111111-2222-4333-8444-555555555555';
let truu: Registration;

beforeEach(async () => {
  truu = await register(admin);
});

const notFound = (id: string) => ({
  ...{ status: 404, code: 'Request_ResourceNotFound', message: `Resource '${id}' does not exist` },
});

const expectRefused = async (
  expected: ExpectedRefusal,
  act: () => ReturnType<typeof admin<GraphErrorBody>>,
): Promise<void> => expectGraphRefusal(await unchangedBy(emulator, act), expected);

const holder = (...roles: readonly string[]): Promise<Caller> => holderOf(emulator, admin, roles);

describe('application permissions', () => {
  const assignments = (principalId = truu.principalId) => `/servicePrincipals/${principalId}/appRoleAssignments`;
  const grant = (graph: Caller, change: Record<string, string> = {}, path = assignments()) => {
    const body = { principalId: truu.principalId, resourceId: truu.graphId, appRoleId: roleIdOf('User.Read.All') };
    return graph<GraphErrorBody & { id: string }>('POST', path, { ...body, ...change });
  };

  test.each([
    ['every permission for applications', ['Application.ReadWrite.All', 'Directory.ReadWrite.All']],
    ['a permission to grant, but none to read', ['AppRoleAssignment.ReadWrite.All']],
  ])('a grant is refused with %s', async (_name, roles) => {
    const graph = await holder(...roles);
    await expectRefused(forbidden, () => grant(graph));
  });

  test('a caller with permissions to grant and to read grants by either path', async () => {
    const graph = await holder('AppRoleAssignment.ReadWrite.All', 'Application.Read.All');
    expect((await grant(graph)).status).toBe(201);
    const path = `/servicePrincipals/${truu.graphId}/appRoleAssignedTo`;
    expect((await grant(graph, { appRoleId: roleIdOf('Device.Read.All') }, path)).status).toBe(201);
    expect((await graph<{ value: unknown[] }>('GET', assignments())).body.value).toHaveLength(2);
  });

  test('a repeated or invalid grant is refused', async () => {
    await grant(admin);
    const scope = 'a154be20-db9c-4678-8ab7-66f6cc099a59';
    const { principalId } = await register(admin, { displayName: 'Other' });
    const noReference = badRequest('Not a valid reference update.');
    await expectRefused(badRequest('Permission being assigned already exists on the object'), () => grant(admin));
    await expectRefused(badRequest('Permission being assigned was not found on'), () =>
      grant(admin, { appRoleId: scope }),
    );
    await expectRefused(noReference, () => grant(admin, { principalId: unknownId }));
    await expectRefused(noReference, () => grant(admin, { principalId }));
    await expectRefused(notFound(unknownId), () => grant(admin, {}, assignments(unknownId)));
  });

  test('a grant is removed once, and only from its principal', async () => {
    const other = await register(admin, { displayName: 'Other' });
    const { id } = (await grant(admin)).body;
    const remove = (principalId: string) => admin<GraphErrorBody>('DELETE', `${assignments(principalId)}/${id}`);
    await expectRefused(notFound(id), () => remove(other.principalId));
    expect((await remove(truu.principalId)).status).toBe(204);
    await expectRefused(notFound(id), () => remove(truu.principalId));
  });

  test('pages have a nextLink, except the last', async () => {
    await grantRoles(admin, truu, guidePermissions);
    interface Page {
      value: { appRoleId: string }[];
      '@odata.nextLink'?: string;
    }
    const pages: Page[] = [];
    let next: string | undefined = `${assignments()}?$top=3&$select=appRoleId`;
    while (next !== undefined) {
      const { body }: { body: Page } = await admin<Page>('GET', next);
      pages.push(body);
      next = body['@odata.nextLink'];
      expect(next ?? emulator.urls.graph).toContain(emulator.urls.graph);
    }
    expect(pages.map(({ value }) => value.length)).toEqual([3, 3, 1]);
    const ids = pages.flatMap(({ value }) => value.map(({ appRoleId }) => appRoleId));
    expect(ids.sort()).toEqual(guidePermissions.map(roleIdOf).sort());
  });
});

describe('delegated permissions', () => {
  const path = '/oauth2PermissionGrants';
  const consent = (graph: Caller, change: Record<string, unknown> = {}) => {
    const [clientId, resourceId] = [truu.principalId, truu.graphId];
    const body = { clientId, consentType: 'AllPrincipals', resourceId, scope: 'User.Read', ...change };
    return graph<GraphErrorBody & { id: string }>('POST', path, body);
  };

  test('are refused to a caller that may only grant application permissions', async () => {
    const graph = await holder('AppRoleAssignment.ReadWrite.All', 'Application.ReadWrite.All', 'Directory.Read.All');
    const { id } = (await consent(admin)).body;
    await expectRefused(forbidden, () => consent(graph));
    await expectRefused(forbidden, () => graph('PATCH', `${path}/${id}`, { scope: 'User.Read email' }));
    await expectRefused(forbidden, () => graph('DELETE', `${path}/${id}`));
  });

  test('are not shown to a caller that may only read applications', async () => {
    const graph = await holder('Application.Read.All');
    for (const list of [path, `/servicePrincipals/${truu.principalId}${path}`])
      await expectRefused(forbidden, () => graph('GET', list));
  });

  test('for all users exist once, and also for one user', async () => {
    await consent(admin);
    const message = 'Permission entry already exists.';
    const conflict = { status: 409, code: 'Request_MultipleObjectsWithSameKeyValue', message };
    await expectRefused(conflict, () => consent(admin, { scope: 'email' }));
    const principalId = '22222222-3333-4444-8555-666666666666';
    expect((await consent(admin, { consentType: 'Principal', principalId })).status).toBe(201);
  });

  test('are updated by replacing the scope, the only property that can change', async () => {
    const { id } = (await consent(admin)).body;
    expect((await admin('PATCH', `${path}/${id}`, { scope: 'email' })).status).toBe(204);
    expect((await admin('GET', `${path}/${id}`)).body).toMatchObject({ scope: 'email' });
    const update = { consentType: 'Principal' };
    await expectRefused(badRequest("Invalid property 'consentType'."), () => admin('PATCH', `${path}/${id}`, update));
  });

  test.each([
    [{ scope: '' }, "Invalid value specified for property 'scope'."],
    [{ scope: null }, "Invalid value specified for property 'scope'."],
    [{ consentType: 'Everybody' }, "Invalid value specified for property 'consentType'."],
    [{ clientId: unknownId }, 'does not exist or one of'],
  ])('with %j are refused', async (change, message) => {
    await expectRefused(badRequest(message), () => consent(admin, change));
  });
});
