import { describe, expect, test } from '@jest/globals';
import { entraToken } from '../support/emulator-clients.ts';
import { grantRoles, createSecret, register } from '../support/emulator-registration.ts';
import { fileEmulator, graphCaller } from '../support/file-emulator.ts';

const emulator = fileEmulator();
const admin = graphCaller(emulator, 'admin');

const times = async <T>(count: number, read: () => Promise<T>): Promise<T[]> => {
  const answers: T[] = [];
  for (let n = 0; n < count; n += 1) answers.push(await read());
  return answers;
};

const statusOf = async (method: string, path: string, body?: unknown): Promise<number> =>
  (await admin(method, path, body)).status;

describe('one replica', () => {
  test('a new application is not found for the number of calls (H01)', async () => {
    await emulator.behaviour({ entra: { lag: { application: 3 } } });
    const { body } = await admin<{ id: string; appId: string }>('POST', '/applications', { displayName: 'TruU' });
    const path = `/applications/${body.id}`;
    expect(await times(2, () => statusOf('GET', path))).toEqual([404, 404]);
    expect(await statusOf('POST', `${path}/addPassword`, {})).toBe(404);
    expect(await times(2, () => statusOf('GET', path))).toEqual([200, 200]);
  });

  test('a service principal of a new application is refused with its own code', async () => {
    await emulator.behaviour({ entra: { lag: { application: 1 } } });
    const { body } = await admin<{ appId: string }>('POST', '/applications', { displayName: 'TruU' });
    const create = () => admin<{ error?: object }>('POST', '/servicePrincipals', { appId: body.appId });
    expect((await create()).body.error).toMatchObject({ details: [{ code: 'NoBackingApplicationObject' }] });
    expect((await create()).status).toBe(201);
  });

  test('a change is not visible for the number of calls', async () => {
    const { id } = await register(admin);
    await emulator.behaviour({ entra: { lag: { application: 2 } } });
    await admin('PATCH', `/applications/${id}`, { displayName: 'Renamed' });
    const name = async () => (await admin('GET', `/applications/${id}?$select=displayName`)).body['displayName'];
    expect(await times(3, name)).toEqual(['TruU', 'TruU', 'Renamed']);
  });

  test('grants are not listed, and a new principal is not a valid reference, for the number of calls', async () => {
    await emulator.behaviour({ entra: { lag: { servicePrincipal: 1, appRoleAssignment: 2 } } });
    const made = await register(admin);
    await expect(grantRoles(admin, made, ['User.Read.All'])).rejects.toThrow('Not a valid reference update.');
    await grantRoles(admin, made, ['User.Read.All']);
    const count = async () => {
      const path = `/servicePrincipals/${made.principalId}/appRoleAssignments`;
      return (await admin<{ value: unknown[] }>('GET', path)).body.value.length;
    };
    expect(await times(3, count)).toEqual([0, 0, 1]);
  });

  test('a new secret is not listed, and its removal fails, for the number of calls (H21)', async () => {
    const { id } = await register(admin);
    await emulator.behaviour({ entra: { lag: { passwordCredential: 2 } } });
    const { keyId } = await createSecret(admin, { id });
    const count = async () =>
      ((await admin('GET', `/applications/${id}`)).body['passwordCredentials'] as unknown[]).length;
    expect(await count()).toBe(0);
    expect(await statusOf('POST', `/applications/${id}/removePassword`, { keyId })).toBe(400);
    expect(await count()).toBe(1);
    expect(await statusOf('POST', `/applications/${id}/removePassword`, { keyId })).toBe(204);
  });

  test('delegated grants are not listed for the number of calls', async () => {
    const { principalId, graphId } = await register(admin);
    await emulator.behaviour({ entra: { lag: { oauth2PermissionGrant: 1 } } });
    const grant = { clientId: principalId, consentType: 'AllPrincipals', resourceId: graphId, scope: 'User.Read' };
    await admin('POST', '/oauth2PermissionGrants', grant);
    const count = async () => {
      const path = `/servicePrincipals/${principalId}/oauth2PermissionGrants`;
      return (await admin<{ value: unknown[] }>('GET', path)).body.value.length;
    };
    expect(await times(2, count)).toEqual([0, 1]);
  });

  test('passing time does not end the lag', async () => {
    await emulator.behaviour({ entra: { lag: { application: 1 } } });
    const { body } = await admin<{ id: string }>('POST', '/applications', { displayName: 'TruU' });
    await emulator.clock.advance('PT30M');
    expect(await statusOf('GET', `/applications/${body.id}`)).toBe(404);
  });
});

