/** The data actions of Azure RBAC on secrets, below `Microsoft.KeyVault/vaults/secrets/` and without their suffix. */
export const vaultActions = ['getSecret', 'readMetadata', 'setSecret', 'update', 'delete'] as const;

/** One of the data actions. */
export type VaultAction = (typeof vaultActions)[number];

/** A version of a secret. Times are seconds since 1970. */
export interface SecretVersion {
  name: string;
  /** 32 hexadecimal characters. */
  version: string;
  value: string;
  enabled: boolean;
  contentType: string | null;
  exp: number | null;
  nbf: number | null;
  created: number;
  updated: number;
  tags: Record<string, string>;
}

/** What an app may do in the vault, by its roles. */
export interface VaultGrant {
  clientId: string;
  actions: VaultAction[];
}

/** The emulated key vault. */
export interface VaultState {
  name: string;
  /** Every version of every secret, the oldest first. */
  secrets: SecretVersion[];
  /** Soft-deleted secrets: their names cannot be used. */
  deletedSecrets: SecretVersion[];
  grants: VaultGrant[];
}
