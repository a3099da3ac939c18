import { describe, expect, test } from '@jest/globals';
import { isTierZeroRefused } from '../../../src/catalog/permissions.ts';
import { refuseSpec } from '../../../src/plan/refuse.ts';
import {
  application,
  directory,
  entra,
  guid,
  ids,
  nothing,
  now,
  policy,
  servicePrincipal,
  type Differences,
} from '../../support/plan-samples.ts';
import { documentOf, specWith } from '../../support/spec-samples.ts';
import { applicationWith, applier, directoryWith, planOf, principalWith } from '../../support/worlds.ts';

const adding = (name: string): string =>
  specWith([
    '      - UserAuthenticationMethod.ReadWrite.All\n',
    `      - UserAuthenticationMethod.ReadWrite.All\n      - ${name}\n`,
  ]);
const adopting = (appId: string): string => specWith(['    name: TruU\n', `    name: TruU\n    appId: ${appId}\n`]);
const banned = { secretPolicy: { forbidden: true, maxLifetime: null } };
const capped = (maxLifetime: string) => ({ secretPolicy: { forbidden: false, maxLifetime } });
const squatter = { createdByAppId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46' };
const person = { id: guid('7'), appId: null, displayName: 'Somebody' };
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
  [
    'the registration of our own login',
    { spec: adopting(ids.deployerApp), policy: { applicationId: ids.deployerApp } },
    'PLAN_SELF_MANAGEMENT',
    7,
  ],
  ['our own login found by its name', applicationWith({ appId: ids.deployerApp }), 'PLAN_SELF_MANAGEMENT', 6],
  [
    'a registration to adopt that is not there',
    { ...nothing, spec: adopting(guid('9')), policy: { applicationId: guid('9') } },
    'ENTRA_APPLICATION_NOT_FOUND',
    7,
  ],
  ['our unique name on what somebody else made', applicationWith(squatter), 'ENTRA_APPLICATION_FOREIGN', 7],
  ['one that nobody is known to have made', applicationWith({ createdByAppId: null }), 'ENTRA_APPLICATION_FOREIGN', 7],
  [
    'what a person made through our own client',
    { entra: { deployer: { ...entra().deployer, appOnly: false } }, policy: { deployerClientId: null } },
    'ENTRA_APPLICATION_FOREIGN',
    7,
  ],
  [
    'a permission for a registration with an unknown owner',
    {
      entra: {
        application: application({ owners: [...application().owners, person] }),
        servicePrincipal: servicePrincipal({ assignments: servicePrincipal().assignments.slice(1) }),
      },
    },
    'ENTRA_ACCESS_UNKNOWN',
    6,
  ],
  [
    'a first secret of a registration with an unknown owner',
    {
      truu: { directories: [], cluster: nothing.truu?.cluster ?? null },
      ...applicationWith({ owners: [...application().owners, person] }),
    },
    'ENTRA_ACCESS_UNKNOWN',
    6,
  ],
  [
    'an adoption with an unknown owner',
    {
      ...applicationWith({ createdByAppId: null, owners: [...application().owners, person] }),
      ...directoryWith({
        credential: { secretKeyId: null, acceptedAt: now, expiresAt: null, previous: [], others: [] },
      }),
      policy: { applicationId: ids.app },
    },
    'ENTRA_ACCESS_UNKNOWN',
    6,
  ],
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

  test.each([
    ['of this login', { deployerClientId: null }, guid('c')],
    ['of the deployer', { deployerClientId: guid('c') }, null],
    ['of the renewer', { renewerClientId: guid('c') }, null],
  ])('the registration %s before any login', (_whose, identities, clientId) => {
    const refused = refuseSpec(documentOf(adopting(guid('c'))), policy(identities), clientId);
    expect(refused).toMatchObject([{ code: 'PLAN_SELF_MANAGEMENT' }]);
    expect(refuseSpec(documentOf(adopting(guid('c'))), policy(), guid('d'))).toEqual([]);
  });

  test('all at once, not only the first', () => {
    const world = { spec: adding('Domain.Read.All'), truu: { cluster: { names: [], found: null } } };
    expect(planOf(world).refusals.map(({ code }) => code)).toEqual(['PLAN_CEILING', 'TRUU_CLUSTER_NOT_FOUND']);
  });
});

describe('a registration of others', () => {
  const refusalOf = (world: Differences) => planOf(world).refusals[0];

  test('is not compared, changed or shown', () => {
    expect(planOf(applicationWith({ ...squatter, displayName: 'Old', secrets: [] }))).toMatchObject({
      changes: [],
      notes: [],
      steps: [],
    });
  });

  test('may be adopted where TruU names it, and nowhere else', () => {
    expect(refusalOf(applicationWith(squatter))?.fix).toContain(`set the input "application-id" to ${ids.app}`);
    const unnamed = { ...nothing, ...applicationWith(squatter) };
    expect(refusalOf(unnamed)?.fix).not.toMatch(/application-id|adopt|owner/i);
  });

  test('is shown with its creator, its owners and its credentials', () => {
    expect(refusalOf(applicationWith(squatter))?.evidence).toEqual([
      { name: 'Application (client) ID', value: ids.app },
      { name: 'Created by', value: `${squatter.createdByAppId} (Azure CLI and Azure Developer CLI)` },
      { name: 'Created on', value: '2026-10-24T10:00:00.000Z' },
      { name: 'Owned by', value: ids.deployer },
      { name: 'Credentials', value: `secret ${ids.heldKey}` },
    ]);
  });
});

describe('what is not refused', () => {
  test.each<[string, Differences]>([
    [
      'a rotation in spite of an unknown owner',
      { ...applicationWith({ owners: [...application().owners, person] }), policy: leaving },
    ],
    [
      'a permission for a registration whose second owner is known',
      {
        entra: {
          application: application({ owners: [...application().owners, person] }),
          servicePrincipal: servicePrincipal({ assignments: servicePrincipal().assignments.slice(1) }),
        },
        policy: { knownOwners: new Set([person.id]) },
      },
    ],
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
    ['missing permissions beside a directory role', { entra: { application: old, ...applier([], guid('7'), true) } }],
    ['one of our own', { entra: { application: old } }],
    ['disabled sign-in while no secret is due', principalWith({ accountEnabled: false })],
    ['a policy that forbids secrets while none is due', { entra: banned }],
    ['a new secret as long as a policy allows', { entra: capped('P365D'), policy: leaving }],
    [
      'one that mode renew does not make',
      { ...nothing, entra: { ...nothing.entra, ...banned }, policy: { renewOnly: true } },
    ],
    [
      'one to adopt without a unique name (H09)',
      {
        spec: adopting(ids.app),
        policy: { applicationId: ids.app },
        entra: { application: application({ uniqueName: null }) },
      },
    ],
  ])('is %s', (_what, world) => {
    expect(planOf(world).refusals).toEqual([]);
  });
});
