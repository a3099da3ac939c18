import { errorCatalog } from '../../catalog/errors.ts';
import type { Facts } from './stage-results.ts';
import { healthOf, sinceWhen } from './health.ts';
import type { SecretStanding } from '../../plan/compare/secret.ts';
import { heldPowerOf, wantedOf } from '../../plan/changes.ts';
import { refusalError } from '../../plan/refuse.ts';
import type { Plan } from '../../plan/types.ts';
import { leftAloneOf, permissionRowsOf, secretRow } from './inventory.ts';
import type { Failure, Report, Result, Sync } from '../../report/report.ts';
import { ActionError, leaving } from '../../support/errors.ts';

/** Makes the report of what the stages found out: every judgement on red and green stands here. Pure. */
export const conclude = (facts: Facts): Report => {
  const final = finalPlan(facts);
  const { word, failure: bad, timeline } = healthOf(facts);
  const failures = cancelledFirst([
    ...facts.failures,
    ...(facts.applied?.failures ?? []),
    ...(facts.verified?.readable === false ? facts.verified.failures : []),
  ]).map((failure) => sinceWhen(failure, facts));
  const red = [
    ...failures.map(toFailure),
    ...(facts.planned?.plan.refusals ?? []).map(refusalError).map(toFailure),
    ...judge(facts, final, failures.length > 0).map(toFailure),
    ...(bad !== null && failures.length === 0 ? [toFailure(sinceWhen(bad, facts))] : []),
  ];
  const standing = facts.verified?.readable ? facts.verified.planned.standing : (facts.planned?.standing ?? null);
  const seen = facts.verified?.readable ? facts.verified.observation : facts.observation;
  const world = seen?.readable && facts.spec !== null ? { spec: facts.spec, ...seen } : null;
  const handedOver = facts.applied?.ledger.handedOver ?? null;
  const held = standing?.secrets.find((secret) => secret.role === 'held');
  const isRed = red.length > 0 || facts.diagnostics.length > 0;
  return {
    mode: facts.mode,
    result: resultOf(facts, red, isRed, final),
    sync: syncOf(facts, final),
    health: word,
    red: isRed,
    skipped: null,
    specFile: facts.specFile,
    directoryName: facts.spec?.truu.directory.name ?? null,
    tenant: facts.spec?.entra.tenant ?? null,
    cloud: facts.spec?.entra.cloud ?? null,
    diagnostics: facts.diagnostics,
    plan: facts.planned?.plan ?? null,
    remaining: facts.verified?.readable ? facts.verified.planned.plan : null,
    steps: facts.applied?.outcomes ?? [],
    healthTimeline: timeline,
    secrets: (standing?.secrets ?? []).map(secretRow),
    permissions: world === null ? [] : permissionRowsOf(world, facts.policy?.allowedPermissions ?? new Set()),
    leftAlone: world === null ? [] : leftAloneOf(world, directoryIdOf(standing)),
    loginRoles: seen?.readable ? seen.entra.deployer.roles : null,
    requests: facts.requests,
    failures: red,
    clientId: clientIdOf(facts),
    secretExpiresOn: handedOver?.expiresOn ?? held?.expiresOn ?? null,
    rotated: handedOver !== null,
    deeds: facts.deeds,
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
const finalPlan = ({ verified, planned, applied }: Facts): Plan | null => {
  if (verified !== null) return verified.readable ? verified.planned.plan : null;
  return applied?.ledger.wrote ? null : (planned?.plan ?? null);
};

const toFailure = (error: ActionError): Failure => {
  const { title, whose } = errorCatalog[error.code];
  const { code, message, fix, evidence, requestId, leftBehind } = error;
  return { code, title, sentence: message, fix, whose, evidence, requestId, leftBehind };
};

/** What is red though nothing failed: drift, and changes that apply did not bring about. */
const judge = (facts: Facts, final: Plan | null, failed: boolean): readonly ActionError[] => {
  if (failed || final === null || final.refusals.length > 0) return [];
  if (facts.mode === 'apply') return notConverged(final);
  if (facts.mode !== 'drift' && facts.mode !== 'renew') return [];
  const wanted = final.changes.filter((change) => change.held === null || change.held === 'mode').length;
  const held = heldPowerOf(final.changes).length;
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

const syncOf = (facts: Facts, final: Plan | null): Sync => {
  if (final === null || facts.mode === 'check') return 'unknown';
  const open =
    facts.mode === 'apply'
      ? wantedOf(final.changes)
      : final.changes.filter((change) => change.act !== 'retire' || !change.held);
  return open.length === 0 && final.refusals.length === 0 ? 'in-sync' : 'out-of-sync';
};

const resultOf = (facts: Facts, red: readonly Failure[], isRed: boolean, final: Plan | null): Result => {
  if (red.some((failure) => failure.code === 'APPLY_CANCELLED')) return 'cancelled';
  const refusals = facts.planned?.plan.refusals.length ?? 0;
  if (refusals > 0 || red.some((failure) => isRefusal(failure.code))) return 'refused';
  const failed = red.some((failure) => failure.code !== 'PLAN_DRIFT' && !failure.code.startsWith('HEALTH_'));
  if (facts.diagnostics.length > 0 || failed) return 'failed';
  if (facts.mode === 'drift') return isRed ? 'drift' : 'in-sync';
  if (facts.mode === 'renew') return renewResult(facts, red, isRed);
  if (isRed) return 'failed';
  if (facts.mode === 'apply') return facts.applied?.ledger.wrote ? 'applied' : 'in-sync';
  return final !== null && wantedOf(final.changes).length > 0 ? 'changes' : 'in-sync';
};

/** A renewal that TruU did not find Healthy has failed; one that left other differences standing is drift. */
const renewResult = (facts: Facts, red: readonly Failure[], isRed: boolean): Result => {
  const wrote = facts.applied?.ledger.wrote ?? false;
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

const clientIdOf = ({ verified, observation, applied }: Facts): string | null => {
  const seen = verified?.readable ? verified.observation : observation;
  if (seen?.readable && seen.entra.application !== null) return seen.entra.application.appId;
  return applied?.ledger.ids.get('create-application')?.appId ?? null;
};

const directoryIdOf = (standing: SecretStanding | null): string | null =>
  standing?.match.kind === 'ours' ? standing.match.directory.id : null;
