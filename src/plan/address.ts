import type { PermissionType } from '../catalog/permissions.ts';

/** The permission that an address speaks of; null when it speaks of something else. A name nobody knows is an id. */
export const permissionAt = (address: string): { readonly type: PermissionType; readonly name: string } | null => {
  const [, type, name] = /^entra\/permission\/(application|delegated)\/(.+)$/.exec(address) ?? [];
  return name === undefined ? null : { type: type as PermissionType, name };
};

/** The cluster that an address speaks of; foreign text. Null when it speaks of something else. */
export const clusterAt = (address: string): string | null => /^truu\/cluster\/(.+)$/.exec(address)?.[1] ?? null;
