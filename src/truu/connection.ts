import type { ActionError } from '../support/errors.ts';
import type { Secret } from '../support/secret.ts';
import type { HandOffState, SecretPlace, UnreadReport } from './hand-off.ts';
import type { JudgeContext, SideJudgement } from './judgement.ts';
import type {
  DirectorySettings,
  DirectoryState,
  DirectoryVersion,
  HealthReading,
  HeldSecret,
  HealthStatus,
  SecretRole,
  SecretTaker,
  TruuState,
} from './model.ts';

/** Which directories may be ours, and what else the spec manages. */
export interface TruuQuery {
  readonly tenantId: string;
  readonly configurationName: string;
  /** As the spec wants them. */
  readonly settings: DirectorySettings;
  /** The name that the directory had before; null: the spec renames none. */
  readonly previousName: string | null;
  readonly managesPrimaryUserIdentifier: boolean;
  /** As the spec wants it; null when it does not manage it. */
  readonly primaryUserIdentifier: string | null;
  /** Name of the cluster; null when the spec does not manage it. */
  readonly cluster: string | null;
  /** Of a new secret; ISO 8601 duration. */
  readonly lifetime: string;
  /** Key ids of secrets that people created and the workflow names. */
  readonly adoptSecrets: ReadonlySet<string>;
}

/** A secret of the registration, as Entra shows it. Times are RFC 3339. */
export interface RegistrationSecret {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly startsOn: string;
  readonly expiresOn: string;
  /** The first characters of the value; absent or null: not shown. */
  readonly hint?: string | null;
}

/** What Entra's report of sign-ins by credential shows of the registration's secrets. Times are RFC 3339. */
export interface UseReport {
  /** The last successful login to Microsoft Graph, by key id. */
  readonly graph: Readonly<Record<string, string>>;
  /** The newest login in it, to any API: it reaches at least so far. Null: it shows none. */
  readonly reportOf: string | null;
}

/** The registration, as far as TruU's side may be judged by it. */
export interface Registration {
  /** Application (client) id; null while there is none. */
  readonly appId: string | null;
  readonly secrets: readonly RegistrationSecret[];
  /** Null: it was not requested, as where the cloud has no such report. */
  readonly use: UseReport | UnreadReport | null;
  /** By Graph's clock. */
  readonly now: Date;
}

/**
 * TruU's side of a run. The stages ask these questions and do not know how they are answered: by TruU's API, or by a
 * person at its Admin Console.
 */
export interface TruuConnection {
  /** What is read, as words: TruU itself, or what people said of it. */
  readonly source: string;
  /** Who uses the secret, the same in every run: over the API, scheme, host and path of TruU's URL. */
  readonly consumer: string;
  /** TruU's side at one moment. A part that could not be read throws (TRUU_…, HANDOFF_…); it never reads as absent. */
  readonly read: (query: TruuQuery) => Promise<TruuState>;
  /** What was read, by what Entra shows at the same moment. Pure. */
  readonly settle: (state: TruuState, query: TruuQuery, registration: Registration) => TruuState;
  /** How this side judges secrets and carries changes out: pure, for the plan. */
  readonly rules: TruuRules;
  /** Opens what can write, by what was read and judged. Null in a mode that only reads. */
  readonly openWriter: ((observed: TruuState, judgement: SideJudgement | null) => TruuWriter) | null;
  /**
   * Serves the people who serve TruU's side: asks what is still to be done, and answers what they said. Returns the state with
   * what it asked. Null where TruU is asked itself. Throws HANDOFF_….
   */
  readonly attend: ((state: TruuState, still: JudgeContext) => Promise<TruuState>) | null;
}

/** Why a plan has a change, by who is believed: TruU's own answer, or what people said of it. Each ends a sentence. */
export interface SideWords {
  readonly noDirectory: string;
  readonly noSecret: string;
  readonly noConnection: string;
  readonly notHeld: string;
}

/** What a plan asks TruU's side. Pure. */
export interface TruuRules {
  readonly words: SideWords;
  /** Whether the action creates secrets; otherwise a person does. */
  readonly createsSecrets: boolean;
  /** Whether it sets them in TruU as well; otherwise a person does, and no secret leaves before that is known. */
  readonly setsSecrets: boolean;
  /** Where a person can read a new secret: part of what is agreed to with a plan. Null: no person gets it. */
  readonly place: SecretPlace | null;
  readonly classifySecrets: (secrets: readonly KnownSecret[], context: SecretContext) => SecretRoles;
  readonly toSteps: (changes: TruuChanges) => readonly TruuStep[];
  /** Why a new secret may not be delivered in this mode, though one is due. */
  readonly refuseRotation: (state: TruuState, renewOnly: boolean) => readonly ActionError[];
  /** Whether a person was asked for exactly this already, or has to act first. */
  readonly isAsked: (state: TruuState, asksKey: boolean) => boolean;
  /** Null where TruU's own health is the judge. */
  readonly judge: ((state: TruuState, context: JudgeContext) => SideJudgement) | null;
}

/** A secret of the registration, as far as it says what it is to TruU. */
export interface KnownSecret extends RegistrationSecret {
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
  /** The newest login in the report of use, RFC 3339: it reaches at least so far. Null: not known. */
  readonly reportOf: string | null;
  /** Null: TruU has no directory for it. */
  readonly directory: DirectoryState | null;
  /** ISO 8601 duration. */
  readonly overlap: string;
  readonly entraNow: Date;
  readonly truuNow: Date;
  /** Null before this run has set a secret. */
  readonly ownRotation: OwnRotation | null;
  /** What people were asked and said; null over the API. */
  readonly handOff: HandOffState | null;
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
  /** What comes with a secret that a person adds and sets; null: none is needed, or the action sets it. */
  readonly secret: { readonly changes: readonly string[] } | null;
  /** Ids of the steps that set a secret, which come first. */
  readonly secretSteps: readonly string[];
  /** Ids of the steps in Entra. */
  readonly entraSteps: readonly string[];
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
  /** Asks a person. */
  | {
      readonly kind: 'hand-off';
      readonly asksKey: boolean;
      /** As it was read. */
      readonly handOff: HandOffState | null;
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

/** TruU's side, to be written to. It keeps up with the versions that its own writes make. */
export interface TruuWriter {
  readonly taker: SecretTaker;
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
  /** Carries a step out and says what was done. Throws TRUU_…, HANDOFF_…, APPLY_…. */
  readonly runStep: (step: TruuStep, created: Created) => Promise<string>;
  /** What is known of health without waiting for TruU to measure it; null: TruU is asked. */
  readonly knownHealth: { readonly status: HealthStatus; readonly heldKeyId: string | null } | null;
}

/** What this run created before a step; null where it created none. */
export interface Created {
  readonly directoryId: string | null;
  /** Application (client) id of the registration. */
  readonly appId: string | null;
}
