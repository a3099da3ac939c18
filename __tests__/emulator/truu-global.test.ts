import { expect, test } from '@jest/globals';
import { createDirectory } from '../support/emulator-directory.ts';
import { unchangedBy } from '../support/emulator-refusals.ts';
import { seedIds } from '../../emulator/seed-ids.ts';
import { fileEmulator, truuCaller } from '../support/file-emulator.ts';

const emulator = fileEmulator();
const truu = truuCaller(emulator);
const identifier = '/global-attributes/primary-user-identifier';
const connection = `/identity-server-clusters/${seedIds.cluster}/directory-connection`;
const etagOf = async (path: string) => (await truu('GET', path)).headers.get('etag') ?? '';

test.each([
  [identifier, { primaryUserIdentifier: 'mail' }, { primaryUserIdentifier: 'userPrincipalName' }],
  [connection, { directoryId: null }, { clusterId: seedIds.cluster, directoryId: null }],
])('%s is changed only with its current ETag', async (path, wanted, before) => {
  expect((await truu('GET', path)).body).toEqual(before);
  const etag = await etagOf(path);
  await unchangedBy(emulator, async () => {
    const message = expect.stringContaining('If-Match');
    expect((await truu('PUT', path, wanted)).body).toMatchObject({ status: 400, message });
    expect((await truu('PUT', path, wanted, { 'if-match': '"0"' })).body).toMatchObject({ status: 412 });
  });
  const written = await truu('PUT', path, wanted, { 'if-match': etag });
  expect([written.status, written.body]).toEqual([200, { ...before, ...wanted }]);
  expect((await truu('PUT', path, wanted, { 'if-match': etag })).status).toBe(412);
});

test.each([
  [identifier, { primaryUserIdentifier: 'mail', colour: 'red' }, 'Unknown property: colour.'],
  [identifier, { primaryUserIdentifier: '' }, 'Property primaryUserIdentifier must be string.'],
  [identifier, {}, 'Missing property: primaryUserIdentifier.'],
  [connection, { directoryId: 7 }, 'Property directoryId must be string or null.'],
  [connection, { directoryId: null, colour: 'red' }, 'Unknown property: colour.'],
])('%s refuses %j', async (path, body, message) => {
  const headers = { 'if-match': await etagOf(path) };
  const answer = await unchangedBy(emulator, () => truu('PUT', path, body, headers));
  expect(answer.body).toMatchObject({ status: 400, error: 'BAD_REQUEST', message });
});

test('a cluster can be connected only to an existing directory', async () => {
  const { body } = await createDirectory(truu);
  const headers = { 'if-match': await etagOf(connection) };
  const connect = (directoryId: string) => truu('PUT', connection, { directoryId }, headers);
  expect((await unchangedBy(emulator, () => connect('none'))).status).toBe(404);
  const connected = { clusterId: seedIds.cluster, directoryId: body.id };
  expect((await connect(body.id)).body).toEqual(connected);
  expect((await truu('GET', connection)).body).toEqual(connected);
});

test('clusters come in pages, with id and name', async () => {
  const { body } = await truu('GET', '/identity-server-clusters');
  const items = [{ id: seedIds.cluster, name: 'cloud' }];
  expect(body).toEqual({ page: 1, pageSize: 2, totalPages: 1, totalItems: 1, items });
  expect((await truu('GET', '/identity-server-clusters/none/directory-connection')).status).toBe(404);
});
