import { actionVersion } from '../catalog/release.ts';
import { traitsOf } from '../catalog/modes.ts';
import type { Report } from '../report/report.ts';
import type { RunRecord } from '../report/run-record.ts';
import { timeOfDay } from '../support/clock.ts';
import { distDigest } from './dist-digest.ts';
import { workflowOf } from './event.ts';
import { actionRepositoryOf } from './host.ts';
import type { GithubContext, Published } from './publish-github.ts';

/** What the record of a run is made of. */
export interface RecordParts {
  readonly env: NodeJS.ProcessEnv;
  /** RFC 3339. */
  readonly startedAt: string;
  /** Path of the script that Node runs. */
  readonly script: string;
  /** Null: no calls to GitHub's API. */
  readonly github: GithubContext | null;
  readonly published: Published | null;
}

/** The record of a run: of the variables of the runner, and of what GitHub says of its approval. Never throws. */
export const recordOf = async (report: Report, parts: RecordParts): Promise<RunRecord> => {
  const { env, startedAt, script, github } = parts;
  const runId = count(env['GITHUB_RUN_ID']);
  const variable = (name: string): string | null => env[name] || null;
  return {
    actor: variable('GITHUB_ACTOR'),
    triggeringActor: variable('GITHUB_TRIGGERING_ACTOR'),
    event: variable('GITHUB_EVENT_NAME'),
    repository: variable('GITHUB_REPOSITORY'),
    commit: variable('GITHUB_SHA'),
    ref: variable('GITHUB_REF'),
    pullRequest: pullOf(parts),
    workflow: workflowOf(env),
    runId,
    attempt: count(env['GITHUB_RUN_ATTEMPT']),
    approvals: github !== null && runId !== null && mayBeApproved(report) ? await approvalsOf(github, runId) : null,
    startedAt,
    action: {
      version: actionVersion,
      repository: actionRepositoryOf(env),
      ref: variable('GITHUB_ACTION_REF'),
      digest: await distDigest(script),
    },
    endedAt: timeOfDay(),
  };
};

/** Only what writes is worth a request, and only a job in an environment is approved. */
const mayBeApproved = ({ mode, result, environment }: Report): boolean =>
  traitsOf(mode).writes && result !== 'cancelled' && environment?.rule !== 'none';

/** The record is never why a run fails: without `actions: read`, GitHub refuses. */
const approvalsOf = ({ github }: GithubContext, run: number): Promise<RunRecord['approvals']> =>
  github.approvals(run).catch(() => null);

/** The ref of a pull request is `refs/pull/N/merge` (GitHub docs, "Variables reference", read 2026-11). */
const pullOf = ({ env, github, published }: RecordParts): RunRecord['pullRequest'] => {
  const [, ofRef] = /^refs\/pull\/([1-9]\d{0,8})\//.exec(env['GITHUB_REF'] ?? '') ?? [];
  const open = github?.event.pull ?? github?.forkPull ?? null;
  const number = open?.number ?? count(ofRef) ?? github?.event.queuedPull ?? published?.pull ?? null;
  return number === null ? null : { number, headCommit: open?.headSha ?? null };
};

const count = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
