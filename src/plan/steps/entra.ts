import { permissionById, type PermissionType } from '../../catalog/permissions.ts';
import { graphAppId, type ApplicationState, type ResourceAccess } from '../../entra/model.ts';
import { identitiesOf } from '../compare/identity.ts';
import type { PlanInput } from '../input.ts';
import type { TargetOf } from '../target.ts';
import type { Change, Step, StepOf } from '../types.ts';
import { addressesOf, appId, idsOf, owning, principalId } from './ids.ts';

interface PermissionChange extends Change {
  readonly target: TargetOf<'permission'>;
}
const isPermission = (change: Change): change is PermissionChange => change.target.kind === 'permission';

/** The steps that bring the registration, its service principal and its grants about. */
export const entraSteps = (input: PlanInput, wanted: readonly Change[]): readonly Step[] => [
  ...applicationSteps(input, wanted),
  ...nameStep(input, wanted),
  ...principalStep(input, wanted),
  ...ownersStep(input, wanted),
  ...grantStep(input, wanted),
];

const applicationSteps = (input: PlanInput, wanted: readonly Change[]): readonly Step[] => {
  const { desired, observed } = input.entra;
  const own = wanted.filter(
    ({ target }) =>
      target.kind === 'application' || (target.kind === 'application-property' && target.property !== 'lock'),
  );
  const requests = wanted.filter(
    (change) => isPermission(change) && change.fields.some((one) => one.path === 'requested'),
  );
  const requiredResourceAccess = requiredAccess(input, wanted);
  if (observed.application === null)
    return own.length === 0
      ? []
      : [
          {
            id: 'create-application',
            kind: 'create-application',
            changes: addressesOf([...own, ...requests]),
            dependsOn: [],
            permissions: owning,
            displayName: desired.displayName,
            uniqueName: desired.uniqueName,
            requiredResourceAccess,
            ownerIds: ownerIdsOf(input),
          },
        ];
  if (own.length + requests.length === 0) return [];
  const patch = Object.fromEntries(own.flatMap((change) => change.fields.map((one) => [one.path, one.after])));
  return [
    {
      id: 'update-application',
      kind: 'update-application',
      changes: addressesOf([...own, ...requests]),
      dependsOn: [],
      permissions: owning,
      applicationId: observed.application.id,
      patch: { ...patch, ...(requests.length > 0 ? { requiredResourceAccess } : {}) },
    },
  ];
};

/** requiredResourceAccess is replaced as a whole, so what must stay, other APIs included, is sent again. */
const requiredAccess = (input: PlanInput, wanted: readonly Change[]): readonly ResourceAccess[] => {
  const { desired, observed } = input.entra;
  const kept = (application: ApplicationState | null, type: PermissionType): readonly string[] => {
    const before = application?.requested[type] ?? [];
    const listed = desired[type];
    if (listed === null) return before;
    const ids = new Set(listed.map((permission) => permission.id));
    const leaving = wanted.some((one) => isPermission(one) && (one.act === 'remove' || one.act === 'revoke'));
    return [...new Set([...ids, ...(leaving ? [] : before)])].sort();
  };
  const entries = [
    ...kept(observed.application, 'application').map((id) => ({ id, type: 'Role' as const })),
    ...kept(observed.application, 'delegated').map((id) => ({ id, type: 'Scope' as const })),
  ];
  const others = observed.application?.otherApis ?? [];
  return entries.length === 0 ? others : [{ resourceAppId: graphAppId, resourceAccess: entries }, ...others];
};

const principalStep = (input: PlanInput, wanted: readonly Change[]): readonly Step[] =>
  wanted.some(({ target }) => target.kind === 'service-principal')
    ? [
        {
          id: 'create-service-principal',
          kind: 'create-service-principal',
          changes: ['entra/service-principal'],
          dependsOn: input.entra.observed.application === null ? ['create-application'] : [],
          permissions: owning,
          appId: appId(input),
          ownerIds: ownerIdsOf(input),
        },
      ]
    : [];

const ownerIdsOf = ({ entra }: PlanInput): readonly string[] =>
  identitiesOf(entra.observed.workflow).map(({ id }) => id);

/** With an adoption the unique name is set at best: the registration is known by its id. */
const nameStep = ({ entra }: PlanInput, wanted: readonly Change[]): readonly Step[] => {
  const { application } = entra.observed;
  const adoption = wanted.filter(({ target }) => target.kind === 'adoption');
  if (application === null || application.uniqueName !== null || adoption.length === 0) return [];
  const { uniqueName } = entra.desired;
  return [
    {
      id: 'name-application',
      kind: 'name-application',
      changes: addressesOf(adoption),
      dependsOn: [],
      permissions: owning,
      applicationId: application.id,
      uniqueName,
    },
  ];
};

