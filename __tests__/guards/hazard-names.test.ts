import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const folder = path.resolve(import.meta.dirname, '..');

/** From one number to another, as the hazards are numbered. */
const hazards = (from: number, to = from): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `H${String(from + index).padStart(2, '0')}`);

/** What Graph is known to do to its callers and could break the promise of the secret's transaction. */
const named = [
  ...hazards(1, 3),
  ...hazards(7, 27),
  ...hazards(44, 47),
  ...[50, 51, 53, 54].flatMap((number) => hazards(number)),
];

/** Fields of a row of a table that its test is named by. */
const nameFields = new Set(['description', 'failure', 'when']);

const isTest = (call: ts.CallExpression): boolean => /^(test|describe)\b/.test(call.expression.getText());

const textOf = (node: ts.Node | undefined): string | null =>
  node !== undefined && (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) ? node.getText() : null;

/** The names of tests in a file: what test and describe are called with, and the fields of rows that stand for it. */
const namesIn = (source: string): readonly string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node)) found.push(textOf(node.arguments[0]) ?? '');
    if (ts.isPropertyAssignment(node) && nameFields.has(node.name.getText()))
      found.push(textOf(node.initializer) ?? '');
    // A row of a list begins with its name.
    if (ts.isArrayLiteralExpression(node)) found.push(textOf(node.elements[0]) ?? '');
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest, true));
  return found;
};

const missingIn = (names: readonly string[], ids: readonly string[]): readonly string[] =>
  ids.filter((id) => !names.some((name) => new RegExp(`\\b${id}\\b`).test(name)));

const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith(path.basename(import.meta.filename)))
  .map((file) => readFileSync(path.join(folder, file), 'utf8'));

test('each hazard of Graph that concerns secrets, replication and lost answers is named by a test', () => {
  expect(missingIn(sources.flatMap(namesIn), named)).toEqual([]);
});

test('a hazard that only a comment, a constant or a longer number names is missed', () => {
  const text = [
    '// H01 is tested',
    "const id = 'H02';",
    "test('does what it should (H031)', () => expect('H03').toBe(id));",
    "test('does what it should (H04, H05)', () => undefined);",
    "test.each(rows)('does $description', () => undefined);",
    "const rows = [{ description: 'this (H06)', contains: 'H07' }];",
    "const more = [['that (H08)', 'H09']];",
  ].join('\n');
  expect(missingIn(namesIn(text), hazards(1, 9))).toEqual(['H01', 'H02', 'H03', 'H07', 'H09']);
});
