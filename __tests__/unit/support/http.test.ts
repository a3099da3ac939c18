import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import { missingResponse } from '../../../src/support/missing-response.ts';
import { maxBodyBytes } from '../../../src/support/body.ts';
import { ActionError } from '../../../src/support/errors.ts';
import { createHttp, HttpFailure, retryAfterMs, type HttpRequest, type Repeat } from '../../../src/support/http.ts';
import { handClock, type HandClock } from './hand-clock.ts';

/** What the service does with a request: a status with headers, silence, or a cut connection. */
type Behaviour =
  number | 'hang' | 'cut' | { readonly status: number; readonly headers: Readonly<Record<string, string>> };

const timeoutMs = 20_000;
let server: Server;
let url: string;
let commits: Behaviour[];
let seen: string[];
let clock: HandClock;
let cancel: AbortController;
let forceCancel: AbortController;

const serve = (request: IncomingMessage, response: ServerResponse): void => {
  seen.push(`${request.method} ${request.url}`);
  const behaviour = commits.shift() ?? 200;
  request.resume();
  if (behaviour === 'hang') return;
  if (behaviour === 'cut') return void request.socket.destroy();
  const { status, headers } = typeof behaviour === 'number' ? { status: behaviour, headers: {} } : behaviour;
  response.writeHead(status, headers).end(`body of ${status}`);
};

beforeAll(async () => {
  server = createServer(serve);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  [commits, seen, clock, cancel, forceCancel] = [
    [],
    [],
    handClock(timeoutMs),
    new AbortController(),
    new AbortController(),
  ];
});

const request = (repeat: Repeat, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: `${url}/a`,
  headers: {},
  repeat,
  ...more,
});

const http = (attempts?: number) =>
  createHttp({
    fetch,
    clock,
    timeoutMs,
    cancel: cancel.signal,
    forceCancel: forceCancel.signal,
    ...(attempts === undefined ? {} : { attempts }),
  });

const failureOf = async (sent: Promise<unknown>): Promise<HttpFailure> => {
  const thrown: unknown = await sent.catch((error: unknown) => error);
  if (thrown instanceof HttpFailure) return thrown;
  throw new Error('no failure of HTTP', { cause: thrown });
};

const answering = (status: number, retryAfter: string): Behaviour => ({
  status,
  headers: { 'retry-after': retryAfter },
});

describe('what is sent again', () => {
  test.each([
    ['safe', 408, 2],
    ['safe', 425, 2],
    ['safe', 429, 2],
    ['safe', 500, 2],
    ['safe', 502, 2],
    ['safe', 503, 2],
    ['safe', 504, 2],
    ['safe', 400, 1],
    ['safe', 401, 1],
    ['safe', 404, 1],
    ['safe', 409, 1],
    ['safe', 412, 1],
    ['safe', 501, 1],
    ['if-throttled', 429, 2],
    ['if-throttled', 503, 1],
    ['if-throttled', 500, 1],
    ['never', 429, 1],
    ['never', 503, 1],
  ] as const)('a request that is repeated %s and answered %d is sent %d times', async (repeat, status, times) => {
    commits = [status];
    const answer = await http()(request(repeat));
    expect([seen.length, answer.attempts, answer.status]).toEqual([times, times, times === 2 ? 200 : status]);
  });

  test('a cut connection is tried again when that is safe', async () => {
    commits = ['cut', 'cut'];
    expect((await http()(request('safe'))).attempts).toBe(3);
  });

  test.each(['if-throttled', 'never'] as const)(
    'a cut connection is not tried again when repeated %s',
    async (repeat) => {
      commits = ['cut'];
      const failure = await failureOf(http()(request(repeat, { method: 'POST', body: '{}' })));
      expect([failure.reason, failure.attempts, seen.length]).toEqual(['network', 1, 1]);
    },
  );

  test('the fifth failure is the answer', async () => {
    commits = [503, 503, 503, 503, 503];
    expect(await http()(request('safe'))).toMatchObject({ status: 503, attempts: 5, text: 'body of 503' });
  });

  test('as few tries as the caller wants are made', async () => {
    commits = [503];
    expect(await http(1)(request('safe'))).toMatchObject({ status: 503, attempts: 1 });
  });
});

describe('waiting (H46)', () => {
  test('doubles from a quarter of a second, give or take a quarter', async () => {
    commits = [503, 503, 503, 503];
    await http()(request('safe'));
    const within = clock.waits.map((ms, index) => ms >= 187.5 * 2 ** index && ms <= 312.5 * 2 ** index);
    expect(within).toEqual([true, true, true, true]);
  });

  test.each([429, 503])('is as long as a %d asks for', async (status) => {
    commits = [answering(status, '7')];
    await http()(request('safe'));
    expect(clock.waits).toEqual([7_000]);
  });

  test('reads a date by the Date of the answer', () => {
    const headers = { date: 'Tue, 24 Nov 2026 10:00:00 GMT', 'retry-after': 'Tue, 24 Nov 2026 10:00:09 GMT' };
    expect(retryAfterMs(new Headers(headers))).toBe(9_000);
  });

  test.each([{}, { 'retry-after': 'soon' }, { 'retry-after': '' }])('is not asked for by %j', (headers) => {
    expect(retryAfterMs(new Headers({ date: 'Tue, 24 Nov 2026 10:00:00 GMT', ...headers }))).toBeNull();
  });

  test('goes on through more throttling than failures are forgiven', async () => {
    commits = Array<Behaviour>(20).fill(answering(429, '10'));
    expect(await http()(request('if-throttled'))).toMatchObject({ status: 200, attempts: 21 });
  });

  test('ends when a run has been throttled for fifteen time-outs in all', async () => {
    commits = Array<Behaviour>(9).fill(answering(429, '100'));
    const send = http();
    expect(await send(request('safe'))).toMatchObject({ status: 429, attempts: 4 });
    expect(await send(request('safe'))).toMatchObject({ status: 429, attempts: 1 });
  });

  test('is charged to the same budget whatever the status was', async () => {
    commits = Array<Behaviour>(5).fill(answering(503, '100'));
    expect(await http()(request('safe'))).toMatchObject({ status: 503, attempts: 4 });
  });

  test.each([429, 503])('does not begin when a %d asks for more than a run is patient for', async (status) => {
    commits = [answering(status, '86400')];
    expect(await http()(request('safe'))).toMatchObject({ status, attempts: 1 });
    expect(clock.waits).toEqual([]);
  });
});

