import path from 'node:path';
import { parseArgs } from 'node:util';
import { startWorld, type RunningWorld } from '../emulator/client/world.ts';
import { consoleRaces, raceConsole } from './console/race.ts';
import { race, type RaceVerdict } from './race-case.ts';
import { raceSituations } from './race-situations.ts';
import { converge, makeSituations } from './situations.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '50' },
    from: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
    console: { type: 'boolean', default: false },
  },
});

/** Of the situations of the crash matrix, those that are not among the ones made for races. */
const ofMatrix = ['held secret gone from Entra', 'adoption', 'killed after TruU took the secret'];

/** A race that is made anew for each seed. */
interface Race {
  readonly name: string;
  readonly run: (seed: number) => Promise<RaceVerdict>;
}

const racesIn = async (world: RunningWorld): Promise<readonly Race[]> => {
  if (values.console)
    return (await consoleRaces(world)).map((one) => ({
      name: one.situation.name,
      run: (seed) => raceConsole(world, one, seed),
    }));
  const converged = await converge(world);
  const all = [...(await raceSituations(world, converged)), ...(await makeSituations(world, converged, ofMatrix))];
  return all.map((one) => ({ name: one.name, run: (seed) => race(world, one, seed) }));
};

const main = async (): Promise<number> => {
  const world = await startWorld(root);
  const ends = new Map<string, number>();
  let broken = 0;
  try {
    const races = (await racesIn(world)).filter(({ name }) => values.only === '' || name === values.only);
    for (let seed = Number(values.from); seed < Number(values.from) + Number(values.seeds); seed += 1) {
      for (const { name, run } of races) {
        const verdict = await run(seed);
        const end = `${name}: ${[...verdict.ends].sort().join(' and ')}`;
        ends.set(end, (ends.get(end) ?? 0) + 1);
        if (verdict.violations.length > 0) broken += 1;
        if (verdict.violations.length > 0 || values.verbose)
          console.log([`seed ${seed}, ${end}`, ...verdict.order, ...verdict.violations].join('\n  '));
      }
    }
  } finally {
    await world.stop();
  }
  for (const [end, count] of [...ends].sort()) console.log(`${count} times ${end}`);
  console.log(`${broken} races with violations.`);
  return broken === 0 ? 0 : 1;
};

process.exitCode = await main();
