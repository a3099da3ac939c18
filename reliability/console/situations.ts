import type { RunningWorld } from '../../emulator/client/world.ts';
import type { State } from '../../emulator/state.ts';
import { madeManually, managedIn } from '../../testing/manual-changes.ts';
import { usual, type Situation } from '../situations.ts';
import { azureCli } from '../strangers.ts';
import { stateOf } from '../world-now.ts';
import { serve, type Doing } from './person.ts';
import { consoleInputs, consoleSpec, stateAfter } from './run.ts';

/** The states that every console situation is made of. */
export interface Stages {
  /** A person is asked for the first secret. */
  readonly asked: State;
  /** The first secret is set, seen in use, and nothing is asked. */
  readonly settled: State;
  /** Ten months later a renewal is asked for. */
  readonly renewal: State;
}

/** A report of yesterday, as Entra has it. */
export const honest = { report: { mode: 'honest' } };

const put = async (world: RunningWorld, seed: State | undefined): Promise<void> => {
  await world.control('POST', '/reset', seed === undefined ? {} : { seed });
  await world.control('PATCH', '/behaviour', honest);
};
const wait = (world: RunningWorld, advance: string): Promise<unknown> => world.control('POST', '/clock', { advance });

/** Runs the action and a faithful person through a first set-up and up to a renewal. */
export const makeStages = async (world: RunningWorld): Promise<Stages> => {
  await put(world, undefined);
  const asked = await stateAfter(world, 'apply', ['HANDOFF_WAITING']);
  await serve(world);
  await stateAfter(world, 'drift', ['']);
  await wait(world, 'P3D');
  const settled = await stateAfter(world, 'drift', ['']);
  await wait(world, 'P10M10D');
  const renewal = await stateAfter(world, 'drift', ['']);
  return { asked, settled, renewal };
};

const served = async (world: RunningWorld, seed: State, doing?: Doing): Promise<State> => {
  await put(world, seed);
  // A key is younger than the request for it.
  await wait(world, 'PT10M');
  await serve(world, doing);
  return stateOf(world);
};

const readBy = async (world: RunningWorld, seed: State): Promise<State> => {
  await put(world, seed);
  return stateAfter(world, 'drift', ['']);
};

/** An existing connection that people made: nothing was ever asked for it. */
const existing = (settled: State): State => {
  const byMember = structuredClone(settled);
  managedIn(byMember).application['createdByAppId'] = azureCli;
  const state = madeManually(byMember);
  return { ...state, github: { ...state.github, issues: [], comments: [] } };
};

type Making = Pick<Situation, 'seed'> & {
  readonly mode: Situation['mode'];
  readonly more?: Partial<Pick<Situation, 'spec' | 'inputs' | 'during' | 'ends' | 'advance'>>;
};
type Maker = (world: RunningWorld, stages: Stages) => Making | Promise<Making>;

const ends = (...codes: readonly string[]) => ({ ends: { first: codes, later: codes } });

const makers: Readonly<Record<string, Maker>> = {
  'nothing asked': () => ({ seed: undefined, mode: 'apply', more: ends('HANDOFF_WAITING') }),
  asked: (_, { asked }) => ({ seed: asked, mode: 'drift', more: ends('HANDOFF_WAITING') }),
  'comment not read': async (world, { asked }) => ({ seed: await served(world, asked), mode: 'drift' }),
  'confirmed, not seen in use': async (world, { asked }) => ({
    seed: await readBy(world, await served(world, asked)),
    mode: 'drift',
  }),
  'seen in use': async (world, { asked }) => ({
    seed: await readBy(world, await served(world, asked)),
    mode: 'drift',
    more: { advance: 'P3D' },
  }),
  'renewal due': (_, { settled }) => ({ seed: settled, mode: 'drift', more: { advance: 'P10M10D' } }),
  'renewal asked': (_, { renewal }) => ({ seed: renewal, mode: 'apply' }),
  'renewal confirmed': async (world, { renewal }) => ({ seed: await served(world, renewal), mode: 'drift' }),
  'fields changed': (_, { settled }) => ({
    seed: settled,
    mode: 'apply',
    more: { spec: consoleSpec([['truu', 'directory', 'domain'], 'fabrikam.com']) },
  }),
  'an existing connection': (_, { settled }) => ({
    seed: existing(settled),
    mode: 'apply',
    more: {
      inputs: {
        'application-id': managedIn(settled).application.appId,
        'adopt-secrets': managedIn(settled)
          .secrets.map(({ keyId }) => keyId)
          .join(' '),
      },
    },
  }),
  'a false confirmation': async (world, { renewal }) => ({
    seed: await served(world, renewal, { pastes: 'nothing', confirms: true }),
    mode: 'drift',
    more: { ends: { first: [''], later: ['', 'HANDOFF_UNSEEN'] } },
  }),
  'renewal missed': (_, { renewal }) => ({
    seed: renewal,
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
    const { seed, mode, more = {} } = (await makers[name]?.(world, stages)) as Making;
    const inputs = consoleInputs(mode, more.inputs);
    const base = { ...usual(world), spec: consoleSpec(), advance: null };
    made.push({ ...base, side: 'console', mode, seed, ...more, name: `console: ${name}`, inputs });
  }
  return made;
};
