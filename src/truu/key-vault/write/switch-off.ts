import type { RecordedSecret } from '../../hand-off.ts';
import { isOk, noAnswer, vaultError, type VaultAttempt } from '../answer.ts';
import type { VaultClient } from '../transport.ts';
import { secretUrl } from '../versions.ts';

/** Switches a version off: its value cannot be read any more, and it stays listed. Throws HANDOFF_VAULT_UNREADABLE. */
export const switchOffVersion = async (
  client: VaultClient,
  secret: string,
  { version }: RecordedSecret,
): Promise<void> => {
  const attempt: VaultAttempt = {
    ...{ vault: new URL(client.url).host, operation: `switch off a version of the secret ${secret}` },
    ...{ action: 'update', code: 'HANDOFF_VAULT_UNREADABLE' },
  };
  const url = secretUrl(client, secret, version);
  const body = { attributes: { enabled: false } };
  const answer = await client.send({ method: 'PATCH', url, body, repeat: 'safe' }).catch((thrown: unknown) => {
    throw noAnswer(thrown, attempt);
  });
  if (!isOk(answer)) throw vaultError(answer, attempt);
};
