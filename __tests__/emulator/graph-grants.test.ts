import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Caller, entraToken, type GraphErrorBody, graphAs } from '../support/emulator-clients.ts';
import { expectGraphRefusal, forbidden, unchangedBy } from '../support/emulator-refusals.ts';
import {
  grantRoles,
  guidePermissions,
  mint,
  register,
  type Registration,
  roleIdOf,
} from '../support/emulator-registration.ts';
import { fileEmulator, graphCaller } from './file-emulator.ts';

const emulator = fileEmulator();
const admin = graphCaller(emulator, 'admin');
let truu: Registration;

beforeEach(async () => {
  truu = await register(admin);
});

const unchanged = <T>(act: () => Promise<T>): Promise<T> => unchangedBy(emulator, act);
const bad = (message: string) => ({ status: 400, code: 'Request_BadRequest', message });

/** A caller that holds exactly these permissions. */
const holder = async (roles: readonly string[]): Promise<Caller> => {
  const made = await register(admin, { displayName: 'Holder' }, roles);
  const { secretText } = await mint(admin, made);
  const { body } = await entraToken(emulator, { client_id: made.appId, client_secret: secretText });
  return graphAs(emulator, body.access_token ?? null);
};

describe('application permissions', () => {
  const grant = (graph: Caller, change: Record<string, string> = {}, door?: string) => {
    const body = {
      principalId: truu.principalId,
      resourceId: truu.graphId,
      appRoleId: roleIdOf('User.Read.All'),
      ...change,
    };
    return graph<GraphErrorBody>('POST', door ?? `/servicePrincipals/${truu.principalId}/appRoleAssignments`, body);
  };

  test.each([
    ['all of Application', ['Application.ReadWrite.All', 'Directory.ReadWrite.All', 'Application.Read.All']],
    ['the right to grant, but none to read', ['AppRoleAssignment.ReadWrite.All']],
  ])('refuses a grant to who has %s', async (_name, roles) => {
    const graph = await holder(roles);
    await unchanged(async () => expectGraphRefusal(await grant(graph), forbidden));
  });

  test('lets who may grant and read do so, by either door', async () => {
    const graph = await holder(['AppRoleAssignment.ReadWrite.All', 'Application.Read.All']);
    expect((await grant(graph)).status).toBe(201);
    const door = `/servicePrincipals/${truu.graphId}/appRoleAssignedTo`;
    expect((await grant(graph, { appRoleId: roleIdOf('Device.Read.All') }, door)).status).toBe(201);
    const { body } = await graph<{ value: unknown[] }>(
      'GET',
      `/servicePrincipals/${truu.principalId}/appRoleAssignments`,
    );
    expect(body.value).toHaveLength(2);
  });

  test('refuses the same grant twice', async () => {
    await grant(admin);
    const again = await unchanged(() => grant(admin));
    expectGraphRefusal(again, bad('Permission being assigned already exists on the object'));
  });

  test('refuses a scope in the place of a role', async () => {
    const scope = 'a154be20-db9c-4678-8ab7-66f6cc099a59';
    expectGraphRefusal(await grant(admin, { appRoleId: scope }), bad('Permission being assigned was not found on'));
  });

  test('refuses a principal that does not exist, and one that the address does not name', async () => {
    const { principalId } = await register(admin, { displayName: 'Other' });
    await unchanged(async () => {
      for (const stranger of ['11111111-2222-4333-8444-555555555555', principalId])
        expectGraphRefusal(await grant(admin, { principalId: stranger }), bad('Not a valid reference update.'));
    });
  });

  test('refuses an address of no service principal', async () => {
    const door = '/servicePrincipals/11111111-2222-4333-8444-555555555555/appRoleAssignments';
    const answer = await unchanged(() => grant(admin, {}, door));
    expectGraphRefusal(answer, { status: 404, code: 'Request_ResourceNotFound', message: 'does not exist' });
  });

  test('takes a grant away once, and only from who has it', async () => {
    const other = await register(admin, { displayName: 'Other' });
    const { body } = await grant(admin);
    const { id } = body as unknown as { id: string };
    const remove = (principalId: string) =>
      admin<GraphErrorBody>('DELETE', `/servicePrincipals/${principalId}/appRoleAssignments/${id}`);
    const gone = { status: 404, code: 'Request_ResourceNotFound', message: `Resource '${id}' does not exist` };
    await unchanged(async () => expectGraphRefusal(await remove(other.principalId), gone));
    expect((await remove(truu.principalId)).status).toBe(204);
    expectGraphRefusal(await remove(truu.principalId), gone);
  });

  test('pages lead on until the last, which leads nowhere', async () => {
    await grantRoles(admin, truu, guidePermissions);
    const names: string[] = [];
    const sizes: number[] = [];
    const links: string[] = [];
    let next: string | undefined = `/servicePrincipals/${truu.principalId}/appRoleAssignments?$top=3&$select=appRoleId`;
    while (next !== undefined) {
      const page: { value: { appRoleId: string }[]; '@odata.nextLink'?: string } = (
        await admin<{ value: { appRoleId: string }[]; '@odata.nextLink'?: string }>('GET', next)
      ).body;
      sizes.push(page.value.length);
      names.push(...page.value.map(({ appRoleId }) => appRoleId));
      next = page['@odata.nextLink'];
      if (next !== undefined) links.push(next);
    }
    expect(sizes).toEqual([3, 3, 1]);
    const origin = `${emulator.urls.graph}/v1.0/servicePrincipals/`;
    expect(links.map((link) => link.startsWith(origin))).toEqual([true, true]);
    expect(names.sort()).toEqual(guidePermissions.map(roleIdOf).sort());
  });
});

