import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  after,
  type Health,
  type Joined,
  join,
  newCredential,
  readHealth,
  truuClient,
  waitForHealth,
} from '../support/emulator-directory.ts';
import { createSecret, roleIdOf } from '../support/emulator-registration.ts';
import { fileEmulator } from '../support/file-emulator.ts';

const emulator = fileEmulator();
let joined: Joined;

beforeEach(async () => {
  joined = await join(emulator);
});

const next = (earlier: string | null): Promise<Health> => waitForHealth(joined.truu, joined.directory, after(earlier));

const setSecret = (change: Record<string, unknown>, etag = joined.etag, key = 'second') => {
  const credential = newCredential({
    clientId: joined.registration.appId,
    clientSecret: joined.clientSecret,
    secretKeyId: joined.keyId,
    ...change,
  });
  const headers = { 'if-match': etag, 'idempotency-key': key };
  return joined.truu('PUT', `${joined.directory}/credential`, credential, headers);
};

const failed = (name: string, code: string, message: string): object => ({
  ...{ name, status: 'FAILED', code },
  message: expect.stringContaining(message),
});

describe('honest health', () => {
  test('is healthy after a measurement of the new secret, and names its key id', async () => {
    const { body } = await joined.truu('GET', joined.directory);
    const health = await next(null);
    expect(health).toEqual({
      directoryId: body['id'],
      ...{ status: 'HEALTHY', checkedAt: expect.any(String), credentialKeyId: joined.keyId },
      checks: [
        { name: 'login', status: 'PASSED', code: null, message: expect.any(String) },
        { name: 'permissions', status: 'PASSED', code: null, message: expect.any(String) },
      ],
    });
    expect(String(health.checkedAt) >= String(body['updatedAt'])).toBe(true);
  });

  test('is measured by a login that the log shows as a request of TruU', async () => {
    await next(null);
    const logins = (await emulator.log()).filter(({ from }) => from === 'truu');
    expect(logins[0]).toMatchObject({
      ...{ service: 'login', method: 'POST', status: 200 },
      body: { client_id: joined.registration.appId, client_secret: joined.clientSecret },
    });
  });

  test('does not change the ETag of the directory', async () => {
    await next(null);
    expect((await joined.truu('GET', joined.directory)).headers.get('etag')).toBe(joined.etag);
  });

  test('names each missing role', async () => {
    const { checkedAt } = await next(null);
    const { principalId } = joined.registration;
    const path = `/servicePrincipals/${principalId}/appRoleAssignments`;
    const { body } = await joined.admin<{ value: { id: string; appRoleId: string }[] }>('GET', path);
    const gone = ['User.Read.All', 'Device.Read.All'];
    for (const { id, appRoleId } of body.value)
      if (gone.map(roleIdOf).includes(appRoleId)) await joined.admin('DELETE', `${path}/${id}`);
    const health = await waitForHealth(
      joined.truu,
      joined.directory,
      (one) => after(checkedAt)(one) && one.status !== 'HEALTHY' && one.checks.length === 3,
    );
    expect(health.status).toBe('UNHEALTHY');
    expect(health.checks).toEqual([
      expect.objectContaining({ name: 'login', status: 'PASSED' }),
      failed('permissions', 'MISSING_PERMISSION', 'Device.Read.All'),
      failed('permissions', 'MISSING_PERMISSION', 'User.Read.All'),
    ]);
  });

  test.each([
    ['a wrong secret', { clientSecret: 'wrong' }, 'AADSTS7000215', 'Invalid client secret provided.'],
    ['a wrong client', { clientId: '11111111-2222-4333-8444-555555555555' }, 'AADSTS700016', 'was not found'],
    ['a wrong tenant', { tenantId: '00000000-1111-4222-8333-444444444444' }, 'AADSTS90002', 'not found'],
  ])('is unhealthy with the code of Entra after %s', async (_name, change, code, message) => {
    const { checkedAt } = await next(null);
    expect((await setSecret(change)).status).toBe(200);
    const health = await waitForHealth(joined.truu, joined.directory, ({ status }) => status === 'UNHEALTHY');
    expect(after(checkedAt)(health)).toBe(true);
    expect(health.checks).toEqual([failed('login', code, message)]);
    expect(health.checks[0]?.message).not.toContain('Trace ID');
  });

  test('is unhealthy with the code of Entra after the expiry of the secret', async () => {
    await next(null);
    await emulator.clock.advance('P13M');
    joined = { ...joined, truu: await truuClient(emulator) };
    const expired = await waitForHealth(joined.truu, joined.directory, ({ status }) => status !== 'HEALTHY');
    expect(expired.checks).toEqual([failed('login', 'AADSTS7000222', 'are expired')]);
  });

  test('is unhealthy after the secret is removed in Entra, and healthy after a new one is set', async () => {
    await next(null);
    const { id } = joined.registration;
    await joined.admin('POST', `/applications/${id}/removePassword`, { keyId: joined.keyId });
    await waitForHealth(joined.truu, joined.directory, ({ status }) => status === 'UNHEALTHY');
    const { keyId, secretText } = await createSecret(joined.admin, joined.registration);
    await setSecret({ clientSecret: secretText, secretKeyId: keyId }, joined.etag, keyId);
    const health = await waitForHealth(joined.truu, joined.directory, ({ status }) => status === 'HEALTHY');
    expect(health.credentialKeyId).toBe(keyId);
  });

  test('is unhealthy when Entra does not answer', async () => {
    await emulator.faults.add({ service: 'login', from: 'truu', times: 0, when: 'before', do: 'reset' });
    const health = await waitForHealth(joined.truu, joined.directory, ({ status }) => status === 'UNHEALTHY');
    expect(health.checks).toEqual([failed('login', 'ENTRA_UNREACHABLE', 'Entra did not answer.')]);
  });
});

