import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Reply, truuAs, truuToken } from '../support/emulator-clients.ts';
import { createDirectory, newCredential, newDirectory, type TruuErrorBody } from '../support/emulator-directory.ts';
import { unchangedBy } from '../support/emulator-refusals.ts';
import { fileEmulator, truuCaller } from '../support/file-emulator.ts';

const emulator = fileEmulator();
const truu = truuCaller(emulator);
const send = (...request: Parameters<typeof truu>) => truu<TruuErrorBody>(...request);

/** A refusal is `status error`; it has the contract's form and changes no state. */
const expectRefusal = async (
  act: () => Promise<Reply<TruuErrorBody>>,
  refusal: string,
  message = '',
): Promise<void> => {
  const { status, body } = await unchangedBy(emulator, act);
  expect(`${status} ${body.error}`).toBe(refusal);
  expect(body).toEqual({
    ...{ status, error: body.error, message: expect.stringContaining(message), requestId: expect.any(String) },
  });
};

describe('the token', () => {
  test.each([
    ['a wrong secret', { client_secret: 'wrong' }, '401 UNAUTHORIZED'],
    ['an unknown client', { client_id: 'unknown' }, '401 UNAUTHORIZED'],
    ['another grant', { grant_type: 'password' }, '400 BAD_REQUEST'],
  ])('is refused for %s', async (_name, form, refusal) => {
    await expectRefusal(() => truuToken<TruuErrorBody>(emulator, form), refusal);
  });

  test.each([
    [null, 'GET', '/directories'],
    ['false', 'POST', '/directories'],
    [null, 'GET', '/identity-server-clusters'],
    ['false', 'PUT', '/global-attributes/primary-user-identifier'],
    [null, 'GET', '/nothing'],
  ])('%s is refused for %s %s', async (token, method, path) => {
    await expectRefusal(() => truuAs(emulator, token)(method, path), '401 UNAUTHORIZED', 'access token');
  });

  test('expires after an hour', async () => {
    await emulator.clock.advance('PT61M');
    await expectRefusal(() => send('GET', '/directories'), '401 UNAUTHORIZED', 'expired');
  });
});

describe('creating a directory', () => {
  const create = (body: unknown, headers: Record<string, string> = { 'idempotency-key': 'second' }) =>
    send('POST', '/directories', body, headers);

  test('answers its location and its content, without the secret', async () => {
    const { status, headers, body, etag } = await createDirectory(truu);
    expect([status, headers.get('location')]).toEqual([201, `/api/v1/directories/${body.id}`]);
    const { clientSecret, tenantId, clientId, ...credential } = newCredential();
    const { credential: _sent, ...settings } = newDirectory();
    const instant = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(body).toEqual({
      ...{ id: body.id, ...settings, tenantId, clientId, createdAt: instant, updatedAt: instant },
      credential: { ...credential, acceptedAt: instant, previous: [] },
    });
    const reads = ['/directories', `/directories/${body.id}`, `/directories/${body.id}/health`];
    for (const path of reads) expect(JSON.stringify((await truu('GET', path)).body)).not.toContain(clientSecret);
    expect((await truu('GET', `/directories/${body.id}`)).headers.get('etag')).toBe(etag);
  });

  const withCredential = (credential: unknown) => newDirectory({ credential });
  test.each([
    ['an unknown property', newDirectory({ colour: 'red' }), 'Unknown property: colour.'],
    ['an unknown part of the credential', withCredential(newCredential({ pin: 1 })), 'Unknown property: pin.'],
    ['no credential', withCredential(undefined), 'Missing property: credential.'],
    ['half a credential', withCredential({ tenantId: 't' }), 'Missing property: clientId.'],
    ['another type', newDirectory({ type: 'OKTA' }), 'Property type must be ENTRA_ID.'],
    ['text for a boolean', newDirectory({ autoRemoveDevices: 'yes' }), 'Property autoRemoveDevices must be boolean.'],
    ['an empty name', newDirectory({ configurationName: '' }), 'Property configurationName must be string.'],
    ['an invalid expiry', withCredential(newCredential({ expiresAt: 'soon' })), 'expiresAt'],
    ['a list', [], 'must be a JSON object'],
  ])('is refused with %s', async (_name, body, message) => {
    await expectRefusal(() => create(body), '400 BAD_REQUEST', message);
  });

  test('is refused without Idempotency-Key', async () => {
    await expectRefusal(() => create(newDirectory(), {}), '400 BAD_REQUEST', 'Idempotency-Key');
  });

  test('is repeated by its Idempotency-Key, and refused with a name or key of another request', async () => {
    const first = await createDirectory(truu);
    const { status, body, etag } = await unchangedBy(emulator, () => createDirectory(truu));
    expect({ status, body, etag }).toEqual({ status: 201, body: first.body, etag: first.etag });
    const exists = 'A directory with this configuration name exists.';
    await expectRefusal(() => create(newDirectory()), '409 CONFLICT', exists);
    const other = newDirectory({ configurationName: 'Other' });
    await expectRefusal(() => create(other, { 'idempotency-key': 'first' }), '409 CONFLICT', 'Key');
  });

  test('can succeed with the key of a refusal', async () => {
    await create(newDirectory({ colour: 'red' }));
    expect((await create(newDirectory())).status).toBe(201);
  });
});

