import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunExtras } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';
import { offline } from './offline.ts';

const refused = (
  code: ErrorRow['code'],
  expected: Pick<ErrorRow, 'when' | 'contains' | 'mend'>,
  run: RunExtras,
  mode: ErrorRow['mode'] = 'apply',
): ErrorRow => offline({ ...expected, code }, run, mode);

type Line = readonly [when: string, input: string, value: string, ...contains: readonly string[]];

const invalid = ([when, input, value, ...contains]: Line, right: string): ErrorRow =>
  refused(
    'INPUT_INVALID',
    { when, contains: [`"${input}"`, ...contains], mend: { extras: { with: { [input]: right } } } },
    { with: { [input]: value } },
  );

const guid = 'Copy the id from the Entra admin center';
const seedTenant = '3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11';

const values: readonly ErrorRow[] = [
  invalid(['the mode does not exist', 'mode', 'aply', 'must be one of check, plan, drift, renew, apply'], 'apply'),
  invalid(['tenant-id is a domain', 'tenant-id', 'contoso.com', 'must be a GUID', guid], seedTenant),
  invalid(
    [
      "allowed-permissions names one of Microsoft's that the catalogue lacks",
      'allowed-permissions',
      'User.Read AuditLog.Read.All',
      "a permission that the action's catalogue does not have",
      'AuditLog.Read.All',
      'The catalogue has Device.Read.All, Group.Read.All',
    ],
    'User.Read',
  ),
];

const names: readonly ErrorRow[] = [
  refused(
    'INPUT_UNKNOWN',
    {
      when: 'an input is misspelt',
      contains: ['tennant-id', 'Use "tenant-id", or remove it from the "with:" block.'],
      mend: { extras: { with: { 'tenant-id': seedTenant } } },
    },
    { with: { 'tennant-id': seedTenant } },
  ),
  refused(
    'INPUT_UNKNOWN',
    { when: 'an input is like none', contains: ['slack-webhook', 'Remove it from the "with:" block'], mend: {} },
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
      mend: {},
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

const endpoint: ErrorRow = refused(
  'INPUT_NOT_HTTPS',
  {
    when: 'an endpoint is http',
    contains: ['"truu-url" must be an https URL', 'A secret is sent to it'],
    mend: { extras: { with: { 'truu-url': 'https://truu.example' } } },
  },
  { with: { 'truu-url': 'http://truu.example' } },
);

/** What a workflow can get wrong in the inputs of the step. */
export const inputRows: readonly ErrorRow[] = [...values, ...names, ...missing, endpoint];
