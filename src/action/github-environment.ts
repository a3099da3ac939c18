import type { getOctokit } from '@actions/github';
import type { Github } from '../github/port.ts';
import { listed } from './github-pages.ts';
import type { Repository } from './github-wire.ts';

type Octokit = ReturnType<typeof getOctokit>;

/** What GitHub says of the repository and its deployment environments; `reading` turns refusals into GithubFailure. */
export const environmentsOf = (
  { rest, paginate }: Octokit,
  repository: Repository,
  reading: <T>(operation: string, read: () => Promise<T>) => Promise<T>,
): Pick<Github, 'defaultBranch' | 'hasIssues' | 'environmentRule' | 'approvals'> => ({
  defaultBranch: () =>
    reading('read the repository', async () => (await rest.repos.get({ ...repository })).data.default_branch),
  hasIssues: () =>
    reading('read the repository', async () => (await rest.repos.get({ ...repository })).data.has_issues),
  environmentRule: (environment_name) =>
    reading('read the environment of the job', async () => {
      const { data } = await rest.repos.getEnvironment({ ...repository, environment_name });
      const rule = data.deployment_branch_policy ?? null;
      if (rule === null) return { kind: 'all' };
      if (!rule.custom_branch_policies) return { kind: 'protected' };
      const route = rest.repos.listDeploymentBranchPolicies;
      const patterns = await listed(paginate.iterator(route, { ...repository, per_page: 100, environment_name }));
      return { kind: 'patterns', patterns: patterns.map(({ name = '', type }) => ({ name, type: type ?? null })) };
    }),
  approvals: (run_id) =>
    reading('read who approved the run', async () => {
      const { data } = await rest.actions.getReviewsForRun({ ...repository, run_id });
      return data.map(({ user, state, environments }) => ({
        ...{ by: (user as typeof user | null)?.login ?? null, state },
        environments: environments.map(({ name = '' }) => name),
      }));
    }),
});
