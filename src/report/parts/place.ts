import { createHash } from 'node:crypto';
import path from 'node:path';
import type { ErrorCode } from '../../catalog/errors.ts';
import { errorPage } from '../../catalog/release.ts';
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
  /** Owner and name of the running action; absent or null where the runner does not tell. */
  readonly actionRepository?: string | null;
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
    const file = pathAddress(range.file);
    return ownLink(plainLine(range), `${repositoryUrl}/blob/${commit ?? ''}/${file}#L${range.line}`);
  };
};

/** Links a code to its section of docs/errors.md at the version that runs; what is shown is the code. */
export type ShowCode = (code: ErrorCode) => string;

/** The links of codes for the action that runs. */
export const codeLinks =
  ({ actionRepository = null }: Pick<Place, 'actionRepository'>): ShowCode =>
  (code) =>
    // All parts of the address are ours or checked, and an escaped anchor would not be the one of the heading.
    `[\`${code}\`](${errorPage(actionRepository, code)})`;

/** A path as a part of an address. Lone surrogates have no encoding; such a path cannot exist. */
export const pathAddress = (file: string): string =>
  file
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');

/** The full summary, as a link when its address is known. */
export const fullSummary = ({ runUrl }: Place): string => ownLink('the full summary of the run', runUrl);
