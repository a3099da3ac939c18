import { expect, test } from '@jest/globals';
import { attend } from '../../../../src/truu/console/attend.ts';
import type { AskContext } from '../../../../src/truu/console/ask.ts';
import type { HandOffDesk } from '../../../../src/truu/desk.ts';
import type { HandOffState } from '../../../../src/truu/hand-off.ts';
import type { TruuState } from '../../../../src/truu/model.ts';
import { context as judging, days, handOff, issue, key } from '../../../support/hand-off-samples.ts';

/** Attends, and returns what was done on GitHub, in its order. */
const attended = async (more: Partial<HandOffState>, still = {}): Promise<readonly string[]> => {
  const done: string[] = [];
  const opened = { number: 9, url: 'https://github.example/9', open: true, ours: true, body: '', createdAt: days(0) };
  const desk = {
    comments: () => Promise.resolve([]),
    people: () => Promise.resolve([{ login: 'octocat', id: 1 }]),
    open: () => Promise.resolve((done.push('open 9'), opened)),
    rewrite: (number: number, { body }: { readonly body: string }, open: boolean) =>
      Promise.resolve(void done.push(`${open ? 'write' : 'close'} ${number} ${body.split('\n')[1]}`)),
    comment: (number: number, body: string) =>
      Promise.resolve(void done.push(`say ${number} ${body.split('\n').at(-1)}`)),
  } as unknown as HandOffDesk;
  const texts = {
    issue: ({ stage }: { readonly stage: string }) => ({ title: '', body: stage }),
    answer: ({ kind }: { readonly kind: string }) => kind,
    reminder: () => 'reminder',
    closing: (reason: string) => reason,
  } as unknown as AskContext['texts'];
  const asking = {
    desk,
    texts,
    assignees: ['octocat'],
    adminCenter: '',
    place: { kind: 'portal' },
  } as unknown as AskContext;
  const state = handOff(more);
  await attend(asking, { handOff: state } as TruuState, judging(still));
  return done;
};

const record = (...issues: readonly ReturnType<typeof issue>[]) => ({ ...handOff().record, issues });
/** Confirmed days ago, and the older key was used since. */
const unseen = [
  key('b', { startsOn: days(-8), confirmedAt: days(-8), usedOn: null }),
  key('a', { expiresOn: days(40), usedOn: days(-1) }),
];

test('another secret is asked for before the answer ends the word: a run that ends in between loses nothing', async () => {
  const current = issue(2);
  const answers = [{ issue: 2, commentId: 5, login: 'octocat', kind: 'again', keyId: null }] as const;
  const done = await attended({ keys: unseen, current, record: record(current), again: true, answers });
  expect(done.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual([
    'open 9',
    'write 9',
    'say 2',
    'close 2',
    'say 2',
  ]);
  expect(done.at(-1)).toBe('say 2 again');
});

test('what was asked for again stays asked, though the secret before it was confirmed', async () => {
  const current = issue(3);
  expect(await attended({ keys: unseen, current, record: record(current) })).toContain('write 3 asked');
});

test('an older issue that still asks is closed', async () => {
  const [older, current] = [issue(2), issue(3)];
  const done = await attended({ keys: unseen, current, record: record(older, current) });
  expect(done.filter((one) => / 2( |$)/.test(one))).toEqual(['say 2 replaced', 'close 2 closed']);
});

test('an older issue that a person or a run closed is left alone', async () => {
  const [closed, settled, current] = [issue(1, { open: false }), issue(2, { settled: true }), issue(3)];
  const done = await attended({ keys: unseen, current, record: record(closed, settled, current) });
  expect(done.filter((one) => !one.includes(' 3'))).toEqual([]);
});
