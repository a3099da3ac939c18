import { settingsOf } from '../catalog/directory-settings.ts';
import type { Spec } from '../spec/schema.ts';
import type { DesiredTruu } from './model.ts';
import type { TruuQuery } from './connection.ts';

/** Translates the spec. */
export const desiredTruu = ({ truu }: Spec): DesiredTruu => ({
  settings: settingsOf(truu.directory),
  previousName: truu.directory.previousName ?? null,
  primaryUserIdentifier: truu.primaryUserIdentifier ?? null,
  cluster: truu.cluster ?? null,
});

/** What must be read for the comparison. */
export const truuQuery = (spec: Spec, adoptSecrets: ReadonlySet<string>): TruuQuery => ({
  tenantId: spec.entra.tenant,
  configurationName: spec.truu.directory.name,
  settings: settingsOf(spec.truu.directory),
  previousName: spec.truu.directory.previousName ?? null,
  managesPrimaryUserIdentifier: spec.truu.primaryUserIdentifier !== undefined,
  primaryUserIdentifier: spec.truu.primaryUserIdentifier ?? null,
  cluster: spec.truu.cluster ?? null,
  lifetime: spec.entra.secret.lifetime,
  adoptSecrets,
});
