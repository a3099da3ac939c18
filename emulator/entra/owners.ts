import type { Application, ServicePrincipal } from '../state.ts';
import { readApplications, require, requireOwner } from './access.ts';
import { recordAuditEvent, onApplication, onPrincipal } from './audit-record.ts';
import { badRequest, methodNotAllowed, notFound } from './errors.ts';
import { page, type Answer, type Call, textOf } from './odata.ts';

const describe = ({ world }: Call, id: string): Record<string, unknown> => {
  const principal = world.state.entra.servicePrincipals.find((one) => one.id === id);
  // An owner that is not a service principal is a user; the emulator has no directory of users.
  if (!principal) return { '@odata.type': '#microsoft.graph.user', id };
  const { appId, displayName } = principal;
  return { '@odata.type': '#microsoft.graph.servicePrincipal', id, appId, displayName };
};

const isApplication = (object: Application | ServicePrincipal): object is Application =>
  'federatedIdentityCredentials' in object;

const recordOwner = (call: Call, object: Application | ServicePrincipal, id: string, removed: boolean): void => {
  const [before, after] = removed ? [{ ObjectID: id }, {}] : [{}, { ObjectID: id }];
  const isApp = isApplication(object);
  recordAuditEvent(call, {
    activity: `${removed ? 'Remove owner from' : 'Add owner to'} ${isApp ? 'application' : 'service principal'}`,
    operation: removed ? 'Unassign' : 'Assign',
    target: isApp ? onApplication(object, before, after) : onPrincipal(object, before, after),
  });
};

/** owners of an application or service principal (Graph docs, application-list-owners, -post-owners). */
export const owners = (call: Call, object: Application | ServicePrincipal): Answer => {
  const { method, rest, body, world } = call;
  if (rest === 'owners' && method === 'GET') {
    require(call.caller, ...readApplications);
    return page(
      call,
      object.owners.map((id) => describe(call, id)),
      100,
      null,
    );
  }
  if (rest === 'owners/$ref' && method === 'POST') {
    requireOwner(call.caller, object);
    require(call.caller, 'Directory.Read.All', 'Directory.ReadWrite.All');
    const id = textOf(body, '@odata.id').split('/').at(-1) ?? '';
    if (!/^[0-9a-f-]{36}$/i.test(id)) throw notFound(id);
    if (object.owners.includes(id))
      throw badRequest(
        "One or more added object references already exist for the following modified properties: 'owners'.",
      );
    object.owners.push(id);
    recordOwner(call, object, id, false);
    world.touch();
    return { status: 204 };
  }
  const removedId = /^owners\/([^/]+)\/\$ref$/.exec(rest)?.[1];
  if (removedId === undefined || method !== 'DELETE') throw methodNotAllowed();
  requireOwner(call.caller, object);
  if (!object.owners.includes(removedId)) throw notFound(removedId);
  recordOwner(call, object, removedId, true);
  object.owners = object.owners.filter((id) => id !== removedId);
  world.touch();
  return { status: 204 };
};
