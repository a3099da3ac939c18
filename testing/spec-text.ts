import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';

/** Values to put into the spec, by path; undefined removes. */
export type SpecEdit = readonly (readonly [path: readonly (string | number)[], value: unknown])[];

/** The complete example spec as it is. */
export const exampleSpec = await readFile(path.resolve(import.meta.dirname, '../examples/specs/complete.yml'), 'utf8');

/** The complete example spec as text, edited; its wait for Healthy is short, so that a world that cannot be Healthy ends a run soon. */
export const specText = (...edits: SpecEdit): string => {
  const document = parseDocument(exampleSpec);
  for (const [at, value] of [[['health', 'timeout'], 'PT10S'] as const, ...edits]) {
    if (value === undefined) document.deleteIn(at);
    else document.setIn(at, document.createNode(value));
  }
  return document.toString();
};
