import { describe, expect, test } from '@jest/globals';
import { findPermission } from '../../../src/catalog/permissions.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import type { Change, FieldValue } from '../../../src/plan/types.ts';
import {
  application,
  directory,
  guid,
  planInput,
  servicePrincipal,
  truu,
  type Differences,
} from '../../support/plan-samples.ts';

const changesOf = (differences: Differences): readonly Change[] => makePlan(planInput(differences)).plan.changes;

const roleId = findPermission('application', 'User.Read.All')?.id ?? '';
const extraId = findPermission('application', 'Domain.Read.All')?.id ?? '';
const good = application();
const principal = servicePrincipal();
const without = (all: readonly string[], id: string): readonly string[] => all.filter((one) => one !== id);
const requested = (more: Partial<typeof good.requested>) => ({
  entra: { application: application({ requested: { ...good.requested, ...more } }) },
});
const granted = (more: Partial<typeof principal>) => ({ entra: { servicePrincipal: servicePrincipal(more) } });
const directoryWith = (more: Partial<ReturnType<typeof directory>>) => ({
  truu: { directories: [directory(more)] },
});
const connected = (value: string | null) => ({
  truu: { cluster: { names: ['cloud'], found: { id: 'cluster-1', connection: { value, version: '"1"' } } } },
});

interface Row {
  readonly address: string;
  readonly world: Differences;
  readonly act: Change['act'];
  readonly fields: readonly (readonly [path: string, before: FieldValue, after: FieldValue])[];
  readonly danger: Change['danger'];
  readonly skipReason?: Change['skipReason'];
}

const application1 = 'entra/permission/application/User.Read.All';
const delegated1 = 'entra/permission/delegated/User.Read';

const entraRows: readonly Row[] = [
  {
    address: 'entra/application/displayName',
    world: { entra: { application: application({ displayName: 'Old' }) } },
    act: 'update',
    fields: [['displayName', 'Old', 'TruU']],
    danger: 'ordinary',
  },
  {
    address: 'entra/application/uniqueName',
    world: { entra: { application: application({ uniqueName: null }) } },
    act: 'adopt',
    fields: [['uniqueName', null, 'truu-directory']],
    danger: 'ordinary',
  },
  {
    address: 'entra/application/signInAudience',
    world: { entra: { application: application({ signInAudience: 'AzureADMultipleOrgs' }) } },
    act: 'update',
    fields: [['signInAudience', 'AzureADMultipleOrgs', 'AzureADMyOrg']],
    danger: 'privilege',
  },
  {
    address: application1,
    world: requested({ application: without(good.requested.application, roleId) }),
    act: 'update',
    fields: [['requested', false, true]],
    danger: 'ordinary',
  },
  {
    address: application1,
    world: granted({ assignments: principal.assignments.filter((one) => one.roleId !== roleId) }),
    act: 'grant',
    fields: [['granted', false, true]],
    danger: 'privilege',
  },
  {
    address: delegated1,
    world: requested({ delegated: [] }),
    act: 'update',
    fields: [['requested', false, true]],
    danger: 'ordinary',
  },
  {
    address: delegated1,
    world: granted({ delegatedGrant: null }),
    act: 'grant',
    fields: [['granted', false, true]],
    danger: 'privilege',
  },
  {
    address: 'entra/permission/application/Domain.Read.All',
    world: requested({ application: [...good.requested.application, extraId] }),
    act: 'remove',
    fields: [['requested', true, false]],
    danger: 'removal',
    skipReason: 'unlisted',
  },
  {
    address: 'entra/permission/application/Domain.Read.All',
    world: granted({ assignments: [...principal.assignments, { id: 'x', roleId: extraId }] }),
    act: 'revoke',
    fields: [['granted', true, false]],
    danger: 'removal',
    skipReason: 'unlisted',
  },
  {
    address: `entra/permission/application/${guid('9')}`,
    world: granted({ assignments: [...principal.assignments, { id: 'x', roleId: guid('9') }] }),
    act: 'revoke',
    fields: [['granted', true, false]],
    danger: 'removal',
    skipReason: 'unlisted',
  },
  {
    address: 'entra/permission/delegated/Mail.Unheard',
    world: granted({ delegatedGrant: { id: 'grant', scopes: ['Mail.Unheard', 'User.Read'] } }),
    act: 'revoke',
    fields: [['granted', true, false]],
    danger: 'removal',
    skipReason: 'unlisted',
  },
];

