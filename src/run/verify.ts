import type { Observation } from './observe.ts';
import type { Planned } from '../plan/make-plan.ts';
import { wantedOf } from '../plan/changes.ts';
import type { ActionError } from '../support/errors.ts';
import { backOff, deadlineIn } from '../support/clock.ts';
import type { Patience } from '../support/poll.ts';

/** How to look again. */
export interface SecondLook {
  readonly observe: () => Promise<Observation>;
  readonly plan: (seen: Extract<Observation, { readonly readable: true }>) => Planned;
  readonly patience: Patience;
  /** False when something failed: then the rest is only counted, not waited for. */
  readonly expectsNothing: boolean;
  /** Puts right what only a second look can show, if there is anything of the kind. Never throws. */
  readonly tidy: (planned: Planned) => Promise<void>;
}

/** What the second look found. */
export type Verified =
  | { readonly readable: true; readonly planned: Planned; readonly observation: Observation }
  | { readonly readable: false; readonly failures: readonly ActionError[] };

/** Reads of what was just written lag and disagree; so many in a row must say the same. */
const agreements = 3;

/** Observes and plans again until nothing is wanted several times in a row, or the window has passed. Never throws. */
export const verify = async (look: SecondLook): Promise<Verified> => {
  const { observe, plan, patience, expectsNothing, tidy } = look;
  const deadline = deadlineIn(patience.clock, patience.windowMs);
  const waits = backOff(150, 1.6, 5_000);
  for (let row = 0; ;) {
    const observation = await observe();
    if (!observation.readable) return { readable: false, failures: observation.failures };
    const planned = plan(observation);
    const clean = wantedOf(planned.plan.changes).length === 0;
    row = clean ? row + 1 : 0;
    const over = deadline.passed() || patience.cancel.aborted;
    if (row >= agreements || !expectsNothing || over) return { readable: true, planned, observation };
    if (clean) continue;
    await tidy(planned);
    await patience.clock.sleep(waits.next().value, patience.cancel);
  }
};
