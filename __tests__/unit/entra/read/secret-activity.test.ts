import { describe, expect, test } from '@jest/globals';
import type { GraphAnswer } from '../../../../src/entra/graph/answer.ts';
import { readSecretUse } from '../../../../src/entra/read/secret-activity.ts';
import type { Graph, GraphRequest } from '../../../../src/entra/graph/transport.ts';
import { HttpFailure } from '../../../../src/support/http.ts';
import { guid, ids } from '../../../support/plan-samples.ts';

const key = guid('b');
const row = (lastSignInDateTime: unknown, keyId: unknown = key): object => ({
  keyId,
  signInActivity: { lastSignInDateTime, lastSignInRequestId: '1' },
});
const ok = (body: unknown): GraphAnswer => ({ status: 200, body, requestId: null, attempts: 1, retryAfterMs: 0 });

/** Reads from answers in their order; an error among them is thrown. */
const reading = async (...answers: readonly (GraphAnswer | Error)[]) => {
  const requests: GraphRequest[] = [];
  const graph: Graph = {
    send: async (request) => {
      requests.push(request);
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      if (answer instanceof Error || answer === undefined) throw answer ?? new Error('nothing to say');
      return Promise.resolve(answer);
    },
    batch: () => Promise.reject(new Error('A batch of v1.0 cannot carry a request to beta.')),
    now: () => null,
  };
  return { use: await readSecretUse(graph, ids.app), requests };
};

describe('the last use of secrets', () => {
  test('is asked for once, in beta, for the one app', async () => {
    const { requests } = await reading(ok({ value: [] }));
    const filter = encodeURIComponent(`appId eq '${ids.app}'`);
    expect(requests).toEqual([
      {
        method: 'GET',
        path: `/reports/appCredentialSignInActivities?$filter=${filter}`,
        version: 'beta',
        repeat: 'never',
      },
    ]);
  });

  test.each<[string, unknown, object]>([
    ['nothing for an empty list', { value: [] }, {}],
    ['a time by key id', { value: [row('2026-11-20T01:02:03Z')] }, { [key]: '2026-11-20T01:02:03.000Z' }],
    ['one row that stands alone', row('2026-11-20T01:02:03Z'), { [key]: '2026-11-20T01:02:03.000Z' }],
    [
      'the latest of several APIs',
      { value: [row('2026-11-20T00:00:00Z'), row('2026-11-22T00:00:00Z'), row('2026-11-21T00:00:00Z')] },
      { [key]: '2026-11-22T00:00:00.000Z' },
    ],
    [
      'the latest of several flows',
      {
        value: [
          {
            keyId: key,
            signInActivity: { lastSignInDateTime: null, lastNonInteractiveSignInDateTime: '2026-11-20T00:00:00Z' },
          },
        ],
      },
      { [key]: '2026-11-20T00:00:00.000Z' },
    ],
    [
      'key ids in lower case',
      { value: [row('2026-11-20T00:00:00Z', key.toUpperCase())] },
      { [key]: '2026-11-20T00:00:00.000Z' },
    ],
    ['a zone other than UTC', { value: [row('2026-11-20T00:00:00+02:00')] }, { [key]: '2026-11-19T22:00:00.000Z' }],
    ['no use where there is no activity', { value: [{ keyId: key, signInActivity: null }, { keyId: key }] }, {}],
    ['no use in the year 1', { value: [row('0001-01-01T00:00:00Z')] }, {}],
  ])('is read: %s', async (_what, body, expected) => {
    expect((await reading(ok(body))).use).toEqual(expected);
  });

  test('is read over all pages, each asked for once', async () => {
    const next = 'https://graph.microsoft.com/beta/reports/appCredentialSignInActivities?$skiptoken=2';
    const { use, requests } = await reading(
      ok({ value: [row('2026-11-20T00:00:00Z')], '@odata.nextLink': next }),
      ok({ value: [row('2026-11-21T00:00:00Z', guid('c'))] }),
    );
    expect(Object.keys(use ?? {})).toEqual([key, guid('c')]);
    expect(requests[1]).toEqual({ method: 'GET', path: next, repeat: 'never' });
  });

  const refusal = (status: number): GraphAnswer => ({ ...ok({ error: { code: 'No' }, value: [] }), status });
  test.each<[string, readonly (GraphAnswer | Error)[]]>([
    ['a refusal', [refusal(403)]],
    ['a missing report', [refusal(404)]],
    ['no JSON', [ok(undefined)]],
    ['null', [ok(null)]],
    ['another JSON', [ok({ value: 'none' })]],
    ['a row without a key', [ok({ value: [row('2026-11-20T00:00:00Z', null)] })]],
    ['a time that is none', [ok({ value: [row('yesterday')] })]],
    ['pages without an end', [ok({ value: [], '@odata.nextLink': 'https://graph.microsoft.com/x' })]],
  ])('is not known after %s, and nothing is thrown', async (_what, answers) => {
    expect((await reading(...answers)).use).toBeNull();
  });

  test.each<[string, readonly (GraphAnswer | Error)[]]>([
    ['a failing service', [refusal(503)]],
    ['a busy service', [refusal(429)]],
    ['no answer', [new HttpFailure('timeout', 1, null)]],
    ['a surprise', [new Error('unforeseen')]],
    ['a row that is none', [ok({ value: [null] })]],
    ['a failing second page', [ok({ value: [], '@odata.nextLink': 'https://graph.microsoft.com/x' }), refusal(500)]],
  ])('may be known at another time after %s, and nothing is thrown', async (_what, answers) => {
    expect((await reading(...answers)).use).toBe('failed');
  });

  test('is not silent about the end of the run', async () => {
    await expect(reading(new HttpFailure('cancelled', 1, null))).rejects.toMatchObject({ code: 'APPLY_CANCELLED' });
  });
});
