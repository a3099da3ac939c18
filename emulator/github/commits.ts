import type { World } from '../world.ts';
import { GithubRefusal } from './errors.ts';

/** The tips of the branches by name. */
export const branchesOf = ({ state }: World): Map<string, string> => {
  const { ref, sha, repository, pulls, branches } = state.github;
  const own = pulls.filter(({ head }) => head.repo?.toLowerCase() === repository.toLowerCase());
  return new Map([
    ...own.map(({ head }): [string, string] => [head.ref, head.sha]),
    [ref.replace(/^refs\/(heads|tags)\//, ''), sha],
    ...branches.map(({ name, sha: tip }): [string, string] => [name, tip]),
  ]);
};

const commitsOf = ({ state }: World): Set<string> => {
  const { sha, commits, pulls, checkRuns, branches, trees, workflowRuns } = state.github;
  const ofPulls = pulls.flatMap((pull) => [pull.head.sha, pull.base.sha, pull.merge_commit_sha, ...pull.commits]);
  const ofRuns = [...checkRuns, ...workflowRuns].map((run) => run.head_sha);
  const ofTrees = [...trees.map(({ commit }) => commit), ...branches.map((branch) => branch.sha)];
  return new Set([sha, ...commits, ...ofRuns, ...ofTrees, ...ofPulls.filter((one) => one !== null)]);
};

/** Whether a SHA is a commit of the repository, or of a fork's pull request. */
export const isKnownCommit = (world: World, sha: string): boolean => commitsOf(world).has(sha);

/** The commit of a SHA, a branch or a tag. Throws 422. */
export const commitOf = (world: World, ref: string): string => {
  if (commitsOf(world).has(ref)) return ref;
  const found = branchesOf(world).get(ref.replace(/^(heads|tags)\//, ''));
  if (found === undefined) throw new GithubRefusal(422, `No commit found for SHA: ${ref}`);
  return found;
};
