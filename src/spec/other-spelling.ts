import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { nearest } from './nearest.ts';

/**
 * The file that is meant by a path of the workspace that leads nowhere, relative to it and with slashes: other case in a
 * folder or name, `.yaml` for `.yml`, or the other way round, or a slip in the name. Null when there is none. Links are not
 * followed, so that nothing outside the workspace is named. Never throws.
 */
export const otherSpelling = async (root: string, wanted: string): Promise<string | null> => {
  const segments = path.relative(root, wanted).split(path.sep);
  const found: string[] = [];
  for (const [depth, segment] of segments.entries()) {
    const isLast = depth === segments.length - 1;
    const names = await entries(path.join(root, ...found), isLast);
    const name = names.includes(segment)
      ? segment
      : (names.find((one) => plain(one) === plain(segment)) ?? (isLast ? similar(segment, names) : null));
    if (name === null) return null;
    found.push(name);
  }
  return found.join('/');
};

/** The files of a folder, or the folders in it. */
const entries = async (folder: string, files: boolean): Promise<readonly string[]> => {
  try {
    if (!(await lstat(folder)).isDirectory()) return [];
    const all = await readdir(folder, { withFileTypes: true });
    return all
      .filter((one) => (files ? one.isFile() : one.isDirectory()))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
};

/** What file systems differ in: case, and whether an accent is a character of its own. */
const plain = (name: string): string => name.normalize('NFC').toLowerCase();
const ending = /\.ya?ml$/i;

const similar = (segment: string, names: readonly string[]): string | null => {
  const stem = plain(segment).replace(ending, '');
  const specs = names.filter((name) => ending.test(name));
  return specs.find((name) => plain(name).replace(ending, '') === stem) ?? nearest(segment, specs);
};
