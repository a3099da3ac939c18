import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { modes } from '../../src/catalog/modes.ts';
import { runAction, type ActionResult } from '../../testing/run-action.ts';

const root = path.resolve(import.meta.dirname, '../..');
const spec = readFileSync(path.join(root, 'examples/specs/complete.yml'), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'truu archive-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a job of a workflow downloads: the archive of a commit, without what .gitattributes leaves out of it. */
beforeAll(() => {
  execFileSync('git', ['archive', '--format=tar', `--output=${path.join(folder, 'action.tar')}`, 'HEAD'], {
    cwd: root,
  });
  // By a name without a drive, which some kinds of tar take for a host.
  execFileSync('tar', ['-xf', 'action.tar'], { cwd: folder });
});

const start = (mode: string, text: string, more: Readonly<Record<string, string>> = {}): Promise<ActionResult> =>
  runAction({
    with: { mode, ...more },
    // Windows starts no process without the first, and finds its folder of temporary files by the second.
    env: Object.fromEntries(['SystemRoot', 'TEMP'].flatMap((name) => [[name, process.env[name] ?? '']])),
    spec: text,
    entry: path.join(folder, 'dist/index.js'),
  });

describe('the archive that a job downloads', () => {
  test.each([
    ['with the line ends of Linux', spec],
    ['with the line ends of Windows', spec.replaceAll('\n', '\r\n')],
  ])('checks a spec %s', async (_what, text) => {
    const { code, stdout, stderr, outputs } = await start('check', text);
    expect({ code, stderr, result: outputs['result'] }).toEqual({ code: 0, stderr: '', result: 'in-sync' });
    expect(stdout).toContain('TruU Entra directory');
  });

  test('says which line of a spec is wrong', async () => {
    const wrong = spec.replace('cloud: public', 'cloud: germany').replaceAll('\n', '\r\n');
    const { code, stdout } = await start('check', wrong);
    expect(code).toBe(1);
    const line = spec.split('\n').findIndex((text) => text.includes('cloud: public')) + 1;
    expect(stdout).toContain(`.github/truu-directory.yml:${line}:`);
  });

  test.each(modes.filter((mode) => mode !== 'check'))('starts %s, which misses its inputs', async (mode) => {
    const { code, stderr, outputs } = await start(mode, spec);
    expect({ code, stderr, failure: outputs['failure-code'] }).toEqual({
      code: 1,
      stderr: '',
      failure: 'INPUT_MISSING',
    });
  });

  test('holds what is read on the way, and no test', () => {
    const here = ['action.yml', 'LICENSE', 'docs/errors.md', 'src', 'script/build.mjs', 'package-lock.json'];
    expect(here.filter((file) => !existsSync(path.join(folder, file)))).toEqual([]);
    const left = ['__tests__', 'emulator', 'reliability', 'docs/samples', '.github'];
    expect(left.filter((file) => existsSync(path.join(folder, file)))).toEqual([]);
  });
});
