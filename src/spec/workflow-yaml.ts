import { parseDocument } from 'yaml';

/** A mapping of a workflow file; foreign text. */
export type Mapping = Readonly<Record<string, unknown>>;

/** A workflow file as data; null where it is none. Never throws. */
export const parseWorkflow = (text: string): Mapping | null => {
  try {
    const document = parseDocument(text, { version: '1.2', schema: 'core', merge: false, logLevel: 'error' });
    return document.errors.length > 0 ? null : mappingOf(document.toJS({ maxAliasCount: 100 }));
  } catch {
    return null;
  }
};

/** A value as a mapping; null when it is something else. */
export const mappingOf = (value: unknown): Mapping | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : null;

/** A value as a list; empty when it is something else. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
