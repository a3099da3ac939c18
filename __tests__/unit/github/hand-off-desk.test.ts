import { describe, expect, test } from '@jest/globals';
import { createGithub } from '../../../src/action/github.ts';
import { createHandOffDesk } from '../../../src/github/hand-off/desk.ts';
import { createHttp, openRetryBudget, type Fetch } from '../../../src/support/http.ts';
import { Secret } from '../../../src/support/secret.ts';
import type { HandOffDesk } from '../../../src/truu/desk.ts';
import { firstToken, tokenWith, type GithubSeed } from '../../support/emulator-github.ts';
import { fileEmulator } from '../../support/file-emulator.ts';
import { handClock } from '../support/hand-clock.ts';

const emulator = fileEmulator();
const timeoutMs = 20_000;
const bot = 'github-actions[bot]';
const seed: GithubSeed = {
  people: [
    { login: 'ann', id: 11, permission: 'admin' },
    { login: 'rob', id: 14, permission: 'read' },
    { login: 'out', id: 16, permission: 'none' },
  ],
  issues: [
    { number: 1, title: 'Hand-off', user: bot, labels: ['truu-hand-off'] },
    { number: 2, title: 'Ours', user: bot },
    { number: 3, title: 'Another', user: 'rob', labels: ['truu-hand-off'] },
    { number: 4, title: 'Of an app', user: 'renovate[bot]', labels: ['truu-hand-off'] },
    { number: 5, title: 'Neither', user: 'rob' },
  ],
  comments: [
    { id: 21, issue_number: 1, user: 'ann', body: '/truu again' },
    { id: 22, issue_number: 7, user: 'rob', body: '/truu again' },
    { id: 23, issue_number: 2, user: bot, body: 'Recorded.' },
  ],
  pulls: [
    {
      ...{ number: 7, title: 'A change', head: { sha: '0'.repeat(40), ref: 'main', repo: null } },
      base: { sha: '0'.repeat(40), ref: 'main' },
    },
  ],
};

/** The desk in a world that differs from the seed in this. */
const deskIn = async (more: GithubSeed = {}): Promise<HandOffDesk> => {
  await emulator.reset({ github: { ...seed, ...more } });
  const fetch = emulator.fetch as unknown as Fetch;
  const policy = { fetch, clock: handClock(timeoutMs), timeoutMs, cancel: new AbortController().signal, attempts: 1 };
  const http = createHttp({ ...policy, budget: openRetryBudget(timeoutMs) });
  const repository = { owner: 'contoso', repo: 'identity' };
  const at = { repository, apiUrl: emulator.urls.github };
  return createHandOffDesk(await createGithub(new Secret(firstToken(emulator)), at, http));
};
const text = { title: 'TruU: set up', body: 'x' };

test('issues are found by their label or by their author, and each says who opened it', async () => {
  const found = await (await deskIn()).issues();
  expect(found.map(({ number, ours, app }) => [number, ours, app])).toEqual([
    [1, true, bot],
    [2, true, bot],
    [3, false, null],
    [4, false, 'renovate[bot]'],
  ]);
});

describe('the comment that started a run', () => {
  test.each<[number, unknown]>([
    [
      21,
      { author: { login: 'ann', id: 11, bot: false }, ours: false, issue: { number: 1, ours: true, labelled: true } },
    ],
    [22, { author: { login: 'rob' }, issue: { number: 7, pull: true, ours: false, labelled: false } }],
    [23, { author: { login: bot, bot: true }, ours: true, issue: { number: 2, pull: false, labelled: false } }],
  ])('%i is read again with what it is on', async (id, expected) => {
    expect(await (await deskIn()).calling(id)).toMatchObject(expected as object);
  });

  test('can be gone', async () => {
    expect(await (await deskIn()).calling(99)).toBeNull();
  });
});

describe('who is asked', () => {
  test('is known by login and number, and assigned where GitHub can assign', async () => {
    const desk = await deskIn();
    expect(await desk.people(['Ann', 'rob'])).toEqual([
      { login: 'Ann', id: 11 },
      { login: 'rob', id: 14 },
    ]);
    await desk.open(text, ['Ann', 'rob']);
    const assigned = (): readonly string[] | undefined => emulator.world.state.github.issues.at(-1)?.assignees;
    expect(assigned()).toEqual(['ann']);
    await desk.assign(8, []);
    expect(assigned()).toEqual([]);
  });

  test.each([
    ['nobody-of-this-name', 'does not know'],
    ['out', 'cannot read this repository'],
  ])('%s is refused, since GitHub %s', async (login, why) => {
    await expect((await deskIn()).people(['ann', login])).rejects.toMatchObject({
      ...{ code: 'HANDOFF_ASSIGNEE_UNKNOWN', message: expect.stringContaining(why) },
      evidence: [{ name: 'Login', value: login }],
    });
  });

  test('reads every issue of a public repository', async () => {
    expect(await (await deskIn({ private: false })).people(['out'])).toEqual([{ login: 'out', id: 16 }]);
  });
});

describe('a comment with a secret', () => {
  test('is deleted, also where a person was faster', async () => {
    const desk = await deskIn();
    expect([await desk.deleteComment(21), await desk.deleteComment(21)]).toEqual([true, true]);
    expect(emulator.world.state.github.comments.map(({ id }) => id)).not.toContain(21);
  });

  test('stays where the token may not delete it', async () => {
    const desk = await deskIn({ tokens: [tokenWith({ issues: 'read' })] });
    expect(await desk.deleteComment(21)).toBe(false);
  });
});

describe('a refusal of GitHub is said with what is to be done', () => {
  const permissions = 'Add "issues: write" to the permissions of the job';
  test.each<[string, GithubSeed, (desk: HandOffDesk) => Promise<unknown>, string, string]>([
    [
      'a token that only reads',
      { tokens: [tokenWith({ issues: 'read' })] },
      (desk) => desk.open(text, []),
      '403',
      permissions,
    ],
    [
      'a token without issues',
      { tokens: [tokenWith({ contents: 'read' })] },
      (desk) => desk.issues(),
      '403',
      permissions,
    ],
    ['issues switched off', { hasIssues: false }, (desk) => desk.issues(), '410', 'Switch on issues in the settings'],
    [
      'issues switched off, as if it was the token',
      { hasIssues: false, issuesRefusal: 403 },
      (desk) => desk.issues(),
      '403',
      'Switch on issues in the settings',
    ],
    [
      'an issue that is deleted meanwhile',
      { issues: (seed.issues ?? []).map((one) => ({ ...one, deleted: true })) },
      (desk) => desk.rewrite(1, text, true),
      '410',
      'Run again: people are asked in a new one.',
    ],
  ])('%s', async (_what, more, ask, status, fix) => {
    const desk = await deskIn(more);
    await expect(ask(desk)).rejects.toMatchObject({
      ...{ code: 'HANDOFF_UNREADABLE', fix: expect.stringContaining(fix) },
      evidence: expect.arrayContaining([{ name: 'Status', value: status }]),
    });
  });
});
