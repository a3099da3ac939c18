import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { numberFor } from '../../emulator/github/actors.ts';
import type { CheckRun, Comment, FileMode, Issue, Pull } from '../../emulator/github/records.ts';
import type { GithubState } from '../../emulator/state.ts';
import { specText, type RunExtras, type Scenario } from './scenario.ts';

/** The repository of the world. */
export const ownRepository = 'contoso/identity';

/** A commit that is one digit over and over. */
export const sha = (digit: string): string => digit.repeat(40);

/** Opens a pull request of `mona`, as a push of a branch and a click would. */
export const openPull = (scenario: Scenario, number: number, more: Partial<Pull> = {}): Pull => {
  const at = '2026-11-24T09:00:00Z';
  const pull: Pull = {
    ...{ number, title: `Change ${number}`, body: null, state: 'open', labels: [], user: 'mona' },
    ...{ assignees: [], locked: false },
    ...{ created_at: at, updated_at: at, closed_at: null, draft: false },
    head: { sha: sha('1'), ref: `topic-${number}`, repo: ownRepository },
    base: { sha: sha('0'), ref: 'main' },
    ...{ merged: false, merged_at: null, merge_commit_sha: null, commits: [] },
    ...more,
  };
  scenario.emulator.world.state.github.pulls.push(pull);
  return pull;
};

/** Merges it, a minute from now unless told otherwise: the pushed commit is `commit`. */
export const merge = (pull: Pull, commit: string, at = new Date(Date.now() + 60_000)): void => {
  const merged_at = at.toISOString().replace(/\.\d+Z$/, 'Z');
  Object.assign(pull, { state: 'closed', closed_at: merged_at, merged: true, merged_at, merge_commit_sha: commit });
};

/** Writes the payload of an event, as GITHUB_EVENT_PATH names it. */
export const eventFile = async (payload: object): Promise<string> => {
  const file = path.join(await mkdtemp(path.join(os.tmpdir(), 'truu-event-')), 'event.json');
  await writeFile(file, JSON.stringify(payload));
  return file;
};

/** The workflow whose plans count. */
export const planWorkflow = '.github/workflows/truu-plan.yml';
/** The commit of the test merge of every pull request. */
export const testMerge = sha('e');

/** What a job runs on, as GitHub tells it in its token and in its environment. */
type Job = Pick<GithubState, 'eventName' | 'ref' | 'sha' | 'workflowPath' | 'baseRef' | 'headRef'>;

/** Lets the next token be that of a job, by an issuer that can be reached; returns the job's environment. */
const become = ({ emulator }: Scenario, job: Job): Record<string, string> => {
  const { entra, github } = emulator.world.state;
  Object.assign(github, job);
  github.oidc.issuer = emulator.urls.oidc;
  for (const { federatedIdentityCredentials } of entra.applications)
    for (const credential of federatedIdentityCredentials) credential.issuer = emulator.urls.oidc;
  return {
    GITHUB_EVENT_NAME: job.eventName,
    GITHUB_REF: job.ref,
    GITHUB_SHA: job.sha,
    GITHUB_WORKFLOW_REF: `${ownRepository}/${job.workflowPath}@${job.ref}`,
  };
};

/** How a runner starts the action for a pull request. */
export const onPull = async (
  scenario: Scenario,
  { number, head, base, user }: Pull,
  extras: RunExtras = {},
): Promise<RunExtras> => {
  const payload = {
    action: 'synchronize',
    number,
    pull_request: {
      number,
      user: { login: user },
      head: { sha: head.sha, ref: head.ref, repo: head.repo === null ? null : { full_name: head.repo } },
    },
  };
  scenario.emulator.world.state.github.commits.push(testMerge);
  const job = { eventName: 'pull_request', ref: `refs/pull/${number}/merge`, sha: testMerge };
  const branches = { workflowPath: planWorkflow, baseRef: base.ref, headRef: head.ref };
  const environment = become(scenario, { ...job, ...branches });
  const extra = { ...environment, GITHUB_EVENT_PATH: await eventFile(payload), GITHUB_ACTOR: user };
  return { ...extras, extra: { ...extra, ...extras.extra } };
};

/** How a runner starts the action for an entry of the merge queue whose group has this head. */
export const onQueue = (scenario: Scenario, { number }: Pull, group: string, extras: RunExtras = {}): RunExtras => {
  const { github } = scenario.emulator.world.state;
  const branch = `gh-readonly-queue/main/pr-${number}-${sha('0')}`;
  const created_at = new Date().toISOString();
  github.workflowRuns.push({
    ...{ id: github.workflowRuns.length + 1, path: planWorkflow, event: 'merge_group', head_branch: branch },
    ...{ head_sha: group, status: 'completed', conclusion: 'success', created_at, run_attempt: 1 },
  });
  const job = { eventName: 'merge_group', ref: `refs/heads/${branch}`, sha: group };
  const extra = become(scenario, { ...job, workflowPath: planWorkflow, baseRef: '', headRef: '' });
  return { ...extras, extra: { ...extra, ...extras.extra } };
};

/**
 * How a runner starts the action after the run of the plan workflow on a fork's pull request; the workspace is that of the
 * default branch.
 */
export const onForkRun = async ({ head }: Pull, more: object = {}): Promise<RunExtras> => {
  const id = numberFor(`repository ${head.repo ?? ''}`);
  const run = { event: 'pull_request', head_sha: head.sha, head_branch: head.ref, head_repository: { id }, ...more };
  const payload = { workflow_run: run, repository: { id: 702731845 } };
  return {
    spec: specText([['truu', 'directory', 'domain'], 'of-the-default-branch.example']),
    extra: {
      GITHUB_EVENT_NAME: 'workflow_run',
      GITHUB_EVENT_PATH: await eventFile(payload),
      GITHUB_REF: 'refs/heads/main',
    },
    with: { 'fork-pull-request': 'true' },
  };
};

/** How a runner starts the action for a push to main, or another event there; the commit is made known to the world. */
export const onPush = (scenario: Scenario, commit: string, extras: RunExtras = {}, eventName = 'push'): RunExtras => {
  scenario.emulator.world.state.github.commits.push(commit);
  const workflowPath = '.github/workflows/truu-apply.yml';
  const job = { eventName, ref: 'refs/heads/main', sha: commit, workflowPath, baseRef: '', headRef: '' };
  return { ...extras, extra: { ...become(scenario, job), ...extras.extra } };
};

/** Puts a spec into the tree of a commit, beside the files that every commit has. */
export const commitSpec = ({ emulator }: Scenario, commit: string, spec: string, mode: FileMode = '100644'): void => {
  const { files, trees } = emulator.world.state.github;
  const own = { path: '.github/truu-directory.yml', mode, content: spec };
  trees.push({ commit, parents: [], files: [...files, own] });
};

/** What GitHub holds. */
export const onGithub = (
  scenario: Scenario,
): {
  readonly comments: readonly Comment[];
  readonly issues: readonly Issue[];
  readonly checkRuns: readonly CheckRun[];
} => scenario.emulator.world.state.github;
