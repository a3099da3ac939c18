import { normalizedCode } from './code.ts';

/** What a comment asks for; null: nothing. */
export type Command =
  | { readonly kind: 'done'; readonly code: string; readonly secretId: string | null }
  | { readonly kind: 'again' }
  | { readonly kind: 'unknown' };

/** Only the first line of a comment is read, so that a quoted mail below it says nothing. Pure. */
export const commandIn = (body: string): Command | null => {
  const [first = ''] = body.split(/\r?\n/, 1);
  const words = first.trim().split(/\s+/);
  if (words[0]?.toLowerCase() !== '/truu') return null;
  const [, verb = '', code = '', secretId = null, ...more] = words;
  if (verb.toLowerCase() === 'again' && code === '') return { kind: 'again' };
  if (verb.toLowerCase() !== 'done' || code === '' || more.length > 0) return { kind: 'unknown' };
  return { kind: 'done', code: normalizedCode(code), secretId: secretId?.toLowerCase() ?? null };
};
