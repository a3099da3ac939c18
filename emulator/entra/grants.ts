import type { OAuth2PermissionGrant, ServicePrincipal } from '../state.ts';
import { readGrants, require, writeGrants } from './access.ts';
import { recordGrant } from './audit-record.ts';
import { badRequest, GraphRefusal, methodNotAllowed, notFound } from './errors.ts';
import { guidBytes } from './guid.ts';
import { changing, missedByWrite, seen } from './lag.ts';
import { filter, page, refuseUnknown, type Answer, type Call, textOf } from './odata.ts';

const known = new Set(['clientId', 'consentType', 'principalId', 'resourceId', 'scope', 'startTime', 'expiryTime']);
const maxScopeLength = 3_850;

const rows = (grants: readonly OAuth2PermissionGrant[]): Record<string, unknown>[] =>
  grants as unknown as Record<string, unknown>[];

const checkScope = (scope: unknown): string => {
  if (typeof scope !== 'string' || scope.trim() === '')
    throw badRequest("Invalid value specified for property 'scope'.");
  if (scope.length > maxScopeLength) throw badRequest("Property 'scope' is too long.");
  return scope;
};

const create = (call: Call): Answer => {
  const { world, body } = call;
  require(call.caller, ...writeGrants);
  refuseUnknown(body, known);
  const { entra } = world.state;
  const text = (name: string): string => textOf(body, name).toLowerCase();
  const [clientId, resourceId] = [text('clientId'), text('resourceId')];
  const scope = checkScope(body['scope']);
  const consentType = textOf(body, 'consentType');
  if (consentType !== 'AllPrincipals' && consentType !== 'Principal')
    throw badRequest("Invalid value specified for property 'consentType'.");
  const client = entra.servicePrincipals.find((one) => one.id === clientId);
  const resource = entra.servicePrincipals.find((one) => one.id === resourceId);
  const lags =
    client && (missedByWrite(world, 'servicePrincipal') || !seen(world, 'servicePrincipal', client.id, client));
  if (!client || !resource || lags)
    throw badRequest(
      `Resource '${clientId}' does not exist or one of its queried reference-property objects are not present.`,
    );
  const principalId = consentType === 'Principal' ? text('principalId') : null;
  const bytes = [clientId, resourceId, ...(principalId === null ? [] : [principalId])].map(guidBytes);
  const id = Buffer.concat(bytes).toString('base64url');
  if (entra.oauth2PermissionGrants.some((one) => one.id === id))
    throw new GraphRefusal(409, 'Request_MultipleObjectsWithSameKeyValue', 'Permission entry already exists.');
  const grant: OAuth2PermissionGrant = { id, clientId, consentType, principalId, resourceId, scope };
  recordChange(call, clientId);
  entra.oauth2PermissionGrants.push(grant);
  recordGrant(call, grant, false);
  world.touch();
  return {
    status: 201,
    body: { '@odata.context': `${call.origin}/v1.0/$metadata#oauth2PermissionGrants/$entity`, ...grant },
  };
};

const recordChange = ({ world }: Call, clientId: string): void =>
  changing(
    world,
    'oauth2PermissionGrant',
    clientId,
    world.state.entra.oauth2PermissionGrants.filter((one) => one.clientId === clientId),
  );

/** The delegated grants of one client. */
export const grantsOf = (call: Call, principal: ServicePrincipal): Answer => {
  if (call.method !== 'GET') throw methodNotAllowed();
  require(call.caller, ...readGrants);
  const own = call.world.state.entra.oauth2PermissionGrants.filter((one) => one.clientId === principal.id);
  return page(
    call,
    rows(seen(call.world, 'oauth2PermissionGrant', principal.id, own) ?? []),
    100,
    'oAuth2PermissionGrant',
  );
};

/** /oauth2PermissionGrants (Graph docs, oauth2permissiongrant-post, -update, -list). */
export const grants = (call: Call): Answer => {
  const { world, key, method, body } = call;
  if (key === null) {
    if (method === 'POST') return create(call);
    if (method !== 'GET') throw methodNotAllowed();
    require(call.caller, ...readGrants);
    return page(call, filter(rows(world.state.entra.oauth2PermissionGrants), call.query), 100, 'oAuth2PermissionGrant');
  }
  const found = world.state.entra.oauth2PermissionGrants.find((one) => one.id === key.value);
  if (method === 'GET') {
    require(call.caller, ...readGrants);
    if (!found) throw notFound(key.value);
    return { status: 200, body: found };
  }
  require(call.caller, ...writeGrants);
  if (!found) throw notFound(key.value);
  if (method === 'PATCH') {
    refuseUnknown(body, new Set(['scope']));
    const scope = checkScope(body['scope']);
    recordChange(call, found.clientId);
    found.scope = scope;
    recordGrant(call, found, false);
  } else if (method === 'DELETE') {
    recordChange(call, found.clientId);
    recordGrant(call, found, true);
    world.state.entra.oauth2PermissionGrants = world.state.entra.oauth2PermissionGrants.filter((one) => one !== found);
  } else throw methodNotAllowed();
  world.touch();
  return { status: 204 };
};
