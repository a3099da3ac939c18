import type { Clock } from '../../../src/support/clock.ts';

/** A clock that a test moves: short waits end at once, a time-out only when it is told to. */
export interface HandClock extends Clock {
  /** The waits that ended at once, in milliseconds. */
  readonly waits: number[];
  /** Called at each wait, before it ends. */
  onWait: () => void;
  /** From now on every sleep ends only when told to. */
  holdAll(): void;
  /** The lengths of what is being slept now. */
  sleeping(): readonly number[];
  /** Resolves once so many sleep at the same time. */
  asleep(count: number): Promise<void>;
  /** Ends the sleeps of this length. */
  wake(ms: number): void;
}

interface Sleeper {
  readonly ms: number;
  readonly end: () => void;
}

/** A clock by which only sleeps of `timeoutMs` last; its monotonic time is the sum of the waits. */
export const handClock = (timeoutMs: number): HandClock => {
  let sleepers: readonly Sleeper[] = [];
  let holding = false;
  let watchers: readonly { readonly count: number; readonly tell: () => void }[] = [];
  const waits: number[] = [];
  const last = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      const sleeper = { ms, end: resolve };
      sleepers = [...sleepers, sleeper];
      signal?.addEventListener('abort', () => {
        sleepers = sleepers.filter((one) => one !== sleeper);
        resolve();
      });
      for (const { count, tell } of watchers) if (sleepers.length >= count) tell();
    });
  const clock: HandClock = {
    waits,
    onWait: () => undefined,
    monotonicMs: () => waits.reduce((sum, ms) => sum + ms, 0),
    sleep: async (ms, signal) => {
      if (holding || ms === timeoutMs) return last(ms, signal);
      waits.push(ms);
      clock.onWait();
    },
    holdAll: () => void (holding = true),
    sleeping: () => sleepers.map(({ ms }) => ms),
    asleep: (count) =>
      new Promise((resolve) => {
        if (sleepers.length >= count) return resolve();
        watchers = [...watchers, { count, tell: resolve }];
      }),
    wake: (ms) => {
      const woken = sleepers.filter((one) => one.ms === ms);
      sleepers = sleepers.filter((one) => one.ms !== ms);
      for (const { end } of woken) end();
    },
  };
  return clock;
};
