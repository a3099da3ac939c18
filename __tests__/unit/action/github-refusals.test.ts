import { describe, expect, test } from '@jest/globals';
import { reports } from '../../../samples/reports.ts';
import { createGithub } from '../../../src/action/github.ts';
import { requireCurrentSpec } from '../../../src/github/current-spec.ts';
import { publishDriftIssue } from '../../../src/github/issue.ts';
import type { Github } from '../../../src/github/port.ts';
import { githubLimitMs } from '../../../src/github/rate-limit.ts';
import { createHttp, openRetryBudget, type Fetch, type RetryBudget } from '../../../src/support/http.ts';
import { Secret } from '../../../src/support/secret.ts';
import { firstToken, type GithubSeed } from '../../support/emulator-github.ts';
import { fileEmulator } from '../../support/file-emulator.ts';
import { handClock } from '../support/hand-clock.ts';

const emulator = fileEmulator();
const timeoutMs = 20_000;
const issue = { title: 'Drift', body: 'x', labels: ['truu-directory'] };

/** GitHub as the action sees it, in a world whose clock moves with the waits of the run. */
const opened = async (github: GithubSeed, budget: RetryBudget = openRetryBudget(timeoutMs)) => {
  await emulator.reset({ github });
  const clock = handClock(timeoutMs);
  clock.onWait = () => emulator.world.clock.advance(`PT${Math.ceil((clock.waits.at(-1) ?? 0) / 1_000)}S`);
  const fetch = emulator.fetch as unknown as Fetch;
  const cancel = new AbortController().signal;
  const http = createHttp({ fetch, clock, timeoutMs, cancel, budget, attempts: 1, throttled: githubLimitMs });
  const repository = { owner: 'contoso', repo: 'identity' };
  const port = await createGithub(new Secret(firstToken(emulator)), { repository, apiUrl: emulator.urls.github }, http);
  return { github: port, clock };
};

const failureOf = async (sent: Promise<unknown>): Promise<unknown> => sent.catch((thrown: unknown) => thrown);

describe('a secondary limit', () => {
  test.each([
    [403, true],
    [429, true],
    [403, false],
    [429, false],
  ] as const)('refused with %d, with a time: %s, is waited for', async (status, retryAfter) => {
    const { github, clock } = await opened({ secondaryLimit: { contentPerMinute: 1, status, retryAfter } });
    await github.createIssue(issue);
    await github.createIssue(issue);
    expect(emulator.world.state.github.issues).toHaveLength(2);
    expect(clock.waits).toHaveLength(1);
    expect(clock.waits[0]).toBeGreaterThan(55_000);
    expect(clock.waits[0]).toBeLessThanOrEqual(60_000);
  });

  test('is not waited for beyond the budget of the run, and nothing is written', async () => {
    const budget = { leftMs: 50_000 };
    const seed = { secondaryLimit: { contentPerMinute: 0, status: 403, retryAfter: true } } as const;
    const { github, clock } = await opened(seed, budget);
    expect(await failureOf(github.createIssue(issue))).toMatchObject({ status: 403, limited: true });
    expect([clock.waits, budget.leftMs, emulator.world.state.github.issues]).toEqual([[], 50_000, []]);
  });

  test('of an hour without requests is waited for when it ends in time', async () => {
    const { github, clock } = await opened({ rateLimit: 1 });
    await github.defaultBranch();
    emulator.world.clock.advance('PT59M');
    expect(await github.defaultBranch()).toBe('main');
    expect(clock.waits).toHaveLength(1);
  });
});

describe('a repository that was renamed', () => {
  const moved: GithubSeed & { repository: string } = {
    repository: 'contoso/directory',
    formerNames: ['contoso/identity'],
  };
  const spec = { file: 'spec.yml', blobs: ['a'] };

  test.each<[string, number, (github: Github) => Promise<unknown>]>([
    ['a list', 301, (github) => github.comments(5)],
    ['a read', 301, (github) => github.defaultBranch()],
    ['a new issue', 307, (github) => github.createIssue(issue)],
    ['a changed comment', 307, (github) => github.updateComment(5, 'x')],
  ])('does not answer %s', async (_what, status, send) => {
    const { github } = await opened(moved);
    expect(await failureOf(send(github))).toMatchObject({ name: 'GithubFailure', status });
    expect(emulator.world.state.github.issues).toEqual([]);
  });

  test('is named by the review gate', async () => {
    const { github } = await opened(moved);
    const order = { event: 'workflow_dispatch', attempt: 1, branch: 'main' };
    expect(await failureOf(requireCurrentSpec(github, spec, order))).toMatchObject({
      code: 'PLAN_REVIEW_UNREADABLE',
      fix: expect.stringContaining('The repository was renamed or transferred'),
    });
  });
});

describe('issues that are switched off', () => {
  const publish = (github: Github) =>
    publishDriftIssue(github, reports.drift, {
      ...{ repositoryUrl: null, commit: null, runUrl: null },
      now: '2026-11-24T10:00:00.000Z',
    });

  test.each([410, 403] as const)('and refused with %d are told of as that', async (issuesRefusal) => {
    const { github } = await opened({ hasIssues: false, issuesRefusal });
    expect(await failureOf(publish(github))).toMatchObject({ name: 'IssuesOff' });
  });

  test('are not the reason of another refusal', async () => {
    const { github } = await opened({ tokens: [{ token: 'a', actor: 'github-actions[bot]', permissions: {} }] });
    expect(await failureOf(publish(github))).toMatchObject({ name: 'GithubFailure', status: 403 });
  });
});
