import type { ErrorCode } from '../catalog/errors.ts';
import type { ResourceAccess } from '../entra/model.ts';
import type { Range } from '../spec/parse.ts';
import type { SecretDestination, TruuStep } from '../truu/connection.ts';
import type { DirectoryVersion } from '../truu/model.ts';
import type { Target } from './target.ts';
import type { TrustInputs } from './trust-inputs.ts';

/*
 * What can differ, and which step carries it out, in the order in which steps run:
 *
 *   target                                 act                    step                         on
 *   application                            create                 create-application           Entra
 *   application-property                   update                 update-application           Entra
 *   adoption                               adopt                  with set-secret              Entra, TruU
 *   owner                                  grant                  add-owners                   Entra
 *   permission, requested                  grant, update, remove  with the application's step  Entra
 *   service-principal                      create                 create-service-principal     Entra
 *   permission, granted                    grant                  grant                        Entra
 *   secret without a key id                create, rotate, adopt  set-secret                   Entra, TruU
 *   directory                              create                 with set-secret              TruU
 *   directory-identity                     update                 with set-secret              TruU
 *   secret that TruU does not hold         remove                 with set-secret, or below    Entra, TruU's fence
 *   directory-setting                      update                 update-directory             TruU
 *   cluster                                update                 connect-cluster              TruU
 *   permission, granted, not in the spec   revoke                 revoke                       Entra
 *   application-property, lock             update                 lock-service-principal       Entra
 *   -- once TruU is Healthy with all this --
 *   primary-user-identifier                update                 set-primary-user-identifier  TruU
 *   cluster of another directory           update                 connect-cluster              TruU
 *   -- once TruU is Healthy with that as well --
 *   secret that TruU does not hold         remove                 delete-unheld-secrets        Entra, TruU's fence
 *   secret that TruU held before           retire                 retire-secrets               Entra
 *
 * Where a person serves TruU's side, all of TruU's steps and `set-secret` are one step: hand-off.
 *
 * The other targets are only ever the subject of a note. The steps on TruU's side are laid out by the connection to it.
 */

/** What a change does to its object. */
export const acts = ['create', 'update', 'remove', 'grant', 'revoke', 'rotate', 'retire', 'adopt'] as const;
/** One of `acts`. */
export type Act = (typeof acts)[number];

/** A value that only apply can know, such as the id of what it will create. */
export const knownAfterApply = { knownAfterApply: true } as const;

/** A value on either side of a difference; null is "not there". */
export type FieldValue = string | boolean | null | readonly string[] | typeof knownAfterApply;

/** One field, before and after. Never a secret's value: secrets are compared by key id. */
export interface FieldDifference {
  readonly path: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** The order in which a reviewer should read changes: privileges and removals first. Lower is more dangerous. */
export const dangerRank = { privilege: 0, removal: 1, tenantWide: 2, secret: 3, ordinary: 4 } as const;
/** A name of `dangerRank`. */
export type Danger = keyof typeof dangerRank;
/** The names of `dangerRank`, the most dangerous first. */
export const dangers = Object.keys(dangerRank) as [Danger, ...Danger[]];

/** Why apply leaves a change out. */
export const skipReasons = ['allow-removals', 'unlisted', 'mode', 'person'] as const;
/** One of `skipReasons`. */
export type SkipReason = (typeof skipReasons)[number];

/** One difference between the spec and the remotes. */
export interface Change {
  readonly target: Target;
  /** Of the target: side/kind/key, e.g. `entra/permission/application/User.Read.All`. Unique within a plan. */
  readonly address: string;
  readonly act: Act;
  /** One sentence without a full stop, our own words; foreign names stand in `fields`. */
  readonly title: string;
  readonly fields: readonly FieldDifference[];
  /** Where the spec asks for it; null when the spec says nothing of it. */
  readonly range: Range | null;
  readonly danger: Danger;
  readonly skipReason: SkipReason | null;
  /** Why it is needed, where the fields do not say it. */
  readonly reason: string | null;
  /** Due only because time passed, so no part of the fingerprint. */
  readonly dueByTime: boolean;
  /** Whether mode renew carries it out. */
  readonly renews: boolean;
  /** Another run may be about to make it superfluous, so drift is not red on it yet. */
  readonly settling: boolean;
}

/** Something to know that changes nothing. A `finding` is red in drift, a `note` never is. */
export interface Note {
  readonly level: 'note' | 'finding';
  readonly target: Target;
  /** Of the target. */
  readonly address: string;
  readonly message: string;
  /** Foreign names it quotes, shown beside the message. */
  readonly names: readonly string[];
}

/** A reason for which the whole plan is refused. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly fix: string | null;
  readonly range: Range | null;
  /** Facts for mending it; foreign text. */
  readonly evidence: readonly { readonly name: string; readonly value: string }[];
}

