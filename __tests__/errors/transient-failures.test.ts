import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import type { FaultBody } from '../support/emulator.ts';
import { managed } from '../../testing/manual-changes.ts';
import { expectGreen, startScenario, type RunExtras, type Scenario } from '../support/scenario.ts';
import { expectWorldInSync } from '../support/world-in-sync.ts';
import { answering, graphError, impatient, truuError } from './rows/faults.ts';

interface TransientFailure {
  readonly failure: string;
  readonly faults?: readonly FaultBody[];
  readonly spoil?: (scenario: Scenario) => Promise<unknown>;
  readonly run?: RunExtras;
}

const graph = { service: 'graph' } as const;
const expired = graphError('InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
const violation = graphError('Directory_ConcurrencyViolation', 'Unable to save changes due to a concurrent update.');

const noBacking = {
  error: {
    code: 'Request_BadRequest',
    message: 'The appId of the service principal does not reference a valid application object.',
    details: [{ code: 'NoBackingApplicationObject', target: 'appId', message: 'No backing application object.' }],
  },
};
const notLocal = graphError(
  'Authorization_RequestDenied',
  'When using this permission, the backing application of the service principal being created must in the local tenant',
);

const addPassword = { ...graph, method: 'POST', path: '/addPassword$' } as const;
const principals = { ...graph, method: 'POST', path: '^/v1.0/servicePrincipals$' } as const;
const grants = { ...graph, method: 'POST', path: '/appRoleAssignments$' } as const;
const creation = { service: 'truu', method: 'POST', path: '^/api/v1/directories$' } as const;
const throttled = graphError('TooManyRequests');
const unavailable = graphError('ServiceUnavailable');
const soon = { 'retry-after': '1' };

/**
 * Failures that a run from nothing must survive. Those of one row meet different requests, so that none hides another: each
 * must have struck, and each must have been survived.
 */
const transientFailures: readonly TransientFailure[] = [
  {
    failure:
      'the answers to the creation of the registration (H03), of the service principal, which exists (H23, H26), of the secret (H10) and of the directory are lost',
    faults: [
      { ...graph, method: 'POST', path: '^/v1.0/applications$', when: 'after', do: 'close' },
      { ...principals, when: 'after', do: 'reset' },
      { ...addPassword, when: 'after', do: 'close' },
      { ...creation, when: 'after', do: 'close' },
    ],
  },
  {
    failure: 'the answer to the grants is lost, so that they are sent twice (H26)',
    faults: [{ ...graph, method: 'POST', path: '\\$batch$', nth: 3, when: 'after', do: 'close' }],
  },
  {
    failure:
      'Entra answers its first login with 503, Graph refuses the token once (H45) and reports a conflict of writers (H22), an item of a batch asks for patience, and TruU refuses its token once',
    faults: [
      { service: 'login', when: 'before', do: answering(503) },
      { ...graph, when: 'before', do: answering(401, expired) },
      { ...addPassword, when: 'before', do: answering(409, violation) },
      { ...grants, when: 'before', do: answering(429, throttled, soon) },
      {
        service: 'truu',
        path: '^/api/',
        nth: 2,
        when: 'before',
        do: answering(401, truuError(401, 'UNAUTHORIZED', 'Expired.')),
      },
    ],
  },
  {
    failure:
      'Graph refuses the token in the middle (H45) and does not know the registration yet when its service principal is made, in both of its spellings (H23); TruU answers 503 twice, and then loses an answer and refuses the repetition',
    faults: [
      { ...graph, nth: 4, when: 'before', do: answering(401, expired) },
      { ...principals, when: 'before', do: answering(400, noBacking) },
      { ...principals, when: 'before', do: answering(403, notLocal) },
      {
        service: 'truu',
        path: '^/api/',
        times: 2,
        when: 'before',
        do: answering(503, truuError(503, 'UNAVAILABLE', 'Soon.')),
      },
      { ...creation, when: 'after', do: 'close' },
      {
        ...creation,
        when: 'before',
        do: answering(409, truuError(409, 'CONFLICT', 'A directory with this configuration name exists.')),
      },
    ],
  },
  {
    failure:
      'Graph asks for patience, for a second (H46); a grant lands and is answered as if its principal were not there (H25); addPassword is carried out and put off (H11); TruU stores the secret and answers 500',
    faults: [
      { ...graph, nth: 2, when: 'before', do: answering(429, throttled, soon) },
      {
        ...grants,
        when: 'after',
        do: answering(404, graphError('Request_ResourceNotFound', 'Resource does not exist.')),
      },
      { ...addPassword, when: 'after', do: answering(503, unavailable, soon) },
      { ...creation, when: 'after', do: answering(500, truuError(500, 'INTERNAL', 'Oops.')) },
    ],
  },
  {
    failure:
      'Graph asks for patience and does not say how long (H46), and addPassword is put off and was not carried out (H12)',
    faults: [
      { ...graph, nth: 2, times: 2, when: 'before', do: answering(429, throttled) },
      { ...addPassword, when: 'before', do: answering(429, throttled, soon) },
    ],
  },
  {
    failure: 'Graph answers 500, 502, 503 and 504, each once and to another request (H47)',
    faults: [500, 502, 503, 504].map((status, index) => ({
      ...graph,
      nth: 3 + 2 * index,
      when: 'before' as const,
      do: answering(status, unavailable),
    })),
  },
  {
    failure: 'everything that Entra makes lags behind, by two calls, on two replicas (H01, H02, H13, H27)',
    spoil: ({ emulator }) =>
      emulator.behaviour({
        entra: {
          replicas: 2,
          lag: {
            application: 2,
            servicePrincipal: 2,
            appRoleAssignment: 2,
            oauth2PermissionGrant: 2,
            passwordCredential: 2,
            tokenSecret: 2,
          },
        },
      }),
  },
  {
    failure: 'Graph gives the creator no ownership of itself, and the health of TruU flaps',
    spoil: ({ emulator }) => emulator.behaviour({ entra: { ownerOnPost: false }, truu: { health: 'flapping' } }),
  },
  {
    failure: 'the health hangs once',
    faults: [{ service: 'truu', method: 'GET', path: '/health$', when: 'before', do: 'hang' }],
    run: impatient,
  },
];

describe('a run from nothing succeeds', () => {
  let scenario: Scenario;

  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  test.each(transientFailures)('when $failure', async ({ faults = [], spoil, run }) => {
    const { emulator } = scenario;
    await emulator.reset();
    await spoil?.(scenario);
    const ids = await Promise.all(faults.map((fault) => emulator.faults.add(fault)));
    await expectGreen(scenario, 'apply', 'applied', run);
    for (const id of ids) expect((await emulator.faults.get(id)).fired).toBeGreaterThan(0);
    await emulator.faults.remove();
    await expectWorldInSync(scenario);
    // Nothing is rolled back, and nothing is made twice.
    const commits = (await emulator.log()).filter(({ from, committed }) => from === 'client' && committed);
    expect(commits.filter(({ method }) => method === 'DELETE')).toEqual([]);
    expect(commits.filter(({ path }) => path === '/v1.0/applications')).toHaveLength(1);
    const { entra, truu } = await emulator.state();
    const { secrets, directory, application, principal } = await managed(scenario);
    const deployer = entra.servicePrincipals.find(({ appId }) => appId === clientIdOf(identities.deployer));
    expect([application.owners, principal.owners]).toEqual([[deployer?.id], [deployer?.id]]);
    expect(secrets.map(({ keyId }) => keyId)).toEqual([directory?.credential?.secretKeyId]);
    expect(entra.applications.filter(({ uniqueName }) => uniqueName === 'truu-directory')).toHaveLength(1);
    expect(truu.directories).toHaveLength(1);
    expect(await emulator.outages()).toEqual([]);
  });
});
