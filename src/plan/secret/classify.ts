import { knownUse, type EntraState, type SecretState } from '../../entra/model.ts';
import type { SecretRoles } from '../../truu/connection.ts';
import type { DirectoryState, SecretRole } from '../../truu/model.ts';
import type { PlanInput } from '../input.ts';
import { addedByAnother } from '../witness.ts';

/** What Entra reports of a secret's use: a time, none (which proves nothing), or nothing that is known. */
export type SecretUseStatus = 'reported' | 'unreported' | 'unknown';

/** A secret and its role. */
export interface ClassifiedSecret extends SecretState {
  readonly role: SecretRole;
  readonly use: SecretUseStatus;
  /** RFC 3339; null unless `use` is `reported`. */
  readonly lastUsedOn: string | null;
}

/** The secrets of the registration, each with its role by TruU's side. */
export interface ClassifiedSecrets extends Pick<SecretRoles, 'orphanedSince'> {
  readonly secrets: readonly ClassifiedSecret[];
}

/** Asks TruU's side what each secret of the registration is to it. */
export const classifySecrets = (input: PlanInput, directory: DirectoryState | null): ClassifiedSecrets => {
  const { entra, truu, policy, ownRotation = null } = input;
  const { application, now } = entra.observed;
  const report = knownUse(entra.observed.secretUse);
  const used = (application?.secrets ?? []).map((secret) => {
    const lastUsedOn = report?.any[secret.keyId] ?? null;
    const use: SecretUseStatus = report === null ? 'unknown' : lastUsedOn === null ? 'unreported' : 'reported';
    return { ...secret, use, lastUsedOn };
  });
  const known = used.map((secret) => ({
    ...secret,
    addedByAnother: addedByAnother(secret.keyId, entra.observed, policy) !== null,
    adopted: policy.adoptSecrets.has(secret.keyId),
    compromised: secret.keyId === policy.rotate,
  }));
  const { roleOf, orphanedSince } = truu.rules.classifySecrets(known, {
    appId: application?.appId ?? '',
    consumer: truu.consumer,
    heldKeyIds: truu.observed.heldKeyIds,
    useFailed: hasFailed(entra.observed),
    reportOf: report?.reportOf ?? null,
    directory,
    overlap: entra.desired.secret.overlap,
    entraNow: now,
    truuNow: truu.observed.now,
    ownRotation,
    handOff: truu.observed.handOff,
  });
  // A secret of which TruU's side says nothing is not ours to delete.
  return { secrets: used.map((secret) => ({ ...secret, role: roleOf.get(secret.keyId) ?? 'foreign' })), orphanedSince };
};

const hasFailed = ({ secretUse }: EntraState): boolean =>
  secretUse !== null && 'reason' in secretUse && secretUse.reason === 'failed';
