import type { ErrorRow } from '../row.ts';

/** A row of the login: from nothing, in the mode that would write, not one write is made. */
export const loginRow = (told: Pick<ErrorRow, 'when' | 'code' | 'says'>, rest: Partial<ErrorRow>): ErrorRow => ({
  ...told,
  mode: 'apply',
  world: 'nothing',
  leaves: 'untouched',
  heals: false,
  ...rest,
});
