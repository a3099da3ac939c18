import { guidePermissions } from '../../src/catalog/permissions.ts';
import { taggedName } from '../../src/catalog/secret-tag.ts';
import { desiredEntra } from '../../src/entra/desired.ts';
import type {
  ApplicationState,
  EntraState,
  SecretState,
  SecretUse,
  ServicePrincipalState,
  UnreadUse,
} from '../../src/entra/model.ts';
import { ActionError } from '../../src/support/errors.ts';
import type { PlanInput, Policy } from '../../src/plan/input.ts';
import { desiredTruu } from '../../src/truu/desired.ts';
import type { DirectoryState, HealthSample, HeldCredential, TruuState } from '../../src/truu/model.ts';
import { createApiConnection } from '../../src/truu/api/connection.ts';
import type { Truu } from '../../src/truu/api/transport.ts';
import { completeSpec, documentOf } from './spec-samples.ts';

/** A GUID whose digits are all the same, so that tests can be read. */
export const guid = (digit: string): string => [8, 4, 4, 4, 12].map((length) => digit.repeat(length)).join('-');

/** The ids of the world in which everything is as the complete spec says. */
export const ids = {
  tenant: '3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11',
  application: guid('1'),
  app: guid('2'),
  principal: guid('3'),
  graph: guid('4'),
  deployerApp: guid('5'),
  deployer: guid('6'),
  heldKey: guid('a'),
} as const;

/** Now, by both remotes. */
export const now = '2026-11-24T10:00:00.000Z';

/** TruU's side over its API. */
export const truuApi = 'https://api.truu.example';

const yearAfter = (time: string): string => time.replace(/^\d{4}/, (year) => String(Number(year) + 1));

/** The name of a secret of ours, or of another consumer, that began and ends then. */
export const tagged = (startsOn: string, expiresOn = yearAfter(startsOn), consumer = truuApi): string =>
  taggedName('TruU', { consumer, nonce: '0123abcd', appId: ids.app, startsOn, expiresOn });

/** A secret of ours that began at a time and lives for a year. */
export const secret = (keyId: string, startsOn: string, more: Partial<SecretState> = {}): SecretState => ({
  keyId,
  displayName: tagged(startsOn, more.expiresOn),
  startsOn,
  expiresOn: yearAfter(startsOn),
  ...more,
});

/** The secret that TruU holds: made and taken a month ago. */
export const held = secret(ids.heldKey, '2026-10-24T10:00:00.000Z');

const document = documentOf(completeSpec);
const desired = desiredEntra(document.spec);
const idsOf = (type: 'application' | 'delegated'): readonly string[] =>
  (desired[type] ?? []).map(({ id }) => id).sort();

/** The registration as the complete spec wants it. */
export const application = (more: Partial<ApplicationState> = {}): ApplicationState => ({
  id: ids.application,
  appId: ids.app,
  displayName: 'TruU',
  uniqueName: 'truu-directory',
  signInAudience: 'AzureADMyOrg',
  createdOn: '2026-10-24T10:00:00.000Z',
  createdByAppId: ids.deployerApp,
  requested: { application: idsOf('application'), delegated: idsOf('delegated') },
  otherApis: [],
  secrets: [held],
  certificates: [],
  owners: [{ id: ids.deployer, appId: ids.deployerApp, displayName: 'deployer' }],
  federatedCredentials: [],
  redirectUris: [],
  publicClient: false,
  disabled: false,
  disabledByMicrosoft: null,
  locked: true,
  ...more,
});

/** The service principal with every grant that the complete spec wants. */
export const servicePrincipal = (more: Partial<ServicePrincipalState> = {}): ServicePrincipalState => ({
  id: ids.principal,
  createdOn: '2026-10-24T10:00:00.000Z',
  accountEnabled: true,
  owners: [{ id: ids.deployer, appId: ids.deployerApp, displayName: 'deployer' }],
  federatedCredentials: [],
  directoryRoles: [],
  otherAssignments: [],
  secrets: [],
  certificates: [],
  assignments: idsOf('application').map((roleId) => ({ id: `assignment-${roleId}`, roleId })),
  delegatedGrant: { id: 'grant', scopes: ['User.Read'] },
  ...more,
});

/** Entra's side as the complete spec wants it. */
export const entra = (more: Partial<EntraState> = {}): EntraState => ({
  tenant: ids.tenant,
  deployer: {
    appId: ids.deployerApp,
    servicePrincipalId: ids.deployer,
    roles: ['Application.ReadWrite.OwnedBy', 'AppRoleAssignment.ReadWrite.All'],
    appOnly: true,
    wids: [],
  },
  workflow: { deployer: ids.deployer, renewer: null },
  graphServicePrincipalId: ids.graph,
  application: application(),
  servicePrincipal: servicePrincipal(),
  secretUse: null,
  secretPolicy: null,
  former: [],
  keyAdditions: null,
  preflight: null,
  now: new Date(now),
  ...more,
});

