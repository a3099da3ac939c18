import { z } from 'zod';
import { ControlError, readAs } from '../control-read.ts';
import type { World } from '../world.ts';
import { slugOf, userId } from './actors.ts';
import { assignable } from './assignees.ts';
import { stamp } from './call.ts';
import { takeLabels } from './labels.ts';
import { findPerson, hasRole, roles } from './people.ts';
import type { Issue, Person, Pull, Role } from './records.ts';
import { addressesOf, findThread, isPull } from './repository.ts';
import { GithubRefusal } from './errors.ts';

const login = z.string().min(1);

const account = z.strictObject({
  login,
  id: z.int().min(1).optional(),
  permission: z.enum(roles).optional(),
  type: z.enum(['User', 'Bot']).optional(),
  member: z.boolean().optional(),
});

/** The account of a login, new or changed; keys that the body leaves out stay. Throws a ControlError. */
export const savePerson = (world: World, body: unknown): Person => {
  const { login: name, type, ...given } = readAs(account, body);
  const isBot = slugOf(name) !== null;
  if (type !== undefined && isBot !== (type === 'Bot'))
    throw new ControlError(`type: the login of a bot, and of no other account, ends with [bot]`);
  const before = findPerson(world, name);
  const person: Person = before ?? { login: name, id: userId(name), permission: 'read', member: false };
  if (!before) world.state.github.people.push(person);
  Object.assign(person, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
  world.touch();
  return person;
};

/** A person of the world. Throws a ControlError. */
export const knownPerson = (world: World, name: string): Person => {
  const person = findPerson(world, name);
  if (!person) throw new ControlError(`GitHub has no account '${name}': add it with POST /github/people`);
  return person;
};

/** Throws a ControlError unless a person has a level of access. */
export const requireRole = (world: World, person: Person, least: Role, act: string): void => {
  if (!hasRole(world, person, least)) throw new ControlError(`'${person.login}' may not ${act}: it needs ${least}`);
};

/** The issue or pull request of a number. Throws a ControlError. */
export const threadOf = (world: World, number: number): Issue | Pull => {
  try {
    return findThread(world, String(number));
  } catch (error) {
    if (error instanceof GithubRefusal) throw new ControlError(`issue ${number}: ${error.message}`);
    throw error;
  }
};

const issueChange = z.strictObject({
  by: login.default('octocat'),
  title: z.string().optional(),
  body: z.string().nullable().optional(),
  state: z.enum(['open', 'closed']).optional(),
  labels: z.array(z.string()).optional(),
  assignees: z.array(z.string()).optional(),
  locked: z.boolean().optional(),
  deleted: z.literal(true).optional(),
  transferredTo: z
    .string()
    .regex(/^[^/#]+\/[^/#]+#\d+$/, 'expected OWNER/REPOSITORY#NUMBER')
    .optional(),
});

type IssueChange = z.infer<typeof issueChange>;

// Of the page "Repository roles for an organization" (GitHub docs, read 2026-11); authors may edit and close their own.
const needed: Readonly<Partial<Record<keyof IssueChange, Role>>> = {
  ...{ title: 'write', body: 'write', state: 'triage', labels: 'triage', assignees: 'triage' },
  ...{ locked: 'write', transferredTo: 'write', deleted: 'admin' },
};

const checkRights = (world: World, thread: Issue | Pull, change: IssueChange): void => {
  const person = knownPerson(world, change.by);
  for (const [name, least] of Object.entries(needed)) {
    const isOwn = thread.user === person.login && ['title', 'body', 'state'].includes(name);
    if (change[name as keyof IssueChange] !== undefined && !isOwn) requireRole(world, person, least, `change ${name}`);
  }
};

const leave = (world: World, issue: Issue, { deleted, transferredTo }: IssueChange): void => {
  const { github } = world.state;
  const [fullName = '', number = ''] = transferredTo?.split('#') ?? [];
  issue.deleted = deleted ?? false;
  if (!issue.deleted) issue.transferred_to = `repositories/${userId(`repository ${fullName}`)}/issues/${number}`;
  // Its comments go with it.
  github.comments = github.comments.filter((one) => one.issue_number !== issue.number);
};

/** A person changes an issue: closes, relabels, assigns, locks, transfers or deletes it. Throws a ControlError. */
export const changeIssue = (world: World, number: number, body: unknown): { readonly number: number } => {
  const thread = threadOf(world, number);
  const change = readAs(issueChange, body);
  checkRights(world, thread, change);
  const leaves = change.deleted === true || change.transferredTo !== undefined;
  if (leaves && isPull(thread)) throw new ControlError('a pull request is neither deleted nor transferred');
  const { title, body: text, state, labels, assignees, locked } = change;
  const now = stamp(world);
  if (title !== undefined) thread.title = title;
  if (text !== undefined) thread.body = text;
  if (labels !== undefined) thread.labels = takeLabels(world, labels);
  if (assignees !== undefined) thread.assignees = assignable(world, assignees, thread);
  if (locked !== undefined) thread.locked = locked;
  if (state !== undefined && state !== thread.state) {
    Object.assign(thread, { state, closed_at: state === 'closed' ? now : null });
    if (!isPull(thread)) thread.state_reason = state === 'closed' ? 'completed' : 'reopened';
  }
  thread.updated_at = now;
  if (leaves && !isPull(thread)) leave(world, thread, change);
  world.touch();
  return { number };
};

const settings = z.strictObject({
  private: z.boolean().optional(),
  hasIssues: z.boolean().optional(),
  assigneeLimit: z.int().min(1).max(10).optional(),
});

/** An administrator changes the settings of the repository. Throws a ControlError. */
export const changeRepository = (world: World, body: unknown): Record<string, unknown> => {
  const given = Object.entries(readAs(settings, body)).filter(([, value]) => value !== undefined);
  Object.assign(world.state.github, Object.fromEntries(given));
  world.touch();
  const { private: isPrivate, hasIssues, assigneeLimit } = world.state.github;
  return { private: isPrivate, hasIssues, assigneeLimit, url: addressesOf(world).html };
};
