import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const listenOn = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** An open port on both loopback addresses. */
export interface OpenPort {
  port: number;
  /** Ends every connection and releases the port. */
  close(): Promise<void>;
}

const closeAll = async (servers: readonly Server[]): Promise<void> => {
  await Promise.all(
    servers.map((server) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    }),
  );
};

/**
 * Listens with servers from `make` on one free port of 127.0.0.1 and, where the machine has it, of ::1, since "localhost"
 * can mean either. Throws when five tries find no such port.
 */
export const openPort = async (make: () => Server): Promise<OpenPort> => {
  for (let tries = 1; ; tries += 1) {
    const [four, six] = [make(), make()];
    const port = await listenOn(four, 0, '127.0.0.1');
    try {
      await listenOn(six, port, '::1');
      return { port, close: () => closeAll([four, six]) };
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') return { port, close: () => closeAll([four]) };
      await closeAll([four]);
      if (tries === 5) throw error;
    }
  }
};
