import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { startWorld, type RunningWorld } from '../../emulator/client/world.ts';
import { race } from '../../reliability/race-case.ts';
import { raceSituations } from '../../reliability/race-situations.ts';
import { converge, type Situation } from '../../reliability/situations.ts';
import { managed } from '../../testing/manual-changes.ts';
import { expectGreen, startScenario } from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';

/**
 * Seeds that tell: in the first one run sees Entra before the other run's writes and TruU after them. More seeds, and every
 * situation with each, are run by script/race.
 */
const races = [
  ['from nothing', 4],
  ['renewal due', 1],
  ['an orphaned secret and renewal due', 1],
] as const;

describe('two applies at once in one tenant (H50)', () => {
  let world: RunningWorld;
  let situations: readonly Situation[];

  beforeAll(async () => {
    world = await startWorld(path.resolve(import.meta.dirname, '../..'));
    const names = races.map(([name]) => name);
    situations = await raceSituations(world, await converge(world), names);
  }, 60_000);
  afterAll(() => world.stop());

  test.each(races)(
    'end green or overtaken, with one rotation and nothing doubled: %s, seed %d',
    async (name, seed) => {
      const situation = situations.find((one) => one.name === name);
      if (situation === undefined) throw new Error(`There is no situation ${name}.`);
      const { order, ends, violations } = await race(world, situation, seed);
      expect({ violations, order }).toEqual({ violations: [], order });
      expect(ends).toContain('green');
      for (const runner of ['first', 'second'])
        expect(order.filter((step) => step.startsWith(runner)).length).toBeGreaterThan(0);
    },
    60_000,
  );
});

test('a secret that another run is handing over to a new directory is not swept away under it', async () => {
  const scenario = await startScenario();
  const { faults } = scenario.emulator;
  const creation = { service: 'truu', method: 'POST', path: '^/api/v1/directories$', do: 'hold' } as const;
  const id = await faults.add({ ...creation, when: 'before' });
  const slow = scenario.run('apply');
  await faults.fired(id, 30_000);
  const answered = await faults.add({ ...creation, when: 'before' });
  const fast = scenario.run('apply');
  await faults.fired(answered, 30_000);
  // The slow one is first after all: the secret that it sets must still be there.
  await faults.release(id);
  expect((await slow).code).toBe(0);
  await faults.release(answered);
  expect((await fast).outputs).toMatchObject({ 'failure-code': 'APPLY_OVERTAKEN' });
  const { secrets, directory } = await managed(scenario);
  expect(secrets.map(({ keyId }) => keyId)).toEqual([directory?.credential?.secretKeyId]);
  await expectWorldInSync(scenario);
  expect(await scenario.emulator.outages()).toEqual([]);
  await scenario.stop();
});

test('secrets that dead runs left before there was a directory are removed once TruU is Healthy, and not before', async () => {
  const scenario = await startScenario();
  const { faults } = scenario.emulator;
  for (let run = 1; run < 3; run += 1) {
    const id = await faults.add({
      service: 'truu',
      method: 'POST',
      path: '^/api/v1/directories$',
      when: 'before',
      do: 'hold',
    });
    await scenario.run('apply', {
      started: (child) => void faults.fired(id, 30_000).then(() => child.kill('SIGKILL')),
    });
    await faults.remove();
    expect((await managed(scenario)).secrets).toHaveLength(run);
  }
  await expectGreen(scenario, 'apply', 'applied');
  const { secrets, directory } = await managed(scenario);
  expect(secrets.map(({ keyId }) => keyId)).toEqual([directory?.credential?.secretKeyId]);
  await expectWorldInSync(scenario);
  await scenario.stop();
});
