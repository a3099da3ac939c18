import type { ServicePrincipal } from '../state.ts';
import type { World } from '../world.ts';
import { createApplications, readApplications, readFederated, require, requireOwner } from './access.ts';
import { assignedTo, assignments } from './assignments.ts';
import { recordAuditEvent, onPrincipal, propertiesOf } from './audit-record.ts';
import { badRequest, conflict, denied, GraphRefusal, methodNotAllowed, notFound } from './errors.ts';
import { grantsOf } from './grants.ts';
import { changing, missedByWrite, seen } from './lag.ts';
import { filter, page, refuseUnknown, select, type Answer, type Call, type Key, textOf } from './odata.ts';
import { owners } from './owners.ts';
import { appRoles, graphAppId, scopes } from './permissions.ts';

const writable = new Set([
  ...['appId', 'accountEnabled', 'appRoleAssignmentRequired', 'displayName', 'notes', 'tags', 'owners@odata.bind'],
  ...['servicePrincipalLockConfiguration', 'description'],
]);

/** A service principal as Graph shows it: its owners are a separate collection. */
export const shown = (principal: ServicePrincipal): Record<string, unknown> => {
  const { owners: _owners, ...rest } = principal;
  return principal.appId === graphAppId ? { ...rest, appRoles, oauth2PermissionScopes: scopes } : rest;
};

/** The service principal in the view of a call; throws 404 while its creation lags. */
export const findPrincipal = (world: World, { field, value }: Key): ServicePrincipal => {
  const name = field === 'uniqueName' ? 'id' : field;
  const found = world.state.entra.servicePrincipals.find((one) => one[name].toLowerCase() === value.toLowerCase());
  if (!found || seen(world, 'servicePrincipal', found.id, found) === undefined) throw notFound(value);
  return found;
};

const create = (call: Call): Answer => {
  const { world, caller, body } = call;
  require(caller, ...createApplications);
  refuseUnknown(body, writable);
  const { entra } = world.state;
  const appId = textOf(body, 'appId').toLowerCase();
  const application = entra.applications.find((one) => one.appId === appId);
  const lags =
    application && (missedByWrite(world, 'application') || !seen(world, 'application', application.id, application));
  if (!application || lags)
    throw badRequest(`The appId '${appId}' of the service principal does not reference a valid application object.`, [
      { code: 'NoBackingApplicationObject', message: 'No backing application object.', target: 'appId' },
    ]);
  if (!caller.roles.includes('Application.ReadWrite.All') && !application.owners.includes(caller.oid))
    throw denied(
      'When using this permission, the backing application of the service principal being created must in the local tenant',
    );
  if (entra.servicePrincipals.some((one) => one.appId === appId)) {
    const message = `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`;
    const details = [{ code: 'ObjectConflict', message, target: 'servicePrincipalNames' }];
    throw conflict(world, new GraphRefusal(409, 'Request_MultipleObjectsWithSameKeyValue', message, details));
  }
  const bound = ((body['owners@odata.bind'] ?? []) as string[]).map((link) => link.split('/').at(-1) ?? '');
  const principal: ServicePrincipal = {
    id: world.ids.uuid(),
    appId,
    displayName: application.displayName,
    createdDateTime: world.now('graph').toISOString(),
    deletedDateTime: null,
    accountEnabled: body['accountEnabled'] !== false,
    appRoleAssignmentRequired: false,
    servicePrincipalType: 'Application',
    owners: [...new Set([...bound, ...(caller.isMember || world.behaviour.entra.ownerOnPost ? [caller.oid] : [])])],
    passwordCredentials: [],
    keyCredentials: [],
    tags: [],
  };
  entra.servicePrincipals.push(principal);
  recordAuditEvent(call, { activity: 'Add service principal', operation: 'Add', target: onPrincipal(principal) });
  changing(world, 'servicePrincipal', principal.id, undefined);
  world.touch();
  return {
    status: 201,
    body: { '@odata.context': `${call.origin}/v1.0/$metadata#servicePrincipals/$entity`, ...shown(principal) },
  };
};

const update = (call: Call, principal: ServicePrincipal): Answer => {
  requireOwner(call.caller, principal);
  refuseUnknown(call.body, writable);
  changing(call.world, 'servicePrincipal', principal.id, principal);
  const { appId: _appId, ...changes } = call.body;
  const target = onPrincipal(principal, propertiesOf(principal, changes), changes);
  recordAuditEvent(call, { activity: 'Update service principal', operation: 'Update', target });
  Object.assign(principal, structuredClone(changes));
  call.world.touch();
  return { status: 204 };
};

const remove = (call: Call, principal: ServicePrincipal): Answer => {
  const { entra } = call.world.state;
  requireOwner(call.caller, principal);
  recordAuditEvent(call, { activity: 'Remove service principal', operation: 'Delete', target: onPrincipal(principal) });
  entra.servicePrincipals = entra.servicePrincipals.filter((one) => one !== principal);
  principal.deletedDateTime = call.world.now('graph').toISOString();
  entra.deletedServicePrincipals.push(principal);
  entra.appRoleAssignments = entra.appRoleAssignments.filter((one) => one.principalId !== principal.id);
  entra.oauth2PermissionGrants = entra.oauth2PermissionGrants.filter((one) => one.clientId !== principal.id);
  call.world.touch();
  return { status: 204 };
};

