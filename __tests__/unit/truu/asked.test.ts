import { describe, expect, test } from '@jest/globals';
import { errorCatalog } from '../../../src/catalog/errors.ts';
import type { ActionError } from '../../../src/support/errors.ts';
import { HttpFailure } from '../../../src/support/http.ts';
import { brokenContract, noAnswer, truuError, type TruuAnswer } from '../../../src/truu/api/answer.ts';
import type { Asked } from '../../../src/truu/api/asked.ts';

const api: Asked = { input: 'truu-url', clientId: 'the-client' };
const token: Asked = { input: 'truu-token-url', clientId: 'the-client', hasScope: false };
const scoped: Asked = { ...token, hasScope: true };
const page = { status: 200, contentType: 'text/html', host: 'console.example', proxy: null };

const answer = (status: number, asked: Asked, body: unknown, isPage = false): TruuAnswer => ({
  ...{ status, body, etag: null, date: null, attempts: 1, asked },
  ...(isPage ? { body: undefined, intercepted: { ...page, status } } : {}),
});
const shown = (error: ActionError): string =>
  [error.code, error.message, error.fix, ...error.evidence.map(({ value }) => value)].join('\n');

const refusals: readonly (readonly [what: string, answer: TruuAnswer, code: string, ...says: readonly string[]])[] = [
  [
    'wrong credentials',
    answer(401, token, { error: 'invalid_client' }),
    'TRUU_UNAUTHORIZED',
    'truu-token-url',
    'the-client',
  ],
  ['a token that the API refuses', answer(401, api, {}), 'TRUU_UNAUTHORIZED', '"truu-url" and "truu-token-url"'],
  [
    'a wrong scope',
    answer(400, scoped, { error: 'invalid_scope', error_description: 'Unknown scope directories.' }),
    'TRUU_REFUSED',
    'Correct the input "truu-scope"',
    '"truu-token-url"',
    '400 invalid_scope: Unknown scope directories.',
  ],
  ['a missing scope', answer(400, token, { error: 'invalid_scope' }), 'TRUU_REFUSED', 'Set the input "truu-scope"'],
  [
    'a grant that the client may not use',
    answer(400, token, { error: 'unauthorized_client' }),
    'TRUU_REFUSED',
    'let the OAuth client of the input "truu-client-id" use the grant client_credentials',
  ],
  [
    'a token request that is not understood',
    answer(400, scoped, { error: 'invalid_request', error_description: 'No.' }),
    'TRUU_REFUSED',
    'Check the input "truu-token-url"',
    'the input "truu-scope"',
    'invalid_request: No.',
  ],
  [
    'no right to a token',
    answer(403, token, {}),
    'TRUU_FORBIDDEN',
    'at the address of the input "truu-token-url"',
    'the-client',
  ],
  ['no right in the API', answer(403, api, {}), 'TRUU_FORBIDDEN', 'manage directories', 'the-client'],
  ['no such token endpoint', answer(404, token, {}), 'TRUU_NOT_FOUND', 'Check the input "truu-token-url"'],
  ['no such API', answer(404, api, {}), 'TRUU_NOT_FOUND', 'Check the input "truu-url"'],
  ['a failing token endpoint', answer(500, token, {}), 'TRUU_UNAVAILABLE', 'TruU failed to do it', '"truu-token-url"'],
  ['a failing API', answer(500, api, {}), 'TRUU_UNAVAILABLE', 'TruU failed to do it', 'the input "truu-url"'],
  ['no JSON', answer(405, token, undefined), 'TRUU_CONTRACT', 'Check the input "truu-token-url"'],
  ['a page for the API', answer(200, api, null, true), 'TRUU_CONTRACT', "the Admin Console's address", '"truu-url"'],
  ['a page of 404', answer(404, api, null, true), 'TRUU_CONTRACT', "the Admin Console's address", '"truu-url"'],
  [
    'a page for a token',
    answer(405, token, null, true),
    'TRUU_CONTRACT',
    "the Admin Console's address",
    '"truu-token-url"',
  ],
  ['a redirect to a login', answer(302, api, null, true), 'TRUU_CONTRACT', 'it is a redirect', '"truu-url"'],
  [
    'a page of 403',
    answer(403, api, null, true),
    'NETWORK_INTERCEPTED',
    'If the host is that of the Admin Console',
    '"truu-url"',
  ],
];

describe('a refusal of TruU names the input that it is about', () => {
  test.each(refusals)('%s', (_what, given, code, ...says) => {
    const error = given.status === 200 ? brokenContract(given, 'do it') : truuError(given, 'do it');
    expect(error.code).toBe(code);
    for (const expected of says) expect(shown(error)).toContain(expected);
    const isToken = given.asked?.input === 'truu-token-url';
    expect(isToken && shown(error).includes('input "truu-url"')).toBe(false);
  });

  test('also where the caller does not know by which it asked', () => {
    const { asked: _asked, ...given } = answer(404, api, {});
    expect(truuError(given, 'do it').fix).toBe(errorCatalog.TRUU_NOT_FOUND.fix);
  });
});

describe('silence in place of TruU', () => {
  const silent = (code: string | null, asked: Asked): ActionError => {
    const cause = code === null ? null : Object.assign(new Error(), { code });
    return noAnswer(
      new HttpFailure('network', 1, cause, { host: 'truu.example', proxy: null }),
      'do it',
      asked,
    ) as ActionError;
  };

  test.each([
    ['ENOTFOUND', token, 'Check the name truu.example', 'Check the input "truu-token-url".'],
    ['ENOTFOUND', api, 'Check the name truu.example', 'Check the input "truu-url".'],
    [null, token, 'Run again', 'check the input "truu-token-url"'],
    [null, api, 'Run again', 'check the input "truu-url"'],
  ] as const)('by %s of %j names the input', (code, asked, ...says) => {
    for (const expected of says) expect(silent(code, asked).fix).toContain(expected);
  });
});
