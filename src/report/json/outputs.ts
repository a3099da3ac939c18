import { wantedOf } from '../../plan/changes.ts';
import { oneLine } from '../../support/text.ts';
import type { Report } from '../report.ts';

/** The outputs of a report; the host adds report-path. */
export type ReportOutput =
  | 'result'
  | 'sync'
  | 'health'
  | 'changes'
  | 'plan-fingerprint'
  | 'client-id'
  | 'secret-expires-on'
  | 'rotated'
  | 'health-source'
  | 'hand-off-issue'
  | 'act-before'
  | 'failure-code';

/** The outputs of a run; empty where nothing is known. Text of a remote stays on one line. Pure. */
export const outputsOf = (report: Report): Readonly<Record<ReportOutput, string>> => ({
  result: report.result,
  sync: report.sync,
  health: report.health,
  changes: report.plan === null ? '' : String(wantedOf(report.plan.changes).length),
  'plan-fingerprint': report.plan?.fingerprint ?? '',
  'client-id': oneLine(report.clientId ?? ''),
  'secret-expires-on': oneLine(report.secretExpiresOn ?? ''),
  rotated: String(report.rotated),
  'health-source': report.handOff?.healthSource ?? (report.health === 'healthy' ? 'truu' : ''),
  'hand-off-issue': oneLine(report.handOff?.issueUrl ?? ''),
  'act-before': oneLine(report.handOff?.actBefore ?? ''),
  'failure-code': report.failures[0]?.code ?? report.diagnostics[0]?.code ?? '',
});
