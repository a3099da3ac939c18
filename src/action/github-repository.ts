import type { getOctokit } from '@actions/github';
import type { RequestError } from '@octokit/request-error';
import { GithubFailure, type Repository as RepositoryPort, type TreeFile } from '../github/port.ts';
import { listed } from './github-pages.ts';
import type { Repository } from './github-wire.ts';

type Octokit = ReturnType<typeof getOctokit>;
type Reading = <T>(operation: string, read: () => Promise<T>) => Promise<T>;

const per_page = 100;

/** The content of the repository behind the port. */
export const repositoryOf = (octokit: Octokit, repository: Repository, reading: Reading): RepositoryPort => {
  const { rest, paginate } = octokit;
  return {
    file: (commit, path) => reading('read the files of a commit', () => readFile(octokit, repository, commit, path)),
    blob: (file_sha) =>
      reading('read a file', async () => {
        const { data } = await rest.git.getBlob({ ...repository, file_sha });
        return Buffer.from(data.content, 'base64');
      }),
    tip: (branch) =>
      reading('read the branch', async () => {
        const { data } = await rest.git.getRef({ ...repository, ref: `heads/${branch}` });
        return data.object.sha;
      }),
    lastChange: (sha, path) =>
      reading('list the commits of the spec', async () => {
        const { data } = await rest.repos.listCommits({ ...repository, sha, path, per_page: 1 });
        return data[0]?.sha ?? null;
      }),
    openPulls: () =>
      reading('list the open pull requests', async () => {
        // Not by `head`: it is ignored without an owner, and was seen to find nothing with one (octokit.js issue 2710).
        const all = await listed(paginate.iterator(rest.pulls.list, { ...repository, per_page, state: 'open' }));
        return all.map(({ number, head }) => ({
          ...{ number, headSha: head.sha, headRef: head.ref },
          // Null for a deleted fork, though GitHub's description of the API does not say so.
          headRepositoryId: (head.repo as { readonly id: number } | null)?.id ?? null,
        }));
      }),
    queueRuns: (workflow_id, from, to) =>
      reading('list the runs of the merge queue', async () => {
        const which = { ...repository, per_page, workflow_id, event: 'merge_group', created: `${from}..${to}` };
        const all = await listed(paginate.iterator(rest.actions.listWorkflowRuns, which)).catch(noneOfUnknown);
        return all.map(({ head_branch, head_sha }) => ({ branch: head_branch ?? '', commit: head_sha }));
      }),
  };
};

/** Walks the trees, one for each folder: only there a file has its mode (GitHub docs, "Git trees", read 2026-11). */
const readFile = async (
  { rest }: Octokit,
  repository: Repository,
  commit_sha: string,
  path: string,
): Promise<TreeFile | null> => {
  const { data: commit } = await rest.git.getCommit({ ...repository, commit_sha });
  const names = path.split('/');
  let tree_sha = commit.tree.sha;
  for (const [depth, name] of names.entries()) {
    const { data: tree } = await rest.git.getTree({ ...repository, tree_sha });
    const entry = tree.tree.find((one) => one.path === name);
    if (entry === undefined && tree.truncated) throw new GithubFailure('list a folder of so many files', noAnswer);
    if (entry === undefined) return null;
    const { mode: kind, sha, size = null } = entry;
    if (depth === names.length - 1) return { plain: kind === '100644', blob: sha, size };
    if (kind !== '040000') return null;
    tree_sha = sha;
  }
  return null;
};

const noAnswer = { status: null, githubMessage: null, requestId: null, accepts: null };

const noneOfUnknown = (thrown: unknown): [] => {
  if ((thrown as Partial<RequestError>).status === 404) return [];
  throw thrown;
};
