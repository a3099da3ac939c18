import { expect } from '@jest/globals';
import { requestsOf, type RunExtras, type Scenario } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';

/** No remote but GitHub, where the result is shown, got a request since the world was reset. */
export const expectNoRequests = async ({ emulator }: Scenario): Promise<void> =>
  expect(requestsOf(await emulator.log())).toEqual([]);

/** A row in which the spec or an input is wrong: no request is sent, and a person must act. */
export const offline = (
  expected: Pick<ErrorRow, 'when' | 'code' | 'contains' | 'mend'>,
  run: RunExtras,
  mode: ErrorRow['mode'] = 'check',
): ErrorRow => ({
  ...expected,
  run,
  mode,
  world: 'nothing',
  leaves: 'untouched',
  heals: false,
  offline: true,
  also: expectNoRequests,
});
