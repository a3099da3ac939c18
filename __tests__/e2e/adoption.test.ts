import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { addDuration } from '../../emulator/duration.ts';
import { createDirectory, newCredential } from '../support/emulator-directory.ts';
import { guidePermissions, mint, register } from '../support/emulator-registration.ts';
import { expectGreen, expectNothingToDo, specText, startScenario, type Scenario } from '../support/scenario.ts';

describe('a registration that was made by hand, with TruU Healthy on a secret that nobody can name', () => {
  let scenario: Scenario;

  beforeAll(async () => {
    scenario = await startScenario();
  });
  beforeEach(() => scenario.emulator.reset());
  afterAll(() => scenario.stop());

  const handMade = async ({ owned }: { readonly owned: boolean }) => {
    const { emulator, graph, truu } = scenario;
    const registration = await register(graph, { displayName: 'TruUIDS' }, guidePermissions);
    const end = addDuration(await emulator.clock.now(), 'P12M').toISOString();
    const old = await mint(graph, registration, { displayName: 'TruU', endDateTime: end });
    const { secretText } = await mint(graph, registration, { displayName: 'TruU', endDateTime: end });
    const credential = newCredential({
      clientId: registration.appId,
      clientSecret: secretText,
      secretKeyId: null,
      expiresAt: null,
    });
    await createDirectory(truu, { credential });
    if (owned) {
      const { entra } = await emulator.state();
      const deployer = entra.servicePrincipals.find(({ displayName }) => displayName === 'TruU deployer');
      const reference = { '@odata.id': `${emulator.urls.graph}/v1.0/directoryObjects/${deployer?.id}` };
      await graph('POST', `/applications/${registration.id}/owners/$ref`, reference);
      await graph('POST', `/servicePrincipals/${registration.principalId}/owners/$ref`, reference);
    }
    return { registration, old };
  };

  const adopting = (appId: string) => ({ spec: specText([['entra', 'application', 'appId'], appId]) });

  test('is adopted by its app id: named, asked for, granted, and on a secret that TruU can name', async () => {
    const { registration, old } = await handMade({ owned: true });
    const run = adopting(registration.appId);
    const plan = await expectGreen(scenario, 'plan', 'changes', run);
    for (const words of ['TruUIDS', 'truu-directory', 'Replace the typed-in secret', old.keyId])
      expect(plan.summary).toContain(words);
    const { outputs } = await expectGreen(scenario, 'apply', 'applied', run);
    expect(outputs).toMatchObject({ 'client-id': registration.appId, rotated: 'true', health: 'healthy' });
    await expectNothingToDo(scenario, run);
    const { entra, truu } = await scenario.emulator.state();
    expect(entra.applications.filter(({ uniqueName }) => uniqueName === 'truu-directory')).toMatchObject([
      { appId: registration.appId, displayName: 'TruU' },
    ]);
    const secrets = entra.secrets.filter(({ appId }) => appId === registration.appId);
    expect(secrets).toHaveLength(3);
    expect(secrets.map(({ keyId }) => keyId)).toContain(truu.directories[0]?.credential?.secretKeyId);
    expect(await scenario.emulator.outages()).toEqual([]);
  });

  test('keeps its old secrets until they are named in adopt-secrets and the overlap has passed', async () => {
    const { registration, old } = await handMade({ owned: true });
    const run = { ...adopting(registration.appId), with: { 'adopt-secrets': old.keyId } };
    await expectGreen(scenario, 'apply', 'applied', run);
    const keyIds = async () => (await scenario.emulator.state()).entra.secrets.map(({ keyId }) => keyId);
    expect(await keyIds()).toContain(old.keyId);
    await scenario.emulator.clock.advance('P1DT1M');
    await expectGreen(scenario, 'apply', 'applied', run);
    expect(await keyIds()).not.toContain(old.keyId);
    await expectNothingToDo(scenario, run);
  });

  test('is refused before anything is written while the deployer does not own it', async () => {
    const { registration } = await handMade({ owned: false });
    const before = await scenario.emulator.state();
    const { code, outputs, summary } = await scenario.run('apply', adopting(registration.appId));
    expect({ code, ...outputs }).toMatchObject({ code: 1, result: 'refused', 'failure-code': 'ENTRA_NOT_OWNER' });
    expect(summary).toContain('as an owner of the app registration and of its enterprise application');
    expect((await scenario.emulator.state()).entra).toEqual(before.entra);
  });
});
