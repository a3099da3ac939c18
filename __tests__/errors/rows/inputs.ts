import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunExtras } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';
import { offline } from './offline.ts';

const refused = (
  code: ErrorRow['code'],
  expected: Pick<ErrorRow, 'when' | 'contains'>,
  run: RunExtras,
  mode: ErrorRow['mode'] = 'apply',
): ErrorRow => offline({ ...expected, code }, run, mode);

type Line = readonly [when: string, input: string, value: string, ...contains: readonly string[]];

const invalid = ([when, input, value, ...contains]: Line): ErrorRow =>
  refused('INPUT_INVALID', { when, contains: [`"${input}"`, ...contains] }, { with: { [input]: value } });

const guid = 'Copy the id from the Entra admin center';
const https = 'Write a URL such as https://api.example.com';

const values: readonly ErrorRow[] = [
  invalid(['the mode does not exist', 'mode', 'aply', 'must be one of check, plan, drift, renew, apply']),
  invalid(['tenant-id is a domain', 'tenant-id', 'contoso.com', 'must be a GUID', guid]),
  invalid(['client-id is no GUID', 'client-id', 'truu-deployer', 'must be a GUID', guid]),
  invalid(['cloud is no cloud', 'cloud', 'germany', 'must be one of public, usgov, usgov-dod, china']),
  invalid([
    'deployer-client-id is a client of Microsoft',
    'deployer-client-id',
    '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    'names a client of Microsoft (Azure CLI and Azure Developer CLI)',
  ]),
  invalid(['plan-workflow is no workflow', 'plan-workflow', 'plan.yml', 'must be the path of a workflow']),
  invalid(['rotate names no key id', 'rotate', 'yes', 'must be a GUID', guid]),
  invalid(['one of adopt-secrets is no key id', 'adopt-secrets', 'TruU', 'must be a GUID', guid]),
  invalid(['allow-removals is a word', 'allow-removals', 'yes', 'must be true or false']),
  invalid([
    'request-timeout is a number',
    'request-timeout',
    '20',
    'must be an ISO 8601 duration',
    'Write a duration such as PT20S',
  ]),
  invalid([
    'request-timeout lacks a unit',
    'request-timeout',
    'PT1H30',
    'must be an ISO 8601 duration',
    'Write a duration such as PT20S',
  ]),
  invalid([
    'request-timeout is an hour',
    'request-timeout',
    'PT1H',
    'must be between PT0.1S and PT5M',
    'Write a duration such as PT20S',
  ]),
  invalid(['truu-url lacks its scheme', 'truu-url', 'api.truu.example', 'must be an https URL', https]),
  invalid([
    'truu-token-url has a query',
    'truu-token-url',
    'https://truu.example/token?a=b',
    'without credentials',
    https,
  ]),
  invalid([
    'expect-plan is no fingerprint',
    'expect-plan',
    'latest',
    'Copy the output "plan-fingerprint" of the reviewed run',
  ]),
  invalid([
    'allowed-permissions names what does not exist',
    'allowed-permissions',
    'Device.Read.All User.Raed.All',
    'User.Raed.All',
    'Did you mean User.Read.All?',
  ]),
];

const names: readonly ErrorRow[] = [
  refused(
    'INPUT_UNKNOWN',
    { when: 'an input is misspelt', contains: ['tennant-id', 'Use "tenant-id", or remove it from the "with:" block.'] },
    { with: { 'tennant-id': '11111111-2222-4333-8444-555555555555' } },
  ),
  refused(
    'INPUT_UNKNOWN',
    { when: 'an input is like none', contains: ['slack-webhook', 'Remove it from the "with:" block'] },
    { with: { 'slack-webhook': 'https://slack.example' } },
    'check',
  ),
];

const feedingWorkflow = `
jobs:
  truu-directory:
    steps:
      - uses: truu/action@v1
        with:
          client-id: \${{ vars.MY_CLIENT }}
`;

const missing: readonly ErrorRow[] = [
  refused(
    'INPUT_MISSING',
    {
      when: 'the variable of an environment is not there, since the job names none',
      contains: [
        'needs "client-id"',
        'Add it to the "with:" block of the step.',
        'set the variable MY_CLIENT',
        'fed from ${{ vars.MY_CLIENT }} in .github/workflows/truu-directory.yml',
        'This job has no "environment:"',
      ],
    },
    {
      extra: { 'INPUT_CLIENT-ID': undefined },
      prepare: async (workspace) => {
        await mkdir(path.join(workspace, '.github', 'workflows'));
        await writeFile(path.join(workspace, '.github', 'workflows', 'truu-directory.yml'), feedingWorkflow);
      },
    },
  ),
  refused(
    'INPUT_MISSING',
    {
      when: 'a GitHub secret is not set, so that the input is empty',
      contains: [
        '"truu-client-id", "truu-client-secret"',
        'A GitHub secret that is not set',
        'is empty',
        'set the variable TRUU_READ_CLIENT_ID, the secret TRUU_READ_CLIENT_SECRET',
        'of the environment truu-plan',
        'reach only jobs with that "environment:"',
      ],
    },
    { with: { 'truu-client-id': '', 'truu-client-secret': '' } },
    'plan',
  ),
];

const endpoints: readonly ErrorRow[] = ['truu-url', 'truu-token-url', 'graph-url', 'entra-authority-url'].map((input) =>
  refused(
    'INPUT_NOT_HTTPS',
    { when: `${input} is http`, contains: [`"${input}" must be an https URL`, 'A secret is sent to it'] },
    { with: { [input]: 'http://truu.example' } },
  ),
);

/** What a workflow can get wrong in the inputs of the step. */
export const inputRows: readonly ErrorRow[] = [...values, ...names, ...missing, ...endpoints];
