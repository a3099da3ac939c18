import type { ErrorCode } from '../../src/catalog/errors.ts';
import type { ActionResult } from '../../testing/run-action.ts';
import type { Mode, RunExtras, Scenario } from '../support/scenario.ts';

/** One piece of bad input or one failure of a remote, and what the report must contain. */
export interface ErrorRow {
  /** What is wrong, as it completes "when …". */
  readonly when: string;
  /** The failure code that the run must end with. */
  readonly code: ErrorCode;
  readonly mode: Mode;
  /**
   * The world before: `nothing` is the emulator's seed; `converged` has been applied, and is in sync.
   */
  readonly world: 'nothing' | 'converged';
  /** What goes wrong, done before the run; what it returns is added to how the run is started. */
  readonly spoil?: (scenario: Scenario) => Promise<RunExtras | void>;
  readonly run?: RunExtras;
  /** Words that the run must say, in its log and its summary: what happened and what to do. */
  readonly contains: readonly string[];
  /** The result when it is not `failed`. */
  readonly result?: 'refused' | 'cancelled' | 'drift' | 'applied';
  /** The summary could not be written, so that the log alone must say it all. */
  readonly unwritten?: true;
  /**
   * What the run may have left in the world. `untouched`: not one write was committed. `safe` (default): TruU holds what
   * it held or better, and no secret of ours lies about that the next run would not use or remove.
   */
  readonly leaves?: 'untouched' | 'safe';
  /** The next undisturbed apply is green and converges; false where a person must act first. */
  readonly heals?: boolean;
  /** More to look at, after the faults were cleared. */
  readonly also?: (scenario: Scenario, ended: ActionResult) => Promise<void>;
}
