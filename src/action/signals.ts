import type { Clock } from '../support/clock.ts';

/** How a run is cancelled. */
export interface Ending {
  /** Aborted by the first signal: nothing new starts, and pending work gets some time. */
  readonly cancel: AbortSignal;
  /** Aborted by the second signal, or when that time is over: all waits end, and the report is written. */
  readonly forceCancel: AbortSignal;
}

/** An emitter of signals, such as the process. */
export interface Listener {
  readonly on: (signal: 'SIGINT' | 'SIGTERM' | 'SIGBREAK', heard: () => void) => unknown;
}

/**
 * A runner sends SIGINT, SIGTERM 7.5 s later, and kills 2.5 s after that; on Windows Ctrl-Break comes second (runner
 * source, ProcessInvoker, read 2026-11). A run ends within seven seconds: this time, and the time for the report.
 */
const graceMs = 6_000;

/** Listens to the signals from now on. */
export const hearSignals = (process: Listener, clock: Clock): Ending => {
  const cancel = new AbortController();
  const forceCancel = new AbortController();
  const heard = (): void => {
    if (cancel.signal.aborted) return forceCancel.abort();
    cancel.abort();
    void clock.sleep(graceMs, forceCancel.signal).then(() => forceCancel.abort());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) process.on(signal, heard);
  return { cancel: cancel.signal, forceCancel: forceCancel.signal };
};
