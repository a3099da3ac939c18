import type { Id, Reference } from '../plan/types.ts';
import type { EntraWriter } from '../entra/writer.ts';
import type { Clock } from '../support/clock.ts';
import { ActionError } from '../support/errors.ts';
import type { Http } from '../support/http.ts';
import type { MaskSecret } from '../support/secret.ts';
import type { Truu } from '../truu/api/transport.ts';

/** What writing needs: both remotes, and the host's part in secrets. */
export interface ApplyContext {
  readonly entra: EntraWriter;
  /** The same, but it still works for some seconds after a cancellation: to remove a secret that nobody will use. */
  readonly cleanupWriter: EntraWriter;
  readonly truu: Truu;
  /** For the proof of a new secret. */
  readonly http: Http;
  readonly maskSecret: MaskSecret;
  readonly clock: Clock;
  readonly cancel: AbortSignal;
  readonly tenant: string;
  readonly tokenUrl: string;
  readonly scope: string;
  /** Random hexadecimal of eight digits. */
  readonly nonce: () => string;
  /** Says one line of progress; own words only. */
  readonly say: (line: string) => void;
}

/** A secret that TruU took. */
export interface HandedOver {
  readonly keyId: string;
  readonly expiresOn: string;
  readonly directoryId: string;
  /** The key that TruU named before; null when there was none, or none that it could name. */
  readonly previousKeyId: string | null;
}

/** What steps find out for those after them. */
export interface Ledger {
  readonly ids: Map<string, Partial<Record<Reference['field'], string>>>;
  /** The newest ETag of each directory that this run wrote to. */
  readonly etags: Map<string, string>;
  /** Ids of what this run created, so that lag of it is no failure. */
  readonly fresh: Set<string>;
  /** The secret that this run handed over, once TruU took it. */
  newSecret: HandedOver | null;
  /** Whether anything was written in Entra, or at all. */
  wroteEntra: boolean;
  wrote: boolean;
}

/** An empty ledger. */
export const openLedger = (): Ledger => ({
  ids: new Map(),
  etags: new Map(),
  fresh: new Set(),
  newSecret: null,
  wroteEntra: false,
  wrote: false,
});

/** The id that a step needs: known in the plan, or made by an earlier step. */
export const resolve = (ledger: Ledger, id: Id): string => {
  if (typeof id === 'string') return id;
  const found = ledger.ids.get(id.step)?.[id.field];
  if (found === undefined) throw new ActionError('INTERNAL', `The step ${id.step} left no ${id.field}.`);
  return found;
};