describe('changing a directory', () => {
  let path: string;
  let etag: string;
  const patch = (body: unknown, match?: string) =>
    send('PATCH', path, body, match === undefined ? {} : { 'if-match': match });

  beforeEach(async () => {
    const created = await createDirectory(truu);
    path = `/directories/${created.body.id}`;
    etag = created.etag;
  });

  test('is refused without If-Match, with a stale one, and with the name of another directory', async () => {
    await expectRefusal(() => patch({ domain: 'a.example' }), '400 BAD_REQUEST', 'If-Match');
    await expectRefusal(() => patch({ domain: 'a.example' }, '"0"'), '412 PRECONDITION_FAILED', 'stale');
    await createDirectory(truu, { configurationName: 'Other' }, 'second');
    await expectRefusal(() => patch({ configurationName: 'Other' }, etag), '409 CONFLICT', 'name');
  });

  test.each([
    ['an unknown property', { colour: 'red' }, 'Unknown property: colour.'],
    ['a property that is not a setting', { tenantId: 't' }, 'Unknown property: tenantId.'],
    ['an empty domain', { domain: '' }, 'Property domain must be string.'],
  ])('is refused with %s', async (_name, body, message) => {
    await expectRefusal(() => patch(body, etag), '400 BAD_REQUEST', message);
  });

  test('changes the given properties and the ETag', async () => {
    const { status, body, headers } = await patch({ domain: 'fabrikam.com' }, etag);
    expect([status, headers.get('etag') === etag]).toEqual([200, false]);
    expect(body).toMatchObject({ domain: 'fabrikam.com', autoRemoveDevices: true });
  });

  test('changes only the ETag with an empty body: writes based on earlier reads are refused', async () => {
    const before = (await truu('GET', path)).body;
    expect((await patch({}, etag)).body).toEqual(before);
    await expectRefusal(() => patch({}, etag), '412 PRECONDITION_FAILED', 'stale');
  });

  test('is refused for an unknown path', async () => {
    for (const unknown of ['/directories/none', '/directories/none/health', '/nothing'])
      await expectRefusal(() => send('GET', unknown), '404 NOT_FOUND', 'There is no such');
    await expectRefusal(() => send('DELETE', path), '404 NOT_FOUND');
  });
});

test('directories come in pages, counted from 1', async () => {
  for (const name of ['A', 'B', 'C']) await createDirectory(truu, { configurationName: name }, name);
  const page = async (query: string) => (await truu('GET', `/directories${query}`)).body;
  expect(await page('')).toMatchObject({ items: [{ configurationName: 'A' }, { configurationName: 'B' }] });
  expect(await page('?page=2')).toMatchObject({ items: [{ configurationName: 'C' }] });
  expect(await page('?page=3')).toEqual({ page: 3, pageSize: 2, totalPages: 2, totalItems: 3, items: [] });
  for (const query of ['?page=0', '?page=x', '?page=1.5'])
    await expectRefusal(() => send('GET', `/directories${query}`), '400 BAD_REQUEST', 'page');
});
