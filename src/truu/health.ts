import { explainCheck } from '../catalog/aadsts.ts';
import { durationMs } from '../support/duration.ts';
import type { DirectoryState, HealthSample } from './model.ts';

/** What a health answer must be newer than, beyond the directory's own changes. */
export interface Baseline {
  /** TruU's `Date` of the first health answer after the last write on Entra's side; null when there was none. */
  readonly entraWrites: Date | null;
  /** Key id of the secret that this run set; null when it set none. */
  readonly newKeyId: string | null;
  /** How old a result may be, in the spec. */
  readonly maxAge: string;
}

/** `Date` headers have whole seconds, so an instant lies within the second that they name. */
const secondMs = 1_000;
/** How far ahead of TruU's own `Date` a measurement may claim to be before it is nonsense. */
const aheadMs = 5_000;

/**
 * The sample with the reason for which it does not count: it must be measured with the secret that TruU holds, and after
 * every change. Pure.
 */
export const withStaleReason = (
  sample: HealthSample,
  directory: Pick<DirectoryState, 'credential' | 'updatedAt'>,
  baseline: Baseline,
): HealthSample => ({ ...sample, staleReason: staleReasonOf(sample, directory, baseline) });

const staleReasonOf = (
  { credentialKeyId, checkedAt, at }: HealthSample,
  { credential, updatedAt }: Pick<DirectoryState, 'credential' | 'updatedAt'>,
  { entraWrites, newKeyId, maxAge }: Baseline,
): string | null => {
  if (newKeyId !== null && credential.secretKeyId !== newKeyId) return 'TruU does not name the new secret';
  const measured = Date.parse(checkedAt ?? '');
  if (Number.isNaN(measured)) return 'not measured yet';
  if (credentialKeyId !== credential.secretKeyId) return 'measured with another secret';
  if (credential.acceptedAt !== null && !(measured > Date.parse(credential.acceptedAt)))
    return 'measured before the secret was accepted';
  if (!(measured >= Date.parse(updatedAt))) return 'measured before the last change at TruU';
  if (at !== null && measured > Date.parse(at) + secondMs + aheadMs) return 'measured in the future';
  if (entraWrites !== null && measured < entraWrites.getTime() + secondMs)
    return 'measured before the last change in Entra';
  if (at === null) return 'of unknown age, since the response has no Date';
  if (Date.parse(at) - measured > durationMs(maxAge)) return `measured more than ${maxAge} ago`;
  return null;
};

/** Whether a current answer is Healthy: any other status is not, nor is one beside a check that did not pass. */
export const isHealthy = (sample: HealthSample): boolean =>
  sample.staleReason === null && sample.status === 'HEALTHY' && failedChecks(sample).length === 0;

/** Whether a current answer is that something is wrong, rather than not known yet; HEALTHY beside a failed check says so. */
export const isUnhealthy = (sample: HealthSample): boolean =>
  sample.staleReason === null &&
  (sample.status === 'UNHEALTHY' || (sample.status === 'HEALTHY' && failedChecks(sample).length > 0));

type Check = HealthSample['checks'][number];

/** By the contract (2.0); any other value means that it did not pass. */
const passedStatuses: ReadonlySet<string> = new Set(['HEALTHY', 'PASSED', 'OK']);

/** Whether a check of TruU has passed; any other word is a failure. */
export const isPassedCheck = ({ status }: Pick<Check, 'status'>): boolean => passedStatuses.has(status);

/** The checks that did not pass. */
export const failedChecks = ({ checks }: Pick<HealthSample, 'checks'>): readonly Check[] =>
  checks.filter((check) => !isPassedCheck(check));

/** A failed check for a person: its code, what a number of Entra in it means, and the message of TruU. */
export const checkText = (check: Check): string => {
  const meaning = checkMeaning(check);
  const message = check.message ?? '';
  return [check.code ?? '', meaning === null ? message : withMessage(meaning, message)]
    .filter((part) => part !== '')
    .join(': ');
};

/** What a number of Entra in a failed check means, with its full stop; null when there is none that is known. */
export const checkMeaning = (check: Check): string | null => {
  const meaning = explainCheck(check);
  return meaning === null ? null : `${meaning}.`;
};

const withMessage = (meaning: string, message: string): string =>
  message === '' ? meaning : `${meaning} TruU says: ${message}`;
