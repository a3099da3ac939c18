import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const entry = path.resolve(import.meta.dirname, '../dist/index.js');

/** What the engine compiled once need not be compiled again. */
const compiled = { NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'truu-reliability-compiled') };

/** How to run the built action once. */
export interface ActionRun {
  readonly env: Readonly<Record<string, string>>;
  readonly mode: string;
  readonly spec: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Called with the running process, to kill it. */
  readonly started?: (child: ChildProcess) => void;
}

/** What a run left behind outside of the world: exit code, outputs, and every text that it produced. */
export interface ActionOutcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly stdout: string;
  readonly texts: readonly string[];
}

/** Runs dist/index.js as a runner does, in a folder of its own that is removed afterwards. */
export const runAction = async ({ env, mode, spec, inputs = {}, started }: ActionRun): Promise<ActionOutcome> => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'truu-reliability-'));
  try {
    await mkdir(path.join(root, '.github'));
    await writeFile(path.join(root, '.github/truu-directory.yml'), spec);
    const files = { GITHUB_OUTPUT: path.join(root, 'output'), GITHUB_STEP_SUMMARY: path.join(root, 'summary.md') };
    for (const file of Object.values(files)) await writeFile(file, '');
    const given = Object.entries({ mode, ...inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
    const own = Object.fromEntries(given) as Record<string, string>;
    const places = { GITHUB_WORKSPACE: root, RUNNER_TEMP: root, ...files };
    const ended = await spawnAction(
      { PATH: process.env['PATH'], ...compiled, ...env, ...own, ...places },
      root,
      started,
    );
    const outputs = parseOutputs(await readFile(files.GITHUB_OUTPUT, 'utf8'));
    return { ...ended, outputs, texts: [ended.stdout, ...(await textsIn(root))] };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

const spawnAction = (
  env: NodeJS.ProcessEnv,
  cwd: string,
  started: ActionRun['started'],
): Promise<Pick<ActionOutcome, 'code' | 'signal' | 'stdout'>> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout }));
    started?.(child);
  });

const textsIn = async (root: string): Promise<readonly string[]> => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
  return Promise.all(files.map((file) => readFile(file, 'utf8')));
};

const parseOutputs = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/^([^\n<]+)<<(ghadelimiter_[^\n]+)\n([\s\S]*?)\n\2$/gm)].map((match) => [match[1], match[3]]),
  ) as Record<string, string>;
