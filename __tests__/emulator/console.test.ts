import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ShownDirectory } from '../../emulator/truu/console.ts';
import { type Caller, graphAs, logIn } from '../support/emulator-clients.ts';
import {
  createSecret,
  type CreatedSecret,
  guidePermissions,
  register,
  type Registration,
} from '../support/emulator-registration.ts';
import { fileEmulator } from '../support/file-emulator.ts';

const emulator = fileEmulator();

let admin: Caller;
let registration: Registration;
let secret: CreatedSecret;

type Shown = ShownDirectory & { error?: string };

const save = async (body: Record<string, unknown>): Promise<{ status: number; body: Shown }> => {
  const { status, body: answer } = await emulator.call('POST', '/console', body);
  return { status, body: answer as Shown };
};
const look = async () =>
  (await emulator.call('GET', '/console')).body as { primaryUserIdentifier: string; directories: Shown[] };
const shown = async (): Promise<Shown | undefined> => (await look()).directories[0];
const logins = async () => (await emulator.log()).filter(({ from, service }) => from === 'truu' && service === 'login');
const fields = () => ({
  ...{ configurationName: 'US-Denver', domain: 'contoso.com', allUsersShareUpnSuffix: true, autoRemoveDevices: true },
  ...{ tenantId: emulator.admin.tenant, clientId: registration.appId, cluster: 'cloud' },
});
const connect = (paste: unknown = { keyId: secret.keyId }, set: Record<string, unknown> = {}) =>
  save({ set: { ...fields(), ...set }, paste });

beforeEach(async () => {
  await emulator.clock.set('2027-03-01T06:00:00Z');
  admin = graphAs(emulator, await logIn(emulator, 'admin'));
  registration = await register(admin, {}, guidePermissions);
  secret = await createSecret(admin, registration, { endDateTime: '2027-09-01T00:00:00Z' });
});

describe('a directory in the console', () => {
  test('is Pending after a save and Healthy after two minutes, without a key id and the value', async () => {
    const { body } = await connect();
    expect(body).toMatchObject({ type: 'Entra ID', cluster: 'cloud', domain: 'contoso.com', status: 'Pending' });
    await emulator.clock.advance('PT1M');
    expect(await shown()).toMatchObject({ status: 'Pending', checkedAt: null });
    await emulator.clock.advance('PT2M');
    expect(await shown()).toMatchObject({ status: 'Healthy', code: null });
    const text = JSON.stringify(await look());
    expect(text).not.toContain(secret.keyId);
    expect(text).not.toContain(secret.secretText);
  });

  test.each<[name: string, paste: () => unknown, set: Record<string, unknown>, code: string]>([
    ['the secret id instead of the value', () => secret.keyId, {}, 'AADSTS7000215'],
    [
      'another client id',
      () => secret.secretText,
      { clientId: '11111111-2222-4333-8444-555555555555' },
      'AADSTS700016',
    ],
    ['another tenant id', () => secret.secretText, { tenantId: 'no tenant' }, 'AADSTS900023'],
  ])('is Not healthy with %s, with the code of Entra', async (_, paste, set, code) => {
    await connect(paste(), set);
    await emulator.clock.advance('PT3M');
    expect(await shown()).toMatchObject({ status: 'Not healthy', code });
  });

  test('is not used before a cluster is connected to it', async () => {
    await connect(undefined, { cluster: null });
    expect((await connect({ keyId: secret.keyId }, { cluster: null })).body.cluster).toBeNull();
    await emulator.clock.advance('P1D');
    expect(await shown()).toMatchObject({ status: 'Pending' });
    expect(await logins()).toEqual([]);
    await save({ set: { cluster: 'cloud' } });
    await emulator.clock.advance('PT3M');
    expect(await shown()).toMatchObject({ status: 'Healthy', cluster: 'cloud' });
  });

  test('keeps what a later save does not touch, and is opened by its name; a second one is new', async () => {
    await connect();
    await save({ directory: 'US-Denver', set: { domain: 'fabrikam.com', primaryUserIdentifier: 'mail' } });
    const second = await createSecret(admin, registration);
    await save({ directory: null, set: { ...fields(), configurationName: 'Other' }, paste: { keyId: second.keyId } });
    expect(await look()).toMatchObject({
      primaryUserIdentifier: 'mail',
      directories: [
        { configurationName: 'US-Denver', domain: 'fabrikam.com', clientId: registration.appId, cluster: null },
        { configurationName: 'Other', cluster: 'cloud' },
      ],
    });
    expect((await save({ set: { domain: 'contoso.com' } })).body.error).toContain('several');
  });

  test.each<[body: () => Record<string, unknown>, message: string]>([
    [() => ({ set: { domain: 'contoso.com' }, paste: 'x' }), 'set.configurationName'],
    [() => ({ set: fields() }), 'paste: the console saves no directory without a secret'],
    [() => ({ set: { ...fields(), cluster: 'moon' }, paste: 'x' }), 'set.cluster'],
    [() => ({ set: fields(), paste: { keyId: '11111111-2222-4333-8444-555555555555' } }), 'paste.keyId'],
    [() => ({ set: { ...fields(), secret: 'x' }, paste: 'x' }), 'secret'],
    [() => ({ directory: 'Nowhere', paste: 'x' }), "no directory 'Nowhere'"],
  ])('is not saved by %#', async (body, message) => {
    expect(await save(body())).toEqual({ status: 400, body: { error: expect.stringContaining(message) } });
    expect((await emulator.state()).truu).toMatchObject({ directories: [], console: [] });
  });
});

