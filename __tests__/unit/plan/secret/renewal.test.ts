import { describe, expect, test } from '@jest/globals';
import { makePlan, type Planned } from '../../../../src/plan/make-plan.ts';
import {
  application,
  credential as credentialOf,
  type directory,
  guid,
  health,
  held,
  ids,
  planInput,
  secret,
  servicePrincipal,
  type Differences,
} from '../../../support/plan-samples.ts';
import {
  applicationWith,
  directoryWith,
  expiring,
  holding,
  older,
  planOf,
  recently,
  rolesOf,
} from '../../../support/worlds.ts';

const renewalOf = (differences: Differences): Planned['assessment']['renewal'] =>
  makePlan(planInput(differences)).assessment.renewal;
const failing = (code: string, more: Parameters<typeof health>[0] = {}): Differences => {
  const checks = [{ name: 'AUTHENTICATION', status: 'FAILED', code, message: null }];
  return directoryWith({ health: health({ status: 'UNHEALTHY', checks, ...more }) });
};
const pointing = (more: Parameters<typeof directory>[0]): Differences => ({
  ...applicationWith({ secrets: [] }),
  ...directoryWith(more),
});

const due: readonly (readonly [why: string, world: Differences, expected: object])[] = [
  ['there is no directory', { truu: { directories: [] } }, { act: 'create', dueByTime: false, renewable: false }],
  ['TruU holds none', holding(null, null), { act: 'create', dueByTime: false, renewable: false }],
  ['a person typed it in', holding(null), { act: 'adopt', dueByTime: false, renewable: false }],
  ['it has expired', expiring('2026-11-24T10:00:00.000Z'), { act: 'rotate', dueByTime: true, renewable: true }],
  ['it ends in renewBefore', expiring('2026-12-24T10:00:00.000Z'), { act: 'rotate', dueByTime: true, renewable: true }],
  [
    'it ends in renewBefore, wherever it lies',
    {
      entra: {
        application: application({ secrets: [] }),
        servicePrincipal: servicePrincipal({ secrets: [{ ...held, expiresOn: '2026-12-24T10:00:00.000Z' }] }),
      },
    },
    { act: 'rotate', dueByTime: true, renewable: true, heldIsGone: false },
  ],
  ['Entra lacks it', holding(guid('b')), { act: 'rotate', dueByTime: false, renewable: true }],
  [
    'TruU uses another tenant',
    pointing({ tenantId: guid('8') }),
    { act: 'rotate', dueByTime: false, renewable: false },
  ],
  [
    'TruU uses another client',
    pointing({ clientId: guid('8') }),
    { act: 'rotate', dueByTime: false, renewable: false },
  ],
  ['Entra calls it wrong', failing('AADSTS7000215'), { act: 'rotate', dueByTime: false, renewable: true }],
  ['Entra calls it expired', failing('AADSTS7000222'), { act: 'rotate', dueByTime: false, renewable: true }],
  ['the workflow says so', { policy: { rotate: ids.heldKey } }, { act: 'rotate', compromised: true, renewable: true }],
];

const notDue: readonly (readonly [why: string, world: Differences])[] = [
  ['all is well', {}],
  ['it ends a second after renewBefore begins', expiring('2026-12-24T10:00:01.000Z')],
  ['TruU fails for another reason', failing('AADSTS53003')],
  ['TruU failed with another secret', failing('AADSTS7000215', { credentialKeyId: guid('b') })],
  ['TruU failed within five minutes of taking it', failing('AADSTS7000215', { checkedAt: '2026-10-24T10:05:59.000Z' })],
  ['TruU never measured', failing('AADSTS7000215', { checkedAt: null })],
  [
    'TruU claims to have failed later than it is',
    {
      truu: {
        ...failing('AADSTS7000215', { checkedAt: '2026-10-24T10:07:00.000Z' }).truu,
        now: new Date('2026-10-24T10:05:00.000Z'),
      },
    },
  ],
  ['TruU is Healthy after all', failing('AADSTS7000215', { status: 'HEALTHY' })],
  [
    'it lies on the service principal',
    { entra: { application: application({ secrets: [] }), servicePrincipal: servicePrincipal({ secrets: [held] }) } },
  ],
  ['the workflow names another key', { policy: { rotate: guid('b') } }],
];

describe('a new secret', () => {
  test.each(due)('is due when %s', (_why, world, expected) => {
    expect(renewalOf(world)).toMatchObject(expected);
    const found = planOf(world).changes.filter(({ address }) => address === 'entra/secret');
    expect(found).toHaveLength(1);
  });

  test.each(notDue)('is not due when %s', (_why, world) => {
    expect(renewalOf(world)).toBeNull();
  });

  test('is not due when TruU took the held one less than five minutes ago', () => {
    const young = failing('AADSTS7000215').truu?.directories?.[0];
    const credential = credentialOf(ids.heldKey, '2026-11-24T09:56:00.000Z');
    expect(renewalOf({ truu: { directories: young ? [{ ...young, credential }] : [] } })).toBeNull();
  });

  test.each([
    ['there was none', { ...holding(null, null), ...applicationWith({ secrets: [] }) }],
    ['it adopts', { ...holding(null), ...applicationWith({ secrets: [] }) }],
    ['TruU uses another client', pointing({ clientId: guid('8') })],
  ])('is never made by mode renew when %s', (_why, world) => {
    const plan = planOf({ ...world, policy: { renewOnly: true } });
    expect([plan.steps, plan.changes.map(({ skipReason: by }) => by)]).toEqual([[], plan.changes.map(() => 'mode')]);
    expect(plan.changes.map(({ address }) => address)).toContain('entra/secret');
  });
});

describe('the clocks', () => {
  const far = new Date('2030-01-01T00:00:00.000Z');

  test.each([
    ['the end of a secret', expiring('2026-11-24T10:00:00.001Z'), 'the held secret expires within P30D'],
    ['renewBefore', expiring('2026-12-24T10:00:01.000Z'), null],
  ])('that judges %s is that of Graph, wherever TruU stands', (_what, world, reason) => {
    expect(renewalOf({ ...world, truu: { now: far } })?.reason ?? null).toBe(reason);
  });

  test('that judges the overlap is that of TruU, wherever Graph stands', () => {
    const long = secret(ids.heldKey, '2026-10-24T10:00:00.000Z', { expiresOn: '2040-01-01T00:00:00.000Z' });
    const world = { entra: { application: application({ secrets: [long, older] }), now: far }, ...recently };
    expect(rolesOf(world)).toEqual(['held', 'overlap']);
  });

  test('of this machine judges nothing: a secret that has ended here is good while Graph says so', () => {
    const past = { ...held, startsOn: '2001-01-01T00:00:00.000Z', expiresOn: '2002-01-01T00:00:00.000Z' };
    const world = { application: application({ secrets: [past] }), now: new Date('2001-06-01T00:00:00.000Z') };
    expect(renewalOf({ entra: world })).toBeNull();
  });
});
