import type { ServicePrincipal } from '../state.ts';
import { require, requireOwner } from './access.ts';
import { shown as shownApplication } from './applications.ts';
import { recordAuditEvent, onApplication, onPrincipal } from './audit-record.ts';
import { badRequest, methodNotAllowed, notFound } from './errors.ts';
import { page, type Answer, type Call } from './odata.ts';
import { shown as shownPrincipal } from './service-principals.ts';

const list = (call: Call, kind: string): Answer => {
  require(call.caller, 'Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All');
  const { deletedApplications, deletedServicePrincipals } = call.world.state.entra;
  if (kind === 'application') return page(call, deletedApplications.map(shownApplication), 100, 'application');
  return page(call, deletedServicePrincipals.map(shownPrincipal), 100, 'servicePrincipal');
};

const restore = (call: Call, id: string): Answer => {
  const { entra } = call.world.state;
  const application = entra.deletedApplications.find((one) => one.id === id);
  const principal = entra.deletedServicePrincipals.find((one) => one.id === id);
  if (application) {
    requireOwner(call.caller, application);
    recordAuditEvent(call, {
      activity: 'Restore application',
      operation: 'Update',
      target: onApplication(application),
    });
    entra.deletedApplications = entra.deletedApplications.filter((one) => one !== application);
    application.deletedDateTime = null;
    // Restoring an application through Graph does not restore its service principal (Graph docs, deleteditems-restore).
    entra.applications.push(application);
  } else if (principal) {
    requireOwner(call.caller, principal);
    recordAuditEvent(call, {
      activity: 'Restore service principal',
      operation: 'Update',
      target: onPrincipal(principal),
    });
    entra.deletedServicePrincipals = entra.deletedServicePrincipals.filter((one) => one !== principal);
    principal.deletedDateTime = null;
    entra.servicePrincipals.push(principal);
  } else throw notFound(id);
  call.world.touch();
  return { status: 200, body: application ? shownApplication(application) : principal && shownPrincipal(principal) };
};

const purge = (call: Call, id: string): Answer => {
  const { entra } = call.world.state;
  const application = entra.deletedApplications.find((one) => one.id === id);
  const principal = entra.deletedServicePrincipals.find((one) => one.id === id);
  const found = application ?? principal;
  if (!found) throw notFound(id);
  requireOwner(call.caller, found);
  const kind = application ? 'application' : 'service principal';
  const target = application ? onApplication(application) : onPrincipal(found as ServicePrincipal);
  recordAuditEvent(call, { activity: `Hard delete ${kind}`, operation: 'Delete', target });
  entra.secrets = entra.secrets.filter((one) => one.appId !== found.appId);
  entra.deletedApplications = entra.deletedApplications.filter((one) => one.id !== id);
  entra.deletedServicePrincipals = entra.deletedServicePrincipals.filter((one) => one.id !== id);
  call.world.touch();
  return { status: 204 };
};

/** /directory/deletedItems (Graph docs, directory-deleteditems-list, -restore, -delete). */
export const directory = (call: Call): Answer => {
  const [id = '', action] = call.rest.split('/');
  const kind = /^microsoft\.graph\.(application|servicePrincipal)$/.exec(id)?.[1];
  if (call.key?.value !== 'deletedItems') throw badRequest(`Resource not found for the segment '${call.key?.value}'.`);
  if (kind !== undefined && call.method === 'GET') return list(call, kind);
  if (action === 'restore' && call.method === 'POST') return restore(call, id);
  if (action === undefined && call.method === 'DELETE') return purge(call, id);
  throw methodNotAllowed();
};

/** /policies/defaultAppManagementPolicy by the behaviour (Graph docs, tenantappmanagementpolicy). */
export const policies = (call: Call): Answer => {
  require(call.caller, 'Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration');
  if (call.key?.value !== 'defaultAppManagementPolicy' || call.method !== 'GET') throw methodNotAllowed();
  const { passwordAddition, maxLifetime } = call.world.behaviour.entra;
  const rule = (restrictionType: string, lifetime: string | null): Record<string, unknown> => ({
    restrictionType,
    maxLifetime: lifetime,
    restrictForAppsCreatedAfterDateTime: null,
    state: 'enabled',
  });
  const passwordCredentials = [
    ...(passwordAddition ? [] : [rule('passwordAddition', null)]),
    ...(maxLifetime === null ? [] : [rule('passwordLifetime', maxLifetime)]),
  ];
  return {
    status: 200,
    body: {
      id: '00000000-0000-0000-0000-000000000000',
      displayName: 'Default app management tenant policy',
      isEnabled: passwordCredentials.length > 0,
      applicationRestrictions: { passwordCredentials, keyCredentials: [] },
      servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
    },
  };
};
