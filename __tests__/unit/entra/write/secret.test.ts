import { describe, expect, test } from '@jest/globals';
import type { GraphAnswer } from '../../../../src/entra/graph/answer.ts';
import { revoke } from '../../../../src/entra/write/grants.ts';
import { addPassword, removePassword } from '../../../../src/entra/write/secret.ts';
import type { EntraWriter } from '../../../../src/entra/writer.ts';
import type { BatchItem, Graph } from '../../../../src/entra/graph/transport.ts';
import { Secret } from '../../../../src/support/secret.ts';
import { fakeContext, truuAnswering } from '../../../support/fake-context.ts';
import { now } from '../../../support/plan-samples.ts';
import { handClock } from '../../support/hand-clock.ts';

const at = new Date(now);
const secret = { applicationId: 'a', displayName: 'b', lifetime: 'P90D', startsOn: at, expiresOn: at, fresh: false };
const answer = (status: number, body: unknown, retryAfterMs = 0): GraphAnswer => ({
  ...{ status, body, requestId: null, attempts: 1, retryAfterMs },
});

const writerWith = (send: Graph['send']): EntraWriter => {
  const { entra } = fakeContext(truuAnswering([], []), handClock(-1), send);
  return { ...entra, retryWindow: { ...entra.retryWindow, lengthMs: 120_000 } };
};

const adding = (given: GraphAnswer) =>
  addPassword(
    writerWith(() => Promise.resolve(given)),
    secret,
    (value) => new Secret(value),
  );

describe('a secret that is created', () => {
  test.each([
    [60_000, 60_000],
    [86_400_000, 120_000],
  ])('in a request that asks for a wait of %d ms waits %d ms', async (retryAfterMs, waitMs) => {
    expect(await adding(answer(503, {}, retryAfterMs))).toEqual({ kind: 'unknown', waitMs });
  });

  test.each([[{ keyId: 'K' }], [{ secretText: 'value' }], [undefined]])(
    'counts as lost when the answer does not hold all of it: %j',
    async (body) => {
      expect(await adding(answer(200, body))).toEqual({ kind: 'unknown', waitMs: 0 });
    },
  );
});

test('a secret that Graph does not find is gone after three refusals and two reads, not after one of each', async () => {
  const requests: string[] = [];
  const writer = writerWith(async ({ method }) => {
    requests.push(method);
    if (method === 'GET') return answer(200, { passwordCredentials: [] });
    return answer(400, { error: { code: 'Request_BadRequest', message: 'No password credential found with keyId.' } });
  });
  await removePassword(writer, { applicationId: 'a', keyId: 'k', fresh: true });
  expect(requests).toEqual(['POST', 'POST', 'GET', 'POST', 'GET']);
});

test.each([
  [[], { method: 'DELETE', path: '/oauth2PermissionGrants/g' }],
  [['User.Read'], { method: 'PATCH', path: '/oauth2PermissionGrants/g', body: { scope: 'User.Read' } }],
])('a delegated grant of which %j stays is deleted or narrowed, never emptied', async (scopes, request) => {
  const sent: BatchItem[] = [];
  const writer = writerWith(() => Promise.reject(new Error('only a batch is sent')));
  const batch: Graph['batch'] = async (items) => {
    sent.push(...items);
    return items.map(() => answer(204, undefined));
  };
  const delegated = { grantId: 'g', scopes };
  await revoke({ ...writer, graph: { ...writer.graph, batch } }, { assignments: [], principalId: 'p', delegated });
  expect(sent).toEqual([request]);
});
