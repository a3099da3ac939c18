import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import type { State } from '../../emulator/state.ts';
import { managed, managedIn, patchApplication, revoke } from '../../testing/manual-changes.ts';
import { register } from '../support/emulator-registration.ts';
import { asMember, memberId, squat } from '../support/member.ts';
import { expectGreen, expectNothingToDo, startConverged, type ConvergedScenario } from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

/** What a registration was given. */
const powerOf = ({ entra, truu }: State, { principalId, appId }: { principalId: string; appId: string }) => ({
  roles: entra.appRoleAssignments.filter((one) => one.principalId === principalId).length,
  scopes: entra.oauth2PermissionGrants.filter(({ clientId }) => clientId === principalId).length,
  directories: truu.directories.filter(({ clientId }) => clientId === appId).length,
});
const none = { roles: 0, scopes: 0, directories: 0 };

describe('whose the registration is', () => {
  let scenario: ConvergedScenario;

  beforeAll(async () => {
    scenario = await startConverged();
  });
  afterAll(() => scenario.stop());

  /** Starts an apply, does something while its request is held, and lets it go on. */
  const meanwhile = async (path: string, act: () => Promise<void>) => {
    const { faults } = scenario.emulator;
    const id = await faults.add({ service: 'graph', method: 'POST', path, when: 'before', do: 'hold' });
    const running = scenario.run('apply');
    await faults.fired(id);
    await act();
    await faults.release(id);
    return running;
  };

  describe('of an empty tenant', () => {
    beforeEach(() => scenario.emulator.reset());

    test('a name that was taken before gives its holder nothing, in plan as in apply', async () => {
      const squatter = await squat(scenario);
      const before = await scenario.state();
      for (const mode of ['plan', 'drift', 'apply'] as const) {
        const { code, outputs, summary } = await scenario.run(mode);
        expect({ code, ...outputs }).toMatchObject({ code: 1, 'failure-code': 'ENTRA_APPLICATION_FOREIGN' });
        expect([outputs['client-id'], outputs['changes']]).toEqual(['', '0']);
        expect(summary).not.toMatch(/Add the service principal|application-id/);
      }
      expect((await scenario.state()).entra).toEqual(before.entra);
      expect(powerOf(await scenario.state(), squatter)).toEqual(none);
    });

    test('a name that is taken while the run creates gives its holder nothing', async () => {
      let squatter = { principalId: '', appId: '' };
      const { code, outputs, stdout } = await meanwhile('/applications$', async () => {
        squatter = await squat(scenario);
        await scenario.emulator.behaviour({ entra: { conflict: 'ObjectConflict' } });
      });
      expect({ code, ...outputs }).toMatchObject({ code: 1, 'failure-code': 'ENTRA_APPLICATION_FOREIGN' });
      expect(stdout).not.toContain('created the app registration');
      expect(powerOf(await scenario.state(), squatter)).toEqual(none);
    });

    test('an owner who gets in before the first permission stops the run', async () => {
      const { code, outputs, summary } = await meanwhile('/servicePrincipals$', async () => {
        scenario.emulator.world.state.entra.applications
          .find(({ uniqueName }) => uniqueName === 'truu-directory')
          ?.owners.push(memberId);
      });
      expect({ code, ...outputs }).toMatchObject({ code: 1, 'failure-code': 'ENTRA_ACCESS_UNKNOWN' });
      expect(summary).toContain(memberId);
      const { application, principal } = await managed(scenario);
      expect(powerOf(await scenario.state(), { principalId: principal.id, appId: application.appId })).toEqual(none);
    });

    test('an owner who gets in before the first secret stops the run', async () => {
      const { outputs } = await meanwhile('/oauth2PermissionGrants$', async () => {
        scenario.emulator.world.state.entra.applications
          .find(({ uniqueName }) => uniqueName === 'truu-directory')
          ?.owners.push(memberId);
      });
      expect(outputs['failure-code']).toBe('ENTRA_ACCESS_UNKNOWN');
      expect((await managed(scenario)).secrets).toEqual([]);
    });

    test('what lost answers had created is found in any spelling of the conflict, and not said to be created', async () => {
      await scenario.emulator.behaviour({ entra: { conflict: 'ObjectConflict' } });
      const lost = { service: 'graph', method: 'POST', when: 'after', do: 'close' } as const;
      for (const path of ['/applications$', '/servicePrincipals$'])
        await scenario.emulator.faults.add({ ...lost, path });
      const { stdout } = await expectGreen(scenario, 'apply', 'applied');
      for (const text of ['found the app registration', 'found the service principal']) expect(stdout).toContain(text);
      expect(stdout).not.toMatch(/created the (app registration|service principal)/);
      await expectNothingToDo(scenario);
    });
  });

  describe('of a tenant in sync', () => {
    beforeEach(() => scenario.emulator.reset(scenario.converged));

    test('a second owner and a separate renewer are green in every mode', async () => {
      const { graph, emulator } = scenario;
      const { appId, principalId } = await register(graph, { displayName: 'TruU renewer' });
      const { application } = await managed(scenario);
      const reference = { '@odata.id': `${emulator.urls.graph}/v1.0/directoryObjects/${memberId}` };
      await graph('POST', `/applications/${application.id}/owners/$ref`, reference);
      const run = { with: { 'renewer-client-id': appId, 'known-owners': memberId } };
      const { summary } = await expectGreen(scenario, 'plan', 'changes', run);
      expect(summary).toContain('Make the renewer an owner');
      await expectGreen(scenario, 'apply', 'applied', run);
      const { application: owned, principal } = managedIn(await scenario.state());
      expect(owned.owners).toEqual(expect.arrayContaining([memberId, principalId]));
      expect(principal.owners).toContain(principalId);
      for (const mode of ['plan', 'drift', 'renew'] as const) await expectGreen(scenario, mode, 'in-sync', run);
      await expectWorldInSync(scenario);
    });

    test('what an earlier run created a minute ago is waited for; of an hour ago, the same answer is an error at once', async () => {
      const { emulator } = scenario;
      const lagging = async () => {
        await patchApplication(scenario, { displayName: 'Renamed' });
        await revoke(scenario, 'User.Read.All');
        await emulator.behaviour({ entra: { lagOfWrites: { application: 2, servicePrincipal: 2 } } });
      };
      await emulator.clock.advance('PT1M');
      await lagging();
      await expectGreen(scenario, 'apply', 'applied');
      await expectNothingToDo(scenario);
      await emulator.clock.advance('PT1H');
      await lagging();
      const before = (await emulator.log()).length;
      const { code, outputs, summary } = await scenario.run('apply');
      expect({ code, ...outputs }).toMatchObject({ code: 1, 'failure-code': 'ENTRA_REFUSED' });
      expect(summary).toContain('Not a valid reference update.');
      const renames = (await emulator.log(before)).filter(({ method }) => method === 'PATCH');
      expect(renames.map(({ status }) => status)).toEqual([404]);
      await emulator.behaviour({ entra: { lagOfWrites: { application: 0, servicePrincipal: 0 } } });
      await expectGreen(scenario, 'apply', 'applied');
      await expectWorldInSync(scenario);
    });

    const absent = {
      answer: { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'It does not exist.' } } },
    };

    test('a registration that Graph says is not there is created no second time, and nothing is given to it', async () => {
      const { entra, truu } = await scenario.state();
      // As often as the run reads before it takes the answer for true.
      const lie = { service: 'graph', path: '/applications\\(uniqueName=', times: 5, when: 'before' } as const;
      const id = await scenario.emulator.faults.add({ ...lie, do: absent });
      const { outputs, stdout } = await scenario.run('apply');
      expect(outputs['failure-code']).toBe('ENTRA_ACCESS_UNKNOWN');
      expect(stdout).not.toContain('created the app registration');
      expect((await scenario.emulator.faults.get(id)).fired).toBe(5);
      const now = await scenario.state();
      expect([now.entra, now.truu.directories.length]).toEqual([entra, truu.directories.length]);
      await expectNothingToDo(scenario);
    });

    test('a service principal that Graph says is not there is created no second time, nor are its permissions granted twice', async () => {
      const { entra } = await scenario.state();
      const { application } = await managed(scenario);
      const path = `/servicePrincipals\\(appId='${application.appId}'\\)$`;
      await scenario.emulator.faults.add({ service: 'graph', path, when: 'before', do: absent });
      const { stdout } = await expectGreen(scenario, 'apply', 'applied');
      expect(stdout).toContain('found the service principal');
      expect((await scenario.state()).entra).toEqual(entra);
      await expectNothingToDo(scenario);
      await expectWorldInSync(scenario);
    });

    test('a lock that locks nothing is closed', async () => {
      const { application } = await managed(scenario);
      const lock = { servicePrincipalLockConfiguration: { isEnabled: true } };
      await scenario.graph('PATCH', `/applications/${application.id}`, lock);
      await expectGreen(scenario, 'apply', 'applied');
      await expectNothingToDo(scenario);
      expect((await managed(scenario)).application['servicePrincipalLockConfiguration']).toEqual({
        isEnabled: true,
        allProperties: true,
      });
    });

    test('a creator that Graph does not name is nobody we know, and TruU says which registration to adopt', async () => {
      const state = structuredClone(scenario.converged);
      const { application } = managedIn(state);
      application['createdByAppId'] = null;
      await scenario.emulator.reset(state);
      const { outputs, summary } = await scenario.run('plan');
      expect(outputs).toMatchObject({ result: 'refused', 'failure-code': 'ENTRA_APPLICATION_FOREIGN' });
      expect(summary).toContain(`set the input "application-id" to`);
      expect(summary).toContain(application.appId);
      await expectNothingToDo(scenario, { with: { 'application-id': application.appId } });
    });

    test('what a member creates through Azure CLI is not ours', async () => {
      const member = await asMember(scenario);
      await register(member, { displayName: 'TruU', uniqueName: 'elsewhere' });
      const { entra } = await scenario.state();
      const made = entra.applications.find(({ uniqueName }) => uniqueName === 'elsewhere');
      expect(made?.['createdByAppId']).not.toBe(clientIdOf(identities.deployer));
      expect(made?.owners).toEqual([memberId]);
    });
  });
});
