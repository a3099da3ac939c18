import { BodyTooLong, readBody } from './body.ts';
import { backOff, type Clock } from './clock.ts';

/** Whether a request can be sent again after a failure with an unknown outcome. */
export type Repeat =
  /** The request is idempotent. */
  | 'safe'
  /** Only after a refusal by a rate limit, when the remote did nothing: 429, and what `throttled` adds. */
  | 'if-throttled'
  /** Never: the caller finds out what happened. */
  | 'never';

/** A request in this layer. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly repeat: Repeat;
}

/** A complete response with its full body. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** How often the request was sent; more than once means that an earlier outcome is unknown. */
  readonly attempts: number;
  readonly way: Way;
}

/** The way of a request, as far as it may be shown. */
export interface Way {
  readonly host: string;
  readonly proxy: string | null;
}

/** Where nothing is known of the way. */
const unknownWay: Way = { host: 'unknown', proxy: null };

/** A request without a complete response. It has no URL and no body, so it can be shown. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly reason: 'network' | 'timeout' | 'cancelled' | 'too-long';
  readonly attempts: number;
  /** The operating system's code, such as ECONNREFUSED, or one of a proxy, if there is one. */
  readonly system: string | null;
  /** What a proxy answered instead of opening a tunnel; null when none did. */
  readonly proxyStatus: number | null;
  /** Where the request was to go: host and port, without a path. */
  readonly host: string;
  /** Host and port of the proxy on the way; null: directly. */
  readonly proxy: string | null;

  constructor(reason: HttpFailure['reason'], attempts: number, cause: unknown, way: Way = unknownWay) {
    super(`The request ended without a response (${reason}).`);
    this.reason = reason;
    this.attempts = attempts;
    this.system = (firstOf(cause, 'code', 'string') as string | null) ?? (isBadPort(cause) ? 'BAD_PORT' : null);
    this.proxyStatus = firstOf(cause, 'status', 'number') as number | null;
    this.host = way.host;
    this.proxy = way.proxy;
  }
}

/** The only way for requests to leave the process, with time-outs, back-off and waits on throttling. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** A `fetch` of the host (proxy, certificates), or one that refuses to write. */
export interface Fetch {
  (url: string, init: RequestInit): Promise<Response>;
  /** Host and port of the proxy for a URL; null: directly. */
  readonly proxyFor?: (url: string) => string | null;
}

/** The options of the policy. */
export interface HttpOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** The timeout of one attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** Aborts waits and reads; a pending write gets `graceMs` to end. */
  readonly cancel: AbortSignal;
  /** Ends a pending write immediately too; never aborted before `cancel`. */
  readonly forceCancel?: AbortSignal;
  /** How often a request is sent when the remote fails, without throttling; five times by default. */
  readonly attempts?: number;
  /** One for all that waits in a run; of its own by default. */
  readonly budget?: RetryBudget;
  /**
   * The wait in milliseconds that a remote's own rate limit requires, for a response with which it did nothing; null: the
   * response is none of a rate limit. A 429 is one without it.
   */
  readonly throttled?: (answer: HttpAnswer) => number | null;
}

/** What is left of a run's patience: every wait between attempts is charged to it. */
export interface RetryBudget {
  leftMs: number;
}

/** How often a request is sent when the remote fails, without throttling. */
const usualAttempts = 5;
const retryBudgetInTimeouts = 15;
/** The total wait between the attempts of a run: 20 s × 15 = 5 min. */
export const openRetryBudget = (timeoutMs: number): RetryBudget => ({ leftMs: timeoutMs * retryBudgetInTimeouts });
/** The time for a pending write after a cancellation, before its outcome counts as unknown. */
const graceMs = 2_500;
const firstWaitMs = 250;
const longestWaitMs = 8_000;

/** Failures without a response that may not happen again. */
const passing: ReadonlySet<HttpFailure['reason']> = new Set(['network', 'timeout']);
const failedForNow = new Set([408, 425, 500, 502, 503, 504]);

/** Builds the policy. Redirects are never followed: a token or secret must not go to another host. */
export const createHttp = (options: HttpOptions): Http => {
  const budget = options.budget ?? openRetryBudget(options.timeoutMs);
  return async (request) => {
    const waits = backOff(firstWaitMs, 2, Math.min(longestWaitMs, options.timeoutMs));
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await attemptOnce(options, request, attempt);
      const limitMs = limitOf(options, outcome);
      const repeats = repeatable(request.repeat, outcome, limitMs, attempt < (options.attempts ?? usualAttempts));
      if (!repeats) return answerOrThrow(outcome);
      const wait = Math.max(limitMs ?? 0, waitBefore(outcome, waits.next().value));
      // A response can require a longer wait than a job has; every wait is charged to the one budget of the run.
      if (wait > budget.leftMs) return answerOrThrow(outcome);
      budget.leftMs -= wait;
      await options.clock.sleep(wait, options.cancel);
      if (options.cancel.aborted) throw new HttpFailure('cancelled', attempt, null, wayOf(options, request));
    }
  };
};

