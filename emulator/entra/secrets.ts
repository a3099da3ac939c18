import { randomInt } from 'node:crypto';
import { addDuration } from '../duration.ts';
import type { Application, AuditInitiator, PasswordCredential } from '../state.ts';
import type { World } from '../world.ts';
import { onApplication, recordAuditEventOf } from './audit-record.ts';
import { badRequest, GraphRefusal } from './errors.ts';
import { changing } from './lag.ts';

/** A secret to add. */
export interface NewSecret {
  readonly displayName: string | null;
  readonly start: Date;
  readonly end: Date;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~';

/** Forty characters in the form of Entra's secrets. */
const makeSecret = (): string => {
  const some = (length: number): string =>
    Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
  return `${some(3).replaceAll(/[^A-Za-z0-9]/g, 'x')}8Q~${some(34)}`;
};

const policyId = 'c2f4b1de-6a05-4c3e-9f6e-1d7a5b8e0c44';

const checkPolicy = (world: World, { start, end }: NewSecret): void => {
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

/** The description of a secret in the audit log, without its value; a record has those of all secrets, before and after. */
const described = ({ keyId, displayName }: PasswordCredential): string =>
  `[KeyIdentifier=${keyId},KeyType=Password,KeyUsage=Verify,DisplayName=${displayName ?? ''}]`;

const recordSecret = (
  world: World,
  by: AuditInitiator,
  application: Application,
  [before, after]: readonly [readonly PasswordCredential[], readonly PasswordCredential[]],
): void =>
  recordAuditEventOf(world, by, {
    activity: 'Update application – Certificates and secrets management',
    operation: 'Update',
    target: onApplication(
      application,
      { KeyDescription: before.map(described) },
      { KeyDescription: after.map(described) },
    ),
  });

/**
 * Adds a secret to an application, by an app or a person, and returns it with its value. Throws a GraphRefusal where a
 * policy of the tenant or the kind of application does not allow it.
 */
export const addSecret = (
  world: World,
  application: Application,
  secret: NewSecret,
  by: AuditInitiator,
): PasswordCredential & { readonly value: string } => {
  const { displayName, start, end } = secret;
  if (end.getTime() <= start.getTime()) throw badRequest('The end date must be later than the start date.');
  checkPolicy(world, secret);
  const personal =
    application.signInAudience !== 'AzureADMyOrg' && application.signInAudience !== 'AzureADMultipleOrgs';
  if (personal && application.passwordCredentials.length >= 2)
    throw tooMany(application.passwordCredentials.length + 1);
  const value = makeSecret();
  const dates = { startDateTime: start.toISOString(), endDateTime: end.toISOString() };
  const credential: PasswordCredential = {
    ...{ customKeyIdentifier: null, displayName, hint: value.slice(0, 3), keyId: world.ids.uuid(), secretText: null },
    ...dates,
  };
  const { keyId } = credential;
  changing(world, 'passwordCredential', application.id, application.passwordCredentials);
  const before = application.passwordCredentials;
  application.passwordCredentials = [...before, credential];
  recordSecret(world, by, application, [before, application.passwordCredentials]);
  world.state.entra.secrets.push({ appId: application.appId, keyId, displayName, ...dates, value });
  changing(world, 'tokenSecret', keyId, undefined);
  world.touch();
  return { ...credential, value };
};

/** Removes a secret of an application, by an app or a person. */
export const removeSecret = (world: World, application: Application, keyId: string, by: AuditInitiator): void => {
  changing(world, 'passwordCredential', application.id, application.passwordCredentials);
  const before = application.passwordCredentials;
  application.passwordCredentials = before.filter((one) => one.keyId !== keyId);
  recordSecret(world, by, application, [before, application.passwordCredentials]);
  world.state.entra.secrets = world.state.entra.secrets.filter((one) => one.keyId !== keyId);
  world.touch();
};
