import { expect, test } from '@jest/globals';
import { changing } from '../../emulator/entra/lag.ts';
import { World } from '../../emulator/world.ts';

const appId = '0c8f7e11-5a55-4b7c-9d0f-2f1f5a2b9d01';
const keyId = '7d5e0f6a-94f3-4f83-8a0e-6f2b2f4bb0c2';
const value = 'a-secret-that-only-this-test-knows';

const connected = () => {
  const start = new Date(Date.now() - 86_400_000).toISOString();
  const end = new Date(Date.now() + 86_400_000).toISOString();
  const shown = { keyId, displayName: null, startDateTime: start, endDateTime: end };
  const world = new World();
  const { tenant, applications, servicePrincipals, secrets } = world.state.entra;
  const [application, principal] = [applications[0], servicePrincipals[1]];
  if (!application || !principal) throw new Error('the default seed has identities');
  applications.push({
    ...{ ...application, id: 'app', appId },
    passwordCredentials: [{ ...shown, hint: value.slice(0, 3), customKeyIdentifier: null, secretText: null }],
  });
  servicePrincipals.push({ ...principal, id: 'principal', appId });
  secrets.push({ appId, ...shown, value });
  const health = { status: 'HEALTHY', checkedAt: start, credentialKeyId: keyId, checks: [] };
  world.state.truu.directories.push({
    ...{ id: 'd1', type: 'ENTRA_ID', configurationName: 'One', domain: 'contoso.com', health, etag: '"1"' },
    ...{ allUsersShareUpnSuffix: true, autoRemoveDevices: true, tenantId: tenant, clientId: appId },
    credential: { secretKeyId: keyId, clientSecret: value, acceptedAt: start, expiresAt: end, previous: [] },
    ...{ createdAt: start, updatedAt: start },
  });
  return { world, end, directory: () => world.state.truu.directories[0] };
};

test('a working secret is not an outage', () => {
  const { world } = connected();
  world.touch();
  expect(world.outages.rows()).toEqual([]);
});

test('a directory that never held a working secret has no outage', () => {
  const { world, directory } = connected();
  const held = directory()?.credential;
  if (held) held.clientSecret = 'never-worked';
  world.touch();
  expect(world.outages.rows()).toEqual([]);
});

test('an expiry without a request starts at the end date of the secret', () => {
  const { world, end } = connected();
  world.touch();
  world.clock.advance('P3D');
  expect(world.outages.rows()).toEqual([{ directoryId: 'd1', keyId, from: end, to: null, cause: 'expired', n: 0 }]);
});

test('a deleted application starts an interval, and a restored one ends it', () => {
  const { world } = connected();
  world.touch();
  const { entra } = world.state;
  const all = entra.applications;
  entra.applications = all.filter((application) => application.appId !== appId);
  world.touch();
  expect(world.outages.rows()).toMatchObject([{ cause: 'app-gone', to: null }]);
  entra.applications = all;
  world.touch();
  expect(world.outages.rows()).toMatchObject([{ cause: 'app-gone', to: expect.any(String) }]);
});

test.each<[cause: string, damage: (world: World) => void]>([
  ['removed', ({ state }) => void (state.entra.secrets = state.entra.secrets.filter((one) => one.keyId !== keyId))],
  [
    'wrong-value',
    ({ state }) => {
      const [one] = state.truu.directories;
      if (one?.credential) one.credential.clientSecret = 'another-secret-than-that';
    },
  ],
  [
    'lagging',
    (world) => {
      world.behaviour.entra.lag.tokenSecret = 1;
      changing(world, 'tokenSecret', keyId, undefined);
    },
  ],
  [
    'app-gone',
    ({ state }) => {
      for (const one of state.entra.servicePrincipals) if (one.appId === appId) one.accountEnabled = false;
    },
  ],
])('an outage has the cause %s', (cause, damage) => {
  const { world } = connected();
  world.touch();
  damage(world);
  world.touch();
  expect(world.outages.rows()).toMatchObject([{ directoryId: 'd1', to: null, cause }]);
});

test('another cause or key starts another interval', () => {
  const { world, directory } = connected();
  world.touch();
  const one = directory();
  if (one) one.tenantId = '00000000-0000-0000-0000-000000000001';
  world.touch();
  if (one?.credential) one.credential.secretKeyId = null;
  world.touch();
  expect(world.outages.rows()).toMatchObject([
    { keyId, to: expect.any(String) },
    { keyId: null, to: null },
  ]);
});

test('a reset removes the intervals', () => {
  const { world } = connected();
  world.touch();
  world.clock.advance('P3D');
  world.reset();
  expect(world.outages.rows()).toEqual([]);
});
