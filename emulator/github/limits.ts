import type { World } from '../world.ts';
import { GithubRefusal } from './errors.ts';
import type { GithubToken } from './records.ts';

const hourMs = 60 * 60 * 1000;

/** The remaining requests of a token in this hour, for REST or GraphQL, as headers. */
export interface Allowance {
  readonly over: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts a request against its token's hour, which starts with its first request. */
export const countRequest = (world: World, token: GithubToken, resource: 'core' | 'graphql'): Allowance => {
  const limit = world.state.github.rateLimit;
  const now = world.now('github').getTime();
  const windows = world.memory('github rate limits', () => new Map<string, { used: number; reset: number }>());
  const key = `${resource} ${token.token}`;
  const running = windows.get(key);
  const window = running && running.reset > now ? running : { used: 0, reset: now + hourMs };
  const over = window.used >= limit;
  if (!over) window.used += 1;
  windows.set(key, window);
  const headers = {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(limit - window.used),
    'x-ratelimit-used': String(window.used),
    'x-ratelimit-reset': String(Math.ceil(window.reset / 1000)),
    'x-ratelimit-resource': resource,
  };
  return { over, headers };
};

/** A refusal by the secondary limit, and its headers. */
export interface SecondaryRefusal {
  readonly refusal: GithubRefusal;
  readonly headers: Readonly<Record<string, string>>;
}

const minuteMs = 60 * 1000;

/**
 * Counts what a token writes against its minute, which starts with its first write; the refusal when there is too much of
 * it, else null. GitHub docs, "Rate limits for the REST API"; the message is the one of 2022 to 2026.
 */
export const countContent = (world: World, token: GithubToken): SecondaryRefusal | null => {
  const { contentPerMinute, status, retryAfter } = world.state.github.secondaryLimit;
  const now = world.now('github').getTime();
  const minutes = world.memory('github content', () => new Map<string, { used: number; end: number }>());
  const running = minutes.get(token.token);
  const minute = running && running.end > now ? running : { used: 0, end: now + minuteMs };
  minutes.set(token.token, minute);
  if (minute.used < contentPerMinute) {
    minute.used += 1;
    return null;
  }
  const message =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. For more on scraping GitHub and how it may affect your rights, please review our Terms of Service';
  const refusal = new GithubRefusal(status, message, null, rateLimitPage);
  return { refusal, headers: retryAfter ? { 'retry-after': String(Math.ceil((minute.end - now) / 1000)) } : {} };
};

const rateLimitPage = 'rest/using-the-rest-api/rate-limits-for-the-rest-api';

/** The refusal of a token without remaining requests. GitHub docs, "Rate limits for the REST API". */
export const limitExceeded = (): GithubRefusal =>
  new GithubRefusal(403, 'API rate limit exceeded for installation.', null, rateLimitPage);
