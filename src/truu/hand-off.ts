import type { CommandRefusal } from '../catalog/command-refusals.ts';
import type { ActionError } from '../support/errors.ts';

/** What a person sets in TruU's Admin Console for one directory, by TruU's field names. */
export interface ConsoleFields {
  readonly configurationName: string;
  readonly domain: string;
  readonly allUsersShareUpnSuffix: boolean;
  readonly autoRemoveDevices: boolean;
  readonly tenantId: string;
  readonly clientId: string;
  /** Null: the spec does not manage it. */
  readonly primaryUserIdentifier: string | null;
  /** Null: the spec does not manage it. */
  readonly cluster: string | null;
}

/** Where a new secret can be read until it is pasted in the console: who can read it is decided there. */
export type SecretPlace =
  /** A person adds it in the Entra admin center; the action never has it. */
  { readonly kind: 'portal' } | { readonly kind: 'key-vault'; readonly vault: string; readonly secret: string };

/** Whether both are the same place. Pure. */
export const isSamePlace = (a: SecretPlace, b: SecretPlace): boolean =>
  a.kind === 'portal' || b.kind === 'portal' ? a.kind === b.kind : a.vault === b.vault && a.secret === b.secret;

/** A version of a store that this action delivered: somebody may have been given this key. */
export interface RecordedSecret {
  /** Entra's key ID. */
  readonly keyId: string;
  /** Application (client) ID of its registration. */
  readonly appId: string;
  /** The store's name of the version. */
  readonly version: string;
  /** When it was stored, RFC 3339 in whole seconds, by the store's clock. */
  readonly at: string;
  /** The end of the secret in Entra, RFC 3339; null: the store does not say. */
  readonly expiresOn: string | null;
  /** Whether its value can be read. */
  readonly enabled: boolean;
}

/** What one hand-off asks of a person. */
export interface HandOffRequest {
  /** Whether a new client secret is to be pasted. */
  readonly asksKey: boolean;
  /** The key that was delivered and is to be pasted; null: the person adds one, or none is asked for. */
  readonly keyId: string | null;
  /** All that is to be true in the console once it is done. */
  readonly fields: ConsoleFields;
}

/** A person of GitHub, by login and number: a login can change hands. */
export interface Person {
  readonly login: string;
  readonly id: number;
}

/** A confirmation that a person typed when starting the run. */
export interface Typed {
  /** A code, and the Secret ID behind it where there is one. */
  readonly command: string;
  /** Who started it, by GitHub's word. */
  readonly by: Person;
  /** Number of the run: a run is answered once, however often it is attempted. */
  readonly run: number;
}

/** A comment on a hand-off issue, as GitHub tells of it; the text is foreign. */
export interface HandOffComment {
  readonly id: number;
  /** Null: a deleted account. */
  readonly author: (Person & { readonly bot: boolean }) | null;
  /** Written by the account of the run's token. */
  readonly ours: boolean;
  /** Whether its author has write access; null where that was not asked. */
  readonly mayWrite: boolean | null;
  readonly body: string;
  /** RFC 3339, by GitHub's clock. */
  readonly createdAt: string;
  readonly edited: boolean;
  /** Sent by mail: GitHub cannot tell who wrote it. */
  readonly viaEmail: boolean;
}

/** A hand-off issue that the account of the run's token opened. */
export interface HandOffIssue {
  readonly number: number;
  readonly url: string;
  readonly open: boolean;
  /** RFC 3339, by GitHub's clock. */
  readonly createdAt: string;
  /** As it was read; foreign text, since everyone with write access can edit it. */
  readonly body: string;
  readonly request: HandOffRequest;
  /** Those who were asked, as their logins stood then. */
  readonly asked: readonly Person[];
  /** The run that closed it said that nothing was left to do. */
  readonly settled: boolean;
  /** The oldest first. */
  readonly comments: readonly HandOffComment[];
}

