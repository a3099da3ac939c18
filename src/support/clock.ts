/** The time of the process. It is used only for time-outs and back-off; the remotes' clocks decide about dates. */
export interface Clock {
  /** Milliseconds of a monotonic clock. */
  monotonicMs(): number;
  /** Resolves after `ms`, or immediately when `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The clock of the process. */
export const processClock: Clock = {
  monotonicMs: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
    }),
};

/**
 * The time of day of the process, RFC 3339. It is only recorded: nothing is decided by it, since a runner's clock can be
 * wrong.
 */
export const timeOfDay = (): string => new Date().toISOString();

/** The end of a wait, in monotonic milliseconds. */
export interface Deadline {
  readonly leftMs: () => number;
  readonly passed: () => boolean;
}

/** A deadline `ms` from now. */
export const deadlineIn = (clock: Clock, ms: number): Deadline => {
  const end = clock.monotonicMs() + ms;
  const leftMs = (): number => Math.max(0, end - clock.monotonicMs());
  return { leftMs, passed: () => leftMs() === 0 };
};

/** Waits that grow by `factor` from `firstMs` to `maxMs`: an endless series of milliseconds. */
export function* backOff(firstMs: number, factor: number, maxMs: number): Generator<number, never> {
  for (let ms = firstMs; ; ms = Math.min(maxMs, ms * factor)) yield ms;
}
