import { Lexer } from 'yaml';
import { characterLabel, isInvisible } from '../support/invisible.ts';

/** A character that is not what people take it for. */
export interface Misleading {
  /** In UTF-16 code units, as the parser counts. */
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

/** Says a place of the text as people write it: line:column. */
export type Place = (offset: number) => string;

/**
 * Characters outside comments that cannot be seen or that look like another one which YAML needs, one for each line.
 * YAML takes them as letters: a no-break space indents nothing, and in an id or a name nobody finds it. In comments only
 * what can reorder a line is told. What is written as an escape in double quotes is meant.
 */
export const misleadingCharacters = (text: string, place: Place): readonly Misleading[] => {
  const lineEnd = loneReturn(text, place);
  if (lineEnd !== null) return [lineEnd];
  const parts = partsOf(text);
  const inComment = new Uint8Array(text.length);
  for (const { kind, from, to } of parts) if (kind === 'comment') inComment.fill(1, from, to);
  const unseen = [...text.matchAll(suspects)]
    .map(({ index }) => index)
    .filter((offset) => !isMeant(text, offset) && !(inComment[offset] === 1 && isHarmless(text[offset] ?? '')));
  const found = [...onePerLine(text, unseen, place), ...parts.flatMap((part) => lookalikesOf(text, part, place))];
  return found.sort((a, b) => a.offset - b.offset).slice(0, mostLines);
};

/** More would only bury what else a run says. */
const mostLines = 50;

/** What `isInvisible` knows, and the hyphen that never breaks. */
const suspects =
  /(?![ \t\n\r\p{Variation_Selector}])[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u2011]/gu;

/** YAML knows CR as a line end, most tools do not: a comment would hide from them, or from the parser, what follows it. */
const loneReturn = (text: string, place: Place): Misleading | null => {
  const offset = text.search(/\r(?!\n)/);
  if (offset < 0) return null;
  const where = `${characterLabel('\r')} at ${place(offset)}`;
  const message = text.includes('\n')
    ? `The spec has a ${where} that no line feed follows.`
    : `The lines of the spec end with CR alone: the first ${where} has no line feed after it.`;
  return { offset, message, fix: 'Save the file with line ends LF or CRLF.' };
};

interface Part {
  readonly kind: 'comment' | 'plain';
  readonly from: number;
  readonly to: number;
}

/** The comments and the scalars without quotes. The lexer reads any text; its own marks have no width in it. */
const partsOf = (text: string): readonly Part[] => {
  const parts: Part[] = [];
  let at = 0;
  let [plain, block] = [false, false];
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === '\u001F' && text[at] !== lexeme) {
      plain = !block;
      block = false;
      continue;
    }
    if ((lexeme === '\u0002' || lexeme === '\u0018') && !text.startsWith(lexeme, at)) continue;
    if (plain) parts.push({ kind: 'plain', from: at, to: at + lexeme.length });
    else if (lexeme.startsWith('#')) parts.push({ kind: 'comment', from: at, to: at + lexeme.length });
    else if (/^[|>]/.test(lexeme)) block = true;
    plain = false;
    at += lexeme.length;
  }
  return parts;
};

const letter = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]';
/** Joiners within words and emoji that are written with them, and the space of scripts without another. */
const meant = [
  new RegExp(
    '^(?:[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\p{M}\\uFE0F]|(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}])\\p{L})[\\u200C\\u200D][\\p{L}\\p{Extended_Pictographic}]$',
    'u',
  ),
  new RegExp(`^${letter}\\u3000${letter}$`, 'u'),
];

const isMeant = (text: string, offset: number): boolean => {
  if (offset === 0) return text.startsWith('\uFEFF');
  const before = [...text.slice(Math.max(0, offset - 2), offset)].at(-1) ?? '';
  const [character = '', after = ''] = [...text.slice(offset, offset + 4)];
  return meant.some((one) => one.test(before + character + after));
};

/** In a comment, what neither ends it for a reader nor turns his line around. */
const isHarmless = (character: string): boolean => !/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u.test(character);

