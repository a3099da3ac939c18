import { fixedUuid } from '../seed-ids.ts';
import type { GithubContent } from './records.ts';

const writtenAt = '2026-01-05T09:00:00Z';
const thread = {
  body: null,
  state: 'open',
  labels: [],
  user: 'octocat',
  created_at: writtenAt,
  updated_at: writtenAt,
  closed_at: null,
};
const output = { title: null, summary: null, text: null, annotations_count: 0 };

type Row = Readonly<Record<string, unknown>>;

/** What a row must have, what it gets for what it leaves out, and what follows from what it has. */
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

/** The lists of a seed's `github` whose rows are objects: which keys a row must have, and what it gets for the others. */
export const githubRows: Readonly<Record<string, RowRule>> = {
  tokens: { required: ['token', 'actor', 'permissions'], defaults: {} },
  pulls: {
    required: ['number', 'title', 'head', 'base'],
    defaults: { ...thread, merged: false, merged_at: null, merge_commit_sha: null, commits: [], draft: false },
    complete: merged,
  },
  issues: { required: ['number', 'title'], defaults: { ...thread, state_reason: null }, complete: ended },
  comments: {
    required: ['id', 'issue_number', 'user', 'body'],
    defaults: { created_at: writtenAt, updated_at: writtenAt },
  },
  labels: { required: ['name'], defaults: { color: 'ededed', description: null } },
  checkRuns: {
    required: ['id', 'name', 'head_sha'],
    defaults: {
      ...{ app: 'github-actions', status: 'completed', conclusion: 'success', external_id: '', details_url: null },
      ...{ started_at: writtenAt, completed_at: writtenAt, output },
    },
  },
};

/**
 * What the repository of the default seed holds: nothing, and one token, of a workflow that may read the contents and
 * write issues, pull requests and checks. A workflow's token has 1,000 requests an hour.
 */
export const defaultContent = (): GithubContent => ({
  tokens: [
    {
      // Put together, so that no scanner takes it for a real one.
      token: ['ghs', fixedUuid('workflow token').replaceAll('-', '')].join('_'),
      actor: 'github-actions[bot]',
      permissions: { contents: 'read', metadata: 'read', issues: 'write', pull_requests: 'write', checks: 'write' },
    },
  ],
  rateLimit: 1_000,
  hasIssues: true,
  commits: [],
  pulls: [],
  issues: [],
  comments: [],
  labels: [],
  checkRuns: [],
});
