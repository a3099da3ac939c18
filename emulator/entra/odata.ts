import type { World } from '../world.ts';
import { badRequest, GraphRefusal } from './errors.ts';
import { hasProperty, type GraphType } from './properties.ts';
import type { Caller } from './tokens.ts';

/** A parsed request to Graph. */
export interface Call {
  readonly world: World;
  readonly caller: Caller;
  readonly method: string;
  /** The path after the key of the first segment, without a leading slash. */
  readonly rest: string;
  readonly key: Key | null;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** The parsed body; an empty object when there was none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The origin that the caller used for Graph, for nextLinks. */
  readonly origin: string;
  readonly path: string;
}

/** A property of a body as text; empty when it is absent or no string. */
export const textOf = (body: Call['body'], name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};

/** The key of an object: its id or an alternate key. */
export interface Key {
  readonly field: 'id' | 'appId' | 'uniqueName';
  readonly value: string;
}

/** The answer of a handler. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** Splits a decoded path below /v1.0/ into collection, key and rest. */
export const parsePath = (
  path: string,
): { readonly collection: string; readonly key: Key | null; readonly rest: string } => {
  const keyed = /^(\w+)\((appId|uniqueName)='((?:[^']|'')*)'\)\/?(.*)$/i.exec(path);
  if (keyed) {
    const field = keyed[2]?.toLowerCase() === 'appid' ? 'appId' : 'uniqueName';
    const value = (keyed[3] ?? '').replaceAll("''", "'");
    return {
      collection: keyed[1] ?? '',
      key: { field, value: field === 'appId' ? value.toLowerCase() : value },
      rest: keyed[4] ?? '',
    };
  }
  const [collection = '', id, ...rest] = path.split('/');
  return { collection, key: id === undefined || id === '' ? null : { field: 'id', value: id }, rest: rest.join('/') };
};

/** The properties that $select names; all without $select. Throws 400 on a property that the type does not have. */
export const select = (
  object: Readonly<Record<string, unknown>>,
  query: URLSearchParams,
  type: GraphType,
): Record<string, unknown> => {
  const names = query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  if (!names) return { ...object };
  const stray = names.find((name) => !hasProperty(type, name));
  if (stray !== undefined)
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Parsing OData Select and Expand failed: Could not find a property named '${stray}' on type 'microsoft.graph.${type}'.`,
    );
  return Object.fromEntries(names.map((name) => [name, object[name] ?? null]));
};

/** A page of a collection, with a nextLink when there is more. `type` is null for rows of several types. */
export const page = (
  call: Call,
  rows: readonly Record<string, unknown>[],
  usual: number,
  type: GraphType | null,
): Answer => {
  const top = Number(call.query.get('$top') ?? usual);
  if (!Number.isInteger(top) || top < 1 || top > 999) throw badRequest("Invalid value specified for property '$top'.");
  const from = Number(call.query.get('$skiptoken') ?? 0);
  if (type !== null) select({}, call.query, type);
  const value = rows.slice(from, from + top).map((row) => (type === null ? row : select(row, call.query, type)));
  const next = new URL(`${call.origin}${call.path}`);
  for (const [name, text] of call.query) next.searchParams.set(name, text);
  next.searchParams.set('$skiptoken', String(from + top));
  const more = from + top < rows.length ? { '@odata.nextLink': next.toString() } : {};
  return { status: 200, body: { '@odata.context': `${call.origin}/v1.0/$metadata`, ...more, value } };
};

/** `field eq 'value'`, joined by `and`: the part of $filter that the documents of these objects describe. */
export const filter = (rows: readonly Record<string, unknown>[], query: URLSearchParams): Record<string, unknown>[] => {
  const expression = query.get('$filter');
  if (!expression) return [...rows];
  const terms = expression.split(/ and /i).map((term) => {
    const match = /^\s*(\w+) eq (?:'((?:[^']|'')*)'|([0-9a-f-]{36}))\s*$/i.exec(term);
    if (!match) throw badRequest('Unsupported or invalid query filter clause specified for property.');
    return [match[1] ?? '', (match[2] ?? match[3] ?? '').replaceAll("''", "'")] as const;
  });
  return rows.filter((row) =>
    terms.every(([field, value]) => String(row[field]).toLowerCase() === value.toLowerCase()),
  );
};

/** Throws 400 on a property that the object does not have. */
export const refuseUnknown = (body: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): void => {
  const stray = Object.keys(body).find((name) => !known.has(name) && !name.startsWith('@odata.'));
  if (stray !== undefined) throw badRequest(`Invalid property '${stray}'.`);
};
