import { Agent, fetch } from 'undici';

/** The parts of an answer that manual changes need. */
export interface HttpAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

/** Requests to the emulated services, whose certificates the emulator's CA signs. */
export interface Http {
  /** The client credentials grant (RFC 6749, 4.4). */
  readonly token: (url: string, form: Readonly<Record<string, string>>) => Promise<HttpAnswer>;
  /** A JSON request. Throws unless it succeeds. */
  readonly json: (
    url: string,
    method: string,
    headers: Readonly<Record<string, string>>,
    body?: unknown,
  ) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Creates a client that trusts a CA; `ca` is PEM. */
export const createHttp = (ca: string): Http => {
  const dispatcher = new Agent({ connect: { ca } });
  const call = async (
    url: string,
    method: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<HttpAnswer> => {
    const response = await fetch(url, { method, headers, dispatcher, ...(body === undefined ? {} : { body }) });
    return { ok: response.ok, status: response.status, text: await response.text() };
  };
  return {
    token: (url, form) => {
      const body = new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString();
      return call(url, 'POST', { 'content-type': 'application/x-www-form-urlencoded' }, body);
    },
    json: async (url, method, headers, body) => {
      const sent = body === undefined ? undefined : JSON.stringify(body);
      const all = sent === undefined ? headers : { ...headers, 'content-type': 'application/json' };
      const answer = await call(url, method, all, sent);
      if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${answer.text}`);
      return answer.text === '' ? null : (JSON.parse(answer.text) as unknown);
    },
    close: () => dispatcher.close(),
  };
};

/** The Authorization header with the token of a token endpoint's answer. */
export const bearerOf = (answer: HttpAnswer): Record<string, string> => ({
  authorization: `Bearer ${(JSON.parse(answer.text) as { access_token: string }).access_token}`,
});
