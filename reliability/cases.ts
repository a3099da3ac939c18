import type { RunningWorld } from '../emulator/client/world.ts';
import type { Case, Strike } from './case.ts';
import { addressesOf, type Address, type Fault } from './faults.ts';
import { runIn } from './interference.ts';
import { seeded } from './random.ts';
import { enter, type Situation } from './situations.ts';
import { logOf } from './world-now.ts';

/** Every request that an undisturbed run makes in a situation. Throws when that run does not end as it should. */
export const record = async (world: RunningWorld, situation: Situation): Promise<readonly Address[]> => {
  await enter(world, situation);
  const { outputs, stdout } = await runIn(world, situation, {
    env: world.ready.env,
    with: { mode: situation.mode, ...situation.inputs },
    spec: situation.spec,
  });
  const failure = outputs['failure-code'] ?? '';
  if (!situation.ends.first.includes(failure))
    throw new Error(`The undisturbed run of "${situation.name}" ended with "${failure}":\n${stdout}`);
  return addressesOf(await logOf(world));
};

/** One case for each request and each fault; of faults that differ only in the commit, a read has the one before it. */
export const singles = (
  situation: Situation,
  addresses: readonly Address[],
  faults: readonly Fault[],
): readonly Case[] =>
  addresses.flatMap((address) =>
    faults
      .filter((fault) => address.writes || fault.when === 'before' || fault.alone)
      .map((fault) => ({ situation, strikes: [{ address, fault }] })),
  );

/** A sample of cases with two faults in one run, decided by the seed. */
export const pairs = (all: readonly Case[], count: number, seed: number): readonly Case[] => {
  const random = seeded(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  return Array.from({ length: count }, () => {
    const first = pick(all);
    const others = all.filter((one) => one.situation === first.situation);
    return { situation: first.situation, strikes: [...first.strikes, ...pick(others).strikes] as readonly Strike[] };
  });
};
