import { expect, test } from '@jest/globals';
import type { LoginIdentity } from '../../../../src/entra/login/identity.ts';
import { adviseSubject } from '../../../../src/entra/login/subject-advice.ts';

const repository = 'repo:contoso@1/identity@2';
const clientId = '11111111-2222-4333-8444-555555555555';
const deployer: LoginIdentity = { clientId, writer: 'deployer-client-id', mode: 'apply' };
const renewer: LoginIdentity = { clientId, writer: 'renewer-client-id', mode: 'renew' };
const unnamedWriter: LoginIdentity = { clientId, writer: null, mode: 'apply' };
const deployerInPlan: LoginIdentity = { clientId, writer: 'deployer-client-id', mode: 'plan' };
const reader: LoginIdentity = { clientId, writer: null, mode: 'plan' };

const own = 'own';
const queue = 'ref:refs/heads/gh-readonly-queue/main/pr-7-cccccccccccccccccccccccccccccccccccccccc';

type Row = readonly [
  identity: LoginIdentity,
  context: string,
  event: string,
  /** The second half of the subject to trust: that of the token, another, or none. */
  trust: string | null,
  ...texts: readonly string[],
];

const rows: readonly Row[] = [
  // An identity that writes trusts only environments that pull requests cannot use.
  [deployer, 'environment:truu-production', 'push', own, 'create the federated credential', 'default branch'],
  [deployer, 'environment:truu-production', 'pull_request', null, 'not for pull requests', 'Never let'],
  [deployer, 'environment:truu-production', 'merge_group', null, 'Never let'],
  [deployer, 'environment:truu-plan', 'push', 'environment:truu-production', 'Never let'],
  [deployer, 'environment:Truu-Fork-Plan', 'workflow_run', 'environment:truu-production', 'Never let'],
  [deployer, 'pull_request', 'pull_request', 'environment:truu-production', 'not for pull requests', 'Never let'],
  [
    deployer,
    'ref:refs/heads/main',
    'push',
    'environment:truu-production',
    'Add "environment: truu-production"',
    'every job without an environment',
  ],
  [deployer, queue, 'merge_group', 'environment:truu-production', 'Never let'],
  [deployer, 'ref:refs/tags/v1', 'push', 'environment:truu-production', 'Never let'],
  [renewer, 'ref:refs/heads/main', 'schedule', 'environment:truu-renew', 'Add "environment: truu-renew"'],
  [
    unnamedWriter,
    'ref:refs/heads/main',
    'push',
    'environment:truu-production',
    `this identity (client-id ${clientId})`,
  ],
  // In a mode that only reads, the identity is the mistake.
  [deployerInPlan, 'pull_request', 'pull_request', null, 'client ID of a reader', 'Never let'],
  [deployerInPlan, 'ref:refs/heads/main', 'schedule', null, 'client ID of a reader'],
  [deployerInPlan, 'environment:truu-production', 'push', own, 'deployer-client-id'],
  // A reader trusts what comes again.
  [reader, 'pull_request', 'pull_request', own, 'create the federated credential'],
  [reader, 'ref:refs/heads/main', 'schedule', own, 'create the federated credential'],
  [reader, 'environment:truu-plan', 'pull_request', own, 'create the federated credential'],
  [reader, queue, 'merge_group', 'environment:truu-plan', 'Add "environment: truu-plan"', 'Never add a credential'],
  [reader, 'ref:refs/tags/v1', 'push', 'environment:truu-plan', 'Never add a credential'],
];

test.each(rows)('%j with %s on %s is to trust: %s', (identity, context, event, trust, ...texts) => {
  const sub = `${repository}:${context}`;
  const advice = adviseSubject({ iss: null, aud: null, workflow: null, sub, event }, identity);
  expect(advice.trust).toBe(trust === null ? null : trust === own ? sub : `${repository}:${trust}`);
  for (const text of texts) expect(advice.fix).toContain(text);
});

test.each([
  [deployer, 'repository_owner_id:1:repository_id:2', false],
  [deployer, 'repository_id:2:environment:truu-production', true],
  [reader, 'repository_owner_id:1:repository_id:2', true],
])('%j with the custom subject %s: trusts it %s', (identity, sub, trusts) => {
  expect(adviseSubject({ iss: null, aud: null, workflow: null, sub, event: 'push' }, identity).trust).toBe(
    trusts ? sub : null,
  );
});

test.each([reader, deployer])('the template of %j names the branch of a merge queue: it trusts nothing', (identity) => {
  for (const sub of [`repository_id:2:${queue}`, `repository_id:2:environment:truu-production:${queue}`]) {
    const advice = adviseSubject({ iss: null, aud: null, workflow: null, sub, event: 'merge_group' }, identity);
    expect([advice.trust, advice.jobs]).toEqual([null, expect.stringContaining('the next group has another subject')]);
    expect(advice.fix).toMatch(/Never (add a credential|let the)/);
  }
});
