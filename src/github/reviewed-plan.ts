import type { ReviewedPlan } from '../plan/review.ts';
import { ActionError, type Evidence } from '../support/errors.ts';
import { GithubFailure, type Check, type Github, type Pull, type Viewer } from './port.ts';
import { fingerprintIn, readRecord, recordName } from '../report/check/record.ts';

/** What apply is about to apply. */
export interface Applied {
  /** The commit that was pushed. */
  readonly commit: string;
  /** The branch that it was pushed to; null when it is not a branch. */
  readonly branch: string | null;
  readonly specFile: string;
}

/**
 * The last plan on the pull request of a commit: merged, squashed or rebased. Throws PLAN_NOT_REVIEWED when there is no
 * valid one, PLAN_REVIEW_UNREADABLE when GitHub does not return it.
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

const byHand = 'Review the plan of this run, then run apply manually with its fingerprint in the input "expect-plan".';

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
  if (pull === undefined) throw notReviewed('This commit belongs to no merged pull request of its branch.', where);
  const numbers = [pull, ...others].map(({ number }) => number).join(', ');
  const found = [...where, { name: others.length > 0 ? 'Pull requests' : 'Pull request', value: numbers }];
  if (others.length > 0) throw notReviewed('This commit belongs to several merged pull requests of its branch.', found);
  if (pull.fork) throw notReviewed('The pull request is from a fork, where a plan cannot log in.', found);
  return pull;
};

/** The newest record of our own app; records of other apps do not count. */
const lastRecord = (checks: readonly Check[], viewer: Viewer, specFile: string): Check | undefined => {
  const [, slug = 'github-actions'] = /^(.+)\[bot\]$/.exec(viewer.login) ?? [];
  return checks
    .filter(({ app, externalId }) => app === slug && fingerprintIn(externalId, specFile) !== null)
    .toSorted((a, b) => b.id - a.id)[0];
};

const toReviewed = (check: Check | undefined, pull: Pull, { specFile }: Applied): ReviewedPlan => {
  const where = [
    { name: 'Pull request', value: String(pull.number) },
    { name: 'Last commit', value: pull.headSha },
  ];
  const fingerprint = check === undefined ? null : fingerprintIn(check.externalId, specFile);
  if (check === undefined || fingerprint === null)
    throw notReviewed('The last commit of the pull request has no recorded plan of this spec.', where);
  if (check.conclusion !== 'success')
    throw notReviewed('The last plan of the pull request failed, so it could not be reviewed.', where);
  return { pull: pull.number, fingerprint, ...(readRecord(check.text) ?? { changes: null, trustInputs: null }) };
};

const unreadable = (failure: GithubFailure): ActionError =>
  new ActionError('PLAN_REVIEW_UNREADABLE', failure.message, {
    evidence: [
      { name: 'GitHub answered', value: failure.status === null ? 'nothing' : `HTTP ${failure.status}` },
      ...(failure.githubMessage === null ? [] : [{ name: 'GitHub says', value: failure.githubMessage }]),
      ...(failure.accepts === null ? [] : [{ name: 'Sufficient permission', value: failure.accepts }]),
    ],
    requestId: failure.requestId,
    cause: failure,
  });
