import { describe, expect, test } from '@jest/globals';
import { dispatch } from '../../emulator/dispatch.ts';
import { counters, counterSeed } from '../support/fake-service.ts';
import { fileEmulator } from '../support/file-emulator.ts';

const emulator = fileEmulator(counterSeed, { seed: counterSeed, services: counters });

const post = (path = '/count', signal?: AbortSignal) =>
  emulator.fetch(emulator.urls.graph + path, { method: 'POST', body: '{}', ...(signal ? { signal } : {}) });

const batch = (requests: unknown[]) =>
  emulator.fetch(`${emulator.urls.graph}/$batch`, { method: 'POST', body: JSON.stringify({ requests }) });

const count = async (): Promise<number> => Number((await emulator.state()).truu.primaryUserIdentifier);

const causeOf = async (call: Promise<unknown>): Promise<unknown> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Error ? ((error.cause as { code?: string } | undefined)?.code ?? error.name) : error;
};

describe('the action of a fault', () => {
  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('answer %s commit leaves %i changes', async (when, changes) => {
    const body = { error: { code: 'serviceNotAvailable' } };
    const replacement = { status: 503, headers: { 'retry-after': '7' }, body };
    const id = await emulator.faults.add({ when, do: { answer: replacement } });
    const response = await post();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await response.json()).toEqual(body);
    expect(await count()).toBe(changes);
    const [row] = await emulator.log();
    expect(row).toMatchObject({ fault: id, status: 503, committed: changes === 1 });
  });

  test('answer with text stays text', async () => {
    const replacement = { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>' };
    await emulator.faults.add({ when: 'before', do: { answer: replacement } });
    const response = await post();
    expect([response.headers.get('content-type'), await response.text()]).toEqual(['text/html', '<html>']);
  });

  test.each([
    ['close', 'before', 'UND_ERR_SOCKET', 0],
    ['close', 'after', 'UND_ERR_SOCKET', 1],
    ['reset', 'before', 'ECONNRESET', 0],
    ['reset', 'after', 'ECONNRESET', 1],
  ] as const)('%s %s commit fails with %s', async (action, when, code, changes) => {
    await emulator.faults.add({ when, do: action });
    expect(await causeOf(post())).toBe(code);
    expect(await count()).toBe(changes);
    expect((await emulator.log())[0]).toMatchObject({ status: null, committed: changes === 1 });
  });

  test('truncate announces the full length and sends a part', async () => {
    await emulator.faults.add({ when: 'after', do: { truncate: 4 } });
    const response = await post();
    expect([response.status, response.headers.get('content-length')]).toEqual([201, '11']);
    await expect(response.text()).rejects.toThrow('terminated');
    expect(await count()).toBe(1);
  });

  test('hang never answers', async () => {
    const id = await emulator.faults.add({ when: 'after', do: 'hang' });
    const abort = new AbortController();
    const call = post('/count', abort.signal);
    await emulator.faults.fired(id);
    abort.abort();
    await expect(call).rejects.toThrow('aborted');
    expect((await emulator.log())[0]).toMatchObject({ status: null, committed: true });
  });

  test('delay answers in the end', async () => {
    const id = await emulator.faults.add({ when: 'before', do: { delay: 5 } });
    expect((await post()).status).toBe(201);
    expect(await emulator.faults.get(id)).toEqual({ matched: 1, fired: 1, held: [] });
  });
});

describe('hold', () => {
  test('holds a request until it is released', async () => {
    const id = await emulator.faults.add({ when: 'before', do: 'hold' });
    const call = post();
    expect(await emulator.faults.fired(id)).toEqual({ matched: 1, fired: 1, held: [1] });
    expect(await emulator.log()).toMatchObject([{ n: 1, status: null, committed: false, fault: id }]);
    await emulator.faults.release(id);
    expect((await call).status).toBe(201);
    expect(await count()).toBe(1);
  });

  test('after commit has the change, but not the answer', async () => {
    const id = await emulator.faults.add({ when: 'after', do: 'hold' });
    const call = post();
    await emulator.faults.fired(id);
    expect(await count()).toBe(1);
    await emulator.faults.remove(id);
    expect((await call).status).toBe(201);
  });

  test.each(['fault', 'world'])('a closed request commits nothing after the %s is reset', async (target) => {
    const id = await emulator.faults.add({ when: 'before', do: 'hold' });
    const abort = new AbortController();
    const call = post('/count', abort.signal);
    await emulator.faults.fired(id);
    abort.abort();
    await expect(call).rejects.toThrow('aborted');
    await (target === 'fault' ? emulator.faults.remove() : emulator.reset(counterSeed));
    // The answer to a second request shows that the first one is finished.
    expect((await post()).status).toBe(201);
    expect(await count()).toBe(1);
  });
});

