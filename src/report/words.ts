import { findPermission, type PermissionType } from '../catalog/permissions.ts';
import type { Act, Change, FieldDifference, FieldValue, Plan } from '../plan/types.ts';

/** The sign of an act, as terraform's readers know it. */
export const signs: Readonly<Record<Act, string>> = {
  create: '+',
  grant: '+',
  update: '~',
  adopt: '~',
  rotate: '~',
  revoke: '-',
  remove: '-',
  retire: '-',
};

/** A value in words; the caller wraps it for its sink. */
export const valueWord = (value: FieldValue): string => {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : value.join(' ');
};

/** What a difference is about in the words of the remotes. */
export const fieldWord = ({ path }: FieldDifference): string => path;

/** The permission that a change is about, and what it lets its holder do. */
export const permissionOf = (
  change: Change,
): { readonly name: string; readonly type: PermissionType; readonly may: string | null } | null => {
  const [, type, name] = /^entra\/permission\/(application|delegated)\/(.+)$/.exec(change.address) ?? [];
  if (name === undefined) return null;
  const known = findPermission(type as PermissionType, name);
  return { name, type: type as PermissionType, may: known?.sentence ?? null };
};

/** Why a change is kept back, in words that say how to let it go. */
export const heldWord = (change: Change): string => {
  if (change.held === 'mode') return 'mode renew carries out only what is due for renewal';
  if (change.held === 'allow-removals') return 'the input allow-removals is not true';
  return 'entra.permissions.unlisted is report';
};

/** The changes of a plan, parted by what becomes of them. */
export const parts = (plan: Plan): { readonly wanted: readonly Change[]; readonly held: readonly Change[] } => ({
  wanted: plan.changes.filter((change) => change.held === null),
  held: plan.changes.filter((change) => change.held !== null),
});
