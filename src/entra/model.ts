import type { Permission } from '../catalog/permissions.ts';
import type { Spec } from '../spec/schema.ts';
import type { ActionError } from '../support/errors.ts';

/** Microsoft Graph's own application id, the same in every tenant and cloud (Graph docs, read 2026-11). */
export const graphAppId = '00000003-0000-0000-c000-000000000000';

/** How the registration is found: by app id where the workflow adopts one, otherwise by unique name. */
export type ApplicationKey = { readonly appId: string } | { readonly uniqueName: string };

/** A permission on Microsoft Graph in the spec. */
export interface WantedPermission extends Permission {
  /** Its path in the spec. */
  readonly path: readonly (string | number)[];
}

/** The Entra side of the spec, in Graph's terms. */
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
  readonly secret: Spec['entra']['secret'] & { readonly renewBefore: string; readonly overlap: string };
}

/** One secret of an application or service principal, without its value. Times are RFC 3339. */
export interface SecretState {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly startsOn: string;
  readonly expiresOn: string;
  /** The first three characters of the value (Graph docs, passwordCredential, read 2026-11); absent: not shown. */
  readonly hint?: string;
}

/**
 * When secrets last logged in, RFC 3339 by Entra's clock, by key id. A secret that is not in it can still be in use.
 */
export type LastLogins = Readonly<Record<string, string>>;

/** What Entra's report of sign-ins by credential shows of the registration. */
export interface SecretUse {
  /** To any API. */
  readonly any: LastLogins;
  /** To Microsoft Graph, successfully, with a client secret. */
  readonly graph: LastLogins;
  /**
   * The newest login in it, to any API and with any credential, RFC 3339: the report is made in batches, and reaches at least
   * so far. Null: it shows none, so how far it reaches is not known.
   */
  readonly reportOf: string | null;
}

/** Why the report is not known. */
export interface UnreadUse {
  /**
   * `failed`: it may be readable at another time; `unlicensed`: the tenant lacks Entra ID P1; `refused`: for another reason;
   * `format`: it has an unknown format.
   */
  readonly reason: 'failed' | 'unlicensed' | 'refused' | 'format';
  /** What Entra said, or that it did not answer. */
  readonly error: ActionError;
}

/**
 * How to read the report: `ask` once and where it can matter, as a hint; or as the declared `evidence` of which secret is in
 * use: always, and again after a failure.
 */
export type UseQuery = 'ask' | 'evidence';

/** The report, where it was read. Null: its content is not known, whatever the reason. */
export const knownUse = (use: SecretUse | UnreadUse | null): SecretUse | null =>
  use === null || 'reason' in use ? null : use;

/** An owner of the registration, who can change it. */
export interface OwnerState {
  readonly id: string;
  /** The application of a service principal; null for a user, or when it is not readable. */
  readonly appId: string | null;
  readonly displayName: string | null;
}

/** A federated credential: another way to log in as the app. */
export interface FederatedCredentialState {
  readonly id: string;
  readonly name: string;
  readonly issuer: string | null;
  readonly subject: string | null;
}

/** The permissions on Microsoft Graph that an app requests, by id. */
export interface Requested {
  readonly application: readonly string[];
  readonly delegated: readonly string[];
}

/** An entry of requiredResourceAccess: the permissions that a registration requests of one API. */
export interface ResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: 'Role' | 'Scope' }[];
}

/** The app registration as Graph returns it. */
export interface ApplicationState {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly uniqueName: string | null;
  readonly signInAudience: string;
  /** RFC 3339; null when Graph does not say it. */
  readonly createdOn: string | null;
  /**
   * The app that created it, also of a person who used a client of Microsoft: the proof of who made it. Null: Graph does
   * not say it. (Graph docs, resources/application; not seen on a real tenant, 2026-11.)
   */
  readonly createdByAppId: string | null;
  readonly requested: Requested;
  readonly otherApis: readonly ResourceAccess[];
  readonly secrets: readonly SecretState[];
  readonly certificates: readonly SecretState[];
  readonly owners: readonly OwnerState[];
  readonly federatedCredentials: readonly FederatedCredentialState[];
  /** Addresses to which Entra sends codes and tokens: of web, single-page and public clients. */
  readonly redirectUris: readonly string[];
  /** isFallbackPublicClient: anyone with the client id may ask for tokens with a password or a device code. */
  readonly publicClient: boolean;
  /** isDisabled: Entra refuses it every token. */
  readonly disabled: boolean;
  /** disabledByMicrosoftStatus, where it says that Microsoft disabled it; null: it did not. */
  readonly disabledByMicrosoft: string | null;
  /** servicePrincipalLockConfiguration: enabled, and for all properties; enabled alone locks nothing. */
  readonly locked: boolean;
}

/** A directory role of a service principal, also one that it has through a group. */
export interface DirectoryRoleState {
  readonly id: string;
  /** Null when the caller may not read roles. */
  readonly displayName: string | null;
}

/** A granted app role on another API than Microsoft Graph. */
export interface ForeignAssignmentState {
  readonly id: string;
  readonly roleId: string;
  readonly resourceId: string;
  readonly resourceName: string | null;
}

