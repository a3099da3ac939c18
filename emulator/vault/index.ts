import { type Context, Hono } from 'hono';
import type { World } from '../world.ts';
import { authorize, callerOf, challengeOf } from './access.ts';
import { badParameter, errorBody, VaultRefusal } from './errors.ts';
import type { VaultAction } from './records.ts';
import { deleteSecret, getSecret, listVersions, setSecret, updateSecret, type VaultCall } from './secrets.ts';

/** The versions of the API that clients were seen to use, and those of the documents of 2025 and 2026. */
const apiVersions = ['7.4', '7.5', '7.6', '2025-07-01', '2026-04-01'];

const bodyOf = async (context: Context): Promise<unknown> => {
  const text = await context.req.text();
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    throw badParameter('The body is not JSON.');
  }
};

type Handler = (call: VaultCall) => Record<string, unknown>;

const answer = async (
  world: World,
  context: Context,
  host: string,
  action: VaultAction,
  run: Handler,
): Promise<Response> => {
  const caller = await callerOf(world, host, context.req.header('authorization') ?? '');
  const url = new URL(context.req.url);
  const version = context.req.query('api-version') ?? '';
  if (!apiVersions.includes(version)) throw badParameter(`The specified version (${version}) is not recognized.`);
  const name = context.req.param('name') ?? '';
  authorize(world, caller, action, name);
  const origin = host === '' ? world.urls.vault : `https://${host}`;
  const param = context.req.param('version') ?? '';
  return context.json(run({ world, origin, name, version: param, url, body: await bodyOf(context) }));
};

const serve = async (world: World, context: Context, action: VaultAction, run: Handler): Promise<Response> => {
  const host = context.req.header('host') ?? '';
  context.header('x-ms-request-id', world.ids.uuid());
  context.header('x-ms-keyvault-region', 'westeurope');
  try {
    return await answer(world, context, host, action, run);
  } catch (error) {
    if (!(error instanceof VaultRefusal)) throw error;
    if (error.status === 401) context.header('www-authenticate', challengeOf(world, host));
    return context.json(errorBody(error), error.status as 400);
  }
};

/** The data plane of one key vault: the part for secrets (Key Vault REST API, 2025-07-01). */
export const createVault = (world: World): Hono => {
  const app = new Hono();
  const secret = '/secrets/:name';
  app.put(secret, (c) => serve(world, c, 'setSecret', setSecret));
  app.get(secret, (c) => serve(world, c, 'getSecret', getSecret));
  app.delete(secret, (c) => serve(world, c, 'delete', deleteSecret));
  app.get(`${secret}/versions`, (c) => serve(world, c, 'readMetadata', listVersions));
  app.get(`${secret}/:version`, (c) => serve(world, c, 'getSecret', getSecret));
  app.patch(`${secret}/:version`, (c) => serve(world, c, 'update', updateSecret));
  app.notFound((c) => c.json(errorBody(new VaultRefusal(404, 'NotFound', 'There is no such resource.')), 404));
  return app;
};
