import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import type { State } from '../../emulator/state.ts';
import { grant, managed, revoke } from '../../testing/manual-changes.ts';
import { type ConvergedScenario, expectGreen, specText, startConverged, writesOf } from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

const guid = (digit: string): string => [8, 4, 4, 4, 12].map((length) => digit.repeat(length)).join('-');
const password = {
  keyId: guid('b'),
  displayName: 'of the service principal',
  hint: null,
  startDateTime: '2026-01-01T00:00:00Z',
  endDateTime: '2036-01-01T00:00:00Z',
  customKeyIdentifier: null,
  secretText: null,
} as const;
const certificate = (keyId: string, displayName: string) => ({ keyId, displayName, type: 'AsymmetricX509Cert' });

/** Every way into the registration beside the secret that TruU holds, and how a report names it. */
const ways = {
  owner: 'Directory administrator',
  'owner of the service principal': guid('7'),
  'directory role': 'Global Administrator',
  'app role on another API': 'Vault',
  'address for tokens': 'https://elsewhere.example/callback',
  'secret of the service principal': 'of the service principal',
  'certificate of the service principal': guid('c'),
  certificate: 'of the registration',
  'federated credential': 'from-elsewhere',
} as const;

/** The converged world with all of them, made manually. */
const opened = (converged: State, managedAppId: string): State => {
  const state = structuredClone(converged);
  const application = state.entra.applications.find(({ appId }) => appId === managedAppId);
  const principal = state.entra.servicePrincipals.find(({ appId }) => appId === managedAppId);
  const admin = state.entra.servicePrincipals.find(({ appId }) => appId === clientIdOf(identities.admin));
  if (!application || !principal || !admin) throw new Error('The world is not converged.');
  application.owners.push(admin.id);
  principal.owners.push(guid('7'));
  Object.assign(application, { web: { redirectUris: [ways['address for tokens']] } });
  const role = { id: guid('6'), roleTemplateId: guid('5'), displayName: ways['directory role'] };
  state.entra.directoryRoles.push({ ...role, members: [principal.id] });
  state.entra.appRoleAssignments.push({
    id: 'on-another-api',
    appRoleId: guid('3'),
    principalId: principal.id,
    principalType: 'ServicePrincipal',
    principalDisplayName: principal.displayName,
    resourceId: guid('2'),
    resourceDisplayName: ways['app role on another API'],
    createdDateTime: '2026-01-01T00:00:00Z',
    deletedDateTime: null,
  });
  application.keyCredentials.push(certificate(guid('d'), ways.certificate));
  application.federatedIdentityCredentials.push({
    id: guid('e'),
    name: ways['federated credential'],
    issuer: 'https://issuer.example',
    subject: 'repo:elsewhere/x:ref:refs/heads/main',
    audiences: ['api://AzureADTokenExchange'],
    description: null,
  });
  principal.passwordCredentials.push(password);
  principal.keyCredentials.push({
    ...certificate(ways['certificate of the service principal'], ''),
    displayName: null,
  });
  return state;
};