describe('the logins of the console’s TruU', () => {
  const times = async () => (await logins()).map(({ at }) => at.slice(5, 16));

  test('come at their times, and the report shows them', async () => {
    await connect();
    await emulator.clock.set('2027-03-03T05:00:00Z');
    expect(await times()).toEqual([
      ...['03-01T06:02', '03-01T12:02', '03-01T18:02', '03-02T00:02'],
      ...['03-02T06:02', '03-02T12:02', '03-02T18:02', '03-03T00:02'],
    ]);
    const { reports } = await emulator.state();
    expect(reports.credentialSignIns.filter(({ appId }) => appId === registration.appId)).toMatchObject(
      ['03-01T18:02', '03-02T18:02', '03-03T00:02'].map((at) => ({
        keyId: secret.keyId,
        lastSignInDateTime: expect.stringContaining(at),
      })),
    );
  });

  test('of a long step are those of its end, and the last with a live secret', async () => {
    await connect();
    await emulator.behaviour({ console: { loginEveryHours: 24 } });
    await emulator.clock.set('2028-03-01T12:00:00Z');
    expect(await times()).toEqual([
      ...['03-01T06:02', '08-31T06:02'],
      ...['02-26T06:02', '02-27T06:02', '02-28T06:02', '02-29T06:02', '03-01T06:02'].slice(1),
    ]);
    expect(await shown()).toMatchObject({ status: 'Not healthy', code: 'AADSTS7000222' });
  });

  test('stop by their behaviour, and those of the pause are not made later', async () => {
    await connect();
    await emulator.behaviour({ console: { stopped: true } });
    await emulator.clock.advance('P2D');
    expect(await logins()).toEqual([]);
    await emulator.behaviour({ console: { stopped: false } });
    await emulator.clock.advance('PT7H');
    expect(await times()).toEqual(['03-03T06:02', '03-03T12:02']);
  });

  test('are in the state, which is a seed', async () => {
    await connect();
    const state = await emulator.state();
    expect(state.truu.console).toMatchObject([{ keyId: secret.keyId, savedBy: 'admin@contoso.com' }]);
    await emulator.reset(state);
    expect(await emulator.state()).toEqual(state);
  });
});

test('an outage of the console’s TruU names the key that a person pasted', async () => {
  await connect();
  const other = await createSecret(admin, registration);
  await admin('POST', `/applications/${registration.id}/removePassword`, { keyId: secret.keyId });
  expect(await emulator.outages()).toMatchObject([{ keyId: secret.keyId, cause: 'removed', to: null }]);
  await save({ paste: other.secretText });
  await save({ paste: 'mistyped' });
  expect(await emulator.outages()).toMatchObject([
    { keyId: secret.keyId, cause: 'removed', to: expect.any(String) },
    { keyId: null, cause: 'wrong-value', to: null },
  ]);
});
