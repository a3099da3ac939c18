import { permissionRows, type Permission, type PermissionType } from './permission-rows.ts';

export type { Permission, PermissionType } from './permission-rows.ts';

/** The catalogue: the permissions that TruU's integration and the identities of this action use. */
export const permissions: readonly Permission[] = permissionRows;

/** Finds a permission by type and exact name. */
export const findPermission = (type: PermissionType, name: string): Permission | undefined =>
  permissions.find((permission) => permission.type === type && permission.name === name);

/** Finds a delegated permission by its name in any case: no two differ in nothing else. */
export const scopeInAnyCase = (name: string): Permission | undefined =>
  permissions.find((one) => one.type === 'delegated' && one.name.toLowerCase() === name.toLowerCase());

/** Finds a permission by type and id. */
export const permissionById = (type: PermissionType, id: string): Permission | undefined =>
  permissions.find((permission) => permission.type === type && permission.id === id.toLowerCase());

/** A permission as plans and reports show it: looked up once, where it is read. */
export interface PermissionSummary extends Pick<Permission, 'type'> {
  /** Foreign text; the id of an application permission that the catalogue does not know. */
  readonly name: string;
  /** Null: not in the catalogue, so that its reach is unknown. */
  readonly tier: Permission['tier'] | null;
  /** Null: not in the catalogue. */
  readonly description: string | null;
}

/** The summary of a permission that may not be in the catalogue; the text stands for its name then. */
export const summaryOf = (type: PermissionType, text: string, known: Permission | undefined): PermissionSummary => ({
  type,
  name: known?.name ?? text,
  tier: known?.tier ?? null,
  description: known?.description ?? null,
});

const guide = (type: PermissionType, names: readonly string[]): readonly Pick<Permission, 'type' | 'name'>[] =>
  names.map((name) => ({ type, name }));

/**
 * The eight permissions of TruU's guide "Entra ID Directory"; the last application permission has Microsoft's spelling.
 */
export const guidePermissions: readonly Pick<Permission, 'type' | 'name'>[] = [
  ...guide('application', [
    'Device.Read.All',
    'Group.Read.All',
    'Directory.Read.All',
    'User.Read.All',
    'UserAuthenticationMethod.Read.All',
    'Application.Read.All',
    'UserAuthenticationMethod.ReadWrite.All',
  ]),
  ...guide('delegated', ['User.Read']),
];

/** Permissions that lead from one app to the whole tenant: refused even when the workflow allows them. */
const refusedNames: ReadonlySet<string> = new Set([
  'AppRoleAssignment.ReadWrite.All',
  'Application.ReadWrite.All',
  'Application.ReadWrite.OwnedBy',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Directory.ReadWrite.All',
]);
const refusedPrefixes = [
  'RoleManagement.ReadWrite.',
  'Policy.ReadWrite.',
  'RoleAssignmentSchedule.ReadWrite.',
  'PrivilegedAccess.ReadWrite.',
];

/** Whether a permission is always refused, including names that are not in the catalogue. */
export const isTierZeroRefused = (name: string): boolean =>
  refusedNames.has(name) || refusedPrefixes.some((prefix) => name.startsWith(prefix));

/**
 * The fix for a name that the catalogue lacks: Microsoft may have it, so it is never said that it does not exist.
 *
 * @param near The name of the catalogue that is most like it; null: none is.
 * @param type Null: of both types.
 */
export const catalogueFix = (near: string | null, type: PermissionType | null): string => {
  const known = permissions.filter((permission) => type === null || permission.type === type);
  const names = [...new Set(known.map(({ name }) => name))].filter((name) => !isTierZeroRefused(name));
  const list = `The catalogue has ${names.join(', ')}.`;
  return near === null ? `Remove it. ${list}` : `Change it to ${near} if that is meant, or remove it. ${list}`;
};
