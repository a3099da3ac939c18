import { carriesTag } from '../../catalog/secret-tag.ts';
import { ActionError } from '../../support/errors.ts';
import { collectPages, type ListPage } from '../../support/pages.ts';
import {
  graphError,
  graphErrorOf,
  isAbsent,
  isOk,
  noAnswer,
  unexpected,
  type Attempt,
  type GraphAnswer,
} from '../graph/answer.ts';
import {
  graphAppId,
  type ApplicationKey,
  type ApplicationState,
  type Deployer,
  type EntraState,
  type ServicePrincipalState,
  type UseQuery,
  type WorkflowClients,
} from '../model.ts';
import { isYoung } from '../age.ts';
import { isLag } from '../graph/replication.ts';
import { createdOnOf, toApplication, toServicePrincipal } from './normalize.ts';
import { sendRequest } from '../graph/send.ts';
import { policyPath, policyReaders, toSecretPolicy } from './secret-policy.ts';
import { readSecretUse } from './secret-activity.ts';
import type { Graph } from '../graph/transport.ts';
import type {
  WireApplication,
  WireAssignment,
  WireFederatedCredential,
  WireGrant,
  WireMembership,
  WireOwner,
  WireServicePrincipal,
} from '../graph/wire.ts';

const applicationFields =
  'id,appId,displayName,uniqueName,signInAudience,createdByAppId,createdDateTime,requiredResourceAccess,passwordCredentials,keyCredentials,' +
  'web,spa,publicClient,isFallbackPublicClient,isDisabled,disabledByMicrosoftStatus,servicePrincipalLockConfiguration';
/** createdDateTime is not in the document of an open type; Graph returns it (public samples). UNVERIFIED on a real tenant. */
const servicePrincipalFields = 'id,appId,createdDateTime,accountEnabled,passwordCredentials,keyCredentials';

/** A key in a path: single quotes are doubled for OData before the URL is encoded. */
const quoted = (value: string): string => `'${encodeURIComponent(value.replaceAll("'", "''"))}'`;

const pathOf = (key: ApplicationKey): string =>
  'appId' in key ? `/applications(appId=${quoted(key.appId)})` : `/applications(uniqueName=${quoted(key.uniqueName)})`;

/** The least privileged permissions for these reads (Graph's permissions.json, devx-content, 2026-08-07). */
const readers = ['Application.Read.All'];
const grantReaders = ['Directory.Read.All'];

/**
 * Reads Entra: two `$batch` requests, one when the app id is known. A part that cannot be read throws (ENTRA_…,
 * AUTH_…); it never counts as absent. One that a young object does not have yet throws ENTRA_NOT_SETTLED: read again.
 */
export const readEntra = async (graph: Graph, key: ApplicationKey, context: ReadContext): Promise<EntraState> => {
  try {
    return await readBoth(graph, key, context);
  } catch (thrown) {
    throw noAnswer(thrown, 'read the registration');
  }
};

/** The identity that reads, and what an earlier read of this run found. */
export interface ReadContext {
  readonly tenant: string;
  readonly deployer: Deployer;
  readonly workflow: WorkflowClients;
  /** The last use of secrets, or how to read it with the other reads. */
  readonly secretUse: UseQuery | EntraState['secretUse'];
}

