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
}

/** Hosts and audiences (Entra docs, authentication-national-cloud, 2025-01; audiences from public logs, read 2026-11). */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  public: {
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    audience: 'api://AzureADTokenExchange',
  },
  usgov: {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    audience: 'api://AzureADTokenExchangeUSGov',
  },
  'usgov-dod': {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    audience: 'api://AzureADTokenExchangeUSGov',
  },
  china: {
    authority: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    audience: 'api://AzureADTokenExchangeChina',
  },
};
