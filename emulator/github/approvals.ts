import { numberFor, nodeId, shownUser } from './actors.ts';
import type { Answer, Call } from './call.ts';
import { addressesOf } from './repository.ts';
import type { ApprovalsBody } from './wire.ts';

/** GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals: of a run that nobody reviewed, an empty list. */
export const listApprovals = ({ world, param }: Call): Answer => {
  const { api, html } = addressesOf(world);
  const all = world.state.github.approvals.filter(({ run_id }) => String(run_id) === param('run'));
  const body: ApprovalsBody = all.map(({ state, comment, user, environments }) => ({
    ...{ state, comment, user: shownUser(api, user) },
    environments: environments.map((name) => {
      const id = numberFor(`environment ${name}`);
      return {
        ...{ id, node_id: nodeId('Environment', id), name },
        url: `${api}/environments/${encodeURIComponent(name)}`,
        html_url: `${html}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
      };
    }),
  }));
  return { status: 200, body };
};
