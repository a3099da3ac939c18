import { traitsOf } from '../../catalog/modes.ts';
import { errorCatalog } from '../../catalog/errors.ts';
import { notHealthy } from '../../apply/wait-for-healthy.ts';
import { defaults } from '../../spec/defaults.ts';
import type { StageResults } from './stage-results.ts';
import { disabledCause } from '../../plan/disabled.ts';
import { explainCheck } from '../../catalog/aadsts.ts';
import { ActionError, changed, type Evidence } from '../../support/errors.ts';
import { failedChecks, isHealthy, isUnhealthy, withStaleReason, type Baseline } from '../../truu/health.ts';
import type { HealthSample, HealthStatus } from '../../truu/model.ts';

/** What is known of TruU's health, and why it is red where health must be good. */
export interface HealthKnown {
  readonly status: HealthStatus;
  readonly timeline: readonly HealthSample[];
  /** Null when it is good, or when this mode does not ask for good health. */
  readonly failure: ActionError | null;
}

/** From the wait when there was one, otherwise from the one answer that was read beside the plan. Pure. */
export const healthOf = (results: StageResults): HealthKnown => {
  const { applied, mode, side } = results;
  // What people and Entra say is judged row by row: the failures of TruU's side tell what is wrong.
  if (side !== null) return { status: side.health, timeline: [], failure: null };
  if (applied !== null)
    return { status: applied.health, timeline: applied.timeline, failure: healthFailure(mode, applied.health, null) };
  const match = results.planned?.assessment.match;
  if (match === undefined || !traitsOf(mode).asksHealth) return { status: 'not-asked', timeline: [], failure: null };
  if (match.kind !== 'ours' || match.directory.health === null) {
    const status = match.kind === 'none' ? 'not-asked' : 'unknown';
    return { status, timeline: [], failure: healthFailure(mode, status, null) };
  }
  const sample = withStaleReason(match.directory.health, match.directory, baselineOf(results));
  const status = isHealthy(sample) ? 'healthy' : sample.staleReason === null ? 'not-healthy' : 'unknown';
  return { status, timeline: [sample], failure: healthFailure(mode, status, sample) };
};

/** What a result must be newer than beside a plan: nothing was written, so only the directory's own changes and its age. */
const baselineOf = ({ spec }: StageResults): Baseline => ({
  entraWrites: null,
  newKeyId: null,
  maxAge: spec?.health.maxAge ?? defaults.health.maxAge,
});

const healthFailure = (
  mode: StageResults['mode'],
  status: HealthStatus,
  sample: HealthSample | null,
): ActionError | null => {
  // Without a directory drift is red already, since one is wanted.
  if (status === 'healthy' || status === 'not-asked' || !traitsOf(mode).redOnHealth) return null;
  if (sample !== null && isUnhealthy(sample)) return notHealthy(sample);
  if (sample === null) return new ActionError('HEALTH_NOT_HEALTHY', 'The health of the directory is unknown.', { fix });
  const message =
    sample.staleReason === null
      ? 'TruU has no result on the health of the directory yet.'
      : 'The last health result of TruU is out of date.';
  return new ActionError('HEALTH_NOT_HEALTHY', message, {
    fix,
    evidence: [
      { name: 'Last status from TruU', value: sample.status },
      ...(sample.staleReason === null ? [] : [{ name: 'Out of date because', value: sample.staleReason }]),
    ],
  });
};

/** No check failed, so there is none to look at. */
const fix =
  'Run again in a few minutes, after TruU has measured again. If it persists, check the directory in the TruU Admin Console.';

/**
 * The failure of bad health with what the run knows about it: a cause that it saw itself, and how TruU's health was before
 * the run wrote anything. Other failures stay as they are. Pure.
 */
export const withHealthContext = (error: ActionError, results: StageResults): ActionError =>
  withHealthBefore(withDisabledCause(error, results), results);

/** TruU's checks show that a login failed; that sign-in is disabled is what this run read in Entra. */
const withDisabledCause = (error: ActionError, { verified, observation }: StageResults): ActionError => {
  const seen = verified?.readable ? verified.observation : observation;
  const cause = seen?.readable ? disabledCause(seen.entra) : null;
  if (error.code !== 'HEALTH_NOT_HEALTHY' || cause === null) return error;
  return withEvidence(error, `${cause.message}, so TruU cannot log in.`, cause);
};

/** Trouble that the run made is told apart from trouble that it found. */
const withHealthBefore = (error: ActionError, results: StageResults): ActionError => {
  const { applied, planned } = results;
  const match = planned?.assessment.match;
  if (applied === null || match === undefined || !errorCatalog[error.code].aboutHealth) return error;
  if (match.kind !== 'ours') return withHealthAtStart(error, 'The directory was created by this run.', 'no directory');
  const { health } = match.directory;
  if (health === null) return withHealthAtStart(error, unknownBefore, 'nothing');
  const before = withStaleReason(health, match.directory, baselineOf(results));
  const codes = failedChecks(before).flatMap(codeAndMeaning).join(', ');
  const shown = `${before.status}${codes === '' ? '' : ` (${codes})`}`;
  if (isHealthy(before)) return withHealthAtStart(error, 'It was Healthy before this run.', shown);
  if (isUnhealthy(before)) return withHealthAtStart(error, 'It was not Healthy before this run either.', shown);
  return withHealthAtStart(
    error,
    unknownBefore,
    `${shown}${before.staleReason === null ? '' : `, ${before.staleReason}`}`,
  );
};

const codeAndMeaning = (check: HealthSample['checks'][number]): readonly string[] => {
  const meaning = explainCheck(check);
  if (check.code === null) return meaning === null ? [] : [meaning];
  return [meaning === null ? check.code : `${check.code}: ${meaning}`];
};

const unknownBefore = 'Its health before this run is unknown.';

const withHealthAtStart = (error: ActionError, message: string, shown: string): ActionError =>
  withEvidence(error, message, { evidence: { name: 'Health before this run', value: shown } });

const withEvidence = (
  error: ActionError,
  message: string,
  { fix, evidence }: { readonly fix?: string; readonly evidence: Evidence },
): ActionError =>
  changed(error, {
    message: `${error.message} ${message}`,
    fix: fix ?? error.fix,
    evidence: [...error.evidence, evidence],
  });
