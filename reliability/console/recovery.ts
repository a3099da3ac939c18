import type { RunningWorld } from '../../emulator/client/world.ts';
import type { State } from '../../emulator/state.ts';
import type { ActionResult } from '../../testing/run-action.ts';
import { gather, textsOf } from '../evidence.ts';
import type { Situation } from '../situations.ts';
import { stateOf } from '../world-now.ts';
import { consoleViolations, unhealed } from './invariants.ts';
import { again, asked, faithful, serve, tidy } from './person.ts';
import { openAsks } from './record.ts';
import { consoleRun, type ConsoleMode } from './run.ts';

const failureOf = ({ outputs }: ActionResult): string => outputs['failure-code'] ?? '';

const domainIn = (spec: string): string => /^\s*domain: (\S+)/m.exec(spec)?.[1] ?? '';

/** Logins that a situation asks. */
export const askedIn = ({ inputs }: Pick<Situation, 'inputs'>): readonly string[] =>
  (inputs['assignees'] ?? asked).split(/[\s,]+/);

/** An undisturbed run leaves one open issue at most, and an answer to every command. */
export const consoleNextRun = async (
  world: RunningWorld,
  situation: Situation,
  before: State,
): Promise<readonly string[]> => {
  const { ends, mode } = situation;
  const next = await consoleRun(world, mode, situation);
  const evidence = await gather(world, before, textsOf(next));
  const failure = failureOf(next);
  return [
    ...(ends.later.includes(failure) ? [] : [`I2: the next ${mode} ended with ${next.code} (${failure})`]),
    ...unhealed(evidence.after),
    ...consoleViolations(evidence, askedIn(situation)),
  ];
};

/**
 * I2 where a person serves the console: after the next run a plan wants nothing but what is asked; and a person who then does
 * what the issue says ends Healthy, with every issue closed.
 */
export const consoleRecovery = async (
  world: RunningWorld,
  situation: Situation,
  before: State,
): Promise<readonly string[]> => {
  const healed = await consoleNextRun(world, situation, before);
  const planned = await consoleRun(world, 'plan', situation);
  const rest = await finish(world, situation);
  const evidence = await gather(world, before, [...textsOf(planned), ...rest.texts]);
  const found = [
    ...healed,
    ...(planned.code === 0 && planned.outputs['changes'] === '0'
      ? []
      : [`I2: the plan after it wants ${planned.outputs['changes']} (${failureOf(planned)})`]),
    ...rest.violations,
    ...consoleViolations(evidence, askedIn(situation)),
  ];
  return [...new Set(found)];
};

interface Rest {
  readonly violations: readonly string[];
  readonly texts: readonly string[];
}

/** A person does what is asked, Entra's report shows it, and drift closes the issue; an apply deletes what has expired. */
const finish = async (world: RunningWorld, situation: Situation): Promise<Rest> => {
  const texts: string[] = [];
  const run = async (mode: ConsoleMode): Promise<ActionResult> => {
    const ended = await consoleRun(world, mode, situation);
    texts.push(...textsOf(ended));
    return ended;
  };
  const wait = (advance: string): Promise<unknown> => world.control('POST', '/clock', { advance });
  const round = async (): Promise<ActionResult> => {
    await wait('PT10M');
    if (await serve(world, { ...faithful, domain: domainIn(situation.spec) })) await run('drift');
    await wait('P3D');
    // A secret that nobody vouches for is a finding, until a person deletes it.
    await tidy(world);
    return run('drift');
  };
  let last = await round();
  if (openAsks(await stateOf(world)).length > 0) {
    // What was confirmed did not come to be used.
    await again(world);
    await run('drift');
    last = await round();
  }
  let planned = await run('plan');
  if (planned.outputs['changes'] !== '0') {
    await run('apply');
    planned = await run('plan');
  }
  const open = openAsks(await stateOf(world));
  return {
    texts,
    violations: [
      ...(last.outputs['health'] === 'healthy' && last.code === 0
        ? []
        : [`I2: a person did what was asked, and drift ended ${last.outputs['health']} (${failureOf(last)})`]),
      ...(planned.outputs['changes'] === '0' ? [] : [`I2: the last plan wants ${planned.outputs['changes']}`]),
      ...open.map(({ issue }) => `I2: nothing is left to do, and the issue ${issue.number} is open`),
    ],
  };
};
