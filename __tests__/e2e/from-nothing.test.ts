import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  expectGreen,
  expectNothingToDo,
  graphRequests,
  startScenario,
  writesOf,
  type Scenario,
} from '../support/scenario.ts';

describe('an empty tenant', () => {
  let scenario: Scenario;

  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  const rowsOf = async (run: () => Promise<unknown>) => {
    const before = (await scenario.emulator.log()).length;
    await run();
    return scenario.emulator.log(before);
  };

  test('is planned in full without a write', async () => {
    const rows = await rowsOf(async () => {
      const { outputs, summary } = await expectGreen(scenario, 'plan', 'changes');
      expect(outputs).toMatchObject({ sync: 'out-of-sync', health: 'not-asked', 'client-id': '', rotated: 'false' });
      expect(outputs['plan-fingerprint']).toMatch(/^[0-9a-f]{64}$/);
      for (const name of ['Device.Read.All', 'User.Read', 'truu-directory', 'US-Denver-Production', 'cloud', 'mail'])
        expect(summary).toContain(name);
    });
    expect(writesOf(rows)).toEqual([]);
    expect(graphRequests(rows).length).toBeLessThanOrEqual(3);
  });

  test('is Healthy after one apply of at most twelve requests to Graph and one login on each side', async () => {
    const rows = await rowsOf(async () => {
      const { outputs } = await expectGreen(scenario, 'apply', 'applied');
      expect(outputs).toMatchObject({ sync: 'in-sync', health: 'healthy', rotated: 'true', 'failure-code': '' });
      const { entra, truu } = await scenario.emulator.state();
      const [application] = entra.applications.filter(({ uniqueName }) => uniqueName === 'truu-directory');
      expect(outputs['client-id']).toBe(application?.appId);
      expect(outputs['secret-expires-on']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
      const [principal] = entra.servicePrincipals.filter(({ appId }) => appId === application?.appId);
      expect(outputs).toMatchObject({
        'directory-id': truu.directories[0]?.id,
        'application-object-id': application?.id,
        'service-principal-object-id': principal?.id,
        // A secret of a year, some seconds after it was created.
        'days-left': '364',
      });
      expect(truu.directories).toMatchObject([{ configurationName: 'US-Denver-Production', domain: 'contoso.com' }]);
    });
    expect(graphRequests(rows).length).toBeLessThanOrEqual(12);
    const logins = rows.filter(({ service, from, caller, body }) => {
      const form = JSON.stringify(body ?? '');
      return service === 'login' && from === 'client' && caller === null && form.includes('client_assertion');
    });
    expect(logins).toHaveLength(1);
    expect(rows.filter(({ service }) => service === 'oidc')).toHaveLength(1);
    expect(rows.filter(({ path, from }) => path === '/oauth2/token' && from === 'client')).toHaveLength(1);
  });

  test('is in sync then, at no more than three requests to Graph', async () => {
    const planned = await rowsOf(() => expectNothingToDo(scenario));
    const drifted = await rowsOf(() => expectGreen(scenario, 'drift', 'in-sync'));
    expect(graphRequests(planned).length).toBeLessThanOrEqual(3);
    expect(graphRequests(drifted).length).toBeLessThanOrEqual(3);
    expect(writesOf([...planned, ...drifted])).toEqual([]);
  });

  test('is asked about at Entra and at TruU at the same time', async () => {
    const { faults } = scenario.emulator;
    const graph = await faults.add({ service: 'graph', path: '/\\$batch$', when: 'before', do: 'hold' });
    const truu = await faults.add({ service: 'truu', path: '^/api/v1/directories$', when: 'before', do: 'hold' });
    const run = scenario.run('plan');
    await faults.fired(graph, 30_000);
    // Sooner than the request to Graph would time out and be let through at its second try.
    await faults.fired(truu, 10_000);
    await faults.remove();
    expect((await run).outputs['result']).toBe('in-sync');
  });

  test('is let be by a second apply', async () => {
    const rows = await rowsOf(() => expectGreen(scenario, 'apply', 'in-sync'));
    expect(writesOf(rows)).toEqual([]);
  });

  test('held exactly what TruU works with: nothing was ever out', async () => {
    expect(await scenario.emulator.outages()).toEqual([]);
  });
});
