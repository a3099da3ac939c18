import type { World } from '../world.ts';
import { propertiesOf, valueOf } from './body.ts';
import { badParameter, notFound, VaultRefusal } from './errors.ts';
import type { SecretVersion } from './records.ts';

/** A request to the vault whose caller is allowed to make it. */
export interface VaultCall {
  readonly world: World;
  /** The address that the caller used. */
  readonly origin: string;
  readonly name: string;
  /** Empty for the newest. */
  readonly version: string;
  readonly url: URL;
  /** The parsed body; undefined without one. */
  readonly body: unknown;
}

type Shown = Record<string, unknown>;

/** A version without its value, as lists and updates show it. */
const shown = ({ origin }: VaultCall, one: SecretVersion): Shown => {
  const { enabled, exp, nbf, created, updated, contentType, tags } = one;
  const times = { ...(nbf === null ? {} : { nbf }), ...(exp === null ? {} : { exp }), created, updated };
  return {
    id: `${origin}/secrets/${one.name}/${one.version}`,
    attributes: { enabled, ...times, recoveryLevel: 'Recoverable+Purgeable', recoverableDays: 90 },
    ...(contentType === null ? {} : { contentType }),
    tags,
  };
};

const seconds = (world: World): number => Math.floor(world.now('vault').getTime() / 1_000);

const isReserved = ({ world, name }: VaultCall): boolean =>
  world.state.vault.deletedSecrets.some((one) => one.name.toLowerCase() === name.toLowerCase());

const versionsOf = ({ world, name }: VaultCall): SecretVersion[] =>
  world.state.vault.secrets.filter((one) => one.name.toLowerCase() === name.toLowerCase());

/** PUT /secrets/{name}: a new version each time; the answer has the value. */
export const setSecret = (call: VaultCall): Shown => {
  const { world, name, body } = call;
  if (!/^[0-9a-zA-Z-]{1,127}$/.test(name)) throw badParameter(`The request URI contains an invalid name: ${name}`);
  const value = valueOf(body);
  const properties = propertiesOf(body, ['value']);
  if (isReserved(call))
    throw new VaultRefusal(
      409,
      'Conflict',
      `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`,
      'ObjectIsDeletedButRecoverable',
    );
  const now = seconds(world);
  const one: SecretVersion = {
    ...{ name, version: world.ids.uuid().replaceAll('-', ''), value, enabled: true, contentType: null },
    ...{ exp: null, nbf: null, created: now, updated: now, tags: {} },
    ...properties,
  };
  world.state.vault.secrets.push(one);
  world.touch();
  return { value, ...shown(call, one) };
};

const found = (call: VaultCall): SecretVersion => {
  const one = versionsOf(call).findLast(({ version }) => call.version === '' || version === call.version);
  if (!one) throw notFound([call.name, call.version].filter(Boolean).join('/'));
  return one;
};

/** GET /secrets/{name}/{version}: the value, unless the version is off. `exp` and `nbf` do not matter. */
export const getSecret = (call: VaultCall): Shown => {
  const one = found(call);
  if (!one.enabled)
    throw new VaultRefusal(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.', 'SecretDisabled');
  return { value: one.value, ...shown(call, one) };
};

/** The service answers up to 25 versions; a small page makes readers follow the nextLink. */
const pageSize = 5;
const maxPageSize = 25;

/** GET /secrets/{name}/versions: no values, in no order that a reader could rely on; of an unknown secret none. */
export const listVersions = (call: VaultCall): Shown => {
  const { origin, url } = call;
  const size = Number(url.searchParams.get('maxresults') ?? pageSize);
  const from = Number(url.searchParams.get('$skiptoken') ?? 0);
  if (!Number.isInteger(size) || size < 1 || size > maxPageSize)
    throw badParameter(`maxresults is a number from 1 to ${maxPageSize}.`);
  const all = versionsOf(call).toSorted((a, b) => (a.version < b.version ? -1 : 1));
  const next = new URL(`${origin}${url.pathname}${url.search}`);
  next.searchParams.set('$skiptoken', String(from + size));
  const value = all.slice(from, from + size).map((one) => shown(call, one));
  return { value, nextLink: from + size < all.length ? next.toString() : null };
};

/** PATCH /secrets/{name}/{version}: what the body leaves out stays; the value cannot be changed. */
export const updateSecret = (call: VaultCall): Shown => {
  const one = found(call);
  Object.assign(one, propertiesOf(call.body ?? {}), { updated: seconds(call.world) });
  call.world.touch();
  return shown(call, one);
};

/** DELETE /secrets/{name}: every version; the name stays reserved until somebody purges it, which has no route here. */
export const deleteSecret = (call: VaultCall): Shown => {
  const { world } = call;
  const one = found(call);
  const { vault } = world.state;
  const gone = versionsOf(call);
  vault.secrets = vault.secrets.filter((other) => !gone.includes(other));
  vault.deletedSecrets.push(...gone);
  world.touch();
  return { recoveryId: `${call.origin}/deletedsecrets/${one.name}`, ...shown(call, one) };
};
