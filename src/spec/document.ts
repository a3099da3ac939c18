import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type YAMLParseError,
  type YAMLWarning,
} from 'yaml';
import { oneLine } from '../support/text.ts';
import { foreignIn, lookalikeIn, misleadingCharacters, type Place } from './characters.ts';
import type { Diagnostic, Range, SpecCode } from './diagnostic.ts';

/** A YAML document with the position of each key and value. */
export interface Yaml {
  readonly value: unknown;
  /** The range of a value. For a missing value: the range of the nearest block above it. */
  readonly range: (path: readonly PropertyKey[]) => Range;
  /** The range of a key, without its value. */
  readonly keyRange: (path: readonly PropertyKey[]) => Range;
  /** The first character outside ASCII of a value, or of a key, as written, and its place; null when there is none. */
  readonly foreign: (path: readonly PropertyKey[], key?: boolean) => string | null;
}

/** The limit of a spec, in characters. */
export const maxCharacters = 65_536;
/** The message and the fix for a longer text. */
export const tooLarge = {
  message: `The spec has more than ${maxCharacters} characters.`,
  fix: 'Shorten the spec. Keep one TruU directory per spec.',
} as const;
const maxAliases = 10;
/**
 * `logLevel: error` suppresses warnings of the parser, which print keys of the spec. Tags of other schemas, such as
 * `!!omap`, make values that are no data of a spec.
 */
const format = {
  version: '1.2',
  schema: 'core',
  merge: false,
  uniqueKeys: true,
  resolveKnownTags: false,
  logLevel: 'error',
} as const;

/** Reads one document of YAML 1.2 core with its positions. Returns the reasons why any other text is none. */
export const readYaml = (text: string, file: string): Yaml | readonly Diagnostic[] => {
  const source = sourceOf(text, file);
  const { at, place, top } = source;
  if (text.length > maxCharacters) return refuse('SPEC_TOO_LARGE', tooLarge.message, tooLarge.fix, top);
  const misleading = misleadingCharacters(text, place);
  if (misleading.length > 0)
    return misleading.flatMap(({ offset, message, fix }) =>
      refuse('SPEC_MISLEADING_CHARACTER', message, fix, at(offset, offset + 1)),
    );
  const documents = parseAllDocuments(text, format);
  const [document, second] = documents as readonly Document.Parsed[];
  const [error] = document?.errors ?? ('empty' in documents ? documents.errors : []);
  if (error !== undefined) return syntaxError(source, error);
  if (document === undefined || isEmpty(document))
    return refuse('SPEC_EMPTY', 'The spec is empty.', 'Copy examples/specs/minimal.yml and adapt it.', top);
  if (second !== undefined)
    return refuse(
      'SPEC_MULTIPLE_DOCUMENTS',
      'The spec has more than one YAML document.',
      'Keep one document per file. Run the action once per file.',
      at(second.range[0], second.range[0]),
    );
  if (document.warnings.length > 0) return document.warnings.flatMap((warning) => notUnderstood(source, warning));
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: maxAliases });
  } catch {
    return refuse('SPEC_NOT_YAML', 'The spec has undefined or too many aliases.', 'Replace aliases by values.', top);
  }
  return {
    value,
    range: (path) => at(...rangeIn(document, path, false)),
    keyRange: (path) => at(...rangeIn(document, path, true)),
    foreign: (path, key = false) => foreignIn(text, ...rangeIn(document, path, key), place),
  };
};

/** A text with its positions. */
interface Source {
  readonly text: string;
  readonly at: (from: number, to: number) => Range;
  readonly place: Place;
  readonly top: Range;
}

