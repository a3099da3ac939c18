import { afterAll, beforeAll, expect, test } from '@jest/globals';
import path from 'node:path';
import { startWorld, type RunningWorld } from '../../emulator/client/world.ts';
import { nameOf, runCase, type Case, type Verdict } from '../../reliability/case.ts';
import { record, singles } from '../../reliability/cases.ts';
import { kills } from '../../reliability/faults.ts';
import { converge, makeSituations } from '../../reliability/situations.ts';

const root = path.resolve(import.meta.dirname, '../..');

let worlds: readonly RunningWorld[];

beforeAll(async () => {
  worlds = await Promise.all([startWorld(root), startWorld(root)]);
});
afterAll(() => Promise.all(worlds.map((world) => world.stop())));

/** The whole matrix, with every situation and fault, and healed after each case, is script/crash-matrix. */
test(
  'a renewal that is killed before or after any of its requests loses nothing, and is healed by the next run',
  async () => {
    const [first] = worlds as [RunningWorld];
    const [situation] = await makeSituations(first, await converge(first), ['renewal due']);
    if (situation === undefined) throw new Error('The situation is gone.');
    const addresses = await record(first, situation);
    expect(addresses.filter(({ writes }) => writes).length).toBeGreaterThanOrEqual(2);
    // While its request is held, a run cannot tell whether a read was carried out, and the world cannot either.
    const cases: readonly Case[] = singles(situation, addresses, kills).filter(({ strikes }) =>
      strikes.every(({ address, fault }) => address.writes || fault.when === 'before'),
    );
    expect(cases).toHaveLength(addresses.length + addresses.filter(({ writes }) => writes).length);
    const queue = [...cases];
    const verdicts = new Map<string, Verdict>();
    // What a kill leaves is the world alone, and worlds of one form need to be healed only once.
    const healed = new Set<string>();
    const lane = async (world: RunningWorld): Promise<void> => {
      for (let one = queue.shift(); one !== undefined; one = queue.shift())
        verdicts.set(nameOf(one), await runCase(world, one, healed));
    };
    await Promise.all(worlds.map(lane));
    const broken = [...verdicts].filter(([, { violations }]) => violations.length > 0);
    expect(broken).toEqual([]);
    expect([...verdicts.keys()].sort()).toEqual(cases.map(nameOf).sort());
    // TruU may be Healthy sooner than when the requests were recorded: the last of what the wait for it reads need not come.
    const missed = [...verdicts].filter(([, { struck }]) => struck !== 1).map(([name]) => name);
    expect(missed.filter((name) => !/ at truu GET .+ #(?!1$)\d+$/.test(name))).toEqual([]);
    expect(healed.size).toBeGreaterThanOrEqual(3);
  },
  // Many runs stand in one test, so that the situation is made once.
  240_000,
);
