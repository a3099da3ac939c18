import { beforeEach, expect, test } from '@jest/globals';
import { type GraphErrorBody } from '../support/emulator-clients.ts';
import { expectGraphRefusal, unchangedBy } from '../support/emulator-refusals.ts';
import { mint, register } from '../support/emulator-registration.ts';
import { fileEmulator, graphCaller } from './file-emulator.ts';

const emulator = fileEmulator();
const admin = graphCaller(emulator, 'admin');
let application: string;

beforeEach(async () => {
  await emulator.clock.set('2026-11-23T10:00:00Z');
  application = `/applications/${(await register(admin)).id}`;
});

const add = (passwordCredential: Record<string, unknown>) =>
  admin<GraphErrorBody>('POST', `${application}/addPassword`, { passwordCredential });
const unchanged = <T>(act: () => Promise<T>): Promise<T> => unchangedBy(emulator, act);
const bad = (message: string) => ({ status: 400, code: 'Request_BadRequest', message });

test('the value of a secret is in the answer that made it and nowhere else in Graph', async () => {
  const asked = { displayName: 'TruU', endDateTime: '2027-05-23T10:00:00Z' };
  const made = await admin<{ secretText: string; keyId: string; hint: string }>('POST', `${application}/addPassword`, {
    passwordCredential: asked,
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

test('a secret without an end lives two years', async () => {
  const { endDateTime } = await mint(admin, { id: application.replace('/applications/', '') });
  expect(endDateTime.slice(0, 10)).toBe('2028-11-23');
});

test('refuses a secret that ends before it starts', async () => {
  await unchanged(async () => expectGraphRefusal(await add({ endDateTime: '2026-11-22T10:00:00Z' }), bad('end date')));
});

test('refuses an end beyond the longest life that the policy allows, and nothing shorter (H17)', async () => {
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

test('refuses every secret when the policy forbids them, and the policy says so', async () => {
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

test('refuses to remove a key that is not there, also one that was removed', async () => {
  const keyId = '11111111-2222-4333-8444-555555555555';
  const remove = (id: string) => admin<GraphErrorBody>('POST', `${application}/removePassword`, { keyId: id });
  await unchanged(async () =>
    expectGraphRefusal(await remove(keyId), bad(`No password credential found with keyId ${keyId}.`)),
  );
  const made = await mint(admin, { id: application.replace('/applications/', '') });
  expect((await remove(made.keyId.toUpperCase())).status).toBe(204);
  expectGraphRefusal(await remove(made.keyId), bad(`No password credential found with keyId ${made.keyId}.`));
});

test('an application for personal accounts takes two secrets (H20)', async () => {
  const { id } = await register(admin, { signInAudience: 'AzureADandPersonalMicrosoftAccount' });
  await mint(admin, { id });
  await mint(admin, { id });
  const third = await admin<GraphErrorBody>('POST', `/applications/${id}/addPassword`, {});
  expectGraphRefusal(third, bad('The number of passwordCredentials exceeds the maximum of 2.'));
});

test('a locked service principal takes no secret, its application does (H54)', async () => {
  const lock = { isEnabled: true, allProperties: true };
  const { id, principalId } = await register(admin, { servicePrincipalLockConfiguration: lock });
  expectGraphRefusal(await admin<GraphErrorBody>('POST', `/servicePrincipals/${principalId}/addPassword`, {}), {
    ...{ status: 400, code: 'CannotUpdateLockedServicePrincipalProperty' },
    message: 'Property passwordCredentials is invalid.',
  });
  expect((await admin('POST', `/applications/${id}/addPassword`, {})).status).toBe(200);
});
