import type { RunningWorld } from '../emulator/client/world.ts';
import type { State } from '../emulator/state.ts';
import type { ActionRun } from '../testing/run-action.ts';
import { endings, type Disturbance } from './endings.ts';
import { gather, textsOf } from './evidence.ts';
import type { Address, Fault } from './faults.ts';
import { progress, whenHeld } from './held.ts';
import { runIn } from './interference.ts';
import { judges, type Judge } from './sides.ts';
import { enter, type Situation } from './situations.ts';
import { stateOf } from './world-now.ts';

/** One fault at one request. */
export interface Strike {
  readonly address: Address;
  readonly fault: Fault;
}

/** A disturbed run to be made and judged. */
export interface Case {
  readonly situation: Situation;
  readonly strikes: readonly Strike[];
}

/** What became of a case. `struck` is how many of its faults met their request. */
export interface Verdict {
  readonly struck: number;
  readonly violations: readonly string[];
}

/** The name of a case: the same in every run of the matrix. */
export const nameOf = ({ situation, strikes }: Case): string =>
  [
    situation.name,
    ...strikes.map(
      ({ address: { service, method, path, nth }, fault }) => `${fault.name} at ${service} ${method} ${path} #${nth}`,
    ),
  ].join(': ');

/** By what worlds of a situation heal alike. */
export const formIn = ({ name, side }: Situation, state: State): string => `${name} ${judges[side].formOf(state)}`;

/** A request that hangs is to cost little; any other is to be let alone by a machine that is busy. */
const requestTimeout = (strikes: readonly Strike[]): string =>
  strikes.some(({ fault }) => fault.do === 'hang') ? 'PT0.8S' : 'PT5S';

/**
 * Makes the disturbed run, judges it by I1 and I3 to I8, and by an undisturbed run and plan after it (I2), or by another
 * `recovery`. With `healed`, worlds of a form that healed before are not healed once more.
 */
export const runCase = async (
  world: RunningWorld,
  one: Case,
  healed?: Set<string>,
  recovery: Judge['recovery'] = judges[one.situation.side].recovery,
): Promise<Verdict> => {
  await enter(world, one.situation);
  const before = await stateOf(world);
  const disturbance = await disturbed(world, one);
  await world.control('DELETE', '/faults');
  await world.control('PATCH', '/behaviour', { truu: { hidden: [] } });
  const evidence = await gather(world, before, textsOf(disturbance.outcome));
  const judge = judges[one.situation.side];
  const found = [...judge.violations(evidence, one.situation), ...endings(disturbance, evidence)];
  const form = formIn(one.situation, evidence.after);
  if (healed?.has(form)) return { struck: disturbance.struck, violations: found };
  const ill = await recovery(world, one.situation, before);
  if (ill.length === 0) healed?.add(form);
  return { struck: disturbance.struck, violations: [...found, ...ill] };
};

const disturbed = async (world: RunningWorld, { situation, strikes }: Case): Promise<Disturbance> => {
  const ids: string[] = [];
  const strike = async (): Promise<void> => {
    for (const { address, fault } of strikes) {
      const { writes: _writes, ...where } = address;
      const body = { ...where, from: 'client', when: fault.when, do: fault.do };
      ids.push(((await world.control('POST', '/faults', body)) as { id: string }).id);
    }
  };
  const ended = new AbortController();
  let signalledAt: number | null = null;
  const run: ActionRun = {
    env: world.ready.env,
    with: { mode: situation.mode, 'request-timeout': requestTimeout(strikes), ...situation.inputs },
    spec: situation.spec,
    started: (child) => {
      for (const [index, { fault }] of strikes.entries())
        if (fault.signal !== null)
          void whenHeld(world, ids[index] ?? '', ended.signal, () => {
            const heard = child.kill(fault.signal ?? 'SIGKILL');
            if (heard && fault.signal !== 'SIGKILL') signalledAt ??= performance.now();
          });
    },
  };
  const outcome = await runIn(world, situation, run, strike);
  ended.abort();
  const tookMs = signalledAt === null ? null : performance.now() - signalledAt;
  let struck = 0;
  for (const id of ids) struck += Math.min(1, (await progress(world, id)).fired);
  return { outcome, struck, tookMs };
};
