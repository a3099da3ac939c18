import type { SecretStore } from '../console/store.ts';
import type { VaultClient } from './transport.ts';
import { listVersions } from './versions.ts';

/** A secret of an Azure key vault as the store that people read. */
export const createVaultStore = (client: VaultClient, secret: string): SecretStore => ({
  list: () => listVersions(client, secret),
});
