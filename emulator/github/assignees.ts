import type { World } from '../world.ts';
import { isApp } from './access.ts';
import { type Answer, type Call, checkFields } from './call.ts';
import { notFound } from './errors.ts';
import { slugOf } from './actors.ts';
import { findPerson, hasRole, isAssignable, roleOf, shownAccount } from './people.ts';
import type { Issue, Pull, Role } from './records.ts';
import { findThread } from './repository.ts';
import { shownIssue } from './threads.ts';

/** Whether labels and assignees of a caller count; those of a person without triage access are dropped silently. */
export const mayTriage = ({ world, token }: Call): boolean => {
  const person = isApp(token) ? undefined : findPerson(world, token.actor);
  return person === undefined || hasRole(world, person, 'triage');
};

/**
 * The assignees that a list of logins leads to, under their own spelling. Who cannot be assigned, and who is one too many,
 * is dropped silently, as GitHub does.
 */
export const assignable = (world: World, requested: readonly unknown[], thread: Issue | Pull | null): string[] => {
  const logins = requested.filter((one) => typeof one === 'string' && isAssignable(world, one, thread)) as string[];
  const known = logins.map((login) => findPerson(world, login)?.login ?? login);
  return [...new Set(known)].slice(0, world.state.github.assigneeLimit);
};

const found = (yes: boolean): Answer => {
  if (!yes) throw notFound();
  return { status: 204, body: null };
};

/** GET /repos/{owner}/{repo}/assignees/{assignee} */
export const checkAssignee = ({ world, param }: Call): Answer => found(isAssignable(world, param('assignee'), null));

/** GET /repos/{owner}/{repo}/issues/{issue_number}/assignees/{assignee} */
export const checkIssueAssignee = ({ world, param }: Call): Answer =>
  found(isAssignable(world, param('assignee'), findThread(world, param('number'))));

/** POST /repos/{owner}/{repo}/issues/{issue_number}/assignees: adds to those that there are. */
export const addAssignees = (call: Call): Answer => {
  const { world, body, param } = call;
  const thread = findThread(world, param('number'));
  checkFields(body, { assignees: 'list' }, []);
  if (mayTriage(call)) {
    const all = [...thread.assignees, ...((body['assignees'] ?? []) as unknown[])];
    thread.assignees = assignable(world, all, thread);
    world.touch();
  }
  return { status: 201, body: shownIssue(world, thread) };
};

// The older levels of access: GitHub docs, "Get repository permissions for a user", read 2026-11.
const legacy: Readonly<Record<Role, string>> = {
  ...{ none: 'none', read: 'read', triage: 'read' },
  ...{ write: 'write', maintain: 'write', admin: 'admin' },
};

/** GET /repos/{owner}/{repo}/collaborators/{username}/permission: 404 for a bot (public issues, 2026). */
export const getPermission = ({ world, param }: Call): Answer => {
  const person = findPerson(world, param('username'));
  if (!person || slugOf(person.login) !== null) throw notFound();
  const role = roleOf(world, person);
  return {
    status: 200,
    body: { permission: legacy[role], user: shownAccount(world, person.login), role_name: role },
  };
};

/** GET /users/{username}: 404 for a login that nobody has. */
export const getAccount = ({ world, param }: Call): Answer => {
  const person = findPerson(world, param('username'));
  if (!person) throw notFound();
  return { status: 200, body: shownAccount(world, person.login) };
};
