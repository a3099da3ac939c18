import type { DirectoryAudit } from '../state.ts';
import { auditLag } from './audit-record.ts';
import { badRequest, methodNotAllowed, missingPermission } from './errors.ts';
import { seen } from './lag.ts';
import { page, type Answer, type Call } from './odata.ts';
import { graphHosts } from './tokens.ts';

type Test = (row: DirectoryAudit) => boolean;

const unsupported = (): never => {
  throw badRequest('Invalid filter clause');
};

const same = (value: string | null | undefined, wanted: string): boolean =>
  (value ?? '').toLowerCase() === wanted.toLowerCase();

/** Properties that $filter compares with a text (Graph docs, resources/directoryaudit). */
const texts: Readonly<Record<string, (row: DirectoryAudit) => string | null | undefined>> = {
  activityDisplayName: (row) => row.activityDisplayName,
  correlationId: (row) => row.correlationId,
  id: (row) => row.id,
  loggedByService: (row) => row.loggedByService,
  'initiatedBy/user/id': (row) => row.initiatedBy.user?.id,
  'initiatedBy/user/displayName': (row) => row.initiatedBy.user?.displayName,
  'initiatedBy/user/userPrincipalName': (row) => row.initiatedBy.user?.userPrincipalName,
  'initiatedBy/app/appId': (row) => row.initiatedBy.app?.appId,
  'initiatedBy/app/displayName': (row) => row.initiatedBy.app?.displayName,
};

/** An `and` between terms, outside of quoted text. */
const between = / and (?=(?:[^']*'[^']*')*[^']*$)/;

const timeTest = (operator: string, value: string): Test => {
  const limit = Date.parse(value);
  if (Number.isNaN(limit)) return unsupported();
  return ({ activityDateTime }) => {
    const at = Date.parse(activityDateTime);
    return operator === 'ge' ? at >= limit : operator === 'le' ? at <= limit : at === limit;
  };
};

const testOf = (term: string): Test => {
  const time = /^activityDateTime (eq|ge|le) (\S+)$/.exec(term);
  if (time) return timeTest(time[1] ?? '', time[2] ?? '');
  const target = /^targetResources\/any\((\w+): ?\1\/(id|displayName) eq '((?:[^']|'')*)'\)$/.exec(term);
  if (target) {
    const [, , name = '', value = ''] = target;
    const wanted = value.replaceAll("''", "'");
    return (row) => row.targetResources.some((one) => same(name === 'id' ? one.id : one.displayName, wanted));
  }
  const text = /^([\w/]+) eq '((?:[^']|'')*)'$/.exec(term);
  const read = texts[text?.[1] ?? ''];
  if (!text || !read) return unsupported();
  return (row) => same(read(row), (text[2] ?? '').replaceAll("''", "'"));
};

/** The real page size is not documented. A small one makes readers follow the nextLink. */
const pageSize = 50;

/**
 * /auditLogs/directoryAudits (Graph docs, directoryaudit-list): in all clouds except China's. Terms are joined by `and`;
 * without $orderby the oldest come first.
 */
export const auditLogs = (call: Call): Answer => {
  const { caller, query } = call;
  if (call.origin === graphHosts.at(-1)) throw badRequest("Resource not found for the segment 'directoryAudits'.");
  if (call.method !== 'GET') throw methodNotAllowed();
  for (const name of ['AuditLog.Read.All', 'Directory.Read.All'])
    if (!caller.roles.includes(name)) throw missingPermission(name);
  const order = query.get('$orderby') ?? 'activityDateTime asc';
  if (!/^activityDateTime( asc| desc)?$/.test(order)) throw badRequest('Invalid orderby clause');
  const tests = (query.get('$filter') ?? '').split(between).filter(Boolean);
  const visible = seen(call.world, ...auditLag, call.world.state.reports.directoryAudits) ?? [];
  const rows = visible.filter((row) => tests.map((term) => testOf(term.trim())).every((test) => test(row)));
  const sorted = rows.toSorted((a, b) => Date.parse(a.activityDateTime) - Date.parse(b.activityDateTime));
  const ordered = order.endsWith(' desc') ? sorted.toReversed() : sorted;
  return page(call, ordered as unknown as Record<string, unknown>[], pageSize, null);
};
