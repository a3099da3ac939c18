import { orNull } from '../graph/answer.ts';
import type { AuditEvent, Deployer, EntraState } from '../model.ts';
import type { Graph } from '../graph/transport.ts';
import type { WireAudit, WireAuditProperty } from '../graph/wire.ts';
import { actorOf, isDone, propertiesOf, readAuditLog, timeOf } from './audit-log.ts';

const maxEvents = 20;
/** The log of Microsoft Graph's service principal has records of every app in the tenant. */
const maxPages = 3;

/**
 * Who changed the registration, its service principal or its permissions in the last days, the newest first, without
 * the changes of this job's identity; from Graph's audit log (Graph docs, directoryaudit-list, read 2026-11). Null
 * without a registration, or when the log was refused, needs another licence, or failed. Each page is requested once.
 * Throws only APPLY_CANCELLED, because no run depends on it.
 */
export const readAuditEvents = async (graph: Graph, entra: EntraState): Promise<readonly AuditEvent[] | null> => {
  const { application, servicePrincipal, deployer, now } = entra;
  if (application === null) return null;
  const principalId = servicePrincipal?.id ?? null;
  const about = async (id: string | null, pages: number, isOurs: (record: WireAudit) => boolean = () => true) =>
    id === null ? [] : (await readAuditLog(graph, id, now, pages)).filter(isOurs);
  try {
    const rows = await Promise.all([
      about(application.id, 1),
      about(principalId, 1),
      // A grant or revocation is logged under its API; the app that has it is only in the properties.
      about(principalId === null ? null : entra.graphServicePrincipalId, maxPages, names(principalId)),
    ]);
    return newestOf(rows.flat(), deployer);
  } catch (thrown) {
    return orNull(thrown);
  }
};

/** Values are JSON in a string; revocations have them as old values (public samples, 2026-11). */
const valueOf = ({ oldValue, newValue }: WireAuditProperty): string =>
  (newValue ?? oldValue ?? '').replace(/^"(.*)"$/s, '$1').trim();

const names =
  (principalId: string | null) =>
  (record: WireAudit): boolean =>
    propertiesOf(record).some(
      (one) => one.displayName === 'ServicePrincipal.ObjectID' && valueOf(one).toLowerCase() === principalId,
    ) || (record.targetResources ?? []).some(({ id }) => id?.toLowerCase() === principalId);

const newestOf = (rows: readonly WireAudit[], deployer: Deployer): readonly AuditEvent[] => {
  const once = [...new Map(rows.map((record) => [record.id ?? JSON.stringify(record), record])).values()];
  return once
    .filter(isDone)
    .filter((record) => !isBy(record, deployer))
    .map(toAuditEvent)
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, maxEvents);
};

/** An app is identified by its service principal; its app id is often missing (public samples, 2026-11). */
const isBy = ({ initiatedBy }: WireAudit, { appId, servicePrincipalId }: Deployer): boolean => {
  const app = initiatedBy?.app;
  const same = (a: string | null | undefined, b: string | null): boolean => b !== null && a?.toLowerCase() === b;
  return same(app?.servicePrincipalId, servicePrincipalId) || same(app?.appId, appId);
};

const toAuditEvent = (record: WireAudit): AuditEvent => {
  const detail = detailOf(propertiesOf(record));
  return {
    at: timeOf(record),
    actor: actorOf(record),
    activity: `${record.activityDisplayName ?? 'unnamed activity'}${detail === '' ? '' : `: ${detail}`}`,
  };
};

const maxDetails = 4;
/**
 * Permissions are shown by name. Of other properties only the name is shown, because a value can belong to a
 * credential.
 */
const shownProperties = new Set(['AppRole.Value', 'DelegatedPermissionGrant.Scope']);
const notTelling =
  /^(AppRole|AppRoleAssignment|DelegatedPermissionGrant|ServicePrincipal|TargetId)\.|^Included Updated|^ObjectID$|^KeyDescription$/;

const detailOf = (properties: readonly WireAuditProperty[]): string => {
  const values = properties.filter(({ displayName }) => shownProperties.has(displayName ?? '')).map(valueOf);
  const changed = properties.map(({ displayName }) => displayName ?? '').filter((name) => !notTelling.test(name));
  return [...values, ...changed]
    .filter((text) => text !== '')
    .slice(0, maxDetails)
    .join(', ');
};
