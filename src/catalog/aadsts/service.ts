import { each, inHealth, unknownRow, type AadstsRows } from './row.ts';

const temporary = {
  ...unknownRow,
  cause: 'Entra is temporarily unavailable.',
  tasks: ['service'],
  transient: true,
  health: inHealth('Entra is temporarily unavailable', 'Run again in a few minutes.'),
} as const;

/**
 * Entra's own services. Sources: Microsoft's reference of error codes (2024-04-24), its page on client and server
 * throttling of MSAL, and public logs (Azure/azure-sdk-for-python#14241, pnp/powershell#2995), read 2026-11.
 */
export const serviceRows: AadstsRows = {
  ...each([90006, 90012, 90024, 90033, 90055, 90090, 90091, 50033, 50087], temporary),
  ...each([90036, 90092, 90093, 50000], {
    ...unknownRow,
    cause: 'The directory of the tenant failed.',
    fix: 'Run again. If it fails again, report it to Microsoft with the request id and the time in the report.',
    tasks: ['service'],
    health: inHealth('The directory of the tenant failed', 'Run again. If it fails again, report it to Microsoft.'),
  }),
  '50196': {
    ...unknownRow,
    cause: 'Entra counts too many logins of {identity} in a short time.',
    fix: 'Wait two minutes, and run fewer jobs of this identity at once.',
    tasks: ['repository-owner'],
    health: inHealth('Entra counts too many logins of the registration in a short time'),
  },
  '100007': {
    ...unknownRow,
    cause: 'Entra does not serve this login at a regional address.',
    fix: 'Remove the input "entra-authority-url".',
    tasks: ['repository-owner'],
    health: inHealth('TruU logs in at a regional address, which does not serve this login'),
  },
};
