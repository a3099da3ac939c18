import type { z } from 'zod';
import type { Diagnostic, Range, SpecCode } from './diagnostic.ts';
import { readYaml, type Yaml } from './document.ts';
import { nearest } from './nearest.ts';
import { violations } from './rules.ts';
import { specSchema, type Spec } from './schema.ts';

export type { Diagnostic, Range, SpecCode } from './diagnostic.ts';

/** A spec that holds to the rules, and where each of its values stands. */
export interface SpecDocument {
  readonly spec: Spec;
  readonly file: string;
  /** The range of a value, or of the nearest value above it that is there. */
  readonly range: (path: readonly (string | number)[]) => Range;
}

/** A spec, or everything that is wrong with it. */
export type SpecResult =
  | { readonly ok: true; readonly document: SpecDocument }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Reads a spec: all problems in one pass, sorted by position; but a text that is no YAML stops at once. Never throws. */
export const parseSpec = (text: string, file: string): SpecResult => {
  const yaml = readYaml(text, file);
  if (!('value' in yaml)) return { ok: false, diagnostics: yaml };
  const parsed = specSchema.safeParse(yaml.value);
  const found = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => toDiagnostics(issue, yaml))),
    ...violations(yaml.value).map(({ path, ...breach }) => ({ ...breach, range: yaml.range(path) })),
  ];
  if (parsed.success && found.length === 0)
    return { ok: true, document: { spec: parsed.data, file, range: yaml.range } };
  return { ok: false, diagnostics: [...found].sort(byPosition) };
};

const byPosition = (a: Diagnostic, b: Diagnostic): number =>
  a.range.line - b.range.line || a.range.column - b.range.column || (a.message < b.message ? -1 : 1);

const quoted = (text: string): string => `"${text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?').slice(0, 80)}"`;

const toDiagnostics = (issue: z.core.$ZodIssue, yaml: Yaml): readonly Diagnostic[] => {
  const range = yaml.range(issue.path);
  const one = (code: SpecCode, message: string, fix: string): readonly Diagnostic[] => [{ code, message, fix, range }];
  const where = issue.path.map(String).join('.') || 'The spec';
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, issue.path, yaml));
  if (issue.message === 'SPEC_INVALID_GUID')
    return one('SPEC_INVALID_GUID', `${where} is not a GUID.`, 'Copy the id from the Entra admin center.');
  if (issue.message === 'SPEC_INVALID_DURATION')
    return one('SPEC_INVALID_DURATION', `${where} is not an ISO 8601 duration.`, 'Write it like P12M, P30D or PT5M.');
  if (issue.code === 'invalid_type') {
    const missing = valueAt(yaml.value, issue.path) === undefined;
    return missing
      ? one('SPEC_MISSING_KEY', `${where} is missing.`, 'Add the key.')
      : one('SPEC_WRONG_TYPE', `${where} must be ${typeName(issue.expected)}.`, 'Write the value in this type.');
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const missing = valueAt(yaml.value, issue.path) === undefined;
    return missing
      ? one('SPEC_MISSING_KEY', `${where} is missing.`, `Add it: ${values.join(', ')}.`)
      : one('SPEC_INVALID_VALUE', `${where} must be one of ${values.join(', ')}.`, 'Use one of these values.');
  }
  if (issue.code === 'too_big')
    return one('SPEC_INVALID_VALUE', `${where} is too long.`, `Use at most ${issue.maximum} characters.`);
  if (issue.code === 'too_small') return one('SPEC_INVALID_VALUE', `${where} is empty.`, 'Give it a value.');
  return one('SPEC_INVALID_VALUE', `${where} is not allowed.`, 'Use a value that is allowed.');
};

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of keys',
  number: 'a number',
};

const typeName = (expected: string): string => typeNames[expected] ?? expected;

const unknownKey = (key: string, path: readonly PropertyKey[], yaml: Yaml): Diagnostic => {
  const near = nearest(key, keysAt(path));
  const where = path.length === 0 ? 'The spec' : path.map(String).join('.');
  return {
    code: 'SPEC_UNKNOWN_KEY',
    message: `${where} has no key ${quoted(key)}.`,
    fix: near === null ? `Keys here: ${keysAt(path).join(', ')}.` : `Did you mean ${near}?`,
    range: yaml.keyRange([...path, key]),
  };
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((at: unknown, part) => (at as Record<PropertyKey, unknown> | null | undefined)?.[part], value);

interface SchemaLike {
  readonly shape?: Readonly<Record<PropertyKey, SchemaLike>>;
  readonly unwrap?: () => SchemaLike;
}

/** The keys that the schema has at a path, so that the words of a refusal cannot differ from the rules. */
const keysAt = (path: readonly PropertyKey[]): readonly string[] => {
  const open = (schema: SchemaLike | undefined): SchemaLike | undefined => {
    let at = schema;
    while (at !== undefined && at.shape === undefined && typeof at.unwrap === 'function') at = at.unwrap();
    return at;
  };
  let at = open(specSchema as unknown as SchemaLike);
  for (const part of path) at = open(at?.shape?.[part]);
  return Object.keys(at?.shape ?? {});
};
