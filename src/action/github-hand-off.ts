import type { getOctokit } from '@actions/github';
import type { RequestError } from '@octokit/request-error';
import type { HandOffApi, SingleComment, ThreadComment, ThreadIssue } from '../github/hand-off/port.ts';
import { GithubFailure } from '../github/port.ts';
import { endless, listed } from './github-pages.ts';
import { authorOf, labelsOf, type Repository } from './github-wire.ts';

type Octokit = ReturnType<typeof getOctokit>;
type Reading = <T>(operation: string, read: () => Promise<T>) => Promise<T>;

const per_page = 100;

/** What hand-offs need of GitHub, behind the port. */
export const handOffOf = (octokit: Octokit, repository: Repository, reading: Reading): HandOffApi => {
  const { rest, paginate } = octokit;
  return {
    threads: (which) =>
      reading('list the hand-off issues', async () => {
        const by = 'label' in which ? { labels: which.label } : { creator: which.creator };
        const query = { ...repository, ...by, per_page, state: 'all', sort: 'created', direction: 'asc' } as const;
        const all = await listed(paginate.iterator(rest.issues.listForRepo, query));
        return all.filter(({ pull_request }) => pull_request === undefined).map(toThread);
      }),
    threadComments: (number) =>
      reading('read the comments of the hand-off issue', () => readComments(octokit, repository, number)),
    singleComment: (id) => reading('read the comment', () => readSingle(rest, repository, id)),
    openThread: ({ title, body, labels }, assignees) =>
      reading('open the hand-off issue', async () => {
        const content = { title, body, labels: [...labels], assignees: [...assignees] };
        return toThread((await rest.issues.create({ ...repository, ...content })).data);
      }),
    assign: (issue_number, assignees) =>
      reading('assign the hand-off issue', async () => {
        await rest.issues.update({ ...repository, issue_number, assignees: [...assignees] });
      }),
    deleteComment: (comment_id) =>
      reading('delete a comment', async () => {
        await rest.issues.deleteComment({ ...repository, comment_id });
      }),
    isPublic: () => reading('read the repository', async () => !(await rest.repos.get({ ...repository })).data.private),
    accountId: (username) =>
      reading('read an account', async () => {
        const found = await orNullOn404(rest.users.getByUsername({ username }));
        return found?.data.id ?? null;
      }),
    canAssign: (assignee) =>
      reading('read who can be assigned', async () => {
        const found = await orNullOn404(rest.issues.checkUserCanBeAssigned({ ...repository, assignee }));
        return found !== null;
      }),
    permission: (username) =>
      reading('read the permission of an account', async () => {
        const found = await orNullOn404(rest.repos.getCollaboratorPermissionLevel({ ...repository, username }));
        return found?.data.permission ?? null;
      }),
  };
};

type User = { readonly login: string; readonly id: number; readonly type?: string } | null;

const isApp = (user: User): boolean => user?.type === 'Bot';

const readSingle = async (
  { issues }: Octokit['rest'],
  repository: Repository,
  comment_id: number,
): Promise<SingleComment | null> => {
  const comment = await orNullOn404(issues.getComment({ ...repository, comment_id }));
  // The address of the issue ends with its number (GitHub docs, "Get an issue comment", read 2026-11).
  const [, number] = /\/issues\/(\d+)$/.exec(comment?.data.issue_url ?? '') ?? [];
  if (comment === null || number === undefined) return null;
  const issue = await orNullOn404(issues.get({ ...repository, issue_number: Number(number) }));
  if (issue === null) return null;
  const { user, body } = comment.data;
  const { pull_request, labels } = issue.data;
  return {
    ...{ id: comment_id, author: authorOf(user), byApp: isApp(user), body: body ?? '' },
    issue: { ...toThread(issue.data), pull: pull_request !== undefined, labels: labelsOf(labels) },
  };
};

const orNullOn404 = async <T>(answer: Promise<T>): Promise<T | null> => {
  try {
    return await answer;
  } catch (thrown) {
    if ((thrown as Partial<RequestError>).status === 404) return null;
    throw thrown;
  }
};

const toThread = (issue: {
  readonly number: number;
  readonly html_url: string;
  readonly state: string;
  readonly body?: string | null;
  readonly created_at: string;
  readonly user: User;
}): ThreadIssue => ({
  number: issue.number,
  url: issue.html_url,
  author: authorOf(issue.user),
  byApp: isApp(issue.user),
  open: issue.state === 'open',
  body: issue.body ?? '',
  createdAt: issue.created_at,
});

/**
 * REST does not say whether a comment was edited, nor how it came: GraphQL's Comment does (GitHub docs, GraphQL objects,
 * read 2026-11).
 */
const commentsQuery = `query($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) {
      comments(first: 100, after: $after) {
        nodes {
          databaseId
          body
          createdAt
          lastEditedAt
          createdViaEmail
          viewerDidAuthor
          author { __typename login ... on User { databaseId } ... on Bot { databaseId } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

interface CommentsPage {
  readonly repository: {
    readonly issue: {
      readonly comments: {
        readonly nodes: readonly WireComment[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      };
    } | null;
  } | null;
}

interface WireComment {
  readonly databaseId: number;
  readonly body: string;
  readonly createdAt: string;
  readonly lastEditedAt: string | null;
  readonly createdViaEmail: boolean;
  readonly viewerDidAuthor: boolean;
  readonly author: { readonly __typename: string; readonly login: string; readonly databaseId?: number } | null;
}

/** More pages than any hand-off has: a list that links to itself must end. */
const maxPages = 100;

const readComments = async (
  { graphql }: Octokit,
  repository: Repository,
  number: number,
): Promise<readonly ThreadComment[]> => {
  const all: WireComment[] = [];
  let after: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const answer: CommentsPage = await graphql<CommentsPage>(commentsQuery, { ...repository, number, after });
    const comments = answer.repository?.issue?.comments;
    // What people said there is not known then, which is not that they said nothing.
    if (comments === undefined) throw new GithubFailure('show the comments of the hand-off issue', gone);
    all.push(...comments.nodes);
    if (!comments.pageInfo.hasNextPage) return all.map(toComment);
    after = comments.pageInfo.endCursor;
  }
  throw new GithubFailure('end the comments of the hand-off issue', endless);
};

const gone = { ...endless, githubMessage: 'There is no such issue, though a list names it.' };

const toComment = (comment: WireComment): ThreadComment => {
  const { databaseId: id, body, createdAt, lastEditedAt, createdViaEmail, viewerDidAuthor, author } = comment;
  return {
    id,
    author:
      author === null ? null : { login: author.login, id: author.databaseId ?? 0, bot: author.__typename !== 'User' },
    ours: viewerDidAuthor,
    body,
    createdAt,
    edited: lastEditedAt !== null,
    viaEmail: createdViaEmail,
  };
};
