import { describe, expect, test } from '@jest/globals';
import { isTierZeroRefused } from '../../../src/catalog/permissions.ts';
import { refuseSpec } from '../../../src/plan/refuse.ts';
import {
  application,
  directory,
  guid,
  ids,
  nothing,
  policy,
  servicePrincipal,
  type Differences,
} from '../../support/plan-samples.ts';
import { documentOf, specWith } from '../../support/spec-samples.ts';
import { applicationWith, planOf, principalWith } from '../../support/worlds.ts';

const adding = (name: string): string =>
  specWith([
    '      - UserAuthenticationMethod.ReadWrite.All\n',
    `      - UserAuthenticationMethod.ReadWrite.All\n      - ${name}\n`,
  ]);
const adopting = (appId: string): string => specWith(['    name: TruU\n', `    name: TruU\n    appId: ${appId}\n`]);
const applier = (roles: readonly string[], servicePrincipalId: string | null = guid('7')) => ({
  preflight: {
    applier: { clientId: ids.deployerApp, servicePrincipalId, roles },
    verifiedDomains: null,
    deleted: null,
  },
});
const banned = { secretPolicy: { forbidden: true, maxLifetime: null } };
const capped = (maxLifetime: string) => ({ secretPolicy: { forbidden: false, maxLifetime } });
const leaving = { rotate: ids.heldKey };
const without = servicePrincipal({ assignments: servicePrincipal().assignments.slice(1) });
const all = ['Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', 'Directory.ReadWrite.All'];
const deleted = {
  ...nothing,
  entra: {
    ...nothing.entra,
    preflight: { ...applier(all).preflight, deleted: { appId: guid('9'), deletedOn: '2026-11-01T00:00:00Z' } },
  },
};
const old = application({ displayName: 'Old' });

const rows: readonly (readonly [what: string, world: Differences, code: string, line: number])[] = [
  ['a permission beyond the ceiling', { spec: adding('Domain.Read.All') }, 'PLAN_CEILING', 17],
  ['one that the workflow took away', { policy: { allowedPermissions: new Set() } }, 'PLAN_CEILING', 10],
  ['the registration of our own login', { spec: adopting(ids.deployerApp) }, 'PLAN_SELF_MANAGEMENT', 7],
  ['our own login found by its name', applicationWith({ appId: ids.deployerApp }), 'PLAN_SELF_MANAGEMENT', 6],
  [
    'a registration to adopt that is not there',
    { ...nothing, spec: adopting(guid('9')) },
    'ENTRA_APPLICATION_NOT_FOUND',
    7,
  ],
  ['another unique name', applicationWith({ uniqueName: 'x' }), 'ENTRA_UNIQUE_NAME_FIXED', 7],
  [
    'a registration of others under OwnedBy',
    { entra: { application: old, ...applier(['Application.ReadWrite.OwnedBy']) } },
    'ENTRA_NOT_OWNER',
    6,
  ],
  [
    'an identity that can only read',
    { entra: { application: old, ...applier(['Application.Read.All']) } },
    'ENTRA_APPLY_FORBIDDEN',
    3,
  ],
  [
    'an identity that is not in the tenant',
    { entra: { application: old, ...applier([], null) } },
    'ENTRA_APPLY_FORBIDDEN',
    3,
  ],
  [
    'an identity that can write and not consent',
    { entra: { servicePrincipal: without, ...applier(['Application.ReadWrite.All']) } },
    'ENTRA_APPLY_FORBIDDEN',
    3,
  ],
  ['a unique name that a deleted registration holds', deleted, 'ENTRA_UNIQUE_NAME_TAKEN', 7],
  ['the registration of the renewer', { policy: { renewerClientId: ids.app } }, 'PLAN_SELF_MANAGEMENT', 6],
  [
    'a new secret while sign-in is disabled',
    { entra: { servicePrincipal: servicePrincipal({ accountEnabled: false }) }, policy: { rotate: ids.heldKey } },
    'ENTRA_DISABLED',
    6,
  ],
  [
    'a first secret where a policy forbids them',
    { ...nothing, entra: { ...nothing.entra, ...banned } },
    'ENTRA_SECRET_FORBIDDEN',
    21,
  ],
  [
    'a new secret that a policy finds too long',
    { entra: capped('P364D'), policy: leaving },
    'ENTRA_SECRET_LIFETIME',
    22,
  ],
  [
    'two directories',
    { truu: { directories: [directory(), directory({ id: 'dir-2', configurationName: 'Twin' })] } },
    'TRUU_DIRECTORY_AMBIGUOUS',
    27,
  ],
  [
    'a cluster that is not there',
    { truu: { cluster: { names: ['a', 'b'], found: null } } },
    'TRUU_CLUSTER_NOT_FOUND',
    32,
  ],
];