/** A hand-off that another app than the run's opened. */
export interface OtherHandOff {
  readonly url: string;
  readonly account: string;
  /** Application (client) id of the registration. */
  readonly clientId: string;
}

/** All that people were asked and said, as far as GitHub shows it. Absence proves nothing. */
export interface HandOffRecord {
  /** GitHub's time of the reading, RFC 3339. */
  readonly now: string;
  /** What was delivered to the store of this connection, of any registration; empty where there is none. */
  readonly recorded: readonly RecordedSecret[];
  /** Whether everyone can read the issues. */
  readonly isPublic: boolean;
  /** The hand-offs of one registration, the oldest first. */
  readonly issues: readonly HandOffIssue[];
  /** The hand-offs that are under way and that another app opened. */
  readonly ofOtherAccounts: readonly OtherHandOff[];
  /** What the person who started the run typed as its confirmation, as if it were a comment; null: nothing. */
  readonly typed: HandOffComment | null;
}

/** The record of a person's word: which fields, and which key, stand in TruU's console. */
export interface Receipt {
  readonly keyId: string | null;
  readonly fields: ConsoleFields;
  /** Where the secret could be read. */
  readonly place: SecretPlace;
  /** Login of the person. */
  readonly by: string;
  /** RFC 3339, by GitHub's clock. */
  readonly at: string;
}

/** What is answered to a comment. */
export type Answer = { readonly issue: number; readonly commentId: number; readonly login: string } & (
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  /** `keyId`: the key that is to be replaced by one that a run creates; null: the person adds one. */
  | { readonly kind: 'again'; readonly keyId: string | null }
  | { readonly kind: 'refused'; readonly reason: CommandRefusal }
  /**
   * The comment holds something that looks like a client secret, and is to be deleted. `answered`: an earlier run said so,
   * and the comment is still there. `deleted`: what came of it, null before the try.
   */
  | {
      readonly kind: 'leaked';
      readonly answered: boolean;
      readonly deleted: boolean | null;
      /** Its author can have a secret of ours; a stranger can write anything. */
      readonly ofMember: boolean;
    }
);

/** A key that a person is known to have been given. */
export interface ConsoleKey {
  readonly keyId: string;
  /** RFC 3339; null when Entra does not show the key. */
  readonly startsOn: string | null;
  /** RFC 3339; null when Entra does not show the key, and it is not so young that Entra may be late. */
  readonly expiresOn: string | null;
  /** The first characters of its value; null when Entra does not show them. */
  readonly hint: string | null;
  /** When it was delivered to the store, RFC 3339 by the store's clock; null: it was not. */
  readonly recordedAt: string | null;
  /** The newest version of the store with it; null: there is none. */
  readonly version: string | null;
  /** When a person said that TruU has it, RFC 3339. */
  readonly confirmedAt: string | null;
  readonly confirmedBy: string | null;
  /** The last login to Microsoft Graph with it in Entra's report, RFC 3339; null: none is seen, which proves nothing. */
  readonly usedOn: string | null;
  /** `adopt-secrets` names it. */
  readonly adopted: boolean;
}

/** How far Entra's report of who uses which key can be relied on. */
export type EvidenceStatus = 'readable' | 'silent' | 'unreadable' | 'not-declared';

/** Why Entra's report of who uses which key is not known. */
export interface UnreadReport {
  /**
   * `failed`: also when it was requested again; `unlicensed`: the tenant lacks Entra ID P1; `refused`: for another reason;
   * `format`: it has an unknown format.
   */
  readonly reason: 'failed' | 'unlicensed' | 'refused' | 'format';
  /** What Entra said, or that it did not answer. */
  readonly error: ActionError;
}

