import type { World } from '../world.ts';
import type { Answer, Call } from './call.ts';
import { branchesOf, commitOf, isKnownCommit } from './commits.ts';
import { GithubRefusal, notFound } from './errors.ts';
import { allTrees, blobId, contentOf, filesOf, historyOf, treeOfCommit } from './git-objects.ts';
import { listOf } from './paging.ts';
import type { RepositoryFile } from './records.ts';
import { addressesOf } from './repository.ts';

const author = { name: 'Mona', email: 'mona@example.com', date: '2026-01-05T09:00:00Z' };

const commitBody = (world: World, sha: string) => {
  const { api } = addressesOf(world);
  const tree = treeOfCommit(world, sha) ?? '';
  const parents = world.state.github.trees.find((one) => one.commit === sha)?.parents ?? [];
  return {
    ...{ author, committer: author, message: 'A commit' },
    tree: { sha: tree, url: `${api}/git/trees/${tree}` },
    parents: parents.map((parent) => ({ sha: parent, url: `${api}/git/commits/${parent}` })),
  };
};

/** GET /repos/{owner}/{repo}/git/commits/{commit_sha}: also of a commit that no ref names. */
export const getCommit = ({ world, param }: Call): Answer => {
  const sha = param('sha');
  if (!isKnownCommit(world, sha)) throw notFound();
  return {
    status: 200,
    body: { sha, url: `${addressesOf(world).api}/git/commits/${sha}`, ...commitBody(world, sha) },
  };
};

/** GET /repos/{owner}/{repo}/git/trees/{tree_sha}: one folder, not recursive. */
export const getTree = ({ world, param, url }: Call): Answer => {
  const sha = param('sha');
  const entries = allTrees(world).get(sha);
  if (entries === undefined || url.searchParams.has('recursive')) throw notFound();
  const { api } = addressesOf(world);
  const tree = entries.map(({ name, ...entry }) => ({ path: name, ...entry, url: `${api}/git/${entry.sha}` }));
  return { status: 200, body: { sha, url: `${api}/git/trees/${sha}`, tree, truncated: false } };
};

const base64 = (content: string): string =>
  Buffer.from(content)
    .toString('base64')
    .replaceAll(/.{60}/g, (line) => `${line}\n`);

/** GET /repos/{owner}/{repo}/git/blobs/{file_sha}: its content, of which neither path nor mode is known. */
export const getBlob = ({ world, param }: Call): Answer => {
  const sha = param('sha');
  const content = contentOf(world, sha);
  if (content === null) throw notFound();
  const url = `${addressesOf(world).api}/git/blobs/${sha}`;
  const size = Buffer.byteLength(content);
  return { status: 200, body: { sha, node_id: sha, url, size, content: base64(content), encoding: 'base64' } };
};

/** GET /repos/{owner}/{repo}/git/ref/{ref}: of a branch, as `heads/NAME`. */
export const getRef = ({ world, param }: Call): Answer => {
  const ref = param('ref');
  const sha = ref.startsWith('heads/') ? branchesOf(world).get(ref.slice('heads/'.length)) : undefined;
  if (sha === undefined) throw notFound();
  const { api } = addressesOf(world);
  const object = { type: 'commit', sha, url: `${api}/git/commits/${sha}` };
  return { status: 200, body: { ref: `refs/${ref}`, node_id: sha, url: `${api}/git/refs/${ref}`, object } };
};

const changes = (world: World, commit: string, path: string): boolean => {
  const parent = world.state.github.trees.find((one) => one.commit === commit)?.parents[0];
  const at = (sha: string): RepositoryFile | undefined => filesOf(world, sha).find((file) => file.path === path);
  const [now, before] = [at(commit), parent === undefined ? undefined : at(parent)];
  return now?.content !== before?.content || now?.mode !== before?.mode;
};

/** GET /repos/{owner}/{repo}/commits, by `sha` and `path`. */
export const listCommits = (call: Call): Answer => {
  const { world, url } = call;
  const history = historyOf(world, url.searchParams.get('sha') ?? 'main');
  if (history.length === 0) throw notFound();
  const path = url.searchParams.get('path');
  const rows = path === null ? history : history.filter((sha) => changes(world, sha, path));
  return listOf(call, rows, (sha) => ({
    ...{ sha, node_id: sha, url: `${addressesOf(world).api}/commits/${sha}` },
    commit: commitBody(world, sha),
    ...{ author: null, committer: null, parents: [] },
  }));
};

/**
 * GET /repos/{owner}/{repo}/contents/{path} of a file. A symbolic link to a file of the repository is answered with that
 * file's content as type `file`, and no mode is shown.
 */
export const getContents = ({ world, param, url }: Call): Answer => {
  const path = param('path');
  const files = filesOf(world, commitOf(world, url.searchParams.get('ref') ?? 'main'));
  const found = files.find((file) => file.path === path);
  if (found === undefined) throw notFound();
  const target = found.mode === '120000' ? files.find((file) => file.path === joined(path, found.content)) : found;
  if (target === undefined) throw new GithubRefusal(404, 'Not Found');
  const { content } = target;
  const shown = { name: path.split('/').at(-1), path, sha: blobId(content), size: Buffer.byteLength(content) };
  return { status: 200, body: { type: 'file', encoding: 'base64', ...shown, content: base64(content) } };
};

const joined = (path: string, target: string): string =>
  new URL(target, `https://repository.invalid/${path}`).pathname.slice(1);
