import { isOk, orNull } from '../graph/answer.ts';
import type { AuditEvent, Deployer, EntraState } from '../model.ts';
import type { Graph } from '../graph/transport.ts';
import type { WireAudit, WireAuditProperty } from '../graph/wire.ts';

/**
 * Every licence keeps the log for this time; only some keep it longer (entra-docs, reference-reports-data-retention).
 */
const keptDays = 7;
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
  const since = new Date(now.getTime() - keptDays * 86_400_000).toISOString();
  const principalId = servicePrincipal?.id ?? null;
  const about = async (id: string | null, pages: number, isOurs: (record: WireAudit) => boolean = () => true) =>
    id === null ? [] : (await rowsAbout(graph, id, since, pages)).filter(isOurs);
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

interface Page {
  readonly value?: readonly WireAudit[];
  readonly '@odata.nextLink'?: string;
}

const pageSize = 100;

/** The newest rows about an object. Throws on any response that is not a page of rows. */
const rowsAbout = async (graph: Graph, id: string, since: string, pages: number): Promise<readonly WireAudit[]> => {
  const filter = `activityDateTime ge ${since} and targetResources/any(t:t/id eq '${id}')`;
  const query = [
    ['$filter', filter],
    ['$orderby', 'activityDateTime desc'],
    ['$top', String(pageSize)],
  ];
  const first = query.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&');
  const rows: WireAudit[] = [];
  let next: string | undefined = `/auditLogs/directoryAudits?${first}`;
  for (let page = 1; next !== undefined && page <= pages; page += 1) {
    const answer = await graph.send({ method: 'GET', path: next, repeat: 'never' });
    const body: Page | undefined = isOk(answer) ? (answer.body as Page) : undefined;
    if (!Array.isArray(body?.value)) throw new Error('The audit log was not readable.');
    rows.push(...(body.value as readonly WireAudit[]));
    next = body['@odata.nextLink'];
  }
  return rows;
};

const propertiesOf = ({ targetResources }: WireAudit): readonly WireAuditProperty[] =>
  (targetResources ?? []).flatMap((target) => target.modifiedProperties ?? []);

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
    .filter(({ result }) => result === undefined || result === 'success')
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
  const { user, app } = record.initiatedBy ?? {};
  const who = [user?.userPrincipalName, user?.displayName, user?.id, app?.displayName, app?.servicePrincipalId];
  const time = Date.parse(record.activityDateTime ?? '');
  const detail = detailOf(propertiesOf(record));
  return {
    at: Number.isNaN(time) ? (record.activityDateTime ?? '') : new Date(time).toISOString(),
    actor: who.find((name) => typeof name === 'string' && name !== '') ?? 'unknown (not in the log)',
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
