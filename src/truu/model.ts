import type { SettingValues } from '../catalog/directory-settings.ts';

/** What TruU says of the directory, once it may be believed. */
export type HealthStatus = 'healthy' | 'not-healthy' | 'unknown' | 'not-asked';

/** The settings of a TruU directory that the spec decides. */
export type DirectorySettings = SettingValues;

/** TruU's side as the spec wants it, in TruU's words. */
export interface DesiredTruu {
  readonly settings: DirectorySettings;
  /** Null: not managed. */
  readonly primaryUserIdentifier: string | null;
  /** Null: not managed. */
  readonly cluster: string | null;
}

/** One answer of TruU's health, and whether it could be believed. */
export interface HealthSample {
  /** TruU's own time of the answer, RFC 3339, or null when the answer had none. */
  readonly at: string | null;
  /** TruU's word; foreign text. */
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

/** The secret that TruU holds, in TruU's own words; the value is write-only. */
export interface HeldCredential {
  /** Entra's key id; null when a person entered the secret. */
  readonly secretKeyId: string | null;
  /** RFC 3339; null when TruU holds none. */
  readonly acceptedAt: string | null;
  readonly expiresAt: string | null;
}

/** A TruU directory connection. */
export interface DirectoryState extends DirectorySettings {
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
  /** Null: the version that this run made when it created the directory. */
  readonly version: string | null;
  /** Null when TruU could not name it. */
  readonly heldKeyId: string | null;
}

export type { SecretRole } from '../catalog/secret-roles.ts';

/** One value at its version. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: string;
}

/** TruU's side at one moment. */
export interface TruuState {
  /** The directories that may be ours: same tenant, or same name. */
  readonly directories: readonly DirectoryState[];
  /** Null when the spec does not manage it. */
  readonly primaryUserIdentifier: Versioned<string | null> | null;
  /** Null when the spec does not manage it. */
  readonly cluster: ClusterState | null;
  /** TruU's `Date` of the last answer: the clock that judges overlap. */
  readonly now: Date;
}

/** The cluster that the spec names, and which others there are. */
export interface ClusterState {
  readonly names: readonly string[];
  /** Null when no cluster has the name. */
  readonly found: { readonly id: string; readonly connection: Versioned<string | null> } | null;
}
