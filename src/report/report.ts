import type { ErrorCode, ErrorEntry } from '../catalog/errors.ts';
import type { Mode } from '../catalog/modes.ts';
import type { PermissionSummary } from '../catalog/permissions.ts';
import type { SecretRole } from '../catalog/secret-roles.ts';
import type { AuditEvent } from '../entra/model.ts';
import type { EnvironmentState } from '../plan/environment.ts';
import type { Plan, Step, StepOutcome } from '../plan/types.ts';
import type { Diagnostic } from '../spec/diagnostic.ts';
import type { Evidence } from '../support/errors.ts';
import type { RequestRecord } from '../support/requests.ts';
import type { HealthSource } from '../truu/judgement.ts';
import type { HandOffAsk, HandOffKnown } from '../truu/hand-off.ts';
import type { HealthSample, HealthStatus } from '../truu/model.ts';
import type { ReportedLinks, RunRecord } from './run-record.ts';

/** How a run ended. */
export type Result =
  | 'in-sync'
  | 'changes'
  | 'drift'
  | 'applied'
  | 'renewed'
  | 'waiting'
  /** Nothing was read: a comment started the run and had nothing to say to it. */
  | 'skipped'
  | 'refused'
  | 'failed'
  | 'cancelled';
/** Whether Entra and TruU match the spec. */
export type Sync = 'in-sync' | 'out-of-sync' | 'unknown';

/** One secret of the registration, without its value. */
export interface SecretRow {
  readonly keyId: string;
  readonly displayName: string | null;
  /** RFC 3339. */
  readonly startsOn: string;
  /** RFC 3339. */
  readonly expiresOn: string;
  readonly role: SecretRole;
  /**
   * reported: Entra has a last use. unreported: Entra has none; activity data can lag. unknown: Entra was not readable.
   */
  readonly use: 'reported' | 'unreported' | 'unknown';
  /** RFC 3339; null unless `use` is `reported`. */
  readonly lastUsedOn: string | null;
  /** Whether the action may delete it. */
  readonly ours: boolean;
  /** Why `ours` is true or false; no foreign text. */
  readonly reason: string;
}

/** A permission on Microsoft Graph that the spec lists, or that the registration requests or has. */
export interface PermissionRow extends PermissionSummary {
  /** In the spec. Null: the spec does not manage this type. */
  readonly listed: boolean | null;
  readonly requested: boolean;
  readonly granted: boolean;
  /** In the input allowed-permissions. */
  readonly allowed: boolean;
}

/** Something that exists and that the spec does not manage. */
export interface Unmanaged {
  /** No foreign text. */
  readonly title: string;
  /** Foreign names. */
  readonly names: readonly string[];
  /** No foreign text; ends the sentence "since …". */
  readonly reason: string;
}

/** A step without its arguments, which a reader does not need. */
export type ReportedStep = Pick<Step, 'id' | 'kind' | 'changes' | 'dependsOn' | 'permissions'>;
/** A plan as it is reported. */
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
  /** What the run left behind, each as one sentence. */
  readonly leftBehind: readonly string[];
}

/** What is known of TruU's side where a person serves it. TruU itself was not asked. */
export interface ReportedHandOff {
  /** What the health is known by; null: by nothing. */
  readonly healthSource: HealthSource | null;
  readonly known: HandOffKnown;
  /** What a person is asked, or will be; null: nothing. */
  readonly ask: HandOffAsk | null;
  /** When something stops if nobody acts, RFC 3339; null: nothing is asked. */
  readonly actBefore: string | null;
  /** The open hand-off issue. */
  readonly issueUrl: string | null;
}

/** The result of a run: the source of every surface. It contains no secret. */
export interface Report {
  readonly mode: Mode | null;
  readonly result: Result;
  readonly sync: Sync;
  readonly health: HealthStatus;
  /** Whether the job fails. */
  readonly red: boolean;
  /**
   * Why less was done than the mode does: the job has no credentials, or a comment started the run and has nothing to say to
   * it; no foreign text.
   */
  readonly skipped: string | null;
  /** Path of the spec, relative to the workspace. */
  readonly specFile: string;
  /** From the spec; null when it could not be read. */
  readonly directoryName: string | null;
  readonly tenant: string | null;
  readonly cloud: string | null;
  /** Problems of the spec, sorted by position. */
  readonly diagnostics: readonly Diagnostic[];
  /** The first plan of the run; null when the run ended before it. */
  readonly plan: ReportedPlan | null;
  /** The plan after the writes; null when nothing was written or the run ended before it. */
  readonly remaining: ReportedPlan | null;
  readonly steps: readonly StepOutcome[];
  /** The deployment environment of the job; null: the mode does not ask for it, or the run ended before. */
  readonly environment: Pick<EnvironmentState, 'name' | 'rule'> | null;
  readonly healthTimeline: readonly HealthSample[];
  readonly secrets: readonly SecretRow[];
  /** As the run left them; empty when Entra was not read. */
  readonly permissions: readonly PermissionRow[];
  readonly unmanaged: readonly Unmanaged[];
  /** Graph application permissions in the token of this job's identity; null when there was no login. */
  readonly loginRoles: readonly string[] | null;
  /** Every request in the order of its start; without the logins by the identity library. */
  readonly requests: readonly RequestRecord[];
  readonly failures: readonly Failure[];
  /** What a person must see though the run is green. */
  readonly warnings: readonly Failure[];
  /** Null where TruU was asked itself. */
  readonly handOff: ReportedHandOff | null;
  /** Application (client) ID of the managed registration, once known. */
  readonly clientId: string | null;
  /** Id of the directory in TruU, once known; null where a person serves TruU. */
  readonly directoryId: string | null;
  /** Object id of the registration, once known. */
  readonly applicationObjectId: string | null;
  /** Object id of the service principal, once known. */
  readonly servicePrincipalObjectId: string | null;
  /** RFC 3339 expiry of the secret that TruU holds, once known. */
  readonly secretExpiresOn: string | null;
  /** Whole days until then by Graph's clock, negative once it has passed; null: not known. */
  readonly daysLeft: number | null;
  /** Whether this run set a new secret in TruU. */
  readonly rotated: boolean;
  /**
   * In mode drift, when Entra drifted: recent changes in Entra's audit log, the newest first. Null: not requested, or
   * not readable.
   */
  readonly auditEvents: readonly AuditEvent[] | null;
  /** The host fills it in; null: not known. */
  readonly run: RunRecord | null;
  /** The host fills it in; null: nothing was published on GitHub. */
  readonly published: ReportedLinks | null;
}
