import type { RunningWorld } from '../../emulator/client/world.ts';
import type { State } from '../../emulator/state.ts';
import { madeManually, managedIn } from '../../testing/manual-changes.ts';
import { usual, type Situation } from '../situations.ts';
import { azureCli } from '../strangers.ts';
import { stateOf } from '../world-now.ts';
import { serve, type Doing } from './person.ts';
import { consoleInputs, consoleRun, consoleSpec, type ConsoleMode } from './run.ts';

/** A state, and the world's time in it, which a seed does not hold. */
export interface Stage {
  readonly state: State;
  /** RFC 3339. */
  readonly now: string;
}

/** The states that every console situation is made of. */
export interface Stages {
  /** A person is asked for the first secret. */
  readonly asked: Stage;
  /** The first secret is set, seen in use, and nothing is asked. */
  readonly settled: Stage;
  /** Ten months later a renewal is asked for. */
  readonly renewal: Stage;
}

/** A report of yesterday, as Entra has it. */
export const honest = { report: { mode: 'honest' } };

const put = async (world: RunningWorld, stage: Stage | null): Promise<void> => {
  await world.control('POST', '/reset', stage === null ? {} : { seed: stage.state });
  await world.control('PATCH', '/behaviour', honest);
  if (stage !== null) await world.control('POST', '/clock', { set: stage.now });
};
const wait = (world: RunningWorld, advance: string): Promise<unknown> => world.control('POST', '/clock', { advance });

const stageOf = async (world: RunningWorld): Promise<Stage> => {
  const { now } = (await world.control('GET', '/clock')) as { now: string };
  return { state: await stateOf(world), now };
};

/** Runs a mode. Throws where it ends otherwise than it should. */
const ran = async (world: RunningWorld, mode: ConsoleMode, end = ''): Promise<Stage> => {
  const { outputs, stdout, stderr } = await consoleRun(world, mode);
  const failure = outputs['failure-code'] ?? 'none';
  if (failure !== end) throw new Error(`A ${mode} ended with "${failure}":\n${stdout}${stderr}`);
  return stageOf(world);
};

/** Runs the action and a faithful person through a first set-up and up to a renewal. */
export const makeStages = async (world: RunningWorld): Promise<Stages> => {
  await put(world, null);
  const asked = await ran(world, 'apply', 'HANDOFF_WAITING');
  await serve(world);
  await ran(world, 'drift');
  await wait(world, 'P3D');
  const settled = await ran(world, 'drift');
  await wait(world, 'P10M10D');
  const renewal = await ran(world, 'drift');
  return { asked, settled, renewal };
};

const served = async (world: RunningWorld, stage: Stage, doing?: Doing): Promise<Stage> => {
  await put(world, stage);
  // A key is younger than the request for it.
  await wait(world, 'PT10M');
  await serve(world, doing);
  return stageOf(world);
};

const readBy = async (world: RunningWorld, stage: Stage): Promise<Stage> => {
  await put(world, stage);
  return ran(world, 'drift');
};

/** An existing connection that people made: nothing was ever asked for it. */
const existing = ({ state: settled, now }: Stage): Stage => {
  const byMember = structuredClone(settled);
  managedIn(byMember).application['createdByAppId'] = azureCli;
  const state = madeManually(byMember);
  return { now, state: { ...state, github: { ...state.github, issues: [], comments: [] } } };
};

interface Making {
  /** Null: an empty world. */
  readonly stage: Stage | null;
  readonly mode: Situation['mode'];
  readonly more?: Partial<Pick<Situation, 'spec' | 'inputs' | 'during' | 'ends' | 'advance'>>;
}
type Maker = (world: RunningWorld, stages: Stages) => Making | Promise<Making>;

const ends = (...codes: readonly string[]) => ({ ends: { first: codes, later: codes } });

const makers: Readonly<Record<string, Maker>> = {
  'nothing asked': () => ({ stage: null, mode: 'apply', more: ends('HANDOFF_WAITING') }),
  asked: (_, { asked }) => ({ stage: asked, mode: 'drift', more: ends('HANDOFF_WAITING') }),
  'comment not read': async (world, { asked }) => ({ stage: await served(world, asked), mode: 'drift' }),
  'confirmed, not seen in use': async (world, { asked }) => ({
    stage: await readBy(world, await served(world, asked)),
    mode: 'drift',
  }),
  'seen in use': async (world, { asked }) => ({
    stage: await readBy(world, await served(world, asked)),
    mode: 'drift',
    more: { advance: 'P3D' },
  }),
  'renewal due': (_, { settled }) => ({ stage: settled, mode: 'drift', more: { advance: 'P10M10D' } }),
  'renewal asked': (_, { renewal }) => ({ stage: renewal, mode: 'apply' }),
  'renewal confirmed': async (world, { renewal }) => ({ stage: await served(world, renewal), mode: 'drift' }),
  'fields changed': (_, { settled }) => ({
    stage: settled,
    mode: 'apply',
    more: { spec: consoleSpec([['truu', 'directory', 'domain'], 'fabrikam.com']) },
  }),
  'an existing connection': (_, { settled }) => ({
    stage: existing(settled),
    mode: 'apply',
    more: {
      inputs: {
        'application-id': managedIn(settled.state).application.appId,
        'adopt-secrets': managedIn(settled.state)
          .secrets.map(({ keyId }) => keyId)
          .join(' '),
      },
    },
  }),
  'a false confirmation': async (world, { renewal }) => ({
    stage: await served(world, renewal, { pastes: 'nothing', confirms: true }),
    mode: 'drift',
    more: { ends: { first: [''], later: ['', 'HANDOFF_UNSEEN'] } },
  }),
  'renewal missed': (_, { renewal }) => ({
    stage: renewal,
    mode: 'drift',
    more: { advance: 'P3M', ...ends('HANDOFF_OVERDUE') },
  }),
};

/** Situations in which a person serves TruU's console; those whose name has the words. */
export const makeConsoleSituations = async (world: RunningWorld, words = ''): Promise<readonly Situation[]> => {
  const names = Object.keys(makers).filter((name) => `console: ${name}`.includes(words));
  if (names.length === 0) return [];
  const stages = await makeStages(world);
  const made: Situation[] = [];
  for (const name of names) {
    const { stage, mode, more = {} } = (await makers[name]?.(world, stages)) as Making;
    const inputs = consoleInputs(mode, more.inputs);
    const base = { ...usual(world), spec: consoleSpec(), advance: null };
    made.push({
      ...base,
      side: 'console',
      mode,
      seed: stage?.state,
      at: stage?.now ?? null,
      ...more,
      name: `console: ${name}`,
      inputs,
    });
  }
  return made;
};
