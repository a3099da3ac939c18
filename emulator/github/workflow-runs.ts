import type { World } from '../world.ts';
import type { Answer, Call } from './call.ts';
import { notFound, validationFailed } from './errors.ts';
import { pageOf } from './paging.ts';
import type { WorkflowRun } from './records.ts';
import { addressesOf } from './repository.ts';

/** `created` as `FROM..TO`, both included, or null for every time. Throws 422. */
const createdIn = (range: string | null): ((at: string) => boolean) => {
  if (range === null) return () => true;
  const [from, to] = range.split('..').map((one) => Date.parse(one));
  if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to))
    throw validationFailed({ resource: 'WorkflowRun', code: 'invalid', field: 'created' });
  return (at) => Date.parse(at) >= from && Date.parse(at) <= to;
};

const shownRun = (world: World, { id, ...run }: WorkflowRun) => {
  const { api, html } = addressesOf(world);
  return { id, ...run, url: `${api}/actions/runs/${id}`, html_url: `${html}/actions/runs/${id}`, pull_requests: [] };
};

/**
 * GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs, by the file name of the workflow, and by `event`,
 * `branch`, `head_sha` and `created`. The newest comes first, and at most a thousand are found.
 */
export const listWorkflowRuns = (call: Call): Answer => {
  const { world, url, param } = call;
  const { workflowRuns, files } = world.state.github;
  const path = `.github/workflows/${param('id')}`;
  const runs = workflowRuns.filter((run) => run.path === path);
  if (runs.length === 0 && !files.some((file) => file.path === path)) throw notFound();
  const created = createdIn(url.searchParams.get('created'));
  const matches = (name: string, value: string): boolean => [null, value].includes(url.searchParams.get(name));
  const found = runs
    .filter(
      ({ event, head_branch, head_sha, created_at }) =>
        matches('event', event) &&
        matches('branch', head_branch) &&
        matches('head_sha', head_sha) &&
        created(created_at),
    )
    .sort((a, b) => b.id - a.id)
    .slice(0, 1_000);
  const page = pageOf(call, found);
  const workflow_runs = page.rows.map((run) => shownRun(world, run));
  return { status: 200, body: { total_count: found.length, workflow_runs }, headers: page.headers };
};
