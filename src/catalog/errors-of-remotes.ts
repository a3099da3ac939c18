import { entry, type ErrorEntry } from './error-entry.ts';

/** Failures of Microsoft Graph and of TruU. */
export const errorsOfRemotes = {
  ENTRA_UNAUTHORIZED: entry(
    'Microsoft Graph refused the token',
    'service',
    'Run again; if it stays so, check that the deployer app is enabled.',
  ),
  ENTRA_FORBIDDEN: entry(
    'The deployer lacks a permission',
    'user-action',
    'Grant the permission that is named to the deployer app, with admin consent.',
  ),
  ENTRA_NOT_OWNER: entry(
    'The deployer does not own the registration',
    'user-action',
    'Add the service principal of the deployer as an owner of the app registration and of its enterprise application.',
  ),
  ENTRA_CONSENT_REQUIRED: entry(
    'The permissions still need admin consent',
    'user-action',
    'Let a Privileged Role Administrator or a Global Administrator open the URL that is shown, then run again.',
  ),
  ENTRA_APPLICATION_NOT_FOUND: entry(
    'The registration to adopt does not exist',
    'user-action',
    'Check entra.application.appId; it is the Application (client) ID, not the object id.',
  ),
  ENTRA_UNIQUE_NAME_TAKEN: entry(
    'The unique name is held by another object',
    'user-action',
    'Restore or permanently delete the deleted registration in the Entra admin center, or choose another entra.application.uniqueName.',
  ),
  ENTRA_UNIQUE_NAME_FIXED: entry(
    'The registration has another unique name',
    'user-action',
    'Write the unique name that the registration has; Graph does not let anyone change it.',
  ),
  ENTRA_PERMISSION_MISSING: entry(
    'This tenant does not offer the permission',
    'user-action',
    'Remove the permission from the spec, or ask Microsoft why the tenant lacks it.',
  ),
  ENTRA_SECRET_FORBIDDEN: entry(
    'A policy forbids client secrets',
    'user-action',
    'Exempt the app, or the deployer as the caller, from the app management policy.',
  ),
  ENTRA_SECRET_LIFETIME: entry(
    'A policy caps the life of client secrets',
    'user-action',
    'Set entra.secret.lifetime to at most what the policy allows.',
  ),
  ENTRA_SECRET_TEST_FAILED: entry('The new secret did not log in', 'service', 'Run again: nothing was handed to TruU.'),
  ENTRA_SECRET_UNCERTAIN: entry(
    'It is unknown whether a secret was made',
    'service',
    'Run again: the next run removes what this one could not.',
  ),
  ENTRA_DISABLED: entry(
    'Sign-in is disabled for the registration',
    'user-action',
    'Find out who disabled it and why; then enable it in Enterprise applications.',
  ),
  ENTRA_THROTTLED: entry('Microsoft Graph asks for patience', 'service', 'Run again later; the state is as described.'),
  ENTRA_UNAVAILABLE: entry(
    'Microsoft Graph could not be reached',
    'service',
    'Run again; check the proxy of a self-hosted runner when it stays so.',
  ),
  ENTRA_UNEXPECTED: entry(
    'Microsoft Graph answered something unexpected',
    'service',
    'Run again; report it with the request id when it stays so.',
  ),
  ENTRA_REFUSED: entry('Microsoft Graph refused a request', 'user-action', 'See the words of Graph that are shown.'),
  ENTRA_NOT_SETTLED: entry(
    'Entra did not show its own write in time',
    'service',
    'Run again in some minutes: replication takes that long at times.',
  ),

  TRUU_UNAUTHORIZED: entry(
    'TruU refused the API credentials',
    'user-action',
    'Check truu-client-id, truu-client-secret and truu-token-url.',
  ),
  TRUU_FORBIDDEN: entry(
    'The TruU API client lacks a right',
    'user-action',
    'Let a TruU administrator grant the OAuth client the right to manage directories.',
  ),
  TRUU_NOT_FOUND: entry(
    'TruU does not know the address',
    'user-action',
    'Check truu-url: it is the base under which /api/v1/directories lies.',
  ),
  TRUU_CONFLICT: entry(
    'TruU reports a conflict',
    'user-action',
    'See the words of TruU that are shown; another directory may have the same name.',
  ),
  TRUU_REFUSED: entry('TruU refused a request', 'user-action', 'See the words of TruU that are shown.'),
  TRUU_UNAVAILABLE: entry(
    'TruU could not be reached',
    'service',
    'Run again; check truu-url and the proxy of a self-hosted runner when it stays so.',
  ),
  TRUU_CONTRACT: entry(
    'TruU broke the contract',
    'service',
    'Check that truu-url speaks contract/truu-directory.openapi.yaml. No secret is made or removed on such an answer.',
  ),
  TRUU_DIRECTORY_AMBIGUOUS: entry(
    'It is not certain which TruU directory is meant',
    'user-action',
    'Remove or rename the directory that is not meant in the TruU Admin Console.',
  ),
  TRUU_CLUSTER_NOT_FOUND: entry(
    'The TruU cluster does not exist',
    'user-action',
    'Use one of the names that are shown for truu.cluster.',
  ),
  TRUU_SECRET_UNCERTAIN: entry(
    'It is unknown whether TruU took the new secret',
    'service',
    'Run again: the next run asks TruU which secret it holds.',
  ),
} as const satisfies Record<string, ErrorEntry>;
