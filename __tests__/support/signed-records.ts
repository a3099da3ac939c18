import type { CheckRun, GithubContent } from '../../emulator/github/records.ts';
import { blobId } from '../../emulator/github/git-objects.ts';
import type { GithubState } from '../../emulator/state.ts';
import { findReviewedPlan } from '../../src/github/reviewed-plan.ts';
import { planAudience } from '../../src/github/review/audience.ts';
import type { ReviewedPlan } from '../../src/plan/review.ts';
import { recordName, recordText } from '../../src/report/check/record.ts';
import { processClock } from '../../src/support/clock.ts';
import type { TestEmulator } from './emulator.ts';
import { githubPort, httpOf } from './github-port.ts';

/** The spec of the records. */
export const specFile = '.github/truu-directory.yml';
const planWorkflow = '.github/workflows/truu-plan.yml';
/** A commit that is one digit over and over. */
export const sha = (digit: string): string => digit.repeat(40);
/** A fingerprint that is one digit over and over. */
export const print = (digit: string): string => digit.repeat(64);
/** A merge that comes after every plan of a test. */
export const soon = new Date(Date.now() + 60_000).toISOString();

type Pull = GithubContent['pulls'][number];
/** A pull request that is merged as commit a. */
export const pull = (number: number, more: object = {}): Partial<Pull> => ({
  ...{ number, title: `Change ${number}`, merged: true, merged_at: soon, merge_commit_sha: sha('a') },
  ...{
    head: { sha: sha('1'), ref: `topic-${number}`, repo: 'contoso/identity' },
    base: { sha: sha('0'), ref: 'main' },
  },
  ...more,
});
/** A head in a fork. */
export const fork = { head: { sha: sha('1'), ref: 'main', repo: 'mona/identity' } };

/** A job, by what its token says of it. */
export type Job = Partial<Pick<GithubState, 'eventName' | 'ref' | 'sha' | 'workflowPath' | 'baseRef'>> & {
  claims?: object;
};
/** A job on pull request 5. */
export const onPull: Job = { eventName: 'pull_request', ref: 'refs/pull/5/merge', sha: sha('e'), baseRef: 'main' };
/** The branch of an entry in the queue. */
export const queueBranch = (number: number): string => `gh-readonly-queue/main/pr-${number}-${sha('0')}`;
/** A job on a group of the queue. */
export const inQueue = (group: string, number = 5): Job => ({
  ...{ eventName: 'merge_group', ref: `refs/heads/${queueBranch(number)}`, sha: group, baseRef: '' },
});

/** The token that a job gets. */
export const tokenFor = async (emulator: TestEmulator, job: Job, audience: string): Promise<string> => {
  const { github } = emulator.world.state;
  const before = { ...github, oidc: { ...github.oidc } };
  const { claims = {}, ...rest } = job;
  Object.assign(github, { workflowPath: planWorkflow, ...rest });
  github.oidc.claims = claims as Record<string, unknown>;
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: own } = emulator.env;
  const response = await emulator.fetch(`${url}&audience=${encodeURIComponent(audience)}`, {
    headers: { authorization: `bearer ${own}` },
  });
  Object.assign(github, before);
  return ((await response.json()) as { value: string }).value;
};

/** What is recorded: the plan of pull request 5 unless it says otherwise. */
export interface Recorded {
  readonly job?: Job;
  readonly pull?: number;
  readonly head?: string;
  readonly digit?: string;
  readonly workflow?: string;
  readonly token?: string;
  readonly path?: string;
  readonly check?: Partial<CheckRun>;
  /** What the record says of the inputs; not signed. */
  readonly trustInputs?: Readonly<Record<string, string>>;
}

/** Records a plan, as a job does that may write checks. */
export const record = async (emulator: TestEmulator, entry: Recorded = {}): Promise<void> => {
  const { job = onPull, pull: number = 5, head = sha('1'), digit = '7', path = specFile, trustInputs = {} } = entry;
  const plans = [[path, print(digit)]] as const;
  const workflow = blobId(entry.workflow ?? 'name: TruU plan\n');
  const token = entry.token ?? (await tokenFor(emulator, job, planAudience({ pull: number, head, workflow, plans })));
  const { checkRuns } = emulator.world.state.github;
  checkRuns.push({
    ...{ id: checkRuns.length + 1, name: recordName(specFile), head_sha: head, app: 'github-actions' },
    ...{ status: 'completed', conclusion: 'success', external_id: '', details_url: null },
    ...{ started_at: null, completed_at: null },
    output: {
      title: 'Plan',
      summary: '',
      text: recordText({ changes: [], trustInputs }, { token, plans }),
      annotations_count: 0,
    },
    ...entry.check,
  });
};

/** A world with pull request 5, and what a test adds. */
export const world = async (emulator: TestEmulator, github: object = {}): Promise<void> => {
  const commits = ['0', 'a', 'b', 'c', 'e', 'f', '9'].map(sha);
  await emulator.reset({ github: { commits, pulls: [pull(5)], oidc: { issuer: emulator.urls.oidc }, ...github } });
};

/** The gate’s answer for a commit. */
export const find = async (
  emulator: TestEmulator,
  commit = sha('a'),
  branch: string | null = 'main',
): Promise<ReviewedPlan> =>
  findReviewedPlan(
    {
      github: await githubPort(emulator),
      http: httpOf(emulator),
      idToken: (audience) => tokenFor(emulator, { workflowPath: '.github/workflows/truu-apply.yml' }, audience),
      retry: { clock: processClock, cancel: new AbortController().signal, lengthMs: 0 },
    },
    { commit, branch, specFile, planWorkflow },
  );

/** The trees of commits. */
export const files = (...more: object[]) => ({
  trees: more.map((one) => ({ parents: [], ...one })),
});
/** The plan workflow with a content. */
export const planFile = (content: string) => ({ path: planWorkflow, mode: '100644', content });
/** A spec with a content. */
export const spec = (content: string) => ({ path: specFile, mode: '100644', content });

const laterBy = (seconds: number) => ({ iat: Math.floor(Date.now() / 1_000) + seconds });

/** A plan that was issued half a minute later than the others. */
export const newer = (digit: string, job: Job = onPull): Recorded => ({ digit, job: { ...job, claims: laterBy(30) } });
/** A plan of this moment, to the second that all of a test share. */
export const issuedAt = (digit: string): Recorded => ({ digit, job: { ...onPull, claims: { iat: startedAt } } });
const startedAt = Math.floor(Date.now() / 1_000);
/** A plan that was issued after the merge. */
export const afterMerge: Recorded = { job: { ...onPull, claims: laterBy(3_600) } };
