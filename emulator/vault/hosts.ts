/** The clouds of Key Vault: the suffix of its vaults, its resource, and the authority of its challenge. */
interface Cloud {
  readonly suffix: string;
  readonly resource: string;
  readonly authority: string;
}

// Suffixes: Key Vault docs, about-keys-secrets-certificates, 2026-03-26. The resources of the last two are UNVERIFIED.
const clouds: readonly Cloud[] = [
  {
    suffix: '.vault.azure.net',
    resource: 'https://vault.azure.net',
    authority: 'https://login.microsoftonline.com',
  },
  {
    suffix: '.vault.usgovcloudapi.net',
    resource: 'https://vault.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
  },
  {
    suffix: '.vault.azure.cn',
    resource: 'https://vault.azure.cn',
    authority: 'https://login.partner.microsoftonline.cn',
  },
];

/** The resources of Key Vault in its clouds, as tokens name them. */
export const vaultResources: readonly string[] = clouds.map(({ resource }) => resource);

/** Key Vault's application id, the same in every tenant (argoproj-labs/argocd-vault-plugin#621, 2024-03-18). */
export const vaultAppId = 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093';

/** The cloud of a host; null at the emulator's own address, where a token of every cloud is valid. */
export const cloudOf = (host: string): Cloud | null => clouds.find(({ suffix }) => host.endsWith(suffix)) ?? null;
