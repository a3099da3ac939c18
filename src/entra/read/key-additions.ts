import { orNull } from '../graph/answer.ts';
import type { Graph } from '../graph/transport.ts';
import type { WireAudit, WireAuditProperty } from '../graph/wire.ts';
import type { ApplicationState, Deployer, KeyAddition } from '../model.ts';
import { actorOf, isDone, propertiesOf, readAuditLog, timeOf } from './audit-log.ts';

/** The log of one registration is short: a page has a hundred records. */
const maxPages = 3;
const reader = 'AuditLog.Read.All';

/**
 * Who added the secrets and certificates of a registration in the last days, from Graph's audit log. Null: not known. It is
 * asked only where the token has the permission; a refusal, a missing licence and a failure are not known either, and a key
 * without a record may have one later. Throws only APPLY_CANCELLED, because no run depends on it.
 */
export const readKeyAdditions = async (
  graph: Graph,
  { id }: Pick<ApplicationState, 'id'>,
  { roles }: Pick<Deployer, 'roles'>,
  now: Date,
): Promise<readonly KeyAddition[] | null> => {
  if (!roles.includes(reader)) return null;
  try {
    const records = await readAuditLog(graph, id, now, maxPages);
    return records.filter(isDone).flatMap(additionsIn);
  } catch (thrown) {
    return orNull(thrown);
  }
};

const additionsIn = (record: WireAudit): readonly KeyAddition[] => {
  const { user, app } = record.initiatedBy ?? {};
  const by = {
    at: timeOf(record),
    actor: actorOf(record),
    userId: idOf(user?.id),
    appId: idOf(app?.appId),
    servicePrincipalId: idOf(app?.servicePrincipalId),
  };
  return propertiesOf(record)
    .filter(({ displayName }) => displayName === 'KeyDescription')
    .flatMap(addedKeyIds)
    .map((keyId) => ({ keyId, ...by }));
};

const idOf = (text: string | null | undefined): string | null => text?.toLowerCase() || null;

const addedKeyIds = ({ oldValue, newValue }: WireAuditProperty): readonly string[] => {
  const before = new Set(keyIdsIn(oldValue));
  return keyIdsIn(newValue).filter((keyId) => !before.has(keyId));
};

/**
 * All keys before and after the change: JSON in a string, of texts `[KeyIdentifier=…,KeyType=Password,…,DisplayName=…]`
 * (public detection rules that compare the two, 2026-11; not seen on a real tenant). The name at the end is anybody's text.
 */
const keyIdsIn = (value: string | null | undefined): readonly string[] => {
  const listed = parsed(value);
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((one) => {
    const keyId = typeof one === 'string' ? /^\[KeyIdentifier=([0-9a-f-]{36}),/i.exec(one)?.[1] : undefined;
    return keyId === undefined ? [] : [keyId.toLowerCase()];
  });
};

const parsed = (value: string | null | undefined): unknown => {
  try {
    return JSON.parse(value ?? 'null');
  } catch {
    return null;
  }
};
