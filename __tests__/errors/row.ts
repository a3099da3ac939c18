import type { ErrorCode } from '../../src/catalog/errors.ts';
import type { ActionResult } from '../../testing/run-action.ts';
import type { Mode, RunExtras, Scenario } from '../support/scenario.ts';

/** How the run after a fix is started: the extras take the place of those of the row. */
export interface Mended {
  /** Default: the mode of the row. */
  readonly mode?: Mode;
  /** Default: none, which is the usual run. */
  readonly extras?: RunExtras;
}

/** What is done about a failure: a value changes only how the run is started, a function acts as a person. */
export type Mend = Mended | ((scenario: Scenario, ended: ActionResult) => Promise<Mended | void>);

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
  readonly result?: 'refused' | 'cancelled' | 'drift' | 'applied' | 'in-sync' | 'waiting';
  /** The code is a warning of a green run. */
  readonly green?: true;
  /** The summary could not be written, so that the log alone must say it all. */
  readonly unwritten?: true;
  /**
   * What the run may have left in the world. `untouched`: not one write was committed. `safe` (default): TruU holds what
   * it held or better, and no secret of ours lies about that the next run would not use or remove.
   */
  readonly leaves?: 'untouched' | 'safe';
  /** The next undisturbed apply is green and converges; false where a person must act first. */
  readonly heals?: boolean;
  /**
   * Does to the letter what the fix of the report says; the run after it is green. A plain value changes only how the run is
   * started; a function acts as the person whom the fix asks. Codes without one are in `unmended`, each with its reason.
   */
  readonly mend?: Mend;
  /** No login: what mends it is tried in this process. */
  readonly offline?: true;
  /** More to look at, after the faults were cleared. */
  readonly also?: (scenario: Scenario, ended: ActionResult) => Promise<void>;
}
