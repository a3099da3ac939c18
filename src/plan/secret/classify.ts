import { isTagged, startedAfter, type ApplicationState, type SecretState } from '../../entra/model.ts';
import { addDuration, parseDuration } from '../../support/duration.ts';
import type { DirectoryState } from '../../truu/model.ts';
import type { PlanInput } from '../input.ts';

/** What a secret is to us: see the words of the report's inventory. */
export type SecretRole = 'held' | 'overlap' | 'due' | 'in-use' | 'orphaned' | 'foreign';

/** What Entra reports of a secret's use: a time, none (which proves nothing), or nothing that is known. */
export type SecretUseStatus = 'reported' | 'unreported' | 'unknown';

/** A secret and its role. */
export interface ClassifiedSecret extends SecretState {
  readonly role: SecretRole;
  readonly use: SecretUseStatus;
  /** RFC 3339; null unless `use` is `reported`. */
  readonly lastUsedOn: string | null;
}

/** Gives each secret of the registration its role. TruU's clock judges the overlap; Graph's judged the starts. */
export const classifySecrets = (input: PlanInput, directory: DirectoryState | null): readonly ClassifiedSecret[] => {
  const { application, secretUse } = input.entra.observed;
  if (application === null) return [];
  return application.secrets.map((secret) => {
    const lastUsedOn = secretUse?.[secret.keyId] ?? null;
    const use = secretUse === null ? 'unknown' : lastUsedOn === null ? 'unreported' : 'reported';
    return { ...secret, role: roleOf(secret, input, application, directory), use, lastUsedOn };
  });
};

const heldIn = (application: ApplicationState, directory: DirectoryState | null): string | null =>
  directory?.clientId === application.appId ? directory.credential.secretKeyId : null;

/** Of ours, what started after this instant (RFC 3339), and what TruU does not hold, was never handed over. */
export const orphanedSince = (application: ApplicationState | null, directory: DirectoryState | null): string => {
  const heldKeyId = application === null ? null : heldIn(application, directory);
  const held = application?.secrets.find(({ keyId }) => keyId === heldKeyId);
  return held?.startsOn ?? directory?.credential.acceptedAt ?? new Date(0).toISOString();
};

const roleOf = (
  secret: SecretState,
  { entra, truu, policy, ownRotation }: PlanInput,
  application: ApplicationState,
  directory: DirectoryState | null,
): SecretRole => {
  const heldKeyId = heldIn(application, directory);
  if (secret.keyId === heldKeyId) return 'held';
  const tagged = isTagged(secret);
  if (!tagged && !policy.adoptSecrets.has(secret.keyId)) return 'foreign';
  const acceptedAt = directory?.credential.acceptedAt ?? null;
  if (acceptedAt === null) return tagged ? 'orphaned' : 'overlap';
  if (startedAfter(secret, orphanedSince(application, directory))) return tagged ? 'orphaned' : 'overlap';
  // While TruU cannot name what it holds, any secret that is older than that may be the very one.
  if (heldKeyId === null) return 'overlap';
  // Graph showed it too late: a dead run made it just before, and TruU went from the known secret to the new one.
  if (tagged && heldKeyId === ownRotation?.keyId && !ownRotation.known.has(secret.keyId)) return 'orphaned';
  if (secret.keyId === policy.rotate) return 'due';
  const until = addDuration(new Date(acceptedAt), parseDuration(entra.desired.secret.overlap));
  if (until.getTime() > truu.observed.now.getTime()) return 'overlap';
  return wasUsedSince(acceptedAt, secret, { entra, truu }) ? 'in-use' : 'due';
};

/** A use so soon after the hand-over is TruU's own, by what it had still under way: the overlap is there for it. */
const usageGraceMs = 10 * 60_000;
/** Clocks that differ by less count as one: their `Date`s were not read at the same instant. */
const sameClockMs = 60_000;

/** Whether a secret logged in, by Entra's clock, some minutes after TruU took the next one, by its own. No report is no proof. */
const wasUsedSince = (
  acceptedAt: string,
  { keyId }: SecretState,
  { entra, truu }: Pick<PlanInput, 'entra' | 'truu'>,
): boolean => {
  const lastUsedOn = entra.observed.secretUse?.[keyId];
  if (lastUsedOn === undefined) return false;
  const apartMs = truu.observed.now.getTime() - entra.observed.now.getTime();
  const skewMs = Math.abs(apartMs) < sameClockMs ? 0 : apartMs;
  return Date.parse(lastUsedOn) + skewMs > Date.parse(acceptedAt) + usageGraceMs;
};
