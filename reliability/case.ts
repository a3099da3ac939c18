import type { Outage } from '../emulator/outages.ts';
import type { RunningWorld } from '../emulator/client/world.ts';
import { runAction, type ActionOutcome } from './action.ts';
import type { Address, Fault } from './faults.ts';
import { violations } from './invariants.ts';
import { enter, logOf, stateOf, type Situation } from './situations.ts';

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

/** The requests of a disturbed run wait no longer than this, so that a hanging one costs little. */
const requestTimeout = 'PT0.8S';

/** Makes the disturbed run, judges it by I1 and I3 to I6, and by an undisturbed apply and plan after it (I2). */
export const runCase = async (world: RunningWorld, one: Case): Promise<Verdict> => {
  await enter(world, one.situation);
  const before = await stateOf(world);
  const { outcome, struck, late } = await disturbed(world, one);
  await world.control('DELETE', '/faults');
  const outages = (await world.control('GET', '/outages')) as readonly Outage[];
  const log = await logOf(world);
  const found = violations({ before, after: await stateOf(world), log, outages, texts: outcome.texts });
  return { struck, violations: [...late, ...found, ...(await recovery(world, one.situation, before))] };
};

const disturbed = async (
  world: RunningWorld,
  { situation, strikes }: Case,
): Promise<{ readonly outcome: ActionOutcome; readonly struck: number; readonly late: readonly string[] }> => {
  const ids: string[] = [];
  for (const { address, fault } of strikes) {
    const { writes: _writes, ...where } = address;
    const body = { ...where, from: 'client', when: fault.when, do: fault.do };
    ids.push(((await world.control('POST', '/faults', body)) as { id: string }).id);
  }
  const ended = new AbortController();
  let signalledAt: number | null = null;
  const outcome = await runAction({
    env: world.ready.env,
    mode: 'apply',
    spec: situation.spec,
    inputs: { 'request-timeout': requestTimeout },
    started: (child) => {
      for (const [index, { fault }] of strikes.entries())
        if (fault.signal !== null)
          void whenHeld(world, ids[index] ?? '', ended.signal, () => {
            signalledAt ??= performance.now();
            child.kill(fault.signal ?? 'SIGKILL');
          });
    },
  });
  ended.abort();
  const tookMs = signalledAt === null ? 0 : performance.now() - signalledAt;
  let struck = 0;
  for (const id of ids) struck += Math.min(1, (await progress(world, id)).fired);
  return { outcome, struck, late: lateness(outcome, tookMs) };
};

/** What a runner leaves between asking a job to end and killing it (runner docs, job cancellation, read 2026-11). */
const graceMs = 7_000;

/** A run that was asked to end must end by itself in time; one that was killed has no say. */
const lateness = ({ signal }: ActionOutcome, tookMs: number): readonly string[] =>
  signal === null && tookMs > graceMs ? [`It took ${Math.round(tookMs / 100) / 10} s to end after a signal`] : [];

const progress = async (world: RunningWorld, id: string, query = ''): Promise<{ readonly fired: number }> =>
  (await world.control('GET', `/faults/${id}${query}`)) as { readonly fired: number };

const whenHeld = async (world: RunningWorld, id: string, ended: AbortSignal, act: () => void): Promise<void> => {
  while (!ended.aborted) {
    if ((await progress(world, id, '?wait=fired&ms=500')).fired === 0) continue;
    return act();
  }
};

/** I2: an undisturbed apply converges to Healthy, and a plan after it wants nothing. */
const recovery = async (
  world: RunningWorld,
  { spec }: Situation,
  before: Awaited<ReturnType<typeof stateOf>>,
): Promise<readonly string[]> => {
  const { env } = world.ready;
  const applied = await runAction({ env, mode: 'apply', spec });
  const planned = await runAction({ env, mode: 'plan', spec });
  const outages = (await world.control('GET', '/outages')) as readonly Outage[];
  const log = await logOf(world);
  const texts = [...applied.texts, ...planned.texts];
  const found = violations({ before, after: await stateOf(world), log, outages, texts });
  return [
    ...(applied.code === 0 && applied.outputs['health'] === 'healthy'
      ? []
      : [`I2: the next apply ended with ${applied.code} (${applied.outputs['failure-code']})`]),
    ...(planned.code === 0 && planned.outputs['changes'] === '0'
      ? []
      : [`I2: the plan after it wants ${planned.outputs['changes']} (${planned.outputs['failure-code']})`]),
    ...found,
  ];
};
