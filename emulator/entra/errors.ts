import { randomUUID } from 'node:crypto';
import type { World } from '../world.ts';

/** An error answer of Graph; thrown by handlers. */
export class GraphRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly { code: string; message: string; target?: string }[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    details: GraphRefusal['details'] = [],
    headers: GraphRefusal['headers'] = {},
  ) {
    super(message);
    this.name = 'GraphRefusal';
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
  }
}

/** The error envelope (Graph docs, concepts/errors, read 2026-11). */
export const envelope = ({ code, message, details }: GraphRefusal, now: Date): Record<string, unknown> => {
  const id = randomUUID();
  return {
    error: {
      code,
      message,
      ...(details.length > 0 ? { details } : {}),
      innerError: { date: now.toISOString().slice(0, 19), 'request-id': id, 'client-request-id': id },
    },
  };
};

/** 404 with Graph's message (seen in public issues, 2026). */
export const notFound = (id: string): GraphRefusal =>
  new GraphRefusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** 403 with Graph's message (Graph docs, concepts/json-batching). */
export const denied = (message = 'Insufficient privileges to complete the operation.'): GraphRefusal =>
  new GraphRefusal(403, 'Authorization_RequestDenied', message);

/** 403 with the message of the reporting services (public issues, 2026). */
export const missingPermission = (name: string): GraphRefusal =>
  new GraphRefusal(
    403,
    'Authentication_MSGraphPermissionMissing',
    `The principal does not have required Microsoft Graph permission(s): ${name} to call this API. For more information about Microsoft Graph permissions, please visit https://learn.microsoft.com/graph/permissions-overview.`,
  );

/** 429 with the seconds to wait (Graph docs, throttling). */
export const throttled = (seconds: number): GraphRefusal =>
  new GraphRefusal(429, 'TooManyRequests', 'Too many requests.', [], { 'retry-after': String(seconds) });

/** 400 with Graph's code. */
export const badRequest = (message: string, details: GraphRefusal['details'] = []): GraphRefusal =>
  new GraphRefusal(400, 'Request_BadRequest', message, details);

/** A conflict in the spelling that the world is to have: 409 ObjectConflict was seen beside the documented ones. */
export const conflict = ({ behaviour }: Pick<World, 'behaviour'>, documented: GraphRefusal): GraphRefusal =>
  behaviour.entra.conflict === null
    ? documented
    : new GraphRefusal(
        409,
        behaviour.entra.conflict,
        'A conflicting object with one or more of the specified property values is present in the directory.',
      );

/** 405 with Graph's message (Graph docs, concepts/json-batching). */
export const methodNotAllowed = (): GraphRefusal =>
  new GraphRefusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
