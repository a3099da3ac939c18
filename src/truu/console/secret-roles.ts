import type { KnownSecret, SecretContext, SecretRoles } from '../connection.ts';
import type { SecretRole } from '../model.ts';
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

const roleOf = ({ keyId, compromised }: KnownSecret, { handOff, entraNow }: SecretContext): SecretRole => {
  const key = handOff?.keys.find((one) => one.keyId === keyId);
  if (handOff === null || key === undefined) return 'foreign';
  const { held, keys } = handOff;
  if (keyId === held?.keyId) return 'held';
  if (!isUnexpired(key, entraNow)) return 'expired';
  const isNewer = held === null || keys.indexOf(key) < keys.indexOf(held);
  if (isNewer) return 'waiting';
  return compromised && isReplaced(held.usedOn, held.confirmedAt, key.usedOn) ? 'due' : 'kept';
};

/** The successor is confirmed, and logged in later than the key that is to go. */
const isReplaced = (usedOn: string | null, confirmedAt: string | null, before: string | null): boolean =>
  confirmedAt !== null && usedOn !== null && (before === null || Date.parse(usedOn) > Date.parse(before));
