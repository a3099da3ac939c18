import { atLogin, each, inHealth, unknownRow, type AadstsRows } from './row.ts';

const consent = {
  ...unknownRow,
  cause: 'Entra asks for the consent of a user or an administrator.',
  fix: 'Ask an administrator to consent to the permissions of {identity}.',
  tasks: ['entra-admin'],
  health: inHealth(
    'TruU made a login of a user that lacks consent; the client secret is not the cause',
    'Ask TruU which login its check makes.',
  ),
} as const;

const policy = atLogin('AUTH_BLOCKED', 'A security policy of the tenant blocks the login of {identity}.', {
  tasks: ['entra-admin'],
  health: inHealth('A security policy of the tenant blocks the login of TruU; the client secret is not the cause'),
});

/**
 * The API that is asked for, consent and Conditional Access: an identity that meets these has logged in. Sources: Microsoft's
 * reference of error codes (2024-04-24), its page conditional-access/workload-identity (2023-11-09), and public bodies
 * (dotnet/maui#37951, Cloud-Architekt/AzureAD-Attack-Defense#43), all read 2026-11.
 */
export const resourceRows: AadstsRows = {
  '500011': atLogin('AUTH_WRONG_CLOUD', 'The tenant does not know the Microsoft Graph of this cloud.', {
    fix: 'Set entra.cloud to the cloud of the tenant, and the input "graph-url", if it is set, to the Graph of that cloud.',
    tasks: ['spec-author', 'repository-owner'],
    health: inHealth('The tenant does not know the API for which TruU requests a token'),
  }),
  ...each(
    [500014, 50001],
    atLogin('AUTH_BLOCKED', 'Microsoft Graph is disabled in the tenant.', {
      fix: 'Enable the service principal that Entra names in the report under Enterprise applications > Properties, after finding out who disabled it.',
      tasks: ['entra-admin'],
      health: inHealth('The API for which TruU requests a token is disabled in the tenant'),
    }),
  ),
  '501051': atLogin('AUTH_BLOCKED', 'Microsoft Graph demands an assignment in this tenant, which {identity} lacks.', {
    fix: 'Turn off "Assignment required" of the API that Entra names in the report, or assign one of its app roles to {identity}.',
    tasks: ['entra-admin'],
    health: inHealth('The API for which TruU requests a token demands an app role that the registration lacks'),
  }),
  ...each([65001, 65004, 65005, 650052, 650054, 650056, 650057, 90008, 90094, 90095, 90099, 1003031], consent),
  '53003': atLogin('AUTH_BLOCKED', 'Conditional Access blocks the login of {identity}.', {
    tasks: ['entra-admin'],
    secretTest: 'accepted',
    health: inHealth(
      'A Conditional Access policy blocks the login of TruU; the client secret is not the cause',
      'Exclude the service principal of the registration from the Conditional Access policy for workload identities, or allow the addresses of TruU.',
    ),
  }),
  ...each([530031, 530032, 530033], policy),
};
