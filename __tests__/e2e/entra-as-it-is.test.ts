import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { State } from '../../emulator/state.ts';
import { addSecret, managed, managedIn, patchApplication } from '../../testing/manual-changes.ts';
import { answering, graphError } from '../errors/rows/faults.ts';
import {
  type ConvergedScenario,
  expectGreen,
  expectNothingToDo,
  specText,
  startConverged,
} from '../support/scenario.ts';

const listed = ['entra', 'permissions', 'application', 7] as const;
const ceiling = [
  ...['Device.Read.All', 'Group.Read.All', 'Directory.Read.All', 'User.Read.All', 'Application.Read.All'],
  ...['UserAuthenticationMethod.Read.All', 'UserAuthenticationMethod.ReadWrite.All', 'Domain.Read.All'],
  'delegated:User.Read',
];

/** The converged world with what Graph shows of registrations that people and other tools have been at. */
const lived = (converged: State): State => {
  const state = structuredClone(converged);
  const { application, principal, grants } = managedIn(state);
  application.signInAudience = 'AzureADMultipleOrgs';
  application.requiredResourceAccess.push({
    resourceAppId: '00000002-0000-0ff1-ce00-000000000000',
    resourceAccess: [],
  });
  for (const grant of grants) grant.scope = ' user.read';
  // Entra accepts it there as well, so it is no way in that nobody knows.
  principal.passwordCredentials = application.passwordCredentials.splice(0);
  return state;
};

/** What people report of Entra, and first runs met (public reports of 2022 to 2026). */
describe('a registration as Entra has it', () => {
  let scenario: ConvergedScenario;

  beforeAll(async () => {
    scenario = await startConverged();
  });
  beforeEach(() => scenario.emulator.reset(lived(scenario.converged)));
  afterAll(() => scenario.stop());

  test('is changed without what Graph does not take back, and a grant that landed is no refusal', async () => {
    const run = { spec: specText([listed, 'Domain.Read.All']), with: { 'allowed-permissions': ceiling.join(' ') } };
    const plan = await expectGreen(scenario, 'plan', 'changes', run);
    expect(plan.outputs['changes']).toBe('2');
    expect(plan.stdout).toContain('this action keeps the registration single-tenant');
    expect(plan.stdout).toContain('accounts and service principals of other tenants can no longer use it');
    const notFound = graphError('Request_ResourceNotFound', "Resource 'x' does not exist.");
    const landed = { service: 'graph', method: 'POST', path: '/appRoleAssignments$', when: 'after' } as const;
    const id = await scenario.emulator.faults.add({ ...landed, do: answering(404, notFound) });
    await expectGreen(scenario, 'apply', 'applied', run);
    expect(await scenario.emulator.faults.get(id)).toMatchObject({ fired: 1 });
    const { application, assignments } = await managed(scenario);
    expect(application.requiredResourceAccess).toHaveLength(1);
    expect(assignments).toHaveLength(8);
    await expectNothingToDo(scenario, run);
  });

  test('that has no room for a secret keeps the one that TruU holds, and the report names the one in the way', async () => {
    await scenario.emulator.reset(scenario.converged);
    await patchApplication(scenario, { signInAudience: 'AzureADandPersonalMicrosoftAccount' });
    const { keyId } = await addSecret(scenario, { displayName: 'laptop' });
    const [held] = (await managed(scenario)).secrets;
    const { code, outputs, stdout } = await scenario.run('renew', { with: { rotate: held?.keyId ?? '' } });
    expect({ code, ...outputs }).toMatchObject({ code: 1, 'failure-code': 'ENTRA_REFUSED', rotated: 'false' });
    expect(stdout).toContain(`In the way: laptop, key id ${keyId}`);
    expect(stdout).toContain(`Never delete ${held?.keyId}: TruU holds it.`);
    // The held one was to be retired: that it stays is no failure of its own.
    expect(stdout.match(/^::error/gm)).toHaveLength(1);
    expect((await managed(scenario)).secrets).toHaveLength(2);
  });
});
