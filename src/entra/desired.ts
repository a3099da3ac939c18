import { findPermission } from '../catalog/permissions.ts';
import { defaultOverlap, defaultRenewBefore } from '../spec/defaults.ts';
import type { Spec } from '../spec/schema.ts';
import type { ApplicationKey, DesiredEntra, WantedPermission } from './model.ts';

/** How the registration is found: only the workflow can name an existing one, by the input application-id. */
export const applicationKey = ({ application }: Spec['entra'], applicationId: string | null): ApplicationKey =>
  applicationId === null ? { uniqueName: application.uniqueName } : { appId: applicationId };

/** Translates the spec; the parser has checked the names against the catalogue. `by`: who sets the secret in TruU. */
export const desiredEntra = (
  { entra }: Spec,
  applicationId: string | null = null,
  by: 'action' | 'person' = 'action',
): DesiredEntra => {
  const { application, permissions, secret } = entra;
  const renewBefore = secret.renewBefore ?? defaultRenewBefore(secret.lifetime, by);
  return {
    tenant: entra.tenant,
    key: applicationKey(entra, applicationId),
    displayName: application.name,
    uniqueName: application.uniqueName,
    signInAudience: 'AzureADMyOrg',
    application: wanted('application', permissions?.application),
    delegated: wanted('delegated', permissions?.delegated),
    removeUnlisted: permissions?.unlisted === 'remove',
    secret: { ...secret, renewBefore, overlap: secret.overlap ?? defaultOverlap(renewBefore) },
  };
};

const wanted = (
  type: WantedPermission['type'],
  names: readonly string[] | undefined,
): readonly WantedPermission[] | null =>
  names?.flatMap((name, index) => {
    const known = findPermission(type, name);
    return known ? [{ ...known, path: ['entra', 'permissions', type, index] }] : [];
  }) ?? null;
