import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startVault, type VaultScenario } from '../support/key-vault.ts';
import type { Mode } from '../support/scenario.ts';

let scenario: VaultScenario;
beforeAll(async () => {
  scenario = await startVault();
});
afterAll(() => scenario.stop());

/** A run that is green, by its result and the health. */
const green = async (mode: Mode): Promise<string> => {
  const { code, outputs, stdout } = await scenario.asks(mode);
  expect({ code, failure: outputs['failure-code'], stdout }).toEqual({ code: 0, failure: '', stdout });
  return `${outputs['result']} ${outputs['health']}`;
};

/** The requests of the action that carried a value, GitHub's among those that could have. */
const carriersOf = async (values: readonly string[]): Promise<readonly string[]> => {
  const rows = (await scenario.emulator.log()).filter(({ from }) => from === 'client');
  expect(rows.some(({ service, method }) => service === 'github' && method === 'POST')).toBe(true);
  const carrying = rows.filter((row) => values.some((value) => JSON.stringify(row).includes(value)));
  return [...new Set(carrying.map(({ service, method }) => `${service} ${method}`))].sort();
};

test('a person takes each secret from the vault, and TruU is never without one', async () => {
  const { asks, emulator, handOff, issue, versions } = scenario;
  await emulator.behaviour({ report: { mode: 'honest' } });
  const first = await asks('apply');
  expect(first.outputs).toMatchObject({ 'failure-code': 'HANDOFF_WAITING', rotated: 'false', 'secret-expires-on': '' });
  const [delivered] = await versions();
  const { body } = await issue();
  const page = `https://kv-truu.vault.azure.net/secrets/truu-directory/${delivered?.version}`;
  expect(body).toContain(`${page}) of the secret \`truu-directory\``);
  expect(body).toContain(`It begins with \`${delivered?.value.slice(0, 3)}\`.`);
  expect(delivered?.tags).toMatchObject({ spec: '.github/truu-directory.yml', run: expect.stringContaining('/runs/') });
  await handOff();
  expect(await green('drift')).toBe('waiting healthy');
  await emulator.clock.advance('P3D');
  expect(await green('renew')).toBe('in-sync healthy');
  expect(await versions()).toMatchObject([{ enabled: false }]);
  expect(await green('plan')).toBe('in-sync healthy');

  await emulator.clock.advance('P10M5D');
  // The answer is lost, and the version is found by its key: nothing is stored twice.
  await emulator.faults.add({ service: 'vault', method: 'PUT', when: 'after', do: 'close' });
  expect(await green('renew')).toBe('waiting healthy');
  expect(await versions()).toMatchObject([{ enabled: false }, { enabled: true }]);
  expect(await green('plan')).toBe('in-sync healthy');
  await handOff();
  await emulator.clock.advance('P3D');
  expect(await green('renew')).toBe('in-sync healthy');
  expect(await versions()).toMatchObject([{ enabled: false }, { enabled: false }]);
  expect(await issue()).toMatchObject({ state: 'closed' });
  expect(await emulator.outages()).toEqual([]);
  const values = (await versions()).map(({ value }) => value);
  // Entra is logged in to with it three times, before it is delivered.
  expect(await carriersOf(values)).toEqual(['login POST', 'vault PUT']);
});
