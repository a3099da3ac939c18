import { findPermission, isTierZeroRefused, type PermissionType } from '../catalog/permissions.ts';
import { forbiddenMessage, lifetimeMessage } from '../catalog/client-secrets.ts';
import { addDuration, parseDuration } from '../support/duration.ts';
import { ActionError } from '../support/errors.ts';
import type { Range, SpecDocument } from '../spec/parse.ts';
import { rotationOf, wantedOf } from './changes.ts';
import { rangeOf, type PlanInput, type Policy } from './input.ts';
import { refuseTruu } from './refuse-truu.ts';
import type { SecretAssessment } from './secret/assess.ts';
import type { UnknownAccess } from './access.ts';
import { refuseUnknownAccess } from './refuse-access.ts';
import type { Renewal } from './secret/renewal.ts';
import { disabledCause } from './disabled.ts';
import { refusal } from './refusal.ts';
import type { Change, Refusal } from './types.ts';

/** What can be refused before any login: permissions that are not in allowed-permissions, tier 0, and our own login. */
export const refuseSpec = (
  document: SpecDocument,
  policy: Pick<Policy, 'allowedPermissions' | 'deployerClientId' | 'renewerClientId'>,
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
    const message = `The ${type} permission ${name} is not in allowed-permissions.`;
    return [refusal('PLAN_CEILING', message, range, null, [ceilingWith(policy.allowedPermissions, listed)])];
  });
  const { deployerClientId, renewerClientId } = policy;
  const self =
    application.appId !== undefined && [clientId, deployerClientId, renewerClientId].includes(application.appId);
  return self ? [...refused, selfManagement(document.range(['entra', 'application', 'appId']))] : refused;
};

interface Listed {
  readonly type: PermissionType;
  readonly name: string;
}

/** The whole value of the input, since it takes the place of its default, for all that the spec lists. */
const ceilingWith = (allowed: ReadonlySet<string>, listed: readonly Listed[]): Refusal['evidence'][number] => {
  const wanted = listed.filter(({ name }) => !isTierZeroRefused(name)).map(({ type, name }) => `${type}:${name}`);
  // A bare name is the application permission where there is one, as the input reads it.
  const entries = [...new Set([...allowed, ...wanted])].map((entry) => {
    const [type, name = ''] = entry.split(':');
    return type === 'application' || findPermission('application', name) === undefined ? name : entry;
  });
  return { name: 'allowed-permissions with it', value: entries.join(', ') };
};

const selfManagement = (range: Range): Refusal =>
  refusal('PLAN_SELF_MANAGEMENT', 'The spec names the registration of an identity of the workflow.', range);

/** What can be refused only after reading both remotes. */
export const refuseObserved = (
  input: PlanInput,
  assessment: SecretAssessment,
  changes: readonly Change[],
  unknown: readonly UnknownAccess[],
): readonly Refusal[] => [
  ...refuseIdentity(input),
  ...refuseUnknownAccess(input, assessment.match, changes, unknown),
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
    const message = 'The tenant has no registration with the ID of the input "application-id".';
    return [refusal('ENTRA_APPLICATION_NOT_FOUND', message, range)];
  }
  const { deployerClientId, renewerClientId } = input.policy;
  const isIdentity = [deployer.appId, deployerClientId, renewerClientId].includes(application.appId);
  return isIdentity ? [selfManagement(rangeOf(input, 'entra', 'application'))] : [];
};

const refuseDisabled = (input: PlanInput, renewal: Renewal | null): readonly Refusal[] => {
  const cause = renewal === null ? null : disabledCause(input.entra.observed);
  if (cause === null) return [];
  const message = `${cause.message}, so a new secret cannot be tested.`;
  return [refusal('ENTRA_DISABLED', message, rangeOf(input, 'entra', 'application'), cause.fix, [cause.evidence])];
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
export const refusalError = ({ code, message, fix, range, evidence }: Refusal): ActionError => {
  const where = range === null ? [] : [{ name: 'Where', value: `${range.file}:${range.line}:${range.column}`, range }];
  return new ActionError(code, message, { ...(fix === null ? {} : { fix }), evidence: [...where, ...evidence] });
};
