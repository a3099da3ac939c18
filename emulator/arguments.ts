/** The emulator's command line. `command` is empty when there is none. */
export interface Arguments {
  seedFile: string | null;
  /** Whether the services have their public names, behind a proxy. */
  proxy: boolean;
  command: string[];
}

/** An invalid command line. */
export class UsageError extends Error {}

/** Reads `[--seed FILE] [--proxy] [-- COMMAND…]`. Throws a UsageError. */
export const readArguments = (args: readonly string[]): Arguments => {
  const split = args.indexOf('--');
  const own = split < 0 ? [...args] : args.slice(0, split);
  const command = split < 0 ? [] : args.slice(split + 1);
  if (split >= 0 && command.length === 0) throw new UsageError('-- needs a command after it');
  let seedFile: string | null = null;
  let proxy = false;
  while (own.length > 0) {
    const arg = own.shift() ?? '';
    if (arg === '--proxy') {
      proxy = true;
      continue;
    }
    const joined = /^--seed=(.+)$/.exec(arg)?.[1];
    if (arg !== '--seed' && joined === undefined) throw new UsageError(`unknown argument '${arg}'`);
    if (seedFile !== null) throw new UsageError('--seed was given twice');
    seedFile = joined ?? own.shift() ?? null;
    if (seedFile === null) throw new UsageError('--seed needs a file');
  }
  return { seedFile, proxy, command };
};
