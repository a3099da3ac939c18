import type { HandOffComment, Person } from './hand-off.ts';

/** The title and the body of an issue, in GitHub's Markdown. */
export interface IssueText {
  readonly title: string;
  readonly body: string;
}

/** An issue with the label of hand-offs. */
export interface DeskIssue {
  readonly number: number;
  readonly url: string;
  readonly open: boolean;
  /** Opened by the account of the token. */
  readonly ours: boolean;
  readonly body: string;
  /** RFC 3339, by GitHub's clock. */
  readonly createdAt: string;
}

/** The issues of a repository, as far as hand-offs need them. Throws HANDOFF_UNREADABLE, HANDOFF_ASSIGNEE_UNKNOWN. */
export interface HandOffDesk {
  /** GitHub's time of its last answer, RFC 3339. */
  readonly now: () => string;
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
  /** Rewrites an issue, labels it, and opens or closes it. */
  readonly rewrite: (issue: number, text: IssueText, open: boolean) => Promise<void>;
  readonly comment: (issue: number, body: string) => Promise<void>;
  readonly deleteComment: (id: number) => Promise<void>;
}
