/** The clouds of Microsoft Entra, by the words of the spec. */
export const cloudNames = ['public', 'usgov', 'usgov-dod', 'china'] as const;
/** One of `cloudNames`. */
export type CloudName = (typeof cloudNames)[number];

/** Where a cloud is reached. */
export interface Cloud {
  /** Base of the token endpoints. */
  readonly authority: string;
  /** Base of Microsoft Graph, without a version; its `/.default` is the scope. */
  readonly graph: string;
  /** The audience that federated credentials carry in this cloud. */
  readonly audience: string;
  /** Whether Graph reports here when a credential was last used. */
  readonly tellsSecretUse: boolean;
}

/**
 * Hosts (Entra docs, authentication-national-cloud, 2025-01), audiences (public logs, read 2026-11) and reports (Graph
 * docs, reportroot-list-appcredentialsigninactivities, read 2026-11).
 */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  public: {
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    audience: 'api://AzureADTokenExchange',
    tellsSecretUse: true,
  },
  usgov: {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    audience: 'api://AzureADTokenExchangeUSGov',
    tellsSecretUse: false,
  },
  'usgov-dod': {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    audience: 'api://AzureADTokenExchangeUSGov',
    tellsSecretUse: false,
  },
  china: {
    authority: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    audience: 'api://AzureADTokenExchangeChina',
    tellsSecretUse: false,
  },
};
