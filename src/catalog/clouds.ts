/** The clouds of Microsoft Entra, by their names in the spec. */
export const cloudNames = ['public', 'usgov', 'usgov-dod', 'china'] as const;
/** One of `cloudNames`. */
export type CloudName = (typeof cloudNames)[number];

/** The endpoints of one cloud. */
export interface Cloud {
  /** Base URL of the token endpoints. */
  readonly authority: string;
  /** Base URL of Microsoft Graph, without a version; its `/.default` is the scope. */
  readonly graph: string;
  /** Base URL of the portal in which people register apps. */
  readonly adminCenter: string;
  /** The audience of federated credentials in this cloud. */
  readonly audience: string;
  /** Whether Graph reports the last use of credentials in this cloud. */
  readonly reportsSecretUse: boolean;
  readonly keyVault: KeyVaultCloud;
}

/** Key Vault in one cloud. */
export interface KeyVaultCloud {
  /** What the host of a vault ends with, from the dot on. */
  readonly suffix: string;
  /** Of its access tokens. */
  readonly scope: string;
  /** Base URL of the Azure portal. */
  readonly portal: string;
}

/**
 * Suffixes: Key Vault docs, about-keys-secrets-certificates, 2026-03-26. Scope and portal of the public cloud: Key Vault REST
 * API, 2025-07-01, and the portal itself; those of the other clouds are assumed from the suffixes, and not seen (2026-11).
 */
const keyVaults = {
  public: {
    suffix: '.vault.azure.net',
    scope: 'https://vault.azure.net/.default',
    portal: 'https://portal.azure.com',
  },
  usgov: {
    suffix: '.vault.usgovcloudapi.net',
    scope: 'https://vault.usgovcloudapi.net/.default',
    portal: 'https://portal.azure.us',
  },
  china: {
    suffix: '.vault.azure.cn',
    scope: 'https://vault.azure.cn/.default',
    portal: 'https://portal.azure.cn',
  },
} as const satisfies Readonly<Record<string, KeyVaultCloud>>;

/**
 * Hosts and portals (Entra docs, authentication-national-cloud, 2026-06), audiences (public logs, read 2026-11) and reports (Graph
 * docs, reportroot-list-appcredentialsigninactivities, read 2026-11).
 */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  public: {
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    adminCenter: 'https://entra.microsoft.com',
    audience: 'api://AzureADTokenExchange',
    reportsSecretUse: true,
    keyVault: keyVaults.public,
  },
  usgov: {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    adminCenter: 'https://portal.azure.us',
    audience: 'api://AzureADTokenExchangeUSGov',
    reportsSecretUse: false,
    keyVault: keyVaults.usgov,
  },
  'usgov-dod': {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    adminCenter: 'https://portal.azure.us',
    audience: 'api://AzureADTokenExchangeUSGov',
    reportsSecretUse: false,
    keyVault: keyVaults.usgov,
  },
  china: {
    authority: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    adminCenter: 'https://portal.azure.cn',
    audience: 'api://AzureADTokenExchangeChina',
    reportsSecretUse: false,
    keyVault: keyVaults.china,
  },
};
