import { GithubFailure, type Github } from './port.ts';

/**
 * Whether issues are switched off, which GitHub refuses with 410, and for a token without a right to them as if that was
 * missing: 403 "Resource not accessible by integration" (EndBug/label-sync#302, 2024-12; actions/stale#1307, 2025-12).
 */
export const issuesAreOff = async (github: Github, { status, limited }: GithubFailure): Promise<boolean> => {
  const mayBeOff = !limited && (status === 410 || status === 403 || status === 404);
  return mayBeOff && !(await readHasIssues(github));
};

/** A repository that cannot be read does not explain the refusal. */
const readHasIssues = (github: Github): Promise<boolean> =>
  github.hasIssues().catch((thrown: unknown) => {
    if (thrown instanceof GithubFailure) return true;
    throw thrown;
  });
