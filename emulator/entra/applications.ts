import type { Application, RequiredResourceAccess } from '../state.ts';
import type { World } from '../world.ts';
import { createApplications, readApplications, require, requireOwner } from './access.ts';
import { recordAuditEvent, onApplication, onPrincipal, propertiesOf } from './audit-record.ts';
import { badRequest, conflict, methodNotAllowed, notFound } from './errors.ts';
import { federatedCredentials } from './federated.ts';
import { changing, missedByWrite, seen } from './lag.ts';
import { filter, page, refuseUnknown, select, type Answer, type Call, type Key } from './odata.ts';
import { owners } from './owners.ts';
import { passwords } from './passwords.ts';

const writable = new Set([
  ...['displayName', 'uniqueName', 'signInAudience', 'requiredResourceAccess', 'description', 'notes', 'tags'],
  ...['identifierUris', 'web', 'api', 'appRoles', 'publicClient', 'info', 'keyCredentials', 'isFallbackPublicClient'],
  ...['servicePrincipalLockConfiguration', 'owners@odata.bind', 'spa', 'groupMembershipClaims', 'optionalClaims'],
  'isDisabled',
]);

/** Default properties of a new application (Graph docs, application-post-applications). */
const blank = () => ({
  uniqueName: null,
  deletedDateTime: null,
  signInAudience: 'AzureADMyOrg',
  requiredResourceAccess: [],
  passwordCredentials: [],
  keyCredentials: [],
  owners: [],
  federatedIdentityCredentials: [],
  description: null,
  notes: null,
  tags: [],
  identifierUris: [],
  appRoles: [],
  publisherDomain: 'contoso.com',
  servicePrincipalLockConfiguration: null,
  isFallbackPublicClient: null,
  isDisabled: null,
  web: { redirectUris: [] },
  spa: { redirectUris: [] },
  publicClient: { redirectUris: [] },
});

/** An application as Graph shows it: owners and federated credentials are separate collections. */
export const shown = (application: Application): Record<string, unknown> => {
  const { owners: _owners, federatedIdentityCredentials: _credentials, ...rest } = application;
  return rest;
};

const matches = (application: Application, { field, value }: Key): boolean =>
  field === 'uniqueName' ? application.uniqueName === value : application[field].toLowerCase() === value.toLowerCase();

/** The application and the view of this call; throws 404 while its creation lags. */
const findApplication = (world: World, key: Key): { readonly application: Application; readonly view: Application } => {
  const application = world.state.entra.applications.find((one) => matches(one, key));
  const view = application && seen(world, 'application', application.id, application);
  if (!application || !view) throw notFound(key.value);
  return { application, view };
};

const checkUniqueName = (world: World, name: unknown, self: Application | null): void => {
  if (name === undefined) return;
  if (typeof name !== 'string' || name === '') throw badRequest("Invalid value specified for property 'uniqueName'.");
  if (self?.uniqueName === name) return;
  if (self && self.uniqueName !== null) throw badRequest("Property 'uniqueName' is read-only and cannot be set.");
  const { applications, deletedApplications } = world.state.entra;
  // Names of soft-deleted applications stay reserved (known issue of Graph's Bicep templates, 2025-07-29).
  if ([...applications, ...deletedApplications].some((one) => one !== self && one.uniqueName === name))
    throw conflict(world, badRequest('Another object with the same value for property uniqueName already exists.'));
};

const checkAccess = (value: unknown): void => {
  if (value === undefined) return;
  const guid = /^[0-9a-f-]{36}$/i;
  const ok =
    Array.isArray(value) &&
    (value as RequiredResourceAccess[]).every(
      (api) =>
        guid.test(api.resourceAppId) &&
        Array.isArray(api.resourceAccess) &&
        api.resourceAccess.every((entry) => guid.test(entry.id) && ['Role', 'Scope'].includes(entry.type)),
    );
  if (!ok) throw badRequest('Property requiredResourceAccess.resourceAccess is invalid.');
  // Public reports (cli-microsoft365 7024, 2025-10); a registration can have such a block all the same.
  if ((value as RequiredResourceAccess[]).some((api) => api.resourceAccess.length === 0))
    throw badRequest('Property requiredResourceAccess.resourceAccess value is required but is empty or missing.');
};

/** The properties as they are stored: ids are accepted in any case, and returned in lower case. */
const stored = (properties: Readonly<Record<string, unknown>>): Record<string, never> => {
  const copy = structuredClone(properties) as Record<string, unknown>;
  for (const api of (copy['requiredResourceAccess'] ?? []) as RequiredResourceAccess[]) {
    api.resourceAppId = api.resourceAppId.toLowerCase();
    for (const entry of api.resourceAccess) entry.id = entry.id.toLowerCase();
  }
  return copy as Record<string, never>;
};

const boundOwners = ({ world, body }: Call): string[] => {
  const links = (body['owners@odata.bind'] ?? []) as string[];
  return links.map((link) => {
    const id = link.split('/').at(-1) ?? '';
    if (!world.state.entra.servicePrincipals.some((one) => one.id === id)) throw notFound(id);
    return id;
  });
};

