import { addDuration } from '../duration.ts';
import type { Application } from '../state.ts';
import { requireOwner } from './access.ts';
import { appOf } from './audit-record.ts';
import { badRequest, methodNotAllowed } from './errors.ts';
import { seen } from './lag.ts';
import { refuseUnknown, textOf, type Answer, type Call } from './odata.ts';
import { addSecret, removeSecret } from './secrets.ts';

/** The properties of a new secret that a request may set; Entra sets the rest (Graph docs, application-addpassword). */
const settable = new Set(['displayName', 'startDateTime', 'endDateTime']);

const dateOf = (value: unknown, usual: Date): Date => {
  if (value === undefined || value === null) return usual;
  const date = new Date(typeof value === 'string' ? value : NaN);
  if (Number.isNaN(date.getTime()))
    throw badRequest('Invalid value specified for property of resource PasswordCredential.');
  return date;
};

const add = (call: Call, application: Application): Answer => {
  const { world, body } = call;
  refuseUnknown(body, new Set(['passwordCredential']));
  const requested = (body['passwordCredential'] ?? {}) as Readonly<Record<string, unknown>>;
  refuseUnknown(requested, settable);
  const start = dateOf(requested['startDateTime'], world.now('graph'));
  const end = dateOf(requested['endDateTime'], addDuration(start, 'P2Y'));
  const displayName = (requested['displayName'] as string | undefined) ?? null;
  const { value, ...credential } = addSecret(world, application, { displayName, start, end }, appOf(call));
  const context = `${call.origin}/v1.0/$metadata#microsoft.graph.passwordCredential`;
  return { status: 200, body: { '@odata.context': context, ...credential, secretText: value } };
};

const remove = (call: Call, application: Application): Answer => {
  const { world, body } = call;
  const keyId = textOf(body, 'keyId').toLowerCase();
  const visible = seen(world, 'passwordCredential', application.id, application.passwordCredentials) ?? [];
  const there = application.passwordCredentials.some((one) => one.keyId === keyId);
  // Until an addition reaches every replica, its removal may not find it (public issues, 2026).
  if (!there || !visible.some((one) => one.keyId === keyId))
    throw badRequest(`No password credential found with keyId ${keyId}.`);
  removeSecret(world, application, keyId, appOf(call));
  return { status: 204 };
};

/** addPassword and removePassword of an application (Graph docs, application-addpassword, -removepassword). */
export const passwords = (call: Call, application: Application): Answer => {
  if (call.method !== 'POST') throw methodNotAllowed();
  requireOwner(call.caller, application, 'Directory.ReadWrite.All');
  return call.rest === 'addPassword' ? add(call, application) : remove(call, application);
};
