import type { ErrorRow, Mended } from '../row.ts';

/** The plan of the identity that applies, after the fix of its login: it writes nothing. */
export const deployerPlans: Mended = { mode: 'plan', extras: { asReader: false } };

/** A row of the login: from nothing, in the mode that would write, not one write is made. */
export const loginRow = (
  expected: Pick<ErrorRow, 'when' | 'code' | 'contains'>,
  rest: Partial<ErrorRow>,
): ErrorRow => ({
  ...expected,
  mode: 'apply',
  world: 'nothing',
  leaves: 'untouched',
  heals: false,
  ...rest,
});
