import { ActionError } from '../../support/errors.ts';
import { HttpFailure, jsonOf, type Http } from '../../support/http.ts';
import type { Secret } from '../../support/secret.ts';
import { settle, type Look, type Patience } from '../../support/poll.ts';
import { aadstsOf } from './login-errors.ts';

/** Where TruU will log in with the secret. */
export interface ProofTarget {
  /** `{authority}/{tenant}/oauth2/v2.0/token`. */
  readonly tokenUrl: string;
  readonly appId: string;
  readonly scope: string;
}

/** What the proof came to: `blocked` is a secret that was accepted from a place that was not. */
export type Proof = 'accepted' | 'blocked';

/** Replicas answer each for itself, so one success proves nothing (Microsoft, workload identity considerations). */
const successesInARow = 3;
/** Once one of them was seen to lag, all of them must have been met, and nobody says how many there are. */
const successesAfterLag = 12;

/** A new secret, app or service principal that has not reached the token service. */
const lagging = new Set(['7000215', '700016']);

/**
 * Logs in with the secret until several tries in a row succeed, and more when one failed; each try is a token request of its
 * own. Throws ENTRA_SECRET_UNPROVEN when that does not happen in time, ENTRA_DISABLED when sign-in is disabled.
 */
export const prove = (http: Http, target: ProofTarget, secret: Secret, patience: Patience): Promise<Proof> => {
  let needed = successesInARow;
  return settle<Proof>(patience, async () => {
    let proof: Proof = 'accepted';
    for (let row = 0; row < needed; row += 1) {
      const tried = await tryOnce(http, target, secret);
      if (tried instanceof ActionError) {
        needed = successesAfterLag;
        return { again: tried };
      }
      if (tried === 'blocked') proof = tried;
    }
    return { done: proof } satisfies Look<Proof>;
  });
};

const tryOnce = async (http: Http, target: ProofTarget, secret: Secret): Promise<Proof | ActionError> => {
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
    const said = jsonOf(answer.text) as { error_description?: unknown } | undefined;
    const number = aadstsOf(typeof said?.error_description === 'string' ? said.error_description : '');
    if (number === '53003') return 'blocked';
    if (number === '7000112')
      throw new ActionError('ENTRA_DISABLED', 'Entra refuses every login of the registration: it is disabled.');
    return unproven(number === null ? `status ${answer.status}` : `AADSTS${number}`, number);
  } catch (thrown) {
    if (!(thrown instanceof HttpFailure)) throw thrown;
    if (thrown.reason === 'cancelled') throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
    return unproven(thrown.reason, null);
  }
};

const unproven = (last: string, number: string | null): ActionError =>
  new ActionError('ENTRA_SECRET_UNPROVEN', 'Entra did not accept the new secret several times in a row.', {
    evidence: [
      { name: 'Last answer', value: last },
      ...(number !== null && lagging.has(number)
        ? [{ name: 'Meaning', value: 'usual for seconds after a secret was made' }]
        : []),
    ],
  });
