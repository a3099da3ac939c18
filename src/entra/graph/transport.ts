import type { Context, Middleware, MiddlewareOptions } from '@microsoft/microsoft-graph-client';
import { backOff, type Clock } from '../../support/clock.ts';
import { ActionError } from '../../support/errors.ts';
import {
  attemptsOver,
  jsonOf,
  retryAfterMs,
  type Http,
  type HttpAnswer,
  type Repeat,
  type RetryBudget,
} from '../../support/http.ts';
import { interceptionOf } from '../../support/intercepted.ts';
import { unexpected, type GraphAnswer } from './answer.ts';
import type { EntraSession } from '../login/session.ts';

/** One request to Graph; `path` is relative to `/v1.0` or an absolute URL of the same Graph. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** A version other than v1.0; an absolute URL has its version. */
  readonly version?: 'beta';
  readonly body?: unknown;
  readonly repeat: Repeat;
}

/** An item of a `$batch`. Every item must be idempotent. */
export interface BatchItem {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** The client of Microsoft Graph. */
export interface Graph {
  /** Sends one request. Throws HttpFailure without a response, AUTH_… without a token. */
  readonly send: (request: GraphRequest) => Promise<GraphAnswer>;
  /** Sends up to 20 items in one `$batch` and returns responses in their order; busy items are sent again. */
  readonly batch: (items: readonly BatchItem[]) => Promise<readonly GraphAnswer[]>;
  /** Graph's `Date` of the last response, or null before the first: the clock for secrets. */
  readonly now: () => Date | null;
}

/** The options of the transport. */
export interface GraphOptions {
  readonly http: Http;
  readonly clock: Clock;
  readonly cancel: AbortSignal;
  readonly session: EntraSession;
  /** Base URL of Graph without a version. */
  readonly url: string;
  /** What is left of the run's patience; the wait for busy items of a batch is charged to it. */
  readonly budget: RetryBudget;
}

/** What passes through Graph's client with the request, because the client wraps every error thrown inside it. */
class Exchange implements MiddlewareOptions {
  readonly repeat: Repeat;
  answer: HttpAnswer | null = null;
  thrown: Error | null = null;

