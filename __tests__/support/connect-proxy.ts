import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy that a runner behind a firewall would use. */
export interface ConnectProxy {
  /** For HTTPS_PROXY. */
  readonly url: string;
  /** The hosts that were asked for, in order. */
  readonly hosts: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Starts a CONNECT proxy that leads each host to a port of loopback, and refuses every other host with 403. */
export const startConnectProxy = async (ports: Readonly<Record<string, number>>): Promise<ConnectProxy> => {
  const hosts: string[] = [];
  const tunnels = new Set<Duplex>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, socket) => {
    const host = (request.url ?? '').replace(/:443$/, '');
    hosts.push(host);
    tunnels.add(socket);
    const port = ports[host];
    if (port === undefined) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
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
    url: `http://127.0.0.1:${port}`,
    hosts,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const tunnel of tunnels) tunnel.destroy();
        server.closeAllConnections();
      }),
  };
};
