import type { RunningWorld } from '../emulator/client/world.ts';

/** How far a fault has come; with a query that waits, once it has fired. */
export const progress = async (world: RunningWorld, id: string, query = ''): Promise<{ readonly fired: number }> =>
  (await world.control('GET', `/faults/${id}${query}`)) as { readonly fired: number };

/** Acts once a fault holds a request; not at all when the run ends before. */
export const whenHeld = async (
  world: RunningWorld,
  id: string,
  ended: AbortSignal,
  act: () => void | Promise<void>,
): Promise<void> => {
  while (!ended.aborted) {
    if ((await progress(world, id, '?wait=fired&ms=500')).fired === 0) continue;
    return act();
  }
};
