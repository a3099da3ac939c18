import { describe, expect, test } from '@jest/globals';
import type { GraphAnswer } from '../../../../src/entra/graph/answer.ts';
import { readSecretUse } from '../../../../src/entra/read/secret-activity.ts';
import type { Graph, GraphRequest } from '../../../../src/entra/graph/transport.ts';
import { HttpFailure } from '../../../../src/support/http.ts';
import { graphAppId, type UseQuery } from '../../../../src/entra/model.ts';
import { guid, ids } from '../../../support/plan-samples.ts';

const key = guid('b');
const row = (lastSignInDateTime: unknown, keyId: unknown = key): object => ({
  keyId,
  signInActivity: { lastSignInDateTime, lastSignInRequestId: '1' },
});
const ok = (body: unknown): GraphAnswer => ({ status: 200, body, requestId: null, attempts: 1, retryAfterMs: 0 });

type Answers = readonly (GraphAnswer | Error)[];

/** Reads from answers in their order, as a hint; an error among them is thrown. */
const reading = (...answers: Answers) => readingFor('ask', answers);

const readingFor = async (query: UseQuery, answers: Answers) => {
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
  return { use: await readSecretUse(graph, ids.app, query, { roles: [] }), requests };
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
    [
      'a row of the app',
      { value: [{ ...row('2026-11-20T00:00:00Z'), appId: ids.app.toUpperCase() }] },
      { [key]: '2026-11-20T00:00:00.000Z' },
    ],
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
    expect((await reading(ok(body))).use).toHaveProperty('any', expected);
  });

  const toApi = (resourceId: unknown, at: string, more: object = {}): object => ({
    ...row(at),
    ...{ resourceId, keyType: 'password', ...more },
  });
  const graphOn = '2026-11-20T00:00:00.000Z';
  test.each<[string, readonly object[], object]>([
    ['one to Microsoft Graph', [toApi(graphAppId, graphOn)], { [key]: graphOn }],
    ['one by the id in capitals', [toApi(graphAppId.toUpperCase(), graphOn)], { [key]: graphOn }],
    ['one of the documented type', [toApi(graphAppId, graphOn, { keyType: 'clientSecret' })], { [key]: graphOn }],
    ['none to another API', [toApi(guid('e'), graphOn)], {}],
    ['none to an API without a name', [toApi(null, graphOn), row(graphOn)], {}],
    ['none with a certificate', [toApi(graphAppId, graphOn, { keyType: 'certificate' })], {}],
    [
      'the one to Graph of several',
      [toApi(guid('e'), '2026-11-23T00:00:00Z'), toApi(graphAppId, graphOn)],
      { [key]: graphOn },
    ],
    [
      'the last success, where failures are told apart',
      [
        {
          ...toApi(graphAppId, graphOn),
          signInActivity: { lastSignInDateTime: '2026-11-22T00:00:00Z', lastSuccessfulSignInDateTime: graphOn },
        },
      ],
      { [key]: graphOn },
    ],
  ])('as evidence counts %s', async (_what, value, graph) => {
    expect((await reading(ok({ value }))).use).toHaveProperty('graph', graph);
  });

  test.each<[string, readonly object[], string | null]>([
    [
      'to the newest login, of any key and to any API',
      [row('2026-11-20T00:00:00Z'), toApi(guid('e'), '2026-11-21T00:00:00Z', { keyId: guid('c') })],
      '2026-11-21T00:00:00.000Z',
    ],
    ['nobody knows how far without a login', [row(null), row('0001-01-01T00:00:00Z')], null],
    ['nobody knows how far without a row', [], null],
  ])('reaches %s', async (_what, value, reportOf) => {
    expect((await reading(ok({ value }))).use).toMatchObject({ reportOf });
  });

  test('is read over all pages, each asked for once', async () => {
    const next = 'https://graph.microsoft.com/beta/reports/appCredentialSignInActivities?$skiptoken=2';
    const { use, requests } = await reading(
      ok({ value: [row('2026-11-20T00:00:00Z')], '@odata.nextLink': next }),
      ok({ value: [row('2026-11-21T00:00:00Z', guid('c'))] }),
    );
    expect(use).toMatchObject({ any: { [key]: expect.anything(), [guid('c')]: expect.anything() } });
    expect(requests[1]).toEqual({ method: 'GET', path: next, repeat: 'never' });
  });

  const refusal = (status: number, code = 'No'): GraphAnswer => ({
    ...ok({ error: { code, message: 'Not now.' }, value: [] }),
    status,
    requestId: 'r-1',
  });

  test('is requested again as evidence, by the policy of the run, on each page', async () => {
    const next = 'https://graph.microsoft.com/beta/reports/appCredentialSignInActivities?$skiptoken=2';
    const answers = [ok({ value: [], '@odata.nextLink': next }), ok({ value: [] })];
    const { requests } = await readingFor('evidence', answers);
    expect(requests.map(({ repeat }) => repeat)).toEqual(['safe', 'safe']);
  });

  const unlicensed = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
  test.each<[string, string, Answers]>([
    ['unlicensed', 'a refusal for want of a license', [refusal(403, unlicensed)]],
    ['refused', 'a refusal', [refusal(403)]],
    ['refused', 'a missing report', [refusal(404)]],
    ['format', 'no JSON', [ok(undefined)]],
    ['format', 'null', [ok(null)]],
    ['format', 'another JSON', [ok({ value: 'none' })]],
    ['format', 'a row without a key', [ok({ value: [row('2026-11-20T00:00:00Z', null)] })]],
    ['format', 'a row of another app', [ok({ value: [{ ...row('2026-11-20T00:00:00Z'), appId: guid('e') }] })]],
    ['format', 'a time that is none', [ok({ value: [row('yesterday')] })]],
    ['format', 'pages without an end', [ok({ value: [], '@odata.nextLink': 'https://graph.microsoft.com/x' })]],
  ])('is %s after %s, and nothing is thrown', async (reason, _what, answers) => {
    expect((await reading(...answers)).use).toMatchObject({ reason });
  });

  test('is not read without telling what Entra said', async () => {
    expect((await reading(refusal(403, unlicensed))).use).toMatchObject({
      error: {
        requestId: 'r-1',
        evidence: expect.arrayContaining([{ name: 'Graph says', value: `403 ${unlicensed}: Not now.` }]),
      },
    });
  });

  test.each<[string, readonly (GraphAnswer | Error)[]]>([
    ['a failing service', [refusal(503)]],
    ['a busy service', [refusal(429)]],
    ['no answer', [new HttpFailure('timeout', 1, null)]],
    ['a surprise', [new Error('unforeseen')]],
    ['a row that is none', [ok({ value: [null] })]],
    ['a failing second page', [ok({ value: [], '@odata.nextLink': 'https://graph.microsoft.com/x' }), refusal(500)]],
  ])('may be known at another time after %s, and nothing is thrown', async (_what, answers) => {
    expect((await reading(...answers)).use).toMatchObject({ reason: 'failed' });
  });

  test('is not silent about the end of the run', async () => {
    await expect(reading(new HttpFailure('cancelled', 1, null))).rejects.toMatchObject({ code: 'APPLY_CANCELLED' });
  });
});
