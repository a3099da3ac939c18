import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { RunningWorld } from '../emulator/client/world.ts';
import { asRunnerShows } from './runner-log.ts';

/** One run of the action in the story. */
export interface Act {
  readonly number: number;
  readonly title: string;
  readonly mode: 'check' | 'plan' | 'drift' | 'renew' | 'apply';
  readonly spec: string;
  readonly expect: { readonly code: 0 | 1; readonly result: string; readonly says: readonly string[] };
}

/** The outcome of a run. */
export interface Outcome {
  readonly code: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  /** What a person sees of it: the log and the summary. */
  readonly said: string;
}

/** Where the story is told. */
export interface Stage {
  readonly root: string;
  readonly folder: string;
  readonly world: RunningWorld;
}

/** Runs the built action as a runner does, printing its own log and its summary; the summary also stays as a file. */
export const runAction = async ({ root, folder, world }: Stage, act: Act): Promise<Outcome> => {
  const place = path.join(folder, '.workspace');
  await rm(place, { recursive: true, force: true });
  await mkdir(path.join(place, '.github'), { recursive: true });
  await writeFile(path.join(place, '.github', 'truu-directory.yml'), act.spec);
  const name = `${act.number}-${act.mode}`;
  const summary = path.join(folder, `${name}.md`);
  const output = path.join(place, 'output');
  await writeFile(summary, '');
  await writeFile(output, '');
  console.log(`\n${'='.repeat(96)}\n${act.number}. ${act.title}\n$ INPUT_MODE=${act.mode} node dist/index.js\n`);
  const env = {
    PATH: process.env['PATH'],
    ...world.ready.env,
    INPUT_MODE: act.mode,
    GITHUB_WORKSPACE: place,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: place,
  };
  const { code, said } = await spawnAction(path.join(root, 'dist/index.js'), env);
  const outputs = parseOutputs(await readFile(output, 'utf8'));
  const text = await readFile(summary, 'utf8');
  console.log(`\n${'-'.repeat(96)}\nThe step summary, ${path.relative(root, summary)}:\n\n${text.trimEnd()}`);
  console.log(`\nexit code ${code}, result ${outputs['result']}`);
  return { code, outputs, said: said + text };
};

/** The differences between expectation and outcome; empty when the run ended as expected and showed no secret. */
export const judge = (
  { expect }: Pick<Act, 'expect'>,
  { code, outputs, said }: Outcome,
  secrets: readonly string[],
): readonly string[] => [
  ...(code === expect.code ? [] : [`exit code ${code}, not ${expect.code}`]),
  ...(outputs['result'] === expect.result ? [] : [`result ${outputs['result']}, not ${expect.result}`]),
  ...expect.says.filter((words) => !said.includes(words)).map((words) => `the output lacks "${words}"`),
  ...(secrets.some((secret) => said.includes(secret)) ? ['it shows a secret'] : []),
];

const spawnAction = (entry: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; said: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    createInterface({ input: child.stdout }).on('line', (line) => {
      const shown = asRunnerShows(line);
      if (shown === null) return;
      said += `${shown}\n`;
      console.log(shown);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });

const parseOutputs = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/^([^\n<]+)<<(ghadelimiter_[^\n]+)\n([\s\S]*?)\n\2$/gm)].map((match) => [match[1], match[3]]),
  ) as Record<string, string>;
