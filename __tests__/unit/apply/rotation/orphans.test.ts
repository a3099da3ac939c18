import { describe, expect, test } from '@jest/globals';
import { findOrphans } from '../../../../src/apply/rotation/orphans.ts';
import type { StepOf } from '../../../../src/plan/types.ts';
import { fakeContext, truuAnswering } from '../../../support/fake-context.ts';
import { ids, tagged } from '../../../support/plan-samples.ts';
import { handClock } from '../../support/hand-clock.ts';

const named = (keyId: string, startDateTime: string, displayName = tagged(startDateTime)) => ({
  ...{ keyId, startDateTime, displayName },
  endDateTime: startDateTime.replace('2026', '2027'),
});
const held = named('held', '2026-11-01T10:00:00Z');
const before = named('before', '2026-11-01T09:59:59Z');
const sameSecond = named('same', '2026-11-01T10:00:00.9Z');
const byHand = named('by-hand', '2026-11-02T10:00:00Z', 'TruU');
const copied = named('copied', '2026-11-02T10:00:00Z', held.displayName);
const dead = named('dead', '2026-11-02T10:00:00Z');
const later = named('later', '2026-11-03T10:00:00Z');

type Listing = readonly Readonly<Record<string, string>>[];

/** The step, as far as it matters, and how often Graph was asked. */
const find = async (listings: readonly Listing[], step: Partial<StepOf<'set-secret'>> = {}) => {
  let requests = 0;
  const context = fakeContext(truuAnswering([], []), handClock(60_000), async () => {
    const passwordCredentials = listings[requests] ?? listings.at(-1);
    requests += 1;
    return { status: 200, body: { passwordCredentials }, headers: {}, requestId: null, retryAfterMs: 0 } as never;
  });
  const given = {
    ...{ unheldKeyIds: [], keptKeyIds: ['held'], orphanedSince: '2026-11-01T10:00:00.000Z' },
    ...step,
  };
  return {
    found: await findOrphans(context, { id: 'app', appId: ids.app }, given as unknown as StepOf<'set-secret'>),
    requests,
  };
};

describe('what dead runs left', () => {
  test('is what is ours, is not held, and started after the held one', async () => {
    const all = [held, before, sameSecond, byHand, copied, dead];
    expect((await find([all])).found).toEqual(['dead']);
  });

  test('is not what TruU holds, whenever that started', async () => {
    expect((await find([[named('held', '2026-11-09T10:00:00Z')]])).found).toEqual([]);
  });

  test('is found though only the last replica shows it', async () => {
    const stale = [held];
    expect(await find([stale, stale, stale, stale, stale, [held, dead]])).toMatchObject({ found: ['dead'] });
  });

  test('is looked for until nothing new comes to light', async () => {
    const { found, requests } = await find([[held], [held, dead], [held], [held, dead, later], [held]]);
    expect({ found, requests }).toEqual({ found: ['dead', 'later'], requests: 10 });
  });

  test('is asked for six times when the plan knew all of it', async () => {
    expect(await find([[held, dead]], { unheldKeyIds: ['dead'] })).toEqual({ found: ['dead'], requests: 6 });
  });
});