test('writes miss an object of any age for the number of writes, and reads do not', async () => {
  const made = await register(admin);
  await emulator.clock.advance('PT30M');
  await emulator.behaviour({ entra: { lagOfWrites: { application: 2, servicePrincipal: 1 } } });
  const path = `/applications/${made.id}`;
  expect(await statusOf('GET', path)).toBe(200);
  expect(await times(3, () => statusOf('PATCH', path, { displayName: 'Renamed' }))).toEqual([404, 404, 204]);
  await expect(grantRoles(admin, made, ['User.Read.All'])).rejects.toThrow('Not a valid reference update.');
  await grantRoles(admin, made, ['User.Read.All']);
});

test('a conflict has the spelling of the documents, or the one that was seen beside it', async () => {
  const body = { displayName: 'TruU', uniqueName: 'taken' };
  const { body: made } = await admin<{ appId: string }>('POST', '/applications', body);
  await admin('POST', '/servicePrincipals', { appId: made.appId });
  const refusals = async () => {
    const answers = [
      await admin<{ error: { code: string } }>('POST', '/applications', body),
      await admin<{ error: { code: string } }>('POST', '/servicePrincipals', { appId: made.appId }),
    ];
    return answers.map(({ status, body: { error } }) => [status, error.code]);
  };
  expect(await refusals()).toEqual([
    [400, 'Request_BadRequest'],
    [409, 'Request_MultipleObjectsWithSameKeyValue'],
  ]);
  await emulator.behaviour({ entra: { conflict: 'ObjectConflict' } });
  expect(await refusals()).toEqual([
    [409, 'ObjectConflict'],
    [409, 'ObjectConflict'],
  ]);
});

describe('several replicas', () => {
  const codes = async (form: Record<string, string>): Promise<number> =>
    (await entraToken(emulator, form)).body.error_codes?.[0] ?? 0;

  test('answer in turn, each with its own number of calls', async () => {
    await emulator.behaviour({ entra: { replicas: 2, lag: { application: 1 } } });
    const { body } = await admin<{ id: string }>('POST', '/applications', { displayName: 'TruU' });
    const statuses = await times(6, () => statusOf('GET', `/applications/${body.id}`));
    expect(statuses).toEqual([404, 404, 200, 404, 200, 200]);
  });

  test('disagree on the secrets of an application that all of them know (H02)', async () => {
    const { id } = await register(admin);
    await emulator.behaviour({ entra: { replicas: 2, lag: { passwordCredential: 1 } } });
    await createSecret(admin, { id });
    const count = async () =>
      ((await admin('GET', `/applications/${id}`)).body['passwordCredentials'] as unknown[]).length;
    expect(await times(6, count)).toEqual([0, 0, 1, 0, 1, 1]);
  });

  test('accept a new secret only when each has it: one success is not enough (H13)', async () => {
    const made = await register(admin);
    await emulator.behaviour({ entra: { replicas: 2, lag: { tokenSecret: 1 } } });
    const { secretText } = await createSecret(admin, made);
    const form = { client_id: made.appId, client_secret: secretText };
    expect(await times(6, () => codes(form))).toEqual([7000215, 7000215, 0, 7000215, 0, 0]);
  });
});

test('a new secret is refused by the token endpoint for the number of calls, even if Graph shows it', async () => {
  const made = await register(admin);
  await emulator.behaviour({ entra: { lag: { tokenSecret: 2 } } });
  const { secretText, keyId } = await createSecret(admin, made);
  expect((await admin('GET', `/applications/${made.id}`)).body).toMatchObject({ passwordCredentials: [{ keyId }] });
  const form = { client_id: made.appId, client_secret: secretText };
  expect(await times(3, async () => (await entraToken(emulator, form)).status)).toEqual([401, 401, 200]);
});
