import type { Approval } from '../report/run-record.ts';
import type { TokenKind } from './token-kind.ts';

/** The account of the token: only what the same account wrote is ours. */
export interface Viewer {
  readonly login: string;
  /** The account's number, by which REST and GraphQL agree; null when GraphQL does not say. */
  readonly id: number | null;
}

/** An author in REST's form; null for a deleted account. */
export type Author = { readonly login: string; readonly id: number } | null;

/** A comment on a pull request. */
export interface Comment {
  readonly id: number;
  readonly author: Author;
  readonly body: string;
  /** Web address. */
  readonly url: string;
}

/** A pull request. */
export interface Pull {
  readonly number: number;
  readonly open: boolean;
  readonly merged: boolean;
  readonly headSha: string;
  /** Whether its head is in another repository, or in a deleted one. */
  readonly fork: boolean;
  readonly baseRef: string;
  /** The commit of the base branch that GitHub compares the pull request with. */
  readonly baseSha: string;
  /** The merge commit on the base branch, once it is merged. */
  readonly mergeSha: string | null;
  /** RFC 3339; null until it is merged. */
  readonly mergedAt: string | null;
}

/** An open pull request, by its head. */
export interface OpenPull {
  readonly number: number;
  readonly headSha: string;
  readonly headRef: string;
  /** Null: the repository of the head is deleted. */
  readonly headRepositoryId: number | null;
}

/** A file in the tree of a commit. */
export interface TreeFile {
  /** Whether it is a file, not a symbolic link or a submodule. */
  readonly plain: boolean;
  /** Id of its content. */
  readonly blob: string;
  /** In bytes; null when GitHub does not say. */
  readonly size: number | null;
}

/** A run of a workflow on a branch of a merge queue. */
export interface QueueRun {
  readonly branch: string;
  readonly commit: string;
}

/** How a check run ended. */
export type Conclusion = 'success' | 'failure' | 'neutral';

/** A check run on a commit. */
export interface Check {
  readonly id: number;
  /** Slug of the app that created it. */
  readonly app: string | null;
  readonly externalId: string;
  readonly conclusion: string | null;
  readonly text: string;
  readonly url: string | null;
}

/** A check run to create. */
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
  /** Web address. */
  readonly url: string;
  readonly author: Author;
  readonly title: string;
  readonly body: string;
  readonly open: boolean;
  /** Closed as not planned. */
  readonly declined: boolean;
  readonly labels: readonly string[];
}

/** The content of an issue. */
export interface IssueContent {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

/** An issue as it is to be. Title null: it stays as it is. */
export interface IssueUpdate extends Omit<IssueContent, 'title'> {
  readonly title: string | null;
  readonly open: boolean;
}

/** The content of the repository, as git has it, and runs. Throws GithubFailure. */
export interface Repository {
  /** The file at a path of a commit, also of a fork's pull request; null when there is none. */
  readonly file: (commit: string, path: string) => Promise<TreeFile | null>;
  /** The content of a file. */
  readonly blob: (id: string) => Promise<Uint8Array>;
  /** The last commit of a branch. */
  readonly tip: (branch: string) => Promise<string>;
  /** The last commit of a branch that changed a file; null when there is none. */
  readonly lastChange: (branch: string, path: string) => Promise<string | null>;
  /** Every open pull request. */
  readonly openPulls: () => Promise<readonly OpenPull[]>;
  /** The runs of a workflow in the merge queue between two times (RFC 3339), the newest first. */
  readonly queueRuns: (workflow: string, from: string, to: string) => Promise<readonly QueueRun[]>;
}

/** Which branches may use a deployment environment: all, protected ones, or those of its patterns. */
export type EnvironmentRule =
  | { readonly kind: 'all' }
  | { readonly kind: 'protected' }
  | {
      readonly kind: 'patterns';
      readonly patterns: readonly { readonly name: string; readonly type: string | null }[];
    };

/** GitHub's API for reports and the review gate. Lists are read to their last page. Throws GithubFailure. */
export interface Github extends Repository {
  /** GitHub's time from its last response, RFC 3339; the epoch before the first. */
  readonly now: () => string;
  /** What the token is, which decides who can give it more rights. */
  readonly tokenKind: TokenKind;
  readonly viewer: () => Promise<Viewer>;
  /** Whether the repository has issues; a token without a right to them may ask too. */
  readonly hasIssues: () => Promise<boolean>;
  readonly comments: (pull: number) => Promise<readonly Comment[]>;
  /** Returns its web address. */
  readonly createComment: (thread: number, body: string) => Promise<string>;
  readonly updateComment: (id: number, body: string) => Promise<void>;
  readonly pull: (number: number) => Promise<Pull>;
  /** The pull requests of a commit: also empty when GitHub does not know the commit. */
  readonly pullsOf: (commit: string) => Promise<readonly Pull[]>;
  /** All check runs with one name on a commit. */
  readonly checks: (commit: string, name: string) => Promise<readonly Check[]>;
  readonly createCheck: (check: NewCheck) => Promise<void>;
  /** The default branch of the repository. */
  readonly defaultBranch: () => Promise<string>;
  /** The branch rule of a deployment environment. */
  readonly environmentRule: (name: string) => Promise<EnvironmentRule>;
  /** The reviews of the deployments of a run, by its number. */
  readonly approvals: (run: number) => Promise<readonly Approval[]>;
  /** The issues with a label, open and closed, without pull requests. */
  readonly issues: (label: string) => Promise<readonly Issue[]>;
  /** Returns its web address. */
  readonly createIssue: (content: IssueContent) => Promise<string>;
  readonly updateIssue: (number: number, content: IssueUpdate) => Promise<void>;
}

/** GitHub refused or did not respond. The message is ours; `githubMessage` is foreign text. */
export class GithubFailure extends Error {
  override readonly name = 'GithubFailure';
  /** Null when there was no response. */
  readonly status: number | null;
  readonly githubMessage: string | null;
  readonly requestId: string | null;
  /** The sufficient permissions, from GitHub's header; null when there are none. */
  readonly accepts: string | null;
  /** Whether a rate limit of GitHub refused it, beyond what a run waits for. */
  readonly limited: boolean;

  constructor(operation: string, answer: GithubAnswer) {
    super(`GitHub could not ${operation}.`);
    this.status = answer.status;
    this.githubMessage = answer.githubMessage;
    this.requestId = answer.requestId;
    this.accepts = answer.accepts;
    this.limited = answer.limited ?? false;
  }
}

/** What a failure keeps of GitHub's answer. */
export type GithubAnswer = Pick<GithubFailure, 'status' | 'githubMessage' | 'requestId' | 'accepts'> & {
  readonly limited?: boolean;
};

/** Issues are switched off in the repository, so that none can be read or written. */
export class IssuesOff extends Error {
  override readonly name = 'IssuesOff';

  constructor() {
    super('Issues are switched off in this repository.');
  }
}

/** Whether an author is the account of the token. */
export const isViewer = (author: Author, viewer: Viewer): boolean =>
  author !== null && (viewer.id === null ? author.login === viewer.login : author.id === viewer.id);
