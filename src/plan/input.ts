import type { DesiredEntra, EntraState } from '../entra/model.ts';
import type { Range, SpecDocument } from '../spec/parse.ts';
import type { OwnRotation, TruuRules } from '../truu/connection.ts';
import type { DesiredTruu, TruuState } from '../truu/model.ts';

/** What the workflow decides and a spec may not. */
export interface Policy {
  /** `type:name` of each permission that may ever be granted. */
  readonly allowedPermissions: ReadonlySet<string>;
  readonly allowRemovals: boolean;
  /** True in mode `renew`: only rotation and retirement that are due are carried out. */
  readonly renewOnly: boolean;
  /** Key id to get away from, in lower case. */
  readonly rotate: string | null;
  /** Key ids of hand-made secrets that may be retired, in lower case. */
  readonly adoptSecrets: ReadonlySet<string>;
  /** Client id of the registration that the workflow adopts, in lower case. */
  readonly applicationId: string | null;
  /** Client ids of the workflow's identities, in lower case. */
  readonly deployerClientId: string | null;
  readonly renewerClientId: string | null;
  /** Object ids of owners, and ids of credentials, that the workflow knows of; in lower case. */
  readonly knownOwners: ReadonlySet<string>;
  readonly knownCredentials: ReadonlySet<string>;
  /** How long before its end a secret or a certificate is noted, an ISO 8601 duration; null: not at all. */
  readonly warnBefore: string | null;
}

/** All that a plan is made of. */
export interface PlanInput {
  readonly document: SpecDocument;
  readonly entra: { readonly desired: DesiredEntra; readonly observed: EntraState };
  readonly truu: {
    readonly desired: DesiredTruu;
    readonly observed: TruuState;
    readonly rules: TruuRules;
    /** Of the connection: who uses the secret. */
    readonly consumer: string;
  };
  readonly policy: Policy;
  /** In the verification of a run that set a secret. */
  readonly ownRotation?: OwnRotation;
}

/** Where the spec asks for something, or the nearest place above it. */
export const rangeOf = ({ document }: PlanInput, ...path: readonly (string | number)[]): Range => document.range(path);
