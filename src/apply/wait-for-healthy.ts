import { secretPropagationMs } from '../catalog/client-secrets.ts';
import { isNewSecretLag } from '../catalog/aadsts.ts';
import { backOff, deadlineIn } from '../support/clock.ts';
import { ActionError, asActionError } from '../support/errors.ts';
import { checkText, failedChecks, isHealthy, isUnhealthy, withStaleReason } from '../truu/health.ts';
import type { DirectoryState, HealthSample } from '../truu/model.ts';
import type { ApplyContext, Ledger, NewSecret } from './context.ts';

/** How the wait for Healthy ended. */
export interface HealthWait {
  readonly status: 'healthy' | 'not-healthy' | 'unknown';
  readonly timeline: readonly HealthSample[];
  readonly failure: ActionError | null;
  /** The key that TruU held and that was Healthy; null unless healthy. */
  readonly keyId: string | null;
}

/** So many unhealthy results of different measurements end the wait early. */
const verdictsToGiveUp = 3;
/** So often in a row TruU must name another secret than the one that it took before that counts. */
const denialsToGiveUp = 3;
/** A timeline stays short enough to read. */
const maxSamples = 50;

/** Polls TruU's health until a current answer is Healthy. Never throws. */
export const waitForHealthy = async (
  context: ApplyContext,
  ledger: Ledger,
  directoryId: string,
  timeoutMs: number,
): Promise<HealthWait> => {
  const timeline: HealthSample[] = [];
  const deadline = deadlineIn(context.clock, timeoutMs);
  const startedMs = context.clock.monotonicMs();
  const unhealthy = new Set<string>();
  const newKeyId = ledger.newSecret?.keyId ?? null;
  let entraWrites: Date | null = null;
  let denials = 0;
  let last: ActionError | null = null;
  try {
    for (const wait of backOff(250, 1.5, 15_000)) {
      if (context.cancel.aborted) throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
      const requested = await readSample(context, directoryId);
      if (requested instanceof ActionError) last = requested;
      else {
        if (ledger.wroteEntra) entraWrites ??= requested.sample.at === null ? null : new Date(requested.sample.at);
        const sample = withStaleReason(requested.sample, requested.directory, {
          ...{ entraWrites, newKeyId, maxAge: context.maxHealthAge },
        });
        remember(timeline, sample);
        denials = ledger.newSecret === null || names(requested.directory, ledger.newSecret) ? 0 : denials + 1;
        if (ledger.newSecret !== null && denials >= denialsToGiveUp)
          throw denied(requested.directory, ledger.newSecret);
        if (ledger.newSecret !== null && denials === 0) checkPrevious(requested.directory, ledger.newSecret);
        if (denials === 0 && isHealthy(sample))
          return { status: 'healthy', timeline, failure: null, keyId: sample.credentialKeyId };
        if (isUnhealthy(sample) && !mayPass(sample, ledger, context.clock.monotonicMs() - startedMs))
          unhealthy.add(sample.checkedAt ?? '');
        if (unhealthy.size >= verdictsToGiveUp) break;
      }
      if (deadline.passed()) break;
      await context.clock.sleep(Math.min(wait, deadline.leftMs()), context.cancel);
    }
    return ended(timeline, last, timeoutMs);
  } catch (thrown) {
    return { status: 'unknown', timeline, failure: asActionError(thrown), keyId: null };
  }
};

const names = ({ credential }: DirectoryState, { keyId }: NewSecret): boolean => credential.secretKeyId === keyId;

/** TruU's record decides what may be deleted, so it must have what this run saw. Throws TRUU_CONTRACT. */
const checkPrevious = ({ credential }: DirectoryState, { keyId, previousKeyId }: NewSecret): void => {
  const isNamed = credential.previous.some(({ secretKeyId }) => secretKeyId === previousKeyId);
  if (previousKeyId === null || isNamed) return;
  throw new ActionError('TRUU_CONTRACT', 'TruU does not name the secret that it held before among the previous ones.', {
    fix: 'Contact TruU support. Nothing was retired.',
    evidence: [{ name: 'Previous key id', value: previousKeyId }],
    leftBehind: [`The new secret ${keyId} and the previous one stay in Entra.`],
  });
};

/** TruU took the new secret, by its own word, and names another one. */
const denied = ({ credential }: DirectoryState, { keyId, previousKeyId }: NewSecret): ActionError => {
  const leftBehind = [`The new secret ${keyId} and the previous ones stay in Entra, since TruU may hold any of them.`];
  const evidence = [{ name: 'Key id in TruU', value: credential.secretKeyId ?? 'none' }];
  if (credential.secretKeyId !== null && credential.secretKeyId === previousKeyId)
    return new ActionError('TRUU_CONTRACT', 'TruU confirmed the new secret and still names the previous one.', {
      fix: 'Contact TruU support. Nothing was retired, and the next run tries again.',
      evidence,
      leftBehind,
    });
  const message = 'Another run or person set another secret in TruU while this run waited for Healthy.';
  return new ActionError('APPLY_OVERTAKEN', message, { evidence, leftBehind });
};

const readSample = async (context: ApplyContext, directoryId: string) => {
  try {
    return await context.truu.readHealth(directoryId);
  } catch (thrown) {
    const error = asActionError(thrown);
    if (error.code !== 'TRUU_UNAVAILABLE') throw error;
    return error;
  }
};

const remember = (timeline: HealthSample[], sample: HealthSample): void => {
  const before = timeline.at(-1);
  const same =
    before !== undefined &&
    before.checkedAt === sample.checkedAt &&
    before.status === sample.status &&
    before.staleReason === sample.staleReason;
  if (same) timeline.pop();
  timeline.push(sample);
  if (timeline.length > maxSamples) timeline.splice(1, 1);
};

/** "Invalid client secret" about a secret that this run made is propagation for some minutes. */
const mayPass = (sample: HealthSample, ledger: Ledger, sinceMs: number): boolean =>
  ledger.newSecret !== null && sinceMs < secretPropagationMs && sample.checks.some(({ code }) => isNewSecretLag(code));

const ended = (timeline: readonly HealthSample[], last: ActionError | null, timeoutMs: number): HealthWait => {
  const believed = timeline.filter((sample) => sample.staleReason === null).at(-1);
  if (believed !== undefined && isUnhealthy(believed))
    return { status: 'not-healthy', timeline, failure: notHealthy(believed), keyId: null };
  if (timeline.length === 0 && last !== null) return { status: 'unknown', timeline, failure: last, keyId: null };
  const seconds = Math.round(timeoutMs / 1000);
  const time = seconds === 1 ? '1 second' : `${seconds} seconds`;
  const shown = timeline.at(-1);
  const failure = new ActionError('HEALTH_TIMEOUT', `TruU did not report Healthy within ${time}.`, {
    evidence:
      shown === undefined
        ? []
        : [
            {
              name: 'Last status from TruU',
              value: `${shown.status}${shown.staleReason ? ` (${shown.staleReason})` : ''}`,
            },
          ],
  });
  return { status: believed === undefined ? 'unknown' : 'not-healthy', timeline, failure, keyId: null };
};

/** The failure of a directory that TruU says is not Healthy: each failed check, and what a number of Entra in it means. */
export const notHealthy = (sample: HealthSample): ActionError =>
  new ActionError('HEALTH_NOT_HEALTHY', 'TruU reports that the directory is not Healthy.', {
    evidence: failedChecks(sample).map((check) => ({ name: `Check ${check.name}`, value: checkText(check) })),
  });
