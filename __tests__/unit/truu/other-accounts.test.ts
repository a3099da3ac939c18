import { expect, test } from '@jest/globals';
import { refuseOtherAccounts } from '../../../src/truu/console/other-accounts.ts';
import { issueMarker } from '../../../src/truu/console/markers.ts';
import { readRecord } from '../../../src/truu/console/read.ts';
import type { DeskIssue, HandOffDesk } from '../../../src/truu/desk.ts';
import type { Typed } from '../../../src/truu/hand-off.ts';
import { guid } from '../../support/plan-samples.ts';

const fields = {
  ...{ configurationName: 'US-Denver-Production', domain: 'contoso.com', allUsersShareUpnSuffix: true },
  ...{ autoRemoveDevices: true, tenantId: guid('1'), clientId: guid('2') },
  ...{ primaryUserIdentifier: null, cluster: null },
};
const marker = (settled: boolean): string =>
  issueMarker({ request: { asksKey: true, keyId: null, fields }, asked: [], settled });
const other: DeskIssue = {
  ...{ number: 7, url: 'https://github.example/7', open: true, ours: false, app: 'contoso-bot[bot]' },
  ...{ body: marker(false), createdAt: '2026-11-25T10:00:00Z' },
};
const recordOf = (issue: DeskIssue, typed: Typed | null = null, anyoneMayConfirm = false) => {
  const desk = {
    issues: () => Promise.resolve([issue]),
    comments: () => Promise.resolve([]),
    mayWrite: (login: string) => Promise.resolve(login === 'octocat'),
    isPublic: () => Promise.resolve(false),
    now: () => '2026-11-25T12:00:00Z',
  } as unknown as HandOffDesk;
  return readRecord({ desk, store: null }, guid('1'), { anyoneMayConfirm, typed });
};

test('a hand-off that another app has under way stops the run, which names both', async () => {
  const record = await recordOf(other);
  expect(() => refuseOtherAccounts(record, guid('2'))).toThrow(
    expect.objectContaining({
      code: 'HANDOFF_ACCOUNT_CHANGED',
      evidence: [
        { name: 'Issue', value: other.url },
        { name: 'Opened by', value: 'contoso-bot[bot]' },
      ],
    }),
  );
});

test.each<[string, Partial<DeskIssue>, string | null]>([
  ['a person opened, who copied a marker', { app: null }, guid('2')],
  ['is closed', { open: false }, guid('2')],
  ['is settled', { body: marker(true) }, guid('2')],
  ['has no marker', { body: `Copied:\n${marker(false)}` }, guid('2')],
  ['is ours', { ours: true }, guid('2')],
  ['is of another registration', {}, guid('3')],
  ['is there before any registration', {}, null],
])('an issue that %s does not', async (_what, more, clientId) => {
  const record = await recordOf({ ...other, ...more });
  expect(() => refuseOtherAccounts(record, clientId)).not.toThrow();
});

test('what the person typed who started the run is judged like a comment, and has an id that no comment has', async () => {
  const typed = { command: 'KRBGYYS8', by: { login: 'octocat', id: 1 }, run: 5 };
  const known = { body: '/truu done KRBGYYS8', id: -5, author: { login: 'octocat', id: 1, bot: false }, edited: false };
  expect((await recordOf(other, typed)).typed).toMatchObject({ ...known, mayWrite: null });
  expect((await recordOf(other, typed, true)).typed).toMatchObject({ ...known, mayWrite: true });
  const mona = { ...typed, by: { login: 'mona', id: 2 } };
  expect((await recordOf(other, mona, true)).typed).toMatchObject({ mayWrite: false });
});
