import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Caller } from '../support/emulator-clients.ts';
import { createDirectory, truuClient } from '../support/emulator-directory.ts';
import { unchangedBy } from '../support/emulator-refusals.ts';
import { seedIds } from '../../emulator/seed-ids.ts';
import { startEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;
let truu: Caller;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  await emulator.reset();
  await emulator.behaviour({ truu: { health: 'stuck' } });
  truu = await truuClient(emulator);
});

const identifier = '/global-attributes/primary-user-identifier';
const connection = `/identity-server-clusters/${seedIds.cluster}/directory-connection`;

test.each([
  [identifier, { primaryUserIdentifier: 'mail' }, { primaryUserIdentifier: 'userPrincipalName' }],
  [connection, { directoryId: null }, { directoryId: null }],
])('%s is changed only by who read it as it is', async (path, wanted, before) => {
  const read = await truu('GET', path);
  expect(read.body).toEqual(before);
  const etag = read.headers.get('etag') ?? '';
  await unchangedBy(emulator, async () => {
    expect((await truu('PUT', path, wanted)).body).toMatchObject({
      status: 400,
      message: expect.stringContaining('If-Match'),
    });
    expect((await truu('PUT', path, wanted, { 'if-match': '"0"' })).body).toMatchObject({ status: 412 });
  });
  const written = await truu('PUT', path, wanted, { 'if-match': etag });
  expect([written.status, written.body]).toEqual([200, wanted]);
  expect((await truu('PUT', path, wanted, { 'if-match': etag })).status).toBe(412);
});

test.each([
  [identifier, { primaryUserIdentifier: 'mail', colour: 'red' }, 'Unknown property: colour.'],
  [identifier, { primaryUserIdentifier: '' }, 'Property primaryUserIdentifier must be string.'],
  [identifier, {}, 'Missing property: primaryUserIdentifier.'],
  [connection, { directoryId: 7 }, 'Property directoryId must be string or null.'],
  [connection, { directoryId: null, colour: 'red' }, 'Unknown property: colour.'],
])('%s refuses %j', async (path, body, message) => {
  const etag = (await truu('GET', path)).headers.get('etag') ?? '';
  const answer = await unchangedBy(emulator, () => truu('PUT', path, body, { 'if-match': etag }));
  expect(answer.body).toMatchObject({ status: 400, error: 'BAD_REQUEST', message });
});

test('a cluster is connected to a directory that exists, and to no other', async () => {
  const { body } = await createDirectory(truu);
  const etag = (await truu('GET', connection)).headers.get('etag') ?? '';
  const connect = (directoryId: string) => truu('PUT', connection, { directoryId }, { 'if-match': etag });
  expect((await unchangedBy(emulator, () => connect('none'))).status).toBe(404);
  expect((await connect(body.id)).body).toEqual({ directoryId: body.id });
  expect((await truu('GET', connection)).body).toEqual({ directoryId: body.id });
});

test('clusters come by pages and are known by id and name', async () => {
  const { body } = await truu('GET', '/identity-server-clusters');
  const items = [{ id: seedIds.cluster, name: 'cloud' }];
  expect(body).toEqual({ page: 1, pageSize: 2, totalPages: 1, totalItems: 1, items });
  expect((await truu('GET', '/identity-server-clusters/none/directory-connection')).status).toBe(404);
});
