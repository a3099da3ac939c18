import { findPermission } from '../../src/catalog/permissions.ts';

/** A name and a value, in which `{NAME}` is a variable of the shell. */
export type Row = readonly [name: string, value: string];

/** What a person fills in, or takes as it stands. */
export const values: readonly Row[] = [
  ['TENANT', 'TENANT_ID'],
  ['REPO', 'ORG/REPO'],
  ['ASSIGNEES', 'GITHUB_LOGIN'],
  ['GRAPH', 'https://graph.microsoft.com'],
  ['AUDIENCE', 'api://AzureADTokenExchange'],
  ['ISSUER', 'https://token.actions.githubusercontent.com'],
];

/** The same, for the API of TruU alone. */
export const apiValues: readonly Row[] = [
  ['TRUU', 'https://TRUU_HOST'],
  ['TRUU_READ_CLIENT', 'ID_OF_A_CLIENT_THAT_READS'],
  ['TRUU_WRITE_CLIENT', 'ID_OF_A_CLIENT_THAT_WRITES'],
];

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

/** Who plans: what it can do is to read. */
export const reader: Identity = {
  ...{ name: 'reader', variable: 'READER', environment: 'truu-plan' },
  permissions: ['Application.Read.All', 'Directory.Read.All'],
};

/** Who applies. */
export const deployer: Identity = {
  ...{ name: 'deployer', variable: 'DEPLOYER', environment: 'truu-production' },
  permissions: [...owned, 'AppRoleAssignment.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All'],
};

/** Who renews, where the action creates secrets by itself: with a key vault, or over the API. */
export const renewer: Identity = {
  ...{ name: 'renewer', variable: 'RENEWER', environment: 'truu-renew' },
  permissions: owned,
};

/** Where Microsoft Graph is known by in every tenant. */
export const graphAppId = '00000003-0000-0000-c000-000000000000';

/** Name of the variable and id of each permission that an identity has. */
export const permissionIds: readonly (readonly [string, string])[] = [
  ...new Set([deployer, renewer, reader].flatMap(({ permissions }) => permissions)),
].map((name) => {
  const id = findPermission('application', name)?.id;
  if (id === undefined) throw new Error(`${name} is not in the catalogue.`);
  return [variableOf(name), id] as const;
});

/** The variable of a permission: its name, as far as a shell takes it. */
export function variableOf(permission: string): string {
  return permission.replaceAll('.', '_');
}

/** Variables of the repository, which plan and drift read. */
export const planVariables: readonly Row[] = [
  ['ENTRA_PLAN_TENANT_ID', '{TENANT}'],
  ['TRUU_READER_CLIENT_ID', '{READER}'],
  ['TRUU_PLAN_DEPLOYER_CLIENT_ID', '{DEPLOYER}'],
  ['TRUU_PLAN_ASSIGNEES', '{ASSIGNEES}'],
];

/** Variables of every environment whose jobs write. */
export const writerVariables: readonly Row[] = [
  ['ENTRA_TENANT_ID', '{TENANT}'],
  ['TRUU_DEPLOYER_CLIENT_ID', '{DEPLOYER}'],
  ['TRUU_ASSIGNEES', '{ASSIGNEES}'],
];

/** The variables that a renewer adds: of the repository, and of every environment whose jobs write. */
export const renewerVariables: { readonly plan: readonly Row[]; readonly writer: readonly Row[] } = {
  plan: [['TRUU_PLAN_RENEWER_CLIENT_ID', '{RENEWER}']],
  writer: [['TRUU_RENEWER_CLIENT_ID', '{RENEWER}']],
};

/** The variables that TruU's API adds. */
export const apiVariables: typeof renewerVariables = {
  plan: [
    ['TRUU_PLAN_URL', '{TRUU}'],
    ['TRUU_PLAN_TOKEN_URL', '{TRUU}/oauth2/token'],
    ['TRUU_READ_CLIENT_ID', '{TRUU_READ_CLIENT}'],
  ],
  writer: [
    ['TRUU_URL', '{TRUU}'],
    ['TRUU_TOKEN_URL', '{TRUU}/oauth2/token'],
    ['TRUU_WRITE_CLIENT_ID', '{TRUU_WRITE_CLIENT}'],
  ],
};

/** Secrets of TruU's API, and the environment that has each. */
export const apiSecrets: readonly Row[] = [
  ['TRUU_READ_CLIENT_SECRET', reader.environment],
  ...[deployer, renewer].map(({ environment }): Row => ['TRUU_WRITE_CLIENT_SECRET', environment]),
];

/** The query that makes the immutable first half of a subject. */
export const immutableSubject = '"repo:\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)"';
