import { ActionError } from '../../support/errors.ts';
import { pollUntil } from '../../support/poll.ts';
import { graphError, isOk, unexpected, type Attempt, type GraphAnswer } from '../graph/answer.ts';
import { sendRequest } from '../graph/send.ts';
import { readDeletedHolder } from '../read/deleted.ts';
import { isAlreadyThere, isConcurrencyViolation, isUniqueNameTaken } from '../graph/replication.ts';
import type { Deployer, ResourceAccess } from '../model.ts';
import { isNotReplicated, type EntraWriter } from '../writer.ts';

/** The ids of a registration. */
export interface ApplicationIds {
  readonly id: string;
  readonly appId: string;
}

/** A registration to create. */
export interface ApplicationRequest {
  readonly displayName: string;
  readonly uniqueName: string;
  readonly requiredResourceAccess: readonly ResourceAccess[];
  /** Object ids of those who are to own it beside this job's identity. */
  readonly ownerIds: readonly string[];
}

/** What to change of a registration. */
export interface ApplicationUpdate {
  readonly applicationId: string;
  readonly patch: {
    readonly displayName?: string;
    readonly signInAudience?: 'AzureADMyOrg';
    readonly requiredResourceAccess?: readonly ResourceAccess[];
    readonly servicePrincipalLockConfiguration?: typeof lockOfAll;
  };
}

/** Locks every sensitive property of the service principal; enabled alone locks none (Graph docs, serviceprincipallockconfiguration). */
export const lockOfAll = { isEnabled: true, allProperties: true } as const;

const owning = ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'];

const attempting = (writer: EntraWriter, operation: string): Attempt => ({
  operation,
  permissions: owning,
  roles: writer.deployer.roles,
});

/** This job's identity must own what it goes on to change. */
const ownerBinding = (
  { deployer, graphUrl }: EntraWriter,
  ownerIds: readonly string[],
): Readonly<Record<string, unknown>> => {
  const own = deployer.servicePrincipalId === null ? [] : [deployer.servicePrincipalId];
  const ids = [...new Set([...own, ...ownerIds])];
  return ids.length === 0 ? {} : { 'owners@odata.bind': ids.map((id) => referenceTo(graphUrl, id)) };
};

const referenceTo = (graphUrl: string, id: string): string => `${graphUrl}/v1.0/directoryObjects/${id}`;

/**
 * Creates the registration with its unique name, its owners and the lock. `taken`: the name has a holder, which an earlier
 * try of this run may have created, or anybody. Throws ENTRA_UNIQUE_NAME_TAKEN when a deleted registration has the name.
 */
export const createApplication = async (
  writer: EntraWriter,
  request: ApplicationRequest,
): Promise<ApplicationIds | 'taken'> => {
  const { displayName, uniqueName, requiredResourceAccess, ownerIds } = request;
  const body = {
    displayName,
    uniqueName,
    signInAudience: 'AzureADMyOrg',
    requiredResourceAccess,
    servicePrincipalLockConfiguration: lockOfAll,
    ...ownerBinding(writer, ownerIds),
  };
  const answer = await sendRequest(
    writer.graph,
    { method: 'POST', path: '/applications', body, repeat: 'safe' },
    'create the registration',
  );
  if (isOk(answer)) return createdBy(writer, answer, 'create the registration');
  if (!isUniqueNameTaken(answer)) throw graphError(answer, attempting(writer, 'create the registration'));
  if ((await readDeletedHolder(writer.graph, uniqueName)) !== null)
    throw nameTaken('A deleted registration holds the unique name for 30 days.');
  return 'taken';
};

/** Sets the unique name of a registration that has none; false when another object has it. */
export const nameApplication = async (
  writer: EntraWriter,
  { applicationId, uniqueName }: { readonly applicationId: string; readonly uniqueName: string },
): Promise<boolean> => {
  const attempt = attempting(writer, 'name the registration');
  const path = `/applications/${applicationId}`;
  return pollUntil<boolean>(writer.retryWindow, async () => {
    const request = { method: 'PATCH', path, body: { uniqueName }, repeat: 'safe' } as const;
    const answer = await sendRequest(writer.graph, request, attempt.operation);
    if (isOk(answer)) return { done: true };
    if (isUniqueNameTaken(answer)) return { done: false };
    if (isConcurrencyViolation(answer)) return { retry: graphError(answer, attempt) };
    if (isNotReplicated(writer, answer, applicationId)) return { retry: notReplicated('the registration', answer) };
    throw graphError(answer, attempt);
  });
};

