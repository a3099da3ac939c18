import { settingsOf } from '../catalog/directory-settings.ts';
import type { Spec } from '../spec/schema.ts';
import type { DesiredTruu } from './model.ts';
import type { TruuQuery } from './connection.ts';

/** Translates the spec. */
export const desiredTruu = ({ truu }: Spec): DesiredTruu => ({
  settings: settingsOf(truu.directory),
  primaryUserIdentifier: truu.primaryUserIdentifier ?? null,
  cluster: truu.cluster ?? null,
});

/** What must be read to compare with it. */
export const truuQuery = (spec: Spec): TruuQuery => ({
  tenantId: spec.entra.tenant,
  configurationName: spec.truu.directory.name,
  managesPrimaryUserIdentifier: spec.truu.primaryUserIdentifier !== undefined,
  cluster: spec.truu.cluster ?? null,
});
