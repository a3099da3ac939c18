import { describe, expect, test } from '@jest/globals';
import { createGraph } from '../../../../src/entra/graph/transport.ts';
import type { EntraSession } from '../../../../src/entra/login/session.ts';
import type { Http } from '../../../../src/support/http.ts';
import { Secret } from '../../../../src/support/secret.ts';
import { handClock } from '../../support/hand-clock.ts';

/** A Graph that gives one answer to everything; `asked` is where the token went. */
const graphAnswering = async (status: number, body: unknown) => {
  const asked: string[] = [];
  const token = async (): Promise<Secret> => new Secret('token');
  const http: Http = async ({ url }) => {
    asked.push(url);
    const base = { status, attempts: 1, way: { host: 'graph.example', proxy: null } };
    return { ...base, headers: new Headers(), text: JSON.stringify(body) };
  };
  const session = { token, refresh: token } as unknown as EntraSession;
  const options = { clock: handClock(-1), cancel: new AbortController().signal, session };
  const url = 'https://graph.example';
  return { graph: await createGraph({ ...options, http, url, budget: { leftMs: 0 } }), asked };
};

describe('Graph', () => {
  test.each(['https://evil.example/v1.0/a', 'https://graph.example:8443/v1.0/a'])(
    'is not followed to %s with the token',
    async (path) => {
      const { graph, asked } = await graphAnswering(200, {});
      await expect(graph.send({ method: 'GET', path, repeat: 'safe' })).rejects.toThrow();
      expect(asked).toEqual([]);
    },
  );

  test.each([
    ['never', 1],
    ['safe', 2],
  ] as const)('is asked again with a new token when the request may be repeated: %s', async (repeat, times) => {
    const { graph, asked } = await graphAnswering(401, {});
    expect(await graph.send({ method: 'POST', path: '/a', body: {}, repeat })).toMatchObject({ status: 401 });
    expect(asked).toHaveLength(times);
  });

  test.each([
    ['no items', {}, 'answer a batch'],
    ['an item too few', { responses: [{ id: '1', status: 200 }] }, 'answer every item of a batch'],
    ['an item without a status', { responses: [{ id: '0' }] }, 'answer every item of a batch'],
  ])('answers a batch with %s: nothing counts as absent', async (_what, body, operation) => {
    const { graph } = await graphAnswering(200, body);
    await expect(graph.batch([{ method: 'GET', path: '/a' }])).rejects.toThrow(operation);
  });
});
