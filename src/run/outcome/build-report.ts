import { errorCatalog } from '../../catalog/errors.ts';
import type { StageResults } from './stage-results.ts';
import { healthOf, withHealthContext } from './health.ts';
import type { SecretAssessment } from '../../plan/compare/secret.ts';
import { unlistedPrivileges, wantedOf } from '../../plan/changes.ts';
import { refusalError } from '../../plan/refuse.ts';
import type { Plan } from '../../plan/types.ts';
import { unmanagedOf, permissionRowsOf, secretRow } from './inventory.ts';
import type { Failure, Report, Result, Sync } from '../../report/report.ts';
import { ActionError, leaving } from '../../support/errors.ts';

/** Makes the report of what the stages found out: every judgement on red and green stands here. Pure. */
export const buildReport = (results: StageResults): Report => {
  const final = finalPlan(results);
  const { status, failure: bad, timeline } = healthOf(results);
  const failures = cancelledFirst([
    ...results.failures,
    ...(results.applied?.failures ?? []),
    ...(results.verified?.readable === false ? results.verified.failures : []),
  ]).map((failure) => withHealthContext(failure, results));
  const red = [
    ...failures.map(toFailure),
    ...(results.planned?.plan.refusals ?? []).map(refusalError).map(toFailure),
    ...judge(results, final, failures.length > 0).map(toFailure),
    ...(bad !== null && failures.length === 0 ? [toFailure(withHealthContext(bad, results))] : []),
  ];
  const assessment = results.verified?.readable
    ? results.verified.planned.assessment
    : (results.planned?.assessment ?? null);
  const seen = results.verified?.readable ? results.verified.observation : results.observation;
  const world = seen?.readable && results.spec !== null ? { spec: results.spec, ...seen } : null;
  const handedOver = results.applied?.ledger.newSecret ?? null;
  const held = assessment?.secrets.find((secret) => secret.role === 'held');
  const isRed = red.length > 0 || results.diagnostics.length > 0;
  return {
    mode: results.mode,
    result: resultOf(results, red, isRed, final),
    sync: syncOf(results, final),
    health: status,
    red: isRed,
    skipped: null,
    specFile: results.specFile,
    directoryName: results.spec?.truu.directory.name ?? null,
    tenant: results.spec?.entra.tenant ?? null,
    cloud: results.spec?.entra.cloud ?? null,
    diagnostics: results.diagnostics,
    plan: results.planned?.plan ?? null,
    remaining: results.verified?.readable ? results.verified.planned.plan : null,
    steps: results.applied?.outcomes ?? [],
    healthTimeline: timeline,
    secrets: (assessment?.secrets ?? []).map(secretRow),
    permissions: world === null ? [] : permissionRowsOf(world, results.policy?.allowedPermissions ?? new Set()),
    unmanaged: world === null ? [] : unmanagedOf(world, directoryIdOf(assessment)),
    loginRoles: seen?.readable ? seen.entra.deployer.roles : null,
    requests: results.requests,
    failures: red,
    clientId: clientIdOf(results),
    secretExpiresOn: handedOver?.expiresOn ?? held?.expiresOn ?? null,
    rotated: handedOver !== null,
    auditEvents: results.auditEvents,
  };
};

/** The report of a run that was cancelled after all was done and looked at, while it was being shown. Pure. */
export const cancelledAtLast = (report: Report): Report => {
  if (report.result === 'cancelled') return report;
  const failure = toFailure(new ActionError('APPLY_CANCELLED', 'The run was cancelled while it was being shown.'));
  return { ...report, result: 'cancelled', red: true, failures: [failure, ...report.failures] };
};

/** A cancellation is the reason of what failed after it, and is said once, with all that remains. */
const cancelledFirst = (failures: readonly ActionError[]): readonly ActionError[] => {
  const cancelled = failures.filter(({ code }) => code === 'APPLY_CANCELLED');
  const [first] = cancelled;
  if (first === undefined) return failures;
  const others = failures.filter(({ code }) => code !== 'APPLY_CANCELLED');
  return [
    leaving(
      first,
      cancelled.slice(1).flatMap(({ leftBehind }) => leftBehind),
    ),
    ...others,
  ];
};

/** The plan that describes the world as the run left it. */
const finalPlan = ({ verified, planned, applied }: StageResults): Plan | null => {
  if (verified !== null) return verified.readable ? verified.planned.plan : null;
  return applied?.ledger.wrote ? null : (planned?.plan ?? null);
};

