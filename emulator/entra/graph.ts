import { readablePath } from '../request-record.ts';
import type { Service, World } from '../world.ts';
import { applications } from './applications.ts';
import { auditLogs } from './audit-log.ts';
import { batch } from './batch.ts';
import { directory, policies } from './directory.ts';
import { badRequest, envelope, GraphRefusal, methodNotAllowed } from './errors.ts';
import { grants } from './grants.ts';
import { parsePath, type Answer, type Call } from './odata.ts';
import { routed, type GraphVersion } from './routes.ts';
import { servicePrincipals } from './service-principals.ts';
import { signInActivities } from './sign-in-activity.ts';
import { callerOf } from './tokens.ts';

const organization = ({ world }: Call): Answer => ({
  status: 200,
  body: {
    value: [
      {
        id: world.state.entra.tenant,
        displayName: 'Contoso',
        verifiedDomains: [{ name: 'contoso.com', isDefault: true }],
      },
    ],
  },
});

const routes: Readonly<Record<string, (call: Call) => Answer>> = {
  applications,
  serviceprincipals: servicePrincipals,
  oauth2permissiongrants: grants,
  directory,
  policies,
  organization,
  auditlogs: auditLogs,
  reports: signInActivities,
};

const bodyOf = (text: string): Readonly<Record<string, unknown>> => {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Invalid JSON gets the same refusal as JSON that is not an object.
  }
  throw badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );
};

const serve = async (world: World, request: Request): Promise<Answer> => {
  const url = new URL(request.url);
  const path = readablePath(url);
  const [, version, subpath] = /^\/(v1\.0|beta)\/(.+?)\/?$/.exec(path) ?? [];
  if (version === undefined || subpath === undefined) throw badRequest('Invalid version.');
  const caller = await callerOf(world, request);
  const body = bodyOf(await request.text());
  const { collection, key, rest } = parsePath(subpath);
  const known = routed(request.method, version as GraphVersion, subpath);
  if (known === 'other method') throw methodNotAllowed();
  if (known === 'yes' && subpath === '$batch') return batch(world, request, body);
  const route = routes[collection.toLowerCase()];
  if (known === 'no' || !route)
    throw badRequest(`Resource not found for the segment '${(route && rest.split('/')[0]) || collection}'.`);
  const host = request.headers.get('host');
  const origin = host === null ? world.urls.graph : `https://${host}`;
  const { method, headers } = request;
  return route({
    world,
    caller,
    method,
    rest,
    key,
    query: url.searchParams,
    headers,
    body,
    origin,
    path: url.pathname,
  });
};

const toResponse = (
  { status, body }: Answer,
  requestId: string,
  more: Readonly<Record<string, string>> = {},
): Response => {
  const headers = { 'request-id': requestId, 'client-request-id': requestId, ...more };
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'content-type': 'application/json;odata.metadata=minimal;charset=utf-8' },
  });
};

/** Microsoft Graph v1.0 and one route of beta: the parts that the action and its administrators need. */
export const createGraph = (world: World): Service => ({
  fetch: async (request) => {
    const requestId = world.ids.uuid();
    try {
      return toResponse(await serve(world, request), requestId);
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error;
      const body = envelope(error, world.now('graph'));
      return toResponse({ status: error.status, body }, requestId, error.headers);
    }
  },
});