const readBoth = async (graph: Graph, key: ApplicationKey, context: ReadContext): Promise<EntraState> => {
  const { deployer, workflow } = context;
  const related = 'appId' in key ? relatedPaths(key.appId) : [];
  const clients = clientsOf(deployer, workflow);
  const first = await graph.batch(
    [
      `${pathOf(key)}?$select=${applicationFields}`,
      `/servicePrincipals(appId='${graphAppId}')?$select=id`,
      ...clients.map((clientId) => `/servicePrincipals(appId=${quoted(clientId)})?$select=id`),
      ...related,
      // Last, and only with permission: a refusal would be shown without meaning.
      ...(mayReadPolicy(deployer) ? [policyPath] : []),
    ].map((path) => ({ method: 'GET', path })),
  );
  const [application, graphPrincipal, ...rest] = first as [GraphAnswer, GraphAnswer, ...GraphAnswer[]];
  const principals = new Map(clients.map((clientId, index) => [clientId, rest[index] as GraphAnswer]));
  const relatedNow = rest.slice(clients.length);
  const policy = relatedNow[related.length];
  const wire = bodyOrNull<WireApplication>(application, 'read the registration', deployer);
  const graphServicePrincipalId = idOf(graphPrincipal, 'find Microsoft Graph in the tenant', deployer);
  const me = {
    ...deployer,
    servicePrincipalId:
      deployer.servicePrincipalId ?? selfIdOf(principals.get(deployer.appId) as GraphAnswer, deployer),
  };
  const [answers, secretUse] = await Promise.all([
    related.length > 0 || wire?.appId === undefined ? relatedNow : readRelated(graph, wire.appId),
    useOf(graph, wire, context),
  ]);
  const principalOf = (clientId: string | null): string | null => {
    const found = clientId === null ? undefined : principals.get(clientId);
    return found === undefined ? null : idOrNull(found, 'find the identities of the workflow', deployer);
  };
  const assembled =
    wire === null
      ? { application: null, servicePrincipal: null }
      : await assemble(graph, wire, answers, graphServicePrincipalId, deployer);
  const now = graph.now();
  if (now === null) throw unexpected(application, 'return a Date header');
  const secretPolicy = policy !== undefined && isOk(policy) ? toSecretPolicy(policy.body, wire !== null) : null;
  return {
    ...{ tenant: context.tenant, deployer: me, graphServicePrincipalId, ...assembled },
    workflow: { deployer: principalOf(workflow.deployer), renewer: principalOf(workflow.renewer) },
    ...{ secretUse, secretPolicy, keyAdditions: null, preflight: null, former: [], now },
  };
};

/** The identity that reads, and those of the workflow: often one of these. */
const clientsOf = ({ appId }: Deployer, { deployer, renewer }: WorkflowClients): readonly string[] => [
  ...new Set([appId, deployer, renewer].filter((clientId) => clientId !== null)),
];

/** As a hint: with at most one secret, which has a tag of this action, there is nothing to distinguish. */
const useOf = async (
  graph: Graph,
  wire: WireApplication | null,
  { secretUse, deployer }: ReadContext,
): Promise<EntraState['secretUse']> => {
  if (secretUse !== 'ask' && secretUse !== 'evidence') return secretUse;
  const secrets = wire?.passwordCredentials ?? [];
  const matters = secretUse === 'evidence' || secrets.length > 1 || secrets.some((one) => !carriesTag(one.displayName));
  return matters && wire?.appId !== undefined ? readSecretUse(graph, wire.appId, secretUse, deployer) : null;
};

const mayReadPolicy = ({ roles }: Deployer): boolean => policyReaders.some((role) => roles.includes(role));

const relatedPaths = (appId: string): readonly string[] => {
  const principal = `/servicePrincipals(appId=${quoted(appId)})`;
  const application = `/applications(appId=${quoted(appId)})`;
  return [
    `${principal}?$select=${servicePrincipalFields}`,
    `${principal}/appRoleAssignments`,
    `${principal}/oauth2PermissionGrants`,
    `${application}/owners`,
    `${application}/federatedIdentityCredentials`,
    `${principal}/owners`,
    `${principal}/transitiveMemberOf`,
    `${principal}/federatedIdentityCredentials`,
  ];
};

const readRelated = (graph: Graph, appId: string): Promise<readonly GraphAnswer[]> =>
  graph.batch(relatedPaths(appId).map((path) => ({ method: 'GET', path })));

type EightAnswers = [
  ...[GraphAnswer, GraphAnswer, GraphAnswer, GraphAnswer],
  ...[GraphAnswer, GraphAnswer, GraphAnswer, GraphAnswer],
];

/** Graph's metadata has the part, and no document describes it: a Graph without it has nothing there. */
export const hasNoSuchPart = (answer: GraphAnswer): boolean =>
  answer.status === 400 && /Resource not found for the segment/i.test(graphErrorOf(answer).message);

