import type { ReviewedPlan } from '../plan/review.ts';
import { ActionError, type Evidence } from '../support/errors.ts';
import type { Http } from '../support/http.ts';
import { claimsOf, textClaim } from '../support/jwt.ts';
import type { RetryWindow } from '../support/poll.ts';
import { accessAdvice } from './access-advice.ts';
import { GithubFailure, type Github } from './port.ts';
import type { TokenKind } from './token-kind.ts';
import { noFingerprint } from './review/audience.ts';
import { findCandidates, type Candidate } from './review/candidates.ts';
import { readIssuerKeys } from './review/issuer.ts';
import { judge, type Court, type Judgement, type Rejected } from './review/judge.ts';
import { byHand, findMergedPulls, notReviewed, type Applied, type MergedPull } from './review/merged-pulls.ts';

/** What the review gate needs. */
export interface ReviewPorts {
  readonly github: Github;
  /** For the issuer of OIDC tokens; without a token of ours. */
  readonly http: Http;
  /** This job's own OIDC token for an audience: it names the issuer and the repository. Throws AUTH_…. */
  readonly idToken: (audience: string) => Promise<string>;
  /** How long to wait for GitHub to know a fresh push. */
  readonly retry: RetryWindow;
}

/**
 * The last plan that people saw before they merged what is applied, by the signature of GitHub: made by the plan workflow
 * as it is at the base of the pull request, on that pull request or its group in the merge queue, before the merge. Names,
 * apps and times of check runs prove nothing, since every workflow with `checks: write` sets them. Throws
 * PLAN_NOT_REVIEWED when there is none, PLAN_REVIEW_UNREADABLE when that cannot be told, and AUTH_….
 */
export const findReviewedPlan = async (ports: ReviewPorts, applied: Applied): Promise<ReviewedPlan> => {
  try {
    const { github, http } = ports;
    const { branch } = applied;
    const pulls = await findMergedPulls(github, applied, ports.retry);
    if (branch === null) throw notReviewed('This commit belongs to no branch.', []);
    const candidates = await findCandidates(github, pulls, applied);
    if (candidates.length === 0) throw nothingRecorded(pulls, github.now());
    const own = await ownClaims(ports);
    const keys = await readIssuerKeys(http, own.issuer);
    const court: Court = { file: remembered(github.file), applied: { ...applied, branch }, keys, ...own };
    return toReviewed(await judge(court, candidates), pulls, applied);
  } catch (thrown) {
    if (thrown instanceof GithubFailure) throw unreadable(thrown, ports.github.tokenKind);
    throw thrown;
  }
};

const ownClaims = async ({ idToken }: ReviewPorts): Promise<Pick<Court, 'issuer' | 'repositoryId'>> => {
  // Nobody accepts this audience: the token only tells who issues tokens, and for which repository.
  const claims = claimsOf(await idToken('truu-plan-review'));
  return { issuer: textClaim(claims, 'iss') ?? '', repositoryId: textClaim(claims, 'repository_id') ?? '' };
};

const remembered = (read: Github['file']): Github['file'] => {
  const files = new Map<string, ReturnType<typeof read>>();
  return (commit, path) => {
    const key = `${commit}:${path}`;
    const file = files.get(key) ?? read(commit, path);
    files.set(key, file);
    return file;
  };
};

/** Check runs live as long as the runs of Actions: 90 days in public repositories (observed, 2026-10). */
const retentionMs = 90 * 24 * 60 * 60 * 1_000;

const pullsIn = (pulls: readonly MergedPull[]): readonly Evidence[] => [
  { name: pulls.length > 1 ? 'Pull requests' : 'Pull request', value: pulls.map(({ number }) => number).join(', ') },
  ...pulls.map(({ headSha }) => ({ name: 'Last commit', value: headSha })),
];

const nothingRecorded = (pulls: readonly MergedPull[], now: string): ActionError => {
  const [pull, ...others] = pulls;
  const evidence = pullsIn(pulls);
  if (pull !== undefined && Date.parse(now) - Date.parse(pull.mergedAt) > retentionMs)
    return new ActionError('PLAN_REVIEW_UNREADABLE', 'The merge is so old that GitHub may have removed its plan.', {
      fix: byHand,
      evidence: [...evidence, { name: 'Merged', value: pull.mergedAt }],
    });
  if (others.length > 0)
    return notReviewed(
      'This commit belongs to several merged pull requests, without a plan of the merge queue.',
      evidence,
    );
  if (pull?.fork === true)
    return notReviewed('The pull request is from a fork, whose plan is shown but not recorded.', evidence);
  return notReviewed('The last commit of the pull request has no recorded plan of this spec.', evidence);
};

/** So many check runs that do not count are named. */
const maxNamed = 5;

const rejectedIn = (rejected: readonly Rejected[]): readonly Evidence[] =>
  rejected
    .slice(-maxNamed)
    .map(({ candidate, problem }) => ({ name: `Check run ${candidate.check}`, value: `does not count: ${problem}` }));

const toReviewed = ({ newest, rejected }: Judgement, pulls: readonly MergedPull[], applied: Applied): ReviewedPlan => {
  const evidence = [...pullsIn(pulls), ...rejectedIn(rejected)];
  if (newest === null) {
    if (!rejected.some((one) => one.unreadable))
      throw notReviewed('No check run of the pull request is a plan that GitHub signed for it.', evidence);
    const message = 'The key that signed the plan is no longer published, so it proves nothing.';
    throw new ActionError('PLAN_REVIEW_UNREADABLE', message, { fix: byHand, evidence });
  }
  const fingerprint = fingerprintIn(newest, applied.specFile);
  if (fingerprint === noFingerprint)
    throw notReviewed('The last plan of the pull request failed, so it could not be reviewed.', evidence);
  const { changes, trustInputs } = newest.record;
  return { pull: newest.pull.number, fingerprint, changes, trustInputs };
};

const fingerprintIn = ({ record }: Candidate, specFile: string): string =>
  record.plans.find(([path]) => path === specFile)?.[1] ?? noFingerprint;

/** What GitHub did not let the gate read, with a token of this kind. */
export const unreadable = (failure: GithubFailure, kind: TokenKind): ActionError => {
  const fix = accessAdvice('review', failure, kind);
  return new ActionError('PLAN_REVIEW_UNREADABLE', failure.message, {
    ...(fix === null ? {} : { fix }),
    evidence: [
      { name: 'GitHub answered', value: failure.status === null ? 'nothing' : `HTTP ${failure.status}` },
      ...(failure.githubMessage === null ? [] : [{ name: 'GitHub says', value: failure.githubMessage }]),
      ...(failure.accepts === null ? [] : [{ name: 'Sufficient permission', value: failure.accepts }]),
    ],
    requestId: failure.requestId,
    cause: failure,
  });
};