/** Adds an owner; one that is there already counts as added. Throws ENTRA_FORBIDDEN also for a lack of Directory.Read.All. */
export const addOwner = async (
  writer: EntraWriter,
  of: { readonly collection: 'applications' | 'servicePrincipals'; readonly id: string },
  ownerId: string,
): Promise<void> => {
  const attempt = { ...attempting(writer, 'add an owner'), permissions: ['Directory.Read.All'] };
  const request = {
    method: 'POST',
    path: `/${of.collection}/${of.id}/owners/$ref`,
    body: { '@odata.id': referenceTo(writer.graphUrl, ownerId) },
    repeat: 'safe',
  } as const;
  await pollUntil(writer.retryWindow, async () => {
    const answer = await sendRequest(writer.graph, request, attempt.operation);
    if (isOk(answer) || isAlreadyThere(answer)) return { done: null };
    if (isConcurrencyViolation(answer)) return { retry: graphError(answer, attempt) };
    if (isNotReplicated(writer, answer, of.id)) return { retry: notReplicated('the object to own', answer) };
    throw graphError(answer, attempt);
  });
};

const nameTaken = (message: string): ActionError => new ActionError('ENTRA_UNIQUE_NAME_TAKEN', message);

const createdBy = (writer: EntraWriter, answer: GraphAnswer, operation: string): ApplicationIds => {
  const body = answer.body as { id?: string; appId?: string } | undefined;
  if (!body?.id || !body.appId) throw unexpected(answer, operation);
  const ids = { id: body.id.toLowerCase(), appId: body.appId.toLowerCase() };
  addBirth(writer, ids.id, ids.appId);
  return ids;
};

/** Of what was created right now; by the `Date` of the answer, since an answer may leave out when. */
const addBirth = ({ graph, births }: EntraWriter, ...ids: readonly string[]): void =>
  births.add(graph.now()?.toISOString() ?? null, ...ids);

/**
 * Changes what differs, in one PATCH. Throws ENTRA_NOT_OWNER when Graph refuses an identity that has a write
 * permission.
 */
export const updateApplication = async (writer: EntraWriter, update: ApplicationUpdate): Promise<void> => {
  const path = `/applications/${update.applicationId}`;
  const attempt = attempting(writer, 'change the registration');
  await pollUntil(writer.retryWindow, async () => {
    const answer = await sendRequest(
      writer.graph,
      { method: 'PATCH', path, body: update.patch, repeat: 'safe' },
      attempt.operation,
    );
    if (isOk(answer)) return { done: null };
    if (isConcurrencyViolation(answer)) return { retry: graphError(answer, attempt) };
    if (isNotReplicated(writer, answer, update.applicationId))
      return { retry: notReplicated('the registration', answer) };
    if (answer.status === 403 && owning.some((role) => writer.deployer.roles.includes(role)))
      throw notOwner(writer.deployer);
    throw graphError(answer, attempt);
  });
};

/** The failure of an identity that can change only what it owns. */
export const notOwner = (deployer: Deployer): ActionError =>
  new ActionError(
    'ENTRA_NOT_OWNER',
    "This job's identity can only change registrations that it owns, and it does not own this one.",
    {
      evidence: [
        { name: "This job's identity (client-id)", value: deployer.appId },
        { name: 'Object ID of its service principal', value: deployer.servicePrincipalId ?? 'unknown' },
      ],
    },
  );

/** Creates the service principal with its owners. `taken`: there is one already. */
export const createServicePrincipal = async (
  writer: EntraWriter,
  { appId, ownerIds }: { readonly appId: string; readonly ownerIds: readonly string[] },
): Promise<{ readonly id: string } | 'taken'> => {
  const operation = 'create the service principal';
  const body = { appId, ...ownerBinding(writer, ownerIds) };
  return pollUntil<{ readonly id: string } | 'taken'>(writer.retryWindow, async () => {
    const answer = await sendRequest(
      writer.graph,
      { method: 'POST', path: '/servicePrincipals', body, repeat: 'safe' },
      operation,
    );
    if (isOk(answer)) {
      const id = idOf(answer, operation);
      // The app id names it too, and the newer of the two objects counts.
      addBirth(writer, id, appId);
      return { done: { id } };
    }
    if (isAlreadyThere(answer)) return { done: 'taken' };
    if (isNotReplicated(writer, answer, appId)) return { retry: notReplicated('the registration', answer) };
    throw graphError(answer, attempting(writer, operation));
  });
};

const idOf = (answer: GraphAnswer, operation: string): string => {
  const id = (answer.body as { id?: string } | undefined)?.id;
  if (!id) throw unexpected(answer, operation);
  return id.toLowerCase();
};

/** The failure when lag exceeds the retry window. */
export const notReplicated = (thing: string, answer: GraphAnswer): ActionError =>
  new ActionError('ENTRA_NOT_SETTLED', `Entra did not replicate ${thing} in time after its creation.`, {
    requestId: answer.requestId,
  });
