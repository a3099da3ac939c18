import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { clientIdOf, identities } from '../emulator/default-seed.ts';
import type { RunningWorld } from '../emulator/client/world.ts';
import { findLeaks } from '../testing/leaks.ts';
import { runAction } from '../testing/run-action.ts';
import { asRunnerShows } from './runner-log.ts';
import type { Expectation, RunScene } from './story.ts';

/** One run of the action: a scene with the inputs and the spec of its part. */
export interface Run {
  readonly mode: RunScene['mode'];
  readonly with: Readonly<Record<string, string>>;
  readonly spec: string;
  /** Where its step summary stays. */
  readonly summaryFile: string;
}

/** The result of a run. */
export interface RunResult {
  readonly code: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  /** What the runner shows of its log. */
  readonly log: string;
  /** The log and the summary. */
  readonly visible: string;
}

/** The modes that only read, which log in as the reader. */
const readerModes: readonly string[] = ['plan', 'drift'];

/** Runs the built action as a runner does, printing its log; the summary stays as a file. */
export const runOnce = async (world: RunningWorld, run: Run, print: (line: string) => void): Promise<RunResult> => {
  const { mode, spec, summaryFile } = run;
  const reader = readerModes.includes(mode) ? { 'client-id': clientIdOf(identities.reader) } : {};
  let log = '';
  const onLine = (line: string): void => {
    const shown = asRunnerShows(line);
    if (shown === null) return;
    log += `${shown}\n`;
    print(shown);
  };
  const inputs = { mode, ...reader, ...run.with };
  const { code, stderr, outputs, summary } = await runAction({ env: world.ready.env, with: inputs, spec, onLine });
  process.stderr.write(stderr);
  await writeFile(summaryFile, summary);
  print(`\nexit code ${code}, result ${outputs['result']}. Step summary: ${path.relative(process.cwd(), summaryFile)}`);
  return { code, outputs, log, visible: log + summary };
};

/** The differences between an expectation and a result; empty when the run ended as it should and shows no secret. */
export const differences = (
  expected: Expectation,
  { code, outputs, log, visible }: RunResult,
  secrets: readonly string[],
): readonly string[] => [
  ...(code === expected.code ? [] : [`exit code ${code}, not ${expected.code}`]),
  ...differs('result', outputs['result'], expected.result),
  ...differs('failure-code', outputs['failure-code'], expected.failure),
  ...expected.contains.filter((text) => !log.includes(text)).map((text) => `its log does not contain "${text}"`),
  ...(findLeaks(secrets, [{ name: 'log and summary', text: visible }]).length > 0 ? ['it shows a secret'] : []),
];

const differs = (name: string, found: string | undefined, expected: string): readonly string[] =>
  found === expected ? [] : [`${name} "${found}", not "${expected}"`];