  constructor(repeat: Repeat) {
    this.repeat = repeat;
  }
}

/** The only middleware: our token and our HTTP policy instead of the client's policy, which repeats POST. */
const createPolicy = ({ http, session, url }: GraphOptions): Middleware => ({
  execute: async (context: Context) => {
    const exchange = context.middlewareControl?.getMiddlewareOptions(Exchange) as Exchange;
    const target = String(context.request);
    const { method, body, headers } = context.options ?? {};
    const send = async (token: string): Promise<HttpAnswer> => {
      const text = typeof body === 'string' ? { body } : {};
      const all = { ...(headers as Record<string, string>), authorization: `Bearer ${token}` };
      return http({ method: method ?? 'GET', url: target, headers: all, repeat: exchange.repeat, ...text });
    };
    try {
      if (new URL(target).origin !== new URL(url).origin)
        throw new ActionError('ENTRA_UNEXPECTED', 'Graph linked to a page on another host. The link was not followed.');
      exchange.answer = await send((await session.token()).reveal());
      if (exchange.answer.status === 401 && exchange.repeat === 'safe')
        exchange.answer = attemptsOver(exchange.answer, await send((await session.refresh()).reveal()));
    } catch (thrown) {
      exchange.thrown =
        thrown instanceof Error ? thrown : new Error('The request to Graph was not sent.', { cause: thrown });
    }
    context.response = new Response(null, { status: 204 });
  },
});

/** Opens the transport. */
export const createGraph = async (options: GraphOptions): Promise<Graph> => {
  const { Client, ResponseType } = await import('@microsoft/microsoft-graph-client');
  const host = new URL(options.url).hostname;
  const client = Client.initWithMiddleware({
    middleware: createPolicy(options),
    baseUrl: `${options.url}/`,
    defaultVersion: 'v1.0',
    customHosts: new Set([host]),
  });
  let last: Date | null = null;
  const send = async ({ method, path, version, body, repeat }: GraphRequest): Promise<GraphAnswer> => {
    const exchange = new Exchange(repeat);
    const request = client.api(path).middlewareOptions([exchange]).responseType(ResponseType.RAW);
    if (version !== undefined) request.version(version);
    const sent = { GET: () => request.get(), DELETE: () => request.delete() } as const;
    const carrying = { POST: () => request.post(body), PATCH: () => request.patch(body) } as const;
    await { ...sent, ...carrying }[method]();
    if (exchange.thrown !== null) throw exchange.thrown;
    const answer = exchange.answer as unknown as HttpAnswer;
    const date = Date.parse(answer.headers.get('date') ?? '');
    if (!Number.isNaN(date)) last = new Date(date);
    return toGraphAnswer(answer);
  };
  return { send, batch: (items) => sendBatch({ send, now: () => last }, options, items), now: () => last };
};

const toGraphAnswer = (answer: HttpAnswer): GraphAnswer => ({
  status: answer.status,
  body: jsonOf(answer.text),
  requestId: answer.headers.get('request-id'),
  attempts: answer.attempts,
  retryAfterMs: retryAfterMs(answer.headers) ?? 0,
  intercepted: interceptionOf(answer),
});

interface BatchAnswer {
  readonly responses?: readonly {
    readonly id?: string;
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  }[];
}

const busy = new Set([429, 500, 502, 503, 504]);
const maxRounds = 5;

/** What a batch is sent with. */
type Sender = Pick<Graph, 'send' | 'now'>;

const sendBatch = async (
  sender: Sender,
  { clock, cancel, budget }: GraphOptions,
  items: readonly BatchItem[],
): Promise<readonly GraphAnswer[]> => {
  const answers = new Map<number, GraphAnswer>();
  const waits = backOff(250, 2, 8_000);
  for (let round = 1; ; round += 1) {
    const open = items.flatMap((item, index) => {
      const known = answers.get(index);
      return known === undefined || busy.has(known.status) ? [{ item, index }] : [];
    });
    const askedMs = await sendRound(sender, open, answers);
    const retry = [...answers.values()].some(({ status }) => busy.has(status));
    if (askedMs === null || !retry || round === maxRounds || cancel.aborted) break;
    const waitMs = Math.max(askedMs, waits.next().value);
    if (waitMs > budget.leftMs) break;
    budget.leftMs -= waitMs;
    await clock.sleep(waitMs, cancel);
  }
  return items.map((_, index) => answers.get(index) as GraphAnswer);
};

/**
 * Sends the open items once and returns the longest wait that one of them requires, in milliseconds; null when the
 * whole batch failed, which the policy below has already retried.
 */
const sendRound = async (
  { send, now }: Sender,
  open: readonly { readonly item: BatchItem; readonly index: number }[],
  answers: Map<number, GraphAnswer>,
): Promise<number | null> => {
  const requests = open.map(({ item, index }) => ({
    id: String(index),
    method: item.method,
    url: item.path,
    ...(item.body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: item.body }),
  }));
  const outer = await send({ method: 'POST', path: '/$batch', body: { requests }, repeat: 'safe' });
  const responses = (outer.body as BatchAnswer | undefined)?.responses;
  if (outer.status !== 200) {
    for (const { index } of open) answers.set(index, outer);
    return null;
  }
  // A 200 without items is not a valid response, so nothing in it counts as "does not exist".
  if (!Array.isArray(responses)) throw unexpected(outer, 'answer a batch');
  let waitMs = 0;
  for (const { index } of open) {
    const found = (responses as NonNullable<BatchAnswer['responses']>).find((one) => one.id === String(index));
    if (found?.status === undefined) throw unexpected(outer, 'answer every item of a batch');
    const itemWaitMs = requestedWaitMs(found.headers, now());
    waitMs = Math.max(waitMs, itemWaitMs);
    const requestId = outer.requestId;
    answers.set(index, {
      status: found.status,
      body: found.body,
      requestId,
      attempts: outer.attempts,
      retryAfterMs: itemWaitMs,
    });
  }
  return waitMs;
};

/** `Retry-After` of an item: seconds, or a date that counts from the `Date` of the batch. */
const requestedWaitMs = (headers: Readonly<Record<string, string>> | undefined, now: Date | null): number => {
  const own = Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() === 'retry-after');
  return (
    retryAfterMs(new Headers([...own, ...(now === null ? [] : [['date', now.toUTCString()] as [string, string]])])) ?? 0
  );
};