const create = (call: Call, upsertName: string | null): Answer => {
  const { world, caller, body } = call;
  require(caller, ...createApplications);
  refuseUnknown(body, writable);
  if (typeof body['displayName'] !== 'string' || body['displayName'] === '')
    throw badRequest("A value is required for property 'displayName' of resource 'Application'.");
  const uniqueName = upsertName ?? body['uniqueName'];
  checkUniqueName(world, uniqueName, null);
  checkAccess(body['requiredResourceAccess']);
  const { 'owners@odata.bind': _bound, ...properties } = body;
  const { ownerOnPost, ownerOnUpsert } = world.behaviour.entra;
  // A member owns what it registers (Entra docs, users-default-permissions); of an app no document says so.
  const automatic = caller.isMember || (upsertName === null ? ownerOnPost : ownerOnUpsert) ? [caller.oid] : [];
  const application: Application = {
    ...blank(),
    ...stored(properties),
    displayName: body['displayName'],
    uniqueName: (uniqueName as string | undefined) ?? null,
    id: world.ids.uuid(),
    appId: world.ids.uuid(),
    createdDateTime: world.now('graph').toISOString(),
    createdByAppId: caller.appId,
    owners: [...new Set([...boundOwners(call), ...automatic])],
  };
  world.state.entra.applications.push(application);
  recordAuditEvent(call, {
    activity: 'Add application',
    operation: 'Add',
    target: onApplication(application, {}, properties),
  });
  changing(world, 'application', application.id, undefined);
  world.touch();
  return {
    status: 201,
    body: { '@odata.context': `${call.origin}/v1.0/$metadata#applications/$entity`, ...shown(application) },
  };
};

const update = (call: Call, application: Application): Answer => {
  const { world, caller, body } = call;
  requireOwner(caller, application);
  refuseUnknown(body, new Set([...writable].filter((name) => name !== 'owners@odata.bind')));
  checkUniqueName(world, body['uniqueName'], application);
  checkAccess(body['requiredResourceAccess']);
  changing(world, 'application', application.id, application);
  const target = onApplication(application, propertiesOf(application, body), body);
  recordAuditEvent(call, { activity: 'Update application', operation: 'Update', target });
  Object.assign(application, stored(body));
  world.touch();
  return { status: 204 };
};

const remove = (call: Call, application: Application): Answer => {
  const { entra } = call.world.state;
  requireOwner(call.caller, application);
  recordAuditEvent(call, { activity: 'Delete application', operation: 'Delete', target: onApplication(application) });
  entra.applications = entra.applications.filter((one) => one !== application);
  application.deletedDateTime = call.world.now('graph').toISOString();
  entra.deletedApplications.push(application);
  const principal = entra.servicePrincipals.find((one) => one.appId === application.appId);
  if (principal) {
    entra.servicePrincipals = entra.servicePrincipals.filter((one) => one !== principal);
    principal.deletedDateTime = application.deletedDateTime;
    recordAuditEvent(call, {
      activity: 'Remove service principal',
      operation: 'Delete',
      target: onPrincipal(principal),
    });
    entra.deletedServicePrincipals.push(principal);
  }
  call.world.touch();
  return { status: 204 };
};

const read = (call: Call, application: Application, view: Application): Answer => {
  const { world } = call;
  require(call.caller, ...readApplications);
  const passwordCredentials = seen(world, 'passwordCredential', application.id, application.passwordCredentials) ?? [];
  const body = select(shown({ ...view, passwordCredentials }), call.query, 'application');
  return { status: 200, body: { '@odata.context': `${call.origin}/v1.0/$metadata#applications/$entity`, ...body } };
};

const collection = (call: Call): Answer => {
  if (call.method === 'POST') return create(call, null);
  if (call.method !== 'GET') throw methodNotAllowed();
  require(call.caller, ...readApplications);
  return page(call, filter(call.world.state.entra.applications.map(shown), call.query), 100, 'application');
};

const upserts = ({ method, key, headers, world }: Call): boolean =>
  method === 'PATCH' &&
  key?.field === 'uniqueName' &&
  headers.get('prefer')?.toLowerCase().includes('create-if-missing') === true &&
  !world.state.entra.applications.some((one) => matches(one, key));

/** /applications and all routes below it. */
export const applications = (call: Call): Answer => {
  const { key, rest, method } = call;
  if (key === null) return collection(call);
  if (upserts(call)) return create(call, key.value);
  const { application, view } = findApplication(call.world, key);
  if (method !== 'GET' && missedByWrite(call.world, 'application')) throw notFound(key.value);
  const [part] = rest.split(/[/(]/);
  if (rest === '' && method === 'GET') return read(call, application, view);
  if (rest === '' && method === 'PATCH') return update(call, application);
  if (rest === '' && method === 'DELETE') return remove(call, application);
  if (rest === 'addPassword' || rest === 'removePassword') return passwords(call, application);
  if (part === 'owners') return owners(call, application);
  if (part === 'federatedIdentityCredentials') return federatedCredentials(call, application);
  throw rest === '' ? methodNotAllowed() : badRequest(`Resource not found for the segment '${part}'.`);
};
