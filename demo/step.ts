import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunningWorld } from '../emulator/client/world.ts';
import { findLeaks } from '../testing/leaks.ts';
import { runAction } from '../testing/run-action.ts';
import { asRunnerShows } from './runner-log.ts';

/** One run of the action in the demo. */
export interface Step {
  readonly number: number;
  readonly title: string;
  readonly mode: 'check' | 'plan' | 'drift' | 'renew' | 'apply';
  readonly spec: string;
  readonly expect: Expectation;
}

/** How a run must end, and texts that its log or its summary must contain. */
export interface Expectation {
  readonly code: 0 | 1;
  readonly result: string;
  readonly contains: readonly string[];
}

/** The result of a run. */
export interface StepResult {
  readonly code: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  /** What a person sees of it: the log and the summary. */
  readonly visible: string;
}

/** Where the demo runs, and the folder in which the summaries stay. */
export interface DemoContext {
  readonly root: string;
  readonly folder: string;
  readonly world: RunningWorld;
}

/** Runs the built action as a runner does, printing its log and its summary; the summary also stays as a file. */
export const runStep = async ({ root, folder, world }: DemoContext, step: Step): Promise<StepResult> => {
  const { number, title, mode, spec } = step;
  console.log(`\n${'='.repeat(96)}\n${number}. ${title}\n$ INPUT_MODE=${mode} node dist/index.js\n`);
  let log = '';
  const onLine = (line: string): void => {
    const shown = asRunnerShows(line);
    if (shown === null) return;
    log += `${shown}\n`;
    console.log(shown);
  };
  const { code, stderr, outputs, summary } = await runAction({ env: world.ready.env, with: { mode }, spec, onLine });
  process.stderr.write(stderr);
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${number}-${mode}.md`);
  await writeFile(file, summary);
  console.log(`\n${'-'.repeat(96)}\nThe step summary, ${path.relative(root, file)}:\n\n${summary.trimEnd()}`);
  console.log(`\nexit code ${code}, result ${outputs['result']}`);
  return { code, outputs, visible: log + summary };
};

/** The differences between an expectation and a result; empty when the run ended as it should and shows no secret. */
export const differences = (
  expected: Expectation,
  { code, outputs, visible }: StepResult,
  secrets: readonly string[],
): readonly string[] => [
  ...(code === expected.code ? [] : [`exit code ${code}, not ${expected.code}`]),
  ...(outputs['result'] === expected.result ? [] : [`result ${outputs['result']}, not ${expected.result}`]),
  ...expected.contains.filter((text) => !visible.includes(text)).map((text) => `it does not contain "${text}"`),
  ...(findLeaks(secrets, [{ name: 'log and summary', text: visible }]).length > 0 ? ['it shows a secret'] : []),
];
