import { permissionById, type PermissionType } from '../catalog/permissions.ts';
import type { EntraState } from './model.ts';

/** The permissions of one type on Microsoft Graph that the registration requests, and those that it was granted, by name. */
export interface GrantState {
  readonly requested: ReadonlySet<string>;
  readonly granted: ReadonlySet<string>;
}

/** What the catalogue does not know keeps its id in place of a name: it is a privilege all the same. */
const namesOf = (type: PermissionType, ids: readonly string[]): ReadonlySet<string> =>
  new Set(ids.map((id) => permissionById(type, id)?.name ?? id));

/** Which permissions of a type are requested, and which are granted. */
export const grantStateOf = (
  { application, servicePrincipal }: Pick<EntraState, 'application' | 'servicePrincipal'>,
  type: PermissionType,
): GrantState => ({
  requested: namesOf(type, application?.requested[type] ?? []),
  granted:
    type === 'application'
      ? namesOf(type, servicePrincipal?.assignments.map((one) => one.roleId) ?? [])
      : new Set(servicePrincipal?.delegatedGrant?.scopes ?? []),
});
