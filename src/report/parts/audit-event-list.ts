import { traitsOf } from '../../catalog/modes.ts';
import { hasEntraDrifted } from '../../plan/changes.ts';
import { codeSpan } from '../../support/text.ts';
import { list } from './markdown.ts';
import type { Report } from '../report.ts';
import { time } from './time.ts';

/** The heading of the audit events on every surface. */
export const auditEventsTitle = 'Who made the changes (Entra audit log)';

/** Who changed Entra, as items of a list; empty when nothing is known. */
export const auditEventItems = ({ auditEvents }: Report): readonly string[] =>
  list((auditEvents ?? []).map(({ at, actor, activity }) => `${time(at)} ${codeSpan(actor)}: ${codeSpan(activity)}`));

/** The same for the full record, which also says when nothing is known. */
export const auditEventLines = (report: Report): readonly string[] => {
  const { mode, plan, clientId, auditEvents } = report;
  const items = auditEventItems(report);
  if (items.length > 0) return items;
  // Without a registration there is no audit log to read.
  if (!traitsOf(mode).readsAuditLog || plan === null || clientId === null || !hasEntraDrifted(plan)) return [];
  if (auditEvents === null)
    return ['Unknown: the audit log could not be read. It requires `AuditLog.Read.All` and `Directory.Read.All`.'];
  return ['The audit log of the last seven days has no matching events.'];
};