const sourceOf = (text: string, file: string): Source => {
  const lines = linesOf(text);
  const at = (from: number, to: number): Range => {
    // The parser reports some errors one position after the end of the text.
    const start = lines.linePos(Math.min(from, text.length));
    const end = lines.linePos(Math.min(Math.max(from, to), text.length));
    const place = { line: Math.max(1, start.line), column: Math.max(1, start.col) };
    return { file, ...place, endLine: Math.max(1, end.line), endColumn: Math.max(1, end.col) };
  };
  const place = (offset: number): string => {
    const { line, column } = at(offset, offset);
    return `${line}:${column}`;
  };
  return { text, at, place, top: { file, line: 1, column: 1, endLine: 1, endColumn: 1 } };
};

const refuse = (code: SpecCode, message: string, fix: string, range: Range): readonly Diagnostic[] => [
  { code, message, fix, range },
];

/** What the parser says, and a character that can be the cause: of the line, the one above it, or a quotation mark. */
const syntaxError = ({ text, at, place }: Source, { message, pos, code }: YAMLParseError): readonly Diagnostic[] => {
  const conflict = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m.exec(text);
  if (conflict !== null)
    return refuse(
      'SPEC_NOT_YAML',
      'The spec has the marks of a merge conflict.',
      'Resolve the conflict, and remove its marks.',
      at(conflict.index, conflict.index + 7),
    );
  const [from, to] = pos;
  const lineBefore = text.lastIndexOf('\n', text.lastIndexOf('\n', from - 1) - 1) + 1;
  const lineEnd = text.indexOf('\n', to);
  const lookalike = lookalikeIn(
    text,
    code === 'MISSING_CHAR' ? 0 : lineBefore,
    lineEnd < 0 ? text.length : lineEnd,
    place,
  );
  return refuse(
    'SPEC_NOT_YAML',
    `The spec is not valid YAML: ${firstLine(message)}.${lookalike === null ? '' : ` YAML takes ${lookalike} for a letter.`}`,
    'Correct the YAML syntax of this line.',
    at(from, to),
  );
};

/** A sentence of the parser, without its place, which the range says. */
const firstLine = (message: string): string =>
  oneLine(message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '', 200);

/** What the parser would pass over: then the argument of a tag is the value. */
const notUnderstood = ({ text, at, place }: Source, { code, message, pos }: YAMLWarning): readonly Diagnostic[] => {
  const [from, to] = pos;
  const written = oneLine(text.slice(from, to), 80);
  return code === 'TAG_RESOLVE_FAILED'
    ? refuse(
        'SPEC_NOT_YAML',
        `The tag "${written}" at ${place(from)} has no meaning in a spec, or not for this value.`,
        'Remove the tag and write the value itself: a spec takes nothing from the environment, from other files or from secrets.',
        at(from, to),
      )
    : refuse(
        'SPEC_NOT_YAML',
        `The spec is not plain YAML 1.2: ${firstLine(message)}.`,
        'Remove this line.',
        at(from, to),
      );
};

/** The line starts of a text. The parser's own list misses the lines inside a part that it cannot read. */
const linesOf = (text: string): LineCounter => {
  const lines = new LineCounter();
  for (const start of [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]) lines.addNewLine(start);
  return lines;
};

const isEmpty = ({ contents }: Document.Parsed): boolean =>
  contents === null || (isScalar(contents) && contents.value === null);

/** The offsets of a value or key. For a missing one: the offsets of the nearest block above it. */
const rangeIn = (document: Document.Parsed, path: readonly PropertyKey[], key: boolean): readonly [number, number] => {
  let node: unknown = document.contents;
  let found = spanOf(node) ?? [0, 0];
  for (const [depth, part] of path.entries()) {
    const next: unknown = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(part))
      : isSeq(node)
        ? node.items[Number(part)]
        : undefined;
    if (next === undefined) break;
    const last = depth === path.length - 1;
    node = isPair(next) ? next.value : next;
    const place = isPair(next) && ((key && last) || spanOf(next.value) === null) ? next.key : node;
    found = spanOf(place) ?? found;
  }
  return found;
};

const spanOf = (node: unknown): readonly [number, number] | null =>
  isNode(node) && node.range ? [node.range[0], node.range[1]] : null;
