import { jsonOf } from './http.ts';

/** The claims of a token, unverified: to show and to compare, never to trust. Empty when it is not a JWT. */
export const claimsOf = (token: string): Readonly<Record<string, unknown>> => {
  const payload = jsonOf(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
};

/** A claim that is text; null otherwise. */
export const textClaim = (claims: Readonly<Record<string, unknown>>, name: string): string | null => {
  const value = claims[name];
  return typeof value === 'string' ? value : null;
};

/** A claim that is a list of texts; empty otherwise. */
export const textsClaim = (claims: Readonly<Record<string, unknown>>, name: string): readonly string[] => {
  const value = claims[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};
