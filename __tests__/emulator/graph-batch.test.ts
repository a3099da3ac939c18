import { expect, test } from '@jest/globals';
import { type GraphErrorBody, graphAs, logIn } from '../support/emulator-clients.ts';
import { expectGraphRefusal, unchangedBy } from '../support/emulator-refusals.ts';
import { fileEmulator, graphCaller } from '../support/file-emulator.ts';

const emulator = fileEmulator();
const admin = graphCaller(emulator, 'admin');

interface Answers {
  responses: { id: string; status: number; headers: Record<string, string>; body?: unknown }[];
}

const json = { 'content-type': 'application/json' };
const create = (id: string, name: string, more: object = {}) => ({
  ...{ id, method: 'POST', url: '/applications', headers: json, body: { displayName: name } },
  ...more,
});
const get = (id: string, more: object = {}) => ({ id, method: 'GET', url: '/organization', ...more });
const byId = ({ responses }: Answers): Record<string, number> =>
  Object.fromEntries(responses.map(({ id, status }) => [id, status]));
const names = async (): Promise<string[]> =>
  (await emulator.state()).entra.applications.map(({ displayName }) => displayName).filter((name) => /^\w$/.test(name));

test.each([
  [
    'twenty-one requests',
    'between 1 and 20 requests',
    { requests: Array.from({ length: 21 }, (_, index) => get(String(index))) },
  ],
  ['no requests', 'between 1 and 20 requests', { requests: [] }],
  ['no list', 'between 1 and 20 requests', {}],
  ['two requests with one id, regardless of case', 'ids must be unique', { requests: [create('a', 'A'), get('A')] }],
  [
    'a request without an id',
    'Invalid batch payload format.',
    { requests: [create('a', 'A'), { method: 'GET', url: '/organization' }] },
  ],
  ['a body without a content type', 'Content-Type', { requests: [create('a', 'A', { headers: {} })] }],
  [
    'a dependency on an unknown request',
    "'b' depends on one that is not before it",
    { requests: [create('a', 'A'), get('b', { dependsOn: ['x'] })] },
  ],
  [
    'a dependency on a later request',
    "'a' depends on one that is not before it",
    { requests: [create('a', 'A', { dependsOn: ['b'] }), get('b')] },
  ],
])('a batch with %s is refused as a whole', async (_name, message, body) => {
  const answer = await unchangedBy(emulator, () => admin<GraphErrorBody>('POST', '/$batch', body));
  expectGraphRefusal(answer, { status: 400, code: 'Request_BadRequest', message });
});

test('a batch without a token, or with another method, is refused', async () => {
  const body = { requests: [get('a')] };
  expect((await graphAs(emulator, null)('POST', '/$batch', body)).status).toBe(401);
  expect((await admin('PUT', '/$batch', body)).status).toBe(405);
});

test('twenty requests are answered, out of order', async () => {
  const requests = Array.from({ length: 20 }, (_, index) => get(String(index)));
  const { status, body } = await admin<Answers>('POST', '/$batch', { requests });
  const ids = body.responses.map(({ id }) => id);
  expect(status).toBe(200);
  expect(ids).not.toEqual(requests.map(({ id }) => id));
  expect(new Set(ids)).toEqual(new Set(requests.map(({ id }) => id)));
});

test('each request fails separately, with its own error', async () => {
  const requests = [create('a', 'A'), create('b', ''), { ...get('c'), url: '/nothing' }];
  const { status, body } = await admin<Answers>('POST', '/$batch', { requests });
  expect(status).toBe(200);
  expect(byId(body)).toEqual({ a: 201, b: 400, c: 400 });
  expect(body.responses.find(({ id }) => id === 'b')?.body).toMatchObject({ error: { code: 'Request_BadRequest' } });
  expect(await names()).toEqual(['A']);
});

test('a request that depends on a failed one is not executed', async () => {
  const requests = [create('a', ''), create('b', 'B', { dependsOn: ['a'] }), create('c', 'C', { dependsOn: ['b'] })];
  const { body } = await admin<Answers>('POST', '/$batch', { requests });
  expect(byId(body)).toEqual({ a: 400, b: 424, c: 424 });
  expect(await names()).toEqual([]);
});

test('a request that depends on a successful one is executed after it', async () => {
  const requests = [create('a', 'A'), create('b', 'B', { dependsOn: ['a'] })];
  const { body } = await admin<Answers>('POST', '/$batch', { requests });
  expect(byId(body)).toEqual({ a: 201, b: 201 });
  expect(await names()).toEqual(['A', 'B']);
});

test('a request has the permissions of its batch', async () => {
  const reader = graphAs(emulator, await logIn(emulator, 'reader'));
  const { body } = await reader<Answers>('POST', '/$batch', { requests: [create('a', 'A'), get('b')] });
  expect(byId(body)).toEqual({ a: 403, b: 200 });
});
