import { expect, test } from '@jest/globals';
import { deleteByName } from '../../../../src/apply/rotation/create-secret.ts';
import { fakeContext, truuAnswering } from '../../../support/fake-context.ts';
import { handClock } from '../../support/hand-clock.ts';

const name = 'TruU [truu:0123abcd]';

/** Looks for a secret that Graph shows at this look for the first time; says how often it was looked for, and what was removed. */
const looking = async (shownAt: number) => {
  let looks = 0;
  const removed: unknown[] = [];
  const context = fakeContext(truuAnswering([], []), handClock(-1), async ({ method, body }) => {
    const base = { requestId: null, attempts: 1, retryAfterMs: 0 };
    if (method === 'POST') {
      removed.push(body);
      return { ...base, status: 204, body: undefined };
    }
    looks += 1;
    const passwordCredentials = looks < shownAt ? [] : [{ keyId: 'late', displayName: name }];
    return { ...base, status: 200, body: { passwordCredentials } };
  });
  await deleteByName(context, 'app', name);
  return { looks, removed };
};

test('a secret whose response was lost counts as never created after five looks, not after fewer', async () => {
  expect(await looking(5)).toEqual({ looks: 5, removed: [{ keyId: 'late' }] });
  expect(await looking(6)).toEqual({ looks: 5, removed: [] });
});
