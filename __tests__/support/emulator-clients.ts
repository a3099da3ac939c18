import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import type { TestEmulator } from './emulator.ts';

/** What a remote answered; `body` is JSON, or null without one. */
export interface Reply<T = Record<string, unknown>> {
  status: number;
  headers: { get(name: string): string | null };
  body: T;
}

/** A caller of one remote, by method, path and body. */
export type Caller = <T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Reply<T>>;

/** The error body of Graph. */
export interface GraphErrorBody {
  error: { code: string; message: string; details?: { code: string; target?: string }[]; innerError: object };
}

/** What Entra's token endpoint answers, in success and in refusal. */
export interface TokenBody {
  access_token?: string;
  error?: string;
  error_description?: string;
  error_codes?: number[];
}

const send = async <T>(
  emulator: TestEmulator,
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string | URLSearchParams },
): Promise<Reply<T>> => {
  const response = await emulator.fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as T };
};

const caller =
  (emulator: TestEmulator, base: string, token: string | null): Caller =>
  (method, path, body, headers = {}) => {
    const bearer: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const all = { ...bearer, 'content-type': 'application/json', ...headers };
    const url = path.startsWith('https:') ? path : base + path;
    return send(emulator, url, { method, headers: all, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  };

/** Graph v1.0 as the holder of a token; a path may be one of beta, or a whole address, as a nextLink is. */
export const graphAs = (emulator: TestEmulator, token: string | null): Caller => {
  const { graph } = emulator.urls;
  const call = caller(emulator, `${graph}/v1.0`, token);
  return <T>(method: string, path: string, ...more: [unknown?, Record<string, string>?]) =>
    call<T>(method, path.startsWith('/beta/') ? graph + path : path, ...more);
};

/** TruU's API as the holder of a token. */
export const truuAs = (emulator: TestEmulator, token: string | null): Caller =>
  caller(emulator, `${emulator.urls.truu}/api/v1`, token);

/** Sends a form to Entra's token endpoint. */
export const entraToken = (
  emulator: TestEmulator,
  form: Record<string, string>,
  tenant = emulator.admin.tenant,
): Promise<Reply<TokenBody>> => {
  const whole = { grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default', ...form };
  const url = `${emulator.urls.login}/${tenant}/oauth2/v2.0/token`;
  return send(emulator, url, { method: 'POST', headers: {}, body: new URLSearchParams(whole) });
};

/** The form in which a client presents an assertion. */
export const assertionForm = (clientId: string, assertion: string): Record<string, string> => ({
  client_id: clientId,
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: assertion,
});

/** GitHub's token for the job, as the runner would get it. */
export const githubToken = async (emulator: TestEmulator, audience = 'api://AzureADTokenExchange'): Promise<string> => {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer = '' } = emulator.env;
  const address = `${url}&audience=${encodeURIComponent(audience)}`;
  const headers = { authorization: `Bearer ${bearer}` };
  return (await send<{ value: string }>(emulator, address, { method: 'GET', headers })).body.value;
};

/** Logs in as one of the seed's identities; throws when Entra refuses. */
export const logIn = async (emulator: TestEmulator, who: keyof typeof identities): Promise<string> => {
  const clientId = clientIdOf(identities[who]);
  const form =
    who === 'admin'
      ? { client_id: clientId, client_secret: emulator.admin.clientSecret }
      : assertionForm(clientId, await githubToken(emulator));
  const { body } = await entraToken(emulator, form);
  if (body.access_token === undefined) throw new Error(body.error_description);
  return body.access_token;
};

/** Sends a form to TruU's token endpoint; the seed's client unless it says otherwise. */
export const truuToken = <T = { access_token: string }>(
  emulator: TestEmulator,
  form: Record<string, string> = {},
): Promise<Reply<T>> => {
  const [client] = emulator.world.state.truu.oauthClients;
  const whole = {
    grant_type: 'client_credentials',
    client_id: client?.clientId ?? '',
    client_secret: client?.clientSecret ?? '',
    ...form,
  };
  const url = `${emulator.urls.truu}/oauth2/token`;
  return send(emulator, url, { method: 'POST', headers: {}, body: new URLSearchParams(whole) });
};
