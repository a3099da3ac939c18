import { readRecord, recordName, type PlanRecord } from '../../report/check/record.ts';
import type { Github } from '../port.ts';
import { queuePrefix } from './claims.ts';
import type { Applied, MergedPull } from './merged-pulls.ts';

/** What claims to be the record of a plan: nothing of it is proved but by its token. */
export interface Candidate {
  /** Id of the check run. */
  readonly check: number;
  readonly pull: MergedPull;
  /** The commit that it must have been planned for. */
  readonly head: string;
  /** Whether that is the head of a group in the merge queue, not of the pull request. */
  readonly queued: boolean;
  readonly record: PlanRecord;
}

/** A group that waits longer has failed: its checks get at most six hours (GitHub docs, merge queue, read 2026-11). */
const queueWindowMs = 3 * 24 * 60 * 60 * 1_000;
const maxGroups = 20;

/**
 * Everything in the check runs of a pull request's head, and of its groups in the merge queue, that reads like a plan of
 * the spec. The group's commit may never land on the branch, so it is found by the runs of the queue. A fork's plan is
 * shown and not recorded, and one of several pull requests is not the plan of them all: those count in the queue only.
 * Throws GithubFailure.
 */
export const findCandidates = async (
  github: Github,
  pulls: readonly MergedPull[],
  applied: Applied,
): Promise<readonly Candidate[]> => {
  const [only, ...others] = pulls;
  const direct =
    only !== undefined && others.length === 0 && !only.fork ? await readRecords(github, applied, only) : [];
  const queued = await Promise.all(pulls.map((pull) => readQueueRecords(github, applied, pull)));
  return [...direct, ...queued.flat()];
};

const readRecords = async (
  github: Github,
  { specFile }: Applied,
  pull: MergedPull,
  group: string | null = null,
): Promise<readonly Candidate[]> => {
  const head = group ?? pull.headSha;
  const checks = await github.checks(head, recordName(specFile));
  return checks.flatMap(({ id: check, text }) => {
    const record = readRecord(text);
    const isOfSpec = record?.plans.some(([path]) => path === specFile) ?? false;
    return record !== null && isOfSpec ? [{ check, pull, head, queued: group !== null, record }] : [];
  });
};

const readQueueRecords = async (github: Github, applied: Applied, pull: MergedPull): Promise<readonly Candidate[]> => {
  const { branch, planWorkflow } = applied;
  if (branch === null) return [];
  const from = new Date(Date.parse(pull.mergedAt) - queueWindowMs).toISOString();
  const runs = await github.queueRuns(planWorkflow.slice(planWorkflow.lastIndexOf('/') + 1), from, pull.mergedAt);
  const ours = runs.filter((run) => run.branch.startsWith(queuePrefix(branch, pull.number)));
  const groups = [...new Set(ours.map(({ commit }) => commit))].slice(0, maxGroups);
  return (await Promise.all(groups.map((group) => readRecords(github, applied, pull, group)))).flat();
};
