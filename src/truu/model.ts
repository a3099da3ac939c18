import type { SettingValues } from '../catalog/directory-settings.ts';
import type { ErrorCode } from '../catalog/errors.ts';
import type { HandOffState } from './hand-off.ts';

/** The health of the directory, from samples that count. */
export type HealthStatus = 'healthy' | 'not-healthy' | 'unknown' | 'not-asked';

/** The settings of a TruU directory that the spec manages. */
export type DirectorySettings = SettingValues;

/** The TruU side of the spec, in TruU's terms. */
export interface DesiredTruu {
  readonly settings: DirectorySettings;
  /** The name that the directory had before; null: the spec renames none. */
  readonly previousName: string | null;
  /** Null: not managed. */
  readonly primaryUserIdentifier: string | null;
  /** Null: not managed. */
  readonly cluster: string | null;
}

/** One health response of TruU, and whether it counts. */
export interface HealthSample {
  /** TruU's time of the response, RFC 3339, or null when there is none. */
  readonly at: string | null;
  /** TruU's status; foreign text. */
  readonly status: string;
  readonly credentialKeyId: string | null;
  readonly checkedAt: string | null;
  readonly checks: readonly {
    readonly name: string;
    readonly status: string;
    readonly code: string | null;
    readonly message: string | null;
  }[];
  /** Why it does not count yet, e.g. "measured before the last change"; null when it counts. */
  readonly staleReason: string | null;
}

/** The secret that TruU holds, as TruU reports it; the value is write-only. */
export interface HeldCredential {
  /** Entra's key id; null when a person entered the secret. */
  readonly secretKeyId: string | null;
  /** RFC 3339; null when TruU holds none. */
  readonly acceptedAt: string | null;
  readonly expiresAt: string | null;
  /** What the directory held before, newest first: the last five, and every one that has not expired. */
  readonly previous: readonly PreviousCredential[];
  /** Further secrets that work and that a person was given, the newest first: TruU may use each. None over the API. */
  readonly others: readonly OtherCredential[];
}

/** A secret that a person was given, beside the one that TruU is known to use. */
export interface OtherCredential {
  readonly secretKeyId: string;
  /** RFC 3339. */
  readonly expiresAt: string;
  /** Than the one that TruU is known to use. */
  readonly newer: boolean;
}

/** A secret that a directory held before, as TruU reports it. */
export interface PreviousCredential {
  /** Null when a person entered it. */
  readonly secretKeyId: string | null;
  /** Of the registration that it was of; null when TruU does not say. */
  readonly clientId: string | null;
  /** RFC 3339. */
  readonly acceptedAt: string;
  /** RFC 3339. */
  readonly replacedAt: string;
}

/** The settings of a directory; null: not known. */
export type KnownSettings = { readonly [F in keyof DirectorySettings]: DirectorySettings[F] | null };

/** A TruU directory connection. */
export interface DirectoryState extends KnownSettings {
  readonly id: string;
  /** Changes with settings and credential, never with health. Only TruU's side reads anything into it. */
  readonly version: string;
  readonly tenantId: string | null;
  readonly clientId: string | null;
  readonly credential: HeldCredential;
  readonly updatedAt: string;
  readonly health: HealthSample | null;
}

/** A directory at the version that was read, and the secret that it held then. */
export interface DirectoryVersion {
  readonly id: string;
  /** Null: the version that this run made when it set a secret in it. */
  readonly version: string | null;
  /** Null when TruU could not name it. */
  readonly heldKeyId: string | null;
}

export type { SecretRole } from '../catalog/secret-roles.ts';

/** What takes new secrets, for the words and the end of a rotation. */
export interface SecretTaker {
  /** Within a sentence. */
  readonly name: string;
  /** Whether it is TruU itself; otherwise a person sets the secret in TruU later. */
  readonly isTruu: boolean;
  /** The failure when it is not known whether it took a secret. */
  readonly uncertain: ErrorCode;
  /** What becomes of a secret of which that is not known: completes "…; ". */
  readonly leftover: string;
}

/** One value at its version. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: string;
}

/** The state of TruU at one moment. */
export interface TruuState {
  /** The candidate directories: same tenant, or same name. */
  readonly directories: readonly DirectoryState[];
  /** Every key that any directory of this TruU names as the one that it holds, candidates or not. */
  readonly heldKeyIds: readonly string[];
  /** Null when the spec does not manage it. */
  readonly primaryUserIdentifier: Versioned<string | null> | null;
  /** Null when the spec does not manage it. */
  readonly cluster: ClusterState | null;
  /** TruU's `Date` of the last response: the clock for the overlap. */
  readonly now: Date;
  /** What people were asked and said; null over the API. */
  readonly handOff: HandOffState | null;
}

/** The cluster in the spec, and the names of all clusters. */
export interface ClusterState {
  readonly names: readonly string[];
  /** Null when no cluster has the name. */
  readonly found: { readonly id: string; readonly connection: Versioned<string | null> } | null;
}

/** A directory with its health at the same moment. */
export interface HealthReading {
  readonly directory: DirectoryState;
  readonly sample: HealthSample;
}

/** Which secret a directory holds now. */
export interface HeldSecret {
  readonly directoryId: string;
  /** Null when TruU cannot name it. */
  readonly keyId: string | null;
  /** Nothing changed in the directory since the version that the question names. */
  readonly unchanged: boolean;
}