describe('other ways into the registration', () => {
  let scenario: ConvergedScenario;
  let world: State;

  beforeAll(async () => {
    scenario = await startConverged();
    const { application } = await managed(scenario);
    world = opened(await scenario.emulator.state(), application.appId);
  });
  beforeEach(() => scenario.emulator.reset(world));
  afterAll(() => scenario.stop());

  test('make drift red, each by its name, though all is in sync', async () => {
    const { code, outputs, summary, stdout } = await scenario.run('drift');
    expect({ code, ...outputs }).toMatchObject({
      code: 1,
      result: 'drift',
      sync: 'in-sync',
      changes: '0',
      'failure-code': 'PLAN_DRIFT',
    });
    expect(stdout).toContain('9 findings. Nothing is to apply: apply would not clear this.');
    for (const input of ['known-credentials', 'known-owners']) expect(stdout).toContain(`to the input "${input}"`);
    for (const text of [summary, stdout])
      expect(Object.values(ways).filter((name) => !text.includes(name))).toEqual([]);
  });

  test('are shown by plan, which is green, and by apply, which is red, and are left as they are', async () => {
    const before = (await scenario.emulator.state()).entra;
    const plan = await expectGreen(scenario, 'plan', 'in-sync');
    expect(plan.summary).toContain('No changes, 9 findings');
    const apply = await scenario.run('apply');
    expect({ code: apply.code, ...apply.outputs }).toMatchObject({ code: 1, 'failure-code': 'ENTRA_ACCESS_UNKNOWN' });
    for (const { summary } of [plan, apply])
      expect(Object.values(ways).filter((name) => !summary.includes(name))).toEqual([]);
    expect(writesOf(await scenario.emulator.log())).toEqual([]);
    expect((await scenario.emulator.state()).entra).toEqual(before);
  });

  test('let a due renewal go on, and refuse a permission that the registration does not have yet', async () => {
    await revoke(scenario, 'Device.Read.All');
    const refused = await scenario.run('apply');
    expect(refused.outputs).toMatchObject({ result: 'refused', 'failure-code': 'ENTRA_ACCESS_UNKNOWN' });
    expect(refused.summary).toContain('known-owners');
    await scenario.emulator.reset(world);
    await scenario.emulator.clock.advance('P11M5D');
    const { code, outputs } = await scenario.run('apply');
    expect({ code, ...outputs }).toMatchObject({
      code: 1,
      rotated: 'true',
      health: 'healthy',
      'failure-code': 'ENTRA_ACCESS_UNKNOWN',
    });
  });

  test('are seen also on the pages that follow an empty one', async () => {
    const { emulator } = scenario;
    const { application } = await managed(scenario);
    const nextLink = `${emulator.urls.graph}/v1.0/applications/${application.id}/owners`;
    const answer = { status: 200, body: { value: [], '@odata.nextLink': nextLink } };
    await emulator.faults.add({ service: 'graph', path: '/owners$', when: 'before', do: { answer } });
    expect((await scenario.run('drift')).summary).toContain(ways.owner);
  });
});

describe('privileges that were granted and are not in the spec', () => {
  let scenario: ConvergedScenario;
  let world: State;

  beforeAll(async () => {
    scenario = await startConverged();
    await grant(scenario, 'Policy.Read.All');
    world = await scenario.emulator.state();
  });
  beforeEach(() => scenario.emulator.reset(world));
  afterAll(() => scenario.stop());

  const removing = specText([['entra', 'permissions', 'unlisted'], 'remove']);

  test.each([
    {
      why: 'the spec only reports it',
      run: { with: { 'allow-removals': 'true' } },
      because: 'report only: entra.permissions.unlisted',
      modes: { red: ['drift', 'renew'], green: ['plan', 'apply'] },
    },
    // Why it stays is decided before the mode is.
    {
      why: 'the workflow allows no removal',
      run: { spec: removing },
      because: 'removals are off: allow-removals',
      modes: { red: ['drift'], green: ['apply'] },
    },
  ] as const)('stays, and is red where nothing is to be held, when $why', async ({ run, because, modes }) => {
    for (const mode of modes.red) {
      const { code, outputs, stdout } = await scenario.run(mode, run);
      expect({ code, ...outputs }).toMatchObject({ code: 1, result: 'drift', 'failure-code': 'PLAN_DRIFT' });
      expect(stdout).toContain('1 permission granted but not in the spec');
    }
    for (const mode of modes.green) {
      const { outputs, summary, stdout } = await expectGreen(scenario, mode, 'in-sync', run);
      expect(outputs['changes']).toBe('0');
      for (const text of [summary.replaceAll('`', ''), stdout])
        for (const expected of ['Policy.Read.All', because]) expect(text).toContain(expected);
    }
    expect((await scenario.emulator.state()).entra).toEqual(world.entra);
  });

  test('is taken away when both say so', async () => {
    const run = { spec: removing, with: { 'allow-removals': 'true' } };
    await expectGreen(scenario, 'apply', 'applied', run);
    expect((await managed(scenario)).assignments).toHaveLength(7);
    await expectWorldInSync(scenario);
  });
});
