import { afterAll, beforeAll, expect, test } from '@jest/globals';
import path from 'node:path';
import { startWorld, type RunningWorld } from '../../emulator/client/world.ts';
import { nameOf, runCase, type Case } from '../../reliability/case.ts';
import { record, singles } from '../../reliability/cases.ts';
import { kills } from '../../reliability/faults.ts';
import { makeSituations } from '../../reliability/situations.ts';

let world: RunningWorld;

beforeAll(async () => {
  world = await startWorld(path.resolve(import.meta.dirname, '../..'));
});
afterAll(() => world.stop());

/** The whole matrix, with every situation and fault, is script/crash-matrix. */
test(
  'a renewal that is killed before or after any of its writes loses nothing, and is healed by the next run',
  async () => {
    const situation = (await makeSituations(world)).find(({ name }) => name === 'renewal due');
    if (situation === undefined) throw new Error('The situation is gone.');
    const addresses = (await record(world, situation)).filter(({ writes }) => writes);
    const cases: readonly Case[] = singles(situation, addresses, kills);
    expect(cases.length).toBeGreaterThanOrEqual(4);
    const verdicts: unknown[] = [];
    for (const one of cases) verdicts.push({ name: nameOf(one), ...(await runCase(world, one)) });
    expect(verdicts).toEqual(cases.map((one) => ({ name: nameOf(one), struck: 1, violations: [] })));
  },
  // Many runs stand in one test, so that the situation is made once.
  240_000,
);
