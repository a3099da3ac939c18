import { expect } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { clientIdOf, identities } from '../../../emulator/default-seed.ts';
import { githubToken } from '../../support/emulator-clients.ts';
import { requestsOf, type Scenario } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';
import { answering, spoilt } from './faults.ts';
import { loginRow as row } from './login-row.ts';
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

const beforeLogin: readonly ErrorRow[] = [
  row(
    {
      when: 'the job may not ask for an identity token',
      code: 'AUTH_ID_TOKEN_UNAVAILABLE',
      contains: [addIdToken, 'fork'],
    },
    {
      run: { extra: { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined } },
      also: async ({ emulator }) =>
        expect(requestsOf(await emulator.log()).filter(({ service }) => service !== 'truu')).toEqual([]),
    },
  ),
  row(
    {
      when: 'GitHub fails to issue an identity token',
      code: 'AUTH_ID_TOKEN_FAILED',
      contains: ['If it fails again, see githubstatus.com', '500'],
    },
    { spoil: spoilt({ service: 'oidc', times: 0, when: 'before', do: answering(500) }), heals: true },
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
  ...openRules.map(([when, rule, shown]) =>
    row(
      { when, code: 'AUTH_ENVIRONMENT_OPEN', contains: ['production', shown, 'exactly one rule: the default branch'] },
      {
        result: 'refused',
        spoil: ({ emulator }) =>
          Promise.resolve(void Object.assign(emulator.world.state.github.environments[0] ?? {}, rule)),
      },
    ),
  ),
  ...(['plan', 'apply'] as const).map((mode) =>
    row(
      {
        when: 'the event is pull_request_target',
        code: 'AUTH_PULL_REQUEST_TARGET',
        contains: ['Use the event "pull_request" for mode "plan", or use mode "check".'],
      },
      { mode, run: { extra: { GITHUB_EVENT_NAME: 'pull_request_target' } }, also: expectNoRequests },
    ),
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

/** The value that stands beside a name in the log of a run. */
const shown = (stdout: string, name: string): string =>
  new RegExp(`^ *${name}: (.+)$`, 'm').exec(stdout)?.[1] ?? `no ${name}`;

/** An administrator does to the letter what the report says; the next run is green. */
const followReport: ErrorRow['also'] = async (scenario, { stdout }) => {
  await federated(scenario, {
    issuer: shown(stdout, 'Issuer of the token'),
    subject: shown(stdout, 'Subject of the token'),
    audiences: [shown(stdout, 'Audience of the token')],
  });
  const { code, stdout: said } = await scenario.run('plan', { asReader: false });
  expect({ code, said }).toEqual({ code: 0, said });
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
    'the subject differs now',
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
    'the audience differs now',
  ],
  [
    'the issuer of the federated credential ends with a slash',
    'AUTH_ISSUER_MISMATCH',
    { issuer: `${presented.issuer}/` },
    'AADSTS700211',
    'the issuer differs now',
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
        'Federated credentials of the app of the input "client-id"',
        deployer,
      ],
    },
    { spoil: (scenario) => federated(scenario, patch), also: followReport },
  );

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
      contains: ['AADSTS700027', 'Check the clock of a self-hosted runner, and the issuer of the token.'],
    },
    { spoil: forge, heals: true },
  ),
  row(
    {
      when: 'the clock of Entra is an hour ahead of GitHub',
      code: 'AUTH_ASSERTION_REFUSED',
      contains: ['AADSTS700024', 'not valid at this time'],
    },
    { spoil: async ({ emulator }) => void (await emulator.behaviour({ entra: { skewMs: 3_600_000 } })) },
  ),
  row(
    {
      when: 'the identity token is no token',
      code: 'AUTH_ASSERTION_REFUSED',
      contains: ['AADSTS50027', 'Check the clock of a self-hosted runner, and the issuer of the token.'],
    },
    {
      spoil: spoilt({ service: 'oidc', times: 0, when: 'before', do: answering(200, { value: 'not-a-token' }) }),
      heals: true,
    },
  ),
];

/** What can go wrong between GitHub, which vouches for the job, and Entra, which matches what GitHub says. */
export const authRows: readonly ErrorRow[] = [...beforeLogin, ...mismatches.map(unmatched), ...assertions];
