import type { World } from '../world.ts';
import { invalidRequest } from './errors.ts';
import type { AccessLevel, GithubToken, PermissionName } from './records.ts';

/** An authenticated request to a route. */
export interface Call {
  readonly world: World;
  readonly token: GithubToken;
  readonly url: URL;
  /** A parameter of the path. */
  readonly param: (name: string) => string;
  /** The JSON object of the body; unknown fields are ignored, as in GitHub. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** The answer of a route. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Permissions, any of which is enough; empty when every token is accepted. */
export type Needs = readonly (readonly [PermissionName, AccessLevel])[];

/** A route: its page below https://docs.github.com/, the permissions it requires, and its handler. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly doc: string;
  readonly needs: Needs;
  readonly run: (call: Call) => Answer;
}

/** The type of a field of a body. */
export type Kind = 'string' | 'string or null' | 'title' | 'list' | 'object' | readonly string[];

// In Ruby's notation: GitHub's validator is written in Ruby.
const shown = (value: unknown): string => (value === null ? 'nil' : JSON.stringify(value));

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const mismatchOf = (value: unknown, kind: Kind): string | null => {
  if (typeof kind === 'object') {
    const choices = kind.map((choice) => JSON.stringify(choice)).join(', ');
    return typeof value === 'string' && kind.includes(value) ? null : `is not a member of [${choices}]`;
  }
  if (kind === 'list') return Array.isArray(value) ? null : 'is not an array';
  if (kind === 'object') return isObject(value) ? null : 'is not an object';
  if (typeof value === 'string' || (kind === 'string or null' && value === null)) return null;
  return kind === 'title' && typeof value === 'number' ? null : 'is not a string';
};

/** Checks an object against a route's schema. Throws 422. */
export const checkFields = (
  fields: Readonly<Record<string, unknown>>,
  kinds: Readonly<Record<string, Kind>>,
  required: readonly string[],
  at = 'properties',
): void => {
  const missing = required.filter((name) => fields[name] === undefined).map((name) => `"${name}"`);
  if (missing.length > 0) throw invalidRequest(`${missing.join(', ')} ${missing[1] ? "weren't" : "wasn't"} supplied.`);
  for (const [name, kind] of Object.entries(kinds)) {
    if (fields[name] === undefined) continue;
    const wrong = mismatchOf(fields[name], kind);
    if (wrong !== null) throw invalidRequest(`For '${at}/${name}', ${shown(fields[name])} ${wrong}.`);
  }
};

/** A string or number of a body as text; empty for every other value. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** The current time as GitHub writes it, without fractions of a second. */
export const stamp = (world: World): string =>
  world
    .now('github')
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
