import type { ActionResult } from '../testing/run-action.ts';
import { astray, type Evidence } from './invariants.ts';

/** A disturbed run as it went. */
export interface Disturbance {
  readonly outcome: ActionResult;
  /** How many of the faults met their request. */
  readonly struck: number;
  /** How long it took to end after it was asked to; null when it was not, or was killed. */
  readonly tookMs: number | null;
}

/** How long a run may take to end after the first signal: a runner sends the second one 7.5 s after it. */
const graceMs = 7_000;

/** What a run that ended by itself must have said; one that was killed has no say. */
export const endings = ({ outcome, tookMs }: Disturbance, evidence: Evidence): readonly string[] => {
  if (outcome.signal !== null) return [];
  return [...silence(outcome, evidence), ...(tookMs === null ? [] : disobedience(outcome, tookMs))];
};

const silence = ({ code, outputs, produced }: ActionResult, evidence: Evidence): readonly string[] => {
  const failure = outputs['failure-code'] ?? '';
  const there = new Set(evidence.before.entra.secrets.map(({ keyId }) => keyId));
  const isNamed = (keyId: string): boolean =>
    produced.some(({ text }) => text.includes(keyId) || text.includes('that nobody knows may have been made'));
  const unnamed = astray(evidence).filter((keyId) => !there.has(keyId) && !isNamed(keyId));
  return [
    ...((code === 0) === (failure === '') && failure !== 'INTERNAL' ? [] : [`It ended with ${code} and "${failure}"`]),
    ...(outputs['result'] === undefined ? ['It gave no result'] : []),
    ...unnamed.map((keyId) => `It left the secret ${keyId} behind and did not say so`),
  ];
};

const disobedience = ({ code, outputs }: ActionResult, tookMs: number): readonly string[] => [
  ...(tookMs > graceMs ? [`It took ${Math.round(tookMs / 100) / 10} s to end after a signal`] : []),
  ...(code === 1 && outputs['result'] === 'cancelled'
    ? []
    : [`It was told to end, and ended with ${code} and the result "${outputs['result']}"`]),
];
