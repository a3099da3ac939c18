import { describe, expect, test } from '@jest/globals';
import type { Fetch } from '../../../src/support/http.ts';
import { readOnly } from '../../../src/support/read-only.ts';

const graph = 'https://graph.example/v1.0';
const tokenUrl = 'https://truu.example/oauth/token';
const requestId = '?client-request-id=0a1b2c3d-0000-4000-8000-000000000000';

/** Tries a request; true when it went out. A refusal must come before anything is sent. */
const goesOut = async (method: string | undefined, url: string, body?: string | Blob): Promise<boolean> => {
  let sent = 0;
  const fetch: Fetch = async () => {
    sent += 1;
    return new Response();
  };
  const init: RequestInit = { ...(method === undefined ? {} : { method }), ...(body === undefined ? {} : { body }) };
  const code = await Promise.resolve()
    .then(() => readOnly(fetch, [tokenUrl])(url, init))
    .then(
      () => 'sent',
      (thrown: unknown) => (thrown as { code?: unknown }).code,
    );
  expect([code, sent]).toEqual(sent === 1 ? ['sent', 1] : ['PLAN_WRITE_REFUSED', 0]);
  return sent === 1;
};

const batch = (...methods: readonly unknown[]): string =>
  JSON.stringify({ requests: methods.map((method, id) => ({ id: String(id), method, url: '/applications' })) });

describe('a fetch that cannot write', () => {
  test.each([
    { description: 'a request without a method', method: undefined, url: `${graph}/applications` },
    { description: 'GET', method: 'GET', url: `${graph}/applications` },
    { description: 'HEAD', method: 'HEAD', url: `${graph}/applications` },
    { description: 'a $batch of one GET', method: 'POST', url: `${graph}/$batch`, body: batch('GET') },
    { description: 'a $batch of many GETs', method: 'POST', url: `${graph}/$batch`, body: batch('GET', 'GET', 'GET') },
    { description: 'the login at TruU', method: 'POST', url: tokenUrl, body: 'grant_type=client_credentials' },
  ])('lets $description through', async ({ method, url, body }) => {
    expect(await goesOut(method, url, body)).toBe(true);
  });

  test.each(['POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'post', 'patch', 'put', 'delete', 'PROPFIND', 'GET ', ''])(
    'refuses the method "%s"',
    async (method) => {
      expect(await goesOut(method, `${graph}/applications`, method === '' ? undefined : '{}')).toBe(false);
    },
  );

  test.each<[string, string]>([
    ['one POST among GETs', batch('GET', 'POST', 'GET')],
    ['a PATCH', batch('PATCH')],
    ['a method in lower case', batch('get')],
    ['a method with a space', batch('GET ')],
    ['no method', batch(undefined)],
    ['a method that is a list', batch(['GET'])],
    ['no items', batch()],
    ['items that are null', '{"requests":[null]}'],
    ['a text that is no JSON', '{"requests":['],
    ['a list', '[]'],
    ['null', 'null'],
    ['requests that are no list', '{"requests":{"0":{"method":"GET"},"length":1}}'],
  ])('refuses a $batch with %s', async (_what, body) => {
    expect(await goesOut('POST', `${graph}/$batch`, body)).toBe(false);
  });

  test('refuses a $batch without a body, or with one that it cannot read', async () => {
    expect(await goesOut('POST', `${graph}/$batch`)).toBe(false);
    expect(await goesOut('POST', `${graph}/$batch`, new Blob([batch('GET')]))).toBe(false);
  });

  test.each(['/$batch/', '/$batch/x', '/%24batch', '/$BATCH', '/x?y=/$batch', '/x#/$batch', '/$batchx', '/a$batch'])(
    'refuses reads that are sent to %s',
    async (path) => {
      expect(await goesOut('POST', graph + path, batch('GET'))).toBe(false);
    },
  );

  test.each(['', requestId])('lets a login out, with the id of the request or without (%j)', async (query) => {
    expect(await goesOut('POST', tokenUrl + query, 'grant_type=client_credentials')).toBe(true);
  });

  test.each([
    `${tokenUrl}/`,
    `${tokenUrl}?x=1`,
    `${tokenUrl}${requestId}&x=1`,
    tokenUrl.replace('https', 'http'),
    tokenUrl.toUpperCase(),
  ])('refuses a login at %s', async (url) => {
    expect(await goesOut('POST', url, 'grant_type=client_credentials')).toBe(false);
  });

  test('refuses another method at the token endpoint', async () => {
    expect(await goesOut('PUT', tokenUrl, 'x')).toBe(false);
  });
});
