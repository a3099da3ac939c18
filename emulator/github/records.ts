/** What a token may be allowed to do, by the names of GitHub's API; a workflow writes `pull-requests` for `pull_requests`. */
export const permissionNames = [
  'actions',
  'checks',
  'contents',
  'deployments',
  'issues',
  'metadata',
  'pull_requests',
  'statuses',
] as const;

/** One of the permissions of a token. */
export type PermissionName = (typeof permissionNames)[number];

/** How far a permission goes; `write` includes `read`. */
export type AccessLevel = 'read' | 'write';

/** A token of GitHub's API. An actor that ends with `[bot]` is an app, and its token that of an installation. */
export interface GithubToken {
  token: string;
  actor: string;
  permissions: Partial<Record<PermissionName, AccessLevel>>;
}

/** What issues and pull requests have in common. GitHub numbers both in one sequence. */
export interface Thread {
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  /** Names of labels. */
  labels: string[];
  /** The login of its author. */
  user: string;
  created_at: string;
  updated_at: string;
  closed_at: string | null;
}

/** An issue. */
export interface Issue extends Thread {
  state_reason: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null;
}

/** A pull request. */
export interface Pull extends Thread {
  /** `repo` is a full name, or null once the fork was deleted. */
  head: { sha: string; ref: string; repo: string | null };
  base: { sha: string; ref: string };
  merged: boolean;
  merged_at: string | null;
  /** Once merged, the commit that stands on the base branch; of a rebase the last one. Before it, the test merge. */
  merge_commit_sha: string | null;
  /** Its other commits: those before the head, and of a rebase those that it put onto the base branch. */
  commits: string[];
  draft: boolean;
}

/** A comment on an issue or on a pull request. */
export interface Comment {
  id: number;
  issue_number: number;
  user: string;
  body: string;
  created_at: string;
  updated_at: string;
}

/** A label of the repository. */
export interface Label {
  name: string;
  color: string;
  description: string | null;
}

/** What a check run shows. */
export interface CheckOutput {
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations_count: number;
}

/** How far a check run is. */
export type CheckStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';

/** How a check run ended. GitHub has a `stale` beside these, which only it can set. */
export type CheckConclusion =
  'action_required' | 'cancelled' | 'failure' | 'neutral' | 'success' | 'skipped' | 'timed_out';

/** A check run; `app` is the slug of the app that made it, the only one that may change it. */
export interface CheckRun {
  id: number;
  name: string;
  head_sha: string;
  app: string;
  status: CheckStatus;
  conclusion: CheckConclusion | null;
  external_id: string;
  details_url: string | null;
  started_at: string | null;
  completed_at: string | null;
  output: CheckOutput;
}

/** What the repository holds, and who may ask. */
export interface GithubContent {
  tokens: GithubToken[];
  /** Requests that a token has in an hour. */
  rateLimit: number;
  /** Whether the repository has issues at all. */
  hasIssues: boolean;
  /** Commits that exist beside the run's and those of the pull requests. */
  commits: string[];
  pulls: Pull[];
  issues: Issue[];
  comments: Comment[];
  labels: Label[];
  checkRuns: CheckRun[];
}
