import type { RegistrationSecret } from '../connection.ts';
import type { ConsoleKey, Receipt } from '../hand-off.ts';

/** What keys are derived from. */
export interface KeySources {
  /** The secrets that Entra shows. */
  readonly secrets: readonly RegistrationSecret[];
  /** The oldest first. */
  readonly receipts: readonly Receipt[];
  readonly adopted: ReadonlySet<string>;
  /** The last login to Microsoft Graph by key id, RFC 3339. */
  readonly usedOn: Readonly<Record<string, string>>;
}

/**
 * The keys that a person is known to have been given: a receipt or `adopt-secrets` names them. What Entra reports of any
 * other key says nothing about TruU. The newest first. Pure.
 */
export const keysOf = ({ secrets, receipts, adopted, usedOn }: KeySources): readonly ConsoleKey[] => {
  const shown = new Map(secrets.map((secret) => [secret.keyId, secret]));
  const firstReceipt = new Map(
    receipts.toReversed().flatMap((one) => (one.keyId === null ? [] : [[one.keyId, one] as const])),
  );
  const named = new Set([...firstReceipt.keys(), ...[...adopted].filter((keyId) => shown.has(keyId))]);
  return [...named]
    .map((keyId) => ({
      keyId,
      startsOn: shown.get(keyId)?.startsOn ?? null,
      expiresOn: shown.get(keyId)?.expiresOn ?? null,
      confirmedAt: firstReceipt.get(keyId)?.at ?? null,
      confirmedBy: firstReceipt.get(keyId)?.by ?? null,
      usedOn: usedOn[keyId] ?? null,
      adopted: adopted.has(keyId),
    }))
    .toSorted((a, b) => newnessOf(b) - newnessOf(a) || (a.keyId < b.keyId ? -1 : 1));
};

/** A key that Entra does not show is as new as the word for it. */
const newnessOf = ({ startsOn, confirmedAt }: ConsoleKey): number => Date.parse(startsOn ?? confirmedAt ?? '') || 0;

/** Whether a key still works, as far as its end says. A key that Entra does not show may be gone, and may be late. */
export const isUnexpired = ({ expiresOn }: ConsoleKey, now: Date): boolean =>
  expiresOn === null || Date.parse(expiresOn) > now.getTime();

/**
 * The key that TruU uses, as far as it is known: the newest in use, else the newest confirmed, else the newest adopted. One
 * that has expired is it only where no other can be. Pure.
 */
export const heldKeyOf = (keys: readonly ConsoleKey[], now: Date): ConsoleKey | null => {
  const alive = keys.filter((key) => isUnexpired(key, now));
  const some = alive.length > 0 ? alive : keys;
  return (
    some.find(({ usedOn }) => usedOn !== null) ??
    some.find(({ confirmedAt }) => confirmedAt !== null) ??
    some[0] ??
    null
  );
};
