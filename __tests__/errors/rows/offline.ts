import { expect } from '@jest/globals';
import { asked, type RunExtras, type Scenario } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';

/** Nobody but GitHub, where the outcome is shown, was asked anything since the world was put back. */
export const nobodyAsked = async ({ emulator }: Scenario): Promise<void> =>
  expect(asked(await emulator.log())).toEqual([]);

/** A row in which what was written is at fault: nobody is asked anything, and a person must act. */
export const offline = (
  told: Pick<ErrorRow, 'when' | 'code' | 'says'>,
  run: RunExtras,
  mode: ErrorRow['mode'] = 'check',
): ErrorRow => ({ ...told, run, mode, world: 'nothing', leaves: 'untouched', heals: false, also: nobodyAsked });
