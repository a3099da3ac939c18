import { describe, expect, test } from '@jest/globals';
import { createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline';
import { createHttpClient } from '../../../../src/entra/login/http-client.ts';
import type { Http } from '../../../../src/support/http.ts';

const way = { host: 'login.example', proxy: null };

/** Why no token came, of an answer to a token request. */
const failureOf = async (status: number, text: string, headers: Readonly<Record<string, string>> = {}) => {
  const http: Http = () => Promise.resolve({ status, headers: new Headers(headers), text, attempts: 1, way });
  const client = createHttpClient(http);
  const url = 'https://login.example/token';
  await client.sendRequest(createPipelineRequest({ url, method: 'POST', headers: createHttpHeaders() }));
  return client.failure();
};

const busy = JSON.stringify({
  error: 'temporarily_unavailable',
  error_description: 'AADSTS90055: Too busy. Trace ID: x',
});

describe('a login that Entra throttles', () => {
  test.each([
    ['with a page of its own', 'Too Many Requests', { 'retry-after': '90' }, 'run again after 90 seconds.'],
    ['with a number', busy, { 'retry-after': '90' }, 'run again after 90 seconds.'],
    ['without a time', busy, {}, 'run again later.'],
  ])('%s says how long it wants to be left alone', async (_how, text, headers, fix) => {
    const failure = await failureOf(429, text, headers);
    expect(failure).toMatchObject({ code: 'AUTH_FAILED', fix: `Entra throttles this identity: ${fix}` });
    expect(failure?.evidence.some(({ value }) => value.includes('AADSTS90055'))).toBe(text === busy);
  });

  test('is told apart from one that Entra refuses, which says why itself', async () => {
    expect(await failureOf(400, busy)).toBeNull();
    expect((await failureOf(500, 'oops'))?.fix).toContain('status page of Azure');
  });
});
