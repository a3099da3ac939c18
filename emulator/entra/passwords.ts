import { randomInt } from 'node:crypto';
import { addDuration } from '../duration.ts';
import type { Application, PasswordCredential } from '../state.ts';
import { requireOwner } from './access.ts';
import { recordAuditEvent, onApplication } from './audit-record.ts';
import { badRequest, GraphRefusal, methodNotAllowed } from './errors.ts';
import { changing, seen } from './lag.ts';
import { refuseUnknown, textOf, type Answer, type Call } from './odata.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~';

/** Forty characters in the form of Entra's secrets. */
const makeSecret = (): string => {
  const some = (length: number): string =>
    Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
  return `${some(3).replaceAll(/[^A-Za-z0-9]/g, 'x')}8Q~${some(34)}`;
};

/** The properties of a new secret that a request may set; Entra sets the rest (Graph docs, application-addpassword). */
const settable = new Set(['displayName', 'startDateTime', 'endDateTime']);

const policyId = 'c2f4b1de-6a05-4c3e-9f6e-1d7a5b8e0c44';

const checkPolicy = ({ world }: Call, start: Date, end: Date): void => {
  const { passwordAddition, maxLifetime } = world.behaviour.entra;
  if (!passwordAddition)
    throw new GraphRefusal(
      400,
      'CredentialTypeNotAllowedAsPerAppPolicy',
      `Credential type not allowed as per assigned policy '${policyId}'.`,
    );
  if (maxLifetime === null || end.getTime() <= addDuration(start, maxLifetime).getTime()) return;
  const message = `Credential lifetime exceeds the max value allowed as per assigned policy '${policyId}'.`;
  throw new GraphRefusal(400, 'CredentialInvalidLifetimeAsPerAppPolicy', message, [
    { code: 'InvalidKeyEndDate', message, target: 'EndDate' },
  ]);
};

/** As public reports show it (azure-cli 12946). */
const tooMany = (count: number): GraphRefusal => {
  const message = `Not allowed to add ${count} passwords. You can only add a maximum of 2 passwords.`;
  const code = 'TooManyAppPasswords';
  return new GraphRefusal(400, code, message, [{ code, message, target: 'passwordCredentials' }]);
};

const dateOf = (value: unknown, usual: Date): Date => {
  if (value === undefined || value === null) return usual;
  const date = new Date(typeof value === 'string' ? value : NaN);
  if (Number.isNaN(date.getTime()))
    throw badRequest('Invalid value specified for property of resource PasswordCredential.');
  return date;
};

/** The description of a secret in the audit log, without its value; a record has those of all secrets, before and after. */
const described = ({ keyId, displayName }: PasswordCredential): string =>
  `[KeyIdentifier=${keyId},KeyType=Password,KeyUsage=Verify,DisplayName=${displayName ?? ''}]`;

const recordSecret = (
  call: Call,
  application: Application,
  before: readonly PasswordCredential[],
  after: readonly PasswordCredential[],
): void => {
  const properties = [before, after].map((some) => ({ KeyDescription: some.map(described) }));
  recordAuditEvent(call, {
    activity: 'Update application – Certificates and secrets management',
    operation: 'Update',
    target: onApplication(application, properties[0], properties[1]),
  });
};

const add = (call: Call, application: Application): Answer => {
  const { world, body } = call;
  refuseUnknown(body, new Set(['passwordCredential']));
  const requested = (body['passwordCredential'] ?? {}) as Readonly<Record<string, unknown>>;
  refuseUnknown(requested, settable);
  const start = dateOf(requested['startDateTime'], world.now('graph'));
  const end = dateOf(requested['endDateTime'], addDuration(start, 'P2Y'));
  if (end.getTime() <= start.getTime()) throw badRequest('The end date must be later than the start date.');
  checkPolicy(call, start, end);
  const personal =
    application.signInAudience !== 'AzureADMyOrg' && application.signInAudience !== 'AzureADMultipleOrgs';
  if (personal && application.passwordCredentials.length >= 2)
    throw tooMany(application.passwordCredentials.length + 1);
  const value = makeSecret();
  const credential: PasswordCredential = {
    customKeyIdentifier: null,
    displayName: (requested['displayName'] as string | undefined) ?? null,
    endDateTime: end.toISOString(),
    hint: value.slice(0, 3),
    keyId: world.ids.uuid(),
    secretText: null,
    startDateTime: start.toISOString(),
  };
  const { keyId, displayName, startDateTime, endDateTime } = credential;
  changing(world, 'passwordCredential', application.id, application.passwordCredentials);
  const before = application.passwordCredentials;
  application.passwordCredentials = [...before, credential];
  recordSecret(call, application, before, application.passwordCredentials);
  world.state.entra.secrets.push({ appId: application.appId, keyId, displayName, startDateTime, endDateTime, value });
  changing(world, 'tokenSecret', keyId, undefined);
  world.touch();
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
  changing(world, 'passwordCredential', application.id, application.passwordCredentials);
  const before = application.passwordCredentials;
  application.passwordCredentials = before.filter((one) => one.keyId !== keyId);
  recordSecret(call, application, before, application.passwordCredentials);
  world.state.entra.secrets = world.state.entra.secrets.filter((one) => one.keyId !== keyId);
  world.touch();
  return { status: 204 };
};

/** addPassword and removePassword of an application (Graph docs, application-addpassword, -removepassword). */
export const passwords = (call: Call, application: Application): Answer => {
  if (call.method !== 'POST') throw methodNotAllowed();
  requireOwner(call.caller, application, 'Directory.ReadWrite.All');
  return call.rest === 'addPassword' ? add(call, application) : remove(call, application);
};
