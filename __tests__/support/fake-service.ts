import { Hono } from 'hono';
import { dispatch } from '../../emulator/dispatch.ts';
import type { ServiceName } from '../../emulator/state.ts';
import type { Service, World } from '../../emulator/world.ts';

interface BatchItem {
  id: string;
  method: string;
  url: string;
  body?: unknown;
}

/** A service of one counter, kept in the primary user identifier, for tests of what all services share. */
const createCounter = (world: World, service: ServiceName): Hono => {
  const app = new Hono();
  app.get('/count', (c) => c.json({ count: Number(world.state.truu.primaryUserIdentifier) }));
  app.post('/count', async (c) => {
    await c.req.text();
    world.state.truu.primaryUserIdentifier = String(Number(world.state.truu.primaryUserIdentifier) + 1);
    world.touch();
    return c.json({ count: Number(world.state.truu.primaryUserIdentifier) }, 201);
  });
  app.post('/$batch', async (c) => {
    const { requests } = await c.req.json<{ requests: BatchItem[] }>();
    const responses = requests.map(async ({ id, method, url, body }) => {
      const text = body === undefined ? null : JSON.stringify(body);
      const headers = { 'content-type': 'application/json' };
      const request = new Request(new URL(url, c.req.url), { method, body: text, headers });
      const response = await dispatch(world, service, request, { from: 'client', item: true, id });
      return { id, status: response.status };
    });
    return c.json({ responses: await Promise.all(responses) });
  });
  return app;
};

/** A world whose Graph and TruU are counters that begin at 0. */
export const counters = (world: World): Partial<Record<ServiceName, Service>> => ({
  graph: createCounter(world, 'graph'),
  truu: createCounter(world, 'truu'),
});

/** The seed with which the counters begin. */
export const counterSeed = { truu: { primaryUserIdentifier: '0' } };
