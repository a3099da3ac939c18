import type { RunningWorld } from '../emulator/client/world.ts';
import type { LogRow } from '../emulator/log.ts';
import type { State } from '../emulator/state.ts';

/** Everything that the emulator knows now. */
export const stateOf = async (world: RunningWorld): Promise<State> => (await world.control('GET', '/state')) as State;

/** The log of a world since its last reset. */
export const logOf = async (world: RunningWorld): Promise<readonly LogRow[]> =>
  (await world.control('GET', '/log?after=0')) as readonly LogRow[];
