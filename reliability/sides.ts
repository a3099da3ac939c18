import type { RunningWorld } from '../emulator/client/world.ts';
import type { State } from '../emulator/state.ts';
import { consoleViolations } from './console/invariants.ts';
import { askedIn, consoleRecovery } from './console/recovery.ts';
import { consoleFormOf } from './console/same-world.ts';
import { violations, type Evidence } from './invariants.ts';
import { recovery } from './recovery.ts';
import { formOf } from './same-world.ts';
import type { Situation } from './situations.ts';
import { trustViolations } from './trust.ts';

/** How a world is judged, by who serves TruU's side in it. */
export interface Judge {
  /** I1 and I3 to I8, of what a disturbed run left. */
  readonly violations: (evidence: Evidence, situation: Situation) => readonly string[];
  /** I2. */
  readonly recovery: (world: RunningWorld, situation: Situation, before: State) => Promise<readonly string[]>;
  /** Worlds of one form heal alike. */
  readonly formOf: (state: State) => string;
}

/** The judges. */
export const judges: Readonly<Record<Situation['side'], Judge>> = {
  api: {
    violations: (evidence, { inputs }) => [
      ...violations(evidence),
      ...trustViolations(evidence, inputs['application-id']),
    ],
    recovery,
    formOf,
  },
  console: {
    violations: (evidence, situation) => [
      ...consoleViolations(evidence, askedIn(situation)),
      ...trustViolations(evidence, situation.inputs['application-id']),
    ],
    recovery: consoleRecovery,
    formOf: consoleFormOf,
  },
};
