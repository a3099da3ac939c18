import { createHash } from 'node:crypto';
import { realpath, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ErrorCode } from '../catalog/errors.ts';
import { ActionError, type ErrorDetails } from '../support/errors.ts';
import { maxCharacters, tooLarge } from './document.ts';
import { otherSpelling } from './other-spelling.ts';

/** The text of a spec, and its path relative to the workspace. */
export interface SpecText {
  readonly text: string;
  readonly file: string;
  /** Ids that git gives to its content: as it is, and with the line ends that a repository usually has. */
  readonly blobs: readonly string[];
}

/** A larger file exceeds `maxCharacters` in any text, since a character has at most four bytes. It is not read. */
const maxBytes = 4 * maxCharacters;

/**
 * Reads the spec from the workspace. Throws SPEC_NOT_FOUND, SPEC_NOT_A_FILE, SPEC_TOO_LARGE, SPEC_NOT_YAML (not UTF-8)
 * and SPEC_OUTSIDE_WORKSPACE (also for a symbolic link to a file outside).
 */
export const loadSpec = async (workspace: string, specPath: string): Promise<SpecText> => {
  const refuse = (code: ErrorCode, message: string, details: ErrorDetails = {}): ActionError =>
    new ActionError(code, message, {
      ...details,
      evidence: [{ name: 'Spec path', value: specPath }, ...(details.evidence ?? [])],
    });
  const unreadable = (thrown: unknown): ActionError => {
    const code = (thrown as NodeJS.ErrnoException | null)?.code ?? 'unknown';
    const missing = isMissing(thrown);
    const message = missing ? 'The spec file does not exist.' : 'The spec cannot be read.';
    const evidence = [{ name: 'System error', value: code }];
    return refuse(missing ? 'SPEC_NOT_FOUND' : 'SPEC_NOT_A_FILE', message, { evidence });
  };
  const resolved = async (target: string): Promise<string> =>
    realpath(target).catch((thrown: unknown) => {
      throw unreadable(thrown);
    });
  const root = await resolved(workspace);
  const wanted = path.resolve(root, specPath);
  if (!isInside(root, wanted))
    throw refuse('SPEC_OUTSIDE_WORKSPACE', 'The input "spec" is a path outside the workspace.');
  const real = await realpath(wanted).catch(async (thrown: unknown) => {
    const other = await otherSpelling(root, wanted);
    throw other === null || !isMissing(thrown) ? unreadable(thrown) : misspelt(specPath, other);
  });
  if (!isInside(root, real))
    throw refuse('SPEC_OUTSIDE_WORKSPACE', 'The spec is a symbolic link to a file outside the workspace.');
  const found = await stat(real);
  if (!found.isFile()) throw refuse('SPEC_NOT_A_FILE', 'The input "spec" is not the path of a file.');
  if (found.size > maxBytes) throw refuse('SPEC_TOO_LARGE', tooLarge.message, { fix: tooLarge.fix });
  const bytes = await readFile(real).catch((thrown: unknown) => {
    throw unreadable(thrown);
  });
  return specTextOf(bytes, path.relative(root, wanted).split(path.sep).join('/'), specPath);
};

/** The text of a spec that was read elsewhere. Throws SPEC_NOT_YAML (not UTF-8). */
export const specTextOf = (bytes: Uint8Array, file: string, specPath: string): SpecText => {
  const text = utf8(bytes);
  if (text !== null) return { text, file, blobs: blobIds(bytes, text) };
  throw new ActionError('SPEC_NOT_YAML', 'The spec is not UTF-8 text.', {
    fix: 'Save the file as UTF-8.',
    evidence: [{ name: 'Spec path', value: specPath }],
  });
};

/** A checkout on Windows can have written CRLF for the LF of the repository. */
const blobIds = (bytes: Uint8Array, text: string): readonly string[] => {
  const id = (content: Uint8Array): string =>
    createHash('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex');
  return text.includes('\r\n')
    ? [id(bytes), id(Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n')))]
    : [id(bytes)];
};

const isMissing = (thrown: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((thrown as NodeJS.ErrnoException | null)?.code ?? '');

const misspelt = (specPath: string, other: string): ActionError =>
  new ActionError('SPEC_NOT_FOUND', `The spec file does not exist, but ${other} does.`, {
    fix: `Set the input "spec" to ${other}, or rename the file.`,
    evidence: [
      { name: 'Spec path', value: specPath },
      { name: 'File with a similar name', value: other },
    ],
  });

const isInside = (root: string, target: string): boolean => {
  const relative = path.relative(root, target);
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
};

/** Null for invalid bytes, which would reach Entra and TruU as replacement characters. */
const utf8 = (bytes: Uint8Array): string | null => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // UTF-16 without a mark at its begin: half of its bytes are zero.
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
};
