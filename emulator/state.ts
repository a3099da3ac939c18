import type { GithubContent } from './github/records.ts';
import type { DirectorySettings } from './truu/settings.ts';
import type { VaultState } from './vault/records.ts';

/** The services that requests reach, by the names that the log and the faults use. */
export const serviceNames = ['login', 'graph', 'oidc', 'truu', 'github', 'vault'] as const;

/** One of the services; "truu" is both TruU's API and its token endpoint. */
export type ServiceName = (typeof serviceNames)[number];

/**
 * The source of a request: an app over the network, a person by a delegated token, or TruU itself, which logs in to Entra
 * for its diagnostics.
 */
export type Caller = 'client' | 'truu' | 'person';

/** A client secret as Graph shows it, without its value. */
export interface PasswordCredential {
  keyId: string;
  displayName: string | null;
  hint: string | null;
  startDateTime: string;
  endDateTime: string;
  customKeyIdentifier: string | null;
  secretText: null;
}

/** A federated credential of an application, as Graph shows it. */
export interface FederatedIdentityCredential {
  id: string;
  name: string;
  issuer: string;
  subject: string | null;
  audiences: string[];
  description: string | null;
}

/** The permissions of one API that an application requires. */
export interface RequiredResourceAccess {
  resourceAppId: string;
  resourceAccess: { id: string; type: string }[];
}

/** An application as Graph shows it, together with its owners (object ids) and federated credentials. */
export interface Application {
  id: string;
  appId: string;
  displayName: string;
  uniqueName: string | null;
  createdDateTime: string;
  deletedDateTime: string | null;
  signInAudience: string;
  requiredResourceAccess: RequiredResourceAccess[];
  passwordCredentials: PasswordCredential[];
  keyCredentials: Record<string, unknown>[];
  owners: string[];
  federatedIdentityCredentials: FederatedIdentityCredential[];
  [property: string]: unknown;
}

/** A service principal as Graph shows it, together with its owners (object ids); Graph's roles are not stored. */
export interface ServicePrincipal {
  id: string;
  appId: string;
  displayName: string;
  accountEnabled: boolean;
  deletedDateTime: string | null;
  owners: string[];
  passwordCredentials: PasswordCredential[];
  keyCredentials: Record<string, unknown>[];
  [property: string]: unknown;
}

/** An application permission that is granted to a service principal. */
export interface AppRoleAssignment {
  id: string;
  appRoleId: string;
  principalId: string;
  principalType: string;
  principalDisplayName: string;
  resourceId: string;
  resourceDisplayName: string;
  createdDateTime: string;
  deletedDateTime: string | null;
}

/** Delegated permissions that are granted to a service principal. */
export interface OAuth2PermissionGrant {
  id: string;
  clientId: string;
  consentType: string;
  principalId: string | null;
  resourceId: string;
  scope: string;
}

/** A current client secret of an application with its value, which Graph shows only once. */
export interface Secret {
  appId: string;
  keyId: string;
  displayName: string | null;
  startDateTime: string;
  endDateTime: string;
  value: string;
}

/** The last login of a client secret to one API on one day, UTC. It outlives the secret. */
export interface CredentialSignIn {
  appId: string;
  keyId: string;
  /** Application id of the API. */
  resourceId: string;
  lastSignInDateTime: string;
  lastSignInRequestId: string;
}

/** The object of a change, as the audit log names it. Values are JSON in a string. */
export interface AuditTarget {
  id: string | null;
  displayName: string | null;
  type: string | null;
  userPrincipalName: string | null;
  groupType: string | null;
  modifiedProperties: { displayName: string; oldValue: string | null; newValue: string | null }[];
}

/** A person or an app that made a change, as the audit log names them. */
export interface AuditInitiator {
  user: { id: string | null; displayName: string | null; userPrincipalName: string | null } | null;
  app: {
    appId: string | null;
    displayName: string | null;
    servicePrincipalId: string | null;
    servicePrincipalName: string | null;
  } | null;
}

/** One row of the audit log, as Graph shows it. */
export interface DirectoryAudit {
  id: string;
  category: string;
  correlationId: string;
  result: string;
  resultReason: string;
  activityDisplayName: string;
  activityDateTime: string;
  loggedByService: string;
  operationType: string;
  initiatedBy: AuditInitiator;
  targetResources: AuditTarget[];
  additionalDetails: { key: string; value: string }[];
}

