import { atLogin, each, inHealth, unknownRow, type AadstsRows } from './row.ts';

const clientNotFound = atLogin('AUTH_CLIENT_NOT_FOUND', 'The tenant has no app with the client ID of {identity}.', {
  remedy: 'client-id',
  tasks: ['repository-owner', 'entra-admin'],
  secretTest: 'lag',
  health: inHealth(
    'The tenant does not know the client ID that TruU sends: it is wrong, deleted, of another tenant, or minutes old',
    'Wait some minutes if the registration is new. Otherwise run apply: it sets the client ID of the registration in TruU.',
  ),
});

const disabled = atLogin('AUTH_CLIENT_DISABLED', 'Sign-in is disabled for {identity}.', {
  remedy: 'enable',
  tasks: ['entra-admin'],
  secretTest: 'disabled',
  health: inHealth(
    'Sign-in is disabled for the registration',
    'Find out who disabled the registration and why; then enable it under Enterprise applications > Properties, or reactivate it under App registrations.',
  ),
});

/**
 * Registration and service principal. Sources: Microsoft's reference of error codes (2024-04-24), its page
 * deprecate-service-principal-less-authentication (2025-03-30), and public bodies (Azure/login#561, Worklytics/psoxy#74,
 * Azure/Commercial-Marketplace-SaaS-Accelerator#830), all read 2026-11.
 */
export const clientRows: AadstsRows = {
  ...each([700016, 700011], clientNotFound),
  '7000229': atLogin('AUTH_NO_SERVICE_PRINCIPAL', '{Identity} has no service principal in the tenant.', {
    remedy: 'principal',
    tasks: ['entra-admin'],
    secretTest: 'lag',
    health: inHealth(
      'The registration has no service principal in the tenant, or one that is minutes old',
      'Wait some minutes if the registration is new. Otherwise run apply: it creates the service principal.',
    ),
  }),
  ...each([7000112, 70001], disabled),
  '1000031': atLogin('AUTH_BLOCKED', 'The tenant does not let anybody use {identity}.', {
    fix: 'Ask an administrator of the tenant why access to the app is stopped.',
    tasks: ['entra-admin'],
    health: inHealth('The tenant does not let anybody use the registration'),
  }),
  '50194': {
    ...unknownRow,
    cause: 'The login names no tenant, and {identity} is not multi-tenant.',
    tasks: ['spec-author'],
    health: inHealth('TruU logs in without the tenant ID', 'Set the tenant ID of the directory in TruU: run apply.'),
  },
  ...each([7000113, 7000114], {
    ...unknownRow,
    cause: 'Entra took the login for one on behalf of a user.',
    tasks: ['action'],
    health: inHealth('TruU logs in on behalf of a user, not with the client secret'),
  }),
};
