import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy that a runner behind a firewall would use. */
export interface ConnectProxy {
  /** For HTTPS_PROXY, with the credentials that it wants. */
  readonly url: string;
  /** The hosts that were asked for, in order. */
  readonly hosts: readonly string[];
  readonly stop: () => Promise<void>;
}

/** How the proxy decides. */
export interface ProxyRules {
  /** The port of loopback to which a host leads; null: the proxy refuses it with 403. */
  readonly portOf: (host: string) => number | null;
  /** `user:password`, without which the proxy answers 407. */
  readonly credentials?: string;
}

const userinfo = (credentials: string | undefined): string => {
  const [user, ...password] = credentials?.split(':') ?? [];
  return user === undefined ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password.join(':'))}@`;
};

/** Starts a CONNECT proxy on loopback that leads hosts to ports of loopback. */
export const startConnectProxy = async ({ portOf, credentials }: ProxyRules): Promise<ConnectProxy> => {
  const hosts: string[] = [];
  const tunnels = new Set<Duplex>();
  const login = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', ({ url = '', headers }, socket) => {
    const host = url.replace(/:443$/, '');
    tunnels.add(socket);
    socket.once('close', () => tunnels.delete(socket));
    if (login !== undefined && headers['proxy-authorization'] !== login)
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n');
    hosts.push(host);
    const port = portOf(host);
    if (port === null) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${userinfo(credentials)}127.0.0.1:${port}`,
    hosts,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const tunnel of tunnels) tunnel.destroy();
        server.closeAllConnections();
      }),
  };
};
