import { ActionError } from '../../support/errors.ts';
import type { PollResult } from '../../support/poll.ts';

/** A reading as the result of one poll: what is not replicated yet (ENTRA_NOT_SETTLED) is to be read again. */
export const settled = <T>(reading: Promise<T>): Promise<PollResult<T>> =>
  reading.then(
    (done) => ({ done }),
    (thrown: unknown) => {
      if (thrown instanceof ActionError && thrown.code === 'ENTRA_NOT_SETTLED') return { retry: thrown };
      throw thrown;
    },
  );
