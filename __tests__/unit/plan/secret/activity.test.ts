import { describe, expect, test } from '@jest/globals';
import { application, guid, held, ids, unread, useOf, type Differences } from '../../../support/plan-samples.ts';
import { specWith } from '../../../support/spec-samples.ts';
import { foreign, holding, older, planOf, recently, rolesOf, withSecrets } from '../../../support/worlds.ts';

describe('when Entra tells the last use of a secret', () => {
  const acceptedAt = '2026-11-10T00:00:00.000Z';
  const morning = '2026-11-24T03:00:00.000Z';
  /** As the report of this morning says, which shows the held secret in use. */
  const used = (lastUsedOn: string | null, more: Differences = {}, reportOf: string | null = morning): Differences => ({
    ...more,
    entra: {
      ...withSecrets(older).entra,
      secretUse: useOf(lastUsedOn === null ? {} : { [older.keyId]: lastUsedOn }, reportOf),
      ...more.entra,
    },
    truu: { ...holding(ids.heldKey, acceptedAt).truu, ...more.truu },
  });
  const roleOf = (world: Differences) => rolesOf(world)[1];

  test.each<[string, string, Differences]>([
    ['in-use', 'more than ten minutes after the hand-over', used('2026-11-10T00:10:00.001Z')],
    ['due', 'until ten minutes after it, by what TruU still had under way', used('2026-11-10T00:10:00.000Z')],
    ['due', 'up to the hand-over', used(acceptedAt)],
    ['due', 'never, which proves nothing', used(null)],
    ['due', 'unknown', used(null, { entra: { secretUse: null } })],
    [
      'due',
      'after it, but the workflow says to go',
      used('2026-11-20T00:00:00.000Z', { policy: { rotate: guid('b') } }),
    ],
  ])('it is %s past its overlap when used %s', (role, _what, world) => {
    expect(roleOf(world)).toBe(role);
  });

  /** Past the overlap of a day, and the report shows nothing after this time. */
  const reported = (reportOf: string | null, more: Differences = {}, at = '2026-11-12T00:00:00.000Z'): Differences => {
    const clock = { now: new Date(at) };
    return used(null, { ...more, entra: { ...clock, ...more.entra }, truu: clock }, reportOf);
  };
  const ended = { application: application({ secrets: [held, { ...older, expiresOn: '2026-11-12T00:00:00.000Z' }] }) };
  const spec = (overlap: string): Differences => ({ spec: specWith(['overlap: P1D', `overlap: ${overlap}`]) });
  test.each<[string, string, Differences]>([
    ['postponed', 'reaches up to the hand-over', reported(acceptedAt)],
    ['postponed', 'reaches ten minutes past it, where TruU can still use both', reported('2026-11-10T00:10:00.000Z')],
    ['due', 'reaches further, and shows no use', reported('2026-11-10T00:10:00.001Z')],
    ['due', 'shows nothing at all', reported(null)],
    ['due', 'was refused', reported(null, { entra: { secretUse: unread('unlicensed') } })],
    ['due', 'failed', reported(null, { entra: { secretUse: unread('failed') } })],
    ['due', 'was not requested', reported(null, { entra: { secretUse: null } })],
    ['due', 'is late, but the workflow says to go', reported(acceptedAt, { policy: { rotate: guid('b') } })],
    ['due', 'is late, but it has expired', reported(acceptedAt, { entra: ended })],
    ['due', 'is late, but no overlap is kept', reported(acceptedAt, spec('PT0S'))],
    ['overlap', 'is late, and the overlap has not passed', reported(acceptedAt, spec('P2DT1S'))],
  ])('it is %s past its overlap when the report %s', (role, _what, world) => {
    expect(roleOf(world)).toBe(role);
  });

  test('it waits for a late report for seven days past its overlap, with a note, and no longer', () => {
    const at = (now: string): Differences => reported(acceptedAt, {}, now);
    expect(['2026-11-17T23:59:59.999Z', '2026-11-18T00:00:00.000Z'].map((one) => roleOf(at(one)))).toEqual([
      'postponed',
      'due',
    ]);
    const { changes, steps, notes } = planOf(at('2026-11-17T23:59:59.999Z'));
    expect([changes, steps]).toEqual([[], []]);
    expect(notes.map(({ level, message, names }) => [level, message, names])).toContainEqual([
      'note',
      "The previous secret is kept past its overlap until 2026-11-18T00:00:00.000Z at the latest: Entra's report of sign-ins reaches to 2026-11-10T00:00:00.000Z, so it cannot show yet whether the secret was used after TruU took the next one",
      [guid('b')],
    ]);
  });

  test('it is not swept while it waits for a late report and the held one is replaced', () => {
    const renewing = reported(acceptedAt, { policy: { rotate: ids.heldKey } });
    expect(planOf(renewing).steps).toMatchObject([{ kind: 'set-secret', unheldKeyIds: [] }, {}]);
  });

  test('it is in its overlap all the same, and use of another says nothing of it', () => {
    expect(roleOf(used('2026-11-24T09:30:00.000Z', recently))).toBe('overlap');
    expect(roleOf(used(null, { entra: { secretUse: useOf({ [guid('e')]: '2026-11-20T00:00:00.000Z' }) } }))).toBe(
      'due',
    );
  });

  test.each([
    ['of TruU is an hour fast', '2026-11-24T11:00:00.000Z', ['due', 'in-use']],
    ['of TruU is an hour slow', '2026-11-24T09:00:00.000Z', ['due', 'due']],
    ['s differ by less than a minute', '2026-11-24T10:00:59.999Z', ['due', 'due']],
  ])('the hand-over is compared by one clock when the clock%s', (_how, truuNow, expected) => {
    const now = { truu: { now: new Date(truuNow) } };
    const roles = ['2026-11-09T23:10:00.000Z', '2026-11-09T23:10:00.001Z'].map((at) => roleOf(used(at, now)));
    expect(roles).toEqual(expected);
  });

  test('one that was used after the hand-over is neither retired nor swept, which is a finding', () => {
    const plan = planOf(used('2026-11-20T00:00:00.000Z'));
    expect([plan.changes, plan.steps]).toEqual([[], []]);
    expect(plan.notes.filter(({ level }) => level === 'finding')).toMatchObject([
      { address: `entra/secret-use/${guid('b')}`, names: [guid('b')] },
    ]);
    const renewing = used('2026-11-20T00:00:00.000Z', { policy: { rotate: ids.heldKey } });
    expect(planOf(renewing).steps).toMatchObject([{ kind: 'set-secret', unheldKeyIds: [] }, {}]);
  });

  test('each that TruU does not hold has a note with the time, with none, or with what is not known', () => {
    const notes = (world: Differences): readonly string[] =>
      planOf(world).notes.flatMap(({ address, message }) => (address.startsWith('entra/secret-use') ? message : []));
    expect(notes(used('2026-11-09T00:00:00.000Z'))).toEqual([
      'Last sign-in with this secret: 2026-11-09T00:00:00.000Z',
    ]);
    expect(notes(used(null))).toEqual(['No sign-ins recorded for this secret (activity data can lag)']);
    expect(notes({ ...withSecrets(older, foreign) })).toEqual([
      expect.stringContaining('Sign-in activity of the secrets is unknown'),
    ]);
    expect(notes({})).toEqual([]);
  });
});
