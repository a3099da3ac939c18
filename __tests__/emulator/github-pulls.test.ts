import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller } from '../support/emulator-clients.ts';
import { githubAs, octokitOf, repository } from '../support/emulator-github.ts';
import { startEmulator, type TestEmulator } from '../support/emulator.ts';

let emulator: TestEmulator;
let github: Caller;

const sha = (digit: string): string => digit.repeat(40);
const own = 'contoso/identity';
const pull = (number: number, digit: string, more: object = {}) => ({
  ...{ number, title: `Change ${number}`, user: 'hubot', base: { sha: sha('0'), ref: 'main' } },
  ...{ head: { sha: sha(digit), ref: `topic-${number}`, repo: own }, ...more },
});

const pulls = [
  pull(1, '1', { merged: true, merge_commit_sha: sha('a') }),
  // A rebase: two commits, put onto the base branch as two others.
  pull(2, '2', { merged: true, merge_commit_sha: sha('c'), commits: [sha('3'), sha('b')] }),
  pull(3, '4', { head: { sha: sha('4'), ref: 'main', repo: 'mona/identity' } }),
  pull(4, '5', { state: 'closed' }),
  // Opened from the branch of the first before that was merged; a test merge is not a merge.
  pull(5, '6', { commits: [sha('1')], merge_commit_sha: sha('d') }),
  // Stands on the merge commit of the first.
  pull(6, '7', { commits: [sha('a')] }),
];

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  await emulator.reset({ github: { pulls, commits: [sha('e'), sha('d')] } });
  github = githubAs(emulator);
});

const numbersOf = async (ref: string) => {
  const { body } = await github<{ number: number }[]>('GET', `${repository}/commits/${ref}/pulls`);
  return body.map(({ number }) => number);
};

describe('the pull requests of a commit', () => {
  test.each([
    ['a merge or squash commit: the one that it merged, and no later one that has it', sha('a'), [1]],
    ['the last commit of a rebase', sha('c'), [2]],
    ['an earlier commit of a rebase', sha('b'), [2]],
    ['a commit that was rebased', sha('3'), [2]],
    ['a head that was merged and that an open one has too', sha('1'), [1, 5]],
    ['a head in a fork', sha('4'), [3]],
    ['a head that was closed without a merge', sha('5'), []],
    ['a test merge', sha('d'), []],
    ['a commit of none', sha('e'), []],
    ['a branch', 'topic-5', [5]],
    ['the branch of the run, whatever a fork calls its own', 'main', []],
  ])('%s', async (_what, ref, numbers) => {
    expect(await numbersOf(ref)).toEqual(numbers);
  });

  test('say when they were merged, but not that', async () => {
    const { body } = await github<Record<string, unknown>[]>('GET', `${repository}/commits/${sha('a')}/pulls`);
    expect(body).toMatchObject([
      { number: 1, state: 'closed', merged_at: expect.any(String), head: { sha: sha('1'), repo: { full_name: own } } },
    ]);
    expect(body[0]).not.toHaveProperty('merged');
  });

  test('cannot be had of a commit that nobody knows', async () => {
    const { status, body } = await github('GET', `${repository}/commits/${sha('f')}/pulls`);
    expect([status, body]).toMatchObject([422, { message: `No commit found for SHA: ${sha('f')}`, status: '422' }]);
  });

  test('cannot be had of a branch that only a fork has', async () => {
    const fork = pull(3, '4', { head: { sha: sha('4'), ref: 'elsewhere', repo: 'mona/identity' } });
    await emulator.reset({ github: { pulls: [fork] } });
    expect((await github('GET', `${repository}/commits/elsewhere/pulls`)).status).toBe(422);
  });

  test('are read by GitHub’s own client', async () => {
    const input = { owner: 'contoso', repo: 'identity', commit_sha: sha('1'), per_page: 1 };
    const octokit = octokitOf(emulator);
    const all = await octokit.paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, input);
    expect(all.map(({ number }) => number)).toEqual([1, 5]);
  });
});

describe('a pull request', () => {
  test('says whether it was merged, and as what', async () => {
    expect((await github('GET', `${repository}/pulls/1`)).body).toMatchObject({
      ...{ number: 1, merged: true, state: 'closed', merge_commit_sha: sha('a'), user: { login: 'hubot' } },
      base: { ref: 'main', repo: { full_name: own } },
    });
    expect((await github('GET', `${repository}/pulls/3`)).body).toMatchObject({
      ...{ merged: false, state: 'open', merged_at: null },
      head: { label: 'mona:main', repo: { full_name: 'mona/identity', fork: true } },
    });
  });

  test('has no repository once its fork is gone', async () => {
    await emulator.reset({ github: { pulls: [pull(3, '4', { head: { sha: sha('4'), ref: 'a', repo: null } })] } });
    expect((await github('GET', `${repository}/pulls/3`)).body).toMatchObject({
      head: { sha: sha('4'), repo: null, user: null },
    });
  });

  test('is not found by a number of none', async () => {
    expect((await github('GET', `${repository}/pulls/9`)).status).toBe(404);
  });
});
