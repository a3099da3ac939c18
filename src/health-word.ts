import { notHealthy } from './apply/healthy.ts';
import type { Facts } from './facts.ts';
import { ActionError } from './support/errors.ts';
import { believe, isHealthy, isUnhealthy } from './truu/believe.ts';
import type { HealthSample, HealthWord } from './truu/model.ts';

/** What is known of TruU's health, and why it is red where health must be good. */
export interface HealthKnown {
  readonly word: HealthWord;
  readonly timeline: readonly HealthSample[];
  /** Null when it is good, or when this mode does not ask for good health. */
  readonly failure: ActionError | null;
}

/** From the wait when there was one, otherwise from the one answer that was read beside the plan. Pure. */
export const healthOf = (facts: Facts): HealthKnown => {
  const { applied, mode } = facts;
  if (applied !== null)
    return { word: applied.health, timeline: applied.timeline, failure: mustBeGood(mode, applied.health, null) };
  const match = facts.planned?.standing.match;
  if (match === undefined || mode === 'check') return { word: 'not-asked', timeline: [], failure: null };
  if (match.kind !== 'ours' || match.directory.health === null) {
    const word = match.kind === 'none' ? 'not-asked' : 'unknown';
    return { word, timeline: [], failure: mustBeGood(mode, word, null) };
  }
  const sample = believe(match.directory.health, match.directory, { entraWrites: null });
  const word = isHealthy(sample) ? 'healthy' : sample.discounted === null ? 'not-healthy' : 'unknown';
  return { word, timeline: [sample], failure: mustBeGood(mode, word, sample) };
};

const mustBeGood = (mode: Facts['mode'], word: HealthWord, sample: HealthSample | null): ActionError | null => {
  // Without a directory drift is red already, since one is wanted; a plan and a check ask for no health.
  if (word === 'healthy' || word === 'not-asked' || mode === 'plan' || mode === 'check' || mode === null) return null;
  if (sample !== null && isUnhealthy(sample)) return notHealthy(sample);
  if (sample === null)
    return new ActionError('HEALTH_NOT_HEALTHY', 'It is not known whether TruU finds the directory Healthy.', { fix });
  const sentence =
    sample.discounted === null
      ? 'TruU has come to no result on the health of the directory.'
      : 'What TruU last said of the health of the directory does not count.';
  return new ActionError('HEALTH_NOT_HEALTHY', sentence, {
    fix,
    evidence: [
      { name: 'Last word of TruU', value: sample.status },
      ...(sample.discounted === null ? [] : [{ name: 'Why it does not count', value: sample.discounted }]),
    ],
  });
};

/** No check failed, so there is none to look at. */
const fix = 'Run again in some minutes, when TruU has measured again; see the Admin Console of TruU when it stays so.';
