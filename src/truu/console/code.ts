import { createHash } from 'node:crypto';
import type { HandOffRequest } from '../hand-off.ts';
import { consoleFieldNames } from './fields.ts';

/** Crockford's base32: no letter that is taken for a digit when a person types it. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 8;

/**
 * The code by which a person confirms: bound to what is asked and to the key that was delivered, or to the issue where the
 * person adds one, so that it confirms nothing else. It is no secret. Pure.
 */
export const codeOf = (issue: number, { asksKey, keyId, fields }: HandOffRequest): string => {
  const bound = keyId === null ? [issue, asksKey] : [keyId];
  const canonical = JSON.stringify([1, ...bound, consoleFieldNames.map((name) => [name, fields[name]])]);
  const bits = [...createHash('sha256').update(canonical).digest()].flatMap((byte) =>
    Array.from({ length: 8 }, (_, bit) => (byte >> (7 - bit)) & 1),
  );
  const symbolAt = (index: number): string => {
    const five = bits.slice(index * 5, index * 5 + 5);
    return alphabet[five.reduce((value, bit) => value * 2 + bit, 0)] ?? '';
  };
  return Array.from({ length }, (_, index) => symbolAt(index)).join('');
};

/** What a person typed as a code: without case, and with the letters that are mistaken for digits read as those. */
export const normalizedCode = (typed: string): string =>
  typed.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
