import type { World } from '../world.ts';
import { GithubRefusal } from './errors.ts';

const branchesOf = ({ state }: World): Map<string, string> => {
  const { ref, sha, repository, pulls } = state.github;
  const own = pulls.filter(({ head }) => head.repo?.toLowerCase() === repository.toLowerCase());
  return new Map([
    ...own.map(({ head }): [string, string] => [head.ref, head.sha]),
    [ref.replace(/^refs\/(heads|tags)\//, ''), sha],
  ]);
};

const commitsOf = ({ state }: World): Set<string> => {
  const { sha, commits, pulls, checkRuns } = state.github;
  const ofPulls = pulls.flatMap((pull) => [pull.head.sha, pull.base.sha, pull.merge_commit_sha, ...pull.commits]);
  return new Set([sha, ...commits, ...checkRuns.map((run) => run.head_sha), ...ofPulls.filter((one) => one !== null)]);
};

/** The commit of a SHA, a branch or a tag. Throws 422. */
export const commitOf = (world: World, ref: string): string => {
  if (commitsOf(world).has(ref)) return ref;
  const found = branchesOf(world).get(ref.replace(/^(heads|tags)\//, ''));
  if (found === undefined) throw new GithubRefusal(422, `No commit found for SHA: ${ref}`);
  return found;
};
