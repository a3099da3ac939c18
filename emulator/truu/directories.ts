import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { Directory, DirectoryCredential, PreviousCredential } from '../state.ts';
import type { World } from '../world.ts';
import { checkFields, credentialKinds, type Fields } from './body.ts';
import { restartDiagnostics } from './diagnostics.ts';
import { TruuRefusal } from './errors.ts';
import { runOnce } from './idempotency.ts';
import { pageOf } from './paging.ts';
import { settingsKinds, type DirectorySettings } from './settings.ts';

const newEtag = (): string => `"${randomUUID()}"`;

/** A directory without the secret's value. `namesKey: false` and `namesPrevious: false` break the contract. */
export const shown = (world: World, directory: Directory): Record<string, unknown> => {
  const { health: _health, etag: _etag, credential, ...rest } = directory;
  if (credential === null) return { ...rest, credential: null };
  const { secretKeyId, acceptedAt, expiresAt } = credential;
  const { namesKey, namesPrevious } = world.behaviour.truu;
  const previous = credential.previous.map(({ expiresAt: _own, ...one }) => one);
  const named = { ...(namesKey ? { secretKeyId } : {}), ...(namesPrevious ? { previous } : {}) };
  return { ...rest, credential: { ...named, acceptedAt, expiresAt } };
};

/** The directory with an id. Throws 404. */
export const findDirectory = (world: World, id: string): Directory => {
  const found = world.state.truu.directories.find((one) => one.id === id);
  if (!found) throw new TruuRefusal(404, 'There is no such directory.');
  return found;
};

/** Throws 400 without If-Match, 412 with a stale one. */
export const checkMatch = (context: Context, etag: string): void => {
  const sent = context.req.header('if-match');
  if (sent === undefined) throw new TruuRefusal(400, 'The header If-Match is required.');
  if (sent !== etag) throw new TruuRefusal(412, 'The ETag is stale: the resource has changed.');
};

const checkName = ({ state }: World, name: unknown, self: string | null): void => {
  if (state.truu.directories.some((one) => one.id !== self && one.configurationName === name))
    throw new TruuRefusal(409, 'A directory with this configuration name exists.');
};

/** So many stay in the record though they have expired. */
const keptPrevious = 5;

const previousAfter = (
  held: DirectoryCredential | null,
  clientId: string | null,
  now: string,
): PreviousCredential[] => {
  if (held === null) return [];
  const { secretKeyId, acceptedAt, expiresAt, previous } = held;
  const isUsable = ({ expiresAt: end }: PreviousCredential): boolean =>
    end === null || Date.parse(end) > Date.parse(now);
  return [{ secretKeyId, clientId, acceptedAt, replacedAt: now, expiresAt }, ...previous].filter(
    (one, index) => index < keptPrevious || isUsable(one),
  );
};

/** The credential that TruU holds after a write, with those that it held before. */
export const toCredential = (
  fields: Fields,
  acceptedAt: string,
  before: Pick<Directory, 'credential' | 'clientId'> | null,
): DirectoryCredential => ({
  secretKeyId: fields['secretKeyId'] as string | null,
  clientSecret: String(fields['clientSecret']),
  acceptedAt,
  expiresAt: fields['expiresAt'] as string | null,
  previous: previousAfter(before?.credential ?? null, before?.clientId ?? null, acceptedAt),
});

const json = (body: unknown, status: number, headers: Record<string, string>): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

/** GET /api/v1/directories */
export const listDirectories = (world: World, context: Context): Response =>
  json(
    pageOf(
      context,
      world.state.truu.directories
        .filter(({ configurationName }) => !world.behaviour.truu.hidden.includes(configurationName))
        .map((one) => shown(world, one)),
      2,
    ),
    200,
    {},
  );

/** GET /api/v1/directories/{id} */
export const readDirectory = (world: World, id: string): Response => {
  const directory = findDirectory(world, id);
  return json(shown(world, directory), 200, { etag: directory.etag });
};

const create = (world: World, body: unknown): Response => {
  const fields = checkFields(body, { type: 'string', ...settingsKinds, credential: 'object' }, true);
  if (fields['type'] !== 'ENTRA_ID') throw new TruuRefusal(400, 'Property type must be ENTRA_ID.');
  const credential = checkFields(fields['credential'], credentialKinds, true);
  checkName(world, fields['configurationName'], null);
  const now = world.now('truu').toISOString();
  const { credential: _credential, ...settings } = fields;
  const directory: Directory = {
    id: randomUUID(),
    ...(settings as unknown as Pick<Directory, 'type'> & DirectorySettings),
    tenantId: String(credential['tenantId']),
    clientId: String(credential['clientId']),
    credential: toCredential(credential, now, null),
    health: { status: 'PROGRESSING', checkedAt: null, credentialKeyId: null, checks: [] },
    createdAt: now,
    updatedAt: now,
    etag: newEtag(),
  };
  world.state.truu.directories.push(directory);
  world.touch();
  restartDiagnostics(world, directory);
  return json(shown(world, directory), 201, {
    etag: directory.etag,
    location: `/api/v1/directories/${directory.id}`,
  });
};

/** POST /api/v1/directories */
export const createDirectory = (world: World, context: Context, body: unknown): Response | Promise<Response> =>
  runOnce(world, context, body, () => create(world, body));

/** PATCH /api/v1/directories/{id}; an empty body is the fence. */
export const updateDirectory = (world: World, context: Context, id: string, body: unknown): Response => {
  const directory = findDirectory(world, id);
  checkMatch(context, directory.etag);
  const fields = checkFields(body, settingsKinds, false);
  checkName(world, fields['configurationName'], id);
  directory.etag = newEtag();
  const changes = Object.entries(fields).filter(([name, value]) => directory[name as keyof Directory] !== value);
  if (changes.length > 0) {
    Object.assign(directory, Object.fromEntries(changes));
    directory.updatedAt = world.now('truu').toISOString();
  }
  world.touch();
  if (changes.length > 0) restartDiagnostics(world, directory);
  return readDirectory(world, id);
};

const store = (world: World, context: Context, id: string, body: unknown): Response => {
  const directory = findDirectory(world, id);
  checkMatch(context, directory.etag);
  const fields = checkFields(body, credentialKinds, true);
  const acceptedAt = world.now('truu').toISOString();
  const { secretKeyId } = fields;
  if (world.behaviour.truu.handOver === 'ignore')
    return json({ secretKeyId, acceptedAt }, 200, { etag: directory.etag });
  directory.credential = toCredential(fields, acceptedAt, directory);
  directory.tenantId = String(fields['tenantId']);
  directory.clientId = String(fields['clientId']);
  directory.updatedAt = acceptedAt;
  directory.etag = newEtag();
  world.touch();
  restartDiagnostics(world, directory);
  return json({ secretKeyId, acceptedAt }, 200, { etag: directory.etag });
};

/** PUT /api/v1/directories/{id}/credential */
export const putCredential = (
  world: World,
  context: Context,
  id: string,
  body: unknown,
): Response | Promise<Response> => {
  findDirectory(world, id);
  return runOnce(world, context, body, () => store(world, context, id, body));
};
