import { describe, expect, test } from '@jest/globals';
import { testSecret } from '../../../../src/entra/login/test-secret.ts';
import type { ActionError } from '../../../../src/support/errors.ts';
import { HttpFailure, type Http } from '../../../../src/support/http.ts';
import { Secret } from '../../../../src/support/secret.ts';
import { handClock } from '../../support/hand-clock.ts';

const target = { tokenUrl: 'https://login.example/t/oauth2/v2.0/token', appId: 'app', scope: 'https://graph/.default' };
const value = 'the-new-secret~and-more';

/** What Entra says at one try: a token, an AADSTS number, a status without words, or nothing at all. */
type Answer = 'token' | `AADSTS${number}` | 503 | 'nothing';

/** One thing after another, the last for ever. */
const inTurn = (...answers: readonly [Answer, ...Answer[]]): (() => Answer) => {
  const left = [...answers];
  return () => (left.length > 1 ? left.shift() : left[0]) ?? answers[0];
};

/** A token endpoint whose replicas answer in turn, each refusing so many calls before it knows the secret. */
const replicas = (...lags: readonly number[]): (() => Answer) => {
  const left = [...lags];
  let requests = 0;
  return () => {
    const replica = requests % left.length;
    requests += 1;
    const before = left[replica] ?? 0;
    left[replica] = Math.max(0, before - 1);
    return before > 0 ? 'AADSTS7000215' : 'token';
  };
};

/** Proves a secret against an Entra that says these things. */
const proving = async (say: () => Answer) => {
  const bodies: string[] = [];
  const http: Http = async ({ body = '' }) => {
    const saying = say();
    bodies.push(body);
    if (saying === 'nothing') throw new HttpFailure('timeout', 1, null);
    const status = saying === 'token' ? 200 : typeof saying === 'number' ? saying : 401;
    const text = JSON.stringify({ error_description: `${saying}: words.` });
    return { status, headers: new Headers(), text, attempts: 1, way: { host: 'login', proxy: null } };
  };
  const retryWindow = { clock: handClock(-1), cancel: new AbortController().signal, lengthMs: 120_000 };
  const ended = await testSecret(http, target, new Secret(value), retryWindow).catch((thrown: unknown) => thrown);
  return { ended, bodies };
};

describe('a new secret', () => {
  test('is proven by three logins in a row, each a request of its own', async () => {
    const { ended, bodies } = await proving(inTurn('token'));
    expect(ended).toBe('accepted');
    expect(bodies).toHaveLength(3);
    expect(Object.fromEntries(new URLSearchParams(bodies[0]))).toEqual({
      client_id: 'app',
      scope: target.scope,
      grant_type: 'client_credentials',
      client_secret: value,
    });
  });

  test.each<[string, readonly [Answer, ...Answer[]], number]>([
    ['a replica does not have it yet', ['token', 'token', 'AADSTS7000215', 'token'], 15],
    ['the app is not known everywhere', ['AADSTS700016', 'token', 'AADSTS700016', 'token'], 15],
    ['Entra is away for a moment', ['token', 503, 'nothing', 'token'], 15],
  ])('begins to count again, to twelve, when %s', async (_why, answers, tries) => {
    const { ended, bodies } = await proving(inTurn(...answers));
    expect([ended, bodies.length]).toEqual(['accepted', tries]);
  });

  test('counts as proven when only the place was refused', async () => {
    const { ended, bodies } = await proving(inTurn('AADSTS53003'));
    expect([ended, bodies.length]).toEqual(['blocked', 3]);
  });

  test.each([2, 3, 5, 9])('is proven only when each of %d replicas knows it (H13)', async (count) => {
    const lags = Array.from({ length: count }, (_, index) => index + 1);
    const say = replicas(...lags);
    expect((await proving(say)).ended).toBe('accepted');
    expect(Array.from({ length: 2 * count }, say)).toEqual(Array.from({ length: 2 * count }, () => 'token'));
  });

  test.each<[Answer, string, string]>([
    ['AADSTS7000215', 'ENTRA_SECRET_TEST_FAILED', 'several times in a row'],
    ['nothing', 'ENTRA_SECRET_TEST_FAILED', 'several times in a row'],
    ['AADSTS7000112', 'ENTRA_DISABLED', 'it is disabled'],
  ])('is not proven when Entra always says %s', async (saying, code, texts) => {
    const { ended } = await proving(inTurn('token', 'token', saying));
    const { code: found, message } = ended as ActionError;
    expect([found, message]).toEqual([code, expect.stringContaining(texts)]);
  });

  test('is not proven at the end of the time, by what Entra said last', async () => {
    const { ended } = await proving(inTurn('AADSTS7000215'));
    expect(ended).toMatchObject({ code: 'ENTRA_SECRET_TEST_FAILED', evidence: [{ value: 'AADSTS7000215' }, {}] });
  });

  test('is given up at once when sign-in is disabled', async () => {
    const { ended, bodies } = await proving(inTurn('AADSTS7000112'));
    expect(ended).toMatchObject({ code: 'ENTRA_DISABLED' });
    expect(bodies).toHaveLength(1);
  });
});
