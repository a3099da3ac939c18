import type { ServiceName } from './state.ts';
import type { Urls } from './world.ts';

/**
 * The public hosts that a service stands in for, behind the proxy of the emulator. Hosts of the clouds: Microsoft docs,
 * national-cloud deployments, read 2026-11. Hosts of TruU: docs.truu.ai, network and port requirements, read 2026-11. A
 * leading `*.` is any one label, as in a certificate.
 */
export const publicHosts: Readonly<Record<ServiceName, readonly string[]>> = {
  login: [
    ...['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn'],
    'login.chinacloudapi.cn',
  ],
  graph: [
    ...['graph.microsoft.com', 'graph.microsoft.us', 'dod-graph.microsoft.us'],
    'microsoftgraph.chinacloudapi.cn',
  ],
  github: ['api.github.com'],
  oidc: ['token.actions.githubusercontent.com'],
  truu: ['global.platform.truu.ai', '*.id.truu.ai', '*.idp.id.truu.ai'],
  vault: ['*.vault.azure.net', '*.vault.usgovcloudapi.net', '*.vault.azure.cn'],
};

/** The address of each service by its public name, in the public cloud and for a tenant of TruU. */
export const publicUrls: Urls = {
  login: 'https://login.microsoftonline.com',
  graph: 'https://graph.microsoft.com',
  github: 'https://api.github.com',
  oidc: 'https://token.actions.githubusercontent.com',
  truu: 'https://contoso.id.truu.ai',
  vault: 'https://kv-truu.vault.azure.net',
};

/** The service that stands in for a host; null: none does. */
export const serviceOf = (host: string): ServiceName | null => {
  const wild = host.replace(/^[^.]+/, '*');
  const names = Object.keys(publicHosts) as ServiceName[];
  return names.find((name) => publicHosts[name].some((one) => one === host || one === wild)) ?? null;
};
