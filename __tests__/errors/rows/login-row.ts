import type { ErrorRow } from '../row.ts';

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
