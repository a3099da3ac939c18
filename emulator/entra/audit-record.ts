import type { Application, AppRoleAssignment, AuditTarget, OAuth2PermissionGrant, ServicePrincipal } from '../state.ts';
import { changing } from './lag.ts';
import type { Call } from './odata.ts';
import { roleName } from './permissions.ts';

/** One change of a directory object, for the audit log. */
export interface AuditedDeed {
  /** One of the activities of Core Directory (entra-docs, reference-audit-activities). */
  readonly activity: string;
  readonly operation: 'Add' | 'Assign' | 'Update' | 'Unassign' | 'Delete';
  readonly target: AuditTarget;
}

/** Everything lags together: the log is one store. */
export const auditLag = ['directoryAudit', 'directoryAudits'] as const;

/** Writes down what the caller does. To be called in the same go as the change, before the world is touched. */
export const noteDeed = ({ world, caller }: Call, { activity, operation, target }: AuditedDeed): void => {
  const { reports, entra } = world.state;
  const correlationId = world.ids.uuid();
  changing(world, ...auditLag, reports.directoryAudits);
  const principal = entra.servicePrincipals.find(({ id }) => id === caller.oid);
  // Apps are named by their service principal; appId is null in what tenants log (public samples, 2026).
  const app = {
    appId: null,
    displayName: principal?.displayName ?? null,
    servicePrincipalId: caller.oid,
    servicePrincipalName: null,
  };
  reports.directoryAudits = [
    ...reports.directoryAudits,
    {
      id: `Directory_${correlationId}_EMULA_${reports.directoryAudits.length + 1}`,
      category: 'ApplicationManagement',
      correlationId,
      result: 'success',
      resultReason: '',
      activityDisplayName: activity,
      activityDateTime: world.now('graph').toISOString(),
      loggedByService: 'Core Directory',
      operationType: operation,
      initiatedBy: { user: null, app },
      targetResources: [target],
      additionalDetails: [],
    },
  ];
};

type Values = Readonly<Record<string, unknown>>;

/** Values stand in the log as JSON in a string, null where there is none. */
const modified = (before: Values, after: Values): AuditTarget['modifiedProperties'] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].map((displayName) => {
    const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
    return { displayName, oldValue: json(before[displayName]), newValue: json(after[displayName]) };
  });

const target = (
  type: string,
  { id, displayName }: { readonly id: string; readonly displayName: string },
  before: Values,
  after: Values,
): AuditTarget => ({
  id,
  displayName,
  type,
  userPrincipalName: null,
  groupType: null,
  modifiedProperties: modified(before, after),
});

/** A change of an application, by the properties that change. */
export const onApplication = (one: Application, before: Values = {}, after: Values = {}): AuditTarget =>
  target('Application', one, before, after);

/** A change of a service principal, likewise. */
export const onPrincipal = (one: ServicePrincipal, before: Values = {}, after: Values = {}): AuditTarget =>
  target('ServicePrincipal', one, before, after);

/** The properties of a body as an object has them before it is changed. */
export const propertiesOf = (object: Values, body: Values): Values =>
  Object.fromEntries(Object.keys(body).map((name) => [name, object[name]]));

const granteeOf = ({ world }: Call, id: string): Values => {
  const principal = world.state.entra.servicePrincipals.find((one) => one.id === id);
  return {
    'ServicePrincipal.ObjectID': id,
    'ServicePrincipal.DisplayName': principal?.displayName ?? null,
    'ServicePrincipal.AppId': principal?.appId ?? null,
  };
};

/** The API whose permission it is is the target; who has it stands among the properties (public samples, 2026). */
const onResource = (call: Call, resourceId: string, taken: boolean, values: Values): AuditTarget => {
  const resource = call.world.state.entra.servicePrincipals.find(({ id }) => id === resourceId);
  const named = { id: resourceId, displayName: resource?.displayName ?? '' };
  return taken ? target('ServicePrincipal', named, values, {}) : target('ServicePrincipal', named, {}, values);
};

/** An application permission is given or taken. */
export const noteAssignment = (call: Call, assignment: AppRoleAssignment, taken: boolean): void =>
  noteDeed(call, {
    activity: taken
      ? 'Remove app role assignment from service principal'
      : 'Add app role assignment to service principal',
    operation: taken ? 'Unassign' : 'Assign',
    target: onResource(call, assignment.resourceId, taken, {
      'AppRole.Id': assignment.appRoleId,
      'AppRole.Value': roleName(assignment.appRoleId),
      'AppRoleAssignment.CreatedDateTime': assignment.createdDateTime,
      ...granteeOf(call, assignment.principalId),
    }),
  });

/** Delegated permissions are given or taken. */
export const noteGrant = (call: Call, grant: OAuth2PermissionGrant, taken: boolean): void =>
  noteDeed(call, {
    activity: taken ? 'Remove delegated permission grant' : 'Add delegated permission grant',
    operation: taken ? 'Unassign' : 'Assign',
    target: onResource(call, grant.resourceId, taken, {
      'DelegatedPermissionGrant.Scope': grant.scope,
      'DelegatedPermissionGrant.ConsentType': grant.consentType,
      ...granteeOf(call, grant.clientId),
    }),
  });
