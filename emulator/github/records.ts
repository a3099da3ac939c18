/** The permissions of a token, by the names of GitHub's API; a workflow writes `pull-requests` for `pull_requests`. */
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

/** The level of a permission; `write` includes `read`. */
export type AccessLevel = 'read' | 'write';

/** A token of GitHub's API. An actor that ends with `[bot]` is an app, and its token is an installation token. */
export interface GithubToken {
  token: string;
  actor: string;
  permissions: Partial<Record<PermissionName, AccessLevel>>;
}

/** A level of access to the repository, the lowest first: none, read, triage, write, maintain, admin. */
export type Role = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin';

/** An account that people use. A login can get another id: it is then another account. */
export interface Person {
  login: string;
  id: number;
  permission: Role;
  /** Whether the account is a member of the organisation. */
  member: boolean;
}

/** The common properties of issues and pull requests. GitHub numbers both in one sequence. */
export interface Thread {
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  /** Names of labels. */
  labels: string[];
  /** Logins. */
  assignees: string[];
  locked: boolean;
  /** The login of its author. */
  user: string;
  created_at: string;
  updated_at: string;
  closed_at: string | null;
}

/** An issue. */
export interface Issue extends Thread {
  state_reason: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null;
  deleted: boolean;
  /** The new address below the API, when the issue was transferred: `repositories/ID/issues/NUMBER`. */
  transferred_to: string | null;
}

/** A pull request. */
export interface Pull extends Thread {
  /** `repo` is a full name, or null when the fork is deleted. */
  head: { sha: string; ref: string; repo: string | null };
  base: { sha: string; ref: string };
  merged: boolean;
  merged_at: string | null;
  /** After a merge, the commit on the base branch, for a rebase the last one. Before it, the test merge. */
  merge_commit_sha: string | null;
  /** The other commits: those before the head, and those that a rebase puts on the base branch. */
  commits: string[];
  draft: boolean;
}

/** A comment on an issue or on a pull request. */
export interface Comment {
  id: number;
  issue_number: number;
  user: string;
  /** The id of the account at the time; null for the account that has the login now. */
  user_id: number | null;
  body: string;
  created_at: string;
  updated_at: string;
  last_edited_at: string | null;
  /** The login of who edited it last. */
  editor: string | null;
  created_via_email: boolean;
}

/** A label of the repository. */
export interface Label {
  name: string;
  color: string;
  description: string | null;
}

/** The output of a check run. */
export interface CheckOutput {
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations_count: number;
}

/** The status of a check run. */
export type CheckStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';

/** The conclusion of a check run. GitHub also has `stale`, which only it can set. */
export type CheckConclusion =
  'action_required' | 'cancelled' | 'failure' | 'neutral' | 'success' | 'skipped' | 'timed_out';

/** A check run; `app` is the slug of the app that created it. Only this app may change it. */
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

/** The mode of a file in a tree; 120000 is a symbolic link, whose content is its target, and 160000 a submodule. */
export type FileMode = '100644' | '100755' | '120000' | '160000';

/** A file of a commit; the content of a submodule is its commit. */
export interface RepositoryFile {
  path: string;
  mode: FileMode;
  content: string;
}

/** The files of a commit, all of them, and its parents. */
export interface CommitTree {
  commit: string;
  parents: string[];
  files: RepositoryFile[];
}

/** A run of a workflow. */
export interface WorkflowRun {
  id: number;
  /** Of the workflow's file. */
  path: string;
  event: string;
  head_branch: string;
  head_sha: string;
  status: string;
  conclusion: string | null;
  created_at: string;
  run_attempt: number;
}

/** A review of the deployments of a run. */
export interface Approval {
  run_id: number;
  environments: string[];
  state: 'approved' | 'rejected' | 'pending';
  user: string;
  comment: string;
}

/** A deployment environment; its secrets and variables are given to a run by its caller. */
export interface Environment {
  name: string;
  /** Null: every branch and tag may deploy. */
  deployment_branch_policy: { protected_branches: boolean; custom_branch_policies: boolean } | null;
  /** The patterns, which count only with `custom_branch_policies`. */
  branch_policies: { name: string; type: 'branch' | 'tag' }[];
  /** Minutes. */
  wait_timer: number;
  created_at: string;
  updated_at: string;
}

/** The limit of what a token writes in a minute, and how it is refused. */
export interface SecondaryLimit {
  contentPerMinute: number;
  status: 403 | 429;
  /** Whether the refusal says how long to wait. */
  retryAfter: boolean;
}

/** The content of the repository, and its tokens. */
export interface GithubContent {
  tokens: GithubToken[];
  /** The requests of a token per hour. */
  rateLimit: number;
  secondaryLimit: SecondaryLimit;
  /** Whether issues are enabled. */
  hasIssues: boolean;
  /** How requests for issues are refused where they are disabled; 403: as if the token lacked the permission. */
  issuesRefusal: 410 | 403;
  /** Full names that the repository had before: GitHub redirects them. */
  formerNames: string[];
  private: boolean;
  /** How many accounts an issue can have as assignees: ten, or one in a private repository on Free. */
  assigneeLimit: number;
  people: Person[];
  /** Commits in addition to the commit of the run and those of the pull requests. */
  commits: string[];
  /** The tips of branches, in addition to the ref of the run and the heads of pull requests. */
  branches: { name: string; sha: string }[];
  /** The files of every commit that has no tree of its own. */
  files: RepositoryFile[];
  trees: CommitTree[];
  workflowRuns: WorkflowRun[];
  approvals: Approval[];
  pulls: Pull[];
  issues: Issue[];
  comments: Comment[];
  labels: Label[];
  checkRuns: CheckRun[];
  environments: Environment[];
}
