import { findPermission, permissionById } from '../../catalog/permissions.ts';
import { changeOf } from '../changes.ts';
import type { WantedPermission } from '../../entra/model.ts';
import { rangeOf, type PlanInput } from '../input.ts';
import type { Change, FieldDifference } from '../types.ts';

type PermissionType = WantedPermission['type'];

/** What the spec and Entra disagree about, secrets apart. */
export const compareEntra = (input: PlanInput): readonly Change[] => [
  ...compareApplication(input),
  ...comparePrincipal(input),
  ...comparePermissions(input, 'application'),
  ...comparePermissions(input, 'delegated'),
];

const compareApplication = (input: PlanInput): readonly Change[] => {
  const { desired, observed } = input.entra;
  const { application } = observed;
  const wanted = [
    { path: 'displayName', value: desired.displayName, at: ['entra', 'application', 'name'] },
    { path: 'uniqueName', value: desired.uniqueName, at: ['entra', 'application', 'uniqueName'] },
    { path: 'signInAudience', value: desired.signInAudience, at: ['entra', 'application'] },
  ] as const;
  if (application === null)
    return [
      changeOf({
        target: { kind: 'application' },
        act: 'create',
        title: 'Create the app registration',
        fields: wanted.map(({ path, value }) => ({ path, before: null, after: value })),
        range: rangeOf(input, 'entra', 'application'),
        reason: 'no registration has the unique name',
      }),
    ];
  return wanted.flatMap(({ path, value, at }): readonly Change[] => {
    const before = application[path];
    if (before === value) return [];
    const adopts = path === 'uniqueName';
    return [
      changeOf({
        target: { kind: 'application-property', property: path },
        act: adopts ? 'adopt' : 'update',
        title: adopts
          ? 'Set the unique name of the registration; it cannot be changed later'
          : 'Update the registration',
        fields: [{ path, before, after: value }],
        range: rangeOf(input, ...at),
        danger: path === 'signInAudience' ? 'privilege' : 'ordinary',
        reason: adopts ? 'the spec adopts a registration that has no unique name' : null,
      }),
    ];
  });
};

const comparePrincipal = (input: PlanInput): readonly Change[] => {
  if (input.entra.observed.servicePrincipal !== null) return [];
  return [
    changeOf({
      target: { kind: 'service-principal' },
      act: 'create',
      title: 'Create the service principal',
      fields: [],
      range: rangeOf(input, 'entra', 'application'),
      reason: 'the registration needs it to log in and to be granted permissions',
    }),
  ];
};

/** Which permissions on Microsoft Graph the registration requests, and which it was granted. */
interface GrantState {
  readonly requested: ReadonlySet<string>;
  readonly granted: ReadonlySet<string>;
}

const grantStateOf = ({ entra }: PlanInput, type: PermissionType): GrantState => {
  const { application, servicePrincipal } = entra.observed;
  const requested = new Set(application?.requested[type] ?? []);
  if (type === 'application')
    return { requested, granted: new Set(servicePrincipal?.assignments.map((one) => one.roleId) ?? []) };
  const scopes = servicePrincipal?.delegatedGrant?.scopes ?? [];
  // A scope that the catalogue does not know keeps its name in place of an id: it is a privilege all the same.
  return { requested, granted: new Set(scopes.map((name) => findPermission('delegated', name)?.id ?? name)) };
};

const comparePermissions = (input: PlanInput, type: PermissionType): readonly Change[] => {
  const { desired } = input.entra;
  const listed = desired[type];
  if (listed === null) return [];
  const grantState = grantStateOf(input, type);
  const ids = new Set(listed.map((permission) => permission.id));
  const unlisted = [...new Set([...grantState.requested, ...grantState.granted])].filter((id) => !ids.has(id)).sort();
  return [
    ...listed.flatMap((permission) => missing(input, permission, grantState)),
    ...unlisted.map((id) => extra(input, type, id, grantState)),
  ];
};

const difference = (path: string, before: boolean, after: boolean): readonly FieldDifference[] =>
  before === after ? [] : [{ path, before, after }];

const missing = (input: PlanInput, permission: WantedPermission, grantState: GrantState): readonly Change[] => {
  const requested = grantState.requested.has(permission.id);
  const granted = grantState.granted.has(permission.id);
  if (requested && granted) return [];
  return [
    changeOf({
      target: { kind: 'permission', type: permission.type, name: permission.name },
      act: granted ? 'update' : 'grant',
      title: granted ? 'Request a permission that is already granted' : 'Grant a permission',
      fields: [...difference('requested', requested, true), ...difference('granted', granted, true)],
      range: rangeOf(input, ...permission.path),
      danger: granted ? 'ordinary' : 'privilege',
      reason: granted ? 'granted, not requested' : requested ? 'requested, not granted' : null,
    }),
  ];
};

const extra = (input: PlanInput, type: PermissionType, id: string, grantState: GrantState): Change => {
  const requested = grantState.requested.has(id);
  const granted = grantState.granted.has(id);
  return changeOf({
    target: { kind: 'permission', type, name: permissionById(type, id)?.name ?? id },
    act: granted ? 'revoke' : 'remove',
    title: granted ? 'Revoke a permission that the spec does not list' : 'Stop requesting a permission',
    fields: [...difference('requested', requested, false), ...difference('granted', granted, false)],
    range: rangeOf(input, 'entra', 'permissions', type),
    danger: 'removal',
    reason: granted ? 'granted, but not in the spec' : 'requested, but not in the spec',
  });
};
