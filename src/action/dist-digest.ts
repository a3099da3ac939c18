import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The digest of the files beside the script that runs, as `RunningAction` describes it; null: the script is not the one of
 * the build, or a file cannot be read.
 *
 * @param script Path of the script that Node runs.
 */
export const distDigest = async (script: string): Promise<string | null> => {
  if (path.basename(script) !== 'index.js') return null;
  try {
    const folder = path.dirname(script);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
      .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const lines = await Promise.all(
      files.map(async (file) => `${sha256(await readFile(path.join(folder, file)))}  ${file}\n`),
    );
    return `sha256:${sha256(lines.join(''))}`;
  } catch {
    return null;
  }
};

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
