import { ActionError } from './errors.ts';
import { jsonOf, type Fetch } from './http.ts';

/**
 * A `fetch` that cannot write: it allows GET, HEAD, a Graph `$batch` of GET items only, and POST to the given token
 * endpoints; anything else throws PLAN_WRITE_REFUSED before anything is sent. Plan and drift have no other `fetch`.
 */
export const readOnly = (fetch: Fetch, tokenUrls: readonly string[]): Fetch => {
  const guarded = (url: string, init: RequestInit): Promise<Response> => {
    const method = (init.method ?? 'GET').toUpperCase();
    if (isRead(method, url, init.body) || (method === 'POST' && tokenUrls.includes(withoutRequestId(url))))
      return fetch(url, init);
    throw new ActionError('PLAN_WRITE_REFUSED', `A read-only mode attempted ${method} ${new URL(url).pathname}.`);
  };
  return fetch.proxyFor === undefined ? guarded : Object.assign(guarded, { proxyFor: fetch.proxyFor });
};

/** The identity library adds its own id of the request as a query. */
const withoutRequestId = (url: string): string => url.replace(/\?client-request-id=[0-9a-f-]{36}$/, '');

const isRead = (method: string, url: string, body: unknown): boolean => {
  if (method === 'GET' || method === 'HEAD') return true;
  return method === 'POST' && new URL(url).pathname.endsWith('/$batch') && readsOnly(body);
};

const readsOnly = (body: unknown): boolean => {
  const parsed = typeof body === 'string' ? (jsonOf(body) as { requests?: unknown } | undefined) : undefined;
  if (!Array.isArray(parsed?.requests) || parsed.requests.length === 0) return false;
  return parsed.requests.every((item: unknown) => (item as { method?: unknown } | null)?.method === 'GET');
};
