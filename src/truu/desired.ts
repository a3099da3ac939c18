import type { Spec } from '../spec/schema.ts';
import type { DesiredTruu } from './model.ts';
import type { TruuQuery } from './connection.ts';

/** Translates the spec. */
export const desiredTruu = ({ truu }: Spec): DesiredTruu => {
  const { name, domain, allUsersShareUpnSuffix, autoRemoveDevices } = truu.directory;
  return {
    settings: { configurationName: name, domain, allUsersShareUpnSuffix, autoRemoveDevices },
    primaryUserIdentifier: truu.primaryUserIdentifier ?? null,
    cluster: truu.cluster ?? null,
  };
};

/** What must be read to compare with it. */
export const truuQuery = (spec: Spec): TruuQuery => ({
  tenantId: spec.entra.tenant,
  configurationName: spec.truu.directory.name,
  managesPrimaryUserIdentifier: spec.truu.primaryUserIdentifier !== undefined,
  cluster: spec.truu.cluster ?? null,
});
