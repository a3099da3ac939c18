import type { ReviewedPlan } from '../plan/review.ts';
import { ActionError, type Evidence } from '../support/errors.ts';
import { GithubFailure, type Check, type Github, type Pull, type Viewer } from './port.ts';
import { fingerprintIn, readRecord, recordName } from '../report/check/record.ts';

/** What is about to be applied. */
export interface Applied {
  /** The commit that was pushed. */
  readonly commit: string;
  /** The branch that it was pushed to; null when it is no branch. */
  readonly branch: string | null;
  readonly specFile: string;
}

/**
 * The plan that was last shown on the pull request which brought a commit to its branch: merged, squashed or rebased.
 * Throws PLAN_NOT_REVIEWED when there is none that counts, PLAN_REVIEW_UNREADABLE when GitHub does not show it.
 */
export const findReviewedPlan = async (github: Github, applied: Applied): Promise<ReviewedPlan> => {
  try {
    const [viewer, pulls] = await Promise.all([github.viewer(), github.pullsOf(applied.commit)]);
    const pull = thePull(pulls, applied);
    const checks = await github.checks(pull.headSha, recordName(applied.specFile));
    return toReviewed(lastRecord(checks, viewer, applied.specFile), pull, applied);
  } catch (thrown) {
    if (thrown instanceof GithubFailure) throw unreadable(thrown);
    throw thrown;
  }
};

const byHand = 'Look at the plan of this run, then run apply by hand with its fingerprint as the input "expect-plan".';

const notReviewed = (message: string, evidence: readonly Evidence[]): ActionError =>
  new ActionError('PLAN_NOT_REVIEWED', message, { evidence, fix: byHand });

const thePull = (pulls: readonly Pull[], { commit, branch }: Applied): Pull => {
  const merged = pulls.filter((pull) => pull.merged && pull.baseRef === branch);
  const brought = merged.filter((pull) => pull.mergeSha === commit);
  const [pull, ...others] = brought.length > 0 ? brought : merged;
  const where = [
    { name: 'Commit', value: commit },
    { name: 'Branch', value: branch ?? 'none' },
  ];
  if (pull === undefined) throw notReviewed('No merged pull request brought this commit to its branch.', where);
  const numbers = [pull, ...others].map(({ number }) => number).join(', ');
  const found = [...where, { name: others.length > 0 ? 'Pull requests' : 'Pull request', value: numbers }];
  if (others.length > 0) throw notReviewed('Several pull requests brought this commit to its branch.', found);
  if (pull.fork) throw notReviewed('The pull request came from a fork, where nothing can be planned by itself.', found);
  return pull;
};

/** The newest record that our own app made: anybody else's says nothing. */
const lastRecord = (checks: readonly Check[], viewer: Viewer, specFile: string): Check | undefined => {
  const [, slug = 'github-actions'] = /^(.+)\[bot\]$/.exec(viewer.login) ?? [];
  return checks
    .filter(({ app, externalId }) => app === slug && fingerprintIn(externalId, specFile) !== null)
    .toSorted((a, b) => b.id - a.id)[0];
};

const toReviewed = (check: Check | undefined, pull: Pull, { specFile }: Applied): ReviewedPlan => {
  const where = [
    { name: 'Pull request', value: String(pull.number) },
    { name: 'Its last commit', value: pull.headSha },
  ];
  const fingerprint = check === undefined ? null : fingerprintIn(check.externalId, specFile);
  if (check === undefined || fingerprint === null)
    throw notReviewed('The last commit of the pull request has no plan of this spec on record.', where);
  if (check.conclusion !== 'success')
    throw notReviewed('The last plan on the pull request did not succeed, so that nobody could review it.', where);
  return { pull: pull.number, fingerprint, changes: readRecord(check.text) };
};

const unreadable = (failure: GithubFailure): ActionError =>
  new ActionError('PLAN_REVIEW_UNREADABLE', failure.message, {
    evidence: [
      { name: 'GitHub answered', value: failure.status === null ? 'nothing' : `HTTP ${failure.status}` },
      ...(failure.said === null ? [] : [{ name: 'GitHub says', value: failure.said }]),
      ...(failure.accepts === null ? [] : [{ name: 'Permission that is enough', value: failure.accepts }]),
    ],
    requestId: failure.requestId,
    cause: failure,
  });
