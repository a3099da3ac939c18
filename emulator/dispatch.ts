import { runFaultAction } from './fault-actions.ts';
import { ConnectionLost, type Exchange } from './exchange.ts';
import type { Fault, Probe } from './faults.ts';
import { callerOf, readBody, recordRequest } from './request-record.ts';
import type { Caller, ServiceName } from './state.ts';
import type { World } from './world.ts';

/** The origin of a request. */
export interface Origin {
  from: Caller;
  /** True for an item of a `$batch`, dispatched by the batch's handler; its `from` is that of the batch. */
  item?: true;
  /** The id of the item in its batch, for the log. */
  id?: string;
  /** Aborted when the caller closes the connection. */
  gone?: AbortSignal;
}

const openItem = (service: ServiceName, request: Request, id: string | null, batch: Exchange): Exchange => {
  const row = recordRequest(request, id);
  batch.items.push(row);
  const { from, n, gone } = batch;
  return { service, from, row, n, gone, batch, tried: new Set(batch.tried), items: [], severing: null, done: false };
};

const open = (world: World, service: ServiceName, request: Request, origin: Origin): Exchange => {
  const batch = origin.item ? world.exchange.getStore() : undefined;
  if (batch) return openItem(service, request, origin.id ?? null, batch);
  const { from, gone = new AbortController().signal } = origin;
  const { method, path, query, headers, body, status, committed, fault } = recordRequest(request, null);
  const items: Exchange['items'] = [];
  const at = world.clock.now().toISOString();
  const caller = callerOf(request.headers);
  const fields = { method, path, query, headers, body, items };
  const row = world.log.open({ at, service, from, caller, ...fields, status, committed, fault });
  return { service, from, row, n: row.n, gone, batch: null, tried: new Set(), items, severing: null, done: false };
};

const runService = async (world: World, exchange: Exchange, request: Request): Promise<Response> => {
  const service = world.services[exchange.service];
  if (!service) return new Response(`this world has no service '${exchange.service}'`, { status: 501 });
  const response = await world.exchange.run(exchange, async () => service.fetch(request));
  if (exchange.batch && exchange.row.committed) exchange.batch.row.committed = true;
  world.outages.evaluate();
  if (!exchange.severing) return response;
  const { severing } = exchange;
  throw new ConnectionLost(severing.how === 'truncate' ? { ...severing, response } : severing);
};

/** The last fault that applies to a request: one can leave it to the next. */
const meetFault = async (
  world: World,
  exchange: Exchange,
  probe: Probe,
): Promise<{ readonly fault: Fault | null; readonly replacement: Response | null }> => {
  for (;;) {
    const fault = world.faults.select(probe, exchange.tried);
    if (fault === null) return { fault, replacement: null };
    exchange.row.fault = fault.id;
    if (fault.spec.when === 'after') return { fault, replacement: null };
    const replacement = await runFaultAction(fault, exchange, null);
    if (replacement || fault.spec.then === 'serve' || exchange.gone.aborted) return { fault, replacement };
  }
};

const serve = async (world: World, exchange: Exchange, request: Request): Promise<Response> => {
  const { epoch } = world;
  const { text, value } = await readBody(request);
  exchange.row.body = value;
  const { service, from, row } = exchange;
  const url = new URL(request.url);
  const probe = { service, from, method: row.method, path: row.path, target: url.pathname + url.search };
  const { fault, replacement } = await meetFault(world, exchange, probe);
  if (replacement) return replacement;
  if (exchange.gone.aborted || world.epoch !== epoch) throw new ConnectionLost({ how: 'gone' });
  const { method, headers } = request;
  const whole = new Request(url, { method, headers, body: text === '' ? null : text });
  const response = await runService(world, exchange, whole);
  return fault?.spec.when === 'after' ? ((await runFaultAction(fault, exchange, response)) ?? response) : response;
};

const dated = (world: World, service: ServiceName, response: Response): Response => {
  const headers = new Headers(response.headers);
  if (!headers.has('date')) headers.set('date', world.now(service).toUTCString());
  return new Response(response.body, { status: response.status, headers });
};

const answered = (world: World, exchange: Exchange, response: Response): Response => {
  exchange.row.status = response.status;
  return dated(world, exchange.service, response);
};

const severed = (world: World, exchange: Exchange, error: unknown): Response => {
  if (!(error instanceof ConnectionLost)) throw error;
  const { severing } = error;
  const { batch } = exchange;
  if (batch) {
    // An item shares its batch's connection: the batch runs its other items and loses the connection at its end.
    batch.severing ??= severing;
    return new Response(null, { status: 503 });
  }
  if (severing.how !== 'truncate') throw error;
  throw new ConnectionLost({ ...severing, response: answered(world, exchange, severing.response) });
};

/**
 * Every request reaches a service through here: requests from sockets, the items of a `$batch`, and TruU's requests to
 * Entra. Writes the log, applies faults, and sets `Date` from the service's clock. Throws ConnectionLost when the caller
 * gets no whole answer, but not for an item: its batch loses the connection instead.
 */
export const dispatch = async (
  world: World,
  service: ServiceName,
  request: Request,
  origin: Origin,
): Promise<Response> => {
  const exchange = open(world, service, request, origin);
  try {
    return answered(world, exchange, await serve(world, exchange, request));
  } catch (error) {
    return severed(world, exchange, error);
  } finally {
    exchange.done = true;
  }
};
