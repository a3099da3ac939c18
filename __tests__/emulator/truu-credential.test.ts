import { beforeEach, expect, test } from '@jest/globals';
import type { Reply } from '../support/emulator-clients.ts';
import { createDirectory, newCredential, type TruuErrorBody } from '../support/emulator-directory.ts';
import { unchangedBy } from '../support/emulator-refusals.ts';
import { fileEmulator, truuCaller } from '../support/file-emulator.ts';

const emulator = fileEmulator();
const truu = truuCaller(emulator);
let path: string;
let etag: string;

beforeEach(async () => {
  const created = await createDirectory(truu);
  path = `/directories/${created.body.id}`;
  etag = created.etag;
});

const unchanged = <T>(act: () => Promise<T>): Promise<T> => unchangedBy(emulator, act);
const next = newCredential({ secretKeyId: 'next-key', clientSecret: 'the-next-secret' });

const put = <T = TruuErrorBody>(body: unknown, match = etag, key = 'next-key'): Promise<Reply<T>> =>
  truu<T>('PUT', `${path}/credential`, body, {
    ...(match === '' ? {} : { 'if-match': match }),
    ...(key === '' ? {} : { 'idempotency-key': key }),
  });

test('is replaced as a whole, identified by its key id, and never shown', async () => {
  const moved = { ...next, tenantId: 'another-tenant', clientId: 'another-client' };
  const answer = await put<Record<string, unknown>>(moved);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ secretKeyId: 'next-key', acceptedAt: expect.stringMatching(/Z$/) });
  const read = await truu('GET', path);
  expect(read.headers.get('etag')).toBe(answer.headers.get('etag'));
  expect(read.headers.get('etag')).not.toBe(etag);
  const { acceptedAt } = answer.body;
  expect(read.body).toMatchObject({ tenantId: 'another-tenant', clientId: 'another-client', updatedAt: acceptedAt });
  const previous = [
    {
      secretKeyId: newCredential()['secretKeyId'],
      clientId: newCredential()['clientId'],
      acceptedAt: expect.stringMatching(/Z$/),
      replacedAt: acceptedAt,
    },
  ];
  expect(read.body['credential']).toEqual({
    secretKeyId: 'next-key',
    acceptedAt,
    expiresAt: next['expiresAt'],
    previous,
  });
  const everything = await Promise.all(['/directories', path, `${path}/health`].map((at) => truu('GET', at)));
  for (const text of [answer, ...everything].map(({ body }) => JSON.stringify(body)))
    expect(text).not.toContain('the-next-secret');
  const [held] = (await emulator.state()).truu.directories;
  expect(held?.credential?.clientSecret).toBe('the-next-secret');
});

test('can be entered manually, without key id and expiry', async () => {
  expect((await put({ ...next, secretKeyId: null, expiresAt: null })).body).toMatchObject({ secretKeyId: null });
  expect((await truu('GET', path)).body['credential']).toMatchObject({ secretKeyId: null, expiresAt: null });
});

test.each([
  ['without If-Match', '', 'k', 400, 'If-Match'],
  ['with a stale If-Match', '"0"', 'k', 412, 'stale'],
  ['without Idempotency-Key', undefined, '', 400, 'Idempotency-Key'],
])('is refused %s', async (_name, match, key, status, message) => {
  const answer = await unchanged(() => put(next, match, key));
  expect(answer).toMatchObject({ status, body: { status, message: expect.stringContaining(message) } });
});

test.each([
  ['an unknown property', { ...next, note: 'x' }, 'Unknown property: note.'],
  ['no key id', { ...next, secretKeyId: undefined }, 'Missing property: secretKeyId.'],
  ['an empty secret', { ...next, clientSecret: '' }, 'Property clientSecret must be string.'],
  ['an invalid expiry', { ...next, expiresAt: '2027-13-01' }, 'Property expiresAt must be'],
])('is refused with %s', async (_name, body, message) => {
  const answer = await unchanged(() => put(body));
  expect(answer.body).toMatchObject({ status: 400, error: 'BAD_REQUEST', message: expect.stringContaining(message) });
});

test('is answered the same for a repeated request, although its ETag is stale', async () => {
  const first = await put<{ acceptedAt: string }>(next);
  await emulator.clock.advance('PT1M');
  const repeated = await unchanged(() => put<{ acceptedAt: string }>(next));
  expect([repeated.status, repeated.body]).toEqual([200, first.body]);
});

test('is refused with the key of another request', async () => {
  const { headers } = await put(next);
  const other = { ...next, clientSecret: 'yet-another' };
  const answer = await unchanged(() => put(other, headers.get('etag') ?? ''));
  expect(answer.body).toMatchObject({ status: 409, error: 'CONFLICT' });
});

test('is refused behind a fence, so that a late request of an interrupted run has no effect', async () => {
  await truu('PATCH', path, {}, { 'if-match': etag });
  expect((await unchanged(() => put(next))).status).toBe(412);
});

test('is refused for a directory that does not exist', async () => {
  const headers = { 'if-match': etag, 'idempotency-key': 'k' };
  expect((await truu('PUT', '/directories/none/credential', next, headers)).status).toBe(404);
});

test('is accepted but not stored under the behaviour "ignore"', async () => {
  await emulator.behaviour({ truu: { handOver: 'ignore' } });
  const answer = await unchanged(() => put(next));
  expect(answer).toMatchObject({ status: 200, body: { secretKeyId: 'next-key' } });
  expect((await truu('GET', path)).body['credential']).toMatchObject({ secretKeyId: newCredential()['secretKeyId'] });
});

test('is shown without its key id when namesKey is false', async () => {
  await emulator.behaviour({ truu: { namesKey: false } });
  const held = (await truu('GET', path)).body['credential'];
  expect(held).toEqual({ acceptedAt: expect.any(String), expiresAt: newCredential()['expiresAt'], previous: [] });
  expect((await truu('GET', `${path}/health`)).body).not.toHaveProperty('credentialKeyId');
});

test('leaves those before it in the record, newest first: at least five, and every one that has not expired', async () => {
  const named = async (): Promise<readonly string[]> => {
    const { previous } = (await truu<{ credential: { previous: { secretKeyId: string }[] } }>('GET', path)).body
      .credential;
    return previous.map(({ secretKeyId }) => secretKeyId);
  };
  for (const key of ['1', '2', '3', '4', '5', '6', '7']) {
    const year = key === '1' ? '2020' : '2099';
    const { headers } = await put({ ...next, secretKeyId: key, expiresAt: `${year}-01-01T00:00:00Z` }, etag, key);
    etag = headers.get('etag') ?? '';
  }
  expect(await named()).toEqual(['6', '5', '4', '3', '2', newCredential()['secretKeyId']]);
  await emulator.behaviour({ truu: { namesPrevious: false } });
  expect((await truu('GET', path)).body['credential']).not.toHaveProperty('previous');
});

test('is in no list that hides its directory, which can be read all the same', async () => {
  await emulator.behaviour({ truu: { hidden: ['US-Denver-Production'] } });
  expect((await truu('GET', '/directories')).body).toMatchObject({ totalItems: 0, items: [] });
  expect((await truu('GET', path)).status).toBe(200);
});
