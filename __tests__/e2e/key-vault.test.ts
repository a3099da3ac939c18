import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SecretVersion } from '../../emulator/vault/records.ts';
import type { ActionResult } from '../../testing/run-action.ts';
import { startConsole, type ConsoleScenario } from '../support/console.ts';
import type { Mode } from '../support/scenario.ts';

let scenario: ConsoleScenario;
beforeAll(async () => {
  scenario = await startConsole({ proxy: { credentials: 'runner:pass word' } });
});
afterAll(() => scenario.stop());

const inputs = {
  delivery: 'key-vault',
  'key-vault-url': 'https://kv-truu.vault.azure.net',
  'key-vault-secret': 'truu-directory',
};

const runs = (mode: Mode): Promise<ActionResult> => scenario.asks(mode, { with: inputs });
const versions = async (): Promise<readonly SecretVersion[]> => (await scenario.state()).vault.secrets;
const newest = async (): Promise<SecretVersion> => {
  const version = (await versions()).at(-1);
  if (version === undefined) throw new Error('Nothing was delivered.');
  return version;
};

/** A person copies the newest version into the console, and confirms it. */
const handOff = async (): Promise<void> => {
  await scenario.typeIn((await newest()).value);
  await scenario.comment(`/truu done ${await scenario.code()}`);
};

/** A run that is green, as one line. */
const green = async (mode: Mode): Promise<string> => {
  const { code, outputs, stdout } = await runs(mode);
  expect({ code, failure: outputs['failure-code'], stdout }).toEqual({ code: 0, failure: '', stdout });
  return `${outputs['result']} ${outputs['health']}`;
};

test('a person takes each secret from the vault, and TruU is never without one', async () => {
  const { emulator, issue } = scenario;
  await emulator.behaviour({ report: { mode: 'honest' } });
  const first = await runs('apply');
  expect(first.outputs).toMatchObject({ 'failure-code': 'HANDOFF_WAITING', rotated: 'false', 'secret-expires-on': '' });
  const { version, value, tags } = await newest();
  const { body } = await issue();
  expect(body).toContain(
    `https://kv-truu.vault.azure.net/secrets/truu-directory/${version}) of the secret \`truu-directory\``,
  );
  expect(body).toContain(`It begins with \`${value.slice(0, 3)}\`.`);
  expect(tags).toMatchObject({ spec: '.github/truu-directory.yml', run: expect.stringContaining('/actions/runs/') });
  await handOff();
  expect(await green('drift')).toBe('waiting healthy');
  await emulator.clock.advance('P3D');
  expect(await green('renew')).toBe('in-sync healthy');
  expect(await versions()).toMatchObject([{ enabled: false }]);
  expect(await green('plan')).toBe('in-sync healthy');

  await emulator.clock.advance('P10M5D');
  expect(await green('renew')).toBe('waiting healthy');
  expect(await versions()).toMatchObject([{ enabled: false }, { enabled: true }]);
  expect(await green('plan')).toBe('in-sync healthy');
  await handOff();
  await emulator.clock.advance('P3D');
  expect(await green('renew')).toBe('in-sync healthy');
  expect(await versions()).toMatchObject([{ enabled: false }, { enabled: false }]);
  expect(await issue()).toMatchObject({ state: 'closed' });
  expect(await emulator.outages()).toEqual([]);
});
