import type { LogRow } from '../emulator/log.ts';
import type { Outage } from '../emulator/outages.ts';
import type { State } from '../emulator/state.ts';
import type { RunningWorld } from '../emulator/client/world.ts';
import { runAction, type ActionResult } from '../testing/run-action.ts';
import { textsOf } from './evidence.ts';
import { astray, secretsSetInTruu, violations } from './invariants.ts';
import { interleave, setStops, tokensOfFirst, type Racer, type Runner } from './race-order.ts';
import { seeded } from './random.ts';
import { enter, type Situation } from './situations.ts';
import { logOf, stateOf } from './world-now.ts';

/** How a race went, and what was wrong with it. */
export interface RaceVerdict {
  /** The order in which requests were let go, for a person who has to understand a violation. */
  readonly order: readonly string[];
  /** How each run ended: "green", or its failure code. */
  readonly ends: readonly string[];
  readonly violations: readonly string[];
}

/** Runs two applies at once in an order that the seed decides, judges them, and lets an undisturbed run follow. */
export const race = async (world: RunningWorld, situation: Situation, seed: number): Promise<RaceVerdict> => {
  await enter(world, situation);
  const before = await stateOf(world);
  const ids = await setStops(world);
  const runs: Promise<ActionResult>[] = [];
  const start = (name: Runner): Racer => {
    let alive = true;
    const run = runAction({
      env: world.ready.env,
      // A request waits for its turn, however long the other run takes.
      with: { mode: 'apply', 'request-timeout': 'PT1M', ...situation.inputs },
      spec: situation.spec,
    });
    runs.push(run.finally(() => (alive = false)));
    return { name, alive: () => alive };
  };
  const order = await interleave(world, { ids, random: seeded(seed), start, tokensOf: tokensOfFirst });
  const outcomes = await Promise.all(runs);
  await world.control('DELETE', '/faults');
  const log = await logOf(world);
  const judged = async (texts: readonly string[]): Promise<readonly string[]> => {
    const outages = (await world.control('GET', '/outages')) as readonly Outage[];
    return violations({ before, after: await stateOf(world), log: await logOf(world), outages, texts });
  };
  const found = [
    ...outcomes.flatMap(badEnd),
    ...(await judged(outcomes.flatMap(textsOf))),
    ...rotatedTwice(log),
    ...(await recovery(world, situation, before)),
  ];
  const later = await judged([]);
  return { order, ends: outcomes.map(endOf), violations: [...new Set([...found, ...later])] };
};

const endOf = ({ code, outputs }: ActionResult): string =>
  code === 0 ? 'green' : (outputs['failure-code'] ?? 'no code');

/** A run that was overtaken says so, and every run ends by itself. */
const badEnd = (outcome: ActionResult): readonly string[] => {
  if (outcome.signal !== null) return [`A run was ended by ${outcome.signal}`];
  const end = endOf(outcome);
  return end === 'green' || end === 'APPLY_OVERTAKEN' ? [] : [`A run ended with ${end}:\n${outcome.stdout}`];
};

const rotatedTwice = (log: readonly LogRow[]): readonly string[] => {
  const count = secretsSetInTruu(log).length;
  return count > 1 ? [`TruU was given ${count} secrets`] : [];
};

/** What an undisturbed apply and plan make of the world that the race left. */
const recovery = async (
  world: RunningWorld,
  { spec, inputs }: Situation,
  before: State,
): Promise<readonly string[]> => {
  const { env } = world.ready;
  const applied = await runAction({ env, with: { mode: 'apply', ...inputs }, spec });
  const planned = await runAction({ env, with: { mode: 'plan', ...inputs }, spec });
  const evidence = { before, after: await stateOf(world), log: await logOf(world), outages: [], texts: [] };
  return [
    ...(applied.code === 0 && applied.outputs['health'] === 'healthy' && applied.outputs['rotated'] === 'false'
      ? []
      : [`The next apply ended with ${endOf(applied)}, rotated: ${applied.outputs['rotated']}:\n${applied.stdout}`]),
    ...(planned.code === 0 && planned.outputs['changes'] === '0'
      ? []
      : [`The plan after it wants ${planned.outputs['changes']} (${endOf(planned)})`]),
    ...astray(evidence).map((keyId) => `The secret ${keyId}, which TruU was never given, is still there`),
  ];
};
