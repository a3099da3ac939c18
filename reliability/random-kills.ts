import path from 'node:path';
import { parseArgs } from 'node:util';
import { startWorld, type RunningWorld } from '../emulator/client/world.ts';
import { makeStages } from './console/stages.ts';
import { playYears } from './console/years.ts';
import { gather, textsOf } from './evidence.ts';
import { runIn } from './interference.ts';
import { violations } from './invariants.ts';
import { seeded } from './random.ts';
import { recovery } from './recovery.ts';
import { converge, enter, makeSituations, type Situation } from './situations.ts';
import { trustViolations } from './trust.ts';
import { stateOf } from './world-now.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    console: { type: 'boolean', default: false },
  },
});

/** Everything that Entra makes is seen late, by some replicas later than by others. */
const lagging = {
  replicas: 3,
  lag: {
    application: 1,
    servicePrincipal: 1,
    appRoleAssignment: 2,
    oauth2PermissionGrant: 1,
    passwordCredential: 2,
    tokenSecret: 2,
  },
};

/** What is done to a run, and when. */
interface Blow {
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT';
  readonly mode: 'apply' | 'renew';
  readonly afterMs: number;
}

/** A situation, and the runs in it that are ended one after the other. */
interface Round {
  readonly situation: Situation;
  readonly lags: boolean;
  readonly blows: readonly Blow[];
}

const maxBlows = 4;

const roll = (random: () => number, situations: readonly Situation[]): Round => {
  const lags = random() < 0.5;
  // Longer than a run takes here, so that some are over when the blow would fall.
  const longestMs = lags ? 6_000 : 2_500;
  const blow = (): Blow => ({
    signal: random() < 0.75 ? 'SIGKILL' : random() < 0.5 ? 'SIGTERM' : 'SIGINT',
    mode: random() < 0.8 ? 'apply' : 'renew',
    afterMs: Math.round(150 + random() * longestMs),
  });
  const situation = situations[Math.floor(random() * situations.length)];
  if (situation === undefined) throw new Error('There is no situation.');
  return { situation, lags, blows: Array.from({ length: 1 + Math.floor(random() * maxBlows) }, blow) };
};

/** Runs, ends and judges. */
const play = async (world: RunningWorld, { situation, lags, blows }: Round): Promise<readonly string[]> => {
  await enter(world, situation);
  if (lags) await world.control('PATCH', '/behaviour', { entra: lagging });
  const before = await stateOf(world);
  const texts: string[] = [];
  for (const { signal, mode, afterMs } of blows) {
    const { env } = world.ready;
    const outcome = await runIn(world, situation, {
      env,
      with: { mode, 'request-timeout': 'PT2S', ...situation.inputs },
      spec: situation.spec,
      started: (child) => {
        const timer = setTimeout(() => child.kill(signal), afterMs);
        child.once('close', () => clearTimeout(timer));
      },
    });
    texts.push(...textsOf(outcome));
  }
  await world.control('PATCH', '/behaviour', { truu: { hidden: [] } });
  const evidence = await gather(world, before, texts);
  const trust = trustViolations(evidence, situation.inputs['application-id']);
  const found = [...violations(evidence), ...trust, ...(await recovery(world, situation, before))];
  return [...new Set(found)];
};

/** Three years of a connection that a person serves, for each seed from the one that is given. */
const playConsole = async (): Promise<number> => {
  const world = await startWorld(root);
  let broken = 0;
  try {
    const { asked } = await makeStages(world);
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const seed = Number(values.seed) + round;
      const { story, violations: found } = await playYears(world, asked, seed);
      if (found.length > 0) broken += 1;
      const lines = found.length === 0 ? [] : [...story, ...found];
      console.log(
        [`${found.length === 0 ? 'ok' : 'VIOLATION'} seed ${seed}, ${story.length} events`, ...lines].join('\n  '),
      );
    }
  } finally {
    await world.stop();
  }
  console.log(`From seed ${values.seed}: ${values.rounds} plays, ${broken} with violations.`);
  return broken === 0 ? 0 : 1;
};

const main = async (): Promise<number> => {
  const world = await startWorld(root);
  const random = seeded(Number(values.seed));
  let broken = 0;
  try {
    const situations = await makeSituations(world, await converge(world));
    for (let round = 1; round <= Number(values.rounds); round += 1) {
      const rolled = roll(random, situations);
      const found = await play(world, rolled);
      const blows = rolled.blows.map(({ signal, mode, afterMs }) => `${signal} in ${mode} after ${afterMs} ms`);
      const name = `${rolled.situation.name}${rolled.lags ? ', lagging' : ''}: ${blows.join(', ')}`;
      if (found.length > 0) broken += 1;
      console.log(found.length === 0 ? `ok ${round} ${name}` : [`VIOLATION ${round} ${name}`, ...found].join('\n  '));
    }
  } finally {
    await world.stop();
  }
  console.log(`Seed ${values.seed}: ${values.rounds} rounds, ${broken} with violations.`);
  return broken === 0 ? 0 : 1;
};

process.exitCode = await (values.console ? playConsole() : main());