describe('another behaviour', () => {
  const polled = async (count: number): Promise<Health[]> => {
    const results: Health[] = [];
    for (let n = 0; n < count; n += 1) results.push(await readHealth(joined.truu, joined.directory));
    return results;
  };

  const loginsWith = async (secret: string): Promise<number> => {
    const rows = (await emulator.log()).filter(({ from, service }) => from === 'truu' && service === 'login');
    return rows.filter(({ body }) => (body as { client_secret: string }).client_secret === secret).length;
  };

  test('stale: the last result stays, regardless of new secrets', async () => {
    await waitForHealth(joined.truu, joined.directory, ({ status }) => status === 'HEALTHY');
    await emulator.behaviour({ truu: { health: 'stale' } });
    const { body } = await setSecret({ clientSecret: 'wrong', secretKeyId: 'wrong-key' });
    const [first, ...others] = await polled(20);
    expect(first).toMatchObject({ status: 'HEALTHY', credentialKeyId: joined.keyId });
    expect(String(first?.checkedAt) <= String(body['acceptedAt'])).toBe(true);
    for (const health of others) expect(health).toEqual(first);
    expect(await loginsWith('wrong')).toBe(0);
  });

  test('stuck: after a change it never leaves PROGRESSING', async () => {
    await emulator.behaviour({ truu: { health: 'stuck' } });
    await setSecret({ clientSecret: 'wrong' });
    const progressing = { status: 'PROGRESSING', checkedAt: null, credentialKeyId: joined.keyId, checks: [] };
    for (const health of await polled(20)) expect(health).toMatchObject(progressing);
    expect(await loginsWith('wrong')).toBe(0);
  });

  test('flapping: every other result is a lost connection', async () => {
    await emulator.behaviour({ truu: { health: 'flapping' } });
    const results = new Map<string, Health>();
    while (results.size < 4) {
      const health = await readHealth(joined.truu, joined.directory);
      if (health.checkedAt !== null) results.set(`${health.checkedAt} ${health.status}`, health);
    }
    const statuses = new Set([...results.values()].map(({ status }) => status));
    expect(statuses).toEqual(new Set(['HEALTHY', 'UNHEALTHY']));
    const unhealthy = [...results.values()].find(({ status }) => status === 'UNHEALTHY');
    expect(unhealthy?.checks).toEqual([failed('connection', 'CONNECTION_LOST', 'lost')]);
  });

  /** Holds TruU's next login; the result releases it and waits for its answer. */
  const heldMeasurement = async (): Promise<() => Promise<void>> => {
    await waitForHealth(joined.truu, joined.directory, ({ status }) => status === 'HEALTHY');
    const id = await emulator.faults.add({ service: 'login', from: 'truu', when: 'after', do: 'hold' });
    await waitForHealth(joined.truu, joined.directory, () => emulator.world.faults.get(id)?.progress.fired === 1);
    const [n = 0] = (await emulator.faults.get(id)).held;
    const answered = async (): Promise<boolean> => (await emulator.log(n - 1))[0]?.status === 200;
    return async () => {
      await emulator.faults.release(id);
      while (!(await answered()));
    };
  };

  test('a measurement from before a change does not count after it', async () => {
    const resume = await heldMeasurement();
    await setSecret({ clientSecret: 'wrong' });
    await waitForHealth(joined.truu, joined.directory, ({ status }) => status === 'UNHEALTHY');
    await resume();
    expect((await polled(10)).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 'UNHEALTHY'));
  });

  test.each(['stale', 'stuck'] as const)('%s: the measurement in progress does not count', async (health) => {
    const resume = await heldMeasurement();
    await emulator.behaviour({ truu: { health } });
    await setSecret({ clientSecret: 'wrong' });
    const before = await readHealth(joined.truu, joined.directory);
    await resume();
    for (const later of await polled(10)) expect(later).toEqual(before);
  });

  test('TruU uses its own clock', async () => {
    await emulator.clock.set('2031-05-06T07:30:00Z');
    await emulator.behaviour({ truu: { skewMs: -3_600_000 } });
    joined = { ...joined, truu: await truuClient(emulator) };
    const { body, headers } = await setSecret({});
    const hour = '2031-05-06T06';
    expect(new Date(headers.get('date') ?? '').toISOString().slice(0, 13)).toBe(hour);
    expect(String(body['acceptedAt']).slice(0, 13)).toBe(hour);
    const health = await waitForHealth(joined.truu, joined.directory, after(String(body['acceptedAt'])));
    expect(health.checkedAt?.slice(0, 13)).toBe(hour);
  });
});
