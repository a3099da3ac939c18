import { decodeJwt, errors } from 'jose';
import { verifyToken } from '../entra/tokens.ts';
import type { World } from '../world.ts';
import { VaultRefusal } from './errors.ts';
import { cloudOf, vaultResources } from './hosts.ts';
import type { VaultAction } from './records.ts';

/** The caller of the vault, from its token. */
export interface VaultCaller {
  readonly appId: string;
  readonly oid: string;
  readonly issuer: string;
}

const unauthorized = (message: string): VaultRefusal => new VaultRefusal(401, 'Unauthorized', message);

/** The header with which the vault tells a client where to log in (recordings of azure-sdk-for-js, 2022-04-26). */
export const challengeOf = (world: World, host: string): string => {
  const cloud = cloudOf(host);
  const authority = cloud?.authority ?? world.urls.login;
  const resource = cloud?.resource ?? vaultResources[0] ?? '';
  return `Bearer authorization="${authority}/${world.state.entra.tenant}", resource="${resource}"`;
};

const messageFor = (error: unknown, token: string, expected: readonly string[]): string => {
  if (error instanceof errors.JWTExpired) return "[TokenExpired] Error validating token: 'S2S12086'.";
  if (error instanceof errors.JWTClaimValidationFailed)
    return `AKV10022: Invalid audience. Expected ${expected[0]}, found: ${String(decodeJwt(token).aud)}.`;
  return "[BearerReadAccessTokenFailed] Error validating token: 'S2S12005'.";
};

/** The caller of a request. Throws 401; a token of another cloud or another resource is refused by its audience. */
export const callerOf = async (world: World, host: string, authorization: string): Promise<VaultCaller> => {
  const token = /^Bearer (.+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw unauthorized('AKV10000: Request is missing a Bearer or PoP token.');
  const cloud = cloudOf(host);
  const expected = cloud ? [cloud.resource] : vaultResources;
  try {
    const { appid, oid, iss } = await verifyToken(world, token, expected);
    return { appId: String(appid), oid: String(oid), issuer: String(iss) };
  } catch (error) {
    throw unauthorized(messageFor(error, token, expected));
  }
};

const forbidden = (inner: string, message: string): VaultRefusal => new VaultRefusal(403, 'Forbidden', message, inner);

const named = ({ appId, oid, issuer }: VaultCaller): string => `appid=${appId};oid=${oid};iss=${issuer}`;

const byRbac = (world: World, caller: VaultCaller, action: VaultAction, secret: string): VaultRefusal => {
  const { name } = world.state.vault;
  // Of the data actions only readMetadata and delete differ in their ending (Key Vault docs, rbac-guide, 2025-03-31).
  const vault = '/subscriptions/…/resourcegroups/rg/providers/microsoft.keyvault/vaults';
  const lines = [
    'Caller is not authorized to perform action on resource.',
    'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
    `Caller: ${named(caller)}`,
    `Action: 'Microsoft.KeyVault/vaults/secrets/${action}${action === 'delete' ? '' : '/action'}'`,
    `Resource: '${vault}/${name}/secrets/${secret}'`,
    'Assignment: (not found)',
    'DecisionReason: null',
    `Vault: ${name};location=westeurope`,
  ];
  return forbidden('ForbiddenByRbac', lines.join('\r\n'));
};

// Vaults with access policies have older names for what a caller may do.
const policyNames: Readonly<Record<VaultAction, string>> = {
  ...{ getSecret: 'get', readMetadata: 'list', setSecret: 'set', update: 'set', delete: 'delete' },
};

const byPolicy = (world: World, caller: VaultCaller, action: VaultAction): VaultRefusal =>
  forbidden(
    'ForbiddenByPolicy',
    `The user, group or application '${named(caller)}' does not have secrets ${policyNames[action]} permission on key vault '${world.state.vault.name};location=westeurope'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`,
  );

/** Throws 403 unless the firewall, the policy and the roles let the caller act on a secret; 429 when it is throttled. */
export const authorize = (world: World, caller: VaultCaller, action: VaultAction, secret: string): void => {
  const { mode } = world.behaviour.vault;
  if (mode === 'firewall')
    throw forbidden(
      'ForbiddenByFirewall',
      `Client address is not authorized and caller is not a trusted service.\r\nClient address: 203.0.113.7\r\nCaller: ${named(caller)}\r\nVault: ${world.state.vault.name};location=westeurope`,
    );
  if (mode === 'throttled')
    throw new VaultRefusal(
      429,
      'Throttled',
      'Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached',
    );
  if (mode === 'policy') throw byPolicy(world, caller, action);
  const granted = world.state.vault.grants.some(
    ({ clientId, actions }) => clientId.toLowerCase() === caller.appId.toLowerCase() && actions.includes(action),
  );
  if (mode === 'rbac' || !granted) throw byRbac(world, caller, action, secret);
};
