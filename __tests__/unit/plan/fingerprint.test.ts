import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EntraState } from '../../../src/entra/model.ts';
import type { TruuState } from '../../../src/truu/model.ts';
import {
  application,
  directory,
  entra,
  guid,
  health,
  held,
  ids,
  nothing,
  policy,
  servicePrincipal,
  truu,
  useOf,
  type Differences,
} from '../../support/plan-samples.ts';
import { specWith } from '../../support/spec-samples.ts';
import {
  applicationWith,
  directoryWith,
  older,
  planOf,
  principalWith,
  withSecrets,
  younger,
} from '../../support/worlds.ts';

const fingerprintOf = (world: Differences): string => planOf(world).fingerprint;

/** A world with several of everything, in which much differs from the spec. */
const crowded: { readonly entra: EntraState; readonly truu: TruuState } = {
  entra: entra({
    application: application({
      displayName: 'Old',
      requested: { application: application().requested.application.slice(2), delegated: [guid('8'), guid('9')] },
      secrets: [held, older, younger],
    }),
    servicePrincipal: servicePrincipal({
      assignments: [
        ...servicePrincipal().assignments.slice(3),
        { id: 'x', roleId: guid('8') },
        { id: 'y', roleId: guid('9') },
      ],
      delegatedGrant: { id: 'grant', scopes: ['Mail.Read', 'User.Read', 'email'] },
    }),
  }),
  truu: truu({
    directories: [
      directory({ domain: 'x', clientId: guid('7') }),
      directory({ id: 'dir-2', clientId: guid('9'), configurationName: 'Other' }),
      directory({ id: 'dir-3', clientId: guid('9'), configurationName: 'Third' }),
    ],
    cluster: { names: ['a', 'b', 'c'], found: null },
  }),
};

/** The same value with every list in it in another order. */
const shuffled = <T>(value: T, random: () => number): T => {
  const walk = (one: unknown): unknown => {
    if (one instanceof Date || typeof one !== 'object' || one === null) return one;
    if (!Array.isArray(one)) return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]));
    return one
      .map((inner: unknown) => ({ inner: walk(inner), at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ inner }) => inner);
  };
  return walk(value) as T;
};

const randoms = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 50, maxLength: 50 })
  .map((numbers) => {
    let next = 0;
    return () => numbers[next++ % numbers.length] ?? 0;
  });

describe('the fingerprint', () => {
  test('is a SHA-256 in hexadecimal', () => {
    expect(fingerprintOf({})).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is equal however the remotes order their answers', () => {
    fc.assert(
      fc.property(randoms, (random) => {
        // The names of clusters are sorted when they are read.
        const { cluster } = crowded.truu;
        const world = { entra: shuffled(crowded.entra, random), truu: { ...shuffled(crowded.truu, random), cluster } };
        expect(fingerprintOf(world)).toBe(fingerprintOf(crowded));
      }),
    );
  });

  test.each<[string, Differences]>([
    ['the clock of Graph', { entra: { now: new Date('2026-11-25T00:00:00Z') } }],
    ['the clock of TruU', { truu: { now: new Date('2026-11-25T00:00:00Z') } }],
    ['the ETag of the directory', directoryWith({ version: '"8"' })],
    ['the time of the last change', directoryWith({ updatedAt: '2026-11-01T00:00:00.000Z' })],
    ['the time of the health', directoryWith({ health: health({ checkedAt: null }) })],
    [
      'the held key',
      {
        entra: { application: application({ secrets: [{ ...held, keyId: guid('b') }] }) },
        truu: { directories: [directory({ credential: { ...directory().credential, secretKeyId: guid('b') } })] },
      },
    ],
    ['a rotation that time makes due', { entra: { now: new Date('2027-10-24T00:00:00Z') } }],
    ['a secret that has expired', { entra: { now: new Date('2028-01-01T00:00:00Z') } }],
    ['a retirement', withSecrets(older)],
    ['ids of grants', principalWith({ delegatedGrant: { id: 'other', scopes: ['User.Read'] } })],
  ])('is not changed by %s', (_what, world) => {
    expect(fingerprintOf(world)).toBe(fingerprintOf({}));
  });

  test('does not depend on who plans: what each identity may read and do differs', () => {
    const { deployer } = entra();
    const reader = { entra: { deployer: { ...deployer, appId: guid('7'), servicePrincipalId: guid('8'), roles: [] } } };
    const policyReader = { entra: { secretPolicy: { forbidden: true, maxLifetime: null }, secretUse: useOf({}) } };
    const disabled = principalWith({ accountEnabled: false });
    const rows = [reader, policyReader, disabled, { entra: { deployer: { ...deployer, appId: ids.app } } }];
    for (const due of [{}, { truu: { directories: [] } }])
      for (const row of rows) expect(fingerprintOf({ ...due, ...row })).toBe(fingerprintOf(due));
  });

  test('is the same of two plans that replace different keys for the same reason', () => {
    const holding = (secretKeyId: string) => ({
      truu: { directories: [directory({ credential: { ...directory().credential, secretKeyId } })] },
      entra: { application: application({ secrets: [] }) },
    });
    expect(fingerprintOf(holding(guid('b')))).toBe(fingerprintOf(holding(guid('c'))));
    expect(fingerprintOf(holding(guid('b')))).not.toBe(fingerprintOf({}));
  });

  test('differs between all of these worlds', () => {
    const { assignments } = servicePrincipal();
    const worlds: readonly Differences[] = [
      {},
      nothing,
      crowded,
      applicationWith({ displayName: 'Old' }),
      applicationWith({ displayName: 'Older' }),
      applicationWith({ signInAudience: 'x' }),
      applicationWith({ requested: { application: [], delegated: [] } }),
      principalWith({ assignments: assignments.slice(1) }),
      principalWith({ assignments: assignments.slice(2) }),
      principalWith({ assignments: [...assignments, { id: 'x', roleId: guid('9') }] }),
      { entra: { servicePrincipal: null } },
      directoryWith({ domain: 'x' }),
      directoryWith({ autoRemoveDevices: false }),
      directoryWith({ clientId: guid('9') }),
      { truu: { directories: [] } },
      { truu: { primaryUserIdentifier: { value: 'x', version: '"1"' } } },
      { policy: { rotate: held.keyId } },
      { spec: specWith(['name: TruU', 'name: Other']) },
      { spec: specWith(['lifetime: P12M', 'lifetime: P6M']) },
      { spec: specWith(['cloud: public', 'cloud: usgov']) },
      { consumer: 'https://api.truu.example/eu' },
      { policy: { knownOwners: new Set([guid('9')]) } },
      { policy: { knownCredentials: new Set([guid('9')]) } },
      { policy: { adoptSecrets: new Set([guid('9')]) } },
      { policy: { deployerClientId: guid('9') } },
      { policy: { renewerClientId: guid('9') } },
      { policy: { allowedPermissions: new Set([...policy().allowedPermissions, 'application:Mail.Read']) } },
    ];
    expect(new Set(worlds.map(fingerprintOf)).size).toBe(worlds.length);
  });

  test('differs when what was held back will be carried out', () => {
    const extra = { id: 'x', roleId: guid('9') };
    const world = principalWith({ assignments: [...servicePrincipal().assignments, extra] });
    const spec = specWith(['unlisted: report', 'unlisted: remove']);
    const prints = [world, { ...world, spec }, { ...world, spec, policy: { allowRemovals: true } }].map(fingerprintOf);
    expect(new Set(prints).size).toBe(3);
  });
});