/** A granted app role on Microsoft Graph. */
export interface AssignmentState {
  readonly id: string;
  readonly roleId: string;
}

/** The tenant-wide delegated grant on Microsoft Graph. */
export interface DelegatedGrantState {
  readonly id: string;
  readonly scopes: readonly string[];
}

/** The service principal of the registration, and its grants. */
export interface ServicePrincipalState {
  readonly id: string;
  /** RFC 3339; null when Graph does not say it. */
  readonly createdOn: string | null;
  readonly accountEnabled: boolean;
  readonly owners: readonly OwnerState[];
  readonly federatedCredentials: readonly FederatedCredentialState[];
  readonly directoryRoles: readonly DirectoryRoleState[];
  readonly secrets: readonly SecretState[];
  readonly certificates: readonly SecretState[];
  /** App roles on Microsoft Graph, without those on other APIs. */
  readonly assignments: readonly AssignmentState[];
  readonly otherAssignments: readonly ForeignAssignmentState[];
  readonly delegatedGrant: DelegatedGrantState | null;
}

/** This job's identity: the app that is logged in. */
export interface Deployer {
  readonly appId: string;
  /** Object ID of its service principal; null when neither the token nor Graph has it. */
  readonly servicePrincipalId: string | null;
  /** Graph application permissions in its token. */
  readonly roles: readonly string[];
  /** The token is of the app itself (`idtyp` app, no `scp`): what a person creates through an app is nobody's of the workflow. */
  readonly appOnly: boolean;
  /** Templates of its directory roles, from its token (`wids`). */
  readonly wids: readonly string[];
}

/** Client ids of the identities of the workflow, in lower case; null where there is none. */
export interface WorkflowClients {
  readonly deployer: string | null;
  readonly renewer: string | null;
}

/** Object ids of the service principals of the identities of the workflow; null where the tenant has none. */
export interface WorkflowPrincipals {
  readonly deployer: string | null;
  readonly renewer: string | null;
}

/** A record of Entra's audit log; foreign text. */
export interface AuditEvent {
  /** RFC 3339. */
  readonly at: string;
  readonly actor: string;
  readonly activity: string;
}

/** The addition of a key to the registration, by Entra's audit log. Ids are in lower case; null where it has none. */
export interface KeyAddition {
  readonly keyId: string;
  /** RFC 3339. */
  readonly at: string;
  /** A name; foreign text. */
  readonly actor: string;
  /** Of the person, who may have come through an app. */
  readonly userId: string | null;
  readonly appId: string | null;
  readonly servicePrincipalId: string | null;
}

/** What the tenant's default policy requires of every client secret. */
export interface SecretPolicy {
  readonly forbidden: boolean;
  /** The maximum lifetime, as an ISO 8601 duration; null: any. */
  readonly maxLifetime: string | null;
}

/** The identity that would carry the plan out. */
export interface Applier {
  readonly clientId: string;
  /** Null: it has none in this tenant. */
  readonly servicePrincipalId: string | null;
  /** Graph application permissions that it holds, as far as the catalogue knows them. */
  readonly roles: readonly string[];
  /** Whether it has a directory role, which can include what a permission allows. */
  readonly hasDirectoryRole: boolean;
}

/** A deleted registration, which keeps its unique name for 30 days. */
export interface DeletedRegistration {
  readonly appId: string;
  /** RFC 3339. */
  readonly deletedOn: string | null;
}

/** What applying a plan would meet. */
export interface Preflight {
  readonly applier: Applier;
  /** In lower case; null: not readable. */
  readonly verifiedDomains: readonly string[] | null;
  /** The deleted registration that holds the unique name; null: none, or not readable. */
  readonly deleted: DeletedRegistration | null;
}

/** A registration that the directory used before. */
export interface FormerRegistration {
  readonly appId: string;
  /** When each secret and certificate of it and of its service principal ends, RFC 3339. */
  readonly credentialsEndOn: readonly string[];
  /** How many federated credentials both have; those never end. */
  readonly federatedCredentials: number;
  /** How many permissions it has, application and delegated, on any API, and directory roles. */
  readonly grants: number;
}

/** The state of Entra at one moment. */
export interface EntraState {
  readonly tenant: string;
  readonly deployer: Deployer;
  readonly workflow: WorkflowPrincipals;
  /** Object id of Microsoft Graph's service principal in this tenant. */
  readonly graphServicePrincipalId: string;
  readonly application: ApplicationState | null;
  readonly servicePrincipal: ServicePrincipalState | null;
  /** Null: it was not requested. */
  readonly secretUse: SecretUse | UnreadUse | null;
  /** Null: not readable, so a violation only shows when a secret is created. */
  readonly secretPolicy: SecretPolicy | null;
  /** Null: not asked for in this mode. */
  readonly preflight: Preflight | null;
  /** Who added keys, where there is one that TruU does not vouch for. Null: not asked for, or not known. */
  readonly keyAdditions: readonly KeyAddition[] | null;
  /** What the directory used before, by TruU's record. */
  readonly former: readonly FormerRegistration[];
  /** Graph's `Date` of the last response: the clock for secrets. */
  readonly now: Date;
}
