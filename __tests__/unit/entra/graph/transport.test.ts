import { describe, expect, test } from '@jest/globals';
import { createGraph, type Graph } from '../../../../src/entra/graph/transport.ts';
import type { EntraSession } from '../../../../src/entra/login/session.ts';
import type { HttpAnswer } from '../../../../src/support/http.ts';
import { Secret } from '../../../../src/support/secret.ts';
import { createTruu } from '../../../../src/truu/api/transport.ts';
import { handClock } from '../../support/hand-clock.ts';

const date = 'Tue, 24 Nov 2026 10:00:00 GMT';
const answer = (status: number, body: unknown, attempts = 1): HttpAnswer => ({
  ...{ status, attempts, headers: new Headers({ date }), text: JSON.stringify(body), way: { host: 'a', proxy: null } },
});
const token = async (): Promise<Secret> => new Secret('token');

/** A service that gives these answers in turn. */
const answering = (answers: readonly HttpAnswer[]) => {
  const left = [...answers];
  return async (): Promise<HttpAnswer> => left.shift() ?? answer(500, {});
};

const graphAnswering = async (...answers: readonly HttpAnswer[]) => {
  const clock = handClock(-1);
  const session = { token, refresh: token } as unknown as EntraSession;
  const cancel = new AbortController().signal;
  const options = { clock, cancel, session, url: 'https://graph.example', budget: { leftMs: 20_000 } };
  const graph: Graph = await createGraph({ ...options, http: answering(answers) });
  return { graph, clock };
};

describe('a request after a new login', () => {
  test('remembers a try of unknown outcome before it (Graph)', async () => {
    const { graph } = await graphAnswering(answer(401, {}, 2), answer(200, {}));
    expect(await graph.send({ method: 'GET', path: '/a', repeat: 'safe' })).toMatchObject({ status: 200, attempts: 2 });
  });

  test.each([
    [2, 2],
    [1, 1],
  ])('remembers %d tries before it as %d (TruU)', async (before, attempts) => {
    const http = answering([answer(401, {}, before), answer(200, {})]);
    const truu = createTruu(http, { token, refresh: token, clientId: 'client' }, 'https://truu.example');
    const request = { method: 'PUT', path: '/api/v1/a', repeat: 'if-throttled', operation: 'store it' } as const;
    expect(await truu.send(request)).toMatchObject({ status: 200, attempts });
  });

  test('that fails does not hide that an earlier try may have been carried out (TruU)', async () => {
    const refresh = (): Promise<Secret> => Promise.reject(new Error('no new token'));
    const request = { method: 'PUT', path: '/api/v1/a', repeat: 'safe', operation: 'store it' } as const;
    const after = (tries: number) =>
      createTruu(answering([answer(401, {}, tries)]), { token, refresh, clientId: '' }, 'https://truu.example').sendRaw(
        request,
      );
    await expect(after(2)).resolves.toMatchObject({ status: 401, attempts: 2 });
    await expect(after(1)).rejects.toThrow('no new token');
  });
});

describe('an item of a batch that must wait', () => {
  test.each([
    ['9', 9_000],
    ['Tue, 24 Nov 2026 10:00:12 GMT', 12_000],
  ])('until %s waits as long, by the Date of the batch', async (until, waitMs) => {
    const busy = { responses: [{ id: '0', status: 429, headers: { 'Retry-After': until } }] };
    const done = { responses: [{ id: '0', status: 200, body: {} }] };
    const { graph, clock } = await graphAnswering(answer(200, busy), answer(200, done));
    expect(await graph.batch([{ method: 'GET', path: '/a' }])).toMatchObject([{ status: 200 }]);
    expect(clock.waits).toEqual([waitMs]);
  });

  test('is charged to one budget, whichever batch it is in', async () => {
    const busy = answer(200, { responses: [{ id: '0', status: 503, headers: { 'Retry-After': '15' } }] });
    const done = answer(200, { responses: [{ id: '0', status: 200, body: {} }] });
    const { graph, clock } = await graphAnswering(busy, done, busy, done);
    expect(await graph.batch([{ method: 'GET', path: '/a' }])).toMatchObject([{ status: 200 }]);
    expect(await graph.batch([{ method: 'GET', path: '/a' }])).toMatchObject([{ status: 503, retryAfterMs: 15_000 }]);
    expect(clock.waits).toEqual([15_000]);
  });
});
