import { ConnectionLost, type Exchange } from './exchange.ts';
import type { FaultAction, Fault } from './faults.ts';

// The server sees the end of a killed client's connection only after a moment. A test that kills a client whose request
// is held and removes the fault at once must not find the request committed.
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

const isSevering = (action: FaultAction): action is 'close' | 'reset' | 'hang' =>
  action === 'close' || action === 'reset' || action === 'hang';

/**
 * Runs a fault's action on an exchange. `response` is the service's answer, or null before commit. Resolves with the
 * answer to send, or null to continue without the fault; throws ConnectionLost when the caller gets no whole answer.
 */
export const runFaultAction = async (
  fault: Fault,
  exchange: Exchange,
  response: Response | null,
): Promise<Response | null> => {
  const action = fault.spec.do;
  if (action === 'hold') {
    await fault.hold(exchange.n, exchange.gone);
    await sleep(releaseGraceMs, exchange.gone);
    return response;
  }
  fault.fire();
  if (isSevering(action)) throw new ConnectionLost({ how: action });
  if ('answer' in action) return answerOf(action.answer);
  if ('delay' in action) {
    await sleep(action.delay, exchange.gone);
    return response;
  }
  const whole = response ?? filler(action.truncate);
  throw new ConnectionLost({ how: 'truncate', bytes: action.truncate, response: whole });
};
