import type { getOctokit } from '@actions/github';
import type { GraphqlResponseError } from '@octokit/graphql';
import type { RequestError } from '@octokit/request-error';
import { GithubFailure, type Github, type Viewer } from '../github/port.ts';
import { githubLimitMs } from '../github/rate-limit.ts';
import { tokenKindOf } from '../github/token-kind.ts';
import { HttpFailure, type Http } from '../support/http.ts';
import type { Secret } from '../support/secret.ts';
import type { HandOffApi } from '../github/hand-off/port.ts';
import { environmentsOf } from './github-environment.ts';
import { handOffOf } from './github-hand-off.ts';
import { listed } from './github-pages.ts';
import { repositoryOf } from './github-repository.ts';
import { authorOf, issuePatch, toCheck, toIssue, toPull, toWire, type Repository } from './github-wire.ts';

/** GitHub's client behind the port; every request uses the policy of `http`. */
export const createGithub = async (
  token: Secret,
  { repository, apiUrl }: { readonly repository: Repository; readonly apiUrl: string },
  http: Http,
): Promise<Github & HandOffApi> => {
  const { getOctokit: open } = await import('@actions/github');
  const clock = { now: new Date(0).toISOString() };
  const silent = (): void => undefined;
  const octokit = open(token.reveal(), {
    baseUrl: apiUrl,
    userAgent: 'truu-entra-directory-action',
    request: { fetch: throughPolicy(http, new URL(apiUrl).origin, clock) },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  let viewer: Promise<Viewer> | undefined;
  return {
    now: () => clock.now,
    tokenKind: tokenKindOf(token.reveal()),
    viewer: () => (viewer ??= readViewer(octokit)),
    ...commentsOf(octokit, repository),
    ...pullsOf(octokit, repository),
    ...issuesOf(octokit, repository),
    ...repositoryOf(octokit, repository, reading),
    ...environmentsOf(octokit, repository, reading),
    ...handOffOf(octokit, repository, reading),
  };
};

type Octokit = ReturnType<typeof getOctokit>;

const per_page = 100;

/** GitHub refuses `GET /user` for the token of a workflow; GraphQL returns its account. */
const readViewer = (octokit: Octokit): Promise<Viewer> =>
  reading('read the account of the token', async () => {
    const { viewer } = await octokit.graphql<{ viewer: { login: string; databaseId: number | null } }>(
      '{ viewer { login databaseId } }',
    );
    return { login: viewer.login, id: viewer.databaseId };
  });

const commentsOf = (
  { rest, paginate }: Octokit,
  repository: Repository,
): Pick<Github, 'comments' | 'createComment' | 'updateComment'> => ({
  comments: (issue_number) =>
    reading('list the comments', async () => {
      const all = await listed(paginate.iterator(rest.issues.listComments, { ...repository, per_page, issue_number }));
      return all.map(({ id, user, body, html_url: url }) => ({ id, author: authorOf(user), body: body ?? '', url }));
    }),
  createComment: (issue_number, body) =>
    reading('write a comment', async () => {
      const { data } = await rest.issues.createComment({ ...repository, issue_number, body });
      return data.html_url;
    }),
  updateComment: (comment_id, body) =>
    writing('change a comment', () => rest.issues.updateComment({ ...repository, comment_id, body })),
});

const pullsOf = (
  { rest, paginate }: Octokit,
  repository: Repository,
): Pick<Github, 'pull' | 'pullsOf' | 'checks' | 'createCheck'> => ({
  pull: (pull_number) =>
    reading('read the pull request', async () =>
      toPull((await rest.pulls.get({ ...repository, pull_number })).data, repository),
    ),
  pullsOf: (commit_sha) =>
    reading('find the pull request of the commit', async () => {
      const route = rest.repos.listPullRequestsAssociatedWithCommit;
      const all = await listed(paginate.iterator(route, { ...repository, per_page, commit_sha })).catch(
        noneOfUnknownCommit,
      );
      return all.map((pull) => toPull(pull, repository));
    }),
  checks: (ref, check_name) =>
    reading('list the check runs', async () => {
      const which = { ref, check_name, filter: 'all' } as const;
      const all = await listed(paginate.iterator(rest.checks.listForRef, { ...repository, per_page, ...which }));
      return all.map(toCheck);
    }),
  createCheck: (check) =>
    writing('record the plan as a check run', () => rest.checks.create(toWire(check, repository))),
});

const issuesOf = (
  { rest, paginate }: Octokit,
  repository: Repository,
): Pick<Github, 'issues' | 'createIssue' | 'updateIssue'> => ({
  issues: (labels) =>
    reading('list the issues', async () => {
      const all = await listed(
        paginate.iterator(rest.issues.listForRepo, { ...repository, per_page, labels, state: 'all' }),
      );
      return all.filter(({ pull_request }) => pull_request === undefined).map(toIssue);
    }),
  createIssue: ({ title, body, labels }) =>
    reading('open an issue', async () => {
      const { data } = await rest.issues.create({ ...repository, title, body, labels: [...labels] });
      return data.html_url;
    }),
  updateIssue: (issue_number, content) =>
    writing('change an issue', () => rest.issues.update({ ...repository, issue_number, ...issuePatch(content) })),
});

/** GitHub redirected a request, which is not followed. */
class GithubRedirect extends Error {
  readonly status: number;

  constructor(status: number) {
    super('GitHub redirected the request.');
    this.status = status;
  }
}

/** A `fetch` for GitHub's client. Repeatable: reads, the query of the viewer, and changes that set a value. */
const throughPolicy =
  (http: Http, origin: string, clock: { now: string }) =>
  async (
    url: string,
    init: { method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<Response> => {
    const { method = 'GET', headers = {}, body } = init;
    // GitHub provides the URL of the next page; the token goes to no other host.
    if (new URL(url).origin !== origin)
      throw new HttpFailure('network', 0, null, { host: new URL(url).host, proxy: null });
    const repeat = method === 'POST' && !url.endsWith('/graphql') ? 'if-throttled' : 'safe';
    const answer = await http({ method, url, headers, repeat, ...(body === undefined ? {} : { body }) });
    // GitHub's client takes it for done; a repository that was renamed or transferred answers so.
    if (answer.status >= 300 && answer.status < 400 && answer.status !== 304) throw new GithubRedirect(answer.status);
    const date = Date.parse(answer.headers.get('date') ?? '');
    if (!Number.isNaN(date)) clock.now = new Date(date).toISOString();
    const empty = [204, 205, 304].includes(answer.status);
    const response = new Response(empty ? null : answer.text, { status: answer.status, headers: answer.headers });
    // A constructed response has no URL, and the client's paging reads one (@octokit/plugin-paginate-rest 14, read
    // 2026-11).
    return Object.defineProperty(response, 'url', { value: url });
  };

const reading = async <T>(operation: string, read: () => Promise<T>): Promise<T> => {
  try {
    return await read();
  } catch (thrown) {
    if (isGraphqlRefusal(thrown)) throw graphqlFailure(operation, thrown);
    throw isRefusal(thrown) ? failureOf(operation, thrown) : thrown;
  }
};

const writing = async (operation: string, write: () => Promise<unknown>): Promise<void> => {
  await reading(operation, write);
};

const isRefusal = (thrown: unknown): thrown is RequestError => thrown instanceof Error && thrown.name === 'HttpError';

/** GraphQL rejects with 200 and a list of errors. */
const isGraphqlRefusal = (thrown: unknown): thrown is GraphqlResponseError<unknown> =>
  thrown instanceof Error && thrown.name === 'GraphqlResponseError';

const graphqlFailure = (operation: string, { headers, errors }: GraphqlResponseError<unknown>): GithubFailure => {
  const refused = { status: 200, githubMessage: 'The query was refused.', requestId: null, accepts: null };
  const text = JSON.stringify({ errors });
  const limited = githubLimitMs({ status: refused.status, headers: headersOf(headers), text }) !== null;
  return new GithubFailure(operation, { ...refused, limited });
};

/** The safe parts of an error of GitHub's client, which also contains the request with its token. */
const failureOf = (operation: string, { status, response, cause }: RequestError): GithubFailure => {
  const unanswered = { githubMessage: null, requestId: null, accepts: null };
  if (cause instanceof GithubRedirect) return new GithubFailure(operation, { ...unanswered, status: cause.status });
  if (cause instanceof HttpFailure || response === undefined)
    return new GithubFailure(operation, { ...unanswered, status: null });
  const message = (response.data as { message?: unknown } | null | undefined)?.message;
  const { headers } = response;
  const header = (name: string): string | null => (typeof headers[name] === 'string' ? headers[name] : null);
  return new GithubFailure(operation, {
    status,
    githubMessage: typeof message === 'string' ? message : null,
    requestId: header('x-github-request-id'),
    accepts: header('x-accepted-github-permissions'),
    limited: githubLimitMs({ status, headers: headersOf(headers), text: JSON.stringify(response.data) }) !== null,
  });
};

const headersOf = (headers: RequestError['request']['headers']): Headers =>
  new Headers(Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]));

/** GitHub returns 422 for an unknown commit (GitHub docs, read 2026-11). */
const noneOfUnknownCommit = (thrown: unknown): [] => {
  if ((thrown as Partial<RequestError>).status === 422) return [];
  throw thrown;
};
