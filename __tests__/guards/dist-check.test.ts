import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// Named by a variable, since what is plain JavaScript has no types to import.
const script = '../../script/folder-differences.mjs';
const { differences } = (await import(script)) as {
  readonly differences: (actual: string, expected: string) => readonly string[];
};

const scratch = mkdtempSync(path.join(tmpdir(), 'dist-check-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Of each kind that a build can have: by ending, without one, and further down. */
const files = ['index.js', 'THIRD_PARTY_LICENSES.txt', 'NOTICE', 'chunks/632.index.js', 'chunks/deep/DATA', '.hidden'];
const expected = path.join(scratch, 'expected');

const write = (folder: string, file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};

let count = 0;
/** A copy of the expected folder, to be spoilt. */
const copy = (): string => {
  count += 1;
  const folder = path.join(scratch, `actual-${count}`);
  cpSync(expected, folder, { recursive: true });
  return folder;
};

beforeAll(() => {
  for (const file of files) write(expected, file, `text of ${file}`);
});

describe('the comparison of dist with what the source builds', () => {
  test('says nothing of equal folders', () => {
    expect(differences(copy(), expected)).toEqual([]);
  });

  test.each(files)('sees that %s has changed', (file) => {
    const actual = copy();
    write(actual, file, `text of ${file} `);
    expect(differences(actual, expected)).toEqual([`changed ${file}`]);
  });

  test.each(files)('sees a change of %s that keeps its length', (file) => {
    const actual = copy();
    write(actual, file, `TEXT of ${file}`);
    expect(differences(actual, expected)).toEqual([`changed ${file}`]);
  });

  test.each(files)('sees that %s is missing', (file) => {
    const actual = copy();
    rmSync(path.join(actual, file));
    expect(differences(actual, expected)).toEqual([`missing ${file}`]);
  });

  test.each(['old.js', 'old.txt', 'OLD', 'chunks/old.js', 'chunks/deep/OLD', 'another/old.txt'])(
    'sees that %s is stale',
    (file) => {
      const actual = copy();
      write(actual, file, 'left by an earlier build');
      expect(differences(actual, expected)).toEqual([`stale ${file}`]);
    },
  );

  test('sees several differences at once, in an order of their own', () => {
    const actual = copy();
    write(actual, 'old.js', 'left by an earlier build');
    write(actual, 'index.js', 'another text');
    rmSync(path.join(actual, 'chunks'), { recursive: true });
    expect(differences(actual, expected)).toEqual([
      'changed index.js',
      'missing chunks/632.index.js',
      'missing chunks/deep/DATA',
      'stale old.js',
    ]);
  });
});
