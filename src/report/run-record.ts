/** A review of a deployment of the run, as GitHub records it. */
export interface Approval {
  /** Login; null: the account is deleted. */
  readonly by: string | null;
  /** GitHub's word: approved or rejected. */
  readonly state: string;
  /** The deployment environments that it is for. */
  readonly environments: readonly string[];
}

/** Which action ran. */
export interface RunningAction {
  /** Of package.json. */
  readonly version: string;
  /** Owner and name; null where the runner does not tell, as for an action of the checkout. */
  readonly repository: string | null;
  /** The ref that the workflow names behind the `@`; null where the runner does not tell. */
  readonly ref: string | null;
  /**
   * `sha256:` and the hash of a list: for each file of dist its SHA-256, two spaces, its path and a line feed, by path in
   * the order of bytes. What is hashed lies on the disk of the runner while it runs, and the code that hashes is among it:
   * it shows which release ran, and not that nobody tampered with it. Null: not readable.
   */
  readonly digest: string | null;
}

/** Who ran what, and when. Null where the runner or GitHub does not tell. */
export interface RunRecord {
  /** Login of who caused the run. */
  readonly actor: string | null;
  /** Login of who started this attempt. */
  readonly triggeringActor: string | null;
  readonly event: string | null;
  readonly repository: string | null;
  /** GITHUB_SHA: for an event of a pull request, the test merge. */
  readonly commit: string | null;
  readonly ref: string | null;
  /** `headCommit` is the one whose spec was read; null after the merge. */
  readonly pullRequest: { readonly number: number; readonly headCommit: string | null } | null;
  /** Path of the workflow. */
  readonly workflow: string | null;
  readonly runId: number | null;
  /** 1 for the first. */
  readonly attempt: number | null;
  /** Null: not asked for, or not readable. */
  readonly approvals: readonly Approval[] | null;
  /** RFC 3339, by the clock of the runner. */
  readonly startedAt: string;
  /** RFC 3339: when the report was made. */
  readonly endedAt: string;
  readonly action: RunningAction;
}

/** What the run shows on GitHub. */
export interface ReportedLinks {
  /** The comment of the plan or of the apply. */
  readonly commentUrl: string | null;
  /** The drift issue, open or just closed. */
  readonly issueUrl: string | null;
  /** Whether what was found differs from what the drift issue stored of the run before; null: nothing is stored. */
  readonly changedSinceLastRun: boolean | null;
}
