import { ActionError, asActionError } from '../../../support/errors.ts';
import { HttpFailure } from '../../../support/http.ts';
import type { SecretToStore, StoreOutcome } from '../../console/store.ts';
import type { RecordedSecret } from '../../hand-off.ts';
import { isOk, noAnswer, vaultError, type VaultAttempt } from '../answer.ts';
import type { VaultAnswer, VaultClient } from '../transport.ts';
import { listVersions, secretUrl, versionOf } from '../versions.ts';

/** What the tags of a version say beside its key: for the people who look at it in the vault. */
export interface StoreLabels {
  /** Path of the spec. */
  readonly spec: string;
  /** The run that stored it. */
  readonly run: string;
}

/** A request whose answer was lost is sent again so often, each time after a look for what it made. */
const maxTries = 3;
/** With these the vault says neither that it stored a secret nor that it did not. */
const undecided = new Set([408, 425]);

/**
 * Stores a secret as a new version: each PUT makes one (Key Vault REST API, set-secret, read 2026-11), so that after a lost
 * answer the versions are read before it is sent again. Throws AUTH_…, APPLY_CANCELLED when nothing was sent.
 */
export const putSecret = async (
  client: VaultClient,
  secret: string,
  stored: SecretToStore,
  labels: StoreLabels,
): Promise<StoreOutcome> => {
  const attempt: VaultAttempt = {
    ...{ vault: new URL(client.url).host, operation: `store a version of the secret ${secret}` },
    ...{ action: 'setSecret', code: 'HANDOFF_VAULT_REFUSED' },
  };
  const inDoubt = { ...attempt, code: 'HANDOFF_VAULT_UNCERTAIN' } as const;
  let doubt: unknown = null;
  for (let tries = 1; tries <= maxTries; tries += 1) {
    const answer = await sendOnce(client, secret, stored, labels, doubt === null);
    if (!(answer instanceof HttpFailure)) {
      const recorded = isOk(answer) ? versionOf(answer) : null;
      if (recorded !== null) return { kind: 'stored', recorded };
      if (isFinal(answer)) {
        const error = vaultError(answer, { ...attempt, code: refusalCode(answer) });
        // What was sent before may still be carried out.
        if (doubt === null) return { kind: 'refused', error };
        break;
      }
    }
    doubt = answer instanceof HttpFailure ? noAnswer(answer, inDoubt) : vaultError(answer, inDoubt);
    const found = await findVersion(client, secret, stored.keyId);
    if (found === 'unreadable') break;
    if (found !== null) return { kind: 'stored', recorded: found };
  }
  return { kind: 'unknown', error: asActionError(doubt) };
};

/** A lost answer is an outcome; that nothing was sent at all is thrown, if nothing was sent before either. */
const sendOnce = async (
  client: VaultClient,
  secret: string,
  { value, keyId, appId, expiresOn }: SecretToStore,
  { spec, run }: StoreLabels,
  isFirst: boolean,
): Promise<VaultAnswer | HttpFailure> => {
  const body = {
    // Beside the test of the secret, the one place where the value leaves the process.
    value: value.reveal(),
    contentType: 'Client secret of an Entra app registration, for the TruU Admin Console',
    attributes: { exp: Math.floor(Date.parse(expiresOn) / 1000) },
    tags: { keyId, appId, spec, run },
  };
  const request = { method: 'PUT', url: secretUrl(client, secret), body, repeat: 'if-throttled' } as const;
  return client.send(request).catch((thrown: unknown) => {
    if (thrown instanceof HttpFailure && (thrown.attempts > 0 || !isFirst)) return thrown;
    throw thrown instanceof HttpFailure
      ? new ActionError('APPLY_CANCELLED', 'The run was cancelled.', { cause: thrown })
      : thrown;
  });
};

const isFinal = ({ status }: VaultAnswer): boolean => status >= 300 && status < 500 && !undecided.has(status);

/** A throttled vault refuses nothing for good: the next run may try again. */
const refusalCode = ({ status }: VaultAnswer): VaultAttempt['code'] =>
  status === 429 ? 'HANDOFF_VAULT_UNREADABLE' : 'HANDOFF_VAULT_REFUSED';

/** The newest version of a key; null: none is shown. */
const findVersion = async (
  client: VaultClient,
  secret: string,
  keyId: string,
): Promise<RecordedSecret | null | 'unreadable'> => {
  const versions = await listVersions(client, secret).catch(() => 'unreadable' as const);
  if (versions === 'unreadable') return versions;
  return (
    versions.filter((one) => one.keyId === keyId).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null
  );
};
