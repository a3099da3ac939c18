import { createHash } from 'node:crypto';

/** What GitHub signs of a plan job: on what it ran, by which workflow file, and what it planned. */
export interface PlanSubject {
  /** Number of the pull request, or in a merge queue that of the entry's branch. */
  readonly pull: number;
  /** Head commit of the pull request, or in a merge queue of the group. */
  readonly head: string;
  /** Blob id of the workflow file that ran. */
  readonly workflow: string;
  /** Path and fingerprint of each spec; `noFingerprint` where the run made no plan. */
  readonly plans: PlannedSpecs;
}

/** Path and fingerprint of each spec, in any order. */
export type PlannedSpecs = readonly (readonly [string, string])[];

/** Stands for the fingerprint of a run that has no plan, or failed. */
export const noFingerprint = '0'.repeat(64);

/**
 * The audience of the OIDC token that records a plan: `truu-plan:` and the SHA-256 of its subject as JSON, hexadecimal. A
 * job can ask for any audience, so it says what the job claims; the other claims say which job that was. Such lengths and
 * characters are in use (audiences of 144 characters with colons, drexthealpha/Knos, 2026-10).
 */
export const planAudience = ({ pull, head, workflow, plans }: PlanSubject): string => {
  const sorted = plans.map(([path, fingerprint]) => [path, fingerprint] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const canonical = JSON.stringify({ pull, head, workflow, plans: sorted });
  return `truu-plan:${createHash('sha256').update(canonical).digest('hex')}`;
};
