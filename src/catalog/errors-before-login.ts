import { entry, type ErrorEntry } from './error-entry.ts';

/** Failures of the spec, the inputs and the login. */
export const errorsBeforeLogin = {
  SPEC_NOT_FOUND: entry(
    'The spec file does not exist',
    'user-action',
    'Check the path in the input "spec", and run actions/checkout before this step.',
  ),
  SPEC_OUTSIDE_WORKSPACE: entry(
    'The spec is outside the workspace',
    'user-action',
    'Move the spec into the repository. Links that lead out of the repository are not followed.',
  ),
  SPEC_NOT_A_FILE: entry(
    'The spec path is not a file',
    'user-action',
    'Set the input "spec" to the path of one YAML file.',
  ),
  SPEC_NOT_YAML: entry('The spec is not valid YAML', 'user-action', 'Correct the line in the message.'),
  SPEC_MISLEADING_CHARACTER: entry(
    'A character in the spec is not what it looks like',
    'user-action',
    'Delete the character at the place in the message, or type the one that is meant.',
  ),
  SPEC_EMPTY: entry('The spec is empty', 'user-action', 'Copy examples/specs/minimal.yml and adapt it.'),
  SPEC_MULTIPLE_DOCUMENTS: entry(
    'The spec has more than one YAML document',
    'user-action',
    'Keep one document per file. Run the action once per file.',
  ),
  SPEC_TOO_LARGE: entry('The spec is too large', 'user-action', 'Shorten the spec to the limit in the message.'),
  SPEC_UNKNOWN_KEY: entry(
    'The spec has an unknown key',
    'user-action',
    'Use the suggested key, or remove the unknown one.',
  ),
  SPEC_MISSING_KEY: entry('The spec lacks a required key', 'user-action', 'Add the key in the message.'),
  SPEC_WRONG_TYPE: entry(
    'A value in the spec has the wrong type',
    'user-action',
    'Write the value in the type in the message.',
  ),
  SPEC_INVALID_VALUE: entry(
    'A value in the spec is not allowed',
    'user-action',
    'Use a value that the message allows.',
  ),
  SPEC_INVALID_GUID: entry(
    'An id in the spec is not a GUID',
    'user-action',
    'Copy the id from the Entra admin center.',
  ),
  SPEC_INVALID_DURATION: entry(
    'A duration in the spec is not ISO 8601',
    'user-action',
    'Write an ISO 8601 duration, such as P12M, P30D or PT5M.',
  ),
  SPEC_DURATION_ORDER: entry(
    'Durations in the spec contradict each other',
    'user-action',
    'Keep overlap shorter than renewBefore, and renewBefore shorter than lifetime.',
  ),
  SPEC_LIFETIME_TOO_LONG: entry(
    'The secret lifetime is too long',
    'user-action',
    'Set entra.secret.lifetime to two years or less. TruU recommends twelve months.',
  ),
  SPEC_DUPLICATE_PERMISSION: entry('A permission is listed twice', 'user-action', 'Remove the duplicate line.'),
  SPEC_UNKNOWN_PERMISSION: entry(
    'A permission is not in the catalogue of the action',
    'user-action',
    'Change it to the suggested name, or remove it: the report lists the permissions of the catalogue.',
  ),
  SPEC_PERMISSION_TYPE: entry(
    'A permission is listed under the wrong type',
    'user-action',
    'Move it to the list in the message.',
  ),
  SPEC_TENANT_MISMATCH: entry(
    'The tenant in the spec is not the tenant of the workflow',
    'user-action',
    'Set entra.tenant and the input "tenant-id" to the same tenant. The input limits the workflow to one tenant.',
  ),
  SPEC_CLAIMED_TWICE: entry(
    'Two specs describe the same registration or directory',
    'user-action',
    'Give each spec its own entra.application.uniqueName and truu.directory.name, or delete one of the two files.',
    { refuses: true },
  ),
  SPEC_APPLICATION_MISMATCH: entry(
    'The registration in the spec is not the registration of the workflow',
    'user-action',
    'Set entra.application.appId and the input "application-id" to the same Application (client) ID, or remove entra.application.appId. Only the input adopts a registration.',
  ),
  SPEC_CLOUD_MISMATCH: entry(
    'The cloud in the spec is not the cloud of the workflow',
    'user-action',
    'Set entra.cloud and the input "cloud" to the same cloud. The input limits where the workflow logs in.',
  ),

  INPUT_UNKNOWN: entry(
    'An input does not exist',
    'user-action',
    'Remove it from the "with:" block, or use the suggested name.',
  ),
  INPUT_INVALID: entry(
    'An input has a value that is not allowed',
    'user-action',
    'Use a value that the message allows.',
  ),
  INPUT_MISSING: entry('A required input is missing', 'user-action', 'Add it to the "with:" block of the step.'),
  INPUT_NOT_HTTPS: entry('An endpoint does not use https', 'user-action', 'Use an https URL. A secret is sent to it.'),

  NETWORK_PROXY_INVALID: entry(
    'A proxy variable cannot be used',
    'user-action',
    'Set it to http://host:port or https://host:port, with user:password@ before the host if the proxy wants a login.',
  ),
  NETWORK_INTERCEPTED: entry(
    'Something between this job and a service answered',
    'user-action',
    'Ask who runs the network of the runner: a proxy, a firewall or a login page answered in place of the host in the report. Let the host through, or add it to NO_PROXY.',
  ),

  AUTH_ID_TOKEN_UNAVAILABLE: entry(
    'GitHub issues no OIDC token to this job',
    'user-action',
    'Add "permissions: id-token: write" to the job. Pull requests from forks get no token: use mode "check" there.',
  ),
  AUTH_ID_TOKEN_FAILED: entry(
    'GitHub did not issue an OIDC token',
    'service',
    'Run the job again. If it fails again, see githubstatus.com.',
  ),
  AUTH_PULL_REQUEST_TARGET: entry(
    'No login on pull_request_target',
    'user-action',
    'Use the event "pull_request" for mode "plan", or use mode "check".',
  ),
  AUTH_ENVIRONMENT_OPEN: entry(
    'Other branches can use the environment of this job',
    'user-action',
    'Under Settings > Environments, limit the environment to selected branches with exactly one rule: the default branch.',
    { refuses: true },
  ),
  AUTH_NO_FEDERATED_CREDENTIAL: entry(
    'The app has no federated credential',
    'user-action',
    'Create the federated credential in the report on the app of the input "client-id".',
  ),
  AUTH_SUBJECT_MISMATCH: entry(
    'Entra has no federated credential for this subject',
    'user-action',
    'Follow the advice of the report: it judges whether the app of the input "client-id" may trust the subject of this job.',
  ),
  AUTH_AUDIENCE_MISMATCH: entry(
    'Entra has no federated credential for this audience',
    'user-action',
    'Set the audience of the federated credential to the one in the report.',
  ),
  AUTH_ISSUER_MISMATCH: entry(
    'Entra has no federated credential for this issuer',
    'user-action',
    'Set the issuer of the federated credential to the one in the report, without a trailing slash.',
  ),
  AUTH_ASSERTION_REFUSED: entry(
    'Entra rejected the OIDC token',
    'service',
    'Run again. If it fails again, check the issuer in the report.',
  ),
  AUTH_TENANT_NOT_FOUND: entry(
    'The tenant does not exist in this cloud',
    'user-action',
    'Correct entra.tenant and the input "tenant-id", which are the same tenant, or entra.cloud.',
  ),
  AUTH_WRONG_CLOUD: entry(
    'The tenant is in another cloud',
    'user-action',
    'Set entra.cloud to the cloud of the tenant: public, usgov, usgov-dod or china.',
  ),
  AUTH_CLIENT_NOT_FOUND: entry(
    'The app of the input client-id is not in this tenant',
    'user-action',
    'Check the input "client-id": it is the Application (client) ID, not an object ID, of an app in the tenant of the input "tenant-id".',
  ),
  AUTH_NO_SERVICE_PRINCIPAL: entry(
    'The app has no service principal in this tenant',
    'user-action',
    'Create the service principal of the app of the input "client-id", by the command in the report; then grant its permissions, with admin consent.',
  ),
  AUTH_CLIENT_DISABLED: entry(
    'Sign-in is disabled for the app of the input client-id',
    'user-action',
    'Find out who disabled the app of the input "client-id" and why; then enable it by the commands in the report.',
  ),
  AUTH_BLOCKED: entry(
    'Entra blocks the login',
    'user-action',
    'Exclude the app of the input "client-id" from the Conditional Access policy for workload identities, or use a runner with an allowed IP address.',
  ),
  AUTH_FAILED: entry(
    'The login to Entra failed',
    'service',
    'Look up the AADSTS code in the report. If Entra was unavailable, run again.',
  ),
} as const satisfies Record<string, ErrorEntry>;
