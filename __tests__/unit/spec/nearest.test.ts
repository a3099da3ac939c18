import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nearest } from '../../../src/spec/nearest.ts';

const keys = ['lifetime', 'renewBefore', 'overlap', 'description'];

describe('the nearest right name', () => {
  test.each([
    ['lifetme', 'lifetime'],
    ['LIFETIME', 'lifetime'],
    ['renew_before', 'renewBefore'],
    ['overlaps', 'overlap'],
  ])('of %s is %s', (written, name) => {
    expect(nearest(written, keys)).toBe(name);
  });

  test('is none for a word that resembles nothing, or without names', () => {
    expect([nearest('zzzzzzzz', keys), nearest('', keys), nearest('overlap', [])]).toEqual([null, null, null]);
  });

  test('does not depend on the order of the names', () => {
    fc.assert(
      fc.property(fc.string(), fc.shuffledSubarray(keys, { minLength: keys.length }), (written, shuffled) => {
        expect(nearest(written, shuffled)).toBe(nearest(written, keys));
      }),
    );
  });

  test('of a name with one character missing is the name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.nat(6), (name, at) => {
        expect(nearest(name.slice(0, at) + name.slice(at + 1), keys)).toBe(name);
      }),
    );
  });
});
