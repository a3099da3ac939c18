import { ActionError } from '../support/errors.ts';
import type { ForkRun } from '../github/fork-spec.ts';
import type { Repository } from './github-wire.ts';

/** A pull request of the event. */
export interface PullOfEvent {
  readonly number: number;
  readonly headSha: string;
  /** Its head is in another repository, or in a deleted one. */
  readonly fork: boolean;
  readonly dependabot: boolean;
}

/** What started the run, and where. */
export interface RunEvent {
  readonly name: string;
  /** Only for `pull_request`. */
  readonly pull: PullOfEvent | null;
  /** Only for `workflow_run`: the completed run, if it was for a pull request of another repository. */
  readonly forkRun: ForkRun | null;
  /** Only for `merge_group`: the number of the entry in the queue. */
  readonly queuedPull: number | null;
  /** Only for a new comment of `issue_comment`: its id. What else the payload says of it is not believed. */
  readonly newComment: number | null;
  /** Who started the run, in its first attempt; null when it is not known. */
  readonly actor: { readonly login: string; readonly id: number } | null;
  /** Login of the account that started this attempt. */
  readonly startedBy: string | null;
  /** Number of the run, in all its attempts; null outside of GitHub Actions. */
  readonly run: number | null;
  /** How often the run was started: 1 for the first attempt. */
  readonly attempt: number;
  /** Path of the workflow that runs; null when it is not known. */
  readonly workflow: string | null;
  readonly sha: string | null;
  /** Name of the branch; null on a tag, or when it is not known. */
  readonly branch: string | null;
  /** Null outside of GitHub Actions. */
  readonly repository: Repository | null;
  /** Number of the repository, which its name can change without; null when it is not known. */
  readonly repositoryId: string | null;
  /** Base address of GitHub's API. */
  readonly apiUrl: string;
  /** Web address of the repository. */
  readonly repositoryUrl: string | null;
  /** Web address of the run. */
  readonly runUrl: string | null;
}

interface Payload {
  readonly pull_request?: {
    readonly number?: unknown;
    readonly head?: { readonly sha?: unknown; readonly repo?: { readonly full_name?: unknown } | null };
    readonly user?: { readonly login?: unknown } | null;
  };
  readonly workflow_run?: {
    readonly event?: unknown;
    readonly head_sha?: unknown;
    readonly head_branch?: unknown;
    readonly head_repository?: { readonly id?: unknown } | null;
  };
  readonly repository?: { readonly id?: unknown };
  readonly action?: unknown;
  readonly comment?: { readonly id?: unknown };
}

const dependabot = 'dependabot[bot]';
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Reads the event from the toolkit. */
export const readEvent = async (): Promise<RunEvent> => {
  const { context } = await import('@actions/github');
  const { eventName, actor, sha, ref, serverUrl, apiUrl, runId } = context;
  const payload = context.payload as Payload;
  const full = process.env['GITHUB_REPOSITORY'] ?? '';
  const [owner = '', repo = ''] = full.split('/');
  const known = owner !== '' && repo !== '';
  const repositoryUrl = known ? `${serverUrl}/${owner}/${repo}` : null;
  return {
    name: text(eventName) ?? '',
    pull: eventName === 'pull_request' ? pullOf(payload, full, actor) : null,
    forkRun: eventName === 'workflow_run' ? forkRunOf(payload) : null,
    queuedPull: eventName === 'merge_group' ? queuedPullOf(ref ?? '') : null,
    newComment: eventName === 'issue_comment' ? newCommentOf(payload) : null,
    actor: actorOf(process.env),
    startedBy: text(process.env['GITHUB_TRIGGERING_ACTOR']),
    run: Number.isInteger(runId) ? runId : null,
    attempt: Number(process.env['GITHUB_RUN_ATTEMPT'] ?? 1),
    workflow: workflowOf(process.env),
    sha: text(sha),
    branch: text(/^refs\/heads\/(.+)$/.exec(ref ?? '')?.[1]),
    repository: known ? { owner, repo } : null,
    repositoryId: text(process.env['GITHUB_REPOSITORY_ID']),
    apiUrl,
    repositoryUrl,
    runUrl: repositoryUrl !== null && Number.isInteger(runId) ? `${repositoryUrl}/actions/runs/${runId}` : null,
  };
};

/** Path of the workflow that runs; null when it is not known. */
export const workflowOf = ({ GITHUB_WORKFLOW_REF: ref = '' }: NodeJS.ProcessEnv): string | null =>
  /^[^/]+\/[^/]+\/(.+?)@/.exec(ref)?.[1] ?? null;

const pullOf = ({ pull_request: pull }: Payload, repository: string, actor: string | undefined): PullOfEvent | null => {
  const headSha = text(pull?.head?.sha);
  if (typeof pull?.number !== 'number' || headSha === null) return null;
  return {
    number: pull.number,
    headSha,
    fork: text(pull.head?.repo?.full_name)?.toLowerCase() !== repository.toLowerCase(),
    dependabot: actor === dependabot || pull.user?.login === dependabot,
  };
};

const newCommentOf = ({ action, comment }: Payload): number | null =>
  action === 'created' && typeof comment?.id === 'number' ? comment.id : null;

const actorOf = ({ GITHUB_ACTOR: login, GITHUB_ACTOR_ID: id }: NodeJS.ProcessEnv): RunEvent['actor'] =>
  login !== undefined && /^[1-9]\d{0,14}$/.test(id ?? '') ? { login, id: Number(id) } : null;

/** The branch of an entry is `gh-readonly-queue/BASE/pr-N-SHA`; the payload has no number (GitHub docs, read 2026-11). */
const queuedPullOf = (ref: string): number | null => {
  const [, number] = /^refs\/heads\/gh-readonly-queue\/.+\/pr-([1-9]\d{0,8})-[0-9a-f]{40,64}$/.exec(ref) ?? [];
  return number === undefined ? null : Number(number);
};

const forkRunOf = ({ workflow_run: run, repository }: Payload): ForkRun | null => {
  const [headSha, headRef, headRepositoryId] = [text(run?.head_sha), text(run?.head_branch), run?.head_repository?.id];
  const isFork = typeof headRepositoryId === 'number' && headRepositoryId !== repository?.id;
  if (text(run?.event) !== 'pull_request' || headSha === null || headRef === null || !isFork) return null;
  return { headSha, headRef, headRepositoryId };
};

/**
 * Refuses a login on pull_request_target: such a run has the permissions of the base branch, and any GitHub user can
 * start it (GitHub docs, events-that-trigger-workflows, read 2026-11). Throws AUTH_PULL_REQUEST_TARGET.
 */
export const refuseEvent = ({ name }: RunEvent): void => {
  if (name === 'pull_request_target')
    throw new ActionError('AUTH_PULL_REQUEST_TARGET', 'This workflow runs on pull_request_target.');
};