/** An id that an earlier step creates. */
export interface Reference {
  readonly step: string;
  readonly field: 'applicationId' | 'appId' | 'servicePrincipalId';
}
/** An id that is known, or known after apply. */
export type Id = string | Reference;

interface StepBase {
  readonly id: string;
  /** Addresses of the changes that it carries out. */
  readonly changes: readonly string[];
  /** Ids of steps that must have succeeded before. */
  readonly dependsOn: readonly string[];
  /** Graph application permissions that it takes; empty on TruU's side. */
  readonly permissions: readonly string[];
}

/** A step that writes to Entra; those that concern secrets write to TruU as well. */
export type EntraStep = StepBase &
  (
    | {
        readonly kind: 'create-application';
        readonly displayName: string;
        readonly uniqueName: string;
        readonly requiredResourceAccess: readonly ResourceAccess[];
        /** Object ids of the identities of the workflow. */
        readonly ownerIds: readonly string[];
      }
    | {
        readonly kind: 'update-application';
        readonly applicationId: string;
        readonly patch: {
          readonly displayName?: string;
          readonly signInAudience?: 'AzureADMyOrg';
          readonly requiredResourceAccess?: readonly ResourceAccess[];
        };
      }
    | { readonly kind: 'create-service-principal'; readonly appId: Id; readonly ownerIds: readonly string[] }
    | {
        readonly kind: 'add-owners';
        readonly applicationId: string;
        readonly servicePrincipalId: string | null;
        /** Whom to add to which of the two; object ids. */
        readonly owners: readonly {
          readonly id: string;
          readonly application: boolean;
          readonly servicePrincipal: boolean;
        }[];
      }
    /** Tried once, with an adoption: the name may be taken, and the registration is known by its id. */
    | { readonly kind: 'name-application'; readonly applicationId: string; readonly uniqueName: string }
    | { readonly kind: 'lock-service-principal'; readonly applicationId: string }
    | {
        readonly kind: 'grant';
        readonly appId: Id;
        readonly principalId: Id;
        readonly resourceId: string;
        readonly roles: readonly { readonly id: string; readonly name: string }[];
        /** The whole wanted scope of the AllPrincipals grant; `grantId` null: there is none yet. */
        readonly delegated: { readonly grantId: string | null; readonly scopes: readonly string[] } | null;
      }
    | {
        readonly kind: 'revoke';
        readonly principalId: string;
        readonly resourceId: string;
        readonly assignments: readonly { readonly id: string; readonly name: string }[];
        /** What the AllPrincipals grant keeps; an empty list deletes it. */
        readonly delegated: { readonly grantId: string; readonly scopes: readonly string[] } | null;
      }
    | {
        readonly kind: 'set-secret';
        readonly applicationId: Id;
        readonly appId: Id;
        readonly description: string;
        readonly lifetime: string;
        /** Secrets of ours that TruU does not hold: deleted, behind a fence, before a new one is created. */
        readonly unheldKeyIds: readonly string[];
        /** Whether anything may be deleted before TruU is Healthy with the new secret. */
        readonly deletesFirst: boolean;
        /** Orphans that started after this instant are deleted too, when Graph shows them late. RFC 3339. */
        readonly orphanedSince: string;
        /** Key ids that are no such orphans, whatever their tag. */
        readonly keptKeyIds: readonly string[];
        readonly directory: SecretDestination;
        /** True when there is no secret at TruU yet: then consent must come first. */
        readonly first: boolean;
        /** True when TruU holds no secret of this registration yet: then it is looked once more at who can get in. */
        readonly startsTrust: boolean;
      }
    | {
        readonly kind: 'delete-unheld-secrets';
        readonly applicationId: string;
        readonly keyIds: readonly string[];
        /** Null: the directory in which this run sets a secret before. */
        readonly directory: DirectoryVersion | null;
      }
    | {
        readonly kind: 'retire-secrets';
        readonly applicationId: string;
        readonly keyIds: readonly string[];
      }
  );

/** One thing to do, as data: what to send, to which ids, for which changes. */
export type Step = EntraStep | (TruuStep & Pick<StepBase, 'permissions'>);

/** A kind of step. */
export type StepKind = Step['kind'];
/** The step of one kind. */
export type StepOf<K extends StepKind> = Extract<Step, { readonly kind: K }>;

/** What one step came to. */
export interface StepOutcome {
  readonly kind: StepKind | 'wait-for-healthy';
  readonly changes: readonly string[];
  readonly outcome: 'done' | 'failed' | 'skipped';
  /** One sentence: what was done, or why not. */
  readonly message: string;
}

/** What would be done, and why: data only, so that it can be printed, hashed and handed to another job. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly steps: readonly Step[];
  readonly notes: readonly Note[];
  readonly refusals: readonly Refusal[];
  /** SHA-256 over the canonical data, hexadecimal; equal for equal plans. */
  readonly fingerprint: string;
  /** With which it was made: part of the fingerprint. */
  readonly trustInputs: TrustInputs;
}
