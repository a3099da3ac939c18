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

/** Failures that a run from nothing must survive. */
const transientFailures: readonly TransientFailure[] = [
  {
    failure: 'Graph refuses the token once (H45)',
    faults: [{ ...graph, when: 'before', do: answering(401, expired) }],
  },
  {
    failure: 'Graph refuses the token once in the middle (H45)',
    faults: [{ ...graph, nth: 4, when: 'before', do: answering(401, expired) }],
  },
  {
    failure: 'Graph reports a conflict of writers once (H22)',
    faults: [{ ...graph, method: 'POST', path: '/addPassword$', when: 'before', do: answering(409, violation) }],
  },
  {
    failure: 'Graph asks for patience, for a second (H46)',
    faults: [
      {
        ...graph,
        nth: 2,
        when: 'before',
        do: answering(429, graphError('TooManyRequests'), { 'retry-after': '1' }),
      },
    ],
  },
  {
    failure: 'Graph asks for patience and does not say how long (H46)',
    faults: [{ ...graph, nth: 2, times: 2, when: 'before', do: answering(429, graphError('TooManyRequests')) }],
  },
  {
    failure: 'an item of a batch asks for patience',
    faults: [
      {
        ...graph,
        method: 'POST',
        path: '/appRoleAssignments$',
        when: 'before',
        do: answering(429, graphError('TooManyRequests'), { 'retry-after': '1' }),
      },
    ],
  },
  ...[500, 502, 503, 504].map((status) => ({
    failure: `Graph answers ${status} to the third request, once (H47)`,
    faults: [{ ...graph, nth: 3, when: 'before' as const, do: answering(status, graphError('ServiceUnavailable')) }],
  })),
  {
    failure: 'the answer to the creation of the registration is lost (H03)',
    faults: [{ ...graph, method: 'POST', path: '^/v1.0/applications$', when: 'after', do: 'close' }],
  },
  {
    failure: 'the answer to the creation of the service principal is lost, so that it exists (H23, H26)',
    faults: [{ ...graph, method: 'POST', path: '^/v1.0/servicePrincipals$', when: 'after', do: 'reset' }],
  },
  {
    failure: 'the answer to the grants is lost, so that they are sent twice (H26)',
    faults: [{ ...graph, method: 'POST', path: '\\$batch$', nth: 3, when: 'after', do: 'close' }],
  },
  {
    failure: 'the answer to addPassword is lost (H10)',
    faults: [{ ...graph, method: 'POST', path: '/addPassword$', when: 'after', do: 'close' }],
  },
  {
    failure: 'addPassword is carried out, and answered that it is to be tried later (H11)',
    faults: [
      {
        ...graph,
        method: 'POST',
        path: '/addPassword$',
        when: 'after',
        do: answering(503, graphError('ServiceUnavailable'), { 'retry-after': '1' }),
      },
    ],
  },
  {
    failure: 'addPassword is put off, and was not carried out (H12)',
    faults: [
      {
        ...graph,
        method: 'POST',
        path: '/addPassword$',
        when: 'before',
        do: answering(429, graphError('TooManyRequests'), { 'retry-after': '1' }),
      },
    ],
  },
  {
    failure:
      'Graph does not know the registration yet when its service principal is made, in both of its spellings (H23)',
    faults: [
      { ...graph, method: 'POST', path: '^/v1.0/servicePrincipals$', when: 'before', do: answering(400, noBacking) },
      { ...graph, method: 'POST', path: '^/v1.0/servicePrincipals$', when: 'before', do: answering(403, notLocal) },
    ],
  },
  {
    failure: 'a grant lands, and is answered as if its principal were not there (H25)',
    faults: [
      {
        ...graph,
        method: 'POST',
        path: '/appRoleAssignments$',
        when: 'after',
        do: answering(404, graphError('Request_ResourceNotFound', 'Resource does not exist.')),
      },
    ],
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
    failure: 'Graph gives the creator no ownership of itself',
    spoil: ({ emulator }) => emulator.behaviour({ entra: { ownerOnPost: false } }),
  },
  {
    failure: 'TruU answers 503 twice',
    faults: [
      {
        service: 'truu',
        path: '^/api/',
        times: 2,
        when: 'before',
        do: answering(503, truuError(503, 'UNAVAILABLE', 'Soon.')),
      },
    ],
  },
  {
    failure: 'TruU refuses its token once',
    faults: [
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
    failure: 'the answer to the creation of the directory is lost',
    faults: [{ service: 'truu', method: 'POST', path: '^/api/v1/directories$', when: 'after', do: 'close' }],
  },
  {
    failure: 'the answer to the creation of the directory is lost, and its repetition is refused',
    faults: [
      { service: 'truu', method: 'POST', path: '^/api/v1/directories$', when: 'after', do: 'close' },
      {
        service: 'truu',
        method: 'POST',
        path: '^/api/v1/directories$',
        when: 'before',
        do: answering(409, truuError(409, 'CONFLICT', 'A directory with this configuration name exists.')),
      },
    ],
  },
  {
    failure: 'TruU stores the secret and answers 500',
    faults: [
      {
        service: 'truu',
        method: 'POST',
        path: '^/api/v1/directories$',
        when: 'after',
        do: answering(500, truuError(500, 'INTERNAL', 'Oops.')),
      },
    ],
  },
  {
    failure: 'the health hangs once',
    faults: [{ service: 'truu', method: 'GET', path: '/health$', when: 'before', do: 'hang' }],
    run: impatient,
  },
  {
    failure: 'the health of TruU flaps',
    spoil: ({ emulator }) => emulator.behaviour({ truu: { health: 'flapping' } }),
  },
  {
    failure: 'the token endpoint of Entra answers 503 once',
    faults: [{ service: 'login', when: 'before', do: answering(503) }],
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