/** TruU's side as people and Entra tell it. */
export interface HandOffState {
  readonly record: HandOffRecord;
  /** Where a new secret goes. */
  readonly place: SecretPlace;
  /** What is to be true in the console; null while there is no registration. */
  readonly wanted: ConsoleFields | null;
  /** What the last receipt says; null: no receipt. */
  readonly confirmed: Receipt | null;
  /** What people said of keys and fields, the oldest first. */
  readonly receipts: readonly Receipt[];
  /** Keys that are delivered, confirmed, in use or adopted, the newest first. */
  readonly keys: readonly ConsoleKey[];
  /** Secrets that this action created and that are none of these, while they work: they may be in somebody's hands. */
  readonly unrecorded: readonly { readonly keyId: string; readonly expiresOn: string }[];
  /** Which of them TruU uses, as far as it is known. */
  readonly held: ConsoleKey | null;
  /** The hand-off that is under way; null: nothing is asked. */
  readonly current: HandOffIssue | null;
  /** `/truu again` was said of the newest key: another one has to be asked for, or created. */
  readonly again: boolean;
  readonly evidence: EvidenceStatus;
  /** The newest login in Entra's report, RFC 3339: it reaches at least so far. Null: it shows none, or was not read. */
  readonly reportOf: string | null;
  /** Why declared evidence was not read; null: it was, or Entra was not asked. */
  readonly unread: UnreadReport | null;
  /** Answers that are not given yet. */
  readonly answers: readonly Answer[];
  /** Answers that this run gave. */
  readonly given: readonly Answer[];
}

/** What is known of TruU without asking it: what every surface shows, in three lines. Names in it are foreign text. */
export interface HandOffKnown {
  readonly evidence: EvidenceStatus;
  /** The key that TruU uses, as far as it is known. */
  readonly keyId: string | null;
  /** RFC 3339. */
  readonly keyExpiresOn: string | null;
  /** The last login with it in Entra's report, RFC 3339; null: none is seen, which proves nothing. */
  readonly usedOn: string | null;
  /** When it was read, RFC 3339. */
  readonly readOn: string;
  /** The newest login in it, RFC 3339: it reaches at least so far. Null: it shows none, or was not read. */
  readonly reportOf: string | null;
  /** Login of the person who confirmed last. */
  readonly confirmedBy: string | null;
  /** RFC 3339. */
  readonly confirmedAt: string | null;
  /** The key that this person named; null: none. */
  readonly confirmedKeyId: string | null;
  /** What is confirmed. */
  readonly confirmedFields: ConsoleFields | null;
}

/** A secret to be copied from its place. */
export interface DeliveredSecret {
  readonly keyId: string;
  /** Web address of exactly its version. */
  readonly url: string;
  /** The first characters of its value, by which a person recognizes it; null: not known. */
  readonly hint: string | null;
}

/** What a person is asked, or will be: data for the instruction. Names in it are foreign text. */
export interface HandOffAsk {
  /** Whether a new client secret is to be pasted. */
  readonly asksKey: boolean;
  /** The one that was delivered; null: the person adds it, or it is not there yet. */
  readonly delivered: DeliveredSecret | null;
  /** TruU has no directory yet, as far as it is known. */
  readonly first: boolean;
  /** All that is to be true in the console; the client id is null while there is no registration. */
  readonly fields: Omit<ConsoleFields, 'clientId'> & { readonly clientId: string | null };
  /** What is known to stand there; null: nothing. */
  readonly before: ConsoleFields | null;
  /** The fields in which the console differs, as far as it is known, in the order of TruU's guide; all where it is not. */
  readonly differing: readonly (keyof ConsoleFields)[];
  /** Logins, as the workflow writes them; empty: anyone with write access. */
  readonly assignees: readonly string[];
  /** Of a new secret, in the spec. */
  readonly secret: { readonly description: string; readonly lifetime: string };
  /** Base URL of the portal of the cloud. */
  readonly adminCenter: string;
  readonly place: SecretPlace;
  /** Where the secret before could be read; null: not known. */
  readonly placeBefore: SecretPlace | null;
}
