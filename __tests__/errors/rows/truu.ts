import { expect } from '@jest/globals';
import { createDirectory, newCredential } from '../../support/emulator-directory.ts';
import { addSecret, choosePrimaryUserIdentifier, editDirectory, managed } from '../../../testing/manual-changes.ts';
import { forgedSecret } from '../../../testing/secret-tag.ts';
import { specText, type Scenario } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';
import { answering, impatient, meddling, spoilt, truuError } from './faults.ts';
import { renamedTo, separateOther } from './truu-mends.ts';

const api = { service: 'truu', path: '^/api/' } as const;

/** TruU answers every call of its API in one way, for the length of the run. */
const always = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  spoilt({ ...api, times: 0, when: 'before', do: answering(status, body, headers) });

const dueForRenewal = (scenario: Scenario): Promise<unknown> => scenario.emulator.clock.advance('P11M5D');

const secretsOf = async (scenario: Scenario): Promise<number> => (await managed(scenario)).secrets.length;

/** What TruU's side refuses, or how it fails. */
export const truuRows: readonly ErrorRow[] = [
  {
    when: 'the API secret is wrong',
    code: 'TRUU_UNAUTHORIZED',
    mode: 'apply',
    world: 'converged',
    run: { with: { 'truu-client-secret': 'not-the-secret-of-this-client' } },
    contains: ['Check the inputs truu-client-id, truu-client-secret and truu-token-url'],
    mend: { mode: 'plan' },
    leaves: 'untouched',
  },
  {
    when: 'TruU refuses its own token, always',
    code: 'TRUU_UNAUTHORIZED',
    mode: 'plan',
    world: 'converged',
    spoil: always(401, truuError(401, 'UNAUTHORIZED', 'The token is wrong.')),
    contains: ['The token is wrong.'],
    leaves: 'untouched',
  },
  {
    when: 'the API client lacks a right',
    code: 'TRUU_FORBIDDEN',
    mode: 'apply',
    world: 'converged',
    spoil: always(403, truuError(403, 'FORBIDDEN', 'Needs directories:write.')),
    contains: ['Needs directories:write.', 'Ask a TruU administrator to let', 'OAuth client (truu-client-id): '],
    leaves: 'untouched',
  },
  {
    when: 'the base URL leads elsewhere',
    code: 'TRUU_NOT_FOUND',
    mode: 'plan',
    world: 'converged',
    spoil: async ({ emulator }) => ({ with: { 'truu-url': `${emulator.urls.truu}/elsewhere` } }),
    contains: ['Check the input "truu-url"'],
    mend: {},
    leaves: 'untouched',
  },
  {
    when: 'the new name is taken by a directory of another type',
    code: 'TRUU_CONFLICT',
    mode: 'apply',
    world: 'converged',
    spoil: async ({ emulator }) => {
      const conflict = truuError(409, 'CONFLICT', 'A directory with this configuration name exists.');
      await emulator.faults.add({ ...api, method: 'PATCH', when: 'before', do: answering(409, conflict) });
      return { spec: renamedTo('Taken') };
    },
    contains: ['A directory with this configuration name exists.', 'set another truu.directory.name'],
    mend: () => Promise.resolve({ mode: 'plan', extras: { spec: renamedTo('Free') } }),
  },
  {
    when: 'TruU refuses a setting',
    code: 'TRUU_REFUSED',
    mode: 'apply',
    world: 'converged',
    spoil: async (scenario) => {
      await editDirectory(scenario, { domain: 'fabrikam.com' });
      const refusal = truuError(400, 'BAD_REQUEST', 'The domain is not verified.');
      await scenario.emulator.faults.add({ ...api, method: 'PATCH', when: 'before', do: answering(400, refusal) });
    },
    contains: ['The domain is not verified.', 'Read the message of TruU'],
    mend: () =>
      Promise.resolve({ mode: 'plan', extras: { spec: specText([['truu', 'directory', 'domain'], 'fabrikam.com']) } }),
  },
  {
    when: 'TruU refuses the new secret (H15)',
    code: 'TRUU_REFUSED',
    mode: 'renew',
    world: 'converged',
    spoil: async (scenario) => {
      await dueForRenewal(scenario);
      const refusal = truuError(400, 'BAD_REQUEST', 'The secret is too long.');
      await scenario.emulator.faults.add({ ...api, method: 'PUT', when: 'before', do: answering(400, refusal) });
    },
    contains: ['The secret is too long.'],
    also: async (scenario) => expect(await secretsOf(scenario)).toBe(1),
  },
  {
    when: 'TruU is down',
    code: 'TRUU_UNAVAILABLE',
    mode: 'apply',
    world: 'converged',
    spoil: always(503, truuError(503, 'SERVICE_UNAVAILABLE', 'Down for maintenance.')),
    contains: ['TruU failed to', 'Down for maintenance.', 'Run again'],
    leaves: 'untouched',
  },
  {
    when: 'TruU hangs',
    code: 'TRUU_UNAVAILABLE',
    mode: 'plan',
    world: 'converged',
    spoil: spoilt({ ...api, times: 0, when: 'before', do: 'hang' }),
    contains: ['TruU did not respond in time'],
    leaves: 'untouched',
  },
  {
    when: 'TruU answers half a body, always',
    code: 'TRUU_UNAVAILABLE',
    mode: 'plan',
    world: 'converged',
    spoil: spoilt({ ...api, times: 0, when: 'after', do: { truncate: 12 } }),
    contains: ['TruU could not be reached'],
    leaves: 'untouched',
  },
  {
    when: 'a page of HTML stands where the API should be',
    code: 'TRUU_CONTRACT',
    mode: 'apply',
    world: 'converged',
    spoil: always(200, '<html>Welcome to the Admin Console</html>', { 'content-type': 'text/html' }),
    contains: [
      'does not match the contract',
      "the Admin Console's address",
      'implements contract/truu-directory.openapi.yaml',
    ],
    leaves: 'untouched',
  },
  {
    when: 'TruU redirects',
    code: 'TRUU_CONTRACT',
    mode: 'apply',
    world: 'converged',
    spoil: always(302, '', { location: 'https://elsewhere.example/' }),
    contains: ['it is a redirect, which is never followed'],
    leaves: 'untouched',
  },
  {
    when: 'TruU does not name the key that it holds, though a renewal is due',
    code: 'TRUU_CONTRACT',
    mode: 'renew',
    world: 'converged',
    spoil: async (scenario) => {
      await dueForRenewal(scenario);
      await scenario.emulator.behaviour({ truu: { namesKey: false } });
    },
    contains: ['KeyId is missing or wrong', 'No secret is created or deleted after such a response'],
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'two directories of the tenant could be meant',
    code: 'TRUU_DIRECTORY_AMBIGUOUS',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: async (scenario) => {
      const { application } = await managed(scenario);
      const credential = newCredential({ clientId: application.appId, secretKeyId: null });
      await createDirectory(scenario.truu, { configurationName: 'Another', credential });
    },
    contains: ['Another', 'Give each directory a registration of its own'],
    mend: separateOther,
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'somebody renamed the directory',
    code: 'TRUU_DIRECTORY_RENAMED',
    mode: 'drift',
    world: 'converged',
    result: 'refused',
    spoil: (scenario) => editDirectory(scenario, { configurationName: 'Old' }),
    contains: ['set truu.directory.previousName to "Old"'],
    mend: (_, { stdout }) => {
      const name = /set truu\.directory\.previousName to "(.+?)"/.exec(stdout)?.[1];
      return Promise.resolve({
        mode: 'plan',
        extras: { spec: specText([['truu', 'directory', 'previousName'], name]) },
      });
    },
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'the registration has a secret of another TruU',
    code: 'ENTRA_OTHER_CONSUMER',
    mode: 'apply',
    world: 'converged',
    result: 'refused',
    spoil: async (scenario) => {
      const { appId } = (await managed(scenario)).application;
      const now = await scenario.emulator.clock.now();
      await addSecret(scenario, forgedSecret('https://another.truu.example', { appId, now }));
    },
    contains: ['This registration serves another consumer', 'Give each TruU a registration of its own'],
    mend: () =>
      Promise.resolve({
        mode: 'plan',
        extras: { spec: specText([['entra', 'application', 'uniqueName'], 'truu-own']) },
      }),
    leaves: 'untouched',
    heals: false,
  },
  {
    when: 'there is no cluster of the name',
    code: 'TRUU_CLUSTER_NOT_FOUND',
    mode: 'apply',
    world: 'nothing',
    result: 'refused',
    run: { spec: specText([['truu', 'cluster'], 'on-premises']) },
    contains: ['Its clusters: cloud', 'Set truu.cluster to one of the names in the message'],
    mend: (_, { stdout }) => {
      const [name] = /Its clusters: (.+)\.$/m.exec(stdout)?.[1]?.split(', ') ?? [];
      return Promise.resolve({
        mode: 'plan',
        extras: { asReader: false, spec: specText([['truu', 'cluster'], name]) },
      });
    },
    leaves: 'untouched',
  },
  {
    when: 'somebody changes the directory between the reading and the hand-over',
    code: 'APPLY_OVERTAKEN',
    mode: 'renew',
    world: 'converged',
    spoil: async (scenario) => {
      await dueForRenewal(scenario);
      return meddling(scenario, { service: 'truu', method: 'PUT', path: '/credential$' }, () =>
        editDirectory(scenario, { domain: 'fabrikam.com' }),
      );
    },
    contains: ['Check what the other run did, then run again'],
    also: async (scenario) => expect(await secretsOf(scenario)).toBe(1),
  },
  {
    when: 'somebody changes the global attribute meanwhile',
    code: 'APPLY_OVERTAKEN',
    mode: 'apply',
    world: 'converged',
    spoil: async (scenario) => {
      await choosePrimaryUserIdentifier(scenario, 'userPrincipalName');
      return meddling(scenario, { service: 'truu', method: 'PUT', path: 'primary-user-identifier$' }, () =>
        choosePrimaryUserIdentifier(scenario, 'employeeId'),
      );
    },
    contains: ['TruU was modified while this run was about to'],
  },
  {
    when: 'TruU takes the secret, answers nothing, and cannot be asked which one it holds',
    code: 'TRUU_SECRET_UNCERTAIN',
    mode: 'renew',
    world: 'converged',
    spoil: async (scenario) => {
      await dueForRenewal(scenario);
      const { emulator } = scenario;
      await emulator.faults.add({ service: 'truu', method: 'PUT', times: 0, when: 'after', do: 'close' });
      const gone = answering(503, truuError(503, 'SERVICE_UNAVAILABLE', 'Down.'));
      await emulator.faults.add({
        service: 'truu',
        method: 'GET',
        path: '/directories/[^/]+$',
        nth: 2,
        times: 0,
        when: 'before',
        do: gone,
      });
      return { ...impatient, spec: specText([['health', 'timeout'], 'PT1S']) };
    },
    contains: ['stay in Entra, since TruU may hold any of them', 'reads from TruU which secret it holds'],
    also: async (scenario) => expect(await secretsOf(scenario)).toBe(2),
  },
];
