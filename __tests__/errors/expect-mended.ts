import { expect } from '@jest/globals';
import type { ActionResult } from '../../testing/run-action.ts';
import { runOffline } from '../support/offline-run.ts';
import { expectNothingToDo, type Mode, type RunExtras, type Scenario } from '../support/scenario.ts';
import { withoutHealth } from './compare-states.ts';
import type { ErrorRow } from './row.ts';

/** Runs that several rows end with: the fix of each leads back to the same run in the same world. */
const done = new WeakMap<Scenario, Map<string, Promise<ActionResult>>>();

const once = (scenario: Scenario, world: string, mode: Mode, extras: RunExtras): Promise<ActionResult> => {
  const runs = done.get(scenario) ?? new Map<string, Promise<ActionResult>>();
  done.set(scenario, runs);
  const key = JSON.stringify([world, mode, extras]);
  const run = runs.get(key) ?? scenario.run(mode, extras);
  runs.set(key, run);
  return run;
};

/** Does what the fix of the row says, and expects the next run to be green. */
export const expectMended = async (
  scenario: Scenario,
  row: ErrorRow,
  ended: ActionResult,
  pristine: unknown,
): Promise<void> => {
  const { mend, world } = row;
  const acts = typeof mend === 'function';
  const { mode = row.mode, extras = {} } = (acts ? await mend(scenario, ended) : mend) ?? {};
  if (row.offline) {
    expect(await runOffline(mode, scenario.emulator.env, extras)).toMatchObject({ code: null });
    return;
  }
  // A fix of inputs cannot mend a world, so that the run may be that of another row.
  if (!acts) expect(withoutHealth(await scenario.state())).toEqual(pristine);
  const { code, stdout } = await (acts ? scenario.run(mode, extras) : once(scenario, world, mode, extras));
  expect({ code, stdout }).toEqual({ code: 0, stdout });
  if (mode === 'apply') await expectNothingToDo(scenario, extras.spec === undefined ? {} : { spec: extras.spec });
};
