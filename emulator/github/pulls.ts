import type { World } from '../world.ts';
import { nodeId, numberFor } from './actors.ts';
import type { Answer, Call } from './call.ts';
import { commitOf } from './commits.ts';
import { notFound } from './errors.ts';
import { listOf } from './paging.ts';
import { shownAccount } from './people.ts';
import type { Pull } from './records.ts';
import { addressesOf } from './repository.ts';
import { labelsOf, shownIssue } from './threads.ts';
import type { PullBody } from './wire.ts';

const repositoryOf = (world: World, fullName: string) => {
  const { github } = world.state;
  const own = fullName.toLowerCase() === github.repository.toLowerCase();
  const [owner = '', name = ''] = fullName.split('/');
  const id = own ? Number(github.repositoryId) : numberFor(`repository ${fullName}`);
  return {
    id,
    node_id: nodeId('Repository', id),
    name,
    full_name: fullName,
    private: github.private,
    owner: shownAccount(world, owner),
    html_url: `https://github.com/${fullName}`,
    description: null,
    fork: !own,
    url: `${world.urls.github}/repos/${fullName}`,
    default_branch: 'main',
  };
};

const side = (world: World, { ref, sha }: { ref: string; sha: string }, repo: string | null) => {
  const [owner = 'unknown repository'] = repo?.split('/') ?? [];
  const user = repo === null ? null : shownAccount(world, owner);
  return { label: `${owner}:${ref}`, ref, sha, user, repo: repo === null ? null : repositoryOf(world, repo) };
};

type Side = ReturnType<typeof side>;
type Sides = { head: Side; base: Side };

/** GitHub's "pull request simple", as in lists: with `merged_at`, but without `merged`. */
export const shownPull = (world: World, pull: Pull): PullBody & Sides => {
  const { api, html } = addressesOf(world);
  const { url: issueUrl, comments_url, assignee, milestone, locked } = shownIssue(world, pull);
  const { number, title, body, user, created_at, updated_at, closed_at, merged_at, merge_commit_sha, draft } = pull;
  const id = numberFor(`pull ${number}`);
  const page = `${html}/pull/${number}`;
  const url = `${api}/pulls/${number}`;
  return {
    url,
    id,
    node_id: nodeId('PullRequest', id),
    ...{ html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`, issue_url: issueUrl, comments_url },
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    statuses_url: `${api}/statuses/${pull.head.sha}`,
    ...{ number, title, body, state: pull.state, draft, locked, user: shownAccount(world, user) },
    ...{ created_at, updated_at, closed_at, merged_at, merge_commit_sha },
    ...{ labels: labelsOf(world, pull), assignee, assignees: [], milestone },
    requested_reviewers: [],
    requested_teams: [],
    head: side(world, pull.head, pull.head.repo),
    base: side(world, pull.base, world.state.github.repository),
    author_association: 'NONE',
    auto_merge: null,
  };
};

/** GET /repos/{owner}/{repo}/pulls/{pull_number} */
export const getPull = (call: Call): Answer => {
  const { world } = call;
  const { github } = world.state;
  const pull = github.pulls.find(({ number }) => String(number) === call.param('number'));
  if (!pull) throw notFound();
  const comments = github.comments.filter((comment) => comment.issue_number === pull.number).length;
  const open = pull.state === 'open';
  const merge = { merged: pull.merged, mergeable: open ? true : null, mergeable_state: open ? 'clean' : 'unknown' };
  const counts = { comments, review_comments: 0, commits: pull.commits.length + 1 };
  return { status: 200, body: { ...shownPull(world, pull), ...merge, merged_by: null, ...counts } };
};

/**
 * GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls: the merged pull request that put the commit on the base branch;
 * for a commit that is not on it, the merged and open pull requests that contain it.
 */
export const pullsOfCommit = (call: Call): Answer => {
  const { world } = call;
  const sha = commitOf(world, call.param('ref'));
  const containing = world.state.github.pulls.filter(
    ({ head, commits, merged, merge_commit_sha, state }) =>
      (merged || state === 'open') &&
      (head.sha === sha || commits.includes(sha) || (merged && merge_commit_sha === sha)),
  );
  const merging = containing.filter(({ merged, merge_commit_sha }) => merged && merge_commit_sha === sha);
  return listOf(call, merging.length > 0 ? merging : containing, (pull) => shownPull(world, pull));
};

/**
 * GET /repos/{owner}/{repo}/pulls, by `state`. The filter `head` without an owner is ignored, and with one the list was
 * seen empty where it should not be (octokit.js issue 2710): here it is ignored, so that its caller has to compare.
 */
export const listPulls = (call: Call): Answer => {
  const { world, url } = call;
  const state = url.searchParams.get('state') ?? 'open';
  const rows = world.state.github.pulls.filter((pull) => state === 'all' || pull.state === state);
  return listOf(
    call,
    rows.toSorted((a, b) => b.number - a.number),
    (pull) => shownPull(world, pull),
  );
};
