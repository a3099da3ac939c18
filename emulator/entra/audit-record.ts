import { fixedUuid } from '../seed-ids.ts';
import type {
  Application,
  AppRoleAssignment,
  AuditInitiator,
  AuditTarget,
  OAuth2PermissionGrant,
  ServicePrincipal,
} from '../state.ts';
import type { World } from '../world.ts';
import { changing } from './lag.ts';
import type { Call } from './odata.ts';
import { roleName } from './permissions.ts';

/** One change of a directory object, as an event of the audit log. */
export interface AuditEvent {
  /** One of the activities of Core Directory (entra-docs, reference-audit-activities). */
  readonly activity: string;
  readonly operation: 'Add' | 'Assign' | 'Update' | 'Unassign' | 'Delete';
  readonly target: AuditTarget;
}

/** The whole log lags together: it is one store. */
export const auditLag = ['directoryAudit', 'directoryAudits'] as const;

/** The person or the app that calls. Apps are named by their service principal; appId is null in the logs of tenants (public samples, 2026). */
export const appOf = ({ world, caller }: Call): AuditInitiator => {
  // The emulator has no directory of users: an id stands for each name. A person who comes through an app is the initiator.
  const user = { id: caller.oid, displayName: null, userPrincipalName: `${caller.oid}@contoso.com` };
  if (caller.isMember) return { user, app: null };
  const principal = world.state.entra.servicePrincipals.find(({ id }) => id === caller.oid);
  const displayName = principal?.displayName ?? null;
  return { user: null, app: { appId: null, displayName, servicePrincipalId: caller.oid, servicePrincipalName: null } };
};

/** A person by the user principal name, as the portal's changes name one. */
export const personOf = (userPrincipalName: string): AuditInitiator => ({
  user: { id: fixedUuid(`user ${userPrincipalName}`), displayName: null, userPrincipalName },
  app: null,
});

/** Records a change of the caller. Call it in the same synchronous step as the change, before `world.touch()`. */
export const recordAuditEvent = (call: Call, event: AuditEvent): void =>
  recordAuditEventOf(call.world, appOf(call), event);

/** Records a change of a person or an app, as `recordAuditEvent` does. */
export const recordAuditEventOf = (
  world: World,
  initiatedBy: AuditInitiator,
  { activity, operation, target }: AuditEvent,
): void => {
  const { reports } = world.state;
  const correlationId = world.ids.uuid();
  changing(world, ...auditLag, reports.directoryAudits);
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
      initiatedBy,
      targetResources: [target],
      additionalDetails: [],
    },
  ];
};

type Values = Readonly<Record<string, unknown>>;

/** Values in the log are JSON in a string, null where there is none. */
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

/** The target of a change of an application, with the changed properties. */
export const onApplication = (one: Application, before: Values = {}, after: Values = {}): AuditTarget =>
  target('Application', one, before, after);

/** The target of a change of a service principal, with the changed properties. */
export const onPrincipal = (one: ServicePrincipal, before: Values = {}, after: Values = {}): AuditTarget =>
  target('ServicePrincipal', one, before, after);

/** The current values of the properties that a body changes. */
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

/** The target is the API of the permission; the grantee is among the properties (public samples, 2026). */
const onResource = (call: Call, resourceId: string, removed: boolean, values: Values): AuditTarget => {
  const resource = call.world.state.entra.servicePrincipals.find(({ id }) => id === resourceId);
  const named = { id: resourceId, displayName: resource?.displayName ?? '' };
  return removed ? target('ServicePrincipal', named, values, {}) : target('ServicePrincipal', named, {}, values);
};

/** Records that an application permission is granted or removed. */
export const recordAssignment = (call: Call, assignment: AppRoleAssignment, removed: boolean): void =>
  recordAuditEvent(call, {
    activity: removed
      ? 'Remove app role assignment from service principal'
      : 'Add app role assignment to service principal',
    operation: removed ? 'Unassign' : 'Assign',
    target: onResource(call, assignment.resourceId, removed, {
      'AppRole.Id': assignment.appRoleId,
      'AppRole.Value': roleName(assignment.appRoleId),
      'AppRoleAssignment.CreatedDateTime': assignment.createdDateTime,
      ...granteeOf(call, assignment.principalId),
    }),
  });

/** Records that delegated permissions are granted or removed. */
export const recordGrant = (call: Call, grant: OAuth2PermissionGrant, removed: boolean): void =>
  recordAuditEvent(call, {
    activity: removed ? 'Remove delegated permission grant' : 'Add delegated permission grant',
    operation: removed ? 'Unassign' : 'Assign',
    target: onResource(call, grant.resourceId, removed, {
      'DelegatedPermissionGrant.Scope': grant.scope,
      'DelegatedPermissionGrant.ConsentType': grant.consentType,
      ...granteeOf(call, grant.clientId),
    }),
  });
