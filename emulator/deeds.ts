import { ConnectionLost, type Exchange } from './exchange.ts';
import type { Deed, Fault } from './faults.ts';

// A client that was killed while its request was held needs a moment until its end of the connection is seen to be gone:
// whoever kills it and deletes the fault at once must not find the request committed.
const releaseGraceMs = 20;

const sleep = (ms: number, gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (gone.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      gone.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    gone.addEventListener('abort', done);
  });

const answerOf = ({
  status,
  headers,
  body,
}: {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}): Response => {
  if (body === null || body === undefined) return new Response(null, { status, headers });
  if (typeof body === 'string') return new Response(body, { status, headers });
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
};

const filler = (bytes: number): Response =>
  new Response(`{"value":"${'x'.repeat(bytes)}"}`, { headers: { 'content-type': 'application/json' } });

const severs = (deed: Deed): deed is 'close' | 'reset' | 'hang' =>
  deed === 'close' || deed === 'reset' || deed === 'hang';

/**
 * Does to an exchange what a fault says. `response` is the service's answer, or null before commit. Resolves with the
 * answer to give, or null to go on as if nothing had been; throws ConnectionLost when there is to be no whole answer.
 */
export const doDeed = async (fault: Fault, exchange: Exchange, response: Response | null): Promise<Response | null> => {
  const deed = fault.spec.do;
  if (deed === 'hold') {
    await fault.hold(exchange.n, exchange.gone);
    await sleep(releaseGraceMs, exchange.gone);
    return response;
  }
  fault.fire();
  if (severs(deed)) throw new ConnectionLost({ how: deed });
  if ('answer' in deed) return answerOf(deed.answer);
  if ('delay' in deed) {
    await sleep(deed.delay, exchange.gone);
    return response;
  }
  const whole = response ?? filler(deed.truncate);
  throw new ConnectionLost({ how: 'truncate', bytes: deed.truncate, response: whole });
};
