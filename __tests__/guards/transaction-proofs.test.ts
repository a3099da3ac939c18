import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const docs = path.resolve(import.meta.dirname, '../../docs');

/** The rows of the table of proofs in a page, each without its border. */
const rowsIn = (page: string): readonly string[] => {
  const section = page.split('## What is taken as proof')[1]?.split('\n## ')[0] ?? '';
  return section.split('\n').filter((line) => line.startsWith('| '));
};

/** The rows whose last cell names no test of the file that it links to. */
const unproven = (rows: readonly string[], read: (file: string) => string): readonly string[] =>
  rows.filter((row) => {
    const [, file, name] = /\[[\w-]+\]\(\.\.\/(__tests__\/[\w/-]+\.test\.ts)\): "([^"]+)" *\|$/.exec(row) ?? [];
    return file === undefined || !read(file).includes(`test('${name}'`);
  });

test('each proof that something is not there names a test with a remote that lies', () => {
  const [, , ...rows] = rowsIn(readFileSync(path.join(docs, 'transaction.md'), 'utf8'));
  expect(rows.length).toBeGreaterThanOrEqual(12);
  expect(unproven(rows, (file) => readFileSync(path.resolve(docs, '..', file), 'utf8'))).toEqual([]);
});

test('a row without a test, and one whose test is gone, are told', () => {
  const rows = [
    '| a | b |',
    '| a | [x](../__tests__/x.test.ts): "is gone" |',
    '| a | [x](../__tests__/x.test.ts): "is" |',
  ];
  expect(unproven(rows, () => "test('is', () => undefined);")).toEqual(rows.slice(0, 2));
});
