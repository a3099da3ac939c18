import { isDuration, durationMs } from '../../support/duration.ts';
import type { SecretPolicy } from '../model.ts';
import type { WirePolicy } from '../graph/wire.ts';

/** The tenant's default app management policy. */
export const policyPath = '/policies/defaultAppManagementPolicy';
/** Graph application permissions that can read it (Graph docs, tenantappmanagementpolicy-get, read 2026-11). */
export const policyReaders = ['Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration'];

/**
 * What the policy requires of every client secret. Rules that exempt some are left to Graph: a rule with an exemption,
 * or, for an existing registration, a rule for registrations that are created after a date.
 */
export const toSecretPolicy = (body: unknown, isThere: boolean): SecretPolicy => {
  const policy = (typeof body === 'object' && body !== null ? body : {}) as WirePolicy;
  const rules = policy.isEnabled === true ? (policy.applicationRestrictions?.passwordCredentials ?? []) : [];
  const strict = rules.filter(
    ({ state, excludeActors, restrictForAppsCreatedAfterDateTime: after }) =>
      state !== 'disabled' && !excludeActors && (!after || !isThere),
  );
  const caps = strict.flatMap(({ restrictionType, maxLifetime }) =>
    restrictionType === 'passwordLifetime' && maxLifetime && isDuration(maxLifetime) ? [maxLifetime] : [],
  );
  return {
    forbidden: strict.some(({ restrictionType }) => restrictionType === 'passwordAddition'),
    maxLifetime: caps.sort((a, b) => durationMs(a) - durationMs(b))[0] ?? null,
  };
};
