import type { getOctokit } from '@actions/github';

type Rest = ReturnType<typeof getOctokit>['rest'];
type Answered<T extends (...input: never[]) => Promise<{ data: unknown }>> = Awaited<ReturnType<T>>['data'];

/** An issue, from GitHub's own OpenAPI description, as are the other types of this file. */
export type IssueBody = Answered<Rest['issues']['get']>;

/** A comment on an issue or pull request. */
export type CommentBody = Answered<Rest['issues']['getComment']>;

/** A label of a repository. */
export type LabelBody = Answered<Rest['issues']['getLabel']>;

/** A check run. */
export type CheckBody = Answered<Rest['checks']['get']>;

/** A user in other objects. */
export type UserBody = NonNullable<CommentBody['user']>;

/** An app in other objects. */
export type AppBody = NonNullable<CheckBody['app']>;

/** A deployment environment. */
export type EnvironmentBody = Answered<Rest['repos']['getEnvironment']>;

/** The branch and tag patterns that may deploy to an environment. */
export type BranchPoliciesBody = Answered<Rest['repos']['listDeploymentBranchPolicies']>;

/** The reviews of the deployments of a run. */
export type ApprovalsBody = Answered<Rest['actions']['getReviewsForRun']>;

type Pull = Answered<Rest['repos']['listPullRequestsAssociatedWithCommit']>[number];

/**
 * A pull request in a list, without its links and the settings of its repositories. By GitHub's description every label
 * has a description; GitHub answers null.
 */
export type PullBody = Omit<Pull, '_links' | 'head' | 'base' | 'labels'> & { labels: LabelBody[] };
