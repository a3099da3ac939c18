import { expect } from '@jest/globals';
import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import { graphAppId, scopes } from '../../emulator/entra/permissions.ts';
import { managedIn, roleIdOf } from '../../testing/manual-changes.ts';
import { guidePermissions } from './emulator-registration.ts';
import type { Scenario } from './scenario.ts';

const roleIds = guidePermissions.map(roleIdOf);

/**
 * Expects the world itself to be as the complete example says, by the state of both remotes: not by a plan, which would
 * see it through the code that made it so. Of the secrets it expects that TruU holds one of the registration.
 */
export const expectWorldInSync = async ({ state }: Pick<Scenario, 'state'>): Promise<void> => {
  const world = await state();
  const { application, principal, assignments, grants, secrets, directory } = managedIn(world);
  const deployer = world.entra.servicePrincipals.find(({ appId }) => appId === clientIdOf(identities.deployer));
  const graph = world.entra.servicePrincipals.find(({ appId }) => appId === graphAppId);
  const requested = application.requiredResourceAccess.find(({ resourceAppId }) => resourceAppId === graphAppId);
  const wanted = [
    ...roleIds.map((id) => ({ id, type: 'Role' })),
    { id: scopes.find(({ value }) => value === 'User.Read')?.id, type: 'Scope' },
  ];
  expect(application).toMatchObject({ displayName: 'TruU', signInAudience: 'AzureADMyOrg' });
  expect([...(requested?.resourceAccess ?? [])].sort(byId)).toEqual(wanted.sort(byId));
  expect(principal.accountEnabled).toBe(true);
  expect([application.owners, principal.owners]).toEqual([
    expect.arrayContaining([deployer?.id]),
    expect.arrayContaining([deployer?.id]),
  ]);
  expect(assignments.map(({ appRoleId }) => appRoleId).sort()).toEqual([...roleIds].sort());
  expect(grants).toMatchObject([{ consentType: 'AllPrincipals', resourceId: graph?.id }]);
  expect(grants[0]?.scope.split(' ')).toContain('User.Read');
  expect(world.entra.applications.filter(({ uniqueName }) => uniqueName === 'truu-directory')).toHaveLength(1);
  const held = secrets.find(({ keyId }) => keyId === directory?.credential?.secretKeyId);
  expect(world.truu).toMatchObject({
    directories: [
      {
        configurationName: 'US-Denver-Production',
        domain: 'contoso.com',
        allUsersShareUpnSuffix: true,
        autoRemoveDevices: true,
        tenantId: world.entra.tenant,
        clientId: application.appId,
        credential: { clientSecret: held?.value, expiresAt: expect.any(String) },
      },
    ],
    primaryUserIdentifier: 'mail',
  });
  const cluster = world.truu.clusters.find(({ name }) => name === 'cloud');
  expect(cluster?.directoryId).toBe(directory?.id);
};

const byId = (one: { readonly id?: string | undefined }, other: { readonly id?: string | undefined }): number =>
  (one.id ?? '').localeCompare(other.id ?? '');
