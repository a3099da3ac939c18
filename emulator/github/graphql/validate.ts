import type { Field, Query, Selection } from './parse.ts';
import { types } from './schema.ts';

/** An error of a query that is not run, in GitHub's form. */
export interface QueryError {
  readonly path: readonly string[];
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly message: string;
}

type Path = readonly string[];

const errorsOfField = (field: Field, typeName: string, path: Path, query: Query): QueryError[] => {
  const { name, args, selections } = field;
  const at = [...path, name];
  if (name === '__typename') return [];
  const rule = types[typeName]?.[name];
  const error = (code: string, message: string, more: Readonly<Record<string, unknown>> = {}): QueryError => ({
    ...{ path: at, message, extensions: { code, typeName, fieldName: name, ...more } },
  });
  if (!rule) return [error('undefinedField', `Field '${name}' doesn't exist on type '${typeName}'`)];
  const known = rule.args ?? {};
  const stray = Object.keys(args).filter((one) => !Object.hasOwn(known, one));
  const missing = Object.keys(known).filter((one) => known[one] && !Object.hasOwn(args, one));
  const undeclared = Object.values(args).flatMap((one) =>
    'variable' in one && !Object.hasOwn(query.variables, one.variable) ? [one.variable] : [],
  );
  return [
    ...stray.map((one) => error('argumentNotAccepted', `Field '${name}' doesn't accept argument '${one}'`)),
    ...missing.map((one) => error('missingRequiredArguments', `Field '${name}' is missing required arguments: ${one}`)),
    ...undeclared.map((one) => error('variableNotDefined', `Variable $${one} is used by query but not declared`)),
    ...(rule.type !== undefined && selections === null
      ? [error('selectionMismatch', `Field must have selections (field '${name}' returns ${rule.type})`)]
      : []),
    ...(rule.type === undefined && selections !== null
      ? [error('selectionMismatch', `Selections can't be made on scalars (field '${name}')`)]
      : []),
    ...(rule.type === undefined ? [] : errorsOf(selections ?? [], rule.type, at, query)),
  ];
};

const errorsOf = (selections: readonly Selection[], typeName: string, path: Path, query: Query): QueryError[] =>
  selections.flatMap((one) => {
    if (one.kind === 'field') return errorsOfField(one, typeName, path, query);
    const at = [...path, `... on ${one.on}`];
    if (Object.hasOwn(types, one.on)) return errorsOf(one.selections, one.on, at, query);
    const message = `No such type ${one.on}, so it can't be a fragment condition`;
    return [{ path: at, message, extensions: { code: 'undefinedType', typeName: one.on } }];
  });

/** What is wrong with a query before it is run; the emulator's types are a part of GitHub's. */
export const validate = (query: Query): QueryError[] => errorsOf(query.selections, 'Query', ['query'], query);
