import type { RunningWorld } from '../emulator/client/world.ts';
import type { Outage } from '../emulator/outages.ts';
import type { State } from '../emulator/state.ts';
import type { ActionResult } from '../testing/run-action.ts';
import type { Evidence } from './invariants.ts';
import { logOf, stateOf } from './world-now.ts';

/** Every text that a run produced. */
export const textsOf = ({ produced }: ActionResult): readonly string[] => produced.map(({ text }) => text);

/** What is known of a world now. */
export const gather = async (world: RunningWorld, before: State, texts: readonly string[]): Promise<Evidence> => {
  const outages = (await world.control('GET', '/outages')) as readonly Outage[];
  return { before, after: await stateOf(world), log: await logOf(world), outages, texts };
};
