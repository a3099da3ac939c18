import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Caller, type Reply, truuAs, truuToken } from '../support/emulator-clients.ts';
import {
  createDirectory,
  newCredential,
  newDirectory,
  truuClient,
  type TruuErrorBody,
} from '../support/emulator-directory.ts';
import { unchangedBy } from '../support/emulator-refusals.ts';
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

const unchanged = <T>(act: () => Promise<T>): Promise<T> => unchangedBy(emulator, act);

const expectRefusal = ({ status, body }: Reply<TruuErrorBody>, number: number, error: string, words: string): void => {
  expect({ status, body }).toEqual({
    status: number,
    body: { status: number, error, message: expect.stringContaining(words), requestId: expect.any(String) },
  });
};

describe('the token', () => {
  test.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'UNAUTHORIZED'],
    ['an unknown client', { client_id: 'nobody' }, 401, 'UNAUTHORIZED'],
    ['another grant', { grant_type: 'password' }, 400, 'BAD_REQUEST'],
  ])('is refused for %s', async (_name, form, status, error) => {
    expectRefusal(await truuToken<TruuErrorBody>(emulator, form), status, error, '');
  });

  test.each([null, 'false'])('%s opens nothing', async (token) => {
    await createDirectory(truu);
    const stranger = truuAs(emulator, token);
    await unchanged(async () => {
      for (const [method, path] of [
        ['GET', '/directories'],
        ['POST', '/directories'],
        ['GET', '/identity-server-clusters'],
        ['PUT', '/global-attributes/primary-user-identifier'],
        ['GET', '/nothing'],
      ] as const)
        expectRefusal(await stranger<TruuErrorBody>(method, path), 401, 'UNAUTHORIZED', 'access token');
    });
  });

  test('ends after an hour', async () => {
    await emulator.clock.advance('PT61M');
    expectRefusal(await truu<TruuErrorBody>('GET', '/directories'), 401, 'UNAUTHORIZED', 'expired');
  });
});

describe('creating a directory', () => {
  const create = (body: unknown, headers: Record<string, string> = { 'idempotency-key': 'second' }) =>
    truu<TruuErrorBody>('POST', '/directories', body, headers);

  test('answers where it is, what it is, and never the secret', async () => {
    const { status, headers, body, etag } = await createDirectory(truu);
    expect([status, headers.get('location')]).toEqual([201, `/api/v1/directories/${body.id}`]);
    const { clientSecret, ...held } = newCredential();
    const { tenantId, clientId, ...credential } = held;
    const { credential: _sent, ...settings } = newDirectory();
    const instant = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(body).toEqual({
      ...{ id: body.id, ...settings, tenantId, clientId, createdAt: instant, updatedAt: instant },
      credential: { ...credential, acceptedAt: instant },
    });
    const reads = ['/directories', `/directories/${body.id}`, `/directories/${body.id}/health`];
    for (const path of reads) expect(JSON.stringify((await truu('GET', path)).body)).not.toContain(clientSecret);
    expect((await truu('GET', `/directories/${body.id}`)).headers.get('etag')).toBe(etag);
  });

  test.each([
    ['an unknown property', newDirectory({ colour: 'red' }), 'Unknown property: colour.'],
    [
      'an unknown property of the credential',
      newDirectory({ credential: newCredential({ pin: 1 }) }),
      'Unknown property: pin.',
    ],
    ['no credential', newDirectory({ credential: undefined }), 'Missing property: credential.'],
    ['half a credential', newDirectory({ credential: { tenantId: 't' } }), 'Missing property: clientId.'],
    ['another type', newDirectory({ type: 'OKTA' }), 'Property type must be ENTRA_ID.'],
    ['a word for a truth', newDirectory({ autoRemoveDevices: 'yes' }), 'Property autoRemoveDevices must be boolean.'],
    ['an empty name', newDirectory({ configurationName: '' }), 'Property configurationName must be string.'],
    ['an expiry that is no instant', newDirectory({ credential: newCredential({ expiresAt: 'soon' }) }), 'expiresAt'],
    ['a list', [], 'must be a JSON object'],
  ])('refuses %s', async (_name, body, words) => {
    await unchanged(async () => expectRefusal(await create(body), 400, 'BAD_REQUEST', words));
  });

  test('refuses a name that exists', async () => {
    await createDirectory(truu);
    await unchanged(async () =>
      expectRefusal(await create(newDirectory()), 409, 'CONFLICT', 'A directory with this configuration name exists.'),
    );
  });

  test('refuses a request without Idempotency-Key', async () => {
    await unchanged(async () => expectRefusal(await create(newDirectory(), {}), 400, 'BAD_REQUEST', 'Idempotency-Key'));
  });

  test('answers a repetition as the first time, and creates nothing', async () => {
    const first = await createDirectory(truu);
    const again = await unchanged(() => createDirectory(truu));
    expect([again.status, again.body, again.etag]).toEqual([201, first.body, first.etag]);
  });

  test('refuses the key of another request', async () => {
    await createDirectory(truu);
    const other = newDirectory({ configurationName: 'Other' });
    await unchanged(async () =>
      expectRefusal(await create(other, { 'idempotency-key': 'first' }), 409, 'CONFLICT', 'Key'),
    );
  });

  test('a refusal does not use the key up', async () => {
    await create(newDirectory({ colour: 'red' }));
    expect((await create(newDirectory())).status).toBe(201);
  });
});

