import type { RunningWorld } from '../../emulator/client/world.ts';
import type { State } from '../../emulator/state.ts';
import type { Situation } from '../situations.ts';
import { stateOf } from '../world-now.ts';
import { serve, type Doing } from './person.ts';
import { consoleRun, type ConsoleMode } from './run.ts';

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

/** Puts a world back into a stage, or empties it. */
export const put = async (world: RunningWorld, stage: Stage | null): Promise<void> => {
  await world.control('POST', '/reset', stage === null ? {} : { seed: stage.state });
  await world.control('PATCH', '/behaviour', honest);
  if (stage !== null) await world.control('POST', '/clock', { set: stage.now });
};
/** Moves the world's clock. */
export const wait = (world: RunningWorld, advance: string): Promise<unknown> =>
  world.control('POST', '/clock', { advance });

/** The world as it is. */
export const stageOf = async (world: RunningWorld): Promise<Stage> => {
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

/** A person does what is asked, and no run has read it yet. */
export const served = async (world: RunningWorld, stage: Stage, doing?: Doing): Promise<Stage> => {
  await put(world, stage);
  // A key is younger than the request for it.
  await wait(world, 'PT10M');
  await serve(world, doing);
  return stageOf(world);
};

/** A drift reads what was said. */
export const readBy = async (world: RunningWorld, stage: Stage): Promise<Stage> => {
  await put(world, stage);
  return ran(world, 'drift');
};

/** How a situation is made. */
export interface Making {
  /** Null: an empty world. */
  readonly stage: Stage | null;
  readonly mode: Situation['mode'];
  readonly more?: Partial<Pick<Situation, 'spec' | 'inputs' | 'during' | 'ends' | 'advance'>>;
}
/** Makes a situation of the stages. */
export type Maker = (world: RunningWorld, stages: Stages) => Making | Promise<Making>;

/** The codes with which every undisturbed run in a situation may end. */
export const ends = (...codes: readonly string[]) => ({ ends: { first: codes, later: codes } });
