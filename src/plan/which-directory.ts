import type { DirectoryState } from '../truu/model.ts';
import type { PlanInput } from './input.ts';

/** Which TruU directory is ours. */
export type DirectoryMatch =
  | { readonly kind: 'none' }
  | { readonly kind: 'ours'; readonly directory: DirectoryState; readonly by: 'ids' | 'name' }
  | {
      readonly kind: 'ambiguous';
      readonly code: 'TRUU_DIRECTORY_AMBIGUOUS' | 'TRUU_DIRECTORY_RENAMED';
      readonly message: string;
      readonly fix: string;
      /** The name and client id of each candidate, sorted. */
      readonly candidates: readonly string[];
    };

/**
 * Same tenant and client; else the same name; else none: another directory of the tenant has a registration of its own.
 * One with both ids under another name is ours only where the spec says that it had that name. Two candidates are not
 * guessed about.
 */
export const whichDirectory = ({ entra, truu, policy }: PlanInput): DirectoryMatch => {
  const { directories } = truu.observed;
  const { configurationName } = truu.desired.settings;
  const { previousName } = truu.desired;
  const appId = entra.observed.application?.appId ?? null;
  const inTenant = directories.filter((one) => one.tenantId === entra.desired.tenant);
  const byIds = inTenant.filter((one) => appId !== null && one.clientId === appId);
  const byName = directories.filter((one) => one.configurationName === configurationName);
  if (byIds.length > 1) return ambiguous('Several TruU directories use this registration.', byIds, separate);
  const [mine] = byIds;
  if (mine !== undefined) {
    const others = byName.filter((one) => one.id !== mine.id);
    if (others.length > 0)
      return ambiguous(
        'One TruU directory uses this registration, and another one has the name of the spec.',
        [mine, ...others],
        takeOver,
      );
    const { configurationName: name } = mine;
    // Mode renew renames nothing, and a renewal does not wait for it.
    const isOurs = name === null || name === configurationName || name === previousName || policy.renewOnly;
    return isOurs ? { kind: 'ours', directory: mine, by: 'ids' } : renamed(mine, name);
  }
  // Also a directory that this spec renames, though its ids are others by now.
  const before = inTenant.filter((one) => one.configurationName === previousName);
  const named = byName.length > 0 ? byName : before;
  if (named.length > 1) return ambiguous('Several TruU directories have the name of the spec.', named, takeOver);
  const [only] = named;
  return only === undefined ? { kind: 'none' } : { kind: 'ours', directory: only, by: 'name' };
};

const separate =
  'Give each directory a registration of its own: set another entra.application.uniqueName in the spec of each other directory and apply it.';
const takeOver =
  'To take one of them over, set truu.directory.name to its name and the input "application-id" to its client id. The others stay as they are.';

const ambiguous = (message: string, some: readonly DirectoryState[], fix: string): DirectoryMatch => ({
  kind: 'ambiguous',
  code: 'TRUU_DIRECTORY_AMBIGUOUS',
  message,
  fix,
  candidates: candidatesOf(some),
});

const renamed = (directory: DirectoryState, name: string): DirectoryMatch => {
  return {
    kind: 'ambiguous',
    code: 'TRUU_DIRECTORY_RENAMED',
    message: 'The TruU directory of this registration has another name than the spec.',
    fix: `To rename it, set truu.directory.previousName to "${name}". For a second directory, set another entra.application.uniqueName: each directory has a registration of its own.`,
    candidates: candidatesOf([directory]),
  };
};

const candidatesOf = (some: readonly DirectoryState[]): readonly string[] =>
  some
    .map(({ configurationName, clientId }) => `${configurationName ?? 'unknown'} (client id ${clientId ?? 'none'})`)
    .sort();
