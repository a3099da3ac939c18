import { changeOf } from '../changes.ts';
import type { GrantState } from '../grant-states.ts';
import { rangeOf, type PlanInput } from '../input.ts';
import type { TargetOf } from '../target.ts';
import type { Change, FieldDifference } from '../types.ts';
import { identitiesOf } from './identity.ts';

/** What the spec and Entra disagree about, secrets apart. */
export const compareEntra = (input: PlanInput, grants: readonly GrantState[]): readonly Change[] => [
  ...compareApplication(input),
  ...comparePrincipal(input),
  ...grants.flatMap((state) => comparePermission(input, state)),
];

const compareApplication = (input: PlanInput): readonly Change[] => {
  const { desired, observed } = input.entra;
  const { application } = observed;
  const wanted = [
    { path: 'displayName', value: desired.displayName, at: ['entra', 'application', 'name'] },
    { path: 'signInAudience', value: desired.signInAudience, at: ['entra', 'application'] },
  ] as const;
  if (application === null)
    return [
      changeOf({
        target: { kind: 'application' },
        act: 'create',
        title: 'Create the app registration',
        fields: [
          { path: 'uniqueName', before: null, after: desired.uniqueName },
          ...wanted.map(({ path, value }) => ({ path, before: null, after: value })),
          { path: 'owners', before: null, after: identitiesOf(observed.workflow).map(({ id }) => id) },
          { path: 'lock', before: null, after: true },
        ],
        range: rangeOf(input, 'entra', 'application'),
        reason: 'no registration has the unique name',
      }),
    ];
  return wanted.flatMap(({ path, value, at }): readonly Change[] => {
    const before = application[path];
    if (before === value) return [];
    return [
      changeOf({
        target: { kind: 'application-property', property: path },
        act: 'update',
        title: 'Update the registration',
        fields: [{ path, before, after: value }],
        range: rangeOf(input, ...at),
        ...(path === 'signInAudience' ? { danger: 'privilege', reason: narrowing(before) } : { danger: 'ordinary' }),
      }),
    ];
  });
};

/** What is lost with each audience (Entra docs, supported-accounts-validation and single- and multi-tenant apps, read 2026-11). */
const lostWith: Readonly<Record<string, string>> = {
  AzureADMultipleOrgs: 'accounts and service principals of other tenants can no longer use it',
  AzureADandPersonalMicrosoftAccount:
    'accounts and service principals of other tenants, and personal Microsoft accounts, can no longer use it',
  PersonalMicrosoftAccount: 'personal Microsoft accounts can no longer use it',
};

/** No key of the spec sets the audience, so the plan has to say whose wish it is. */
const narrowing = (audience: string): string =>
  `this action keeps the registration single-tenant, for TruU needs no more; ${
    lostWith[audience] ?? 'accounts outside of this tenant can no longer use it'
  }. If something else needs them, give TruU a registration of its own`;

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

const comparePermission = (input: PlanInput, state: GrantState): readonly Change[] => {
  const { listed, requested, granted } = state;
  if (listed === null) return [];
  if (!listed) return [unlisted(input, state)];
  return requested && granted ? [] : [missing(input, state)];
};

const targetOf = ({ type, name, tier, description }: GrantState): TargetOf<'permission'> => ({
  kind: 'permission',
  type,
  name,
  tier,
  description,
});

const difference = (path: string, before: boolean, after: boolean): readonly FieldDifference[] =>
  before === after ? [] : [{ path, before, after }];

const missing = (input: PlanInput, state: GrantState): Change => {
  const { requested, granted, path } = state;
  return changeOf({
    target: targetOf(state),
    act: granted ? 'update' : 'grant',
    title: granted ? 'Request a permission that is already granted' : 'Grant a permission',
    fields: [...difference('requested', requested, true), ...difference('granted', granted, true)],
    range: rangeOf(input, ...(path ?? [])),
    danger: granted ? 'ordinary' : 'privilege',
    reason: granted ? 'granted, not requested' : requested ? 'requested, not granted' : null,
  });
};

const unlisted = (input: PlanInput, state: GrantState): Change => {
  const { type, requested, granted } = state;
  return changeOf({
    target: targetOf(state),
    act: granted ? 'revoke' : 'remove',
    title: granted ? 'Revoke a permission that the spec does not list' : 'Stop requesting a permission',
    fields: [...difference('requested', requested, false), ...difference('granted', granted, false)],
    range: rangeOf(input, 'entra', 'permissions', type),
    danger: 'removal',
    reason: granted ? 'granted, but not in the spec' : 'requested, but not in the spec',
  });
};
