import type { World } from '../world.ts';
import { TokenRefusal } from './token-errors.ts';

const refuse = (number: number, message: string): TokenRefusal =>
  new TokenRefusal(400, 'invalid_request', number, message);

const emptyGuid = '00000000-0000-0000-0000-000000000000';

/** Throws unless the tenant in the URL of a token request is the emulated one (Entra docs, reference-error-codes, 2024-04). */
export const checkTenant = (world: World, tenant: string): void => {
  if (tenant.toLowerCase() === world.state.entra.tenant) return;
  if (tenant === emptyGuid)
    throw refuse(
      900021,
      `Requested tenant identifier '${emptyGuid}' is not valid. Tenant identifiers may not be an empty GUID.`,
    );
  if (/^(?:common|organizations)$/i.test(tenant))
    throw refuse(
      50059,
      'No tenant-identifying information found in either the request or implied by any provided credentials.',
    );
  if (!/^[0-9a-f-]{36}$|\./i.test(tenant))
    throw refuse(
      900023,
      `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
    );
  throw refuse(
    90002,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  );
};
