import type { z } from 'zod';
import { oneLine } from '../support/text.ts';
import type { Diagnostic, Range, SpecCode } from './diagnostic.ts';
import { readYaml, type Yaml } from './document.ts';
import { nearest } from './nearest.ts';
import { durationFix, violations } from './rules.ts';
import { specSchema, type Spec } from './schema.ts';

export type { Diagnostic, Range, SpecCode } from './diagnostic.ts';

/** A valid spec with the position of each value. */
export interface SpecDocument {
  readonly spec: Spec;
  readonly file: string;
  /** The range of a value. For a missing value: the range of the nearest block above it. */
  readonly range: (path: readonly (string | number)[]) => Range;
}

/** A spec, or all problems of it. */
export type SpecResult =
  | { readonly ok: true; readonly document: SpecDocument }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Reads a spec. Returns all problems, sorted by position; for invalid YAML only the first. Never throws. */
export const parseSpec = (text: string, file: string): SpecResult => {
  const yaml = readYaml(text, file);
  if (!('value' in yaml)) return { ok: false, diagnostics: yaml };
  const parsed = specSchema.safeParse(yaml.value);
  const found = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => toDiagnostics(issue, yaml))),
    ...violations(yaml.value).map(({ path, ...violation }) => ({
      ...violation,
      message:
        violation.code === 'SPEC_UNKNOWN_PERMISSION' ? `${violation.message}${odd(yaml, path)}` : violation.message,
      range: yaml.range(path),
    })),
  ];
  if (parsed.success && found.length === 0)
    return { ok: true, document: { spec: parsed.data, file, range: yaml.range } };
  return { ok: false, diagnostics: [...found].sort(byPosition) };
};

const byPosition = (a: Diagnostic, b: Diagnostic): number =>
  a.range.line - b.range.line || a.range.column - b.range.column || (a.message < b.message ? -1 : 1);

const quoted = (text: string): string => `"${oneLine(text, 80)}"`;

/** Names a character that makes a word another than it looks, where only ASCII is right. */
const odd = (yaml: Yaml, path: readonly PropertyKey[], key = false): string => {
  const character = yaml.foreign(path, key);
  return character === null ? '' : ` It contains ${character}.`;
};

const toDiagnostics = (issue: z.core.$ZodIssue, yaml: Yaml): readonly Diagnostic[] => {
  const range = yaml.range(issue.path);
  const one = (code: SpecCode, message: string, fix: string): readonly Diagnostic[] => [{ code, message, fix, range }];
  const where = issue.path.map(String).join('.');
  const subject = where || 'The spec';
  const missing = (fix: string) => [missingKey(issue.path, yaml, fix)];
  const isMissing = valueAt(yaml.value, issue.path) === undefined;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, issue.path, yaml));
  if (issue.message === 'SPEC_INVALID_GUID')
    return one(
      'SPEC_INVALID_GUID',
      `${where} is not a GUID.${odd(yaml, issue.path)}`,
      `Copy ${where} from the Entra admin center.`,
    );
  if (issue.message === 'SPEC_INVALID_DURATION')
    return one(
      'SPEC_INVALID_DURATION',
      `${where} is not an ISO 8601 duration.${odd(yaml, issue.path)}`,
      durationFix(where),
    );
  if (issue.code === 'invalid_type') {
    if (isMissing) return missing(`Add ${where}.`);
    const { message, fix } = wrongType(
      subject,
      where || 'the spec',
      typeName(issue.expected),
      valueAt(yaml.value, issue.path),
    );
    return one('SPEC_WRONG_TYPE', message, fix);
  }
  if (issue.code === 'invalid_value') {
    const isNumber = typeof issue.values[0] === 'number';
    const allowed = anyOf(issue.values.map(String));
    if (isMissing) return missing(`Set ${where} to ${allowed}.`);
    const unquoted = isNumber && typeof valueAt(yaml.value, issue.path) === 'string' ? ', without quotes' : '';
    const must = `${where} must be ${isNumber ? 'the number ' : ''}${allowed}${unquoted}.`;
    return one('SPEC_INVALID_VALUE', `${must}${odd(yaml, issue.path)}`, `Set ${where} to ${allowed}${unquoted}.`);
  }
  if (issue.code === 'too_big') {
    const limit = `${issue.maximum} characters`;
    return one('SPEC_INVALID_VALUE', `${where} has more than ${limit}.`, `Shorten ${where} to at most ${limit}.`);
  }
  if (issue.code === 'too_small')
    return one('SPEC_INVALID_VALUE', `${where} is empty.`, `Set ${where} to a text that is not empty.`);
  return one('SPEC_INVALID_VALUE', `${subject} is invalid.`, `Correct ${where || 'the spec'}.`);
};

