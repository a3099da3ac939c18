import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ControlError, readAs } from '../control-read.ts';
import type { ConsoleConnection, Directory } from '../state.ts';
import type { World } from '../world.ts';
import { firstLoginMs } from './console-logins.ts';
import { toCredential } from './directories.ts';

const text = z.string().trim().min(1);

/** The fields of the guide "Entra ID Directory", by the names of the spec. */
const fields = z.strictObject({
  configurationName: text.optional(),
  domain: text.optional(),
  allUsersShareUpnSuffix: z.boolean().optional(),
  autoRemoveDevices: z.boolean().optional(),
  tenantId: text.optional(),
  clientId: text.optional(),
  primaryUserIdentifier: text.optional(),
  cluster: text.nullable().optional(),
});

type Fields = z.infer<typeof fields>;

const save = z.strictObject({
  directory: text.nullable().optional(),
  set: fields.default({}),
  paste: z.union([z.string().min(1), z.strictObject({ keyId: z.guid() })]).optional(),
  by: text.default('admin@contoso.com'),
});

/** What the console shows of a directory: no key id, and never the secret. */
export interface ShownDirectory {
  readonly id: string;
  readonly type: 'Entra ID';
  readonly configurationName: string;
  readonly domain: string;
  readonly allUsersShareUpnSuffix: boolean;
  readonly autoRemoveDevices: boolean;
  readonly tenantId: string;
  readonly clientId: string;
  /** The name of the connected cluster. */
  readonly cluster: string | null;
  readonly status: 'Healthy' | 'Not healthy' | 'Pending';
  readonly checkedAt: string | null;
  /** Entra's code of a refused login, or a permission's. */
  readonly code: string | null;
  readonly message: string | null;
}

const statusOf = ({ health: { status } }: Directory): ShownDirectory['status'] =>
  status === 'HEALTHY' ? 'Healthy' : status === 'UNHEALTHY' ? 'Not healthy' : 'Pending';

const shown = ({ state }: World, directory: Directory): ShownDirectory => {
  const { id, configurationName, domain, allUsersShareUpnSuffix, autoRemoveDevices, tenantId, clientId } = directory;
  const failed = directory.health.checks.find(({ status }) => status === 'FAILED');
  return {
    ...{ id, type: 'Entra ID', configurationName, domain, allUsersShareUpnSuffix, autoRemoveDevices },
    ...{ tenantId, clientId, cluster: state.truu.clusters.find(({ directoryId }) => directoryId === id)?.name ?? null },
    ...{ status: statusOf(directory), checkedAt: directory.health.checkedAt },
    ...{ code: failed?.code ?? null, message: failed?.message ?? null },
  };
};

/** The whole console. */
export const shownConsole = (
  world: World,
): { readonly primaryUserIdentifier: string; readonly directories: readonly ShownDirectory[] } => ({
  primaryUserIdentifier: world.state.truu.primaryUserIdentifier,
  directories: world.state.truu.directories.map((directory) => shown(world, directory)),
});

/** The directory that a person opens: by name or id, the only one, or null for a new one. Throws a ControlError. */
const opened = ({ state }: World, named: string | null | undefined): Directory | null => {
  const { directories } = state.truu;
  if (named === null || (named === undefined && directories.length === 0)) return null;
  if (named === undefined && directories.length > 1)
    throw new ControlError('directory: the console has several; name one, or null for a new one');
  const found = directories.find(
    ({ id, configurationName }) => named === undefined || id === named || configurationName === named,
  );
  if (!found) throw new ControlError(`directory: the console shows no directory '${named}'`);
  return found;
};

/** The value in a person's clipboard; by its key id, of a secret that Entra still has. Throws a ControlError. */
const valueOf = ({ state }: World, paste: z.infer<typeof save>['paste']): string | null => {
  if (paste === undefined || typeof paste === 'string') return paste ?? null;
  const found = state.entra.secrets.find(({ keyId }) => keyId === paste.keyId.toLowerCase());
  if (!found) throw new ControlError(`paste.keyId: Entra has no secret '${paste.keyId}'`);
  return found.value;
};

