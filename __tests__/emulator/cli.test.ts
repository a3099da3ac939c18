import { describe, expect, test } from '@jest/globals';
import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Ready } from '../../emulator/start.ts';

// Not script/emulator: it can install packages, and a test must not change its own installation.
const program = resolve(import.meta.dirname, '../../emulator/main.ts');

const start = (args: readonly string[], options: SpawnOptions = {}): ChildProcess =>
  spawn(process.execPath, [program, ...args], options);

const firstLine = async ({ stdout }: ChildProcess): Promise<string> => {
  let read = '';
  if (stdout) {
    for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
      read += String(chunk);
      if (read.includes('\n')) break;
    }
  }
  return read;
};

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => child.once('close', (code) => done(code)));

const run = async (args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> => {
  const child = start(args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = exitOf(child);
  const outputs = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : Promise.resolve('')));
  const [stdout = '', stderr = ''] = await Promise.all(outputs);
  return { code: await ended, stdout, stderr };
};

describe('without a command', () => {
  test('the emulator prints one line when it is ready, and ends when its input closes', async () => {
    const child = start([]);
    const line = await firstLine(child);
    const ready = JSON.parse(line) as Ready;
    expect(Object.keys(ready)).toEqual(['env', 'urls', 'admin', 'reader', 'ca']);
    expect(Object.keys(ready.urls).sort()).toEqual(['control', 'github', 'graph', 'login', 'oidc', 'truu', 'vault']);
    expect(ready.env['NODE_EXTRA_CA_CERTS']).toBe(ready.ca);
    expect((await fetch(`${ready.urls.control}/state`)).status).toBe(200);
    const ended = exitOf(child);
    child.stdin?.end();
    expect(await ended).toBe(0);
    await expect(stat(ready.ca)).rejects.toThrow('ENOENT');
  });

  test.each([
    ['SIGTERM', []],
    ['SIGINT', ['--proxy']],
  ] as const)('the emulator runs with /dev/null as input until %s, with %j', async (signal, args) => {
    const devNull = await open('/dev/null');
    const child = start(args, { stdio: [devNull.fd, 'pipe', 'inherit'] });
    const ready = JSON.parse(await firstLine(child)) as Ready;
    expect((await fetch(`${ready.urls.control}/clock`)).status).toBe(200);
    expect(ready.env['HTTPS_PROXY']).toBe(ready.proxy);
    expect(ready.proxy !== undefined).toBe(args.length > 0);
    const ended = exitOf(child);
    child.kill(signal);
    expect(await ended).toBe(0);
    await devNull.close();
  });

  test('a command keeps the variables of its caller', async () => {
    const { stdout } = await run(['--', process.execPath, '-p', 'JSON.stringify(process.env)']);
    const env = JSON.parse(stdout) as Record<string, string>;
    const kept = [
      'GITHUB_WORKSPACE',
      'GITHUB_OUTPUT',
      'GITHUB_STEP_SUMMARY',
      'RUNNER_TEMP',
      'INPUT_MODE',
      'INPUT_SPEC',
    ];
    expect(kept.map((name) => env[name])).toEqual(kept.map((name) => process.env[name]));
    expect(env['INPUT_TENANT-ID']).toBe('3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11');
  });
});

describe('with a command', () => {
  test('the emulator ends with the command’s code, and only the command prints', async () => {
    const { code, stdout } = await run(['--', 'sh', '-c', 'echo "$GITHUB_REPOSITORY"; exit 7']);
    expect([code, stdout]).toEqual([7, 'contoso/identity\n']);
  });

  test.each([
    [['--', 'sh', '-c', 'kill -TERM $$'], 143],
    [['--', 'no-such-command-anywhere'], 127],
  ])('%j ends with %i', async (args, code) => {
    expect((await run(args)).code).toBe(code);
  });
});

describe('a seed', () => {
  test('is read from a file, and an unknown key is refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'emulator-cli-'));
    const [good, bad] = [join(folder, 'good.json'), join(folder, 'bad.json')];
    await writeFile(good, JSON.stringify({ github: { repository: 'fabrikam/directory' } }));
    await writeFile(bad, JSON.stringify({ github: { reposittory: 'x' } }));
    const planted = await run(['--seed', good, '--', 'sh', '-c', 'echo "$GITHUB_REPOSITORY"']);
    expect(planted).toMatchObject({ code: 0, stdout: 'fabrikam/directory\n' });
    expect(await run(['--seed', bad])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('github.reposittory'),
    });
    await rm(folder, { recursive: true });
  });

  test.each([[['--sead', 'x']], [['--seed']], [['--']], [['--seed', '/no/such/file']]])(
    '%j is refused',
    async (args) => {
      expect(await run(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('usage: ') });
    },
  );
});
