import type { Author, IssueContent } from '../port.ts';

/** An issue as hand-offs need it. */
export interface ThreadIssue {
  readonly number: number;
  readonly url: string;
  readonly author: Author;
  /** Opened by an app. */
  readonly byApp: boolean;
  readonly open: boolean;
  readonly body: string;
  /** RFC 3339. */
  readonly createdAt: string;
}

/** A comment by its id, with what it is on. */
export interface SingleComment {
  readonly id: number;
  readonly author: Author;
  readonly byApp: boolean;
  readonly body: string;
  readonly issue: ThreadIssue & { readonly pull: boolean; readonly labels: readonly string[] };
}

/** A comment with what only GraphQL says of it. */
export interface ThreadComment {
  readonly id: number;
  /** Null: a deleted account. */
  readonly author: { readonly login: string; readonly id: number; readonly bot: boolean } | null;
  /** Written by the account of the token. */
  readonly ours: boolean;
  readonly body: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly edited: boolean;
  readonly viaEmail: boolean;
}

/** GitHub's API for hand-offs. Lists are read to their last page. Throws GithubFailure. */
export interface HandOffApi {
  /** The issues with a label, or of an author, open and closed, without pull requests; the oldest first. */
  readonly threads: (
    which: { readonly label: string } | { readonly creator: string },
  ) => Promise<readonly ThreadIssue[]>;
  /** The comments of an issue, the oldest first. */
  readonly threadComments: (issue: number) => Promise<readonly ThreadComment[]>;
  /** A comment, whatever it is on; null: it or its issue is gone. */
  readonly singleComment: (id: number) => Promise<SingleComment | null>;
  readonly openThread: (content: IssueContent, assignees: readonly string[]) => Promise<ThreadIssue>;
  /** Makes these the assignees of an issue. */
  readonly assign: (issue: number, assignees: readonly string[]) => Promise<void>;
  readonly deleteComment: (id: number) => Promise<void>;
  /** Whether everyone can read the repository. */
  readonly isPublic: () => Promise<boolean>;
  /** Number of an account; null when there is none of the login. */
  readonly accountId: (login: string) => Promise<number | null>;
  /** Whether a login can be assigned to issues. */
  readonly canAssign: (login: string) => Promise<boolean>;
  /** admin, write, read or none; null when the login has no permission that GitHub can tell. */
  readonly permission: (login: string) => Promise<string | null>;
}
