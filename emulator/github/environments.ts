import type { World } from '../world.ts';
import { nodeId, numberFor } from './actors.ts';
import type { Answer, Call } from './call.ts';
import { notFound } from './errors.ts';
import { pageOf } from './paging.ts';
import type { Environment } from './records.ts';
import { addressesOf } from './repository.ts';
import type { BranchPoliciesBody, EnvironmentBody } from './wire.ts';

/** The environment of a name, which ignores case. Throws 404. */
const environmentOf = ({ world, param }: Call): Environment => {
  const name = param('environment').toLowerCase();
  const found = world.state.github.environments.find((one) => one.name.toLowerCase() === name);
  if (!found) throw notFound();
  return found;
};

const rulesOf = ({ deployment_branch_policy: policy, wait_timer, name }: Environment) => {
  const rule = (type: 'wait_timer' | 'branch_policy') => {
    const id = numberFor(`${type} ${name}`);
    return { id, node_id: nodeId('GateRule', id), type };
  };
  return [
    ...(wait_timer > 0 ? [{ ...rule('wait_timer'), wait_timer }] : []),
    ...(policy === null ? [] : [rule('branch_policy')]),
  ];
};

const shown = (world: World, environment: Environment): EnvironmentBody => {
  const { name, created_at, updated_at, deployment_branch_policy } = environment;
  const { api, html } = addressesOf(world);
  const id = numberFor(`environment ${name}`);
  return {
    ...{ id, node_id: nodeId('Environment', id), name, created_at, updated_at },
    url: `${api}/environments/${encodeURIComponent(name)}`,
    html_url: `${html}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    protection_rules: rulesOf(environment),
    deployment_branch_policy,
  };
};

/** GET /repos/{owner}/{repo}/environments/{environment_name} */
export const getEnvironment = (call: Call): Answer => ({ status: 200, body: shown(call.world, environmentOf(call)) });

/** GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies */
export const listBranchPolicies = (call: Call): Answer => {
  const { deployment_branch_policy: policy, branch_policies: all } = environmentOf(call);
  // What was listed before a change to another kind of rule no longer counts, so it is not shown.
  const patterns = policy?.custom_branch_policies ? all : [];
  const { rows, headers } = pageOf(call, patterns);
  const shownPolicies = rows.map(({ name, type }) => {
    const id = numberFor(`branch policy ${type} ${name}`);
    return { id, node_id: nodeId('DeploymentBranchPolicy', id), name, type };
  });
  const body: BranchPoliciesBody = { total_count: patterns.length, branch_policies: shownPolicies };
  return { status: 200, body, headers };
};
