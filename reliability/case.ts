import type { Outage } from '../emulator/outages.ts';
import type { State } from '../emulator/state.ts';
import type { RunningWorld } from '../emulator/client/world.ts';
import { runAction, type ActionResult } from '../testing/run-action.ts';
import { endings, type Disturbance } from './endings.ts';
import type { Address, Fault } from './faults.ts';
import { astray, violations, type Evidence } from './invariants.ts';
import { formOf } from './same-world.ts';
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

/** A request that hangs is to cost little; any other is to be let alone by a machine that is busy. */
const requestTimeout = (strikes: readonly Strike[]): string =>
  strikes.some(({ fault }) => fault.do === 'hang') ? 'PT0.8S' : 'PT5S';

/**
 * Makes the disturbed run, judges it by I1 and I3 to I6, and by an undisturbed apply and plan after it (I2). With `healed`,
 * worlds of a form that healed before are not healed once more.
 */
export const runCase = async (world: RunningWorld, one: Case, healed?: Set<string>): Promise<Verdict> => {
  await enter(world, one.situation);
  const before = await stateOf(world);
  const disturbance = await disturbed(world, one);
  await world.control('DELETE', '/faults');
  await world.control('PATCH', '/behaviour', { truu: { hidden: [] } });
  const evidence = await gather(world, before, textsOf(disturbance.outcome));
  const found = [...violations(evidence), ...endings(disturbance, evidence)];
  const form = `${one.situation.name} ${formOf(evidence.after)}`;
  if (healed?.has(form)) return { struck: disturbance.struck, violations: found };
  const ill = await recovery(world, one.situation, before);
  if (ill.length === 0) healed?.add(form);
  return { struck: disturbance.struck, violations: [...found, ...ill] };
};

/** Every text that a run produced. */
export const textsOf = ({ produced }: ActionResult): readonly string[] => produced.map(({ text }) => text);

/** What is known of a world now. */
export const gather = async (world: RunningWorld, before: State, texts: readonly string[]): Promise<Evidence> => {
  const outages = (await world.control('GET', '/outages')) as readonly Outage[];
  return { before, after: await stateOf(world), log: await logOf(world), outages, texts };
};

const disturbed = async (world: RunningWorld, { situation, strikes }: Case): Promise<Disturbance> => {
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
    with: { mode: 'apply', 'request-timeout': requestTimeout(strikes), ...situation.inputs },
    spec: situation.spec,
    started: (child) => {
      for (const [index, { fault }] of strikes.entries())
        if (fault.signal !== null)
          void whenHeld(world, ids[index] ?? '', ended.signal, () => {
            const heard = child.kill(fault.signal ?? 'SIGKILL');
            if (heard && fault.signal !== 'SIGKILL') signalledAt ??= performance.now();
          });
    },
  });
  ended.abort();
  const tookMs = signalledAt === null ? null : performance.now() - signalledAt;
  let struck = 0;
  for (const id of ids) struck += Math.min(1, (await progress(world, id)).fired);
  return { outcome, struck, tookMs };
};

const progress = async (world: RunningWorld, id: string, query = ''): Promise<{ readonly fired: number }> =>
  (await world.control('GET', `/faults/${id}${query}`)) as { readonly fired: number };

const whenHeld = async (world: RunningWorld, id: string, ended: AbortSignal, act: () => void): Promise<void> => {
  while (!ended.aborted) {
    if ((await progress(world, id, '?wait=fired&ms=500')).fired === 0) continue;
    return act();
  }
};

/** I2: an undisturbed apply converges to Healthy, a plan after it wants nothing, and no secret of ours is astray. */
export const recovery = async (
  world: RunningWorld,
  { spec, inputs, ends }: Situation,
  before: State,
): Promise<readonly string[]> => {
  const { env } = world.ready;
  const applied = await runAction({ env, with: { mode: 'apply', ...inputs }, spec });
  // An apply that found nothing to do has planned just that in this very world.
  const idle = applied.code === 0 && applied.outputs['result'] === 'in-sync' && applied.outputs['changes'] === '0';
  const planned = idle ? applied : await runAction({ env, with: { mode: 'plan', ...inputs }, spec });
  const evidence = await gather(world, before, [...textsOf(applied), ...textsOf(planned)]);
  const failure = applied.outputs['failure-code'] ?? '';
  const ended = ends.later.includes(failure) ? [] : [`I2: the next apply ended with ${applied.code} (${failure})`];
  // Where every run has to be refused there is nothing else to come to.
  if (!ends.later.includes('')) return [...ended, ...violations(evidence)];
  return [
    ...ended,
    ...(applied.outputs['health'] === 'healthy' ? [] : [`I2: the next apply left ${applied.outputs['health']}`]),
    ...(planned.code === 0 && planned.outputs['changes'] === '0'
      ? []
      : [`I2: the plan after it wants ${planned.outputs['changes']} (${planned.outputs['failure-code']})`]),
    ...astray(evidence).map((keyId) => `I2: the secret ${keyId}, which TruU was never given, is still there`),
    ...violations(evidence),
  ];
};
