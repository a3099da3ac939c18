import { entry, type ErrorEntry } from './error-entry.ts';

/** Failures of Microsoft Graph and TruU. */
export const errorsOfRemotes = {
  ENTRA_UNAUTHORIZED: entry(
    'Microsoft Graph rejected the token',
    'service',
    'Run again. If it fails again, check that the app of the input "client-id" is enabled.',
  ),
  ENTRA_FORBIDDEN: entry(
    "This job's identity lacks a permission",
    'user-action',
    'Grant the permission in the message to the app of the input "client-id", with admin consent.',
  ),
  ENTRA_APPLY_FORBIDDEN: entry(
    'The identity that applies lacks permissions',
    'user-action',
    'Grant the permissions in the message to the app of the input "deployer-client-id", with admin consent.',
  ),
  ENTRA_NOT_OWNER: entry(
    "This job's identity does not own the registration",
    'user-action',
    "Add the service principal of this job's identity as an owner of the app registration and of its enterprise application.",
  ),
  ENTRA_CONSENT_REQUIRED: entry(
    'The permissions still need admin consent',
    'user-action',
    'Ask a Privileged Role Administrator or a Global Administrator to open the URL in the report, then run again.',
  ),
  ENTRA_APPLICATION_NOT_FOUND: entry(
    'The registration to adopt does not exist',
    'user-action',
    'Check the input "application-id". Use the Application (client) ID, not the object ID.',
  ),
  ENTRA_APPLICATION_FOREIGN: entry(
    'The registration is of unknown origin',
    'user-action',
    'Set entra.application.uniqueName to another name, or let an administrator find out who created the registration, and delete it for good.',
  ),
  ENTRA_ACCESS_UNKNOWN: entry(
    'Unknown access to the registration',
    'user-action',
    'Find out who set up what the report lists, and remove in Entra what should not be there, or accept it with the inputs "known-owners" and "known-credentials".',
  ),
  ENTRA_UNIQUE_NAME_TAKEN: entry(
    'The unique name is taken by another object',
    'user-action',
    'Restore or permanently delete the deleted registration in the Entra admin center, or choose another entra.application.uniqueName.',
  ),
  ENTRA_OTHER_CONSUMER: entry(
    'The registration serves another consumer',
    'user-action',
    'Give each TruU a registration of its own: set another entra.application.uniqueName. If the other TruU is this one at another address, name the key ids in the message in the input "adopt-secrets".',
  ),
  ENTRA_PERMISSION_MISSING: entry(
    'This tenant does not offer the permission',
    'user-action',
    'Remove the permission from the spec, or ask Microsoft support why the tenant does not offer it.',
  ),
  ENTRA_SECRET_FORBIDDEN: entry(
    'A policy forbids client secrets',
    'user-action',
    "Exempt the registration, or this job's identity as the caller, from the app management policy.",
  ),
  ENTRA_SECRET_LIFETIME: entry(
    'A policy limits the lifetime of client secrets',
    'user-action',
    'Set entra.secret.lifetime to a value that the policy allows.',
  ),
  ENTRA_SECRET_TEST_FAILED: entry(
    'The new client secret failed its login test',
    'service',
    'Run again. The secret in TruU was not changed.',
  ),
  ENTRA_SECRET_UNCERTAIN: entry(
    'It is unknown whether a client secret was created',
    'service',
    'Run again. The next run deletes the secret if it exists.',
  ),
  ENTRA_DISABLED: entry(
    'Sign-in is disabled for the registration',
    'user-action',
    'Find out who disabled it and why, then enable it under Enterprise applications.',
  ),
  ENTRA_THROTTLED: entry('Microsoft Graph throttled the requests', 'service', 'Run again later.'),
  ENTRA_UNAVAILABLE: entry(
    'Microsoft Graph is unavailable',
    'service',
    'Run again. If it fails again, check the proxy of a self-hosted runner.',
  ),
  ENTRA_UNEXPECTED: entry(
    'Microsoft Graph returned an unexpected response',
    'service',
    'Run again. If it fails again, report it with the request ID.',
  ),
  ENTRA_REFUSED: entry(
    'Microsoft Graph rejected a request',
    'user-action',
    'Read the message of Graph in the report, and correct the value that it names, in the spec or in Entra.',
  ),
  ENTRA_NOT_SETTLED: entry(
    'Entra did not replicate a change in time',
    'service',
    'Run again in a few minutes. Replication can take that long.',
  ),

  TRUU_UNAUTHORIZED: entry(
    'TruU rejected the API credentials',
    'user-action',
    'Check the inputs truu-client-id, truu-client-secret and truu-token-url.',
  ),
  TRUU_FORBIDDEN: entry(
    'The TruU API client lacks a permission',
    'user-action',
    'Ask a TruU administrator to let the OAuth client of the input "truu-client-id" manage directories.',
  ),
  TRUU_NOT_FOUND: entry(
    'The TruU API path does not exist',
    'user-action',
    'Check the input "truu-url": it is the base URL of the API, without /api/v1.',
  ),
  TRUU_CONFLICT: entry(
    'TruU reports a conflict',
    'user-action',
    'Rename the other directory that has the name, or set another truu.directory.name. The message of TruU in the report says what is taken.',
  ),
  TRUU_REFUSED: entry(
    'TruU rejected a request',
    'user-action',
    'Read the message of TruU in the report, and correct the value that it names in the spec.',
  ),
  TRUU_UNAVAILABLE: entry(
    'TruU is unavailable',
    'service',
    'Run again. If it fails again, check the input "truu-url" and the proxy of a self-hosted runner.',
  ),
  TRUU_CONTRACT: entry(
    'A response of TruU does not match the API contract',
    'service',
    'Check that the API at "truu-url" implements contract/truu-directory.openapi.yaml. No secret is created or deleted after such a response.',
  ),
  TRUU_DIRECTORY_AMBIGUOUS: entry(
    'More than one TruU directory matches the spec',
    'user-action',
    'Set truu.directory.name to the name of the directory to take over, and the input "application-id" to its client id.',
  ),
  TRUU_DIRECTORY_RENAMED: entry(
    'The TruU directory has another name than the spec',
    'user-action',
    'Set truu.directory.previousName to its present name to rename it, or another entra.application.uniqueName for a second directory.',
  ),
  TRUU_CLUSTER_NOT_FOUND: entry(
    'The TruU cluster does not exist',
    'user-action',
    'Set truu.cluster to one of the names in the message.',
  ),
  TRUU_SECRET_UNCERTAIN: entry(
    'It is unknown whether TruU stored the new secret',
    'service',
    'Run again. The next run reads from TruU which secret it holds.',
  ),
} as const satisfies Record<string, ErrorEntry>;
