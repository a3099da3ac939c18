import { durationMs } from '../../support/duration.ts';
import type { RegistrationSecret } from '../connection.ts';
import type { ConsoleKey, Receipt, RecordedSecret } from '../hand-off.ts';

/** What keys are derived from. */
export interface KeySources {
  /** The secrets that Entra shows. */
  readonly secrets: readonly RegistrationSecret[];
  /** What was delivered to the store, of this registration. */
  readonly recorded: readonly RecordedSecret[];
  /** The oldest first. */
  readonly receipts: readonly Receipt[];
  readonly adopted: ReadonlySet<string>;
  /** The last login to Microsoft Graph by key id, RFC 3339. */
  readonly usedOn: Readonly<Record<string, string>>;
  /** By Graph's clock. */
  readonly now: Date;
}

/** So long after a delivery Entra may not show its secret yet. One that it does not show later is gone. */
const lagMs = durationMs('PT1H');
/** A run tests a secret before it delivers it; the clocks of Entra and of the store differ by less. */
const ownLoginMs = durationMs('PT1M');

/**
 * The keys that a person is known to have been given: a delivery, a receipt or `adopt-secrets` names them. What Entra
 * reports of any other key says nothing about TruU. The newest first. Pure.
 */
export const keysOf = (sources: KeySources): readonly ConsoleKey[] => {
  const { secrets, recorded, receipts, adopted, usedOn, now } = sources;
  const shown = new Map(secrets.map((secret) => [secret.keyId, secret]));
  const deliveries = recorded.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const firstReceipt = new Map(
    receipts.toReversed().flatMap((one) => (one.keyId === null ? [] : [[one.keyId, one] as const])),
  );
  const isYoung = ({ at }: RecordedSecret): boolean => now.getTime() - Date.parse(at) < lagMs;
  const named = new Set([
    ...firstReceipt.keys(),
    ...[...adopted].filter((keyId) => shown.has(keyId)),
    ...deliveries.filter((one) => shown.has(one.keyId) || isYoung(one)).map(({ keyId }) => keyId),
  ]);
  return [...named]
    .map((keyId) => {
      const secret = shown.get(keyId);
      const first = deliveries.find((one) => one.keyId === keyId);
      const last = deliveries.findLast((one) => one.keyId === keyId);
      const expected = last !== undefined && isYoung(last) ? last.expiresOn : null;
      return {
        keyId,
        startsOn: secret?.startsOn ?? null,
        expiresOn: secret?.expiresOn ?? expected,
        hint: secret?.hint ?? null,
        recordedAt: first?.at ?? null,
        version: last?.version ?? null,
        confirmedAt: firstReceipt.get(keyId)?.at ?? null,
        confirmedBy: firstReceipt.get(keyId)?.by ?? null,
        usedOn: isUseOfOthers(usedOn[keyId], first) ? (usedOn[keyId] ?? null) : null,
        adopted: adopted.has(keyId),
      };
    })
    .toSorted((a, b) => newnessOf(b) - newnessOf(a) || (a.keyId < b.keyId ? -1 : 1));
};

/** The run that created a secret logged in with it, too, before it delivered it. */
const isUseOfOthers = (usedOn: string | undefined, delivery: RecordedSecret | undefined): boolean =>
  usedOn !== undefined && (delivery === undefined || Date.parse(usedOn) > Date.parse(delivery.at) + ownLoginMs);

/** A key that Entra does not show is as new as the word for it. */
const newnessOf = ({ startsOn, recordedAt, confirmedAt }: ConsoleKey): number =>
  Date.parse(startsOn ?? recordedAt ?? confirmedAt ?? '') || 0;

/** Whether a key still works, as far as its end says. A key that Entra does not show may be gone, and may be late. */
export const isUnexpired = ({ expiresOn }: Pick<ConsoleKey, 'expiresOn'>, now: Date): boolean =>
  expiresOn === null || Date.parse(expiresOn) > now.getTime();

/**
 * The key that TruU uses, as far as it is known: the newest in use, else the newest confirmed, else the newest adopted. One
 * that has expired is it only where no other can be. That a key was delivered does not make it one that TruU uses. Pure.
 */
export const heldKeyOf = (keys: readonly ConsoleKey[], now: Date): ConsoleKey | null => {
  const known = keys.filter((key) => key.usedOn !== null || key.confirmedAt !== null || key.adopted);
  const alive = known.filter((key) => isUnexpired(key, now));
  const some = alive.length > 0 ? alive : known;
  return (
    some.find(({ usedOn }) => usedOn !== null) ??
    some.find(({ confirmedAt }) => confirmedAt !== null) ??
    some[0] ??
    null
  );
};

/** The newest key, where it was delivered and nobody has confirmed it: a person is to paste it. Pure. */
export const waitingKeyOf = ([newest]: readonly ConsoleKey[], now: Date): ConsoleKey | null =>
  newest !== undefined && newest.recordedAt !== null && newest.confirmedAt === null && isUnexpired(newest, now)
    ? newest
    : null;