describe('a body that is longer than any that is needed', () => {
  const zeros = Buffer.alloc(maxBodyBytes + 1);

  test.each([
    ['as it is', {}, zeros],
    ['compressed to some bytes', { 'content-encoding': 'br' }, brotliCompressSync(zeros)],
  ])('ends the request, %s, and is not asked for again', async (_case, headers, body) => {
    let tries = 0;
    const long = createServer((_request, response) => {
      tries += 1;
      response.writeHead(200, headers).end(body);
    });
    await new Promise<void>((resolve) => void long.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(long.address() as AddressInfo).port}`;
    const failure = await failureOf(http()(request('safe', { url: address })));
    expect([failure.reason, tries]).toEqual(['too-long', 1]);
    expect(missingResponse(failure)).toBe('sent a response of more than 16 MiB');
    long.closeAllConnections();
    await new Promise((resolve) => long.close(resolve));
  });
});

describe('the end of a request', () => {
  test('is a time-out, after as long as one try may take', async () => {
    commits = ['hang', 'hang'];
    const sent = failureOf(http(2)(request('safe')));
    for (const _try of [1, 2]) {
      await clock.asleep(1);
      clock.wake(timeoutMs);
    }
    const failure = await sent;
    expect([failure.reason, failure.attempts]).toEqual(['timeout', 2]);
  });

  test('is told without the address and the body', async () => {
    commits = ['cut'];
    const failure = await failureOf(http()(request('never', { method: 'POST', body: 'hidden', url: `${url}/hidden` })));
    expect(JSON.stringify([failure, failure.message, failure.cause])).not.toContain('hidden');
    expect(failure.message).toBe('The request ended without a response (network).');
  });

  test("keeps the system's own code, however deep it lies", async () => {
    const cause = new Error('inner', { cause: Object.assign(new Error('innermost'), { code: 'ECONNREFUSED' }) });
    const broken = async (): Promise<Response> => {
      throw new TypeError('fetch failed', { cause });
    };
    const send = createHttp({ fetch: broken, clock, timeoutMs, cancel: cancel.signal });
    expect((await failureOf(send(request('never')))).system).toBe('ECONNREFUSED');
  });

  test.each([301, 302, 303, 307, 308])('is the answer itself when that is a redirect (%d)', async (status) => {
    commits = [{ status, headers: { location: `${url}/elsewhere` } }];
    const answer = await http()(request('safe', { method: 'POST', body: 'secret' }));
    expect([answer.status, seen]).toEqual([status, ['POST /a']]);
  });

  test('is a refusal of our own as it is, never repeated', async () => {
    let tries = 0;
    const refuse = async (): Promise<Response> => {
      tries += 1;
      throw new ActionError('PLAN_WRITE_REFUSED', 'No.');
    };
    const send = createHttp({ fetch: refuse, clock, timeoutMs, cancel: cancel.signal });
    await expect(send(request('safe'))).rejects.toThrow(ActionError);
    expect(tries).toBe(1);
  });
});

describe('a cancelled run', () => {
  test('sends nothing more', async () => {
    cancel.abort();
    const failure = await failureOf(http()(request('safe')));
    expect([failure.reason, failure.attempts, seen]).toEqual(['cancelled', 0, []]);
  });

  test('ends a read at once', async () => {
    commits = ['hang'];
    const sent = failureOf(http()(request('safe')));
    await clock.asleep(1);
    cancel.abort();
    expect((await sent).reason).toBe('cancelled');
  });

  test('gives a write under way some seconds to end', async () => {
    commits = ['hang'];
    const sent = failureOf(http()(request('never', { method: 'POST', body: '{}' })));
    await clock.asleep(1);
    clock.holdAll();
    cancel.abort();
    await clock.asleep(2);
    expect(clock.sleeping()).toEqual([timeoutMs, 2_500]);
    const soon = new Promise((resolve) => setImmediate(() => resolve('under way')));
    expect(await Promise.race([sent, soon])).toBe('under way');
    clock.wake(2_500);
    expect((await sent).reason).toBe('cancelled');
  });

  test('ends a write under way at once when it has to hurry', async () => {
    commits = ['hang'];
    const sent = failureOf(http()(request('never', { method: 'POST', body: '{}' })));
    await clock.asleep(1);
    clock.holdAll();
    cancel.abort();
    await clock.asleep(2);
    forceCancel.abort();
    expect((await sent).reason).toBe('cancelled');
  });

  test('does not try again', async () => {
    commits = [503];
    clock.onWait = () => cancel.abort();
    const failure = await failureOf(http()(request('safe')));
    expect([failure.reason, seen.length]).toEqual(['cancelled', 1]);
  });
});
