import { describe, expect, test } from '@jest/globals';
import { reports } from '../../../samples/reports.ts';
import type { RunEvent } from '../../../src/action/event.ts';
import { publishToGithub } from '../../../src/action/publish-github.ts';
import type { Github, Pull } from '../../../src/github/port.ts';
import type { Report } from '../../../src/report/report.ts';

const sha = (digit: string): string => digit.repeat(40);
const planWorkflow = '.github/workflows/truu-plan.yml';
const pull = { number: 5, headSha: sha('1'), fork: false, dependabot: false };

const event = (more: Partial<RunEvent>): RunEvent => ({
  ...{ name: 'pull_request', pull: null, forkRun: null, queuedPull: null, attempt: 1, workflow: planWorkflow },
  ...{ sha: sha('e'), branch: 'main', repository: { owner: 'contoso', repo: 'identity' }, apiUrl: 'https://a.example' },
  ...{
    repositoryId: null,
    repositoryUrl: null,
    runUrl: null,
    newComment: null,
    actor: null,
    startedBy: null,
    run: null,
  },
  ...more,
});

/** What is written on GitHub for a report of a run, where these pull requests belong to its commit. */
const written = async (report: Report, of: RunEvent, pulls: readonly Partial<Pull>[] = []) => {
  const writes: string[] = [];
  const github = {
    now: () => '2026-11-24T10:00:00.000Z',
    viewer: async () => ({ login: 'github-actions[bot]', id: 1 }),
    comments: async () => [],
    checks: async () => [],
    pull: async () => ({ open: true, headSha: pull.headSha }),
    pullsOf: async () => pulls,
    file: async () => ({ blob: sha('b'), mode: '100644' }),
    createComment: async (thread: number) => `comment ${writes.push(`comment on ${thread}`)}`,
    createCheck: async ({ commit }: { readonly commit: string }) => void writes.push(`check on ${commit[0] ?? ''}`),
  } as unknown as Github;
  const inputs = { token: null, comment: 'always', driftIssue: false, forkPullRequest: false } as const;
  const idToken = async (): Promise<string> => 'a.b.c';
  await publishToGithub(report, {
    ...{ github, event: of, inputs, planWorkflow, idToken },
    ...{ actionRepository: null, forkPull: null },
  });
  return writes;
};

describe('a plan', () => {
  const plan = reports['plan-new-privilege'];

  test.each<[string, Partial<RunEvent>, readonly string[]]>([
    ['recorded where it is shown', { pull }, ['comment on 5', 'check on 1']],
    ['shown, but not recorded for a fork', { pull: { ...pull, fork: true } }, ['comment on 5']],
    ['shown, but not recorded by another workflow', { pull, workflow: '.github/workflows/x.yml' }, ['comment on 5']],
    ['recorded, but not shown in the queue', { name: 'merge_group', queuedPull: 5 }, ['check on e']],
    ['neither shown nor recorded for a group without a number', { name: 'merge_group' }, []],
    ['neither shown nor recorded without a pull request', { name: 'workflow_dispatch' }, []],
  ])('is %s', async (_how, more, expected) => {
    expect((await written(plan, event(more))).sort()).toEqual([...expected].sort());
  });

  test('of a cancelled run is neither shown nor recorded', async () => {
    expect(await written({ ...plan, result: 'cancelled' }, event({ pull }))).toEqual([]);
  });
});

describe('an apply', () => {
  const applied: Report = { ...reports['plan-new-privilege'], mode: 'apply' };
  const merged = { number: 7, merged: true, baseRef: 'main' };

  test.each<[string, Partial<RunEvent>, readonly Partial<Pull>[], readonly string[]]>([
    ['the one that was merged', { name: 'push' }, [merged], ['comment on 7']],
    ['none when two brought the commit', { name: 'push' }, [merged, { ...merged, number: 8 }], []],
    ['none that was merged into another branch', { name: 'push' }, [{ ...merged, baseRef: 'next' }], []],
    ['none that is open', { name: 'push' }, [{ ...merged, merged: false }], []],
    ['none when it is run by hand', { name: 'workflow_dispatch' }, [merged], []],
    ['none on a tag', { name: 'push', branch: null }, [merged], []],
  ])('is shown on %s', async (_which, more, pulls, expected) => {
    expect(await written(applied, event(more), pulls)).toEqual(expected);
  });
});
