import type { KnownSecret, SecretContext, SecretRoles } from '../connection.ts';
import type { SecretRole } from '../model.ts';
import { durationMs } from '../../support/duration.ts';
import { judgeTag } from '../../catalog/secret-tag.ts';
import { isUnexpired } from './keys.ts';

/**
 * Roles by the record of people: a key that it names is held, waiting or kept; any other is foreign. Nothing is orphaned
 * here, and nothing is deleted for being old: only a compromised key goes, once its successor is confirmed and in use, and a
 * key that has expired.
 */
export const classifySecrets = (secrets: readonly KnownSecret[], context: SecretContext): SecretRoles => ({
  roleOf: new Map(secrets.map((secret) => [secret.keyId, roleOf(secret, context)])),
  // Later than any secret: no orphan is looked for.
  orphanedSince: '9999-12-31T23:59:59Z',
});

const roleOf = (secret: KnownSecret, context: SecretContext): SecretRole => {
  const { keyId, compromised } = secret;
  const { handOff, entraNow } = context;
  const key = handOff?.keys.find((one) => one.keyId === keyId);
  if (handOff?.unrecorded.some((one) => one.keyId === keyId)) return roleOfUnrecorded(secret);
  if (handOff === null || key === undefined) return isOursAndExpired(secret, context) ? 'expired' : 'foreign';
  const { held, keys } = handOff;
  if (keyId === held?.keyId) return 'held';
  if (!isUnexpired(key, entraNow)) return 'expired';
  const isNewer = held === null || keys.indexOf(key) < keys.indexOf(held);
  if (isNewer) return key.confirmedAt === null ? 'recorded' : 'waiting';
  return compromised && isReplaced(held.usedOn, held.confirmedAt, key.usedOn) ? 'due' : 'kept';
};

/** A run tests what it creates; its login is no later. */
const testedWithinMs = durationMs('PT1H');

/** Anybody can make our tag: Entra's audit log, and a use by others than the run that created it, speak against it. */
const roleOfUnrecorded = ({ addedByAnother, startsOn, lastUsedOn }: KnownSecret): SecretRole => {
  if (addedByAnother) return 'foreign';
  const isUsed = lastUsedOn !== null && Date.parse(lastUsedOn) > Date.parse(startsOn) + testedWithinMs;
  return isUsed ? 'unvouched' : 'unrecorded';
};

/** One that this action created, of which nobody knows any more: it opens no door. */
const isOursAndExpired = (secret: KnownSecret, { consumer, appId, entraNow }: SecretContext): boolean =>
  !isUnexpired(secret, entraNow) && judgeTag(secret.displayName, { ...secret, consumer, appId }) === 'ours';

/** The successor is confirmed, and logged in later than the key that is to go. */
const isReplaced = (usedOn: string | null, confirmedAt: string | null, before: string | null): boolean =>
  confirmedAt !== null && usedOn !== null && (before === null || Date.parse(usedOn) > Date.parse(before));
