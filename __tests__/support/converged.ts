import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { State } from '../../emulator/state.ts';
import { retagged } from '../../testing/secret-tag.ts';
import { runAction } from '../../testing/run-action.ts';
import { specText } from '../../testing/spec-text.ts';
import type { TestEmulator } from './emulator.ts';

/** A state in sync, and when it was taken. */
interface Stored {
  readonly takenMs: number;
  /** The input `truu-url` there, which the tags of secrets name. */
  readonly truu: string;
  readonly state: State;
}

const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=[.Z])/g;

/** The same state as if it had been taken just now, and here: each of its times is later by as many whole seconds. */
const asOfNow = ({ takenMs, truu, state }: Stored, to: string): State => {
  const byMs = Math.floor((Date.now() - takenMs) / 1000) * 1000;
  const later = (text: string): string => new Date(Date.parse(`${text}Z`) + byMs).toISOString().slice(0, text.length);
  return retagged(JSON.parse(JSON.stringify(state).replaceAll(time, later)) as State, truu, to);
};

const truuUrl = ({ env }: TestEmulator): string => env['INPUT_TRUU-URL'] ?? '';

const apply = async (emulator: TestEmulator): Promise<Stored> => {
  await emulator.reset();
  const { code, stdout } = await runAction({ env: emulator.env, with: { mode: 'apply' }, spec: specText() });
  if (code !== 0) throw new Error(`The apply from nothing is not green:\n${stdout}`);
  return { takenMs: Date.now(), truu: truuUrl(emulator), state: await emulator.state() };
};

/**
 * The state that an apply from nothing leaves. The action is run for it in the given world when no file of this run of jest
 * has done so; worlds differ in nothing that a seed carries.
 */
export const convergedState = async (emulator: TestEmulator): Promise<State> => {
  const file = path.join(process.env['TRUU_TEST_FOLDER'] ?? '', 'converged.json');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text !== null) return asOfNow(JSON.parse(text) as Stored, truuUrl(emulator));
  const made = await apply(emulator);
  const own = `${file}.${process.pid}`;
  await writeFile(own, JSON.stringify(made));
  await rename(own, file);
  return made.state;
};