/** The reports of Entra. They are not part of the directory: a login changes only them. */
export interface ReportState {
  credentialSignIns: CredentialSignIn[];
  directoryAudits: DirectoryAudit[];
}

/** An activated directory role and the object ids of its members. */
export interface DirectoryRole {
  id: string;
  roleTemplateId: string;
  displayName: string;
  members: string[];
}

/** The emulated Entra tenant. */
export interface EntraState {
  tenant: string;
  applications: Application[];
  deletedApplications: Application[];
  servicePrincipals: ServicePrincipal[];
  deletedServicePrincipals: ServicePrincipal[];
  appRoleAssignments: AppRoleAssignment[];
  oauth2PermissionGrants: OAuth2PermissionGrant[];
  directoryRoles: DirectoryRole[];
  secrets: Secret[];
  policies: Record<string, unknown>;
}

/** The last result of TruU's diagnostics. `checkedAt` is null before the first result. */
export interface DirectoryHealth {
  status: string;
  checkedAt: string | null;
  credentialKeyId: string | null;
  checks: { name: string; status: string; code: string | null; message: string }[];
}

/** A secret that a directory held before. `expiresAt` is TruU's own note of it, and in no answer. */
export interface PreviousCredential {
  secretKeyId: string | null;
  clientId: string | null;
  acceptedAt: string;
  replacedAt: string;
  expiresAt: string | null;
}

/** The secret that TruU holds for a directory. `secretKeyId` is null for a secret that was entered manually. */
export interface DirectoryCredential {
  secretKeyId: string | null;
  clientSecret: string;
  acceptedAt: string;
  expiresAt: string | null;
  /** Newest first. */
  previous: PreviousCredential[];
}

/** A directory connection of TruU. TruU logs in to Entra with `tenantId` and `clientId`. */
export interface Directory extends DirectorySettings {
  id: string;
  type: string;
  tenantId: string;
  clientId: string;
  credential: DirectoryCredential | null;
  health: DirectoryHealth;
  createdAt: string;
  updatedAt: string;
  etag: string;
}

/** A cluster of TruU's identity servers and its connected directory. */
export interface Cluster {
  id: string;
  name: string;
  directoryId: string | null;
  etag: string;
}

/** Credentials with which a client logs in to TruU's API. */
export interface OAuthClient {
  clientId: string;
  clientSecret: string;
  name: string;
}

/** What a person saved in TruU's Admin Console for a directory, and when TruU logs in with it. */
export interface ConsoleConnection {
  directoryId: string;
  /** The key id of the pasted secret when Entra had it; the console itself does not know it. */
  keyId: string | null;
  savedAt: string;
  savedBy: string;
  nextLoginAt: string;
}

/** The emulated TruU tenant. */
export interface TruuState {
  directories: Directory[];
  primaryUserIdentifier: string;
  primaryUserIdentifierEtag: string;
  clusters: Cluster[];
  oauthClients: OAuthClient[];
  console: ConsoleConnection[];
}

/** The contents of a token of GitHub's OIDC issuer. `claims` overrides the usual ones. */
export interface OidcState {
  issuer: string;
  subject: string;
  requestToken: string;
  lifetimeSeconds: number;
  /** Names of the published keys; a key that signs tokens and is not among them is retired. */
  publishedKeys: string[];
  claims: Record<string, unknown>;
}

/** The emulated GitHub: one repository with its content, and one run of one workflow. */
export interface GithubState extends GithubContent {
  repository: string;
  repositoryId: string;
  ownerId: string;
  ref: string;
  sha: string;
  workflow: string;
  workflowPath: string;
  runId: string;
  runNumber: string;
  runAttempt: string;
  actor: string;
  eventName: string;
  /** Target and source branch, by their short names; empty outside of pull requests. */
  baseRef: string;
  headRef: string;
  environment: string | null;
  oidc: OidcState;
}

/** The answer of `GET /state`; also a valid seed. */
export interface State {
  entra: EntraState;
  truu: TruuState;
  github: GithubState;
  reports: ReportState;
  vault: VaultState;
}
