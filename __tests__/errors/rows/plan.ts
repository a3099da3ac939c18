import { expect } from '@jest/globals';
import { clientIdOf, identities } from '../../../emulator/default-seed.ts';
import { editDirectory } from '../../../testing/manual-changes.ts';
import { expectGreen, requestsOf, specText } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';

const permissions = (...names: readonly string[]) =>
  specText([
    ['entra', 'permissions', 'application'],
    [...names, 'Device.Read.All'],
  ]);

/** What a plan refuses, and what a report cannot do. */
export const planRows: readonly ErrorRow[] = [
  {
    when: 'the spec asks for a permission beyond the ceiling',
    code: 'PLAN_CEILING',
    mode: 'apply',
    world: 'nothing',
    result: 'refused',
    run: { spec: permissions('Policy.Read.All') },
    contains: ['Policy.Read.All', 'Add the permission to the input "allowed-permissions" in the workflow'],
    offline: true,
    mend: (_, { stdout }) => {
      const value = /allowed-permissions with it: (.+)$/m.exec(stdout)?.[1] ?? 'none';
      const extras = { spec: permissions('Policy.Read.All'), with: { 'allowed-permissions': value } };
      return Promise.resolve({ mode: 'check', extras });
    },
    leaves: 'untouched',
    also: async ({ emulator }) => expect(requestsOf(await emulator.log())).toEqual([]),
  },
  {
    when: 'the spec asks for a tier-0 permission, though the workflow allows it',
    code: 'PLAN_TIER_ZERO',
    mode: 'check',
    world: 'nothing',
    result: 'refused',
    run: {
      spec: permissions('RoleManagement.ReadWrite.Directory'),
      with: { 'allowed-permissions': 'RoleManagement.ReadWrite.Directory, Device.Read.All, User.Read' },
    },
    contains: ['RoleManagement.ReadWrite.Directory', 'It gives control of the tenant'],
    offline: true,
    mend: { extras: { spec: permissions() } },
    leaves: 'untouched',
  },
  {
    when: 'the registration to adopt is the deployer itself',
    code: 'PLAN_SELF_MANAGEMENT',
    mode: 'apply',
    world: 'nothing',
    result: 'refused',
    run: { with: { 'application-id': clientIdOf(identities.deployer) } },
    contains: ['Name another registration in the input "application-id"'],
    mend: { mode: 'plan', extras: { asReader: false } },
    leaves: 'untouched',
  },
  {
    when: 'the world has moved since the plan was reviewed',
    code: 'PLAN_CHANGED',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: async (scenario) => {
      const { outputs } = await scenario.run('plan');
      await editDirectory(scenario, { domain: 'fabrikam.com' });
      return { with: { 'expect-plan': outputs['plan-fingerprint'] ?? '' } };
    },
    contains: ['Review the new plan, then run apply with its fingerprint', 'fabrikam.com'],
    mend: (_, { outputs }) =>
      Promise.resolve({ extras: { with: { 'expect-plan': outputs['plan-fingerprint'] ?? 'none' } } }),
    leaves: 'untouched',
  },
  {
    when: 'something was changed by hand',
    code: 'PLAN_DRIFT',
    mode: 'drift',
    world: 'converged',
    result: 'drift',
    spoil: (scenario) => editDirectory(scenario, { domain: 'fabrikam.com' }),
    contains: ['fabrikam.com', 'Review the changes, then run apply or change the spec'],
    mend: async (scenario) => void (await expectGreen(scenario, 'apply', 'applied')),
    leaves: 'untouched',
  },
];
