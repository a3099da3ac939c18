import { addDuration } from './duration.ts';
import { defaultContent } from './github/default-content.ts';
import { fixedAssignmentId, fixedSecret, fixedUuid, type RoleName, roleIds, seedIds } from './seed-ids.ts';
import type {
  Application,
  AppRoleAssignment,
  FederatedIdentityCredential,
  GithubState,
  Secret,
  ServicePrincipal,
  State,
} from './state.ts';
import { vaultActions, type VaultState } from './vault/records.ts';

const issuer = 'https://token.actions.githubusercontent.com';
const subject = 'repo:contoso/identity:environment:production';
const createdDateTime = '2026-01-05T09:00:00Z';

/** The identities of the default seed: one that writes, one that only reads, and the administrator. */
export const identities = {
  deployer: {
    label: 'deployer',
    displayName: 'TruU deployer',
    federated: true,
    roles: [
      'Application.ReadWrite.OwnedBy',
      'Application.Read.All',
      'Directory.Read.All',
      'AppRoleAssignment.ReadWrite.All',
      'DelegatedPermissionGrant.ReadWrite.All',
    ],
  },
  reader: {
    label: 'reader',
    displayName: 'TruU reader',
    federated: true,
    roles: ['Application.Read.All', 'Directory.Read.All'],
  },
  admin: {
    label: 'admin',
    displayName: 'Directory administrator',
    federated: false,
    roles: [
      'Application.Read.All',
      'Application.ReadWrite.All',
      'AppRoleAssignment.ReadWrite.All',
      'AuditLog.Read.All',
      'DelegatedPermissionGrant.ReadWrite.All',
      'Directory.Read.All',
      'Directory.ReadWrite.All',
      'Policy.Read.All',
      'Policy.ReadWrite.ApplicationConfiguration',
    ],
  },
} as const satisfies Record<string, { label: string; displayName: string; federated: boolean; roles: RoleName[] }>;

/** One of the seed's identities. */
export type Identity = (typeof identities)[keyof typeof identities];

/** The client id of one of the seed's identities. */
export const clientIdOf = (identity: Identity): string => fixedUuid(`${identity.label} client`);

const principalIdOf = (identity: Identity): string => fixedUuid(`${identity.label} principal`);

const federated = ({ label }: Identity): FederatedIdentityCredential => ({
  id: fixedUuid(`${label} federated credential`),
  name: 'github-production',
  issuer,
  subject,
  audiences: ['api://AzureADTokenExchange'],
  description: null,
});

const application = (identity: Identity): Application => ({
  id: fixedUuid(`${identity.label} application`),
  appId: clientIdOf(identity),
  displayName: identity.displayName,
  uniqueName: null,
  createdDateTime,
  deletedDateTime: null,
  signInAudience: 'AzureADMyOrg',
  requiredResourceAccess: [
    {
      resourceAppId: seedIds.graphAppId,
      resourceAccess: identity.roles.map((role) => ({ id: roleIds[role], type: 'Role' })),
    },
  ],
  passwordCredentials: [],
  keyCredentials: [],
  owners: [],
  federatedIdentityCredentials: identity.federated ? [federated(identity)] : [],
});

const principal = (id: string, appId: string, displayName: string): ServicePrincipal => ({
  id,
  appId,
  displayName,
  createdDateTime,
  deletedDateTime: null,
  accountEnabled: true,
  appRoleAssignmentRequired: false,
  servicePrincipalType: 'Application',
  owners: [],
  passwordCredentials: [],
  keyCredentials: [],
});

const assignments = (identity: Identity): AppRoleAssignment[] =>
  identity.roles.map((role) => ({
    id: fixedAssignmentId(principalIdOf(identity), role),
    appRoleId: roleIds[role],
    principalId: principalIdOf(identity),
    principalType: 'ServicePrincipal',
    principalDisplayName: identity.displayName,
    resourceId: seedIds.graphPrincipal,
    resourceDisplayName: 'Microsoft Graph',
    createdDateTime,
    deletedDateTime: null,
  }));

const adminSecret = (now: Date): Secret => {
  const start = new Date(now.getTime() - 24 * 60 * 60 * 1000);
  return {
    appId: clientIdOf(identities.admin),
    keyId: fixedUuid('admin secret'),
    displayName: 'Administration by hand',
    startDateTime: start.toISOString(),
    endDateTime: addDuration(start, 'P10Y').toISOString(),
    value: fixedSecret('admin'),
  };
};

const entra = (now: Date): State['entra'] => {
  const all = Object.values(identities);
  const { value, appId, ...shown } = adminSecret(now);
  const applications = all.map(application);
  for (const one of applications) {
    if (one.appId !== appId) continue;
    one.passwordCredentials = [{ ...shown, hint: value.slice(0, 3), customKeyIdentifier: null, secretText: null }];
  }
  const graph = principal(seedIds.graphPrincipal, seedIds.graphAppId, 'Microsoft Graph');
  return {
    tenant: seedIds.tenant,
    applications,
    deletedApplications: [],
    servicePrincipals: [
      graph,
      ...all.map((identity) => principal(principalIdOf(identity), clientIdOf(identity), identity.displayName)),
    ],
    deletedServicePrincipals: [],
    appRoleAssignments: all.flatMap(assignments),
    oauth2PermissionGrants: [],
    directoryRoles: [],
    secrets: [adminSecret(now)],
    policies: {},
  };
};

const github = (): GithubState => ({
  repository: 'contoso/identity',
  repositoryId: '702731845',
  ownerId: '118204417',
  ref: 'refs/heads/main',
  sha: '5f0c1d2e3b4a59687766554433221100ffeeddcc',
  workflow: 'TruU directory',
  workflowPath: '.github/workflows/truu-directory.yml',
  runId: '9000000001',
  runNumber: '1',
  runAttempt: '1',
  actor: 'octocat',
  eventName: 'push',
  baseRef: '',
  headRef: '',
  environment: 'production',
  oidc: {
    ...{ issuer, subject, requestToken: fixedSecret('runner'), lifetimeSeconds: 300, claims: {} },
    publishedKeys: ['github-oidc', 'github-oidc-standby'],
  },
  ...defaultContent(),
});

/** The deployer writes and lists, the reader lists, and only the administrator reads values. */
const vault = (): VaultState => ({
  name: 'kv-truu',
  secrets: [],
  deletedSecrets: [],
  grants: [
    { clientId: clientIdOf(identities.deployer), actions: ['setSecret', 'update', 'readMetadata'] },
    { clientId: clientIdOf(identities.reader), actions: ['readMetadata'] },
    { clientId: clientIdOf(identities.admin), actions: [...vaultActions] },
  ],
});

/** The state without a seed: always the same, except for the dates of the administrator's secret. */
export const defaultSeed = (now: Date): State => ({
  entra: entra(now),
  truu: {
    directories: [],
    primaryUserIdentifier: 'userPrincipalName',
    primaryUserIdentifierEtag: '"1"',
    clusters: [{ id: seedIds.cluster, name: 'cloud', directoryId: null, etag: '"1"' }],
    oauthClients: [
      { clientId: seedIds.truuClient, clientSecret: fixedSecret('truu client'), name: 'Directory automation' },
    ],
    console: [],
  },
  github: github(),
  reports: { credentialSignIns: [], directoryAudits: [] },
  vault: vault(),
});
