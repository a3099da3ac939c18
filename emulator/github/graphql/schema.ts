import { addressesOf, findThread, isGone, issueIdOf } from '../repository.ts';
import { nodeId, slugOf } from '../actors.ts';
import type { Call } from '../call.ts';
import { idOf, shownAccount } from '../people.ts';
import type { Comment, Issue } from '../records.ts';
import { commentsOf, type CommentPage, pageOf } from './connection.ts';
import { forbidden, notResolved } from './errors.ts';

/** An account, by its login and the id that it had when it acted. */
interface Actor {
  readonly login: string;
  readonly id: number | null;
  /** The viewer of an app's token has `[bot]` in its login, as workflow runs printed it; other actors do not. */
  readonly isViewer?: true;
}

/** A field of a type: the type of its value where that is an object, its arguments, and how its value is found. */
export interface FieldRule<T> {
  readonly type?: string;
  /** Its arguments; true for a required one. */
  readonly args?: Readonly<Record<string, boolean>>;
  readonly value: (call: Call, source: T, args: Readonly<Record<string, unknown>>) => unknown;
}

type Rules<T> = Readonly<Record<string, FieldRule<T>>>;

const mayRead = ({ token }: Call): boolean =>
  token.permissions.issues !== undefined || token.permissions.pull_requests !== undefined;

const actor = (login: string | null, id: number | null): Actor | null => (login === null ? null : { login, id });

const isBot = ({ login }: Actor): boolean => slugOf(login) !== null;

const actorRules: Rules<Actor> = {
  login: { value: (_, { login, isViewer }) => (isViewer ? login : (slugOf(login) ?? login)) },
  url: { value: ({ world }, { login }) => shownAccount(world, login).html_url },
  avatarUrl: { value: ({ world }, { login, id }) => shownAccount(world, login, id).avatar_url },
};

const accountRules: Rules<Actor> = {
  ...actorRules,
  databaseId: { value: ({ world }, { login, id }) => id ?? idOf(world, login) },
  id: {
    value: ({ world }, one) => nodeId(isBot(one) ? 'Bot' : 'User', one.id ?? idOf(world, one.login)),
  },
};

const commentRules: Rules<Comment> = {
  id: { value: (_, { id }) => nodeId('IssueComment', id) },
  databaseId: { value: (_, { id }) => id },
  fullDatabaseId: { value: (_, { id }) => String(id) },
  body: { value: (_, { body }) => body },
  url: {
    value: ({ world }, one) => `${addressesOf(world).html}/issues/${one.issue_number}#issuecomment-${one.id}`,
  },
  createdAt: { value: (_, one) => one.created_at },
  updatedAt: { value: (_, one) => one.updated_at },
  lastEditedAt: { value: (_, one) => one.last_edited_at },
  createdViaEmail: { value: (_, one) => one.created_via_email },
  viewerDidAuthor: { value: ({ token }, { user }) => user === token.actor },
  author: { type: 'Actor', value: (_, { user, user_id: id }) => actor(user, id) },
  editor: { type: 'Actor', value: (_, { editor }) => actor(editor, null) },
  issue: { type: 'Issue', value: ({ world }, one) => findThread(world, String(one.issue_number)) },
};

const issueRules: Rules<Issue> = {
  id: { value: (_, issue) => nodeId('Issue', issueIdOf(issue)) },
  databaseId: { value: (_, issue) => issueIdOf(issue) },
  number: { value: (_, { number }) => number },
  title: { value: (_, { title }) => title },
  body: { value: (_, { body }) => body ?? '' },
  state: { value: (_, { state }) => state.toUpperCase() },
  locked: { value: (_, { locked }) => locked },
  author: { type: 'Actor', value: (_, { user }) => actor(user, null) },
  comments: {
    type: 'IssueCommentConnection',
    args: { first: false, after: false },
    value: ({ world }, { number }, args) => pageOf(commentsOf(world, number), args),
  },
};

const nodeOf = (call: Call, id: unknown): Comment | Issue => {
  const { issues, comments } = call.world.state.github;
  const comment = comments.find((one) => nodeId('IssueComment', one.id) === id);
  const issue = issues.find((one) =>
    comment ? one.number === comment.issue_number : nodeId('Issue', issueIdOf(one)) === id,
  );
  if ((!issue && !comment) || (issue && isGone(issue)))
    throw notResolved(`a node with the global id of '${String(id)}'.`);
  if (!mayRead(call)) throw forbidden(call.token);
  return (comment ?? issue) as Comment | Issue;
};

const repositoryOf = ({ world }: Call, owner: unknown, name: unknown): { readonly fullName: string } => {
  const asked = `${String(owner)}/${String(name)}`;
  const fullName = world.state.github.repository;
  if (asked.toLowerCase() !== fullName.toLowerCase()) throw notResolved(`a Repository with the name '${asked}'.`);
  return { fullName };
};

const issueOf = (call: Call, number: unknown): Issue => {
  const issue = call.world.state.github.issues.find((one) => one.number === number);
  if (!issue || isGone(issue)) throw notResolved(`an Issue with the number of ${String(number)}.`);
  if (!mayRead(call)) throw forbidden(call.token);
  return issue;
};

const queryRules: Rules<null> = {
  viewer: { type: 'User', value: ({ token }): Actor => ({ login: token.actor, id: null, isViewer: true }) },
  node: { type: 'Node', args: { id: true }, value: (call, _, { id }) => nodeOf(call, id) },
  repository: {
    type: 'Repository',
    args: { owner: true, name: true },
    value: (call, _, { owner, name }) => repositoryOf(call, owner, name),
  },
};

const repositoryRules: Rules<{ readonly fullName: string }> = {
  nameWithOwner: { value: (_, { fullName }) => fullName },
  isPrivate: { value: ({ world }) => world.state.github.private },
  issue: { type: 'Issue', args: { number: true }, value: (call, _, { number }) => issueOf(call, number) },
};

const connectionRules: Rules<CommentPage> = {
  totalCount: { value: (_, { totalCount }) => totalCount },
  nodes: { type: 'IssueComment', value: (_, { nodes }) => nodes },
  pageInfo: { type: 'PageInfo', value: (_, { pageInfo }) => pageInfo },
};

const pageRules: Rules<CommentPage['pageInfo']> = {
  hasNextPage: { value: (_, { hasNextPage }) => hasNextPage },
  endCursor: { value: (_, { endCursor }) => endCursor },
};

const idOfNode = (call: Call, source: Comment | Issue): unknown =>
  'issue_number' in source ? commentRules['id']?.value(call, source, {}) : issueRules['id']?.value(call, source, {});

/** The types of GitHub's public schema that the emulator knows, each with the fields that it knows. */
export const types: Readonly<Record<string, Rules<never>>> = {
  Query: queryRules,
  Repository: repositoryRules,
  Node: { id: { value: idOfNode } },
  Issue: issueRules,
  IssueComment: commentRules,
  IssueCommentConnection: connectionRules,
  PageInfo: pageRules,
  Actor: actorRules,
  User: accountRules,
  Bot: accountRules,
};

/** The name of the type of an object; behind an interface, that of the object itself. */
export const concreteType = (type: string, source: unknown): string => {
  if (type === 'Node') return 'issue_number' in (source as Comment | Issue) ? 'IssueComment' : 'Issue';
  if (type === 'Actor') return isBot(source as Actor) ? 'Bot' : 'User';
  return type;
};
