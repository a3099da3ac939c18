import type { Applied } from '../../apply/apply.ts';
import type { LoginIdentity } from '../../entra/login/identity.ts';
import type { AuditEvent } from '../../entra/model.ts';
import type { EnvironmentState } from '../../plan/environment.ts';
import type { Observation } from '../observe.ts';
import type { Policy } from '../../plan/input.ts';
import type { Planned } from '../../plan/make-plan.ts';
import type { Mode } from '../../catalog/modes.ts';
import type { Diagnostic } from '../../spec/diagnostic.ts';
import type { SpecDocument } from '../../spec/parse.ts';
import type { Spec } from '../../spec/schema.ts';
import type { ActionError } from '../../support/errors.ts';
import type { RequestRecord } from '../../support/requests.ts';
import type { SideJudgement } from '../../truu/judgement.ts';
import type { Verified } from '../verify.ts';

/** What the stages found out, as far as the run came. The pipeline fills it in, and the report is built from it. */
export interface StageResults {
  mode: Mode | null;
  specFile: string;
  spec: Spec | null;
  /** The spec with its places; null: it could not be read. */
  document: SpecDocument | null;
  /** What the workflow allows; null when its inputs could not be read. */
  policy: Pick<Policy, 'allowedPermissions' | 'adoptSecrets' | 'rotate'> | null;
  /** Who logs in; null: nobody. */
  identity: LoginIdentity | null;
  /** Filled in by the transport. */
  readonly requests: RequestRecord[];
  diagnostics: readonly Diagnostic[];
  failures: readonly ActionError[];
  observation: Observation | null;
  planned: Planned | null;
  /** Of the job; null: not asked for. */
  environment: EnvironmentState | null;
  applied: Applied | null;
  verified: Verified | null;
  /** What TruU's side says of the run, where people serve it; null: TruU was asked itself, or the run ended before. */
  side: SideJudgement | null;
  /** Who made Entra drift; null: not read, or not readable. */
  auditEvents: readonly AuditEvent[] | null;
}

/** No stage has run yet. */
export const noResults = (mode: Mode | null, specFile: string): StageResults => ({
  mode,
  specFile,
  spec: null,
  document: null,
  policy: null,
  identity: null,
  requests: [],
  diagnostics: [],
  failures: [],
  observation: null,
  planned: null,
  environment: null,
  applied: null,
  verified: null,
  side: null,
  auditEvents: null,
});
