import { ActionError, type Evidence } from '../../support/errors.ts';
import { pollUntil, type RetryWindow } from '../../support/poll.ts';
import type { Github, Pull } from '../port.ts';

/** What apply is about to apply. */
export interface Applied {
  /** The commit that was pushed. */
  readonly commit: string;
  /** The branch that it was pushed to; null when it is not a branch. */
  readonly branch: string | null;
  readonly specFile: string;
  /** Path of the workflow whose plan counts. */
  readonly planWorkflow: string;
}

/** A pull request that is merged, and when. */
export type MergedPull = Pull & { readonly mergedAt: string };

/** No sensible push brings more. */
const maxPulls = 20;

/**
 * The pull requests that brought a commit to its branch: merged, squashed or rebased; a merge queue can bring several at
 * once. Just after a push GitHub's index may not have them yet (ha-nova#454, 2026-07), so an empty answer is asked for
 * again. Throws PLAN_NOT_REVIEWED when there is none, and GithubFailure.
 */
export const findMergedPulls = (
  github: Github,
  { commit, branch }: Applied,
  retry: RetryWindow,
): Promise<readonly MergedPull[]> =>
  pollUntil(retry, async () => {
    const numbers = (await github.pullsOf(commit)).slice(0, maxPulls).map(({ number }) => number);
    // Read in full: in the list of a fresh push the commit of the merge was seen to be missing (sanad-agent#116, 2026-08).
    const pulls = await Promise.all(numbers.map((number) => github.pull(number)));
    const merged = pulls.filter((pull): pull is MergedPull => pull.mergedAt !== null && pull.baseRef === branch);
    const brought = merged.filter((pull) => pull.mergeSha === commit);
    const found = brought.length > 0 ? brought : merged;
    if (found.length > 0) return { done: found };
    return {
      retry: notReviewed('This commit belongs to no merged pull request of its branch.', placeOf(commit, branch)),
    };
  });

const placeOf = (commit: string, branch: string | null): readonly Evidence[] => [
  { name: 'Commit', value: commit },
  { name: 'Branch', value: branch ?? 'none' },
];

/** What is left to do where no plan of a pull request counts. */
export const byHand =
  'Review the plan of this run, then run apply manually with its fingerprint in the input "expect-plan".';

/** The failure of a commit whose plan nobody saw. */
export const notReviewed = (message: string, evidence: readonly Evidence[]): ActionError =>
  new ActionError('PLAN_NOT_REVIEWED', message, {
    evidence,
    fix: byHand,
  });
