import { clientIdOf, identities, type Identity } from '../../../emulator/default-seed.ts';
import { roleIdOf } from '../../support/emulator-registration.ts';
import { grant } from '../../../testing/manual-changes.ts';
import { specText, type Scenario } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';
import { grantTo } from './administration.ts';

/** An administrator takes permissions from an identity that the action logs in as. */
export const takeFrom = async ({ emulator, graph }: Scenario, identity: Identity, ...names: readonly string[]) => {
  const { entra } = await emulator.state();
  const principal = entra.servicePrincipals.find(({ appId }) => appId === clientIdOf(identity));
  const assignments = entra.appRoleAssignments.filter(({ principalId }) => principalId === principal?.id);
  for (const name of names) {
    const found = assignments.find(({ appRoleId }) => appRoleId === roleIdOf(name));
    await graph('DELETE', `/servicePrincipals/${principal?.id}/appRoleAssignments/${found?.id}`);
  }
};

/** The same of the identity that applies. */
export const takeFromDeployer = (scenario: Scenario, ...names: readonly string[]): Promise<void> =>
  takeFrom(scenario, identities.deployer, ...names);

/** What the identity that applies may not do, which is known before anything is written. */
export const rightsRows: readonly ErrorRow[] = [
  {
    when: 'the deployer may not create a registration',
    code: 'ENTRA_APPLY_FORBIDDEN',
    mode: 'apply',
    world: 'nothing',
    result: 'refused',
    spoil: (s) => takeFromDeployer(s, 'Application.ReadWrite.OwnedBy', 'AppRoleAssignment.ReadWrite.All'),
    contains: ['lacks the Microsoft Graph application permissions', 'OwnedBy, AppRoleAssignment.ReadWrite.All'],
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'the deployer, as whom it does not log in, may not grant',
    code: 'ENTRA_APPLY_FORBIDDEN',
    mode: 'plan',
    world: 'nothing',
    result: 'refused',
    spoil: (s) => takeFromDeployer(s, 'AppRoleAssignment.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All'),
    contains: [
      'AppRoleAssignment.ReadWrite.All, DelegatedPermissionGrant.ReadWrite.All',
      'Privileged Role Administrator',
    ],
    mend: async (s, { stdout }) => {
      const [, names = '', clientId = ''] = /Administrator to grant (.+) to the app (\S+)\.$/m.exec(stdout) ?? [];
      await grantTo(s, clientId, ...names.split(', '));
    },
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'deployer-client-id names an app that is not in the tenant',
    code: 'ENTRA_APPLY_FORBIDDEN',
    mode: 'plan',
    world: 'nothing',
    result: 'refused',
    run: { with: { 'deployer-client-id': '11111111-2222-4333-8444-555555555555' } },
    contains: ['has no service principal in this tenant', 'Check the input "deployer-client-id"'],
    leaves: 'untouched',
  },
  {
    when: 'the deployer may take delegated permissions away, and application permissions not',
    code: 'ENTRA_APPLY_FORBIDDEN',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    run: {
      spec: specText([['entra', 'permissions', 'unlisted'], 'remove']),
      with: { 'allow-removals': 'true' },
    },
    spoil: async (s) => {
      await grant(s, 'Policy.Read.All');
      await takeFromDeployer(s, 'AppRoleAssignment.ReadWrite.All');
    },
    contains: ['lacks the Microsoft Graph application permissions AppRoleAssignment.ReadWrite.All.'],
    heals: false,
  },
];
