import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Produced } from './leaks.ts';
import type { Ended, Start, WarmRuns } from './warm-runs.ts';

const dist = path.resolve(import.meta.dirname, '../dist/index.js');

/** How to run the built action once. */
export interface ActionRun {
  /** Inputs as in a `with:` block, the mode among them. */
  readonly with: Readonly<Record<string, string>>;
  /** Environment of the world, as the emulator's ready line gives it. */
  readonly env: Readonly<Record<string, string>>;
  /** Text of the spec; null writes none. */
  readonly spec: string | null;
  /** More environment, for this run only; undefined removes a variable. */
  readonly extra?: Readonly<Record<string, string | undefined>>;
  /** Another build to run than dist/index.js. */
  readonly entry?: string;
  /** Prepares the workspace beyond the spec. */
  readonly prepare?: (workspace: string) => Promise<void>;
  /** Called with the running process, to signal it. */
  readonly started?: (child: ChildProcess) => void;
  /** Called with each line of the standard output when it is printed. */
  readonly onLine?: (line: string) => void;
}

/** The result of one run outside of the world. */
export interface ActionResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Every text that the run produced: its streams, and each file in its folders, the spec among them. */
  readonly produced: readonly Produced[];
}

/**
 * Runs dist/index.js in a separate process, as a runner does, in folders that are removed afterwards. With warm runs the
 * process may have run the action before; not where the caller acts on the process itself.
 */
export const runAction = async (run: ActionRun, warm?: WarmRuns): Promise<ActionResult> => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'truu-run-'));
  try {
    const places = await prepareFolders(root, run);
    const { started, onLine, entry = dist } = run;
    const start = { entry, env: environmentOf(run, places), cwd: places.workspace };
    const cold = warm === undefined || Boolean(started ?? onLine ?? run.entry);
    const ended = await (cold ? spawnAction(run, start) : warm.run(start));
    const { stdout, stderr } = ended;
    const files = await filesIn(root);
    const textOf = (file: string): string => files.find(({ name }) => name === path.relative(root, file))?.text ?? '';
    return {
      ...ended,
      outputs: parseOutputs(textOf(places.output)),
      summary: textOf(places.summary),
      produced: [{ name: 'stdout', text: stdout }, { name: 'stderr', text: stderr }, ...files],
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

interface Places {
  readonly workspace: string;
  readonly output: string;
  readonly summary: string;
  readonly temp: string;
}

const prepareFolders = async (root: string, { spec, prepare }: ActionRun): Promise<Places> => {
  const workspace = path.join(root, 'workspace');
  const temp = path.join(root, 'temp');
  await mkdir(path.join(workspace, '.github'), { recursive: true });
  await mkdir(temp);
  if (spec !== null) await writeFile(path.join(workspace, '.github', 'truu-directory.yml'), spec);
  await prepare?.(workspace);
  const output = path.join(root, 'output');
  const summary = path.join(root, 'summary.md');
  await writeFile(output, '');
  await writeFile(summary, '');
  return { workspace, output, summary, temp };
};

const environmentOf = (run: ActionRun, places: Places): NodeJS.ProcessEnv => {
  const inputs = Object.entries(run.with).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return {
    PATH: process.env['PATH'],
    // Hundreds of runs compile the same file; what they do stays the same.
    NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'truu-compile-cache'),
    ...run.env,
    ...(Object.fromEntries(inputs) as Record<string, string>),
    GITHUB_WORKSPACE: places.workspace,
    GITHUB_OUTPUT: places.output,
    GITHUB_STEP_SUMMARY: places.summary,
    RUNNER_TEMP: places.temp,
    ...run.extra,
  };
};

const spawnAction = ({ started, onLine }: ActionRun, { entry, env, cwd }: Start): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    if (onLine) createInterface({ input: child.stdout }).on('line', onLine);
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    started?.(child);
  });

const filesIn = async (root: string): Promise<readonly Produced[]> => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => ({ name: path.relative(root, file), text: await readFile(file, 'utf8') })),
  );
};

/** The file form `name<<delimiter`, as the runner reads it. */
const parseOutputs = (text: string): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const match of text.matchAll(/^([^\n<]+)<<(ghadelimiter_[^\n]+)\n([\s\S]*?)\n\2$/gm))
    found[match[1] ?? ''] = match[3] ?? '';
  return found;
};
