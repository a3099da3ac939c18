import { readEnvironmentState } from '../github/environment.ts';
import { requireCurrentSpec } from '../github/current-spec.ts';
import { createHandOffDesk } from '../github/hand-off/desk.ts';
import { githubLimitMs } from '../github/rate-limit.ts';
import { findReviewedPlan } from '../github/reviewed-plan.ts';
import type { Host, Review, RunRequest } from '../run/request.ts';
import { processClock } from '../support/clock.ts';
import { ActionError } from '../support/errors.ts';
import { createHttp, type Fetch, type Http, type RetryBudget } from '../support/http.ts';
import type { MaskSecret } from '../support/secret.ts';
import { typedIn } from './confirmation.ts';
import type { RunEvent } from './event.ts';
import { readForeignSpec, type ForeignSpec } from './foreign-spec.ts';
import type { GithubInputs } from './github-inputs.ts';
import { createGithub } from './github.ts';
import type { HostParts } from './host.ts';
import { createIdToken } from './id-token.ts';
import type { GithubContext } from './publish-github.ts';
import type { Ending } from './signals.ts';

/** Publishing a plan must not delay a run for long when GitHub is down. */
const attempts = 3;
/** GitHub's index of pull requests is late by seconds: a quarter of a request's timeout, 5 s by default. */
const lateIndexInTimeouts = 0.25;

/** GitHub for a run, for reports and for the review. */
export interface OpenGithub {
  readonly context: GithubContext;
  readonly handOffs: NonNullable<Host['handOffs']>;
  readonly review: Review;
  /** The spec of a fork's pull request; null: it is in the workspace. */
  readonly foreignSpec: ForeignSpec['spec'] | null;
}

/** What GitHub is opened with. */
export interface GithubParts {
  readonly env: NodeJS.ProcessEnv;
  readonly ending: Ending;
  readonly fetch: Fetch;
  readonly maskSecret: MaskSecret;
  readonly budget: RetryBudget;
}

/** GitHub for this run; null without a token, or outside of a repository. Throws as `readForeignSpec` and `typedIn`. */
export const openGithub = async (
  event: RunEvent,
  inputs: GithubInputs,
  request: RunRequest,
  { env, ending: { cancel }, fetch, maskSecret, budget }: GithubParts,
): Promise<OpenGithub | null> => {
  const { repository, apiUrl } = event;
  if (inputs.token === null || repository === null) return null;
  const { requestTimeoutMs: timeoutMs } = request;
  const policy = { fetch, clock: processClock, timeoutMs, cancel, attempts, budget };
  const http = createHttp(policy);
  const ofGithub = createHttp({ ...policy, throttled: githubLimitMs });
  const github = await createGithub(inputs.token, { repository, apiUrl }, ofGithub);
  const foreign = inputs.forkPullRequest ? await readForeignSpec(github, event, request) : null;
  const { planWorkflow, actionRepository } = request;
  const idToken = createIdToken(http, env, maskSecret);
  const forkPull = foreign?.pull ?? null;
  const context = { github, event, inputs, actionRepository, planWorkflow, idToken, forkPull };
  const { repositoryId } = event;
  const consumer = `github:${repositoryId ?? `${repository.owner}/${repository.repo}`}`;
  const run = event.runUrl ?? 'not in GitHub Actions';
  const handOffs = { desk: createHandOffDesk(github), consumer, typed: typedIn(request, event), run };
  return { context, handOffs, review: reviewBy(context, http, request, cancel), foreignSpec: foreign?.spec ?? null };
};

const reviewBy = (
  { github, event, idToken, planWorkflow }: GithubContext,
  http: Http,
  { requestTimeoutMs }: RunRequest,
  cancel: AbortSignal,
): Review => {
  const { sha, branch, name, attempt } = event;
  const retry = { clock: processClock, cancel, lengthMs: requestTimeoutMs * lateIndexInTimeouts };
  return {
    requireCurrent: (spec) => requireCurrentSpec(github, spec, { event: name, attempt, branch }),
    reviewedPlan: (specFile) =>
      sha === null
        ? unreviewed.reviewedPlan(specFile)
        : findReviewedPlan({ github, http, idToken, retry }, { commit: sha, branch, specFile, planWorkflow }),
  };
};

/** The review where there is no commit, or nobody to ask for one. */
export const unreviewed: Review = {
  requireCurrent: () => Promise.resolve(),
  reviewedPlan: () =>
    Promise.reject(new ActionError('PLAN_NOT_REVIEWED', 'This run has no commit that belongs to a pull request.')),
};

/** Reads the deployment environment of the job; without access to GitHub's API its rule stays unknown. */
export const environmentReader =
  (context: GithubContext | null): HostParts['environmentState'] =>
  (claims) =>
    readEnvironmentState(context?.github ?? null, claims);
