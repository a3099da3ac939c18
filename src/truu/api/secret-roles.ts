import { addDuration, parseDuration } from '../../support/duration.ts';
import { startsLater } from '../../support/instant.ts';
import type { KnownSecret, SecretContext, TruuRules } from '../connection.ts';
import type { SecretRole } from '../model.ts';

/** The API names the secret that TruU holds, and when it took it: everything else follows from these two. */
export const classifySecrets: TruuRules['classifySecrets'] = (secrets, context) => {
  const since = orphanedSince(secrets, context);
  return {
    roleOf: new Map(secrets.map((secret) => [secret.keyId, roleOf(secret, context, since)])),
    orphanedSince: since,
  };
};

const heldKeyIdOf = ({ appId, directory }: SecretContext): string | null =>
  directory?.clientId === appId ? directory.credential.secretKeyId : null;

const orphanedSince = (secrets: readonly KnownSecret[], context: SecretContext): string => {
  const heldKeyId = heldKeyIdOf(context);
  const held = secrets.find(({ keyId }) => keyId === heldKeyId);
  return held?.startsOn ?? context.directory?.credential.acceptedAt ?? new Date(0).toISOString();
};

/** TruU's clock judges the overlap; Graph's judges the starts. */
const roleOf = (secret: KnownSecret, context: SecretContext, since: string): SecretRole => {
  const { directory, overlap, truuNow, ownRotation } = context;
  const { keyId, tagged, adopted } = secret;
  const heldKeyId = heldKeyIdOf(context);
  if (keyId === heldKeyId) return 'held';
  if (!tagged && !adopted) return 'foreign';
  const acceptedAt = directory?.credential.acceptedAt ?? null;
  if (acceptedAt === null || startsLater(secret.startsOn, since)) return tagged ? 'orphaned' : 'overlap';
  // While TruU cannot name what it holds, any secret that is older than that may be the very one.
  if (heldKeyId === null) return 'overlap';
  // Graph showed it too late: an interrupted run created it just before, and TruU went from the known secret to the new one.
  if (tagged && heldKeyId === ownRotation?.keyId && !ownRotation.known.has(keyId)) return 'orphaned';
  if (secret.compromised) return 'due';
  const until = addDuration(new Date(acceptedAt), parseDuration(overlap));
  if (until.getTime() > truuNow.getTime()) return 'overlap';
  return wasUsedSince(acceptedAt, secret, context) ? 'in-use' : 'due';
};

/** A use so soon after TruU took the next secret is of what it still had under way: the overlap is there for it. */
const usageGraceMs = 10 * 60_000;
/** Clocks that differ by less count as one: their `Date`s were not read at the same instant. */
const sameClockMs = 60_000;

/** Whether a secret logged in, by Entra's clock, some minutes after TruU took the next one, by its own. No report proves nothing. */
const wasUsedSince = (
  acceptedAt: string,
  { lastUsedOn }: KnownSecret,
  { entraNow, truuNow }: SecretContext,
): boolean => {
  if (lastUsedOn === null) return false;
  const apartMs = truuNow.getTime() - entraNow.getTime();
  const skewMs = Math.abs(apartMs) < sameClockMs ? 0 : apartMs;
  return Date.parse(lastUsedOn) + skewMs > Date.parse(acceptedAt) + usageGraceMs;
};
