import type { GithubContent } from './github/records.ts';
import type { DirectorySettings } from './truu/settings.ts';

/** The services that requests reach, by the names that the log and the faults use. */
export const serviceNames = ['login', 'graph', 'oidc', 'truu', 'github'] as const;

/** One of the services; "truu" is both TruU's API and its token endpoint. */
export type ServiceName = (typeof serviceNames)[number];

/** Who made a request: a client over the network, or TruU itself, which logs in to Entra for its diagnostics. */
export type Caller = 'client' | 'truu';

/** A client secret as Graph shows it: never with its value. */
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

/** One API's part of what an application asks for. */
export interface RequiredResourceAccess {
  resourceAppId: string;
  resourceAccess: { id: string; type: string }[];
}

/** An application as Graph shows it, with its owners (object ids) and federated credentials kept inside. */
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

/** A service principal as Graph shows it, with its owners (object ids) kept inside. Microsoft Graph's roles are not stored. */
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

/** An application permission that a service principal was granted. */
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

/** Delegated permissions that a service principal was granted. */
export interface OAuth2PermissionGrant {
  id: string;
  clientId: string;
  consentType: string;
  principalId: string | null;
  resourceId: string;
  scope: string;
}

/** The value of a client secret that an application has now: what Graph never shows again. */
export interface Secret {
  appId: string;
  keyId: string;
  displayName: string | null;
  startDateTime: string;
  endDateTime: string;
  value: string;
}

/** When a client secret last logged in to one API. It stays when the secret is gone. */
export interface CredentialSignIn {
  appId: string;
  keyId: string;
  /** Object id of the API's service principal. */
  resourceId: string;
  lastSignInDateTime: string;
  lastSignInRequestId: string;
}

/** What a change was made to, as the audit log names it. Values are JSON in a string. */
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

/** What Entra remembers and reports of the past. It is no part of the directory, which a login leaves as it is. */
export interface ReportState {
  credentialSignIns: CredentialSignIn[];
  directoryAudits: DirectoryAudit[];
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
  secrets: Secret[];
  policies: Record<string, unknown>;
}

/** What TruU's diagnostics last found. `checkedAt` is null before the first result. */
export interface DirectoryHealth {
  status: string;
  checkedAt: string | null;
  credentialKeyId: string | null;
  checks: { name: string; status: string; code: string | null; message: string }[];
}

/** The secret that TruU holds for a directory. `secretKeyId` is null when a person typed it in. */
export interface DirectoryCredential {
  secretKeyId: string | null;
  clientSecret: string;
  acceptedAt: string;
  expiresAt: string | null;
}

/** A directory connection of TruU. `tenantId` and `clientId` say with what TruU logs in to Entra. */
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

/** A cluster of TruU's identity servers and the directory it is connected to. */
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

/** The emulated TruU tenant. */
export interface TruuState {
  directories: Directory[];
  primaryUserIdentifier: string;
  primaryUserIdentifierEtag: string;
  clusters: Cluster[];
  oauthClients: OAuthClient[];
}

/** What GitHub's OIDC issuer puts into a token. `claims` is merged over the usual ones. */
export interface OidcState {
  issuer: string;
  subject: string;
  requestToken: string;
  lifetimeSeconds: number;
  claims: Record<string, unknown>;
}

/** The emulated GitHub: one repository, what it holds, and one run of one workflow. */
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
  environment: string | null;
  oidc: OidcState;
}

/** Everything that `GET /state` answers; also a valid seed. */
export interface State {
  entra: EntraState;
  truu: TruuState;
  github: GithubState;
  reports: ReportState;
}
