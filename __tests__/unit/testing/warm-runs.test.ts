import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Ended, openWarmRuns, type WarmRuns } from '../../../testing/warm-runs.ts';

let folder: string;
let warm: WarmRuns;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'truu-warm-'));
  warm = openWarmRuns();
});
afterEach(async () => {
  await warm.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Prints its process, then runs the code, and ends as the action does. */
const run = async (
  code: string,
  env: Readonly<Record<string, string>> = {},
  cwd = folder,
): Promise<Ended & { pid: string }> => {
  const entry = path.join(folder, 'index.js');
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(
    entry,
    `process.stdout.write(process.pid + '\\n'); let code = 0;\n${code}\nprocess.stdout.write('', () => process.exit(code));`,
  );
  const ended = await warm.run({ entry, env, cwd });
  const [pid = '', ...lines] = ended.stdout.split('\n');
  return { ...ended, pid, stdout: lines.join('\n') };
};

const nothing = { code: 0, signal: null, stdout: '', stderr: '' };

test('a run has its own code, streams, folder and environment', async () => {
  const first = await run(`code = 3; process.stderr.write('wrong'); process.stdout.write(process.cwd());`, { A: '1' });
  const tell = 'process.stdout.write(JSON.stringify([process.cwd(), process.env]));';
  const second = await run(tell, { B: '2' }, path.dirname(folder));
  expect(first).toEqual({ pid: second.pid, code: 3, signal: null, stdout: folder, stderr: 'wrong' });
  expect(second).toEqual({ ...nothing, pid: first.pid, stdout: JSON.stringify([path.dirname(folder), { B: '2' }]) });
});

test('a run finds nothing of the one before: no global, no listener, no exit code, no state of a module', async () => {
  const leave = `
    process.stdout.write([globalThis.left, process.listenerCount('SIGTERM'), process.exitCode].join());
    globalThis.left = 1; process.on('SIGTERM', () => {}); process.exitCode = 1;`;
  const [first, second] = [await run(leave), await run(leave)];
  expect(first).toEqual({ ...nothing, pid: second.pid, stdout: ',0,' });
  expect(second).toEqual(first);
});

test.each([
  ['a timer', 'setTimeout(() => {}, 60_000);'],
  ['a server', `const net = await import('node:net'); await new Promise((on) => net.createServer().listen(0, on));`],
])('a process in which %s is left gets no other run', async (_name, code) => {
  const [first, second] = [await run(code), await run('')];
  expect(first).toEqual({ ...nothing, pid: first.pid });
  expect(second.pid).not.toBe(first.pid);
});

test('a run that throws ends as its process does, and the next has another', async () => {
  const [first, second] = [await run(`throw new Error('unforeseen');`), await run('')];
  expect(first).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('unforeseen') });
  expect(second).toEqual({ ...nothing, pid: second.pid });
});

test('what node reads only when it starts has a process of its own', async () => {
  const plain = await run('');
  const other = await run(`process.stdout.write(String(process.noDeprecation));`, { NODE_OPTIONS: '--no-deprecation' });
  expect(other.stdout).toBe('true');
  expect(await run('')).toEqual(plain);
});

test('runs at the same time have a process each', async () => {
  const [one, other] = await Promise.all([run(''), run('')]);
  expect(one.pid).not.toBe(other.pid);
});
