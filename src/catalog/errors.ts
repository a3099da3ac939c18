/** What is known of one error code before any particular failure: its name, whose it is to fix, and how. */
export interface ErrorEntry {
  /** A few words, without a full stop: the heading that people search for. */
  readonly title: string;
  /** `yours`: a setting, a right or a spec. `theirs`: Microsoft's, TruU's or GitHub's service. `ours`: a fault of the action. */
  readonly whose: 'yours' | 'theirs' | 'ours';
  /** What to do, when the place that failed knows nothing better. */
  readonly fix: string;
}

const entry = (title: string, whose: ErrorEntry['whose'], fix: string): ErrorEntry => ({ title, whose, fix });

/** The closed set of codes with which a run can fail. Each has a section in docs/errors.md. */
export const errorCatalog = {
  SPEC_NOT_FOUND: entry(
    'The spec file does not exist',
    'yours',
    'Check the input "spec", and that the job runs actions/checkout before this step.',
  ),
  SPEC_OUTSIDE_WORKSPACE: entry(
    'The spec lies outside the workspace',
    'yours',
    'Keep the spec inside the repository; links that lead out of it are not followed.',
  ),
  SPEC_NOT_A_FILE: entry('The spec path is not a file', 'yours', 'Point the input "spec" at one YAML file.'),
  SPEC_NOT_YAML: entry('The spec is not YAML', 'yours', 'Correct the line that is named.'),
  SPEC_EMPTY: entry('The spec is empty', 'yours', 'Start from examples/specs/minimal.yml.'),
  SPEC_MULTIPLE_DOCUMENTS: entry(
    'The spec holds more than one document',
    'yours',
    'Keep one document per file, and run the action once per file.',
  ),
  SPEC_TOO_LARGE: entry('The spec is too large', 'yours', 'Keep the spec below the size that is named.'),
  SPEC_UNKNOWN_KEY: entry(
    'The spec has a key that does not exist',
    'yours',
    'Use the nearest right key, or remove it.',
  ),
  SPEC_MISSING_KEY: entry('The spec lacks a required key', 'yours', 'Add the key that is named.'),
  SPEC_WRONG_TYPE: entry(
    'A value in the spec has the wrong type',
    'yours',
    'Write the value in the type that is named.',
  ),
  SPEC_INVALID_VALUE: entry('A value in the spec is not allowed', 'yours', 'Use one of the values that are named.'),
  SPEC_INVALID_GUID: entry('An id in the spec is not a GUID', 'yours', 'Copy the id from the Entra admin center.'),
  SPEC_INVALID_DURATION: entry('A duration in the spec is not ISO 8601', 'yours', 'Write it like P12M, P30D or PT5M.'),
  SPEC_DURATION_ORDER: entry(
    'Durations in the spec contradict each other',
    'yours',
    'Keep overlap shorter than renewBefore, and renewBefore shorter than lifetime.',
  ),
  SPEC_LIFETIME_TOO_LONG: entry(
    'The secret would live too long',
    'yours',
    'Choose a lifetime of at most two years; twelve months is what TruU advises.',
  ),
  SPEC_DUPLICATE_PERMISSION: entry('A permission is listed twice', 'yours', 'Remove one of the two lines.'),
  SPEC_UNKNOWN_PERMISSION: entry('A permission does not exist', 'yours', 'Use the name that is proposed.'),
  SPEC_PERMISSION_TYPE: entry('A permission has another type', 'yours', 'Move it to the list of its type.'),
  SPEC_TENANT_MISMATCH: entry(
    'The spec names another tenant than the workflow',
    'yours',
    'Make entra.tenant and the input "tenant-id" agree; the workflow decides which tenant may be touched.',
  ),

  INPUT_UNKNOWN: entry(
    'An input does not exist',
    'yours',
    'Remove it from the "with:" block, or use the nearest right name.',
  ),
  INPUT_INVALID: entry('An input has a value that is not allowed', 'yours', 'Use one of the values that are named.'),
  INPUT_MISSING: entry('A required input is missing', 'yours', 'Add it to the "with:" block of the step.'),
  INPUT_NOT_HTTPS: entry('An endpoint is not https', 'yours', 'Use an https URL: a secret travels to it.'),

  AUTH_ID_TOKEN_UNAVAILABLE: entry(
    'GitHub issues no identity token to this job',
    'yours',
    'Add "permissions: id-token: write" to the job. A pull request from a fork never gets one: run mode "check" there.',
  ),
  AUTH_ID_TOKEN_FAILED: entry(
    'GitHub did not issue an identity token',
    'theirs',
    'Run the job again; see githubstatus.com when it stays so.',
  ),
  AUTH_PULL_REQUEST_TARGET: entry(
    'No login on pull_request_target',
    'yours',
    'Use the event "pull_request" for mode plan, or mode "check" without a login.',
  ),
  AUTH_SUBJECT_MISMATCH: entry(
    'Entra has no federated credential for this subject',
    'yours',
    'Add a federated credential with exactly the subject that is shown to the deployer app.',
  ),
  AUTH_AUDIENCE_MISMATCH: entry(
    'Entra has no federated credential for this audience',
    'yours',
    'Set the audience of the federated credential to the one that is shown.',
  ),
  AUTH_ISSUER_MISMATCH: entry(
    'Entra has no federated credential for this issuer',
    'yours',
    'Set the issuer of the federated credential to the one that is shown, without a trailing slash.',
  ),
  AUTH_ASSERTION_REFUSED: entry(
    'Entra refused the identity token itself',
    'theirs',
    'Check the clock of a self-hosted runner and the issuer of the token.',
  ),
  AUTH_TENANT_NOT_FOUND: entry(
    'The tenant does not exist in this cloud',
    'yours',
    'Check entra.tenant and entra.cloud.',
  ),
  AUTH_WRONG_CLOUD: entry(
    'The tenant lives in another cloud',
    'yours',
    'Set entra.cloud to the cloud of the tenant: public, usgov, usgov-dod or china.',
  ),
  AUTH_CLIENT_NOT_FOUND: entry(
    'The deployer app is not in this tenant',
    'yours',
    'Check the input "client-id"; the app needs a service principal in the tenant.',
  ),
  AUTH_BLOCKED: entry(
    'A policy blocks the login',
    'yours',
    'Exempt the deployer from the Conditional Access policy for workload identities, or run on a runner whose address is allowed.',
  ),
  AUTH_FAILED: entry(
    'The login to Entra failed',
    'theirs',
    'See the code of Entra that is shown; run again when it says that the service was unavailable.',
  ),

  ENTRA_UNAUTHORIZED: entry(
    'Microsoft Graph refused the token',
    'theirs',
    'Run again; if it stays so, check that the deployer app is enabled.',
  ),
  ENTRA_FORBIDDEN: entry(
    'The deployer lacks a permission',
    'yours',
    'Grant the permission that is named to the deployer app, with admin consent.',
  ),
  ENTRA_NOT_OWNER: entry(
    'The deployer does not own the registration',
    'yours',
    'Add the service principal of the deployer as an owner of the app registration and of its enterprise application.',
  ),
  ENTRA_CONSENT_REQUIRED: entry(
    'The permissions still need admin consent',
    'yours',
    'Let a Privileged Role Administrator or a Global Administrator open the URL that is shown, then run again.',
  ),
  ENTRA_APPLICATION_NOT_FOUND: entry(
    'The registration to adopt does not exist',
    'yours',
    'Check entra.application.appId; it is the Application (client) ID, not the object id.',
  ),
  ENTRA_UNIQUE_NAME_TAKEN: entry(
    'The unique name is held by another object',
    'yours',
    'Restore or permanently delete the deleted registration in the Entra admin center, or choose another entra.application.uniqueName.',
  ),
  ENTRA_UNIQUE_NAME_FIXED: entry(
    'The registration has another unique name',
    'yours',
    'Write the unique name that the registration has; Graph does not let anyone change it.',
  ),
  ENTRA_PERMISSION_MISSING: entry(
    'This tenant does not offer the permission',
    'yours',
    'Remove the permission from the spec, or ask Microsoft why the tenant lacks it.',
  ),
  ENTRA_SECRET_FORBIDDEN: entry(
    'A policy forbids client secrets',
    'yours',
    'Exempt the app, or the deployer as the caller, from the app management policy.',
  ),
  ENTRA_SECRET_LIFETIME: entry(
    'A policy caps the life of client secrets',
    'yours',
    'Set entra.secret.lifetime to at most what the policy allows.',
  ),
  ENTRA_SECRET_UNPROVEN: entry('The new secret did not log in', 'theirs', 'Run again: nothing was handed to TruU.'),
  ENTRA_SECRET_UNCERTAIN: entry(
    'It is unknown whether a secret was made',
    'theirs',
    'Run again: the next run removes what this one could not.',
  ),
  ENTRA_DISABLED: entry(
    'Sign-in is disabled for the registration',
    'yours',
    'Find out who disabled it and why; then enable it in Enterprise applications.',
  ),
  ENTRA_THROTTLED: entry('Microsoft Graph asks for patience', 'theirs', 'Run again later; the state is as described.'),
  ENTRA_UNAVAILABLE: entry(
    'Microsoft Graph could not be reached',
    'theirs',
    'Run again; check the proxy of a self-hosted runner when it stays so.',
  ),
  ENTRA_UNEXPECTED: entry(
    'Microsoft Graph answered something unexpected',
    'theirs',
    'Run again; report it with the request id when it stays so.',
  ),
  ENTRA_REFUSED: entry('Microsoft Graph refused a request', 'yours', 'See the words of Graph that are shown.'),
  ENTRA_NOT_SETTLED: entry(
    'Entra did not show its own write in time',
    'theirs',
    'Run again in some minutes: replication takes that long at times.',
  ),

  TRUU_UNAUTHORIZED: entry(
    'TruU refused the API credentials',
    'yours',
    'Check truu-client-id, truu-client-secret and truu-token-url.',
  ),
  TRUU_FORBIDDEN: entry(
    'The TruU API client lacks a right',
    'yours',
    'Let a TruU administrator grant the OAuth client the right to manage directories.',
  ),
  TRUU_NOT_FOUND: entry(
    'TruU does not know the address',
    'yours',
    'Check truu-url: it is the base under which /api/v1/directories lies.',
  ),
  TRUU_CONFLICT: entry(
    'TruU reports a conflict',
    'yours',
    'See the words of TruU that are shown; another directory may have the same name.',
  ),
  TRUU_REFUSED: entry('TruU refused a request', 'yours', 'See the words of TruU that are shown.'),
  TRUU_UNAVAILABLE: entry(
    'TruU could not be reached',
    'theirs',
    'Run again; check truu-url and the proxy of a self-hosted runner when it stays so.',
  ),
  TRUU_CONTRACT: entry(
    'TruU broke the contract',
    'theirs',
    'Check that truu-url speaks contract/truu-directory.openapi.yaml. Nothing was rotated.',
  ),
  TRUU_DIRECTORY_AMBIGUOUS: entry(
    'It is not certain which TruU directory is meant',
    'yours',
    'Remove or rename the directory that is not meant in the TruU Admin Console.',
  ),
  TRUU_CLUSTER_NOT_FOUND: entry(
    'The TruU cluster does not exist',
    'yours',
    'Use one of the names that are shown for truu.cluster.',
  ),

  PLAN_CEILING: entry(
    'A permission lies beyond the ceiling',
    'yours',
    'Raise the input "allowed-permissions" in the workflow, if that power is really meant; a spec cannot.',
  ),
  PLAN_TIER_ZERO: entry(
    'A permission is refused always',
    'yours',
    'Remove it from the spec: it gives away the tenant.',
  ),
  PLAN_SELF_MANAGEMENT: entry(
    'The action may not manage its own login',
    'yours',
    'Use a separate app registration as the deployer.',
  ),
  PLAN_CHANGED: entry(
    'The plan is not the one that was expected',
    'yours',
    'Review the new plan, then run apply with its fingerprint.',
  ),
  PLAN_DRIFT: entry(
    'What is there differs from the spec',
    'yours',
    'Review the changes below and run apply, or change the spec.',
  ),
  PLAN_WRITE_REFUSED: entry(
    'A read-only mode tried to write',
    'ours',
    'Report it: the request did not leave the process.',
  ),

  APPLY_OVERTAKEN: entry(
    'Another run was faster',
    'yours',
    'Look at the other run; give both workflows the same concurrency group.',
  ),
  APPLY_HAND_OVER_UNCERTAIN: entry(
    'It is unknown whether TruU took the new secret',
    'theirs',
    'Run again: the next run asks TruU which secret it holds.',
  ),
  APPLY_NOT_CONVERGED: entry(
    'Something wanted is still not so',
    'theirs',
    'Run again; the changes that are left are listed.',
  ),
  APPLY_CANCELLED: entry(
    'The run was cancelled',
    'yours',
    'Run again: what remains is named, and is healed by the next run.',
  ),

  HEALTH_NOT_HEALTHY: entry(
    'TruU says that the directory is not Healthy',
    'yours',
    'See the checks of TruU that failed.',
  ),
  HEALTH_TIMEOUT: entry('TruU did not report Healthy in time', 'theirs', 'Run again, or raise health.timeout.'),

  REPORT_UNWRITABLE: entry(
    'The report could not be written',
    'yours',
    'Check the disk and the files of the runner; the report is in the log.',
  ),
  INTERNAL: entry('The action failed in a way nobody foresaw', 'ours', 'Report it with the log of the run.'),
} as const satisfies Record<string, ErrorEntry>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCatalog;
