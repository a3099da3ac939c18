import type { WorkflowPrincipals } from '../../entra/model.ts';
import { changeOf } from '../changes.ts';
import { rangeOf, type PlanInput } from '../input.ts';
import { originOf } from '../refuse-access.ts';
import type { Change } from '../types.ts';
import type { DirectoryMatch } from '../which-directory.ts';
import { whoseOf } from '../whose.ts';

/** What makes the registration the workflow's: its adoption, its owners, and the lock. */
export const compareIdentity = (input: PlanInput, match: DirectoryMatch): readonly Change[] => [
  ...adoption(input, match),
  ...owners(input),
  ...lock(input),
];

/**
 * An adoption is pending until TruU holds a secret of the registration that it can name. TruU's word decides: whatever
 * stands at the registration itself, its owners can write.
 */
const adoption = (input: PlanInput, match: DirectoryMatch): readonly Change[] => {
  const { application } = input.entra.observed;
  if (application === null || whoseOf(input) !== 'adopted' || isTrusted(input, match, application.appId)) return [];
  return [
    changeOf({
      target: { kind: 'adoption' },
      act: 'adopt',
      title: 'Adopt a registration that the workflow did not create',
      fields: [
        { path: 'appId', before: null, after: application.appId },
        ...originOf(application).map(({ name, value }) => ({ path: name.toLowerCase(), before: null, after: value })),
      ],
      range: rangeOf(input, 'entra', 'application', 'appId'),
      danger: 'privilege',
      reason: 'the input application-id names it; its creator and its owners can have kept a way in',
    }),
  ];
};

const isTrusted = ({ entra }: PlanInput, match: DirectoryMatch, appId: string): boolean => {
  if (match.kind !== 'ours') return false;
  const { clientId, tenantId, credential } = match.directory;
  return clientId === appId && tenantId === entra.desired.tenant && credential.secretKeyId !== null;
};

/** The identities of the workflow that have to own the registration, by the names of their inputs. */
export const identitiesOf = ({
  deployer,
  renewer,
}: WorkflowPrincipals): readonly { readonly name: 'deployer' | 'renewer'; readonly id: string }[] => [
  ...(deployer === null ? [] : [{ name: 'deployer' as const, id: deployer }]),
  ...(renewer === null || renewer === deployer ? [] : [{ name: 'renewer' as const, id: renewer }]),
];

/** Under Application.ReadWrite.OwnedBy an identity changes only what it owns. A new registration gets them at its creation. */
const owners = (input: PlanInput): readonly Change[] => {
  const { application, servicePrincipal, workflow } = input.entra.observed;
  if (application === null) return [];
  return identitiesOf(workflow).flatMap(({ name, id }) => {
    const owns = (object: { readonly owners: readonly { readonly id: string }[] } | null): boolean =>
      object === null || object.owners.some((owner) => owner.id === id);
    const missing = [
      ...(owns(application) ? [] : ['application']),
      ...(owns(servicePrincipal) ? [] : ['servicePrincipal']),
    ];
    if (missing.length === 0) return [];
    return [
      changeOf({
        target: { kind: 'owner', id },
        act: 'grant',
        title: `Make the ${name} an owner`,
        fields: missing.map((path) => ({ path, before: false, after: true })),
        range: rangeOf(input, 'entra', 'application'),
        danger: 'privilege',
        reason: `the input ${name}-client-id names it, and an owner can add secrets`,
      }),
    ];
  });
};

/** A credential of the principal would stay usable under the lock, and could no longer be removed. */
const lock = (input: PlanInput): readonly Change[] => {
  const { application, servicePrincipal } = input.entra.observed;
  const own = [...(servicePrincipal?.secrets ?? []), ...(servicePrincipal?.certificates ?? [])];
  if (application === null || application.locked || own.length > 0) return [];
  return [
    changeOf({
      target: { kind: 'application-property', property: 'lock' },
      act: 'update',
      title: 'Lock the credentials of the service principal',
      fields: [{ path: 'lock', before: false, after: true }],
      range: rangeOf(input, 'entra', 'application'),
      reason: 'secrets belong on the registration, where they are seen',
    }),
  ];
};
