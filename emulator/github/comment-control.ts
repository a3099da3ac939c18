import { z } from 'zod';
import { ControlError, readAs } from '../control-read.ts';
import type { World } from '../world.ts';
import { nodeId, slugOf } from './actors.ts';
import { shownComment } from './comments.ts';
import { stamp } from './call.ts';
import { shownAccount } from './people.ts';
import { knownPerson, requireRole, threadOf } from './people-control.ts';
import type { Comment } from './records.ts';
import { nextId } from './repository.ts';
import { shownIssue } from './threads.ts';

const text = z.string().min(1);

const written = z.strictObject({
  issue: z.int().min(1),
  login: text,
  body: text,
  viaEmail: z.boolean().default(false),
});

const edited = z.strictObject({ body: text, by: text.optional() });
const removed = z.strictObject({ by: text.optional() });

/** A comment as the control API answers it. */
export interface WrittenComment {
  readonly id: number;
  readonly nodeId: string;
  readonly login: string;
}

const answered = ({ id, user }: Comment): WrittenComment => ({ id, nodeId: nodeId('IssueComment', id), login: user });

/** A second later, as comments that nobody edited were seen to have it (palantir/policy-bot#459, 2022-08-17). */
const aSecondAfter = (instant: string): string =>
  new Date(Date.parse(instant) + 1_000).toISOString().replace('.000Z', 'Z');

/** A person comments on an issue or a pull request. Throws a ControlError. */
export const writeComment = (world: World, body: unknown): WrittenComment => {
  const { issue, login, body: content, viaEmail } = readAs(written, body);
  const thread = threadOf(world, issue);
  const person = knownPerson(world, login);
  const isLocked = thread.locked ? 'comment on a locked issue' : 'comment';
  requireRole(world, person, thread.locked ? 'write' : 'read', isLocked);
  if (viaEmail && slugOf(person.login) !== null) throw new ControlError('viaEmail: a bot has no mail');
  const { comments } = world.state.github;
  const now = stamp(world);
  const comment: Comment = {
    id: nextId(world, 'comment', comments),
    ...{ issue_number: issue, user: person.login, user_id: person.id, body: content },
    ...{ created_at: now, updated_at: aSecondAfter(now) },
    ...{ last_edited_at: null, editor: null, created_via_email: viaEmail },
  };
  comments.push(comment);
  thread.updated_at = now;
  world.touch();
  return answered(comment);
};

const commentOf = (world: World, id: number): Comment => {
  const found = world.state.github.comments.find((one) => one.id === id);
  if (!found) throw new ControlError(`GitHub has no comment ${id}`);
  return found;
};

/** The author, and everybody with write access, may edit and delete a comment. */
const editorOf = (world: World, comment: Comment, by: string | undefined): string => {
  if (by === undefined || by === comment.user) return comment.user;
  const person = knownPerson(world, by);
  requireRole(world, person, 'write', 'change the comment of another account');
  return person.login;
};

/** A person edits a comment, its own unless `by` says otherwise; the author stays the same. Throws a ControlError. */
export const editComment = (world: World, id: number, body: unknown): WrittenComment => {
  const { body: content, by } = readAs(edited, body);
  const comment = commentOf(world, id);
  const editor = editorOf(world, comment, by);
  const now = stamp(world);
  Object.assign(comment, { body: content, updated_at: now, last_edited_at: now, editor });
  threadOf(world, comment.issue_number).updated_at = now;
  world.touch();
  return answered(comment);
};

/** A person deletes a comment, its own unless `by` says otherwise. Throws a ControlError. */
export const removeComment = (world: World, id: number, body: unknown): Record<string, never> => {
  const comment = commentOf(world, id);
  editorOf(world, comment, readAs(removed, body).by);
  const { github } = world.state;
  github.comments = github.comments.filter((one) => one !== comment);
  world.touch();
  return {};
};

/** The event `issue_comment`, created, of a comment: what a runner puts into the file of GITHUB_EVENT_PATH. */
export const eventOf = (world: World, id: number): Record<string, unknown> => {
  const comment = commentOf(world, id);
  const { repository, repositoryId, private: isPrivate } = world.state.github;
  return {
    action: 'created',
    issue: shownIssue(world, threadOf(world, comment.issue_number)),
    comment: shownComment(world, comment),
    repository: { id: Number(repositoryId), full_name: repository, private: isPrivate, default_branch: 'main' },
    sender: shownAccount(world, comment.user, comment.user_id),
  };
};
