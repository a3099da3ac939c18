import { realpath, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { ActionError } from '../support/errors.ts';

/** The text of a spec, and its path relative to the workspace. */
export interface SpecText {
  readonly text: string;
  readonly file: string;
}

/** Longer files are no spec; the parser has a limit of its own below this one. */
const mostBytes = 1_048_576;

/**
 * Reads the spec from inside the workspace. Throws SPEC_NOT_FOUND, SPEC_NOT_A_FILE, SPEC_TOO_LARGE, and
 * SPEC_OUTSIDE_WORKSPACE also for a link that leads out.
 */
export const loadSpec = async (workspace: string, specPath: string): Promise<SpecText> => {
  const root = await realpath(workspace);
  const wanted = path.resolve(root, specPath);
  if (!isInside(root, wanted)) throw outside('The path of the spec leads out of the workspace.');
  const real = await realpath(wanted).catch((thrown: unknown) => {
    throw unreadable(thrown);
  });
  if (!isInside(root, real)) throw outside('The spec is a link that leads out of the workspace.');
  const found = await stat(real);
  if (!found.isFile()) throw new ActionError('SPEC_NOT_A_FILE', 'The path of the spec is not a file.');
  if (found.size > mostBytes) throw new ActionError('SPEC_TOO_LARGE', `The spec has ${found.size} bytes.`);
  const text = await readFile(real, 'utf8').catch((thrown: unknown) => {
    throw unreadable(thrown);
  });
  return { text, file: path.relative(root, wanted).split(path.sep).join('/') };
};

const isInside = (root: string, target: string): boolean => {
  const relative = path.relative(root, target);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
};

const outside = (sentence: string): ActionError => new ActionError('SPEC_OUTSIDE_WORKSPACE', sentence);

const unreadable = (thrown: unknown): ActionError => {
  const code = (thrown as NodeJS.ErrnoException | null)?.code ?? 'unknown';
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  const sentence = missing ? 'There is no file at the path of the spec.' : 'The spec cannot be read.';
  return new ActionError(missing ? 'SPEC_NOT_FOUND' : 'SPEC_NOT_A_FILE', sentence, {
    evidence: [{ name: 'System', value: code }],
  });
};
