import { createHash } from 'node:crypto';
import type { World } from '../world.ts';
import { branchesOf, isKnownCommit } from './commits.ts';
import type { FileMode, RepositoryFile } from './records.ts';

/** One entry of a tree, as git stores it. */
export interface TreeEntry {
  name: string;
  mode: FileMode | '040000';
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  /** Of a blob, in bytes. */
  size?: number;
}

const objectId = (type: string, bytes: Uint8Array): string =>
  createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');

/** The id of a file's content, as `git hash-object` computes it. */
export const blobId = (content: string): string => objectId('blob', Buffer.from(content));

const treeId = (entries: readonly TreeEntry[]): string => {
  // Git sorts a folder as if its name ended with a slash.
  const key = ({ name, type }: TreeEntry): string => (type === 'tree' ? `${name}/` : name);
  const sorted = entries.toSorted((a, b) => Buffer.compare(Buffer.from(key(a)), Buffer.from(key(b))));
  const rows = sorted.map(({ mode, name, sha }) =>
    Buffer.concat([Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`), Buffer.from(sha, 'hex')]),
  );
  return objectId('tree', Buffer.concat(rows));
};

const entryOf = ({ path, mode, content }: RepositoryFile): TreeEntry =>
  mode === '160000'
    ? { name: path, mode, type: 'commit', sha: content }
    : { name: path, mode, type: 'blob', sha: blobId(content), size: Buffer.byteLength(content) };

/** Stores the tree of a list of files, with all that is below it; returns its id. */
const storeTree = (files: readonly RepositoryFile[], into: Map<string, TreeEntry[]>): string => {
  const folders = new Map<string, RepositoryFile[]>();
  const entries: TreeEntry[] = [];
  for (const file of files) {
    const [name = '', ...rest] = file.path.split('/');
    if (rest.length === 0) entries.push(entryOf(file));
    else folders.set(name, [...(folders.get(name) ?? []), { ...file, path: rest.join('/') }]);
  }
  for (const [name, below] of folders)
    entries.push({ name, mode: '040000', type: 'tree', sha: storeTree(below, into) });
  const sha = treeId(entries);
  into.set(sha, entries);
  return sha;
};

/** The files of a commit: its own if the seed has them, otherwise those that every commit has. */
export const filesOf = ({ state }: World, commit: string): readonly RepositoryFile[] =>
  state.github.trees.find((one) => one.commit === commit)?.files ?? state.github.files;

/** The id of a commit's tree; null for an unknown commit. */
export const treeOfCommit = (world: World, commit: string): string | null =>
  isKnownCommit(world, commit) ? storeTree(filesOf(world, commit), new Map()) : null;

/** Every tree of the repository by its id. */
export const allTrees = (world: World): Map<string, TreeEntry[]> => {
  const into = new Map<string, TreeEntry[]>();
  for (const files of [world.state.github.files, ...world.state.github.trees.map((one) => one.files)])
    storeTree(files, into);
  return into;
};

/** The content of a blob; null for an unknown one. */
export const contentOf = ({ state }: World, id: string): string | null => {
  const files = [...state.github.files, ...state.github.trees.flatMap((one) => one.files)];
  return files.find(({ mode, content }) => mode !== '160000' && blobId(content) === id)?.content ?? null;
};

/** The commits of a branch from its tip on, by first parents; a commit without a tree of its own has no known parent. */
export const historyOf = (world: World, ref: string): readonly string[] => {
  const history: string[] = [];
  const start = branchesOf(world).get(ref) ?? (isKnownCommit(world, ref) ? ref : undefined);
  for (let at = start; at !== undefined && !history.includes(at);) {
    history.push(at);
    const commit = at;
    at = world.state.github.trees.find((one) => one.commit === commit)?.parents[0];
  }
  return history;
};
