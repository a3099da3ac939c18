import { parse } from 'tinyduration';
import { z } from 'zod';

/** The parts of an ISO 8601 duration, and its nominal length. */
export interface Duration {
  readonly iso: string;
  readonly years: number;
  readonly months: number;
  readonly days: number;
  readonly seconds: number;
  /** Nominal length in milliseconds: a month counts 30.4375 days, a year twelve months. */
  readonly ms: number;
}

const dayMs = 86_400_000;
const monthDays = 30.4375;
const strict = z.iso.duration();

/** Whether a text is an ISO 8601 duration. */
export const isDuration = (iso: string): boolean => strict.safeParse(iso).success;

/** Parses an ISO 8601 duration. Throws RangeError on anything else: the library by itself accepts `PT1H30`. */
export const parseDuration = (iso: string): Duration => {
  if (!isDuration(iso)) throw new RangeError('not an ISO 8601 duration');
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = parse(iso);
  const allDays = weeks * 7 + days;
  const allSeconds = hours * 3_600 + minutes * 60 + seconds;
  const ms = (years * 12 + months) * monthDays * dayMs + allDays * dayMs + allSeconds * 1_000;
  return { iso, years, months, days: allDays, seconds: allSeconds, ms };
};

/** The nominal length of an ISO 8601 duration in milliseconds. Throws RangeError. */
export const durationMs = (iso: string): number => parseDuration(iso).ms;

/** A date a duration later, in UTC; 31 January plus a month is the last day of February. */
export const addDuration = (date: Date, duration: Duration): Date => shift(date, duration, 1);

/** A date a duration earlier, in UTC. */
export const subtractDuration = (date: Date, duration: Duration): Date => shift(date, duration, -1);

const shift = (date: Date, { years, months, days, seconds }: Duration, sign: 1 | -1): Date => {
  const moved = new Date(date);
  const day = moved.getUTCDate();
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + sign * (years * 12 + months));
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(day, lastDay));
  return new Date(moved.getTime() + sign * (days * dayMs + seconds * 1_000));
};
