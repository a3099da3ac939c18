import type { ActionError } from '../support/errors.ts';
import type { Secret } from '../support/secret.ts';
import type {
  DirectorySettings,
  DirectoryState,
  DirectoryVersion,
  HealthSample,
  SecretRole,
  TruuState,
} from './model.ts';

/** Which directories may be ours, and what else the spec manages. */
export interface TruuQuery {
  readonly tenantId: string;
  readonly configurationName: string;
  /** The name that the directory had before; null: the spec renames none. */
  readonly previousName: string | null;
  readonly managesPrimaryUserIdentifier: boolean;
  /** Name of the cluster; null when the spec does not manage it. */
  readonly cluster: string | null;
}

/**
 * TruU's side of a run. The stages ask these questions and do not know how they are answered: by TruU's API, or by a
 * person at its Admin Console.
 */
export interface TruuConnection {
  /** Who uses the secret, the same in every run: over the API, scheme, host and path of TruU's URL. */
  readonly consumer: string;
  /** TruU's side at one moment. A part that could not be read throws (TRUU_…); it never reads as absent. */
  readonly read: (query: TruuQuery) => Promise<TruuState>;
  /** How this side judges secrets and carries changes out: pure, for the plan. */
  readonly rules: TruuRules;
  /** Opens what can write. Null in a mode that only reads. */
  readonly openWriter: (() => TruuWriter) | null;
}

/** What a plan asks TruU's side. Pure. */
export interface TruuRules {
  readonly classifySecrets: (secrets: readonly KnownSecret[], context: SecretContext) => SecretRoles;
  readonly toSteps: (changes: TruuChanges) => readonly TruuStep[];
}

/** A secret of the registration, as far as it says what it is to TruU. */
export interface KnownSecret {
  readonly keyId: string;
  readonly displayName: string | null;
  /** RFC 3339, by Graph's clock. */
  readonly startsOn: string;
  /** RFC 3339, by Graph's clock. */
  readonly expiresOn: string;
  /** RFC 3339, by Entra's clock; null when no use is reported, which proves nothing. */
  readonly lastUsedOn: string | null;
  /** Entra's audit log says that another than the workflow's identities added it. */
  readonly addedByAnother: boolean;
  /** `adopt-secrets` names it. */
  readonly adopted: boolean;
  /** `rotate` names it. */
  readonly compromised: boolean;
}

/** What a run knows of its own rotation, whatever TruU's record says of it. */
export interface OwnRotation {
  /** The key that TruU named before; null when there was none, or none that it could name. */
  readonly previousKeyId: string | null;
}

/** What the roles of secrets depend on. */
export interface SecretContext {
  /** Application (client) id of the registration. */
  readonly appId: string;
  /** Of the connection: who uses the secret. */
  readonly consumer: string;
  /** Every key that any directory of this TruU names as the one that it holds. */
  readonly heldKeyIds: readonly string[];
  /** The use of secrets could not be read this time, though it may be at another. */
  readonly useFailed: boolean;
  /** Null: TruU has no directory for it. */
  readonly directory: DirectoryState | null;
  /** ISO 8601 duration. */
  readonly overlap: string;
  readonly entraNow: Date;
  readonly truuNow: Date;
  /** Null before this run has set a secret. */
  readonly ownRotation: OwnRotation | null;
}

/** What each secret is to TruU. */
export interface SecretRoles {
  readonly roleOf: ReadonlyMap<string, SecretRole>;
  /** An orphan that started after this instant (RFC 3339) was created after the secret that TruU holds. */
  readonly orphanedSince: string;
}

/** The wanted changes on TruU's side, secrets apart, with the addresses of the changes that each part serves. */
export interface TruuChanges {
  readonly observed: TruuState;
  /** Null: the step that sets the first secret creates it. */
  readonly directory: DirectoryState | null;
  readonly settings: { readonly patch: Partial<DirectorySettings>; readonly changes: readonly string[] } | null;
  readonly primaryUserIdentifier: { readonly value: string; readonly changes: readonly string[] } | null;
  readonly cluster: { readonly changes: readonly string[] } | null;
  /** Ids of the steps that set a secret, which come first. */
  readonly secretSteps: readonly string[];
}

/** One thing to do on TruU's side, as data. */
export type TruuStep = {
  readonly id: string;
  /** Addresses of the changes that it carries out. */
  readonly changes: readonly string[];
  /** Ids of steps that must have succeeded before. */
  readonly dependsOn: readonly string[];
} & (
  | {
      readonly kind: 'update-directory';
      readonly directoryId: string;
      readonly version: string;
      readonly patch: Partial<DirectorySettings>;
    }
  | { readonly kind: 'set-primary-user-identifier'; readonly value: string; readonly version: string }
  | {
      readonly kind: 'connect-cluster';
      readonly clusterId: string;
      /** Null: the directory that this run creates. */
      readonly directoryId: string | null;
      /** Id of the directory that the cluster is connected to now; null when there is none. */
      readonly takenFrom: string | null;
      readonly version: string;
    }
);

/** Where a new secret goes: to a directory at the version that was read, or to one that is created with it. */
export type SecretDestination = DirectoryVersion | { readonly create: DirectorySettings };

/** The three values of TruU's guide, and what lets TruU name the secret later. */
export interface NewCredential {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly secretKeyId: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** What setting a secret came to. `refused` is only what is certain: a refusal of the one and only try. */
export type SetSecretOutcome =
  | { readonly kind: 'accepted'; readonly directoryId: string }
  | { readonly kind: 'refused'; readonly error: ActionError }
  | { readonly kind: 'unknown'; readonly error: ActionError };

/** Which secret a directory holds now. */
export interface HeldSecret {
  readonly directoryId: string;
  /** Null when TruU cannot name it. */
  readonly keyId: string | null;
  /** Nothing changed in the directory since the version that the question names. */
  readonly unchanged: boolean;
}

/** TruU's side, to be written to. It keeps up with the versions that its own writes make. */
export interface TruuWriter {
  /** Sets a new secret, at exactly the version that was read. Throws only when nothing was sent. */
  readonly setSecret: (to: SecretDestination, credential: NewCredential) => Promise<SetSecretOutcome>;
  /** Which secret TruU holds; null when there is no such directory. Throws TRUU_…. */
  readonly readHeld: (of: SecretDestination | string) => Promise<HeldSecret | null>;
  /**
   * Makes sure that a secret which another run is still setting will be refused. Throws APPLY_OVERTAKEN when TruU holds
   * another secret than the one that the version names, or when any directory names one of the secrets that are to go.
   */
  readonly fence: (directory: DirectoryVersion, leavingKeyIds: readonly string[]) => Promise<void>;
  /** The directory and its health. Throws TRUU_…. */
  readonly readHealth: (directoryId: string) => Promise<HealthReading>;
  /** Carries a step out and says what was done; `directoryId` is the one that this run created. Throws TRUU_…, APPLY_…. */
  readonly runStep: (step: TruuStep, directoryId: string | null) => Promise<string>;
}

/** A directory with its health at the same moment. */
export interface HealthReading {
  readonly directory: DirectoryState;
  readonly sample: HealthSample;
}
