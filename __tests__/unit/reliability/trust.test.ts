import { describe, expect, test } from '@jest/globals';
import { clientIdOf, identities } from '../../../emulator/default-seed.ts';
import type { LogRow } from '../../../emulator/log.ts';
import type { State } from '../../../emulator/state.ts';
import type { Evidence } from '../../../reliability/invariants.ts';
import { trustViolations } from '../../../reliability/trust.ts';

const ofStranger = { id: 'a1', appId: 'a2', createdByAppId: 'cli' };
const principals = [{ id: 'p1', appId: 'a2' }];

const row = (n: number, path: string, more: Partial<LogRow> = {}): LogRow =>
  ({
    n,
    service: 'graph',
    from: 'client',
    method: 'POST',
    path,
    body: null,
    items: [],
    committed: true,
    ...more,
  }) as LogRow;
const evidence = (log: readonly LogRow[], application: object = ofStranger): Evidence =>
  ({
    after: { entra: { applications: [application], servicePrincipals: principals } } as unknown as State,
    log,
  }) as Evidence;

const batch = (body: unknown): LogRow =>
  row(1, '/v1.0/$batch', {
    items: [
      {
        ...row(1, '/v1.0/servicePrincipals/x/appRoleAssignments'),
        id: '1',
        query: {},
        headers: {},
        body,
        status: 201,
        fault: null,
      },
    ],
  });

describe("a stranger's registration", () => {
  test.each<[string, LogRow]>([
    ['a secret', row(1, '/v1.0/applications/a1/addPassword')],
    ['a grant in a batch', batch({ principalId: 'p1' })],
    [
      'a directory of TruU',
      row(1, '/api/v1/directories', { service: 'truu', body: { credential: { clientId: 'a2' } } }),
    ],
  ])('may not get %s', (_what, one) => {
    expect(trustViolations(evidence([one]), undefined)).toHaveLength(1);
  });

  test.each<[string, LogRow, object, string]>([
    ['is read', row(1, '/v1.0/applications/a1', { committed: false }), ofStranger, ''],
    [
      'is made by a person',
      row(1, '/v1.0/applications/a1/owners/$ref', { from: 'person', status: 204 }),
      ofStranger,
      '',
    ],
    ['is adopted', row(1, '/v1.0/applications/a1/addPassword'), ofStranger, 'a2'],
    [
      'is ours',
      row(1, '/v1.0/applications/a1/addPassword'),
      { ...ofStranger, createdByAppId: clientIdOf(identities.deployer) },
      '',
    ],
    ['is of the seed', row(1, '/v1.0/applications/a1/addPassword'), { id: 'a1', appId: 'a2' }, ''],
  ])('breaks nothing where it %s', (_what, one, application, adopted) => {
    expect(trustViolations(evidence([one], application), adopted)).toEqual([]);
  });
});

test('after an unknown owner comes no permission, no secret and no directory; before it they may', () => {
  const owner = row(5, '/v1.0/applications/b1/owners/$ref', { from: 'person', status: 204 });
  const gains = [
    '/v1.0/servicePrincipals/p/appRoleAssignments',
    '/v1.0/applications/b1/addPassword',
    '/api/v1/directories',
  ];
  const at = (n: number) => trustViolations(evidence([owner, ...gains.map((path) => row(n, path))], {}), undefined);
  expect([at(4).length, at(6).length]).toEqual([0, 3]);
});
