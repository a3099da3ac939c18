import type { RequestRecord } from '../src/support/requests.ts';
import { ids } from './worlds.ts';

const base = { status: 200, failure: null, attempts: 1, items: [] } as const;
const requested = (path: string) => ({ method: 'GET', path, status: 200 });
const trace = (number: number): string => `7d1c4b6e-0000-4000-8000-${String(number).padStart(12, '0')}`;

const principal = `/servicePrincipals(appId='${ids.app}')`;

/** The requests of a run that only reads, while all is in sync. */
export const readRequests: readonly RequestRecord[] = [
  { ...base, service: 'truu', method: 'POST', path: '/oauth2/token', requestId: null },
  {
    ...base,
    service: 'graph',
    method: 'POST',
    path: '/v1.0/$batch',
    requestId: trace(1),
    items: [
      requested("/applications(uniqueName='truu-directory')?$select=id,appId,displayName,uniqueName"),
      requested("/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?$select=id"),
    ],
  },
  { ...base, service: 'truu', method: 'GET', path: '/api/v1/directories', requestId: 'req-2' },
  {
    ...base,
    service: 'graph',
    method: 'POST',
    path: '/v1.0/$batch',
    requestId: trace(2),
    items: [requested(`${principal}?$select=id,accountEnabled`), requested(`${principal}/appRoleAssignments`)],
  },
  {
    ...base,
    service: 'truu',
    method: 'GET',
    path: '/api/v1/directories/dir-1/health',
    requestId: 'req-4',
    attempts: 2,
  },
];

/** The same, and TruU does not answer. */
export const unansweredRequests: readonly RequestRecord[] = [
  ...readRequests.slice(0, 2),
  {
    ...base,
    service: 'truu',
    method: 'GET',
    path: '/api/v1/directories',
    status: 503,
    requestId: 'req-9',
    attempts: 5,
  },
];
