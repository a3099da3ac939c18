import { entry, type ErrorEntry } from './error-entry.ts';

/** Failures of what the user wrote, the spec and the inputs, and of the login. */
export const errorsBeforeLogin = {
  SPEC_NOT_FOUND: entry(
    'The spec file does not exist',
    'user-action',
    'Check the input "spec", and that the job runs actions/checkout before this step.',
  ),
  SPEC_OUTSIDE_WORKSPACE: entry(
    'The spec lies outside the workspace',
    'user-action',
    'Keep the spec inside the repository; links that lead out of it are not followed.',
  ),
  SPEC_NOT_A_FILE: entry('The spec path is not a file', 'user-action', 'Point the input "spec" at one YAML file.'),
  SPEC_NOT_YAML: entry('The spec is not YAML', 'user-action', 'Correct the line that is named.'),
  SPEC_EMPTY: entry('The spec is empty', 'user-action', 'Start from examples/specs/minimal.yml.'),
  SPEC_MULTIPLE_DOCUMENTS: entry(
    'The spec holds more than one document',
    'user-action',
    'Keep one document per file, and run the action once per file.',
  ),
  SPEC_TOO_LARGE: entry('The spec is too large', 'user-action', 'Keep the spec below the size that is named.'),
  SPEC_UNKNOWN_KEY: entry(
    'The spec has a key that does not exist',
    'user-action',
    'Use the nearest right key, or remove it.',
  ),
  SPEC_MISSING_KEY: entry('The spec lacks a required key', 'user-action', 'Add the key that is named.'),
  SPEC_WRONG_TYPE: entry(
    'A value in the spec has the wrong type',
    'user-action',
    'Write the value in the type that is named.',
  ),
  SPEC_INVALID_VALUE: entry(
    'A value in the spec is not allowed',
    'user-action',
    'Use one of the values that are named.',
  ),
  SPEC_INVALID_GUID: entry(
    'An id in the spec is not a GUID',
    'user-action',
    'Copy the id from the Entra admin center.',
  ),
  SPEC_INVALID_DURATION: entry(
    'A duration in the spec is not ISO 8601',
    'user-action',
    'Write it like P12M, P30D or PT5M.',
  ),
  SPEC_DURATION_ORDER: entry(
    'Durations in the spec contradict each other',
    'user-action',
    'Keep overlap shorter than renewBefore, and renewBefore shorter than lifetime.',
  ),
  SPEC_LIFETIME_TOO_LONG: entry(
    'The secret would live too long',
    'user-action',
    'Choose a lifetime of at most two years; twelve months is what TruU advises.',
  ),
  SPEC_DUPLICATE_PERMISSION: entry('A permission is listed twice', 'user-action', 'Remove one of the two lines.'),
  SPEC_UNKNOWN_PERMISSION: entry('A permission does not exist', 'user-action', 'Use the name that is proposed.'),
  SPEC_PERMISSION_TYPE: entry('A permission has another type', 'user-action', 'Move it to the list of its type.'),
  SPEC_TENANT_MISMATCH: entry(
    'The spec names another tenant than the workflow',
    'user-action',
    'Make entra.tenant and the input "tenant-id" agree; the workflow decides which tenant may be touched.',
  ),

  INPUT_UNKNOWN: entry(
    'An input does not exist',
    'user-action',
    'Remove it from the "with:" block, or use the nearest right name.',
  ),
  INPUT_INVALID: entry(
    'An input has a value that is not allowed',
    'user-action',
    'Use one of the values that are named.',
  ),
  INPUT_MISSING: entry('A required input is missing', 'user-action', 'Add it to the "with:" block of the step.'),
  INPUT_NOT_HTTPS: entry('An endpoint is not https', 'user-action', 'Use an https URL: a secret travels to it.'),

  AUTH_ID_TOKEN_UNAVAILABLE: entry(
    'GitHub issues no identity token to this job',
    'user-action',
    'Add "permissions: id-token: write" to the job. A pull request from a fork never gets one: run mode "check" there.',
  ),
  AUTH_ID_TOKEN_FAILED: entry(
    'GitHub did not issue an identity token',
    'service',
    'Run the job again; see githubstatus.com when it stays so.',
  ),
  AUTH_PULL_REQUEST_TARGET: entry(
    'No login on pull_request_target',
    'user-action',
    'Use the event "pull_request" for mode plan, or mode "check" without a login.',
  ),
  AUTH_SUBJECT_MISMATCH: entry(
    'Entra has no federated credential for this subject',
    'user-action',
    'Add a federated credential with exactly the subject that is shown to the deployer app.',
  ),
  AUTH_AUDIENCE_MISMATCH: entry(
    'Entra has no federated credential for this audience',
    'user-action',
    'Set the audience of the federated credential to the one that is shown.',
  ),
  AUTH_ISSUER_MISMATCH: entry(
    'Entra has no federated credential for this issuer',
    'user-action',
    'Set the issuer of the federated credential to the one that is shown, without a trailing slash.',
  ),
  AUTH_ASSERTION_REFUSED: entry(
    'Entra refused the identity token itself',
    'service',
    'Check the clock of a self-hosted runner and the issuer of the token.',
  ),
  AUTH_TENANT_NOT_FOUND: entry(
    'The tenant does not exist in this cloud',
    'user-action',
    'Check entra.tenant and entra.cloud.',
  ),
  AUTH_WRONG_CLOUD: entry(
    'The tenant lives in another cloud',
    'user-action',
    'Set entra.cloud to the cloud of the tenant: public, usgov, usgov-dod or china.',
  ),
  AUTH_CLIENT_NOT_FOUND: entry(
    'The deployer app is not in this tenant',
    'user-action',
    'Check the input "client-id"; the app needs a service principal in the tenant.',
  ),
  AUTH_BLOCKED: entry(
    'A policy blocks the login',
    'user-action',
    'Exempt the deployer from the Conditional Access policy for workload identities, or run on a runner whose address is allowed.',
  ),
  AUTH_FAILED: entry(
    'The login to Entra failed',
    'service',
    'See the code of Entra that is shown; run again when it says that the service was unavailable.',
  ),
} as const satisfies Record<string, ErrorEntry>;
