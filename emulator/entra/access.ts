import type { Application, ServicePrincipal } from '../state.ts';
import { denied } from './errors.ts';
import type { Caller } from './tokens.ts';

/** Throws 403 unless the caller has one of the permissions (Microsoft's permissions.json, devx-content, 2026-08-07). */
export const require = (caller: Caller, ...anyOf: readonly string[]): void => {
  if (caller.isMember && openToMembers.some((list) => list.every((role) => anyOf.includes(role)))) return;
  if (!anyOf.some((role) => caller.roles.includes(role))) throw denied();
};

const all = 'Application.ReadWrite.All';
const owned = 'Application.ReadWrite.OwnedBy';

/** Permissions to read applications and their parts; any one is enough. */
export const readApplications = ['Application.Read.All', owned, all, 'Directory.Read.All', 'Directory.ReadWrite.All'];
/** Permissions to list federated credentials. */
export const readFederated = ['Application.Read.All', owned, all];
/** Permissions to read delegated grants. */
export const readGrants = ['Directory.Read.All', 'DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'];
/** Permissions to change delegated grants. */
export const writeGrants = ['DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'];
/** Permissions to create applications. */
export const createApplications = [owned, all];
/** What any member of a tenant may do by default: read the directory, and register applications (Entra docs, users-default-permissions). */
const openToMembers = [['Directory.Read.All'], createApplications];

/** Throws 403 unless the caller may change every object, or may change owned objects and owns this one. */
export const requireOwner = (
  caller: Caller,
  object: Pick<Application | ServicePrincipal, 'owners'>,
  ...also: readonly string[]
): void => {
  if (caller.isMember && object.owners.includes(caller.oid)) return;
  if (caller.roles.includes(all) || also.some((role) => caller.roles.includes(role))) return;
  if (!caller.roles.includes(owned) || !object.owners.includes(caller.oid)) throw denied();
};

/** Granting app roles requires a permission to grant and also one to read (AND-rule of permissions.json). */
export const requireGranting = (caller: Caller): void => {
  require(caller, 'AppRoleAssignment.ReadWrite.All');
  require(caller, 'Application.Read.All', 'Directory.Read.All');
};
