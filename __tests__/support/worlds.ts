import type { SecretRole } from '../../src/catalog/secret-roles.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Plan } from '../../src/plan/types.ts';
import {
  application,
  credential,
  directory,
  guid,
  held,
  ids,
  planInput,
  secret,
  servicePrincipal,
  type Differences,
} from './plan-samples.ts';

type EntraDiffers = Pick<Differences, 'entra'>;
type TruuDiffers = Pick<Differences, 'truu'>;

/** What is planned in a world. */
export const planOf = (world: Differences = {}): Plan => makePlan(planInput(world)).plan;

/** The role of each secret in a world. */
export const rolesOf = (world: Differences): readonly SecretRole[] =>
  makePlan(planInput(world)).assessment.secrets.map(({ role }) => role);

/** A world in which only the registration differs. */
export const applicationWith = (more: Parameters<typeof application>[0]): EntraDiffers => ({
  entra: { application: application(more) },
});

/** A world in which only the service principal differs. */
export const principalWith = (more: Parameters<typeof servicePrincipal>[0]): EntraDiffers => ({
  entra: { servicePrincipal: servicePrincipal(more) },
});

/** A world in which only TruU's directory differs. */
export const directoryWith = (more: Parameters<typeof directory>[0]): TruuDiffers => ({
  truu: { directories: [directory(more)] },
});

/** TruU holds this secret since this time, or one that it cannot name. */
export const holding = (
  secretKeyId: string | null,
  acceptedAt: string | null = '2026-10-24T10:01:00.000Z',
): TruuDiffers => directoryWith({ credential: credential(secretKeyId, acceptedAt) });

/** TruU took the held secret an hour ago, so that the one before it is in its overlap. */
export const recently = holding(ids.heldKey, '2026-11-24T09:00:00.000Z');

/** The registration has these secrets beside the held one. */
export const withSecrets = (...more: readonly (typeof held)[]): EntraDiffers =>
  applicationWith({ secrets: [held, ...more] });

/** The held secret, which is the only one, ends at this time. */
export const expiring = (expiresOn: string): EntraDiffers => applicationWith({ secrets: [{ ...held, expiresOn }] });

/** A secret of ours that began before the held one. */
export const older = secret(guid('b'), '2026-01-01T00:00:00.000Z');

/** A secret of ours that began after the held one. */
export const younger = secret(guid('c'), '2026-11-20T00:00:00.000Z');

/** A secret that somebody made by hand. */
export const foreign = secret(guid('d'), '2026-01-01T00:00:00.000Z', { displayName: 'by hand' });

/** The identity that applies, with these rights. */
export const applier = (
  roles: readonly string[],
  servicePrincipalId: string | null = guid('7'),
  hasDirectoryRole = false,
) => ({
  preflight: {
    applier: { clientId: ids.deployerApp, servicePrincipalId, roles, hasDirectoryRole },
    verifiedDomains: null,
    deleted: null,
  },
});
