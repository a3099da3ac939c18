import { isTierZeroRefused } from '../catalog/permissions.ts';
import { forbiddenMessage, lifetimeMessage } from '../catalog/client-secrets.ts';
import { addDuration, parseDuration } from '../support/duration.ts';
import { ActionError } from '../support/errors.ts';
import type { Range, SpecDocument } from '../spec/parse.ts';
import { rotationOf, wantedOf } from './changes.ts';
import { rangeOf, type PlanInput, type Policy } from './input.ts';
import { refusal } from './refusal.ts';
import { refuseTruu } from './refuse-truu.ts';
import type { SecretAssessment } from './secret/assess.ts';
import type { Renewal } from './secret/renewal.ts';
import { sideOf } from './target.ts';
import type { Change, Refusal } from './types.ts';

/** What can be refused before any login: permissions that are not in allowed-permissions, tier 0, and our own login. */
export const refuseSpec = (
  document: SpecDocument,
  policy: Pick<Policy, 'allowedPermissions'>,
  clientId: string | null,
): readonly Refusal[] => {
  const { application, permissions } = document.spec.entra;
  const listed = (['application', 'delegated'] as const).flatMap((type) =>
    (permissions?.[type] ?? []).map((name, index) => ({
      type,
      name,
      range: document.range(['entra', 'permissions', type, index]),
    })),
  );
  const refused = listed.flatMap(({ type, name, range }) => {
    if (isTierZeroRefused(name))
      return [
        refusal(
          'PLAN_TIER_ZERO',
          `The ${type} permission ${name} gives control of the tenant; the action always refuses it.`,
          range,
        ),
      ];
    if (policy.allowedPermissions.has(`${type}:${name}`)) return [];
    return [refusal('PLAN_CEILING', `The ${type} permission ${name} is not in allowed-permissions.`, range)];
  });
  const self = application.appId !== undefined && application.appId === clientId;
  return self ? [...refused, selfManagement(document.range(['entra', 'application', 'appId']))] : refused;
};

const selfManagement = (range: Range): Refusal =>
  refusal('PLAN_SELF_MANAGEMENT', 'The spec names the registration that this job is logged in as.', range);

/** What can be refused only after reading both remotes. */
export const refuseObserved = (
  input: PlanInput,
  assessment: SecretAssessment,
  changes: readonly Change[],
): readonly Refusal[] => [
  ...refuseIdentity(input),
  ...refuseOwnership(input, changes),
  ...refuseDisabled(input, assessment.renewal),
  ...refusePolicy(input, changes),
  ...refuseTruu(input, assessment),
];

const refuseIdentity = (input: PlanInput): readonly Refusal[] => {
  const { desired, observed } = input.entra;
  const { application, deployer } = observed;
  if (application === null) {
    if (!('appId' in desired.key)) return [];
    const range = rangeOf(input, 'entra', 'application', 'appId');
    return [refusal('ENTRA_APPLICATION_NOT_FOUND', 'The tenant has no registration with this appId.', range)];
  }
  if (application.appId === deployer.appId) return [selfManagement(rangeOf(input, 'entra', 'application'))];
  if (application.uniqueName === null || application.uniqueName === desired.uniqueName) return [];
  return [
    refusal(
      'ENTRA_UNIQUE_NAME_FIXED',
      'The registration has another unique name, and Graph does not allow it to be changed.',
      rangeOf(input, 'entra', 'application', 'uniqueName'),
    ),
  ];
};

/** Under OwnedBy an identity can write only to what it owns; a reader, which has no such role, plans all the same. */
const refuseOwnership = (input: PlanInput, changes: readonly Change[]): readonly Refusal[] => {
  const { application, deployer } = input.entra.observed;
  const { roles, servicePrincipalId } = deployer;
  const limited = roles.includes('Application.ReadWrite.OwnedBy') && !roles.includes('Application.ReadWrite.All');
  const writes = wantedOf(changes).some(({ target }) => sideOf(target) === 'entra');
  if (application === null || !limited || !writes) return [];
  if (servicePrincipalId === null || application.owners.some((owner) => owner.id === servicePrincipalId)) return [];
  return [
    refusal(
      'ENTRA_NOT_OWNER',
      "This job's identity can only change registrations that it owns, and it does not own this one.",
      rangeOf(input, 'entra', 'application'),
      `Add the service principal with object id ${servicePrincipalId} as an owner of the app registration and of its enterprise application.`,
    ),
  ];
};

const refuseDisabled = (input: PlanInput, renewal: Renewal | null): readonly Refusal[] => {
  const { servicePrincipal } = input.entra.observed;
  if (renewal === null || servicePrincipal === null || servicePrincipal.accountEnabled) return [];
  const message = 'Sign-in is disabled for the service principal, so a new secret cannot be tested.';
  return [refusal('ENTRA_DISABLED', message, rangeOf(input, 'entra', 'application'))];
};

/** A secret that Graph would refuse is not tried, where the tenant's policy may be read. */
const refusePolicy = (input: PlanInput, changes: readonly Change[]): readonly Refusal[] => {
  const { desired, observed } = input.entra;
  const policy = observed.secretPolicy;
  const createsSecret = rotationOf(wantedOf(changes)) !== null;
  if (policy === null || !createsSecret) return [];
  if (policy.forbidden) return [refusal('ENTRA_SECRET_FORBIDDEN', forbiddenMessage, rangeOf(input, 'entra', 'secret'))];
  const cap = policy.maxLifetime;
  const { lifetime } = desired.secret;
  const endsAfter = (duration: string): number => addDuration(observed.now, parseDuration(duration)).getTime();
  if (cap === null || endsAfter(lifetime) <= endsAfter(cap)) return [];
  const { message, fix } = lifetimeMessage(lifetime, cap);
  return [refusal('ENTRA_SECRET_LIFETIME', message, rangeOf(input, 'entra', 'secret', 'lifetime'), fix)];
};

/** A refusal as the failure that it is, with the place in the spec. */
export const refusalError = ({ code, message, fix, range }: Refusal): ActionError =>
  new ActionError(code, message, {
    ...(fix === null ? {} : { fix }),
    evidence: range === null ? [] : [{ name: 'Where', value: `${range.file}:${range.line}:${range.column}`, range }],
  });
