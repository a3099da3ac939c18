import type { DirectoryState } from '../truu/model.ts';
import type { PlanInput } from './input.ts';

/** Which TruU directory is ours. */
export type DirectoryMatch =
  | { readonly kind: 'none' }
  | { readonly kind: 'ours'; readonly directory: DirectoryState; readonly by: 'ids' | 'name' }
  | { readonly kind: 'ambiguous'; readonly message: string; readonly names: readonly string[] };

/**
 * Same tenant and client; else the same name; else none. Two candidates, or the same tenant under another client and
 * name, are not guessed about.
 */
export const whichDirectory = ({ entra, truu }: PlanInput): DirectoryMatch => {
  const { directories } = truu.observed;
  const { configurationName } = truu.desired.settings;
  const appId = entra.observed.application?.appId ?? null;
  const inTenant = directories.filter((one) => one.tenantId === entra.desired.tenant);
  const byIds = inTenant.filter((one) => appId !== null && one.clientId === appId);
  const byName = directories.filter((one) => one.configurationName === configurationName);
  const names = (some: readonly DirectoryState[]): readonly string[] => some.map((one) => one.configurationName).sort();
  if (byIds.length > 1) return ambiguous('Several TruU directories use this registration.', names(byIds));
  const [mine] = byIds;
  if (mine !== undefined) {
    const others = byName.filter((one) => one.id !== mine.id);
    if (others.length > 0)
      return ambiguous(
        'One TruU directory uses this registration, and another one has the name of the spec.',
        names([mine, ...others]),
      );
    return { kind: 'ours', directory: mine, by: 'ids' };
  }
  if (byName.length > 1) return ambiguous('Several TruU directories have the name of the spec.', names(byName));
  const [named] = byName;
  if (named !== undefined) return { kind: 'ours', directory: named, by: 'name' };
  if (inTenant.length > 0)
    return ambiguous('A TruU directory of this tenant has another client id and another name.', names(inTenant));
  return { kind: 'none' };
};

const ambiguous = (message: string, names: readonly string[]): DirectoryMatch => ({
  kind: 'ambiguous',
  message,
  names,
});
