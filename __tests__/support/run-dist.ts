import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findLeaks, type Produced } from './leaks.ts';

const dist = path.resolve(import.meta.dirname, '../../dist/index.js');

/** How to run the built action once. */
export interface RunOptions {
  /** Inputs as in a `with:` block. */
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
  /** What the run left elsewhere than in its own files and streams, as text, to be searched as well. */
  readonly elsewhere?: () => string;
  /** Every secret of the world at the end of the run, for the search. */
  readonly secrets: () => Promise<readonly string[]>;
}

/** What one run left. */
export interface RunResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs dist/index.js in a process of its own, as a runner does, and throws when a secret shows anywhere. */
export const runDist = async (options: RunOptions): Promise<RunResult> => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'truu-run-'));
  try {
    const places = await prepare(root, options);
    const ended = await spawnDist(options, places);
    const produced = await collect(root, ended);
    const elsewhere = { name: 'elsewhere', text: options.elsewhere?.() ?? '' };
    const leaks = findLeaks(await options.secrets(), [...produced, elsewhere]);
    if (leaks.length > 0) throw new Error(`A secret leaked: ${leaks.join(', ')}`);
    const { code, signal, stdout, stderr } = ended;
    const outputs = parseOutputs(await readFile(places.output, 'utf8').catch(() => ''));
    const summary = await readFile(places.summary, 'utf8').catch(() => '');
    return { code, signal, stdout, stderr, outputs, summary };
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

const prepare = async (root: string, options: RunOptions): Promise<Places> => {
  const workspace = path.join(root, 'workspace');
  const temp = path.join(root, 'temp');
  await mkdir(path.join(workspace, '.github'), { recursive: true });
  await mkdir(temp);
  if (options.spec !== null) await writeFile(path.join(workspace, '.github', 'truu-directory.yml'), options.spec);
  await options.prepare?.(workspace);
  const output = path.join(root, 'output');
  const summary = path.join(root, 'summary.md');
  await writeFile(output, '');
  await writeFile(summary, '');
  return { workspace, output, summary, temp };
};

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const spawnDist = (options: RunOptions, places: Places): Promise<Ended> => {
  const inputs = Object.entries(options.with).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const env: Record<string, string | undefined> = {
    PATH: process.env['PATH'],
    // Hundreds of runs compile the same file; what they do stays the same.
    NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'truu-compile-cache'),
    ...options.env,
    ...(Object.fromEntries(inputs) as Record<string, string>),
    GITHUB_WORKSPACE: places.workspace,
    GITHUB_OUTPUT: places.output,
    GITHUB_STEP_SUMMARY: places.summary,
    RUNNER_TEMP: places.temp,
    ...options.extra,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [options.entry ?? dist], {
      env,
      cwd: places.workspace,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    options.started?.(child);
  });
};

const collect = async (root: string, { stdout, stderr }: Ended): Promise<readonly Produced[]> => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map(async (file) => ({ name: path.relative(root, file), text: await readFile(file, 'utf8') })),
  );
  return [{ name: 'stdout', text: stdout }, { name: 'stderr', text: stderr }, ...texts];
};

/** The file form `name<<delimiter`, as the runner reads it. */
const parseOutputs = (text: string): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const match of text.matchAll(/^([^\n<]+)<<(ghadelimiter_[^\n]+)\n([\s\S]*?)\n\2$/gm))
    found[match[1] ?? ''] = match[3] ?? '';
  return found;
};
