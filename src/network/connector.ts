import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import { ConnectFailure } from './connect-failure.ts';
import type { Proxy, ProxyPolicy } from './proxy.ts';

/** How long a connection may take to open, in milliseconds. */
export interface ConnectTimes {
  /** One without a proxy. */
  readonly connectMs: number;
  /** Each step of one through a proxy: the tunnel, and TLS in it. */
  readonly stepMs: number;
}

/**
 * Opens connections, through a tunnel where the policy says so. Undici's own ProxyAgent is not used: when a proxy drops the
 * connection during CONNECT, it connects again without a pause and past an abort (nodejs/undici 3897 and 5093, versions 6
 * and 7; measured 2026-11).
 */
export const createConnector = (policy: ProxyPolicy, { connectMs, stepMs }: ConnectTimes): buildConnector.connector => {
  const direct = buildConnector({ timeout: connectMs });
  const inTunnel = buildConnector({ timeout: stepMs });
  return (options, callback) => {
    const target = new URL(`${options.protocol}//${options.host ?? options.hostname}`);
    const proxy = policy.proxyFor(target);
    if (proxy === null) return direct(options, callback);
    const host = `${options.hostname}:${options.port || '443'}`;
    const fail = (thrown: unknown): void => callback(ConnectFailure.from(thrown, proxy.url.host), null);
    openTunnel(proxy, host, stepMs).then(
      (httpSocket) =>
        inTunnel({ ...options, httpSocket }, (...result) => {
          if (result[0] === null) callback(null, result[1]);
          else fail(result[0]);
        }),
      fail,
    );
  };
};

/** A socket to a host through a proxy. Rejects with ConnectFailure or an error of the system. */
const openTunnel = ({ url, authorization }: Proxy, host: string, timeoutMs: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = open({
      ...{ method: 'CONNECT', path: host, agent: false },
      ...{ hostname: url.hostname.replace(/^\[|\]$/g, ''), port: url.port || (url.protocol === 'https:' ? 443 : 80) },
      headers: { host, ...(authorization === null ? {} : { 'proxy-authorization': authorization }) },
    });
    // Not the time-out of node:http, which begins anew with each byte of the proxy.
    const late = setTimeout(() => {
      request.destroy(new ConnectFailure('PROXY_TIMEOUT', url.host));
    }, timeoutMs);
    request.once('close', () => clearTimeout(late));
    request.once('connect', ({ statusCode = 0 }, socket: Socket, head: Buffer) => {
      clearTimeout(late);
      if (head.length > 0) socket.unshift(head);
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new ConnectFailure('PROXY_REFUSED', url.host, statusCode));
    });
    request.once('response', ({ statusCode = 0 }) => {
      request.destroy();
      reject(new ConnectFailure('PROXY_REFUSED', url.host, statusCode));
    });
    request.once('error', reject);
    request.end();
  });
