import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readEvent, type RunEvent } from '../../../src/action/event.ts';

const before = process.env['GITHUB_REPOSITORY'];
beforeAll(() => void (process.env['GITHUB_REPOSITORY'] = 'Contoso/Identity'));
afterAll(() => {
  if (before === undefined) delete process.env['GITHUB_REPOSITORY'];
  else process.env['GITHUB_REPOSITORY'] = before;
});

/** What is read of an event that GitHub tells so. */
const reading = async (eventName: string, payload: object, more: object = {}): Promise<RunEvent> => {
  const { context } = await import('@actions/github');
  Object.assign(context, { eventName, payload, actor: 'mona', ref: 'refs/heads/main', sha: 'e', ...more });
  return readEvent();
};

const pullOf = (repo: unknown, user = 'mona') => ({
  pull_request: { number: 5, head: { sha: '1', repo }, user: { login: user } },
});
const own = { full_name: 'contoso/identity' };

describe('a pull request', () => {
  test.each<[string, object, object, object]>([
    ['of a branch', pullOf(own), {}, { fork: false, dependabot: false }],
    ['of another repository', pullOf({ full_name: 'mona/identity' }), {}, { fork: true }],
    ['of a repository that is gone', pullOf(null), {}, { fork: true }],
    ['of a repository without a name', pullOf({}), {}, { fork: true }],
    ['of Dependabot, run again by a person', pullOf(own, 'dependabot[bot]'), {}, { dependabot: true }],
    ['of a person, updated by Dependabot', pullOf(own), { actor: 'dependabot[bot]' }, { dependabot: true }],
  ])('%s is known as such', async (_whose, payload, more, expected) => {
    expect((await reading('pull_request', payload, more)).pull).toMatchObject(expected);
  });

  test('is nothing that another event brings', async () => {
    expect((await reading('pull_request_target', pullOf(own))).pull).toBeNull();
  });
});

const forkRun = { event: 'pull_request', head_sha: '1', head_branch: 'topic', head_repository: { id: 2 } };

test.each<[string, string, object, boolean]>([
  ['a pull request of another repository', 'workflow_run', forkRun, true],
  ['one of the own repository', 'workflow_run', { ...forkRun, head_repository: { id: 1 } }, false],
  ['one of a repository that is gone', 'workflow_run', { ...forkRun, head_repository: null }, false],
  ['a push', 'workflow_run', { ...forkRun, event: 'push' }, false],
  ['one without a commit', 'workflow_run', { ...forkRun, head_sha: '' }, false],
  ['a pull request, by another event', 'push', forkRun, false],
])('a completed run for %s is one of a fork or not', async (_what, name, run, expected) => {
  const { forkRun: found } = await reading(name, { workflow_run: run, repository: { id: 1 } });
  expect(found !== null).toBe(expected);
});

const inQueue = (branch: string) => `refs/heads/gh-readonly-queue/${branch}`;

test.each<[string, string, number | null]>([
  ['merge_group', inQueue(`main/pr-7-${'a'.repeat(40)}`), 7],
  ['merge_group', inQueue(`release/pr-1-x/pr-7-${'a'.repeat(40)}`), 7],
  ['merge_group', inQueue('main/pr-7-topic'), null],
  ['merge_group', inQueue(`main/pr-0-${'a'.repeat(40)}`), null],
  ['merge_group', `refs/heads/pr-7-${'a'.repeat(40)}`, null],
  ['push', inQueue(`main/pr-7-${'a'.repeat(40)}`), null],
])('%s on %s is the entry %p of the merge queue', async (name, ref, expected) => {
  expect((await reading(name, {}, { ref })).queuedPull).toBe(expected);
});

test.each<[string, string, object, number | null]>([
  ['a new comment', 'issue_comment', { action: 'created', comment: { id: 5 } }, 5],
  ['an edited comment', 'issue_comment', { action: 'edited', comment: { id: 5 } }, null],
  ['a deleted comment', 'issue_comment', { action: 'deleted', comment: { id: 5 } }, null],
  ['a comment without a number', 'issue_comment', { action: 'created', comment: { id: '5' } }, null],
  ['another event', 'issues', { action: 'created', comment: { id: 5 } }, null],
])('of %s nothing is read but its number', async (_what, name, payload, expected) => {
  expect((await reading(name, payload)).newComment).toBe(expected);
});

test('who started a run is named by login and number, in every attempt', async () => {
  const names = ['GITHUB_ACTOR', 'GITHUB_ACTOR_ID', 'GITHUB_TRIGGERING_ACTOR'];
  const kept = names.map((name) => [name, process.env[name]] as const);
  try {
    Object.assign(process.env, { GITHUB_ACTOR: 'octocat', GITHUB_ACTOR_ID: '1', GITHUB_TRIGGERING_ACTOR: 'mona' });
    const { actor, startedBy, run } = await reading('push', {}, { runId: 9 });
    expect({ actor, startedBy, run }).toEqual({ actor: { login: 'octocat', id: 1 }, startedBy: 'mona', run: 9 });
    process.env['GITHUB_ACTOR_ID'] = 'x';
    expect((await reading('push', {})).actor).toBeNull();
  } finally {
    for (const [name, value] of kept) if (value === undefined) delete process.env[name];
    for (const [name, value] of kept) if (value !== undefined) process.env[name] = value;
  }
});
