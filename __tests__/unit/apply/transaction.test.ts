import { describe, expect, test } from '@jest/globals';
import {
  carryOut,
  endings,
  transitions,
  type Deeds,
  type Ending,
  type EventOf,
  type Working,
} from '../../../src/apply/transaction.ts';

type Script = Partial<Record<Working, readonly string[]>>;

/** Deeds that answer what a script says, one event after the other, and fail when it says nothing. */
const scripted = (script: Script): Deeds<null> => {
  const left = new Map(Object.entries(script).map(([state, events]) => [state, [...events]]));
  const deed =
    <S extends Working>(state: S) =>
    async (): Promise<EventOf<S>> => {
      const event = left.get(state)?.shift();
      if (event === undefined) throw new Error(`The script says nothing of ${state}.`);
      return event as EventOf<S>;
    };
  return {
    sweep: deed('sweep'),
    mint: deed('mint'),
    reconcile: deed('reconcile'),
    prove: deed('prove'),
    'hand-over': deed('hand-over'),
    ask: deed('ask'),
    fence: deed('fence'),
    'ask-again': deed('ask-again'),
    discard: deed('discard'),
  };
};

const made: Script = { sweep: ['swept'], mint: ['minted'] };
const sent: Script = { ...made, prove: ['proven'] };
const doubtful: Script = { ...sent, 'hand-over': ['unknown'] };
const unfenced: Script = { ...doubtful, ask: ['unchanged'], fence: ['failed'] };

/** Each row is one way through the transaction; together they take every transition. */
const ways: readonly (readonly [string, Script, Ending])[] = [
  ['all goes well', { ...sent, 'hand-over': ['taken'] }, 'held'],
  ['the sweep fails', { sweep: ['failed'] }, 'nothing-made'],
  ['Graph refuses to make a secret', { sweep: ['swept'], mint: ['refused'] }, 'nothing-made'],
  [
    'an answer of Graph is lost, and the secret is made again',
    { sweep: ['swept'], mint: ['lost', 'minted'], reconcile: ['forgotten'], prove: ['proven'], 'hand-over': ['taken'] },
    'held',
  ],
  [
    'an answer of Graph is lost, and nothing can be found out',
    { sweep: ['swept'], mint: ['lost'], reconcile: ['failed'] },
    'perhaps-made',
  ],
  ['the secret does not log in', { ...made, prove: ['failed'], discard: ['removed'] }, 'given-up'],
  ['the secret does not log in, and stays', { ...made, prove: ['failed'], discard: ['failed'] }, 'left-behind'],
  ['TruU refuses', { ...sent, 'hand-over': ['refused'], discard: ['removed'] }, 'given-up'],
  ['TruU took it and did not say so', { ...doubtful, ask: ['ours'] }, 'held'],
  ['TruU cannot be asked', { ...doubtful, ask: ['unclear'] }, 'both-stay'],
  [
    'TruU did not take it, and a fence keeps it out',
    { ...doubtful, ask: ['unchanged'], fence: ['fenced'], discard: ['removed'] },
    'given-up',
  ],
  ['TruU took it before the fence', { ...unfenced, 'ask-again': ['ours'] }, 'held'],
  ['no fence can be set', { ...unfenced, 'ask-again': ['unclear'] }, 'both-stay'],
];

const walk = async (script: Script): Promise<{ readonly ending: Ending; readonly seen: readonly string[] }> => {
  const seen: string[] = [];
  const ending = await carryOut(scripted(script), null, (state) => seen.push(state));
  return { ending, seen };
};

const arrows = (states: readonly string[]): readonly string[] =>
  states.slice(1).map((state, index) => `${states[index]} → ${state}`);

const table = Object.entries(transitions).flatMap(([state, events]) =>
  Object.values(events).map((next: string) => `${state} → ${next}`),
);

describe('the transaction', () => {
  test.each(ways)('when %s', async (_when, script, ending) => {
    expect((await walk(script)).ending).toBe(ending);
  });

  test('is tried on every transition and in every ending', async () => {
    const walks = await Promise.all(ways.map(([, script]) => walk(script)));
    expect([...new Set(walks.flatMap(({ seen }) => arrows(seen)))].sort()).toEqual([...new Set(table)].sort());
    expect([...new Set(walks.map(({ ending }) => ending))].sort()).toEqual(Object.keys(endings).sort());
  });

  test('removes the new secret only when it was never sent, was refused for certain, or stands behind a fence', () => {
    expect(table.filter((arrow) => arrow.endsWith('→ discard')).sort()).toEqual([
      'fence → discard',
      'hand-over → discard',
      'prove → discard',
    ]);
    expect(Object.entries(transitions['hand-over']).filter(([, next]) => next === 'discard')).toEqual([
      ['refused', 'discard'],
    ]);
    expect(Object.entries(transitions.fence).filter(([, next]) => next === 'discard')).toEqual([['fenced', 'discard']]);
  });

  test('sends the secret once: no way leads back before the hand-over', () => {
    const before = new Set(['sweep', 'mint', 'reconcile', 'prove', 'hand-over']);
    const late = ['hand-over', 'ask', 'fence', 'ask-again', 'discard'];
    const back = table.filter(
      (arrow) => late.includes(arrow.split(' → ')[0] ?? '') && before.has(arrow.split(' → ')[1] ?? ''),
    );
    expect(back).toEqual([]);
  });
});
