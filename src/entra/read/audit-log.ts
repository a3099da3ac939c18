import { isOk } from '../graph/answer.ts';
import type { Graph } from '../graph/transport.ts';
import type { WireAudit, WireAuditProperty } from '../graph/wire.ts';

/**
 * Every licence keeps the log for this time; only some keep it longer (entra-docs, reference-reports-data-retention).
 */
const keptDays = 7;
const pageSize = 100;

interface Page {
  readonly value?: readonly WireAudit[];
  readonly '@odata.nextLink'?: string;
}

/**
 * The records of the last days about an object, the newest first; each page is requested once (Graph docs,
 * directoryaudit-list, read 2026-11). Records come minutes late. Throws on any response that is not a page of records.
 */
export const readAuditLog = async (
  graph: Graph,
  objectId: string,
  now: Date,
  maxPages: number,
): Promise<readonly WireAudit[]> => {
  const since = new Date(now.getTime() - keptDays * 86_400_000).toISOString();
  const filter = `activityDateTime ge ${since} and targetResources/any(t:t/id eq '${objectId}')`;
  const query = [
    ['$filter', filter],
    ['$orderby', 'activityDateTime desc'],
    ['$top', String(pageSize)],
  ];
  const first = query.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&');
  const rows: WireAudit[] = [];
  let next: string | undefined = `/auditLogs/directoryAudits?${first}`;
  for (let page = 1; next !== undefined && page <= maxPages; page += 1) {
    const answer = await graph.send({ method: 'GET', path: next, repeat: 'never' });
    const body: Page | undefined = isOk(answer) ? (answer.body as Page) : undefined;
    if (!Array.isArray(body?.value)) throw new Error('The audit log was not readable.');
    rows.push(...(body.value as readonly WireAudit[]));
    next = body['@odata.nextLink'];
  }
  return rows;
};

/** Whether a record is of something that was done: refused attempts are recorded as well. */
export const isDone = ({ result }: WireAudit): boolean => result === undefined || result === 'success';

/** What a record says was changed, of all its targets. */
export const propertiesOf = ({ targetResources }: WireAudit): readonly WireAuditProperty[] =>
  (targetResources ?? []).flatMap((target) => target.modifiedProperties ?? []);

/** RFC 3339; as Graph wrote it where it is none. */
export const timeOf = ({ activityDateTime }: WireAudit): string => {
  const time = Date.parse(activityDateTime ?? '');
  return Number.isNaN(time) ? (activityDateTime ?? '') : new Date(time).toISOString();
};

/** The name of who did it, for people: foreign text, and no identity. */
export const actorOf = ({ initiatedBy }: WireAudit): string => {
  const { user, app } = initiatedBy ?? {};
  const who = [user?.userPrincipalName, user?.displayName, user?.id, app?.displayName, app?.servicePrincipalId];
  return who.find((name) => typeof name === 'string' && name !== '') ?? 'unknown (not in the log)';
};
