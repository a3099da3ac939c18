import type { State } from '../../emulator/state.ts';

/** A state by what people and the action do; TruU's diagnostics run on their own. */
export const withoutHealth = ({ entra, truu }: State): unknown => ({
  ...entra,
  truu: { ...truu, directories: truu.directories.map((one) => ({ ...one, health: null })) },
});
