import { describe, expect, test } from '@jest/globals';
import {
  runTransaction,
  endings,
  transitions,
  type StateHandlers,
  type Ending,
  type EventOf,
  type Working,
} from '../../../../src/apply/rotation/state-machine.ts';

type Script = Partial<Record<Working, readonly string[]>>;

/** Deeds that answer what a script says, one event after the other, and fail when it says nothing. */
const scripted = (script: Script, took: string[]): StateHandlers<null> => {
  const left = new Map(Object.entries(script).map(([state, events]) => [state, [...events]]));
  const handler =
    <S extends Working>(state: S) =>
    async (): Promise<EventOf<S>> => {
      const event = left.get(state)?.shift();
      if (event === undefined) throw new Error(`The script says nothing of ${state}.`);
      took.push(`${state}: ${event}`);
      return event as EventOf<S>;
    };
  return {
    'delete-unheld': handler('delete-unheld'),
    'create-secret': handler('create-secret'),
    reconcile: handler('reconcile'),
    'test-secret': handler('test-secret'),
    'set-secret': handler('set-secret'),
    confirm: handler('confirm'),
    'read-held': handler('read-held'),
    fence: handler('fence'),
    'read-held-again': handler('read-held-again'),
    discard: handler('discard'),
  };
};

const made: Script = { 'delete-unheld': ['deleted'], 'create-secret': ['created'] };
const sent: Script = { ...made, 'test-secret': ['passed'] };
const doubtful: Script = { ...sent, 'set-secret': ['unknown'] };
const unfenced: Script = { ...doubtful, 'read-held': ['unchanged'], fence: ['failed'] };

/** Each row is one way through the transaction; together they take every transition. */
const ways: readonly (readonly [when: string, script: Script, states: string])[] = [
  ['all goes well', { ...sent, 'set-secret': ['accepted'] }, 'delete-unheld create-secret test-secret set-secret held'],
  ['the sweep fails', { 'delete-unheld': ['failed'] }, 'delete-unheld not-created'],
  [
    'Graph refuses to make a secret',
    { 'delete-unheld': ['deleted'], 'create-secret': ['refused'] },
    'delete-unheld create-secret not-created',
  ],
  [
    'an answer of Graph is lost, and the secret is made again',
    {
      'delete-unheld': ['deleted'],
      'create-secret': ['response-lost', 'created'],
      reconcile: ['deleted'],
      'test-secret': ['passed'],
      'set-secret': ['accepted'],
    },
    'delete-unheld create-secret reconcile create-secret test-secret set-secret held',
  ],
  [
    'an answer of Graph is lost, and nothing can be found out',
    { 'delete-unheld': ['deleted'], 'create-secret': ['response-lost'], reconcile: ['failed'] },
    'delete-unheld create-secret reconcile maybe-created',
  ],
  [
    'the secret does not log in',
    { ...made, 'test-secret': ['failed'], discard: ['removed'] },
    'delete-unheld create-secret test-secret discard rolled-back',
  ],
  [
    'the secret does not log in, and stays',
    { ...made, 'test-secret': ['failed'], discard: ['failed'] },
    'delete-unheld create-secret test-secret discard left-behind',
  ],
  [
    'TruU refuses',
    { ...sent, 'set-secret': ['refused'], confirm: ['another'], discard: ['removed'] },
    'delete-unheld create-secret test-secret set-secret confirm discard rolled-back',
  ],
  [
    'TruU refuses, and cannot be asked what it holds',
    { ...sent, 'set-secret': ['refused'], confirm: ['unclear'] },
    'delete-unheld create-secret test-secret set-secret confirm uncertain',
  ],
  [
    'TruU issues no token for it',
    { ...sent, 'set-secret': ['not-sent'], discard: ['removed'] },
    'delete-unheld create-secret test-secret set-secret discard rolled-back',
  ],
  [
    'TruU refuses, and holds it all the same',
    { ...sent, 'set-secret': ['refused'], confirm: ['ours'] },
    'delete-unheld create-secret test-secret set-secret confirm held',
  ],
  [
    'TruU took it and did not say so',
    { ...doubtful, 'read-held': ['ours'] },
    'delete-unheld create-secret test-secret set-secret read-held held',
  ],
  [
    'TruU cannot be asked',
    { ...doubtful, 'read-held': ['unclear'] },
    'delete-unheld create-secret test-secret set-secret read-held uncertain',
  ],
  [
    'TruU did not take it, and a fence keeps it out',
    { ...doubtful, 'read-held': ['unchanged'], fence: ['fenced'], discard: ['removed'] },
    'delete-unheld create-secret test-secret set-secret read-held fence discard rolled-back',
  ],
  [
    'TruU took it before the fence',
    { ...unfenced, 'read-held-again': ['ours'] },
    'delete-unheld create-secret test-secret set-secret read-held fence read-held-again held',
  ],
  [
    'no fence can be set',
    { ...unfenced, 'read-held-again': ['unclear'] },
    'delete-unheld create-secret test-secret set-secret read-held fence read-held-again uncertain',
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
  const ending = await runTransaction(scripted(script, took), null, (state) => seen.push(state));
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
      'set-secret → discard',
      'test-secret → discard',
    ]);
    expect(triples.filter(({ to }) => to === 'confirm')).toEqual([
      { from: 'set-secret', event: 'refused', to: 'confirm' },
    ]);
    expect(transitions.confirm).toEqual({ ours: 'held', another: 'discard', unclear: 'uncertain' });
    expect(triples.filter(({ from, to }) => from === 'set-secret' && to === 'discard')).toMatchObject([
      { event: 'not-sent' },
    ]);
    expect(Object.entries(transitions.fence).filter(([, next]) => next === 'discard')).toEqual([['fenced', 'discard']]);
  });

  test('reaches every state, and finds an ending from each', () => {
    const all = [...Object.keys(transitions), ...Object.keys(endings)].sort();
    expect([...reachable('delete-unheld')].sort()).toEqual(all);
    for (const state of Object.keys(transitions))
      expect([...reachable(state)].filter((one) => one in endings)).not.toEqual([]);
  });

  test('has no state that is an ending as well, and no arrow to a state that there is not', () => {
    const all = new Set([...Object.keys(transitions), ...Object.keys(endings)]);
    expect(all.size).toBe(Object.keys(transitions).length + Object.keys(endings).length);
    expect(triples.filter(({ to }) => !all.has(to))).toEqual([]);
  });

  test('once TruU may hold the secret, leads to its removal by no way but a fence that was set', () => {
    const inDoubt = triples.find(({ from, event }) => from === 'set-secret' && event === 'unknown');
    expect(inDoubt?.to).toBe('read-held');
    expect(reachable('read-held')).toContain('discard');
    const unfenced = triples.filter(({ from, event }) => !(from === 'fence' && event === 'fenced'));
    expect(reachable('read-held', unfenced)).not.toContain('discard');
    expect(reachable('read-held-again')).not.toContain('discard');
  });

  test('sends the secret once: no way leads back before the hand-over', () => {
    const before = new Set(['delete-unheld', 'create-secret', 'reconcile', 'test-secret', 'set-secret']);
    const late = ['set-secret', 'confirm', 'read-held', 'fence', 'read-held-again', 'discard'];
    const back = table.filter(
      (arrow) => late.includes(arrow.split(' → ')[0] ?? '') && before.has(arrow.split(' → ')[1] ?? ''),
    );
    expect(back).toEqual([]);
  });
});
