import { describe, expect, test } from '@jest/globals';
import { findPermission } from '../../../src/catalog/permissions.ts';
import type { Change, FieldValue } from '../../../src/plan/types.ts';
import {
  credential,
  application,
  guid,
  ids,
  servicePrincipal,
  truu,
  type Differences,
} from '../../support/plan-samples.ts';
import { specWith } from '../../support/spec-samples.ts';
import { applicationWith, directoryWith, planOf, principalWith } from '../../support/worlds.ts';

const changesOf = (differences: Differences): readonly Change[] => planOf(differences).changes;

const roleId = findPermission('application', 'User.Read.All')?.id ?? '';
const extraId = findPermission('application', 'Domain.Read.All')?.id ?? '';
const good = application();
const principal = servicePrincipal();
const without = (all: readonly string[], id: string): readonly string[] => all.filter((one) => one !== id);
const requested = (more: Partial<typeof good.requested>) =>
  applicationWith({ requested: { ...good.requested, ...more } });
const connected = (value: string | null) => ({
  truu: { cluster: { names: ['cloud'], found: { id: 'cluster-1', connection: { value, version: '"1"' } } } },
});

type Row = readonly [
  world: Differences,
  change: `${Change['act']} ${string}`,
  field: readonly [path: string, before: FieldValue, after: FieldValue],
  danger: Change['danger'],
  skipReason?: Change['skipReason'],
];

const application1 = 'entra/permission/application/User.Read.All';
const delegated1 = 'entra/permission/delegated/User.Read';

const expectedRequest: Row[2] = ['requested', false, true];
const allowed: Row[2] = ['granted', false, true];
const revoked: Row[2] = ['granted', true, false];
const allBut = principal.assignments.filter((one) => one.roleId !== roleId);
const assignedAlso = (id: string) =>
  principalWith({ assignments: [...principal.assignments, { id: 'x', roleId: id }] });

const entraRows: readonly Row[] = [
  [
    applicationWith({ displayName: 'Old' }),
    'update entra/application/displayName',
    ['displayName', 'Old', 'TruU'],
    'ordinary',
  ],
  [applicationWith({ locked: false }), 'update entra/application/lock', ['lock', false, true], 'ordinary'],
  [applicationWith({ owners: [] }), `grant entra/owner/${ids.deployer}`, ['application', false, true], 'privilege'],
  [principalWith({ owners: [] }), `grant entra/owner/${ids.deployer}`, ['servicePrincipal', false, true], 'privilege'],
  [
    applicationWith({ signInAudience: 'AzureADMultipleOrgs' }),
    'update entra/application/signInAudience',
    ['signInAudience', 'AzureADMultipleOrgs', 'AzureADMyOrg'],
    'privilege',
  ],
  [
    requested({ application: without(good.requested.application, roleId) }),
    `update ${application1}`,
    expectedRequest,
    'ordinary',
  ],
  [principalWith({ assignments: allBut }), `grant ${application1}`, allowed, 'privilege'],
  [requested({ delegated: [] }), `update ${delegated1}`, expectedRequest, 'ordinary'],
  [principalWith({ delegatedGrant: null }), `grant ${delegated1}`, allowed, 'privilege'],
  [
    requested({ application: [...good.requested.application, extraId] }),
    'remove entra/permission/application/Domain.Read.All',
    ['requested', true, false],
    'removal',
    'unlisted',
  ],
  [assignedAlso(extraId), 'revoke entra/permission/application/Domain.Read.All', revoked, 'removal', 'unlisted'],
  [assignedAlso(guid('9')), `revoke entra/permission/application/${guid('9')}`, revoked, 'removal', 'unlisted'],
  [
    principalWith({ delegatedGrant: { id: 'grant', scopes: ['Mail.Unheard', 'User.Read'] } }),
    'revoke entra/permission/delegated/Mail.Unheard',
    revoked,
    'removal',
    'unlisted',
  ],
];

