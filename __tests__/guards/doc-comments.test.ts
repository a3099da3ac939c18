import { describe, expect, test } from '@jest/globals';
import { Linter, type Rule } from 'eslint';

// Named by a variable, since what is plain JavaScript has no types to import.
const script = '../../script/eslint-doc-comments.mjs';
const rule = ((await import(script)) as { readonly default: Rule.RuleModule }).default;

const problemsOf = (text: string): readonly string[] =>
  new Linter()
    .verify(text, [{ plugins: { local: { rules: { rule } } }, rules: { 'local/rule': 'error' } }])
    .map(({ message }) => message);

describe('the lint rule of doc comments', () => {
  test.each([
    'export const one = 1;',
    'export function two() {}',
    'export class Three {}',
    'export default 4;',
    'const five = 5;\nexport { five };',
    'const six = 6;\nexport { six as sechs };',
    '// seven\nexport const seven = 7;',
    '/** */\nexport const eight = 8;',
  ])('reports %j', (text) => {
    expect(problemsOf(text)).toEqual(['An exported name needs a doc comment.']);
  });

  test.each(['/** One. */\nexport const one = 1;', 'const two = 2;', "export { three } from './three.js';"])(
    'accepts %j',
    (text) => {
      expect(problemsOf(text)).toEqual([]);
    },
  );
});
