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
}

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
  },
  usgov: {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    adminCenter: 'https://portal.azure.us',
    audience: 'api://AzureADTokenExchangeUSGov',
    reportsSecretUse: false,
  },
  'usgov-dod': {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    adminCenter: 'https://portal.azure.us',
    audience: 'api://AzureADTokenExchangeUSGov',
    reportsSecretUse: false,
  },
  china: {
    authority: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    adminCenter: 'https://portal.azure.cn',
    audience: 'api://AzureADTokenExchangeChina',
    reportsSecretUse: false,
  },
};
