import type { Author, Check, Issue, IssueUpdate, NewCheck, Pull } from '../github/port.ts';

/** A repository by its owner and name. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** An author in the port's form. */
export const authorOf = (user: { readonly login: string; readonly id: number } | null | undefined): Author =>
  user ? { login: user.login, id: user.id } : null;

interface WirePull {
  readonly number: number;
  readonly state: string;
  readonly merged_at?: string | null;
  readonly merge_commit_sha?: string | null;
  readonly head: { readonly sha: string; readonly repo?: { readonly full_name: string } | null };
  readonly base: { readonly ref: string; readonly sha: string };
}

/** A pull request in the port's form. */
export const toPull = (pull: WirePull, { owner, repo }: Repository): Pull => ({
  number: pull.number,
  open: pull.state === 'open',
  merged: Boolean(pull.merged_at),
  headSha: pull.head.sha,
  fork: pull.head.repo?.full_name.toLowerCase() !== `${owner}/${repo}`.toLowerCase(),
  baseRef: pull.base.ref,
  baseSha: pull.base.sha,
  mergeSha: pull.merged_at ? (pull.merge_commit_sha ?? null) : null,
  mergedAt: pull.merged_at ?? null,
});

interface WireCheck {
  readonly id: number;
  readonly external_id: string | null;
  readonly conclusion: string | null;
  readonly html_url: string | null;
  readonly app: { readonly slug?: string } | null;
  readonly output: { readonly text: string | null };
}

/** A check run in the port's form. */
export const toCheck = ({ id, external_id, conclusion, html_url, app, output }: WireCheck): Check => ({
  id,
  app: app?.slug ?? null,
  externalId: external_id ?? '',
  conclusion,
  text: output.text ?? '',
  url: html_url,
});

/** A check run in GitHub's form. */
export const toWire = (
  { name, commit, externalId, conclusion, title, summary, text, detailsUrl }: NewCheck,
  at: Repository,
) => ({
  ...at,
  name,
  head_sha: commit,
  external_id: externalId,
  status: 'completed' as const,
  conclusion,
  ...(detailsUrl === null ? {} : { details_url: detailsUrl }),
  output: { title, summary, text },
});

interface WireIssue {
  readonly number: number;
  readonly html_url: string;
  readonly title: string;
  readonly body?: string | null;
  readonly state: string;
  readonly state_reason?: string | null;
  readonly user: { readonly login: string; readonly id: number } | null;
  readonly labels: readonly (string | { readonly name?: string })[];
}

/** The names of labels. */
export const labelsOf = (labels: WireIssue['labels']): readonly string[] =>
  labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));

/** An issue in the port's form. */
export const toIssue = ({ number, html_url, title, body, state, state_reason, user, labels }: WireIssue): Issue => ({
  number,
  url: html_url,
  title,
  body: body ?? '',
  open: state === 'open',
  declined: state_reason === 'not_planned',
  author: authorOf(user),
  labels: labelsOf(labels),
});

/** The new state of an issue in GitHub's form. */
export const issuePatch = ({ title, body, labels, open }: IssueUpdate) => ({
  ...(title === null ? {} : { title }),
  body,
  labels: [...labels],
  ...(open ? { state: 'open' as const } : { state: 'closed' as const, state_reason: 'completed' as const }),
});
