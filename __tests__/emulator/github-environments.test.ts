import { test } from '@jest/globals';
import { tokenWith } from '../support/emulator-github.ts';
import { fileEmulator } from '../support/file-emulator.ts';
import { expectTranscript, transcripts } from './github-transcript.ts';

const emulator = fileEmulator();
const custom = { protected_branches: false, custom_branch_policies: true };
const patterns = [
  { name: 'main', type: 'branch' as const },
  { name: 'v*', type: 'tag' as const },
];
const environments = [
  { name: 'Open' },
  { name: 'listed', deployment_branch_policy: custom, branch_policies: patterns },
  {
    name: 'protected',
    deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
    branch_policies: patterns,
  },
];
const seeds: Readonly<Record<string, object>> = {
  all: { environments },
  reviewed: { approvals: [{ run_id: 9, environments: ['listed'], user: 'octocat', comment: 'Go.' }] },
  blind: { environments, tokens: [tokenWith({ contents: 'read', checks: 'write' })] },
};

test.each(
  transcripts(`
# an environment without a rule, whatever the case of its name | all
GET /environments/open => 200 { name: Open, deployment_branch_policy: null, protection_rules: [] }
GET /environments/open/deployment-branch-policies => 200 { total_count: 0, branch_policies: [] }
# an environment for some branches and tags | all
GET /environments/listed => 200 { protection_rules: [{ type: branch_policy }], deployment_branch_policy: { protected_branches: false, custom_branch_policies: true } }
GET /environments/listed/deployment-branch-policies => 200 { total_count: 2, branch_policies: [{ name: main, type: branch }, { name: v*, type: tag }] }
GET /environments/listed/deployment-branch-policies?per_page=1&page=2 => 200 { total_count: 2, branch_policies: [{ name: v* }] }
# an environment for protected branches has no patterns | all
GET /environments/protected => 200 { deployment_branch_policy: { protected_branches: true, custom_branch_policies: false } }
GET /environments/protected/deployment-branch-policies => 200 { total_count: 0 }
# an environment that does not exist | all
GET /environments/other => 404
GET /environments/other/deployment-branch-policies => 404
# the reviews of a run | reviewed
GET /actions/runs/9/approvals => 200 [{ state: approved, comment: Go., user: { login: octocat }, environments: [{ name: listed }] }]
GET /actions/runs/8/approvals => 200 []
# a token that may not read actions | blind
GET /actions/runs/9/approvals => 403
GET /environments/listed => 403 message: Resource not accessible by integration
GET /environments/listed/deployment-branch-policies => 403
`),
)('%s', async (_name, seed, ...lines) => {
  await expectTranscript(emulator, seeds[seed], ...lines);
});
