import { ActionError } from '../../support/errors.ts';
import { pollUntil } from '../../support/poll.ts';
import { graphError, isOk, unexpected, type Attempt, type GraphAnswer } from '../graph/answer.ts';
import { sendRequest } from '../graph/send.ts';
import { isAlreadyThere, isConcurrencyViolation, isLag, isUniqueNameTaken } from '../graph/replication.ts';
import type { Deployer, ResourceAccess } from '../model.ts';
import type { EntraWriter } from '../writer.ts';

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
}

/** What to change of a registration. */
export interface ApplicationUpdate {
  readonly applicationId: string;
  readonly patch: Partial<ApplicationRequest> & { readonly signInAudience?: 'AzureADMyOrg' };
}

const owning = ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'];

const attempting = (writer: EntraWriter, operation: string): Attempt => ({
  operation,
  permissions: owning,
  roles: writer.deployer.roles,
});

const ownerBinding = ({ deployer, graphUrl }: EntraWriter): Readonly<Record<string, unknown>> =>
  deployer.servicePrincipalId === null
    ? {}
    : { 'owners@odata.bind': [`${graphUrl}/v1.0/directoryObjects/${deployer.servicePrincipalId}`] };

/**
 * Creates the registration with its unique name, owned by this job's identity. If the name is taken, its holder is
 * read: an earlier attempt may have created it. Throws ENTRA_UNIQUE_NAME_TAKEN when no live registration has the name.
 */
export const createApplication = async (writer: EntraWriter, request: ApplicationRequest): Promise<ApplicationIds> => {
  const { displayName, uniqueName, requiredResourceAccess } = request;
  const body = {
    displayName,
    uniqueName,
    signInAudience: 'AzureADMyOrg',
    requiredResourceAccess,
    ...ownerBinding(writer),
  };
  const answer = await sendRequest(
    writer.graph,
    { method: 'POST', path: '/applications', body, repeat: 'safe' },
    'create the registration',
  );
  if (isOk(answer)) return idsOf(answer, 'create the registration');
  if (isUniqueNameTaken(answer)) return readByUniqueName(writer, uniqueName);
  throw graphError(answer, attempting(writer, 'create the registration'));
};

const readByUniqueName = async (writer: EntraWriter, uniqueName: string): Promise<ApplicationIds> => {
  const name = encodeURIComponent(uniqueName.replaceAll("'", "''"));
  const path = `/applications(uniqueName='${name}')?$select=id,appId`;
  if (await isSoftDeleted(writer, uniqueName))
    throw nameTaken('A deleted registration holds the unique name for 30 days.');
  return pollUntil(writer.retryWindow, async () => {
    const answer = await sendRequest(writer.graph, { method: 'GET', path, repeat: 'safe' }, 'read the registration');
    if (isOk(answer)) return { done: idsOf(answer, 'read the registration') };
    if (isLag(answer)) return { retry: nameTaken('The unique name is taken, but no readable registration has it.') };
    throw graphError(answer, attempting(writer, 'read the registration'));
  });
};

const nameTaken = (message: string): ActionError => new ActionError('ENTRA_UNIQUE_NAME_TAKEN', message);

/** Reads the deleted registrations. A refusal (usual under OwnedBy) means "unknown", not "no": reading continues. */
const isSoftDeleted = async (writer: EntraWriter, uniqueName: string): Promise<boolean> => {
  const path = '/directory/deletedItems/microsoft.graph.application?$select=id,uniqueName&$top=999';
  const answer = await sendRequest(writer.graph, { method: 'GET', path, repeat: 'safe' }, 'list deleted registrations');
  const deleted = (answer.body as { value?: unknown } | undefined)?.value;
  if (!isOk(answer) || !Array.isArray(deleted)) return false;
  return (deleted as readonly { uniqueName?: string | null }[]).some((one) => one.uniqueName === uniqueName);
};

const idsOf = (answer: GraphAnswer, operation: string): ApplicationIds => {
  const body = answer.body as { id?: string; appId?: string } | undefined;
  if (!body?.id || !body.appId) throw unexpected(answer, operation);
  return { id: body.id.toLowerCase(), appId: body.appId.toLowerCase() };
};

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
    if (answer.status === 403 && owning.some((role) => writer.deployer.roles.includes(role)))
      throw notOwner(writer.deployer);
    if (isUniqueNameTaken(answer)) throw nameTaken('Another object, possibly a deleted one, has the unique name.');
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

/**
 * Creates the service principal, owned by this job's identity. "Already exists" counts as success. `fresh`: this run
 * created the registration, so replication lag is expected.
 */
export const createServicePrincipal = async (
  writer: EntraWriter,
  appId: string,
  fresh: boolean,
): Promise<{ readonly id: string }> => {
  const operation = 'create the service principal';
  const body = { appId, ...ownerBinding(writer) };
  return pollUntil(writer.retryWindow, async () => {
    const answer = await sendRequest(
      writer.graph,
      { method: 'POST', path: '/servicePrincipals', body, repeat: 'safe' },
      operation,
    );
    if (isOk(answer)) return { done: idOf(answer, operation) };
    if (isAlreadyThere(answer)) return { done: await readServicePrincipal(writer, appId) };
    if (fresh && isLag(answer)) return { retry: notReplicated('the registration', answer) };
    throw graphError(answer, attempting(writer, operation));
  });
};

const readServicePrincipal = (writer: EntraWriter, appId: string): Promise<{ readonly id: string }> =>
  pollUntil(writer.retryWindow, async () => {
    const path = `/servicePrincipals(appId='${appId}')?$select=id`;
    const answer = await sendRequest(
      writer.graph,
      { method: 'GET', path, repeat: 'safe' },
      'read the service principal',
    );
    if (isOk(answer)) return { done: idOf(answer, 'read the service principal') };
    if (isLag(answer)) return { retry: notReplicated('the service principal', answer) };
    throw graphError(answer, attempting(writer, 'read the service principal'));
  });

const idOf = (answer: GraphAnswer, operation: string): { readonly id: string } => {
  const id = (answer.body as { id?: string } | undefined)?.id;
  if (!id) throw unexpected(answer, operation);
  return { id: id.toLowerCase() };
};

/** The failure when lag exceeds the retry window. */
export const notReplicated = (thing: string, answer: GraphAnswer): ActionError =>
  new ActionError('ENTRA_NOT_SETTLED', `Entra did not replicate ${thing} in time after this run created it.`, {
    requestId: answer.requestId,
  });
