/** What the emulator's command line asks for. `command` is empty when there is none. */
export interface Arguments {
  seedFile: string | null;
  command: string[];
}

/** A command line that cannot be understood. */
export class UsageError extends Error {}

/** Reads `[--seed FILE] [-- COMMAND…]`. Throws a UsageError. */
export const readArguments = (words: readonly string[]): Arguments => {
  const split = words.indexOf('--');
  const own = split < 0 ? [...words] : words.slice(0, split);
  const command = split < 0 ? [] : words.slice(split + 1);
  if (split >= 0 && command.length === 0) throw new UsageError('-- needs a command after it');
  let seedFile: string | null = null;
  while (own.length > 0) {
    const word = own.shift() ?? '';
    const joined = /^--seed=(.+)$/.exec(word)?.[1];
    if (word !== '--seed' && joined === undefined) throw new UsageError(`unknown argument '${word}'`);
    if (seedFile !== null) throw new UsageError('--seed was given twice');
    seedFile = joined ?? own.shift() ?? null;
    if (seedFile === null) throw new UsageError('--seed needs a file');
  }
  return { seedFile, command };
};