const directoryRows = (
  [
    ['domain', 'fabrikam.com', 'contoso.com', 'tenantWide'],
    ['allUsersShareUpnSuffix', false, true, 'ordinary'],
    ['autoRemoveDevices', false, true, 'removal'],
  ] as const
).map(([path, before, after, danger]): Row => [
  directoryWith({ [path]: before }),
  `update truu/directory/${path}`,
  [path, before, after],
  danger,
]);

const truuRows: readonly Row[] = [
  ...directoryRows,
  [
    {
      ...directoryWith({ configurationName: 'Old' }),
      spec: specWith(['name: US-Denver-Production', 'name: US-Denver-Production\n    previousName: Old']),
    },
    'update truu/directory/configurationName',
    ['configurationName', 'Old', 'US-Denver-Production'],
    'tenantWide',
  ],
  [
    { truu: { primaryUserIdentifier: { value: 'userPrincipalName', version: '"1"' } } },
    'update truu/primary-user-identifier',
    ['primaryUserIdentifier', 'userPrincipalName', 'mail'],
    'tenantWide',
  ],
  [connected(null), 'update truu/cluster/cloud', ['directoryConnection', null, 'dir-1'], 'ordinary'],
  [connected('dir-2'), 'update truu/cluster/cloud', ['directoryConnection', 'dir-2', 'dir-1'], 'tenantWide'],
];

describe('what differs from the spec', () => {
  test('is nothing in a world that is as the spec says', () => {
    const plan = planOf();
    expect([plan.changes, plan.steps, plan.notes, plan.refusals]).toEqual([[], [], [], []]);
  });

  test.each([...entraRows, ...truuRows].map(([world, change, ...expected]) => ({ change, world, expected })))(
    'is $change alone when only that differs, with its place in the spec',
    ({ change, world, expected }) => {
      const [[path, before, after], danger, skipReason = null] = expected;
      expect(changesOf(world).map((found) => [`${found.act} ${found.address}`, found])).toEqual([
        [change, expect.objectContaining({ fields: [{ path, before, after }], danger, skipReason })],
      ]);
      expect(changesOf(world)[0]?.range?.line).toBeGreaterThan(1);
    },
  );

  test.each([
    ['AzureADMultipleOrgs', 'accounts and service principals of other tenants can no longer use it'],
    ['AzureADandPersonalMicrosoftAccount', 'of other tenants, and personal Microsoft accounts, can no longer use it'],
    ['PersonalMicrosoftAccount', 'for TruU needs no more; personal Microsoft accounts can no longer use it'],
    ['Later', 'accounts outside of this tenant can no longer use it'],
  ])('says what is lost when the audience %s is narrowed', (signInAudience, lost) => {
    const [change] = changesOf(applicationWith({ signInAudience }));
    expect(change?.reason).toContain('this action keeps the registration single-tenant');
    expect(change?.reason).toContain(lost);
  });

  test('includes a service principal that is not there, and all of its grants', () => {
    const found = changesOf({ entra: { servicePrincipal: null } });
    expect(found.filter(({ act }) => act === 'grant')).toHaveLength(8);
    expect(found.filter(({ act }) => act !== 'grant').map(({ address }) => address)).toEqual([
      'entra/service-principal',
    ]);
  });

  test('includes both ids of a directory that was found by its name, as dangerous', () => {
    const found = changesOf({
      entra: { application: application({ secrets: [] }) },
      ...directoryWith({
        tenantId: guid('8'),
        clientId: guid('9'),
        credential: credential(guid('7'), '2026-10-24T10:01:00.000Z'),
      }),
    });
    expect(found.map(({ address, danger }) => [address, danger])).toEqual([
      ['truu/directory/clientId', 'privilege'],
      ['truu/directory/tenantId', 'privilege'],
      ['entra/secret', 'secret'],
    ]);
  });

  test('includes that TruU has no directory', () => {
    const found = changesOf({ truu: { ...truu(), directories: [] } });
    expect(found.map(({ address, act }) => `${act} ${address}`)).toContain('create truu/directory');
  });
});
