import { scopeInAnyCase } from '../../catalog/permissions.ts';
import {
  graphAppId,
  type ApplicationState,
  type FederatedCredentialState,
  type OwnerState,
  type Requested,
  type SecretState,
  type ServicePrincipalState,
} from '../model.ts';
import type {
  WireApplication,
  WireAssignment,
  WireCredential,
  WireFederatedCredential,
  WireGrant,
  WireMembership,
  WireOwner,
  WireResourceAccess,
  WireServicePrincipal,
} from '../graph/wire.ts';

/** The parts of an application that are read separately. */
export interface ApplicationParts {
  readonly owners: readonly WireOwner[];
  readonly federatedCredentials: readonly WireFederatedCredential[];
}

/** The parts of a service principal that are read separately. */
export interface ServicePrincipalParts {
  readonly assignments: readonly WireAssignment[];
  readonly grants: readonly WireGrant[];
  readonly owners: readonly WireOwner[];
  readonly memberships: readonly WireMembership[];
  readonly federatedCredentials: readonly WireFederatedCredential[];
}

const lowerCase = (id: string | undefined | null): string => (id ?? '').toLowerCase();

/** An application for comparison: ids in lower case, lists sorted. Null when Graph omits a required field. */
export const toApplication = (wire: WireApplication, children: ApplicationParts): ApplicationState | null => {
  const parts = [wire.passwordCredentials, wire.keyCredentials, wire.requiredResourceAccess];
  const clients = [wire.web, wire.spa, wire.publicClient];
  if (!wire.id || !wire.appId || [...parts, ...clients].includes(undefined)) return null;
  const access = wire.requiredResourceAccess ?? [];
  return {
    id: lowerCase(wire.id),
    appId: lowerCase(wire.appId),
    displayName: wire.displayName ?? '',
    uniqueName: wire.uniqueName ?? null,
    signInAudience: wire.signInAudience ?? '',
    createdOn: createdOnOf(wire),
    createdByAppId: wire.createdByAppId ? lowerCase(wire.createdByAppId) : null,
    requested: requestedOf(access),
    otherApis: otherApisOf(access),
    secrets: toSecrets(wire.passwordCredentials),
    certificates: toSecrets(wire.keyCredentials),
    owners: children.owners.map(toOwner).sort(by('id')),
    federatedCredentials: children.federatedCredentials.map(toFederatedCredential).sort(by('name')),
    redirectUris: clients.flatMap((client) => client?.redirectUris ?? []).sort(),
    publicClient: wire.isFallbackPublicClient === true,
    disabled: wire.isDisabled === true,
    disabledByMicrosoft: disabledByMicrosoft(wire.disabledByMicrosoftStatus),
    locked: isLocked(wire.servicePrincipalLockConfiguration),
  };
};

/** When an object was created, RFC 3339; null when Graph does not say it. */
export const createdOnOf = ({ createdDateTime }: { readonly createdDateTime?: string | null }): string | null =>
  createdDateTime ? toRfc3339(createdDateTime) : null;

/** Null and `NotDisabled` are the usual values (Graph docs, resources/application, read 2026-11). */
const disabledByMicrosoft = (status: string | null | undefined): string | null =>
  status?.startsWith('DisabledDueTo') === true ? status : null;

const isLocked = (lock: WireApplication['servicePrincipalLockConfiguration']): boolean =>
  lock?.isEnabled === true && lock.allProperties === true;

/** Whether a membership is a directory role: groups and administrative units are listed beside them. */
export const isDirectoryRole = (one: WireMembership): boolean =>
  one['@odata.type'] === '#microsoft.graph.directoryRole';

