import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { CheckRun, Comment, Issue, Pull } from '../../emulator/github/records.ts';
import type { RunExtras, Scenario } from './scenario.ts';

/** The repository of the world. */
export const ownRepository = 'contoso/identity';

/** A commit that is one digit over and over. */
export const sha = (digit: string): string => digit.repeat(40);

/** Opens a pull request of `mona`, as a push of a branch and a click would. */
export const openPull = (scenario: Scenario, number: number, more: Partial<Pull> = {}): Pull => {
  const at = '2026-11-24T09:00:00Z';
  const pull: Pull = {
    ...{ number, title: `Change ${number}`, body: null, state: 'open', labels: [], user: 'mona' },
    ...{ created_at: at, updated_at: at, closed_at: null, draft: false },
    head: { sha: sha('1'), ref: `topic-${number}`, repo: ownRepository },
    base: { sha: sha('0'), ref: 'main' },
    ...{ merged: false, merged_at: null, merge_commit_sha: null, commits: [] },
    ...more,
  };
  scenario.emulator.world.state.github.pulls.push(pull);
  return pull;
};

/** Merges it: the pushed commit is `commit`. */
export const merge = (pull: Pull, commit: string): void => {
  const at = '2026-11-24T10:00:00Z';
  Object.assign(pull, { state: 'closed', closed_at: at, merged: true, merged_at: at, merge_commit_sha: commit });
};

const eventFile = async (payload: object): Promise<string> => {
  const file = path.join(await mkdtemp(path.join(os.tmpdir(), 'truu-event-')), 'event.json');
  await writeFile(file, JSON.stringify(payload));
  return file;
};

/** How a runner starts the action for a pull request. */
export const onPull = async ({ number, head, user }: Pull, extras: RunExtras = {}): Promise<RunExtras> => {
  const payload = {
    action: 'synchronize',
    number,
    pull_request: {
      number,
      user: { login: user },
      head: { sha: head.sha, ref: head.ref, repo: head.repo === null ? null : { full_name: head.repo } },
    },
  };
  return {
    ...extras,
    extra: {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: await eventFile(payload),
      GITHUB_REF: `refs/pull/${number}/merge`,
      GITHUB_SHA: sha('e'),
      GITHUB_ACTOR: user,
      ...extras.extra,
    },
  };
};

/** How a runner starts the action for a push to main; the commit is made known to the world. */
export const onPush = (scenario: Scenario, commit: string, extras: RunExtras = {}): RunExtras => {
  scenario.emulator.world.state.github.commits.push(commit);
  const extra = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_SHA: commit };
  return { ...extras, extra: { ...extra, ...extras.extra } };
};

/** What GitHub holds. */
export const onGithub = (
  scenario: Scenario,
): {
  readonly comments: readonly Comment[];
  readonly issues: readonly Issue[];
  readonly checkRuns: readonly CheckRun[];
} => scenario.emulator.world.state.github;