describe('a fault applies to', () => {
  const error = { answer: { status: 500 } };
  const person = '77777777-7777-4777-8777-777777777777';

  test('the nth match and the following ones, by times', async () => {
    const id = await emulator.faults.add({ method: 'POST', nth: 2, times: 2, when: 'before', do: error });
    const statuses = [await post(), await post(), await post(), await post()].map(({ status }) => status);
    expect(statuses).toEqual([201, 500, 500, 201]);
    expect(await emulator.faults.get(id)).toMatchObject({ matched: 4, fired: 2 });
  });

  test('every match when times is 0', async () => {
    await emulator.faults.add({ times: 0, when: 'before', do: error });
    expect([(await post()).status, (await post()).status]).toEqual([500, 500]);
  });

  test('a request that another one let go on, where that says so, and no request of a person', async () => {
    const next = await emulator.faults.add({ when: 'before', do: 'hold', then: 'next' });
    await emulator.faults.add({ times: 0, when: 'before', do: error });
    const answered = post();
    await emulator.faults.fired(next);
    await emulator.faults.release(next);
    expect((await answered).status).toBe(500);
    const { body } = await emulator.call('POST', '/member-token', { clientId: person, userId: person });
    const headers = { authorization: `Bearer ${(body as { token: string }).token}` };
    const url = `${emulator.urls.graph}/count`;
    expect((await emulator.fetch(url, { method: 'POST', body: '{}', headers })).status).toBe(201);
    expect((await emulator.log()).map(({ from }) => from)).toEqual(['client', 'person']);
  });

  test('one request each, the oldest fault first', async () => {
    for (const status of [429, 503]) await emulator.faults.add({ when: 'before', do: { answer: { status } } });
    const statuses = [await post(), await post(), await post()].map((response) => response.status);
    expect(statuses).toEqual([429, 503, 201]);
  });

  test.each([
    [{ service: 'truu' as const }, 201],
    [{ from: 'truu' as const }, 201],
    [{ method: 'PUT' }, 201],
    [{ path: '^/coun$' }, 201],
    [{ method: 'post', path: '^/count$', service: 'graph' as const }, 500],
    [{ path: 'count\\?x=1$' }, 500],
  ])('a request that matches %j: %i', async (choice, status) => {
    await emulator.faults.add({ ...choice, when: 'before', do: error });
    expect((await post('/count?x=1')).status).toBe(status);
  });
});

describe('items of a batch', () => {
  const items = [
    { id: 'a', method: 'POST', url: '/count', body: {} },
    { id: 'b', method: 'GET', url: '/count?n=1' },
  ];

  test('are matched and logged separately', async () => {
    const tooMany = { answer: { status: 429 } };
    const id = await emulator.faults.add({ path: '/count', method: 'POST', when: 'after', do: tooMany });
    expect(await (await batch(items)).json()).toEqual({
      responses: [
        { id: 'a', status: 429 },
        { id: 'b', status: 200 },
      ],
    });
    expect(await emulator.log()).toMatchObject([
      {
        path: '/$batch',
        committed: true,
        fault: null,
        items: [
          { id: 'a', method: 'POST', path: '/count', body: {}, status: 429, committed: true, fault: id },
          { id: 'b', method: 'GET', query: { n: '1' }, status: 200, committed: false, fault: null },
        ],
      },
    ]);
  });

  test('lose the connection of the batch', async () => {
    await emulator.faults.add({ path: '/count', method: 'POST', when: 'before', do: 'reset' });
    expect(await causeOf(batch(items))).toBe('ECONNRESET');
    expect(await count()).toBe(0);
  });

  test('are not counted by a fault that counted the batch', async () => {
    const id = await emulator.faults.add({ nth: 2, when: 'before', do: { answer: { status: 500 } } });
    expect((await batch(items)).status).toBe(200);
    expect(await emulator.faults.get(id)).toMatchObject({ matched: 1, fired: 0 });
  });
});

test.each(['close', 'reset', 'hang', { truncate: 1 }] as const)('%j is a failed call for TruU', async (action) => {
  await emulator.faults.add({ from: 'truu', when: 'before', do: action });
  const call = dispatch(emulator.world, 'graph', new Request('https://x/count', { method: 'POST' }), { from: 'truu' });
  await expect(call).rejects.toThrow('the connection was lost');
  expect(await emulator.log()).toMatchObject([{ from: 'truu', committed: false }]);
});
