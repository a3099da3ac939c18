import { afterAll, beforeAll, expect, test } from '@jest/globals';
import path from 'node:path';
import { startWorld, type RunningWorld } from '../../emulator/client/world.ts';
import { formIn, nameOf, runCase, type Case, type Verdict } from '../../reliability/case.ts';
import { record, singles } from '../../reliability/cases.ts';
import { consoleNextRun } from '../../reliability/console/recovery.ts';
import { consoleSituation } from '../../reliability/console/situations.ts';
import { ends, served, stageOf, type Making } from '../../reliability/console/stages.ts';
import { addressesOf, kills } from '../../reliability/faults.ts';
import { seeded } from '../../reliability/random.ts';
import type { Judge } from '../../reliability/sides.ts';
import { converge, enter, makeSituations } from '../../reliability/situations.ts';
import { logOf, stateOf } from '../../reliability/world-now.ts';

/** How many reads of the renewal are killed at; script/crash-matrix has all of them. */
const sampledReads = 5;

const root = path.resolve(import.meta.dirname, '../..');

let worlds: readonly RunningWorld[];

beforeAll(async () => {
  worlds = await Promise.all([startWorld(root), startWorld(root)]);
});
afterAll(() => Promise.all(worlds.map((world) => world.stop())));

/** Runs cases in both worlds, by their names. */
const verdictsOf = async (
  cases: readonly Case[],
  healed: Set<string>,
  recovery?: Judge['recovery'],
): Promise<ReadonlyMap<string, Verdict>> => {
  const queue = [...cases];
  const verdicts = new Map<string, Verdict>();
  const lane = async (world: RunningWorld): Promise<void> => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift())
      verdicts.set(nameOf(one), await runCase(world, one, healed, recovery));
  };
  await Promise.all(worlds.map(lane));
  return verdicts;
};

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
    // What a kill leaves is the world alone, and worlds of one form need to be healed only once.
    const healed = new Set<string>();
    const verdicts = await verdictsOf(cases, healed);
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

/** The writes to GitHub at which each stage is killed; script/crash-matrix has every request. */
const handOffWrites = { 'asked for': /issues\$$/, confirmed: /comments\$$/, 'seen in use': /issues\/1\$$/ } as const;

type Stages = readonly (readonly [name: keyof typeof handOffWrites, make: () => Promise<Making>])[];

/** Each stage of a hand-off; the undisturbed run of one leaves the world in which the next one begins. */
const stagesOf = (world: RunningWorld): Stages => [
  ['asked for', async () => ({ stage: null, mode: 'apply', more: ends('HANDOFF_WAITING') })],
  ['confirmed', async () => ({ stage: await served(world, await stageOf(world)), mode: 'drift' })],
  ['seen in use', async () => ({ stage: await stageOf(world), mode: 'apply', more: { advance: 'P3D' } })],
];

test('a hand-off that is killed before or after it opens, answers or closes its issue is healed by the next run', async () => {
  const [world] = worlds as [RunningWorld];
  const cases: Case[] = [];
  const healed = new Set<string>();
  for (const [name, make] of stagesOf(world)) {
    const situation = consoleSituation(world, name, await make());
    await enter(world, situation);
    const before = await stateOf(world);
    expect(await consoleNextRun(world, situation, before)).toEqual([]);
    // The world that a run begins with is healed by it.
    healed.add(formIn(situation, before));
    const writes = addressesOf(await logOf(world)).filter((one) => one.writes && handOffWrites[name].test(one.path));
    cases.push(...singles(situation, writes, kills));
  }
  const started = healed.size;
  const verdicts = await verdictsOf(cases, healed, consoleNextRun);
  expect(Object.fromEntries(verdicts)).toEqual(
    Object.fromEntries(cases.map((one) => [nameOf(one), { struck: 1, violations: [] }])),
  );
  // Killed before its answer stands, a run leaves the world as it was.
  expect([cases.length, healed.size - started]).toEqual([6, 5]);
});
