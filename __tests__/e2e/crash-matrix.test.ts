import { afterAll, beforeAll, expect, test } from '@jest/globals';
import path from 'node:path';
import { startWorld, type RunningWorld } from '../../emulator/client/world.ts';
import { nameOf, runCase, type Case, type Verdict } from '../../reliability/case.ts';
import { record, singles } from '../../reliability/cases.ts';
import { kills } from '../../reliability/faults.ts';
import { seeded } from '../../reliability/random.ts';
import { converge, makeSituations } from '../../reliability/situations.ts';

/** How many reads of the renewal are killed at; script/crash-matrix has all of them. */
const sampledReads = 5;

const root = path.resolve(import.meta.dirname, '../..');

let worlds: readonly RunningWorld[];

beforeAll(async () => {
  worlds = await Promise.all([startWorld(root), startWorld(root)]);
});
afterAll(() => Promise.all(worlds.map((world) => world.stop())));

/** The whole matrix, with every situation and fault, and healed after each case, is script/crash-matrix. */
test(
  'a renewal that is killed before or after any of its writes, or at a read, loses nothing, and is healed by the next run',
  async () => {
    const [first] = worlds as [RunningWorld];
    const [situation] = await makeSituations(first, await converge(first), ['renewal due']);
    if (situation === undefined) throw new Error('The situation is gone.');
    const addresses = await record(first, situation);
    expect(addresses.filter(({ writes }) => writes).length).toBeGreaterThanOrEqual(2);
    // While its request is held, a run cannot tell whether a read was carried out, and the world cannot either.
    const possible: readonly Case[] = singles(situation, addresses, kills).filter(({ strikes }) =>
      strikes.every(({ address, fault }) => address.writes || fault.when === 'before'),
    );
    expect(possible).toHaveLength(addresses.length + addresses.filter(({ writes }) => writes).length);
    const atWrites = possible.filter(({ strikes }) => strikes.every(({ address }) => address.writes));
    // Between two writes the world stays the same, whatever was read there: a few reads stand for the others.
    const atReads = possible.filter((one) => !atWrites.includes(one));
    const random = seeded(1);
    const sample = [...atReads].map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at);
    const cases = [...atWrites, ...sample.slice(0, sampledReads).map(({ one }) => one)];
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
