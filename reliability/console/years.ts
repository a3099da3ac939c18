import type { RunningWorld } from '../../emulator/client/world.ts';
import type { State } from '../../emulator/state.ts';
import { runAction } from '../../testing/run-action.ts';
import { gather, textsOf } from '../evidence.ts';
import { seeded } from '../random.ts';
import { usual, type Situation } from '../situations.ts';
import { stateOf } from '../world-now.ts';
import { consoleViolations } from './invariants.ts';
import { again, asked, serve, tidy, type Doing } from './person.ts';
import { openAsks } from './record.ts';
import { consoleRecovery } from './recovery.ts';
import { consoleInputs, consoleSpec } from './run.ts';
import { put, wait, type Stage } from './stages.ts';

/** How long a play is. */
const yearsPlayed = 3;
const daysPerYear = 365;

/** What happened, and what it broke. */
export interface Play {
  readonly story: readonly string[];
  readonly violations: readonly string[];
}

/** How a person answers; the wrong text in the console is seen not to be Healthy, and is rarely confirmed. */
const doings: readonly (Doing & { readonly name: string })[] = [
  { name: 'does it', pastes: 'value', confirms: true },
  { name: 'does it', pastes: 'value', confirms: true },
  { name: 'does it', pastes: 'value', confirms: true },
  { name: 'pastes, and forgets to confirm', pastes: 'value', confirms: false },
  { name: 'pastes the Secret ID', pastes: 'id', confirms: false },
  { name: 'confirms, and pasted nothing', pastes: 'nothing', confirms: true },
  { name: 'adds a secret, and loses it', pastes: 'nothing', confirms: false },
];

const reports = ['honest', 'honest', 'honest', 'honest', 'empty', 'refused'];

/** After anything that people and the clock do, the last run of all may find that. */
const anyEnd = [
  '',
  'HANDOFF_WAITING',
  'HANDOFF_OVERDUE',
  'HANDOFF_UNSEEN',
  'HANDOFF_EVIDENCE_UNREADABLE',
  'PLAN_DRIFT',
];

const pick = <T>(items: readonly T[], random: () => number): T => items[Math.floor(random() * items.length)] as T;

/** A run at some time of the day, which may be killed at some instant. */
const dayOf = async (world: RunningWorld, random: () => number, story: string[]): Promise<readonly string[]> => {
  const mode = random() < 0.8 ? 'drift' : 'apply';
  const killedAfterMs = random() < 0.35 ? Math.round(150 + random() * 1_500) : null;
  const outcome = await runAction({
    env: world.ready.env,
    with: { ...consoleInputs(mode), mode, 'request-timeout': 'PT5S' },
    spec: consoleSpec(),
    started: (child) => {
      if (killedAfterMs === null) return;
      const timer = setTimeout(() => child.kill('SIGKILL'), killedAfterMs);
      child.once('close', () => clearTimeout(timer));
    },
  });
  const ended = outcome.signal === null ? outcome.outputs['failure-code'] || outcome.outputs['result'] : outcome.signal;
  story.push(`${mode}: ${ended}`);
  return textsOf(outcome);
};

/** A person who may be away, may err, and may ask for another secret. */
const personOf = async (world: RunningWorld, random: () => number, story: string[]): Promise<void> => {
  const ask = openAsks(await stateOf(world)).at(-1);
  if (ask === undefined || random() < 0.4) return;
  if (ask.code === null) {
    if (random() < 0.15) {
      story.push('the person asks for another secret');
      await again(world);
    }
    return;
  }
  const doing = pick(doings, random);
  // The console saves no new directory without a secret.
  const isFirst = (await stateOf(world)).truu.directories.length === 0;
  if (isFirst && !ask.asksKey) return;
  story.push(`the person ${doing.name}`);
  await serve(world, doing);
};

/** Plays three years of a connection from its first request on: days, people, reports and killed runs by the seed. */
export const playYears = async (world: RunningWorld, start: Stage, seed: number): Promise<Play> => {
  const random = seeded(seed);
  const story: string[] = [];
  const found: string[] = [];
  const seen = new Map<string, State['entra']['secrets'][number]>();
  await put(world, start);
  const before = await stateOf(world);
  for (let day = 0; day < yearsPlayed * daysPerYear && found.length === 0;) {
    const days = 1 + Math.floor(random() ** 2 * 30);
    day += days;
    await wait(world, `P${days}D`);
    const mode = pick(reports, random);
    await world.control('PATCH', '/behaviour', { report: { mode } });
    story.push(`day ${day}, report ${mode}`);
    await personOf(world, random, story);
    // A secret that nobody confirmed is a finding, which somebody clears some day.
    if (random() < 0.3) await tidy(world);
    const texts = await dayOf(world, random, story);
    const evidence = await gather(world, before, texts);
    for (const one of evidence.after.entra.secrets) seen.set(one.keyId, one);
    const { entra } = before;
    const known = { ...before, entra: { ...entra, secrets: [...seen.values()] } };
    found.push(...consoleViolations({ ...evidence, before: known }, [asked]));
  }
  await world.control('PATCH', '/behaviour', { report: { mode: 'honest' } });
  await wait(world, 'P3D');
  // Only an apply deletes what has expired.
  const inputs = consoleInputs('apply');
  const last = { first: anyEnd, later: anyEnd };
  const situation: Situation = {
    ...{ ...usual(world), name: 'years', side: 'console', mode: 'apply', seed: null, advance: null },
    ...{ spec: consoleSpec(), inputs, ends: last },
  };
  await tidy(world);
  const known = { ...before, entra: { ...before.entra, secrets: [...seen.values()] } };
  return { story, violations: [...new Set([...found, ...(await consoleRecovery(world, situation, known))])] };
};
