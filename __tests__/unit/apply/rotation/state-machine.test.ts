import { describe, expect, test } from '@jest/globals';
import {
  carryOut,
  endings,
  transitions,
  type Deeds,
  type Ending,
  type EventOf,
  type Working,
} from '../../../../src/apply/rotation/state-machine.ts';

type Script = Partial<Record<Working, readonly string[]>>;

/** Deeds that answer what a script says, one event after the other, and fail when it says nothing. */
const scripted = (script: Script, took: string[]): Deeds<null> => {
  const left = new Map(Object.entries(script).map(([state, events]) => [state, [...events]]));
  const deed =
    <S extends Working>(state: S) =>
    async (): Promise<EventOf<S>> => {
      const event = left.get(state)?.shift();
      if (event === undefined) throw new Error(`The script says nothing of ${state}.`);
      took.push(`${state}: ${event}`);
      return event as EventOf<S>;
    };
  return {
    sweep: deed('sweep'),
    mint: deed('mint'),
    reconcile: deed('reconcile'),
    prove: deed('prove'),
    'hand-over': deed('hand-over'),
    confirm: deed('confirm'),
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
const ways: readonly (readonly [when: string, script: Script, states: string])[] = [
  ['all goes well', { ...sent, 'hand-over': ['taken'] }, 'sweep mint prove hand-over held'],
  ['the sweep fails', { sweep: ['failed'] }, 'sweep nothing-made'],
  ['Graph refuses to make a secret', { sweep: ['swept'], mint: ['refused'] }, 'sweep mint nothing-made'],
  [
    'an answer of Graph is lost, and the secret is made again',
    { sweep: ['swept'], mint: ['lost', 'minted'], reconcile: ['forgotten'], prove: ['proven'], 'hand-over': ['taken'] },
    'sweep mint reconcile mint prove hand-over held',
  ],
  [
    'an answer of Graph is lost, and nothing can be found out',
    { sweep: ['swept'], mint: ['lost'], reconcile: ['failed'] },
    'sweep mint reconcile perhaps-made',
  ],
  [
    'the secret does not log in',
    { ...made, prove: ['failed'], discard: ['removed'] },
    'sweep mint prove discard given-up',
  ],
  [
    'the secret does not log in, and stays',
    { ...made, prove: ['failed'], discard: ['failed'] },
    'sweep mint prove discard left-behind',
  ],
  [
    'TruU refuses',
    { ...sent, 'hand-over': ['refused'], confirm: ['another'], discard: ['removed'] },
    'sweep mint prove hand-over confirm discard given-up',
  ],
  [
    'TruU refuses, and holds it all the same',
    { ...sent, 'hand-over': ['refused'], confirm: ['ours'] },
    'sweep mint prove hand-over confirm held',
  ],
  ['TruU took it and did not say so', { ...doubtful, ask: ['ours'] }, 'sweep mint prove hand-over ask held'],
  ['TruU cannot be asked', { ...doubtful, ask: ['unclear'] }, 'sweep mint prove hand-over ask both-stay'],
  [
    'TruU did not take it, and a fence keeps it out',
    { ...doubtful, ask: ['unchanged'], fence: ['fenced'], discard: ['removed'] },
    'sweep mint prove hand-over ask fence discard given-up',
  ],
  [
    'TruU took it before the fence',
    { ...unfenced, 'ask-again': ['ours'] },
    'sweep mint prove hand-over ask fence ask-again held',
  ],
  [
    'no fence can be set',
    { ...unfenced, 'ask-again': ['unclear'] },
    'sweep mint prove hand-over ask fence ask-again both-stay',
  ],
];

interface Walk {
  readonly ending: Ending;
  readonly seen: readonly string[];
  readonly took: readonly string[];
}

const walk = async (script: Script): Promise<Walk> => {
  const seen: string[] = [];
  const took: string[] = [];
  const ending = await carryOut(scripted(script, took), null, (state) => seen.push(state));
  return { ending, seen, took };
};

const table = Object.entries(transitions).flatMap(([state, events]) =>
  Object.values(events).map((next: string) => `${state} → ${next}`),
);

interface Triple {
  readonly from: string;
  readonly event: string;
  readonly to: string;
}

const triples: readonly Triple[] = Object.entries(transitions).flatMap(([from, events]) =>
  Object.entries(events).map(([event, to]: [string, string]) => ({ from, event, to })),
);

/** Every state to which some way leads, the first one included. */
const reachable = (from: string, arrowsThere: readonly Triple[] = triples): ReadonlySet<string> => {
  const found = new Set([from]);
  // A set is visited to its end, also as it grows.
  for (const state of found) for (const { from: at, to } of arrowsThere) if (at === state) found.add(to);
  return found;
};

describe('the transaction', () => {
  test.each(ways)('goes through the states of its table when %s', async (_when, script, states) => {
    const { ending, seen } = await walk(script);
    expect(seen.join(' ')).toBe(states);
    expect(seen.at(-1)).toBe(ending);
  });

  test('is tried on every transition and in every ending', async () => {
    const walks = await Promise.all(ways.map(([, script]) => walk(script)));
    expect([...new Set(walks.flatMap(({ took }) => took))].sort()).toEqual(
      triples.map(({ from, event }) => `${from}: ${event}`).sort(),
    );
    expect([...new Set(walks.map(({ ending }) => ending))].sort()).toEqual(Object.keys(endings).sort());
  });

  test('removes the new secret only when it was never sent, was refused for certain, or stands behind a fence', () => {
    expect(table.filter((arrow) => arrow.endsWith('→ discard')).sort()).toEqual([
      'confirm → discard',
      'fence → discard',
      'prove → discard',
    ]);
    expect(triples.filter(({ to }) => to === 'confirm')).toEqual([
      { from: 'hand-over', event: 'refused', to: 'confirm' },
    ]);
    expect(transitions.confirm).toEqual({ ours: 'held', another: 'discard' });
    expect(Object.entries(transitions.fence).filter(([, next]) => next === 'discard')).toEqual([['fenced', 'discard']]);
  });

  test('reaches every state, and finds an ending from each', () => {
    const all = [...Object.keys(transitions), ...Object.keys(endings)].sort();
    expect([...reachable('sweep')].sort()).toEqual(all);
    for (const state of Object.keys(transitions))
      expect([...reachable(state)].filter((one) => one in endings)).not.toEqual([]);
  });

  test('has no state that is an ending as well, and no arrow to a state that there is not', () => {
    const all = new Set([...Object.keys(transitions), ...Object.keys(endings)]);
    expect(all.size).toBe(Object.keys(transitions).length + Object.keys(endings).length);
    expect(triples.filter(({ to }) => !all.has(to))).toEqual([]);
  });

  test('once TruU may hold the secret, leads to its removal by no way but a fence that was set', () => {
    const inDoubt = triples.find(({ from, event }) => from === 'hand-over' && event === 'unknown');
    expect(inDoubt?.to).toBe('ask');
    expect(reachable('ask')).toContain('discard');
    const unfenced = triples.filter(({ from, event }) => !(from === 'fence' && event === 'fenced'));
    expect(reachable('ask', unfenced)).not.toContain('discard');
    expect(reachable('ask-again')).not.toContain('discard');
  });

  test('sends the secret once: no way leads back before the hand-over', () => {
    const before = new Set(['sweep', 'mint', 'reconcile', 'prove', 'hand-over']);
    const late = ['hand-over', 'confirm', 'ask', 'fence', 'ask-again', 'discard'];
    const back = table.filter(
      (arrow) => late.includes(arrow.split(' → ')[0] ?? '') && before.has(arrow.split(' → ')[1] ?? ''),
    );
    expect(back).toEqual([]);
  });
});
