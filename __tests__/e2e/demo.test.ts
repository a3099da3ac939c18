import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { asRunnerShows } from '../../demo/runner-log.ts';
import { differences } from '../../demo/step.ts';

const story = path.resolve(import.meta.dirname, '../../demo/story.ts');

/** The eight steps of the story; the seventh has a part that comes a day later. */
const summaries = [
  '1-check.md',
  '2-plan.md',
  '3-apply.md',
  '4-plan.md',
  '5-drift.md',
  '6-apply.md',
  '7-renew.md',
  '7.5-renew.md',
  '8-apply.md',
];

describe('the demo', () => {
  let folder: string;
  let ended: { readonly code: number; readonly stdout: string };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'truu-demo-'));
    ended = await new Promise((resolve) => {
      execFile(process.execPath, [story, folder], { maxBuffer: 2 ** 24 }, (error, stdout) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout }),
      );
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('ends well, each step with its command, and without the lines that a runner swallows', () => {
    const { code, stdout } = ended;
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Every step ended as expected'),
    });
    const modes = ['check', 'plan', 'apply', 'plan', 'drift', 'apply', 'renew', 'renew', 'apply'];
    expect(stdout.match(/^\$ INPUT_MODE=\w+ node dist\/index\.js$/gm)).toEqual(
      modes.map((mode) => `$ INPUT_MODE=${mode} node dist/index.js`),
    );
    expect(stdout.match(/^::.*/gm)).toBeNull();
  });

  test('leaves a summary of each step, and shows it', async () => {
    expect((await readdir(folder)).sort()).toEqual([...summaries].sort());
    for (const name of summaries) {
      const text = await readFile(path.join(folder, name), 'utf8');
      expect(text).toMatch(/^## TruU Entra directory/);
      expect(ended.stdout).toContain(text.trimEnd());
    }
  });

  test('fails for a step that ends otherwise, shows too little, or shows a secret', () => {
    const expected = { code: 0, result: 'applied', contains: ['HEALTHY'] } as const;
    const good = { code: 0, outputs: { result: 'applied' }, visible: 'HEALTHY' };
    expect(differences(expected, good, ['a-secret'])).toEqual([]);
    const bad = { code: 1, outputs: { result: 'failed' }, visible: 'the value is a-secret' };
    expect(differences(expected, bad, ['a-secret'])).toEqual([
      'exit code 1, not 0',
      'result failed, not applied',
      'it does not contain "HEALTHY"',
      'it shows a secret',
    ]);
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
  ])('%j is %j', (line, shown) => {
    expect(asRunnerShows(line)).toBe(shown);
  });
});
