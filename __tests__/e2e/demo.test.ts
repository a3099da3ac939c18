import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { asRunnerShows } from '../../demo/runner-log.ts';

const main = path.resolve(import.meta.dirname, '../../demo/main.ts');

/** What a viewer sees of each run: its mode, its exit code and its result. */
const shown = [
  // A person sets TruU up, replaces the secret, and says once what is not true.
  ['apply', 1, 'failed'],
  ['drift', 0, 'waiting'],
  ['drift', 0, 'in-sync'],
  ['drift', 0, 'waiting'],
  ['drift', 0, 'in-sync'],
  ['apply', 0, 'applied'],
  ['drift', 0, 'waiting'],
  ['drift', 0, 'waiting'],
  ['drift', 1, 'drift'],
  ['drift', 0, 'in-sync'],
  // The API.
  ['check', 1, 'failed'],
  ['apply', 0, 'applied'],
  ['drift', 1, 'drift'],
  ['apply', 0, 'applied'],
  ['renew', 0, 'renewed'],
  ['renew', 0, 'renewed'],
  ['apply', 1, 'failed'],
] as const;

describe('the demo', () => {
  let folder: string;
  let ended: { readonly code: number; readonly stdout: string };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'truu-demo-'));
    ended = await new Promise((resolve) => {
      execFile(process.execPath, [main, folder], { maxBuffer: 2 ** 24 }, (error, stdout) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout }),
      );
    });
    // Seventeen runs follow each other, beside whatever else the machine does.
  }, 240_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('ends well, and TruU could log in all the time', () => {
    const { code, stdout } = ended;
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Every run ended as expected'),
    });
    expect(stdout).toContain('\n0 intervals in which TruU could not log in.\n');
    expect(stdout).not.toContain('UNEXPECTED');
  });

  test('shows each run with its command and its end, without the lines that a runner swallows', () => {
    const { stdout } = ended;
    expect(stdout.match(/^(?:\$ INPUT_MODE=\w+ node dist\/index\.js|exit code \d, result [\w-]+)/gm)).toEqual(
      shown.flatMap(([mode, code, result]) => [
        `$ INPUT_MODE=${mode} node dist/index.js`,
        `exit code ${code}, result ${result}`,
      ]),
    );
    expect(stdout.match(/^::.*/gm)).toBeNull();
  });

  test('shows the first issue whole, and how each hand-off ends', () => {
    const { stdout } = ended;
    for (const text of ['**TruU cannot log in', '1. In the Entra admin center', '15. Comment here'])
      expect(stdout.split(`  | ${text}`)).toHaveLength(2);
    expect(stdout.match(/^Issue #\d \(\w+/gm)).toEqual([
      ...['Issue #1 (open', 'Issue #1 (open', 'Issue #1 (closed'],
      ...['Issue #2 (open', 'Issue #2 (closed'],
      ...['Issue #3 (open', 'Issue #3 (open', 'Issue #3 (open', 'Issue #3 (closed'],
    ]);
    expect(stdout).not.toContain('<!--');
  });

  test('shows that no secret is removed before it has ended, and which of them TruU has', () => {
    const listed = ended.stdout.match(/^ {3}Secret ID [\w-]+, .*$/gm) ?? [];
    expect(listed.map((line) => line.replaceAll(/Secret ID [\w-]+, | \d{4}-\d\d-\d\d/g, '').trim())).toEqual([
      ...['until', 'until, in TruU'],
      ...['ended on', 'until, in TruU'],
      'until, in TruU',
      // After the false confirmation.
      ...['until, in TruU', 'until'],
      // The API: within the overlap, after it, and after the failure.
      ...['until', 'until, in TruU'],
      'until, in TruU',
      ...['until', 'until, in TruU'],
    ]);
  });

  test('leaves a summary of each run', async () => {
    const names = shown.map(([mode], index) => `${String(index + 1).padStart(2, '0')}-${mode}.md`);
    expect((await readdir(folder)).sort()).toEqual(names);
    const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
    for (const text of texts) expect(text).toMatch(/^## TruU Entra directory/);
  });
});

describe('a line as a runner shows it', () => {
  test.each([
    ['a line', 'a line'],
    ['::add-mask::value', null],
    ['::debug::words', null],
    ['::endgroup::', null],
    ['::group::Health', '▾ Health'],
    ['::error title=A%3A b,file=c.yml,line=1::25%25 are wrong', 'Error: 25% are wrong'],
    ['::warning::words', 'Warning: words'],
    ['2026::words', '2026::words'],
  ])('%j is %j', (line, expected) => {
    expect(asRunnerShows(line)).toBe(expected);
  });
});
