import type { World } from '../world.ts';
import { nodeId, shownApp, slugOf } from './actors.ts';
import { shownLabel } from './labels.ts';
import { shownAccount } from './people.ts';
import type { Issue, Pull } from './records.ts';
import { addressesOf, isPull, issueIdOf } from './repository.ts';
import type { AppBody, IssueBody, LabelBody } from './wire.ts';

/** The labels of an issue or pull request; a label without a record has GitHub's grey. */
export const labelsOf = (world: World, { labels }: Issue | Pull): LabelBody[] =>
  labels.map((name) => {
    const known = world.state.github.labels.find((label) => label.name === name);
    return shownLabel(world, known ?? { name, color: 'ededed', description: null });
  });

/** The app of an author, or null for a person. */
export const appBehind = (world: World, login: string): AppBody | null => {
  const slug = slugOf(login);
  return slug === null ? null : shownApp(world.urls.github, slug);
};

const links = (world: World, { number }: Issue | Pull) => {
  const { api } = addressesOf(world);
  const url = `${api}/issues/${number}`;
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
  };
};

const pullPart = (world: World, { number, draft, merged_at }: Pull) => {
  const { api, html } = addressesOf(world);
  const page = `${html}/pull/${number}`;
  const part = { url: `${api}/pulls/${number}`, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch` };
  return { draft, pull_request: { ...part, merged_at } };
};

/** GitHub's "issue", also for a pull request, which has the key `pull_request`. */
export const shownIssue = (world: World, thread: Issue | Pull): IssueBody => {
  const { state } = world;
  const assignees = thread.assignees.map((login) => shownAccount(world, login));
  const { number, title, body, user, created_at, updated_at, closed_at } = thread;
  const id = issueIdOf(thread);
  return {
    id,
    node_id: nodeId('Issue', id),
    ...links(world, thread),
    html_url: `${addressesOf(world).html}/${isPull(thread) ? 'pull' : 'issues'}/${number}`,
    number,
    title,
    body,
    state: thread.state,
    state_reason: isPull(thread) ? null : thread.state_reason,
    user: shownAccount(world, user),
    labels: labelsOf(world, thread),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: thread.locked,
    active_lock_reason: null,
    comments: state.github.comments.filter((comment) => comment.issue_number === number).length,
    created_at,
    updated_at,
    closed_at,
    author_association: 'NONE',
    performed_via_github_app: appBehind(world, user),
    ...(isPull(thread) ? pullPart(world, thread) : {}),
  };
};
