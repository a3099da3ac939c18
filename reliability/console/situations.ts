import type { RunningWorld } from '../../emulator/client/world.ts';
import { madeManually, managedIn } from '../../testing/manual-changes.ts';
import { usual, type Situation } from '../situations.ts';
import { azureCli } from '../strangers.ts';
import { peopleMakers } from './people.ts';
import { consoleInputs, consoleSpec } from './run.ts';
import { ends, makeStages, readBy, served, type Maker, type Making, type Stage } from './stages.ts';

/** An existing connection that people made: nothing was ever asked for it. */
const existing = ({ state: settled, now }: Stage): Stage => {
  const byMember = structuredClone(settled);
  managedIn(byMember).application['createdByAppId'] = azureCli;
  const state = madeManually(byMember);
  return { now, state: { ...state, github: { ...state.github, issues: [], comments: [] } } };
};

const makers: Readonly<Record<string, Maker>> = {
  ...peopleMakers,
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

/** A situation of its making. */
export const consoleSituation = (world: RunningWorld, name: string, { stage, mode, more = {} }: Making): Situation => ({
  ...usual(world),
  spec: consoleSpec(),
  advance: null,
  side: 'console',
  mode,
  seed: stage?.state,
  at: stage?.now ?? null,
  ...more,
  name: `console: ${name}`,
  inputs: consoleInputs(mode, more.inputs),
});

/** Situations in which a person serves TruU's console; those whose name has the words. */
export const makeConsoleSituations = async (world: RunningWorld, words = ''): Promise<readonly Situation[]> => {
  const names = Object.keys(makers).filter((name) => `console: ${name}`.includes(words));
  if (names.length === 0) return [];
  const stages = await makeStages(world);
  const made: Situation[] = [];
  for (const name of names) made.push(consoleSituation(world, name, (await makers[name]?.(world, stages)) as Making));
  return made;
};
