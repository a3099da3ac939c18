import { expect, test } from '@jest/globals';
import { addPassword } from '../../../../src/entra/write/secret.ts';
import type { EntraWriter } from '../../../../src/entra/writer.ts';
import { Secret } from '../../../../src/support/secret.ts';
import { fakeContext, truuAnswering } from '../../../support/fake-context.ts';
import { now } from '../../../support/plan-samples.ts';
import { handClock } from '../../support/hand-clock.ts';

test.each([
  [60_000, 60_000],
  [86_400_000, 120_000],
])('a request to create a secret that asks for a wait of %d ms waits %d ms', async (retryAfterMs, waitMs) => {
  const busy = { status: 503, body: {}, requestId: null, attempts: 1, retryAfterMs };
  const { entra } = fakeContext(truuAnswering([], []), handClock(-1), () => Promise.resolve(busy));
  const writer: EntraWriter = { ...entra, retryWindow: { ...entra.retryWindow, lengthMs: 120_000 } };
  const at = new Date(now);
  const request = {
    applicationId: 'a',
    displayName: 'b',
    lifetime: 'P90D',
    now: at,
    startsOn: at,
    expiresOn: at,
    fresh: false,
  };
  expect(await addPassword(writer, request, (value) => new Secret(value))).toEqual({ kind: 'unknown', waitMs });
});