describe('changing a directory', () => {
  let path: string;
  let etag: string;
  const patch = (body: unknown, match?: string) =>
    truu<TruuErrorBody>('PATCH', path, body, match === undefined ? {} : { 'if-match': match });

  beforeEach(async () => {
    const created = await createDirectory(truu);
    path = `/directories/${created.body.id}`;
    etag = created.etag;
  });

  test('refuses without If-Match, and with a stale one', async () => {
    await unchanged(async () => {
      expectRefusal(await patch({ domain: 'a.example' }), 400, 'BAD_REQUEST', 'If-Match');
      expectRefusal(await patch({ domain: 'a.example' }, '"0"'), 412, 'PRECONDITION_FAILED', 'stale');
    });
  });

  test.each([
    ['an unknown property', { colour: 'red' }, 'Unknown property: colour.'],
    ['a property that is not a setting', { tenantId: 't' }, 'Unknown property: tenantId.'],
    ['an empty domain', { domain: '' }, 'Property domain must be string.'],
  ])('refuses %s', async (_name, body, words) => {
    await unchanged(async () => expectRefusal(await patch(body, etag), 400, 'BAD_REQUEST', words));
  });

  test('refuses the name of another directory', async () => {
    await createDirectory(truu, { configurationName: 'Other' }, 'second');
    await unchanged(async () =>
      expectRefusal(await patch({ configurationName: 'Other' }, etag), 409, 'CONFLICT', 'name'),
    );
  });

  test('changes what is named, with a new ETag', async () => {
    const { status, body, headers } = await patch({ domain: 'fabrikam.com' }, etag);
    expect([status, headers.get('etag') === etag]).toEqual([200, false]);
    expect(body).toMatchObject({ domain: 'fabrikam.com', autoRemoveDevices: true });
  });

  test('an empty body changes the ETag and nothing else: whoever read before can no longer write', async () => {
    const before = (await truu('GET', path)).body;
    expect((await patch({}, etag)).body).toEqual(before);
    expectRefusal(await patch({}, etag), 412, 'PRECONDITION_FAILED', 'stale');
  });

  test('refuses what is not there', async () => {
    for (const at of ['/directories/none', '/directories/none/health', '/nothing'])
      expectRefusal(await truu<TruuErrorBody>('GET', at), 404, 'NOT_FOUND', 'There is no such');
    await unchanged(async () => expectRefusal(await truu<TruuErrorBody>('DELETE', path), 404, 'NOT_FOUND', ''));
  });
});

test('directories come by pages, counted from 1', async () => {
  for (const name of ['A', 'B', 'C']) await createDirectory(truu, { configurationName: name }, name);
  interface Page {
    items: { configurationName: string }[];
  }
  const page = (query: string) => truu<Page>('GET', `/directories${query}`);
  const namesOf = ({ body }: Reply<Page>): string[] => body.items.map(({ configurationName }) => configurationName);
  expect(namesOf(await page(''))).toEqual(['A', 'B']);
  expect(namesOf(await page('?page=2'))).toEqual(['C']);
  expect((await page('?page=3')).body).toEqual({ page: 3, pageSize: 2, totalPages: 2, totalItems: 3, items: [] });
  for (const query of ['?page=0', '?page=x', '?page=1.5']) expect((await page(query)).status).toBe(400);
});
