import { permissionById } from '../../catalog/permissions.ts';
import { graphAppId, type ApplicationState } from '../../entra/model.ts';
import { retiring, unheldSecrets, type SecretAssessment } from '../compare/secret.ts';
import { wantedOf } from '../changes.ts';
import type { PlanInput } from '../input.ts';
import { truuSteps } from './truu.ts';
import { orphanedSince } from '../secret/classify.ts';
import type { Change, Id, ResourceAccess, Step, StepOf } from '../types.ts';

/** Turns the wanted changes into steps, in an order that respects what each depends on. */
export const toSteps = (
  input: PlanInput,
  assessment: SecretAssessment,
  changes: readonly Change[],
): readonly Step[] => {
  const wanted = wantedOf(changes);
  const made = [...applicationSteps(input, wanted), ...principalStep(input, wanted), ...grantStep(input, wanted)];
  const secret = secretStep(input, assessment, wanted, made);
  const after = [...made, ...secret];
  return [
    ...after,
    ...deleteUnheldStep(input, assessment, secret),
    ...truuSteps(input, assessment.match, wanted, after),
    ...revokeStep(input, wanted, after),
    ...retireStep(input, assessment, wanted, after),
  ];
};

const owning = ['Application.ReadWrite.OwnedBy'];
const idsOf = (steps: readonly Step[]): readonly string[] => steps.map((step) => step.id);
const addresses = (changes: readonly Change[]): readonly string[] => changes.map((change) => change.address);
const isPermission = (change: Change): boolean => change.address.startsWith('entra/permission/');
const gains = (change: Change): boolean => change.act === 'grant';

const applicationId = (input: PlanInput): Id =>
  input.entra.observed.application?.id ?? { step: 'create-application', field: 'applicationId' };
const appId = (input: PlanInput): Id =>
  input.entra.observed.application?.appId ?? { step: 'create-application', field: 'appId' };
const principalId = (input: PlanInput): Id =>
  input.entra.observed.servicePrincipal?.id ?? { step: 'create-service-principal', field: 'servicePrincipalId' };

