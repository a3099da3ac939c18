import { beforeEach, expect, test } from '@jest/globals';
import type { GraphErrorBody } from '../support/emulator-clients.ts';
import { badRequest, expectGraphRefusal, unchangedBy } from '../support/emulator-refusals.ts';
import { createSecret, register } from '../support/emulator-registration.ts';
import { fileEmulator, graphCaller } from '../support/file-emulator.ts';

const emulator = fileEmulator();
beforeEach(async () => void (await emulator.clock.set('2026-11-23T10:00:00Z')));
// The login comes after the change of the clock.
const admin = graphCaller(emulator, 'admin');
let application: string;

beforeEach(async () => {
  application = `/applications/${(await register(admin)).id}`;
});

const add = (passwordCredential: Record<string, unknown>) =>
  admin<GraphErrorBody>('POST', `${application}/addPassword`, { passwordCredential });
const unchanged = <T>(act: () => Promise<T>): Promise<T> => unchangedBy(emulator, act);

test('the value of a secret is only in the answer to its creation', async () => {
  const requested = { displayName: 'TruU', endDateTime: '2027-05-23T10:00:00Z' };
  const made = await admin<{ secretText: string; keyId: string; hint: string }>('POST', `${application}/addPassword`, {
    passwordCredential: requested,
  });
  expect(made.status).toBe(200);
  const { secretText, keyId, hint } = made.body;
  expect(secretText).toHaveLength(40);
  expect(secretText.startsWith(hint)).toBe(true);
  const read = await admin('GET', application);
  expect(JSON.stringify(read.body)).not.toContain(secretText);
  expect(read.body).toMatchObject({
    passwordCredentials: [
      { keyId, hint, displayName: 'TruU', secretText: null, endDateTime: '2027-05-23T10:00:00.000Z' },
    ],
  });
});

test('a secret without an end date lives two years', async () => {
  const { endDateTime } = await createSecret(admin, { id: application.replace('/applications/', '') });
  expect(endDateTime.slice(0, 10)).toBe('2028-11-23');
});

test('a secret that ends before its start is refused', async () => {
  await unchanged(async () =>
    expectGraphRefusal(await add({ endDateTime: '2026-11-22T10:00:00Z' }), badRequest('end date')),
  );
});

test('a lifetime above the maximum of the policy is refused, and exactly the maximum is not (H17)', async () => {
  await emulator.behaviour({ entra: { maxLifetime: 'P90D' } });
  const start = { startDateTime: '2026-11-23T10:00:00Z' };
  for (const end of [{}, { endDateTime: '2027-02-21T10:00:01Z' }]) {
    const answer = await unchanged(() => add({ ...start, ...end }));
    expectGraphRefusal(answer, {
      ...{ status: 400, code: 'CredentialInvalidLifetimeAsPerAppPolicy' },
      message: "Credential lifetime exceeds the max value allowed as per assigned policy '",
    });
    expect(answer.body.error.details).toMatchObject([{ code: 'InvalidKeyEndDate', target: 'EndDate' }]);
  }
  expect((await add({ ...start, endDateTime: '2027-02-21T10:00:00Z' })).status).toBe(200);
});

test('every secret is refused when the policy forbids secrets, and the policy can be read', async () => {
  await emulator.behaviour({ entra: { passwordAddition: false } });
  await unchanged(async () =>
    expectGraphRefusal(await add({ endDateTime: '2026-12-01T10:00:00Z' }), {
      ...{ status: 400, code: 'CredentialTypeNotAllowedAsPerAppPolicy' },
      message: "Credential type not allowed as per assigned policy '",
    }),
  );
  expect((await admin('GET', '/policies/defaultAppManagementPolicy')).body).toMatchObject({
    isEnabled: true,
    applicationRestrictions: { passwordCredentials: [{ restrictionType: 'passwordAddition', state: 'enabled' }] },
  });
});

test('the removal of an unknown or removed key is refused', async () => {
  const keyId = '11111111-2222-4333-8444-555555555555';
  const remove = (id: string) => admin<GraphErrorBody>('POST', `${application}/removePassword`, { keyId: id });
  await unchanged(async () =>
    expectGraphRefusal(await remove(keyId), badRequest(`No password credential found with keyId ${keyId}.`)),
  );
  const made = await createSecret(admin, { id: application.replace('/applications/', '') });
  expect((await remove(made.keyId.toUpperCase())).status).toBe(204);
  expectGraphRefusal(await remove(made.keyId), badRequest(`No password credential found with keyId ${made.keyId}.`));
});

test('an application for personal accounts has at most two secrets (H20)', async () => {
  const { id } = await register(admin, { signInAudience: 'AzureADandPersonalMicrosoftAccount' });
  await createSecret(admin, { id });
  await createSecret(admin, { id });
  const third = await admin<GraphErrorBody>('POST', `/applications/${id}/addPassword`, {});
  expectGraphRefusal(third, {
    ...{ status: 400, code: 'TooManyAppPasswords' },
    message: 'Not allowed to add 3 passwords. You can only add a maximum of 2 passwords.',
  });
});

test('a locked service principal cannot get a secret, its application can (H54)', async () => {
  const lock = { isEnabled: true, allProperties: true };
  const { id, principalId } = await register(admin, { servicePrincipalLockConfiguration: lock });
  expectGraphRefusal(await admin<GraphErrorBody>('POST', `/servicePrincipals/${principalId}/addPassword`, {}), {
    ...{ status: 400, code: 'CannotUpdateLockedServicePrincipalProperty' },
    message: 'Property passwordCredentials is invalid.',
  });
  expect((await admin('POST', `/applications/${id}/addPassword`, {})).status).toBe(200);
});
