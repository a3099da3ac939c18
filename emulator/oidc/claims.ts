import type { GithubState } from '../state.ts';

/**
 * The claims of a job's token, as GitHub writes them. GitHub docs, "OpenID Connect reference", read 2026-11. `id` is the
 * id of the token.
 */
export const claimsOf = (github: GithubState, audience: string, now: Date, id: string): Record<string, unknown> => {
  const { oidc, repository, ref, workflowPath, sha } = github;
  const [owner = '', name = ''] = repository.split('/');
  const issuedAt = Math.floor(now.getTime() / 1000);
  const workflowRef = `${owner}/${name}/${workflowPath}@${ref}`;
  return {
    jti: id,
    sub: oidc.subject,
    aud: audience,
    ref,
    sha,
    repository,
    repository_owner: owner,
    repository_owner_id: github.ownerId,
    repository_id: github.repositoryId,
    repository_visibility: github.private ? 'private' : 'public',
    run_id: github.runId,
    run_number: github.runNumber,
    run_attempt: github.runAttempt,
    actor: github.actor,
    actor_id: '583231',
    workflow: github.workflow,
    workflow_ref: workflowRef,
    workflow_sha: sha,
    job_workflow_ref: workflowRef,
    job_workflow_sha: sha,
    // There, but empty, outside of pull requests (pypi/warehouse#10645, 2022; federated-idp-examples, 2025-11).
    head_ref: github.headRef,
    base_ref: github.baseRef,
    event_name: github.eventName,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    check_run_id: `8${github.runId.slice(1)}`,
    ref_protected: 'true',
    runner_environment: 'github-hosted',
    ...(github.environment === null ? {} : { environment: github.environment }),
    iss: oidc.issuer,
    nbf: issuedAt - 300,
    iat: issuedAt,
    exp: issuedAt + oidc.lifetimeSeconds,
    ...oidc.claims,
  };
};

/**
 * The claims of a runner's own credential, which the same issuer signs with the same key: it has no audience, no subject
 * and nothing of a repository (a published one of 2026-02-13).
 */
export const runnerClaims = ({ oidc, runId }: GithubState, now: Date, id: string): Record<string, unknown> => {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const scope = `Actions.Results:${id}:${runId} generate_id_token:${id}:${runId}`;
  return { jti: id, scp: scope, iss: oidc.issuer, nbf: issuedAt - 300, iat: issuedAt, exp: issuedAt + 6 * 3_600 };
};
