import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { codeSpan, logText, oneLine } from '../../../src/support/text.ts';
import { hostileOrLong } from '../../support/arbitraries.ts';
import { nodesOf } from '../../support/arbitraries.ts';

const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;
const parse = (markdown: string) => unified().use(remarkParse).use(remarkGfm).parse(markdown);

describe('foreign text on one line', () => {
  test.each([
    ['a\nb', 'a\\u{a}b'],
    ['a\u0000b', 'a\\u{0}b'],
    ['a\u001b[31mb', 'a\\u{1b}[31mb'],
    ['a\u202eb', 'a\\u{202e}b'],
    ['a\u200bb', 'a\\u{200b}b'],
    ['a\u2028b', 'a\\u{2028}b'],
    ['a\ud800b', 'a\\u{d800}b'],
    ['a\ue000b', 'a\\u{e000}b'],
    ['a\u{e0041}b', 'a\\u{e0041}b'],
    ['Zoë 😀', 'Zoë 😀'],
  ])('shows %j as %j', (text, shown) => {
    expect(oneLine(text)).toBe(shown);
  });

  test('is cut with an ellipsis, and never inside a character', () => {
    expect(oneLine('abcdef', 4)).toBe('abc…');
    expect(oneLine('abcd', 4)).toBe('abcd');
    expect(oneLine('ab😀def', 4)).toBe('ab…');
  });

  test('holds nothing that cannot be seen, within the length', () => {
    fc.assert(
      fc.property(hostileOrLong, fc.integer({ min: 1, max: 400 }), (text, most) => {
        const shown = oneLine(text, most);
        expect([unseen.test(shown), shown.isWellFormed(), shown.length <= most]).toEqual([false, true, true]);
      }),
    );
  });
});

describe('a line of the log', () => {
  test.each([
    ['::error::x', ': :error::x'],
    ['  ::error::x', '  : :error::x'],
    ['\u00a0::error::x', '\\u{a0}::error::x'],
    ['##[error]x', '# #[error]x'],
    ['a ##[error]x', 'a # #[error]x'],
    ['###[error]x', '## #[error]x'],
    ['a ::error::x', 'a ::error::x'],
    ['a\n::error::x', 'a\\u{a}::error::x'],
  ])('shows %j as %j', (text, shown) => {
    expect(logText(text)).toBe(shown);
  });

  test('is no workflow command, whatever is in it', () => {
    fc.assert(
      fc.property(hostileOrLong, (text) => {
        const shown = logText(text);
        expect([shown.trimStart().startsWith('::'), shown.includes('##['), unseen.test(shown)]).toEqual([
          false,
          false,
          false,
        ]);
      }),
    );
  });
});

describe('a code span', () => {
  test.each([
    ['plain', '`plain`'],
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    ['', '` `'],
    ['   ', '` `'],
    [' padded', '`  padded `'],
    ['<b>&amp;', '`<b>&amp;`'],
  ])('shows %j as %j', (text, shown) => {
    expect(codeSpan(text)).toBe(shown);
  });

  test('is one span of code with the text in it, in a sentence', () => {
    fc.assert(
      fc.property(hostileOrLong, (text) => {
        const found = nodesOf(parse(`Word ${codeSpan(text)} word`)).map(({ type }) => type);
        expect(found).toEqual(['root', 'paragraph', 'text', 'inlineCode', 'text']);
      }),
    );
  });

  test('is one span of code in one cell of a table, and shows the whole text', () => {
    fc.assert(
      fc.property(hostileOrLong, (text) => {
        const nodes = nodesOf(parse(`| a | b |\n| --- | --- |\n| ${codeSpan(text)} | end |`));
        expect(nodes.filter(({ type }) => type === 'tableCell')).toHaveLength(4);
        const spans = nodes.filter(({ type }) => type === 'inlineCode').map(({ value }) => value?.trim());
        expect(spans).toEqual([oneLine(text).replaceAll('|', '\\u{7c}').trim()]);
      }),
    );
  });
});
