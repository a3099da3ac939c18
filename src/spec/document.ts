import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseAllDocuments, type Document } from 'yaml';
import type { Diagnostic, Range, SpecCode } from './diagnostic.ts';

/** A YAML document with the position of each key and value. */
export interface Yaml {
  readonly value: unknown;
  /** The range of a value. For a missing value: the range of the nearest block above it. */
  readonly range: (path: readonly PropertyKey[]) => Range;
  /** The range of a key, without its value. */
  readonly keyRange: (path: readonly PropertyKey[]) => Range;
}

/** The limit of a spec, in characters. */
export const maxCharacters = 65_536;
/** The message and the fix for a longer text. */
export const tooLarge = {
  message: `The spec has more than ${maxCharacters} characters.`,
  fix: 'Shorten the spec. Keep one TruU directory per spec.',
} as const;
const maxAliases = 10;
/** `logLevel: error` suppresses warnings of the parser, which print keys of the spec. */
const format = { version: '1.2', schema: 'core', merge: false, uniqueKeys: true, logLevel: 'error' } as const;

/** Reads one document of YAML 1.2 core with its positions. Returns one diagnostic for any other text. */
export const readYaml = (text: string, file: string): Yaml | readonly Diagnostic[] => {
  const lines = linesOf(text);
  const at = (from: number, to: number): Range => {
    // The parser reports some errors one position after the end of the text.
    const start = lines.linePos(Math.min(from, text.length));
    const end = lines.linePos(Math.min(Math.max(from, to), text.length));
    const place = { line: Math.max(1, start.line), column: Math.max(1, start.col) };
    return { file, ...place, endLine: Math.max(1, end.line), endColumn: Math.max(1, end.col) };
  };
  const refuse = (code: SpecCode, message: string, fix: string, range: Range): readonly Diagnostic[] => [
    { code, message, fix, range },
  ];
  const top: Range = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  if (text.length > maxCharacters) return refuse('SPEC_TOO_LARGE', tooLarge.message, tooLarge.fix, top);
  const documents = parseAllDocuments(text, format);
  const [document, second] = documents as readonly Document.Parsed[];
  const [error] = document?.errors ?? ('empty' in documents ? documents.errors : []);
  if (error !== undefined) {
    const message = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
    return refuse(
      'SPEC_NOT_YAML',
      `The spec is not valid YAML: ${oneLine(message)}.`,
      'Correct the YAML syntax of this line.',
      at(...error.pos),
    );
  }
  if (document === undefined || isEmpty(document))
    return refuse('SPEC_EMPTY', 'The spec is empty.', 'Copy examples/specs/minimal.yml and adapt it.', top);
  if (second !== undefined)
    return refuse(
      'SPEC_MULTIPLE_DOCUMENTS',
      'The spec has more than one YAML document.',
      'Keep one document per file. Run the action once per file.',
      at(second.range[0], second.range[0]),
    );
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: maxAliases });
  } catch {
    return refuse('SPEC_NOT_YAML', 'The spec has undefined or too many aliases.', 'Replace aliases by values.', top);
  }
  const find = (path: readonly PropertyKey[], key: boolean): Range => {
    const [from, to] = rangeIn(document, path, key);
    return at(from, to);
  };
  return { value, range: (path) => find(path, false), keyRange: (path) => find(path, true) };
};

/** The line starts of a text. The parser's own list misses the lines inside a part that it cannot read. */
const linesOf = (text: string): LineCounter => {
  const lines = new LineCounter();
  for (const start of [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]) lines.addNewLine(start);
  return lines;
};

const isEmpty = ({ contents }: Document.Parsed): boolean =>
  contents === null || (isScalar(contents) && contents.value === null);

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').slice(0, 200);

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
