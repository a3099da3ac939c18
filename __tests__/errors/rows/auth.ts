import { expect } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { clientIdOf, identities } from '../../../emulator/default-seed.ts';
import { githubToken } from '../../support/emulator-clients.ts';
import { requestsOf, type Scenario } from '../../support/scenario.ts';
import type { ErrorRow, Mend } from '../row.ts';
import { sendShown } from './administration.ts';
import { answering, spoilt } from './faults.ts';
import { deployerPlans, loginRow as row } from './login-row.ts';
import { expectNoRequests } from './offline.ts';

const deployer = clientIdOf(identities.deployer);

const addIdToken = 'Add "permissions: id-token: write" to the job.';

/** Rules that let others than the default branch use the environment, and how they are shown. */
const openRules = [
  ['every branch may use the environment', { deployment_branch_policy: null }, 'all'],
  [
    'only protected branches may use the environment, and none is',
    { deployment_branch_policy: { protected_branches: true, custom_branch_policies: false } },
    'protected branches, or all where none is protected',
  ],
] as const;

/** Under Settings > Environments: selected branches, with exactly one rule. */
const closeEnvironment: Mend = ({ emulator }) => {
  const [environment] = emulator.world.state.github.environments;
  const policy = { protected_branches: false, custom_branch_policies: true };
  Object.assign(environment ?? {}, {
    deployment_branch_policy: policy,
    branch_policies: [{ name: 'main', type: 'branch' }],
  });
  return Promise.resolve();
};

