import { expect, test } from '@jest/globals';
import { attend } from '../../../../src/truu/console/attend.ts';
import type { AskContext } from '../../../../src/truu/console/ask.ts';
import { reminderMarker } from '../../../../src/truu/console/markers.ts';
import type { HandOffDesk } from '../../../../src/truu/desk.ts';
import type { HandOffState } from '../../../../src/truu/hand-off.ts';
import type { TruuState } from '../../../../src/truu/model.ts';
import { context as judging, days, fields, handOff, issue, key } from '../../../support/hand-off-samples.ts';

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
    reminder: ({ stage }: { readonly stage: string }) => `remind ${stage}`,
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

test('what waits for a person is not called done where nothing new may be asked', async () => {
  const current = issue(3, { request: { asksKey: false, keyId: null, fields } });
  const wanted = { ...fields, domain: 'fabrikam.com' };
  expect(await attended({ wanted, current, record: record(current) })).toEqual(['write 3 asked']);
});

/** Our reminder of 40 days ago, which a person edited since. */
const reminded = {
  ...{ id: 7, author: null, ours: true, mayWrite: null, createdAt: days(-40), edited: true, viaEmail: false },
  body: `${reminderMarker(days(9_000))}\nReminder`,
};

test('an edited reminder keeps no later one back', async () => {
  const current = issue(3, { createdAt: days(-50), comments: [reminded] });
  const ending = { keys: [key('a', { expiresOn: days(20) })], current, record: record(current) };
  expect(await attended(ending, { asksKey: true })).toContain('say 3 remind asked');
});

test('a reminder of a previous key that ends says so, whatever else is asked', async () => {
  const current = issue(3, { createdAt: days(-50), request: { asksKey: false, keyId: null, fields } });
  const keys = [key('b', { startsOn: days(-9) }), key('a', { expiresOn: days(6) })];
  const state = { keys, current, record: record(current), evidence: 'not-declared' } as const;
  expect(await attended(state, { asksFields: true })).toContain('say 3 remind closed');
});

test('an issue of a key that is gone is not called done', async () => {
  const current = issue(3, { request: { asksKey: true, keyId: 'lost', fields } });
  expect(await attended({ current, record: record(current) })).toEqual(['say 3 gone', 'close 3 closed']);
});
