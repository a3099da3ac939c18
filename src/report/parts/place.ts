import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Range } from '../../spec/diagnostic.ts';
import { plainLine, type ShowLine } from './change-list.ts';
import { ownLink } from './prose.ts';

/** Where a run took place, as GitHub reports it; null where it does not. */
export interface Place {
  /** Web address of the repository, e.g. https://github.com/contoso/identity. */
  readonly repositoryUrl: string | null;
  /** Commit whose spec was read: of a pull request its head. */
  readonly commit: string | null;
  /** Web address of the run, where the full summary is. */
  readonly runUrl: string | null;
}

/** A hash that is equal for every spelling of one spec path. */
export const specHash = (specFile: string): string =>
  createHash('sha256')
    .update(path.posix.normalize(specFile.replaceAll('\\', '/')))
    .digest('hex')
    .slice(0, 16);

/** A commit in seven digits; null when it is none. */
export const shortCommit = (commit: string | null): string | null =>
  commit !== null && /^[0-9a-f]{7,64}$/.test(commit) ? commit.slice(0, 7) : null;

/** Links the line of a spec in the commit that was read. */
export const lineLinks = ({ repositoryUrl, commit }: Place): ShowLine => {
  if (repositoryUrl === null || shortCommit(commit) === null) return plainLine;
  return (range: Range) => {
    const file = range.file.split('/').map(encode).join('/');
    return ownLink(plainLine(range), `${repositoryUrl}/blob/${commit ?? ''}/${file}#L${range.line}`);
  };
};

/** Lone surrogates have no encoding; such a path cannot exist. */
const encode = (part: string): string => encodeURIComponent(part.toWellFormed());

/** The full summary, as a link when its address is known. */
export const fullSummary = ({ runUrl }: Place): string => ownLink('the full summary of the run', runUrl);