const blank = (now: string): Directory => ({
  ...{ id: randomUUID(), type: 'ENTRA_ID', configurationName: '', domain: '', tenantId: '', clientId: '' },
  ...{ allUsersShareUpnSuffix: false, autoRemoveDevices: false, credential: null, createdAt: now, updatedAt: now },
  ...{ health: { status: 'PROGRESSING', checkedAt: null, credentialKeyId: null, checks: [] }, etag: '' },
});

const checkSave = ({ state }: World, directory: Directory | null, set: Fields, value: string | null): void => {
  const required = ['configurationName', 'domain', 'tenantId', 'clientId'] as const;
  const missing = directory ? undefined : required.find((name) => set[name] === undefined);
  if (missing !== undefined) throw new ControlError(`set.${missing}: the console saves no directory without it`);
  if (!directory && value === null) throw new ControlError('paste: the console saves no directory without a secret');
  const { directories, clusters } = state.truu;
  if (directories.some((one) => one !== directory && one.configurationName === set.configurationName))
    throw new ControlError('set.configurationName: another directory has this name');
  if (typeof set.cluster === 'string' && !clusters.some(({ name }) => name === set.cluster))
    throw new ControlError(`set.cluster: the console shows no cluster '${set.cluster}'`);
};

const saveGlobally = ({ state }: World, { id }: Directory, { primaryUserIdentifier, cluster }: Fields): void => {
  const { truu } = state;
  if (primaryUserIdentifier !== undefined && primaryUserIdentifier !== truu.primaryUserIdentifier)
    Object.assign(truu, { primaryUserIdentifier, primaryUserIdentifierEtag: `"${randomUUID()}"` });
  if (cluster === undefined) return;
  for (const one of truu.clusters) {
    const directoryId = one.name === cluster ? id : one.directoryId === id ? null : one.directoryId;
    if (directoryId !== one.directoryId) Object.assign(one, { directoryId, etag: `"${randomUUID()}"` });
  }
};

const connectionOf = ({ state }: World, { id }: Directory): ConsoleConnection => {
  const known = state.truu.console.find(({ directoryId }) => directoryId === id);
  if (known) return known;
  const made = { directoryId: id, keyId: null, savedAt: '', savedBy: '', nextLoginAt: '' };
  state.truu.console.push(made);
  return made;
};

/**
 * A person types fields, pastes a secret, saves, and sees what the console shows then. After each save TruU logs in anew,
 * at first after two minutes of the world's clock. Throws a ControlError where the console does not save.
 */
export const saveInConsole = (world: World, body: unknown): ShownDirectory => {
  const { directory: named, set, paste, by } = readAs(save, body);
  const before = opened(world, named);
  const value = valueOf(world, paste);
  checkSave(world, before, set, value);
  const now = world.now('truu').toISOString();
  const directory = before ?? blank(now);
  const held = before && { credential: before.credential, clientId: before.clientId };
  if (!before) world.state.truu.directories.push(directory);
  const { primaryUserIdentifier: _identifier, cluster: _cluster, ...own } = set;
  Object.assign(directory, own, { updatedAt: now, etag: `"${randomUUID()}"` });
  directory.health = { status: 'PROGRESSING', checkedAt: null, credentialKeyId: null, checks: [] };
  const connection = connectionOf(world, directory);
  if (value !== null) {
    directory.credential = toCredential({ secretKeyId: null, clientSecret: value, expiresAt: null }, now, held);
    connection.keyId = world.state.entra.secrets.find((one) => one.value === value)?.keyId ?? null;
  }
  saveGlobally(world, directory, set);
  const nextLoginAt = new Date(world.clock.now().getTime() + firstLoginMs).toISOString();
  Object.assign(connection, { savedAt: now, savedBy: by, nextLoginAt });
  world.touch();
  return shown(world, directory);
};
