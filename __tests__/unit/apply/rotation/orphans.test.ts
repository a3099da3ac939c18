import { describe, expect, test } from '@jest/globals';
import { findOrphans } from '../../../../src/apply/rotation/orphans.ts';
import type { StepOf } from '../../../../src/plan/types.ts';
import { fakeContext, truuAnswering } from '../../../support/fake-context.ts';
import { handClock } from '../../support/hand-clock.ts';

const held = { keyId: 'held', displayName: 'TruU [truu:00000001]', startDateTime: '2026-11-01T10:00:00Z' };
const before = { keyId: 'before', displayName: 'TruU [truu:00000002]', startDateTime: '2026-11-01T09:59:59Z' };
const sameSecond = { keyId: 'same', displayName: 'TruU [truu:00000003]', startDateTime: '2026-11-01T10:00:00.9Z' };
const byHand = { keyId: 'by-hand', displayName: 'TruU', startDateTime: '2026-11-02T10:00:00Z' };
const dead = { keyId: 'dead', displayName: 'TruU [truu:00000004]', startDateTime: '2026-11-02T10:00:00Z' };
const later = { keyId: 'later', displayName: 'TruU [truu:00000005]', startDateTime: '2026-11-03T10:00:00Z' };

type Listing = readonly Readonly<Record<string, string>>[];

/** The step, as far as it matters, and how often Graph was asked. */
const find = async (listings: readonly Listing[], step: Partial<StepOf<'set-secret'>> = {}) => {
  let requests = 0;
  const context = fakeContext(truuAnswering([], []), handClock(60_000), async () => {
    const passwordCredentials = listings[requests] ?? listings.at(-1);
    requests += 1;
    return { status: 200, body: { passwordCredentials }, headers: {}, requestId: null, retryAfterMs: 0 } as never;
  });
  const given = { unheldKeyIds: [], orphanedSince: '2026-11-01T10:00:00.000Z', directory: existing, ...step };
  return { found: await findOrphans(context, 'app', given as unknown as StepOf<'set-secret'>), requests };
};

const existing = { id: 'directory', version: '"1"', heldKeyId: 'held' } as const;
const create = { create: { configurationName: 'US' } } as unknown as StepOf<'set-secret'>['directory'];

describe('what dead runs left', () => {
  test('is what is ours, is not held, and started after the held one', async () => {
    const all = [held, before, sameSecond, byHand, dead];
    expect((await find([all])).found).toEqual(['dead']);
  });

  test('is not what TruU holds, whenever that started', async () => {
    expect((await find([[{ ...held, startDateTime: '2026-11-09T10:00:00Z' }]])).found).toEqual([]);
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

  test('keeps the newest while there is no directory behind which it could be removed', async () => {
    const step = { directory: create, orphanedSince: new Date(0).toISOString() };
    expect((await find([[later, dead, byHand]], step)).found).toEqual(['dead']);
  });
});
