import { attemptsOver, jsonOf, type Http, type HttpAnswer, type Repeat } from '../../support/http.ts';
import { interceptionOf, type Interception } from '../../support/intercepted.ts';
import type { TokenSource } from '../../support/secret.ts';

/*
 * A client of our own for three calls, over the one HTTP policy. `@azure/keyvault-secrets` 4.12 would need an adapter for
 * each of its parts (its challenge asks for the token a second time, and takes the authority from the answer; its errors
 * hold the response; one repeat rule for every method; its result keeps the value), and adds a dependency and 43 KB.
 */

/** One request to a key vault. */
export interface VaultRequest {
  readonly method: 'GET' | 'PUT' | 'PATCH';
  /** A URL of the vault. */
  readonly url: string;
  readonly body?: unknown;
  readonly repeat: Repeat;
}

/** One answer of a key vault. */
export interface VaultAnswer {
  readonly status: number;
  /** Parsed JSON; undefined when it was not JSON. That of a PUT holds the value, and goes no further than its reader. */
  readonly body: unknown;
  readonly requestId: string | null;
  readonly intercepted: Interception | null;
}

/** The client of one vault. */
export interface VaultClient {
  /** https, without a slash at the end. */
  readonly url: string;
  /** Throws HttpFailure without a response, AUTH_… without a token. */
  readonly send: (request: VaultRequest) => Promise<VaultAnswer>;
}

/** The version of the data plane (Key Vault REST API, set-secret, read 2026-11). */
export const apiVersion = '2025-07-01';

/** Opens the client. */
export const createVaultClient = (http: Http, tokens: TokenSource, url: string): VaultClient => {
  const attempt = ({ method, url: target, body, repeat }: VaultRequest, token: string): Promise<HttpAnswer> => {
    const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
    if (body === undefined) return http({ method, url: target, headers, repeat });
    const json = { ...headers, 'content-type': 'application/json' };
    return http({ method, url: target, headers: json, body: JSON.stringify(body), repeat });
  };
  return {
    url,
    send: async (request) => {
      const first = await attempt(request, (await tokens.token()).reveal());
      // A 401 means that nothing was done, so that a write can be sent again, too.
      const answer =
        first.status === 401 ? attemptsOver(first, await attempt(request, (await tokens.refresh()).reveal())) : first;
      return {
        status: answer.status,
        body: jsonOf(answer.text),
        requestId: answer.headers.get('x-ms-request-id'),
        intercepted: interceptionOf(answer),
      };
    },
  };
};
