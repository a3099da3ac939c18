import { findPermission } from '../../src/catalog/permissions.ts';

/** What a person fills in, or takes as it stands: name and value. */
export const values = [
  ['TENANT', 'TENANT_ID'],
  ['REPO', 'ORG/REPO'],
  ['GRAPH', 'https://graph.microsoft.com'],
  ['AUDIENCE', 'api://AzureADTokenExchange'],
  ['ISSUER', 'https://token.actions.githubusercontent.com'],
  ['TRUU', 'https://TRUU_HOST'],
  ['TRUU_READ_CLIENT', 'ID_OF_A_CLIENT_THAT_READS'],
  ['TRUU_WRITE_CLIENT', 'ID_OF_A_CLIENT_THAT_WRITES'],
] as const;

/** An app registration that a workflow logs in as. */
export interface Identity {
  readonly name: 'deployer' | 'renewer' | 'reader';
  /** Holds its client id. */
  readonly variable: string;
  /** The deployment environment whose jobs it trusts. */
  readonly environment: string;
  /** Application permissions of Microsoft Graph. */
  readonly permissions: readonly string[];
}

const owned = ['Application.ReadWrite.OwnedBy', 'Application.Read.All', 'Directory.Read.All'] as const;

/** Every identity, in the order in which it is made. */
export const identities: readonly Identity[] = [
  {
    ...{ name: 'deployer', variable: 'DEPLOYER', environment: 'truu-production' },
    permissions: [...owned, 'AppRoleAssignment.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All'],
  },
  { name: 'renewer', variable: 'RENEWER', environment: 'truu-renew', permissions: owned },
  {
    ...{ name: 'reader', variable: 'READER', environment: 'truu-plan' },
    permissions: ['Application.Read.All', 'Directory.Read.All'],
  },
];

/** Where Microsoft Graph is known by in every tenant. */
export const graphAppId = '00000003-0000-0000-c000-000000000000';

/** Name of the variable and id of each permission that an identity has. */
export const permissionIds: readonly (readonly [string, string])[] = [
  ...new Set(identities.flatMap(({ permissions }) => permissions)),
].map((name) => {
  const id = findPermission('application', name)?.id;
  if (id === undefined) throw new Error(`${name} is not in the catalogue.`);
  return [variableOf(name), id] as const;
});

/** The variable of a permission: its name, as far as a shell takes it. */
export function variableOf(permission: string): string {
  return permission.replaceAll('.', '_');
}

/** Variables of the repository: name and value, in which `{NAME}` is a variable of the shell. */
export const repositoryVariables = [
  ['ENTRA_PLAN_TENANT_ID', '{TENANT}'],
  ['TRUU_READER_CLIENT_ID', '{READER}'],
  ['TRUU_PLAN_DEPLOYER_CLIENT_ID', '{DEPLOYER}'],
  ['TRUU_PLAN_RENEWER_CLIENT_ID', '{RENEWER}'],
  ['TRUU_PLAN_URL', '{TRUU}'],
  ['TRUU_PLAN_TOKEN_URL', '{TRUU}/oauth2/token'],
  ['TRUU_READ_CLIENT_ID', '{TRUU_READ_CLIENT}'],
] as const;

/** Variables of each environment whose jobs write. */
export const environmentVariables = [
  ['ENTRA_TENANT_ID', '{TENANT}'],
  ['TRUU_DEPLOYER_CLIENT_ID', '{DEPLOYER}'],
  ['TRUU_RENEWER_CLIENT_ID', '{RENEWER}'],
  ['TRUU_URL', '{TRUU}'],
  ['TRUU_TOKEN_URL', '{TRUU}/oauth2/token'],
  ['TRUU_WRITE_CLIENT_ID', '{TRUU_WRITE_CLIENT}'],
] as const;

/** The environment of plans, which every branch may use. */
export const openEnvironment = 'truu-plan';
/** The environments of jobs that write: only the branch main may use them. */
export const closedEnvironments = ['truu-production', 'truu-renew'] as const;

/** Secrets, and the environment that has each. */
export const secrets = [
  ['TRUU_READ_CLIENT_SECRET', openEnvironment],
  ...closedEnvironments.map((environment) => ['TRUU_WRITE_CLIENT_SECRET', environment] as const),
] as const;

/** The query that makes the immutable first half of a subject. */
export const immutableSubject = '"repo:\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)"';
