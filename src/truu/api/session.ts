import { jsonOf, type Http } from '../../support/http.ts';
import { interceptionOf } from '../../support/intercepted.ts';
import type { MaskSecret, Secret } from '../../support/secret.ts';
import { brokenContract, noAnswer, truuError, type TruuAnswer } from './answer.ts';

/** The credentials and the endpoint for TruU's token. */
export interface TruuLogin {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Optional OAuth scope. */
  readonly scope: string | null;
}

/** One login per run. */
export interface TruuSession {
  /** The token of this run. Throws TRUU_…. */
  readonly token: () => Promise<Secret>;
  /** A new token, after TruU rejected the previous one. */
  readonly refresh: () => Promise<Secret>;
  /** As whom it logs in. */
  readonly clientId: string;
}

/** Opens the session; the first request is sent when a token is needed. */
export const createTruuSession = (http: Http, login: TruuLogin, maskSecret: MaskSecret): TruuSession => {
  let current: Promise<Secret> | null = null;
  const refresh = (): Promise<Secret> => (current = requestToken(http, login, maskSecret));
  return { token: () => current ?? refresh(), refresh, clientId: login.clientId };
};

const operation = 'issue a token';

const requestToken = async (http: Http, login: TruuLogin, maskSecret: MaskSecret): Promise<Secret> => {
  const asked = { input: 'truu-token-url', clientId: login.clientId, hasScope: login.scope !== null } as const;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: login.clientId,
    client_secret: login.clientSecret.reveal(),
    ...(login.scope === null ? {} : { scope: login.scope }),
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const raw = await http({
    method: 'POST',
    url: login.tokenUrl,
    headers,
    body: form.toString(),
    // A token request changes nothing, so it can be repeated.
    repeat: 'safe',
  }).catch((thrown: unknown) => {
    throw noAnswer(thrown, operation, asked);
  });
  const answer: TruuAnswer = {
    status: raw.status,
    body: jsonOf(raw.text),
    etag: null,
    date: null,
    attempts: raw.attempts,
    intercepted: interceptionOf(raw),
    asked,
  };
  const token = (answer.body as { access_token?: unknown } | undefined)?.access_token;
  if (answer.status === 200 && typeof token === 'string' && token !== '') return maskSecret(token);
  if (answer.status === 200)
    throw brokenContract(answer, operation, answer.intercepted ? undefined : 'it has no access_token');
  // OAuth also returns 400 invalid_client for bad credentials (RFC 6749, 5.2).
  const refused = answer.status === 400 && (answer.body as { error?: unknown } | undefined)?.error === 'invalid_client';
  throw truuError(refused ? { ...answer, status: 401 } : answer, operation);
};
