import type { Application, FederatedIdentityCredential } from '../state.ts';
import { readFederated, require, requireOwner } from './access.ts';
import { recordAuditEvent, onApplication } from './audit-record.ts';
import { badRequest, GraphRefusal, methodNotAllowed, notFound } from './errors.ts';
import { page, type Answer, type Call } from './odata.ts';

const maxCredentials = 20;

const check = (body: Readonly<Record<string, unknown>>): void => {
  for (const name of ['name', 'issuer', 'subject'])
    if (typeof body[name] !== 'string' || body[name] === '')
      throw badRequest('FederatedIdentityCredential from HTTP body has empty properties.');
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/.test(String(body['name'])))
    throw badRequest(`Federated Identity Credential name '${String(body['name'])}' is invalid.`);
  if (!Array.isArray(body['audiences']) || body['audiences'].length !== 1)
    throw badRequest('Federated identity credentials must have exactly one audience.');
};

/** The audit log has no separate activity for federated credentials. */
const recordChange = (
  call: Call,
  application: Application,
  before: readonly object[],
  after: readonly object[],
): void =>
  recordAuditEvent(call, {
    activity: 'Update application',
    operation: 'Update',
    target: onApplication(
      application,
      { FederatedIdentityCredentials: before },
      { FederatedIdentityCredentials: after },
    ),
  });

const create = (call: Call, application: Application): Answer => {
  const { body, world } = call;
  requireOwner(call.caller, application);
  check(body);
  const own = application.federatedIdentityCredentials;
  if (own.some((one) => one.name === body['name']))
    throw new GraphRefusal(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `FederatedIdentityCredential with name ${String(body['name'])} already exists.`,
    );
  // That the two are unique together is documented, and the refusal is not (Graph docs, federatedidentitycredential).
  if (own.some((one) => one.issuer === body['issuer'] && one.subject === body['subject']))
    throw new GraphRefusal(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      'FederatedIdentityCredential with the same issuer and subject already exists.',
    );
  if (own.length >= maxCredentials)
    throw badRequest('The number of federated identity credentials exceeds the maximum of 20.');
  const credential: FederatedIdentityCredential = {
    id: world.ids.uuid(),
    name: String(body['name']),
    issuer: String(body['issuer']),
    subject: String(body['subject']),
    audiences: body['audiences'] as string[],
    description: (body['description'] as string | undefined) ?? null,
  };
  recordChange(call, application, [], [credential]);
  own.push(credential);
  world.touch();
  return { status: 201, body: credential };
};

/** federatedIdentityCredentials of an application, by id or name (Graph docs, federatedidentitycredential). */
export const federatedCredentials = (call: Call, application: Application): Answer => {
  const named = /^federatedIdentityCredentials(?:\(name='([^']*)'\)|\/([^/]+))?$/.exec(call.rest);
  const name = named?.[1] ?? named?.[2];
  const own = application.federatedIdentityCredentials;
  if (name === undefined) {
    if (call.method === 'POST') return create(call, application);
    if (call.method !== 'GET') throw methodNotAllowed();
    require(call.caller, ...readFederated);
    return page(call, own as unknown as Record<string, unknown>[], 100, 'federatedIdentityCredential');
  }
  const found = own.find((one) => one.id === name || one.name === name);
  // Read permissions do not cover the single item (Microsoft's permissions.json, 2026-08-07).
  requireOwner(call.caller, application);
  if (!found) throw notFound(name);
  if (call.method === 'GET') return { status: 200, body: found };
  if (call.method !== 'PATCH' && call.method !== 'DELETE') throw methodNotAllowed();
  const isGone = call.method === 'DELETE';
  recordChange(call, application, [{ ...found }], isGone ? [] : [{ ...found, ...call.body }]);
  if (isGone) application.federatedIdentityCredentials = own.filter((one) => one !== found);
  else Object.assign(found, call.body);
  call.world.touch();
  return { status: 204 };
};
