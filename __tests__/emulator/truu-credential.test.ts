import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Caller, Reply } from '../support/emulator-clients.ts';
import { createDirectory, newCredential, truuClient, type TruuErrorBody } from '../support/emulator-directory.ts';
import { unchangedBy } from '../support/emulator-refusals.ts';
import { startEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;
let truu: Caller;
let path: string;
let etag: string;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  await emulator.reset();
  await emulator.behaviour({ truu: { health: 'stuck' } });
  truu = await truuClient(emulator);
  const created = await createDirectory(truu);
  path = `/directories/${created.body.id}`;
  etag = created.etag;
});

const unchanged = <T>(act: () => Promise<T>): Promise<T> => unchangedBy(emulator, act);
const next = newCredential({ secretKeyId: 'next-key', clientSecret: 'the-next-secret' });

const put = <T = TruuErrorBody>(
  body: unknown,
  { match = etag, key = 'next-key' }: { match?: string | null; key?: string | null } = {},
): Promise<Reply<T>> =>
  truu<T>('PUT', `${path}/credential`, body, {
    ...(match === null ? {} : { 'if-match': match }),
    ...(key === null ? {} : { 'idempotency-key': key }),
  });

test('is taken whole, named by its key, and never shown', async () => {
  const moved = { ...next, tenantId: 'another-tenant', clientId: 'another-client' };
  const answer = await put<Record<string, unknown>>(moved);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ secretKeyId: 'next-key', acceptedAt: expect.stringMatching(/Z$/) });
  const read = await truu('GET', path);
  expect(read.headers.get('etag')).toBe(answer.headers.get('etag'));
  expect(read.headers.get('etag')).not.toBe(etag);
  const { acceptedAt } = answer.body;
  expect(read.body).toMatchObject({ tenantId: 'another-tenant', clientId: 'another-client', updatedAt: acceptedAt });
  expect(read.body['credential']).toEqual({ secretKeyId: 'next-key', acceptedAt, expiresAt: next['expiresAt'] });
  const everything = await Promise.all(['/directories', path, `${path}/health`].map((at) => truu('GET', at)));
  for (const text of [answer, ...everything].map(({ body }) => JSON.stringify(body)))
    expect(text).not.toContain('the-next-secret');
  const [held] = (await emulator.state()).truu.directories;
  expect(held?.credential?.clientSecret).toBe('the-next-secret');
});

test('can be one that a person typed in, without key and expiry', async () => {
  expect((await put({ ...next, secretKeyId: null, expiresAt: null })).body).toMatchObject({ secretKeyId: null });
  expect((await truu('GET', path)).body['credential']).toMatchObject({ secretKeyId: null, expiresAt: null });
});

test.each([
  ['without If-Match', { match: null }, 400, 'If-Match'],
  ['with a stale If-Match', { match: '"0"' }, 412, 'stale'],
  ['without Idempotency-Key', { key: null }, 400, 'Idempotency-Key'],
])('is refused %s', async (_name, how, status, words) => {
  const { status: number, body } = await unchanged(() => put(next, how));
  expect(number).toBe(status);
  expect(body).toMatchObject({ status, message: expect.stringContaining(words) });
});

test.each([
  ['an unknown property', { ...next, note: 'x' }, 'Unknown property: note.'],
  ['no key id', { ...next, secretKeyId: undefined }, 'Missing property: secretKeyId.'],
  ['an empty secret', { ...next, clientSecret: '' }, 'Property clientSecret must be string.'],
  ['an expiry that is no instant', { ...next, expiresAt: '2027-13-01' }, 'Property expiresAt must be'],
])('is refused with %s', async (_name, body, words) => {
  const answer = await unchanged(() => put(body));
  expect(answer.body).toMatchObject({ status: 400, error: 'BAD_REQUEST', message: expect.stringContaining(words) });
});

test('sent again is answered as the first time, though the ETag is stale by then', async () => {
  const first = await put<{ acceptedAt: string }>(next);
  await emulator.clock.advance('PT1M');
  const again = await unchanged(() => put<{ acceptedAt: string }>(next));
  expect([again.status, again.body]).toEqual([200, first.body]);
});

test('is refused with the key of another one', async () => {
  const { headers } = await put(next);
  const other = { ...next, clientSecret: 'yet-another' };
  const answer = await unchanged(() => put(other, { match: headers.get('etag') }));
  expect(answer.body).toMatchObject({ status: 409, error: 'CONFLICT' });
});

test('is refused behind a fence, so that a late hand-over of a dead run does no harm', async () => {
  await truu('PATCH', path, {}, { 'if-match': etag });
  expect((await unchanged(() => put(next))).status).toBe(412);
});

test('is refused for a directory that does not exist', async () => {
  const headers = { 'if-match': etag, 'idempotency-key': 'k' };
  expect((await truu('PUT', '/directories/none/credential', next, headers)).status).toBe(404);
});

test('under the behaviour "ignore" is accepted in words and not held', async () => {
  await emulator.behaviour({ truu: { handOver: 'ignore' } });
  const answer = await unchanged(() => put(next));
  expect(answer).toMatchObject({ status: 200, body: { secretKeyId: 'next-key' } });
  expect((await truu('GET', path)).body['credential']).toMatchObject({ secretKeyId: newCredential()['secretKeyId'] });
});

test('without namesKey TruU does not say which key it holds', async () => {
  await emulator.behaviour({ truu: { namesKey: false } });
  const held = (await truu('GET', path)).body['credential'];
  expect(held).toEqual({ acceptedAt: expect.any(String), expiresAt: newCredential()['expiresAt'] });
  expect((await truu('GET', `${path}/health`)).body).not.toHaveProperty('credentialKeyId');
});
