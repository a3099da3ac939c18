import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseAllDocuments, type Document } from 'yaml';
import type { Diagnostic, Range, SpecCode } from './diagnostic.ts';

/** A YAML document whose every value knows its place. */
export interface Yaml {
  readonly value: unknown;
  /** The range of a value, or of the nearest value above it that is there. */
  readonly range: (path: readonly PropertyKey[]) => Range;
  /** The range of a key itself. */
  readonly keyRange: (path: readonly PropertyKey[]) => Range;
}

/** Longer texts are no spec. */
const mostCharacters = 65_536;
const mostAliases = 10;

/** Reads YAML 1.2 core with positions; one diagnostic when the text is not one such document. */
export const readYaml = (text: string, file: string): Yaml | readonly Diagnostic[] => {
  const lines = new LineCounter();
  const at = (from: number, to: number): Range => {
    const start = lines.linePos(from);
    const end = lines.linePos(Math.max(from, to));
    const place = { line: Math.max(1, start.line), column: Math.max(1, start.col) };
    return { file, ...place, endLine: Math.max(1, end.line), endColumn: Math.max(1, end.col) };
  };
  const refuse = (code: SpecCode, message: string, fix: string, range: Range): readonly Diagnostic[] => [
    { code, message, fix, range },
  ];
  const top: Range = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  if (text.length > mostCharacters)
    return refuse(
      'SPEC_TOO_LARGE',
      `The spec has more than ${mostCharacters} characters.`,
      'Keep one directory per spec.',
      top,
    );
  const options = { lineCounter: lines, version: '1.2', schema: 'core', merge: false, uniqueKeys: true } as const;
  const documents = parseAllDocuments(text, options);
  const [document, second] = Array.isArray(documents) ? (documents as Document.Parsed[]) : [];
  if (document === undefined || (document.contents === null && document.errors.length === 0) || isEmpty(document))
    return refuse('SPEC_EMPTY', 'The spec is empty.', 'Start from examples/specs/minimal.yml.', top);
  const [error] = document.errors;
  if (error !== undefined) {
    const words = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
    return refuse('SPEC_NOT_YAML', `The spec is not YAML: ${oneLine(words)}.`, 'Correct this line.', at(...error.pos));
  }
  if (second !== undefined)
    return refuse(
      'SPEC_MULTIPLE_DOCUMENTS',
      'The spec holds more than one YAML document.',
      'Keep one document per file, and run the action once per file.',
      at(second.range[0], second.range[0]),
    );
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: mostAliases });
  } catch {
    return refuse('SPEC_NOT_YAML', 'The spec uses too many aliases.', 'Write the values out.', top);
  }
  const find = (path: readonly PropertyKey[], key: boolean): Range => {
    const [from, to] = rangeIn(document, path, key);
    return at(from, to);
  };
  return { value, range: (path) => find(path, false), keyRange: (path) => find(path, true) };
};

const isEmpty = ({ contents }: Document.Parsed): boolean => isScalar(contents) && contents.value === null;

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').slice(0, 200);

/** Walks down as far as the path is there; what is missing has the place of what should hold it. */
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
