import { atLogin, each, inHealth, type AadstsRows } from './row.ts';

const tenantFix = 'Run apply: it sets the tenant ID of the directory in TruU.';
const specAuthor = { tasks: ['spec-author', 'truu-admin'] } as const;

const unknownTenant = (meaning: string) =>
  atLogin('AUTH_TENANT_NOT_FOUND', 'Entra does not know the tenant.', {
    ...specAuthor,
    health: inHealth(meaning, tenantFix),
  });

const otherCloud = atLogin('AUTH_WRONG_CLOUD', 'The tenant belongs to another cloud.', {
  ...specAuthor,
  health: inHealth('The tenant belongs to another cloud than the one where TruU logs in'),
});

const blockedTenant = atLogin('AUTH_BLOCKED', 'Microsoft has blocked the tenant for inactivity.', {
  fix: 'An administrator of the tenant asks Microsoft support to unblock it: twenty days after the block the tenant is deleted.',
  tasks: ['entra-admin'],
  health: inHealth('The tenant is blocked for inactivity', 'Ask Microsoft support to unblock the tenant.'),
});

const restricted = atLogin('AUTH_BLOCKED', 'The network of the runner does not let logins to this tenant through.', {
  fix: 'Allow the tenant in the tenant restrictions of the proxy, or use a runner of another network.',
  tasks: ['repository-owner'],
  health: inHealth('The network of TruU does not let logins to this tenant through'),
});

/**
 * Tenant and cloud. Sources: Microsoft's reference of error codes (2024-04-24) and of breaking changes, its table of
 * errors of Azure Pipelines (2026-03-26), and public bodies of 2020 to 2026, all read 2026-11.
 */
export const tenantRows: AadstsRows = {
  '90002': unknownTenant('Entra does not know the tenant that TruU logs in to'),
  '900023': unknownTenant('The tenant that TruU logs in to is neither a GUID nor a domain'),
  '900021': unknownTenant('The tenant ID that TruU logs in to is all zeros'),
  '50059': unknownTenant('The login of TruU names no tenant'),
  ...each([90038, 90043, 90051], otherCloud),
  '900439': { ...otherCloud, cause: 'The tenant belongs to a US Government cloud.' },
  ...each([900382, 900432], {
    ...otherCloud,
    cause: 'The tenant or Microsoft Graph of this login belongs to another cloud.',
    health: inHealth('TruU logs in to another cloud than that of the registration'),
  }),
  ...each([5000224, 5000225], blockedTenant),
  ...each([500021, 500022, 50002], restricted),
};
