import { Hono, type Context } from 'hono';
import { SignJWT, jwtVerify } from 'jose';
import { signingKey } from '../signing-key.ts';
import type { World } from '../world.ts';
import { healthOf } from './diagnostics.ts';
import * as directories from './directories.ts';
import { errorBody, TruuRefusal } from './errors.ts';
import * as tenant from './tenant.ts';

const keyName = 'truu';
const lifetimeSeconds = 3_600;

const issue = async (world: World, context: Context): Promise<Response> => {
  const form = new URLSearchParams(await context.req.text());
  const known = world.state.truu.oauthClients.find((one) => one.clientId === form.get('client_id'));
  if (form.get('grant_type') !== 'client_credentials') throw new TruuRefusal(400, 'Unsupported grant_type.');
  if (!known || known.clientSecret !== form.get('client_secret'))
    throw new TruuRefusal(401, 'Unknown client or wrong secret.');
  const now = Math.floor(world.now('truu').getTime() / 1000);
  const key = await signingKey(keyName);
  const token = await new SignJWT({ client_id: known.clientId, jti: world.ids.uuid() })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid })
    .setIssuedAt(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(key.privateKey);
  return context.json({ access_token: token, token_type: 'Bearer', expires_in: lifetimeSeconds });
};

const authorize = async (world: World, authorization: string): Promise<void> => {
  const token = /^Bearer (.+)$/i.exec(authorization)?.[1];
  const key = await signingKey(keyName);
  const valid = await jwtVerify(token ?? '', key.publicKey, { currentDate: world.now('truu') }).then(
    () => true,
    () => false,
  );
  if (!valid) throw new TruuRefusal(401, 'The access token is missing, wrong or expired.');
};

const bodyOf = async (context: Context): Promise<unknown> => {
  const text = await context.req.text();
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new TruuRefusal(400, 'The body must be JSON.');
  }
};

/** TruU's API and its token endpoint, as in contract/truu-directory.openapi.yaml. */
export const createTruu = (world: World): Hono => {
  const app = new Hono();
  app.onError((error, context) => {
    if (!(error instanceof TruuRefusal)) throw error;
    return context.json(errorBody(error), error.status as 400);
  });
  app.notFound((context) => context.json(errorBody(new TruuRefusal(404, 'There is no such resource.')), 404));
  app.post('/oauth2/token', (c) => issue(world, c));
  app.use('/api/*', async (c, next) => {
    await authorize(world, c.req.header('authorization') ?? '');
    await next();
  });
  const one = '/api/v1/directories/:id';
  const id = (c: Context): string => c.req.param('id') ?? '';
  app.get('/api/v1/directories', (c) => directories.listDirectories(world, c));
  app.post('/api/v1/directories', async (c) => directories.createDirectory(world, c, await bodyOf(c)));
  app.get(one, (c) => directories.readDirectory(world, id(c)));
  app.patch(one, async (c) => directories.updateDirectory(world, c, id(c), await bodyOf(c)));
  app.put(`${one}/credential`, async (c) => directories.putCredential(world, c, id(c), await bodyOf(c)));
  app.get(`${one}/health`, async (c) => c.json(await shownHealth(world, id(c))));
  const identifier = '/api/v1/global-attributes/primary-user-identifier';
  app.get(identifier, () => tenant.readIdentifier(world));
  app.put(identifier, async (c) => tenant.putIdentifier(world, c, await bodyOf(c)));
  app.get('/api/v1/identity-server-clusters', (c) => tenant.listClusters(world, c));
  const connection = '/api/v1/identity-server-clusters/:id/directory-connection';
  app.get(connection, (c) => tenant.readConnection(world, id(c)));
  app.put(connection, async (c) => tenant.putConnection(world, c, id(c), await bodyOf(c)));
  return app;
};

const shownHealth = async (world: World, id: string): Promise<Record<string, unknown>> => {
  const { credentialKeyId, ...rest } = await healthOf(world, directories.findDirectory(world, id));
  return { directoryId: id, ...rest, ...(world.behaviour.truu.namesKey ? { credentialKeyId } : {}) };
};
