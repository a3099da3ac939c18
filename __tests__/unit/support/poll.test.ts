import { expect, test } from '@jest/globals';
import { pollUntil } from '../../../src/support/poll.ts';
import { handClock } from './hand-clock.ts';

/** Polls what is never done; says how often it was read, and how it ended. */
const polling = async (lengthMs: number, cancelAfter: number): Promise<readonly [number, string]> => {
  const cancel = new AbortController();
  let reads = 0;
  if (cancelAfter === 0) cancel.abort();
  const read = async () => {
    reads += 1;
    if (reads === cancelAfter) cancel.abort();
    return { retry: new Error('lag') };
  };
  const ended = await pollUntil({ clock: handClock(-1), cancel: cancel.signal, lengthMs }, read).catch(String);
  return [reads, String(ended)];
};

const cancelled = expect.stringContaining('The run was cancelled.');

test.each([
  ['nothing is asked once it is cancelled', 1_000, 0, 0, cancelled],
  ['nothing more is asked after a cancellation', 1_000, 2, 2, cancelled],
  ['it is asked once when there is no time', 0, 9, 1, 'Error: lag'],
])('%s', async (_what, lengthMs, cancelAfter, reads, ended) => {
  expect(await polling(lengthMs, cancelAfter)).toEqual([reads, ended]);
});
