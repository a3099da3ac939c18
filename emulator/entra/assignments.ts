import { randomBytes } from 'node:crypto';
import type { AppRoleAssignment, ServicePrincipal } from '../state.ts';
import type { World } from '../world.ts';
import { readApplications, require, requireGranting } from './access.ts';
import { recordAssignment } from './audit-record.ts';
import { badRequest, methodNotAllowed, notFound } from './errors.ts';
import { guidBytes } from './guid.ts';
import { changing, missedByWrite, seen } from './lag.ts';
import { page, refuseUnknown, type Answer, type Call, type Key, textOf } from './odata.ts';
import { graphAppId, roleName } from './permissions.ts';

const principalOf = (world: World, { field, value }: Key): ServicePrincipal | undefined =>
  world.state.entra.servicePrincipals.find(
    (one) => one[field === 'appId' ? 'appId' : 'id'].toLowerCase() === value.toLowerCase(),
  );

const visiblePrincipal = (world: World, key: Key): ServicePrincipal => {
  const found = principalOf(world, key);
  if (!found || seen(world, 'servicePrincipal', found.id, found) === undefined) throw notFound(key.value);
  return found;
};

const pageSize = 100;

type Side = 'principalId' | 'resourceId';

const list = (call: Call, side: Side, id: string): Answer => {
  require(call.caller, ...readApplications);
  const own = call.world.state.entra.appRoleAssignments.filter((one) => one[side] === id);
  const view = side === 'principalId' ? (seen(call.world, 'appRoleAssignment', id, own) ?? []) : own;
  return page(call, view as unknown as Record<string, unknown>[], pageSize, 'appRoleAssignment');
};

const create = (call: Call, side: Side, object: ServicePrincipal): Answer => {
  const { world, body } = call;
  requireGranting(call.caller);
  refuseUnknown(body, new Set(['principalId', 'resourceId', 'appRoleId']));
  const principalId = textOf(body, 'principalId').toLowerCase();
  const resourceId = textOf(body, 'resourceId').toLowerCase();
  const appRoleId = textOf(body, 'appRoleId').toLowerCase();
  const { entra } = world.state;
  const principal = entra.servicePrincipals.find((one) => one.id === principalId);
  const resource = entra.servicePrincipals.find((one) => one.id === resourceId);
  if (!resource) throw notFound(resourceId);
  // A wrong object in the address is one of its causes (public issues, 2026).
  if (object.id !== (side === 'principalId' ? principalId : resourceId))
    throw badRequest('Not a valid reference update.');
  if (
    !principal ||
    missedByWrite(world, 'servicePrincipal') ||
    !seen(world, 'servicePrincipal', principal.id, principal)
  )
    throw badRequest('Not a valid reference update.');
  const offered = (resource['appRoles'] ?? []) as readonly { readonly id: string }[];
  const exists =
    resource.appId === graphAppId ? roleName(appRoleId) !== null : offered.some(({ id }) => id === appRoleId);
  if (!exists) throw badRequest(`Permission being assigned was not found on application '${resource.appId}'.`);
  const own = entra.appRoleAssignments.filter((one) => one.principalId === principalId);
  if (own.some((one) => one.resourceId === resourceId && one.appRoleId === appRoleId))
    throw badRequest('Permission being assigned already exists on the object');
  const assignment: AppRoleAssignment = {
    // The principal, then sixteen bytes that cannot be derived (decoded from Graph docs' samples, 2026-11).
    id: Buffer.concat([guidBytes(principalId), randomBytes(16)]).toString('base64url'),
    appRoleId,
    principalId,
    principalType: 'ServicePrincipal',
    principalDisplayName: principal.displayName,
    resourceId,
    resourceDisplayName: resource.displayName,
    createdDateTime: world.now('graph').toISOString(),
    deletedDateTime: null,
  };
  changing(world, 'appRoleAssignment', principalId, own);
  entra.appRoleAssignments.push(assignment);
  recordAssignment(call, assignment, false);
  world.touch();
  return {
    status: 201,
    body: { '@odata.context': `${call.origin}/v1.0/$metadata#appRoleAssignments/$entity`, ...assignment },
  };
};

const remove = (call: Call, side: Side, object: ServicePrincipal, id: string): Answer => {
  const { world } = call;
  require(call.caller, 'AppRoleAssignment.ReadWrite.All', 'Application.ReadWrite.All');
  const { entra } = world.state;
  const found = entra.appRoleAssignments.find((one) => one.id === id && one[side] === object.id);
  if (!found) throw notFound(id);
  const own = entra.appRoleAssignments.filter((one) => one.principalId === found.principalId);
  changing(world, 'appRoleAssignment', found.principalId, own);
  recordAssignment(call, found, true);
  entra.appRoleAssignments = entra.appRoleAssignments.filter((one) => one !== found);
  world.touch();
  return { status: 204 };
};

const route = (call: Call, key: Key, name: string, side: Side): Answer => {
  const id = new RegExp(`^${name}/([^/]+)$`).exec(call.rest)?.[1];
  const object = principalOf(call.world, key);
  if (call.method !== 'GET' && !object) throw notFound(key.value);
  if (id !== undefined && call.method === 'DELETE' && object) return remove(call, side, object, id);
  if (call.rest !== name) throw methodNotAllowed();
  if (call.method === 'POST' && object) return create(call, side, object);
  if (call.method !== 'GET') throw methodNotAllowed();
  return list(call, side, visiblePrincipal(call.world, key).id);
};

/** The app roles that a service principal is granted (Graph docs, serviceprincipal-list-approleassignments and -post-). */
export const assignments = (call: Call, key: Key): Answer => route(call, key, 'appRoleAssignments', 'principalId');

/** The grants of the app roles of a service principal (Graph docs, serviceprincipal-post-approleassignedto). */
export const assignedTo = (call: Call, key: Key): Answer => route(call, key, 'appRoleAssignedTo', 'resourceId');