/** A service principal for comparison. Null when Graph omits a required field. */
export const toServicePrincipal = (
  wire: WireServicePrincipal,
  children: ServicePrincipalParts,
  graphServicePrincipalId: string,
): ServicePrincipalState | null => {
  if (!wire.id) return null;
  const onGraph = <T extends { readonly resourceId?: string }>(one: T): boolean =>
    lowerCase(one.resourceId) === graphServicePrincipalId;
  const tenantWide = children.grants.find((grant) => onGraph(grant) && grant.consentType === 'AllPrincipals');
  return {
    id: lowerCase(wire.id),
    createdOn: createdOnOf(wire),
    accountEnabled: wire.accountEnabled !== false,
    owners: children.owners.map(toOwner).sort(by('id')),
    federatedCredentials: children.federatedCredentials.map(toFederatedCredential).sort(by('name')),
    directoryRoles: children.memberships
      .filter(isDirectoryRole)
      .map((one) => ({ id: lowerCase(one.id), displayName: one.displayName ?? null }))
      .sort(by('id')),
    secrets: toSecrets(wire.passwordCredentials),
    certificates: toSecrets(wire.keyCredentials),
    assignments: children.assignments
      .filter(onGraph)
      .map((one) => ({ id: one.id ?? '', roleId: lowerCase(one.appRoleId) }))
      .sort(by('roleId')),
    otherAssignments: children.assignments
      .filter((one) => !onGraph(one))
      .map((one) => ({
        id: one.id ?? '',
        roleId: lowerCase(one.appRoleId),
        resourceId: lowerCase(one.resourceId),
        resourceName: one.resourceDisplayName ?? null,
      }))
      .sort(by('id')),
    delegatedGrant: tenantWide ? { id: tenantWide.id ?? '', scopes: scopesOf(tenantWide.scope) } : null,
  };
};

/**
 * A scope string as a set: the portal writes leading spaces, and neither the order nor upper and lower case has a
 * meaning. What the catalogue knows has its spelling.
 */
export const scopesOf = (scope: string | null | undefined): readonly string[] => {
  const names = (scope ?? '').split(/\s+/).filter((name) => name !== '');
  return [...new Set(names.map((name) => scopeInAnyCase(name)?.name ?? name))].sort();
};

const by =
  <K extends string>(key: K) =>
  (a: Readonly<Record<K, string>>, b: Readonly<Record<K, string>>): number =>
    a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0;

const requestedOf = (access: readonly WireResourceAccess[]): Requested => {
  const onGraph = access.filter((api) => lowerCase(api.resourceAppId) === graphAppId);
  const ids = (type: string): readonly string[] => {
    const entries = onGraph.flatMap((api) => api.resourceAccess ?? []);
    return [...new Set(entries.filter((entry) => entry.type === type).map((entry) => lowerCase(entry.id)))].sort();
  };
  return { application: ids('Role'), delegated: ids('Scope') };
};

/**
 * Without blocks that request nothing: Graph can return one, and refuses a change that sends it back (public reports,
 * cli-microsoft365 7024, 2025-10).
 */
const otherApisOf = (access: readonly WireResourceAccess[]): ApplicationState['otherApis'] =>
  access
    .filter((api) => lowerCase(api.resourceAppId) !== graphAppId && (api.resourceAccess ?? []).length > 0)
    .map((api) => ({
      resourceAppId: api.resourceAppId ?? '',
      resourceAccess: (api.resourceAccess ?? []).map((entry) => ({
        id: entry.id ?? '',
        type: entry.type === 'Role' ? ('Role' as const) : ('Scope' as const),
      })),
    }));

/** Credentials in our model, sorted; without their values, which Graph never returns again. */
export const toSecrets = (wire: readonly WireCredential[] | null | undefined): readonly SecretState[] =>
  (wire ?? [])
    .map((one) => ({
      keyId: lowerCase(one.keyId),
      displayName: one.displayName ?? null,
      startsOn: toRfc3339(one.startDateTime),
      expiresOn: toRfc3339(one.endDateTime),
      ...(one.hint ? { hint: one.hint } : {}),
    }))
    .sort(by('keyId'));

/** Graph sends up to seven digits of a second; an unreadable time stays unchanged. */
const toRfc3339 = (time: string | null | undefined): string => {
  const parsed = Date.parse(time ?? '');
  return Number.isNaN(parsed) ? (time ?? '') : new Date(parsed).toISOString();
};

const toOwner = (wire: WireOwner): OwnerState => ({
  id: lowerCase(wire.id),
  appId: wire.appId ? lowerCase(wire.appId) : null,
  displayName: wire.displayName ?? null,
});

const toFederatedCredential = (wire: WireFederatedCredential): FederatedCredentialState => ({
  id: lowerCase(wire.id),
  name: wire.name ?? '',
  issuer: wire.issuer ?? null,
  subject: wire.subject ?? null,
});
