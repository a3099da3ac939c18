import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { endings, transitions } from '../../src/apply/rotation/state-machine.ts';

const page = await readFile(path.resolve(import.meta.dirname, '../../docs/transaction.md'), 'utf8');

const drawn = (text: string): readonly string[] =>
  [...text.matchAll(/^ {2}(\w+) --> (\w+): (\w+)$/gm)].map(([, from, to, event]) =>
    `${from} ${event} ${to}`.replaceAll('_', '-'),
  );

const coded = Object.entries(transitions).flatMap(([from, events]) =>
  Object.entries(events).map(([event, to]) => `${from} ${event} ${to as string}`),
);

test('the picture of the transaction shows exactly its transitions', () => {
  expect([...drawn(page)].sort()).toEqual([...coded].sort());
});

/** The states at which the picture begins and ends. */
const ends = (text: string): readonly string[] =>
  [...text.matchAll(/^ {2}(\[\*\]|\w+) --> (\[\*\]|\w+)$/gm)].map(([, from, to]) =>
    `${from} ${to}`.replaceAll('_', '-'),
  );

const codedEnds = ['[*] delete-unheld', ...Object.keys(endings).map((ending) => `${ending} [*]`)].sort();

test('the picture begins with the sweep, and ends exactly in the endings', () => {
  expect([...ends(page)].sort()).toEqual(codedEnds);
  expect([...ends(page.replace('  held --> [*]\n', ''))].sort()).not.toEqual(codedEnds);
  expect([...ends(page.replace('  held --> [*]\n', '  held --> [*]\n  read_held --> [*]\n'))].sort()).not.toEqual(
    codedEnds,
  );
});

test('the page says of every state what a kill in it leaves', () => {
  const rows = page.slice(page.indexOf('## What a killed run leaves')).matchAll(/^\| `([\w-]+)` /gm);
  expect([...rows].map(([, state]) => state)).toEqual(Object.keys(transitions));
});

test('the page says of every ending what the code says', () => {
  const rows = [...page.matchAll(/^\| `([\w-]+)`\s*\| (.+?)\s*\|$/gm)].map(([, name, words]) => [name, words]);
  expect(rows.filter(([name]) => name !== undefined && name in endings)).toEqual(Object.entries(endings));
});

test('a picture that lacks an arrow, or has one too many, is told', () => {
  const lacking = page.replace('  read_held --> held: ours\n', '');
  const more = page.replace(
    '  read_held --> held: ours\n',
    '  read_held --> held: ours\n  read_held --> create_secret: again\n',
  );
  for (const wrong of [lacking, more]) expect([...drawn(wrong)].sort()).not.toEqual([...coded].sort());
});
