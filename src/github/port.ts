/** Who holds the token: only what the same account wrote is ours. */
export interface Viewer {
  readonly login: string;
  /** The account's number, by which REST and GraphQL agree; null when GraphQL does not say. */
  readonly id: number | null;
}

/** An author, as REST shows one; null for an account that is gone. */
export type Author = { readonly login: string; readonly id: number } | null;

/** A comment on a pull request. */
export interface Comment {
  readonly id: number;
  readonly author: Author;
  readonly body: string;
}

/** A pull request. */
export interface Pull {
  readonly number: number;
  readonly open: boolean;
  readonly merged: boolean;
  readonly headSha: string;
  /** Whether its head lies in another repository, or in one that is gone. */
  readonly fork: boolean;
  readonly baseRef: string;
  /** Once merged, the commit that it became on the base branch. */
  readonly mergeSha: string | null;
}

/** How a check run ended. */
export type Conclusion = 'success' | 'failure' | 'neutral';

/** A check run on a commit. */
export interface Check {
  readonly id: number;
  /** Slug of the app that made it. */
  readonly app: string | null;
  readonly externalId: string;
  readonly conclusion: string | null;
  readonly text: string;
  readonly url: string | null;
}

/** A check run to be made. */
export interface NewCheck {
  readonly name: string;
  readonly commit: string;
  readonly externalId: string;
  readonly conclusion: Conclusion;
  readonly title: string;
  /** Markdown, at most 65,535 bytes, as `text` (GitHub docs, "Create a check run", read 2026-11). */
  readonly summary: string;
  readonly text: string;
  readonly detailsUrl: string | null;
}

/** An issue. */
export interface Issue {
  readonly number: number;
  readonly author: Author;
  readonly title: string;
  readonly body: string;
  readonly open: boolean;
  /** Closed by somebody who does not plan to do anything about it. */
  readonly declined: boolean;
  readonly labels: readonly string[];
}

/** What an issue is to be. */
export interface IssueContent {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

/** GitHub's API, as far as reports and the gate need it. Lists are read to their last page. Throws GithubFailure. */
export interface Github {
  /** GitHub's own time, RFC 3339, as its last answer told it; the epoch before the first. */
  readonly now: () => string;
  readonly viewer: () => Promise<Viewer>;
  readonly comments: (pull: number) => Promise<readonly Comment[]>;
  readonly createComment: (thread: number, body: string) => Promise<void>;
  readonly updateComment: (id: number, body: string) => Promise<void>;
  readonly pull: (number: number) => Promise<Pull>;
  /** The pull requests that a commit belongs to: none as well when GitHub does not know the commit. */
  readonly pullsOf: (commit: string) => Promise<readonly Pull[]>;
  /** The runs of one name on a commit, every one of them. */
  readonly checks: (commit: string, name: string) => Promise<readonly Check[]>;
  readonly createCheck: (check: NewCheck) => Promise<void>;
  /** The issues with a label, open and closed; no pull requests. */
  readonly issues: (label: string) => Promise<readonly Issue[]>;
  readonly createIssue: (content: IssueContent) => Promise<void>;
  readonly updateIssue: (number: number, content: IssueContent & { readonly open: boolean }) => Promise<void>;
}

/** GitHub refused or did not answer. Its message is our own; what GitHub said is foreign text. */
export class GithubFailure extends Error {
  override readonly name = 'GithubFailure';
  /** Null when no answer came. */
  readonly status: number | null;
  readonly said: string | null;
  readonly requestId: string | null;
  /** The permissions any of which would have been enough, as GitHub's header names them; null when it does not. */
  readonly accepts: string | null;

  constructor(operation: string, answer: Pick<GithubFailure, 'status' | 'said' | 'requestId' | 'accepts'>) {
    super(`GitHub was unable to ${operation}.`);
    this.status = answer.status;
    this.said = answer.said;
    this.requestId = answer.requestId;
    this.accepts = answer.accepts;
  }
}

/** Whether somebody is the holder of the token. */
export const isViewer = (author: Author, viewer: Viewer): boolean =>
  author !== null && (viewer.id === null ? author.login === viewer.login : author.id === viewer.id);
