import { lstat, readFile, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';

/** A file of the checkout; null where it is not a plain file of UTF-8 text within the limit. */
export interface WorkspaceFile {
  /** Relative to the workspace, with slashes. */
  readonly file: string;
  readonly text: string | null;
}

/** Reads a plain file of the workspace. Null when there is none of this path; links are not followed. Never throws. */
export const readWorkspaceFile = async (
  workspace: string,
  file: string,
  maxBytes: number,
): Promise<WorkspaceFile | null> => {
  try {
    const root = await realpath(workspace);
    const target = path.resolve(root, file);
    const relative = path.relative(root, target).split(path.sep).join('/');
    if (relative.split('/')[0] === '..' || path.isAbsolute(relative)) return null;
    // A folder of the path can be a link too.
    if ((await realpath(target)) !== target) return { file: relative, text: null };
    const found = await lstat(target);
    if (!found.isFile() || found.size > maxBytes) return { file: relative, text: null };
    return { file: relative, text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(target)) };
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException | null)?.code;
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : { file, text: null };
  }
};

/** The YAML files beside a file of the workspace, without it, sorted by name; at most `maxFiles`. Never throws. */
export const yamlFilesBeside = async (
  workspace: string,
  file: string,
  maxFiles: number,
): Promise<readonly string[]> => {
  const folder = path.posix.dirname(file);
  const names = await readdir(path.join(workspace, folder)).catch((): string[] => []);
  return names
    .filter((name) => /\.ya?ml$/i.test(name) && name !== path.posix.basename(file))
    .sort()
    .slice(0, maxFiles)
    .map((name) => path.posix.join(folder, name));
};
