import type { HandOffState, RecordedSecret } from '../hand-off.ts';
import type { TruuState } from '../model.ts';
import type { SecretStoreWriter } from './store.ts';

/**
 * The versions that nobody needs to read any more: those of the newest key that is confirmed and in use, and of the keys
 * before it. Until then the version before is the way back. Pure.
 */
export const versionsToSwitchOff = ({ keys, record, wanted }: HandOffState): readonly RecordedSecret[] => {
  const settled = keys.findIndex(({ confirmedAt, usedOn }) => confirmedAt !== null && usedOn !== null);
  if (settled < 0) return [];
  const waiting = new Set(keys.slice(0, settled).map(({ keyId }) => keyId));
  const settledKey = keys[settled];
  const ofRegistration = record.recorded.filter(({ appId }) => appId === wanted?.clientId);
  return ofRegistration.filter(
    ({ keyId, at, enabled }) =>
      enabled && !waiting.has(keyId) && (keyId === settledKey?.keyId || isBefore(at, settledKey?.recordedAt ?? null)),
  );
};

const isBefore = (at: string, other: string | null): boolean => other !== null && Date.parse(at) < Date.parse(other);

/** Switches off what nobody needs to read any more. Throws HANDOFF_VAULT_UNREADABLE. */
export const switchOffUsed = async (writer: SecretStoreWriter, { handOff }: TruuState): Promise<void> => {
  if (handOff === null) return;
  for (const version of versionsToSwitchOff(handOff)) await writer.switchOff(version);
};
