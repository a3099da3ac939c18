import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import type { LogRow } from '../../emulator/log.ts';
import type { FaultBody } from '../support/emulator.ts';
import { expectGreen, expectNothingToDo, startScenario, writesOf, type Scenario } from '../support/scenario.ts';

/**
 * The writes of an undisturbed run from nothing, in any order. Held against a real run below, so that a write which is
 * added later is killed after, too.
 */
const writes: readonly (Pick<FaultBody, 'service' | 'method' | 'path'> & { readonly last?: true })[] = [
  { service: 'graph', method: 'POST', path: '^/v1.0/applications$' },
  { service: 'graph', method: 'POST', path: '^/v1.0/servicePrincipals$' },
  { service: 'graph', method: 'POST', path: '/appRoleAssignments$' },
  { service: 'graph', method: 'POST', path: '/addPassword$' },
  { service: 'truu', method: 'POST', path: '^/api/v1/directories$' },
  { service: 'truu', method: 'PUT', path: '/primary-user-identifier$' },
  { service: 'truu', method: 'PUT', path: '/directory-connection$', last: true },
];

const matches = (row: LogRow, write: (typeof writes)[number]): boolean => {
  const path = new RegExp(write.path ?? '');
  const asked = [row, ...row.items].some((one) => one.method === write.method && path.test(one.path));
  return row.service === write.service && asked;
};

describe('a run from nothing that is killed', () => {
  let scenario: Scenario;

  beforeAll(async () => {
    scenario = await startScenario();
  });
  beforeEach(() => scenario.emulator.reset());
  afterAll(() => scenario.stop());

  test('could be killed after each of its writes, and these are all', async () => {
    await expectGreen(scenario, 'apply', 'applied');
    const rows = writesOf(await scenario.emulator.log());
    expect(rows.map((row) => writes.filter((write) => matches(row, write)).length)).toEqual(rows.map(() => 1));
    expect(rows).toHaveLength(writes.length);
  });

  test.each(writes)('after $method $path leaves what the next apply completes', async ({ last, ...write }) => {
    const { emulator } = scenario;
    const fault = await emulator.faults.add({ ...write, when: 'after', do: 'hold' });
    let child: ChildProcess | undefined;
    const run = scenario.run('apply', { started: (started) => (child = started) });
    await emulator.faults.fired(fault, 30_000);
    child?.kill('SIGKILL');
    expect((await run).signal).toBe('SIGKILL');
    await emulator.faults.remove();
    await expectGreen(scenario, 'apply', last ? 'in-sync' : 'applied');
    await expectNothingToDo(scenario);
    const { entra, truu } = await emulator.state();
    const ours = entra.applications.filter(({ uniqueName }) => uniqueName === 'truu-directory');
    expect({ applications: ours.length, directories: truu.directories.length }).toEqual({
      applications: 1,
      directories: 1,
    });
    const held = truu.directories.map(({ credential }) => credential?.secretKeyId);
    expect(
      ours.flatMap(({ appId }) => entra.secrets.filter((one) => one.appId === appId).map(({ keyId }) => keyId)),
    ).toEqual(held);
  });
});