const toFailure = (error: ActionError): Failure => {
  const { title, category } = errorCatalog[error.code];
  const { code, message, fix, evidence, requestId, leftBehind } = error;
  return { code, title, message: message, fix, category, evidence, requestId, leftBehind };
};

/** What is red though nothing failed: drift, and changes that apply did not bring about. */
const judge = (results: StageResults, final: Plan | null, failed: boolean): readonly ActionError[] => {
  if (failed || final === null || final.refusals.length > 0) return [];
  if (results.mode === 'apply') return notConverged(final);
  if (results.mode !== 'drift' && results.mode !== 'renew') return [];
  const wanted = final.changes.filter((change) => change.skipReason === null || change.skipReason === 'mode').length;
  const held = unlistedPrivileges(final.changes).length;
  const findings = final.notes.filter((note) => note.level === 'finding').length;
  if (wanted + held + findings === 0) return [];
  const parts = [
    counted(wanted, 'change is wanted', 'changes are wanted'),
    counted(held, 'unlisted permission is held', 'unlisted permissions are held'),
    counted(findings, 'finding needs a look', 'findings need a look'),
  ];
  return [new ActionError('PLAN_DRIFT', `${parts.filter((part) => part !== '').join(', ')}.`)];
};

const counted = (count: number, one: string, many: string): string =>
  count === 0 ? '' : `${count} ${count === 1 ? one : many}`;

const notConverged = (final: Plan): readonly ActionError[] => {
  const left = wantedOf(final.changes).length;
  if (left === 0) return [];
  return [
    new ActionError('APPLY_NOT_CONVERGED', `${counted(left, 'change is', 'changes are')} still wanted after apply.`),
  ];
};

const syncOf = (results: StageResults, final: Plan | null): Sync => {
  if (final === null || results.mode === 'check') return 'unknown';
  const open =
    results.mode === 'apply'
      ? wantedOf(final.changes)
      : final.changes.filter((change) => change.act !== 'retire' || !change.skipReason);
  return open.length === 0 && final.refusals.length === 0 ? 'in-sync' : 'out-of-sync';
};

const resultOf = (results: StageResults, red: readonly Failure[], isRed: boolean, final: Plan | null): Result => {
  if (red.some((failure) => failure.code === 'APPLY_CANCELLED')) return 'cancelled';
  const refusals = results.planned?.plan.refusals.length ?? 0;
  if (refusals > 0 || red.some((failure) => isRefusal(failure.code))) return 'refused';
  const failed = red.some((failure) => failure.code !== 'PLAN_DRIFT' && !failure.code.startsWith('HEALTH_'));
  if (results.diagnostics.length > 0 || failed) return 'failed';
  if (results.mode === 'drift') return isRed ? 'drift' : 'in-sync';
  if (results.mode === 'renew') return renewResult(results, red, isRed);
  if (isRed) return 'failed';
  if (results.mode === 'apply') return results.applied?.ledger.wrote ? 'applied' : 'in-sync';
  return final !== null && wantedOf(final.changes).length > 0 ? 'changes' : 'in-sync';
};

/** A renewal that TruU did not find Healthy has failed; one that left other differences standing is drift. */
const renewResult = (results: StageResults, red: readonly Failure[], isRed: boolean): Result => {
  const wrote = results.applied?.ledger.wrote ?? false;
  if (!isRed) return wrote ? 'renewed' : 'in-sync';
  return wrote && red.some((failure) => failure.code.startsWith('HEALTH_')) ? 'failed' : 'drift';
};

const refusing: readonly Failure['code'][] = [
  'PLAN_CHANGED',
  'PLAN_NOT_REVIEWED',
  'PLAN_CEILING',
  'PLAN_TIER_ZERO',
  'PLAN_SELF_MANAGEMENT',
];
const isRefusal = (code: Failure['code']): boolean => refusing.includes(code);

const clientIdOf = ({ verified, observation, applied }: StageResults): string | null => {
  const seen = verified?.readable ? verified.observation : observation;
  if (seen?.readable && seen.entra.application !== null) return seen.entra.application.appId;
  return applied?.ledger.ids.get('create-application')?.appId ?? null;
};

const directoryIdOf = (assessment: SecretAssessment | null): string | null =>
  assessment?.match.kind === 'ours' ? assessment.match.directory.id : null;
