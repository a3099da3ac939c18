import type { SecretTestResult } from '../entra/login/test-secret.ts';
import type { EntraWriter } from '../entra/writer.ts';
import type { KnownAccess } from '../plan/access.ts';
import type { Id, Reference } from '../plan/types.ts';
import type { Clock } from '../support/clock.ts';
import { ActionError } from '../support/errors.ts';
import type { MaskSecret, Secret } from '../support/secret.ts';
import type { TruuWriter } from '../truu/connection.ts';

/** What the run vouches for, when it looks once more at who can get in. */
export interface Trust extends KnownAccess {
  /** Key ids of the secrets that the plan has judged. */
  readonly judgedSecrets: ReadonlySet<string>;
  /** App role ids and delegated permissions on Microsoft Graph that the spec lists. */
  readonly listedRoles: ReadonlySet<string>;
  readonly listedScopes: ReadonlySet<string>;
}

/** What writing needs: both remotes, and the host's part in secrets. */
export interface ApplyContext {
  readonly entra: EntraWriter;
  /** The same, but it still works for some seconds after a cancellation: to delete a secret that TruU will not use. */
  readonly cleanupWriter: EntraWriter;
  readonly truu: TruuWriter;
  /** Logs in with a new secret. Throws ENTRA_SECRET_TEST_FAILED, ENTRA_DISABLED, APPLY_CANCELLED. */
  readonly testSecret: (appId: string, value: Secret) => Promise<SecretTestResult>;
  readonly maskSecret: MaskSecret;
  readonly clock: Clock;
  readonly cancel: AbortSignal;
  readonly tenant: string;
  /** Who uses the secret: of the connection to TruU. */
  readonly consumer: string;
  /** How old a health result of TruU may be; ISO 8601 duration. */
  readonly maxHealthAge: string;
  readonly trust: Trust;
  /** Random hexadecimal of eight digits. */
  readonly nonce: () => string;
  /** Prints one line of progress; own words only. */
  readonly say: (line: string) => void;
}

/** A secret that this run set in TruU, or delivered to the people who do. */
export interface NewSecret {
  readonly keyId: string;
  /** RFC 3339. */
  readonly expiresOn: string;
  readonly directoryId: string;
  /** The key that TruU named before; null when there was none, or none that it could name. */
  readonly previousKeyId: string | null;
  /** Whether TruU holds it; otherwise a person sets it in TruU later. */
  readonly isInTruu: boolean;
}

/** What steps find out for those after them. */
export interface Ledger {
  readonly ids: Map<string, Partial<Record<Reference['field'], string>>>;
  /** The secret that this run set in TruU, or delivered, once it was taken. */
  newSecret: NewSecret | null;
  /** Whether anything was written in Entra, or at all. */
  wroteEntra: boolean;
  wrote: boolean;
}

/** An empty ledger. */
export const openLedger = (): Ledger => ({
  ids: new Map(),
  newSecret: null,
  wroteEntra: false,
  wrote: false,
});

/** The id that a step needs: known in the plan, or created by an earlier step. Throws INTERNAL. */
export const resolve = (ledger: Ledger, id: Id): string => {
  if (typeof id === 'string') return id;
  const found = ledger.ids.get(id.step)?.[id.field];
  if (found === undefined) throw new ActionError('INTERNAL', `The step ${id.step} left no ${id.field}.`);
  return found;
};