const onePerLine = (text: string, offsets: readonly number[], place: Place): readonly Misleading[] => {
  let lineEnd = -1;
  const lines = Map.groupBy(offsets, (offset) => {
    while (lineEnd < offset) lineEnd = (text.indexOf('\n', lineEnd + 1) + 1 || text.length + 1) - 1;
    return lineEnd;
  });
  return [...lines.values()].map(([first = 0, ...more]) => {
    const character = String.fromCodePoint(text.codePointAt(first) ?? 0);
    const others = more.length === 0 ? '' : ` The line has ${more.length} more such ${plural(more.length)}.`;
    const lineStart = text.lastIndexOf('\n', first - 1) + 1;
    const indents = [...text.slice(lineStart, first)].every((one) => one === ' ' || isInvisible(one));
    const isSpace = /\p{Zs}/u.test(character);
    const is =
      character === '\u2011'
        ? 'is not the hyphen that it looks like'
        : isSpace
          ? 'is not the space that it looks like'
          : 'cannot be seen';
    return {
      offset: first,
      message: `${characterLabel(character)} at ${place(first)} ${is}.${others}`,
      fix: indents && isSpace ? 'Indent the line with ordinary spaces (U+0020).' : fixFor(character, isSpace),
    };
  });
};

const plural = (count: number): string => (count === 1 ? 'character' : 'characters');

const fixFor = (character: string, isSpace: boolean): string => {
  const point = character.codePointAt(0) ?? 0;
  const hex = point.toString(16).toUpperCase();
  const escape = point > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
  const change = character === '\u2011' ? 'Replace it by -' : isSpace ? 'Delete it, or type a space' : 'Delete it';
  return `${change}. A name that is to have this character has it as ${escape} in double quotes.`;
};

const quotes = /^[\u2018-\u201F\u2039\u203A\u00AB\u00BB\uFF02\uFF07\u2032\u2033\u0060\u00B4]/u;
const dashes = /(?<=^|\n[ \t]*)[\u2010-\u2015\u2212\uFE63\uFF0D\u2022](?=[ \t])/u;

/** Quotation marks and list marks of a word processor, with which a scalar without quotes begins. */
const lookalikesOf = (text: string, { kind, from, to }: Part, place: Place): readonly Misleading[] => {
  const scalar = kind === 'plain' ? text.slice(from, to) : '';
  const dash = dashes.exec(scalar);
  if (dash !== null) return [lookalike(dash[0], from + dash.index, '- of a list', place)];
  const quote = quotes.exec(scalar);
  return quote === null ? [] : [lookalike(quote[0], from, 'quotation mark of YAML', place)];
};

const lookalike = (character: string, offset: number, what: string, place: Place): Misleading => ({
  offset,
  message: `${characterLabel(character)} at ${place(offset)} is no ${what}.`,
  fix: what.startsWith('-')
    ? 'Begin each item of a list with - (U+002D) and a space. A name that is to begin with this character stands in quotes.'
    : 'Write straight quotes (U+0022 or U+0027), or none. A name that is to begin with this character stands in straight quotes.',
});

/**
 * The first character outside ASCII in some lines of a text that people take for one of YAML's: `"：" (U+FF1A) at 4:8`.
 * Null when there is none.
 */
export const lookalikeIn = (text: string, from: number, to: number, place: Place): string | null => {
  const found = /[\u2018-\u201F\u00AB\u00BB\uFF01-\uFF5E\uFE50-\uFE6B\uA789\u2236\u2010-\u2015\u2212]/u.exec(
    text.slice(from, to),
  );
  return found === null ? null : `${characterLabel(found[0])} at ${place(from + found.index)}`;
};

/** The first character outside ASCII of a text, e.g. `"е" (U+0435) at 4:8`; null when there is none. */
export const foreignIn = (text: string, from: number, to: number, place: Place): string | null => {
  const found = /\P{ASCII}/u.exec(text.slice(from, to));
  return found === null ? null : `${characterLabel(found[0])} at ${place(from + found.index)}`;
};
