import path from 'node:path';
import { parseArgs } from 'node:util';
import { startWorld } from '../emulator/client/world.ts';
import { race } from './race-case.ts';
import { raceSituations } from './race-situations.ts';
import { converge, makeSituations } from './situations.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '50' },
    from: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
  },
});

/** Of the situations of the crash matrix, those that are not among the ones made for races. */
const ofMatrix = ['held secret gone from Entra', 'adoption', 'killed after TruU took the secret'];

const main = async (): Promise<number> => {
  const world = await startWorld(root);
  const ends = new Map<string, number>();
  let broken = 0;
  try {
    const converged = await converge(world);
    const all = [...(await raceSituations(world, converged)), ...(await makeSituations(world, converged, ofMatrix))];
    const situations = all.filter(({ name }) => values.only === '' || name === values.only);
    for (let seed = Number(values.from); seed < Number(values.from) + Number(values.seeds); seed += 1) {
      for (const situation of situations) {
        const verdict = await race(world, situation, seed);
        const end = `${situation.name}: ${[...verdict.ends].sort().join(' and ')}`;
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