/** servicePrincipalLockConfiguration, as far as it decides about secrets. */
interface Lock {
  readonly isEnabled?: boolean | null;
  readonly allProperties?: boolean | null;
  readonly credentialsWithUsageVerify?: boolean | null;
}

const addSecret = (call: Call, principal: ServicePrincipal): Answer => {
  requireOwner(call.caller, principal);
  const { world } = call;
  const application = world.state.entra.applications.find((one) => one.appId === principal.appId);
  const lock = application?.['servicePrincipalLockConfiguration'] as Lock | null | undefined;
  // Enabled alone locks nothing: the properties to lock are named one by one, or all at once.
  if (lock?.isEnabled && (lock.allProperties || lock.credentialsWithUsageVerify))
    throw new GraphRefusal(
      400,
      'CannotUpdateLockedServicePrincipalProperty',
      'Property passwordCredentials is invalid.',
    );
  const requested = (call.body['passwordCredential'] ?? {}) as { displayName?: string };
  const now = world.now('graph');
  const end = new Date(now.getTime() + 730 * 86_400_000);
  const credential = {
    customKeyIdentifier: null,
    displayName: requested.displayName ?? null,
    endDateTime: end.toISOString(),
    hint: 'spP',
    keyId: world.ids.uuid(),
    secretText: null,
    startDateTime: now.toISOString(),
  };
  principal.passwordCredentials.push(credential);
  recordAuditEvent(call, {
    activity: 'Add service principal credentials',
    operation: 'Update',
    target: onPrincipal(principal),
  });
  world.touch();
  return { status: 200, body: { ...credential, secretText: `spP8Q~${world.ids.uuid()}` } };
};

const collection = (call: Call): Answer => {
  if (call.method === 'POST') return create(call);
  if (call.method !== 'GET') throw methodNotAllowed();
  require(call.caller, ...readApplications);
  return page(call, filter(call.world.state.entra.servicePrincipals.map(shown), call.query), 100, 'servicePrincipal');
};

/** The directory roles of which a service principal is a member (Graph docs, serviceprincipal-list-transitivememberof). */
const memberships = (call: Call, principal: ServicePrincipal): Answer => {
  require(call.caller, 'Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All');
  const mayReadRoles = call.caller.isMember || call.caller.roles.includes('Directory.Read.All');
  const rows = call.world.state.entra.directoryRoles.filter(({ members }) => members.includes(principal.id));
  return page(
    call,
    rows.map(({ members: _members, ...role }) => ({
      '@odata.type': '#microsoft.graph.directoryRole',
      // What the caller may not read of a type is null (Graph docs, limited information for inaccessible member objects).
      ...(mayReadRoles ? role : { id: role.id, displayName: null, roleTemplateId: null }),
    })),
    100,
    null,
  );
};

const ownCredentials = (call: Call, principal: ServicePrincipal): Answer => {
  require(call.caller, ...readFederated);
  const own = (principal['federatedIdentityCredentials'] ?? []) as Record<string, unknown>[];
  return page(call, own, 100, 'federatedIdentityCredential');
};

const read = (call: Call, view: ServicePrincipal): Answer => {
  require(call.caller, ...readApplications);
  const context = `${call.origin}/v1.0/$metadata#servicePrincipals/$entity`;
  return { status: 200, body: { '@odata.context': context, ...select(shown(view), call.query, 'servicePrincipal') } };
};

const upserts = ({ method, key, headers, world }: Call): boolean =>
  method === 'PATCH' &&
  key?.field === 'appId' &&
  headers.get('prefer')?.toLowerCase().includes('create-if-missing') === true &&
  !world.state.entra.servicePrincipals.some((one) => one.appId === key.value);

/** /servicePrincipals and all routes below it. */
export const servicePrincipals = (call: Call): Answer => {
  const { key, rest, method } = call;
  if (key === null) return collection(call);
  if (upserts(call)) return create({ ...call, body: { ...call.body, appId: key.value } });
  const [part] = rest.split('/');
  if (rest === '' && method === 'GET') return read(call, findPrincipal(call.world, key));
  if (rest === '' && method === 'PATCH') return update(call, findPrincipal(call.world, key));
  if (rest === '' && method === 'DELETE') return remove(call, findPrincipal(call.world, key));
  if (part === 'appRoleAssignments') return assignments(call, key);
  if (part === 'appRoleAssignedTo') return assignedTo(call, key);
  if (part === 'oauth2PermissionGrants') return grantsOf(call, findPrincipal(call.world, key));
  if (part === 'owners') return owners(call, findPrincipal(call.world, key));
  if (part === 'transitiveMemberOf') return memberships(call, findPrincipal(call.world, key));
  if (part === 'federatedIdentityCredentials') return ownCredentials(call, findPrincipal(call.world, key));
  if (rest === 'addPassword' && method === 'POST') return addSecret(call, findPrincipal(call.world, key));
  throw rest === '' ? methodNotAllowed() : badRequest(`Resource not found for the segment '${part}'.`);
};
