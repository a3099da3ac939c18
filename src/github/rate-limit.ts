import { jsonOf, retryAfterMs, type HttpAnswer } from '../support/http.ts';

/** GitHub's advice where a response names no time (GitHub docs, "Rate limits for the REST API", read 2026-11). */
const unnamedMs = 60_000;

/** The words of a secondary limit, now and before 2022 (GitHub docs, as above; peter-evans/create-pull-request#2062). */
const secondary = /secondary rate limit|abuse detection/i;

/**
 * How long GitHub's rate limits want a request to wait, in milliseconds; null: the response is no refusal by one of them. A
 * limit is refused with 403 or 429: the secondary one, which counts requests and content in a minute, with `retry-after` or
 * with its words alone, the hourly one with `x-ratelimit-remaining: 0` and the second of `x-ratelimit-reset` (GitHub docs,
 * "Rate limits for the REST API", read 2026-11). GraphQL also refuses with 200. Nothing was done for the request.
 */
export const githubLimitMs = (answer: Pick<HttpAnswer, 'status' | 'headers' | 'text'>): number | null => {
  const { status, headers, text } = answer;
  if (status === 200 && headers.get('x-ratelimit-resource') === 'graphql') return graphqlLimitMs(headers, text);
  if (status !== 403 && status !== 429) return null;
  const named = namedMs(headers);
  if (named !== null) return named;
  const { message } = (jsonOf(text) ?? {}) as { readonly message?: unknown };
  return status === 429 || (typeof message === 'string' && secondary.test(message)) ? unnamedMs : null;
};

const graphqlLimitMs = (headers: Headers, text: string): number | null => {
  const { errors } = (jsonOf(text) ?? {}) as { readonly errors?: unknown };
  if (!Array.isArray(errors)) return null;
  const limited = (errors as readonly { readonly type?: unknown; readonly message?: unknown }[]).some(
    ({ type, message }) => type === 'RATE_LIMITED' || (typeof message === 'string' && secondary.test(message)),
  );
  return limited ? (namedMs(headers) ?? unnamedMs) : null;
};

/** The wait that the headers of a refusal name; by GitHub's clock, since the one of the runner may be wrong. */
const namedMs = (headers: Headers): number | null => {
  const asked = retryAfterMs(headers);
  if (asked !== null || headers.get('x-ratelimit-remaining')?.trim() !== '0') return asked;
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1_000;
  const now = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(reset) || Number.isNaN(now) ? unnamedMs : Math.max(0, reset - now);
};