const missingKey = (path: readonly PropertyKey[], yaml: Yaml, add: string): Diagnostic => {
  const [code, range] = ['SPEC_MISSING_KEY', yaml.range(path)] as const;
  const message = `${path.map(String).join('.')} is missing`;
  const misspelt = misspeltAt(path, yaml);
  if (misspelt === null) return { code, message: `${message}.`, fix: add, range };
  const fix = `Rename that key to ${String(path.at(-1))}.`;
  return { code, message: `${message}; the key ${quoted(misspelt)} is like it.`, fix, range };
};

/** The key beside a missing one that is most like it: to add the missing one would leave the slip. */
const misspeltAt = (path: readonly PropertyKey[], yaml: Yaml): string | null => {
  const block = path.slice(0, -1);
  const known = keysAt(block);
  const beside = Object.keys((valueAt(yaml.value, block) as object | null | undefined) ?? {});
  return beside.find((key) => !known.includes(key) && nearest(key, known) === path.at(-1)) ?? null;
};

const anyOf = (values: readonly string[]): string => (values.length === 1 ? '' : 'one of ') + values.join(', ');

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys',
  number: 'a number',
};

/** What is said of a value of another type: most often quotes are missing, or too many, or nothing follows the colon. */
const wrongType = (
  subject: string,
  where: string,
  type: string,
  value: unknown,
): Omit<Diagnostic, 'code' | 'range'> => {
  const message = `${subject} must be ${type}`;
  const fix = `Change ${where} to ${type}`;
  if (value === null) return { message: `${message}, and is empty.`, fix: `${fix}.` };
  if (type === typeNames['string'] && (typeof value === 'number' || typeof value === 'boolean'))
    return { message: `${message}: without quotes it is a ${typeof value}.`, fix: `${fix}: write it in quotes.` };
  if (type === typeNames['boolean'] && typeof value === 'string' && /^(?:true|false)$/i.test(value))
    return { message: `${message}, without quotes.`, fix: `${fix}, without quotes.` };
  return { message: `${message}.`, fix: `${fix}.` };
};

const typeName = (expected: string): string => typeNames[expected] ?? expected;

const unknownKey = (key: string, path: readonly PropertyKey[], yaml: Yaml): Diagnostic => {
  const near = nearest(key, keysAt(path));
  const where = path.map(String).join('.') || 'The spec';
  return {
    code: 'SPEC_UNKNOWN_KEY',
    message: `${where} has no key ${quoted(key)}.${odd(yaml, [...path, key], true)}`,
    fix:
      key === '<<'
        ? 'Write the keys themselves: YAML 1.2 has no merge keys.'
        : near === null
          ? `Use one of these keys: ${keysAt(path).join(', ')}.`
          : `Rename it to ${near}.`,
    range: yaml.keyRange([...path, key]),
  };
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((at: unknown, part) => (at as Record<PropertyKey, unknown> | null | undefined)?.[part], value);

interface SchemaLike {
  readonly shape?: Readonly<Record<PropertyKey, SchemaLike>>;
  readonly unwrap?: () => SchemaLike;
}

/** The keys of the schema at a path. Messages list them from here, so that they agree with the schema. */
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
