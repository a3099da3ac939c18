import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { State } from '../../emulator/state.ts';
import { randomWish, randomWorld, reversed, seedOf, specOf, type RandomWish } from '../support/random-world.ts';
import type { RunResult } from '../support/run-dist.ts';
import { expectGreen, startScenario, writesOf, type Mode, type Scenario } from '../support/scenario.ts';

let scenario: Scenario;
let converged: State;

beforeAll(async () => {
  scenario = await startScenario();
  await expectGreen(scenario, 'apply', 'applied');
  converged = await scenario.emulator.state();
});
afterAll(() => scenario.stop());

/** How each mode may end, and with which exit code. */
const endings: Readonly<Record<'plan' | 'drift', Readonly<Record<string, number>>>> = {
  plan: { 'in-sync': 0, changes: 0, refused: 1, failed: 1 },
  drift: { 'in-sync': 0, drift: 1, refused: 1, failed: 1 },
};

/** Enough of each kind of failure to be told from one that nobody foresaw. */
const ofTheSpecOrWorld = /^$|^(SPEC|INPUT|PLAN|ENTRA|TRUU|HEALTH)_[A-Z_]+$/;

const expectOrderly = (mode: 'plan' | 'drift', { code, signal, outputs, stdout, stderr, summary }: RunResult): void => {
  const { result = '', health, 'failure-code': failure } = outputs;
  expect({ result, code, signal, stderr }).toEqual({ result, code: endings[mode][result], signal: null, stderr: '' });
  // Unknown is never green where health is judged.
  expect(mode === 'drift' && code === 0 && health !== 'healthy').toBe(false);
  expect(failure).toMatch(ofTheSpecOrWorld);
  expect(failure).not.toBe('PLAN_WRITE_REFUSED');
  for (const text of [stdout, summary]) expect(text).not.toContain('INTERNAL');
};

const run = async (mode: Mode & ('plan' | 'drift'), wish: RandomWish): Promise<RunResult> => {
  const ended = await scenario.run(mode, { spec: specOf(wish), with: wish.with });
  expectOrderly(mode, ended);
  return ended;
};

test('plan and drift come to an end in any world for any spec, write nothing, and plan the same twice', async () => {
  await fc.assert(
    fc.asyncProperty(randomWorld, randomWish, async (world, wish) => {
      const { emulator } = scenario;
      const seed = seedOf(converged, world);
      await emulator.reset(seed);
      const before = await emulator.state();
      const [first, drift] = await Promise.all([run('plan', wish), run('drift', wish)]);
      expect(drift.outputs['plan-fingerprint']).toBe(first.outputs['plan-fingerprint']);
      expect(writesOf(await emulator.log())).toEqual([]);
      expect((await emulator.state()).entra).toEqual(before.entra);
      expect(await emulator.outages()).toEqual([]);
      await emulator.reset(reversed(seed));
      const second = await run('plan', wish);
      const { result, changes, 'plan-fingerprint': fingerprint } = first.outputs;
      expect(second.outputs).toMatchObject({ result, changes, 'plan-fingerprint': fingerprint });
    }),
    { numRuns: 15 },
  );
});
