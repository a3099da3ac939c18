import { Agent, fetch as undiciFetch, type RequestInit as UndiciInit } from 'undici';
import type { Fetch } from '../support/http.ts';
import { createConnector } from './connector.ts';
import type { ProxyPolicy } from './proxy.ts';

/** How long one connection may take to open, in milliseconds; the time-out of the request holds besides. */
const longestConnectMs = 10_000;
/** A tunnel is opened in two steps, so that a proxy that is silent in either ends as that, within the request's time. */
const steps = 2;

/**
 * The one `fetch` of a run, for GitHub, Entra, Graph and TruU: keep-alive connections, through a proxy where the policy says
 * so. `requestTimeoutMs` is that of one request.
 */
export const createFetch = (policy: ProxyPolicy, requestTimeoutMs: number): Fetch => {
  const stepMs = Math.min(longestConnectMs, requestTimeoutMs / steps);
  const dispatcher = new Agent({ connect: createConnector(policy, { connectMs: longestConnectMs, stepMs }) });
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const response = await undiciFetch(url, { ...(init as unknown as UndiciInit), dispatcher });
    return response as unknown as Response;
  };
  return Object.assign(fetch, { proxyFor: (url: string) => policy.proxyFor(new URL(url))?.url.host ?? null });
};
