import { findReviewedPlan } from '../github/reviewed-plan.ts';
import type { Host, RunRequest } from '../run/request.ts';
import { processClock } from '../support/clock.ts';
import { ActionError } from '../support/errors.ts';
import { createHttp, type Fetch } from '../support/http.ts';
import type { RunEvent } from './event.ts';
import type { GithubInputs } from './github-inputs.ts';
import { createGithub } from './github.ts';
import type { GithubContext } from './publish-github.ts';

/** Publishing a plan must not delay a run for long when GitHub is down. */
const attempts = 3;

/** GitHub for this run; null without a token, or outside of a repository. */
export const openGithubContext = async (
  event: RunEvent,
  inputs: GithubInputs,
  { requestTimeoutMs: timeoutMs }: Pick<RunRequest, 'requestTimeoutMs'>,
  { ending: { cancel }, fetch }: { readonly ending: { readonly cancel: AbortSignal }; readonly fetch: Fetch },
): Promise<GithubContext | null> => {
  const { repository, apiUrl } = event;
  if (inputs.token === null || repository === null) return null;
  const http = createHttp({ fetch, clock: processClock, timeoutMs, cancel, attempts });
  return { github: await createGithub(inputs.token, { repository, apiUrl }, http), event, inputs };
};

/** The review gate of a run: the last plan on the pull request of its commit. */
export const reviewedBy =
  ({ github, event: { sha, branch } }: GithubContext): Host['reviewedPlan'] =>
  (specFile) =>
    sha === null ? unreviewed() : findReviewedPlan(github, { commit: sha, branch, specFile });

/** The review gate without a commit to review. */
export const unreviewed = (): Promise<never> =>
  Promise.reject(new ActionError('PLAN_NOT_REVIEWED', 'This run has no commit that belongs to a pull request.'));
