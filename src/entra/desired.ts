import { findPermission } from '../catalog/permissions.ts';
import type { Spec } from '../spec/schema.ts';
import type { ApplicationKey } from './read.ts';

/** A permission on Microsoft Graph that the spec wants. */
export interface WantedPermission {
  readonly type: 'application' | 'delegated';
  readonly name: string;
  readonly id: string;
  /** Where it stands in the spec. */
  readonly path: readonly (string | number)[];
}

/** Entra's side as the spec wants it, in Graph's words. */
export interface DesiredEntra {
  readonly tenant: string;
  readonly key: ApplicationKey;
  readonly displayName: string;
  readonly uniqueName: string;
  readonly signInAudience: 'AzureADMyOrg';
  /** Null: not managed. */
  readonly application: readonly WantedPermission[] | null;
  /** Null: not managed. */
  readonly delegated: readonly WantedPermission[] | null;
  readonly removeUnlisted: boolean;
  readonly secret: Spec['entra']['secret'];
}

/** Translates the spec; the names were checked against the catalogue when it was parsed. */
export const desiredEntra = ({ entra }: Spec): DesiredEntra => {
  const { application, permissions } = entra;
  return {
    tenant: entra.tenant,
    key: application.appId === undefined ? { uniqueName: application.uniqueName } : { appId: application.appId },
    displayName: application.name,
    uniqueName: application.uniqueName,
    signInAudience: 'AzureADMyOrg',
    application: wanted('application', permissions?.application),
    delegated: wanted('delegated', permissions?.delegated),
    removeUnlisted: permissions?.unlisted === 'remove',
    secret: entra.secret,
  };
};

const wanted = (
  type: WantedPermission['type'],
  names: readonly string[] | undefined,
): readonly WantedPermission[] | null =>
  names?.flatMap((name, index) => {
    const known = findPermission(type, name);
    return known ? [{ type, name, id: known.id, path: ['entra', 'permissions', type, index] }] : [];
  }) ?? null;
