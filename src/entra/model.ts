import type { Spec } from '../spec/schema.ts';

/** Microsoft Graph's own application id, the same in every tenant and cloud (Graph docs, read 2026-11). */
export const graphAppId = '00000003-0000-0000-c000-000000000000';

/** How the spec names the registration: by app id when it adopts one, by unique name otherwise. */
export type ApplicationKey = { readonly appId: string } | { readonly uniqueName: string };

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

/** One secret of an application or service principal, without its value. Times are RFC 3339. */
export interface SecretState {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly startsOn: string;
  readonly expiresOn: string;
}

const tag = / \[truu:[0-9a-f]{8}\]$/;

/** The display name of a secret of ours: what the spec says, and the nonce of the run. */
export const taggedName = (description: string, nonce: string): string => `${description} [truu:${nonce}]`;

/** Whether a run of this action made the secret. */
export const isTagged = (secret: { readonly displayName?: string | null }): boolean =>
  tag.test(secret.displayName ?? '');

/** When secrets last logged in, RFC 3339 by Entra's clock, by key id. One that is not in it may be in use all the same. */
export type SecretUse = Readonly<Record<string, string>>;

/** Somebody who may change the registration. */
export interface OwnerState {
  readonly id: string;
  /** The application behind a service principal; null for a user, or when it may not be read. */
  readonly appId: string | null;
  readonly displayName: string | null;
}

/** A federated credential: another way to log in as the app. */
export interface FederatedCredentialState {
  readonly name: string;
  readonly issuer: string | null;
  readonly subject: string | null;
}

/** The permissions on Microsoft Graph that an app asks for, by id. */
export interface Requested {
  readonly application: readonly string[];
  readonly delegated: readonly string[];
}

/** An entry of requiredResourceAccess: the permissions that a registration requests of one API. */
export interface ResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: 'Role' | 'Scope' }[];
}

/** The app registration as Graph shows it. */
export interface ApplicationState {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly uniqueName: string | null;
  readonly signInAudience: string;
  /** The app that created it; null when a person did. */
  readonly createdByAppId: string | null;
  readonly requested: Requested;
  readonly otherApis: readonly ResourceAccess[];
  readonly secrets: readonly SecretState[];
  readonly certificates: readonly SecretState[];
  readonly owners: readonly OwnerState[];
  readonly federatedCredentials: readonly FederatedCredentialState[];
  /** servicePrincipalLockConfiguration.isEnabled; null when it was never set. */
  readonly locked: boolean | null;
}

/** An app role on Microsoft Graph that was granted. */
export interface AssignmentState {
  readonly id: string;
  readonly roleId: string;
}

/** The tenant-wide delegated grant on Microsoft Graph. */
export interface DelegatedGrantState {
  readonly id: string;
  readonly scopes: readonly string[];
}

/** The service principal of the registration, and what it was granted. */
export interface ServicePrincipalState {
  readonly id: string;
  readonly accountEnabled: boolean;
  readonly secrets: readonly SecretState[];
  readonly certificates: readonly SecretState[];
  /** App roles on Microsoft Graph; those on other APIs are not ours to judge. */
  readonly assignments: readonly AssignmentState[];
  readonly delegatedGrant: DelegatedGrantState | null;
}

/** Who is logged in. */
export interface Deployer {
  readonly appId: string;
  /** Object id of our service principal; null when the token does not say and Graph does not show it. */
  readonly servicePrincipalId: string | null;
  /** Graph application permissions in our own token. */
  readonly roles: readonly string[];
}

/** Somebody's deed in Entra's audit log; foreign text. */
export interface AuditEvent {
  /** RFC 3339. */
  readonly at: string;
  readonly actor: string;
  readonly activity: string;
}

/** What the tenant's default policy says of every client secret. */
export interface SecretPolicy {
  readonly forbidden: boolean;
  /** The longest life, as an ISO 8601 duration; null: any. */
  readonly maxLifetime: string | null;
}

/** Entra's side at one moment. */
export interface EntraState {
  readonly tenant: string;
  readonly deployer: Deployer;
  /** Object id of Microsoft Graph's service principal in this tenant. */
  readonly graphServicePrincipalId: string;
  readonly application: ApplicationState | null;
  readonly servicePrincipal: ServicePrincipalState | null;
  /** Null: not known, since it was not asked for, or not told. */
  readonly secretUse: SecretUse | null;
  /** Null: it may not be read, so that only the try will tell. */
  readonly secretPolicy: SecretPolicy | null;
  /** Graph's `Date` of the last answer: the clock that judges secrets. */
  readonly now: Date;
}
