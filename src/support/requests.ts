import { HttpFailure, jsonOf, type Http, type HttpAnswer, type HttpRequest } from './http.ts';

/** The services that a run sends requests to, GitHub apart. */
export const services = ['graph', 'entra', 'truu', 'key-vault'] as const;
/** One of `services`. */
export type Service = (typeof services)[number];

/** One item of a `$batch`. */
export interface BatchItemRecord {
  readonly method: string;
  readonly path: string;
  /** Null when the batch has no response for it. */
  readonly status: number | null;
}

/** One request that left the process, without headers and body, and of the query only `$select`. */
export interface RequestRecord {
  readonly service: Service;
  readonly method: string;
  readonly path: string;
  /** Null when there was no response. */
  readonly status: number | null;
  /** Why there was no response; null when there was one. */
  readonly failure: HttpFailure['reason'] | 'not-sent' | null;
  /** The remote's ID of the request, for its support. */
  readonly requestId: string | null;
  /** How often it was sent. */
  readonly attempts: number;
  /** The items of a `$batch`; empty for every other request. */
  readonly items: readonly BatchItemRecord[];
}

/** The same policy, which also records each request in the order of its start. */
export const recordRequests =
  (http: Http, serviceOf: (url: URL) => Service, into: RequestRecord[]): Http =>
  async (request) => {
    const place = into.length;
    const url = new URL(request.url);
    const base = { service: serviceOf(url), method: request.method, path: pathOf(url) };
    const unanswered = { status: null, requestId: null, attempts: 1, items: itemsOf(request, null) };
    into.push({ ...base, ...unanswered, failure: 'not-sent' });
    try {
      const answer = await http(request);
      const { status, attempts } = answer;
      const requestId = requestIdOf(answer);
      into[place] = { ...base, status, failure: null, requestId, attempts, items: itemsOf(request, answer) };
      return answer;
    } catch (thrown) {
      if (thrown instanceof HttpFailure)
        into[place] = { ...base, ...unanswered, failure: thrown.reason, attempts: thrown.attempts };
      throw thrown;
    }
  };

const pathOf = (url: URL): string => {
  const select = url.searchParams.get('$select');
  return select === null ? url.pathname : `${url.pathname}?$select=${select}`;
};

/** Graph's header, or the headers of TruU and Entra; TruU's errors have it only in the body. */
const requestIdOf = ({ headers, status, text }: HttpAnswer): string | null => {
  const named = ['request-id', 'x-request-id', 'x-ms-request-id'].map((name) => headers.get(name));
  const found = named.find((value) => value !== null && value !== '');
  if (found !== undefined || status < 400) return found ?? null;
  const requestId = (jsonOf(text) as { requestId?: unknown } | null | undefined)?.requestId;
  return typeof requestId === 'string' ? requestId : null;
};

interface BatchBody {
  readonly requests?: readonly { readonly id?: string; readonly method?: string; readonly url?: string }[];
}
interface BatchAnswer {
  readonly responses?: readonly { readonly id?: string; readonly status?: number }[];
}

const itemsOf = ({ url, body }: HttpRequest, answer: HttpAnswer | null): readonly BatchItemRecord[] => {
  if (!new URL(url).pathname.endsWith('/$batch') || body === undefined) return [];
  const requested = (jsonOf(body) as BatchBody | null | undefined)?.requests ?? [];
  const responses = (answer === null ? null : (jsonOf(answer.text) as BatchAnswer | null | undefined))?.responses;
  const answered = Array.isArray(responses) ? (responses as NonNullable<BatchAnswer['responses']>) : [];
  return requested.map(({ id, method = '', url: target = '' }) => ({
    method,
    path: pathOf(new URL(target, 'https://relative.invalid')),
    status: answered.find((one) => one.id === id)?.status ?? null,
  }));
};
