import { realpath, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ErrorCode } from '../catalog/errors.ts';
import { ActionError, type ErrorDetails } from '../support/errors.ts';
import { maxCharacters, tooLarge } from './document.ts';

/** The text of a spec, and its path relative to the workspace. */
export interface SpecText {
  readonly text: string;
  readonly file: string;
}

/** A file of more bytes has more characters than a spec may have, whatever they are; it is not read. */
const maxBytes = 4 * maxCharacters;

/**
 * Reads the spec from inside the workspace. Throws SPEC_NOT_FOUND, SPEC_NOT_A_FILE, SPEC_TOO_LARGE, SPEC_NOT_YAML
 * for what is not UTF-8, and SPEC_OUTSIDE_WORKSPACE also for a link that leads out.
 */
export const loadSpec = async (workspace: string, specPath: string): Promise<SpecText> => {
  const refuse = (code: ErrorCode, message: string, details: ErrorDetails = {}): ActionError =>
    new ActionError(code, message, {
      ...details,
      evidence: [{ name: 'Path of the spec', value: specPath }, ...(details.evidence ?? [])],
    });
  const unreadable = (thrown: unknown): ActionError => {
    const code = (thrown as NodeJS.ErrnoException | null)?.code ?? 'unknown';
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    const message = missing ? 'There is no file at the path of the spec.' : 'The spec cannot be read.';
    const evidence = [{ name: 'System', value: code }];
    return refuse(missing ? 'SPEC_NOT_FOUND' : 'SPEC_NOT_A_FILE', message, { evidence });
  };
  const resolved = async (target: string): Promise<string> =>
    realpath(target).catch((thrown: unknown) => {
      throw unreadable(thrown);
    });
  const root = await resolved(workspace);
  const wanted = path.resolve(root, specPath);
  if (!isInside(root, wanted))
    throw refuse('SPEC_OUTSIDE_WORKSPACE', 'The path of the spec leads out of the workspace.');
  const real = await resolved(wanted);
  if (!isInside(root, real))
    throw refuse('SPEC_OUTSIDE_WORKSPACE', 'The spec is a link that leads out of the workspace.');
  const found = await stat(real);
  if (!found.isFile()) throw refuse('SPEC_NOT_A_FILE', 'The path of the spec is not a file.');
  if (found.size > maxBytes) throw refuse('SPEC_TOO_LARGE', tooLarge.message, { fix: tooLarge.fix });
  const bytes = await readFile(real).catch((thrown: unknown) => {
    throw unreadable(thrown);
  });
  const text = utf8(bytes);
  if (text === null) throw refuse('SPEC_NOT_YAML', 'The spec is not UTF-8 text.', { fix: 'Save the file as UTF-8.' });
  return { text, file: path.relative(root, wanted).split(path.sep).join('/') };
};

const isInside = (root: string, target: string): boolean => {
  const relative = path.relative(root, target);
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
};

/** Null for other bytes, which would otherwise be written to Entra and TruU as replacement characters. */
const utf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};