const applicationSteps = (input: PlanInput, wanted: readonly Change[]): readonly Step[] => {
  const { desired, observed } = input.entra;
  const own = wanted.filter((change) => change.address.startsWith('entra/application'));
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
            changes: addresses([...own, ...requests]),
            dependsOn: [],
            permissions: owning,
            displayName: desired.displayName,
            uniqueName: desired.uniqueName,
            requiredResourceAccess,
          },
        ];
  if (own.length + requests.length === 0) return [];
  const patch = Object.fromEntries(own.flatMap((change) => change.fields.map((one) => [one.path, one.after])));
  return [
    {
      id: 'update-application',
      kind: 'update-application',
      changes: addresses([...own, ...requests]),
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
  const kept = (application: ApplicationState | null, type: 'application' | 'delegated'): readonly string[] => {
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
  wanted.some((change) => change.address === 'entra/service-principal')
    ? [
        {
          id: 'create-service-principal',
          kind: 'create-service-principal',
          changes: ['entra/service-principal'],
          dependsOn: input.entra.observed.application === null ? ['create-application'] : [],
          permissions: owning,
          appId: appId(input),
        },
      ]
    : [];

const grantStep = (input: PlanInput, wanted: readonly Change[]): readonly Step[] => {
  const { desired, observed } = input.entra;
  const gained = new Set(addresses(wanted.filter((change) => isPermission(change) && gains(change))));
  const isGained = (type: string, name: string): boolean => gained.has(`entra/permission/${type}/${name}`);
  const roles = (desired.application ?? []).filter((one) => isGained('application', one.name));
  const scopes = (desired.delegated ?? []).filter((one) => isGained('delegated', one.name)).map((one) => one.name);
  if (roles.length + scopes.length === 0) return [];
  const existing = observed.servicePrincipal?.delegatedGrant ?? null;
  const whole = [...new Set([...(existing?.scopes ?? []), ...scopes])].sort();
  return [
    {
      id: 'grant',
      kind: 'grant',
      changes: [...gained],
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

const secretStep = (
  input: PlanInput,
  assessment: SecretAssessment,
  wanted: readonly Change[],
  made: readonly Step[],
): readonly Step[] => {
  const { match } = assessment;
  const { before } = unheldSecrets(assessment);
  const served = wanted.filter(
    (change) =>
      change.address === 'entra/secret' ||
      before.some((keyId) => change.address === `entra/secret/${keyId}`) ||
      ['truu/directory', 'truu/directory/tenantId', 'truu/directory/clientId'].includes(change.address),
  );
  if (match.kind === 'ambiguous' || !served.some((change) => change.address === 'entra/secret')) return [];
  const first = assessment.renewal?.act === 'create';
  const directory = match.kind === 'ours' ? heldSecretOf(match.directory) : { create: input.truu.desired.settings };
  const { description, lifetime } = input.entra.desired.secret;
  return [
    {
      id: 'set-secret',
      kind: 'set-secret',
      changes: addresses(served),
      // A due renewal never waits for consent; a first secret does.
      dependsOn: idsOf(made.filter((step) => step.kind !== 'update-application' && (step.kind !== 'grant' || first))),
      permissions: owning,
      applicationId: applicationId(input),
      appId: appId(input),
      description,
      lifetime,
      unheldKeyIds: before,
      orphanedSince: orphanedSince(input.entra.observed.application, match.kind === 'ours' ? match.directory : null),
      directory,
      first,
    },
  ];
};

const heldSecretOf = (directory: {
  readonly id: string;
  readonly etag: string;
  readonly credential: { readonly secretKeyId: string | null };
}): { readonly id: string; readonly etag: string; readonly heldKeyId: string | null } => ({
  id: directory.id,
  etag: directory.etag,
  heldKeyId: directory.credential.secretKeyId,
});

/** What a dead run left and no hand-over removes is removed by a step of its own, behind a fence as well. */
const deleteUnheldStep = (
  input: PlanInput,
  { match, ...assessment }: SecretAssessment,
  secret: readonly Step[],
): readonly Step[] => {
  const { application } = input.entra.observed;
  const { before, after } = unheldSecrets({ match, ...assessment });
  const createsSecret = secret.length > 0;
  const keyIds = createsSecret ? after : [...before, ...after];
  if (application === null || match.kind === 'ambiguous' || keyIds.length === 0) return [];
  if (match.kind === 'none' && !createsSecret) return [];
  return [
    {
      id: 'delete-unheld-secrets',
      kind: 'delete-unheld-secrets',
      changes: keyIds.map((keyId) => `entra/secret/${keyId}`),
      dependsOn: idsOf(secret),
      permissions: owning,
      applicationId: application.id,
      keyIds,
      directory: match.kind === 'ours' ? heldSecretOf(match.directory) : { step: 'set-secret', field: 'directoryId' },
    },
  ];
};

const revokeStep = (input: PlanInput, wanted: readonly Change[], before: readonly Step[]): readonly Step[] => {
  const { servicePrincipal, graphServicePrincipalId } = input.entra.observed;
  const lost = wanted.filter((change) => isPermission(change) && change.act === 'revoke');
  if (servicePrincipal === null || lost.length === 0) return [];
  const listedRoles = new Set((input.entra.desired.application ?? []).map((one) => one.id));
  const listedScopes = new Set((input.entra.desired.delegated ?? []).map((one) => one.name));
  const assignments = lost.some((change) => change.address.startsWith('entra/permission/application/'))
    ? servicePrincipal.assignments.filter((one) => !listedRoles.has(one.roleId))
    : [];
  const grant = servicePrincipal.delegatedGrant;
  const loses = lost.some((change) => change.address.startsWith('entra/permission/delegated/'));
  // A step before it may have widened the grant, so what stays is what the spec lists, not what was read.
  const delegated = grant !== null && loses ? { grantId: grant.id, scopes: [...listedScopes].sort() } : null;
  const step: StepOf<'revoke'> = {
    id: 'revoke',
    kind: 'revoke',
    changes: addresses(lost),
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

const retireStep = (
  input: PlanInput,
  assessment: SecretAssessment,
  wanted: readonly Change[],
  before: readonly Step[],
): readonly Step[] => {
  const { application } = input.entra.observed;
  const due = new Set(addresses(wanted.filter((change) => change.act === 'retire')));
  const keyIds = retiring(input, assessment).filter((keyId) => due.has(`entra/secret/${keyId}`));
  if (application === null || keyIds.length === 0) return [];
  return [
    {
      id: 'retire-secrets',
      kind: 'retire-secrets',
      changes: [...due],
      dependsOn: idsOf(before.filter((step) => step.kind === 'set-secret')),
      permissions: owning,
      applicationId: application.id,
      keyIds,
    },
  ];
};
