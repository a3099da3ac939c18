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

/** Proves a secret against an Entra that says one thing after another, the last for ever. */
const proving = async (answers: readonly Answer[], lengthMs = 60_000) => {
  const bodies: string[] = [];
  const http: Http = async ({ body = '' }) => {
    const saying = answers[Math.min(bodies.length, answers.length - 1)];
    bodies.push(body);
    if (saying === 'nothing') throw new HttpFailure('timeout', 1, null);
    const status = saying === 'token' ? 200 : typeof saying === 'number' ? saying : 401;
    const text = JSON.stringify({ error_description: `${saying}: words.` });
    return { status, headers: new Headers(), text, attempts: 1 };
  };
  const retryWindow = { clock: handClock(-1), cancel: new AbortController().signal, lengthMs };
  const ended = await testSecret(http, target, new Secret(value), retryWindow).catch((thrown: unknown) => thrown);
  return { ended, bodies };
};

describe('a new secret', () => {
  test('is proven by three logins in a row, each a request of its own', async () => {
    const { ended, bodies } = await proving(['token']);
    expect(ended).toBe('accepted');
    expect(bodies).toHaveLength(3);
    expect(Object.fromEntries(new URLSearchParams(bodies[0]))).toEqual({
      client_id: 'app',
      scope: target.scope,
      grant_type: 'client_credentials',
      client_secret: value,
    });
  });

  test.each<[string, readonly Answer[], number]>([
    ['a replica does not have it yet', ['token', 'token', 'AADSTS7000215', 'token'], 15],
    ['the app is not known everywhere', ['AADSTS700016', 'token', 'AADSTS700016', 'token'], 15],
    ['Entra is away for a moment', ['token', 503, 'nothing', 'token'], 15],
  ])('begins to count again, to twelve, when %s', async (_why, answers, tries) => {
    const { ended, bodies } = await proving(answers);
    expect([ended, bodies.length]).toEqual(['accepted', tries]);
  });

  test('counts as proven when only the place was refused', async () => {
    const { ended, bodies } = await proving(['AADSTS53003']);
    expect([ended, bodies.length]).toEqual(['blocked', 3]);
  });

  test.each<[Answer, string, string]>([
    ['AADSTS7000112', 'ENTRA_DISABLED', 'it is disabled'],
    ['AADSTS7000215', 'ENTRA_SECRET_TEST_FAILED', 'several times in a row'],
    ['nothing', 'ENTRA_SECRET_TEST_FAILED', 'several times in a row'],
  ])('is not proven when Entra always says %s', async (saying, code, texts) => {
    const { ended } = await proving(['token', 'token', saying]);
    const { code: found, message } = ended as ActionError;
    expect([found, message]).toEqual([code, expect.stringContaining(texts)]);
  });
});
