import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDuration, durationMs, isDuration, parseDuration, subtractDuration } from '../../../src/support/duration.ts';

const plus = (date: string, iso: string): string => addDuration(new Date(date), parseDuration(iso)).toISOString();
const minus = (date: string, iso: string): string => subtractDuration(new Date(date), parseDuration(iso)).toISOString();

const number = fc.nat(99);
const written = fc
  .tuple(number, number, number, number, number, number)
  .map(([y, mo, d, h, mi, s]) => `P${y}Y${mo}M${d}DT${h}H${mi}M${s}S`);

describe('durations', () => {
  test.each([
    ['P1Y2M3DT4H5M6S', { years: 1, months: 2, days: 3, seconds: 14_706 }],
    ['P2W', { years: 0, months: 0, days: 14, seconds: 0 }],
    ['PT0S', { years: 0, months: 0, days: 0, seconds: 0 }],
    ['PT1.5S', { years: 0, months: 0, days: 0, seconds: 1.5 }],
  ])('reads %s', (iso, parts) => {
    expect(parseDuration(iso)).toMatchObject({ iso, ...parts });
  });

  test.each(['', 'P', 'PT', 'PT1H30', '-PT1H', '+PT1H', 'P-1D', 'P1W2D', '1D', 'p1d', ' P1D', 'P1D ', 'P1.5D', 'P1DT'])(
    'refuses "%s"',
    (text) => {
      expect(isDuration(text)).toBe(false);
      expect(() => parseDuration(text)).toThrow(RangeError);
    },
  );

  test.each([
    ['2026-01-31T10:00:00Z', 'P1M', '2026-02-28T10:00:00.000Z'],
    ['2028-01-31T10:00:00Z', 'P1M', '2028-02-29T10:00:00.000Z'],
    ['2028-02-29T00:00:00Z', 'P1Y', '2029-02-28T00:00:00.000Z'],
    ['2026-08-31T23:59:59Z', 'P6M', '2027-02-28T23:59:59.000Z'],
    ['2026-12-31T00:00:00Z', 'P12M', '2027-12-31T00:00:00.000Z'],
    ['2026-03-28T12:00:00Z', 'P1DT1H', '2026-03-29T13:00:00.000Z'],
  ])('adds to %s the duration %s', (date, iso, expected) => {
    expect(plus(date, iso)).toBe(expected);
  });

  test.each([
    ['2026-03-31T10:00:00Z', 'P1M', '2026-02-28T10:00:00.000Z'],
    ['2026-01-15T00:00:00Z', 'P30D', '2025-12-16T00:00:00.000Z'],
    ['2027-01-01T00:00:00Z', 'P12M', '2026-01-01T00:00:00.000Z'],
  ])('takes from %s the duration %s', (date, iso, expected) => {
    expect(minus(date, iso)).toBe(expected);
  });

  test('leaves the date alone that it is given', () => {
    const date = new Date('2026-01-31T00:00:00Z');
    addDuration(date, parseDuration('P1M'));
    expect(date.toISOString()).toBe('2026-01-31T00:00:00.000Z');
  });

  test('have a nominal length, by which a year is twelve months', () => {
    expect([durationMs('P1Y') - durationMs('P12M'), durationMs('P1W'), durationMs('PT1M')]).toEqual([
      0, 604_800_000, 60_000,
    ]);
  });

  test('never lead back in time, whatever they are added to', () => {
    const dates = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, written, (date, iso) => {
        const after = addDuration(date, parseDuration(iso)).getTime();
        expect(after).toBeGreaterThanOrEqual(date.getTime());
        expect(subtractDuration(date, parseDuration(iso)).getTime()).toBeLessThanOrEqual(date.getTime());
      }),
    );
  });
});