describe('what is refused', () => {
  test.each(rows)('%s, with its place in the spec and without a step', (_what, world, code, line) => {
    const plan = planOf(world);
    expect(plan.refusals[0]).toMatchObject({ code, range: { line }, fix: expect.any(String) });
    expect(new Set(plan.refusals.map((one) => one.code))).toEqual(new Set([code]));
    expect(plan.steps).toEqual([]);
  });

  test.each([
    'RoleManagement.ReadWrite.Exchange',
    'RoleAssignmentSchedule.ReadWrite.Directory',
    'PrivilegedAccess.ReadWrite.AzureADGroup',
    'Policy.ReadWrite.ConditionalAccess',
  ])('%s would be refused as well, once the catalogue knows it', (name) => {
    expect(isTierZeroRefused(name)).toBe(true);
  });

  test.each([
    'Application.ReadWrite.All',
    'Application.ReadWrite.OwnedBy',
    'AppRoleAssignment.ReadWrite.All',
    'DelegatedPermissionGrant.ReadWrite.All',
    'Directory.ReadWrite.All',
    'Policy.ReadWrite.ApplicationConfiguration',
    'RoleManagement.ReadWrite.Directory',
  ])('%s, even when the workflow allows it', (name) => {
    const allowed = policy({ allowedPermissions: new Set([...policy().allowedPermissions, `application:${name}`]) });
    expect(refuseSpec(documentOf(adding(name)), allowed, null)).toMatchObject([
      { code: 'PLAN_TIER_ZERO', range: { line: 17, column: 9 } },
    ]);
  });

  test('a delegated permission that is allowed as an application one only', () => {
    const spec = documentOf(specWith(['- User.Read\n', '- Group.Read.All\n']));
    expect(refuseSpec(spec, policy(), null)).toMatchObject([{ code: 'PLAN_CEILING', range: { line: 18 } }]);
  });

  test('all at once, not only the first', () => {
    const world = { spec: adding('Domain.Read.All'), truu: { cluster: { names: [], found: null } } };
    expect(planOf(world).refusals.map(({ code }) => code)).toEqual(['PLAN_CEILING', 'TRUU_CLUSTER_NOT_FOUND']);
  });
});

describe('what is not refused', () => {
  test.each<[string, Differences]>([
    ['a registration of others that is in sync', { entra: { ...applier(['Application.ReadWrite.OwnedBy']) } }],
    [
      'one of others when only TruU differs',
      {
        entra: { ...applier(['Application.ReadWrite.OwnedBy']) },
        truu: { directories: [directory({ domain: 'x' })] },
      },
    ],
    [
      'a due renewal when only consent is missing',
      { entra: { ...applier(['Application.ReadWrite.All']), servicePrincipal: without }, policy: leaving },
    ],
    [
      'one of others under ReadWrite.All',
      {
        entra: { application: old, ...applier(['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All']) },
      },
    ],
    [
      'one when it is not known who we are',
      {
        entra: { application: old, ...applier(['Application.ReadWrite.OwnedBy'], null) },
      },
    ],
    ['one of our own', { entra: { application: old } }],
    ['disabled sign-in while no secret is due', principalWith({ accountEnabled: false })],
    ['a policy that forbids secrets while none is due', { entra: banned }],
    ['a new secret as long as a policy allows', { entra: capped('P365D'), policy: leaving }],
    [
      'one that mode renew does not make',
      { ...nothing, entra: { ...nothing.entra, ...banned }, policy: { renewOnly: true } },
    ],
    [
      'one to adopt without a unique name',
      {
        spec: adopting(ids.app),
        entra: { application: application({ uniqueName: null }) },
      },
    ],
  ])('is %s', (_what, world) => {
    expect(planOf(world).refusals).toEqual([]);
  });
});
