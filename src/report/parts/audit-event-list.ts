import { traitsOf } from '../../catalog/modes.ts';
import { hasEntraDrifted } from '../../plan/changes.ts';
import { codeSpan } from '../../support/text.ts';
import { list } from './markdown.ts';
import type { Report } from '../report.ts';
import { time } from './time.ts';

/** The heading of the deeds on every surface. */
export const auditEventsTitle = 'Who did it, by Entra’s audit log';

/** Who changed Entra, as items of a list; empty where nothing is known. */
export const auditEventItems = ({ auditEvents }: Report): readonly string[] =>
  list((auditEvents ?? []).map(({ at, actor, activity }) => `${time(at)} ${codeSpan(actor)}: ${codeSpan(activity)}`));

/** The same for the full record, which also says that nothing is known. */
export const auditEventLines = (report: Report): readonly string[] => {
  const { mode, plan, clientId, auditEvents } = report;
  const items = auditEventItems(report);
  if (items.length > 0) return items;
  // Without a registration there is nothing to ask about.
  if (!traitsOf(mode).readsAuditLog || plan === null || clientId === null || !hasEntraDrifted(plan)) return [];
  if (auditEvents === null)
    return ['Not known: the log could not be read. It takes `AuditLog.Read.All` beside `Directory.Read.All`.'];
  return ['The log of the last seven days names nobody.'];
};
