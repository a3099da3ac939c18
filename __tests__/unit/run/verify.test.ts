import { expect, test } from '@jest/globals';
import type { Observation } from '../../../src/run/observe.ts';
import type { Planned } from '../../../src/plan/make-plan.ts';
import { verify } from '../../../src/run/verify.ts';
import { handClock } from '../support/hand-clock.ts';

/** Verifies while the plans that are made in turn are clean (`c`) or not (`d`), the last for ever; counts the reads. */
const reads = async (plans: string, { expectsNothing = true, lengthMs = 60_000 } = {}): Promise<number> => {
  let count = 0;
  const observed = { readable: true } as Observation;
  const retryWindow = { clock: handClock(-1), cancel: new AbortController().signal, lengthMs };
  await verify({
    ...{ retryWindow, expectsNothing, observe: async () => observed, deleteLateOrphans: async () => undefined },
    plan: () => {
      const clean = (plans[count] ?? plans.at(-1)) === 'c';
      count += 1;
      return { plan: { changes: clean ? [] : [{ act: 'update', skipReason: null }] } } as unknown as Planned;
    },
  });
  return count;
};

test.each([
  ['c', 3],
  ['dc', 4],
  ['cdc', 5],
  ['ccdccc', 6],
])('nothing is left to apply once three plans in a row say so: %s', async (plans, expected) => {
  expect(await reads(plans)).toBe(expected);
});

test('what is left is read once after a failure, and no longer than lag may last', async () => {
  expect(await reads('d', { expectsNothing: false })).toBe(1);
  expect(await reads('d', { lengthMs: 0 })).toBe(1);
});
