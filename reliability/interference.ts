import type { RunningWorld } from '../emulator/client/world.ts';
import { runAction, type ActionResult, type ActionRun } from '../testing/run-action.ts';
import { whenHeld } from './held.ts';
import type { Interference } from './strangers.ts';

/** Runs the action in a situation, with what a stranger does meanwhile in it. `prepared` sets the faults of the run itself. */
export const runIn = async (
  world: RunningWorld,
  { during }: { readonly during: Interference | null },
  run: ActionRun,
  prepared: () => Promise<void> = async () => undefined,
): Promise<ActionResult> => {
  if (during === null) {
    await prepared();
    return runAction(run);
  }
  // The oldest fault comes first: what is done to the request itself is done to the one that is let go.
  const body = { ...during.at, from: 'client', when: 'before', do: 'hold', then: 'next' };
  const { id } = (await world.control('POST', '/faults', body)) as { id: string };
  await prepared();
  const ended = new AbortController();
  const interfering = whenHeld(world, id, ended.signal, async () => {
    await during.act(world);
    await world.control('POST', `/faults/${id}/release`);
  });
  try {
    return await runAction(run);
  } finally {
    ended.abort();
    await interfering;
    await world.control('DELETE', `/faults/${id}`);
  }
};
