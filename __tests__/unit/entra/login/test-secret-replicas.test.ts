import { describe, expect, test } from '@jest/globals';
import { testSecret } from '../../../../src/entra/login/test-secret.ts';
import type { Http, HttpAnswer } from '../../../../src/support/http.ts';
import { Secret } from '../../../../src/support/secret.ts';
import { handClock } from '../../support/hand-clock.ts';

type Answer = 'accepted' | 'refused' | 'blocked' | 'disabled';

const numbers = { refused: '7000215', blocked: '53003', disabled: '7000112' } as const;

const answerOf = (answer: Answer): HttpAnswer => ({
  status: answer === 'accepted' ? 200 : 401,
  headers: new Headers(),
  text: answer === 'accepted' ? '{}' : JSON.stringify({ error_description: `AADSTS${numbers[answer]}: Words.` }),
  attempts: 1,
});

/** A token endpoint whose replicas answer in turn, each refusing so many calls before it knows the secret. */
const replicas = (...lags: readonly number[]): (() => Answer) => {
  const left = [...lags];
  let requests = 0;
  return () => {
    const replica = requests % left.length;
    requests += 1;
    const before = left[replica] ?? 0;
    left[replica] = Math.max(0, before - 1);
    return before > 0 ? 'refused' : 'accepted';
  };
};

const target = { tokenUrl: 'https://login.example/token', appId: 'app', scope: 'scope' };

const proving = async (say: () => Answer) => {
  const clock = handClock(-1);
  const answer: Answer[] = [];
  const http: Http = async () => {
    const next = say();
    answer.push(next);
    return answerOf(next);
  };
  const retryWindow = { clock, cancel: new AbortController().signal, lengthMs: 120_000 };
  const result = await testSecret(http, target, new Secret('value'), retryWindow).catch((thrown: unknown) => thrown);
  return { result, answer };
};

describe('the proof of a new secret', () => {
  test('is three logins in a row where none fails', async () => {
    const { result, answer } = await proving(replicas(0));
    expect([result, answer]).toEqual(['accepted', ['accepted', 'accepted', 'accepted']]);
  });

  test.each([2, 3, 5, 9])('is given only when each of %d replicas knows it (H13)', async (count) => {
    const lags = Array.from({ length: count }, (_, index) => index + 1);
    const say = replicas(...lags);
    expect((await proving(say)).result).toBe('accepted');
    expect(Array.from({ length: 2 * count }, say)).toEqual(Array.from({ length: 2 * count }, () => 'accepted'));
  });

  test('is as good from a place that Entra blocks, once that is said several times in a row', async () => {
    const { result, answer } = await proving(() => 'blocked');
    expect([result, answer.length]).toEqual(['blocked', 3]);
  });

  test('fails with what Entra said last when the time is over', async () => {
    const { result } = await proving(() => 'refused');
    expect(result).toMatchObject({ code: 'ENTRA_SECRET_TEST_FAILED', evidence: [{ value: 'AADSTS7000215' }, {}] });
  });

  test('fails at once when sign-in is disabled', async () => {
    const { result, answer } = await proving(() => 'disabled');
    expect(result).toMatchObject({ code: 'ENTRA_DISABLED' });
    expect(answer).toHaveLength(1);
  });
});
