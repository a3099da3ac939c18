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
  | 'directory-id'
  | 'application-object-id'
  | 'service-principal-object-id'
  | 'secret-expires-on'
  | 'days-left'
  | 'rotated'
  | 'health-source'
  | 'hand-off-issue'
  | 'act-before'
  | 'comment-url'
  | 'issue-url'
  | 'changed-since-last-run'
  | 'failure-code';

/** The outputs of a run; empty where nothing is known. Text of a remote stays on one line. Pure. */
export const outputsOf = (report: Report): Readonly<Record<ReportOutput, string>> => ({
  result: report.result,
  sync: report.sync,
  health: report.health,
  changes: report.plan === null ? '' : String(wantedOf(report.plan.changes).length),
  'plan-fingerprint': report.plan?.fingerprint ?? '',
  'client-id': oneLine(report.clientId ?? ''),
  'directory-id': oneLine(report.directoryId ?? ''),
  'application-object-id': oneLine(report.applicationObjectId ?? ''),
  'service-principal-object-id': oneLine(report.servicePrincipalObjectId ?? ''),
  'secret-expires-on': oneLine(report.secretExpiresOn ?? ''),
  'days-left': String(report.daysLeft ?? ''),
  rotated: String(report.rotated),
  'health-source': report.handOff?.healthSource ?? (report.health === 'healthy' ? 'truu' : ''),
  'hand-off-issue': oneLine(report.handOff?.issueUrl ?? ''),
  'act-before': oneLine(report.handOff?.actBefore ?? ''),
  'comment-url': oneLine(report.published?.commentUrl ?? ''),
  'issue-url': oneLine(report.published?.issueUrl ?? ''),
  'changed-since-last-run': String(report.published?.changedSinceLastRun ?? ''),
  'failure-code': report.failures[0]?.code ?? report.diagnostics[0]?.code ?? '',
});
