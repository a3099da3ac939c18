import type { ActionError } from '../support/errors.ts';
import type { HandOffAsk, HandOffKnown } from './hand-off.ts';
import type { HealthStatus } from './model.ts';

/** What is left for a person to do. */
export interface StillToDo {
  /** Whether a new secret is needed. */
  readonly asksKey: boolean;
  /** Whether a field is to be set or checked. */
  readonly asksFields: boolean;
}

/** By what TruU's side judges a run. */
export interface JudgeContext extends StillToDo {
  /** Whether the mode is red on anything that is not as the spec says, rather than only on what it could not do itself. */
  readonly strict: boolean;
  /** ISO 8601 duration. */
  readonly renewBefore: string;
  /** Key id of a secret that the input `rotate` names and that still works; null: none. */
  readonly compromised: string | null;
  /** By Graph's clock. */
  readonly now: Date;
}

/** Who says that the directory is healthy. */
export type HealthSource = 'truu' | 'entra+person' | 'entra' | 'person';

/** What TruU's side says of a run, beside the plan. */
export interface SideJudgement {
  readonly health: HealthStatus;
  readonly healthSource: HealthSource | null;
  /** Red. */
  readonly failures: readonly ActionError[];
  /** Green, and to be seen. */
  readonly warnings: readonly ActionError[];
  /** A person is asked, and nothing stops yet. */
  readonly waiting: boolean;
  /** When something stops if nobody acts, RFC 3339; null: nothing is asked. */
  readonly actBefore: string | null;
  /** The open hand-off issue. */
  readonly issueUrl: string | null;
  readonly known: HandOffKnown;
  /** What a person is asked, or will be; null: nothing. */
  readonly ask: HandOffAsk | null;
}
