import { beforeEach, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import { signingKey } from '../../emulator/signing-key.ts';
import { type GraphErrorBody, graphAs, logIn, truuToken } from '../support/emulator-clients.ts';
import {
  type ExpectedRefusal,
  badRequest,
  expectGraphRefusal,
  forbidden,
  unchangedBy,
} from '../support/emulator-refusals.ts';
import { holderOf, register, type Registration } from '../support/emulator-registration.ts';
import { fileEmulator, graphCaller } from '../support/file-emulator.ts';

const emulator = fileEmulator();
const admin = graphCaller(emulator, 'admin');
const deployer = graphCaller(emulator, 'deployer');
const unknownId = '11111111-2222-4333-8444-555555555555';
const nameInUse = badRequest('Another object with the same value for property uniqueName already exists.');

const expectRefused = async (
  expected: ExpectedRefusal,
  ...[method, path, body, caller = admin]: [string, string, unknown?, typeof admin?]
): Promise<GraphErrorBody> => {
  const answer = await unchangedBy(emulator, () => caller<GraphErrorBody>(method, path, body));
  expectGraphRefusal(answer, expected);
  return answer.body;
};

describe('the token', () => {
  const read = (token: string | null) => graphAs(emulator, token)<GraphErrorBody>('GET', '/applications');
  const signed = async (key: string, audience: string): Promise<string> =>
    new SignJWT({ appid: clientIdOf(identities.admin), roles: identities.admin.roles })
      .setProtectedHeader({ alg: 'RS256' })
      .setAudience(audience)
      .setExpirationTime('1h')
      .sign((await signingKey(key)).privateKey);
  const aged = async (): Promise<string> => {
    const token = await logIn(emulator, 'reader');
    expect((await read(token)).status).toBe(200);
    await emulator.clock.advance('PT2H');
    return token;
  };
  const malformed = 'CompactToken parsing failed with error code: 80049217';

  test.each<[name: string, token: () => string | null | Promise<string>, message: string]>([
    ['missing', () => null, 'Access token is empty.'],
    ['for another audience', () => signed('entra', 'https://vault.azure.net'), 'Invalid audience.'],
    ['of another issuer', () => signed('foreign', 'https://graph.microsoft.com'), malformed],
    ['of TruU', async () => (await truuToken(emulator)).body.access_token, malformed],
    ['two hours old', aged, 'Lifetime validation failed, the token is expired.'],
  ])('is refused when it is %s', async (_name, token, message) => {
    const answer = await read(await token());
    expectGraphRefusal(answer, { status: 401, code: 'InvalidAuthenticationToken', message });
  });

  test('is accepted with the key and the audience of Entra', async () => {
    expect((await read(await signed('entra', 'https://graph.microsoft.com'))).status).toBe(200);
  });

  test('of an app without permissions is refused even to read', async () => {
    const holder = await holderOf(emulator, admin, []);
    expectGraphRefusal(await holder<GraphErrorBody>('GET', '/applications'), forbidden);
  });
});

const withIds = (path: string, { id, appId, principalId }: Registration): string =>
  path.replace('{id}', id).replace('{appId}', appId).replace('{principalId}', principalId);

test.each([
  ['POST', '/applications', { displayName: 'TruU' }],
  ['PATCH', '/applications/{id}', { displayName: 'Mine' }],
  ['PATCH', "/applications(appId='{appId}')", { displayName: 'Mine' }],
  ['DELETE', '/applications/{id}', undefined],
  ['POST', '/applications/{id}/addPassword', {}],
  ['POST', '/servicePrincipals', { appId: '{appId}' }],
  ['PATCH', '/servicePrincipals/{principalId}', { accountEnabled: false }],
  ['POST', '/applications/{id}/federatedIdentityCredentials', { name: 'mine' }],
])('%s %s is refused to a reader', async (method, path, body) => {
  const made = await register(admin);
  const reader = graphAs(emulator, await logIn(emulator, 'reader'));
  await expectRefused(forbidden, method, withIds(path, made), body, reader);
});

describe('with Application.ReadWrite.OwnedBy', () => {
  test.each([
    ['PATCH', '', { displayName: 'Mine' }],
    ['DELETE', '', undefined],
    ['POST', '/addPassword', { passwordCredential: { displayName: 'mine' } }],
    ['POST', '/removePassword', { keyId: 'x' }],
    ['POST', '/owners/$ref', { '@odata.id': 'https://graph.microsoft.com/v1.0/directoryObjects/x' }],
  ])('%s …%s is refused without ownership', async (method, rest, body) => {
    const { id } = await register(admin);
    await expectRefused(forbidden, method, `/applications/${id}${rest}`, body, deployer);
  });

  test('a service principal is refused for an application of another owner', async () => {
    const { body } = await admin<{ appId: string }>('POST', '/applications', { displayName: 'TruU' });
    const rule = 'the backing application of the service principal being created must in the local tenant';
    const refusal = { ...forbidden, message: `When using this permission, ${rule}` };
    await expectRefused(refusal, 'POST', '/servicePrincipals', { appId: body.appId }, deployer);
  });

  test('an owner changes its application', async () => {
    const { id } = await register(deployer);
    expect((await deployer('PATCH', `/applications/${id}`, { displayName: 'Renamed' })).status).toBe(204);
    const { body } = await deployer('GET', `/applications/${id}?$select=displayName`);
    expect(body).toMatchObject({ displayName: 'Renamed' });
  });

  test('an upsert does not make the creator an owner', async () => {
    const path = "/applications(uniqueName='truu')";
    const prefer = { prefer: 'create-if-missing' };
    const made = await deployer<{ id: string }>('PATCH', path, { displayName: 'TruU' }, prefer);
    expect(made).toMatchObject({ status: 201, body: { uniqueName: 'truu' } });
    await expectRefused(forbidden, 'PATCH', path, { displayName: 'Mine' }, deployer);
  });
});

describe('a request', () => {
  let made: Registration;

  beforeEach(async () => {
    made = await register(admin, { uniqueName: 'truu' });
  });

  test.each([
    ['/applications', 'application'],
    ["/applications(uniqueName='truu')", 'application'],
    ["/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')", 'servicePrincipal'],
    ['/oauth2PermissionGrants', 'oAuth2PermissionGrant'],
  ])('to %s is refused with an unknown $select', async (path, type) => {
    const message = `Parsing OData Select and Expand failed: Could not find a property named 'colour' on type 'microsoft.graph.${type}'.`;
    await expectRefused({ status: 400, code: 'BadRequest', message }, 'GET', `${path}?$select=id,colour`);
  });

  test('gets only the properties in $select, null for missing ones', async () => {
    const { body } = await admin('GET', `/applications/${made.id}?$select=appId,notes,createdByAppId,logo`);
    expect(body).toEqual({
      '@odata.context': expect.stringMatching(/\/\$entity$/),
      ...{ appId: made.appId, notes: null, createdByAppId: emulator.admin.clientId, logo: null },
    });
  });

  const colour = "Invalid property 'colour'.";
  const noSegment = "Resource not found for the segment 'nothing'.";
  const method = 'Specified HTTP method is not allowed for the request target.';
  test.each<[string, string, unknown, number, string]>([
    ['POST', '/applications', { displayName: 'X', colour: 'red' }, 400, colour],
    ['PATCH', "/applications(uniqueName='truu')", { colour: 'red' }, 400, colour],
    ['POST', "/applications(uniqueName='truu')/addPassword", { colour: 'red' }, 400, colour],
    ['POST', '/applications/{id}/addPassword', { passwordCredential: { colour: 'red' } }, 400, colour],
    ['POST', '/servicePrincipals', { appId: 'x', colour: 'red' }, 400, colour],
    ['POST', '/oauth2PermissionGrants', { colour: 'red' }, 400, colour],
    ['GET', '/applications/{id}/nothing', undefined, 400, noSegment],
    ['GET', '/nothing', undefined, 400, noSegment],
    ['PUT', '/applications/{id}', undefined, 405, method],
    ['PATCH', '/servicePrincipals/{principalId}/appRoleAssignments', undefined, 405, method],
    ['POST', '/applications', { displayName: 'TruU', uniqueName: 'truu' }, 400, nameInUse.message],
    ['PATCH', '/applications/{id}', { uniqueName: 'x' }, 400, "Property 'uniqueName' is read-only and cannot be set."],
  ])('%s %s %j is refused with %i', async (verb, path, body, status, message) => {
    await expectRefused({ status, code: 'Request_BadRequest', message }, verb, withIds(path, made), body);
  });

  test('cannot send a block of required permissions without entries, though a registration can have one', async () => {
    const message = 'Property requiredResourceAccess.resourceAccess value is required but is empty or missing.';
    const requiredResourceAccess = [{ resourceAppId: '00000002-0000-0ff1-ce00-000000000000', resourceAccess: [] }];
    const refusal = { status: 400, code: 'Request_BadRequest', message };
    await expectRefused(refusal, 'PATCH', `/applications/${made.id}`, { requiredResourceAccess });
  });

  test('sends ids in any case, and gets them in lower case', async () => {
    const id = 'AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE';
    const sent = [{ resourceAppId: id, resourceAccess: [{ id, type: 'Role' }] }];
    const path = `/applications/${made.id}`;
    expect((await admin('PATCH', path, { requiredResourceAccess: sent })).status).toBe(204);
    const { body } = await admin('GET', `${path}?$select=requiredResourceAccess`);
    const lower = id.toLowerCase();
    expect(body).toMatchObject({
      requiredResourceAccess: [{ resourceAppId: lower, resourceAccess: [{ id: lower, type: 'Role' }] }],
    });
  });

  test('cannot give an application the name of another one', async () => {
    const other = await register(admin, { displayName: 'Other' });
    await expectRefused(nameInUse, 'PATCH', `/applications/${other.id}`, { uniqueName: 'truu' });
  });

  test('cannot use the name of a deleted application until that is purged', async () => {
    expect((await admin('DELETE', `/applications/${made.id}`)).status).toBe(204);
    const application = { displayName: 'TruU', uniqueName: 'truu' };
    await expectRefused(nameInUse, 'POST', '/applications', application);
    const listed = await admin<{ value: unknown[] }>('GET', '/directory/deletedItems/microsoft.graph.application');
    expect(listed.body.value).toMatchObject([{ id: made.id, uniqueName: 'truu' }]);
    expect((await admin('DELETE', `/directory/deletedItems/${made.id}`)).status).toBe(204);
    expect((await admin('POST', '/applications', application)).status).toBe(201);
  });

  test.each([`/${unknownId}`, `(uniqueName='${unknownId}')`, `(appId='${unknownId}')`])(
    'for %s is a 404',
    async (key) => {
      const message = `Resource '${unknownId}' does not exist or one of its queried reference-property objects are not present.`;
      await expectRefused({ status: 404, code: 'Request_ResourceNotFound', message }, 'GET', `/applications${key}`);
    },
  );

  test('for a second service principal is a conflict', async () => {
    const message = `the service principal name ${made.appId} is already in use.`;
    const refusal = { status: 409, code: 'Request_MultipleObjectsWithSameKeyValue', message };
    const { error } = await expectRefused(refusal, 'POST', '/servicePrincipals', { appId: made.appId });
    expect(error.details).toMatchObject([{ code: 'ObjectConflict', target: 'servicePrincipalNames' }]);
  });

  test('for a service principal without an application is refused', async () => {
    const refusal = badRequest('does not reference a valid application object.');
    const { error } = await expectRefused(refusal, 'POST', '/servicePrincipals', { appId: made.id });
    expect(error.details).toMatchObject([{ code: 'NoBackingApplicationObject', target: 'appId' }]);
  });
});
