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

/** The refusal of a token without remaining requests. GitHub docs, "Rate limits for the REST API". */
export const limitExceeded = (): GithubRefusal =>
  new GithubRefusal(
    403,
    'API rate limit exceeded for installation.',
    null,
    'rest/using-the-rest-api/rate-limits-for-the-rest-api',
  );
