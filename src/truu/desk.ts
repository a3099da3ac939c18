import type { HandOffComment, Person } from './hand-off.ts';

/** The title and the body of an issue, in GitHub's Markdown. */
export interface IssueText {
  /** What the issue asks for; what it was opened for stays its title. */
  readonly title: string;
  readonly body: string;
}

/** An issue that has the label of hand-offs, or that the account of the token opened. */
export interface DeskIssue {
  readonly number: number;
  readonly url: string;
  readonly open: boolean;
  /** Opened by the account of the token. */
  readonly ours: boolean;
  /** Login of the app that opened it; null: a person did, or a deleted account. */
  readonly app: string | null;
  readonly body: string;
  /** RFC 3339, by GitHub's clock. */
  readonly createdAt: string;
}

/** The issues of a repository, as far as hand-offs need them. Throws HANDOFF_UNREADABLE, HANDOFF_ASSIGNEE_UNKNOWN. */
export interface HandOffDesk {
  /** GitHub's time of its last answer, RFC 3339. */
  readonly now: () => string;
  /** Whether everyone can read what is written there. */
  readonly isPublic: () => Promise<boolean>;
  /** Every issue with the label, and every one that the account of the token opened; the oldest first. */
  readonly issues: () => Promise<readonly DeskIssue[]>;
  /** The oldest first. */
  readonly comments: (issue: number) => Promise<readonly Omit<HandOffComment, 'mayWrite'>[]>;
  /** Whether a login has write access. */
  readonly mayWrite: (login: string) => Promise<boolean>;
  /** The accounts behind logins. */
  readonly people: (logins: readonly string[]) => Promise<readonly Person[]>;
  /** Opens an issue, assigned to those of the logins that GitHub can assign. */
  readonly open: (text: IssueText, logins: readonly string[]) => Promise<DeskIssue>;
  /** Assigns an issue to those of the logins that GitHub can assign, and to nobody else. */
  readonly assign: (issue: number, logins: readonly string[]) => Promise<void>;
  /** Rewrites an issue, labels it, and opens or closes it. Title null: it stays as it is. */
  readonly rewrite: (
    issue: number,
    text: Omit<IssueText, 'title'> & { readonly title: string | null },
    open: boolean,
  ) => Promise<void>;
  readonly comment: (issue: number, body: string) => Promise<void>;
  /** Deletes a comment; false where GitHub refuses that. One that is gone is deleted. */
  readonly deleteComment: (id: number) => Promise<boolean>;
  /** A comment with the issue that it is on; null: there is none any more. */
  readonly calling: (comment: number) => Promise<CallingComment | null>;
}

/** A comment that started a run, with the issue or the pull request that it is on. */
export interface CallingComment extends Pick<HandOffComment, 'id' | 'author' | 'ours' | 'body'> {
  readonly issue: DeskIssue & { readonly pull: boolean; readonly labelled: boolean };
}
