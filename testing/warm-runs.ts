import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** How a run of a built action is started. */
export interface Start {
  /** Its index.js. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

/** How a process ended, or a run in a process that goes on. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Processes in which the built action runs again and again; most of what a run costs is to load it. */
export interface WarmRuns {
  readonly run: (start: Start) => Promise<Ended>;
  /** Ends the processes. */
  readonly stop: () => Promise<void>;
}

const program = path.join(import.meta.dirname, 'warm-process.mjs');

/** Each run leaves some memory behind. */
const mostRuns = 25;

/** What node reads only when it starts. */
const keyOf = ({ env }: Start): string =>
  JSON.stringify(Object.entries(env).filter(([name]) => /^(NODE|SSL)_/.test(name)));

interface Warm {
  readonly child: ChildProcess;
  readonly closed: Promise<void>;
  readonly run: (start: Start) => Promise<Ended & { readonly again: boolean }>;
}

const startWarm = ({ env, cwd }: Start): Warm => {
  const child = spawn(process.execPath, [program], { env, cwd, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const texts = { stdout: '', stderr: '' };
  let changed = (): void => undefined;
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
      changed();
    });
  let runs = 0;
  let failed = (_: Error): void => undefined;
  let over: Pick<Ended, 'code' | 'signal'> | null = null;
  child.on('error', (error) => failed(error));
  const closed = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      over = { code, signal };
      changed();
      resolve();
    });
  });
  const run: Warm['run'] = (start) =>
    new Promise((resolve, reject) => {
      const token = randomUUID();
      runs += 1;
      failed = reject;
      changed = () => {
        const [stdout = '', end] = texts.stdout.split(token);
        const [stderr = '', endOfErrors] = texts.stderr.split(token);
        if (end?.endsWith('\n') && endOfErrors?.endsWith('\n')) {
          const { code, again } = JSON.parse(end) as { code: number; again: boolean };
          Object.assign(texts, { stdout: '', stderr: '' });
          resolve({ code, signal: null, stdout, stderr, again: again && runs < mostRuns });
        } else if (over !== null) resolve({ ...over, stdout, stderr, again: false });
      };
      child.send({ token, ...start, entry: pathToFileURL(start.entry).href });
    });
  return { child, closed, run };
};

/** Opens an empty pool: a process is started when a run finds none that is idle and was started in the same way. */
export const openWarmRuns = (): WarmRuns => {
  const idle = new Map<string, Warm[]>();
  const all = new Set<Warm>();
  return {
    run: async (start) => {
      const key = keyOf(start);
      const waiting = idle.get(key) ?? [];
      idle.set(key, waiting);
      const warm = waiting.pop() ?? startWarm(start);
      all.add(warm);
      const { again, ...ended } = await warm.run(start);
      if (again) waiting.push(warm);
      else {
        all.delete(warm);
        warm.child.kill('SIGKILL');
        await warm.closed;
      }
      return ended;
    },
    stop: async () => {
      for (const { child } of all) child.kill('SIGKILL');
      await Promise.all([...all].map(({ closed }) => closed));
    },
  };
};
