import type { Context } from 'hono';
import type { World } from '../world.ts';
import { TruuRefusal } from './errors.ts';

interface Answered {
  readonly request: string;
  readonly response: Response;
}

/**
 * Runs a request once per Idempotency-Key: a repeated request gets the first answer; the same key with another request is
 * a conflict. Refusals are not stored. Throws 400 without the key.
 */
export const runOnce = async (
  world: World,
  context: Context,
  body: unknown,
  execute: () => Response,
): Promise<Response> => {
  const key = context.req.header('idempotency-key');
  if (key === undefined || key === '') throw new TruuRefusal(400, 'The header Idempotency-Key is required.');
  const memory = world.memory('truu idempotency', () => new Map<string, Answered>());
  const request = `${context.req.method} ${context.req.path} ${JSON.stringify(body)}`;
  const before = memory.get(key);
  if (before !== undefined && before.request !== request)
    throw new TruuRefusal(409, 'This Idempotency-Key was used for another request.');
  if (before !== undefined) return before.response.clone();
  const response = execute();
  memory.set(key, { request, response: response.clone() });
  return response;
};
