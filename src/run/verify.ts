import type { Observation } from './observe.ts';
import type { Planned } from '../plan/make-plan.ts';
import { wantedOf } from '../plan/changes.ts';
import type { ActionError } from '../support/errors.ts';
import { backOff, deadlineIn } from '../support/clock.ts';
import { consistentReads, type RetryWindow } from '../support/poll.ts';

/** How to read and plan again. */
export interface VerifyOptions {
  readonly observe: () => Promise<Observation>;
  readonly plan: (seen: Extract<Observation, { readonly readable: true }>) => Planned;
  readonly retryWindow: RetryWindow;
  /** False when something failed: then the rest is only counted, not waited for. */
  readonly expectsNothing: boolean;
  /** Deletes orphaned secrets that only the verification shows. Never throws. */
  readonly deleteLateOrphans: (planned: Planned) => Promise<void>;
}

/** What the verification found. */
export type Verified =
  | { readonly readable: true; readonly planned: Planned; readonly observation: Observation }
  | { readonly readable: false; readonly failures: readonly ActionError[] };

/** Reads and plans again until nothing is left to apply several times in a row, or the window has passed. Never throws. */
export const verify = async (options: VerifyOptions): Promise<Verified> => {
  const { observe, plan, retryWindow, expectsNothing, deleteLateOrphans } = options;
  const deadline = deadlineIn(retryWindow.clock, retryWindow.lengthMs);
  const waits = backOff(150, 1.6, 5_000);
  for (let consecutive = 0; ;) {
    const observation = await observe();
    if (!observation.readable) return { readable: false, failures: observation.failures };
    const planned = plan(observation);
    const clean = wantedOf(planned.plan.changes).length === 0;
    consecutive = clean ? consecutive + 1 : 0;
    const over = deadline.passed() || retryWindow.cancel.aborted;
    if (consecutive >= consistentReads || !expectsNothing || over) return { readable: true, planned, observation };
    if (clean) continue;
    await deleteLateOrphans(planned);
    await retryWindow.clock.sleep(waits.next().value, retryWindow.cancel);
  }
};
