import { backOff, deadlineIn, type Clock } from './clock.ts';
import { ActionError } from './errors.ts';

/** How long a remote's own lag may be waited out. */
export interface Patience {
  readonly clock: Clock;
  readonly cancel: AbortSignal;
  readonly windowMs: number;
}

/** What one look at the world came to: an end, or a reason to look again. */
export type Look<T> = { readonly done: T } | { readonly again: Error };

/**
 * Looks again, less and less often, until something is done or the window has passed; then the last reason is thrown.
 * Throws APPLY_CANCELLED when the run is cancelled.
 */
export const settle = async <T>({ clock, cancel, windowMs }: Patience, look: () => Promise<Look<T>>): Promise<T> => {
  const deadline = deadlineIn(clock, windowMs);
  for (const wait of backOff(150, 1.6, 2_000)) {
    if (cancel.aborted) break;
    const seen = await look();
    if ('done' in seen) return seen.done;
    if (deadline.passed()) throw seen.again;
    await clock.sleep(Math.min(wait, deadline.leftMs()), cancel);
  }
  throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
};
