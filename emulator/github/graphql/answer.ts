import type { Answer, Call } from '../call.ts';
import { FieldError } from './errors.ts';
import { type Field, ParseError, parseQuery, type Query, type Selection } from './parse.ts';
import { concreteType, types } from './schema.ts';
import { validate } from './validate.ts';

interface Run {
  readonly call: Call;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: Record<string, unknown>[];
}

type Path = readonly (string | number)[];

const argumentsOf = ({ args }: Field, { variables }: Run): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(args).map(([name, one]) => [name, 'variable' in one ? variables[one.variable] : one.literal]),
  );

const completed = (run: Run, field: Field, type: string | undefined, value: unknown, path: Path): unknown => {
  if (type === undefined || value === null || value === undefined) return value ?? null;
  if (Array.isArray(value))
    return value.map((one, index) => completed(run, field, type, one as unknown, [...path, index]));
  return objectOf(run, field.selections ?? [], concreteType(type, value), value, path);
};

const fieldOf = (run: Run, field: Field, type: string, source: unknown, path: Path): unknown => {
  if (field.name === '__typename') return type;
  const rule = types[type]?.[field.name];
  const at = [...path, field.key];
  try {
    const value = rule?.value(run.call, source as never, argumentsOf(field, run));
    return completed(run, field, rule?.type, value, at);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    run.errors.push({ type: error.type, path: at, message: error.message });
    return null;
  }
};

/** A fragment counts where it names the type of the object, or an interface of it. */
const applies = (on: string, type: string): boolean =>
  on === type ||
  (on === 'Node' && ['Issue', 'IssueComment'].includes(type)) ||
  (on === 'Actor' && ['User', 'Bot'].includes(type));

const objectOf = (
  run: Run,
  selections: readonly Selection[],
  type: string,
  source: unknown,
  path: Path,
): Record<string, unknown> => {
  const found: Record<string, unknown> = {};
  for (const one of selections) {
    if (one.kind === 'field') found[one.key] = fieldOf(run, one, type, source, path);
    else if (applies(one.on, type)) Object.assign(found, objectOf(run, one.selections, type, source, path));
  }
  return found;
};

const failed = (...errors: unknown[]): Answer => ({ status: 200, body: { errors } });

const missingVariable = (query: Query, given: Readonly<Record<string, unknown>>): string | undefined =>
  Object.keys(query.variables).find((name) => query.variables[name] && (given[name] ?? null) === null);

/**
 * POST /graphql: a strict part of GitHub's schema, for the viewer, a comment of an issue by its id, and the comments of an
 * issue. What the emulator does not know is an error in GraphQL's form, and then nothing is read.
 */
export const answerQuery = (call: Call): Answer => {
  const text = call.body['query'];
  if (typeof text !== 'string') return failed({ message: 'A query attribute must be specified and must be a string.' });
  const variables = (call.body['variables'] ?? {}) as Readonly<Record<string, unknown>>;
  try {
    const query = parseQuery(text);
    const invalid = validate(query);
    if (invalid.length > 0) return failed(...invalid);
    const missing = missingVariable(query, variables);
    if (missing !== undefined) return failed({ message: `Variable $${missing} was provided invalid value` });
    const run: Run = { call, variables, errors: [] };
    const data = objectOf(run, query.selections, 'Query', null, []);
    return { status: 200, body: { data, ...(run.errors.length > 0 ? { errors: run.errors } : {}) } };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return failed({ message: error.message });
  }
};
