import type { ActionError } from '../../support/errors.ts';
import type { Secret } from '../../support/secret.ts';
import type { RecordedSecret } from '../hand-off.ts';

/** A new client secret on its way to the people who may read it. */
export interface SecretToStore {
  readonly value: Secret;
  /** Entra's key ID. */
  readonly keyId: string;
  /** Application (client) ID of its registration. */
  readonly appId: string;
  /** RFC 3339. */
  readonly expiresOn: string;
}

/** What storing a secret came to. `refused` is only what is certain: the store answered that it did nothing. */
export type StoreOutcome =
  | { readonly kind: 'stored'; readonly recorded: RecordedSecret }
  | { readonly kind: 'refused'; readonly error: ActionError }
  | { readonly kind: 'unknown'; readonly error: ActionError };

/** A store that people read and the action does not: the record of what was delivered, by the tags of its versions. */
export interface SecretStore {
  /** What this action delivered there, of any registration; no values. Throws HANDOFF_VAULT_UNREADABLE, AUTH_…. */
  readonly list: () => Promise<readonly RecordedSecret[]>;
}

/** The store, to be written to. */
export interface SecretStoreWriter {
  /**
   * Stores a secret, and looks for it by its key ID before it is sent a second time. Throws when nothing was sent.
   */
  readonly put: (secret: SecretToStore) => Promise<StoreOutcome>;
  /** Switches a version off, so that its value cannot be read any more. Throws HANDOFF_VAULT_UNREADABLE. */
  readonly switchOff: (recorded: RecordedSecret) => Promise<void>;
}