const ownersStep = ({ entra }: PlanInput, wanted: readonly Change[]): readonly Step[] => {
  const { application, servicePrincipal } = entra.observed;
  const added = wanted.filter(({ target, act }) => target.kind === 'owner' && act === 'grant');
  if (application === null || added.length === 0) return [];
  const owners = added.flatMap(({ target, fields }) => {
    const adds = (path: string): boolean => fields.some((one) => one.path === path);
    if (target.kind !== 'owner') return [];
    return [{ id: target.id, application: adds('application'), servicePrincipal: adds('servicePrincipal') }];
  });
  return [
    {
      id: 'add-owners',
      kind: 'add-owners',
      changes: addressesOf(added),
      dependsOn: [],
      permissions: [...owning, 'Directory.Read.All'],
      applicationId: application.id,
      servicePrincipalId: servicePrincipal?.id ?? null,
      owners,
    },
  ];
};

/** The step that locks the credentials of the service principal: the last of those in Entra that wait for nothing of TruU. */
export const lockStep = ({ entra }: PlanInput, wanted: readonly Change[]): readonly Step[] => {
  const { application } = entra.observed;
  const locks = wanted.filter(({ target }) => target.kind === 'application-property' && target.property === 'lock');
  if (application === null || locks.length === 0) return [];
  return [
    {
      id: 'lock-service-principal',
      kind: 'lock-service-principal',
      changes: addressesOf(locks),
      dependsOn: [],
      permissions: owning,
      applicationId: application.id,
    },
  ];
};

const grantStep = (input: PlanInput, wanted: readonly Change[]): readonly Step[] => {
  const { desired, observed } = input.entra;
  const gained = wanted.filter(isPermission).filter(({ act }) => act === 'grant');
  const isGained = (type: PermissionType, name: string): boolean =>
    gained.some(({ target }) => target.type === type && target.name === name);
  const roles = (desired.application ?? []).filter((one) => isGained('application', one.name));
  const scopes = (desired.delegated ?? []).filter((one) => isGained('delegated', one.name)).map((one) => one.name);
  if (roles.length + scopes.length === 0) return [];
  const existing = observed.servicePrincipal?.delegatedGrant ?? null;
  const whole = [...new Set([...(existing?.scopes ?? []), ...scopes])].sort();
  return [
    {
      id: 'grant',
      kind: 'grant',
      changes: addressesOf(gained),
      dependsOn: [
        ...(observed.application === null ? ['create-application'] : []),
        ...(observed.servicePrincipal === null ? ['create-service-principal'] : []),
      ],
      permissions: [
        ...(roles.length > 0 ? ['AppRoleAssignment.ReadWrite.All'] : []),
        ...(scopes.length > 0 ? ['DelegatedPermissionGrant.ReadWrite.All'] : []),
      ],
      appId: appId(input),
      principalId: principalId(input),
      resourceId: observed.graphServicePrincipalId,
      roles: roles.map(({ id, name }) => ({ id, name })),
      delegated: scopes.length > 0 ? { grantId: existing?.id ?? null, scopes: whole } : null,
    },
  ];
};

/** The step that takes permissions away, after those that TruU needs are granted. */
export const revokeStep = (input: PlanInput, wanted: readonly Change[], before: readonly Step[]): readonly Step[] => {
  const { servicePrincipal, graphServicePrincipalId } = input.entra.observed;
  const lost = wanted.filter(isPermission).filter(({ act }) => act === 'revoke');
  const loses = (type: PermissionType): boolean => lost.some(({ target }) => target.type === type);
  if (servicePrincipal === null || lost.length === 0) return [];
  const listedRoles = new Set((input.entra.desired.application ?? []).map((one) => one.id));
  const listedScopes = new Set((input.entra.desired.delegated ?? []).map((one) => one.name));
  const assignments = loses('application')
    ? servicePrincipal.assignments.filter((one) => !listedRoles.has(one.roleId))
    : [];
  const grant = servicePrincipal.delegatedGrant;
  // A step before it may have widened the grant, so what stays is what the spec lists, not what was read.
  const delegated =
    grant !== null && loses('delegated') ? { grantId: grant.id, scopes: [...listedScopes].sort() } : null;
  const step: StepOf<'revoke'> = {
    id: 'revoke',
    kind: 'revoke',
    changes: addressesOf(lost),
    dependsOn: idsOf(before.filter((one) => one.kind === 'grant' || one.kind === 'set-secret')),
    permissions: ['AppRoleAssignment.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All'],
    principalId: servicePrincipal.id,
    resourceId: graphServicePrincipalId,
    assignments: assignments.map((one) => ({
      id: one.id,
      name: permissionById('application', one.roleId)?.name ?? one.roleId,
    })),
    delegated,
  };
  return [step];
};
