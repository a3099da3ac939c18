import { rotationOf } from '../changes.ts';
import type { PlanInput } from '../input.ts';
import { startsTrust } from '../refuse-access.ts';
import type { DirectoryState, DirectoryVersion } from '../../truu/model.ts';
import type { SecretAssessment } from '../secret/assess.ts';
import { addressOf, type Target } from '../target.ts';
import type { Change, Step } from '../types.ts';
import { addressesOf, appId, applicationId, idsOf, owning } from './ids.ts';

/** What a new secret brings along: the secrets deleted before it, and the directory that it creates or re-points. */
export const isSetWithSecret = (target: Target, deletedBefore: readonly string[] = []): boolean => {
  if (target.kind === 'secret') return target.keyId === null || deletedBefore.includes(target.keyId);
  return target.kind === 'directory' || target.kind === 'directory-identity' || target.kind === 'adoption';
};

/** The step that creates a secret and sets it in TruU. */
export const secretStep = (
  input: PlanInput,
  assessment: SecretAssessment,
  wanted: readonly Change[],
  made: readonly Step[],
): readonly Step[] => {
  const { match, unheld } = assessment;
  const served = wanted.filter(({ target }) => isSetWithSecret(target, unheld.before));
  if (!input.truu.rules.createsSecrets) return [];
  if (match.kind === 'ambiguous' || rotationOf(served) === null) return [];
  const first = assessment.renewal?.act === 'create';
  const directory = match.kind === 'ours' ? versionOf(match.directory) : { create: input.truu.desired.settings };
  const { description, lifetime } = input.entra.desired.secret;
  return [
    {
      id: 'set-secret',
      kind: 'set-secret',
      changes: addressesOf(served),
      // A due renewal never waits for consent; a first secret does.
      dependsOn: idsOf(made.filter((step) => step.kind !== 'update-application' && (step.kind !== 'grant' || first))),
      permissions: owning,
      applicationId: applicationId(input),
      appId: appId(input),
      description,
      lifetime,
      unheldKeyIds: unheld.before,
      deletesFirst: unheld.deletesFirst,
      orphanedSince: assessment.orphanedSince,
      keptKeyIds: keptKeyIds(input, assessment),
      directory,
      first,
      startsTrust: startsTrust(input, match),
    },
  ];
};

/** What TruU's record, the workflow or a use of it says is no orphan, also where Graph does not show it yet. */
const keptKeyIds = ({ truu, policy }: PlanInput, { match, secrets, unheld }: SecretAssessment): readonly string[] => {
  const previous = match.kind === 'ours' ? match.directory.credential.previous : [];
  const leaving = new Set([...unheld.before, ...unheld.after]);
  const kept = [
    ...truu.observed.heldKeyIds,
    ...policy.adoptSecrets,
    ...previous.map(({ secretKeyId }) => secretKeyId).filter((keyId) => keyId !== null),
    ...secrets.map(({ keyId }) => keyId),
  ];
  return [...new Set(kept)].filter((keyId) => !leaving.has(keyId)).sort();
};

const versionOf = ({ id, version, credential }: DirectoryState): DirectoryVersion => ({
  id,
  version,
  heldKeyId: credential.secretKeyId,
});

/** The step that deletes the other orphaned secrets, behind a fence as well, once TruU is Healthy. */
export const deleteUnheldStep = (
  input: PlanInput,
  { match, unheld }: SecretAssessment,
  secret: readonly Step[],
): readonly Step[] => {
  const { application } = input.entra.observed;
  const { before, after } = unheld;
  const createsSecret = secret.length > 0;
  const keyIds = createsSecret ? after : [...before, ...after];
  if (application === null || match.kind === 'ambiguous' || keyIds.length === 0) return [];
  if (match.kind === 'none' && !createsSecret) return [];
  return [
    {
      id: 'delete-unheld-secrets',
      kind: 'delete-unheld-secrets',
      changes: keyIds.map((keyId) => addressOf({ kind: 'secret', keyId })),
      dependsOn: idsOf(secret),
      permissions: owning,
      applicationId: application.id,
      keyIds,
      directory: match.kind === 'ours' && !createsSecret ? versionOf(match.directory) : null,
    },
  ];
};

/** The step that retires what TruU held before, once it is Healthy with the new secret. */
export const retireStep = (
  input: PlanInput,
  { retiring }: SecretAssessment,
  wanted: readonly Change[],
  before: readonly Step[],
): readonly Step[] => {
  const { application } = input.entra.observed;
  const due = wanted.filter(({ act }) => act === 'retire');
  const isDue = (keyId: string): boolean =>
    due.some(({ target }) => target.kind === 'secret' && target.keyId === keyId);
  const keyIds = retiring.filter(isDue);
  if (application === null || keyIds.length === 0) return [];
  return [
    {
      id: 'retire-secrets',
      kind: 'retire-secrets',
      changes: addressesOf(due),
      dependsOn: idsOf(before.filter((step) => step.kind === 'set-secret')),
      permissions: owning,
      applicationId: application.id,
      keyIds,
    },
  ];
};
