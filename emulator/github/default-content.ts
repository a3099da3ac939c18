import { fixedUuid } from '../seed-ids.ts';
import { userId } from './actors.ts';
import type { GithubContent } from './records.ts';

const writtenAt = '2026-01-05T09:00:00Z';
const thread = {
  body: null,
  state: 'open',
  labels: [],
  assignees: [],
  locked: false,
  user: 'octocat',
  created_at: writtenAt,
  updated_at: writtenAt,
  closed_at: null,
};
const output = { title: null, summary: null, text: null, annotations_count: 0 };

const planWorkflow = '.github/workflows/truu-plan.yml';

type Row = Readonly<Record<string, unknown>>;

/** The required keys of a row, the defaults of its other keys, and the values that follow from the given ones. */
export interface RowRule {
  readonly required: readonly string[];
  readonly defaults: Row;
  readonly complete?: (row: Row) => Row;
}

const ended = (row: Row): Row => ({
  ...row,
  closed_at: row['state'] === 'closed' ? (row['closed_at'] ?? row['updated_at']) : null,
});

const merged = (row: Row): Row =>
  row['merged'] === true
    ? ended({ ...row, state: 'closed', merged_at: row['merged_at'] ?? row['updated_at'] })
    : ended({ ...row, merged_at: null });

const identified = (row: Row): Row => ({ ...row, id: row['id'] === 0 ? userId(String(row['login'])) : row['id'] });

/** The rules for the rows of each list in a seed's `github`. */
export const githubRows: Readonly<Record<string, RowRule>> = {
  tokens: { required: ['token', 'actor', 'permissions'], defaults: {} },
  pulls: {
    required: ['number', 'title', 'head', 'base'],
    defaults: { ...thread, merged: false, merged_at: null, merge_commit_sha: null, commits: [], draft: false },
    complete: merged,
  },
  issues: {
    required: ['number', 'title'],
    defaults: { ...thread, state_reason: null, deleted: false, transferred_to: null },
    complete: ended,
  },
  comments: {
    required: ['id', 'issue_number', 'user', 'body'],
    defaults: {
      ...{ created_at: writtenAt, updated_at: writtenAt, user_id: null },
      ...{ last_edited_at: null, editor: null, created_via_email: false },
    },
  },
  people: { required: ['login'], defaults: { id: 0, permission: 'read', member: false }, complete: identified },
  labels: { required: ['name'], defaults: { color: 'ededed', description: null } },
  branches: { required: ['name', 'sha'], defaults: {} },
  files: { required: ['path'], defaults: { mode: '100644', content: '' } },
  trees: { required: ['commit', 'files'], defaults: { parents: [] } },
  workflowRuns: {
    required: ['id', 'event', 'head_branch', 'head_sha'],
    defaults: {
      ...{ path: planWorkflow, status: 'completed', conclusion: 'success', created_at: writtenAt, run_attempt: 1 },
    },
  },
  approvals: { required: ['run_id', 'environments', 'user'], defaults: { state: 'approved', comment: '' } },
  checkRuns: {
    required: ['id', 'name', 'head_sha'],
    defaults: {
      ...{ app: 'github-actions', status: 'completed', conclusion: 'success', external_id: '', details_url: null },
      ...{ started_at: writtenAt, completed_at: writtenAt, output },
    },
  },
  // GitHub creates an environment that a workflow names: without a rule.
  environments: {
    required: ['name'],
    defaults: {
      ...{ deployment_branch_policy: null, branch_policies: [], wait_timer: 0 },
      ...{ created_at: writtenAt, updated_at: writtenAt },
    },
  },
};

/**
 * The content of the default seed's repository: one workflow, and one token of a workflow that may read the contents, the
 * runs and its environment, which only the branch main may use, and write issues, pull requests and checks. A workflow's
 * token has 1,000 requests per hour, and writes 80 times a minute.
 */
export const defaultContent = (): GithubContent => ({
  tokens: [
    {
      // Composed, so that no scanner takes it for a real token.
      token: ['ghs', fixedUuid('workflow token').replaceAll('-', '')].join('_'),
      actor: 'github-actions[bot]',
      permissions: {
        contents: 'read',
        metadata: 'read',
        issues: 'write',
        pull_requests: 'write',
        checks: 'write',
        actions: 'read',
      },
    },
  ],
  rateLimit: 1_000,
  secondaryLimit: { contentPerMinute: 80, status: 403, retryAfter: true },
  hasIssues: true,
  issuesRefusal: 410,
  formerNames: [],
  private: true,
  assigneeLimit: 10,
  people: [{ login: 'octocat', id: userId('octocat'), permission: 'admin', member: true }],
  commits: [],
  branches: [],
  files: [{ path: planWorkflow, mode: '100644', content: 'name: TruU plan\n' }],
  trees: [],
  workflowRuns: [],
  approvals: [],
  pulls: [],
  issues: [],
  comments: [],
  labels: [],
  checkRuns: [],
  environments: [
    {
      name: 'production',
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      branch_policies: [{ name: 'main', type: 'branch' }],
      wait_timer: 0,
      created_at: writtenAt,
      updated_at: writtenAt,
    },
  ],
});