const beforeLogin: readonly ErrorRow[] = [
  row(
    {
      when: 'the job may not ask for an identity token',
      code: 'AUTH_ID_TOKEN_UNAVAILABLE',
      contains: [addIdToken, 'fork'],
    },
    {
      mend: deployerPlans,
      run: { extra: { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined } },
      also: async ({ emulator }) =>
        expect(requestsOf(await emulator.log()).filter(({ service }) => service !== 'truu')).toEqual([]),
    },
  ),
  row(
    {
      when: 'GitHub stays unavailable',
      code: 'AUTH_ID_TOKEN_FAILED',
      contains: ['If it fails again, see githubstatus.com', 'GitHub answered: HTTP 503'],
    },
    { spoil: spoilt({ service: 'oidc', times: 0, when: 'before', do: answering(503) }), heals: true },
  ),
  row(
    { when: 'GitHub never answers', code: 'AUTH_ID_TOKEN_FAILED', contains: ['githubstatus.com', 'in time'] },
    { spoil: spoilt({ service: 'oidc', times: 0, when: 'before', do: 'hang' }), heals: true },
  ),
  row(
    { when: 'GitHub refuses the request token of the job', code: 'AUTH_ID_TOKEN_FAILED', contains: ['401'] },
    { run: { extra: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-another-job' } } },
  ),
  ...openRules.map(([when, rule, shown], index) =>
    row(
      { when, code: 'AUTH_ENVIRONMENT_OPEN', contains: ['production', shown, 'exactly one rule: the default branch'] },
      {
        result: 'refused',
        ...(index === 0 ? { mend: closeEnvironment } : {}),
        spoil: ({ emulator }) =>
          Promise.resolve(void Object.assign(emulator.world.state.github.environments[0] ?? {}, rule)),
      },
    ),
  ),
  row(
    {
      when: 'the event is pull_request_target',
      code: 'AUTH_PULL_REQUEST_TARGET',
      contains: ['Use the event "pull_request" for mode "plan", or use mode "check".'],
    },
    {
      mode: 'plan',
      run: { extra: { GITHUB_EVENT_NAME: 'pull_request_target' } },
      mend: { extras: { extra: { GITHUB_EVENT_NAME: 'pull_request' } } },
      also: expectNoRequests,
    },
  ),
];

/** What the job's token says, as the report must show it. */
const presented = {
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:contoso/identity:environment:production',
  audience: 'api://AzureADTokenExchange',
} as const;

const federated = async ({ emulator, graph }: Scenario, patch: Readonly<Record<string, unknown>>): Promise<void> => {
  const { entra } = await emulator.state();
  const application = entra.applications.find(({ appId }) => appId === deployer);
  const [credential] = application?.federatedIdentityCredentials ?? [];
  await graph('PATCH', `/applications/${application?.id}/federatedIdentityCredentials/${credential?.id}`, patch);
};

/** An administrator sends to Graph, to the letter, what the report says. */
const followReport: Mend = async (scenario, { stdout }) => {
  const { entra } = await scenario.emulator.state();
  const [credential] = entra.applications.find(({ appId }) => appId === deployer)?.federatedIdentityCredentials ?? [];
  await sendShown(scenario, stdout, credential?.id);
  return deployerPlans;
};

type Mismatch = readonly [
  when: string,
  code: ErrorRow['code'],
  patch: Readonly<Record<string, unknown>>,
  ...contains: readonly string[],
];

const mismatches: readonly Mismatch[] = [
  [
    'the federated credential is for another environment',
    'AUTH_SUBJECT_MISMATCH',
    { subject: 'repo:contoso/identity:environment:staging' },
    'AADSTS700213',
    'has the subject of this job',
  ],
  [
    'the federated credential is written in another case',
    'AUTH_SUBJECT_MISMATCH',
    { subject: 'repo:Contoso/Identity:environment:production' },
    'AADSTS7002138',
    'only in case',
  ],
  [
    'the federated credential has the audience of another cloud',
    'AUTH_AUDIENCE_MISMATCH',
    { audiences: ['api://AzureADTokenExchangeUSGov'] },
    'AADSTS700212',
    'another audience',
  ],
  [
    'the issuer of the federated credential ends with a slash',
    'AUTH_ISSUER_MISMATCH',
    { issuer: `${presented.issuer}/` },
    'AADSTS700211',
    'has the issuer of this job',
  ],
];

const unmatched = ([when, code, patch, ...contains]: Mismatch): ErrorRow =>
  row(
    {
      when,
      code,
      contains: [
        ...contains,
        ...Object.values(presented),
        `the identity of deployer-client-id (${deployer})`,
        'by one of the commands',
        'az ad app federated-credential',
        'Entra says: AADSTS700',
      ],
    },
    { spoil: (scenario) => federated(scenario, patch), mend: followReport },
  );

/** The app has none at all: the usual first mistake. */
const withoutCredential: ErrorRow = row(
  {
    when: 'the deployer has no federated credential',
    code: 'AUTH_NO_FEDERATED_CREDENTIAL',
    contains: [
      `The identity of deployer-client-id (${deployer}) has no federated credential, so it trusts no job.`,
      `Entra says: AADSTS70025: The client '${deployer}'`,
      `az ad app federated-credential create --id ${deployer} --parameters`,
      'Who can mend it: an administrator of the Entra tenant',
    ],
  },
  {
    spoil: async ({ emulator, graph }) => {
      const { entra } = await emulator.state();
      const application = entra.applications.find(({ appId }) => appId === deployer);
      const [credential] = application?.federatedIdentityCredentials ?? [];
      await graph('DELETE', `/applications/${application?.id}/federatedIdentityCredentials/${credential?.id}`);
    },
    mend: followReport,
  },
);

/** The subject of a job without an environment is not one to trust with rights to write. */
const withSubject = (when: string, subject: string, mode: 'plan' | 'apply', contains: readonly string[]): ErrorRow =>
  row(
    { when, code: 'AUTH_SUBJECT_MISMATCH', contains },
    {
      mode,
      spoil: async ({ emulator }) => {
        const { github } = await emulator.state();
        await emulator.reset({ github: { oidc: { ...github.oidc, subject } } });
      },
      also: async (_scenario, { stdout }) => expect(stdout).not.toContain(`"subject":${JSON.stringify(subject)}`),
    },
  );

const contexts: readonly ErrorRow[] = [
  withSubject('apply runs without its environment', 'repo:contoso/identity:ref:refs/heads/main', 'apply', [
    'Add "environment: truu-production" to the job',
    'every job without an environment on this branch',
    '"subject":"repo:contoso/identity:environment:truu-production"',
  ]),
  withSubject(
    'the plan runs in a merge queue',
    `repo:contoso/identity:ref:refs/heads/gh-readonly-queue/main/pr-7-${'c'.repeat(40)}`,
    'plan',
    ['Add "environment: truu-plan" to the job', 'Never add a credential for the subject in the report'],
  ),
];

/** GitHub's token to the letter, but signed with another key. */
const forge = async ({ emulator }: Scenario): Promise<void> => {
  const [, payload = ''] = (await githubToken(emulator)).split('.');
  const { privateKey } = await generateKeyPair('RS256');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
  const value = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).sign(privateKey);
  await emulator.faults.add({ service: 'oidc', times: 0, when: 'before', do: answering(200, { value }) });
};

const assertions: readonly ErrorRow[] = [
  row(
    {
      when: 'the identity token is signed by a foreign key',
      code: 'AUTH_ASSERTION_REFUSED',
      contains: ['AADSTS700027', 'Run again'],
    },
    { spoil: forge, heals: true },
  ),
  row(
    {
      when: 'the clock of Entra is an hour ahead of GitHub',
      code: 'AUTH_ASSERTION_REFUSED',
      contains: ['AADSTS700024', 'not valid at this time', 'the clock of the runner plays no part'],
    },
    { spoil: async ({ emulator }) => void (await emulator.behaviour({ entra: { skewMs: 3_600_000 } })) },
  ),
  row(
    {
      when: 'the identity token is no token',
      code: 'AUTH_ASSERTION_REFUSED',
      contains: ['AADSTS50027', 'Run again'],
    },
    {
      spoil: spoilt({ service: 'oidc', times: 0, when: 'before', do: answering(200, { value: 'not-a-token' }) }),
      heals: true,
    },
  ),
];

/** What can go wrong between GitHub, which vouches for the job, and Entra, which matches what GitHub says. */
export const authRows: readonly ErrorRow[] = [
  ...beforeLogin,
  withoutCredential,
  ...mismatches.map(unmatched),
  ...contexts,
  ...assertions,
];
