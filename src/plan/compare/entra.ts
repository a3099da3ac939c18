import { findPermission, permissionById } from '../../catalog/permissions.ts';
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

const ordinary = { skipReason: null, danger: 'ordinary', dueByTime: false } as const;

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
      {
        ...ordinary,
        address: 'entra/application',
        act: 'create',
        title: 'Create the app registration',
        fields: wanted.map(({ path, value }) => ({ path, before: null, after: value })),
        range: rangeOf(input, 'entra', 'application'),
        reason: 'no registration has the unique name',
      },
    ];
  return wanted.flatMap(({ path, value, at }): readonly Change[] => {
    const before = application[path];
    if (before === value) return [];
    const adopts = path === 'uniqueName';
    return [
      {
        ...ordinary,
        danger: path === 'signInAudience' ? 'privilege' : 'ordinary',
        address: `entra/application/${path}`,
        act: adopts ? 'adopt' : 'update',
        title: adopts ? 'Give the registration its unique name, once and for all' : 'Change the registration',
        fields: [{ path, before, after: value }],
        range: rangeOf(input, ...at),
        reason: adopts ? 'the spec adopts a registration that has no unique name' : 'it differs from the spec',
      },
    ];
  });
};

const comparePrincipal = (input: PlanInput): readonly Change[] => {
  if (input.entra.observed.servicePrincipal !== null) return [];
  return [
    {
      ...ordinary,
      address: 'entra/service-principal',
      act: 'create',
      title: 'Create the service principal',
      fields: [],
      range: rangeOf(input, 'entra', 'application'),
      reason: 'without it the registration cannot log in or be granted anything',
    },
  ];
};

/** Where the tenant stands with each permission on Microsoft Graph: asked for, and granted. */
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
  // A scope that the catalogue does not know keeps its name in place of an id: it is still power that is held.
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
    {
      address: `entra/permission/${permission.type}/${permission.name}`,
      act: granted ? 'update' : 'grant',
      title: granted ? 'Ask for a permission that is granted already' : 'Grant a permission',
      fields: [...difference('requested', requested, true), ...difference('granted', granted, true)],
      range: rangeOf(input, ...permission.path),
      danger: granted ? 'ordinary' : 'privilege',
      skipReason: null,
      reason: granted
        ? 'granted, not requested'
        : requested
          ? 'requested, not granted'
          : 'neither requested nor granted',
      dueByTime: false,
    },
  ];
};

const extra = (input: PlanInput, type: PermissionType, id: string, grantState: GrantState): Change => {
  const requested = grantState.requested.has(id);
  const granted = grantState.granted.has(id);
  return {
    address: `entra/permission/${type}/${permissionById(type, id)?.name ?? id}`,
    act: granted ? 'revoke' : 'remove',
    title: granted ? 'Revoke a permission that the spec does not list' : 'Stop asking for a permission',
    fields: [...difference('requested', requested, false), ...difference('granted', granted, false)],
    range: rangeOf(input, 'entra', 'permissions', type),
    danger: 'removal',
    skipReason: input.entra.desired.removeUnlisted
      ? input.policy.allowRemovals
        ? null
        : 'allow-removals'
      : 'unlisted',
    reason: granted ? 'granted, though nobody listed it' : 'requested, though nobody listed it',
    dueByTime: false,
  };
};
