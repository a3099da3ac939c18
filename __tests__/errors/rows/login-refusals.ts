import { expect } from '@jest/globals';
import { clientIdOf, identities } from '../../../emulator/default-seed.ts';
import type { FaultBody } from '../../support/emulator.ts';
import { specText, type RunExtras, type Scenario } from '../../support/scenario.ts';
import type { ErrorRow, Mend } from '../row.ts';
import { grantTo, sendShown } from './administration.ts';
import { answering, spoilt } from './faults.ts';
import { deployerPlans, loginRow as row } from './login-row.ts';

const otherId = '11111111-2222-4333-8444-555555555555';
const deployer = clientIdOf(identities.deployer);

type Spoil = NonNullable<ErrorRow['spoil']>;

/** Every token request fails in one way. The document of endpoints is asked for only at an authority of one's own. */
const atTokens = (when: FaultBody['do']): Spoil =>
  spoilt({ service: 'login', method: 'POST', times: 0, when: 'before', do: when });

const otherTenant: RunExtras = { spec: specText([['entra', 'tenant'], otherId]), with: { 'tenant-id': otherId } };

/** Entra's refusal as its token endpoint words it (Microsoft's reference of error codes, read 2026-11). */
const aadsts = (number: number, description: string, error = 'invalid_request'): Readonly<Record<string, unknown>> => ({
  error,
  error_description: `AADSTS${number}: ${description}\r\nTrace ID: ${otherId}\r\nCorrelation ID: ${otherId}\r\nTimestamp: 2026-11-24 03:00:00Z`,
  error_codes: [number],
  trace_id: otherId,
  correlation_id: otherId,
});

const entraRefuses = (status: number, number: number, description: string, error?: string): Spoil =>
  atTokens(answering(status, aadsts(number, description, error)));

/** The report says that the permissions are granted anew. */
const createPrincipal: Mend = async (scenario, { stdout }) => {
  await sendShown(scenario, stdout);
  await grantTo(scenario, deployer, ...identities.deployer.roles);
  return deployerPlans;
};

const identitiesAndPlaces: readonly ErrorRow[] = [
  row(
    {
      when: 'the tenant does not exist',
      code: 'AUTH_TENANT_NOT_FOUND',
      contains: ['AADSTS90002', 'Correct entra.tenant and the input "tenant-id"'],
    },
    { run: otherTenant, mend: deployerPlans },
  ),
  row(
    {
      when: 'the tenant belongs to a US Government cloud',
      code: 'AUTH_WRONG_CLOUD',
      contains: [
        'AADSTS900439',
        'Set entra.cloud to the cloud of the tenant: public, usgov, usgov-dod or china.',
        otherId,
      ],
    },
    { spoil: entraRefuses(400, 900439, 'USGClientNotSupportedOnPublicEndpoint.') },
  ),
  row(
    {
      when: 'the tenant belongs to another national cloud',
      code: 'AUTH_WRONG_CLOUD',
      contains: ['AADSTS90038', 'Set entra.cloud to the cloud of the tenant: public, usgov, usgov-dod or china.'],
    },
    { spoil: entraRefuses(400, 90038, 'NationalCloudTenantRedirection.') },
  ),
  row(
    {
      when: 'the tenant does not know the Microsoft Graph that is asked for',
      code: 'AUTH_WRONG_CLOUD',
      contains: ['AADSTS500011', 'Set entra.cloud to the cloud of the tenant', '"graph-url"'],
    },
    { run: { with: { 'graph-url': 'https://graph.example' } }, mend: deployerPlans },
  ),
  row(
    {
      when: 'the deployer is not in the tenant',
      code: 'AUTH_CLIENT_NOT_FOUND',
      contains: [
        'AADSTS700016',
        otherId,
        `this identity (client-id ${otherId})`,
        'Check the input "client-id": it is the Application (client) ID, not an object ID',
        `az ad app show --id ${otherId} --query appId`,
        'Entra says: AADSTS700016: Application with identifier',
      ],
    },
    { run: { with: { 'client-id': otherId } }, mend: deployerPlans },
  ),
  row(
    {
      when: 'the deployer has no service principal',
      code: 'AUTH_NO_SERVICE_PRINCIPAL',
      contains: [
        `The identity of deployer-client-id (${deployer}) has no service principal in the tenant.`,
        `az ad sp create --id ${deployer}`,
        'AADSTS7000229: The client application',
      ],
    },
    {
      spoil: async ({ emulator, graph }) => {
        const { entra } = await emulator.state();
        const principal = entra.servicePrincipals.find(({ appId }) => appId === deployer);
        await graph('DELETE', `/servicePrincipals/${principal?.id}`);
      },
      mend: createPrincipal,
    },
  ),
  row(
    {
      when: 'the deployer is disabled',
      code: 'AUTH_CLIENT_DISABLED',
      contains: [
        'AADSTS7000112',
        `Sign-in is disabled for the identity of deployer-client-id (${deployer}).`,
        `az ad sp update --id ${deployer} --set accountEnabled=true`,
      ],
    },
    {
      spoil: async ({ emulator, graph }) => {
        const { entra } = await emulator.state();
        const principal = entra.servicePrincipals.find(({ appId }) => appId === deployer);
        await graph('PATCH', `/servicePrincipals/${principal?.id}`, { accountEnabled: false });
      },
      mend: async (scenario, { stdout }) => {
        await sendShown(scenario, stdout);
        return deployerPlans;
      },
    },
  ),
  row(
    {
      when: 'Conditional Access blocks the deployer',
      code: 'AUTH_BLOCKED',
      contains: [
        'AADSTS53003',
        'Exclude the app of the input "client-id" from the Conditional Access policy for workload identities',
        otherId,
      ],
    },
    { spoil: entraRefuses(400, 53003, 'Access has been blocked by Conditional Access policies.', 'access_denied') },
  ),
];

