import type { World } from '../world.ts';
import { allow } from './access.ts';
import { nodeId } from './actors.ts';
import { type Answer, type Call, checkFields, stamp } from './call.ts';
import { GithubRefusal, notFound, validationFailed } from './errors.ts';
import { sinceOf } from './issue-list.ts';
import { listOf } from './paging.ts';
import { findPerson, hasRole, idOf, shownAccount } from './people.ts';
import type { Comment, Issue, Pull } from './records.ts';
import { addressesOf, findThread, isGone, isPull, nextId } from './repository.ts';
import { appBehind } from './threads.ts';
import type { CommentBody } from './wire.ts';

const maxBodyLength = 65_536;

/** GitHub's "issue comment". */
export const shownComment = (world: World, comment: Comment): CommentBody => {
  const { id, issue_number: number, user, user_id: userId, body, created_at, updated_at } = comment;
  const { api, html } = addressesOf(world);
  const page = isPull(findThread(world, String(number))) ? 'pull' : 'issues';
  return {
    id,
    node_id: nodeId('IssueComment', id),
    url: `${api}/issues/comments/${id}`,
    html_url: `${html}/${page}/${number}#issuecomment-${id}`,
    issue_url: `${api}/issues/${number}`,
    user: shownAccount(world, user, userId),
    body,
    created_at,
    updated_at,
    author_association: 'NONE',
    performed_via_github_app: appBehind(world, user),
  };
};

const bodyOf = ({ body }: Call): string => {
  checkFields(body, { body: 'string' }, ['body']);
  const text = String(body['body']);
  const error = { resource: 'IssueComment', code: 'unprocessable', field: 'data' } as const;
  if (text.trim() === '') throw validationFailed({ ...error, message: 'Body cannot be blank' });
  if ([...text].length > maxBodyLength)
    throw validationFailed({ ...error, message: `Body is too long (maximum is ${maxBodyLength} characters)` });
  return text;
};

const findComment = ({ world, param }: Call): Comment => {
  const found = world.state.github.comments.find(({ id }) => String(id) === param('id'));
  const { issues } = world.state.github;
  if (!found || issues.some((one) => one.number === found.issue_number && isGone(one))) throw notFound();
  return found;
};

// The permission for pull requests is enough on a pull request, but not on an issue.
const allowWrite = ({ token }: Call, thread: Issue | Pull): void => {
  if (!isPull(thread)) allow(token, [['issues', 'write']]);
};

const threadOf = (call: Call, comment: Comment): Issue | Pull => findThread(call.world, String(comment.issue_number));

/** On a locked thread only a person with write access comments; the tokens of workflows were seen refused. */
const checkUnlocked = ({ world, token }: Call, { locked }: Issue | Pull): void => {
  const person = findPerson(world, token.actor);
  if (!locked || (person && hasRole(world, person, 'write'))) return;
  throw new GithubRefusal(403, 'Unable to create comment because issue is locked.');
};

/** GET /repos/{owner}/{repo}/issues/{issue_number}/comments: oldest first. */
export const listComments = (call: Call): Answer => {
  const { world } = call;
  const { number } = findThread(world, call.param('number'));
  const since = sinceOf(call, 'IssueComment') ?? -Infinity;
  const rows = world.state.github.comments
    .filter((comment) => comment.issue_number === number && Date.parse(comment.updated_at) >= since)
    .sort((a, b) => a.id - b.id);
  return listOf(call, rows, (comment) => shownComment(world, comment));
};

/** POST /repos/{owner}/{repo}/issues/{issue_number}/comments */
export const createComment = (call: Call): Answer => {
  const { world, token } = call;
  const thread = findThread(world, call.param('number'));
  allowWrite(call, thread);
  checkUnlocked(call, thread);
  const { comments } = world.state.github;
  const now = stamp(world);
  const comment: Comment = {
    id: nextId(world, 'comment', comments),
    ...{ issue_number: thread.number, user: token.actor, user_id: idOf(world, token.actor), body: bodyOf(call) },
    ...{ created_at: now, updated_at: now, last_edited_at: null, editor: null, created_via_email: false },
  };
  comments.push(comment);
  thread.updated_at = now;
  world.touch();
  const shown = shownComment(world, comment);
  return { status: 201, body: shown, headers: { location: shown.url } };
};

/** GET /repos/{owner}/{repo}/issues/comments/{comment_id} */
export const getComment = (call: Call): Answer => ({
  status: 200,
  body: shownComment(call.world, findComment(call)),
});

/** PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}: also of another author, who stays the author. */
export const updateComment = (call: Call): Answer => {
  const { world } = call;
  const comment = findComment(call);
  const thread = threadOf(call, comment);
  allowWrite(call, thread);
  comment.body = bodyOf(call);
  comment.updated_at = stamp(world);
  Object.assign(comment, { last_edited_at: comment.updated_at, editor: call.token.actor });
  thread.updated_at = comment.updated_at;
  world.touch();
  return { status: 200, body: shownComment(world, comment) };
};

/** DELETE /repos/{owner}/{repo}/issues/comments/{comment_id} */
export const deleteComment = (call: Call): Answer => {
  const { world } = call;
  const comment = findComment(call);
  allowWrite(call, threadOf(call, comment));
  const { github } = world.state;
  github.comments = github.comments.filter((one) => one !== comment);
  world.touch();
  return { status: 204, body: null };
};
