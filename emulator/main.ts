import { spawn } from 'node:child_process';
import { fstatSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { readArguments, UsageError } from './arguments.ts';
import { SeedError } from './seed.ts';
import { type Emulator, startEmulator } from './start.ts';

const signals = ['SIGTERM', 'SIGINT'] as const;

const readSeed = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw new UsageError(`--seed ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** Whether standard input is a pipe: the parent process then closes it to stop the emulator. */
const stdinIsPipe = (): boolean => {
  try {
    const kind = fstatSync(0);
    return kind.isFIFO() || kind.isSocket();
  } catch {
    return false;
  }
};

const untilStopRequested = (): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => resolve();
    for (const signal of signals) process.once(signal, end);
    if (stdinIsPipe()) process.stdin.once('end', end).once('close', end).once('error', end).resume();
    else setInterval(() => undefined, 2 ** 30);
  });

/** Runs a command with the emulator's environment and resolves with its exit code, as a shell reports it. */
const runCommand = ([program = '', ...args]: readonly string[], env: Record<string, string>): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: 'inherit' });
    for (const signal of signals) process.on(signal, () => child.kill(signal));
    child.once('error', (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      resolve(127);
    });
    child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });

const serve = async (emulator: Emulator, command: readonly string[]): Promise<number> => {
  if (command.length > 0) return runCommand(command, emulator.ready.env);
  const ended = untilStopRequested();
  process.stdout.write(`${JSON.stringify(emulator.ready)}\n`);
  await ended;
  return 0;
};

const main = async (): Promise<number> => {
  const { seedFile, proxy, command } = readArguments(process.argv.slice(2));
  const emulator = await startEmulator({ proxy, ...(seedFile === null ? {} : { seed: readSeed(seedFile) }) });
  try {
    return await serve(emulator, command);
  } finally {
    await emulator.stop();
  }
};

try {
  process.exit(await main());
} catch (error) {
  if (!(error instanceof UsageError || error instanceof SeedError)) throw error;
  process.stderr.write(`${error.message}\nusage: script/emulator [--seed FILE] [--proxy] [-- COMMAND...]\n`);
  process.exit(2);
}
