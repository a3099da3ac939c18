import type { RunningWorld } from '../../emulator/client/world.ts';
import type { State } from '../../emulator/state.ts';
import { runAction, type ActionResult } from '../../testing/run-action.ts';
import { gather, textsOf } from '../evidence.ts';
import type { RaceVerdict } from '../race-case.ts';
import { interleave, setStops, type Racer, type Runner, type Stop } from '../race-order.ts';
import { seeded } from '../random.ts';
import { enter, type Situation } from '../situations.ts';
import { stateOf } from '../world-now.ts';
import { consoleViolations } from './invariants.ts';
import { askedIn, consoleRecovery } from './recovery.ts';
import { consoleInputs, type ConsoleMode } from './run.ts';
import { makeConsoleSituations } from './situations.ts';

/** A situation, and the modes of the two runs that meet in it. */
export interface ConsoleRace {
  readonly situation: Situation;
  readonly modes: Readonly<Record<Runner, ConsoleMode>>;
}

/** Runs of the console meet on GitHub alone: at its writes, and at what is read there before them (`/graphql` reads comments). */
const stops: readonly Stop[] = [
  { service: 'github', method: 'POST', path: '', count: 60 },
  { service: 'github', method: 'PATCH', path: '', count: 20 },
  { service: 'github', method: 'DELETE', path: '', count: 10 },
  { service: 'github', method: 'GET', path: '/issues$', count: 20 },
];

/** Which situations are raced in, by the mode of the second run: GitHub's concurrency groups keep apart runs of one mode only. */
const raced: readonly (readonly [name: string, second: ConsoleMode])[] = [
  ['comment not read', 'apply'],
  ['renewal due', 'apply'],
  ['renewal due', 'drift'],
  ['another secret asked for', 'apply'],
  ['seen in use', 'apply'],
  ['fields changed', 'drift'],
];

/** The races between two runs that serve people. */
export const consoleRaces = async (world: RunningWorld): Promise<readonly ConsoleRace[]> => {
  const all = await makeConsoleSituations(world);
  return raced.flatMap(([name, second]) =>
    all
      .filter((one) => one.name === `console: ${name}`)
      .map((one) => ({
        situation: { ...one, name: `${one.name}, ${one.mode} and ${second}` },
        modes: { first: one.mode, second },
      })),
  );
};

const tokenOfSecond = ['ghs', 'token', 'of', 'the', 'second', 'run'].join('_');

/** Each run has a token of its own, as each job of a workflow has. */
const withSecondToken = (state: State): State => {
  const [token] = state.github.tokens;
  if (token === undefined) throw new Error('There is no token.');
  return { ...state, github: { ...state.github, tokens: [token, { ...token, token: tokenOfSecond }] } };
};

/** Runs two modes at once in an order that the seed decides, judges them, and lets undisturbed runs and a person follow. */
export const raceConsole = async (
  world: RunningWorld,
  { situation, modes }: ConsoleRace,
  seed: number,
): Promise<RaceVerdict> => {
  await enter(world, { ...situation, seed: withSecondToken(situation.seed as State) });
  const before = await stateOf(world);
  const ids = await setStops(world, stops);
  const runs: Promise<ActionResult>[] = [];
  const start = (name: Runner): Racer => {
    let alive = true;
    const own = name === 'second' ? { 'github-token': tokenOfSecond } : {};
    const inputs = consoleInputs(modes[name], { ...situation.inputs, ...own });
    // A request waits for its turn, however long the other run takes.
    const wait = { 'request-timeout': 'PT1M' };
    const run = runAction({
      env: world.ready.env,
      with: { mode: modes[name], ...wait, ...inputs },
      spec: situation.spec,
    });
    runs.push(run.finally(() => (alive = false)));
    return { name, alive: () => alive };
  };
  const tokensOf = () => Promise.resolve((token: string) => !token.endsWith(tokenOfSecond));
  const order = await interleave(world, { ids, random: seeded(seed), start, tokensOf });
  const outcomes = await Promise.all(runs);
  await world.control('DELETE', '/faults');
  const evidence = await gather(world, before, outcomes.flatMap(textsOf));
  const found = [
    ...outcomes.flatMap((outcome) => badEnd(outcome, situation)),
    ...consoleViolations(evidence, askedIn(situation)),
    ...(await consoleRecovery(world, situation, before)),
  ];
  return { order, ends: outcomes.map(endOf), violations: [...new Set(found)] };
};

const endOf = ({ code, outputs }: ActionResult): string =>
  code === 0 ? 'green' : (outputs['failure-code'] ?? 'no code');

/** Every run ends by itself, and as it may end alone. */
const badEnd = (outcome: ActionResult, { ends }: Situation): readonly string[] => {
  if (outcome.signal !== null) return [`A run was ended by ${outcome.signal}`];
  // While a person is asked for changed fields, drift is red and apply is not.
  const allowed = [...ends.first, ...ends.later, 'APPLY_OVERTAKEN', 'HANDOFF_WAITING'];
  return outcome.code === 0 || allowed.includes(endOf(outcome))
    ? []
    : [`A run ended with ${endOf(outcome)}:\n${outcome.stdout}`];
};