const directoryRows: readonly Row[] = (
  [
    ['configurationName', 'Old', 'US-Denver-Production'],
    ['domain', 'fabrikam.com', 'contoso.com'],
    ['allUsersShareUpnSuffix', false, true],
    ['autoRemoveDevices', false, true],
  ] as const
).map(([path, before, after]) => ({
  address: `truu/directory/${path}`,
  world: directoryWith({ [path]: before }),
  act: 'update',
  fields: [[path, before, after]],
  danger: path === 'autoRemoveDevices' ? 'removal' : 'ordinary',
}));

const truuRows: readonly Row[] = [
  ...directoryRows,
  {
    address: 'truu/primary-user-identifier',
    world: { truu: { primaryUserIdentifier: { value: 'userPrincipalName', version: '"1"' } } },
    act: 'update',
    fields: [['primaryUserIdentifier', 'userPrincipalName', 'mail']],
    danger: 'tenantWide',
  },
  {
    address: 'truu/cluster/cloud',
    world: connected(null),
    act: 'update',
    fields: [['directoryConnection', null, 'dir-1']],
    danger: 'ordinary',
  },
  {
    address: 'truu/cluster/cloud',
    world: connected('dir-2'),
    act: 'update',
    fields: [['directoryConnection', 'dir-2', 'dir-1']],
    danger: 'tenantWide',
  },
];

describe('what differs from the spec', () => {
  test('is nothing in a world that is as the spec says', () => {
    const { plan } = makePlan(planInput());
    expect([plan.changes, plan.steps, plan.notes, plan.refusals]).toEqual([[], [], [], []]);
  });

  test.each([...entraRows, ...truuRows])('is $address alone ($act) when only that differs', (row) => {
    const found = changesOf(row.world).map(({ address, act, fields, danger, skipReason }) => ({
      address,
      act,
      fields,
      danger,
      skipReason,
    }));
    const fields = row.fields.map(([path, before, after]) => ({ path, before, after }));
    expect(found).toEqual([
      { address: row.address, act: row.act, fields, danger: row.danger, skipReason: row.skipReason ?? null },
    ]);
  });

  test.each([...entraRows, ...truuRows])('names the place in the spec that asks for $address', ({ world }) => {
    expect(changesOf(world).map(({ range }) => range?.line ?? 0)).toEqual([expect.any(Number)]);
    expect(changesOf(world)[0]?.range?.line).toBeGreaterThan(1);
  });

  test('includes a service principal that is not there, and all of its grants', () => {
    const found = changesOf({ entra: { servicePrincipal: null } });
    expect(found.filter(({ act }) => act === 'grant')).toHaveLength(8);
    expect(found.filter(({ act }) => act !== 'grant').map(({ address }) => address)).toEqual([
      'entra/service-principal',
    ]);
  });

  test('includes both ids of a directory that was found by its name, as dangerous', () => {
    const credential = { secretKeyId: guid('b'), acceptedAt: '2026-10-24T10:01:00.000Z', expiresAt: null };
    const found = changesOf({
      entra: { application: application({ secrets: [] }) },
      ...directoryWith({ tenantId: guid('8'), clientId: guid('9'), credential }),
    });
    expect(found.map(({ address, danger }) => [address, danger])).toEqual([
      ['truu/directory/clientId', 'tenantWide'],
      ['truu/directory/tenantId', 'tenantWide'],
      ['entra/secret', 'secret'],
    ]);
  });

  test('includes that TruU has no directory', () => {
    const found = changesOf({ truu: { ...truu(), directories: [] } });
    expect(found.map(({ address, act }) => `${act} ${address}`)).toContain('create truu/directory');
  });
});
