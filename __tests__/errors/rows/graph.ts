import { expect } from '@jest/globals';
import { patchApplication } from '../../../testing/manual-changes.ts';
import { specText } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';
import { answering, graphError, impatient, spoilt } from './faults.ts';

const graph = { service: 'graph' } as const;

/** How Graph fails as a service. */
export const graphRows: readonly ErrorRow[] = [
  {
    when: 'Graph refuses the token, always',
    code: 'ENTRA_UNAUTHORIZED',
    mode: 'plan',
    world: 'converged',
    spoil: spoilt({ ...graph, times: 0, when: 'before', do: answering(401, graphError('InvalidAuthenticationToken')) }),
    contains: ['check that the app of the input "client-id" is enabled'],
    leaves: 'untouched',
  },
  {
    when: 'Graph is busy, always, and does not say for how long',
    code: 'ENTRA_THROTTLED',
    mode: 'plan',
    world: 'converged',
    spoil: spoilt({ ...graph, times: 0, when: 'before', do: answering(429, graphError('TooManyRequests')) }),
    contains: ['Run again later'],
    leaves: 'untouched',
  },
  {
    when: 'Graph asks for more patience than a job has (H46)',
    code: 'ENTRA_THROTTLED',
    mode: 'plan',
    world: 'converged',
    spoil: spoilt({
      ...graph,
      times: 0,
      when: 'before',
      do: answering(429, graphError('TooManyRequests'), { 'retry-after': '86400' }),
    }),
    contains: ['Run again later'],
    leaves: 'untouched',
  },
  {
    when: 'Graph is down (H47)',
    code: 'ENTRA_UNAVAILABLE',
    mode: 'apply',
    world: 'converged',
    spoil: spoilt({ ...graph, times: 0, when: 'before', do: answering(503, graphError('ServiceUnavailable')) }),
    contains: ['check the status page of Azure'],
    leaves: 'untouched',
  },
  {
    when: 'Graph hangs',
    code: 'ENTRA_UNAVAILABLE',
    mode: 'plan',
    world: 'converged',
    spoil: spoilt({ ...graph, times: 0, when: 'before', do: 'hang' }),
    contains: ['did not respond in time'],
    leaves: 'untouched',
  },
  {
    when: 'Graph answers half a body (H47)',
    code: 'ENTRA_UNAVAILABLE',
    mode: 'plan',
    world: 'converged',
    spoil: spoilt({ ...graph, times: 0, when: 'after', do: { truncate: 20 } }),
    contains: ['Graph'],
    leaves: 'untouched',
  },
  {
    when: 'something before Graph says that there is nothing at this address',
    code: 'ENTRA_UNEXPECTED',
    mode: 'apply',
    world: 'converged',
    spoil: spoilt({ ...graph, method: 'GET', path: '/applications\\(uniqueName', when: 'before', do: answering(404) }),
    contains: ["Graph's response to the request to read the registration does not match its documentation"],
    leaves: 'untouched',
  },
  {
    when: 'Graph points to a next page on another host',
    code: 'ENTRA_UNEXPECTED',
    mode: 'plan',
    world: 'converged',
    spoil: async ({ emulator }) => {
      const body = { value: [], '@odata.nextLink': `${emulator.urls.truu}/v1.0/elsewhere` };
      await emulator.faults.add({ ...graph, path: '/owners$', when: 'before', do: answering(200, body) });
    },
    contains: ['on another host. The link was not followed'],
    leaves: 'untouched',
    also: async ({ emulator }) =>
      expect((await emulator.log()).filter(({ path }) => path.includes('elsewhere'))).toEqual([]),
  },
  {
    when: 'Graph refuses a change that it should take',
    code: 'ENTRA_REFUSED',
    mode: 'apply',
    world: 'converged',
    spoil: async (s) => {
      await patchApplication(s, { displayName: 'Renamed' });
      const refusal = graphError('Request_BadRequest', 'Invalid value specified for property displayName');
      await s.emulator.faults.add({
        ...graph,
        method: 'PATCH',
        path: '/applications/',
        when: 'before',
        do: answering(400, refusal),
      });
    },
    contains: ['Invalid value specified for property displayName', 'correct the value that it names'],
    mend: () =>
      Promise.resolve({ mode: 'plan', extras: { spec: specText([['entra', 'application', 'name'], 'Renamed']) } }),
  },
  {
    when: 'Entra does not show the registration that this run made',
    code: 'ENTRA_NOT_SETTLED',
    mode: 'apply',
    world: 'nothing',
    spoil: async (s) => {
      await s.emulator.behaviour({ entra: { lag: { application: 10_000 } } });
      return impatient;
    },
    contains: ['Replication can take that long'],
    heals: false,
  },
  {
    when: 'every connection breaks while the registration is created',
    code: 'ENTRA_UNAVAILABLE',
    mode: 'apply',
    world: 'nothing',
    spoil: spoilt({ ...graph, method: 'POST', path: '/applications$', times: 0, when: 'before', do: 'reset' }),
    contains: ['Graph could not be reached when asked to create the registration'],
  },
  {
    when: 'every connection breaks while permissions are granted',
    code: 'ENTRA_UNAVAILABLE',
    mode: 'apply',
    world: 'nothing',
    spoil: spoilt({ ...graph, method: 'POST', path: '/appRoleAssignments$', times: 0, when: 'after', do: 'reset' }),
    contains: ['Graph could not be reached when asked to grant permissions'],
  },
];
