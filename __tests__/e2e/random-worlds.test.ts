import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { State } from '../../emulator/state.ts';
import { randomWish, randomWorld, reversed, seedOf, specOf, type RandomWish } from '../support/random-world.ts';
import type { ActionResult } from '../../testing/run-action.ts';
import { type ConvergedScenario, type Mode, startConverged, writesOf } from '../support/scenario.ts';

let scenario: ConvergedScenario;

beforeAll(async () => {
  scenario = await startConverged();
});
afterAll(() => scenario.stop());

/** How each mode may end, and with which exit code. */
const endings: Readonly<Record<'plan' | 'drift', Readonly<Record<string, number>>>> = {
  plan: { 'in-sync': 0, changes: 0, refused: 1, failed: 1 },
  drift: { 'in-sync': 0, drift: 1, refused: 1, failed: 1 },
};

/** Enough of each kind of failure to be told from an unforeseen one. */
const ofTheSpecOrWorld = /^$|^(SPEC|INPUT|PLAN|ENTRA|TRUU|HEALTH)_[A-Z_]+$/;

const expectOrderly = (
  mode: 'plan' | 'drift',
  { code, signal, outputs, stdout, stderr, summary }: ActionResult,
): void => {
  const { result = '', health, 'failure-code': failure } = outputs;
  expect({ result, code, signal, stderr }).toEqual({ result, code: endings[mode][result], signal: null, stderr: '' });
  // Unknown is never green where health is judged.
  expect(mode === 'drift' && code === 0 && health !== 'healthy').toBe(false);
  expect(failure).toMatch(ofTheSpecOrWorld);
  expect(failure).not.toBe('PLAN_WRITE_REFUSED');
  for (const text of [stdout, summary]) expect(text).not.toContain('INTERNAL');
};

const run = async (mode: Mode & ('plan' | 'drift'), wish: RandomWish): Promise<ActionResult> => {
  const ended = await scenario.run(mode, { spec: specOf(wish), with: wish.with });
  expectOrderly(mode, ended);
  return ended;
};

/** What the rights of the identity that applies do not allow: only a plan looks at them. */
const ofPreflight = new Set(['ENTRA_NOT_OWNER', 'ENTRA_APPLY_FORBIDDEN', 'ENTRA_UNIQUE_NAME_TAKEN']);

/** The result of a run that came to no plan; null when it has one. */
const stopped = ({ outputs: { result = '', 'failure-code': code = '' } }: ActionResult): string | null =>
  (result === 'refused' || result === 'failed') && !ofPreflight.has(code) ? result : null;

const expectUntouched = async ({ entra }: State): Promise<void> => {
  const { emulator } = scenario;
  expect(writesOf(await emulator.log())).toEqual([]);
  expect((await emulator.state()).entra).toEqual(entra);
  expect(await emulator.outages()).toEqual([]);
};

const runIn = async (seed: State, mode: 'plan' | 'drift', wish: RandomWish): Promise<ActionResult> => {
  const { emulator } = scenario;
  await emulator.reset(seed);
  const before = await emulator.state();
  const ended = await run(mode, wish);
  await expectUntouched(before);
  return ended;
};

/** One mode is enough to see whether a run ends in a world; both are to agree in some of the worlds. */
const someModes = fc.constantFrom('both', 'plan', 'drift');

test('plan and drift end in any world for any spec, write nothing, and plan the same, however the lists are ordered', async () => {
  await fc.assert(
    fc.asyncProperty(randomWorld, randomWish, someModes, async (world, wish, modes) => {
      const seed = seedOf(scenario.converged, world);
      const plan = modes === 'drift' ? null : await runIn(seed, 'plan', wish);
      const drift = modes === 'plan' ? null : await runIn(reversed(seed), 'drift', wish);
      if (plan === null || drift === null) return;
      const { changes, 'plan-fingerprint': fingerprint } = plan.outputs;
      expect(drift.outputs).toMatchObject({ changes, 'plan-fingerprint': fingerprint });
      expect(stopped(drift)).toBe(stopped(plan));
    }),
    { numRuns: 9 },
  );
  // Many runs stand in one test: far above what they need.
}, 240_000);
