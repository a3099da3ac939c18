/** How many calls after a change still see the state before it. The unit is calls, not milliseconds. */
export interface Lag {
  application: number;
  servicePrincipal: number;
  appRoleAssignment: number;
  oauth2PermissionGrant: number;
  passwordCredential: number;
  tokenSecret: number;
  signInActivity: number;
  directoryAudit: number;
}

/**
 * What Entra's report of credential activity shows. `instant`: every login at once. `honest`: daily batches, each up to
 * 00:00 UTC, which appear `lagHours` later. `empty`: no row of any app. `refused`: the tenant has no premium licence.
 */
export interface ReportBehaviour {
  mode: 'instant' | 'honest' | 'empty' | 'refused' | 'throttled';
  lagHours: number;
}

/** How the TruU of the Admin Console uses the secrets that a person pasted; `stopped`: it logs in no more. */
export interface ConsoleBehaviour {
  /** Of the world's clock. */
  loginEveryHours: number;
  stopped: boolean;
}

/** How the key vault answers who has a token: by the roles of the caller, or refusing everybody for one cause. */
export interface VaultBehaviour {
  mode: 'honest' | 'firewall' | 'rbac' | 'policy' | 'throttled';
}

/** How the remotes behave; with the defaults they have no lag, no skew and no limits. */
export interface Behaviour {
  truu: {
    health: 'honest' | 'stale' | 'stuck' | 'flapping';
    healthDelayMs: number;
    namesKey: boolean;
    /** False: the secrets that a directory held before are left out, which breaks the contract. */
    namesPrevious: boolean;
    /** Configuration names that lists leave out, though the directories are there. */
    hidden: string[];
    handOver: 'store' | 'ignore';
    skewMs: number;
  };
  entra: {
    lag: Lag;
    /** So many of the next writes do not find the object that they concern, whenever it was created. */
    lagOfWrites: Record<'application' | 'servicePrincipal', number>;
    /** The code of a creation whose unique name or app id is taken; null: the one of the documents. */
    conflict: 'ObjectConflict' | null;
    replicas: number;
    skewMs: number;
    /** How far the token endpoint's clock is ahead of Graph's. */
    loginSkewMs: number;
    ownerOnPost: boolean;
    ownerOnUpsert: boolean;
    passwordAddition: boolean;
    /** The maximum lifetime of a secret as an ISO 8601 duration, or null for no limit. */
    maxLifetime: string | null;
  };
  report: ReportBehaviour;
  console: ConsoleBehaviour;
  vault: VaultBehaviour;
}

/** A fresh copy of the defaults. */
export const defaultBehaviour = (): Behaviour => ({
  truu: {
    health: 'honest',
    healthDelayMs: 300,
    namesKey: true,
    namesPrevious: true,
    hidden: [],
    handOver: 'store',
    skewMs: 0,
  },
  entra: {
    lag: {
      application: 0,
      servicePrincipal: 0,
      appRoleAssignment: 0,
      oauth2PermissionGrant: 0,
      passwordCredential: 0,
      tokenSecret: 0,
      signInActivity: 0,
      directoryAudit: 0,
    },
    lagOfWrites: { application: 0, servicePrincipal: 0 },
    conflict: null,
    replicas: 1,
    skewMs: 0,
    loginSkewMs: 0,
    ownerOnPost: true,
    ownerOnUpsert: false,
    passwordAddition: true,
    maxLifetime: null,
  },
  report: { mode: 'instant', lagHours: 24 },
  console: { loginEveryHours: 6, stopped: false },
  vault: { mode: 'honest' },
});
