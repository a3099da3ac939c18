import { beforeEach, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import { signingKey } from '../../emulator/signing-key.ts';
import { entraToken, type GraphErrorBody, graphAs, logIn, truuToken } from '../support/emulator-clients.ts';
import { expectGraphRefusal, forbidden, unchangedBy } from '../support/emulator-refusals.ts';
import { mint, register, type Registration } from '../support/emulator-registration.ts';
import { fileEmulator, graphCaller } from './file-emulator.ts';

const emulator = fileEmulator();
const admin = graphCaller(emulator, 'admin');
const deployer = graphCaller(emulator, 'deployer');

const unchanged = <T>(act: () => Promise<T>): Promise<T> => unchangedBy(emulator, act);

describe('who may call', () => {
  const unauthorized = (words: string) => ({ status: 401, code: 'InvalidAuthenticationToken', message: words });
  const read = (token: string | null) => graphAs(emulator, token)<GraphErrorBody>('GET', '/applications');
  const forged = async (key: string, audience: string): Promise<string> =>
    new SignJWT({ appid: clientIdOf(identities.admin), roles: identities.admin.roles })
      .setProtectedHeader({ alg: 'RS256' })
      .setAudience(audience)
      .setExpirationTime('1h')
      .sign((await signingKey(key)).privateKey);

  test('refuses a call without a token', async () => {
    expectGraphRefusal(await read(null), unauthorized('Access token is empty.'));
  });

  test('refuses a token of Entra for another audience', async () => {
    const token = await forged('entra', 'https://vault.azure.net');
    expectGraphRefusal(await read(token), unauthorized('Access token validation failure. Invalid audience.'));
    expect((await read(await forged('entra', 'https://graph.microsoft.com'))).status).toBe(200);
  });

  test('refuses a token that somebody else issued', async () => {
    const words = 'CompactToken parsing failed with error code: 80049217';
    expectGraphRefusal(await read(await forged('foreign', 'https://graph.microsoft.com')), unauthorized(words));
    expectGraphRefusal(await read((await truuToken(emulator)).body.access_token), unauthorized(words));
  });

  test('refuses a token an hour later', async () => {
    const token = await logIn(emulator, 'reader');
    expect((await read(token)).status).toBe(200);
    await emulator.clock.advance('PT2H');
    expectGraphRefusal(await read(token), unauthorized('Lifetime validation failed, the token is expired.'));
  });

  test('refuses a reader everything that writes', async () => {
    const { id, principalId, appId } = await register(admin);
    const reader = graphAs(emulator, await logIn(emulator, 'reader'));
    const calls: [string, string, unknown?][] = [
      ['POST', '/applications', { displayName: 'TruU' }],
      ['PATCH', `/applications/${id}`, { displayName: 'Mine' }],
      ['PATCH', `/applications(appId='${appId}')`, { displayName: 'Mine' }],
      ['DELETE', `/applications/${id}`],
      ['POST', `/applications/${id}/addPassword`, {}],
      ['POST', '/servicePrincipals', { appId }],
      ['PATCH', `/servicePrincipals/${principalId}`, { accountEnabled: false }],
      ['POST', `/applications/${id}/federatedIdentityCredentials`, { name: 'mine' }],
    ];
    await unchanged(async () => {
      for (const [method, path, body] of calls)
        expectGraphRefusal(await reader<GraphErrorBody>(method, path, body), forbidden);
    });
  });

  test('refuses an app without any permission even to read', async () => {
    const registration = await register(admin);
    const { secretText } = await mint(admin, registration);
    const { body } = await entraToken(emulator, { client_id: registration.appId, client_secret: secretText });
    expectGraphRefusal(await read(body.access_token ?? ''), forbidden);
  });
});

describe('ownership under OwnedBy', () => {
  test.each([
    ['PATCH', '', { displayName: 'Mine' }],
    ['DELETE', '', undefined],
    ['POST', '/addPassword', { passwordCredential: { displayName: 'mine' } }],
    ['POST', '/removePassword', { keyId: 'x' }],
    ['POST', '/owners/$ref', { '@odata.id': 'https://graph.microsoft.com/v1.0/directoryObjects/x' }],
  ])('refuses %s …%s to who is no owner', async (method, rest, body) => {
    const { id } = await register(admin);
    await unchanged(async () =>
      expectGraphRefusal(await deployer<GraphErrorBody>(method, `/applications/${id}${rest}`, body), forbidden),
    );
  });

  test('refuses a service principal for an app of somebody else', async () => {
    const { body } = await admin<{ appId: string }>('POST', '/applications', { displayName: 'TruU' });
    const words = 'the backing application of the service principal being created must in the local tenant';
    await unchanged(async () =>
      expectGraphRefusal(await deployer<GraphErrorBody>('POST', '/servicePrincipals', { appId: body.appId }), {
        ...{ status: 403, code: 'Authorization_RequestDenied' },
        message: `When using this permission, ${words}`,
      }),
    );
  });

  test('lets an owner change what it made', async () => {
    const { id } = await register(deployer);
    expect((await deployer('PATCH', `/applications/${id}`, { displayName: 'Renamed' })).status).toBe(204);
    expect((await deployer('GET', `/applications/${id}?$select=displayName`)).body).toMatchObject({
      displayName: 'Renamed',
    });
  });

  test('an upsert leaves its maker no owner', async () => {
    const path = "/applications(uniqueName='truu')";
    const made = await deployer<{ id: string }>(
      'PATCH',
      path,
      { displayName: 'TruU' },
      { prefer: 'create-if-missing' },
    );
    expect(made).toMatchObject({ status: 201, body: { uniqueName: 'truu' } });
    expectGraphRefusal(await deployer<GraphErrorBody>('PATCH', path, { displayName: 'Mine' }), forbidden);
  });
});

describe('what a request may say', () => {
  const bad = (message: string) => ({ status: 400, code: 'Request_BadRequest', message });
  let made: Registration;

  beforeEach(async () => {
    made = await register(admin, { uniqueName: 'truu' });
  });

  test.each([
    ['/applications', 'application'],
    ["/applications(uniqueName='truu')", 'application'],
    ["/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')", 'servicePrincipal'],
    ['/oauth2PermissionGrants', 'oAuth2PermissionGrant'],
  ])('refuses an unknown $select at %s', async (path, type) => {
    expectGraphRefusal(await admin<GraphErrorBody>('GET', `${path}?$select=id,colour`), {
      ...{ status: 400, code: 'BadRequest' },
      message: `Parsing OData Select and Expand failed: Could not find a property named 'colour' on type 'microsoft.graph.${type}'.`,
    });
  });

  test('answers only what $select names, null where there is nothing', async () => {
    const { body } = await admin('GET', `/applications/${made.id}?$select=appId,notes,createdByAppId,web`);
    expect(body).toEqual({
      '@odata.context': expect.stringMatching(/\/\$entity$/),
      ...{ appId: made.appId, notes: null, createdByAppId: emulator.admin.clientId, web: null },
    });
  });

  test.each([
    ['POST', '/applications', { displayName: 'X', colour: 'red' }],
    ['PATCH', "/applications(uniqueName='truu')", { colour: 'red' }],
    ['POST', "/applications(uniqueName='truu')/addPassword", { colour: 'red' }],
    ['POST', "/applications(uniqueName='truu')/addPassword", { passwordCredential: { colour: 'red' } }],
    ['POST', '/servicePrincipals', { appId: 'x', colour: 'red' }],
    ['POST', '/oauth2PermissionGrants', { colour: 'red' }],
  ])('refuses %s %s with an unknown property', async (method, path, body) => {
    await unchanged(async () =>
      expectGraphRefusal(await admin<GraphErrorBody>(method, path, body), bad("Invalid property 'colour'.")),
    );
  });

  test.each([
    ['GET', '/applications/{id}/nothing', 400, "Resource not found for the segment 'nothing'."],
    ['GET', '/nothing', 400, "Resource not found for the segment 'nothing'."],
    ['PUT', '/applications/{id}', 405, 'Specified HTTP method is not allowed for the request target.'],
    ['PATCH', '/servicePrincipals/{id}/appRoleAssignments', 405, 'Specified HTTP method is not allowed'],
  ])('refuses %s %s, which is no route', async (method, path, status, message) => {
    const answer = await admin<GraphErrorBody>(method, path.replace('{id}', made.id));
    expectGraphRefusal(answer, { status, code: 'Request_BadRequest', message });
  });

  test('refuses a name that an application has', async () => {
    const taken = bad('Another object with the same value for property uniqueName already exists.');
    const other = await register(admin, { displayName: 'Other' });
    const again = { displayName: 'TruU', uniqueName: 'truu' };
    await unchanged(async () => {
      expectGraphRefusal(await admin<GraphErrorBody>('POST', '/applications', again), taken);
      const patch = await admin<GraphErrorBody>('PATCH', `/applications/${other.id}`, { uniqueName: 'truu' });
      expectGraphRefusal(patch, taken);
    });
  });

  test('refuses a name that a deleted application still holds, until it is purged', async () => {
    expect((await admin('DELETE', `/applications/${made.id}`)).status).toBe(204);
    const again = (): ReturnType<typeof admin<GraphErrorBody>> =>
      admin<GraphErrorBody>('POST', '/applications', { displayName: 'TruU', uniqueName: 'truu' });
    const taken = bad('Another object with the same value for property uniqueName already exists.');
    await unchanged(async () => expectGraphRefusal(await again(), taken));
    const listed = await admin<{ value: unknown[] }>('GET', '/directory/deletedItems/microsoft.graph.application');
    expect(listed.body.value).toMatchObject([{ id: made.id, uniqueName: 'truu' }]);
    expect((await admin('DELETE', `/directory/deletedItems/${made.id}`)).status).toBe(204);
    expect((await again()).status).toBe(201);
  });

  test('refuses to change a name that is set', async () => {
    const answer = await admin<GraphErrorBody>('PATCH', `/applications/${made.id}`, { uniqueName: 'other' });
    expectGraphRefusal(answer, bad("Property 'uniqueName' is read-only and cannot be set."));
  });

  test('says 404 for what is not there, by each key', async () => {
    const id = '11111111-2222-4333-8444-555555555555';
    for (const key of [`/${id}`, `(uniqueName='${id}')`, `(appId='${id}')`])
      expectGraphRefusal(await admin<GraphErrorBody>('GET', `/applications${key}`), {
        ...{ status: 404, code: 'Request_ResourceNotFound' },
        message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
      });
  });

  test('a second service principal is a conflict', async () => {
    const answer = await admin<GraphErrorBody>('POST', '/servicePrincipals', { appId: made.appId });
    expectGraphRefusal(answer, {
      ...{ status: 409, code: 'Request_MultipleObjectsWithSameKeyValue' },
      message: `the service principal name ${made.appId} is already in use.`,
    });
    expect(answer.body.error.details).toMatchObject([{ code: 'ObjectConflict', target: 'servicePrincipalNames' }]);
  });

  test('a service principal without an application is refused', async () => {
    const answer = await admin<GraphErrorBody>('POST', '/servicePrincipals', { appId: made.id });
    expectGraphRefusal(answer, bad('does not reference a valid application object.'));
    expect(answer.body.error.details).toMatchObject([{ code: 'NoBackingApplicationObject', target: 'appId' }]);
  });
});
