import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { dispatch } from './dispatch.ts';
import { ConnectionLost, type Severing } from './exchange.ts';
import { sourceOf } from './request-record.ts';
import type { ServiceName } from './state.ts';
import type { TlsMaterial } from './tls.ts';
import type { World } from './world.ts';

/** The plain sockets below the encrypted ones, by the caller's port: only these can be reset. */
type RawSockets = Map<number | undefined, Socket>;

const abortSignalOf = ({ socket }: IncomingMessage): { signal: AbortSignal; detach: () => void } => {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const events = ['end', 'close', 'error'] as const;
  for (const event of events) socket.once(event, abort);
  if (socket.destroyed || socket.readableEnded) abort();
  return { signal: controller.signal, detach: () => events.forEach((event) => socket.off(event, abort)) };
};

const truncate = async (outgoing: ServerResponse, response: Response, bytes: number): Promise<void> => {
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), 'content-length': body.length });
  outgoing.flushHeaders();
  outgoing.write(body.subarray(0, bytes), () => outgoing.socket?.destroySoon());
};

const sever = async (
  severing: Severing,
  outgoing: ServerResponse,
  gone: AbortSignal,
  raws: RawSockets,
): Promise<void> => {
  const { socket } = outgoing;
  if (severing.how === 'truncate') await truncate(outgoing, severing.response, severing.bytes);
  if (severing.how === 'close') socket?.destroySoon();
  if (severing.how === 'gone') socket?.destroy();
  if (severing.how === 'reset') raws.get(socket?.remotePort)?.resetAndDestroy();
  if (severing.how === 'hang' && !gone.aborted) {
    await new Promise((resolve) => gone.addEventListener('abort', resolve, { once: true }));
  }
};

/** An https server for one service of a world; it is not listening yet. */
export const httpsService = (world: World, service: ServiceName, { cert, key }: TlsMaterial): Server => {
  const raws: RawSockets = new Map();
  const listener = getRequestListener(
    async (request, env) => {
      const { incoming, outgoing } = env as HttpBindings;
      const gone = abortSignalOf(incoming);
      try {
        return await dispatch(world, service, request, { from: sourceOf(request.headers), gone: gone.signal });
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        await sever(error.severing, outgoing, gone.signal, raws);
        return RESPONSE_ALREADY_SENT;
      } finally {
        gone.detach();
      }
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer({ cert, key, keepAliveTimeout: 60_000, requestTimeout: 0 }, (incoming, outgoing) => {
    void listener(incoming, outgoing);
  });
  server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    raws.set(remotePort, socket);
    socket.once('close', () => raws.delete(remotePort));
  });
  return server;
};
