import { describe, expect, test } from '@jest/globals';
import { HttpFailure } from '../../../src/support/http.ts';
import { brokenContract, noAnswer, type TruuAnswer } from '../../../src/truu/api/answer.ts';

const failure = (proxy: string | null, system: string): HttpFailure =>
  Object.assign(Object.create(HttpFailure.prototype) as HttpFailure, {
    ...{ reason: 'network', host: 'truu.example', proxy, system, proxyStatus: null },
  });

describe('a TruU that does not answer', () => {
  test('is most often a wrong URL, whose input comes first', () => {
    expect(noAnswer(failure(null, 'ENOTFOUND'), 'list')).toMatchObject({
      code: 'TRUU_UNAVAILABLE',
      fix: expect.stringMatching(/^Check the input "truu-url"\. If it is right: Check the name/),
    });
  });

  test('is no wrong URL where a certificate is not trusted', () => {
    const fix = expect.stringMatching(/^Something on the way opens TLS/);
    expect(noAnswer(failure(null, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'list')).toMatchObject({ fix });
  });

  test('is a matter of the proxy where there is one', () => {
    expect(noAnswer(failure('127.0.0.1:9', 'ECONNREFUSED'), 'list')).toMatchObject({
      fix: expect.stringMatching(/^Check that the proxy 127/),
    });
  });
});

test('a web page in place of the API names the input, and what else may have answered', () => {
  const page = { status: 200, contentType: 'text/html', host: 'truu.example', proxy: null };
  const answer = { status: 200, body: undefined, etag: null, date: null, attempts: 1, intercepted: page };
  const named = { fix: expect.stringMatching(/set the input "truu-url".*NO_PROXY\.$/) };
  expect(brokenContract(answer as unknown as TruuAnswer, 'list')).toMatchObject(named);
  expect(brokenContract({ ...answer, intercepted: null }, 'list')).not.toMatchObject(named);
});
