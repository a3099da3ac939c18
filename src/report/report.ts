import type { ErrorCode, ErrorEntry } from '../catalog/errors.ts';
import type { Mode } from '../catalog/modes.ts';
import type { PermissionType } from '../catalog/permissions.ts';
import type { SecretRole } from '../catalog/secret-roles.ts';
import type { AuditEvent } from '../entra/model.ts';
import type { Plan, Step, StepOutcome } from '../plan/types.ts';
import type { Diagnostic } from '../spec/diagnostic.ts';
import type { Evidence } from '../support/errors.ts';
import type { RequestRecord } from '../support/requests.ts';
import type { HealthSample, HealthStatus } from '../truu/model.ts';

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
  readonly role: SecretRole;
  /** reported: Entra names its last use. unreported: Entra names none, which proves nothing. unknown: Entra did not tell. */
  readonly use: 'reported' | 'unreported' | 'unknown';
  /** RFC 3339; null unless `use` is `reported`. */
  readonly lastUsedOn: string | null;
  /** Whether the action may ever remove it. */
  readonly ours: boolean;
  /** Why it is ours, or why it is not: our own words. */
  readonly reason: string;
}

/** A permission on Microsoft Graph that the spec lists, or that the registration asks for or holds. */
export interface PermissionRow {
  readonly type: PermissionType;
  /** Its name, or its id when the catalogue does not know it; foreign text. */
  readonly name: string;
  /** What it lets its holder do; completes the sentence "may …". Null when nobody knows. */
  readonly description: string | null;
  /** As in the catalogue; null when nobody knows. */
  readonly tier: 0 | 1 | 2 | null;
  /** In the spec. Null: the spec does not manage this type. */
  readonly listed: boolean | null;
  readonly requested: boolean;
  readonly granted: boolean;
  /** Within what the workflow allows ever to be granted. */
  readonly allowed: boolean;
}

/** Something that was seen and is none of this action's business. */
export interface Unmanaged {
  /** Our own words. */
  readonly title: string;
  /** Foreign names. */
  readonly names: readonly string[];
  /** Our own words; ends the sentence "since …". */
  readonly reason: string;
}

/** A step without its arguments, which nobody needs to judge it. */
export type ReportedStep = Pick<Step, 'id' | 'kind' | 'changes' | 'dependsOn' | 'permissions'>;
/** A plan as far as it is told. */
export type ReportedPlan = Omit<Plan, 'steps'> & { readonly steps: readonly ReportedStep[] };

/** Why a run is red. */
export interface Failure {
  readonly code: ErrorCode;
  readonly title: string;
  readonly message: string;
  readonly fix: string;
  readonly category: ErrorEntry['category'];
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
  readonly health: HealthStatus;
  /** Whether the job fails. */
  readonly red: boolean;
  /** What was left out though it was asked for, since nobody could log in, and how a maintainer gets it: our own words. */
  readonly skipped: string | null;
  /** Path of the spec, relative to the workspace. */
  readonly specFile: string;
  /** From the spec; null when it could not be read. */
  readonly directoryName: string | null;
  readonly tenant: string | null;
  readonly cloud: string | null;
  /** Problems of the spec, sorted by position. */
  readonly diagnostics: readonly Diagnostic[];
  /** The plan that the run made first; null when it did not come so far. */
  readonly plan: ReportedPlan | null;
  /** The plan made after the writes; null when nothing was written or it did not come so far. */
  readonly remaining: ReportedPlan | null;
  readonly steps: readonly StepOutcome[];
  readonly healthTimeline: readonly HealthSample[];
  readonly secrets: readonly SecretRow[];
  /** As the run left them; empty when Entra was not read. */
  readonly permissions: readonly PermissionRow[];
  readonly unmanaged: readonly Unmanaged[];
  /** Graph application permissions in our own token; null when there was no login. */
  readonly loginRoles: readonly string[] | null;
  /** Every request in the order in which they began; the logins by the identity library are not among them. */
  readonly requests: readonly RequestRecord[];
  readonly failures: readonly Failure[];
  /** Application (client) ID of the managed registration, once known. */
  readonly clientId: string | null;
  /** RFC 3339 expiry of the secret that TruU holds, once known. */
  readonly secretExpiresOn: string | null;
  /** Whether this run handed a new secret to TruU. */
  readonly rotated: boolean;
  /** Of mode drift, where Entra drifted: who changed it lately by Entra's audit log, the newest first. Null: not asked for, or not told. */
  readonly auditEvents: readonly AuditEvent[] | null;
}
