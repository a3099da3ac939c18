import { decodeJwt, type JWTPayload } from 'jose';
import type { ItemRow } from './log.ts';

const parseBody = (text: string, contentType: string): unknown => {
  if (text === '') return null;
  if (contentType.startsWith('application/x-www-form-urlencoded')) return collect(new URLSearchParams(text));
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

const collect = (params: URLSearchParams): Record<string, string | string[]> =>
  Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );

/** The path of a URL, percent-decoded where that is possible. */
export const readablePath = (url: URL): string => {
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    return url.pathname;
  }
};

/** A request in the form of the log, before its answer. */
export const recordRequest = (request: Request, id: string | null): ItemRow => {
  const url = new URL(request.url);
  return {
    id,
    method: request.method,
    path: readablePath(url),
    query: collect(url.searchParams),
    headers: Object.fromEntries(request.headers),
    body: null,
    status: null,
    committed: false,
    fault: null,
  };
};

/** Reads a body as text and in the log's form: the value of JSON or a form, else the text, null when it is empty. */
export const readBody = async (request: Request): Promise<{ text: string; value: unknown }> => {
  const text = await request.text();
  return { text, value: parseBody(text, request.headers.get('content-type') ?? '') };
};

const claimsOf = (headers: Headers): JWTPayload => {
  const token = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (token === undefined) return {};
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
};

/** The application in a bearer token, unverified; null when there is none. */
export const callerOf = (headers: Headers): string | null => {
  const claims = claimsOf(headers);
  const named = claims['appid'] ?? claims['client_id'];
  return typeof named === 'string' ? named : null;
};

/** Whose request it is by its bearer token, unverified: a person's when it is delegated. */
export const sourceOf = (headers: Headers): 'client' | 'person' =>
  claimsOf(headers)['idtyp'] === 'user' ? 'person' : 'client';