/** What Entra reports of secrets that logged in to Microsoft Graph, by key id; it reaches as far as the newest of these. */
export const useOf = (
  logins: SecretUse['any'],
  reportOf: string | null = Object.values(logins).toSorted().at(-1) ?? null,
): SecretUse => ({ any: logins, graph: logins, reportOf });

/** Entra's report of sign-ins, as it was not read. */
export const unread = (reason: UnreadUse['reason']): UnreadUse => ({
  reason,
  error: new ActionError('ENTRA_UNAVAILABLE', 'Graph throttled the request.'),
});

/** What TruU says when all is well. */
export const health = (more: Partial<HealthSample> = {}): HealthSample => ({
  at: now,
  status: 'HEALTHY',
  credentialKeyId: ids.heldKey,
  checkedAt: '2026-11-24T09:59:00.000Z',
  checks: [],
  staleReason: null,
  ...more,
});

/** What TruU holds since a time, or cannot name, and held before: `b`, and before that `e`. */
export const credential = (secretKeyId: string | null, acceptedAt: string | null): HeldCredential => ({
  secretKeyId,
  acceptedAt,
  expiresAt: null,
  previous: ['b', 'e'].map((digit) => ({
    secretKeyId: guid(digit),
    clientId: ids.app,
    acceptedAt: '2026-01-01T00:01:00.000Z',
    replacedAt: acceptedAt ?? '2026-10-24T10:01:00.000Z',
  })),
  others: [],
});

/** The directory as the complete spec wants it. */
export const directory = (more: Partial<DirectoryState> = {}): DirectoryState => ({
  id: 'dir-1',
  version: '"7"',
  configurationName: 'US-Denver-Production',
  domain: 'contoso.com',
  allUsersShareUpnSuffix: true,
  autoRemoveDevices: true,
  tenantId: ids.tenant,
  clientId: ids.app,
  credential: credential(held.keyId, '2026-10-24T10:01:00.000Z'),
  updatedAt: '2026-10-24T10:01:00.000Z',
  health: health(),
  ...more,
});

/** TruU's side as the complete spec wants it. */
export const truu = (more: Partial<TruuState> = {}): TruuState => ({
  directories: [directory()],
  heldKeyIds: (more.directories ?? [directory()]).flatMap(({ credential: { secretKeyId } }) => secretKeyId ?? []),
  primaryUserIdentifier: { value: 'mail', version: '"1"' },
  cluster: { names: ['cloud'], found: { id: 'cluster-1', connection: { value: 'dir-1', version: '"1"' } } },
  now: new Date(now),
  handOff: null,
  ...more,
});

/** A workflow that allows what the guide asks for, and no removals. */
export const policy = (more: Partial<Policy> = {}): Policy => ({
  allowedPermissions: new Set(guidePermissions.map(({ type, name }) => `${type}:${name}`)),
  allowRemovals: false,
  renewOnly: false,
  rotate: null,
  adoptSecrets: new Set(),
  applicationId: null,
  deployerClientId: ids.deployerApp,
  renewerClientId: null,
  knownOwners: new Set(),
  knownCredentials: new Set(),
  warnBefore: null,
  ...more,
});

/** What differs from a world in which there is nothing to do. */
export interface Differences {
  readonly spec?: string;
  readonly entra?: Partial<EntraState>;
  readonly truu?: Partial<TruuState>;
  readonly policy?: Partial<Policy>;
  readonly consumer?: string;
}

const { rules } = createApiConnection({} as Truu, truuApi, null);

/** All that a plan is made of: the complete spec and a world that is as it says, but for the differences. */
export const planInput = (differences: Differences = {}): PlanInput => {
  const wanted = differences.spec === undefined ? document : documentOf(differences.spec);
  const { applicationId = null } = differences.policy ?? {};
  return {
    document: wanted,
    entra: { desired: desiredEntra(wanted.spec, applicationId), observed: entra(differences.entra) },
    truu: {
      desired: desiredTruu(wanted.spec),
      observed: truu(differences.truu),
      rules,
      consumer: differences.consumer ?? truuApi,
    },
    policy: policy(differences.policy),
  };
};

/** A world in which nothing has been made yet. */
export const nothing: Pick<Differences, 'entra' | 'truu'> = {
  entra: { application: null, servicePrincipal: null },
  truu: {
    directories: [],
    primaryUserIdentifier: { value: null, version: '"1"' },
    cluster: { names: ['cloud'], found: { id: 'cluster-1', connection: { value: null, version: '"1"' } } },
  },
};
