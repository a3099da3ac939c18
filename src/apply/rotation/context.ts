import type { CreatedSecret } from '../../entra/write/secret.ts';
import type { StepOf } from '../../plan/types.ts';
import type { ActionError } from '../../support/errors.ts';
import type { ApplyContext, Ledger } from '../context.ts';

/** What a transaction finds out on its way. */
export interface RotationContext {
  readonly context: ApplyContext;
  readonly step: StepOf<'set-secret'>;
  readonly ledger: Ledger;
  readonly applicationId: string;
  readonly appId: string;
  /** The name of the secret that is being created. */
  displayName: string;
  tries: number;
  secret: CreatedSecret | null;
  /** The directory that holds the new secret, once one does. */
  directoryId: string | null;
  /** Appended to the message of a success. */
  note: string;
  /** Why it cannot succeed any more. */
  error: ActionError | null;
  leftBehind: readonly string[];
}