const answerOrThrow = (outcome: HttpAnswer | HttpFailure): HttpAnswer => {
  if (outcome instanceof HttpFailure) throw outcome;
  return outcome;
};

/** The wait that the remote's rate limit requires; null: it did not refuse by one. */
const limitOf = ({ throttled }: HttpOptions, outcome: HttpAnswer | HttpFailure): number | null => {
  if (outcome instanceof HttpFailure) return null;
  return throttled?.(outcome) ?? (outcome.status === 429 ? 0 : null);
};

const repeatable = (
  repeat: Repeat,
  outcome: HttpAnswer | HttpFailure,
  limitMs: number | null,
  more: boolean,
): boolean => {
  if (repeat === 'never') return false;
  if (outcome instanceof HttpFailure) return repeat === 'safe' && passing.has(outcome.reason) && more;
  if (limitMs !== null) return true;
  return repeat === 'safe' && failedForNow.has(outcome.status) && more;
};

/** Retry-After as seconds or HTTP date (relative to the response's Date); otherwise the back-off with jitter. */
const waitBefore = (outcome: HttpAnswer | HttpFailure, backOffMs: number): number => {
  const jittered = backOffMs * (0.75 + Math.random() / 2);
  if (outcome instanceof HttpFailure) return jittered;
  return Math.max(retryAfterMs(outcome.headers) ?? 0, jittered);
};

/** The wait that a response requires, in milliseconds; null for none. */
export const retryAfterMs = (headers: Headers): number | null => {
  const value = headers.get('retry-after')?.trim();
  if (!value) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  const now = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(until) || Number.isNaN(now) ? null : Math.max(0, until - now);
};

const attemptOnce = async (
  { fetch, clock, timeoutMs, cancel, forceCancel }: HttpOptions,
  request: HttpRequest,
  attempts: number,
): Promise<HttpAnswer | HttpFailure> => {
  const way = wayOf({ fetch }, request);
  if (cancel.aborted) return new HttpFailure('cancelled', attempts - 1, null, way);
  const stop = new AbortController();
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  let reason: HttpFailure['reason'] = 'network';
  const end = (cause: HttpFailure['reason']): void => {
    reason = cause;
    stop.abort();
  };
  const finished = new AbortController();
  void clock.sleep(timeoutMs, finished.signal).then(() => finished.signal.aborted || end('timeout'));
  const onCancel = (): void => {
    if (isRead) end('cancelled');
    else void clock.sleep(graceMs, finished.signal).then(() => finished.signal.aborted || end('cancelled'));
  };
  const onForceCancel = (): void => end('cancelled');
  cancel.addEventListener('abort', onCancel, { once: true });
  forceCancel?.addEventListener('abort', onForceCancel, { once: true });
  try {
    const { method, headers, body } = request;
    const init: RequestInit = { method, headers: { ...headers }, redirect: 'manual', signal: stop.signal };
    const response = await fetch(request.url, body === undefined ? init : { ...init, body });
    return { status: response.status, headers: response.headers, text: await readBody(response), attempts, way };
  } catch (thrown) {
    if (isDeliberate(thrown)) throw thrown;
    if (thrown instanceof BodyTooLong) reason = 'too-long';
    return new HttpFailure(reason, attempts, thrown, way);
  } finally {
    finished.abort();
    cancel.removeEventListener('abort', onCancel);
    forceCancel?.removeEventListener('abort', onForceCancel);
  }
};

/** Our own refusals (a read-only transport) are not transient failures: they are passed on unchanged. */
const isDeliberate = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'ActionError';

const wayOf = ({ fetch }: Pick<HttpOptions, 'fetch'>, { url }: HttpRequest): Way => ({
  host: new URL(url).host,
  proxy: fetch.proxyFor?.(url) ?? null,
});

/** A property of an error or of what caused it, the outermost first. */
const firstOf = (thrown: unknown, name: 'code' | 'status', type: 'string' | 'number'): unknown => {
  for (let at = thrown; at instanceof Error; at = at.cause) {
    const value = (at as unknown as Readonly<Record<string, unknown>>)[name];
    if (typeof value === type) return value;
  }
  return null;
};

/** Every fetch refuses some ports before it connects, without a code (Fetch standard, port blocking; undici 6.29). */
const isBadPort = (thrown: unknown): boolean =>
  thrown instanceof Error && (thrown.message === 'bad port' || isBadPort(thrown.cause));

/** A body as JSON, or undefined when it is not JSON. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/**
 * How often a request was sent with an unknown outcome, when a 401 stood between two runs of it: the 401 itself says that
 * nothing was done, and what was tried before it still counts.
 */
export const attemptsOver = (refused: HttpAnswer, answer: HttpAnswer): HttpAnswer => ({
  ...answer,
  attempts: refused.attempts - 1 + answer.attempts,
});
