import { describe, expect, test } from '@jest/globals';
import { recordId, recordName } from '../../../src/report/check/record.ts';
import { findReviewedPlan } from '../../../src/github/reviewed-plan.ts';
import { tokenWith, type GithubSeed } from '../../support/emulator-github.ts';
import { fileEmulator } from '../../support/file-emulator.ts';
import { githubWith } from '../../support/github-port.ts';

const specFile = '.github/truu-directory.yml';
const sha = (digit: string): string => digit.repeat(40);
const print = (digit: string): string => digit.repeat(64);
const pull = (number: number, more: object = {}) => ({
  ...{ number, title: `Change ${number}`, merged: true, merge_commit_sha: sha('a') },
  ...{
    head: { sha: sha('1'), ref: `topic-${number}`, repo: 'contoso/identity' },
    base: { sha: sha('0'), ref: 'main' },
  },
  ...more,
});
const check = (id: number, digit: string, more: object = {}) => ({
  ...{ id, name: recordName(specFile), head_sha: sha('1'), external_id: recordId(specFile, print(digit)) },
  ...more,
});

const emulator = fileEmulator();

const find = async (seed: GithubSeed, commit = sha('a'), branch: string | null = 'main') =>
  findReviewedPlan(await githubWith(emulator, { commits: [sha('a'), sha('b'), sha('c')], ...seed }), {
    commit,
    branch,
    specFile,
  });

describe('the reviewed plan of a pushed commit', () => {
  test.each([
    ['a merge or squash commit', { pulls: [pull(5)], checkRuns: [check(1, '7')] }, sha('a')],
    [
      'the last commit of a rebase',
      { pulls: [pull(5, { merge_commit_sha: sha('c'), commits: [sha('2'), sha('b')] })], checkRuns: [check(1, '7')] },
      sha('c'),
    ],
    [
      'a commit that later pull requests stand on',
      { pulls: [pull(5), pull(6, { merge_commit_sha: sha('b'), commits: [sha('a')] })], checkRuns: [check(1, '7')] },
      sha('a'),
    ],
    [
      'a head that was planned twice: the last run counts',
      { pulls: [pull(5)], checkRuns: [check(1, '6'), check(2, '7')] },
      sha('a'),
    ],
    [
      'a head that others checked as well',
      {
        pulls: [pull(5)],
        checkRuns: [
          check(1, '7'),
          check(2, '8', { app: 'another-app' }),
          check(3, '8', { external_id: recordId('other.yml', print('8')) }),
          check(4, '8', { external_id: 'ci-42' }),
        ],
      },
      sha('a'),
    ],
  ])('is found for %s', async (_what, seed, commit) => {
    expect(await find(seed, commit)).toMatchObject({ pull: 5, fingerprint: print('7') });
  });

  test.each([
    ['no pull request', {}, 'This commit belongs to no merged pull request'],
    [
      'one that is still open',
      { pulls: [pull(5, { merged: false })] },
      'This commit belongs to no merged pull request',
    ],
    [
      'one that was merged into another branch',
      { pulls: [pull(5, { base: { sha: sha('0'), ref: 'release' } })], checkRuns: [check(1, '7')] },
      'This commit belongs to no merged pull request',
    ],
    [
      'several',
      { pulls: [pull(5), pull(6)], checkRuns: [check(1, '7')] },
      'This commit belongs to several merged pull requests',
    ],
    [
      'one from a fork',
      { pulls: [pull(5, { head: { sha: sha('1'), ref: 'main', repo: 'mona/identity' } })], checkRuns: [check(1, '7')] },
      'is from a fork',
    ],
    [
      'one from a fork that is gone',
      { pulls: [pull(5, { head: { sha: sha('1'), ref: 'main', repo: null } })], checkRuns: [check(1, '7')] },
      'is from a fork',
    ],
    ['one without a plan', { pulls: [pull(5)] }, 'has no recorded plan of this spec'],
    [
      'one whose plan is of an earlier push',
      { pulls: [pull(5)], checkRuns: [check(1, '7', { head_sha: sha('2') })] },
      'has no recorded plan of this spec',
    ],
    [
      'one whose plan another app recorded',
      { pulls: [pull(5)], checkRuns: [check(1, '7', { app: 'another-app' })] },
      'has no recorded plan of this spec',
    ],
    [
      'one whose last plan failed',
      { pulls: [pull(5)], checkRuns: [check(1, '7'), check(2, '7', { conclusion: 'failure' })] },
      'The last plan of the pull request failed',
    ],
  ])('is none with %s', async (_what, seed: GithubSeed, texts) => {
    await expect(find(seed)).rejects.toMatchObject({
      code: 'PLAN_NOT_REVIEWED',
      message: expect.stringContaining(texts),
      fix: expect.stringContaining('expect-plan'),
    });
  });

  test('is none on a tag', async () => {
    const seed = { pulls: [pull(5)], checkRuns: [check(1, '7')] };
    await expect(find(seed, sha('a'), null)).rejects.toMatchObject({ code: 'PLAN_NOT_REVIEWED' });
  });

  test('is none for a commit that GitHub does not know', async () => {
    await expect(find({}, sha('f'))).rejects.toMatchObject({ code: 'PLAN_NOT_REVIEWED' });
  });

  test.each([
    ['pull requests', { checks: 'read' }, 'pull_requests=read'],
    ['checks', { pull_requests: 'read' }, 'checks=read'],
  ] as const)(
    'is unreadable to a token that may not see %s, which is not "none"',
    async (_what, permissions, accepts) => {
      const seed = { tokens: [tokenWith(permissions)], pulls: [pull(5)], checkRuns: [check(1, '7')] };
      await expect(find(seed)).rejects.toMatchObject({
        code: 'PLAN_REVIEW_UNREADABLE',
        evidence: expect.arrayContaining([
          { name: 'GitHub answered', value: 'HTTP 403' },
          { name: 'Sufficient permission', value: accepts },
        ]),
      });
    },
  );

  test('is unreadable when GitHub fails', async () => {
    const github = await githubWith(emulator, { pulls: [pull(5)], commits: [sha('a')] });
    await emulator.faults.add({
      service: 'github',
      path: '/pulls$',
      times: 0,
      when: 'before',
      do: { answer: { status: 503 } },
    });
    const applied = { commit: sha('a'), branch: 'main', specFile };
    await expect(findReviewedPlan(github, applied)).rejects.toMatchObject({ code: 'PLAN_REVIEW_UNREADABLE' });
  });
});
