import { clientIdOf, identities } from './default-seed.ts';
import { idOf } from './github/people.ts';
import type { World } from './world.ts';

const githubEnvironment = (world: World): Record<string, string> => {
  const { state, urls } = world;
  const { github } = state;
  const [owner = ''] = github.repository.split('/');
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: github.actor,
    GITHUB_ACTOR_ID: String(idOf(world, github.actor)),
    GITHUB_API_URL: urls.github,
    GITHUB_BASE_REF: github.baseRef,
    GITHUB_EVENT_NAME: github.eventName,
    GITHUB_GRAPHQL_URL: `${urls.github}/graphql`,
    GITHUB_HEAD_REF: github.headRef,
    GITHUB_JOB: 'truu-directory',
    GITHUB_REF: github.ref,
    GITHUB_REF_NAME: github.ref.replace(/^refs\/(heads|tags)\//, ''),
    GITHUB_REF_TYPE: github.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: github.repository,
    GITHUB_REPOSITORY_ID: github.repositoryId,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_OWNER_ID: github.ownerId,
    GITHUB_RUN_ATTEMPT: github.runAttempt,
    GITHUB_RUN_ID: github.runId,
    GITHUB_RUN_NUMBER: github.runNumber,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: github.sha,
    GITHUB_TRIGGERING_ACTOR: github.actor,
    GITHUB_WORKFLOW: github.workflow,
    GITHUB_WORKFLOW_REF: `${github.repository}/${github.workflowPath}@${github.ref}`,
    GITHUB_WORKFLOW_SHA: github.sha,
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_OS: 'Linux',
  };
};

/**
 * The variables of a runner behind a proxy, in both spellings, so that none of the caller's holds besides. The hosts of
 * Entra and Graph are those of the cloud, without an input.
 */
const proxyEnvironment = (proxy: string): Record<string, string> => ({
  ...{ HTTPS_PROXY: proxy, https_proxy: proxy },
  ...{ NO_PROXY: '', no_proxy: '' },
});

/**
 * The environment variables with which a runner starts the action against a world in its current state. The caller adds
 * the mode, the spec, the workspace, and the files for outputs and summary.
 */
export const environmentOf = (world: World, caFile: string, proxy: string | null = null): Record<string, string> => {
  const { state, urls } = world;
  const [truuClient] = state.truu.oauthClients;
  const [githubToken] = state.github.tokens;
  return {
    ...githubEnvironment(world),
    NODE_EXTRA_CA_CERTS: caFile,
    ACTIONS_ID_TOKEN_REQUEST_URL: `${urls.oidc}/request?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: state.github.oidc.requestToken,
    ...(githubToken ? { 'INPUT_GITHUB-TOKEN': githubToken.token } : {}),
    'INPUT_TENANT-ID': state.entra.tenant,
    'INPUT_CLIENT-ID': clientIdOf(identities.deployer),
    'INPUT_DEPLOYER-CLIENT-ID': clientIdOf(identities.deployer),
    ...(proxy === null
      ? { 'INPUT_ENTRA-AUTHORITY-URL': urls.login, 'INPUT_GRAPH-URL': urls.graph }
      : proxyEnvironment(proxy)),
    'INPUT_TRUU-URL': urls.truu,
    'INPUT_TRUU-TOKEN-URL': `${urls.truu}/oauth2/token`,
    'INPUT_TRUU-CLIENT-ID': truuClient?.clientId ?? '',
    'INPUT_TRUU-CLIENT-SECRET': truuClient?.clientSecret ?? '',
  };
};
