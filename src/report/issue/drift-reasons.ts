import { createHash } from 'node:crypto';
import { errorCatalog } from '../../catalog/errors.ts';
import { unlistedPrivileges } from '../../plan/changes.ts';
import type { Change, Note } from '../../plan/types.ts';
import type { Failure, Report } from '../report.ts';

/** Why an issue is open; each reason has a label. */
export const driftKinds = ['unreadable', 'health', 'privileges', 'changes', 'renewal', 'findings'] as const;
/** One of `driftKinds`. */
export type DriftKind = (typeof driftKinds)[number];

/** What a scheduled run found to be wrong, by reason. */
export interface DriftFound {
  /** Failed reads, a failed login, an invalid spec: the state is unknown. */
  readonly failures: readonly Failure[];
  readonly health: readonly Failure[];
  /** Permissions that are granted but not in the spec. */
  readonly privileges: readonly Change[];
  readonly changes: readonly Change[];
  /** What mode renew carries out. */
  readonly renewal: readonly Change[];
  readonly findings: readonly Note[];
}

/** What a run found, by reason. Pure. */
export const driftFound = (report: Report): DriftFound => {
  const plan = report.remaining ?? report.plan;
  const wanted = (plan?.changes ?? []).filter((change) => change.skipReason === null || change.skipReason === 'mode');
  const traits = ({ code }: Failure) => errorCatalog[code];
  return {
    failures: report.failures.filter((one) => !traits(one).aboutHealth && !traits(one).aboutDrift),
    health: report.failures.filter((one) => traits(one).aboutHealth),
    privileges: unlistedPrivileges(plan?.changes ?? []),
    changes: wanted.filter(({ renews }) => !renews),
    renewal: wanted.filter(({ renews }) => renews),
    findings: (plan?.notes ?? []).filter(({ level }) => level === 'finding'),
  };
};

/** The reasons that a run gives, the gravest first. */
export const driftKindsOf = (report: Report): readonly DriftKind[] => {
  const found = driftFound(report);
  const is: Readonly<Record<DriftKind, boolean>> = {
    unreadable: found.failures.length + report.diagnostics.length > 0,
    health: found.health.length > 0,
    privileges: found.privileges.length > 0,
    changes: found.changes.length > 0,
    renewal: found.renewal.length > 0,
    findings: found.findings.length > 0,
  };
  return driftKinds.filter((kind) => is[kind]);
};

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The key by which the next run recognizes something that drifted; its name is not in the text. */
export const keyOf = (address: string): string => short(address);

/** Equal for two runs that found the same: no times, no request ids, no order of a remote. */
export const contentHash = (report: Report): string => {
  const { failures, health, privileges, changes, renewal, findings } = driftFound(report);
  const ofChange = ({ address, act, skipReason, fields, dueByTime }: Change): string =>
    JSON.stringify([
      address,
      act,
      skipReason,
      dueByTime ? [] : fields.map(({ path, before, after }) => [path, before, after]),
    ]);
  const ofFailure = ({ code, message, evidence }: Failure): string =>
    JSON.stringify([code, message, evidence.map(({ name, value }) => [name, value])]);
  const data = [
    ...[privileges, changes, renewal].map((some) => some.map(ofChange).sort()),
    failures.map(({ code, message }) => JSON.stringify([code, message])).sort(),
    health.map(ofFailure).sort(),
    findings.map(({ address, message, names }) => JSON.stringify([address, message, names])).sort(),
    report.diagnostics.map(({ code, range, message }) => JSON.stringify([code, range.line, message])).sort(),
  ];
  return short(JSON.stringify(data));
};