const tokenRequests = async ({ emulator }: Scenario): Promise<number> =>
  (await emulator.log()).filter(({ service, fault }) => service === 'login' && fault !== null).length;
const triedThrice: ErrorRow['also'] = async (scenario) => expect(await tokenRequests(scenario)).toBe(3);
const askedOnce: ErrorRow['also'] = async (scenario) => expect(await tokenRequests(scenario)).toBe(1);

const transientRows: readonly ErrorRow[] = [
  row(
    {
      when: 'Entra stays unavailable',
      code: 'AUTH_FAILED',
      contains: ['Entra could not issue a token', 'Status: 503', 'Run again'],
    },
    {
      spoil: atTokens(answering(503)),
      heals: true,
      also: triedThrice,
    },
  ),
  row(
    {
      when: 'Entra names a failure that passes',
      code: 'AUTH_FAILED',
      contains: ['AADSTS90033', 'Entra is temporarily unavailable', 'Run again', otherId],
    },
    {
      spoil: entraRefuses(503, 90033, 'A transient error has occurred. Please try again.', 'temporarily_unavailable'),
      heals: true,
      also: triedThrice,
    },
  ),
  row(
    {
      when: 'Entra never answers',
      code: 'AUTH_FAILED',
      contains: ['Entra did not respond in time', 'Run again'],
    },
    { spoil: atTokens('hang'), heals: true, also: triedThrice },
  ),
  row(
    {
      when: 'Entra gives a reason without a translation',
      code: 'AUTH_FAILED',
      contains: ['https://login.microsoftonline.com/error?code=700999', 'AADSTS700999: Something new.', otherId],
    },
    { spoil: entraRefuses(400, 700999, 'Something new.'), also: askedOnce },
  ),
];

/** The run is asked to end once a login hangs, long before its request would time out. */
const cancelledAt =
  (service: 'login' | 'oidc'): Spoil =>
  async ({ emulator: { faults } }) => {
    const id = await faults.add({ service, times: 0, when: 'before', do: 'hang' });
    return {
      with: { 'request-timeout': 'PT5M' },
      started: (child) => void faults.fired(id).then(() => child.kill('SIGTERM')),
    };
  };

const cancelled: readonly ErrorRow[] = (['oidc', 'login'] as const).map((service) =>
  row(
    {
      when: `the run is cancelled while ${service === 'oidc' ? 'GitHub' : 'Entra'} keeps the login waiting`,
      code: 'APPLY_CANCELLED',
      contains: ['cancelled during the login', 'Run again'],
    },
    { result: 'cancelled', spoil: cancelledAt(service), heals: true },
  ),
);

/** What Entra refuses for who the deployer is and where it comes from, and how the login fails when a remote does. */
export const loginRefusalRows: readonly ErrorRow[] = [...identitiesAndPlaces, ...transientRows, ...cancelled];