describe('delegated permissions', () => {
  const path = '/oauth2PermissionGrants';
  const consent = (graph: Caller, change: Record<string, unknown> = {}) => {
    const body = {
      clientId: truu.principalId,
      consentType: 'AllPrincipals',
      resourceId: truu.graphId,
      scope: 'User.Read',
    };
    return graph<GraphErrorBody & { id: string }>('POST', path, { ...body, ...change });
  };

  test('refuses who may grant application permissions only', async () => {
    const graph = await holder(['AppRoleAssignment.ReadWrite.All', 'Application.ReadWrite.All', 'Directory.Read.All']);
    const { id } = (await consent(admin)).body;
    await unchanged(async () => {
      expectGraphRefusal(await consent(graph), forbidden);
      expectGraphRefusal(
        await graph<GraphErrorBody>('PATCH', `${path}/${id}`, { scope: 'User.Read email' }),
        forbidden,
      );
      expectGraphRefusal(await graph<GraphErrorBody>('DELETE', `${path}/${id}`), forbidden);
    });
  });

  test('refuses to show grants to who may read applications only', async () => {
    const graph = await holder(['Application.Read.All']);
    for (const at of [path, `/servicePrincipals/${truu.principalId}${path}`])
      expectGraphRefusal(await graph<GraphErrorBody>('GET', at), forbidden);
  });

  test('refuses a second grant for everybody, beside one for one user', async () => {
    await consent(admin);
    await unchanged(async () =>
      expectGraphRefusal(await consent(admin, { scope: 'email' }), {
        ...{ status: 409, code: 'Request_MultipleObjectsWithSameKeyValue' },
        message: 'Permission entry already exists.',
      }),
    );
    const principalId = '22222222-3333-4444-8555-666666666666';
    expect((await consent(admin, { consentType: 'Principal', principalId })).status).toBe(201);
  });

  test('a change replaces the whole scope, and nothing but the scope can change', async () => {
    const { id } = (await consent(admin)).body;
    expect((await admin('PATCH', `${path}/${id}`, { scope: 'email' })).status).toBe(204);
    expect((await admin('GET', `${path}/${id}`)).body).toMatchObject({ scope: 'email' });
    const answer = await admin<GraphErrorBody>('PATCH', `${path}/${id}`, { consentType: 'Principal' });
    expectGraphRefusal(answer, bad("Invalid property 'consentType'."));
  });

  test.each([
    ['an empty scope', { scope: '' }, "Invalid value specified for property 'scope'."],
    ['no scope', { scope: null }, "Invalid value specified for property 'scope'."],
    ['another kind of consent', { consentType: 'Everybody' }, "Invalid value specified for property 'consentType'."],
    ['a client that does not exist', { clientId: '11111111-2222-4333-8444-555555555555' }, 'does not exist or one of'],
  ])('refuses %s', async (_name, change, message) => {
    await unchanged(async () => expectGraphRefusal(await consent(admin, change), bad(message)));
  });
});
