import { beforeEach, describe, expect, test } from '@jest/globals';
import { entraToken } from '../support/emulator-clients.ts';
import { register, type Registration } from '../support/emulator-registration.ts';
import { fileEmulator, graphCaller } from '../support/file-emulator.ts';

const emulator = fileEmulator();
const admin = graphCaller(emulator, 'admin');

interface Added {
  keyId: string;
  value: string;
}

let registration: Registration;
const add = async (body: Record<string, unknown> = {}) => {
  const answer = await emulator.call('POST', '/portal/secrets', { appId: registration.appId, ...body });
  return { status: answer.status, body: answer.body as Added & { error?: string } };
};

beforeEach(async () => {
  registration = await register(admin);
});

describe('a secret that a person adds in the portal', () => {
  test('is in Graph as any other, logs in, and is in the audit log as that of a person', async () => {
    const { status, body } = await add({ displayName: 'TruU', months: 12, by: 'ann@contoso.com' });
    expect(status).toBe(200);
    const { body: app } = await admin<{ passwordCredentials: object[] }>('GET', `/applications/${registration.id}`);
    expect(app.passwordCredentials).toMatchObject([
      { keyId: body.keyId, displayName: 'TruU', hint: body.value.slice(0, 3), secretText: null },
    ]);
    const { status: logIn } = await entraToken(emulator, {
      client_id: registration.appId,
      client_secret: body.value,
    });
    expect(logIn).toBe(200);
    const { reports } = await emulator.state();
    expect(reports.directoryAudits.at(-1)).toMatchObject({
      activityDisplayName: 'Update application – Certificates and secrets management',
      initiatedBy: { user: { userPrincipalName: 'ann@contoso.com' }, app: null },
    });
    expect(JSON.stringify(reports)).not.toContain(body.value);
  });

  test.each<[body: Record<string, unknown>, end: string]>([
    [{}, '2027-09-01'],
    [{ months: 12 }, '2028-03-01'],
    [{ endDateTime: '2027-05-06T00:00:00Z' }, '2027-05-06'],
  ])('with %j ends on %s', async (body, end) => {
    await emulator.clock.set('2027-03-01T06:00:00Z');
    const { keyId } = (await add(body)).body;
    const { secrets } = (await emulator.state()).entra;
    expect(secrets.find((one) => one.keyId === keyId)?.endDateTime.slice(0, 10)).toBe(end);
  });

  test.each<[body: Record<string, unknown>, message: string]>([
    [{ appId: '11111111-2222-4333-8444-555555555555' }, 'the portal shows no application'],
    [{ months: 25 }, 'at most 24 months'],
    [{ months: 6, endDateTime: '2027-05-06T00:00:00Z' }, 'not both'],
    [{ endDateTime: '2020-01-01T00:00:00Z' }, 'end date must be later'],
    [{ value: 'mine' }, 'value'],
  ])('is refused with %j', async (body, message) => {
    expect(await add(body)).toEqual({ status: 400, body: { error: expect.stringContaining(message) } });
  });

  test('is refused by a policy of the tenant', async () => {
    await emulator.behaviour({ entra: { passwordAddition: false } });
    expect((await add()).body.error).toContain('CredentialTypeNotAllowedAsPerAppPolicy');
  });
});
