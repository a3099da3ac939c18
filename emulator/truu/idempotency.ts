import type { Context } from 'hono';
import type { World } from '../world.ts';
import { TruuRefusal } from './errors.ts';

interface Answered {
  readonly request: string;
  readonly response: Response;
}

/**
 * Carries a request out once per Idempotency-Key: the same request again is answered as the first time; the same key with
 * another body is a conflict. Refusals are not remembered. Without the key: 400.
 */
export const once = async (
  world: World,
  context: Context,
  body: unknown,
  carryOut: () => Response,
): Promise<Response> => {
  const key = context.req.header('idempotency-key');
  if (key === undefined || key === '') throw new TruuRefusal(400, 'The header Idempotency-Key is required.');
  const memory = world.memory('truu idempotency', () => new Map<string, Answered>());
  const request = `${context.req.method} ${context.req.path} ${JSON.stringify(body)}`;
  const before = memory.get(key);
  if (before !== undefined && before.request !== request)
    throw new TruuRefusal(409, 'This Idempotency-Key was used for another request.');
  if (before !== undefined) return before.response.clone();
  const response = carryOut();
  memory.set(key, { request, response: response.clone() });
  return response;
};
