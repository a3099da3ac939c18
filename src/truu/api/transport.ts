import { attemptsOver, jsonOf, type Http, type HttpAnswer, type Repeat } from '../../support/http.ts';
import { interceptionOf } from '../../support/intercepted.ts';
import { noAnswer, type TruuAnswer } from './answer.ts';
import type { TruuSession } from './session.ts';

/** One request of the contract; `path` begins with `/api/v1`. */
export interface TruuRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
  readonly repeat: Repeat;
  /** Ends the sentence "TruU refused to …". */
  readonly operation: string;
}

/** The client of TruU. */
export interface Truu {
  /** Sends one request. Throws TRUU_UNAVAILABLE without a response, HttpFailure instead for `sendRaw`. */
  readonly send: (request: TruuRequest) => Promise<TruuAnswer>;
  /** As `send`, but a missing response stays an HttpFailure, for the one caller that must assess it. */
  readonly sendRaw: (request: TruuRequest) => Promise<TruuAnswer>;
}

/** Opens the transport. */
export const createTruu = (http: Http, session: TruuSession, url: string): Truu => {
  const asked = { input: 'truu-url', clientId: session.clientId } as const;
  const attempt = async (request: TruuRequest, token: string): Promise<HttpAnswer> => {
    const headers: Record<string, string> = { accept: 'application/json', authorization: `Bearer ${token}` };
    if (request.ifMatch !== undefined) headers['if-match'] = request.ifMatch;
    if (request.idempotencyKey !== undefined) headers['idempotency-key'] = request.idempotencyKey;
    if (request.body === undefined)
      return http({ method: request.method, url: url + request.path, headers, repeat: request.repeat });
    headers['content-type'] = 'application/json';
    const body = JSON.stringify(request.body);
    return http({ method: request.method, url: url + request.path, headers, body, repeat: request.repeat });
  };
  /** A 401 means that nothing was changed, so even a write can be repeated with a new token. */
  const again = async (request: TruuRequest, refused: HttpAnswer): Promise<HttpAnswer> => {
    const token = await session.refresh().catch((thrown: unknown) => {
      // An earlier try may have been carried out: that there is no new token does not say that nothing was sent.
      if (refused.attempts > 1) return null;
      throw thrown;
    });
    return token === null ? refused : attemptsOver(refused, await attempt(request, token.reveal()));
  };
  const sendRaw = async (request: TruuRequest): Promise<TruuAnswer> => {
    const first = await attempt(request, (await session.token()).reveal());
    const answer = first.status === 401 ? await again(request, first) : first;
    const date = Date.parse(answer.headers.get('date') ?? '');
    return {
      status: answer.status,
      body: jsonOf(answer.text),
      etag: answer.headers.get('etag'),
      date: Number.isNaN(date) ? null : new Date(date),
      attempts: answer.attempts,
      intercepted: interceptionOf(answer),
      asked,
    };
  };
  const send = (request: TruuRequest): Promise<TruuAnswer> =>
    sendRaw(request).catch((thrown: unknown) => {
      throw noAnswer(thrown, request.operation);
    });
  return { send, sendRaw };
};
