import { describe, expect, test } from '@jest/globals';
import { format, inspect } from 'node:util';
import { ActionError } from '../../../src/support/errors.ts';
import { Secret } from '../../../src/support/secret.ts';

const value = 'Abc8Q~very-secret-value';
const secret = new Secret(value);

describe('a secret', () => {
  test('gives its value to the one who asks for it by name', () => {
    expect(secret.reveal()).toBe(value);
  });

  test.each<[string, () => string]>([
    ['String()', () => String(secret)],
    ['a template', () => `${secret.toString()}`],
    ['concatenation', () => ['', secret].join('')],
    ['JSON', () => JSON.stringify(secret).slice(1, -1)],
    ['util.inspect', () => inspect(secret)],
    ['util.inspect with everything shown', () => inspect(secret, { showHidden: true, depth: null, getters: true })],
    ['console.log', () => format('%s', secret)],
    ['console.log as an object', () => format('%o', secret)],
  ])('is printed as [secret] by %s', (_way, print) => {
    expect(print()).toBe('[secret]');
  });

  test('does not show as the cause or evidence of an error', () => {
    const error = new ActionError('INTERNAL', 'It broke.', { cause: { secret } });
    const shown = `${inspect(error, { depth: null, showHidden: true })} ${JSON.stringify(error)} ${String(error)}`;
    expect(shown).not.toContain(value);
    expect(shown).toContain('[secret]');
  });

  test('has no property that holds its value, and none in a copy', () => {
    expect(Object.getOwnPropertyNames(secret)).toEqual([]);
    expect(JSON.stringify({ ...secret })).toBe('{}');
    expect(inspect(structuredClone({ secret: { ...secret } }))).not.toContain(value);
  });
});
