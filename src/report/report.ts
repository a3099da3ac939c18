import type { ErrorCode, ErrorEntry } from '../catalog/errors.ts';
import type { Plan, StepOutcome } from '../plan/types.ts';
import type { Diagnostic } from '../spec/diagnostic.ts';
import type { Evidence } from '../support/errors.ts';
import type { HealthSample, HealthWord } from '../truu/model.ts';

/** Where a run stops. */
export const modes = ['check', 'plan', 'drift', 'renew', 'apply'] as const;
/** One of `modes`. */
export type Mode = (typeof modes)[number];

/** The one word for how a run ended. */
export type Result = 'in-sync' | 'changes' | 'drift' | 'applied' | 'renewed' | 'refused' | 'failed' | 'cancelled';
/** Whether the world is as the spec says. */
export type Sync = 'in-sync' | 'out-of-sync' | 'unknown';

/** One secret of the registration. Its value is nowhere in a report. */
export interface SecretRow {
  readonly keyId: string;
  readonly displayName: string | null;
  /** RFC 3339. */
  readonly startsOn: string;
  /** RFC 3339. */
  readonly expiresOn: string;
  /** held: TruU holds it. overlap: ours, retired, still within its overlap. due: ours, to be retired. unsent: ours, left by a dead run. foreign: not ours. */
  readonly role: 'held' | 'overlap' | 'due' | 'unsent' | 'foreign';
}

/** Why a run is red. */
export interface Failure {
  readonly code: ErrorCode;
  readonly title: string;
  readonly sentence: string;
  readonly fix: string;
  readonly whose: ErrorEntry['whose'];
  readonly evidence: readonly Evidence[];
  readonly requestId: string | null;
  /** What remains that was not there before, each as one sentence. */
  readonly leftBehind: readonly string[];
}

/** All that is known of a run at its end: the source of every surface, and free of secrets. */
export interface Report {
  readonly mode: Mode | null;
  readonly result: Result;
  readonly sync: Sync;
  readonly health: HealthWord;
  /** Whether the job fails. */
  readonly red: boolean;
  /** Path of the spec, relative to the workspace. */
  readonly specFile: string;
  /** From the spec; null when it could not be read. */
  readonly directoryName: string | null;
  readonly tenant: string | null;
  readonly cloud: string | null;
  /** Problems of the spec, sorted by position. */
  readonly diagnostics: readonly Diagnostic[];
  /** The plan that the run made first; null when it did not come so far. */
  readonly plan: Plan | null;
  /** The plan made after the writes; null when nothing was written or it did not come so far. */
  readonly remaining: Plan | null;
  readonly steps: readonly StepOutcome[];
  readonly healthTimeline: readonly HealthSample[];
  readonly secrets: readonly SecretRow[];
  readonly failures: readonly Failure[];
  /** Application (client) ID of the managed registration, once known. */
  readonly clientId: string | null;
  /** RFC 3339 expiry of the secret that TruU holds, once known. */
  readonly secretExpiresOn: string | null;
  /** Whether this run handed a new secret to TruU. */
  readonly rotated: boolean;
}
