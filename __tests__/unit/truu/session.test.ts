import { describe, expect, test } from '@jest/globals';
import { HttpFailure, type Http } from '../../../src/support/http.ts';
import { Secret } from '../../../src/support/secret.ts';
import { createTruuSession } from '../../../src/truu/api/session.ts';

const way = { host: 'token.example', proxy: null };
const answering =
  (status: number, text: string): Http =>
  () =>
    Promise.resolve({ status, headers: new Headers(), text, attempts: 1, way });
const silent: Http = () => Promise.reject(new HttpFailure('network', 1, null, way));

const tokenBy = (http: Http, scope: string | null): Promise<unknown> => {
  const login = { tokenUrl: 'https://token.example', clientId: 'client', clientSecret: new Secret('s'), scope };
  const session = createTruuSession(http, login, (value) => new Secret(value));
  return session.token().catch((thrown: unknown) => thrown);
};

describe('a token that TruU does not issue', () => {
  test.each([
    ['because nothing answers', silent, null, 'the input "truu-token-url"'],
    ['because there is no such address', answering(404, '{}'), null, 'Check the input "truu-token-url"'],
    ['because there is none in the answer', answering(200, '{}'), null, 'Check the input "truu-token-url"'],
    ['because of its scope', answering(400, '{"error":"invalid_scope"}'), 'x', 'Correct the input "truu-scope"'],
    ['because it lacks a scope', answering(400, '{"error":"invalid_scope"}'), null, 'Set the input "truu-scope"'],
  ])('%s is about the input of the token, not about that of the API', async (_why, http, scope, fix) => {
    const error = await tokenBy(http, scope);
    expect(error).toMatchObject({ fix: expect.stringContaining(fix) });
    expect(error).toMatchObject({ fix: expect.not.stringContaining('"truu-url"') });
  });
});
