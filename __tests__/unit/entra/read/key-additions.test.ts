import { describe, expect, test } from '@jest/globals';
import type { GraphAnswer } from '../../../../src/entra/graph/answer.ts';
import { readKeyAdditions } from '../../../../src/entra/read/key-additions.ts';
import type { Graph, GraphRequest } from '../../../../src/entra/graph/transport.ts';
import type { WireAudit } from '../../../../src/entra/graph/wire.ts';
import { HttpFailure } from '../../../../src/support/http.ts';
import { guid, ids, now } from '../../../support/plan-samples.ts';

const answer = (status: number, body: unknown): GraphAnswer => ({
  status,
  body,
  requestId: null,
  attempts: 1,
  retryAfterMs: 0,
});
const described = (...keyIds: readonly string[]): string =>
  JSON.stringify(keyIds.map((one) => `[KeyIdentifier=${one},KeyType=Password,KeyUsage=Verify,DisplayName=TruU]`));
const record = (oldValue: string | null, newValue: string | null, more: WireAudit = {}): WireAudit => ({
  activityDateTime: '2026-11-23T10:00:00Z',
  result: 'success',
  initiatedBy: { app: { displayName: 'Automation', servicePrincipalId: guid('E') } },
  targetResources: [{ modifiedProperties: [{ displayName: 'KeyDescription', oldValue, newValue }] }],
  ...more,
});

const reading = async (result: GraphAnswer | Error, roles: readonly string[] = ['AuditLog.Read.All']) => {
  const requests: GraphRequest[] = [];
  const graph: Graph = {
    send: (request) => {
      requests.push(request);
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
    },
    batch: () => Promise.reject(new Error('A batch waits for busy items.')),
    now: () => null,
  };
  const additions = await readKeyAdditions(graph, { id: ids.application }, { roles }, new Date(now));
  return { additions, requests };
};
const additionsOf = async (...value: readonly WireAudit[]) => (await reading(answer(200, { value }))).additions;

describe('who added a key', () => {
  test('is what a record has after the change and not before it, by ids in lower case', async () => {
    const [held, added] = [guid('a'), guid('B')];
    expect(await additionsOf(record(described(held), described(held, added)))).toEqual([
      {
        keyId: guid('b'),
        at: '2026-11-23T10:00:00.000Z',
        actor: 'Automation',
        userId: null,
        appId: null,
        servicePrincipalId: guid('e'),
      },
    ]);
  });

  test('is a person where the record names one, also beside an app', async () => {
    const initiatedBy = {
      user: { id: guid('9'), userPrincipalName: 'jo@contoso.com' },
      app: { appId: ids.deployerApp },
    };
    expect(await additionsOf(record('[]', described(guid('b')), { initiatedBy }))).toMatchObject([
      { actor: 'jo@contoso.com', userId: guid('9'), appId: ids.deployerApp },
    ]);
  });

  test.each<[string, WireAudit]>([
    ['of a removal', record(described(guid('b')), '[]')],
    ['of a refused attempt', record('[]', described(guid('b')), { result: 'failure' })],
    ['of another property', { targetResources: [{ modifiedProperties: [{ displayName: 'Other', newValue: '[]' }] }] }],
    ['without targets', {}],
    ['that is no JSON', record('[]', 'KeyIdentifier')],
    ['that is no list', record('[]', '{"a":1}')],
    ['of keys without an id', record(null, '["[KeyType=Password]", 7]')],
    [
      'that has the id in the name',
      record('[]', JSON.stringify([`[KeyType=Password,DisplayName=[KeyIdentifier=${guid('b')},]`])),
    ],
  ])('is not said by a record %s', async (_what, one) => {
    expect(await additionsOf(one)).toEqual([]);
  });

  test('is asked for once, about the registration, and not without the permission', async () => {
    const { requests } = await reading(answer(200, { value: [] }));
    expect(requests).toMatchObject([{ method: 'GET', repeat: 'never' }]);
    expect(decodeURIComponent(requests[0]?.path ?? '')).toContain(`t/id eq '${ids.application}'`);
    expect(await reading(answer(200, { value: [] }), ['Directory.Read.All'])).toEqual({
      additions: null,
      requests: [],
    });
  });

  test.each<[string, GraphAnswer | Error]>([
    ['a refusal', answer(403, { error: { code: 'Authorization_RequestDenied' } })],
    ['a missing licence', answer(403, { error: { code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant' } })],
    ['a busy log', answer(429, {})],
    ['a page without rows', answer(200, {})],
    ['no answer', new HttpFailure('timeout', 1, null)],
  ])('is unknown, which is neither innocent nor guilty, after %s', async (_what, result) => {
    expect((await reading(result)).additions).toBeNull();
  });
});
