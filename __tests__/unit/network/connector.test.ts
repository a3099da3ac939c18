import { describe, expect, test } from '@jest/globals';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createFetch } from '../../../src/network/fetch.ts';
import { readProxyPolicy } from '../../../src/network/proxy.ts';
import { createHttp, HttpFailure } from '../../../src/support/http.ts';
import { missingResponseDetails } from '../../../src/support/missing-response.ts';
import { handClock } from '../support/hand-clock.ts';

/** Sends one request to a name of no loopback through a proxy that treats CONNECT in its way. */
const through = async (behave: (socket: Duplex) => void, credentials = '', requestTimeoutMs = 20_000) => {
  const connects: IncomingMessage[] = [];
  const sockets: Duplex[] = [];
  const server = createServer();
  server.on('connect', (request, socket: Duplex) => {
    connects.push(request);
    socket.on('error', () => undefined);
    sockets.push(socket);
    behave(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const proxy = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetch = createFetch(readProxyPolicy({ HTTPS_PROXY: `${credentials}${proxy}` }), requestTimeoutMs);
  const cancel = new AbortController().signal;
  const http = createHttp({ fetch, clock: handClock(20_000), timeoutMs: 20_000, cancel });
  const url = 'https://graph.example.test/v1.0/';
  const thrown: unknown = await http({ method: 'GET', url, headers: {}, repeat: 'never' }).catch((one: unknown) => one);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  if (!(thrown instanceof HttpFailure)) throw new Error('no failure', { cause: thrown });
  return { failure: thrown, connects, proxy };
};

/** One byte of a header at a time, as long as someone reads. */
const drip = (socket: Duplex): void => {
  socket.write('HTTP/1.1 200 OK\r\nx: ');
  const drop = setInterval(() => socket.write('.'), 20);
  socket.once('close', () => clearInterval(drop));
};

const answering = (status: string) => (socket: Duplex) => void socket.end(`HTTP/1.1 ${status}\r\n\r\n`);

describe('a proxy that is no way', () => {
  test.each([
    ['407 Proxy Authentication Required', 407, 'put user and password into HTTPS_PROXY'],
    ['403 Forbidden', 403, 'let it allow the host, or add graph.example.test to NO_PROXY'],
    ['502 Bad Gateway', 502, 'let it allow the host'],
  ])('because it answers %s, is told of with its answer, after one try', async (answer, status, fix) => {
    const { failure, connects, proxy } = await through(answering(answer));
    expect(failure).toMatchObject({ proxy, proxyStatus: status, system: 'PROXY_REFUSED', host: 'graph.example.test' });
    expect(missingResponseDetails(failure).fix).toContain(fix);
    expect(connects).toHaveLength(1);
  });

  test('because it hangs up, is asked once', async () => {
    const { failure, connects, proxy } = await through((socket) => void socket.destroy());
    expect(failure).toMatchObject({ reason: 'network', proxy });
    expect(missingResponseDetails(failure).fix).toContain(`Check that the proxy ${proxy} of HTTPS_PROXY runs`);
    expect(connects).toHaveLength(1);
  });

  test.each<[string, (socket: Duplex) => void, string]>([
    ['does not answer CONNECT', () => undefined, 'PROXY_TIMEOUT'],
    ['answers in drops that never end', drip, 'PROXY_TIMEOUT'],
    ['opens a tunnel in which nothing comes', (socket) => void socket.write('HTTP/1.1 200 OK\r\n\r\n'), 'PROXY_CLOSED'],
  ])(
    'because it %s, is given up within the time of a request, and named',
    async (_how, behave, system) => {
      // The clock of the policy never reaches its own time-out here.
      const { failure, connects, proxy } = await through(behave, '', 200);
      expect(failure).toMatchObject({ reason: 'network', proxy, system });
      expect(missingResponseDetails(failure).fix).toContain(`Check that the proxy ${proxy} of HTTPS_PROXY runs`);
      expect(connects).toHaveLength(1);
      // A tenth of a second for each step; without a limit of its own a step takes ten seconds.
    },
    5_000,
  );

  test('because no TLS comes through its tunnel, is named', async () => {
    const { failure, proxy } = await through((socket) => {
      socket.end('HTTP/1.1 200 OK\r\n\r\nnot TLS');
    });
    expect(failure).toMatchObject({ reason: 'network', proxy });
  });

  test('gets the credentials of the variable', async () => {
    const { connects } = await through(answering('403 Forbidden'), 'http://user:p%40ss@');
    const login = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;
    expect(connects[0]?.headers['proxy-authorization']).toBe(login);
    expect(connects[0]?.url).toBe('graph.example.test:443');
  });
});
