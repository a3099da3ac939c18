import type { SecretStoreWriter } from '../../console/store.ts';
import type { VaultClient } from '../transport.ts';
import { putSecret, type StoreLabels } from './put.ts';
import { switchOffVersion } from './switch-off.ts';

/** A secret of an Azure key vault, to be written to. The action never reads a value of it. */
export const createVaultWriter = (client: VaultClient, secret: string, labels: StoreLabels): SecretStoreWriter => ({
  put: (stored) => putSecret(client, secret, stored, labels),
  switchOff: (recorded) => switchOffVersion(client, secret, recorded),
});
