import { backOff, deadlineIn, type Clock } from './clock.ts';
import { ActionError } from './errors.ts';

/** How long a remote's own lag may be waited out. */
export interface RetryWindow {
  readonly clock: Clock;
  readonly cancel: AbortSignal;
  readonly lengthMs: number;
}

/** What one look at the world came to: an end, or a reason to look again. */
export type PollResult<T> = { readonly done: T } | { readonly retry: Error };

/**
 * Looks again, less and less often, until something is done or the window has passed; then the last reason is thrown.
 * Throws APPLY_CANCELLED when the run is cancelled.
 */
export const pollUntil = async <T>(
  { clock, cancel, lengthMs }: RetryWindow,
  read: () => Promise<PollResult<T>>,
): Promise<T> => {
  const deadline = deadlineIn(clock, lengthMs);
  for (const wait of backOff(150, 1.6, 2_000)) {
    if (cancel.aborted) break;
    const seen = await read();
    if ('done' in seen) return seen.done;
    if (deadline.passed()) throw seen.retry;
    await clock.sleep(Math.min(wait, deadline.leftMs()), cancel);
  }
  throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
};

/** So many reads in a row must agree before they count: replicas of a remote answer in turn, each as late as it is. */
export const consistentReads = 3;
