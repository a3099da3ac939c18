import { aadstsIn, aadstsRow, sentenceIn } from '../../catalog/aadsts.ts';
import { ActionError } from '../../support/errors.ts';
import { HttpFailure, jsonOf, type Http } from '../../support/http.ts';
import type { Secret } from '../../support/secret.ts';
import { pollUntil, type PollResult, type RetryWindow } from '../../support/poll.ts';

/** Where TruU will log in with the secret. */
export interface SecretTestTarget {
  /** `{authority}/{tenant}/oauth2/v2.0/token`. */
  readonly tokenUrl: string;
  readonly appId: string;
  readonly scope: string;
}

/** What the proof came to: `blocked` is a secret that was accepted from a place that was not. */
export type SecretTestResult = 'accepted' | 'blocked';

/** Replicas answer each for itself, so one success proves nothing (Microsoft, workload identity considerations). */
const successesInARow = 3;
/** After one of them lagged, all of them must have responded, and their number is unknown. */
const successesAfterLag = 12;

/**
 * Logs in with the secret until several tries in a row succeed, and more when one failed; each try is a token request
 * of its own. Throws ENTRA_SECRET_TEST_FAILED when that does not happen in time, ENTRA_DISABLED when sign-in is
 * disabled.
 */
export const testSecret = (
  http: Http,
  target: SecretTestTarget,
  secret: Secret,
  retryWindow: RetryWindow,
): Promise<SecretTestResult> => {
  let needed = successesInARow;
  return pollUntil<SecretTestResult>(retryWindow, async () => {
    let result: SecretTestResult = 'accepted';
    for (let consecutive = 0; consecutive < needed; consecutive += 1) {
      const tried = await tryOnce(http, target, secret);
      if (tried instanceof ActionError) {
        needed = successesAfterLag;
        return { retry: tried };
      }
      if (tried === 'blocked') result = tried;
    }
    return { done: result } satisfies PollResult<SecretTestResult>;
  });
};

const tryOnce = async (
  http: Http,
  target: SecretTestTarget,
  secret: Secret,
): Promise<SecretTestResult | ActionError> => {
  const body = new URLSearchParams({
    client_id: target.appId,
    scope: target.scope,
    grant_type: 'client_credentials',
    client_secret: secret.reveal(),
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  try {
    const answer = await http({ method: 'POST', url: target.tokenUrl, headers, body, repeat: 'safe' });
    if (answer.status === 200) return 'accepted';
    const refusal = jsonOf(answer.text) as { error_description?: unknown } | undefined;
    const text = typeof refusal?.error_description === 'string' ? refusal.error_description : '';
    const { secretTest } = aadstsRow(aadstsIn(text) ?? '');
    if (secretTest === 'accepted') return 'blocked';
    if (secretTest === 'disabled')
      throw new ActionError('ENTRA_DISABLED', 'Entra refuses every login of the registration: it is disabled.', {
        evidence: [{ name: 'Entra says', value: sentenceIn(text) ?? '' }],
      });
    return notAccepted(sentenceIn(text) ?? `status ${answer.status}`);
  } catch (thrown) {
    if (!(thrown instanceof HttpFailure)) throw thrown;
    if (thrown.reason === 'cancelled') throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
    return notAccepted(thrown.reason);
  }
};

/** `last`: Entra's sentence with its number, or what came in place of it. */
const notAccepted = (last: string): ActionError => {
  const { secretTest, health } = aadstsRow(aadstsIn(last) ?? '');
  const meaning = secretTest === 'lag' ? 'usual for seconds after a secret was made' : health?.meaning;
  return new ActionError('ENTRA_SECRET_TEST_FAILED', 'Entra did not accept the new secret several times in a row.', {
    evidence: [
      { name: 'Last answer', value: last },
      ...(meaning === undefined ? [] : [{ name: 'Meaning', value: meaning }]),
    ],
  });
};