const assemble = async (
  graph: Graph,
  wire: WireApplication,
  answers: readonly GraphAnswer[],
  graphServicePrincipalId: string,
  deployer: Deployer,
): Promise<{ application: ApplicationState; servicePrincipal: ServicePrincipalState | null }> => {
  const [principal, assignments, grants, owners, credentials, principalOwners, memberships, principalCredentials] =
    answers as EightAnswers;
  const found = bodyOrNull<WireServicePrincipal>(principal, 'read the service principal', deployer);
  const isNew = [wire, found ?? {}].some((one) => isYoung(createdOnOf(one), graph.now()));
  const all = <T>(answer: GraphAnswer, operation: string, permissions = readers): Promise<readonly T[]> => {
    if (isNew && isLag(answer)) throw notSettled(answer, operation);
    return pages<T>(graph, answer, { operation, permissions, roles: deployer.roles });
  };
  const application = toApplication(wire, {
    owners: await all<WireOwner>(owners, 'read the owners of the registration'),
    federatedCredentials: await all<WireFederatedCredential>(credentials, 'read its federated credentials'),
  });
  if (application === null) throw unexpected(principal, 'read the registration');
  if (found === null) return { application, servicePrincipal: null };
  const servicePrincipal = toServicePrincipal(
    found,
    {
      assignments: await all<WireAssignment>(assignments, 'read the granted application permissions'),
      grants: await all<WireGrant>(grants, 'read the granted delegated permissions', grantReaders),
      owners: await all<WireOwner>(principalOwners, 'read the owners of the service principal'),
      memberships: await all<WireMembership>(memberships, 'read the directory roles of the service principal'),
      federatedCredentials: hasNoSuchPart(principalCredentials)
        ? []
        : await all<WireFederatedCredential>(principalCredentials, 'read its federated credentials'),
    },
    graphServicePrincipalId,
  );
  if (servicePrincipal === null) throw unexpected(principal, 'read the service principal');
  return { application, servicePrincipal };
};

const notSettled = ({ requestId }: GraphAnswer, operation: string): ActionError =>
  new ActionError('ENTRA_NOT_SETTLED', `Entra did not replicate a new object in time to ${operation}.`, { requestId });

/** The body of a response, or null only for Graph's "does not exist". */
const bodyOrNull = <T>(answer: GraphAnswer, operation: string, deployer: Deployer): T | null => {
  if (isAbsent(answer)) return null;
  if (!isOk(answer) || typeof answer.body !== 'object' || answer.body === null)
    throw graphError(answer, { operation, permissions: readers, roles: deployer.roles });
  return answer.body as T;
};

const idOf = (answer: GraphAnswer, operation: string, deployer: Deployer): string => {
  const id = idOrNull(answer, operation, deployer);
  if (id !== null) return id;
  throw unexpected(answer, operation);
};

/** Null only where Graph says that there is none. */
const idOrNull = (answer: GraphAnswer, operation: string, deployer: Deployer): string | null => {
  const found = bodyOrNull<{ readonly id?: string }>(answer, operation, deployer);
  if (found !== null && !found.id) throw unexpected(answer, operation);
  return found?.id?.toLowerCase() ?? null;
};

/** The service principal of this job's identity from Graph; only a hint, so a refusal does not stop a plan. */
const selfIdOf = (answer: GraphAnswer, deployer: Deployer): string | null =>
  isOk(answer) ? idOrNull(answer, "find the service principal of this job's identity", deployer) : null;

interface Page<T> {
  readonly value?: readonly T[];
  readonly '@odata.nextLink'?: string;
}

/** All entries of a list whose first page was read. Throws ENTRA_…: a page that cannot be read is never empty. */
export const pages = async <T>(graph: Graph, first: GraphAnswer, attempt: Attempt): Promise<readonly T[]> => {
  const { operation } = attempt;
  const read = async (next: string): Promise<ListPage<T>> => {
    const answer =
      next === '' ? first : await sendRequest(graph, { method: 'GET', path: next, repeat: 'safe' }, operation);
    const body = answer.body as Page<T> | undefined;
    if (!isOk(answer) || !Array.isArray(body?.value)) throw graphError(answer, attempt);
    return { entries: body.value as readonly T[], next: body['@odata.nextLink'] ?? null };
  };
  const endless = (): ActionError =>
    new ActionError('ENTRA_UNEXPECTED', `Graph's list does not end when asked to ${operation}.`);
  return collectPages('', read, endless);
};
