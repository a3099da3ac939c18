import { permissionRows, type Permission, type PermissionType } from './permission-rows.ts';

export type { Permission, PermissionType } from './permission-rows.ts';

/** The catalogue: the permissions that this product and its deployer have to do with. */
export const permissions: readonly Permission[] = permissionRows;

/** A permission by type and exact name. */
export const findPermission = (type: PermissionType, name: string): Permission | undefined =>
  permissions.find((permission) => permission.type === type && permission.name === name);

/** A permission by type and id. */
export const permissionById = (type: PermissionType, id: string): Permission | undefined =>
  permissions.find((permission) => permission.type === type && permission.id === id.toLowerCase());

const guide = (type: PermissionType, names: readonly string[]): readonly Pick<Permission, 'type' | 'name'>[] =>
  names.map((name) => ({ type, name }));

/** The eight of TruU's guide "Entra ID Directory", with the last application permission spelt as Microsoft does. */
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

/** Names that lead from one app to the whole tenant, and are refused whatever the workflow allows. */
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

/** Whether a permission is refused always, also by a name that the catalogue does not know yet. */
export const isTierZeroRefused = (name: string): boolean =>
  refusedNames.has(name) || refusedPrefixes.some((prefix) => name.startsWith(prefix));
