export const id = 737;
export const ids = [737];
export const modules = {

/***/ 4737:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(6421);
;// CONCATENATED MODULE: ./build/catalog/modes.js
/** Each mode of the action and all that is decided by it. No other file of src compares modes; a lint rule holds that. */
const modeCatalog = {
    check: {
        spec: 'one',
        login: false,
        environment: null,
        writes: false,
        only: 'all',
        checksRepository: true,
        preflight: 'nobody',
        needsReview: false,
        redOnDrift: 'nothing',
        syncCounts: 'all',
        attends: false,
        asksHealth: false,
        redOnHealth: false,
        resultOfChange: 'in-sync',
        resultOfDrift: 'failed',
        greenVerdict: 'spec-valid',
        publishes: [],
        pullRequest: 'none',
        annotates: false,
        readsAuditLog: false,
        showsRequirements: false,
        fallsBack: false,
    },
    plan: {
        spec: 'one',
        login: true,
        environment: 'truu-plan',
        writes: false,
        only: 'all',
        checksRepository: true,
        preflight: 'deployer',
        needsReview: false,
        redOnDrift: 'nothing',
        syncCounts: 'all',
        attends: false,
        asksHealth: true,
        redOnHealth: false,
        resultOfChange: 'changes',
        resultOfDrift: 'failed',
        greenVerdict: 'planned',
        publishes: ['comment', 'check'],
        pullRequest: 'open',
        annotates: false,
        readsAuditLog: false,
        showsRequirements: true,
        fallsBack: true,
    },
    drift: {
        spec: 'one',
        login: true,
        environment: 'truu-plan',
        writes: false,
        only: 'all',
        checksRepository: false,
        preflight: 'nobody',
        needsReview: false,
        redOnDrift: 'drift',
        syncCounts: 'all',
        attends: true,
        asksHealth: true,
        redOnHealth: true,
        resultOfChange: 'in-sync',
        resultOfDrift: 'drift',
        greenVerdict: 'no-drift',
        publishes: ['issue'],
        pullRequest: 'none',
        annotates: true,
        readsAuditLog: true,
        showsRequirements: false,
        fallsBack: false,
    },
    renew: {
        spec: 'one',
        login: true,
        environment: 'truu-renew',
        writes: true,
        only: 'renewals',
        checksRepository: false,
        preflight: 'self',
        needsReview: false,
        redOnDrift: 'drift',
        syncCounts: 'all',
        attends: true,
        asksHealth: true,
        redOnHealth: true,
        resultOfChange: 'renewed',
        resultOfDrift: 'drift',
        greenVerdict: 'renewed',
        publishes: ['issue'],
        pullRequest: 'none',
        annotates: true,
        readsAuditLog: false,
        showsRequirements: false,
        fallsBack: false,
    },
    apply: {
        spec: 'one',
        login: true,
        environment: 'truu-production',
        writes: true,
        only: 'all',
        checksRepository: true,
        preflight: 'self',
        needsReview: true,
        redOnDrift: 'not-converged',
        syncCounts: 'wanted',
        attends: true,
        asksHealth: true,
        redOnHealth: true,
        resultOfChange: 'applied',
        resultOfDrift: 'failed',
        greenVerdict: 'applied',
        publishes: ['comment'],
        pullRequest: 'merged',
        annotates: false,
        readsAuditLog: false,
        showsRequirements: false,
        fallsBack: false,
    },
};
/** Every mode, in the order in which the action tells of them. */
const modes = Object.keys(modeCatalog);
/** The mode of an input that is not set. */
const defaultMode = 'plan';
/** The mode that is left where GitHub gives the job no login. */
const offlineMode = 'check';
/** Whether a mode logs in; tells the type too. */
const logsIn = (mode) => modeCatalog[mode].login;
/** The traits of a mode; null: the inputs could not be read, and the run did no more than one without a login. */
const traitsOf = (mode) => modeCatalog[mode ?? offlineMode];

;// CONCATENATED MODULE: ./build/catalog/error-entry.js
/** One row of the catalogue. */
const entry = (title, category, fix, traits = {}) => ({
    title,
    category,
    fix,
    ...traits,
});

;// CONCATENATED MODULE: ./build/catalog/errors-before-login.js

/** Failures of the spec, the inputs and the login. */
const errorsBeforeLogin = {
    SPEC_NOT_FOUND: entry('The spec file does not exist', 'user-action', 'Check the path in the input "spec", and run actions/checkout before this step.'),
    SPEC_OUTSIDE_WORKSPACE: entry('The spec is outside the workspace', 'user-action', 'Move the spec into the repository. Links that lead out of the repository are not followed.'),
    SPEC_NOT_A_FILE: entry('The spec path is not a file', 'user-action', 'Set the input "spec" to the path of one YAML file.'),
    SPEC_NOT_YAML: entry('The spec is not valid YAML', 'user-action', 'Correct the line in the message.'),
    SPEC_MISLEADING_CHARACTER: entry('A character in the spec is not what it looks like', 'user-action', 'Delete the character at the place in the message, or type the one that is meant.'),
    SPEC_EMPTY: entry('The spec is empty', 'user-action', 'Copy examples/specs/minimal.yml and adapt it.'),
    SPEC_MULTIPLE_DOCUMENTS: entry('The spec has more than one YAML document', 'user-action', 'Keep one document per file. Run the action once per file.'),
    SPEC_TOO_LARGE: entry('The spec is too large', 'user-action', 'Shorten the spec to the limit in the message.'),
    SPEC_UNKNOWN_KEY: entry('The spec has an unknown key', 'user-action', 'Use the suggested key, or remove the unknown one.'),
    SPEC_MISSING_KEY: entry('The spec lacks a required key', 'user-action', 'Add the key in the message.'),
    SPEC_WRONG_TYPE: entry('A value in the spec has the wrong type', 'user-action', 'Write the value in the type in the message.'),
    SPEC_INVALID_VALUE: entry('A value in the spec is not allowed', 'user-action', 'Use a value that the message allows.'),
    SPEC_INVALID_GUID: entry('An id in the spec is not a GUID', 'user-action', 'Copy the id from the Entra admin center.'),
    SPEC_INVALID_DURATION: entry('A duration in the spec is not ISO 8601', 'user-action', 'Write an ISO 8601 duration, such as P12M, P30D or PT5M.'),
    SPEC_DURATION_ORDER: entry('Durations in the spec contradict each other', 'user-action', 'Keep overlap shorter than renewBefore, and renewBefore shorter than lifetime.'),
    SPEC_LIFETIME_TOO_LONG: entry('The secret lifetime is too long', 'user-action', 'Set entra.secret.lifetime to two years or less. TruU recommends twelve months.'),
    SPEC_DUPLICATE_PERMISSION: entry('A permission is listed twice', 'user-action', 'Remove the duplicate line.'),
    SPEC_UNKNOWN_PERMISSION: entry('A permission is not in the catalogue of the action', 'user-action', 'Change it to the suggested name, or remove it: the report lists the permissions of the catalogue.'),
    SPEC_PERMISSION_TYPE: entry('A permission is listed under the wrong type', 'user-action', 'Move it to the list in the message.'),
    SPEC_TENANT_MISMATCH: entry('The tenant in the spec is not the tenant of the workflow', 'user-action', 'Set entra.tenant and the input "tenant-id" to the same tenant. The input limits the workflow to one tenant.'),
    SPEC_CLAIMED_TWICE: entry('Two specs describe the same registration or directory', 'user-action', 'Give each spec its own entra.application.uniqueName and truu.directory.name, or delete one of the two files.', { refuses: true }),
    SPEC_APPLICATION_MISMATCH: entry('The registration in the spec is not the registration of the workflow', 'user-action', 'Set entra.application.appId and the input "application-id" to the same Application (client) ID, or remove entra.application.appId. Only the input adopts a registration.'),
    SPEC_CLOUD_MISMATCH: entry('The cloud in the spec is not the cloud of the workflow', 'user-action', 'Set entra.cloud and the input "cloud" to the same cloud. The input limits where the workflow logs in.'),
    INPUT_UNKNOWN: entry('An input does not exist', 'user-action', 'Remove it from the "with:" block, or use the suggested name.'),
    INPUT_INVALID: entry('An input has a value that is not allowed', 'user-action', 'Use a value that the message allows.'),
    INPUT_MISSING: entry('A required input is missing', 'user-action', 'Add it to the "with:" block of the step.'),
    INPUT_NOT_HTTPS: entry('An endpoint does not use https', 'user-action', 'Use an https URL. A secret is sent to it.'),
    NETWORK_PROXY_INVALID: entry('A proxy variable cannot be used', 'user-action', 'Set it to http://host:port or https://host:port, with user:password@ before the host if the proxy wants a login.'),
    NETWORK_INTERCEPTED: entry('Something between this job and a service answered', 'user-action', 'Ask who runs the network of the runner: a proxy, a firewall or a login page answered in place of the host in the report. Let the host through, or add it to NO_PROXY.'),
    AUTH_ID_TOKEN_UNAVAILABLE: entry('GitHub issues no OIDC token to this job', 'user-action', 'Add "permissions: id-token: write" to the job. Pull requests from forks get no token: use mode "check" there.'),
    AUTH_ID_TOKEN_FAILED: entry('GitHub did not issue an OIDC token', 'service', 'Run the job again. If it fails again, see githubstatus.com.'),
    AUTH_PULL_REQUEST_TARGET: entry('No login on pull_request_target', 'user-action', 'Use the event "pull_request" for mode "plan", or use mode "check".'),
    AUTH_ENVIRONMENT_OPEN: entry('Other branches can use the environment of this job', 'user-action', 'Under Settings > Environments, limit the environment to selected branches with exactly one rule: the default branch.', { refuses: true }),
    AUTH_NO_FEDERATED_CREDENTIAL: entry('The app has no federated credential', 'user-action', 'Create the federated credential in the report on the app of the input "client-id".'),
    AUTH_SUBJECT_MISMATCH: entry('Entra has no federated credential for this subject', 'user-action', 'Follow the advice of the report: it judges whether the app of the input "client-id" may trust the subject of this job.'),
    AUTH_AUDIENCE_MISMATCH: entry('Entra has no federated credential for this audience', 'user-action', 'Set the audience of the federated credential to the one in the report.'),
    AUTH_ISSUER_MISMATCH: entry('Entra has no federated credential for this issuer', 'user-action', 'Set the issuer of the federated credential to the one in the report, without a trailing slash.'),
    AUTH_ASSERTION_REFUSED: entry('Entra rejected the OIDC token', 'service', 'Run again. If it fails again, check the issuer in the report.'),
    AUTH_TENANT_NOT_FOUND: entry('The tenant does not exist in this cloud', 'user-action', 'Correct entra.tenant and the input "tenant-id", which are the same tenant, or entra.cloud.'),
    AUTH_WRONG_CLOUD: entry('The tenant is in another cloud', 'user-action', 'Set entra.cloud to the cloud of the tenant: public, usgov, usgov-dod or china.'),
    AUTH_CLIENT_NOT_FOUND: entry('The app of the input client-id is not in this tenant', 'user-action', 'Check the input "client-id": it is the Application (client) ID, not an object ID, of an app in the tenant of the input "tenant-id".'),
    AUTH_NO_SERVICE_PRINCIPAL: entry('The app has no service principal in this tenant', 'user-action', 'Create the service principal of the app of the input "client-id", by the command in the report; then grant its permissions, with admin consent.'),
    AUTH_CLIENT_DISABLED: entry('Sign-in is disabled for the app of the input client-id', 'user-action', 'Find out who disabled the app of the input "client-id" and why; then enable it by the commands in the report.'),
    AUTH_BLOCKED: entry('Entra blocks the login', 'user-action', 'Exclude the app of the input "client-id" from the Conditional Access policy for workload identities, or use a runner with an allowed IP address.'),
    AUTH_FAILED: entry('The login to Entra failed', 'service', 'Look up the AADSTS code in the report. If Entra was unavailable, run again.'),
};

;// CONCATENATED MODULE: ./build/catalog/errors-of-hand-off.js

/** Failures and warnings of the console connection, in which a person serves TruU's Admin Console. */
const errorsOfHandOff = {
    HANDOFF_WAITING: entry('A person has to act in the TruU Admin Console', 'user-action', 'Follow the hand-off issue, and confirm it with the comment that it names.', { aboutDrift: true, aboutPerson: true }),
    HANDOFF_OVERDUE: entry('The hand-off is overdue', 'user-action', 'Follow the hand-off issue now. When the secret ends, nobody can log in.', { aboutDrift: true, aboutPerson: true }),
    HANDOFF_REPORT_PENDING: entry("Entra's report does not show the confirmed secret in use yet", 'service', 'Wait: the report comes once a day, and can be two days late. Nothing is to be done.', { aboutDrift: true }),
    HANDOFF_UNSEEN: entry('The confirmed secret is not seen in use', 'user-action', 'Open the directory in the TruU Admin Console and check that it holds the newest secret and shows Healthy. If in doubt, comment "/truu again" on the hand-off issue.', { aboutDrift: true, aboutPerson: true }),
    HANDOFF_UNPROVEN: entry('Only a person can tell which secret TruU uses', 'user-action', 'Check in the TruU Admin Console that the directory is Healthy before the previous secret ends.', { aboutDrift: true, aboutPerson: true }),
    HANDOFF_EVIDENCE_SILENT: entry("Entra's report shows no sign-in of this registration", 'user-action', 'Wait a day for the next report. If it stays empty, check that TruU uses the registration, or set the input "evidence" to none.', { aboutDrift: true }),
    HANDOFF_EVIDENCE_UNREADABLE: entry("Entra's report of sign-ins could not be read", 'user-action', 'Give this job\'s identity Directory.Read.All or AuditLog.Read.All, or set the input "evidence" to none where the tenant has no Entra ID P1 license.'),
    HANDOFF_LEAKED: entry('A client secret was posted in a comment', 'user-action', 'Delete the secret in the Entra admin center if TruU does not use it yet, and comment "/truu again" on the hand-off issue. If TruU uses it, run apply with its key ID in the input "rotate". Deleting the comment does not take it back from mailboxes.'),
    HANDOFF_CONFIRM_REFUSED: entry('The input "confirm" does not confirm the hand-off', 'user-action', 'Start the workflow again with the code of the open hand-off issue in the input "confirm", and the Secret ID behind it where a new secret is asked for.'),
    HANDOFF_ACCOUNT_CHANGED: entry('Another account opened the hand-off issue', 'user-action', 'Use the same kind of "github-token" in every job. To continue with the new account, close the other issue: people are then asked once more.'),
    HANDOFF_UNREADABLE: entry('The hand-off issue could not be read or written', 'user-action', 'Add "issues: write" to the permissions of the job ("issues: read" for plan), and switch on issues in the settings of the repository.'),
    HANDOFF_ASSIGNEE_UNKNOWN: entry('The input "assignees" names an account that cannot be asked', 'user-action', 'Correct the login in the input "assignees", or give the account read access to the repository, or use the token of another account in the input "github-token".'),
    HANDOFF_VAULT_UNREADABLE: entry('The key vault could not be used', 'user-action', 'Check the inputs "key-vault-url" and "key-vault-secret", the role of this job\'s identity on the vault, and the vault\'s firewall.'),
    HANDOFF_VAULT_REFUSED: entry('The key vault refused the new secret', 'user-action', "Do what the vault's answer in the report asks for, then run apply. renew does not try it again by itself."),
    HANDOFF_VAULT_UNCERTAIN: entry('It is not known whether the key vault took the new secret', 'service', 'Run again: the run looks for the secret in the vault. If it is not there, it stays unused in Entra until it expires.'),
    HANDOFF_STUCK: entry('Three new secrets were not handed off', 'user-action', 'Correct what stopped the earlier runs. Then delete the secrets in the report that nothing uses in the Entra admin center (Certificates & secrets), and run apply.', { aboutDrift: true }),
    HANDOFF_PLACE_CHANGED: entry('The secret would go to another place than before', 'user-action', 'Review who can read the secret in the new place, then run apply. renew delivers only where the last secret was delivered.', { refuses: true }),
};

;// CONCATENATED MODULE: ./build/catalog/errors-of-remotes.js

/** Failures of Microsoft Graph and TruU. */
const errorsOfRemotes = {
    ENTRA_UNAUTHORIZED: entry('Microsoft Graph rejected the token', 'service', 'Run again. If it fails again, check that the app of the input "client-id" is enabled.'),
    ENTRA_FORBIDDEN: entry("This job's identity lacks a permission", 'user-action', 'Grant the permission in the message to the app of the input "client-id", with admin consent.'),
    ENTRA_APPLY_FORBIDDEN: entry('The identity that applies lacks permissions', 'user-action', 'Grant the permissions in the message to the app of the input "deployer-client-id", with admin consent.'),
    ENTRA_NOT_OWNER: entry("This job's identity does not own the registration", 'user-action', "Add the service principal of this job's identity as an owner of the app registration and of its enterprise application."),
    ENTRA_CONSENT_REQUIRED: entry('The permissions still need admin consent', 'user-action', 'Ask a Privileged Role Administrator or a Global Administrator to open the URL in the report, then run again.'),
    ENTRA_APPLICATION_NOT_FOUND: entry('The registration to adopt does not exist', 'user-action', 'Check the input "application-id". Use the Application (client) ID, not the object ID.'),
    ENTRA_APPLICATION_FOREIGN: entry('The registration is of unknown origin', 'user-action', 'Set entra.application.uniqueName to another name, or let an administrator find out who created the registration, and delete it for good.'),
    ENTRA_ACCESS_UNKNOWN: entry('Unknown access to the registration', 'user-action', 'Find out who set up what the report lists, and remove in Entra what should not be there, or accept it with the inputs "known-owners" and "known-credentials".'),
    ENTRA_UNIQUE_NAME_TAKEN: entry('The unique name is taken by another object', 'user-action', 'Restore or permanently delete the deleted registration in the Entra admin center, or choose another entra.application.uniqueName.'),
    ENTRA_OTHER_CONSUMER: entry('The registration serves another consumer', 'user-action', 'Give each TruU a registration of its own: set another entra.application.uniqueName. If the other TruU is this one at another address, name the key ids in the message in the input "adopt-secrets".'),
    ENTRA_PERMISSION_MISSING: entry('This tenant does not offer the permission', 'user-action', 'Remove the permission from the spec, or ask Microsoft support why the tenant does not offer it.'),
    ENTRA_SECRET_FORBIDDEN: entry('A policy forbids client secrets', 'user-action', "Exempt the registration, or this job's identity as the caller, from the app management policy."),
    ENTRA_SECRET_LIFETIME: entry('A policy limits the lifetime of client secrets', 'user-action', 'Set entra.secret.lifetime to a value that the policy allows.'),
    ENTRA_SECRET_TEST_FAILED: entry('The new client secret failed its login test', 'service', 'Run again. The secret in TruU was not changed.'),
    ENTRA_SECRET_UNCERTAIN: entry('It is unknown whether a client secret was created', 'service', 'Run again. The next run deletes the secret if it exists.'),
    ENTRA_DISABLED: entry('Sign-in is disabled for the registration', 'user-action', 'Find out who disabled it and why, then enable it under Enterprise applications.'),
    ENTRA_THROTTLED: entry('Microsoft Graph throttled the requests', 'service', 'Run again later.'),
    ENTRA_UNAVAILABLE: entry('Microsoft Graph is unavailable', 'service', 'Run again. If it fails again, check the proxy of a self-hosted runner.'),
    ENTRA_UNEXPECTED: entry('Microsoft Graph returned an unexpected response', 'service', 'Run again. If it fails again, report it with the request ID.'),
    ENTRA_REFUSED: entry('Microsoft Graph rejected a request', 'user-action', 'Read the message of Graph in the report, and correct the value that it names, in the spec or in Entra.'),
    ENTRA_NOT_SETTLED: entry('Entra did not replicate a change in time', 'service', 'Run again in a few minutes. Replication can take that long.'),
    TRUU_UNAUTHORIZED: entry('TruU rejected the API credentials', 'user-action', 'Check the inputs truu-client-id, truu-client-secret and truu-token-url.'),
    TRUU_FORBIDDEN: entry('The TruU API client lacks a permission', 'user-action', 'Ask a TruU administrator to let the OAuth client of the input "truu-client-id" manage directories.'),
    TRUU_NOT_FOUND: entry('The TruU API path does not exist', 'user-action', 'Check the input "truu-url": it is the base URL of the API, without /api/v1.'),
    TRUU_CONFLICT: entry('TruU reports a conflict', 'user-action', 'Rename the other directory that has the name, or set another truu.directory.name. The message of TruU in the report says what is taken.'),
    TRUU_REFUSED: entry('TruU rejected a request', 'user-action', 'Read the message of TruU in the report, and correct the value that it names in the spec.'),
    TRUU_UNAVAILABLE: entry('TruU is unavailable', 'service', 'Run again. If it fails again, check the input "truu-url" and the proxy of a self-hosted runner.'),
    TRUU_CONTRACT: entry('A response of TruU does not match the API contract', 'service', 'Check that the API at "truu-url" implements contract/truu-directory.openapi.yaml. No secret is created or deleted after such a response.'),
    TRUU_DIRECTORY_AMBIGUOUS: entry('More than one TruU directory matches the spec', 'user-action', 'Set truu.directory.name to the name of the directory to take over, and the input "application-id" to its client id.'),
    TRUU_DIRECTORY_RENAMED: entry('The TruU directory has another name than the spec', 'user-action', 'Set truu.directory.previousName to its present name to rename it, or another entra.application.uniqueName for a second directory.'),
    TRUU_CLUSTER_NOT_FOUND: entry('The TruU cluster does not exist', 'user-action', 'Set truu.cluster to one of the names in the message.'),
    TRUU_SECRET_UNCERTAIN: entry('It is unknown whether TruU stored the new secret', 'service', 'Run again. The next run reads from TruU which secret it holds.'),
};

;// CONCATENATED MODULE: ./build/catalog/errors.js




/** The closed set of failure codes. Each has a section in docs/errors.md. */
const errorCatalog = {
    ...errorsBeforeLogin,
    ...errorsOfRemotes,
    ...errorsOfHandOff,
    PLAN_CEILING: entry('Permission is not in allowed-permissions', 'user-action', 'Add the permission to the input "allowed-permissions" in the workflow, whose whole value is in the report, or remove it from the spec.', { refuses: true }),
    PLAN_TIER_ZERO: entry('Permission is always refused', 'user-action', 'Remove the permission from the spec. It gives control of the tenant.', { refuses: true }),
    PLAN_SELF_MANAGEMENT: entry('The action cannot manage its own identity', 'user-action', 'Name another registration in the input "application-id", or set it to nothing; an identity of the workflow cannot be the registration that TruU uses.', { refuses: true }),
    PLAN_CHANGED: entry('The plan is out of date', 'user-action', 'Review the new plan, then run apply with its fingerprint in the input "expect-plan".', { refuses: true }),
    PLAN_INPUTS_DIFFER: entry('The workflows of plan and apply set different inputs', 'user-action', 'Set the inputs in the message to the same values in both workflows, and let the pull request plan again.', { refuses: true }),
    PLAN_NOT_REVIEWED: entry('No reviewed plan found for this commit', 'user-action', 'Merge a pull request whose last plan succeeded in the workflow of the input "plan-workflow", or run apply manually with the input "expect-plan".', { refuses: true }),
    PLAN_REVIEW_UNREADABLE: entry('The reviewed plan could not be read from GitHub', 'user-action', 'Add "actions: read", "checks: read", "contents: read" and "pull-requests: read" to the permissions of the job, then run again.'),
    PLAN_SUPERSEDED: entry('The spec was replaced on its branch', 'user-action', 'Use the run of the newer commit, or start apply on the tip of the branch.', { refuses: true }),
    PLAN_WORKFLOW_UNSAFE: entry('The plan workflow can run what a pull request brings', 'user-action', 'Make the workflow like examples/workflows/plan.yml, and move other steps to a job without "id-token: write".'),
    PLAN_FORK_UNCLEAR: entry('No single pull request belongs to this run of a fork', 'user-action', 'Let the pull request be pushed to again, and close others with the same head. The job needs "contents: read" and "pull-requests: write".'),
    PLAN_DRIFT: entry('Drift detected', 'user-action', 'Review the changes, then run apply or change the spec.', {
        aboutDrift: true,
    }),
    PLAN_WRITE_REFUSED: entry('A read-only mode attempted a write', 'bug', 'Report it. The request was not sent.', {
        fatal: true,
    }),
    APPLY_OVERTAKEN: entry('TruU was modified by another run or person (version conflict)', 'user-action', 'Check what the other run did, then run again. Runs that change one directory at the same time stop one another this way.', { fatal: true }),
    APPLY_NOT_CONVERGED: entry('Changes are left after apply', 'service', 'Run again. The report lists the changes that are left.'),
    APPLY_CANCELLED: entry('The run was cancelled', 'user-action', 'Run again. The report lists what is left, and the next run corrects it.', { fatal: true }),
    HEALTH_NOT_HEALTHY: entry('TruU does not report the directory as Healthy', 'user-action', 'See the failed checks of TruU in the report.', { aboutHealth: true }),
    HEALTH_TIMEOUT: entry('TruU did not report Healthy in time', 'service', 'Run again, or increase health.timeout in the spec.', {
        aboutHealth: true,
    }),
    REPORT_UNWRITABLE: entry('The report could not be written', 'user-action', 'Check the disk space and the file permissions of the runner. The report is in the log.'),
    INTERNAL: entry('The action failed with an unexpected error', 'bug', 'Report the error with the log of the run.', {
        fatal: true,
    }),
};

;// CONCATENATED MODULE: ./build/support/errors.js

/** The error type of the action: a code of the catalogue, a message and a fix. */
class ActionError extends Error {
    name = 'ActionError';
    code;
    fix;
    evidence;
    requestId;
    leftBehind;
    constructor(code, message, details = {}) {
        super(message, { cause: details.cause });
        this.code = code;
        this.fix = details.fix ?? errorCatalog[code].fix;
        this.evidence = details.evidence ?? [];
        this.requestId = details.requestId ?? null;
        this.leftBehind = details.leftBehind ?? [];
    }
}
/** The same failure with other parts; what is not given stays as it is. */
const changed = (error, { message = error.message, ...parts }) => {
    const { code, fix, evidence, requestId, leftBehind, cause } = error;
    return new ActionError(code, message, { fix, evidence, requestId, leftBehind, cause, ...parts });
};
/** The same failure with what it left behind. */
const leaving = (error, leftBehind) => changed(error, { leftBehind: [...error.leftBehind, ...leftBehind] });
/**
 * Any thrown value as an `ActionError`; unexpected errors become `INTERNAL`, with their name and without their message.
 */
const asActionError = (thrown) => {
    if (thrown instanceof ActionError)
        return thrown;
    // The message of an unexpected error can quote a request, so only its kind and its position in the code are kept.
    const kind = thrown instanceof Error ? thrown.name : typeof thrown;
    const place = thrown instanceof Error ? (/\(?([^/\\\s(]+:\d+:\d+)\)?/.exec(thrown.stack ?? '')?.[1] ?? '') : '';
    return new ActionError('INTERNAL', `Unexpected ${kind}${place ? ` at ${place}` : ''}.`, { cause: thrown });
};

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./build/plan/target.js

const target_text = schemas/* string */.YjP();
const keyId = target_text.nullable();
const kind = (name, shape) => schemas/* object */.Ikc({ kind: schemas/* literal */.euz(name), ...shape }).readonly();
/** The targets as data of report.json; `Target` is their type. */
const targetSchema = schemas/* discriminatedUnion */.gMt('kind', [
    kind('application', {}),
    kind('application-property', {
        property: schemas/* enum */.k5n([
            'displayName',
            'uniqueName',
            'signInAudience',
            'lock',
            'publicClient',
            'isDisabled',
            'disabledByMicrosoftStatus',
        ]),
    }),
    kind('adoption', {}),
    kind('service-principal', {}),
    kind('service-principal-credential', { keyId: target_text }),
    /** `tier` and `description` are null where the catalogue does not know it. */
    kind('permission', {
        type: schemas/* enum */.k5n(['application', 'delegated']),
        name: target_text,
        tier: schemas/* literal */.euz([0, 1, 2]).nullable(),
        description: target_text.nullable(),
    }),
    /** Without a key id: the secret that TruU is to hold. */
    kind('secret', { keyId }),
    /** Without a key id: the use of all secrets. */
    kind('secret-use', { keyId }),
    /** That a secret or a certificate expires soon. */
    kind('expiry', { keyId: target_text }),
    kind('owner', { id: target_text }),
    kind('service-principal-owner', { id: target_text }),
    kind('directory-role', { id: target_text }),
    /** An app role on another API than Microsoft Graph. */
    kind('app-role', { resourceId: target_text, roleId: target_text }),
    kind('redirect-uri', { uri: target_text }),
    kind('certificate', { keyId: target_text }),
    kind('federated-credential', { name: target_text }),
    kind('directory', {}),
    kind('directory-setting', { setting: target_text }),
    /** The ids by which TruU logs in; set together with a secret. */
    kind('directory-identity', { field: schemas/* enum */.k5n(['tenantId', 'clientId']) }),
    kind('primary-user-identifier', {}),
    kind('cluster', { name: target_text }),
]);
/** Where each kind of target lies, and the parts of its address. */
const places = {
    application: ['entra', () => ['application']],
    'application-property': ['entra', ({ property }) => ['application', property]],
    adoption: ['entra', () => ['adoption']],
    'service-principal': ['entra', () => ['service-principal']],
    'service-principal-credential': ['entra', (target) => ['service-principal', 'credential', target.keyId]],
    permission: ['entra', ({ type, name }) => ['permission', type, name]],
    secret: ['entra', (target) => ['secret', target.keyId]],
    'secret-use': ['entra', (target) => ['secret-use', target.keyId]],
    expiry: ['entra', (target) => ['expiry', target.keyId]],
    owner: ['entra', ({ id }) => ['owner', id]],
    'service-principal-owner': ['entra', ({ id }) => ['service-principal', 'owner', id]],
    'directory-role': ['entra', ({ id }) => ['directory-role', id]],
    'app-role': ['entra', ({ resourceId, roleId }) => ['app-role', resourceId, roleId]],
    'redirect-uri': ['entra', ({ uri }) => ['redirect-uri', uri]],
    certificate: ['entra', (target) => ['certificate', target.keyId]],
    'federated-credential': ['entra', ({ name }) => ['federated-credential', name]],
    directory: ['truu', () => ['directory']],
    'directory-setting': ['truu', ({ setting }) => ['directory', setting]],
    'directory-identity': ['truu', ({ field }) => ['directory', field]],
    'primary-user-identifier': ['truu', () => ['primary-user-identifier']],
    cluster: ['truu', ({ name }) => ['cluster', name]],
};
/** The remote on which a target lies. */
const sideOf = ({ kind: of }) => places[of][0];
/** `side/kind/key`: equal for equal targets, and for people to read. No code reads it back. */
const addressOf = (target) => {
    const segments = places[target.kind][1];
    return [sideOf(target), ...segments(target)].filter((part) => part !== null).join('/');
};

;// CONCATENATED MODULE: ./build/plan/changes.js

/** A change: ordinary, due whatever the time, and not skipped, unless its parts or a policy say otherwise. */
const changeOf = (change) => ({
    reason: null,
    danger: 'ordinary',
    dueByTime: false,
    renews: false,
    settling: false,
    ...change,
    address: addressOf(change.target),
    skipReason: null,
});
const noteOf = (level) => (target, message, ...names) => ({
    level,
    target,
    address: addressOf(target),
    message,
    names,
});
/** Something to know. */
const note = noteOf('note');
/** Something to check: red in drift. */
const finding = noteOf('finding');
/** The changes that apply carries out. */
const wantedOf = (changes) => changes.filter((change) => change.skipReason === null);
/** The changes that apply leaves out. */
const skippedOf = (changes) => changes.filter((change) => change.skipReason !== null);
/** Permissions that are held though the spec does not list them: red in drift, and skipped by apply. */
const unlistedPrivileges = (changes) => changes.filter((change) => change.skipReason === 'unlisted' || change.skipReason === 'allow-removals');
/** Findings on who can get in; that a secret is still used is not one. */
const accessFindings = ({ notes }) => notes.filter(({ level, target }) => level === 'finding' && target.kind !== 'secret-use');
/** The change that gives TruU another secret; null when none does. */
const rotationOf = (changes) => changes.find(({ target }) => target.kind === 'secret' && target.keyId === null) ?? null;
/** Whether Entra differs from the spec by a change that was made there: not only by time, or by the use of a secret. */
const hasEntraDrifted = ({ changes, notes }) => changes.some(({ target, dueByTime }) => sideOf(target) === 'entra' && !dueByTime) ||
    notes.some(({ target, level }) => level === 'finding' && sideOf(target) === 'entra' && target.kind !== 'secret-use');
/** Whether a value is one that only apply can know. */
const isKnownAfterApply = (value) => typeof value === 'object' && value !== null && 'knownAfterApply' in value;
/** A value in words; foreign text, which the caller makes safe for its surface. */
const valueLabel = (value) => {
    if (value === null)
        return 'none';
    if (typeof value === 'boolean')
        return value ? 'yes' : 'no';
    if (typeof value === 'string')
        return value;
    return 'knownAfterApply' in value ? 'known after apply' : value.join(' ');
};

;// CONCATENATED MODULE: ./build/catalog/first-party-clients.js
/**
 * Microsoft's own clients, through which people create registrations: whatever anybody makes with one of them has its id
 * as createdByAppId, so none of them can be an identity of a workflow. Client ids (Microsoft's list of first-party apps,
 * learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in; read 2026-11).
 */
const firstPartyClients = new Map([
    ['04b07795-8ddb-461a-bbee-02f9e1bf7b46', 'Azure CLI and Azure Developer CLI'],
    ['1950a258-227b-4e31-a9cf-717495945fc2', 'Azure PowerShell'],
    ['14d82eec-204b-4c2f-b7e8-296a70dab67e', 'Microsoft Graph PowerShell'],
    ['de8bc8b5-d9f9-48b1-a8ad-b748da725064', 'Graph Explorer'],
    ['c44b4083-3bb0-49c1-b47d-974e53cbdf3c', 'Azure portal'],
    ['74658136-14ec-4630-ad9b-26e160ff0fc6', 'Microsoft Entra admin center'],
    ['1b730954-1685-4b74-9bfd-dac224a7b894', 'Azure AD PowerShell'],
    ['872cd9fa-d31f-45e0-9eab-6e460a02d1f1', 'Visual Studio'],
    ['04f0c124-f2bc-4f59-8241-bf6df9866bbd', 'Visual Studio'],
    ['aebc6443-996d-45c2-90f0-388ff96faa56', 'Visual Studio Code'],
    ['00000003-0000-0000-c000-000000000000', 'Microsoft Graph'],
]);

;// CONCATENATED MODULE: ./build/plan/input.js
/** Where the spec asks for something, or the nearest place above it. */
const rangeOf = ({ document }, ...path) => document.range(path);

;// CONCATENATED MODULE: ./build/plan/refusal.js

/** A reason for which the plan is refused; the fix is the catalogue's where none is given. */
const refusal = (code, message, range, fix = null, evidence = []) => ({ code, message, fix: fix ?? errorCatalog[code].fix, range, evidence });

;// CONCATENATED MODULE: ./build/plan/refuse-access.js




/**
 * A registration that holds our unique name and that nobody of the workflow created. That to adopt it is a way is said
 * only where TruU itself names it: otherwise the message would recruit for the holder of the name.
 */
const refuseForeign = (input, application) => {
    const { appId } = application;
    const usedByTruu = input.truu.observed.directories.some(({ clientId }) => clientId === appId);
    const elsewhere = 'Set entra.application.uniqueName to another name, or let an administrator find out who created the registration, and delete it for good.';
    const adopting = ` If it is the registration that TruU has used until now, and an administrator confirms its creator, owners and credentials, set the input "application-id" to ${appId}.`;
    return refusal('ENTRA_APPLICATION_FOREIGN', 'The registration with the unique name was not created by an identity of this workflow, so nothing is done with it.', rangeOf(input, 'entra', 'application', 'uniqueName'), usedByTruu ? `${elsewhere}${adopting}` : elsewhere, originEvidence(application));
};
/** Who made a registration, who owns it, and what can log in as it: what an administrator judges an adoption by. */
const originOf = (application) => [
    { name: 'Created by', value: [creatorLabel(application.createdByAppId)] },
    { name: 'Created on', value: [application.createdOn ?? 'unknown'] },
    { name: 'Owned by', value: application.owners.map(ownerLabel) },
    {
        name: 'Credentials',
        value: [
            ...application.secrets.map(keyLabel('secret')),
            ...application.certificates.map(keyLabel('certificate')),
            ...application.federatedCredentials.map(federatedLabel),
        ],
    },
];
/** The registration and its origin, for a message. */
const originEvidence = (application) => [
    { name: 'Application (client) ID', value: application.appId },
    ...originOf(application).map(({ name, value }) => ({ name, value: value.join(', ') || 'none' })),
];
const creatorLabel = (clientId) => {
    if (clientId === null)
        return 'unknown';
    const ofMicrosoft = firstPartyClients.get(clientId);
    return ofMicrosoft === undefined ? clientId : `${clientId} (${ofMicrosoft})`;
};
/** Ids only: whether a name is readable depends on who plans, and every identity has to see one plan. */
const ownerLabel = ({ id }) => id;
const keyLabel = (kind) => ({ keyId }) => `${kind} ${keyId}`;
const federatedLabel = ({ id }) => `federated credential ${id}`;
/**
 * Unknown ways in refuse only what would add power to the registration or start trust in it. A renewal that is due goes
 * on: refusing it would let any bystander expire TruU's secret, and protects nothing, since an owner can make a secret.
 */
const refuseUnknownAccess = (input, match, changes, unknown) => {
    if (unknown.length === 0 || !wantedOf(changes).some((change) => addsPower(change, startsTrust(input, match))))
        return [];
    const { message, fix, evidence } = accessUnknown(unknown);
    // The record of what a person confirmed may be gone, and TruU works on.
    const mayBeTruus = input.truu.rules.place !== null && unknown.some(({ target }) => target.kind === 'secret');
    const adopt = mayBeTruus ? ' If TruU uses one of the secrets, name it in the input "adopt-secrets".' : '';
    return [refusal('ENTRA_ACCESS_UNKNOWN', message, rangeOf(input, 'entra', 'application'), fix + adopt, evidence)];
};
/** Whether a new secret would be the first that TruU holds of this registration. */
const startsTrust = ({ entra: { desired, observed } }, match) => {
    if (match.kind !== 'ours')
        return true;
    const { clientId, tenantId, credential } = match.directory;
    const holdsOne = credential.secretKeyId !== null || credential.acceptedAt !== null;
    return !holdsOne || clientId !== observed.application?.appId || tenantId !== desired.tenant;
};
const addsPower = ({ target, act, fields }, secretStartsTrust) => {
    if (target.kind === 'adoption')
        return true;
    if (target.kind === 'permission')
        return act === 'grant' && fields.some(({ path }) => path === 'granted');
    return target.kind === 'secret' && target.keyId === null && secretStartsTrust;
};
/** What was seen, with the names that it is known by, for a message. */
const namedEvidence = ({ message, names, }) => ({
    name: message,
    value: names.filter((one) => one !== '').join(' ') || 'yes',
});
/** What is said of unknown ways in where they stop something: which they are, and what accepts each. */
const accessUnknown = (unknown) => {
    const ids = (input) => unknown.filter(({ acceptedBy }) => acceptedBy === input).map(({ names }) => names.at(-1) ?? '');
    const accepts = ['known-owners', 'known-credentials']
        .map((input) => [input, ids(input)])
        .filter(([, named]) => named.length > 0)
        .map(([input, named]) => `the input "${input}" accepts ${named.join(' ')}`);
    const remove = 'Find out who set it up, and remove in Entra what should not be there.';
    return {
        message: 'There are unknown ways to use or change the registration, so it gets no new permission and TruU no first secret of it.',
        fix: accepts.length === 0 ? remove : `${remove} Of what is to stay, ${accepts.join(', and ')}.`,
        evidence: unknown.map(namedEvidence),
    };
};

;// CONCATENATED MODULE: ./build/catalog/permission-rows.js
/**
 * Names and ids: Microsoft's permissions-descriptions.json (devx-content, 2026-08-07). Descriptions: written for this
 * action.
 */
const rows = [
    [
        'Device.Read.All',
        '7438b122-aefc-4978-80ed-43db9fcc7715',
        '951183d1-1a61-466f-a6d1-1fde911bfd95',
        'read every device in the tenant',
        1,
    ],
    [
        'Group.Read.All',
        '5b567255-7703-4780-807c-7be8301ae99b',
        '5f8c59db-677d-491f-a6b8-5f174b11ec1d',
        'read every group and its members',
        1,
    ],
    [
        'Directory.Read.All',
        '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
        '06da0dbc-49e2-44d2-8312-53f166ab848a',
        'read everything in the directory: users, groups, apps and devices',
        1,
    ],
    ['User.Read', null, 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', 'read the profile of the user who signs in', 2],
    [
        'User.Read.All',
        'df021288-bdef-4463-88db-98f22de89214',
        'a154be20-db9c-4678-8ab7-66f6cc099a59',
        'read the full profile of every user',
        1,
    ],
    [
        'User.ReadBasic.All',
        '97235f07-e226-4f63-ace3-39588e11d3a1',
        'b340eb25-3456-403f-be2f-af7a0d370277',
        'read the basic profile of every user',
        2,
    ],
    [
        'UserAuthenticationMethod.Read.All',
        '38d9df27-64da-44fd-b7c5-a6fbac20248f',
        'aec28ec7-4d02-4e8c-b864-50163aea77eb',
        'read which sign-in methods every user has registered',
        1,
    ],
    [
        'UserAuthenticationMethod.ReadWrite.All',
        '50483e42-d915-4231-9639-7fdb7fd190e5',
        'b7887744-6746-4312-813d-72daeaee7e2d',
        'add and remove the sign-in methods of every user, administrators included, and so sign in as any of them',
        0,
    ],
    [
        'Application.Read.All',
        '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
        'c79f8feb-a9db-4090-85f9-90d820caa0eb',
        'read every app registration and service principal',
        1,
    ],
    [
        'Application.ReadWrite.OwnedBy',
        '18a4783c-866b-4cc7-a460-3d5e5662c884',
        null,
        'change the registrations that the app owns, and add credentials to them',
        0,
    ],
    [
        'Application.ReadWrite.All',
        '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
        'bdfbf15f-ee85-4955-8675-146e8e5296b5',
        'change every app registration, and sign in as any of them',
        0,
    ],
    [
        'AppRoleAssignment.ReadWrite.All',
        '06b708a9-e830-4db3-a914-8e69da51d44f',
        '84bccea3-f856-4a8a-967b-dbe0a3d53a64',
        'grant any application permission to any app, including itself',
        0,
    ],
    [
        'DelegatedPermissionGrant.ReadWrite.All',
        '8e8e4742-1d95-4f68-9d56-6ee75648c72a',
        '41ce6ca6-6826-4807-84f1-1c82854f7ee5',
        'grant any delegated permission to any app, for every user',
        0,
    ],
    [
        'DelegatedPermissionGrant.Read.All',
        '81b4724a-58aa-41c1-8a55-84ef97466587',
        'a197cdc4-a8e8-4d49-9d35-4ca7c83887b4',
        'read all delegated permission grants',
        1,
    ],
    [
        'Directory.ReadWrite.All',
        '19dbc75e-c2e2-444c-a770-ec69d8559fc7',
        'c5366453-9fb0-48a5-a156-24f0c49a4b84',
        'change nearly everything in the directory',
        0,
    ],
    [
        'Domain.Read.All',
        'dbb9058a-0e50-45d7-ae91-66909b5d4664',
        '2f9ee017-59c1-4f1d-9472-bd5529a7b311',
        'read the domains of the tenant',
        2,
    ],
    [
        'Policy.Read.All',
        '246dd0d5-5bd0-4def-940b-0421030a5b68',
        '572fea84-0151-49b2-9301-11cb16974376',
        'read every policy of the tenant',
        1,
    ],
    [
        'Policy.ReadWrite.ApplicationConfiguration',
        'be74164b-cff1-491c-8741-e671cb536e13',
        'b27add92-efb2-4f16-84f5-8108ba77985c',
        'change the policies that apply to apps',
        0,
    ],
    [
        'RoleManagement.ReadWrite.Directory',
        '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
        'd01b97e9-cbc0-49fe-810a-750afd5527a3',
        'give any directory role, Global Administrator included, to any account',
        0,
    ],
    ['openid', null, '37f7f235-527c-4136-accd-4a02d197296e', 'sign users in', 2],
    ['profile', null, '14dad69e-099b-42c9-810b-d002981feec1', 'read the basic profile of the user who signs in', 2],
    ['email', null, '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0', 'read the e-mail address of the user who signs in', 2],
    ['offline_access', null, '7427e0e9-2fba-42fe-b0c0-848c9e6a8182', 'keep access while the user is signed out', 2],
];
/** Every permission of the catalogue, one entry per type. */
const permissionRows = rows.flatMap(([name, application, delegated, description, tier]) => [
    ...(application === null ? [] : [{ name, type: 'application', id: application, description, tier }]),
    ...(delegated === null ? [] : [{ name, type: 'delegated', id: delegated, description, tier }]),
]);

;// CONCATENATED MODULE: ./build/catalog/permissions.js

/** The catalogue: the permissions that TruU's integration and the identities of this action use. */
const permissions = permissionRows;
/** Finds a permission by type and exact name. */
const findPermission = (type, name) => permissions.find((permission) => permission.type === type && permission.name === name);
/** Finds a delegated permission by its name in any case: no two differ in nothing else. */
const scopeInAnyCase = (name) => permissions.find((one) => one.type === 'delegated' && one.name.toLowerCase() === name.toLowerCase());
/** Finds a permission by type and id. */
const permissionById = (type, id) => permissions.find((permission) => permission.type === type && permission.id === id.toLowerCase());
/** The summary of a permission that may not be in the catalogue; the text stands for its name then. */
const summaryOf = (type, text, known) => ({
    type,
    name: known?.name ?? text,
    tier: known?.tier ?? null,
    description: known?.description ?? null,
});
const guide = (type, names) => names.map((name) => ({ type, name }));
/**
 * The eight permissions of TruU's guide "Entra ID Directory"; the last application permission has Microsoft's spelling.
 */
const guidePermissions = [
    ...guide('application', [
        'Device.Read.All',
        'Group.Read.All',
        'Directory.Read.All',
        'User.Read.All',
        'UserAuthenticationMethod.Read.All',
        'Application.Read.All',
        'UserAuthenticationMethod.ReadWrite.All',
    ]),
    ...guide('delegated', ['User.Read']),
];
/** Permissions that lead from one app to the whole tenant: refused even when the workflow allows them. */
const refusedNames = new Set([
    'AppRoleAssignment.ReadWrite.All',
    'Application.ReadWrite.All',
    'Application.ReadWrite.OwnedBy',
    'DelegatedPermissionGrant.ReadWrite.All',
    'Directory.ReadWrite.All',
]);
const refusedPrefixes = [
    'RoleManagement.ReadWrite.',
    'Policy.ReadWrite.',
    'RoleAssignmentSchedule.ReadWrite.',
    'PrivilegedAccess.ReadWrite.',
];
/** Whether a permission is always refused, including names that are not in the catalogue. */
const isTierZeroRefused = (name) => refusedNames.has(name) || refusedPrefixes.some((prefix) => name.startsWith(prefix));
/**
 * The fix for a name that the catalogue lacks: Microsoft may have it, so it is never said that it does not exist.
 *
 * @param near The name of the catalogue that is most like it; null: none is.
 * @param type Null: of both types.
 */
const catalogueFix = (near, type) => {
    const known = permissions.filter((permission) => type === null || permission.type === type);
    const names = [...new Set(known.map(({ name }) => name))].filter((name) => !isTierZeroRefused(name));
    const list = `The catalogue has ${names.join(', ')}.`;
    return near === null ? `Remove it. ${list}` : `Change it to ${near} if that is meant, or remove it. ${list}`;
};

;// CONCATENATED MODULE: ./build/catalog/client-secrets.js
/** A new secret may be refused this long without anything being wrong (public measurements, seconds; read 2026-11). */
const secretPropagationMs = 5 * 60_000;
/** So long past its overlap, in ms, a previous secret waits at most for a report of sign-ins that reaches past the hand-over. */
const maxPostponedMs = 7 * 24 * 60 * 60_000;
/** The refusal of a secret that lives longer than a policy allows; `cap` null: Graph did not say how long that is. */
const lifetimeMessage = (lifetime, cap) => ({
    message: `entra.secret.lifetime is ${lifetime}; an app management policy of the tenant allows ${cap === null ? 'less' : `at most ${cap}`}.`,
    ...(cap === null ? {} : { fix: `Set entra.secret.lifetime to ${cap} or less.` }),
});
/** The refusal where client secrets are forbidden. */
const forbiddenMessage = 'An app management policy of the tenant forbids client secrets.';
/** The shape of a client secret of Entra (rule of gitleaks, read 2026-11): three characters, a digit, `Q~`, 31 to 34 more. */
const secretShape = /[a-zA-Z0-9_~.]{3}\dQ~[a-zA-Z0-9_~.-]{31,34}/;
/** Whether a text holds something that looks like the value of a client secret. */
const holdsSecret = (text) => secretShape.test(text);

// EXTERNAL MODULE: ./node_modules/tinyduration/dist/index.js
var dist = __webpack_require__(3815);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(4377);
;// CONCATENATED MODULE: ./build/support/duration.js


const dayMs = 86_400_000;
const monthDays = 30.4375;
const strict = iso/* duration */.p0();
/** Whether a text is an ISO 8601 duration. */
const isDuration = (iso) => strict.safeParse(iso).success;
/** Parses an ISO 8601 duration. Throws RangeError on anything else: the library by itself accepts `PT1H30`. */
const parseDuration = (iso) => {
    if (!isDuration(iso))
        throw new RangeError('not an ISO 8601 duration');
    const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = (0,dist/* parse */.qg)(iso);
    const allDays = weeks * 7 + days;
    const allSeconds = hours * 3_600 + minutes * 60 + seconds;
    const ms = (years * 12 + months) * monthDays * dayMs + allDays * dayMs + allSeconds * 1_000;
    return { iso, years, months, days: allDays, seconds: allSeconds, ms };
};
/** The nominal length of an ISO 8601 duration in milliseconds. Throws RangeError. */
const durationMs = (iso) => parseDuration(iso).ms;
/** A date a duration later, in UTC; 31 January plus a month is the last day of February. */
const addDuration = (date, duration) => shift(date, duration, 1);
/** A date a duration earlier, in UTC. */
const subtractDuration = (date, duration) => shift(date, duration, -1);
const shift = (date, { years, months, days, seconds }, sign) => {
    const moved = new Date(date);
    const day = moved.getUTCDate();
    moved.setUTCDate(1);
    moved.setUTCMonth(moved.getUTCMonth() + sign * (years * 12 + months));
    const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
    moved.setUTCDate(Math.min(day, lastDay));
    return new Date(moved.getTime() + sign * (days * dayMs + seconds * 1_000));
};

;// CONCATENATED MODULE: ./build/plan/refuse-truu.js


/** What TruU's side refuses: a directory that is not certain, a cluster that is not there, another consumer's secret. */
const refuseTruu = (input, assessment) => [
    ...refuseDirectory(input, assessment),
    ...refuseCluster(input),
    ...refuseOtherConsumer(input, assessment),
    ...refuseRotation(input, assessment),
];
/** A new secret is due, and may not go where it would go. */
const refuseRotation = (input, { renewal }) => {
    const { truu, policy } = input;
    if (renewal === null)
        return [];
    const range = rangeOf(input, 'entra', 'secret');
    return truu.rules
        .refuseRotation(truu.observed, policy.renewOnly)
        .map(({ code, message, fix, evidence }) => refusal(code, message, range, fix, evidence));
};
const refuseDirectory = (input, { match }) => {
    if (match.kind !== 'ambiguous')
        return [];
    const { code, message, fix, candidates } = match;
    const range = rangeOf(input, 'truu', 'directory', 'name');
    return [refusal(code, `${message} In TruU: ${candidates.join(', ')}.`, range, fix)];
};
const refuseCluster = (input) => {
    const { cluster } = input.truu.observed;
    if (cluster === null || cluster.found !== null)
        return [];
    const names = cluster.names.join(', ') || 'none';
    const message = `TruU has no cluster of this name. Its clusters: ${names}.`;
    return [refusal('TRUU_CLUSTER_NOT_FOUND', message, rangeOf(input, 'truu', 'cluster'))];
};
/** What another TruU holds is in no record that can be read here; one that has ended is of no use to it either. */
const refuseOtherConsumer = (input, { secrets }) => {
    const { now } = input.entra.observed;
    const theirs = secrets.filter((one) => one.role === 'other-consumer' && Date.parse(one.expiresOn) > now.getTime());
    if (theirs.length === 0)
        return [];
    const keyIds = theirs.map(({ keyId }) => keyId).join(', ');
    const message = `This registration serves another consumer: another TruU than the input "truu-url" names. Its secrets: ${keyIds}.`;
    return [refusal('ENTRA_OTHER_CONSUMER', message, rangeOf(input, 'entra', 'application'))];
};

;// CONCATENATED MODULE: ./build/plan/disabled.js
/**
 * Which of the three switches is off: of the service principal, of the registration, or Microsoft's own; null when none
 * is (Entra docs, deactivate-app-registration, 2026-02; Graph docs, resources/application).
 */
const disabledCause = ({ application, servicePrincipal, }) => {
    if (application?.disabledByMicrosoft)
        return {
            message: 'Microsoft has disabled the registration',
            fix: 'Ask Microsoft support why it disabled the registration; no setting enables it.',
            evidence: { name: 'disabledByMicrosoftStatus', value: application.disabledByMicrosoft },
        };
    if (servicePrincipal?.accountEnabled === false)
        return {
            message: 'Sign-in is disabled for the service principal',
            fix: 'Find out who disabled the service principal and why; then enable it under Enterprise applications > Properties.',
            evidence: { name: 'Service principal', value: `disabled (accountEnabled is false): ${servicePrincipal.id}` },
        };
    if (application?.disabled === true)
        return {
            message: 'The registration is deactivated',
            fix: 'Find out who deactivated the registration and why; then activate it under App registrations > the app > Overview.',
            evidence: { name: 'Registration', value: `deactivated (isDisabled is true): ${application.appId}` },
        };
    return null;
};

;// CONCATENATED MODULE: ./build/plan/refuse.js










/** What can be refused before any login: permissions that are not in allowed-permissions, tier 0, and our own login. */
const refuseSpec = (document, policy, clientId) => {
    const { application, permissions } = document.spec.entra;
    const listed = ['application', 'delegated'].flatMap((type) => (permissions?.[type] ?? []).map((name, index) => ({
        type,
        name,
        range: document.range(['entra', 'permissions', type, index]),
    })));
    const refused = listed.flatMap(({ type, name, range }) => {
        if (isTierZeroRefused(name))
            return [
                refusal('PLAN_TIER_ZERO', `The ${type} permission ${name} gives control of the tenant; the action always refuses it.`, range),
            ];
        if (policy.allowedPermissions.has(`${type}:${name}`))
            return [];
        const message = `The ${type} permission ${name} is not in allowed-permissions.`;
        return [refusal('PLAN_CEILING', message, range, null, [ceilingWith(policy.allowedPermissions, listed)])];
    });
    const { deployerClientId, renewerClientId } = policy;
    const self = application.appId !== undefined && [clientId, deployerClientId, renewerClientId].includes(application.appId);
    return self ? [...refused, selfManagement(document.range(['entra', 'application', 'appId']))] : refused;
};
/** The whole value of the input, since it takes the place of its default, for all that the spec lists. */
const ceilingWith = (allowed, listed) => {
    const wanted = listed.filter(({ name }) => !isTierZeroRefused(name)).map(({ type, name }) => `${type}:${name}`);
    // A bare name is the application permission where there is one, as the input reads it.
    const entries = [...new Set([...allowed, ...wanted])].map((entry) => {
        const [type, name = ''] = entry.split(':');
        return type === 'application' || findPermission('application', name) === undefined ? name : entry;
    });
    return { name: 'allowed-permissions with it', value: entries.join(', ') };
};
const selfManagement = (range) => refusal('PLAN_SELF_MANAGEMENT', 'The spec names the registration of an identity of the workflow.', range);
/** What can be refused only after reading both remotes. */
const refuseObserved = (input, assessment, changes, unknown) => [
    ...refuseIdentity(input),
    ...refuseUnknownAccess(input, assessment.match, changes, unknown),
    ...refuseDisabled(input, assessment.renewal),
    ...refusePolicy(input, changes),
    ...refuseTruu(input, assessment),
];
const refuseIdentity = (input) => {
    const { desired, observed } = input.entra;
    const { application, deployer } = observed;
    if (application === null) {
        if (!('appId' in desired.key))
            return [];
        const range = rangeOf(input, 'entra', 'application', 'appId');
        const message = 'The tenant has no registration with the ID of the input "application-id".';
        return [refusal('ENTRA_APPLICATION_NOT_FOUND', message, range)];
    }
    const { deployerClientId, renewerClientId } = input.policy;
    const isIdentity = [deployer.appId, deployerClientId, renewerClientId].includes(application.appId);
    return isIdentity ? [selfManagement(rangeOf(input, 'entra', 'application'))] : [];
};
const refuseDisabled = (input, renewal) => {
    const cause = renewal === null ? null : disabledCause(input.entra.observed);
    if (cause === null)
        return [];
    const message = `${cause.message}, so a new secret cannot be tested.`;
    return [refusal('ENTRA_DISABLED', message, rangeOf(input, 'entra', 'application'), cause.fix, [cause.evidence])];
};
/** A secret that Graph would refuse is not tried, where the tenant's policy may be read. */
const refusePolicy = (input, changes) => {
    const { desired, observed } = input.entra;
    const policy = observed.secretPolicy;
    const createsSecret = rotationOf(wantedOf(changes)) !== null;
    if (policy === null || !createsSecret)
        return [];
    if (policy.forbidden)
        return [refusal('ENTRA_SECRET_FORBIDDEN', forbiddenMessage, rangeOf(input, 'entra', 'secret'))];
    const cap = policy.maxLifetime;
    const { lifetime } = desired.secret;
    const endsAfter = (duration) => addDuration(observed.now, parseDuration(duration)).getTime();
    if (cap === null || endsAfter(lifetime) <= endsAfter(cap))
        return [];
    const { message, fix } = lifetimeMessage(lifetime, cap);
    return [refusal('ENTRA_SECRET_LIFETIME', message, rangeOf(input, 'entra', 'secret', 'lifetime'), fix)];
};
/** A refusal as the failure that it is, with the place in the spec. */
const refusalError = ({ code, message, fix, range, evidence }) => {
    const where = range === null ? [] : [{ name: 'Where', value: `${range.file}:${range.line}:${range.column}`, range }];
    return new ActionError(code, message, { ...(fix === null ? {} : { fix }), evidence: [...where, ...evidence] });
};

;// CONCATENATED MODULE: ./build/support/body.js
/** No response that this action needs is as long: GitHub's longest page of comments has 6.5 MB. */
const maxBodyBytes = 16 * 1024 * 1024;
/** A body is longer than `maxBodyBytes` once it is decoded. */
class BodyTooLong extends Error {
    name = 'BodyTooLong';
}
/**
 * Reads a body as text, and stops at `maxBodyBytes`. They are counted as they are decoded: forty bytes of brotli can become
 * twenty megabytes. Throws BodyTooLong.
 */
const readBody = async ({ body }) => {
    if (body === null)
        return '';
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    for await (const chunk of body) {
        bytes += chunk.byteLength;
        // Leaving the loop cancels the stream.
        if (bytes > maxBodyBytes)
            throw new BodyTooLong(`The body is longer than ${maxBodyBytes} bytes.`);
        text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
};

// EXTERNAL MODULE: ./build/support/clock.js
var support_clock = __webpack_require__(4374);
;// CONCATENATED MODULE: ./build/support/http.js


/** Where nothing is known of the way. */
const unknownWay = { host: 'unknown', proxy: null };
/** A request without a complete response. It has no URL and no body, so it can be shown. */
class HttpFailure extends Error {
    name = 'HttpFailure';
    reason;
    attempts;
    /** The operating system's code, such as ECONNREFUSED, or one of a proxy, if there is one. */
    system;
    /** What a proxy answered instead of opening a tunnel; null when none did. */
    proxyStatus;
    /** Where the request was to go: host and port, without a path. */
    host;
    /** Host and port of the proxy on the way; null: directly. */
    proxy;
    constructor(reason, attempts, cause, way = unknownWay) {
        super(`The request ended without a response (${reason}).`);
        this.reason = reason;
        this.attempts = attempts;
        this.system = firstOf(cause, 'code', 'string') ?? (isBadPort(cause) ? 'BAD_PORT' : null);
        this.proxyStatus = firstOf(cause, 'status', 'number');
        this.host = way.host;
        this.proxy = way.proxy;
    }
}
/** How often a request is sent when the remote fails, without throttling. */
const usualAttempts = 5;
const retryBudgetInTimeouts = 15;
/** The total wait between the attempts of a run: 20 s × 15 = 5 min. */
const openRetryBudget = (timeoutMs) => ({ leftMs: timeoutMs * retryBudgetInTimeouts });
/** The time for a pending write after a cancellation, before its outcome counts as unknown. */
const graceMs = 2_500;
const firstWaitMs = 250;
const longestWaitMs = 8_000;
/** Failures without a response that may not happen again. */
const passing = new Set(['network', 'timeout']);
const failedForNow = new Set([408, 425, 500, 502, 503, 504]);
/** Builds the policy. Redirects are never followed: a token or secret must not go to another host. */
const createHttp = (options) => {
    const budget = options.budget ?? openRetryBudget(options.timeoutMs);
    return async (request) => {
        const waits = (0,support_clock/* backOff */.fu)(firstWaitMs, 2, Math.min(longestWaitMs, options.timeoutMs));
        for (let attempt = 1;; attempt += 1) {
            const outcome = await attemptOnce(options, request, attempt);
            const limitMs = limitOf(options, outcome);
            const repeats = repeatable(request.repeat, outcome, limitMs, attempt < (options.attempts ?? usualAttempts));
            if (!repeats)
                return answerOrThrow(outcome);
            const wait = Math.max(limitMs ?? 0, waitBefore(outcome, waits.next().value));
            // A response can require a longer wait than a job has; every wait is charged to the one budget of the run.
            if (wait > budget.leftMs)
                return answerOrThrow(outcome);
            budget.leftMs -= wait;
            await options.clock.sleep(wait, options.cancel);
            if (options.cancel.aborted)
                throw new HttpFailure('cancelled', attempt, null, wayOf(options, request));
        }
    };
};
const answerOrThrow = (outcome) => {
    if (outcome instanceof HttpFailure)
        throw outcome;
    return outcome;
};
/** The wait that the remote's rate limit requires; null: it did not refuse by one. */
const limitOf = ({ throttled }, outcome) => {
    if (outcome instanceof HttpFailure)
        return null;
    return throttled?.(outcome) ?? (outcome.status === 429 ? 0 : null);
};
const repeatable = (repeat, outcome, limitMs, more) => {
    if (repeat === 'never')
        return false;
    if (outcome instanceof HttpFailure)
        return repeat === 'safe' && passing.has(outcome.reason) && more;
    if (limitMs !== null)
        return true;
    return repeat === 'safe' && failedForNow.has(outcome.status) && more;
};
/** Retry-After as seconds or HTTP date (relative to the response's Date); otherwise the back-off with jitter. */
const waitBefore = (outcome, backOffMs) => {
    const jittered = backOffMs * (0.75 + Math.random() / 2);
    if (outcome instanceof HttpFailure)
        return jittered;
    return Math.max(retryAfterMs(outcome.headers) ?? 0, jittered);
};
/** The wait that a response requires, in milliseconds; null for none. */
const retryAfterMs = (headers) => {
    const value = headers.get('retry-after')?.trim();
    if (!value)
        return null;
    if (/^\d+$/.test(value))
        return Number(value) * 1000;
    const until = Date.parse(value);
    const now = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(until) || Number.isNaN(now) ? null : Math.max(0, until - now);
};
const attemptOnce = async ({ fetch, clock, timeoutMs, cancel, forceCancel }, request, attempts) => {
    const way = wayOf({ fetch }, request);
    if (cancel.aborted)
        return new HttpFailure('cancelled', attempts - 1, null, way);
    const stop = new AbortController();
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    let reason = 'network';
    const end = (cause) => {
        reason = cause;
        stop.abort();
    };
    const finished = new AbortController();
    void clock.sleep(timeoutMs, finished.signal).then(() => finished.signal.aborted || end('timeout'));
    const onCancel = () => {
        if (isRead)
            end('cancelled');
        else
            void clock.sleep(graceMs, finished.signal).then(() => finished.signal.aborted || end('cancelled'));
    };
    const onForceCancel = () => end('cancelled');
    cancel.addEventListener('abort', onCancel, { once: true });
    forceCancel?.addEventListener('abort', onForceCancel, { once: true });
    try {
        const { method, headers, body } = request;
        const init = { method, headers: { ...headers }, redirect: 'manual', signal: stop.signal };
        const response = await fetch(request.url, body === undefined ? init : { ...init, body });
        return { status: response.status, headers: response.headers, text: await readBody(response), attempts, way };
    }
    catch (thrown) {
        if (isDeliberate(thrown))
            throw thrown;
        if (thrown instanceof BodyTooLong)
            reason = 'too-long';
        return new HttpFailure(reason, attempts, thrown, way);
    }
    finally {
        finished.abort();
        cancel.removeEventListener('abort', onCancel);
        forceCancel?.removeEventListener('abort', onForceCancel);
    }
};
/** Our own refusals (a read-only transport) are not transient failures: they are passed on unchanged. */
const isDeliberate = (thrown) => thrown instanceof Error && thrown.name === 'ActionError';
const wayOf = ({ fetch }, { url }) => ({
    host: new URL(url).host,
    proxy: fetch.proxyFor?.(url) ?? null,
});
/** A property of an error or of what caused it, the outermost first. */
const firstOf = (thrown, name, type) => {
    for (let at = thrown; at instanceof Error; at = at.cause) {
        const value = at[name];
        if (typeof value === type)
            return value;
    }
    return null;
};
/** Every fetch refuses some ports before it connects, without a code (Fetch standard, port blocking; undici 6.29). */
const isBadPort = (thrown) => thrown instanceof Error && (thrown.message === 'bad port' || isBadPort(thrown.cause));
/** A body as JSON, or undefined when it is not JSON. */
const jsonOf = (text) => {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
};
/**
 * How often a request was sent with an unknown outcome, when a 401 stood between two runs of it: the 401 itself says that
 * nothing was done, and what was tried before it still counts.
 */
const attemptsOver = (refused, answer) => ({
    ...answer,
    attempts: refused.attempts - 1 + answer.attempts,
});

;// CONCATENATED MODULE: ./build/run/outcome/consequences.js



/**
 * One cause, one failure: what is the same failure once more, or only follows from an earlier one, stands under that one
 * as evidence. `afterwards` is what the verification could not read. Pure.
 */
const underCauses = (failures, afterwards) => {
    const causes = [];
    const place = (error, isAfterwards) => {
        const at = causes.findIndex((cause) => explains(cause, error, isAfterwards));
        const cause = causes[at];
        if (cause === undefined)
            causes.push(error);
        else
            causes[at] = isRepeated(cause, error) ? leaving(cause, error.leftBehind) : withConsequence(cause, error);
    };
    for (const error of failures)
        place(error, false);
    for (const error of afterwards)
        place(error, true);
    return causes;
};
const explains = (cause, error, isAfterwards) => isRepeated(cause, error) ||
    // A directory that is not Healthy after a step failed: the step is what can be mended.
    errorCatalog[error.code].aboutHealth === true ||
    (isAfterwards && cause.code === error.code) ||
    isSameObstacle(cause, error);
const isRepeated = (cause, error) => cause.code === error.code && cause.message === error.message;
/** Something in the network stands before both sides, as a proxy does, and one setting mends it. */
const isSameObstacle = (cause, error) => cause.cause instanceof HttpFailure && error.cause instanceof HttpFailure && cause.fix === error.fix;
const withConsequence = (cause, { code, message, evidence, leftBehind }) => changed(cause, {
    evidence: [...cause.evidence, { name: 'As a consequence', value: `${code}: ${message}` }, ...evidence],
    leftBehind: [...cause.leftBehind, ...leftBehind],
});

;// CONCATENATED MODULE: ./build/run/outcome/drift-advice.js
const known = ['known-credentials', 'what is to stay'];
const owner = ['known-owners', 'who is to stay'];
/** What clears a finding, by the kind of its target; `apply` clears none. */
const advices = {
    secret: {
        byHand: 'Delete the secret in Entra (App registrations > the app > Certificates & secrets) once nothing uses it',
        accepts: [['adopt-secrets', 'what this action is to manage and retire'], known],
    },
    certificate: {
        byHand: 'Remove the certificate in Entra (App registrations > the app > Certificates & secrets)',
        accepts: [known],
    },
    'federated-credential': {
        byHand: 'Remove the federated credential in Entra (App registrations > the app > Certificates & secrets)',
        accepts: [known],
    },
    'service-principal-credential': {
        byHand: 'Remove the credential of the service principal through Microsoft Graph; the Entra admin center shows none',
        accepts: [known],
    },
    owner: { byHand: 'Remove the owner in Entra (App registrations > the app > Owners)', accepts: [owner] },
    'service-principal-owner': {
        byHand: 'Remove the owner in Entra (Enterprise applications > the app > Owners)',
        accepts: [owner],
    },
    'directory-role': { byHand: 'Remove the directory role of the service principal (Entra > Roles & admins)' },
    'app-role': { byHand: 'Remove the permission on the other API (Enterprise applications > the app > Permissions)' },
    'redirect-uri': { byHand: 'Remove the redirect URI in Entra (App registrations > the app > Authentication)' },
    'service-principal': {
        byHand: 'Enable sign-in for users again in Entra (Enterprise applications > the app > Properties)',
    },
    'directory-identity': {
        byHand: 'Remove the credentials and permissions of the registration that the directory used before, or delete it',
    },
    'secret-use': {
        byHand: 'Find out who still uses the previous secret; then run apply or renew with the input "rotate" set to its key id',
    },
};
const properties = {
    publicClient: { byHand: 'Set "Allow public client flows" to No (App registrations > the app > Authentication)' },
    isDisabled: { byHand: 'Activate the registration again in Entra (App registrations > the app > Overview)' },
    disabledByMicrosoftStatus: {
        byHand: 'Ask Microsoft support why it disabled the registration; no setting enables it',
    },
    lock: { byHand: 'Remove the credentials of the service principal, then run apply, which locks it' },
};
const adviceFor = (target) => (target.kind === 'application-property' ? properties[target.property] : advices[target.kind]) ?? otherwise;
const otherwise = { byHand: 'Do by hand what the finding says' };
/** Ids are ours to quote; other names of a finding are foreign text. */
const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const idOf = ({ target, names }) => ('keyId' in target ? target.keyId : 'id' in target ? target.id : names.find((name) => guid.test(name))) ?? null;
/** So many ids are named for an input; the findings list all. */
const mostIds = 5;
/** In a portal hand-off the asked person's new secret is a finding until they confirm it, and must not be deleted then. */
const confirmFirst = {
    byHand: 'If the secret is the one that the hand-off issue asks for, confirm it there with its Secret ID. Otherwise delete it in Entra (App registrations > the app > Certificates & secrets) once nothing uses it',
    accepts: [known],
};
/** What clears findings, a sentence for each kind, in their order; `asksSecret`: a person is asked to add a secret. */
const clearingOf = (findings, asksSecret) => [
    ...Map.groupBy(findings, ({ target }) => asksSecret && target.kind === 'secret' ? confirmFirst : adviceFor(target)),
]
    .map(([advice, some]) => sentence(advice, some))
    .join(' ');
const sentence = ({ byHand, accepts = [] }, findings) => {
    const ids = findings.map(idOf).filter((id) => id !== null);
    const named = ids.length === 0 || ids.length > mostIds ? 'its id' : ids.join(' ');
    const inputs = accepts.map(([input, as]) => `"${input}" (${as})`).join(' or ');
    return inputs === '' ? `${byHand}.` : `${byHand}, or add ${named} to the input ${inputs}.`;
};

;// CONCATENATED MODULE: ./build/catalog/aadsts/row.js
/** A number without a row: final and not explained. */
const unknownRow = {
    login: 'AUTH_FAILED',
    cause: 'Entra refused the login.',
    tasks: [],
    transient: false,
    secretTest: 'refused',
    health: null,
};
/** A row with a code of its own at our login. */
const atLogin = (login, cause, more = {}) => ({
    ...unknownRow,
    login,
    cause,
    ...more,
});
/** A meaning that does not concern the secret itself. */
const inHealth = (meaning, fix = null) => ({
    meaning,
    fix,
    credentialFailure: false,
});
/** A meaning by which a new secret helps. */
const refusedSecret = (meaning, fix = null) => ({
    meaning,
    fix,
    credentialFailure: true,
});
/** The same row under several numbers. */
const each = (numbers, row) => Object.fromEntries(numbers.map((number) => [String(number), row]));

;// CONCATENATED MODULE: ./build/catalog/aadsts/client.js

const clientNotFound = atLogin('AUTH_CLIENT_NOT_FOUND', 'The tenant has no app with the client ID of {identity}.', {
    remedy: 'client-id',
    tasks: ['repository-owner', 'entra-admin'],
    secretTest: 'lag',
    health: inHealth('The tenant does not know the client ID that TruU sends: it is wrong, deleted, of another tenant, or minutes old', 'Wait some minutes if the registration is new. Otherwise run apply: it sets the client ID of the registration in TruU.'),
});
const disabled = atLogin('AUTH_CLIENT_DISABLED', 'Sign-in is disabled for {identity}.', {
    remedy: 'enable',
    tasks: ['entra-admin'],
    secretTest: 'disabled',
    health: inHealth('Sign-in is disabled for the registration', 'Find out who disabled the registration and why; then enable it under Enterprise applications > Properties, or reactivate it under App registrations.'),
});
/**
 * Registration and service principal. Sources: Microsoft's reference of error codes (2024-04-24), its page
 * deprecate-service-principal-less-authentication (2025-03-30), and public bodies (Azure/login#561, Worklytics/psoxy#74,
 * Azure/Commercial-Marketplace-SaaS-Accelerator#830), all read 2026-11.
 */
const clientRows = {
    ...each([700016, 700011], clientNotFound),
    '7000229': atLogin('AUTH_NO_SERVICE_PRINCIPAL', '{Identity} has no service principal in the tenant.', {
        remedy: 'principal',
        tasks: ['entra-admin'],
        secretTest: 'lag',
        health: inHealth('The registration has no service principal in the tenant, or one that is minutes old', 'Wait some minutes if the registration is new. Otherwise run apply: it creates the service principal.'),
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

;// CONCATENATED MODULE: ./build/catalog/aadsts/federation.js

const noMatch = { remedy: 'credential', tasks: ['entra-admin', 'repository-owner'] };
/** Entra's own tokens as assertions, and other grants: no login of ours sends them. */
const notOurs = atLogin('AUTH_FAILED', 'Entra took the OIDC token for one of another kind of login.', {
    fix: 'Check that the inputs "entra-authority-url" and "client-id" are those of Microsoft Entra. If they are, report it.',
    tasks: ['action'],
});
const unreadableIssuer = atLogin('AUTH_ASSERTION_REFUSED', 'Entra could not read the keys of the issuer of the OIDC token.', {
    fix: "If the issuer in the report is GitHub's, run again: it is between GitHub and Entra. On GitHub Enterprise Server, let Entra reach ISSUER/.well-known/openid-configuration and the keys that it names from the internet.",
    tasks: ['service', 'repository-owner'],
    transient: true,
});
/**
 * Only our own login presents an assertion. Sources: Microsoft's table of errors of Azure Pipelines (2026-03-26), its
 * reference of error codes (2024-04-24), and public logs of 2022 to 2026 (Azure/login#379, #453, #515, #552, #617,
 * Azure/azure-workload-identity#616, #1200), all read 2026-11.
 */
const federationRows = {
    '70025': atLogin('AUTH_NO_FEDERATED_CREDENTIAL', '{Identity} has no federated credential, so it trusts no job.', {
        remedy: 'credential',
        tasks: ['entra-admin', 'repository-owner'],
    }),
    '70021': atLogin('AUTH_SUBJECT_MISMATCH', 'No federated credential of {identity} matches this job.', noMatch),
    '700213': atLogin('AUTH_SUBJECT_MISMATCH', 'No federated credential of {identity} has the subject of this job.', noMatch),
    '7002138': atLogin('AUTH_SUBJECT_MISMATCH', 'The federated credential of {identity} differs from the subject of this job only in case.', noMatch),
    '700211': atLogin('AUTH_ISSUER_MISMATCH', 'No federated credential of {identity} has the issuer of this job.', noMatch),
    '700212': atLogin('AUTH_AUDIENCE_MISMATCH', 'The federated credential of {identity} with this issuer and subject has another audience.', { remedy: 'audience', tasks: ['entra-admin', 'spec-author'] }),
    ...each([50166, 90061, 501661], unreadableIssuer),
    '700024': atLogin('AUTH_ASSERTION_REFUSED', 'Entra reports that the OIDC token is not valid at this time.', {
        fix: 'Run again: GitHub issues the token and Entra checks it, both by their own clocks; the clock of the runner plays no part. On GitHub Enterprise Server, correct the clock of the server.',
        tasks: ['service', 'repository-owner'],
        needsNewAssertion: true,
    }),
    '700027': atLogin('AUTH_ASSERTION_REFUSED', 'Entra reports that the signature of the OIDC token is invalid.', {
        fix: 'Run again: the issuer may have changed its keys. If it fails again, check the issuer in the report, and whether a proxy changes the answer of GitHub.',
        tasks: ['service', 'repository-owner'],
        needsNewAssertion: true,
    }),
    ...each([50027, 5002730], atLogin('AUTH_ASSERTION_REFUSED', 'Entra reports that the OIDC token is malformed.', {
        fix: 'Run again. If it fails again, check whether a proxy changes the answer of GitHub, and that the job has "permissions: id-token: write".',
        tasks: ['repository-owner', 'action'],
        needsNewAssertion: true,
    })),
    '700223': atLogin('AUTH_BLOCKED', 'A policy of the tenant forbids workload identity federation.', {
        fix: 'Ask an administrator of the tenant to allow federated credentials of GitHub for {identity}. No change of the spec or the workflow helps.',
        tasks: ['entra-admin'],
    }),
    '700238': atLogin('AUTH_BLOCKED', 'A policy of the tenant does not allow the issuer of this job.', {
        fix: 'Ask an administrator of the tenant to allow the issuer in the report for app registrations. No change of the spec or the workflow helps.',
        tasks: ['entra-admin'],
    }),
    '7002381': atLogin('AUTH_BLOCKED', 'A policy of the tenant allows only repositories of certain GitHub enterprises.', {
        fix: 'Run the workflow in a repository of an enterprise that Entra names in the report, or ask an administrator of the tenant to allow this one. If earlier runs of this job logged in, run again: GitHub may have left the claim out.',
        tasks: ['repository-owner', 'entra-admin'],
    }),
    '700025': atLogin('AUTH_CLIENT_NOT_FOUND', '{Identity} is a public client, which cannot log in by a credential.', {
        fix: 'Set the input "client-id" to the Application (client) ID of an app registration of the tenant.',
        tasks: ['repository-owner'],
        health: {
            meaning: 'The client ID that TruU sends is that of a public client, which takes no secret',
            fix: 'Run apply: it sets the client ID of the registration in TruU.',
            credentialFailure: false,
        },
    }),
    '70052': atLogin('AUTH_FAILED', '{Identity} is a multi-tenant app, which Entra does not let log in this way.', {
        fix: 'Set signInAudience of the app to AzureADMyOrg.',
        tasks: ['entra-admin'],
    }),
    ...each([50012, 50013, 500133, 50048, 700021, 700030, 700222, 700226, 700227, 700229, 700236, 7002121, 7002137], notOurs),
};

;// CONCATENATED MODULE: ./build/catalog/aadsts/request.js

const malformed = {
    ...unknownRow,
    cause: 'Entra calls the token request malformed.',
    fix: 'Check whether a proxy changes requests to the host of the login. If none does, report it.',
    tasks: ['action'],
    health: inHealth('Entra calls the token request of TruU malformed'),
};
const scope = {
    ...unknownRow,
    cause: 'Entra does not accept the scope of the login.',
    fix: 'Remove the input "graph-url", or set it to the Microsoft Graph of the cloud, without a path.',
    tasks: ['repository-owner', 'action'],
    health: inHealth('Entra does not accept the scope that TruU requests'),
};
/**
 * The shape of the request. Sources: Microsoft's reference of error codes (2024-04-24) and public bodies, read 2026-11.
 */
const requestRows = {
    ...each([900144, 90014, 90013, 90023, 90100, 9002313, 90004, 901002, 70003, 9001023], malformed),
    ...each([900561, 90056], {
        ...malformed,
        cause: 'Entra received another method than POST for the token request.',
        fix: 'Check the proxy of the runner: it redirects requests to the host of the login.',
        tasks: ['repository-owner'],
    }),
    ...each([70011, 28002, 28003, 700022, 700023], scope),
};

;// CONCATENATED MODULE: ./build/catalog/aadsts/resource.js

const consent = {
    ...unknownRow,
    cause: 'Entra asks for the consent of a user or an administrator.',
    fix: 'Ask an administrator to consent to the permissions of {identity}.',
    tasks: ['entra-admin'],
    health: inHealth('TruU made a login of a user that lacks consent; the client secret is not the cause', 'Ask TruU which login its check makes.'),
};
const policy = atLogin('AUTH_BLOCKED', 'A security policy of the tenant blocks the login of {identity}.', {
    tasks: ['entra-admin'],
    health: inHealth('A security policy of the tenant blocks the login of TruU; the client secret is not the cause'),
});
/**
 * The API that is asked for, consent and Conditional Access: an identity that meets these has logged in. Sources: Microsoft's
 * reference of error codes (2024-04-24), its page conditional-access/workload-identity (2023-11-09), and public bodies
 * (dotnet/maui#37951, Cloud-Architekt/AzureAD-Attack-Defense#43), all read 2026-11.
 */
const resourceRows = {
    '500011': atLogin('AUTH_WRONG_CLOUD', 'The tenant does not know the Microsoft Graph of this cloud.', {
        fix: 'Set entra.cloud to the cloud of the tenant, and the input "graph-url", if it is set, to the Graph of that cloud.',
        tasks: ['spec-author', 'repository-owner'],
        health: inHealth('The tenant does not know the API for which TruU requests a token'),
    }),
    ...each([500014, 50001], atLogin('AUTH_BLOCKED', 'Microsoft Graph is disabled in the tenant.', {
        fix: 'Enable the service principal that Entra names in the report under Enterprise applications > Properties, after finding out who disabled it.',
        tasks: ['entra-admin'],
        health: inHealth('The API for which TruU requests a token is disabled in the tenant'),
    })),
    '501051': atLogin('AUTH_BLOCKED', 'Microsoft Graph demands an assignment in this tenant, which {identity} lacks.', {
        fix: 'Turn off "Assignment required" of the API that Entra names in the report, or assign one of its app roles to {identity}.',
        tasks: ['entra-admin'],
        health: inHealth('The API for which TruU requests a token demands an app role that the registration lacks'),
    }),
    ...each([65001, 65004, 65005, 650052, 650054, 650056, 650057, 90008, 90094, 90095, 90099, 1003031], consent),
    '53003': atLogin('AUTH_BLOCKED', 'Conditional Access blocks the login of {identity}.', {
        tasks: ['entra-admin'],
        secretTest: 'accepted',
        health: inHealth('A Conditional Access policy blocks the login of TruU; the client secret is not the cause', 'Exclude the service principal of the registration from the Conditional Access policy for workload identities, or allow the addresses of TruU.'),
    }),
    ...each([530031, 530032, 530033], policy),
};

;// CONCATENATED MODULE: ./build/catalog/aadsts/secret.js

const manual = 'Run apply or renew: it makes a new secret and sets it in TruU.';
const wrongSecret = {
    ...unknownRow,
    tasks: ['action', 'truu-admin'],
    secretTest: 'lag',
    health: refusedSecret('Entra does not know the client secret that TruU sends: it is wrong, deleted, of another app, or minutes old', `Wait some minutes if the secret is new. Otherwise: ${manual.charAt(0).toLowerCase()}${manual.slice(1)}`),
};
const noSecret = {
    ...unknownRow,
    tasks: ['truu-admin'],
    health: inHealth('TruU sends no client secret', manual),
};
/**
 * Client secrets, which our own login has none of. Sources: Microsoft's reference of error codes (2024-04-24), its table
 * of errors of Azure Pipelines (2026-03-26), and public bodies of 2017 to 2026, all read 2026-11.
 */
const secretRows = {
    ...each([7000215, 70002], wrongSecret),
    '7000222': {
        ...unknownRow,
        tasks: ['action', 'truu-admin'],
        health: refusedSecret('The client secret that TruU sends has expired', manual),
    },
    ...each([7000216, 7000218], noSecret),
};

;// CONCATENATED MODULE: ./build/catalog/aadsts/service.js

const temporary = {
    ...unknownRow,
    cause: 'Entra is temporarily unavailable.',
    tasks: ['service'],
    transient: true,
    health: inHealth('Entra is temporarily unavailable', 'Run again in a few minutes.'),
};
/**
 * Entra's own services. Sources: Microsoft's reference of error codes (2024-04-24), its page on client and server
 * throttling of MSAL, and public logs (Azure/azure-sdk-for-python#14241, pnp/powershell#2995), read 2026-11.
 */
const serviceRows = {
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

;// CONCATENATED MODULE: ./build/catalog/aadsts/tenant.js

const tenantFix = 'Run apply: it sets the tenant ID of the directory in TruU.';
const specAuthor = { tasks: ['spec-author', 'truu-admin'] };
const unknownTenant = (meaning) => atLogin('AUTH_TENANT_NOT_FOUND', 'Entra does not know the tenant.', {
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
const tenantRows = {
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

;// CONCATENATED MODULE: ./build/catalog/aadsts/users.js

const userLogin = {
    ...unknownRow,
    tasks: ['truu-admin'],
    health: inHealth('This is an error of a user login, not of the login with the client secret', 'Ask TruU which login its check makes: a new client secret does not help.'),
};
/**
 * Accounts, sessions, devices and passwords of people: a login with a client secret never ends with these (inferred from
 * Microsoft's reference of error codes, 2024-04-24, read 2026-11).
 */
const userRows = each([
    ...[16000, 16001, 16002, 16003, 50011, 50034, 50053, 50055, 50057, 50058, 50072, 50074, 50075, 50076, 50078, 50079],
    ...[50105, 50126, 50128, 50140, 50173, 500113, 500571, 53000, 53001, 53002, 53004, 53010, 53011, 530034, 530035],
    ...[70000, 70008, 70043, 700051, 700052, 700053, 700054, 700082, 700084, 120000, 120002, 120008, 120011, 120012],
], userLogin);

;// CONCATENATED MODULE: ./build/catalog/aadsts.js









/** By the whole number: 70021 is the beginning of 700211. */
const aadsts_rows = {
    ...userRows,
    ...serviceRows,
    ...requestRows,
    ...tenantRows,
    ...resourceRows,
    ...secretRows,
    ...clientRows,
    ...federationRows,
};
/** Who can mend it, in words. */
const taskNames = {
    'spec-author': 'the author of the spec',
    'repository-owner': 'the owner of the workflow and its variables',
    'entra-admin': 'an administrator of the Entra tenant',
    'truu-admin': 'an administrator of TruU',
    service: 'Microsoft or GitHub: wait, then run again',
    action: 'this action',
};
/** The first number behind `AADSTS` in a text of Entra; null when there is none. */
const aadstsIn = (text) => /AADSTS(\d+)/.exec(text)?.[1] ?? null;
/** What is known of a number. One that the table lacks is final and not explained. */
const aadstsRow = (number) => aadsts_rows[number] ?? unknownRow;
/**
 * Entra's own sentence with its number, up to its trace ID; null when there is no number. Foreign text, which can quote
 * what was sent.
 */
const sentenceIn = (text) => {
    const start = /AADSTS\d+/.exec(text)?.index;
    if (start === undefined)
        return null;
    return text.slice(start).split(/\s+(?:-\s+)?(?:Trace ID|Correlation ID|Timestamp):/i)[0] ?? null;
};
/** What the number in a failed check means: a sentence without a full stop; null when there is none that is known. */
const explainCheck = (check) => healthOf(check)?.meaning ?? null;
/** What to do about a failed check with a number; null when that is not known. */
const fixOfCheck = (check) => healthOf(check)?.fix ?? null;
const healthOf = ({ code, message }) => aadstsRow(aadstsIn(code ?? '') ?? aadstsIn(message ?? '') ?? '').health;
/** The row of a check's code that is a number and nothing else. */
const rowOfCode = (code) => aadstsRow(/^AADSTS(\d+)$/.exec(code ?? '')?.[1] ?? '');
/** Whether a check's code says that Entra refused the secret itself, so that a new one helps. */
const isCredentialFailure = (code) => rowOfCode(code).health?.credentialFailure ?? false;
/** Whether a check's code is also what Entra says of a secret that is only minutes old. */
const isNewSecretLag = (code) => isCredentialFailure(code) && rowOfCode(code).secretTest === 'lag';

;// CONCATENATED MODULE: ./build/truu/health.js


/** `Date` headers have whole seconds, so an instant lies within the second that they name. */
const secondMs = 1_000;
/** How far ahead of TruU's own `Date` a measurement may claim to be before it is nonsense. */
const aheadMs = 5_000;
/**
 * The sample with the reason for which it does not count: it must be measured with the secret that TruU holds, and after
 * every change. Pure.
 */
const withStaleReason = (sample, directory, baseline) => ({ ...sample, staleReason: staleReasonOf(sample, directory, baseline) });
const staleReasonOf = ({ credentialKeyId, checkedAt, at }, { credential, updatedAt }, { entraWrites, newKeyId, maxAge }) => {
    if (newKeyId !== null && credential.secretKeyId !== newKeyId)
        return 'TruU does not name the new secret';
    const measured = Date.parse(checkedAt ?? '');
    if (Number.isNaN(measured))
        return 'not measured yet';
    if (credentialKeyId !== credential.secretKeyId)
        return 'measured with another secret';
    if (credential.acceptedAt !== null && !(measured > Date.parse(credential.acceptedAt)))
        return 'measured before the secret was accepted';
    if (!(measured >= Date.parse(updatedAt)))
        return 'measured before the last change at TruU';
    if (at !== null && measured > Date.parse(at) + secondMs + aheadMs)
        return 'measured in the future';
    if (entraWrites !== null && measured < entraWrites.getTime() + secondMs)
        return 'measured before the last change in Entra';
    if (at === null)
        return 'of unknown age, since the response has no Date';
    if (Date.parse(at) - measured > durationMs(maxAge))
        return `measured more than ${maxAge} ago`;
    return null;
};
/** Whether a current answer is Healthy: any other status is not, nor is one beside a check that did not pass. */
const isHealthy = (sample) => sample.staleReason === null && sample.status === 'HEALTHY' && failedChecks(sample).length === 0;
/** Whether a current answer is that something is wrong, rather than not known yet; HEALTHY beside a failed check says so. */
const isUnhealthy = (sample) => sample.staleReason === null &&
    (sample.status === 'UNHEALTHY' || (sample.status === 'HEALTHY' && failedChecks(sample).length > 0));
/** By the contract (2.0); any other value means that it did not pass. */
const passedStatuses = new Set(['HEALTHY', 'PASSED', 'OK']);
/** Whether a check of TruU has passed; any other word is a failure. */
const isPassedCheck = ({ status }) => passedStatuses.has(status);
/** The checks that did not pass. */
const failedChecks = ({ checks }) => checks.filter((check) => !isPassedCheck(check));
/** A failed check for a person: its code, what a number of Entra in it means, and the message of TruU. */
const checkText = (check) => {
    const meaning = checkMeaning(check);
    const message = check.message ?? '';
    return [check.code ?? '', meaning === null ? message : withMessage(meaning, message)]
        .filter((part) => part !== '')
        .join(': ');
};
/** What a number of Entra in a failed check means, with its full stop; null when there is none that is known. */
const checkMeaning = (check) => {
    const meaning = explainCheck(check);
    return meaning === null ? null : `${meaning}.`;
};
const withMessage = (meaning, message) => message === '' ? meaning : `${meaning} TruU says: ${message}`;

;// CONCATENATED MODULE: ./build/apply/wait-for-healthy.js





/** So many unhealthy results of different measurements end the wait early. */
const verdictsToGiveUp = 3;
/** So often in a row TruU must name another secret than the one that it took before that counts. */
const denialsToGiveUp = 3;
/** A timeline stays short enough to read. */
const maxSamples = 50;
/** Polls TruU's health until a current answer is Healthy. Never throws. */
const waitForHealthy = async (context, ledger, directoryId, timeoutMs) => {
    const timeline = [];
    const deadline = (0,support_clock/* deadlineIn */._5)(context.clock, timeoutMs);
    const startedMs = context.clock.monotonicMs();
    const unhealthy = new Set();
    const newKeyId = ledger.newSecret?.keyId ?? null;
    let entraWrites = null;
    let denials = 0;
    let last = null;
    try {
        for (const wait of (0,support_clock/* backOff */.fu)(250, 1.5, 15_000)) {
            if (context.cancel.aborted)
                throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
            const requested = await readSample(context, directoryId);
            if (requested instanceof ActionError)
                last = requested;
            else {
                if (ledger.wroteEntra)
                    entraWrites ??= requested.sample.at === null ? null : new Date(requested.sample.at);
                const sample = withStaleReason(requested.sample, requested.directory, {
                    ...{ entraWrites, newKeyId, maxAge: context.maxHealthAge },
                });
                remember(timeline, sample);
                denials = ledger.newSecret === null || names(requested.directory, ledger.newSecret) ? 0 : denials + 1;
                if (ledger.newSecret !== null && denials >= denialsToGiveUp)
                    throw denied(requested.directory, ledger.newSecret);
                if (ledger.newSecret !== null && denials === 0)
                    checkPrevious(requested.directory, ledger.newSecret);
                // A sample of which TruU names another secret is stale already.
                if (isHealthy(sample))
                    return { status: 'healthy', timeline, failure: null, keyId: sample.credentialKeyId };
                if (isUnhealthy(sample) && !mayPass(sample, ledger, context.clock.monotonicMs() - startedMs))
                    unhealthy.add(sample.checkedAt ?? '');
                if (unhealthy.size >= verdictsToGiveUp)
                    break;
            }
            if (deadline.passed())
                break;
            await context.clock.sleep(Math.min(wait, deadline.leftMs()), context.cancel);
        }
        return ended(timeline, last, timeoutMs);
    }
    catch (thrown) {
        return { status: 'unknown', timeline, failure: asActionError(thrown), keyId: null };
    }
};
const names = ({ credential }, { keyId }) => credential.secretKeyId === keyId;
/** TruU's record decides what may be deleted, so it must have what this run saw. Throws TRUU_CONTRACT. */
const checkPrevious = ({ credential }, { keyId, previousKeyId }) => {
    const isNamed = credential.previous.some(({ secretKeyId }) => secretKeyId === previousKeyId);
    if (previousKeyId === null || isNamed)
        return;
    throw new ActionError('TRUU_CONTRACT', 'TruU does not name the secret that it held before among the previous ones.', {
        fix: 'Contact TruU support. Nothing was retired.',
        evidence: [{ name: 'Previous key id', value: previousKeyId }],
        leftBehind: [`The new secret ${keyId} and the previous one stay in Entra.`],
    });
};
/** TruU took the new secret, by its own word, and names another one. */
const denied = ({ credential }, { keyId, previousKeyId }) => {
    const leftBehind = [`The new secret ${keyId} and the previous ones stay in Entra, since TruU may hold any of them.`];
    const evidence = [{ name: 'Key id in TruU', value: credential.secretKeyId ?? 'none' }];
    if (credential.secretKeyId !== null && credential.secretKeyId === previousKeyId)
        return new ActionError('TRUU_CONTRACT', 'TruU confirmed the new secret and still names the previous one.', {
            fix: 'Contact TruU support. Nothing was retired, and the next run tries again.',
            evidence,
            leftBehind,
        });
    const message = 'Another run or person set another secret in TruU while this run waited for Healthy.';
    return new ActionError('APPLY_OVERTAKEN', message, { evidence, leftBehind });
};
const readSample = async (context, directoryId) => {
    try {
        return await context.truu.readHealth(directoryId);
    }
    catch (thrown) {
        const error = asActionError(thrown);
        if (error.code !== 'TRUU_UNAVAILABLE')
            throw error;
        return error;
    }
};
const remember = (timeline, sample) => {
    const before = timeline.at(-1);
    const same = before !== undefined &&
        before.checkedAt === sample.checkedAt &&
        before.status === sample.status &&
        before.staleReason === sample.staleReason;
    if (same)
        timeline.pop();
    timeline.push(sample);
    if (timeline.length > maxSamples)
        timeline.splice(1, 1);
};
/** "Invalid client secret" about a secret that this run made is propagation for some minutes. */
const mayPass = (sample, ledger, sinceMs) => ledger.newSecret !== null && sinceMs < secretPropagationMs && sample.checks.some(({ code }) => isNewSecretLag(code));
const ended = (timeline, last, timeoutMs) => {
    const believed = timeline.filter((sample) => sample.staleReason === null).at(-1);
    if (believed !== undefined && isUnhealthy(believed))
        return { status: 'not-healthy', timeline, failure: notHealthy(believed), keyId: null };
    if (timeline.length === 0 && last !== null)
        return { status: 'unknown', timeline, failure: last, keyId: null };
    const seconds = Math.round(timeoutMs / 1000);
    const time = seconds === 1 ? '1 second' : `${seconds} seconds`;
    const shown = timeline.at(-1);
    const failure = new ActionError('HEALTH_TIMEOUT', `TruU did not report Healthy within ${time}.`, {
        evidence: shown === undefined
            ? []
            : [
                {
                    name: 'Last status from TruU',
                    value: `${shown.status}${shown.staleReason ? ` (${shown.staleReason})` : ''}`,
                },
            ],
    });
    return { status: believed === undefined ? 'unknown' : 'not-healthy', timeline, failure, keyId: null };
};
/** The failure of a directory that TruU says is not Healthy: each failed check, and what a number of Entra in it means. */
const notHealthy = (sample) => {
    const failed = failedChecks(sample);
    const [fix] = failed.flatMap((check) => fixOfCheck(check) ?? []);
    return new ActionError('HEALTH_NOT_HEALTHY', 'TruU reports that the directory is not Healthy.', {
        ...(fix !== undefined && { fix }),
        evidence: failed.map((check) => ({ name: `Check ${check.name}`, value: checkText(check) })),
    });
};

;// CONCATENATED MODULE: ./build/spec/defaults.js

/** The defaults of the spec, at the paths of their keys. */
const defaults = {
    entra: {
        cloud: 'public',
        application: { name: 'TruU', uniqueName: 'truu-directory' },
        permissions: { unlisted: 'report' },
        secret: { description: 'TruU', lifetime: 'P12M' },
    },
    health: { timeout: 'PT5M', maxAge: 'PT24H' },
};
/** By the action a secret is renewed in minutes; a person needs weeks, and half of the lifetime at most. */
const renewBeforeDefault = { action: 'P30D', person: 'P60D' };
/** The `renewBefore` of a spec that says none, by who sets the secret. ISO 8601 durations. */
const defaultRenewBefore = (lifetime, by) => {
    const most = renewBeforeDefault[by];
    const halfMs = durationMs(lifetime) / 2;
    return by === 'action' || halfMs >= durationMs(most) ? most : `PT${Math.floor(halfMs / 1000)}S`;
};
/** Long enough for TruU to be seen Healthy over a weekend. */
const longestOverlap = 'P3D';
/** The overlap of a spec that says none: three days, or half of `renewBefore` where that is shorter. ISO 8601 durations. */
const defaultOverlap = (renewBefore) => {
    const halfMs = durationMs(renewBefore) / 2;
    return halfMs >= durationMs(longestOverlap) ? longestOverlap : `PT${Math.floor(halfMs / 1000)}S`;
};

;// CONCATENATED MODULE: ./build/run/outcome/health.js








/** From the wait when there was one, otherwise from the one answer that was read beside the plan. Pure. */
const health_healthOf = (results) => {
    const { applied, mode, side } = results;
    // What people and Entra say is judged row by row: the failures of TruU's side tell what is wrong.
    if (side !== null)
        return { status: side.health, timeline: [], failure: null };
    if (applied !== null)
        return { status: applied.health, timeline: applied.timeline, failure: healthFailure(mode, applied.health, null) };
    const match = results.planned?.assessment.match;
    if (match === undefined || !traitsOf(mode).asksHealth)
        return { status: 'not-asked', timeline: [], failure: null };
    if (match.kind !== 'ours' || match.directory.health === null) {
        const status = match.kind === 'none' ? 'not-asked' : 'unknown';
        return { status, timeline: [], failure: healthFailure(mode, status, null) };
    }
    const sample = withStaleReason(match.directory.health, match.directory, baselineOf(results));
    const status = isHealthy(sample) ? 'healthy' : sample.staleReason === null ? 'not-healthy' : 'unknown';
    return { status, timeline: [sample], failure: healthFailure(mode, status, sample) };
};
/** What a result must be newer than beside a plan: nothing was written, so only the directory's own changes and its age. */
const baselineOf = ({ spec }) => ({
    entraWrites: null,
    newKeyId: null,
    maxAge: spec?.health.maxAge ?? defaults.health.maxAge,
});
const healthFailure = (mode, status, sample) => {
    // Without a directory drift is red already, since one is wanted.
    if (status === 'healthy' || status === 'not-asked' || !traitsOf(mode).redOnHealth)
        return null;
    if (sample !== null && isUnhealthy(sample))
        return notHealthy(sample);
    if (sample === null)
        return new ActionError('HEALTH_NOT_HEALTHY', 'The health of the directory is unknown.', { fix });
    const message = sample.staleReason === null
        ? 'TruU has no result on the health of the directory yet.'
        : 'The last health result of TruU is out of date.';
    return new ActionError('HEALTH_NOT_HEALTHY', message, {
        fix,
        evidence: [
            { name: 'Last status from TruU', value: sample.status },
            ...(sample.staleReason === null ? [] : [{ name: 'Out of date because', value: sample.staleReason }]),
        ],
    });
};
/** No check failed, so there is none to look at. */
const fix = 'Run again in a few minutes, after TruU has measured again. If it persists, check the directory in the TruU Admin Console.';
/**
 * The failure of bad health with what the run knows about it: a cause that it saw itself, and how TruU's health was before
 * the run wrote anything. Other failures stay as they are. Pure.
 */
const withHealthContext = (error, results) => withHealthBefore(withDisabledCause(error, results), results);
/** TruU's checks show that a login failed; that sign-in is disabled is what this run read in Entra. */
const withDisabledCause = (error, { verified, observation }) => {
    const seen = verified?.readable ? verified.observation : observation;
    const cause = seen?.readable ? disabledCause(seen.entra) : null;
    if (error.code !== 'HEALTH_NOT_HEALTHY' || cause === null)
        return error;
    return withEvidence(error, `${cause.message}, so TruU cannot log in.`, cause);
};
/** Trouble that the run made is told apart from trouble that it found. */
const withHealthBefore = (error, results) => {
    const { applied, planned } = results;
    const match = planned?.assessment.match;
    if (applied === null || match === undefined || !errorCatalog[error.code].aboutHealth)
        return error;
    if (match.kind !== 'ours')
        return withHealthAtStart(error, 'The directory was created by this run.', 'no directory');
    const { health } = match.directory;
    if (health === null)
        return withHealthAtStart(error, unknownBefore, 'nothing');
    const before = withStaleReason(health, match.directory, baselineOf(results));
    const codes = failedChecks(before).flatMap(codeAndMeaning).join(', ');
    const shown = `${before.status}${codes === '' ? '' : ` (${codes})`}`;
    if (isHealthy(before))
        return withHealthAtStart(error, 'It was Healthy before this run.', shown);
    if (isUnhealthy(before))
        return withHealthAtStart(error, 'It was not Healthy before this run either.', shown);
    return withHealthAtStart(error, unknownBefore, `${shown}${before.staleReason === null ? '' : `, ${before.staleReason}`}`);
};
const codeAndMeaning = (check) => {
    const meaning = explainCheck(check);
    if (check.code === null)
        return meaning === null ? [] : [meaning];
    return [meaning === null ? check.code : `${check.code}: ${meaning}`];
};
const unknownBefore = 'Its health before this run is unknown.';
const withHealthAtStart = (error, message, shown) => withEvidence(error, message, { evidence: { name: 'Health before this run', value: shown } });
const withEvidence = (error, message, { fix, evidence }) => changed(error, {
    message: `${error.message} ${message}`,
    fix: fix ?? error.fix,
    evidence: [...error.evidence, evidence],
});

;// CONCATENATED MODULE: ./build/entra/login/identity.js

/** Finds out which identity of the workflow a client id is. */
const loginIdentity = (clientId, mode, named) => {
    const id = clientId.toLowerCase();
    const writer = id === named.deployerClientId ? 'deployer-client-id' : id === named.renewerClientId ? 'renewer-client-id' : null;
    return { clientId: id, writer, mode };
};
/** Whether the identity has rights to write, as far as the workflow says: what it trusts can change Entra. */
const canWrite = ({ writer, mode }) => writer !== null || traitsOf(mode).writes;
/** The identity within a sentence. */
const identityName = ({ clientId, writer }) => writer === null ? `this identity (client-id ${clientId})` : `the identity of ${writer} (${clientId})`;
/** A text of the catalogue about an identity. */
const aboutIdentity = (text, identity) => {
    const name = identityName(identity);
    return text
        .replaceAll('{identity}', name)
        .replaceAll('{Identity}', `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
};
/** The identity as a fact of a report, to be copied. */
const identityEvidence = ({ clientId, writer }) => ({
    name: writer === null ? 'This identity (client-id)' : `This identity (client-id, equal to ${writer})`,
    value: clientId,
});

;// CONCATENATED MODULE: ./build/run/outcome/identity.js


/** Failures that are about the rights of the identity that is logged in. */
const aboutRights = new Set([
    'ENTRA_UNAUTHORIZED',
    'ENTRA_FORBIDDEN',
    'ENTRA_NOT_OWNER',
    'ENTRA_CONSENT_REQUIRED',
]);
/** The failure with the identity whose rights it is about, by its client id and the input that it equals. Pure. */
const withIdentity = (error, { identity }) => {
    if (identity === null || !aboutRights.has(error.code))
        return error;
    const others = error.evidence.filter(({ value }) => value !== identity.clientId);
    return changed(error, { evidence: [...others, identityEvidence(identity)] });
};

;// CONCATENATED MODULE: ./build/run/outcome/spec-place.js

/** The value of the spec that a remote refuses by a code, where the remote itself does not know of the spec. */
const causes = {
    AUTH_TENANT_NOT_FOUND: ['entra', 'tenant'],
    AUTH_WRONG_CLOUD: ['entra', 'cloud'],
    ENTRA_PERMISSION_MISSING: ['entra', 'permissions'],
    ENTRA_SECRET_LIFETIME: ['entra', 'secret', 'lifetime'],
    ENTRA_UNIQUE_NAME_TAKEN: ['entra', 'application', 'uniqueName'],
    TRUU_CONFLICT: ['truu', 'directory', 'name'],
    TRUU_REFUSED: ['truu', 'directory'],
    HEALTH_TIMEOUT: ['health', 'timeout'],
};
/** The failure with the place in the spec where its cause is, unless it names one already. Pure. */
const withSpecPlace = (error, document) => {
    const cause = causes[error.code];
    if (document === null || cause === undefined || error.evidence.some(({ range }) => range !== undefined))
        return error;
    const range = document.range(error.code === 'ENTRA_PERMISSION_MISSING' ? namedIn(error, document, cause) : cause);
    const where = { name: 'Where', value: `${range.file}:${range.line}:${range.column}`, range };
    return changed(error, { evidence: [where, ...error.evidence] });
};
/** The entry of the list whose permission the message names; the list when it names none. */
const namedIn = ({ message }, { spec }, list) => {
    for (const type of ['application', 'delegated']) {
        const index = (spec.entra.permissions?.[type] ?? []).findIndex((name) => message.includes(` ${name}.`));
        if (index >= 0)
            return [...list, type, index];
    }
    return list;
};

;// CONCATENATED MODULE: ./build/run/outcome/failures.js











/**
 * Every reason why a run is red, beside the problems of its spec: what failed, what the plan refuses, what the final plan
 * shows in a mode that is red on it, and a health that is not good, unless what failed explains it. Pure.
 */
const failuresOf = (results, { final, badHealth }) => {
    const [cancelled, afterwards] = splitCancelled(results.verified?.readable === false ? results.verified.failures : []);
    const before = cancelledFirst([...results.failures, ...(results.applied?.failures ?? []), ...cancelled]);
    const failed = underCauses(before.map((failure) => withHealthContext(failure, results)), afterwards);
    const nothingFailed = failed.length === 0;
    const health = nothingFailed && badHealth !== null ? [withHealthContext(badHealth, results)] : [];
    const refused = (results.planned?.plan.refusals ?? []).map(refusalError);
    // A registration that may not log in makes TruU's directory unhealthy; other refusals say nothing about it.
    const isExplained = refused.some(isDisabled);
    return [
        ...failed.map((failure) => withIdentity(withSpecPlace(failure, results.document), results)),
        ...refused.flatMap((error) => (isDisabled(error) ? underCauses([error, ...health], []) : [error])),
        ...(nothingFailed ? (results.side?.failures ?? []) : []),
        ...(nothingFailed && final !== null ? driftOf(results.mode, final, results.side?.ask?.asksKey === true) : []),
        ...(isExplained ? [] : health),
    ].map(toFailure);
};
const isDisabled = ({ code }) => code === 'ENTRA_DISABLED';
/** A failure as it stands in the report. */
const toFailure = (error) => {
    const { title, category } = errorCatalog[error.code];
    const { code, message, fix, evidence, requestId, leftBehind } = error;
    return { code, title, message, fix, category, evidence, requestId, leftBehind };
};
const splitCancelled = (failures) => [
    failures.filter(({ code }) => code === 'APPLY_CANCELLED'),
    failures.filter(({ code }) => code !== 'APPLY_CANCELLED'),
];
/** A cancellation is the reason of what failed after it, and is shown once, with all that remains. */
const cancelledFirst = (failures) => {
    const [cancelled, others] = splitCancelled(failures);
    const [first] = cancelled;
    if (first === undefined)
        return failures;
    return [
        leaving(first, cancelled.slice(1).flatMap(({ leftBehind }) => leftBehind)),
        ...others,
    ];
};
/** What of a plan is red in a mode though nothing failed. */
const driftOf = (mode, final, asksSecret) => {
    if (final.refusals.length > 0)
        return [];
    switch (traitsOf(mode).redOnDrift) {
        case 'nothing':
            return [];
        case 'not-converged':
            return [...notConverged(final), ...openFindings(final, asksSecret)];
        case 'drift':
            return drifted(final, asksSecret);
    }
};
const notConverged = ({ changes }) => {
    const left = wantedOf(changes).length;
    if (left === 0)
        return [];
    return [
        new ActionError('APPLY_NOT_CONVERGED', `${counted(left, 'change is', 'changes are')} still to apply after the run.`),
    ];
};
/** What was seen and left alone is red where something was done, too: the person who applies is the one who looks. */
const openFindings = (final, asksSecret) => {
    const findings = accessFindings(final);
    if (findings.length === 0)
        return [];
    const message = `${counted(findings.length, 'finding is', 'findings are')} open. What was due was done; what is listed is left as it is.`;
    return [
        new ActionError('ENTRA_ACCESS_UNKNOWN', message, {
            fix: clearingOf(findings, asksSecret),
            evidence: findings.map(namedEvidence),
        }),
    ];
};
const drifted = ({ changes, notes }, asksSecret) => {
    const wanted = changes.filter(({ skipReason, settling }) => (skipReason === null || skipReason === 'mode') && !settling).length;
    const held = unlistedPrivileges(changes).length;
    const findings = notes.filter((note) => note.level === 'finding');
    if (wanted + held + findings.length === 0)
        return [];
    const counts = [
        counted(wanted, 'change to apply', 'changes to apply'),
        counted(held, 'permission granted but not in the spec', 'permissions granted but not in the spec'),
        counted(findings.length, 'finding', 'findings'),
    ];
    const what = counts.filter((part) => part !== '').join(', ');
    const message = wanted > 0 ? `${what}.` : `${what}. Nothing is to apply: apply would not clear this.`;
    return [new ActionError('PLAN_DRIFT', message, { fix: driftFix(wanted, held, findings, asksSecret) })];
};
/** Apply is the advice only for what it changes. */
const driftFix = (wanted, held, findings, asksSecret) => [
    ...(wanted > 0 ? [errorCatalog.PLAN_DRIFT.fix] : []),
    ...(held > 0
        ? [
            'List in the spec the permissions that are to stay, and all permissions of the spec in the input "allowed-permissions"; to remove the others, set entra.permissions.unlisted to remove and the input "allow-removals" to true. Then run apply.',
        ]
        : []),
    ...(findings.length > 0 ? [clearingOf(findings, asksSecret)] : []),
].join(' ');
const counted = (count, one, many) => count === 0 ? '' : `${count} ${count === 1 ? one : many}`;

;// CONCATENATED MODULE: ./build/run/outcome/hand-off.js
/** What people and Entra say of TruU's side, for the report; null where TruU was asked itself. Pure. */
const handOffOf = ({ side }) => {
    if (side === null)
        return null;
    const { healthSource, known, ask, actBefore, issueUrl } = side;
    return { healthSource, known, ask, actBefore, issueUrl };
};

;// CONCATENATED MODULE: ./build/catalog/secret-roles.js
/** What a secret of the registration is to TruU. */
const secretRoles = {
    held: {
        label: 'held by TruU',
        reason: 'TruU names it as the secret that it holds',
        emphasized: true,
        byPeople: {
            label: 'used by TruU, as far as is known',
            reason: "Entra's report shows it in use, a person confirmed it, or adopt-secrets names it",
        },
    },
    overlap: {
        label: 'previous, in its overlap',
        reason: 'TruU held it before and may still use it',
        emphasized: false,
    },
    due: {
        label: 'previous, due to be retired',
        reason: 'TruU held it before, and its overlap has passed',
        emphasized: false,
        byPeople: {
            label: 'compromised, to be deleted',
            reason: 'the input rotate names it, and its successor is confirmed and seen in use later',
        },
    },
    'in-use': {
        label: 'previous, still in use',
        reason: 'TruU held it before, and it was used after TruU took the next one',
        emphasized: true,
    },
    postponed: {
        label: 'previous, its use not known yet',
        reason: "TruU held it before, and Entra's report of sign-ins does not reach past the time when TruU took the next one",
        emphasized: false,
    },
    waiting: {
        label: 'confirmed, not seen in use yet',
        reason: "a person confirmed that TruU has it, and Entra's report does not show it in use yet",
        emphasized: true,
    },
    recorded: {
        label: 'delivered, waiting for a person',
        reason: 'this action delivered it, and nobody confirmed yet that TruU has it',
        emphasized: true,
    },
    unrecorded: {
        label: 'not delivered, kept until it expires',
        reason: 'its tag is valid, and no delivery of it is on record; it may be in use all the same',
        emphasized: false,
    },
    kept: {
        label: 'previous, kept until it expires',
        reason: 'a person was given it before and TruU may still use it; it expires by itself',
        emphasized: false,
    },
    expired: {
        label: 'previous, expired',
        reason: 'a person was given it before, and it has expired',
        emphasized: false,
    },
    orphaned: {
        label: 'orphaned, to be deleted',
        reason: 'its tag is valid, and TruU neither holds it nor held it: a run was interrupted before TruU took it',
        emphasized: false,
    },
    'other-consumer': {
        label: 'of another consumer',
        reason: 'its tag names another TruU that uses this registration',
        emphasized: true,
    },
    unvouched: {
        label: 'carries our tag, unknown to TruU',
        reason: 'its tag does not fit it, or it was used (or may have been) though TruU never held it',
        emphasized: true,
    },
    foreign: {
        label: 'not managed by this action',
        reason: 'it has no tag of this action, and adopt-secrets does not name it',
        emphasized: false,
    },
};
/** The roles, in the order of the table. */
const secretRoleNames = Object.keys(secretRoles);
/** The words for a role, by who tells of it. */
const roleWords = (role, byPeople) => {
    const row = secretRoles[role];
    return (byPeople ? row.byPeople : undefined) ?? row;
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/catalog/secret-tag.js

const digits = 8;
const tag = / \[truu:2:([0-9a-f]{8}):([0-9a-f]{8}):([0-9a-f]{8})\]$/;
const hash = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, digits);
/** RFC 3339 in whole seconds; an unreadable time stays as it is, and fits nothing. */
const wholeSeconds = (time) => {
    const ms = Date.parse(time);
    return Number.isNaN(ms) ? time : `${new Date(ms).toISOString().slice(0, 19)}Z`;
};
const seal = (consumerHash, { nonce, appId, startsOn, expiresOn }) => hash(['2', consumerHash, nonce, appId, wholeSeconds(startsOn), wholeSeconds(expiresOn)].join('|'));
/** The display name of a secret that the action creates: the description in the spec, and the tag. */
const taggedName = (description, parts) => {
    const consumerHash = hash(parts.consumer);
    return `${description} [truu:2:${consumerHash}:${parts.nonce}:${seal(consumerHash, parts)}]`;
};
/** Whether a name carries a tag of this action in any form. */
const carriesTag = (displayName) => (displayName ?? '').includes('[truu:');
/** Reads the tag of a secret against its own start and end, as Graph shows them. Pure. */
const judgeTag = (displayName, { consumer, ...secret }) => {
    if (!carriesTag(displayName))
        return 'none';
    const [, consumerHash = '', nonce = '', sealed] = tag.exec(displayName ?? '') ?? [];
    if (sealed !== seal(consumerHash, { nonce, ...secret }))
        return 'wrong';
    return consumerHash === hash(consumer) ? 'ours' : 'other-consumer';
};

;// CONCATENATED MODULE: ./build/plan/secret/renewal.js



/** The reason to make a new secret, the strongest first; null when the held one is good. */
const renewalOf = (input, match) => {
    if (match.kind === 'ambiguous')
        return null;
    if (match.kind === 'none')
        return renewal('create', input.truu.rules.words.noSecret);
    const { directory } = match;
    const { credential } = directory;
    if (credential.acceptedAt === null && credential.secretKeyId === null)
        return renewal('create', 'TruU holds no secret');
    if (directory.tenantId !== input.entra.desired.tenant)
        return renewal('rotate', 'TruU uses another tenant');
    if (directory.clientId !== (input.entra.observed.application?.appId ?? null))
        return renewal('rotate', 'TruU uses another registration');
    if (credential.secretKeyId === null)
        return renewal('adopt', 'TruU cannot name the secret that it holds, since it was entered manually; manually created secrets stay in Entra until adopt-secrets names them');
    return heldRenewal(input, directory, credential.secretKeyId);
};
/** A person cannot use the newest secret that was delivered, whatever is left of it. */
const askedRenewal = ({ truu: { observed, rules } }) => {
    const { handOff } = observed;
    return rules.createsSecrets && handOff?.again === true ? renewing('a person asked for another secret') : null;
};
const heldRenewal = (input, directory, heldKeyId) => {
    const { desired, observed } = input.entra;
    const asked = askedRenewal(input);
    if (asked !== null)
        return asked;
    const { rotate } = input.policy;
    const { others } = directory.credential;
    const newestKeyId = others.find(({ newer }) => newer)?.secretKeyId ?? heldKeyId;
    if (rotate === newestKeyId) {
        const which = newestKeyId === heldKeyId ? 'the held secret' : 'the newest secret';
        return { ...renewing(`the input rotate names ${which} as compromised`), compromised: true };
    }
    // A secret that a person was given and that lives long enough is not asked for twice.
    if (others.some(({ secretKeyId, expiresAt }) => secretKeyId !== rotate && !isDue(input, expiresAt)))
        return null;
    const held = heldSecretOf(observed, heldKeyId) ?? deliveredJustNow(input, directory);
    if (held === undefined)
        return { ...renewing('Entra no longer has the secret that TruU holds'), heldIsGone: true };
    const expires = new Date(held.expiresOn);
    if (expires.getTime() <= observed.now.getTime())
        return { ...renewing('the held secret has expired'), dueByTime: true };
    if (isDue(input, held.expiresOn))
        return { ...renewing(`the held secret expires within ${desired.secret.renewBefore}`), dueByTime: true };
    if (failsOnItsCredential(directory, heldKeyId, input.truu.observed.now))
        return renewing('Entra refuses the secret that TruU holds');
    return null;
};
/** A secret that was delivered a moment ago is in Entra, though Entra may not show it yet. */
const deliveredJustNow = ({ truu }, { credential }) => truu.observed.handOff === null || credential.expiresAt === null ? undefined : { expiresOn: credential.expiresAt };
/** Whether a secret that ends then (RFC 3339) is to be renewed now. */
const isDue = ({ entra: { desired, observed } }, expiresOn) => subtractDuration(new Date(expiresOn), parseDuration(desired.secret.renewBefore)).getTime() <= observed.now.getTime();
/**
 * The secret that TruU holds, wherever it lies: Entra accepts one of the service principal too, which this action never
 * makes (Graph docs, serviceprincipal-addpassword, read 2026-11). Undefined: Entra does not show it.
 */
const heldSecretOf = ({ application, servicePrincipal }, heldKeyId) => [...(application?.secrets ?? []), ...(servicePrincipal?.secrets ?? [])].find(({ keyId }) => keyId === heldKeyId);
const failsOnItsCredential = ({ health, credential }, heldKeyId, now) => {
    if (health === null || health.status === 'HEALTHY' || health.credentialKeyId !== heldKeyId)
        return false;
    const settled = now.getTime() - Date.parse(credential.acceptedAt ?? '') >= secretPropagationMs;
    const measuredLate = Date.parse(health.checkedAt ?? '') - Date.parse(credential.acceptedAt ?? '') >= secretPropagationMs;
    return settled && measuredLate && health.checks.some(({ code }) => isCredentialFailure(code));
};
const renewal = (act, reason) => ({
    act,
    reason,
    dueByTime: false,
    renewable: false,
    compromised: false,
    heldIsGone: false,
});
const renewing = (reason) => ({ ...renewal('rotate', reason), renewable: true });

;// CONCATENATED MODULE: ./build/run/outcome/inventory.js




/** What a run saw last of secrets, permissions and ids; empty or null where it saw nothing. Pure. */
const inventoryOf = (results) => {
    const { spec, policy, verified, applied } = results;
    const last = verified?.readable ? verified : results;
    const seen = last.observation?.readable ? last.observation : null;
    const foreign = last.planned?.whose === 'foreign';
    const world = seen === null || spec === null || foreign ? null : { spec, ...seen };
    const { match = null, secrets = [] } = last.planned?.assessment ?? {};
    const heldKeyId = match?.kind === 'ours' ? match.directory.credential.secretKeyId : null;
    // What a person was given is held by TruU from their word on.
    const isHandedOff = world !== null && world.truu.handOff !== null;
    const held = secrets.find((secret) => secret.role === 'held') ??
        (world === null || isHandedOff ? undefined : heldSecretOf(world.entra, heldKeyId));
    const { newSecret = null } = applied?.ledger ?? {};
    const secretExpiresOn = (newSecret?.isInTruu === true ? newSecret.expiresOn : held?.expiresOn) ?? null;
    return {
        secrets: secrets.map((secret) => secretRow(secret, isHandedOff)),
        permissions: permissionRowsOf(last.planned?.grants ?? [], policy?.allowedPermissions ?? new Set()),
        unmanaged: world === null ? [] : unmanagedOf(world, match?.kind === 'ours' ? match.directory.id : null),
        loginRoles: seen?.entra.deployer.roles ?? null,
        ...idsOf(results, world, match?.kind === 'ours' ? match.directory.id : null),
        secretExpiresOn,
        daysLeft: secretExpiresOn === null || seen === null ? null : daysUntil(secretExpiresOn, seen.entra.now),
    };
};
/** What this run created counts as well, since Graph can show it late. Where people serve TruU, no id of TruU's is known. */
const idsOf = ({ applied }, world, directoryId) => {
    const application = applied?.ledger.ids.get('create-application');
    const principal = applied?.ledger.ids.get('create-service-principal');
    return {
        clientId: world?.entra.application?.appId ?? application?.appId ?? null,
        directoryId: world?.truu.handOff === null ? directoryId : null,
        applicationObjectId: world?.entra.application?.id ?? application?.applicationId ?? null,
        servicePrincipalObjectId: world?.entra.servicePrincipal?.id ?? principal?.servicePrincipalId ?? null,
    };
};
const inventory_dayMs = 86_400_000;
const daysUntil = (end, now) => {
    const days = Math.floor((Date.parse(end) - now.getTime()) / inventory_dayMs);
    return Number.isNaN(days) ? null : days;
};
/** A secret with its role, and why it is ours or not. Its value was never known here. */
const secretRow = (secret, byPeople) => {
    const { keyId, displayName, startsOn, expiresOn, role, use, lastUsedOn } = secret;
    const { reason } = roleWords(role, byPeople);
    const base = { keyId, displayName, startsOn, expiresOn, role, use, lastUsedOn };
    if (role === 'foreign' || role === 'unvouched' || role === 'other-consumer')
        return { ...base, ours: false, reason };
    if (carriesTag(displayName))
        return { ...base, ours: true, reason: `created by this action; ${reason}` };
    if (role === 'held')
        return { ...base, ours: false, reason: `created manually; ${reason}` };
    return { ...base, ours: true, reason: `TruU or adopt-secrets names it; ${reason}` };
};
/** Each permission that is listed, requested or granted; those with the widest reach first. */
const permissionRowsOf = (grants, ceiling) => grants
    .map(({ type, name, description, tier, listed, requested, granted }) => ({
    type,
    name,
    description,
    tier,
    listed,
    requested,
    granted,
    allowed: ceiling.has(`${type}:${name}`) && !isTierZeroRefused(name),
}))
    .sort((a, b) => (a.tier ?? 0) - (b.tier ?? 0));
/** What was observed and is neither compared nor changed; the notes of the plan are apart. */
const unmanagedOf = (world, directoryId) => [
    ...unmanagedKeysOf(world),
    ...otherApisOf(world.entra),
    ...otherDirectoriesOf(world.truu, directoryId),
];
const unmanagedKeysOf = ({ spec, truu }) => {
    const { permissions } = spec.entra;
    const absent = [
        [permissions?.application === undefined, 'Application permissions', 'entra.permissions.application'],
        [permissions?.delegated === undefined, 'Delegated permissions', 'entra.permissions.delegated'],
        [spec.truu.primaryUserIdentifier === undefined, 'The primary user identifier', 'truu.primaryUserIdentifier'],
        [spec.truu.cluster === undefined, 'Identity Server clusters', 'truu.cluster'],
    ];
    const others = truu.cluster?.names.filter((name) => name !== spec.truu.cluster) ?? [];
    return [
        ...absent.flatMap(([is, title, key]) => (is ? [{ title, names: [], reason: `the spec has no ${key}` }] : [])),
        ...(others.length > 0 ? [{ title: 'Other clusters', names: others, reason: 'the spec does not name them' }] : []),
    ];
};
const otherApisOf = ({ application }) => {
    const names = (application?.otherApis ?? []).map((one) => one.resourceAppId);
    if (names.length === 0)
        return [];
    return [{ title: 'Permissions on other APIs', names, reason: 'the spec covers Microsoft Graph only' }];
};
const otherDirectoriesOf = ({ directories }, directoryId) => {
    if (directoryId === null)
        return [];
    const names = directories.filter((one) => one.id !== directoryId).map((one) => one.configurationName ?? 'unknown');
    if (names.length === 0)
        return [];
    return [{ title: 'Other TruU directories', names, reason: 'the spec describes another directory' }];
};

;// CONCATENATED MODULE: ./build/run/outcome/result.js



/** Whether the world is as the spec says; unknown is never in sync. Pure. */
const syncOf = ({ mode }, final) => {
    if (final === null)
        return 'unknown';
    const open = traitsOf(mode).syncCounts === 'wanted'
        ? final.changes.filter(({ skipReason }) => skipReason === null || skipReason === 'person')
        : final.changes.filter(({ act, skipReason, settling }) => (act !== 'retire' || !skipReason) && !settling);
    return open.length === 0 && final.refusals.length === 0 ? 'in-sync' : 'out-of-sync';
};
/** The one word for how a run ended. Pure. */
const resultOf = (results, { final, failures }) => {
    const { mode, planned, applied, diagnostics } = results;
    const traits = failures.map(({ code }) => errorCatalog[code]);
    if (failures.some(({ code }) => code === 'APPLY_CANCELLED'))
        return 'cancelled';
    if ((planned?.plan.refusals ?? []).length > 0 || traits.some(({ refuses }) => refuses))
        return 'refused';
    if (diagnostics.length > 0 || traits.some((one) => !one.aboutDrift && !one.aboutHealth))
        return 'failed';
    const wrote = applied?.ledger.wrote ?? false;
    if (failures.length === 0 && results.side?.waiting === true)
        return 'waiting';
    const { writes, resultOfChange, resultOfDrift } = traitsOf(mode);
    // What was written and did not become Healthy has failed, whatever else is left.
    if (failures.length > 0)
        return wrote && traits.some(({ aboutHealth }) => aboutHealth) ? 'failed' : resultOfDrift;
    const changed = writes ? wrote : final !== null && wantedOf(final.changes).length > 0;
    return changed ? resultOfChange : 'in-sync';
};

;// CONCATENATED MODULE: ./build/run/outcome/build-report.js






/** Makes the report of what the stages found out: every judgement on red and green is made here. Pure. */
const buildReport = (results) => {
    const { mode, specFile, spec, diagnostics, planned, verified, applied, requests, auditEvents, environment } = results;
    const final = finalPlan(results);
    const health = health_healthOf(results);
    const failures = failuresOf(results, { final, badHealth: health.failure });
    return {
        mode,
        result: resultOf(results, { final, failures }),
        sync: syncOf(results, final),
        health: health.status,
        red: failures.length > 0 || diagnostics.length > 0,
        skipped: null,
        specFile,
        directoryName: spec?.truu.directory.name ?? null,
        tenant: spec?.entra.tenant ?? null,
        cloud: spec?.entra.cloud ?? null,
        diagnostics,
        plan: planned?.plan ?? null,
        remaining: verified?.readable ? verified.planned.plan : null,
        steps: applied?.outcomes ?? [],
        healthTimeline: health.timeline,
        environment: environment && { name: environment.name, rule: environment.rule },
        requests,
        failures,
        warnings: (results.side?.warnings ?? []).map(toFailure),
        handOff: handOffOf(results),
        rotated: applied?.ledger.newSecret?.isInTruu === true,
        auditEvents,
        run: null,
        published: null,
        ...inventoryOf(results),
    };
};
/** The report of a run that was cancelled after all was done and looked at, while it was being shown. Pure. */
const cancelledAtLast = (report) => {
    if (report.result === 'cancelled')
        return report;
    const failure = toFailure(new ActionError('APPLY_CANCELLED', 'The run was cancelled while its report was published.'));
    return { ...report, result: 'cancelled', red: true, failures: [failure, ...report.failures] };
};
/** The plan that describes the world as the run left it. */
const finalPlan = ({ verified, planned, applied }) => {
    if (verified !== null)
        return verified.readable ? verified.planned.plan : null;
    return applied?.ledger.wrote ? null : (planned?.plan ?? null);
};

;// CONCATENATED MODULE: ./build/catalog/command-refusals.js
/** Why what a person said about a hand-off does not count, and what to do: the sentence that every surface shows. */
const commandRefusals = {
    'not-asked': 'only those whom the workflow asks can confirm.',
    'account-changed': 'this login belongs to another account than when it was asked. Remove the login from the input "assignees", run drift, and add it again if the account of now is the right one.',
    edited: 'the comment was edited, and anyone with write access can edit it. Write a new one.',
    'by-mail': 'the comment came by mail, which does not show who wrote it. Write it on GitHub.',
    'unknown-command': 'the command is "/truu done CODE", with the Secret ID behind it where a secret is asked for, or "/truu again".',
    'wrong-code': 'the code does not fit what is asked now; the spec may have changed. Reload the issue.',
    over: 'this hand-off is over. See the open issue with the label truu-hand-off; where none is open, nothing is asked.',
    'no-secret-id': 'the Secret ID of the new secret is missing behind the code.',
    'secret-not-found': 'this registration has no client secret with this Secret ID. Copy the Secret ID (not the Value) from Certificates & secrets; a secret that was just added can take a few minutes to appear: confirm again.',
    'secret-older': 'this secret is older than the request. Add a new one.',
    'secret-too-long': 'this secret lives longer than the spec says. Add one with the lifetime in the issue.',
    'secret-known': 'this secret is known from an earlier request. Add a new one.',
};

;// CONCATENATED MODULE: ./build/support/text.js
/** What is invisible or private, and spaces that are none. Variation selectors, which colour emoji, stay. */
const unseen = /(?![ \p{Variation_Selector}])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const visible = (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
/** Foreign text on one line: invisible characters are escaped, long text is cut. */
const oneLine = (text, most = 300) => {
    // No character becomes shorter, so that nothing behind the cut can be shown.
    const shown = text.slice(0, most + 1).replaceAll(unseen, visible);
    return shown.length <= most ? shown : `${shown.slice(0, most - 1).replace(/\p{Cs}$/u, '')}…`;
};
/** A line for the log: it cannot contain either form of a workflow command, wherever the foreign part is. */
const logText = (text, most = 1_000) => withoutCommand(oneLine(text, most));
/**
 * A line without either form of a workflow command: a runner passes over white space before `::`, and reads `##[` anywhere
 * (actions/runner, ActionCommand.cs, read 2026-11).
 */
const withoutCommand = (line) => line.replaceAll('##[', '# #[').replace(/^(\s*)::/, '$1: :');
/** Foreign text as a code span: no mention, link, reference or markup is live in it, and it breaks no table. */
const codeSpan = (text, most = 300) => {
    // A pipe is escaped as a code point, because after a backslash of the text an escaped pipe would end a table cell.
    const shown = oneLine(text, most).replaceAll('|', visible);
    if (shown.trim() === '')
        return '` `';
    const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map((match) => match[0].length));
    const fence = '`'.repeat(longest + 1);
    const pad = longest > 0 || /^ | $/.test(shown) ? ' ' : '';
    return `${fence}${pad}${shown}${pad}${fence}`;
};

;// CONCATENATED MODULE: ./build/report/parts/time.js

/** RFC 3339 in a readable form, to the second; anything else unchanged. */
const time = (text) => {
    const [, day, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(text) ?? [];
    return day === undefined || clock === undefined ? codeSpan(text) : `${day} ${clock}Z`;
};
/** The day of an RFC 3339 time; anything else as code. */
const date = (text) => /^(\d{4}-\d\d-\d\d)T/.exec(text)?.[1] ?? codeSpan(text);

;// CONCATENATED MODULE: ./build/report/hand-off/key-label.js

/** Shows the id of a secret: its first digits only where everyone can read it. */
const key_label_keyLabel = ({ isPublic }) => (keyId) => codeSpan(isPublic ? `${keyId.slice(0, 8)}…` : keyId);

;// CONCATENATED MODULE: ./build/report/hand-off/mention.js

/** A login that GitHub tells of: a mention, or code where it has no form of a login. */
const mention = (login) => /^[A-Za-z\d](?:[A-Za-z\d_-]{0,60})$/.test(login) ? `@${login}` : codeSpan(login, 100);

;// CONCATENATED MODULE: ./build/truu/hand-off.js
/** Whether both are the same place. Pure. */
const isSamePlace = (a, b) => a.kind === 'portal' || b.kind === 'portal' ? a.kind === b.kind : a.vault === b.vault && a.secret === b.secret;

;// CONCATENATED MODULE: ./build/report/hand-off/place.js


/** Who can read a new client secret until it is pasted in the console; foreign names as code. Markdown. Pure. */
const placeLabel = (place) => place.kind === 'portal'
    ? 'only the person who adds it in the Entra admin center'
    : `everyone who may read secrets of the key vault ${codeSpan(place.vault)}, as the secret ${codeSpan(place.secret)}`;
/** The same, with the place before where that was another. */
const placeChange = (before, place) => before === null || isSamePlace(before, place) ? placeLabel(place) : `${placeLabel(before)} → ${placeLabel(place)}`;

;// CONCATENATED MODULE: ./build/report/hand-off/answers.js





/** The answer to a comment on a hand-off issue. Pure. */
const renderAnswer = (answer, view) => {
    const to = answer.login === '' ? '' : `${mention(answer.login)} `;
    switch (answer.kind) {
        case 'receipt':
            return `${to}Recorded, on this word: ${answer.receipt.keyId === null ? 'the fields' : `the secret ${key_label_keyLabel(view ?? { isPublic: true })(answer.receipt.keyId)} and the fields`} are set in TruU, and the directory is Healthy. ${whatFollows(view)}\n`;
        case 'again':
            return answer.keyId === null
                ? `${to}A new client secret is asked for in a new issue. The secrets that exist stay as they are.\n`
                : `${to}The next run of renew creates a new client secret, stores it in the key vault and asks in a new issue. To have it now, start the workflow of renew under Actions. The secrets that exist stay as they are.\n`;
        case 'leaked':
            return `${to}${leaked}\n`;
        case 'refused':
            return `${to}Not recorded: ${answers_refusal(answer.reason, view)}\n`;
    }
};
/** The report is waited for only where it is read. */
const whatFollows = (view) => view?.known.evidence === 'not-declared'
    ? 'Nothing more to do.'
    : "Nothing more to do. Entra's report comes once a day, and this issue closes by itself.";
const leaked = 'A comment holds something that looks like a client secret. This action deletes the comment now; where it still stands, delete it by hand. That takes nothing back from mailboxes and notifications, so the secret counts as leaked. If TruU uses it, set the input `rotate` of apply to its Secret ID: a new one is asked for, and this one is deleted once the new one is seen in use. If TruU does not use it yet, delete it in the Entra admin center at once, and comment `/truu again` on the open hand-off issue.';
/** Two of the refusals end with the command that counts now. */
const answers_refusal = (reason, view) => `${commandRefusals[reason]}${reason === 'unknown-command' || reason === 'wrong-code' ? codeNow(view) : ''}`;
const codeNow = (view) => view === null || view.code === null
    ? ''
    : ` It is now \`/truu done ${view.code}${view.ask.asksKey && view.ask.delivered === null ? ' SECRET-ID' : ''}\`.`;
/** A reminder of a deadline. Pure. */
const renderReminder = (view) => {
    const to = view.ask.assignees.map((login) => `${mention(login)} `).join('');
    return `${to}${reminder(view)}\n`;
};
const reminder = ({ stage, known, older, isPublic }) => {
    if (stage === 'asked')
        return `TruU's client secret ends on ${date(known.keyExpiresOn ?? '')}. If nobody follows this issue until then, nobody can log in.`;
    if (stage === 'went-back')
        return "The new client secret was confirmed, and Entra's report shows a later login with an older one. TruU still uses the older secret: check the directory in TruU's Admin Console.";
    if (stage === 'unseen')
        return `The new client secret was confirmed, and Entra's report does not show it in use. Check in TruU's Admin Console that the directory is Healthy with it.`;
    return `The previous client secret ${key_label_keyLabel({ isPublic })(older?.keyId ?? '')} ends on ${date(older?.expiresOn ?? '')}. Check in TruU's Admin Console that the directory is Healthy with the new one.`;
};
/** A note that a place refused a secret. Pure. */
const renderRefusal = (place) => `The place of the new client secret (${placeLabel(place)}) refused it, so the secret was deleted again. renew does not try again by itself: do what the report of the run asks for, then run apply.\n`;
/** Why an issue is closed. Pure. */
const renderClosing = (reason) => closings[reason];
const closings = {
    settled: 'Done: everything that was asked is confirmed. Previous secrets stay until they end.\n',
    replaced: 'A newer hand-off issue replaces this one.\n',
    gone: 'Over: Entra does not have the secret of this issue any more. A new issue asks for the next one.\n',
};

;// CONCATENATED MODULE: ./build/report/parts/prose.js

/** A word that GitHub shows as it stands: no mention, link, reference, markup or emoji can begin in it. */
const harmless = /^["'(]*[A-Za-z0-9](?:[A-Za-z0-9.,;:'"()/-]*[A-Za-z0-9.,;:?!'")])?$/;
/** What would be live though it is made of harmless characters: addresses, references, commits, emoji, commands. */
const live = /:\/\/|www\.|::|:\w+:|[a-z]-\d|\b[0-9a-f]{7,}\b/i;
/** A sentence that may quote foreign text: what could be live is shown as code, the rest as text. */
const prose = (text, most = 600) => {
    const tokens = [];
    let quoted = [];
    const flush = () => {
        if (quoted.length > 0)
            tokens.push(quote(quoted.join(' ')));
        quoted = [];
    };
    for (const token of oneLine(text, most).split(' ')) {
        if (token === '')
            continue;
        if (!harmless.test(token) || live.test(token)) {
            quoted.push(token);
            continue;
        }
        flush();
        tokens.push(token);
    }
    flush();
    return tokens.join(' ');
};
/** The full stop goes after the code, not into it. */
const quote = (text) => {
    const [, inner = '', stop = ''] = /^(.*[^.,;:?!])([.,;:?!])$/.exec(text) ?? [];
    return inner === '' ? codeSpan(text, 1_000) : `${codeSpan(inner, 1_000)}${stop}`;
};
/**
 * Foreign text for a title or the name of a check run, where code spans do not work: letters of every language stay, and
 * what could be live becomes a dot. GitHub makes links of ASCII alone.
 */
const titleText = (text, most = 100) => oneLine(text, most)
    .replaceAll(/[^\p{L}\p{M}\p{Nd} ._/-]|\p{Variation_Selector}/gu, '·')
    .replaceAll(/www\./gi, 'www·')
    .replaceAll(/([a-z])-(?=\d)/gi, '$1·')
    // A commit would be a link.
    .replaceAll(/([0-9a-f]{6})(?=[0-9a-f])/gi, '$1·')
    .trim();
/** A link of our own; only its text when the address is not a plain web address. */
const ownLink = (text, address) => {
    const url = address === null ? null : URL.parse(address);
    if (url === null || !['https:', 'http:'].includes(url.protocol) || url.username !== '')
        return text;
    const target = url.href.replaceAll(/[()|<>\\`*_~@'"[\]]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
    return `[${text}](${target})`;
};

;// CONCATENATED MODULE: ./build/support/guid.js
/** Whether a text is a GUID in lower case, and so safe in a path and in a sentence. */
const isGuid = (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./build/catalog/domain.js

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** What people write instead of a domain, the most telling first. */
const mistakes = [
    [/^\s|\s$/u, 'has white space before or after it'],
    [/:\/\//, 'is a web address, with a scheme'],
    [/@/, 'has an at-sign, as an address of a user has'],
    [/[,;|]/, 'names more than one domain'],
    [/\s/u, 'has white space in it'],
    [/\*/, 'has a wildcard'],
    [/[/?#\\]/, 'has a path'],
    [/:/, 'has a port'],
    [/\.$/, 'ends with a dot'],
    [/^\./, 'begins with a dot'],
];
/**
 * Why a text is not the name of a domain, as the end of a sentence; null when it is one. A name has at least two labels of
 * letters, digits and hyphens, in any script that IDNA can write in ASCII (RFC 1123, RFC 5891, UTS 46).
 */
const domainMistake = (text) => {
    const mistake = mistakes.find(([pattern]) => pattern.test(text));
    if (mistake !== undefined)
        return mistake[1];
    const foreign = /[^A-Za-z0-9.-]/.exec(text.replaceAll(/\P{ASCII}/gu, ''));
    if (foreign !== null)
        return `has the character ${foreign[0]}, which no domain has`;
    if (/^(?:\d+|0x[0-9a-f]*)$/i.test(text.split('.').at(-1) ?? ''))
        return 'is an IP address or ends with a number';
    const ascii = (0,external_node_url_.domainToASCII)(text);
    if (ascii === '' || ascii.length > 253)
        return 'is not a name that a domain can have';
    const labels = ascii.split('.');
    if (labels.length < 2)
        return 'has no dot';
    return labels.every((one) => label.test(one)) ? null : 'has an empty, too long or misplaced part between its dots';
};
/** The one form of a domain, in which two are compared: ASCII in lower case. Text that is no domain stays as it is. */
const canonicalDomain = (text) => (domainMistake(text) === null ? (0,external_node_url_.domainToASCII)(text) : text);

;// CONCATENATED MODULE: ./build/catalog/directory-settings.js


/** Infers the exact types of a row. Each value of the spec must be valid in TruU's API. */
const row = (setting) => setting;
const ordinary = () => 'ordinary';
/** Another directory than before, for those who know it by its name or its users by their domain. */
const tenantWide = () => 'tenantWide';
/**
 * The settings of a TruU directory, by TruU's field names, in the order of the Admin Console. Labels: TruU docs, "Entra
 * ID Directory", which paraphrases the last three, and "Okta unified directory configuration", which quotes the last one
 * (both read 2026-11).
 */
const directorySettings = {
    configurationName: row({
        key: 'name',
        label: 'Configuration Name',
        spec: schemas/* string */.YjP().min(1).max(256).describe('Configuration Name in the TruU Admin Console.'),
        wire: schemas/* string */.YjP(),
        title: 'Rename the TruU directory',
        danger: tenantWide,
    }),
    domain: row({
        key: 'domain',
        label: 'Domain name',
        spec: schemas/* string */.YjP().min(1).max(253).overwrite(canonicalDomain).describe('The Entra domain.'),
        wire: schemas/* string */.YjP(),
        title: 'Change the domain of the TruU directory',
        danger: tenantWide,
    }),
    allUsersShareUpnSuffix: row({
        key: 'allUsersShareUpnSuffix',
        label: 'All users share the same UPN suffix',
        spec: schemas/* boolean */.zMY().describe('Whether the UPN suffixes of all users end with the domain.'),
        wire: schemas/* boolean */.zMY(),
        title: 'Update the TruU directory',
        danger: ordinary,
    }),
    autoRemoveDevices: row({
        key: 'autoRemoveDevices',
        label: 'Automatically Remove Devices Based on Changes to User Status in Directory',
        spec: schemas/* boolean */.zMY().describe('Whether TruU unenrolls or removes devices when a user is disabled or removed.'),
        wire: schemas/* boolean */.zMY(),
        title: 'Update the TruU directory',
        danger: (wanted) => (wanted === true ? 'removal' : 'ordinary'),
    }),
};
/** Whether two values of a setting are the same to TruU: a domain has no case, and two forms where it is not ASCII. */
const isSameSetting = (field, one, other) => field === 'domain' && typeof one === 'string' && typeof other === 'string'
    ? canonicalDomain(one) === canonicalDomain(other)
    : one === other;
/** The names of the settings, in the order of the rows. */
const settingFields = Object.keys(directorySettings);
/** An object with one entry for each row, in the order of the rows. */
const fromRows = (entry) => Object.fromEntries(settingFields.map(entry));
/** The keys of `truu.directory` in the spec. */
const settingSpecShape = fromRows((field) => [directorySettings[field].key, directorySettings[field].spec]);
/** The fields of the settings in TruU's API. */
const settingWireShape = fromRows((field) => [field, directorySettings[field].wire]);
/** Translates the block `truu.directory` of a spec to TruU's field names. */
const settingsOf = (block) => fromRows((field) => [field, block[directorySettings[field].key]]);

;// CONCATENATED MODULE: ./build/report/hand-off/fields.js


/** The labels of the console (TruU docs, "Entra ID Directory", read 2026-11). */
const labels = {
    configurationName: directorySettings.configurationName.label,
    domain: directorySettings.domain.label,
    allUsersShareUpnSuffix: directorySettings.allUsersShareUpnSuffix.label,
    autoRemoveDevices: directorySettings.autoRemoveDevices.label,
    tenantId: 'Directory (tenant) ID',
    clientId: 'Application (client) ID',
    primaryUserIdentifier: 'Primary User Identifier',
    cluster: 'Identity Server cluster',
};
/** The label of a field in the console. */
const fieldLabel = (field) => labels[field];
/** A value as the console shows it; foreign text. */
const fieldValue = (field, value) => {
    if (value === null)
        return field === 'clientId' ? 'known after apply' : 'not managed';
    if (field === 'allUsersShareUpnSuffix')
        return value === true ? '**Yes**' : '**No**';
    if (field === 'autoRemoveDevices')
        return value === true ? '**True**' : '**False**';
    return codeSpan(String(value), 256);
};
/** `label: value`, with the value before where it is known and another. */
const fieldLine = (field, wanted, before) => {
    const now = fieldValue(field, wanted[field]);
    const was = before === null || before[field] === wanted[field] ? '' : `${fieldValue(field, before[field])} → `;
    return `${fieldLabel(field)}: ${was}${now}`;
};

;// CONCATENATED MODULE: ./build/report/hand-off/instructions.js





/**
 * What a person does, in the order and words of TruU's guide (TruU docs, "Entra ID Directory", read 2026-11), as Markdown
 * without numbers: all of it at first, later only what this hand-off needs. `last` is how the person says that it is done;
 * null: not part of it. Pure.
 */
const instructionsOf = (ask, last) => {
    const differs = ({ fields }) => ask.first || fields.some((field) => ask.differing.includes(field));
    const isManaged = ({ fields }) => fields.every((field) => field === 'clientId' || ask.fields[field] !== null);
    const lines = [
        ...(ask.asksKey ? secretLines(ask) : []),
        openLine(ask),
        ...directoryLines(ask, beforeSecret).filter(differs),
        ...(ask.asksKey ? [pasteLine] : []),
        ...directoryLines(ask, afterSecret).filter(differs),
        always('**Save**.'),
        ...tenantLines(ask).filter((line) => isManaged(line) && differs(line)),
        always('Wait 2–3 minutes until the status of the directory is **Healthy**.'),
        ...(last === null ? [] : [always(last)]),
    ];
    return lines.map(({ text }) => text);
};
const always = (text) => ({ fields: [], text });
/** Where the person gets the secret. */
const secretLines = (ask) => ask.place.kind === 'portal' ? entraLines(ask) : [vaultLine(ask.place, ask.delivered)];
/** The page of one version in a portal of Azure. The `@` before the tenant has to stay as it is. */
const versionPage = /^https:\/\/portal\.azure\.(com|us|cn)\/#@[\da-f-]{36}\/asset\/Microsoft_Azure_KeyVault\/Secret\/https:\/\/[\da-z.-]+\/secrets\/[\dA-Za-z-]+\/[\da-f]{32}$/;
const linkTo = (url) => (versionPage.test(url) ? `[this version](${url})` : 'the newest version');
/** The two ids beside the value are the usual mistakes: that of the version, and Entra's. */
const vaultLine = (place, delivered) => {
    const of = `the secret ${codeSpan(place.secret)} of the key vault ${codeSpan(place.vault)}`;
    const version = delivered === null ? 'the newest version' : linkTo(delivered.url);
    const start = delivered?.hint ?? null;
    const hint = start === null ? '' : ` It begins with ${codeSpan(start)}.`;
    return always(`In the Azure portal, open ${version} of ${of}, and copy its **Secret value** with the button beside it, without showing it: the Value, not the Secret ID and not the Secret Identifier.${hint}`);
};
/** The path to the client secrets of one registration (public links to the portal, read 2026-11). */
const secretsPath = '#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId';
const entraLines = ({ fields: { clientId }, secret, adminCenter }) => [
    always(clientId === null || !isGuid(clientId)
        ? `In the ${ownLink('Entra admin center', adminCenter)}, open **App registrations › All applications**, and the application with the client ID that apply reports.`
        : `In the Entra admin center, open [the client secrets of the registration](${adminCenter}/${secretsPath}/${clientId}) (**App registrations › All applications**, client ID ${codeSpan(clientId)}).`),
    always(`**Certificates & secrets › New client secret**: description ${codeSpan(secret.description)}, expires in **${lifetimeLabel(secret.lifetime)}**. Copy its **Value** now, since Entra never shows it again, and note its **Secret ID**.`),
];
const pasteLine = always('Application client secret: paste the **Value** (not the Secret ID). Never write the Value into this issue.');
const openLine = ({ first, before, fields }) => first
    ? always("In TruU's Admin Console: **Settings › Directory › + › Entra ID**.")
    : always(`In TruU's Admin Console: **Settings › Directory**, open ${codeSpan(before?.configurationName ?? fields.configurationName, 256)}.`);
/** The fields of the directory before and after the secret, in the order of TruU's guide. */
const beforeSecret = ['configurationName', 'domain', 'allUsersShareUpnSuffix', 'tenantId', 'clientId'];
const afterSecret = ['autoRemoveDevices'];
const directoryLines = ({ fields, before }, which) => which.map((field) => ({ fields: [field], text: fieldLine(field, fields, before) }));
const tenantLines = ({ fields, before }) => [
    {
        fields: ['primaryUserIdentifier'],
        text: `**Go Now** (or **Settings › Directory › Global Attributes**), the gear, ${fieldLine('primaryUserIdentifier', fields, before)}. **Save**.`,
    },
    {
        fields: ['cluster'],
        text: `**Identity Servers › Cluster** ${codeSpan(fields.cluster ?? '', 256)} **› Directory Connection**: select ${codeSpan(fields.configurationName, 256)}. **Save**.`,
    },
];
const lifetimeLabel = (iso) => {
    const { years, months, days } = parseDuration(iso);
    const total = years * 12 + months;
    if (total > 0 && days === 0)
        return total === 1 ? '1 month' : `${total} months`;
    return total === 0 ? `${days} days` : `${total} months and ${days} days`;
};

;// CONCATENATED MODULE: ./build/report/hand-off/known.js



/**
 * What is known of TruU, in three lines, never as one word alone: what Entra shows, what a person said, and that TruU was not
 * asked. Markdown. Pure.
 */
const knownLines = (known, labels = { name: codeSpan, key: codeSpan }) => [
    `Entra: ${entraLine(known, labels)}`,
    `Person: ${personLine(known, labels)}`,
    'TruU: not asked',
];
const entraLine = ({ keyId, keyExpiresOn, usedOn, evidence, readOn, reportOf }, { key: label }) => {
    if (keyId === null)
        return 'no client secret is known to be in use';
    const key = `secret ${label(keyId)}${keyExpiresOn === null ? '' : ` until ${date(keyExpiresOn)}`}`;
    if (evidence === 'not-declared')
        return `${key}; its use is not read`;
    if (evidence === 'unreadable')
        return `${key}; the report of its use could not be read`;
    const report = reportOf === null ? `report read on ${date(readOn)}` : `report of ${date(reportOf)}`;
    if (usedOn !== null)
        return `${key}, last used ${date(usedOn)} (${report})`;
    const silent = evidence === 'silent' ? ' and silent on the whole registration' : '';
    return `${key}, not seen yet (${report}${silent})`;
};
const personLine = ({ confirmedBy, confirmedAt, confirmedKeyId, confirmedFields }, { name, key: label }) => {
    if (confirmedBy === null || confirmedFields === null)
        return 'nobody has confirmed yet';
    const fields = Object.entries(confirmedFields).flatMap(([field, value]) => value === null ? [] : [fieldLabel(field)]);
    const key = confirmedKeyId === null ? '' : `secret ${label(confirmedKeyId)}, `;
    return `${name(confirmedBy)} confirmed on ${date(confirmedAt ?? '')}: Healthy, ${key}${fields.join(', ')}`;
};
const sources = {
    truu: 'TruU reports it',
    'entra+person': "by Entra's report of sign-ins and a person's word; TruU was not asked",
    entra: "by Entra's report of sign-ins alone; TruU was not asked",
    person: "by a person's word alone; TruU was not asked",
};
/** What health is known by, as the end of a sentence. */
const sourceLabel = (source) => source === null ? 'TruU was not asked' : sources[source];
/** Health with what it is known by; plain where TruU itself was asked. */
const healthLabel = (health, handOff) => (handOff === null ? health : `${health} (${sourceLabel(handOff.healthSource)})`);

;// CONCATENATED MODULE: ./build/report/hand-off/issue.js








/** The issue that asks a person: what stops if nobody acts, then exactly what to do, in the order of TruU's guide. Pure. */
const renderIssue = (view) => ({
    title: titleOf(view),
    body: [
        ...bodyOf(view),
        '',
        '---',
        ...knownLines(view.known, { name: mention, key: key_label_keyLabel(view) }).map((line) => `- ${line}`),
        '',
    ].join('\n'),
});
const titleOf = ({ ask }) => {
    const name = titleText(oneLine(ask.fields.configurationName, 100));
    if (ask.first)
        return `TruU: set up the directory ${name}`;
    return ask.asksKey ? `TruU: replace the client secret of ${name}` : `TruU: check the directory ${name}`;
};
const bodyOf = (view) => {
    switch (view.stage) {
        case 'opening':
            return [
                `**${deadline(view)}**`,
                '',
                `${whoOf(view)} The instructions follow in a moment. If they do not, the next run writes them.`,
            ];
        case 'asked':
            return askedBody(view);
        case 'confirmed':
            return [
                "**Nothing more to do.** Entra's report of sign-ins comes once a day. This issue closes by itself once the report shows the new secret in use.",
            ];
        case 'went-back':
            return [
                "**The new secret was confirmed, and Entra's report shows a later login with an older one.** TruU still uses the older secret: open the directory in TruU's Admin Console, paste the Value of the new secret if it is still at hand, and wait for **Healthy**.",
                '',
                'Otherwise comment `/truu again`, and a new request follows.',
            ];
        case 'unseen':
            return [
                `**The new secret was confirmed, and Entra's report does not show it in use.** Open the directory in TruU's Admin Console, check that it is **Healthy**, and paste the Value of the new secret again if it is still at hand.`,
                '',
                'Otherwise comment `/truu again`, and a new request follows.',
            ];
        case 'closed':
            return ['**Done.** Nothing more to do here.'];
    }
};
const askedBody = (view) => {
    const { ask, code } = view;
    const steps = instructionsOf(ask, confirmation(ask.asksKey && ask.place.kind === 'portal', code ?? ''));
    return [
        `**${deadline(view)}**`,
        '',
        `${whoOf(view)} It takes about ten minutes, ${whereOf(ask)}.`,
        '',
        ...steps.map((text, index) => `${index + 1}. ${text}`),
        '',
        ...endOf(view),
    ];
};
/** Those who are asked; GitHub tells those whom an issue mentions when it is opened. */
const whoOf = ({ ask: { assignees } }) => assignees.length === 0
    ? 'Anyone with write access to this repository can do this.'
    : `Asked: ${assignees.map(mention).join(' ')}.`;
const deadline = ({ ask, known }) => {
    if (ask.first)
        return 'TruU cannot log in to Entra ID until this is done.';
    if (!ask.asksKey)
        return 'The directory in TruU may differ from what the spec says.';
    if (known.keyExpiresOn === null)
        return "Entra does not show TruU's client secret any more. If it was deleted, nobody can log in until this is done.";
    return `TruU's client secret ends on ${date(known.keyExpiresOn)}. If nobody acts until then, nobody can log in.`;
};
const whereOf = ({ asksKey, place }) => {
    if (!asksKey)
        return "in TruU's Admin Console";
    const source = place.kind === 'portal' ? 'the Entra admin center' : 'the Azure portal';
    return `in TruU's Admin Console and ${source}`;
};
const confirmation = (asksSecretId, code) => asksSecretId
    ? `Comment here: \`/truu done ${code} SECRET-ID\`, with the Secret ID of the new secret in place of SECRET-ID.`
    : `Comment here: \`/truu done ${code}\``;
const endOf = ({ ask }) => {
    if (!ask.asksKey)
        return [];
    return [
        'Lost the Value, or the status does not become Healthy? Comment `/truu again`, and a new request follows.',
        '',
        `Who can read the secret: ${placeChange(ask.placeBefore, ask.place)}.`,
        ...(ask.first
            ? []
            : ['', 'The previous secret stays in Entra until it ends. Nothing is removed by what is said here.']),
    ];
};

;// CONCATENATED MODULE: ./build/report/hand-off/texts.js


/** Every text by which a person is asked, answered and reminded. */
const handOffTexts = {
    issue: renderIssue,
    answer: renderAnswer,
    reminder: renderReminder,
    closing: renderClosing,
    refused: renderRefusal,
};

;// CONCATENATED MODULE: ./build/truu/console/fields.js

/** The fields in the order of TruU's guide. */
const consoleFieldNames = [
    'configurationName',
    'domain',
    'allUsersShareUpnSuffix',
    'tenantId',
    'clientId',
    'autoRemoveDevices',
    'primaryUserIdentifier',
    'cluster',
];
/** The fields in which the console differs from what is wanted. A field that is not managed never differs. */
const differingFields = (confirmed, wanted) => consoleFieldNames.filter((name) => wanted[name] !== null && !isSameField(name, confirmed[name], wanted[name]));
/** Whether everything that is wanted stands in the console. */
const isConfirmed = (confirmed, wanted) => confirmed !== null && differingFields(confirmed, wanted).length === 0;
const isSameField = (name, one, other) => name === 'domain' ? isSameSetting('domain', one, other) : one === other;

;// CONCATENATED MODULE: ./build/truu/console/code.js


/** Crockford's base32: no letter that is taken for a digit when a person types it. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const code_length = 8;
/**
 * The code by which a person confirms: bound to what is asked and to the key that was delivered, or to the issue where the
 * person adds one, so that it confirms nothing else. It is no secret. Pure.
 */
const codeOf = (issue, { asksKey, keyId, fields }) => {
    const bound = keyId === null ? [issue, asksKey] : [keyId];
    const canonical = JSON.stringify([1, ...bound, consoleFieldNames.map((name) => [name, fields[name]])]);
    const bits = [...(0,external_node_crypto_.createHash)('sha256').update(canonical).digest()].flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (byte >> (7 - bit)) & 1));
    const symbolAt = (index) => {
        const five = bits.slice(index * 5, index * 5 + 5);
        return alphabet[five.reduce((value, bit) => value * 2 + bit, 0)] ?? '';
    };
    return Array.from({ length: code_length }, (_, index) => symbolAt(index)).join('');
};
/** What a person typed as a code: without case, and with the letters that are mistaken for digits read as those. */
const normalizedCode = (typed) => typed.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');

;// CONCATENATED MODULE: ./build/truu/console/command.js

/** Only the first line of a comment is read, so that a quoted mail below it says nothing. Pure. */
const commandIn = (body) => {
    const [first = ''] = body.split(/\r?\n/, 1);
    const words = first.trim().split(/\s+/);
    if (words[0]?.toLowerCase() !== '/truu')
        return null;
    const [, verb = '', code = '', secretId = null, ...more] = words;
    if (verb.toLowerCase() === 'again' && code === '')
        return { kind: 'again' };
    if (verb.toLowerCase() !== 'done' || code === '' || more.length > 0)
        return { kind: 'unknown' };
    return { kind: 'done', code: normalizedCode(code), secretId: secretId?.toLowerCase() ?? null };
};

;// CONCATENATED MODULE: ./build/truu/console/markers.js

/*
 * A marker is a comment of HTML that stands alone on a line: its name, and JSON in base64url, which holds nothing that
 * could end the comment. Texts with a marker are ours only where our account wrote them.
 */
const fieldsSchema = schemas/* strictObject */.rej({
    configurationName: schemas/* string */.YjP(),
    domain: schemas/* string */.YjP(),
    allUsersShareUpnSuffix: schemas/* boolean */.zMY(),
    autoRemoveDevices: schemas/* boolean */.zMY(),
    tenantId: schemas/* guid */.OsD(),
    clientId: schemas/* guid */.OsD(),
    primaryUserIdentifier: schemas/* string */.YjP().nullable(),
    cluster: schemas/* string */.YjP().nullable(),
});
const placeSchema = schemas/* discriminatedUnion */.gMt('kind', [
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz('portal') }),
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz('key-vault'), vault: schemas/* string */.YjP(), secret: schemas/* string */.YjP() }),
]);
const person = schemas/* strictObject */.rej({ login: schemas/* string */.YjP(), id: schemas/* number */.aig() });
const issueSchema = schemas/* strictObject */.rej({
    v: schemas/* literal */.euz(1),
    asksKey: schemas/* boolean */.zMY(),
    keyId: schemas/* guid */.OsD().nullable(),
    fields: fieldsSchema,
    asked: schemas/* array */.YOg(person),
    settled: schemas/* boolean */.zMY(),
});
const answerSchema = schemas/* strictObject */.rej({
    v: schemas/* literal */.euz(1),
    /** Id of the comment that is answered. */
    to: schemas/* number */.aig(),
    /** The key that a run is to replace by another one. */
    again: schemas/* guid */.OsD().nullish(),
    receipt: schemas/* strictObject */.rej({
        ...{ keyId: schemas/* guid */.OsD().nullable(), fields: fieldsSchema, place: placeSchema },
        ...{ by: schemas/* string */.YjP(), at: iso/* datetime */.w$() },
    })
        .nullable(),
});
const refusalSchema = schemas/* strictObject */.rej({ v: schemas/* literal */.euz(1), place: placeSchema, at: iso/* datetime */.w$() });
const reminderSchema = schemas/* strictObject */.rej({ v: schemas/* literal */.euz(1), at: iso/* datetime */.w$() });
const write = (name, data) => `<!-- truu-hand-off-${name}:${Buffer.from(JSON.stringify(data)).toString('base64url')} -->`;
const read = (name, text, schema) => {
    const pattern = new RegExp(`^<!-- truu-hand-off-${name}:([A-Za-z0-9_-]+) -->`);
    const [, data] = pattern.exec(text) ?? [];
    if (data === undefined)
        return null;
    try {
        const parsed = schema.safeParse(JSON.parse(Buffer.from(data, 'base64url').toString()));
        return parsed.success ? parsed.data : null;
    }
    catch {
        return null;
    }
};
/** The marker of an issue: the first line of its body. */
const issueMarker = ({ request, asked, settled }) => write('issue', { v: 1, ...request, asked, settled });
/** Reads the marker of an issue; null when there is none. */
const readIssueMarker = (body) => {
    const data = read('issue', body, issueSchema);
    if (data === null)
        return null;
    const { asksKey, keyId, fields, asked, settled } = data;
    return { request: { asksKey, keyId, fields }, asked, settled };
};
/** The marker of an answer: the first line of our comment. */
const answerMarker = (answer) => write('answer', { v: 1, ...answer });
/** Reads the marker of an answer; null when there is none. */
const readAnswerMarker = (body) => {
    const data = read('answer', body, answerSchema);
    return data === null ? null : { to: data.to, again: data.again ?? null, receipt: data.receipt };
};
/** The marker of the note on a refusal: the first line of our comment. */
const refusalMarker = ({ place, at }) => write('refusal', { v: 1, place, at });
/** Reads the marker of the note on a refusal; null when there is none. */
const readRefusalMarker = (body) => read('refusal', body, refusalSchema);
/** The marker of a reminder: the first line of our comment. */
const reminderMarker = (at) => write('reminder', { v: 1, at });
/** When a reminder was written, RFC 3339; null: the text is none. */
const readReminderMarker = (body) => read('reminder', body, reminderSchema)?.at ?? null;

;// CONCATENATED MODULE: ./build/truu/console/commands.js





/**
 * What our account wrote down, where nobody edited it since: everyone with write access can edit every comment. No word is
 * later than the comment that records it: every workflow of the repository can write as our account, and a word of the
 * future would stay the last one.
 */
const receiptsOf = (issues) => issues
    .flatMap(({ comments }) => comments)
    .filter(({ ours, edited }) => ours && !edited)
    .flatMap(({ body, createdAt }) => {
    const receipt = readAnswerMarker(body)?.receipt ?? null;
    return receipt === null ? [] : [{ ...receipt, at: earlierOf(receipt.at, createdAt) }];
})
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
/** The earlier of two times, RFC 3339. */
const earlierOf = (one, other) => (Date.parse(one) > Date.parse(other) ? other : one);
/** The keys of which our account wrote down that a person asked for another one. */
const replacedKeyIdsOf = (issues) => issues
    .flatMap(({ comments }) => comments)
    .filter(({ ours, edited }) => ours && !edited)
    .flatMap(({ body }) => readAnswerMarker(body)?.again ?? []);
/** Ids of the comments that our account answered. */
const answeredIn = (comments) => new Set(comments.filter(({ ours, edited }) => ours && !edited).flatMap(({ body }) => readAnswerMarker(body)?.to ?? []));
/** Every command that has no answer yet, with the answer to it. Pure. */
const answersTo = (issues, context) => issues.flatMap((issue) => {
    const answered = answeredIn(issue.comments);
    return issue.comments
        .map((comment, index) => ({ comment, isOld: issue.comments.slice(index + 1).some(({ ours }) => ours) }))
        .filter(({ comment: { ours, author } }) => !ours && author?.bot !== true)
        .flatMap(({ comment, isOld }) => answered.has(comment.id)
        ? leakOf(issue, comment, { ...context, answered: true })
        : answerTo(issue, comment, requestFor(issue, isOld, context), context));
});
/**
 * What a command on an issue is judged by: what is asked now; and where the hand-off is over and our account wrote after the
 * command, what was asked then, since the receipt must have been deleted or edited. Null: it came too late.
 */
const requestFor = (issue, isOld, { current }) => current?.issue.number === issue.number ? current.request : isOld ? issue.request : null;
/** A comment with a secret is dealt with for as long as it is there, whoever wrote it. */
const leakOf = ({ number: issue }, { id: commentId, author, mayWrite, body }, { assignees, answered }) => {
    if (!holdsSecret(body))
        return [];
    const login = author?.login ?? '';
    const ofMember = mayWrite === true || assignees.includes(login.toLowerCase());
    return [{ issue, commentId, login, kind: 'leaked', answered, deleted: null, ofMember }];
};
const answerTo = (issue, comment, request, context) => {
    const { id: commentId, author, body } = comment;
    const of = { issue: issue.number, commentId, login: author?.login ?? '' };
    const leak = leakOf(issue, comment, { ...context, answered: false });
    if (leak.length > 0)
        return leak;
    const command = commandIn(body);
    if (command === null)
        return [];
    const reason = refusalOfPerson(issue, comment, context) ?? refusalOfCommand(issue, command, request, context);
    if (reason !== null)
        return [{ ...of, kind: 'refused', reason }];
    const { place, newestKeyId } = context;
    if (command.kind !== 'done' || request === null)
        return [{ ...of, kind: 'again', keyId: newestKeyId }];
    const { fields, keyId } = saidBefore(issue, command, request) ?? request;
    const receipt = { keyId: keyId ?? command.secretId, fields, place, by: of.login, at: comment.createdAt };
    return [{ ...of, kind: 'receipt', receipt }];
};
/** Who may confirm: those that the workflow names, with the number that the login had when it was asked. */
const refusalOfPerson = ({ asked }, { author, edited, viaEmail, mayWrite }, { assignees }) => {
    if (author === null)
        return 'not-asked';
    const login = author.login.toLowerCase();
    if (assignees.length === 0 ? mayWrite !== true : !assignees.includes(login))
        return 'not-asked';
    const when = asked.find((one) => one.login.toLowerCase() === login);
    if (when !== undefined && when.id !== author.id)
        return 'account-changed';
    if (viaEmail)
        return 'by-mail';
    return edited ? 'edited' : null;
};
const refusalOfCommand = (issue, command, request, context) => {
    if (command.kind === 'unknown')
        return 'unknown-command';
    if (request === null)
        return 'over';
    if (command.kind === 'again')
        return context.current?.issue.number === issue.number ? null : 'over';
    if (saidBefore(issue, command, request) !== null)
        return null;
    if (command.code !== codeOf(issue.number, request))
        return 'wrong-code';
    const { asksKey, keyId } = request;
    // Which key it is was asked for by the code.
    if (!asksKey || keyId !== null)
        return [null, keyId].includes(command.secretId) ? null : 'unknown-command';
    return command.secretId === null ? 'no-secret-id' : refusalOfKey(issue, command.secretId, context);
};
/** What a person confirmed here of the key that was delivered, where another one says the same; null: nobody did. */
const saidBefore = (issue, command, { fields }) => receiptsOf([issue])
    .map(({ keyId }) => ({ asksKey: true, keyId, fields }))
    .find((one) => one.keyId !== null &&
    command.code === codeOf(issue.number, one) &&
    [null, one.keyId].includes(command.secretId)) ?? null;
/** The clocks of GitHub and Entra differ by less. */
const skewMs = 5 * 60_000;
/** A person sets the end of a secret by the day. */
const slack = parseDuration('P3D');
const refusalOfKey = ({ createdAt }, secretId, { secrets, knownKeyIds, lifetime }) => {
    const key = secrets.find(({ keyId }) => keyId === secretId);
    if (key === undefined)
        return 'secret-not-found';
    if (knownKeyIds.has(secretId))
        return 'secret-known';
    const starts = new Date(key.startsOn);
    if (starts.getTime() < Date.parse(createdAt) - skewMs)
        return 'secret-older';
    const latest = addDuration(addDuration(starts, parseDuration(lifetime)), slack);
    return Date.parse(key.expiresOn) > latest.getTime() ? 'secret-too-long' : null;
};

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/truu/console/give-answer.js


/**
 * Answers a command by a comment that names it. A comment with a secret is deleted after the answer, so that a run which
 * ends in between leaves a trace of the leak. Returns the answer with what came of it. Throws HANDOFF_….
 */
const giveAnswer = async (desk, answer, textOf) => {
    const receipt = answer.kind === 'receipt' ? answer.receipt : null;
    const again = answer.kind === 'again' ? answer.keyId : null;
    const isAnswered = answer.kind === 'leaked' && answer.answered;
    const marker = answerMarker({ to: answer.commentId, again, receipt });
    if (!isAnswered)
        await desk.comment(answer.issue, `${marker}\n${textOf(answer)}`);
    const given = answer.kind === 'leaked' ? { ...answer, deleted: await desk.deleteComment(answer.commentId) } : answer;
    if (!isAnswered)
        await leaveOne(desk, answer);
    return given;
};
/**
 * Two runs at once may read a comment before either has answered it, and judge it by other worlds. One answer stays, whichever
 * run looks last: the oldest that records something, else the oldest. What records something else is not spare.
 */
const leaveOne = async (desk, { issue, commentId }) => {
    const answers = (await desk.comments(issue)).flatMap(({ id, ours, edited, body }) => {
        const marker = ours && !edited ? readAnswerMarker(body) : null;
        return marker?.to === commentId ? [{ id, marker, records: (marker.receipt ?? marker.again ?? null) !== null }] : [];
    });
    const kept = answers.find(({ records }) => records) ?? answers[0];
    const spare = answers.filter((one) => one !== kept && (!one.records || (0,external_node_util_.isDeepStrictEqual)(one.marker, kept?.marker)));
    for (const { id } of spare)
        await desk.deleteComment(id);
};

;// CONCATENATED MODULE: ./build/truu/console/answer-failures.js


/** What makes a run red of what people said: a secret in a comment, and a confirmation of the run that does not count. Pure. */
const failuresOfAnswers = (state) => [
    ...leaks(state),
    ...typedRefusal(state),
];
const answersOf = ({ answers, given }) => [...answers, ...given];
const leaks = (state) => {
    // A stranger can write anything that looks like a secret, and may not turn the runs of others red by it.
    const found = answersOf(state).flatMap((answer) => (answer.kind === 'leaked' && answer.ofMember ? [answer] : []));
    const numbers = new Set(found.map(({ issue }) => issue));
    const urls = state.record.issues.filter(({ number }) => numbers.has(number)).map(({ url }) => url);
    const isGone = found.every(({ deleted }) => deleted === true);
    return found.length === 0 ? [] : [leakedOn(urls, isGone)];
};
/** A comment on these issues held a client secret. */
const leakedOn = (urls, isDeleted) => {
    const message = isDeleted
        ? 'A comment on the hand-off issue held a client secret, and was deleted.'
        : 'A comment on the hand-off issue holds a client secret, and is not deleted: delete it by hand.';
    return new ActionError('HANDOFF_LEAKED', message, { evidence: urls.map((value) => ({ name: 'Issue', value })) });
};
const typedRefusal = (state) => {
    const { record, wanted } = state;
    const { typed, issues } = record;
    if (typed === null)
        return [];
    const isAsked = issues.some(({ request }) => request.fields.clientId === wanted?.clientId);
    const refused = answersOf(state).flatMap((answer) => answer.kind === 'refused' && answer.commentId === typed.id ? [answer.reason] : []);
    const [reason] = isAsked ? refused : ['over'];
    if (reason === undefined)
        return [];
    return [new ActionError('HANDOFF_CONFIRM_REFUSED', `Not recorded: ${commandRefusals[reason]}`)];
};

;// CONCATENATED MODULE: ./build/truu/console/comment-gate.js






const stopped = (why, failure = null) => ({
    passes: false,
    reason: `Nothing was done: ${why}.`,
    failure,
});
/**
 * Reads again the comment that started a run, by its id: anybody who can see an issue can start such a run, so that only a
 * command of a person who may confirm goes on to a login. A command of another is answered once. Throws HANDOFF_….
 */
const passCommentGate = async (context, commentId) => {
    if (commentId === null)
        return stopped('only a new comment is read');
    const comment = await context.desk.calling(commentId);
    const reason = reasonAgainst(comment);
    if (comment === null || reason !== null)
        return stopped(reason ?? '');
    const login = comment.author?.login ?? '';
    if (await mayConfirm(context, login))
        return { passes: true };
    return refuse(context, comment, login);
};
/** Why a comment is not for us, whoever wrote it; null: it is a command on a hand-off. */
const reasonAgainst = (comment) => {
    if (comment === null)
        return 'the comment or its issue is gone';
    const { author, ours, body, issue } = comment;
    if (issue.pull)
        return 'the comment is on a pull request';
    if (!issue.labelled && !isOurHandOff(comment))
        return 'the issue is no hand-off';
    if (author === null || ours || author.bot)
        return 'no person wrote the comment';
    return commandIn(body) === null && !holdsSecret(body) ? 'the comment does not begin with /truu' : null;
};
const isOurHandOff = ({ issue }) => issue.ours && readIssueMarker(issue.body) !== null;
const mayConfirm = async ({ desk, assignees }, login) => assignees.length === 0
    ? desk.mayWrite(login)
    : assignees.some((assignee) => assignee.toLowerCase() === login.toLowerCase());
/** A secret is deleted whoever wrote it; it makes the run red only where its author can have one of ours. */
const refuse = async ({ desk, textOf }, comment, login) => {
    const why = 'the author of the comment is not among those whom the workflow asks';
    const { id: commentId, body, issue } = comment;
    if (!isOurHandOff(comment))
        return stopped(why);
    const answered = answeredIn(await desk.comments(issue.number)).has(commentId);
    const leaks = holdsSecret(body);
    if (answered && !leaks)
        return stopped(why);
    const of = { issue: issue.number, commentId, login };
    const answer = leaks
        ? { ...of, kind: 'leaked', answered, deleted: null, ofMember: false }
        : { ...of, kind: 'refused', reason: 'not-asked' };
    const given = await giveAnswer(desk, answer, textOf);
    const isOfWriter = given.kind === 'leaked' && (await desk.mayWrite(login));
    return stopped(why, isOfWriter ? leakedOn([issue.url], given.deleted === true) : null);
};

;// CONCATENATED MODULE: ./build/run/outcome/stage-results.js
/** No stage has run yet. */
const noResults = (mode, specFile) => ({
    mode,
    specFile,
    spec: null,
    document: null,
    policy: null,
    identity: null,
    requests: [],
    diagnostics: [],
    failures: [],
    observation: null,
    planned: null,
    environment: null,
    applied: null,
    verified: null,
    side: null,
    auditEvents: null,
});

;// CONCATENATED MODULE: ./build/run/comment-gate.js




/**
 * The report of a run that a comment started and that has nothing to do; null: the run goes on. It asks GitHub alone, before
 * any login to Entra. `comment`: the id of a new comment; null where the event is none. Throws HANDOFF_….
 */
const stoppedAtCommentGate = async ({ mode, specPath, access }, desk, comment) => {
    if (access?.truu.connection !== 'console' || desk === null)
        return null;
    const { assignees } = access.truu;
    const verdict = await passCommentGate({ desk, assignees, textOf: (answer) => handOffTexts.answer(answer, null) }, comment);
    if (verdict.passes)
        return null;
    const { reason: skipped, failure } = verdict;
    const report = buildReport({ ...noResults(mode, specPath), failures: failure === null ? [] : [failure] });
    return failure === null ? { ...report, result: 'skipped', skipped } : report;
};

;// CONCATENATED MODULE: ./build/plan/steps/tenant-wide.js
/**
 * Whether a step reaches beyond the directory: it changes what all directories of the TruU tenant use, or takes a cluster
 * from another one. Such a step waits until TruU is Healthy with everything else.
 */
const isTenantWide = (step) => step.kind === 'set-primary-user-identifier' || (step.kind === 'connect-cluster' && step.takenFrom !== null);

;// CONCATENATED MODULE: ./build/support/poll.js


/**
 * Polls at growing intervals until it is done or the window has passed; then throws the last reason. Throws
 * APPLY_CANCELLED when the run is cancelled.
 */
const pollUntil = async ({ clock, cancel, lengthMs }, read) => {
    const deadline = (0,support_clock/* deadlineIn */._5)(clock, lengthMs);
    for (const wait of (0,support_clock/* backOff */.fu)(150, 1.6, 2_000)) {
        if (cancel.aborted)
            break;
        const seen = await read();
        if ('done' in seen)
            return seen.done;
        if (deadline.passed())
            throw seen.retry;
        await clock.sleep(Math.min(wait, deadline.leftMs()), cancel);
    }
    throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
};
/** So many reads in a row must agree before they count: replicas of a remote answer in turn, each as late as it is. */
const consistentReads = 3;

;// CONCATENATED MODULE: ./build/support/missing-response.js

/** How a missing response is told of: completes "Graph …". */
const missingResponse = ({ reason }) => {
    switch (reason) {
        case 'timeout':
            return 'did not respond in time';
        case 'too-long':
            return `sent a response of more than ${maxBodyBytes / 1024 / 1024} MiB`;
        case 'network':
        case 'cancelled':
            return 'could not be reached';
    }
};
/** What a failure says of a missing response. It has no `fix` where the cause does not tell one. */
const missingResponseDetails = (failure) => {
    const fix = fixOf(failure);
    return { ...(fix === null ? {} : { fix }), evidence: evidenceOf(failure), cause: failure };
};
/** Where a request was to go, which way, and what stood in it. */
const evidenceOf = ({ host, proxy, system, proxyStatus }) => [
    { name: 'Host', value: host },
    ...(system === null ? [] : [{ name: 'System', value: system }]),
    ...(proxy === null ? [] : [{ name: 'Proxy', value: proxy }]),
    ...(proxyStatus === null ? [] : [{ name: 'The proxy answered', value: `HTTP ${proxyStatus}` }]),
];
/** TLS verdicts of a company proxy that opens connections (Node 24, measured 2026-11). */
const inspection = new Set([
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const clock = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
const ofProxy = new Set(['PROXY_TIMEOUT', 'PROXY_CLOSED']);
const unreachable = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']);
/** Whether no connection to the host itself came about, which a wrong URL is the usual cause of. */
const isUnreachable = ({ proxy, system }) => proxy === null && (unreachable.has(system ?? '') || system === 'UND_ERR_CONNECT_TIMEOUT');
/** What to do about a missing response, by the variable that mends it; null when its cause does not tell. */
const fixOf = ({ host, proxy, system, proxyStatus }) => {
    const name = host.replace(/:\d+$/, '');
    const code = system ?? '';
    if (proxyStatus === 407)
        return `The proxy ${proxy} wants a login: put user and password into HTTPS_PROXY (http://user:password@host:port).`;
    if (proxyStatus !== null)
        return `The proxy ${proxy} refuses connections to ${name}: let it allow the host, or add ${name} to NO_PROXY.`;
    if (inspection.has(code))
        return `Something on the way opens TLS connections, as company proxies do: set NODE_EXTRA_CA_CERTS to the PEM file of its root certificate in the environment of the runner.`;
    if (clock.has(code))
        return `Check the clock of the runner; then the certificate of ${name}.`;
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
        return `Something else answers in place of ${name}: check DNS and the proxy of the runner.`;
    if (proxy !== null && (ofProxy.has(code) || unreachable.has(code) || code === 'ECONNRESET'))
        return `Check that the proxy ${proxy} of HTTPS_PROXY runs and can reach ${name}, or add ${name} to NO_PROXY.`;
    if (code === 'BAD_PORT')
        return `Use another port for ${host}: no fetch connects to this one (Fetch standard, bad ports).`;
    if (isUnreachable({ proxy, system }))
        return `Check the name ${name} and the network of the runner. If it reaches the host only through a proxy, set HTTPS_PROXY.`;
    return null;
};

;// CONCATENATED MODULE: ./build/support/intercepted.js


/**
 * Whether something on the way answered in place of a remote that only ever answers JSON: a page, without the id by which
 * the remote would know the request.
 */
const interceptionOf = ({ headers, status, way }) => {
    const contentType = headers.get('content-type') ?? '';
    const isPage = /^(text\/html|application\/xhtml)/i.test(contentType);
    const isOwn = ['request-id', 'x-request-id', 'x-ms-request-id', 'x-github-request-id'].some((id) => headers.has(id));
    // A gateway of the remote's own answers 502 to 504 with a page as well.
    return isPage && !isOwn && status < 500 ? { status, contentType, ...way } : null;
};
/**
 * The failure when something on the way answered. `operation` ends the sentence "when asked to …"; `otherwise` is what to
 * do where the host itself shows pages.
 */
const interceptedError = (seen, operation, otherwise = null) => {
    const { host, proxy, status, contentType } = seen;
    const message = `Something between this job and ${host} answered with a web page when asked to ${operation}.`;
    const { fix } = errorCatalog.NETWORK_INTERCEPTED;
    return new ActionError('NETWORK_INTERCEPTED', message, {
        fix: otherwise === null ? fix : `${fix} ${otherwise}`,
        evidence: [
            { name: 'Host', value: host },
            { name: 'Status', value: String(status) },
            { name: 'Content type', value: contentType },
            ...(proxy === null ? [] : [{ name: 'Proxy', value: proxy }]),
        ],
    });
};

;// CONCATENATED MODULE: ./build/entra/graph/answer.js




/** Whether the status is a success. */
const isOk = (answer) => answer.status >= 200 && answer.status < 300;
/** Graph's error code and message; empty when there are none. */
const graphErrorOf = (answer) => {
    const error = answer.body?.error;
    return { code: error?.code ?? '', message: error?.message ?? '' };
};
/** Whether Graph says that there is no such object: it is deleted, or not replicated yet. */
const isAbsent = (answer) => answer.status === 404 && graphErrorOf(answer).code === 'Request_ResourceNotFound';
/** `details[].code` of an error: it distinguishes conditions that share `Request_BadRequest`. */
const detailCodes = (answer) => (answer.body?.error?.details ?? []).flatMap((detail) => detail.code ?? []);
/** The failure for an error response of Graph. */
const graphError = (answer, attempt) => {
    if (answer.intercepted)
        return interceptedError(answer.intercepted, attempt.operation);
    const { code, message } = graphErrorOf(answer);
    const response = { name: 'Graph says', value: `${answer.status} ${code}${message ? `: ${message}` : ''}` };
    const base = { evidence: [response], requestId: answer.requestId };
    const refused = (how) => `Graph ${how} to ${attempt.operation}.`;
    if (answer.status === 401)
        return new ActionError('ENTRA_UNAUTHORIZED', refused('rejected the token of this job'), base);
    if (answer.status === 403)
        return forbidden(attempt, response, answer.requestId);
    if (answer.status === 429)
        return new ActionError('ENTRA_THROTTLED', refused('throttled the request'), base);
    if (answer.status >= 500 || answer.status === 408)
        return new ActionError('ENTRA_UNAVAILABLE', refused('failed'), { ...base, fix: outageFix });
    if (isOk(answer) || code === '')
        return unexpected(answer, attempt.operation);
    return new ActionError('ENTRA_REFUSED', refused('refused'), base);
};
/** Graph was reached, so neither a name nor a proxy is to be looked at. */
const outageFix = 'Run again. If it fails again, check the status page of Azure, and give Microsoft support the request id.';
const forbidden = (attempt, response, requestId) => {
    const needed = attempt.permissions.join(' or ');
    const roles = attempt.roles ?? [];
    const evidence = [
        response,
        { name: 'Needed', value: needed },
        { name: "Permissions of this job's identity", value: roles.length > 0 ? roles.join(', ') : 'none' },
    ];
    const held = attempt.permissions.find((permission) => roles.includes(permission));
    const [message, fix] = held === undefined
        ? [
            `This job's identity cannot ${attempt.operation}: it lacks ${needed}.`,
            `Ask a Privileged Role Administrator or a Global Administrator to grant ${needed} (application permission, with admin consent) to the app of the input "client-id". It takes effect at the next login.`,
        ]
        : [
            `Graph does not let this job's identity ${attempt.operation}, although its token has ${held}.`,
            "See the message of Graph in the report. With Application.ReadWrite.OwnedBy, make this job's identity an owner of what it changes. A revoked permission stays in a token until the token expires.",
        ];
    return new ActionError('ENTRA_FORBIDDEN', message, { fix, evidence, requestId });
};
/** The failure for a response that is not what Graph documents. */
const unexpected = (answer, operation) => {
    if (answer.intercepted)
        return interceptedError(answer.intercepted, operation);
    return new ActionError('ENTRA_UNEXPECTED', `Graph's response to the request to ${operation} does not match its documentation.`, {
        evidence: [{ name: 'Status', value: String(answer.status) }],
        requestId: answer.requestId,
    });
};
/** The result of an optional read that fails: null. Throws only APPLY_CANCELLED. */
const orNull = (thrown) => {
    if (thrown instanceof HttpFailure && thrown.reason === 'cancelled')
        throw noAnswer(thrown, '');
    return null;
};
/** The failure for a missing response. Anything else is passed on. */
const noAnswer = (thrown, operation) => {
    if (!(thrown instanceof HttpFailure))
        return thrown;
    if (thrown.reason === 'cancelled')
        return new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
    const message = `Graph ${missingResponse(thrown)} when asked to ${operation}.`;
    return new ActionError('ENTRA_UNAVAILABLE', message, missingResponseDetails(thrown));
};

;// CONCATENATED MODULE: ./build/entra/graph/send.js

/**
 * Sends one request to Graph. `operation` ends the sentence "when asked to …". Throws ENTRA_UNAVAILABLE without a
 * response.
 */
const sendRequest = (graph, request, operation) => graph.send(request).catch((thrown) => {
    throw noAnswer(thrown, operation);
});
/** Sends a `$batch` to Graph, with the same errors. */
const sendBatch = (graph, items, operation) => graph.batch(items).catch((thrown) => {
    throw noAnswer(thrown, operation);
});

;// CONCATENATED MODULE: ./build/support/pages.js
/** More pages, and more entries, than any list that this action reads has. */
const maxPages = 500;
const maxEntries = 200_000;
/**
 * All entries of a list, from its first page on. Throws `endless()` when it links to a page that was read already, or does
 * not end: what a remote links to decides neither how long a run takes nor how much memory it uses.
 */
const collectPages = async (first, read, endless) => {
    const seen = new Set();
    let found = [];
    for (let at = first; at !== null;) {
        if (seen.has(at) || seen.size === maxPages)
            throw endless();
        seen.add(at);
        const { entries, next } = await read(at);
        if (found.length + entries.length > maxEntries)
            throw endless();
        found = found.length === 0 ? entries : [...found, ...entries];
        at = next;
    }
    return found;
};

;// CONCATENATED MODULE: ./build/entra/model.js
/** Microsoft Graph's own application id, the same in every tenant and cloud (Graph docs, read 2026-11). */
const graphAppId = '00000003-0000-0000-c000-000000000000';
/** The report, where it was read. Null: its content is not known, whatever the reason. */
const knownUse = (use) => use === null || 'reason' in use ? null : use;

;// CONCATENATED MODULE: ./build/entra/age.js
/** So long after an object's creation Graph's replicas may not have it (up to 70 s and once 19 min: terraform #1802, #1811). */
const youngMs = 10 * 60_000;
/**
 * Whether an object is so young that an answer without it means "not replicated yet". Its age counts by Graph's `Date`,
 * and it does not matter who created it. An object of unknown age is not young: of it, Graph's answer is the truth.
 */
const isYoung = (createdOn, now) => createdOn !== null && now !== null && now.getTime() - Date.parse(createdOn) < youngMs;
/** Opens an empty record of creations. */
const openBirths = () => {
    const createdOn = new Map();
    const isNewer = (time, id) => {
        const known = createdOn.get(id);
        return known === undefined || Date.parse(time) > Date.parse(known);
    };
    return {
        add: (time, ...ids) => {
            if (time === null || Number.isNaN(Date.parse(time)))
                return;
            for (const id of ids)
                if (isNewer(time, id))
                    createdOn.set(id, time);
        },
        hasYoung: (now, ...ids) => ids.some((id) => isYoung(createdOn.get(id) ?? null, now)),
    };
};
/** Records when the registration and its service principal were created; the app id names both. */
const addBirths = (births, { application, servicePrincipal }) => {
    if (application === null)
        return;
    births.add(application.createdOn, application.id, application.appId);
    if (servicePrincipal !== null)
        births.add(servicePrincipal.createdOn, servicePrincipal.id, application.appId);
};
/** The record of a state that was read. */
const birthsOf = (state) => {
    const births = openBirths();
    addBirths(births, state);
    return births;
};

;// CONCATENATED MODULE: ./build/entra/graph/replication.js

const lagCodes = new Set(['Directory_ObjectNotFound', 'Request_ResourceNotFound', 'Error_MsaAppDoesNotExist']);
/** Messages of Graph for several conditions of one code (public reports, read 2026-11). */
const lagMessages = [
    /does not reference a valid application object/i,
    /backing application of the service principal being created must/i,
    /Not a valid reference update/i,
    /Permission being assigned was not found/i,
    /does not exist or one of its queried reference-property objects are not present/i,
];
/** Whether a response means "not replicated yet" for an object that is young; for an older one it is the truth. */
const isLag = (answer) => {
    if (answer.status < 400 || answer.status >= 500)
        return false;
    const { code, message } = graphErrorOf(answer);
    if (lagCodes.has(code) || detailCodes(answer).includes('NoBackingApplicationObject'))
        return true;
    return lagMessages.some((pattern) => pattern.test(message));
};
/** Whether Graph refuses because another write to the same object is under way. Nothing was changed. */
const isConcurrencyViolation = (answer) => answer.status === 409 && graphErrorOf(answer).code === 'Directory_ConcurrencyViolation';
const alreadyThereMessages = [/already exists?\b/i, /is already in use/i];
const conflictCodes = new Set(['Request_MultipleObjectsWithSameKeyValue', 'ObjectConflict']);
/** Whether the code alone says that an object with the same key exists; in `details` too, where the code is general. */
const isConflict = (answer) => (answer.status === 400 || answer.status === 409) &&
    [graphErrorOf(answer).code, ...detailCodes(answer)].some((code) => conflictCodes.has(code));
/** Whether a create was refused because the object exists; Graph has four spellings for it, with 400 and 409. */
const isAlreadyThere = (answer) => {
    if (answer.status !== 400 && answer.status !== 409)
        return false;
    return isConflict(answer) || alreadyThereMessages.some((pattern) => pattern.test(graphErrorOf(answer).message));
};
/**
 * Whether another object, live or soft-deleted, has the unique name of a registration that is created or named: 400 with
 * its message, or a conflict, which can concern nothing else that such a request sends.
 */
const isUniqueNameTaken = (answer) => {
    if (answer.status !== 400 && answer.status !== 409)
        return false;
    return isConflict(answer) || /same value for property uniqueName/i.test(graphErrorOf(answer).message);
};

;// CONCATENATED MODULE: ./build/entra/read/normalize.js


const lowerCase = (id) => (id ?? '').toLowerCase();
/** An application for comparison: ids in lower case, lists sorted. Null when Graph omits a required field. */
const toApplication = (wire, children) => {
    const parts = [wire.passwordCredentials, wire.keyCredentials, wire.requiredResourceAccess];
    const clients = [wire.web, wire.spa, wire.publicClient];
    if (!wire.id || !wire.appId || [...parts, ...clients].includes(undefined))
        return null;
    const access = wire.requiredResourceAccess ?? [];
    return {
        id: lowerCase(wire.id),
        appId: lowerCase(wire.appId),
        displayName: wire.displayName ?? '',
        uniqueName: wire.uniqueName ?? null,
        signInAudience: wire.signInAudience ?? '',
        createdOn: createdOnOf(wire),
        createdByAppId: wire.createdByAppId ? lowerCase(wire.createdByAppId) : null,
        requested: requestedOf(access),
        otherApis: normalize_otherApisOf(access),
        secrets: toSecrets(wire.passwordCredentials),
        certificates: toSecrets(wire.keyCredentials),
        owners: children.owners.map(toOwner).sort(by('id')),
        federatedCredentials: children.federatedCredentials.map(toFederatedCredential).sort(by('name')),
        redirectUris: clients.flatMap((client) => client?.redirectUris ?? []).sort(),
        publicClient: wire.isFallbackPublicClient === true,
        disabled: wire.isDisabled === true,
        disabledByMicrosoft: disabledByMicrosoft(wire.disabledByMicrosoftStatus),
        locked: isLocked(wire.servicePrincipalLockConfiguration),
    };
};
/** When an object was created, RFC 3339; null when Graph does not say it. */
const createdOnOf = ({ createdDateTime }) => createdDateTime ? toRfc3339(createdDateTime) : null;
/** Null and `NotDisabled` are the usual values (Graph docs, resources/application, read 2026-11). */
const disabledByMicrosoft = (status) => status?.startsWith('DisabledDueTo') === true ? status : null;
const isLocked = (lock) => lock?.isEnabled === true && lock.allProperties === true;
/** Whether a membership is a directory role: groups and administrative units are listed beside them. */
const isDirectoryRole = (one) => one['@odata.type'] === '#microsoft.graph.directoryRole';
/** A service principal for comparison. Null when Graph omits a required field. */
const toServicePrincipal = (wire, children, graphServicePrincipalId) => {
    if (!wire.id)
        return null;
    const onGraph = (one) => lowerCase(one.resourceId) === graphServicePrincipalId;
    const tenantWide = children.grants.find((grant) => onGraph(grant) && grant.consentType === 'AllPrincipals');
    return {
        id: lowerCase(wire.id),
        createdOn: createdOnOf(wire),
        accountEnabled: wire.accountEnabled !== false,
        owners: children.owners.map(toOwner).sort(by('id')),
        federatedCredentials: children.federatedCredentials.map(toFederatedCredential).sort(by('name')),
        directoryRoles: children.memberships
            .filter(isDirectoryRole)
            .map((one) => ({ id: lowerCase(one.id), displayName: one.displayName ?? null }))
            .sort(by('id')),
        secrets: toSecrets(wire.passwordCredentials),
        certificates: toSecrets(wire.keyCredentials),
        assignments: children.assignments
            .filter(onGraph)
            .map((one) => ({ id: one.id ?? '', roleId: lowerCase(one.appRoleId) }))
            .sort(by('roleId')),
        otherAssignments: children.assignments
            .filter((one) => !onGraph(one))
            .map((one) => ({
            id: one.id ?? '',
            roleId: lowerCase(one.appRoleId),
            resourceId: lowerCase(one.resourceId),
            resourceName: one.resourceDisplayName ?? null,
        }))
            .sort(by('id')),
        delegatedGrant: tenantWide ? { id: tenantWide.id ?? '', scopes: scopesOf(tenantWide.scope) } : null,
    };
};
/**
 * A scope string as a set: the portal writes leading spaces, and neither the order nor upper and lower case has a
 * meaning. What the catalogue knows has its spelling.
 */
const scopesOf = (scope) => {
    const names = (scope ?? '').split(/\s+/).filter((name) => name !== '');
    return [...new Set(names.map((name) => scopeInAnyCase(name)?.name ?? name))].sort();
};
const by = (key) => (a, b) => a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0;
const requestedOf = (access) => {
    const onGraph = access.filter((api) => lowerCase(api.resourceAppId) === graphAppId);
    const ids = (type) => {
        const entries = onGraph.flatMap((api) => api.resourceAccess ?? []);
        return [...new Set(entries.filter((entry) => entry.type === type).map((entry) => lowerCase(entry.id)))].sort();
    };
    return { application: ids('Role'), delegated: ids('Scope') };
};
/**
 * Without blocks that request nothing: Graph can return one, and refuses a change that sends it back (public reports,
 * cli-microsoft365 7024, 2025-10).
 */
const normalize_otherApisOf = (access) => access
    .filter((api) => lowerCase(api.resourceAppId) !== graphAppId && (api.resourceAccess ?? []).length > 0)
    .map((api) => ({
    resourceAppId: api.resourceAppId ?? '',
    resourceAccess: (api.resourceAccess ?? []).map((entry) => ({
        id: entry.id ?? '',
        type: entry.type === 'Role' ? 'Role' : 'Scope',
    })),
}));
/** Credentials in our model, sorted; without their values, which Graph never returns again. */
const toSecrets = (wire) => (wire ?? [])
    .map((one) => ({
    keyId: lowerCase(one.keyId),
    displayName: one.displayName ?? null,
    startsOn: toRfc3339(one.startDateTime),
    expiresOn: toRfc3339(one.endDateTime),
    ...(one.hint ? { hint: one.hint } : {}),
}))
    .sort(by('keyId'));
/** Graph sends up to seven digits of a second; an unreadable time stays unchanged. */
const toRfc3339 = (time) => {
    const parsed = Date.parse(time ?? '');
    return Number.isNaN(parsed) ? (time ?? '') : new Date(parsed).toISOString();
};
const toOwner = (wire) => ({
    id: lowerCase(wire.id),
    appId: wire.appId ? lowerCase(wire.appId) : null,
    displayName: wire.displayName ?? null,
});
const toFederatedCredential = (wire) => ({
    id: lowerCase(wire.id),
    name: wire.name ?? '',
    issuer: wire.issuer ?? null,
    subject: wire.subject ?? null,
});

;// CONCATENATED MODULE: ./build/entra/read/secret-policy.js

/** The tenant's default app management policy. */
const policyPath = '/policies/defaultAppManagementPolicy';
/** Graph application permissions that can read it (Graph docs, tenantappmanagementpolicy-get, read 2026-11). */
const policyReaders = ['Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration'];
/**
 * What the policy requires of every client secret. Rules that exempt some are left to Graph: a rule with an exemption,
 * or, for an existing registration, a rule for registrations that are created after a date.
 */
const toSecretPolicy = (body, isThere) => {
    const policy = (typeof body === 'object' && body !== null ? body : {});
    const rules = policy.isEnabled === true ? (policy.applicationRestrictions?.passwordCredentials ?? []) : [];
    const strict = rules.filter(({ state, excludeActors, restrictForAppsCreatedAfterDateTime: after }) => state !== 'disabled' && !excludeActors && (!after || !isThere));
    const caps = strict.flatMap(({ restrictionType, maxLifetime }) => restrictionType === 'passwordLifetime' && maxLifetime && isDuration(maxLifetime) ? [maxLifetime] : []);
    return {
        forbidden: strict.some(({ restrictionType }) => restrictionType === 'passwordAddition'),
        maxLifetime: caps.sort((a, b) => durationMs(a) - durationMs(b))[0] ?? null,
    };
};

;// CONCATENATED MODULE: ./build/entra/read/secret-activity.js



/** Pages have ten or more rows: far more than the secrets that a registration can have. */
const secret_activity_maxPages = 20;
const operation = "read Entra's report of sign-ins by credential";
/** Either of them (Graph docs, reportroot-list-appcredentialsigninactivities, read 2026-11). */
const secret_activity_permissions = ['Directory.Read.All', 'AuditLog.Read.All'];
/**
 * When the secrets of a registration last logged in, from Graph's beta report (Graph docs,
 * reportroot-list-appcredentialsigninactivities, read 2026-11). Each page is requested once as a hint; as evidence it is
 * requested again after a failure, as often as the run's HTTP policy allows. Throws only APPLY_CANCELLED; what else happens
 * is part of the result.
 */
const readSecretUse = async (graph, appId, query, { roles }) => {
    try {
        const rows = [];
        const filter = encodeURIComponent(`appId eq '${appId}'`);
        const repeat = query === 'evidence' ? 'safe' : 'never';
        let path = `/reports/appCredentialSignInActivities?$filter=${filter}`;
        for (let page = 1;; page += 1) {
            const first = page === 1 ? { version: 'beta' } : {};
            const answer = await graph.send({ method: 'GET', path, ...first, repeat });
            if (!isOk(answer))
                return { reason: reasonOf(answer), error: graphError(answer, { operation, permissions: secret_activity_permissions, roles }) };
            const body = answer.body;
            const found = rowsOf(body);
            if (found === null || page > secret_activity_maxPages || found.some((row) => isOfAnother(row, appId)))
                return ofFormat(answer);
            rows.push(...found);
            const next = body?.['@odata.nextLink'] ?? null;
            if (next === null)
                return latestOf(rows) ?? ofFormat(answer);
            path = next;
        }
    }
    catch (thrown) {
        orNull(thrown);
        return { reason: 'failed', error: asActionError(noAnswer(thrown, operation)) };
    }
};
/** A rate limit and a failing service pass; any other refusal stays. */
const reasonOf = (answer) => {
    const { status } = answer;
    if (status === 408 || status === 429 || status >= 500)
        return 'failed';
    return graphErrorOf(answer).code === unlicensed ? 'unlicensed' : 'refused';
};
/** The tenant has no Entra ID P1 or P2 (Graph docs, known issues, 2021). */
const unlicensed = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
const ofFormat = (answer) => ({ reason: 'format', error: unexpected(answer, operation) });
/** A list, or a single row, as in the document's samples with a filter. */
const rowsOf = (body) => {
    if (Array.isArray(body?.value))
        return body.value;
    return typeof body?.keyId === 'string' ? [body] : null;
};
/** The answer is about another app than the one that was asked for. */
const isOfAnother = ({ appId }, asked) => typeof appId === 'string' && appId.toLowerCase() !== asked.toLowerCase();
/** A key has one row per API that it was used for: the latest counts. Null when a time is unreadable. */
const latestOf = (rows) => {
    const logins = rows.map(loginOf);
    if (!logins.every((one) => one !== null))
        return null;
    const times = logins.flatMap(({ at }) => at ?? []);
    return {
        any: lastLogins(logins.map(({ keyId, at }) => ({ keyId, at }))),
        graph: lastLogins(logins.map(({ keyId, toGraphAt }) => ({ keyId, at: toGraphAt }))),
        reportOf: times.length === 0 ? null : toIso(Math.max(...times)),
    };
};
const loginOf = ({ keyId, keyType, resourceId, signInActivity }) => {
    const activities = Object.entries(signInActivity ?? {}).filter(([name, value]) => isTime(name) && value !== null);
    const times = activities.map(([name, value]) => ({ name, time: Date.parse(String(value)) }));
    if (typeof keyId !== 'string' || times.some(({ time }) => Number.isNaN(time)))
        return null;
    const real = times.filter(({ time }) => !isNever(time));
    const successes = real.filter(({ name }) => name === 'lastSuccessfulSignInDateTime');
    const isOfGraph = resourceId?.toLowerCase() === graphAppId && secretTypes.has(keyType ?? '');
    return {
        keyId: keyId.toLowerCase(),
        at: latest(real),
        toGraphAt: isOfGraph ? latest(successes.length > 0 ? successes : real) : null,
    };
};
/** On the wire a secret has the first, in the document the second (public fixtures of a collector, 2026-07-17). */
const secretTypes = new Set(['password', 'clientSecret']);
const latest = (times) => times.length === 0 ? null : Math.max(...times.map(({ time }) => time));
const lastLogins = (logins) => {
    const last = new Map();
    for (const { keyId, at } of logins)
        if (at !== null)
            last.set(keyId, Math.max(last.get(keyId) ?? 0, at));
    return Object.fromEntries([...last].map(([keyId, at]) => [keyId, toIso(at)]));
};
const toIso = (time) => new Date(time).toISOString();
/** lastSignInDateTime and similar fields: each flow is a use (Graph docs, resources/signinactivity). */
const isTime = (name) => /^last\w*DateTime$/.test(name);
/** Graph writes the year 1 for a missing time. */
const isNever = (time) => time < Date.UTC(2000);

;// CONCATENATED MODULE: ./build/entra/read/entra.js











const applicationFields = 'id,appId,displayName,uniqueName,signInAudience,createdByAppId,createdDateTime,requiredResourceAccess,passwordCredentials,keyCredentials,' +
    'web,spa,publicClient,isFallbackPublicClient,isDisabled,disabledByMicrosoftStatus,servicePrincipalLockConfiguration';
/** createdDateTime is not in the document of an open type; Graph returns it (public samples). UNVERIFIED on a real tenant. */
const servicePrincipalFields = 'id,appId,createdDateTime,accountEnabled,passwordCredentials,keyCredentials';
/** A key in a path: single quotes are doubled for OData before the URL is encoded. */
const quoted = (value) => `'${encodeURIComponent(value.replaceAll("'", "''"))}'`;
const pathOf = (key) => 'appId' in key ? `/applications(appId=${quoted(key.appId)})` : `/applications(uniqueName=${quoted(key.uniqueName)})`;
/** The least privileged permissions for these reads (Graph's permissions.json, devx-content, 2026-08-07). */
const readers = ['Application.Read.All'];
const grantReaders = ['Directory.Read.All'];
/**
 * Reads Entra: two `$batch` requests, one when the app id is known. A part that cannot be read throws (ENTRA_…,
 * AUTH_…); it never counts as absent. One that a young object does not have yet throws ENTRA_NOT_SETTLED: read again.
 */
const readEntra = async (graph, key, context) => {
    try {
        return await readBoth(graph, key, context);
    }
    catch (thrown) {
        throw noAnswer(thrown, 'read the registration');
    }
};
const readBoth = async (graph, key, context) => {
    const { deployer, workflow } = context;
    const related = 'appId' in key ? relatedPaths(key.appId) : [];
    const clients = clientsOf(deployer, workflow);
    const first = await graph.batch([
        `${pathOf(key)}?$select=${applicationFields}`,
        `/servicePrincipals(appId='${graphAppId}')?$select=id`,
        ...clients.map((clientId) => `/servicePrincipals(appId=${quoted(clientId)})?$select=id`),
        ...related,
        // Last, and only with permission: a refusal would be shown without meaning.
        ...(mayReadPolicy(deployer) ? [policyPath] : []),
    ].map((path) => ({ method: 'GET', path })));
    const [application, graphPrincipal, ...rest] = first;
    const principals = new Map(clients.map((clientId, index) => [clientId, rest[index]]));
    const relatedNow = rest.slice(clients.length);
    const policy = relatedNow[related.length];
    const wire = bodyOrNull(application, 'read the registration', deployer);
    const graphServicePrincipalId = entra_idOf(graphPrincipal, 'find Microsoft Graph in the tenant', deployer);
    const me = {
        ...deployer,
        servicePrincipalId: deployer.servicePrincipalId ?? selfIdOf(principals.get(deployer.appId), deployer),
    };
    const [answers, secretUse] = await Promise.all([
        related.length > 0 || wire?.appId === undefined ? relatedNow : readRelated(graph, wire.appId),
        useOf(graph, wire, context),
    ]);
    const principalOf = (clientId) => {
        const found = clientId === null ? undefined : principals.get(clientId);
        return found === undefined ? null : idOrNull(found, 'find the identities of the workflow', deployer);
    };
    const assembled = wire === null
        ? { application: null, servicePrincipal: null }
        : await assemble(graph, wire, answers, graphServicePrincipalId, deployer);
    const now = graph.now();
    if (now === null)
        throw unexpected(application, 'return a Date header');
    const secretPolicy = policy !== undefined && isOk(policy) ? toSecretPolicy(policy.body, wire !== null) : null;
    return {
        ...{ tenant: context.tenant, deployer: me, graphServicePrincipalId, ...assembled },
        workflow: { deployer: principalOf(workflow.deployer), renewer: principalOf(workflow.renewer) },
        ...{ secretUse, secretPolicy, keyAdditions: null, preflight: null, former: [], now },
    };
};
/** The identity that reads, and those of the workflow: often one of these. */
const clientsOf = ({ appId }, { deployer, renewer }) => [
    ...new Set([appId, deployer, renewer].filter((clientId) => clientId !== null)),
];
/** As a hint: with at most one secret, which has a tag of this action, there is nothing to distinguish. */
const useOf = async (graph, wire, { secretUse, deployer }) => {
    if (secretUse !== 'ask' && secretUse !== 'evidence')
        return secretUse;
    const secrets = wire?.passwordCredentials ?? [];
    const matters = secretUse === 'evidence' || secrets.length > 1 || secrets.some((one) => !carriesTag(one.displayName));
    return matters && wire?.appId !== undefined ? readSecretUse(graph, wire.appId, secretUse, deployer) : null;
};
const mayReadPolicy = ({ roles }) => policyReaders.some((role) => roles.includes(role));
const relatedPaths = (appId) => {
    const principal = `/servicePrincipals(appId=${quoted(appId)})`;
    const application = `/applications(appId=${quoted(appId)})`;
    return [
        `${principal}?$select=${servicePrincipalFields}`,
        `${principal}/appRoleAssignments`,
        `${principal}/oauth2PermissionGrants`,
        `${application}/owners`,
        `${application}/federatedIdentityCredentials`,
        `${principal}/owners`,
        `${principal}/transitiveMemberOf`,
        `${principal}/federatedIdentityCredentials`,
    ];
};
const readRelated = (graph, appId) => graph.batch(relatedPaths(appId).map((path) => ({ method: 'GET', path })));
/** Graph's metadata has the part, and no document describes it: a Graph without it has nothing there. */
const hasNoSuchPart = (answer) => answer.status === 400 && /Resource not found for the segment/i.test(graphErrorOf(answer).message);
const assemble = async (graph, wire, answers, graphServicePrincipalId, deployer) => {
    const [principal, assignments, grants, owners, credentials, principalOwners, memberships, principalCredentials] = answers;
    const found = bodyOrNull(principal, 'read the service principal', deployer);
    const isNew = [wire, found ?? {}].some((one) => isYoung(createdOnOf(one), graph.now()));
    const all = (answer, operation, permissions = readers) => {
        if (isNew && isLag(answer))
            throw notSettled(answer, operation);
        return pages(graph, answer, { operation, permissions, roles: deployer.roles });
    };
    const application = toApplication(wire, {
        owners: await all(owners, 'read the owners of the registration'),
        federatedCredentials: await all(credentials, 'read its federated credentials'),
    });
    if (application === null)
        throw unexpected(principal, 'read the registration');
    if (found === null)
        return { application, servicePrincipal: null };
    const servicePrincipal = toServicePrincipal(found, {
        assignments: await all(assignments, 'read the granted application permissions'),
        grants: await all(grants, 'read the granted delegated permissions', grantReaders),
        owners: await all(principalOwners, 'read the owners of the service principal'),
        memberships: await all(memberships, 'read the directory roles of the service principal'),
        federatedCredentials: hasNoSuchPart(principalCredentials)
            ? []
            : await all(principalCredentials, 'read its federated credentials'),
    }, graphServicePrincipalId);
    if (servicePrincipal === null)
        throw unexpected(principal, 'read the service principal');
    return { application, servicePrincipal };
};
const notSettled = ({ requestId }, operation) => new ActionError('ENTRA_NOT_SETTLED', `Entra did not replicate a new object in time to ${operation}.`, { requestId });
/** The body of a response, or null only for Graph's "does not exist". */
const bodyOrNull = (answer, operation, deployer) => {
    if (isAbsent(answer))
        return null;
    if (!isOk(answer) || typeof answer.body !== 'object' || answer.body === null)
        throw graphError(answer, { operation, permissions: readers, roles: deployer.roles });
    return answer.body;
};
const entra_idOf = (answer, operation, deployer) => {
    const id = idOrNull(answer, operation, deployer);
    if (id !== null)
        return id;
    throw unexpected(answer, operation);
};
/** Null only where Graph says that there is none. */
const idOrNull = (answer, operation, deployer) => {
    const found = bodyOrNull(answer, operation, deployer);
    if (found !== null && !found.id)
        throw unexpected(answer, operation);
    return found?.id?.toLowerCase() ?? null;
};
/** The service principal of this job's identity from Graph; only a hint, so a refusal does not stop a plan. */
const selfIdOf = (answer, deployer) => isOk(answer) ? idOrNull(answer, "find the service principal of this job's identity", deployer) : null;
/** All entries of a list whose first page was read. Throws ENTRA_…: a page that cannot be read is never empty. */
const pages = async (graph, first, attempt) => {
    const { operation } = attempt;
    const read = async (next) => {
        const answer = next === '' ? first : await sendRequest(graph, { method: 'GET', path: next, repeat: 'safe' }, operation);
        const body = answer.body;
        if (!isOk(answer) || !Array.isArray(body?.value))
            throw graphError(answer, attempt);
        return { entries: body.value, next: body['@odata.nextLink'] ?? null };
    };
    const endless = () => new ActionError('ENTRA_UNEXPECTED', `Graph's list does not end when asked to ${operation}.`);
    return collectPages('', read, endless);
};

;// CONCATENATED MODULE: ./build/entra/read/deleted.js


/**
 * The deleted registration that still holds a unique name, for 30 days; null when there is none, or when the deleted ones
 * are not readable (usual under OwnedBy), so that only creating one tells.
 */
const readDeletedHolder = async (graph, uniqueName) => {
    const operation = 'list deleted registrations';
    const path = '/directory/deletedItems/microsoft.graph.application?$select=id,appId,uniqueName,deletedDateTime&$top=999';
    const answer = await sendRequest(graph, { method: 'GET', path, repeat: 'safe' }, operation);
    if (answer.status === 403)
        return null;
    const all = await pages(graph, answer, { operation, permissions: ['Application.Read.All'] });
    const holder = all.find((one) => one.uniqueName === uniqueName);
    return holder === undefined ? null : { appId: holder.appId ?? '', deletedOn: holder.deletedDateTime ?? null };
};

;// CONCATENATED MODULE: ./build/entra/writer.js

/** Whether a refusal means that one of the objects it concerns is not replicated yet; of older objects it is the truth. */
const isNotReplicated = ({ graph, births }, answer, ...ids) => isLag(answer) && births.hasYoung(graph.now(), ...ids);

;// CONCATENATED MODULE: ./build/entra/write/application.js







/** Locks every sensitive property of the service principal; enabled alone locks none (Graph docs, serviceprincipallockconfiguration). */
const lockOfAll = { isEnabled: true, allProperties: true };
const owning = ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'];
const attempting = (writer, operation) => ({
    operation,
    permissions: owning,
    roles: writer.deployer.roles,
});
/** This job's identity must own what it goes on to change. */
const ownerBinding = ({ deployer, graphUrl }, ownerIds) => {
    const own = deployer.servicePrincipalId === null ? [] : [deployer.servicePrincipalId];
    const ids = [...new Set([...own, ...ownerIds])];
    return ids.length === 0 ? {} : { 'owners@odata.bind': ids.map((id) => referenceTo(graphUrl, id)) };
};
const referenceTo = (graphUrl, id) => `${graphUrl}/v1.0/directoryObjects/${id}`;
/**
 * Creates the registration with its unique name, its owners and the lock. `taken`: the name has a holder, which an earlier
 * try of this run may have created, or anybody. Throws ENTRA_UNIQUE_NAME_TAKEN when a deleted registration has the name.
 */
const createApplication = async (writer, request) => {
    const { displayName, uniqueName, requiredResourceAccess, ownerIds } = request;
    const body = {
        displayName,
        uniqueName,
        signInAudience: 'AzureADMyOrg',
        requiredResourceAccess,
        servicePrincipalLockConfiguration: lockOfAll,
        ...ownerBinding(writer, ownerIds),
    };
    const answer = await sendRequest(writer.graph, { method: 'POST', path: '/applications', body, repeat: 'safe' }, 'create the registration');
    if (isOk(answer))
        return createdBy(writer, answer, 'create the registration');
    if (!isUniqueNameTaken(answer))
        throw graphError(answer, attempting(writer, 'create the registration'));
    if ((await readDeletedHolder(writer.graph, uniqueName)) !== null)
        throw nameTaken('A deleted registration holds the unique name for 30 days.');
    return 'taken';
};
/** Sets the unique name of a registration that has none; false when another object has it. */
const nameApplication = async (writer, { applicationId, uniqueName }) => {
    const attempt = attempting(writer, 'name the registration');
    const path = `/applications/${applicationId}`;
    return pollUntil(writer.retryWindow, async () => {
        const request = { method: 'PATCH', path, body: { uniqueName }, repeat: 'safe' };
        const answer = await sendRequest(writer.graph, request, attempt.operation);
        if (isOk(answer))
            return { done: true };
        if (isUniqueNameTaken(answer))
            return { done: false };
        if (isConcurrencyViolation(answer))
            return { retry: graphError(answer, attempt) };
        if (isNotReplicated(writer, answer, applicationId))
            return { retry: notReplicated('the registration', answer) };
        throw graphError(answer, attempt);
    });
};
/** Adds an owner; one that is there already counts as added. Throws ENTRA_FORBIDDEN also for a lack of Directory.Read.All. */
const addOwner = async (writer, of, ownerId) => {
    const attempt = { ...attempting(writer, 'add an owner'), permissions: ['Directory.Read.All'] };
    const request = {
        method: 'POST',
        path: `/${of.collection}/${of.id}/owners/$ref`,
        body: { '@odata.id': referenceTo(writer.graphUrl, ownerId) },
        repeat: 'safe',
    };
    await pollUntil(writer.retryWindow, async () => {
        const answer = await sendRequest(writer.graph, request, attempt.operation);
        if (isOk(answer) || isAlreadyThere(answer))
            return { done: null };
        if (isConcurrencyViolation(answer))
            return { retry: graphError(answer, attempt) };
        if (isNotReplicated(writer, answer, of.id))
            return { retry: notReplicated('the object to own', answer) };
        throw graphError(answer, attempt);
    });
};
const nameTaken = (message) => new ActionError('ENTRA_UNIQUE_NAME_TAKEN', message);
const createdBy = (writer, answer, operation) => {
    const body = answer.body;
    if (!body?.id || !body.appId)
        throw unexpected(answer, operation);
    const ids = { id: body.id.toLowerCase(), appId: body.appId.toLowerCase() };
    addBirth(writer, ids.id, ids.appId);
    return ids;
};
/** Of what was created right now; by the `Date` of the answer, since an answer may leave out when. */
const addBirth = ({ graph, births }, ...ids) => births.add(graph.now()?.toISOString() ?? null, ...ids);
/**
 * Changes what differs, in one PATCH. Throws ENTRA_NOT_OWNER when Graph refuses an identity that has a write
 * permission.
 */
const updateApplication = async (writer, update) => {
    const path = `/applications/${update.applicationId}`;
    const attempt = attempting(writer, 'change the registration');
    await pollUntil(writer.retryWindow, async () => {
        const answer = await sendRequest(writer.graph, { method: 'PATCH', path, body: update.patch, repeat: 'safe' }, attempt.operation);
        if (isOk(answer))
            return { done: null };
        if (isConcurrencyViolation(answer))
            return { retry: graphError(answer, attempt) };
        if (isNotReplicated(writer, answer, update.applicationId))
            return { retry: notReplicated('the registration', answer) };
        if (answer.status === 403 && owning.some((role) => writer.deployer.roles.includes(role)))
            throw notOwner(writer.deployer);
        throw graphError(answer, attempt);
    });
};
/** The failure of an identity that can change only what it owns. */
const notOwner = (deployer) => new ActionError('ENTRA_NOT_OWNER', "This job's identity can only change registrations that it owns, and it does not own this one.", {
    evidence: [
        { name: "This job's identity (client-id)", value: deployer.appId },
        { name: 'Object ID of its service principal', value: deployer.servicePrincipalId ?? 'unknown' },
    ],
});
/** Creates the service principal with its owners. `taken`: there is one already. */
const createServicePrincipal = async (writer, { appId, ownerIds }) => {
    const operation = 'create the service principal';
    const body = { appId, ...ownerBinding(writer, ownerIds) };
    return pollUntil(writer.retryWindow, async () => {
        const answer = await sendRequest(writer.graph, { method: 'POST', path: '/servicePrincipals', body, repeat: 'safe' }, operation);
        if (isOk(answer)) {
            const id = application_idOf(answer, operation);
            // The app id names it too, and the newer of the two objects counts.
            addBirth(writer, id, appId);
            return { done: { id } };
        }
        if (isAlreadyThere(answer))
            return { done: 'taken' };
        if (isNotReplicated(writer, answer, appId))
            return { retry: notReplicated('the registration', answer) };
        throw graphError(answer, attempting(writer, operation));
    });
};
const application_idOf = (answer, operation) => {
    const id = answer.body?.id;
    if (!id)
        throw unexpected(answer, operation);
    return id.toLowerCase();
};
/** The failure when lag exceeds the retry window. */
const notReplicated = (thing, answer) => new ActionError('ENTRA_NOT_SETTLED', `Entra did not replicate ${thing} in time after its creation.`, {
    requestId: answer.requestId,
});

;// CONCATENATED MODULE: ./build/entra/write/grants.js







const batchLimit = 20;
/**
 * Grants the permissions in one `$batch`. Each grant takes effect immediately and without review (Graph docs,
 * grant-admin-consent). Throws ENTRA_CONSENT_REQUIRED when this job's identity cannot grant, after all other grants are
 * made.
 */
const grant = async (writer, request) => {
    const items = [...request.roles.map((role) => roleItem(request, role)), ...delegatedItem(request)];
    let open = items;
    const refused = [];
    await pollUntil(writer.retryWindow, async () => {
        const later = [];
        let reason = null;
        for (let at = 0; at < open.length; at += batchLimit) {
            const part = open.slice(at, at + batchLimit);
            const answers = await sendBatch(writer.graph, part.map((item) => item.request), 'grant permissions');
            for (const [index, item] of part.entries()) {
                const verdict = judge(writer, request, item, answers[index]);
                if (verdict === 'refused')
                    refused.push(item);
                else if (verdict !== 'done') {
                    later.push(verdict.item);
                    reason = verdict.reason;
                }
            }
        }
        open = later;
        return reason === null ? { done: null } : { retry: reason };
    });
    if (refused.length > 0)
        throw consentRequired(writer, request, refused);
};
const judge = (writer, request, item, answer) => {
    const attempt = { operation: `grant ${item.title}`, permissions: [item.permission], roles: writer.deployer.roles };
    if (isOk(answer))
        return 'done';
    if (isAlreadyThere(answer)) {
        if (item.instead === null)
            return 'done';
        return { item: { ...item, request: item.instead, instead: null }, reason: graphError(answer, attempt) };
    }
    if (isConcurrencyViolation(answer))
        return { item, reason: graphError(answer, attempt) };
    // As young as the newer of the two principals is.
    if (isNotReplicated(writer, answer, request.principalId, request.resourceId))
        return { item, reason: notReplicated('the service principal', answer) };
    if (/Permission being assigned was not found/i.test(JSON.stringify(answer.body ?? '')))
        throw new ActionError('ENTRA_PERMISSION_MISSING', `Microsoft Graph in this tenant does not offer the permission ${item.title}.`, {
            requestId: answer.requestId,
        });
    // A grant can land and be answered with 404 (public reports, terraform-provider-azuread 1896): sent once more, it is
    // "already there", or the answer is the truth. No grant is made twice.
    if (isLag(answer) && item.askedAgain === undefined)
        return { item: { ...item, askedAgain: true }, reason: graphError(answer, attempt) };
    if (answer.status === 403)
        return 'refused';
    throw graphError(answer, attempt);
};
const roleItem = (request, role) => ({
    title: role.name,
    permission: 'AppRoleAssignment.ReadWrite.All',
    request: {
        method: 'POST',
        path: `/servicePrincipals/${request.principalId}/appRoleAssignments`,
        body: { principalId: request.principalId, resourceId: request.resourceId, appRoleId: role.id },
    },
    instead: null,
});
const delegatedItem = ({ principalId, resourceId, delegated }) => {
    if (delegated === null)
        return [];
    const scope = delegated.scopes.join(' ');
    const change = (id) => ({
        method: 'PATCH',
        path: `/oauth2PermissionGrants/${id}`,
        body: { scope },
    });
    const create = {
        method: 'POST',
        path: '/oauth2PermissionGrants',
        body: { clientId: principalId, consentType: 'AllPrincipals', resourceId, scope },
    };
    return [
        {
            title: `${delegated.scopes.join(', ')} (delegated)`,
            permission: 'DelegatedPermissionGrant.ReadWrite.All',
            request: delegated.grantId === null ? create : change(delegated.grantId),
            instead: delegated.grantId === null ? change(grantIdOf(principalId, resourceId)) : null,
        },
    ];
};
/**
 * The id of a tenant-wide delegated grant: base64url of the two object ids in Microsoft's byte order (decoded from the
 * samples of Graph docs, oauth2permissiongrant-post, 2026-11).
 */
const grantIdOf = (clientId, resourceId) => Buffer.concat([guidBytes(clientId), guidBytes(resourceId)]).toString('base64url');
const guidBytes = (guid) => {
    const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
    bytes.subarray(0, 4).reverse();
    bytes.subarray(4, 6).reverse();
    bytes.subarray(6, 8).reverse();
    return bytes;
};
/** The URL covers every permission that the registration requests (Entra docs, grant-admin-consent, read 2026-11). */
const consentRequired = (writer, { appId }, refused) => {
    const missing = [...new Set(refused.map((item) => item.permission))].join(' and ');
    const url = `${writer.consentUrl}?client_id=${encodeURIComponent(appId)}`;
    return new ActionError('ENTRA_CONSENT_REQUIRED', `This job's identity cannot grant permissions: it lacks ${missing}.`, {
        fix: `Ask a Privileged Role Administrator or a Global Administrator to open ${url} and accept, then run again; or grant ${missing} to the app of the input "client-id".`,
        evidence: [{ name: 'Not granted', value: refused.map((item) => item.title).join(', ') }],
    });
};
/** Revokes grants. A missing grant counts as done; an emptied grant is deleted, never patched to an empty scope. */
const revoke = async (writer, request) => {
    const { assignments, principalId, delegated } = request;
    const operation = 'revoke permissions';
    const items = assignments.map(({ id }) => ({
        permission: 'AppRoleAssignment.ReadWrite.All',
        request: { method: 'DELETE', path: `/servicePrincipals/${principalId}/appRoleAssignments/${id}` },
    }));
    if (delegated !== null) {
        const path = `/oauth2PermissionGrants/${delegated.grantId}`;
        const scope = delegated.scopes.join(' ');
        const permission = 'DelegatedPermissionGrant.ReadWrite.All';
        items.push({
            permission,
            request: scope === '' ? { method: 'DELETE', path } : { method: 'PATCH', path, body: { scope } },
        });
    }
    for (let at = 0; at < items.length; at += batchLimit) {
        const part = items.slice(at, at + batchLimit);
        const answers = await sendBatch(writer.graph, part.map((item) => item.request), operation);
        for (const [index, answer] of answers.entries()) {
            if (isOk(answer) || answer.status === 404)
                continue;
            const permissions = part.slice(index, index + 1).map((item) => item.permission);
            throw graphError(answer, { operation, permissions, roles: writer.deployer.roles });
        }
    }
};

;// CONCATENATED MODULE: ./build/entra/write/secret.js









const secret_permissions = ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'];
/** Microsoft's codes for a secret that an app management policy refuses (public reports, read 2026-11). */
const policyCodes = {
    forbidden: 'CredentialTypeNotAllowedAsPerAppPolicy',
    lifetime: 'CredentialInvalidLifetimeAsPerAppPolicy',
};
/** After these it is unknown whether the request took effect. */
const lost = new Set(['ENTRA_UNAVAILABLE', 'APPLY_CANCELLED']);
/**
 * Adds a secret, once. When it is unknown whether one was created, the caller must search for the display name before
 * it tries again. Throws when Graph rejected the request.
 */
const addPassword = async (writer, request, maskSecret) => {
    const operation = 'add a client secret';
    const endDateTime = request.expiresOn.toISOString();
    const passwordCredential = {
        displayName: request.displayName,
        startDateTime: request.startsOn.toISOString(),
        endDateTime,
    };
    const path = `/applications/${request.applicationId}/addPassword`;
    return pollUntil(writer.retryWindow, async () => {
        const once = { method: 'POST', path, body: { passwordCredential }, repeat: 'never' };
        const answer = await sendRequest(writer.graph, once, operation).catch((thrown) => {
            if (thrown instanceof ActionError && lost.has(thrown.code))
                return null;
            throw thrown;
        });
        if (answer === null)
            return { done: unknown(0) };
        if (isOk(answer))
            return { done: created(answer, endDateTime, maskSecret) };
        if (answer.status === 408 || answer.status === 429 || answer.status >= 500)
            // No answer decides that a run sleeps for hours.
            return { done: unknown(Math.min(answer.retryAfterMs, writer.retryWindow.lengthMs)) };
        if (isConcurrencyViolation(answer) || isNotReplicated(writer, answer, request.applicationId))
            return { retry: graphError(answer, { operation, permissions: secret_permissions }) };
        const explained = (await policyError(writer, answer, request.lifetime)) ?? (await fullError(writer, answer, request));
        throw explained ?? createSecretError(writer, answer, operation);
    });
};
const unknown = (waitMs) => ({ kind: 'unknown', waitMs });
/** A success without the value counts as lost, because the secret is unknown. */
const created = (answer, expiresOn, maskSecret) => {
    const body = answer.body;
    if (!body?.secretText || !body.keyId)
        return unknown(0);
    return {
        kind: 'created',
        secret: { value: maskSecret(body.secretText), keyId: body.keyId.toLowerCase(), expiresOn },
    };
};
const createSecretError = (writer, answer, operation) => graphError(answer, { operation, permissions: secret_permissions, roles: writer.deployer.roles });
const policyError = async (writer, answer, lifetime) => {
    const { code, message } = graphErrorOf(answer);
    if (code !== policyCodes.forbidden && code !== policyCodes.lifetime)
        return null;
    const evidence = [{ name: 'Graph says', value: `${answer.status} ${code}: ${message}` }];
    const base = { requestId: answer.requestId };
    if (code === policyCodes.forbidden)
        return new ActionError('ENTRA_SECRET_FORBIDDEN', forbiddenMessage, { ...base, evidence });
    const cap = await readLifetimeCap(writer);
    const refused = lifetimeMessage(lifetime, cap);
    const allowed = cap ?? 'unknown (requires Policy.Read.All)';
    return new ActionError('ENTRA_SECRET_LIFETIME', refused.message, {
        ...base,
        ...(refused.fix === undefined ? {} : { fix: refused.fix }),
        evidence: [...evidence, { name: 'Requested', value: lifetime }, { name: 'Allowed', value: allowed }],
    });
};
/**
 * A registration for personal accounts takes two secrets (Entra docs, supported-accounts-validation); the answer does not
 * say which are in the way (public reports, azure-cli 12946).
 */
const fullError = async (writer, answer, { applicationId, heldKeyId }) => {
    const { code, message } = graphErrorOf(answer);
    if (code !== 'TooManyAppPasswords' && !detailCodes(answer).includes('TooManyAppPasswords'))
        return null;
    const secrets = await listSecrets(writer, applicationId).catch(() => []);
    const others = secrets.filter(({ keyId }) => keyId !== heldKeyId);
    const where = 'in Entra (App registrations > the app > Certificates & secrets)';
    const never = heldKeyId === null ? '' : ` Never delete ${heldKeyId}: TruU holds it.`;
    const fix = others.length === 0
        ? `Look ${where} which secrets the registration has, delete one that nothing uses, then run again.${never}`
        : `Delete one of the secrets in the report that nothing uses ${where}, then run again.${never}`;
    return new ActionError('ENTRA_REFUSED', 'The registration has no room for another client secret.', {
        fix,
        evidence: [
            { name: 'Graph says', value: `${answer.status} ${code}: ${message}` },
            ...others.map(({ keyId, displayName, expiresOn }) => ({
                name: 'In the way',
                value: `${displayName ?? 'without a description'}, key id ${keyId}, expires ${expiresOn}`,
            })),
        ],
        requestId: answer.requestId,
    });
};
/**
 * The tenant's limit as an ISO 8601 duration; null when there is none or it is not readable (needs Policy.Read.All).
 */
const readLifetimeCap = async ({ graph }) => {
    const answer = await graph.send({ method: 'GET', path: policyPath, repeat: 'safe' }).catch(() => null);
    return answer !== null && isOk(answer) ? toSecretPolicy(answer.body, false).maxLifetime : null;
};
/** Removes a secret. "No password credential found" means that it is gone, or, right after it was added, lag. */
const removePassword = async (writer, secret) => {
    const path = `/applications/${secret.applicationId}/removePassword`;
    const operation = 'remove a client secret';
    let missed = 0;
    await pollUntil(writer.retryWindow, async () => {
        const body = { keyId: secret.keyId };
        const answer = await sendRequest(writer.graph, { method: 'POST', path, body, repeat: 'safe' }, operation);
        if (isOk(answer))
            return { done: null };
        const error = createSecretError(writer, answer, operation);
        if (isConcurrencyViolation(answer))
            return { retry: error };
        if (!/No password credential found/i.test(graphErrorOf(answer).message)) {
            if (isNotReplicated(writer, answer, secret.applicationId))
                return { retry: error };
            throw error;
        }
        // For a secret that Graph has just shown or created, one such response proves nothing: reads and writes lag
        // separately.
        missed += 1;
        const gone = missed > 1 && !(await listSecrets(writer, secret.applicationId)).some((one) => one.keyId === secret.keyId);
        return gone && missed >= consistentReads ? { done: null } : { retry: error };
    });
};
/** The secrets of the application as Graph returns them now; one read, which can be stale. */
const listSecrets = async ({ graph, deployer }, applicationId) => {
    const operation = 'list the client secrets';
    const path = `/applications/${applicationId}?$select=id,passwordCredentials`;
    const answer = await sendRequest(graph, { method: 'GET', path, repeat: 'safe' }, operation);
    if (!isOk(answer))
        throw graphError(answer, { operation, permissions: secret_permissions, roles: deployer.roles });
    const rows = answer.body?.passwordCredentials;
    if (!Array.isArray(rows))
        throw unexpected(answer, operation);
    return toSecrets(rows);
};

;// CONCATENATED MODULE: ./build/entra/read/settled.js

/** A reading as the result of one poll: what is not replicated yet (ENTRA_NOT_SETTLED) is to be read again. */
const settled = (reading) => reading.then((done) => ({ done }), (thrown) => {
    if (thrown instanceof ActionError && thrown.code === 'ENTRA_NOT_SETTLED')
        return { retry: thrown };
    throw thrown;
});

;// CONCATENATED MODULE: ./build/plan/access.js
/**
 * Every way in that is not known, client secrets of the registration apart: what those are is for TruU's side to say.
 * (Graph docs, resources/application and resources/serviceprincipal, read 2026-11.)
 */
const unknownAccess = ({ application, servicePrincipal, workflow }, known) => [
    ...(application === null ? [] : ofApplication(application, workflow, known)),
    ...(servicePrincipal === null ? [] : ofPrincipal(servicePrincipal, workflow, known)),
];
/** A client secret that nobody vouches for, with the names of who added it where that is known. */
const unknownSecret = ({ keyId, displayName }, message, addedBy = []) => ({
    target: { kind: 'secret', keyId },
    message,
    names: [displayName ?? '', ...addedBy, keyId],
    acceptedBy: 'known-credentials',
});
const ofApplication = (application, workflow, known) => [
    ...application.owners
        .filter((owner) => !isKnownOwner(owner, workflow, known))
        .map((owner) => unknownOwner({ kind: 'owner', id: owner.id }, 'An unknown owner can change the registration and add secrets to it', owner)),
    ...application.certificates
        .filter(({ keyId }) => !known.knownCredentials.has(keyId))
        .map((one) => unknownKey({ kind: 'certificate', keyId: one.keyId }, 'A certificate can log in as the registration', one)),
    ...federated(application.federatedCredentials, 'A federated credential can log in as the registration', known),
    ...application.redirectUris.map((uri) => ({
        target: { kind: 'redirect-uri', uri },
        message: 'Entra sends codes and tokens of the registration to this address',
        names: [uri],
        acceptedBy: null,
    })),
    ...(application.publicClient
        ? [
            {
                target: { kind: 'application-property', property: 'publicClient' },
                message: 'Public client flows are on: anyone with the client id can ask for tokens without a secret',
                names: [],
                acceptedBy: null,
            },
        ]
        : []),
];
const ofPrincipal = (principal, workflow, known) => [
    ...principal.owners
        .filter((owner) => !isKnownOwner(owner, workflow, known))
        .map((owner) => unknownOwner({ kind: 'service-principal-owner', id: owner.id }, 'An unknown owner can change the service principal', owner)),
    ...[...principal.secrets, ...principal.certificates]
        .filter(({ keyId }) => !known.knownCredentials.has(keyId))
        .map((one) => unknownKey({ kind: 'service-principal-credential', keyId: one.keyId }, 'A credential of the service principal can log in as the registration', one)),
    ...federated(principal.federatedCredentials, 'A federated credential of the service principal can log in as the registration', known),
    ...principal.directoryRoles.map(({ id, displayName }) => ({
        target: { kind: 'directory-role', id },
        message: 'The service principal has a directory role, so TruU has it too',
        names: [displayName ?? '', id],
        acceptedBy: null,
    })),
    ...principal.otherAssignments.map(({ roleId, resourceId, resourceName }) => ({
        target: { kind: 'app-role', resourceId, roleId },
        message: 'The service principal has an app role on another API than Microsoft Graph',
        names: [resourceName ?? resourceId, roleId],
        acceptedBy: null,
    })),
];
/** The reader is none of them: anyone with write access to the repository is the reader. */
const isKnownOwner = ({ id, appId }, workflow, known) => known.knownOwners.has(id) ||
    [workflow.deployer, workflow.renewer].includes(id) ||
    (appId !== null && [known.deployerClientId, known.renewerClientId].includes(appId));
const unknownOwner = (target, message, { id, displayName }) => ({
    target,
    message,
    names: [...(displayName === null ? [] : [displayName]), id],
    acceptedBy: 'known-owners',
});
const unknownKey = (target, message, { keyId, displayName }) => ({
    target,
    message,
    names: [...(displayName === null ? [] : [displayName]), keyId],
    acceptedBy: 'known-credentials',
});
const federated = (all, message, { knownCredentials }) => all
    .filter(({ id }) => !knownCredentials.has(id))
    .map(({ id, name, subject }) => ({
    target: { kind: 'federated-credential', name },
    message,
    names: [name, subject ?? '', id],
    acceptedBy: 'known-credentials',
}));

;// CONCATENATED MODULE: ./build/plan/whose.js

/**
 * Client ids whose creations are the workflow's. A name proves nothing, since any member of a tenant can take it. A
 * delegated token makes nothing ours, and neither does a client of Microsoft, through which everybody creates.
 */
const creatorsOf = ({ deployerClientId, renewerClientId }, { appId, appOnly }) => new Set([deployerClientId, renewerClientId, appOnly ? appId : null]
    .filter((one) => one !== null)
    .filter(isNoClientOfMicrosoft));
const isNoClientOfMicrosoft = (clientId) => !firstPartyClients.has(clientId);
/** Whether an identity of the workflow created the registration. A creator that Graph does not name is nobody we know. */
const isCreatedByUs = ({ createdByAppId }, creators) => createdByAppId !== null && creators.has(createdByAppId);
/** Whose the registration of the plan is. */
const whoseOf = ({ entra: { observed }, policy }) => {
    const { application, deployer } = observed;
    if (application === null)
        return 'nobody';
    if (isCreatedByUs(application, creatorsOf(policy, deployer)))
        return 'ours';
    return application.appId === policy.applicationId ? 'adopted' : 'foreign';
};

;// CONCATENATED MODULE: ./build/apply/look-again.js










/**
 * Looks once more at who can get in, right before a registration gets its first permissions or TruU its first secret of
 * it: access that is new since the plan stops it. Throws ENTRA_ACCESS_UNKNOWN.
 */
const confirmAccess = async (context, appId) => {
    const { births, graph } = context.entra;
    const isNew = () => births.hasYoung(graph.now(), appId);
    const state = await lookUntil(context, { appId }, { isComplete: hasPrincipal, waits: isNew }, principalNotShown());
    const unknown = [
        ...state.application.secrets.filter((one) => isNewcomer(context, appId, one)).map(secretOfOthers),
        ...unknownAccess(state, context.trust),
    ];
    if (unknown.length > 0)
        throw look_again_stopped('The registration has an unknown way in that the plan did not see.', unknown);
};
/** A secret that the plan did not see, and that no run of this action made: those that runs left behind are deleted. */
const isNewcomer = ({ trust: { judgedSecrets, knownCredentials }, consumer }, appId, { keyId, displayName, startsOn, expiresOn }) => !judgedSecrets.has(keyId) &&
    !knownCredentials.has(keyId) &&
    judgeTag(displayName, { consumer, appId, startsOn, expiresOn }) !== 'ours';
const secretOfOthers = (secret) => unknownSecret(secret, 'A secret that this action did not create can log in as the registration');
/**
 * The registration that holds the unique name, when its creation found it taken: an earlier try of this run may have made
 * it, and so may anybody. Throws ENTRA_APPLICATION_FOREIGN unless an identity of the workflow created it, and
 * ENTRA_ACCESS_UNKNOWN when there is more at it than this plan would make.
 */
const claimApplication = async (context, uniqueName) => {
    const taken = new ActionError('ENTRA_UNIQUE_NAME_TAKEN', 'The unique name is taken, but no readable registration has it.');
    const state = await lookUntil(context, { uniqueName }, { isComplete: () => true, waits: look_again_always }, taken);
    const { application } = state;
    if (!isCreatedByUs(application, creatorsOf(context.trust, context.entra.deployer)))
        throw foreign(application);
    const beyond = [
        ...application.secrets.map(secretOfOthers),
        ...unknownAccess(state, context.trust),
        ...grantsBeyond(context, state),
    ];
    if (beyond.length > 0)
        throw look_again_stopped('The registration was created meanwhile, and it has more than this plan would make.', beyond);
    return { id: application.id, appId: application.appId };
};
/** The service principal that exists when its creation found one. Throws ENTRA_ACCESS_UNKNOWN as for the registration. */
const claimServicePrincipal = async (context, appId) => {
    const state = await lookUntil(context, { appId }, { isComplete: hasPrincipal, waits: look_again_always }, principalNotShown());
    const beyond = [...unknownAccess(state, context.trust), ...grantsBeyond(context, state)];
    if (beyond.length > 0)
        throw look_again_stopped('The service principal was created meanwhile, and it has more than this plan would make.', beyond);
    return { id: state.servicePrincipal.id };
};
const hasPrincipal = ({ servicePrincipal }) => servicePrincipal !== null;
const principalNotShown = () => new ActionError('ENTRA_NOT_SETTLED', 'Entra did not show the service principal in time.');
/** Graph has just refused to create the object because it is there: that it is not shown is lag, whatever its age. */
const look_again_always = () => true;
/** Reads until the registration is shown, with what else is needed; its parts can lag behind it. */
const lookUntil = ({ entra: { graph, deployer, retryWindow, births }, tenant, trust }, key, { isComplete, waits }, otherwise) => pollUntil(retryWindow, async () => {
    const workflow = { deployer: trust.deployerClientId, renewer: trust.renewerClientId };
    const seen = await settled(readEntra(graph, key, { tenant, deployer, workflow, secretUse: null }));
    if ('retry' in seen)
        return seen;
    const state = seen.done;
    addBirths(births, state);
    const { application } = state;
    if (application !== null && isComplete(state))
        return { done: { ...state, application } };
    if (waits())
        return { retry: otherwise };
    throw otherwise;
});
const grantsBeyond = ({ trust }, { servicePrincipal }) => {
    if (servicePrincipal === null)
        return [];
    const roles = servicePrincipal.assignments.map(({ roleId }) => roleId).filter((id) => !trust.listedRoles.has(id));
    const scopes = (servicePrincipal.delegatedGrant?.scopes ?? []).filter((name) => !trust.listedScopes.has(name));
    return [
        ...roles.map((id) => unlisted('application', permissionById('application', id)?.name ?? id)),
        ...scopes.map((name) => unlisted('delegated', name)),
    ];
};
const unlisted = (type, name) => ({
    target: { kind: 'permission', type, name, tier: null, description: null },
    message: 'A permission is granted that the spec does not list',
    names: [name],
    acceptedBy: null,
});
const look_again_stopped = (message, unknown) => {
    const { fix, evidence } = accessUnknown(unknown);
    return new ActionError('ENTRA_ACCESS_UNKNOWN', message, { fix, evidence });
};
const foreign = (application) => new ActionError('ENTRA_APPLICATION_FOREIGN', 'An identity outside this workflow took the unique name, so this run did not create its registration.', { evidence: originEvidence(application) });

;// CONCATENATED MODULE: ./build/apply/context.js

/** An empty ledger. */
const openLedger = () => ({
    ids: new Map(),
    newSecret: null,
    wroteEntra: false,
    wrote: false,
});
/** The id that a step needs: known in the plan, or created by an earlier step. Throws INTERNAL. */
const resolve = (ledger, id) => {
    if (typeof id === 'string')
        return id;
    const found = ledger.ids.get(id.step)?.[id.field];
    if (found === undefined)
        throw new ActionError('INTERNAL', `The step ${id.step} left no ${id.field}.`);
    return found;
};

;// CONCATENATED MODULE: ./build/support/instant.js
const second = (time) => Math.floor(Date.parse(time) / 1_000);
/**
 * Whether something that starts at one instant (RFC 3339) starts after another. Whole seconds count, since a start that we
 * set comes from a `Date` header: in doubt it does not.
 */
const startsLater = (startsOn, instant) => second(startsOn) > second(instant);

;// CONCATENATED MODULE: ./build/apply/rotation/orphans.js



/** Replicas answer in turn, each as late as it is: so many reads in a row must show nothing new. */
const unchangedReadsNeeded = 6;
/**
 * Key ids of the secrets to delete before a new one is created: those of the plan, and what interrupted runs created just
 * before, which Graph did not show yet when the plan was made: they would pile up while runs keep ending early.
 */
const findOrphans = async (context, { id: applicationId, appId }, { unheldKeyIds, keptKeyIds, orphanedSince }) => {
    const tagOf = { consumer: context.consumer, appId };
    const found = new Set();
    for (let unchangedReads = 0; unchangedReads < unchangedReadsNeeded;) {
        const shown = (await listSecrets(context.entra, applicationId)).filter((one) => !keptKeyIds.includes(one.keyId) &&
            startsLater(one.startsOn, orphanedSince) &&
            judgeTag(one.displayName, { ...tagOf, startsOn: one.startsOn, expiresOn: one.expiresOn }) === 'ours');
        const showsNew = shown.some(({ keyId }) => !found.has(keyId) && !unheldKeyIds.includes(keyId));
        for (const { keyId } of shown)
            found.add(keyId);
        unchangedReads = showsNew ? 0 : unchangedReads + 1;
    }
    return [...new Set([...unheldKeyIds, ...found])];
};
/** Deletes secrets that TruU does not hold, behind a fence. */
const deleteUnheldSecrets = async (context, applicationId, keyIds, directory) => {
    await context.truu.fence(directory, keyIds);
    for (const keyId of keyIds) {
        await removePassword(context.entra, { applicationId, keyId });
        context.say(`Deleted the client secret ${keyId}, which TruU does not hold.`);
    }
};

;// CONCATENATED MODULE: ./build/apply/rotation/create-secret.js






/** What a new secret is called, and when it starts and ends by Graph's clock. Throws ENTRA_UNEXPECTED without a clock. */
const nameSecret = ({ entra, consumer, nonce }, appId, { description, lifetime }) => {
    const startsOn = entra.graph.now();
    if (startsOn === null)
        throw new ActionError('ENTRA_UNEXPECTED', "Graph's answers have no Date to count a lifetime from.");
    const expiresOn = addDuration(startsOn, parseDuration(lifetime));
    const times = { startsOn: startsOn.toISOString(), expiresOn: expiresOn.toISOString() };
    return { displayName: taggedName(description, { consumer, nonce: nonce(), appId, ...times }), startsOn, expiresOn };
};
/** One new secret a run; a second and third try only after the one before is known to be gone. */
const maxTries = 3;
/** Tries once to create a secret whose value we know. Throws when Graph answered that it did nothing. */
const createSecretOnce = (context, request) => addPassword(context.entra, request, context.maskSecret);
/** More reads than elsewhere: here an absence has to be relied on, of something just written. */
const maxReads = consistentReads + 2;
/** Deletes the secret of this name if it appears; returns when it is gone, or was absent several times in a row. */
const deleteByName = async (context, applicationId, displayName) => {
    if (context.cancel.aborted)
        return deleteBeforeEnd(context, applicationId, displayName);
    const waits = (0,support_clock/* backOff */.fu)(150, 1.6, 2_000);
    for (let absent = 0; absent < maxReads && !context.cancel.aborted; absent += 1) {
        const secrets = await listSecrets(context.entra, applicationId);
        const orphan = secrets.find((secret) => secret.displayName === displayName);
        if (orphan !== undefined)
            return removePassword(context.entra, { applicationId, keyId: orphan.keyId });
        await context.clock.sleep(waits.next().value, context.cancel);
    }
    if (context.cancel.aborted)
        return deleteBeforeEnd(context, applicationId, displayName);
};
/** One read and one try, within what a runner leaves. Not to see the secret proves nothing: it may be on its way. */
const deleteBeforeEnd = async ({ cleanupWriter }, applicationId, displayName) => {
    const secrets = await listSecrets(cleanupWriter, applicationId).catch(() => []);
    const orphan = secrets.find((secret) => secret.displayName === displayName);
    const leftBehind = ['A client secret with an unknown value may exist in Entra; the next run deletes it.'];
    const cancelled = (remains) => new ActionError('APPLY_CANCELLED', 'The run was cancelled.', { leftBehind: remains });
    if (orphan === undefined)
        throw cancelled(leftBehind);
    const gone = await removePassword(cleanupWriter, { applicationId, keyId: orphan.keyId }).then(() => true, () => false);
    throw cancelled(gone ? [] : leftBehind);
};
/** Deletes a secret of ours that TruU did not get, once; returns what remains. */
const discard = async (context, applicationId, keyId) => {
    const writer = context.cancel.aborted ? context.cleanupWriter : context.entra;
    try {
        await removePassword(writer, { applicationId, keyId });
        return [];
    }
    catch (thrown) {
        const { code } = asActionError(thrown);
        const { name, leftover } = context.truu.taker;
        return [`The new secret ${keyId}, which ${name} does not hold, is still in Entra (${code}); ${leftover}.`];
    }
};

;// CONCATENATED MODULE: ./build/apply/rotation/state-handlers.js




const fail = (rotation, thrown) => {
    rotation.error ??= asActionError(thrown);
};
/** What the transaction does in each of its states. */
const stateHandlers = {
    'delete-unheld': async (rotation) => {
        const { context, step, ledger, applicationId, appId } = rotation;
        const { directory, deletesFirst } = step;
        // Without a directory nothing is proven yet: TruU may have one that its list left out, and hold any of them.
        if ('create' in directory || !deletesFirst)
            return 'deleted';
        try {
            const keyIds = await findOrphans(context, { id: applicationId, appId }, step);
            if (keyIds.length === 0)
                return 'deleted';
            ledger.wrote = ledger.wroteEntra = true;
            await deleteUnheldSecrets(context, applicationId, keyIds, directory);
            return 'deleted';
        }
        catch (thrown) {
            fail(rotation, thrown);
            return 'failed';
        }
    },
    'create-secret': async (rotation) => {
        const { context, step, ledger, applicationId, appId } = rotation;
        const { wroteEntra } = ledger;
        rotation.tries += 1;
        try {
            if (step.startsTrust)
                await confirmAccess(context, appId);
            const named = nameSecret(context, appId, step);
            rotation.displayName = named.displayName;
            ledger.wrote = ledger.wroteEntra = true;
            const heldKeyId = 'create' in step.directory ? null : step.directory.heldKeyId;
            const request = { applicationId, lifetime: step.lifetime, heldKeyId, ...named };
            const outcome = await createSecretOnce(context, request);
            if (outcome.kind === 'unknown') {
                context.say('Entra did not answer whether it created the secret; looking for it by its name.');
                await context.clock.sleep(outcome.waitMs, context.cancel);
                return 'response-lost';
            }
            rotation.secret = outcome.secret;
            context.say(`Created the client secret ${outcome.secret.keyId}, which expires ${outcome.secret.expiresOn}.`);
            return 'created';
        }
        catch (thrown) {
            // Graph answered that it did nothing, so TruU's health is not older than a change of this try.
            ledger.wroteEntra = wroteEntra;
            fail(rotation, thrown);
            return 'refused';
        }
    },
    reconcile: async (rotation) => {
        const { context, applicationId, displayName } = rotation;
        try {
            await deleteByName(context, applicationId, displayName);
            if (rotation.tries < maxTries)
                return 'deleted';
            const message = `Entra did not answer ${maxTries} times whether it created a client secret.`;
            throw new ActionError('ENTRA_SECRET_UNCERTAIN', message);
        }
        catch (thrown) {
            fail(rotation, thrown);
            // A cancellation has already looked once more.
            if (rotation.error?.code !== 'APPLY_CANCELLED')
                rotation.leftBehind = ['A client secret with an unknown value may exist in Entra; the next run deletes it.'];
            return 'failed';
        }
    },
    'test-secret': async (rotation) => {
        const { context, appId, secret } = rotation;
        try {
            if (secret === null)
                throw new ActionError('INTERNAL', 'There is no secret to test.');
            const result = await context.testSecret(appId, secret.value);
            if (context.cancel.aborted)
                throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
            if (result === 'blocked')
                rotation.note = '; Conditional Access blocked the login from this runner, after Entra had accepted the secret';
            return 'passed';
        }
        catch (thrown) {
            fail(rotation, thrown);
            return 'failed';
        }
    },
    'set-secret': async (rotation) => {
        try {
            return state_handlers_judge(rotation, await send(rotation));
        }
        catch (thrown) {
            // TruU did not even issue a token.
            fail(rotation, thrown);
            return 'not-sent';
        }
    },
    confirm: async (rotation) => {
        const { context, step } = rotation;
        // A refusal alone deletes nothing: TruU may have stored the secret all the same.
        const held = await context.truu.readHeld(step.directory).catch(() => undefined);
        if (held === undefined)
            return stay(rotation);
        return isOurs(rotation, held) ? 'ours' : 'another';
    },
    'read-held': async (rotation) => {
        const { name } = rotation.context.truu.taker;
        rotation.context.say(`${name} did not answer whether it took the secret; reading which one it holds.`);
        const held = await readHeld(rotation);
        if (isOurs(rotation, held))
            return 'ours';
        // Without a directory there is nothing to fence: the creation may still be under way.
        const canBeFenced = held !== null && held.unchanged && !('create' in rotation.step.directory);
        return canBeFenced ? 'unchanged' : stay(rotation);
    },
    fence: async ({ context, step }) => {
        if ('create' in step.directory)
            return 'failed';
        return context.truu.fence(step.directory, []).then(() => 'fenced', () => 'failed');
    },
    'read-held-again': async (rotation) => (isOurs(rotation, await readHeld(rotation)) ? 'ours' : stay(rotation)),
    discard: async (rotation) => {
        const { context, applicationId, secret } = rotation;
        if (secret === null)
            return 'removed';
        rotation.leftBehind = await discard(context, applicationId, secret.keyId);
        return rotation.leftBehind.length === 0 ? 'removed' : 'failed';
    },
};
const send = ({ context, step, appId, secret }) => {
    if (secret === null)
        throw new ActionError('INTERNAL', 'There is no secret to set.');
    const credential = {
        tenantId: context.tenant,
        clientId: appId,
        clientSecret: secret.value,
        secretKeyId: secret.keyId,
        expiresAt: secret.expiresOn,
    };
    return context.truu.setSecret(step.directory, credential);
};
const state_handlers_judge = (rotation, outcome) => {
    if (outcome.kind === 'accepted')
        rotation.directoryId = outcome.directoryId;
    else
        rotation.error = outcome.error;
    return outcome.kind;
};
/** Which secret TruU holds; null when it does not answer, or when there is no directory. */
const readHeld = ({ context, step }) => context.truu.readHeld(step.directory).catch(() => null);
const isOurs = (rotation, held) => {
    if (held === null || held.keyId !== rotation.secret?.keyId)
        return false;
    rotation.directoryId = held.directoryId;
    return true;
};
const stay = (rotation) => {
    const { error: doubt, secret, context } = rotation;
    const { name, uncertain } = context.truu.taker;
    rotation.error = new ActionError(uncertain, `${name} did not answer whether it took the new secret.`, {
        evidence: [...(doubt === null ? [] : [{ name: 'Reason', value: doubt.message }]), ...(doubt?.evidence ?? [])],
        requestId: doubt?.requestId ?? null,
        cause: doubt,
    });
    rotation.leftBehind = [
        `The new secret ${secret?.keyId ?? ''} and the previous ones stay in Entra, since ${name} may hold any of them.`,
    ];
    return 'unclear';
};

;// CONCATENATED MODULE: ./build/apply/rotation/state-machine.js
/**
 * The secret's transaction as data: from each state, what can come of it and where that leads. No way through it deletes
 * what TruU may hold.
 */
const transitions = {
    /** Delete what interrupted runs left, behind a fence. */
    'delete-unheld': { deleted: 'create-secret', failed: 'not-created' },
    /** Create one secret, masked before anything else sees it. */
    'create-secret': { created: 'test-secret', 'response-lost': 'reconcile', refused: 'not-created' },
    /** Look for the secret of a lost answer by the nonce in its name, and delete it. */
    reconcile: { deleted: 'create-secret', failed: 'maybe-created' },
    /** Log in with it, several times in a row. */
    'test-secret': { passed: 'set-secret', failed: 'discard' },
    /** Set it in TruU, at exactly the version that this run has read. */
    'set-secret': { accepted: 'held', refused: 'confirm', unknown: 'read-held', 'not-sent': 'discard' },
    /** TruU refused it; read all the same which secret TruU holds: one answer alone deletes nothing. */
    confirm: { ours: 'held', another: 'discard', unclear: 'uncertain' },
    /** Read which secret TruU holds. */
    'read-held': { ours: 'held', unchanged: 'fence', unclear: 'uncertain' },
    /** Make sure that TruU refuses a request which is still under way. */
    fence: { fenced: 'discard', failed: 'read-held-again' },
    /** Read once more: the request may have been faster than the fence. */
    'read-held-again': { ours: 'held', unclear: 'uncertain' },
    /** Delete the new secret, which TruU does not hold and will not get. */
    discard: { removed: 'rolled-back', failed: 'left-behind' },
};
/** How a transaction can end, and what Entra and TruU hold then. */
const endings = {
    held: 'TruU holds the new secret; the previous one stays in Entra until it is retired.',
    'not-created': 'No secret was created; TruU holds what it held before.',
    'maybe-created': 'A secret with an unknown value may exist in Entra; TruU holds what it held before. The next run deletes it.',
    'rolled-back': 'The new secret was deleted; TruU holds what it held before.',
    'left-behind': 'The new secret is in Entra and unused; TruU holds what it held before. The next run deletes it.',
    uncertain: 'TruU holds the previous secret or the new one, and both are in Entra. The next run reads which.',
};
const isWorking = (state) => state in transitions;
/** Runs a transaction from its first state to an ending. `seen` is called with every state that is entered. */
const runTransaction = async (stateHandlers, context, seen = () => undefined) => {
    let state = 'delete-unheld';
    for (;;) {
        seen(state);
        if (!isWorking(state))
            return state;
        state = await next(stateHandlers, context, state);
    }
};
const next = async (stateHandlers, context, state) => {
    const event = await stateHandlers[state](context);
    return transitions[state][event];
};

;// CONCATENATED MODULE: ./build/apply/rotation/rotate.js




/**
 * The secret's transaction: create, test, set in TruU. TruU holds a working secret throughout if it held one before, since
 * nothing that it may hold is deleted here. Throws with what remains; returns what was done.
 */
const rotateSecret = async (step, ledger, context) => {
    const rotation = {
        context,
        step,
        ledger,
        applicationId: resolve(ledger, step.applicationId),
        appId: resolve(ledger, step.appId),
        displayName: '',
        tries: 0,
        secret: null,
        directoryId: null,
        note: '',
        error: null,
        leftBehind: [],
    };
    const ending = await runTransaction(stateHandlers, rotation);
    const { secret, directoryId, error, note, leftBehind } = rotation;
    if (ending !== 'held' || secret === null || directoryId === null)
        throw leaving(error ?? new ActionError('INTERNAL', endings[ending]), leftBehind);
    const previousKeyId = 'create' in step.directory ? null : step.directory.heldKeyId;
    const { name, isTruu } = context.truu.taker;
    const { keyId, expiresOn } = secret;
    ledger.newSecret = { keyId, expiresOn, directoryId, previousKeyId, isInTruu: isTruu };
    return `${name} holds the new secret ${keyId}${note}`;
};

;// CONCATENATED MODULE: ./build/apply/step-handlers.js








/** Marks that something in Entra may have changed, also when the request then fails. */
const writingEntra = (ledger) => {
    ledger.wrote = ledger.wroteEntra = true;
};
const step_handlers_counted = (count, thing) => `${count} ${thing}${count === 1 ? '' : 's'}`;
/** TruU's side carries its own steps out. */
const truuStep = (step, ledger, context) => {
    ledger.wrote = true;
    const appId = ledger.ids.get('create-application')?.appId ?? null;
    return context.truu.runStep(step, { directoryId: ledger.newSecret?.directoryId ?? null, appId });
};
/** How each kind of step is carried out. */
const stepHandlers = {
    'create-application': async (step, ledger, context) => {
        writingEntra(ledger);
        const created = await createApplication(context.entra, step);
        const { id, appId } = created === 'taken' ? await claimApplication(context, step.uniqueName) : created;
        ledger.ids.set(step.id, { applicationId: id, appId });
        return created === 'taken'
            ? `found the app registration ${appId}, which an identity of the workflow had created`
            : `created the app registration ${appId}`;
    },
    'update-application': async (step, ledger, context) => {
        writingEntra(ledger);
        await updateApplication(context.entra, step);
        return 'updated the app registration';
    },
    'create-service-principal': async (step, ledger, context) => {
        writingEntra(ledger);
        const appId = resolve(ledger, step.appId);
        const { ownerIds } = step;
        const created = await createServicePrincipal(context.entra, { appId, ownerIds });
        const { id } = created === 'taken' ? await claimServicePrincipal(context, appId) : created;
        ledger.ids.set(step.id, { servicePrincipalId: id });
        return created === 'taken' ? `found the service principal ${id}` : `created the service principal ${id}`;
    },
    'add-owners': async (step, ledger, context) => {
        writingEntra(ledger);
        const { applicationId, servicePrincipalId } = step;
        for (const { id, application, servicePrincipal } of step.owners) {
            if (application)
                await addOwner(context.entra, { collection: 'applications', id: applicationId }, id);
            if (servicePrincipal && servicePrincipalId !== null)
                await addOwner(context.entra, { collection: 'servicePrincipals', id: servicePrincipalId }, id);
        }
        return `added ${step_handlers_counted(step.owners.length, 'owner')}`;
    },
    'name-application': async (step, ledger, context) => {
        writingEntra(ledger);
        return (await nameApplication(context.entra, step))
            ? 'set the unique name'
            : 'another object has the unique name, so the registration is left without one';
    },
    'lock-service-principal': async ({ applicationId }, ledger, context) => {
        writingEntra(ledger);
        const patch = { servicePrincipalLockConfiguration: lockOfAll };
        await updateApplication(context.entra, { applicationId, patch });
        return 'locked the credentials of the service principal';
    },
    grant: async (step, ledger, context) => {
        writingEntra(ledger);
        const principalId = resolve(ledger, step.principalId);
        const { resourceId, roles, delegated } = step;
        const ids = { appId: resolve(ledger, step.appId), principalId, resourceId };
        await confirmAccess(context, ids.appId);
        await grant(context.entra, { ...ids, roles, delegated });
        return `granted ${step_handlers_counted(step.changes.length, 'permission')}`;
    },
    revoke: async (step, ledger, context) => {
        writingEntra(ledger);
        await revoke(context.entra, step);
        return `revoked ${step_handlers_counted(step.changes.length, 'permission')}`;
    },
    'set-secret': rotateSecret,
    'delete-unheld-secrets': async (step, ledger, context) => {
        writingEntra(ledger);
        const directory = step.directory ?? ownDirectory(ledger);
        await deleteUnheldSecrets(context, step.applicationId, step.keyIds, directory);
        return `deleted ${step_handlers_counted(step.keyIds.length, 'client secret')} that TruU does not hold`;
    },
    'update-directory': truuStep,
    'set-primary-user-identifier': truuStep,
    'connect-cluster': truuStep,
    'hand-off': truuStep,
    'retire-secrets': async (step, ledger, context) => {
        writingEntra(ledger);
        const { applicationId } = step;
        for (const keyId of step.keyIds)
            await removePassword(context.entra, { applicationId, keyId });
        return `retired ${step.keyIds.join(', ')}`;
    },
};
/** The directory in which this run set a secret, and that secret. Throws INTERNAL. */
const ownDirectory = ({ newSecret }) => {
    if (newSecret === null)
        throw new ActionError('INTERNAL', 'There is no directory to fence.');
    return { id: newSecret.directoryId, version: null, heldKeyId: newSecret.keyId };
};

;// CONCATENATED MODULE: ./build/apply/execute.js



/** Before the first step. */
const nothingDone = { outcomes: [], failures: [], failedSteps: new Set(), stopped: false };
/**
 * Carries out steps in their order. A step whose dependency failed is skipped; the others go on, so that one refusal does
 * not keep the rest from being applied. Never throws.
 */
const execute = async (steps, ledger, context, before = nothingDone) => {
    const outcomes = [...before.outcomes];
    const failures = [...before.failures];
    const failedSteps = new Set(before.failedSteps);
    let { stopped } = before;
    for (const step of steps) {
        const failedDependency = step.dependsOn.find((id) => failedSteps.has(id));
        const skip = context.cancel.aborted
            ? 'the run was cancelled'
            : stopped
                ? 'an earlier step stopped the run'
                : undefined;
        const because = skip ?? (failedDependency === undefined ? undefined : `${failedDependency} did not succeed`);
        if (because !== undefined) {
            failedSteps.add(step.id);
            outcomes.push(outcomeOf(step, 'skipped', `Not started: ${because}`));
            continue;
        }
        try {
            const message = await runStep(step, ledger, context);
            context.say(`${step.kind}: ${message}.`);
            outcomes.push(outcomeOf(step, 'done', message));
        }
        catch (thrown) {
            const error = asActionError(thrown);
            failures.push(error);
            failedSteps.add(step.id);
            stopped ||= errorCatalog[error.code].fatal === true;
            context.say(`${step.kind}: failed (${error.code}).`);
            outcomes.push(outcomeOf(step, 'failed', `${error.code}: ${error.message}`));
        }
    }
    return { outcomes, failures, failedSteps, stopped };
};
const outcomeOf = (step, outcome, message) => ({
    kind: step.kind,
    changes: step.changes,
    outcome,
    message,
});
const runStep = (step, ledger, context) => stepHandlers[step.kind](step, ledger, context);

;// CONCATENATED MODULE: ./build/apply/apply.js






/** What takes a secret away needs a Healthy of this run on the held one. */
const retires = (step) => step.kind === 'retire-secrets' || step.kind === 'delete-unheld-secrets';
/**
 * Carries out the plan: the writes that concern this directory alone; the wait for Healthy; what reaches beyond the
 * directory, and Healthy once more; what takes secrets away, which needs a Healthy of this run on the held one. Never throws.
 */
const apply = async (plan, directoryId, healthTimeoutMs, context) => {
    const ledger = openLedger();
    const [tenantWide, retirements] = [plan.steps.filter(isTenantWide), plan.steps.filter(retires)];
    const writes = plan.steps.filter((step) => !isTenantWide(step) && !retires(step));
    const written = await execute(writes, ledger, context, nothingDone);
    const id = ledger.newSecret?.directoryId ?? directoryId;
    const runs = ({ stopped }) => !stopped && !context.cancel.aborted;
    const { knownHealth } = context.truu;
    const wait = async (execution) => knownHealth !== null
        ? { execution, waited: withoutWaiting(knownHealth) }
        : id !== null && runs(execution)
            ? addHealth(execution, await waitForHealthy(context, ledger, id, healthTimeoutMs))
            : { execution, waited: null };
    /** Steps that need a Healthy of this run; what stopped the run skips them with its own reason. */
    const whenHealthy = async (before, steps, otherwise, run) => {
        const { execution, waited } = before;
        if (steps.length === 0)
            return execution;
        if (!runs(execution))
            return execute(steps, ledger, context, execution);
        return waited?.status === 'healthy' ? run(execution) : skipAll(execution, steps, otherwise);
    };
    const first = await wait(written);
    const widened = await whenHealthy(first, tenantWide, 'TruU did not report Healthy with everything else', (before) => execute(tenantWide, ledger, context, before));
    const asksAgain = tenantWide.length > 0 && first.waited?.status === 'healthy';
    const last = asksAgain ? await wait(widened) : { ...first, execution: widened };
    const retired = await whenHealthy(last, retirements, 'TruU did not report Healthy, so every secret stays', (before) => retire(retirements, ledger, context, { before, directoryId: id ?? '', keyId: last.waited?.keyId ?? null }));
    const cancelled = context.cancel.aborted && !retired.failures.some((one) => one.code === 'APPLY_CANCELLED');
    return {
        outcomes: retired.outcomes,
        failures: cancelled
            ? [...retired.failures, new ActionError('APPLY_CANCELLED', 'The run was cancelled.')]
            : retired.failures,
        health: knownHealth?.status ?? last.waited?.status ?? (id === null ? 'not-asked' : 'unknown'),
        timeline: [first, ...(asksAgain ? [last] : [])].flatMap(({ waited }) => waited?.timeline ?? []),
        ledger,
    };
};
/** Where a person serves TruU nothing is waited for: what was seen before is what counts. */
const withoutWaiting = ({ status, heldKeyId }) => status === 'not-asked' ? null : { status, timeline: [], failure: null, keyId: heldKeyId };
const skipAll = (before, steps, reason) => ({
    ...before,
    outcomes: [
        ...before.outcomes,
        ...steps.map(({ kind, changes }) => ({
            kind,
            changes,
            outcome: 'skipped',
            message: `Not started: ${reason}`,
        })),
    ],
});
const addHealth = (execution, waited) => {
    const { status, failure } = waited;
    return {
        waited,
        execution: {
            ...execution,
            failures: failure === null ? execution.failures : [...execution.failures, failure],
            outcomes: [
                ...execution.outcomes,
                {
                    kind: 'wait-for-healthy',
                    changes: [],
                    outcome: status === 'healthy' ? 'done' : 'failed',
                    message: status === 'healthy'
                        ? 'TruU reports Healthy'
                        : `${failure?.code ?? 'HEALTH_TIMEOUT'}: ${failure?.message ?? ''}`,
                },
            ],
        },
    };
};
/** Retires once TruU has confirmed, several times in a row, that it holds the secret that was Healthy. */
const retire = async (steps, ledger, context, { before, directoryId, keyId }) => {
    // What follows a secret that was not set is skipped; that TruU still holds the previous one is then no surprise.
    const open = steps.filter(({ dependsOn }) => !dependsOn.some((id) => before.failedSteps.has(id)));
    if (open.length === 0)
        return execute(steps, ledger, context, before);
    try {
        for (let consecutive = 0; consecutive < consistentReads; consecutive += 1) {
            const heldKeyId = (await context.truu.readHeld(directoryId))?.keyId ?? null;
            const leaves = open.some((step) => 'keyIds' in step && step.keyIds.includes(heldKeyId ?? ''));
            if (heldKeyId === null || heldKeyId !== keyId || leaves)
                throw new ActionError('APPLY_OVERTAKEN', 'TruU holds another secret than the one that was Healthy.');
        }
    }
    catch (thrown) {
        const skipped = skipAll(before, steps, 'TruU did not confirm which secret it holds');
        return { ...skipped, failures: [...before.failures, asActionError(thrown)] };
    }
    return execute(steps, ledger, context, before);
};

;// CONCATENATED MODULE: ./build/apply/late-orphans.js


/** What this run knows of its own rotation when it verifies; undefined when it made none. */
const ownRotationOf = ({ ledger }) => ledger.newSecret === null ? undefined : { previousKeyId: ledger.newSecret.previousKeyId };
/**
 * Deletes what only the verification shows: secrets of interrupted runs that Graph did not list in time. Does nothing when
 * the plan has other changes to apply, or none, or when something failed before. Never throws.
 */
const deleteLateOrphans = async (applied, { steps, changes }, context) => {
    const wanted = wantedOf(changes);
    const onlyDeletesUnheld = steps.length > 0 && steps.every(({ kind }) => kind === 'delete-unheld-secrets');
    if (!onlyDeletesUnheld || !wanted.every(({ act }) => act === 'remove') || applied.failures.length > 0)
        return applied;
    const { outcomes, failures } = await execute(steps, applied.ledger, context, nothingDone);
    return {
        ...applied,
        outcomes: [...applied.outcomes, ...outcomes],
        failures: [...applied.failures, ...failures],
    };
};

;// CONCATENATED MODULE: ./build/catalog/clouds.js
/** The clouds of Microsoft Entra, by their names in the spec. */
const cloudNames = ['public', 'usgov', 'usgov-dod', 'china'];
/**
 * Suffixes: Key Vault docs, about-keys-secrets-certificates, 2026-03-26. Scope and portal of the public cloud: Key Vault REST
 * API, 2025-07-01, and the portal itself; those of the other clouds are assumed from the suffixes, and not seen (2026-11).
 */
const keyVaults = {
    public: {
        suffix: '.vault.azure.net',
        scope: 'https://vault.azure.net/.default',
        portal: 'https://portal.azure.com',
    },
    usgov: {
        suffix: '.vault.usgovcloudapi.net',
        scope: 'https://vault.usgovcloudapi.net/.default',
        portal: 'https://portal.azure.us',
    },
    china: {
        suffix: '.vault.azure.cn',
        scope: 'https://vault.azure.cn/.default',
        portal: 'https://portal.azure.cn',
    },
};
/**
 * Hosts and portals (Entra docs, authentication-national-cloud, 2026-06), audiences (public logs, read 2026-11) and reports (Graph
 * docs, reportroot-list-appcredentialsigninactivities, read 2026-11).
 */
const clouds = {
    public: {
        authority: 'https://login.microsoftonline.com',
        graph: 'https://graph.microsoft.com',
        adminCenter: 'https://entra.microsoft.com',
        audience: 'api://AzureADTokenExchange',
        reportsSecretUse: true,
        keyVault: keyVaults.public,
    },
    usgov: {
        authority: 'https://login.microsoftonline.us',
        graph: 'https://graph.microsoft.us',
        adminCenter: 'https://portal.azure.us',
        audience: 'api://AzureADTokenExchangeUSGov',
        reportsSecretUse: false,
        keyVault: keyVaults.usgov,
    },
    'usgov-dod': {
        authority: 'https://login.microsoftonline.us',
        graph: 'https://dod-graph.microsoft.us',
        adminCenter: 'https://portal.azure.us',
        audience: 'api://AzureADTokenExchangeUSGov',
        reportsSecretUse: false,
        keyVault: keyVaults.usgov,
    },
    china: {
        authority: 'https://login.partner.microsoftonline.cn',
        graph: 'https://microsoftgraph.chinacloudapi.cn',
        adminCenter: 'https://portal.azure.cn',
        audience: 'api://AzureADTokenExchangeChina',
        reportsSecretUse: false,
        keyVault: keyVaults.china,
    },
};

;// CONCATENATED MODULE: ./build/plan/steps/ids.js
/** The Graph permission that writing to a registration of our own takes. */
const ids_owning = ['Application.ReadWrite.OwnedBy'];
/** Ids of steps, to depend on them. */
const ids_idsOf = (steps) => steps.map((step) => step.id);
/** Addresses of changes, as a step names them. */
const addressesOf = (changes) => changes.map((change) => change.address);
/** Object id of the registration. */
const applicationId = ({ entra }) => entra.observed.application?.id ?? { step: 'create-application', field: 'applicationId' };
/** Application (client) id of the registration. */
const appId = ({ entra }) => entra.observed.application?.appId ?? { step: 'create-application', field: 'appId' };
/** Object id of its service principal. */
const principalId = ({ entra }) => entra.observed.servicePrincipal?.id ?? { step: 'create-service-principal', field: 'servicePrincipalId' };

;// CONCATENATED MODULE: ./build/plan/steps/secret.js




/** What a new secret brings along: the secrets deleted before it, and the directory that it creates or re-points. */
const isSetWithSecret = (target, deletedBefore = []) => {
    if (target.kind === 'secret')
        return target.keyId === null || deletedBefore.includes(target.keyId);
    return target.kind === 'directory' || target.kind === 'directory-identity' || target.kind === 'adoption';
};
/** The step that creates a secret and sets it in TruU. */
const secretStep = (input, assessment, wanted, made) => {
    const { match, unheld } = assessment;
    const served = wanted.filter(({ target }) => isSetWithSecret(target, unheld.before));
    if (!input.truu.rules.createsSecrets)
        return [];
    if (match.kind === 'ambiguous' || rotationOf(served) === null)
        return [];
    const first = assessment.renewal?.act === 'create';
    const directory = match.kind === 'ours' ? versionOf(match.directory) : { create: input.truu.desired.settings };
    const { description, lifetime } = input.entra.desired.secret;
    return [
        {
            id: 'set-secret',
            kind: 'set-secret',
            changes: addressesOf(served),
            // A due renewal never waits for consent; a first secret does.
            dependsOn: ids_idsOf(made.filter((step) => step.kind !== 'update-application' && (step.kind !== 'grant' || first))),
            permissions: ids_owning,
            applicationId: applicationId(input),
            appId: appId(input),
            description,
            lifetime,
            unheldKeyIds: unheld.before,
            deletesFirst: unheld.deletesFirst,
            orphanedSince: assessment.orphanedSince,
            keptKeyIds: keptKeyIds(input, assessment),
            directory,
            first,
            startsTrust: startsTrust(input, match),
        },
    ];
};
/** What TruU's record, the workflow or a use of it says is no orphan, also where Graph does not show it yet. */
const keptKeyIds = ({ truu, policy }, { match, secrets, unheld }) => {
    const previous = match.kind === 'ours' ? match.directory.credential.previous : [];
    const leaving = new Set([...unheld.before, ...unheld.after]);
    const kept = [
        ...truu.observed.heldKeyIds,
        ...policy.adoptSecrets,
        ...previous.map(({ secretKeyId }) => secretKeyId).filter((keyId) => keyId !== null),
        ...secrets.map(({ keyId }) => keyId),
    ];
    return [...new Set(kept)].filter((keyId) => !leaving.has(keyId)).sort();
};
const versionOf = ({ id, version, credential }) => ({
    id,
    version,
    heldKeyId: credential.secretKeyId,
});
/** The step that deletes the other orphaned secrets, behind a fence as well, once TruU is Healthy. */
const deleteUnheldStep = (input, { match, unheld }, secret) => {
    const { application } = input.entra.observed;
    const { before, after } = unheld;
    const createsSecret = secret.length > 0;
    const keyIds = createsSecret ? after : [...before, ...after];
    if (application === null || match.kind === 'ambiguous' || keyIds.length === 0)
        return [];
    if (match.kind === 'none' && !createsSecret)
        return [];
    return [
        {
            id: 'delete-unheld-secrets',
            kind: 'delete-unheld-secrets',
            changes: keyIds.map((keyId) => addressOf({ kind: 'secret', keyId })),
            dependsOn: ids_idsOf(secret),
            permissions: ids_owning,
            applicationId: application.id,
            keyIds,
            directory: match.kind === 'ours' && !createsSecret ? versionOf(match.directory) : null,
        },
    ];
};
/** The step that retires what TruU held before, once it is Healthy with the new secret. */
const retireStep = (input, { retiring }, wanted, before) => {
    const { application } = input.entra.observed;
    const due = wanted.filter(({ act }) => act === 'retire');
    const isDue = (keyId) => due.some(({ target }) => target.kind === 'secret' && target.keyId === keyId);
    const keyIds = retiring.filter(isDue);
    if (application === null || keyIds.length === 0)
        return [];
    return [
        {
            id: 'retire-secrets',
            kind: 'retire-secrets',
            changes: addressesOf(due),
            dependsOn: ids_idsOf(before.filter((step) => step.kind === 'set-secret')),
            permissions: ids_owning,
            applicationId: application.id,
            keyIds,
        },
    ];
};

;// CONCATENATED MODULE: ./build/run/attend.js





/** What TruU's side says of the world as it was planned; null where TruU itself is the judge. Pure. */
const judgeOf = (results, planned, { truu, entra }, { rules }) => {
    if (rules.judge === null)
        return null;
    const judgement = rules.judge(truu, contextOf(results, planned, entra));
    // A plan says what would be asked; that it is not done yet is nothing to be told of.
    return traitsOf(results.mode).attends ? judgement : { ...judgement, failures: [], warnings: [], waiting: false };
};
/**
 * Asks and answers the people who serve TruU's side, by the world as the run leaves it, and judges it once more with what
 * was asked. Nothing is done where TruU is asked itself. Throws HANDOFF_….
 */
const attendPeople = async (results, side, plan) => {
    const { mode, verified, observation: first, planned: before } = results;
    const observation = verified?.readable ? verified.observation : first;
    const planned = verified?.readable ? verified.planned : before;
    if (side.attend === null || !traitsOf(mode).attends || planned === null || observation?.readable !== true)
        return;
    const context = contextOf(results, planned, observation.entra);
    const isRefused = planned.plan.refusals.length > 0;
    const still = mayAsk(results, planned) ? context : { ...context, ...nothing };
    const truu = await side.attend(observation.truu, still, isRefused);
    const seen = { ...observation, truu };
    // A plan that was refused stays what the run reports, though people were answered.
    const again = isRefused ? planned : plan(seen);
    if (verified?.readable)
        results.verified = { ...verified, observation: seen, planned: again };
    else {
        results.observation = seen;
        results.planned = again;
    }
    results.side = judgeOf(results, again, seen, side);
};
const nothing = { asksKey: false, asksFields: false };
/** Nobody is asked for a first secret before Entra stands, nor for anything new after something failed or was refused. */
const mayAsk = ({ applied, observation }, { plan }) => {
    if ((applied?.failures ?? []).length > 0 || plan.refusals.length > 0)
        return false;
    const isFirst = observation?.readable === true && observation.truu.directories.length === 0;
    return !isFirst || wantedOf(plan.changes).every(isOfPerson);
};
const isOfPerson = ({ target }) => sideOf(target) === 'truu' || isSetWithSecret(target);
const contextOf = ({ mode, spec, policy }, { plan }, { application, now }) => {
    const rotate = policy?.rotate ?? null;
    const { lifetime, renewBefore } = spec?.entra.secret ?? { ...defaults.entra.secret, renewBefore: undefined };
    return {
        asksKey: rotationOf(plan.changes) !== null,
        asksFields: plan.changes.some(({ target }) => sideOf(target) === 'truu'),
        strict: traitsOf(mode).redOnDrift === 'drift',
        renewBefore: renewBefore ?? defaultRenewBefore(lifetime, 'person'),
        compromised: application?.secrets.some(({ keyId }) => keyId === rotate) === true ? rotate : null,
        now,
    };
};

;// CONCATENATED MODULE: ./build/entra/graph/transport.js





/** What passes through Graph's client with the request, because the client wraps every error thrown inside it. */
class Exchange {
    repeat;
    answer = null;
    thrown = null;
    constructor(repeat) {
        this.repeat = repeat;
    }
}
/** The only middleware: our token and our HTTP policy instead of the client's policy, which repeats POST. */
const createPolicy = ({ http, session, url }) => ({
    execute: async (context) => {
        const exchange = context.middlewareControl?.getMiddlewareOptions(Exchange);
        const target = String(context.request);
        const { method, body, headers } = context.options ?? {};
        const send = async (token) => {
            const text = typeof body === 'string' ? { body } : {};
            const all = { ...headers, authorization: `Bearer ${token}` };
            return http({ method: method ?? 'GET', url: target, headers: all, repeat: exchange.repeat, ...text });
        };
        try {
            if (new URL(target).origin !== new URL(url).origin)
                throw new ActionError('ENTRA_UNEXPECTED', 'Graph linked to a page on another host. The link was not followed.');
            exchange.answer = await send((await session.token()).reveal());
            if (exchange.answer.status === 401 && exchange.repeat === 'safe')
                exchange.answer = attemptsOver(exchange.answer, await send((await session.refresh()).reveal()));
        }
        catch (thrown) {
            exchange.thrown =
                thrown instanceof Error ? thrown : new Error('The request to Graph was not sent.', { cause: thrown });
        }
        context.response = new Response(null, { status: 204 });
    },
});
/** Opens the transport. */
const createGraph = async (options) => {
    const { Client, ResponseType } = await __webpack_require__.e(/* import() */ 899).then(__webpack_require__.t.bind(__webpack_require__, 1899, 19));
    const host = new URL(options.url).hostname;
    const client = Client.initWithMiddleware({
        middleware: createPolicy(options),
        baseUrl: `${options.url}/`,
        defaultVersion: 'v1.0',
        customHosts: new Set([host]),
    });
    let last = null;
    const send = async ({ method, path, version, body, repeat }) => {
        const exchange = new Exchange(repeat);
        const request = client.api(path).middlewareOptions([exchange]).responseType(ResponseType.RAW);
        if (version !== undefined)
            request.version(version);
        const sent = { GET: () => request.get(), DELETE: () => request.delete() };
        const carrying = { POST: () => request.post(body), PATCH: () => request.patch(body) };
        await { ...sent, ...carrying }[method]();
        if (exchange.thrown !== null)
            throw exchange.thrown;
        const answer = exchange.answer;
        const date = Date.parse(answer.headers.get('date') ?? '');
        if (!Number.isNaN(date))
            last = new Date(date);
        return toGraphAnswer(answer);
    };
    return { send, batch: (items) => transport_sendBatch({ send, now: () => last }, options, items), now: () => last };
};
const toGraphAnswer = (answer) => ({
    status: answer.status,
    body: jsonOf(answer.text),
    requestId: answer.headers.get('request-id'),
    attempts: answer.attempts,
    retryAfterMs: retryAfterMs(answer.headers) ?? 0,
    intercepted: interceptionOf(answer),
});
const busy = new Set([429, 500, 502, 503, 504]);
const maxRounds = 5;
const transport_sendBatch = async (sender, { clock, cancel, budget }, items) => {
    const answers = new Map();
    const waits = (0,support_clock/* backOff */.fu)(250, 2, 8_000);
    for (let round = 1;; round += 1) {
        const open = items.flatMap((item, index) => {
            const known = answers.get(index);
            return known === undefined || busy.has(known.status) ? [{ item, index }] : [];
        });
        const askedMs = await sendRound(sender, open, answers);
        const retry = [...answers.values()].some(({ status }) => busy.has(status));
        if (askedMs === null || !retry || round === maxRounds || cancel.aborted)
            break;
        const waitMs = Math.max(askedMs, waits.next().value);
        if (waitMs > budget.leftMs)
            break;
        budget.leftMs -= waitMs;
        await clock.sleep(waitMs, cancel);
    }
    return items.map((_, index) => answers.get(index));
};
/**
 * Sends the open items once and returns the longest wait that one of them requires, in milliseconds; null when the
 * whole batch failed, which the policy below has already retried.
 */
const sendRound = async ({ send, now }, open, answers) => {
    const requests = open.map(({ item, index }) => ({
        id: String(index),
        method: item.method,
        url: item.path,
        ...(item.body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: item.body }),
    }));
    const outer = await send({ method: 'POST', path: '/$batch', body: { requests }, repeat: 'safe' });
    const responses = outer.body?.responses;
    if (outer.status !== 200) {
        for (const { index } of open)
            answers.set(index, outer);
        return null;
    }
    // A 200 without items is not a valid response, so nothing in it counts as "does not exist".
    if (!Array.isArray(responses))
        throw unexpected(outer, 'answer a batch');
    let waitMs = 0;
    for (const { index } of open) {
        const found = responses.find((one) => one.id === String(index));
        if (found?.status === undefined)
            throw unexpected(outer, 'answer every item of a batch');
        const itemWaitMs = requestedWaitMs(found.headers, now());
        waitMs = Math.max(waitMs, itemWaitMs);
        const requestId = outer.requestId;
        answers.set(index, {
            status: found.status,
            body: found.body,
            requestId,
            attempts: outer.attempts,
            retryAfterMs: itemWaitMs,
        });
    }
    return waitMs;
};
/** `Retry-After` of an item: seconds, or a date that counts from the `Date` of the batch. */
const requestedWaitMs = (headers, now) => {
    const own = Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() === 'retry-after');
    return (retryAfterMs(new Headers([...own, ...(now === null ? [] : [['date', now.toUTCString()]])])) ?? 0);
};

;// CONCATENATED MODULE: ./build/support/jwt.js

/** The claims of a token, unverified: to show and to compare, never to trust. Empty when it is not a JWT. */
const claimsOf = (token) => {
    const payload = jsonOf(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof payload === 'object' && payload !== null ? payload : {};
};
/** A claim that is text; null otherwise. */
const textClaim = (claims, name) => {
    const value = claims[name];
    return typeof value === 'string' ? value : null;
};
/** A claim that is a list of texts; empty otherwise. */
const textsClaim = (claims, name) => {
    const value = claims[name];
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

;// CONCATENATED MODULE: ./build/entra/login/http-client.js





const http_client_operation = 'issue a token';
/** Sends what the identity library asks for by our policy. Token requests change nothing, so all of them may be repeated. */
const createHttpClient = (http) => {
    let failure = null;
    return {
        failure: () => failure,
        sendRequest: async (request) => {
            const body = typeof request.body === 'string' ? { body: request.body } : {};
            const { method, url } = request;
            try {
                const answer = await http({ method, url, headers: request.headers.toJSON(), repeat: 'safe', ...body });
                const { status, headers, text } = answer;
                const interception = interceptionOf(answer);
                if (interception !== null)
                    throw interceptedError(interception, http_client_operation);
                const isEntras = jsonOf(text) !== undefined && (answer.status < 400 || aadstsIn(text) !== null);
                // The library keeps no header, so the wait that Entra asks for is kept here.
                if (!isEntras || status === 429)
                    failure = refused(answer);
                const { createHttpHeaders } = await __webpack_require__.e(/* import() */ 458).then(__webpack_require__.bind(__webpack_require__, 458));
                return { request, status, headers: createHttpHeaders(Object.fromEntries(headers)), bodyAsText: text };
            }
            catch (thrown) {
                failure = thrown instanceof HttpFailure ? unanswered(thrown) : thrown instanceof ActionError ? thrown : null;
                throw thrown;
            }
        },
    };
};
const retryFix = 'Run again. If it fails again, check the status page of Azure.';
/** A throttled login has been waited for as long as a run waits; how long Entra wanted is what the next run needs. */
const refused = ({ status, headers, way, text }) => {
    const wait = status === 429 ? retryAfterMs(headers) : null;
    const sentence = sentenceIn(text);
    const seconds = wait === null ? null : `${Math.ceil(wait / 1000)} seconds`;
    const throttled = `Entra throttles this identity: run again ${seconds === null ? 'later' : `after ${seconds}`}.`;
    return new ActionError('AUTH_FAILED', `Entra could not ${http_client_operation}.`, {
        fix: status === 429 ? throttled : retryFix,
        evidence: [
            { name: 'Host', value: way.host },
            { name: 'Status', value: String(status) },
            ...(sentence === null ? [] : [{ name: 'Entra says', value: sentence }]),
            ...(seconds === null ? [] : [{ name: 'Retry-After', value: seconds }]),
        ],
    });
};
const unanswered = (thrown) => {
    if (thrown.reason === 'cancelled')
        return new ActionError('APPLY_CANCELLED', 'The run was cancelled during the login.');
    return new ActionError('AUTH_FAILED', `Entra ${missingResponse(thrown)} when asked to ${http_client_operation}.`, {
        fix: retryFix,
        ...missingResponseDetails(thrown),
    });
};

;// CONCATENATED MODULE: ./build/entra/login/assertion-claims.js

/** The claims of GitHub's token for a job (GitHub docs, OpenID Connect reference, read 2026-11). */
const assertionClaims = (token) => {
    const claims = claimsOf(token);
    return {
        iss: textClaim(claims, 'iss'),
        sub: textClaim(claims, 'sub'),
        aud: textClaim(claims, 'aud'),
        event: textClaim(claims, 'event_name'),
        workflow: /\/(\.github\/workflows\/[^@]+)@/.exec(textClaim(claims, 'workflow_ref') ?? '')?.[1] ?? null,
    };
};

;// CONCATENATED MODULE: ./build/entra/login/remedies.js

/** The commands of a remedy, for az and for Graph, to be copied whole. */
const remedyCommands = (remedy, values) => remedies[remedy](values).map(([name, value]) => ({ name, value, command: true }));
const remedies = {
    credential: (values) => {
        const { trust, issuer, audience } = values;
        if (trust === null)
            return [];
        const body = { name: credentialName(issuer, trust), issuer, subject: trust, audiences: [audience] };
        return [
            ...inShell(`az ad app federated-credential create --id ${values.clientId} --parameters`, body),
            ['Graph', `POST ${credentialsOf(values)} ${JSON.stringify(body)}`],
        ];
    },
    audience: (values) => {
        const { clientId, trust, issuer, audience } = values;
        if (trust === null)
            return [];
        const found = `--query "[?subject=='${trust}' && issuer=='${issuer}'].name"`;
        const name = `"$(az ad app federated-credential list --id ${clientId} ${found} --output tsv)"`;
        const update = `az ad app federated-credential update --id ${clientId} --federated-credential-id ${name} --parameters`;
        return [
            ...inShell(update, { issuer, subject: trust, audiences: [audience] }),
            ['Graph, to find the ID', `GET ${credentialsOf(values)}`],
            ['Graph', `PATCH ${credentialsOf(values)}/ID ${JSON.stringify({ audiences: [audience] })}`],
        ];
    },
    principal: ({ clientId, graphUrl }) => [
        ['az', `az ad sp create --id ${clientId}`],
        ['Graph', `POST ${graphUrl}/v1.0/servicePrincipals ${JSON.stringify({ appId: clientId })}`],
    ],
    enable: ({ clientId, graphUrl }) => [
        ['az', `az ad sp update --id ${clientId} --set accountEnabled=true`],
        [
            'Graph',
            `PATCH ${graphUrl}/v1.0/servicePrincipals(appId='${clientId}') ${JSON.stringify({ accountEnabled: true })}`,
        ],
        [
            'Graph, if the app was deactivated',
            `PATCH ${graphUrl}/v1.0/applications(appId='${clientId}') ${JSON.stringify({ isDisabled: false })}`,
        ],
    ],
    'client-id': ({ clientId, graphUrl }) => [
        ['az, if it is an object ID', `az ad app show --id ${clientId} --query appId --output tsv`],
        ['Graph, if it is an object ID', `GET ${graphUrl}/v1.0/applications/${clientId}?$select=appId,displayName`],
    ],
};
const credentialsOf = ({ clientId, graphUrl }) => `${graphUrl}/v1.0/applications(appId='${clientId}')/federatedIdentityCredentials`;
/** Names of branches and environments are foreign text: one that could end the quotes is in no command line. */
const quotable = /^[A-Za-z0-9 @._:/%+=~{}[\],"-]*$/;
const inShell = (command, body) => {
    const json = JSON.stringify(body);
    return quotable.test(json) ? [['az', `${command} '${json}'`]] : [];
};
/** Unique for issuer and subject, so that no credential of the same name is in the way (3 to 120 characters). */
const credentialName = (issuer, subject) => {
    const context = subject
        .replace(/^repo:[^:]+:/, '')
        .replace(/^(?:environment|ref:refs\/heads|ref:refs\/tags)[:/]/, '');
    const hash = (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify([issuer, subject]))
        .digest('hex')
        .slice(0, 8);
    return `github-${context.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 60)}-${hash}`;
};

;// CONCATENATED MODULE: ./build/entra/login/subject.js
/** Reads a subject: classic or immutable (GitHub docs, OpenID Connect reference, read 2026-11). */
const parseSubject = (sub) => {
    const [, repository, environment, ref] = /^(repo:[^:]+):(?:environment:([^:]+)|ref:(refs\/[^:]+)|pull_request)$/.exec(sub) ?? [];
    if (repository === undefined) {
        // A template may name the branch beside other claims, and each group of a merge queue has another one.
        if (sub.includes(queueBranches))
            return { repository: null, context: { kind: 'merge-queue' } };
        const hasEnvironment = /(?:^|:)environment:[^:]/.test(sub);
        return { repository: null, context: { kind: 'custom', hasEnvironment } };
    }
    if (environment !== undefined)
        return { repository, context: { kind: 'environment', name: environment } };
    return { repository, context: { kind: ref === undefined ? 'pull-request' : refKind(ref) } };
};
/** Each group of a merge queue has a branch of its own (GitHub docs, events-that-trigger-workflows, read 2026-11). */
const queueBranches = 'refs/heads/gh-readonly-queue/';
const refKind = (ref) => ref.startsWith(queueBranches) ? 'merge-queue' : ref.startsWith('refs/tags/') ? 'tag' : 'branch';

;// CONCATENATED MODULE: ./build/entra/login/subject-advice.js



const forkPlan = 'truu-fork-plan';
/** Environments that jobs of pull requests use, by the examples: an identity that writes must not trust them. */
const openEnvironments = new Set([
    forkPlan,
    ...modes.flatMap((mode) => (traitsOf(mode).writes ? [] : (traitsOf(mode).environment ?? []))),
]);
/** Events whose runs execute what is not on the default branch yet. */
const unmergedEvents = new Set(['pull_request', 'merge_group']);
/** Judges the subject that the identity would have to trust, before anything advises to trust it. Pure. */
const adviseSubject = (claims, identity) => {
    const sub = claims.sub ?? '';
    const subject = parseSubject(sub);
    const jobs = jobsOf(subject, claims);
    return canWrite(identity)
        ? adviseWriter(sub, subject, claims, identity, jobs)
        : adviseReader(sub, subject, identity, jobs);
};
const jobsOf = ({ context }, { event }) => {
    switch (context.kind) {
        case 'environment':
            return unmergedEvents.has(event ?? '')
                ? 'every job in this environment, which jobs of pull requests can use'
                : 'every job in this environment, of any workflow';
        case 'pull-request':
            return 'every job of a pull request without an environment, so anyone who can push a branch';
        case 'merge-queue':
            return 'one group of the merge queue; the next group has another subject';
        case 'branch':
            return 'every job without an environment on this branch, of any workflow';
        case 'tag':
            return 'every job without an environment on this tag; the next tag has another subject';
        case 'custom':
            return 'every job to which the template of the organization or the repository gives it';
    }
};
const lasting = 'A new credential takes some minutes to take effect.';
const trusting = (sub, identity, jobs) => ({
    jobs,
    fix: `Let ${identityName(identity)} trust the subject in the report: create the federated credential by one of the commands. ${lasting}`,
    trust: sub,
});
/** The subject of the same repository in an environment. */
const inEnvironment = ({ repository }, environment) => repository === null || environment === null ? null : `${repository}:environment:${environment}`;
const adviseReader = (sub, subject, identity, jobs) => {
    const { kind } = subject.context;
    if (kind !== 'merge-queue' && kind !== 'tag')
        return trusting(sub, identity, jobs);
    const never = 'Never add a credential for the subject in the report: it does not come again.';
    // With a template of its own an environment changes nothing.
    if (subject.repository === null)
        return { jobs, fix: `Take "ref" out of the template of the subject, or set "mode: check". ${never}`, trust: null };
    const { environment } = traitsOf(identity.mode);
    return {
        jobs,
        fix: `Add "environment: ${environment}" to the job: then pull requests, the merge queue and schedules have one subject. ${never} The commands let ${identityName(identity)} trust the environment, where it does not yet. ${lasting}`,
        trust: inEnvironment(subject, environment),
    };
};
/** Whether only jobs that a person of the default branch agreed to can have the subject. */
const isClosed = ({ context }, { event }) => {
    if (unmergedEvents.has(event ?? ''))
        return false;
    if (context.kind === 'custom')
        return context.hasEnvironment;
    return context.kind === 'environment' && !openEnvironments.has(context.name.toLowerCase());
};
const adviseWriter = (sub, subject, claims, identity, jobs) => {
    const name = identityName(identity);
    if (isClosed(subject, claims)) {
        const advice = trusting(sub, identity, jobs);
        return { ...advice, fix: `${advice.fix} Limit the environment to the default branch: its jobs can write.` };
    }
    const never = `Never let ${name} trust the subject in the report: it can write, and the subject is that of ${jobs}.`;
    const { writes, environment } = traitsOf(identity.mode);
    if (!writes) {
        const reader = 'Set the input "client-id" to the client ID of a reader, an app that can only read';
        return { jobs, fix: `${reader}: mode ${identity.mode} does not write. ${never}`, trust: null };
    }
    const wanted = inEnvironment(subject, environment);
    const add = unmergedEvents.has(claims.event ?? '')
        ? `Run mode ${identity.mode} on the default branch, not for pull requests, with "environment: ${environment}" in the job.`
        : `Add "environment: ${environment}" to the job, and limit that environment to the default branch.`;
    if (wanted === null || wanted === sub)
        return { jobs, fix: `${add} ${never}`, trust: null };
    return {
        jobs,
        fix: `${add} ${never} The commands let it trust the environment, where it does not yet. ${lasting}`,
        trust: wanted,
    };
};

;// CONCATENATED MODULE: ./build/entra/login/login-errors.js





const login_errors_retryFix = 'Run again. If it fails again, check the status page of Azure and the proxy of a self-hosted runner.';
/**
 * Turns Entra's answer to a federated login into a code, with Entra's own sentence, the claims that it was to match, and
 * the commands that mend it. Pure.
 */
const loginError = (text, claims, login) => {
    const number = aadstsIn(text);
    const requestId = /Trace ID: ([0-9a-f-]{36})/i.exec(text)?.[1] ?? null;
    if (number === null)
        return new ActionError('AUTH_FAILED', 'No token could be requested from Entra.', { fix: login_errors_retryFix, requestId });
    const row = aadstsRow(number);
    const advice = isAboutTrust(row) ? adviseSubject(claims, login.identity) : null;
    const fix = login_errors_fixOf(row, claims, advice);
    const evidence = [
        { name: 'Entra says', value: sentenceIn(text) ?? `AADSTS${number}` },
        ...timeOf(text),
        ...(showsClaims.has(row.login) ? presented(claims) : []),
        ...(advice === null ? [] : [{ name: 'Jobs with this subject', value: advice.jobs }]),
        ...whoAndWhere(login),
        ...(row.login === 'AUTH_FAILED'
            ? [{ name: 'Explanation', value: `https://login.microsoftonline.com/error?code=${number}` }]
            : []),
        ...commandsOf(row, claims, login, advice),
        ...(row.tasks.length === 0
            ? []
            : [{ name: 'Who can mend it', value: row.tasks.map((task) => taskNames[task]).join(', or ') }]),
    ];
    return new ActionError(row.login, aboutIdentity(row.cause, login.identity), {
        ...(fix !== null && { fix: aboutIdentity(fix, login.identity) }),
        evidence,
        requestId,
    });
};
const isAboutTrust = ({ remedy }) => remedy === 'credential' || remedy === 'audience';
const showsClaims = new Set([
    'AUTH_NO_FEDERATED_CREDENTIAL',
    'AUTH_SUBJECT_MISMATCH',
    'AUTH_AUDIENCE_MISMATCH',
    'AUTH_ISSUER_MISMATCH',
    'AUTH_ASSERTION_REFUSED',
    'AUTH_BLOCKED',
]);
/** Where nothing else is to be trusted, the credential that is there only needs the right audience. */
const login_errors_fixOf = (row, { sub }, advice) => {
    if (row.remedy === 'audience' && advice !== null && advice.trust === sub)
        return audienceFix;
    if (advice !== null)
        return advice.fix;
    return row.fix ?? (row.transient ? login_errors_retryFix : null);
};
const audienceFix = 'Set the audience of the federated credential to the one in the report, by one of the commands. If that audience is of another cloud than the tenant, correct entra.cloud instead.';
const timeOf = (text) => {
    const time = /Timestamp: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)/i.exec(text)?.[1];
    return time === undefined ? [] : [{ name: 'Time', value: time }];
};
const presented = ({ iss, sub, aud, workflow }) => [
    { name: 'Issuer of the token', value: iss ?? 'unknown' },
    { name: 'Subject of the token', value: sub ?? 'unknown' },
    { name: 'Audience of the token', value: aud ?? 'unknown' },
    ...(workflow === null ? [] : [{ name: 'Workflow', value: workflow }]),
];
const whoAndWhere = ({ identity, tenant }) => [
    identityEvidence(identity),
    { name: 'Tenant', value: tenant },
];
const commandsOf = ({ remedy }, { iss, sub, aud }, { identity, graphUrl }, advice) => {
    if (remedy === undefined)
        return [];
    const trust = advice?.trust ?? null;
    const values = { clientId: identity.clientId, graphUrl, issuer: iss ?? '', audience: aud ?? '', trust };
    // What another subject needs is a new credential, whatever is wrong with the one of this subject.
    return remedyCommands(remedy === 'audience' && trust !== sub ? 'credential' : remedy, values);
};

;// CONCATENATED MODULE: ./build/entra/login/session.js





/** GitHub's token lives five minutes and the callback runs twice per Graph token, so it is kept for one minute. */
const assertionKeptMs = 60_000;
/** Opens the session; nothing is asked of anybody before the first token is needed. */
const createEntraSession = (login, ports) => {
    const assertion = rememberAssertion(login.audience, ports);
    const forScope = (scope) => {
        let current = null;
        const logIn = () => (current = requestToken({ ...login, scope }, ports, assertion));
        return { token: () => current ?? logIn(), refresh: logIn };
    };
    const graph = forScope(login.scope);
    return {
        ...graph,
        forScope,
        deployer: async () => {
            const claims = claimsOf((await graph.token()).reveal());
            return {
                appId: login.clientId.toLowerCase(),
                servicePrincipalId: textClaim(claims, 'oid'),
                roles: textsClaim(claims, 'roles'),
                appOnly: textClaim(claims, 'idtyp') === 'app' && claims['scp'] === undefined,
                wids: textsClaim(claims, 'wids'),
            };
        },
    };
};
const rememberAssertion = (audience, ports) => {
    let kept = null;
    return {
        drop: () => void (kept = null),
        get: async () => {
            if (kept === null || kept.untilMs <= ports.clock.monotonicMs()) {
                const value = ports.maskSecret(await ports.idToken(audience));
                kept = { value, untilMs: ports.clock.monotonicMs() + assertionKeptMs };
            }
            return kept.value.reveal();
        },
        claims: () => assertionClaims(kept?.value.reveal() ?? ''),
    };
};
const requestToken = async (login, ports, assertion) => {
    // Asked for here first, so that GitHub's refusal is not wrapped into an error of the identity library.
    await assertion.get();
    for (let attempt = 1;; attempt += 1) {
        const client = createHttpClient(ports.http);
        // A separate credential for each attempt: after one 429 or 5xx the library answers for Entra, for a minute.
        const credential = await openCredential(login, assertion, client);
        try {
            const answer = await credential.getToken(login.scope);
            if (answer === null)
                throw new Error('no token');
            return ports.maskSecret(answer.token);
        }
        catch (thrown) {
            const text = thrown instanceof Error ? thrown.message : '';
            // It lives five minutes, and the request may have waited that long: a new one is asked for, once.
            const isStale = aadstsRow(aadstsIn(text) ?? '').needsNewAssertion && attempt === 1;
            if (!isStale)
                throw client.failure() ?? loginError(text, assertion.claims(), login);
            assertion.drop();
            await assertion.get();
        }
    }
};
/** A credential without a cache that outlives it: a refused token must not come back from memory. */
const openCredential = async (login, assertion, httpClient) => {
    const [{ ClientAssertionCredential }, { createEmptyPipeline }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(458), __webpack_require__.e(563)]).then(__webpack_require__.bind(__webpack_require__, 5563)),
        __webpack_require__.e(/* import() */ 458).then(__webpack_require__.bind(__webpack_require__, 458)),
    ]);
    const options = {
        authorityHost: login.authority,
        // Discovery would ask login.microsoftonline.com even for private clouds; the authority is given by the workflow.
        disableInstanceDiscovery: true,
        httpClient,
        // None of the library's own policies: proxy, retries, redirects and logs are those of our transport.
        pipeline: createEmptyPipeline(),
    };
    return new ClientAssertionCredential(login.tenant, login.clientId, assertion.get, options);
};

;// CONCATENATED MODULE: ./build/entra/login/test-secret.js




/** Replicas answer each for itself, so one success proves nothing (Microsoft, workload identity considerations). */
const successesInARow = 3;
/** After one of them lagged, all of them must have responded, and their number is unknown. */
const successesAfterLag = 12;
/**
 * Logs in with the secret until several tries in a row succeed, and more when one failed; each try is a token request
 * of its own. Throws ENTRA_SECRET_TEST_FAILED when that does not happen in time, ENTRA_DISABLED when sign-in is
 * disabled.
 */
const testSecret = (http, target, secret, retryWindow) => {
    let needed = successesInARow;
    return pollUntil(retryWindow, async () => {
        let result = 'accepted';
        for (let consecutive = 0; consecutive < needed; consecutive += 1) {
            const tried = await tryOnce(http, target, secret);
            if (tried instanceof ActionError) {
                needed = successesAfterLag;
                return { retry: tried };
            }
            if (tried === 'blocked')
                result = tried;
        }
        return { done: result };
    });
};
const tryOnce = async (http, target, secret) => {
    const body = new URLSearchParams({
        client_id: target.appId,
        scope: target.scope,
        grant_type: 'client_credentials',
        client_secret: secret.reveal(),
    }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    try {
        const answer = await http({ method: 'POST', url: target.tokenUrl, headers, body, repeat: 'safe' });
        if (answer.status === 200)
            return 'accepted';
        const refusal = jsonOf(answer.text);
        const text = typeof refusal?.error_description === 'string' ? refusal.error_description : '';
        const { secretTest } = aadstsRow(aadstsIn(text) ?? '');
        if (secretTest === 'accepted')
            return 'blocked';
        if (secretTest === 'disabled')
            throw new ActionError('ENTRA_DISABLED', 'Entra refuses every login of the registration: it is disabled.', {
                evidence: [{ name: 'Entra says', value: sentenceIn(text) ?? '' }],
            });
        return notAccepted(sentenceIn(text) ?? `status ${answer.status}`);
    }
    catch (thrown) {
        if (!(thrown instanceof HttpFailure))
            throw thrown;
        if (thrown.reason === 'cancelled')
            throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
        return notAccepted(thrown.reason);
    }
};
/** `last`: Entra's sentence with its number, or what came in place of it. */
const notAccepted = (last) => {
    const { secretTest, health } = aadstsRow(aadstsIn(last) ?? '');
    const meaning = secretTest === 'lag' ? 'usual for seconds after a secret was made' : health?.meaning;
    return new ActionError('ENTRA_SECRET_TEST_FAILED', 'Entra did not accept the new secret several times in a row.', {
        evidence: [
            { name: 'Last answer', value: last },
            ...(meaning === undefined ? [] : [{ name: 'Meaning', value: meaning }]),
        ],
    });
};

;// CONCATENATED MODULE: ./build/support/read-only.js


/**
 * A `fetch` that cannot write: it allows GET, HEAD, a Graph `$batch` of GET items only, and POST to the given token
 * endpoints; anything else throws PLAN_WRITE_REFUSED before anything is sent. Plan and drift have no other `fetch`.
 */
const readOnly = (fetch, tokenUrls) => {
    const guarded = (url, init) => {
        const method = (init.method ?? 'GET').toUpperCase();
        if (isRead(method, url, init.body) || (method === 'POST' && tokenUrls.includes(withoutRequestId(url))))
            return fetch(url, init);
        throw new ActionError('PLAN_WRITE_REFUSED', `A read-only mode attempted ${method} ${new URL(url).pathname}.`);
    };
    return fetch.proxyFor === undefined ? guarded : Object.assign(guarded, { proxyFor: fetch.proxyFor });
};
/** The identity library adds its own id of the request as a query. */
const withoutRequestId = (url) => url.replace(/\?client-request-id=[0-9a-f-]{36}$/, '');
const isRead = (method, url, body) => {
    if (method === 'GET' || method === 'HEAD')
        return true;
    return method === 'POST' && new URL(url).pathname.endsWith('/$batch') && readsOnly(body);
};
const readsOnly = (body) => {
    const parsed = typeof body === 'string' ? jsonOf(body) : undefined;
    if (!Array.isArray(parsed?.requests) || parsed.requests.length === 0)
        return false;
    return parsed.requests.every((item) => item?.method === 'GET');
};

;// CONCATENATED MODULE: ./build/support/requests.js

/** The services that a run sends requests to, GitHub apart. */
const services = ['graph', 'entra', 'truu', 'key-vault'];
/** The same policy, which also records each request in the order of its start. */
const recordRequests = (http, serviceOf, into) => async (request) => {
    const place = into.length;
    const url = new URL(request.url);
    const base = { service: serviceOf(url), method: request.method, path: requests_pathOf(url) };
    const unanswered = { status: null, requestId: null, attempts: 1, items: itemsOf(request, null) };
    into.push({ ...base, ...unanswered, failure: 'not-sent' });
    try {
        const answer = await http(request);
        const { status, attempts } = answer;
        const requestId = requestIdOf(answer);
        into[place] = { ...base, status, failure: null, requestId, attempts, items: itemsOf(request, answer) };
        return answer;
    }
    catch (thrown) {
        if (thrown instanceof HttpFailure)
            into[place] = { ...base, ...unanswered, failure: thrown.reason, attempts: thrown.attempts };
        throw thrown;
    }
};
const requests_pathOf = (url) => {
    const select = url.searchParams.get('$select');
    return select === null ? url.pathname : `${url.pathname}?$select=${select}`;
};
/** Graph's header, or the headers of TruU and Entra; TruU's errors have it only in the body. */
const requestIdOf = ({ headers, status, text }) => {
    const named = ['request-id', 'x-request-id', 'x-ms-request-id'].map((name) => headers.get(name));
    const found = named.find((value) => value !== null && value !== '');
    if (found !== undefined || status < 400)
        return found ?? null;
    const requestId = jsonOf(text)?.requestId;
    return typeof requestId === 'string' ? requestId : null;
};
const itemsOf = ({ url, body }, answer) => {
    if (!new URL(url).pathname.endsWith('/$batch') || body === undefined)
        return [];
    const requested = jsonOf(body)?.requests ?? [];
    const responses = (answer === null ? null : jsonOf(answer.text))?.responses;
    const answered = Array.isArray(responses) ? responses : [];
    return requested.map(({ id, method = '', url: target = '' }) => ({
        method,
        path: requests_pathOf(new URL(target, 'https://relative.invalid')),
        status: answered.find((one) => one.id === id)?.status ?? null,
    }));
};

;// CONCATENATED MODULE: ./build/truu/api/asked.js

/** Requests of which only the address is known. */
const askedApi = { input: 'truu-url', clientId: null };
/** What to do about a refusal, by the input to look at; undefined: what the catalogue says. `oauth`: the error of RFC 6749, 5.2. */
const asked_fixOf = (code, asked, oauth = '') => asked.input === 'truu-token-url' ? fixOfToken(code, oauth, asked.hasScope === true) : fixOfApi(code);
const fixOfApi = (code) => code === 'TRUU_UNAUTHORIZED'
    ? 'Check that the inputs "truu-url" and "truu-token-url" are of the same TruU: the token of the one is refused at the other.'
    : undefined;
const fixOfToken = (code, oauth, hasScope) => {
    const endpoint = 'Check the input "truu-token-url": it is the whole URL of the OAuth 2.0 token endpoint of TruU';
    const scope = hasScope ? ', and the input "truu-scope"' : '';
    if (code === 'TRUU_UNAUTHORIZED')
        return undefined;
    if (code === 'TRUU_FORBIDDEN')
        return `Ask a TruU administrator why the OAuth client of the input "truu-client-id" gets no token${hasScope ? ' with the scope of the input "truu-scope"' : ''} at the address of the input "truu-token-url".`;
    if (code !== 'TRUU_REFUSED')
        return `${endpoint}.`;
    if (oauth === 'invalid_scope')
        return hasScope
            ? 'Correct the input "truu-scope": the token endpoint of the input "truu-token-url" refuses it for this client.'
            : 'Set the input "truu-scope" to the scope of the TruU API: the token endpoint of the input "truu-token-url" requires one.';
    if (oauth === 'unauthorized_client')
        return 'Ask a TruU administrator to let the OAuth client of the input "truu-client-id" use the grant client_credentials at the address of the input "truu-token-url".';
    return `${endpoint}${scope}. See the message of TruU in the report.`;
};
/** What to do about a failure of TruU itself, which no setting mends. */
const fixOfOutage = ({ input }) => `Run again. If it fails again, ask TruU support, with what TruU says; the request went to the address of the input "${input}".`;
/**
 * What to do where nothing answered at the address: what the network tells, and whose address it is. Where the host itself
 * was not reached, a wrong URL is the usual cause.
 */
const fixOfSilence = ({ input }, ofNetwork, unreachable) => {
    if (ofNetwork === undefined)
        return errorCatalog.TRUU_UNAVAILABLE.fix.replace('"truu-url"', `"${input}"`);
    return unreachable
        ? `Check the input "${input}". If it is right: ${ofNetwork}`
        : `${ofNetwork} The host is that of the input "${input}".`;
};
/** What to do where something answered that is not TruU's API: most often the console for people. */
const fixOfPage = ({ input }) => `This is the Admin Console's address, or that of another page: set the input "${input}" to ${rightAddress[input]}. If it is right already, a login page of the network answered: let the host through, or add it to NO_PROXY.`;
const rightAddress = {
    'truu-url': 'the base URL of the API, which implements contract/truu-directory.openapi.yaml',
    'truu-token-url': 'the OAuth 2.0 token endpoint of TruU',
};
/** As whom TruU was asked, where its rights are the matter. */
const clientEvidence = ({ clientId }) => clientId === null ? [] : [{ name: 'OAuth client (truu-client-id)', value: clientId }];

;// CONCATENATED MODULE: ./build/truu/api/answer.js





const codes = {
    400: 'TRUU_REFUSED',
    401: 'TRUU_UNAUTHORIZED',
    403: 'TRUU_FORBIDDEN',
    404: 'TRUU_NOT_FOUND',
    409: 'TRUU_CONFLICT',
    412: 'APPLY_OVERTAKEN',
    422: 'TRUU_REFUSED',
};
/** Whether the status is a success. */
const answer_isOk = (answer) => answer.status >= 200 && answer.status < 300;
/** With these a page is that of a console; with others it is most often a refusal on the way. */
const pageOfConsole = ({ status }) => [200, 404, 405].includes(status) || isRedirect(status);
const isRedirect = (status) => status >= 300 && status < 400;
/** The failure for an error response of TruU. `operation` ends the sentence "TruU refused to …". */
const truuError = (answer, operation) => {
    const { asked = askedApi } = answer;
    if (answer.intercepted && !pageOfConsole(answer))
        return interceptedError(answer.intercepted, operation, `If the host is that of the Admin Console, correct the input "${asked.input}".`);
    const wire = (answer.body ?? {});
    const requestId = typeof wire.requestId === 'string' ? wire.requestId : null;
    const message = [wire.error, wire.message ?? wire.error_description]
        .filter((part) => typeof part === 'string')
        .join(': ');
    const evidence = [{ name: 'TruU says', value: `${answer.status} ${message}`.trim() }];
    if (answer.status === 412)
        return new ActionError('APPLY_OVERTAKEN', `TruU was modified while this run was about to ${operation}.`, {
            evidence,
            requestId,
        });
    if (answer.status === 429 || answer.status === 408 || answer.status >= 500)
        return new ActionError('TRUU_UNAVAILABLE', `TruU failed to ${operation}.`, {
            fix: fixOfOutage(asked),
            evidence,
            requestId,
        });
    const code = codes[answer.status];
    if (code === undefined || answer.body === undefined)
        return brokenContract(answer, operation);
    const fix = asked_fixOf(code, asked, typeof wire.error === 'string' ? wire.error : '');
    const rights = code === 'TRUU_FORBIDDEN' || code === 'TRUU_UNAUTHORIZED' || asked.input === 'truu-token-url';
    return new ActionError(code, `TruU refused to ${operation}.`, {
        ...(fix === undefined ? {} : { fix }),
        evidence: [...evidence, ...(rights ? clientEvidence(asked) : [])],
        requestId,
    });
};
/** The failure for a response that does not match the contract. */
const brokenContract = (answer, operation, problem) => {
    const { asked = askedApi } = answer;
    const redirect = isRedirect(answer.status);
    const isPage = redirect || Boolean(answer.intercepted);
    const page = `it is a web page, so the input "${asked.input}" has the address of the Admin Console or of another page`;
    const form = answer.intercepted ? page : 'it is not JSON of the contract';
    const reason = problem ?? (redirect ? 'it is a redirect, which is never followed' : form);
    const fix = isPage ? fixOfPage(asked) : asked_fixOf('TRUU_CONTRACT', asked);
    return new ActionError('TRUU_CONTRACT', `TruU's response to the request to ${operation} does not match the contract: ${reason}.`, { ...(fix === undefined ? {} : { fix }), evidence: [{ name: 'Status', value: String(answer.status) }] });
};
/** The failure for a missing response. Anything else is passed on. */
const answer_noAnswer = (thrown, operation, asked = askedApi) => {
    if (!(thrown instanceof HttpFailure))
        return thrown;
    if (thrown.reason === 'cancelled')
        return new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
    const message = `TruU ${missingResponse(thrown)} when asked to ${operation}.`;
    const details = missingResponseDetails(thrown);
    return new ActionError('TRUU_UNAVAILABLE', message, {
        ...details,
        fix: fixOfSilence(asked, details.fix, isUnreachable(thrown)),
    });
};

;// CONCATENATED MODULE: ./build/truu/api/normalize.js



/** The parts of the contract that we read. Unknown fields are ignored; fields that we need are required. */
const credential = schemas/* object */.Ikc({
    // Required although it can be null: a response without it does not say which secret TruU holds.
    secretKeyId: schemas/* string */.YjP().nullable(),
    acceptedAt: schemas/* string */.YjP().nullable(),
    expiresAt: schemas/* string */.YjP().nullish(),
    // Required: a response without it does not say which secrets TruU held before.
    previous: schemas/* array */.YOg(schemas/* object */.Ikc({
        secretKeyId: schemas/* string */.YjP().nullable(),
        // Required: a response without it does not say which registration may still have what it had.
        clientId: schemas/* string */.YjP().nullable(),
        acceptedAt: schemas/* string */.YjP(),
        replacedAt: schemas/* string */.YjP(),
    }))
        .readonly(),
});
const directory = schemas/* object */.Ikc({
    id: schemas/* string */.YjP().min(1),
    ...settingWireShape,
    tenantId: schemas/* string */.YjP().nullable(),
    clientId: schemas/* string */.YjP().nullable(),
    credential: credential.nullable(),
    updatedAt: schemas/* string */.YjP(),
});
const listed = schemas/* object */.Ikc({
    id: schemas/* string */.YjP().min(1),
    type: schemas/* string */.YjP(),
    configurationName: schemas/* string */.YjP(),
    tenantId: schemas/* string */.YjP().nullable(),
    clientId: schemas/* string */.YjP().nullable(),
    credential: schemas/* object */.Ikc({ secretKeyId: schemas/* string */.YjP().nullable() }).nullable(),
});
const check = schemas/* object */.Ikc({
    name: schemas/* string */.YjP(),
    status: schemas/* string */.YjP(),
    code: schemas/* string */.YjP().nullish(),
    message: schemas/* string */.YjP().nullish(),
});
const health = schemas/* object */.Ikc({
    status: schemas/* string */.YjP(),
    checkedAt: schemas/* string */.YjP().nullable(),
    credentialKeyId: schemas/* string */.YjP().nullable(),
    directoryId: schemas/* string */.YjP().nullish(),
    checks: schemas/* array */.YOg(check).readonly(),
});
const page = (item) => schemas/* object */.Ikc({ page: schemas/* number */.aig().int(), totalPages: schemas/* number */.aig().int(), items: schemas/* array */.YOg(item).readonly() });
/** Checks a schema against the generated types: we must be able to read what the contract promises. */
const reads = () => (schema) => schema;
const normalize_schemas = {
    directory: reads()(directory),
    health: reads()(health),
    directories: reads()(page(listed)),
    clusters: reads()(page(schemas/* object */.Ikc({ id: schemas/* string */.YjP().min(1), name: schemas/* string */.YjP() }))),
    connection: reads()(schemas/* object */.Ikc({ directoryId: schemas/* string */.YjP().nullable(), clusterId: schemas/* string */.YjP().nullish() })),
    primaryUserIdentifier: reads()(schemas/* object */.Ikc({ primaryUserIdentifier: schemas/* string */.YjP().nullable() })),
    accepted: reads()(schemas/* object */.Ikc({ secretKeyId: schemas/* string */.YjP().nullable() })),
};
/**
 * The body of a successful response, validated against the contract. Throws TRUU_… with the name of a missing field.
 */
const normalize_bodyOf = (answer, name, operation) => {
    if (!answer_isOk(answer))
        throw truuError(answer, operation);
    const parsed = normalize_schemas[name].safeParse(answer.body);
    if (parsed.success)
        return parsed.data;
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw brokenContract(answer, operation, field === '' ? undefined : `the field ${field} is missing or wrong`);
};
/** The ETag of a successful response. Throws TRUU_CONTRACT when there is none. */
const etagOf = (answer, operation) => {
    if (answer.etag !== null && answer.etag !== '')
        return answer.etag;
    throw brokenContract(answer, operation, 'it has no ETag');
};
/** A value with its ETag. */
const versioned = (answer, operation, value) => ({
    value,
    version: etagOf(answer, operation),
});
/** An answer is tied to its question: where a body names what it is about, that is what was asked for. */
const tie = (answer, operation, asked, named) => {
    if (named === undefined || named === null || named === asked)
        return;
    throw brokenContract(answer, operation, 'it is about another object than the one that was asked for');
};
/** A directory for comparison; ids in lower case. Throws TRUU_CONTRACT when the body is about another one than `id`. */
const toDirectory = (answer, operation, id, healthNow) => {
    const wire = normalize_bodyOf(answer, 'directory', operation);
    tie(answer, operation, id, wire.id);
    const { credential: held, tenantId, clientId, ...rest } = wire;
    return {
        ...rest,
        version: etagOf(answer, operation),
        tenantId: tenantId?.toLowerCase() ?? null,
        clientId: clientId?.toLowerCase() ?? null,
        credential: {
            secretKeyId: held?.secretKeyId?.toLowerCase() ?? null,
            acceptedAt: held?.acceptedAt ?? null,
            expiresAt: held?.expiresAt ?? null,
            previous: (held?.previous ?? []).map((one) => ({
                ...one,
                secretKeyId: one.secretKeyId?.toLowerCase() ?? null,
                clientId: one.clientId?.toLowerCase() ?? null,
            })),
            others: [],
        },
        health: healthNow,
    };
};
/** A health answer of a directory as a sample, not yet judged. Throws TRUU_CONTRACT when it is about another one. */
const toHealthSample = (answer, operation, directoryId) => {
    const wire = normalize_bodyOf(answer, 'health', operation);
    tie(answer, operation, directoryId, wire.directoryId);
    return {
        at: answer.date?.toISOString() ?? null,
        status: wire.status,
        credentialKeyId: wire.credentialKeyId?.toLowerCase() ?? null,
        checkedAt: wire.checkedAt,
        checks: wire.checks.map((one) => ({ ...one, code: one.code ?? null, message: one.message ?? null })),
        staleReason: null,
    };
};
/** Which directory a cluster is connected to. Throws TRUU_CONTRACT when the body is about another cluster. */
const toConnection = (answer, operation, clusterId) => {
    const wire = normalize_bodyOf(answer, 'connection', operation);
    tie(answer, operation, clusterId, wire.clusterId);
    return wire.directoryId;
};

;// CONCATENATED MODULE: ./build/truu/api/read.js




/** The type of directory that this action manages. */
const ours = 'ENTRA_ID';
/** Reads TruU. A part that cannot be read throws (TRUU_…); it never counts as absent. */
const readTruu = async (truu, query) => {
    const dates = [];
    const get = async (path, operation) => {
        const answer = await truu.send({ method: 'GET', path, repeat: 'safe', operation });
        if (answer.date !== null)
            dates.push(answer.date);
        return answer;
    };
    const [found, primaryUserIdentifier, cluster] = await Promise.all([
        readDirectories(get, query),
        query.managesPrimaryUserIdentifier ? readPrimaryUserIdentifier(get) : null,
        query.cluster === null ? null : readCluster(get, query.cluster),
    ]);
    const now = dates.sort((a, b) => a.getTime() - b.getTime()).at(-1);
    if (now === undefined)
        throw new ActionError('TRUU_CONTRACT', "TruU's responses have no Date header, so TruU's clock is unknown.");
    return { ...found, primaryUserIdentifier, cluster, now, handOff: null };
};
const readDirectories = async (get, query) => {
    const all = await listDirectories(get);
    const candidates = all.filter((one) => one.type === ours &&
        (one.tenantId?.toLowerCase() === query.tenantId ||
            one.configurationName === query.configurationName ||
            one.configurationName === query.previousName));
    const directories = await Promise.all(candidates.map((one) => readOne(get, one.id)));
    // What was read by id counts beside the list, which was read before it.
    const named = [...all.map(heldKeyIdOf), ...directories.map(({ credential }) => credential.secretKeyId)];
    return { directories, heldKeyIds: distinct(named) };
};
const listDirectories = (get) => read_pages(get, '/api/v1/directories', 'directories', 'list the directories');
const heldKeyIdOf = ({ credential }) => credential?.secretKeyId?.toLowerCase() ?? null;
const distinct = (keyIds) => [...new Set(keyIds.filter((keyId) => keyId !== null))].sort();
/** Every key that any directory names as the one that it holds now, of whatever type and tenant. Throws TRUU_…. */
const readHeldKeyIds = async (truu) => {
    const all = await listDirectories((path, operation) => truu.send({ method: 'GET', path, repeat: 'safe', operation }));
    return distinct(all.map(heldKeyIdOf));
};
const readOne = async (get, id) => {
    const path = `/api/v1/directories/${encodeURIComponent(id)}`;
    const [answer, sample] = await Promise.all([get(path, 'read the directory'), readHealthWith(get, id)]);
    return toDirectory(answer, 'read the directory', id, sample);
};
const readHealthWith = async (get, id) => {
    const operation = 'report the health of the directory';
    return toHealthSample(await get(`/api/v1/directories/${encodeURIComponent(id)}/health`, operation), operation, id);
};
const readPrimaryUserIdentifier = async (get) => {
    const operation = 'read the primary user identifier';
    const answer = await get('/api/v1/global-attributes/primary-user-identifier', operation);
    return versioned(answer, operation, normalize_bodyOf(answer, 'primaryUserIdentifier', operation).primaryUserIdentifier);
};
const readCluster = async (get, name) => {
    const path = '/api/v1/identity-server-clusters';
    const clusters = await read_pages(get, path, 'clusters', 'list the clusters');
    const names = clusters.map((one) => one.name).sort();
    const found = clusters.find((one) => one.name === name);
    if (found === undefined)
        return { names, found: null };
    const operation = "read the cluster's directory connection";
    const answer = await get(`${path}/${encodeURIComponent(found.id)}/directory-connection`, operation);
    const connection = versioned(answer, operation, toConnection(answer, operation, found.id));
    return { names, found: { id: found.id, connection } };
};
/** All entries of a list. Throws TRUU_…, TRUU_CONTRACT when it does not end or answers another page than the one asked for. */
const read_pages = async (get, path, name, operation) => {
    const read = async (page) => {
        const answer = await get(`${path}?page=${page}`, operation);
        const body = normalize_bodyOf(answer, name, operation);
        if (body.page !== Number(page))
            throw brokenContract(answer, operation, `it is page ${body.page}, not ${page}`);
        return { entries: body.items, next: body.page < body.totalPages ? String(body.page + 1) : null };
    };
    const endless = () => new ActionError('TRUU_CONTRACT', `TruU's list does not end when asked to ${operation}.`);
    return collectPages('1', read, endless);
};
/** The directory as TruU shows it now, without its health. Throws TRUU_…. */
const readDirectory = async (truu, id) => {
    const operation = 'read which secret it holds';
    const path = `/api/v1/directories/${encodeURIComponent(id)}`;
    const answer = await truu.send({ method: 'GET', path, repeat: 'safe', operation });
    if (!answer_isOk(answer))
        throw truuError(answer, operation);
    return toDirectory(answer, operation, id, null);
};
/** One health response of TruU. Throws TRUU_…. */
const readHealth = (truu, id) => readHealthWith((path, operation) => truu.send({ method: 'GET', path, repeat: 'safe', operation }), id);

;// CONCATENATED MODULE: ./build/truu/api/secret-roles.js




/**
 * The authority is TruU's own record: which secret each directory holds, and which ours held before. A tag only finds what
 * interrupted runs left. The first row that fits decides.
 */
const classifySecrets = (secrets, context) => ({
    roleOf: new Map(secrets.map((secret) => [secret.keyId, roleOf(secret, context)])),
    orphanedSince: orphanedSince(secrets, context),
});
const secret_roles_heldKeyIdOf = ({ appId, directory }) => directory?.clientId === appId ? directory.credential.secretKeyId : null;
const orphanedSince = (secrets, context) => {
    const heldKeyId = secret_roles_heldKeyIdOf(context);
    const held = secrets.find(({ keyId }) => keyId === heldKeyId);
    return held?.startsOn ?? context.directory?.credential.acceptedAt ?? new Date(0).toISOString();
};
const roleOf = (secret, context) => {
    if (context.heldKeyIds.includes(secret.keyId))
        return 'held';
    if (isPrevious(secret, context))
        return roleOfPrevious(secret, context);
    const { appId, consumer } = context;
    switch (judgeTag(secret.displayName, { consumer, appId, startsOn: secret.startsOn, expiresOn: secret.expiresOn })) {
        case 'none':
            return 'foreign';
        case 'wrong':
            return 'unvouched';
        case 'other-consumer':
            return 'other-consumer';
        case 'ours':
            if (secret.addedByAnother)
                return 'unvouched';
            if (mayBeUnnamed(secret, context))
                return 'overlap';
            // Where the use is not known for once, a later run tells; where it never is, none is known.
            return context.useFailed || wasUsed(secret) ? 'unvouched' : 'orphaned';
    }
};
const isPrevious = ({ keyId, adopted }, { directory, ownRotation }) => adopted ||
    keyId === ownRotation?.previousKeyId ||
    (directory?.credential.previous ?? []).some(({ secretKeyId }) => secretKeyId === keyId);
/** The retirement rule. TruU's clock judges the overlap. */
const roleOfPrevious = (secret, context) => {
    const { directory, overlap, truuNow } = context;
    const acceptedAt = directory?.credential.acceptedAt ?? null;
    // While TruU holds none, or cannot name what it holds, any of them may be the very one.
    if (acceptedAt === null || secret_roles_heldKeyIdOf(context) === null)
        return 'overlap';
    if (secret.compromised)
        return 'due';
    const until = addDuration(new Date(acceptedAt), parseDuration(overlap));
    if (until.getTime() > truuNow.getTime())
        return 'overlap';
    if (isAfter(secret.lastUsedOn, acceptedAt, context))
        return 'in-use';
    const works = Date.parse(secret.expiresOn) > context.entraNow.getTime();
    return works && mayBeUsedUnseen(acceptedAt, until, context) ? 'postponed' : 'due';
};
/**
 * Whether Entra's report cannot show yet that a previous secret was used after the hand-over, so that its silence says nothing.
 * The report is made once a day and up to two days late (a public collector, 2026-07-17; Microsoft names no limit), and how
 * far it reaches is only known by its newest login, with any secret and to any API. While that is no later than what TruU
 * still had under way at the hand-over, each login in it is from before. One later login, as TruU's with the new secret,
 * shows that the report has come so far, and then a previous secret without a later login of its own is not seen in use.
 * A report that shows no login, or was not read, may never show more: nothing is postponed for it. Nor is anything where no
 * overlap is wanted, nor for longer than `maxPostponedMs`: a registration that nobody uses has no newer login.
 */
const mayBeUsedUnseen = (acceptedAt, until, context) => {
    const { overlap, reportOf, truuNow } = context;
    if (reportOf === null || durationMs(overlap) === 0)
        return false;
    return !isAfter(reportOf, acceptedAt, context) && truuNow.getTime() < until.getTime() + maxPostponedMs;
};
/** Whether it may be a secret that TruU holds, or held until within the overlap, and cannot name. */
const mayBeUnnamed = ({ startsOn }, { directory, overlap, truuNow }) => {
    if (directory === null)
        return false;
    const { secretKeyId, acceptedAt, previous } = directory.credential;
    const isRecent = (replacedAt) => addDuration(new Date(replacedAt), parseDuration(overlap)).getTime() > truuNow.getTime();
    const unnamed = [
        ...(secretKeyId === null && acceptedAt !== null ? [acceptedAt] : []),
        ...previous.flatMap((one) => (one.secretKeyId === null && isRecent(one.replacedAt) ? [one.acceptedAt] : [])),
    ];
    return unnamed.some((since) => !startsLater(startsOn, since));
};
/**
 * A run tests its secret within minutes of its start, which is a use that Entra reports; a use so soon after TruU took the
 * next secret is of what TruU still had under way: the overlap is there for it.
 */
const usageGraceMs = 10 * 60_000;
/** Clocks that differ by less count as one: their `Date`s were not read at the same instant. */
const sameClockMs = 60_000;
/** Whether anybody but the run that created it logged in with a secret. No report proves nothing. */
const wasUsed = ({ startsOn, lastUsedOn }) => lastUsedOn !== null && Date.parse(lastUsedOn) > Date.parse(startsOn) + usageGraceMs;
/** Whether a login was, by Entra's clock, some minutes after TruU took a secret, by its own. None is not. */
const isAfter = (loggedInOn, acceptedAt, { entraNow, truuNow }) => {
    if (loggedInOn === null)
        return false;
    const apartMs = truuNow.getTime() - entraNow.getTime();
    const skewMs = Math.abs(apartMs) < sameClockMs ? 0 : apartMs;
    return Date.parse(loggedInOn) + skewMs > Date.parse(acceptedAt) + usageGraceMs;
};

;// CONCATENATED MODULE: ./build/truu/api/steps.js
/** One request for the settings, one for the primary user identifier, one for the cluster. */
const toSteps = (changes) => [
    ...settingsStep(changes),
    ...identifierStep(changes),
    ...clusterStep(changes),
];
const settingsStep = ({ directory, settings, secretSteps }) => {
    if (directory === null || settings === null)
        return [];
    const { id: directoryId, version } = directory;
    const id = 'update-directory';
    return [{ id, kind: id, ...settings, dependsOn: secretSteps, directoryId, version }];
};
const identifierStep = ({ observed, primaryUserIdentifier }) => {
    const current = observed.primaryUserIdentifier;
    if (primaryUserIdentifier === null || current === null)
        return [];
    const id = 'set-primary-user-identifier';
    return [{ id, kind: id, ...primaryUserIdentifier, dependsOn: [], version: current.version }];
};
const clusterStep = ({ observed, directory, cluster, secretSteps }) => {
    const found = observed.cluster?.found ?? null;
    if (cluster === null || found === null)
        return [];
    const id = 'connect-cluster';
    const { version, value: takenFrom } = found.connection;
    const dependsOn = directory === null ? secretSteps : [];
    const directoryId = directory?.id ?? null;
    return [{ id, kind: id, ...cluster, dependsOn, clusterId: found.id, directoryId, takenFrom, version }];
};

;// CONCATENATED MODULE: ./build/truu/api/connection.js



/** TruU was asked. */
const words = {
    noDirectory: 'TruU lists no directory with this name or this registration',
    noSecret: 'TruU has no directory for this tenant yet',
    noConnection: 'the cluster is connected to no directory',
    notHeld: 'TruU does not hold',
};
/** TruU's side over its API; `openWriter` is null in a mode that only reads. */
const createApiConnection = (truu, consumer, openWriter) => ({
    source: 'TruU',
    consumer,
    read: (query) => readTruu(truu, query),
    // TruU's word stands for itself.
    settle: (state) => state,
    rules: {
        words,
        ...{ createsSecrets: true, setsSecrets: true, place: null, classifySecrets: classifySecrets, toSteps: toSteps },
        ...{ refuseRotation: () => [], isAsked: () => false, judge: null },
    },
    openWriter,
    attend: null,
});

;// CONCATENATED MODULE: ./build/truu/api/session.js



/** Opens the session; the first request is sent when a token is needed. */
const createTruuSession = (http, login, maskSecret) => {
    let current = null;
    const refresh = () => (current = session_requestToken(http, login, maskSecret));
    return { token: () => current ?? refresh(), refresh, clientId: login.clientId };
};
const session_operation = 'issue a token';
const session_requestToken = async (http, login, maskSecret) => {
    const asked = { input: 'truu-token-url', clientId: login.clientId, hasScope: login.scope !== null };
    const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: login.clientId,
        client_secret: login.clientSecret.reveal(),
        ...(login.scope === null ? {} : { scope: login.scope }),
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    const raw = await http({
        method: 'POST',
        url: login.tokenUrl,
        headers,
        body: form.toString(),
        // A token request changes nothing, so it can be repeated.
        repeat: 'safe',
    }).catch((thrown) => {
        throw answer_noAnswer(thrown, session_operation, asked);
    });
    const answer = {
        status: raw.status,
        body: jsonOf(raw.text),
        etag: null,
        date: null,
        attempts: raw.attempts,
        intercepted: interceptionOf(raw),
        asked,
    };
    const token = answer.body?.access_token;
    if (answer.status === 200 && typeof token === 'string' && token !== '')
        return maskSecret(token);
    if (answer.status === 200)
        throw brokenContract(answer, session_operation, answer.intercepted ? undefined : 'it has no access_token');
    // OAuth also returns 400 invalid_client for bad credentials (RFC 6749, 5.2).
    const refused = answer.status === 400 && answer.body?.error === 'invalid_client';
    throw truuError(refused ? { ...answer, status: 401 } : answer, session_operation);
};

;// CONCATENATED MODULE: ./build/truu/api/transport.js



/** Opens the transport. */
const createTruu = (http, session, url) => {
    const asked = { input: 'truu-url', clientId: session.clientId };
    const attempt = async (request, token) => {
        const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
        if (request.ifMatch !== undefined)
            headers['if-match'] = request.ifMatch;
        if (request.idempotencyKey !== undefined)
            headers['idempotency-key'] = request.idempotencyKey;
        if (request.body === undefined)
            return http({ method: request.method, url: url + request.path, headers, repeat: request.repeat });
        headers['content-type'] = 'application/json';
        const body = JSON.stringify(request.body);
        return http({ method: request.method, url: url + request.path, headers, body, repeat: request.repeat });
    };
    /** A 401 means that nothing was changed, so even a write can be repeated with a new token. */
    const again = async (request, refused) => {
        const token = await session.refresh().catch((thrown) => {
            // An earlier try may have been carried out: that there is no new token does not say that nothing was sent.
            if (refused.attempts > 1)
                return null;
            throw thrown;
        });
        return token === null ? refused : attemptsOver(refused, await attempt(request, token.reveal()));
    };
    const sendRaw = async (request) => {
        const first = await attempt(request, (await session.token()).reveal());
        const answer = first.status === 401 ? await again(request, first) : first;
        const date = Date.parse(answer.headers.get('date') ?? '');
        return {
            status: answer.status,
            body: jsonOf(answer.text),
            etag: answer.headers.get('etag'),
            date: Number.isNaN(date) ? null : new Date(date),
            attempts: answer.attempts,
            intercepted: interceptionOf(answer),
            asked,
        };
    };
    const send = (request) => sendRaw(request).catch((thrown) => {
        throw answer_noAnswer(thrown, request.operation);
    });
    return { send, sendRaw };
};

;// CONCATENATED MODULE: ./build/truu/api/find.js

/** The directory of this name as it is now; null when there is none. Throws TRUU_…. */
const findDirectory = async (truu, configurationName) => {
    const all = await read_pages((path, operation) => truu.send({ method: 'GET', path, repeat: 'safe', operation }), '/api/v1/directories', 'directories', 'list the directories');
    const found = all.find((one) => one.configurationName === configurationName);
    return found === undefined ? null : readDirectory(truu, found.id);
};

;// CONCATENATED MODULE: ./build/truu/api/write/attributes.js


const path = '/api/v1/global-attributes/primary-user-identifier';
/** Sets the tenant-wide primary user identifier. Throws APPLY_OVERTAKEN when the ETag is stale. */
const putPrimaryUserIdentifier = async (truu, value, etag) => {
    const operation = 'set the primary user identifier';
    const body = { primaryUserIdentifier: value };
    const answer = await truu.send({ method: 'PUT', path, body, ifMatch: etag, repeat: 'safe', operation });
    if (answer_isOk(answer))
        return;
    // A 412 after a lost response can come from our own first attempt: then the value is already set.
    if (answer.status === 412 && answer.attempts > 1) {
        const now = await truu.send({ method: 'GET', path, repeat: 'safe', operation });
        if (normalize_bodyOf(now, 'primaryUserIdentifier', operation).primaryUserIdentifier === value)
            return;
    }
    throw truuError(answer, operation);
};

;// CONCATENATED MODULE: ./build/truu/api/write/cluster.js


/** Connects a cluster to a directory. Throws APPLY_OVERTAKEN when the ETag is stale. */
const putDirectoryConnection = async (truu, clusterId, directoryId, etag) => {
    const operation = 'connect the cluster to the directory';
    const path = `/api/v1/identity-server-clusters/${encodeURIComponent(clusterId)}/directory-connection`;
    const answer = await truu.send({
        method: 'PUT',
        path,
        body: { directoryId },
        ifMatch: etag,
        repeat: 'safe',
        operation,
    });
    if (answer_isOk(answer))
        return;
    // A 412 after a lost response can come from our own first attempt: then the cluster is already connected.
    if (answer.status === 412 && answer.attempts > 1) {
        const now = await truu.send({ method: 'GET', path, repeat: 'safe', operation });
        if (toConnection(now, operation, clusterId) === directoryId)
            return;
    }
    throw truuError(answer, operation);
};

;// CONCATENATED MODULE: ./build/truu/api/write/credential.js





const bodyFor = (credential) => ({
    ...credential,
    // Beside the test of the secret, the one place where the value leaves the process.
    clientSecret: credential.clientSecret.reveal(),
});
/** Sets a new secret in an existing directory, under exactly the ETag that this run has read. */
const putCredential = (truu, directory, credential) => credential_send(truu, credential, {
    method: 'PUT',
    path: `/api/v1/directories/${encodeURIComponent(directory.id)}/credential`,
    body: bodyFor(credential),
    ifMatch: directory.etag,
    idempotencyKey: credential.secretKeyId,
    repeat: 'safe',
    operation: 'set the new secret',
    accepted: (answer, operation) => ({
        directoryId: directory.id,
        keyId: normalize_bodyOf(answer, 'accepted', operation).secretKeyId,
    }),
    onConflict: () => Promise.resolve(null),
});
/** Creates the directory with its first secret. */
const postDirectory = (truu, settings, credential) => credential_send(truu, credential, {
    method: 'POST',
    path: '/api/v1/directories',
    body: { type: 'ENTRA_ID', ...settings, credential: bodyFor(credential) },
    idempotencyKey: credential.secretKeyId,
    repeat: 'safe',
    operation: 'create the directory',
    accepted: (answer, operation) => {
        const created = normalize_bodyOf(answer, 'directory', operation);
        // Only 201 proves that there was no such directory before.
        if (answer.status !== 201)
            throw brokenContract(answer, operation, 'a directory is created with 201');
        if (created.configurationName !== settings.configurationName)
            throw brokenContract(answer, operation, 'it is about another directory than the one that was to be created');
        return { directoryId: created.id, keyId: created.credential?.secretKeyId ?? null };
    },
    onConflict: (error) => createdMeanwhile(truu, settings.configurationName, error),
});
const undecided = new Set([408, 425, 429]);
const credential_send = async (truu, credential, { accepted, onConflict, ...request }) => {
    const { operation } = request;
    const unknown = (error) => ({ kind: 'unknown', error });
    const answer = await truu.sendRaw(request).catch((thrown) => {
        // Only a sent request has an unknown outcome; a missing token is a plain failure.
        if (thrown instanceof HttpFailure)
            return thrown;
        throw thrown;
    });
    if (answer instanceof HttpFailure)
        return unknown(answer_noAnswer(answer, operation));
    if (!answer_isOk(answer)) {
        const error = truuError(answer, operation);
        const final = answer.status >= 400 && answer.status < 500 && !undecided.has(answer.status);
        if (!final || answer.attempts > 1)
            return unknown(error);
        return { kind: 'refused', error: (answer.status === 409 ? await onConflict(error) : null) ?? error };
    }
    try {
        const { directoryId, keyId } = accepted(answer, operation);
        // A success without our key id is no proof: the held secret is read again.
        if (keyId?.toLowerCase() !== credential.secretKeyId)
            return unknown(brokenContract(answer, operation, 'it does not have the key id of the new secret'));
        return { kind: 'accepted', directoryId, etag: etagOf(answer, operation) };
    }
    catch (thrown) {
        return unknown(asActionError(thrown));
    }
};
/** A name that is taken now and was not when this run read the list means that another run, or a person, was first. */
const createdMeanwhile = async (truu, name, error) => {
    const found = await findDirectory(truu, name).catch(() => null);
    if (found === null)
        return null;
    const { evidence, requestId } = error;
    return new ActionError('APPLY_OVERTAKEN', directoryCreatedMeanwhile, { evidence, requestId });
};
const directoryCreatedMeanwhile = 'The TruU directory was created by another run or person during this run.';

;// CONCATENATED MODULE: ./build/truu/api/write/directory.js




/** Changes settings of a directory and returns the new ETag. Throws APPLY_OVERTAKEN when the ETag is stale. */
const patchDirectory = async (truu, directory, patch) => {
    const operation = 'update the settings of the directory';
    const answer = await sendPatch(truu, directory, patch, operation);
    if (answer_isOk(answer))
        return etagOf(answer, operation);
    // A 412 after a lost response can come from our own first attempt: then the settings already match.
    if (answer.status === 412 && answer.attempts > 1) {
        const state = await readDirectory(truu, directory.id);
        const fields = Object.entries(patch);
        if (fields.every(([field, value]) => isSameSetting(field, state[field], value)))
            return state.version;
    }
    throw truuError(answer, operation);
};
/**
 * The fence: an empty patch, which changes nothing but the ETag, so that a secret which an interrupted run is still
 * setting gets 412. Returns the new ETag. Throws APPLY_OVERTAKEN when TruU holds another secret than `heldKeyId`, or when
 * any directory names one of `leavingKeyIds`: what was read before may have been a list that left one out.
 */
const fence = async (truu, directory, heldKeyId, leavingKeyIds) => {
    const operation = 'set a fence';
    const answer = await sendPatch(truu, directory, {}, operation);
    if (!answer_isOk(answer) && !(answer.status === 412 && answer.attempts > 1))
        throw truuError(answer, operation);
    const { version, credential } = await readDirectory(truu, directory.id);
    if (credential.secretKeyId !== heldKeyId || version === directory.etag)
        throw truuError({ ...answer, status: 412 }, operation);
    if (leavingKeyIds.length === 0)
        return version;
    const heldKeyIds = await readHeldKeyIds(truu);
    if (leavingKeyIds.some((keyId) => heldKeyIds.includes(keyId)))
        throw truuError({ ...answer, status: 412 }, operation);
    return version;
};
const sendPatch = (truu, directory, patch, operation) => truu.send({
    method: 'PATCH',
    path: `/api/v1/directories/${encodeURIComponent(directory.id)}`,
    body: patch,
    ifMatch: directory.etag,
    repeat: 'safe',
    operation,
});

;// CONCATENATED MODULE: ./build/truu/api/write/writer.js







/** Opens TruU's API to be written to. */
const createTruuWriter = (truu) => {
    const etags = openEtags();
    return {
        taker: { name: 'TruU', isTruu: true, uncertain: 'TRUU_SECRET_UNCERTAIN', leftover: 'the next run deletes it' },
        setSecret: async (to, credential) => {
            const sent = 'create' in to
                ? await postDirectory(truu, to.create, credential)
                : await putCredential(truu, etags.now(to), credential);
            if (sent.kind === 'accepted')
                etags.accepted('create' in to ? null : to, { id: sent.directoryId, etag: sent.etag });
            return sent;
        },
        readHeld: async (of) => {
            const state = await readState(truu, of);
            if (state === null)
                return null;
            const isSame = typeof of !== 'string' && !('create' in of) && state.version === etags.now(of).etag;
            return { directoryId: state.id, keyId: state.credential.secretKeyId, unchanged: isSame };
        },
        fence: async (directory, leavingKeyIds) => {
            const etag = await fence(truu, etags.now(directory), directory.heldKeyId, leavingKeyIds);
            etags.moved(directory, { id: directory.id, etag });
        },
        readHealth: async (id) => {
            const [sample, directory] = await Promise.all([readHealth(truu, id), readDirectory(truu, id)]);
            return { sample, directory };
        },
        runStep: (step, { directoryId }) => writer_runStep(truu, etags, step, directoryId),
        knownHealth: null,
    };
};
const readState = (truu, of) => {
    if (typeof of === 'string')
        return readDirectory(truu, of);
    return 'create' in of ? findDirectory(truu, of.create.configurationName) : readDirectory(truu, of.id);
};
const openEtags = () => {
    const next = new Map();
    const withSecret = new Map();
    const keyOf = (id, etag) => JSON.stringify([id, etag]);
    const newest = (id, etag) => {
        const moved = next.get(keyOf(id, etag));
        return moved === undefined || moved === etag ? etag : newest(id, moved);
    };
    const now = ({ id, version }) => {
        const first = version ?? withSecret.get(id);
        if (first === undefined)
            throw new ActionError('INTERNAL', 'This run set no secret in this directory.');
        return { id, etag: newest(id, first) };
    };
    const moved = (from, { id, etag }) => void next.set(keyOf(id, now(from).etag), etag);
    return {
        now,
        moved,
        accepted: (from, to) => {
            if (from !== null)
                moved(from, to);
            withSecret.set(to.id, to.etag);
        },
    };
};
const writer_runStep = async (truu, etags, step, created) => {
    switch (step.kind) {
        case 'update-directory': {
            const version = { id: step.directoryId, version: step.version };
            const etag = await patchDirectory(truu, etags.now(version), step.patch);
            etags.moved(version, { id: step.directoryId, etag });
            return 'updated the TruU directory';
        }
        case 'set-primary-user-identifier':
            await putPrimaryUserIdentifier(truu, step.value, step.version);
            return 'set the primary user identifier';
        case 'connect-cluster': {
            const directoryId = step.directoryId ?? created;
            if (directoryId === null)
                throw new ActionError('INTERNAL', 'There is no directory to connect the cluster to.');
            await putDirectoryConnection(truu, step.clusterId, directoryId, step.version);
            return 'connected the cluster to the directory';
        }
        case 'hand-off':
            throw new ActionError('INTERNAL', 'Nobody is asked where TruU has an API.');
    }
};

;// CONCATENATED MODULE: ./build/truu/console/keys.js

/** So long after a delivery Entra may not show its secret yet. One that it does not show later is gone. */
const lagMs = durationMs('PT1H');
/** A run tests a secret before it delivers it; the clocks of Entra and of the store differ by less. */
const ownLoginMs = durationMs('PT1M');
/**
 * The keys that a person is known to have been given: a delivery, a receipt or `adopt-secrets` names them. What Entra
 * reports of any other key says nothing about TruU. The newest first. Pure.
 */
const keysOf = (sources) => {
    const { secrets, recorded, receipts, adopted, usedOn, now } = sources;
    const shown = new Map(secrets.map((secret) => [secret.keyId, secret]));
    const deliveries = recorded.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
    const firstReceipt = new Map(receipts.toReversed().flatMap((one) => (one.keyId === null ? [] : [[one.keyId, one]])));
    const isYoung = ({ at }) => now.getTime() - Date.parse(at) < lagMs;
    const named = new Set([
        ...firstReceipt.keys(),
        ...[...adopted].filter((keyId) => shown.has(keyId)),
        ...deliveries.filter((one) => shown.has(one.keyId) || isYoung(one)).map(({ keyId }) => keyId),
    ]);
    return [...named]
        .map((keyId) => {
        const secret = shown.get(keyId);
        const first = deliveries.find((one) => one.keyId === keyId);
        const last = deliveries.findLast((one) => one.keyId === keyId);
        const expected = last !== undefined && isYoung(last) ? last.expiresOn : null;
        return {
            keyId,
            startsOn: secret?.startsOn ?? null,
            expiresOn: secret?.expiresOn ?? expected,
            hint: secret?.hint ?? null,
            recordedAt: first?.at ?? null,
            version: last?.version ?? null,
            confirmedAt: firstReceipt.get(keyId)?.at ?? null,
            confirmedBy: firstReceipt.get(keyId)?.by ?? null,
            usedOn: isUseOfOthers(usedOn[keyId], first) ? (usedOn[keyId] ?? null) : null,
            adopted: adopted.has(keyId),
        };
    })
        .toSorted((a, b) => newnessOf(b) - newnessOf(a) || (a.keyId < b.keyId ? -1 : 1));
};
/** The run that created a secret logged in with it, too, before it delivered it. */
const isUseOfOthers = (usedOn, delivery) => usedOn !== undefined && (delivery === undefined || Date.parse(usedOn) > Date.parse(delivery.at) + ownLoginMs);
/** A key that Entra does not show is as new as the word for it. */
const newnessOf = ({ startsOn, recordedAt, confirmedAt }) => Date.parse(startsOn ?? recordedAt ?? confirmedAt ?? '') || 0;
/** Whether a key still works, as far as its end says. A key that Entra does not show may be gone, and may be late. */
const isUnexpired = ({ expiresOn }, now) => expiresOn === null || Date.parse(expiresOn) > now.getTime();
/**
 * The key that TruU uses, as far as it is known: the newest in use, else the newest confirmed, else the newest adopted. One
 * that has expired is it only where no other can be. That a key was delivered does not make it one that TruU uses. Pure.
 */
const heldKeyOf = (keys, now) => {
    const known = keys.filter((key) => key.usedOn !== null || key.confirmedAt !== null || key.adopted);
    const alive = known.filter((key) => isUnexpired(key, now));
    const some = alive.length > 0 ? alive : known;
    return (some.find(({ usedOn }) => usedOn !== null) ??
        some.find(({ confirmedAt }) => confirmedAt !== null) ??
        some[0] ??
        null);
};
/** The newest key, where it was delivered and nobody has confirmed it: a person is to paste it. Pure. */
const waitingKeyOf = ([newest], now) => newest !== undefined && newest.recordedAt !== null && newest.confirmedAt === null && isUnexpired(newest, now)
    ? newest
    : null;

;// CONCATENATED MODULE: ./build/truu/console/known.js
/** What every surface shows of TruU's side. Pure. */
const knownOf = ({ held, confirmed, evidence, record, reportOf }) => ({
    evidence,
    keyId: held?.keyId ?? null,
    keyExpiresOn: held?.expiresOn ?? null,
    usedOn: held?.usedOn ?? null,
    readOn: record.now,
    reportOf,
    confirmedBy: confirmed?.by ?? null,
    confirmedAt: confirmed?.at ?? null,
    confirmedKeyId: confirmed?.keyId ?? null,
    confirmedFields: confirmed?.fields ?? null,
});

;// CONCATENATED MODULE: ./build/truu/console/ask.js





/** Whether the hand-off that is under way asks for exactly this. */
const isAskedFor = (current, { asksKey, keyId, fields }) => current !== null &&
    current.open &&
    current.request.asksKey === asksKey &&
    current.request.keyId === keyId &&
    JSON.stringify(current.request.fields) === JSON.stringify(fields);
/** Whether those who were asked are those whom the workflow names now. */
const isAskedOf = ({ asked }, assignees) => {
    const sorted = (logins) => logins
        .map((login) => login.toLowerCase())
        .toSorted()
        .join();
    return sorted(asked.map(({ login }) => login)) === sorted(assignees);
};
/**
 * Asks a person: in the issue that is open, or in a new one when a new key is needed, so that a key can be older than no
 * request for it. Throws HANDOFF_….
 */
const ask = async (context, request, state) => {
    const { current } = state;
    const needsNew = current === null || (request.asksKey && isOfAnotherKey(current, request, state));
    if (!needsNew)
        return rewrite(context, current.open ? current : { ...current, body: '' }, request, state);
    const opened = await openIssue(context, request, state);
    if (current !== null)
        await ask_close(context, current, state, 'replaced');
    return opened;
};
/** One issue for each key: a key that a person adds is asked for once more on `/truu again`. */
const isOfAnotherKey = ({ request: before }, { keyId }, { again }) => !before.asksKey || before.keyId !== keyId || (keyId === null && again);
const openIssue = async (context, request, state) => {
    const { desk, texts, assignees } = context;
    const asked = await desk.people(assignees);
    const marker = { request, asked, settled: false };
    // The code needs the number, which GitHub gives with the answer.
    const first = withMarker(texts.issue(viewOf(context, request, state, 'opening')), marker);
    const { number, url, createdAt } = await desk.open(first, assignees);
    const opened = { number, url, createdAt, ...marker, body: first.body, open: true, comments: [] };
    return rewrite(context, opened, request, state);
};
/** The issue as it is to be, by the spec and the world as they are now; a body that people edited is written again. */
const rewrite = async (context, issue, request, state) => {
    const { desk, assignees } = context;
    const asked = isAskedOf(issue, assignees) ? issue.asked : await desk.people(assignees);
    const view = viewOf(context, request, state, 'asked', codeOf(issue.number, request));
    const written = await ask_write(context, { ...issue, request, asked, open: true }, view);
    if (asked !== issue.asked)
        await desk.assign(issue.number, assignees);
    return written;
};
/** What was asked is confirmed, and Entra's report is waited for, or does not show it: nothing new is asked. */
const showConfirmed = (context, issue, state, stage) => ask_write(context, issue, viewOf(context, issue.request, state, stage));
/** Ends a hand-off. */
const ask_close = async (context, issue, state, reason) => {
    const { desk, texts } = context;
    await desk.comment(issue.number, texts.closing(reason));
    const view = viewOf(context, issue.request, state, 'closed');
    await ask_write(context, { ...issue, settled: true, open: false }, view);
};
const ask_write = async ({ desk, texts }, issue, view) => {
    const text = withMarker(texts.issue(view), issue);
    // Once its request is done an issue keeps the name of what it asked.
    const title = view.stage === 'asked' ? text.title : null;
    if (text.body !== issue.body || view.stage === 'closed')
        await desk.rewrite(issue.number, { ...text, title }, issue.open);
    return { ...issue, body: text.body };
};
/** What an issue shows. */
const viewOf = (context, request, state, stage, code = null) => {
    const now = new Date(state.record.now);
    const [older = null] = state.keys
        .slice(1)
        .flatMap((key) => key.expiresOn !== null && isUnexpired(key, now) ? [{ keyId: key.keyId, expiresOn: key.expiresOn }] : []);
    return {
        ask: askOf(context, request, state),
        known: knownOf(state),
        isPublic: state.record.isPublic,
        stage,
        code,
        older,
    };
};
/** What is asked of a person, as data; the client id is null while there is no registration. Pure. */
const askOf = ({ assignees, secret, adminCenter, place, linkTo }, { asksKey, keyId, fields }, { confirmed, held, keys }) => {
    const before = confirmed?.fields ?? null;
    const { version = null, hint = null } = keys.find((key) => key.keyId === keyId) ?? {};
    const isDelivered = keyId !== null && version !== null && linkTo !== null;
    return {
        ...{ asksKey, first: held === null, fields, before, assignees, secret, adminCenter, place },
        delivered: isDelivered ? { keyId, url: linkTo(version), hint } : null,
        differing: before === null ? consoleFieldNames : differingFields(before, fields),
        placeBefore: confirmed?.place ?? null,
    };
};
const withMarker = ({ title, body }, marker) => ({
    title,
    body: `${issueMarker(marker)}\n${body}`,
});
/** What is asked for now; null while there is no registration. A key that was delivered is asked for until it is confirmed. */
const requestOf = ({ wanted, place, keys, record }, asksKey) => {
    if (wanted === null)
        return null;
    if (place.kind === 'portal')
        return { asksKey, keyId: null, fields: wanted };
    const waiting = waitingKeyOf(keys, new Date(record.now));
    return { asksKey: waiting !== null, keyId: waiting?.keyId ?? null, fields: wanted };
};

;// CONCATENATED MODULE: ./build/truu/console/unreadable.js

/** HANDOFF_EVIDENCE_UNREADABLE by what Entra said; null: the cloud has no such report, so it was not requested. Pure. */
const unreadableError = (unread) => {
    if (unread === null)
        return new ActionError(code, 'This cloud has no report of sign-ins by credential.', {
            fix: 'Set the input "evidence" to none: then the word of a person alone is judged.',
        });
    const { reason, error } = unread;
    const { evidence, requestId } = error;
    const details = { evidence, requestId, cause: error };
    switch (reason) {
        case 'unlicensed':
            return new ActionError(code, unreadable_unlicensed, {
                ...details,
                // Entra's own sentence comes first; the permissions that follow are not what is missing.
                evidence: evidence.slice(0, 1),
                fix: 'Set the input "evidence" to none: then the word of a person alone is judged. Or assign the tenant Entra ID P1.',
            });
        case 'refused':
            return new ActionError(code, error.message, details);
        case 'failed':
        case 'format':
            return new ActionError(code, error.message, { ...details, fix: error.fix });
    }
};
const code = 'HANDOFF_EVIDENCE_UNREADABLE';
const unreadable_unlicensed = 'Entra refuses this tenant the report of sign-ins by credential, which needs an Entra ID P1 license.';

;// CONCATENATED MODULE: ./build/truu/console/judge.js






/** So long after a confirmation Entra's report may still show nothing of it: a daily batch, up to two days late. */
const unseenMs = durationMs('P7D');
/** A key that was not used for so long is not known to work at TruU. */
const usedWithinMs = durationMs('P28D');
/** So long after a confirmation the Identity Servers may still log in with the key before it. */
const handOverMs = durationMs('PT1H');
/** What the record and the evidence say of a run. Pure. */
const judge_judge = (state, context) => {
    const rows = [
        evidenceRow(state, context),
        compromisedRow(state, context),
        stuckRow(state),
        stateRow(state, context),
        fieldsRow(state, context),
    ];
    const { current } = state;
    const warnings = rows.flatMap(({ warning }) => warning ?? []);
    const waits = warnings.some(({ code }) => waitingCodes.has(code));
    return {
        ...judge_healthOf(state, context),
        failures: [...failuresOfAnswers(state), ...rows.flatMap(({ red }) => red ?? [])],
        warnings,
        waiting: waits,
        actBefore: rows.some(asksAPerson) ? judge_endOf(state, context) : null,
        issueUrl: current?.url ?? null,
    };
};
/** When what TruU may still use stops working: the secret that it uses, or the one before where a word alone tells of the next. */
const judge_endOf = ({ keys, held }, { asksKey, now }) => {
    if (asksKey)
        return held?.expiresOn ?? null;
    const older = keys.slice(1).filter((key) => isUnexpired(key, now));
    return (older
        .flatMap(({ expiresOn }) => expiresOn ?? [])
        .toSorted()
        .at(-1) ?? null);
};
const asksAPerson = ({ red, warning }) => {
    const code = (red ?? warning)?.code;
    return code !== undefined && (waitingCodes.has(code) || code === 'HANDOFF_UNPROVEN');
};
const waitingCodes = new Set([
    'HANDOFF_WAITING',
    'HANDOFF_REPORT_PENDING',
    'HANDOFF_UNSEEN',
    'HANDOFF_OVERDUE',
]);
/** Whether a person said that everything which is wanted stands in the console. */
const isConfirmedNow = ({ confirmed, wanted }) => wanted !== null && isConfirmed(confirmed?.fields ?? null, wanted);
const isUsed = ({ usedOn }, now) => usedOn !== null && now.getTime() - Date.parse(usedOn) <= usedWithinMs;
/** Whether Entra's report can say that a key is used: declared, readable, and not silent on the whole app. */
const hasEvidence = ({ evidence }) => evidence === 'readable';
/** Health is a person's word for the held key and the fields, and Entra's report of the key where it can be had. */
const judge_healthOf = (state, { now }) => {
    const { held, evidence } = state;
    const known = (health, healthSource = null) => ({
        health,
        healthSource,
    });
    if (held === null)
        return known('not-asked');
    if (evidence === 'unreadable')
        return known('unknown');
    if (!isUnexpired(held, now))
        return known('not-healthy');
    // Its use and the word for it are of before Entra lost it: what is not shown may be late, and may be deleted.
    if (held.expiresOn === null)
        return known('unknown');
    const said = held.confirmedAt !== null || (held.adopted && state.confirmed !== null);
    const used = isUsed(held, now);
    if (!hasEvidence(state))
        return said && isConfirmedNow(state) ? known('healthy', 'person') : known('unknown');
    if (!used)
        return known('unknown');
    if (said && isConfirmedNow(state))
        return known('healthy', 'entra+person');
    return held.adopted && state.confirmed === null ? known('healthy', 'entra') : known('unknown');
};
const evidenceRow = (state, { now }) => {
    const { evidence, keys, unread } = state;
    // Without a key that somebody may use there is nothing to be seen.
    if (evidence === 'unreadable' && !keys.every(isUnconfirmed))
        return { red: unreadableError(unread) };
    const [newest] = keys;
    if (newest !== undefined && isUnconfirmed(newest))
        return {};
    // Right after a confirmation the report cannot show anything yet, and the row of the key says so.
    if (evidence !== 'silent' || newest === undefined || proofOf(state, newest, now) === 'waiting')
        return {};
    const message = "Entra's report of sign-ins by credential shows nothing of this registration, so a person's word alone is judged.";
    return { warning: new ActionError('HANDOFF_EVIDENCE_SILENT', message) };
};
/** A secret that the workflow says has leaked works until its successor is seen in use. */
const compromisedRow = (state, { compromised }) => {
    if (compromised === null)
        return {};
    if (!state.keys.some(({ keyId }) => keyId === compromised))
        return { red: judge_notOurs(compromised) };
    const isSeen = state.evidence !== 'not-declared';
    const message = isSeen
        ? 'The compromised secret still works: it is deleted once a newer one is confirmed and seen in use, later than its own last use.'
        : 'The compromised secret still works. Without evidence of which secret TruU uses, this action does not delete it.';
    const fix = isSeen
        ? 'Follow the hand-off issue, then run apply again. To stop it at once, delete it in the Entra admin center under Certificates & secrets: TruU then cannot log in until it has a new secret.'
        : 'Follow the hand-off issue. Once the directory is Healthy with the new secret, delete the compromised one in the Entra admin center under Certificates & secrets.';
    const evidence = [{ name: 'Key ID', value: compromised }, ...judge_whereOf(state)];
    return { red: new ActionError('HANDOFF_WAITING', message, { fix, evidence }) };
};
/** Nobody is known to have been given it, so that no successor of it is waited for. */
const judge_notOurs = (compromised) => new ActionError('HANDOFF_WAITING', 'The compromised secret still works: no hand-off names it, so this action does not delete it.', {
    fix: 'Delete it in the Entra admin center under Certificates & secrets.',
    evidence: [{ name: 'Key ID', value: compromised }],
});
/** So many secrets of ours of which no delivery is on record: one more would end as they did. */
const maxUnrecorded = 3;
/** Whether earlier runs created secrets and did not deliver them, so often that no further one is created. */
const isStuck = ({ unrecorded }) => unrecorded.length >= maxUnrecorded;
const stuckRow = (state) => {
    if (!isStuck(state))
        return {};
    const { unrecorded } = state;
    const message = `${unrecorded.length} client secrets that earlier runs created were not handed off, so no further one is created.`;
    const evidence = unrecorded.map(({ keyId, expiresOn }) => ({
        name: 'Key ID',
        value: `${keyId}, expires ${expiresOn.slice(0, 10)}`,
    }));
    return { red: new ActionError('HANDOFF_STUCK', message, { evidence }) };
};
/** Delivered, and nobody has confirmed it. */
const isUnconfirmed = ({ recordedAt, confirmedAt }) => recordedAt !== null && confirmedAt === null;
/** The rows on the key: the first that fits decides. */
const stateRow = (state, context) => {
    const { held } = state;
    if (held === null)
        return { red: waiting('Nobody has confirmed yet that TruU has a client secret.', state) };
    const newest = state.keys[0] ?? held;
    if (newest.confirmedAt !== null && proofOf(state, newest, context.now) === 'waiting')
        return unseenRow(state, newest, context);
    if (context.asksKey)
        return askedRow(state, held, context);
    return olderRow(state, newest, context);
};
/**
 * What proves that TruU uses a confirmed key: its use, or the word alone where use is not declared. A report without a row of
 * the registration is waited for like any other, and then judged as none.
 */
const proofOf = (state, key, now) => {
    switch (state.evidence) {
        case 'not-declared':
            return 'word';
        case 'unreadable':
            return 'unreadable';
        case 'silent':
            return isLate(key, now) ? 'word' : 'waiting';
        case 'readable':
            return key.usedOn !== null && !wentBack(state, key) ? 'use' : 'waiting';
    }
};
const isLate = ({ confirmedAt }, now) => now.getTime() - Date.parse(confirmedAt ?? '') >= unseenMs || confirmedAt === null;
/** An older key logged in after the newest one was confirmed, and after its last use. */
const wentBack = ({ keys }, newest) => keys.some(({ keyId, usedOn }) => keyId !== newest.keyId &&
    usedOn !== null &&
    Date.parse(usedOn) > Date.parse(newest.confirmedAt ?? '') + handOverMs &&
    (newest.usedOn === null || Date.parse(usedOn) > Date.parse(newest.usedOn)));
/** Whether nothing is left to wait for: what was asked is confirmed, and the newest key is in use where that can be seen. */
const isSettledNow = (state, now) => {
    const [newest] = state.keys;
    if (newest === undefined || isUnconfirmed(newest) || !isConfirmedNow(state))
        return false;
    const proof = proofOf(state, newest, now);
    return proof === 'use' || proof === 'word';
};
/** What Entra's report says against the confirmation of the newest key, by now; null: nothing. */
const doubtOf = (state, now) => {
    const [newest] = state.keys;
    if (newest === undefined || newest.confirmedAt === null || proofOf(state, newest, now) !== 'waiting')
        return null;
    if (wentBack(state, newest))
        return 'went-back';
    return isLate(newest, now) ? 'unseen' : null;
};
const unseenRow = (state, newest, { now }) => {
    const evidence = [
        { name: 'Key ID', value: newest.keyId },
        { name: 'Confirmed', value: `${newest.confirmedAt ?? ''} by ${newest.confirmedBy ?? ''}` },
        ...judge_whereOf(state),
    ];
    const doubt = doubtOf(state, now);
    const message = doubt === 'went-back'
        ? 'Entra reports a login with an older key after the newest one was confirmed.'
        : "The newest key is confirmed, and Entra's report does not show a login with it yet.";
    return doubt === null
        ? { warning: new ActionError('HANDOFF_REPORT_PENDING', message, { evidence }) }
        : { red: new ActionError('HANDOFF_UNSEEN', message, { evidence }) };
};
const askedRow = (state, held, { now, renewBefore }) => {
    if (held.expiresOn === null) {
        const message = 'Entra does not show the secret that TruU uses any more, and nobody has set a new one.';
        return { red: new ActionError('HANDOFF_OVERDUE', message, { evidence: judge_whereOf(state) }) };
    }
    const leftMs = Date.parse(held.expiresOn) - now.getTime();
    const end = held.expiresOn.slice(0, 10);
    const isAsked = state.place.kind === 'portal' || state.keys.some(isUnconfirmed);
    const next = isAsked ? 'A new client secret is asked for.' : 'A new client secret is due, and renew delivers it.';
    if (leftMs > durationMs(renewBefore) / 2)
        return { warning: waiting(`${next} TruU's secret works until ${end}.`, state, isAsked ? {} : { fix: runRenew }) };
    const message = leftMs > 0 ? `TruU's secret ends on ${end}, and nobody has set a new one.` : `TruU's secret ended on ${end}.`;
    return { red: new ActionError('HANDOFF_OVERDUE', message, { evidence: judge_whereOf(state) }) };
};
/** Green, since a directory that nobody uses may not log in; and to be seen, since one that cannot log in looks the same. */
const idleRow = ({ held }, now) => {
    if (held === null || held.usedOn === null || held.expiresOn === null || isUsed(held, now))
        return {};
    const message = `Entra's report shows no login with the secret that TruU uses since ${held.usedOn.slice(0, 10)}.`;
    const fix = 'Open the directory in the TruU Admin Console and check that it is Healthy. A directory that nobody uses may not log in.';
    const evidence = [{ name: 'Key ID', value: held.keyId }];
    return { warning: new ActionError('HANDOFF_UNSEEN', message, { fix, evidence }) };
};
/** Without evidence a person's word is all there is: the older key is what TruU may still use. */
const olderRow = (state, newest, { now }) => {
    if (hasEvidence(state))
        return idleRow(state, now);
    const older = state.keys.filter((key) => key !== newest && key.expiresOn !== null && isUnexpired(key, now));
    const last = older.toSorted((a, b) => Date.parse(b.expiresOn ?? '') - Date.parse(a.expiresOn ?? ''))[0];
    if (last === undefined)
        return {};
    const message = `The previous key ends on ${(last.expiresOn ?? '').slice(0, 10)}, and Entra's report cannot show whether TruU still uses it.`;
    const evidence = [{ name: 'Key ID', value: last.keyId }];
    return { warning: new ActionError('HANDOFF_UNPROVEN', message, { evidence }) };
};
const fieldsRow = (state, { strict, asksFields }) => {
    const { held, confirmed } = state;
    if (held === null || !asksFields)
        return {};
    if (confirmed !== null) {
        const changed = waiting('Fields of the directory changed, and nobody has confirmed them in the console.', state);
        return strict ? { red: changed } : { warning: changed };
    }
    const unchecked = waiting('Nobody has confirmed the fields of the existing directory.', state);
    // An existing connection that Entra shows in use works; without that evidence only a person can say so.
    return strict && !hasEvidence(state) ? { red: unchecked } : { warning: unchecked };
};
const judge_whereOf = ({ current }) => current === null ? [] : [{ name: 'Issue', value: current.url }];
const runRenew = 'Run renew, or wait for its next scheduled run: it opens the hand-off issue.';
const waiting = (message, state, more = {}) => new ActionError('HANDOFF_WAITING', message, { evidence: judge_whereOf(state), ...more });

;// CONCATENATED MODULE: ./build/truu/console/reminder.js




const reminder_dayMs = durationMs('P1D');
/** Days before the end on which a person is told that a previous key ends, where only a person can tell which is used. */
const unprovenDays = [14, 7, 1];
/** What to remind of; null: nobody is to be reminded now. Pure. */
const reminderOf = (state, context) => {
    const { current, record } = state;
    const issue = current ?? record.issues.findLast(({ request }) => request.fields.clientId === state.wanted?.clientId);
    if (issue === undefined)
        return null;
    const { stage, times } = deadlinesOf(state, context);
    const last = issue.comments
        .filter(({ ours }) => ours)
        // By GitHub's clock: the marker can be edited by everyone with write access.
        .flatMap(({ body, createdAt }) => (readReminderMarker(body) === null ? [] : [createdAt]))
        .at(-1);
    const sinceMs = Date.parse(last ?? issue.createdAt);
    const nowMs = context.now.getTime();
    return times.some((time) => time <= nowMs && time > sinceMs) ? { issue, stage } : null;
};
/** What is late, and when that is told. */
const deadlinesOf = (state, { asksKey, renewBefore, now }) => {
    const endsOn = state.held?.expiresOn ?? null;
    if (asksKey && endsOn !== null)
        return { stage: 'asked', times: overdueTimes(Date.parse(endsOn), durationMs(renewBefore)) };
    const doubt = doubtOf(state, now);
    return doubt === null
        ? { stage: 'closed', times: unprovenTimes(state, now) }
        : { stage: doubt, times: unseenTimes(Date.parse(state.keys[0]?.confirmedAt ?? '')) };
};
/** From half of renewBefore on: weekly, and daily in the last week. GitHub tells nobody of an edit. */
const overdueTimes = (endMs, renewBeforeMs) => {
    const lastWeek = endMs - 7 * reminder_dayMs;
    const first = endMs - renewBeforeMs / 2;
    const weeks = Math.max(0, Math.ceil((lastWeek - first) / (7 * reminder_dayMs)));
    return [
        ...Array.from({ length: weeks }, (_, week) => first + week * 7 * reminder_dayMs),
        ...Array.from({ length: 8 }, (_, day) => lastWeek + day * reminder_dayMs),
    ];
};
/** Weekly, from the day on which the report should have shown it. */
const unseenTimes = (confirmedMs) => Array.from({ length: 4 }, (_, week) => confirmedMs + (week + 1) * 7 * reminder_dayMs);
const unprovenTimes = ({ evidence, keys }, now) => {
    if (evidence === 'readable' || evidence === 'unreadable')
        return [];
    return keys
        .slice(1)
        .filter((key) => key.expiresOn !== null && isUnexpired(key, now))
        .flatMap(({ expiresOn }) => unprovenDays.map((days) => Date.parse(expiresOn ?? '') - days * reminder_dayMs));
};

;// CONCATENATED MODULE: ./build/truu/console/attend.js







/**
 * Serves the hand-off that is under way: answers what people said, asks what is still to be done, reminds of what is late,
 * and closes what is settled. Returns the state with what it asked. Throws HANDOFF_….
 */
const attend = async (context, state, still) => {
    const { handOff } = state;
    if (handOff === null)
        return state;
    const given = [];
    const isAgain = ({ kind }) => kind === 'again';
    for (const answer of handOff.answers.filter((one) => !isAgain(one)))
        given.push(await reply(context, handOff, answer));
    const current = await attend_next(context, handOff, still);
    // The answer ends the word: it comes once the new request stands.
    for (const answer of handOff.answers.filter(isAgain))
        given.push(await reply(context, handOff, answer));
    await closeReplaced(context, handOff, current);
    const late = reminderOf({ ...handOff, current }, still);
    if (late !== null)
        await remind(context, { ...handOff, current }, late);
    const again = handOff.again && handOff.place.kind !== 'portal';
    return { ...state, handOff: { ...handOff, current, again, answers: [], given } };
};
const attend_next = async (context, handOff, { asksKey, asksFields, now }) => {
    const { current } = handOff;
    const asksAnother = handOff.again && handOff.place.kind === 'portal';
    const request = requestOf(handOff, asksKey || asksAnother);
    // A key that is due and that a run creates is asked for once it is delivered.
    if (request !== null && (asksFields || request.asksKey))
        return ask(context, request, handOff);
    if (current === null)
        return null;
    const isWaiting = !isSettledNow(handOff, now);
    // Also where nothing new may be asked: what people were asked stays asked, by the spec as it is now.
    const asksKeyYet = isWaiting && waitsForKey(handOff, current);
    if (asksKeyYet || (isWaiting && !isConfirmedNow(handOff))) {
        const request = requestOf(handOff, asksKeyYet);
        return request === null ? current : ask(context, request, handOff);
    }
    if (isWaiting)
        return showConfirmed(context, current, handOff, doubtOf(handOff, now) ?? 'confirmed');
    await ask_close(context, current, handOff, isOfLostKey(handOff, current) ? 'gone' : 'settled');
    return null;
};
/** Whether the issue is of a key that was delivered, and that neither Entra nor a person knows any more. */
const isOfLostKey = ({ keys }, { request: { keyId: asked } }) => asked !== null && !keys.some(({ keyId }) => keyId === asked);
/** Whether a person was asked for a secret, as by `/truu again`, and has named none on this issue. */
const waitsForKey = ({ answers }, current) => current.request.asksKey &&
    receiptsOf([current]).every(({ keyId }) => keyId === null) &&
    !answers.some(({ kind, issue }) => kind === 'receipt' && issue === current.number);
/** Of two open issues only the newest asks: a run that ended in between, or two runs at once, may have left another. */
const closeReplaced = async (context, handOff, current) => {
    if (current === null)
        return;
    const { record, wanted, current: before } = handOff;
    const others = record.issues.filter(({ open, settled, number, request }) => open && !settled && number < current.number && request.fields.clientId === wanted?.clientId);
    // The one that was current at first is closed by what replaced it.
    for (const issue of others.filter(({ number }) => number !== before?.number))
        await ask_close(context, issue, handOff, 'replaced');
};
/** An answer is a comment, which names what it answers: it is given once. */
const reply = async (context, handOff, answer) => {
    const { desk, texts } = context;
    const { current } = handOff;
    const request = current === null ? null : requestOf(handOff, current.request.asksKey);
    const view = current === null || request === null
        ? null
        : viewOf(context, request, handOff, 'asked', codeOf(current.number, request));
    return giveAnswer(desk, answer, (given) => texts.answer(given, view));
};
/** A deadline is a new comment, since GitHub tells nobody of an edit. */
const remind = async (context, handOff, { issue, stage }) => {
    const view = viewOf(context, issue.request, handOff, stage, codeOf(issue.number, issue.request));
    await context.desk.comment(issue.number, `${reminderMarker(handOff.record.now)}\n${context.texts.reminder(view)}`);
};

;// CONCATENATED MODULE: ./build/truu/console/read.js



/** What people were asked for one tenant and said, and what was delivered to them. Throws HANDOFF_…, AUTH_…. */
const readRecord = async ({ desk, store }, tenant, { anyoneMayConfirm, typed }) => {
    // First: what cannot be read there is to cost nothing.
    const recorded = store === null ? [] : await store.list();
    const marked = (await desk.issues()).flatMap((issue) => {
        const marker = readIssueMarker(issue.body);
        return marker?.request.fields.tenantId === tenant ? [{ issue, marker }] : [];
    });
    const ours = marked.filter(({ issue }) => issue.ours);
    const issues = [];
    for (const { issue, marker } of ours) {
        const comments = await readComments(desk, issue, anyoneMayConfirm && !marker.settled);
        issues.push({ ...issueOf(issue), ...marker, comments });
    }
    const ofOtherAccounts = marked.flatMap(({ issue: { ours, open, app, url }, marker }) => ours || !open || marker.settled || app === null
        ? []
        : [{ url, account: app, clientId: marker.request.fields.clientId }]);
    const mayWrite = typed !== null && anyoneMayConfirm ? await desk.mayWrite(typed.by.login) : null;
    const isPublic = await desk.isPublic();
    const now = desk.now();
    return {
        now,
        recorded,
        isPublic,
        issues,
        ofOtherAccounts,
        typed: typed === null ? null : commentOf(typed, mayWrite, now),
    };
};
/** Judged by the rules of a comment. Its id is below zero, where GitHub has no comment, so that it is answered once. */
const commentOf = ({ command, by, run }, mayWrite, now) => ({
    ...{ id: -run, author: { ...by, bot: false }, ours: false, mayWrite, createdAt: now },
    ...{ body: `/truu done ${command}`, edited: false, viaEmail: false },
});
const issueOf = ({ number, url, open, createdAt, body }) => ({ number, url, open, createdAt, body });
/** Who has write access is asked only of those who command, where it decides, and of those who post a secret. */
const readComments = async (desk, { number }, asksAccess) => {
    const access = new Map();
    const comments = [];
    for (const comment of await desk.comments(number)) {
        const { author, ours, body } = comment;
        const login = author?.login ?? '';
        const isOfPerson = !ours && author?.bot === false;
        const matters = isOfPerson && ((asksAccess && commandIn(body) !== null) || holdsSecret(body));
        if (matters && !access.has(login))
            access.set(login, await desk.mayWrite(login));
        comments.push({ ...comment, mayWrite: access.get(login) ?? null });
    }
    return comments;
};

;// CONCATENATED MODULE: ./build/truu/console/refuse-rotation.js




/**
 * Why a renewal may not deliver a secret that is due: nobody reviews it, so that it delivers only where the last secret
 * went, and does not send to a store that refused the last one. Apply does both. Pure.
 */
const refuse_rotation_refuseRotation = ({ handOff }, renewOnly) => {
    if (handOff === null || !renewOnly || handOff.place.kind === 'portal')
        return [];
    const { place } = handOff;
    const last = lastPlaceOf(handOff);
    if (last === null || !isSamePlace(last, place)) {
        const message = 'A new client secret would go to another place than the last one, and a renewal does not decide that.';
        const evidence = [
            { name: 'Last place', value: last === null ? 'not known' : placeText(last) },
            { name: 'Place of the inputs', value: placeText(place) },
        ];
        return [new ActionError('HANDOFF_PLACE_CHANGED', message, { evidence })];
    }
    const refusedAt = refusalOf(handOff);
    if (refusedAt === null)
        return [];
    const message = `The key vault refused the last client secret on ${refusedAt.slice(0, 10)}, and a renewal does not try it again.`;
    return [
        new ActionError('HANDOFF_VAULT_REFUSED', message, { evidence: [{ name: 'Place', value: placeText(place) }] }),
    ];
};
const placeText = (place) => place.kind === 'portal' ? 'the Entra admin center' : `secret ${place.secret} of the key vault ${place.vault}`;
/**
 * Where the last secret went, by the receipts, and by what nobody has confirmed yet; null: not known. A version is the word of
 * the very store that is judged, so that it counts only for a key of which a run made it: one that Entra shows, and that
 * neither a person nor the workflow knows from elsewhere.
 */
const lastPlaceOf = (state) => {
    // Of a receipt for fields alone, the place is that of no secret.
    const receipt = state.receipts.findLast(({ keyId }) => keyId !== null) ?? null;
    const waiting = state.keys.find(({ recordedAt, startsOn, confirmedAt, adopted }) => recordedAt !== null && startsOn !== null && confirmedAt === null && !adopted);
    const delivered = waiting?.recordedAt ?? null;
    if (delivered === null)
        return receipt?.place ?? null;
    return receipt !== null && Date.parse(receipt.at) > Date.parse(delivered) ? receipt.place : state.place;
};
/** When the newest version of this registration was stored, RFC 3339; null: there is none. */
const newestDelivery = ({ record, wanted }) => record.recorded
    .filter(({ appId }) => appId === wanted?.clientId)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .at(-1)?.at ?? null;
/** When the place refused a secret that no later one followed, RFC 3339; null: it did not. */
const refusalOf = (state) => {
    const { record, wanted, place } = state;
    const refusedAt = record.issues
        .filter(({ request }) => request.fields.clientId === wanted?.clientId)
        .flatMap(({ comments }) => comments)
        .filter(({ ours, edited }) => ours && !edited)
        .flatMap(({ body, createdAt }) => {
        const refused = readRefusalMarker(body);
        return refused !== null && isSamePlace(refused.place, place) ? [earlierOf(refused.at, createdAt)] : [];
    })
        .toSorted()
        .at(-1);
    const delivered = newestDelivery(state);
    if (refusedAt === undefined)
        return null;
    return delivered !== null && Date.parse(delivered) > Date.parse(refusedAt) ? null : refusedAt;
};

;// CONCATENATED MODULE: ./build/truu/console/secret-roles.js



/**
 * Roles by the record of people: a key that it names is held, waiting or kept; any other is foreign. Nothing is orphaned
 * here, and nothing is deleted for being old: only a compromised key goes, once its successor is confirmed and in use, and a
 * key that has expired.
 */
const secret_roles_classifySecrets = (secrets, context) => ({
    roleOf: new Map(secrets.map((secret) => [secret.keyId, secret_roles_roleOf(secret, context)])),
    // Later than any secret: no orphan is looked for.
    orphanedSince: '9999-12-31T23:59:59Z',
});
const secret_roles_roleOf = (secret, context) => {
    const { keyId, compromised } = secret;
    const { handOff, entraNow } = context;
    const key = handOff?.keys.find((one) => one.keyId === keyId);
    if (handOff?.unrecorded.some((one) => one.keyId === keyId))
        return roleOfUnrecorded(secret);
    if (handOff === null || key === undefined)
        return isOursAndExpired(secret, context) ? 'expired' : 'foreign';
    const { held, keys } = handOff;
    if (keyId === held?.keyId)
        return 'held';
    if (!isUnexpired(key, entraNow))
        return 'expired';
    const isNewer = held === null || keys.indexOf(key) < keys.indexOf(held);
    if (isNewer)
        return key.confirmedAt === null ? 'recorded' : 'waiting';
    return compromised && isReplaced(held.usedOn, held.confirmedAt, key.usedOn) ? 'due' : 'kept';
};
/** A run tests what it creates; its login is no later. */
const testedWithinMs = durationMs('PT1H');
/** Anybody can make our tag: Entra's audit log, and a use by others than the run that created it, speak against it. */
const roleOfUnrecorded = ({ addedByAnother, startsOn, lastUsedOn }) => {
    if (addedByAnother)
        return 'foreign';
    const isUsed = lastUsedOn !== null && Date.parse(lastUsedOn) > Date.parse(startsOn) + testedWithinMs;
    return isUsed ? 'unvouched' : 'unrecorded';
};
/** One that this action created, of which nobody knows any more: it opens no door. */
const isOursAndExpired = (secret, { consumer, appId, entraNow }) => !isUnexpired(secret, entraNow) && judgeTag(secret.displayName, { ...secret, consumer, appId }) === 'ours';
/** The successor is confirmed, and logged in later than the key that is to go. */
const isReplaced = (usedOn, confirmedAt, before) => confirmedAt !== null && usedOn !== null && (before === null || Date.parse(usedOn) > Date.parse(before));

;// CONCATENATED MODULE: ./build/truu/console/steps.js
/** One step for everything: a person is asked once, in the order of TruU's guide. */
const steps_toSteps = ({ secret, directory, observed, ...changes }) => {
    const addresses = [
        ...(secret?.changes ?? []),
        ...(changes.settings?.changes ?? []),
        ...(changes.primaryUserIdentifier?.changes ?? []),
        ...(changes.cluster?.changes ?? []),
    ];
    if (addresses.length === 0)
        return [];
    const { secretSteps, entraSteps } = changes;
    const id = 'hand-off';
    return [
        {
            id,
            kind: id,
            changes: addresses,
            // No first secret is asked for before consent; a due renewal never waits for it.
            dependsOn: [...(directory === null ? entraSteps : []), ...secretSteps],
            asksKey: secret !== null,
            handOff: observed.handOff,
        },
    ];
};

;// CONCATENATED MODULE: ./build/truu/console/rules.js








/** People are believed; TruU was not asked. */
const rules_words = {
    noDirectory: 'nobody has confirmed a directory of this registration yet',
    noSecret: 'nobody has confirmed yet that TruU has a secret of this registration',
    noConnection: 'nobody has confirmed the connection yet',
    notHeld: 'nobody confirmed as the one that TruU has',
};
/** How the console connection judges secrets and carries changes out. */
const rulesOf = (context) => {
    const delivers = context.place.kind !== 'portal';
    return {
        words: rules_words,
        ...{ createsSecrets: delivers, setsSecrets: false, place: context.place, classifySecrets: secret_roles_classifySecrets, toSteps: steps_toSteps, refuseRotation: refuse_rotation_refuseRotation },
        isAsked: ({ handOff }, asksKey) => {
            if (handOff === null)
                return false;
            // A key that is due is created first, where the action delivers it; it is not while earlier ones went astray.
            if (delivers && asksKey)
                return isStuck(handOff);
            const request = requestOf(handOff, asksKey);
            const asksAnother = handOff.again && !delivers;
            return request !== null && !asksAnother && isAskedFor(handOff.current, request);
        },
        judge: (state, given) => {
            const { handOff } = state;
            if (handOff === null)
                throw new ActionError('INTERNAL', 'There is no record of hand-offs.');
            const of = withWaiting(state, given);
            const fields = handOff.wanted ?? { ...context.fields, clientId: null };
            const keyId = given.asksKey ? null : (waitingOf(state)?.keyId ?? null);
            return {
                ...judge_judge(handOff, of),
                known: knownOf(handOff),
                ask: of.asksKey || of.asksFields ? askOf(context, { asksKey: of.asksKey, keyId, fields }, handOff) : null,
            };
        },
    };
};
const waitingOf = ({ handOff }) => handOff === null ? null : waitingKeyOf(handOff.keys, new Date(handOff.record.now));
/** What is left to do, a key that was delivered and that nobody has confirmed among it. Pure. */
const withWaiting = (state, still) => ({
    ...still,
    asksKey: still.asksKey || waitingOf(state) !== null,
});

;// CONCATENATED MODULE: ./build/truu/console/other-accounts.js

/**
 * Refuses to go on beside a hand-off of the same registration that another app opened and did not close: what people said
 * there cannot be told from what anybody says, and a second issue would ask them twice. Only an app's issue counts. A marker
 * can be copied by everyone who can read one, and an issue can be opened by everyone who can see the repository, but only an
 * app that the repository has installed opens one as an app. Throws HANDOFF_ACCOUNT_CHANGED.
 */
const refuseOtherAccounts = ({ ofOtherAccounts }, clientId) => {
    const others = ofOtherAccounts.filter((one) => one.clientId === clientId);
    if (others.length === 0)
        return;
    const message = 'A hand-off of this registration is under way in an issue that another account opened.';
    throw new ActionError('HANDOFF_ACCOUNT_CHANGED', message, {
        evidence: others.flatMap(({ url, account }) => [
            { name: 'Issue', value: url },
            { name: 'Opened by', value: account },
        ]),
    });
};

;// CONCATENATED MODULE: ./build/truu/console/settle.js





/**
 * TruU's side as the record of people and Entra's report tell it. A missing receipt makes the fields unknown; the directory
 * counts as existing as soon as one key of it is known. Pure. Throws HANDOFF_ACCOUNT_CHANGED.
 */
const settle = (state, query, registration, policy) => {
    const record = state.handOff?.record;
    if (record === undefined)
        return state;
    const handOff = settle_handOffOf(record, query, registration, policy);
    const directory = directoryOf(handOff, query, registration);
    const attested = directory === null ? null : (handOff.confirmed?.fields ?? null);
    return {
        ...state,
        handOff,
        directories: directory === null ? [] : [directory],
        heldKeyIds: handOff.keys.filter((key) => key === handOff.held || key.recordedAt !== null).map(({ keyId }) => keyId),
        primaryUserIdentifier: query.managesPrimaryUserIdentifier
            ? { value: attested?.primaryUserIdentifier ?? null, version: '' }
            : null,
        cluster: query.cluster === null ? null : clusterOf(query.cluster, attested, directory),
    };
};
/** A person connects what the spec names, so it is taken to be there. */
const clusterOf = (name, attested, directory) => {
    const value = attested?.cluster === name ? (directory?.id ?? null) : null;
    return { names: [name], found: { id: name, connection: { value, version: '' } } };
};
const settle_handOffOf = (record, { settings, primaryUserIdentifier, cluster, tenantId, lifetime, adoptSecrets }, { appId, secrets, use, now }, { assignees, evidence: declared, place, consumer }) => {
    const wanted = appId === null ? null : { ...settings, tenantId, clientId: appId, primaryUserIdentifier, cluster };
    refuseOtherAccounts(record, appId);
    const issues = withTyped(record.issues.filter(({ request }) => request.fields.clientId === appId), record.typed);
    const newest = issues.at(-1) ?? null;
    const current = newest?.settled === false ? newest : null;
    const given = receiptsOf(issues);
    const usedOn = (declared === 'report' ? reportOrNull(use)?.graph : null) ?? {};
    const recorded = record.recorded.filter((one) => one.appId === appId);
    const keysBy = (receipts) => keysOf({ secrets, recorded, receipts, adopted: adoptSecrets, usedOn, now });
    const before = { wanted, place, record, keys: keysBy(given) };
    const request = current === null ? null : requestOf(before, current.request.asksKey);
    const answers = answersTo(issues, {
        assignees,
        current: current === null || request === null ? null : { issue: current, request },
        newestKeyId: place.kind === 'portal' ? null : (before.keys[0]?.keyId ?? null),
        secrets,
        knownKeyIds: new Set([...adoptSecrets, ...receiptsOf(issues.slice(0, -1)).flatMap(({ keyId }) => keyId ?? [])]),
        lifetime,
        place,
    });
    const receipts = [...given, ...answers.flatMap((one) => (one.kind === 'receipt' ? [one.receipt] : []))];
    const keys = keysBy(receipts);
    return {
        record,
        place,
        receipts,
        wanted,
        confirmed: lastOf(receipts),
        keys,
        // Where no run creates a secret, one with our tag is somebody else's: everyone can make the tag.
        unrecorded: place.kind === 'portal' ? [] : unrecordedOf(secrets, keys, { consumer, appId: appId ?? '', now }),
        held: heldKeyOf(keys, now),
        current,
        again: isAskedAgain(issues, answers, keys[0]?.keyId ?? ''),
        ...settle_evidenceOf(declared, use),
        answers,
        given: [],
    };
};
/** `/truu again` was said: of a key that a person adds in this run, of one that runs create until there is a newer one. */
const isAskedAgain = (issues, answers, newestKeyId) => {
    const said = answers.flatMap((one) => (one.kind === 'again' ? [one.keyId] : []));
    return said.includes(null) || [...said, ...replacedKeyIdsOf(issues)].includes(newestKeyId);
};
/** Ours by their tag, and no record tells of a delivery: a run ended in between, or it is on record elsewhere. */
const unrecordedOf = (secrets, keys, { now, ...of }) => secrets
    .filter((secret) => isUnexpired(secret, now) && !keys.some(({ keyId }) => keyId === secret.keyId))
    .filter(({ displayName, startsOn, expiresOn }) => judgeTag(displayName, { ...of, startsOn, expiresOn }) === 'ours')
    .map(({ keyId, expiresOn }) => ({ keyId, expiresOn }));
/** What the person who started the run typed counts as the last comment on the newest hand-off. */
const withTyped = (issues, typed) => typed === null
    ? issues
    : issues.map((issue) => (issue === issues.at(-1) ? { ...issue, comments: [...issue.comments, typed] } : issue));
const lastOf = (receipts) => receipts.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1) ?? null;
const reportOrNull = (use) => (use === null || 'reason' in use ? null : use);
/** A report that shows a login of the registration to another API only is not silent: it would show one to Graph. */
const statusOf = (report) => {
    if (report === null)
        return 'unreadable';
    return report.reportOf === null ? 'silent' : 'readable';
};
/** What Entra's report of use is worth, where it is declared. */
const settle_evidenceOf = (declared, use) => {
    if (declared === 'none')
        return { evidence: 'not-declared', reportOf: null, unread: null };
    const report = reportOrNull(use);
    const unread = use !== null && 'reason' in use ? use : null;
    return { evidence: statusOf(report), reportOf: report?.reportOf ?? null, unread };
};
/** The directory as the last receipt describes it; null while no key of it is known. */
const directoryOf = ({ keys, held, confirmed }, { tenantId }, { appId, now }) => {
    // What was delivered counts as a directory as well: nothing is delivered twice for one.
    const known = held ?? keys.find(({ recordedAt }) => recordedAt !== null) ?? null;
    if (known === null || appId === null)
        return null;
    const fields = confirmed?.fields;
    return {
        id: appId,
        version: '',
        configurationName: fields?.configurationName ?? null,
        domain: fields?.domain ?? null,
        allUsersShareUpnSuffix: fields?.allUsersShareUpnSuffix ?? null,
        autoRemoveDevices: fields?.autoRemoveDevices ?? null,
        tenantId,
        clientId: appId,
        credential: {
            secretKeyId: known.keyId,
            acceptedAt: known.confirmedAt ?? known.startsOn ?? known.recordedAt,
            expiresAt: known.expiresOn,
            previous: [],
            others: keys
                .filter((key) => key !== known && key.expiresOn !== null && isUnexpired(key, now))
                .map((key) => ({
                secretKeyId: key.keyId,
                expiresAt: key.expiresOn ?? '',
                newer: keys.indexOf(key) < keys.indexOf(known),
            })),
        },
        updatedAt: confirmed?.at ?? known.startsOn ?? '',
        health: null,
    };
};

;// CONCATENATED MODULE: ./build/truu/console/switch-off.js
/**
 * The versions that nobody needs to read any more: those of the newest key that is confirmed and in use, and of the keys
 * before it. Until then the version before is the way back. Pure.
 */
const versionsToSwitchOff = ({ keys, record, wanted }) => {
    const settled = keys.findIndex(({ confirmedAt, usedOn }) => confirmedAt !== null && usedOn !== null);
    if (settled < 0)
        return [];
    const waiting = new Set(keys.slice(0, settled).map(({ keyId }) => keyId));
    const settledKey = keys[settled];
    const ofRegistration = record.recorded.filter(({ appId }) => appId === wanted?.clientId);
    return ofRegistration.filter(({ keyId, at, enabled }) => enabled && !waiting.has(keyId) && (keyId === settledKey?.keyId || isBefore(at, settledKey?.recordedAt ?? null)));
};
const isBefore = (at, other) => other !== null && Date.parse(at) < Date.parse(other);
/** Switches off what nobody needs to read any more. Throws HANDOFF_VAULT_UNREADABLE. */
const switchOffUsed = async (writer, { handOff }) => {
    if (handOff === null)
        return;
    for (const version of versionsToSwitchOff(handOff))
        await writer.switchOff(version);
};

;// CONCATENATED MODULE: ./build/truu/console/deliver.js


/** Opens the delivery, by what was read when the run was planned. */
const openDelivery = (context, observed, store, writer) => {
    const known = new Set((observed?.record.recorded ?? []).map(({ version }) => version));
    let sent = null;
    let delivered = null;
    return {
        setSecret: async (_to, credential) => {
            await expectNothingNew(store, known, credential.clientId);
            sent = credential;
            const { clientSecret: value, secretKeyId: keyId, clientId: appId, expiresAt: expiresOn } = credential;
            const outcome = await writer.put({ value, keyId, appId, expiresOn });
            if (outcome.kind === 'stored') {
                delivered = keyOf(credential, outcome.recorded);
                return { kind: 'accepted', directoryId: appId };
            }
            if (outcome.kind === 'refused' && outcome.error.code === 'HANDOFF_VAULT_REFUSED')
                await noteRefusal(context, observed, appId);
            return outcome;
        },
        readHeld: async () => {
            const credential = sent;
            if (credential === null)
                return null;
            const found = (await store.list()).findLast(({ keyId }) => keyId === credential.secretKeyId);
            if (found !== undefined)
                delivered = keyOf(credential, found);
            return { directoryId: credential.clientId, keyId: found?.keyId ?? null, unchanged: false };
        },
        delivered: () => delivered,
    };
};
/** The later of two runs finds what the earlier one delivered meanwhile. Throws APPLY_OVERTAKEN. */
const expectNothingNew = async (store, known, appId) => {
    const news = (await store.list()).filter((one) => one.appId === appId && !known.has(one.version));
    const [first] = news;
    if (first === undefined)
        return;
    const evidence = [{ name: 'Key ID of the other secret', value: first.keyId }];
    throw new ActionError('APPLY_OVERTAKEN', 'Another run delivered a client secret during this run.', { evidence });
};
const keyOf = ({ secretKeyId: keyId, expiresAt: expiresOn, clientSecret }, { at, version }) => ({
    ...{ keyId, expiresOn, startsOn: at, recordedAt: at, version },
    // What Graph shows of it later (Graph docs, passwordCredential, read 2026-11).
    hint: clientSecret.reveal().slice(0, 3),
    ...{ confirmedAt: null, confirmedBy: null, usedOn: null, adopted: false },
});
/** Written down for the renewals to come, where there is a hand-off to write it to; otherwise only apply delivers. */
const noteRefusal = async ({ desk, texts, place }, observed, appId) => {
    const issue = observed?.record.issues.findLast(({ request }) => request.fields.clientId === appId);
    if (issue === undefined)
        return;
    const body = `${refusalMarker({ place, at: desk.now() })}\n${texts.refused(place)}`;
    // The refusal is what the run has to report; without the note a renewal tries once more.
    await desk.comment(issue.number, body).catch(() => undefined);
};

;// CONCATENATED MODULE: ./build/truu/console/writer.js



/** The console is written to by people: a step asks them, after the secret was delivered where the action does that. */
const createConsoleWriter = (context, observed, judgement, store, storeWriter) => {
    const { handOff } = observed;
    const delivery = store === null || storeWriter === null ? null : openDelivery(context, handOff, store, storeWriter);
    const heldKeyId = handOff?.held?.keyId ?? null;
    const never = () => Promise.reject(new ActionError('INTERNAL', 'The action sets no secret where a person does.'));
    return {
        taker: {
            ...{ name: 'The key vault', isTruu: false, uncertain: 'HANDOFF_VAULT_UNCERTAIN' },
            leftover: 'it stays unused until it expires',
        },
        setSecret: delivery?.setSecret ?? never,
        fence: never,
        readHealth: never,
        readHeld: (of) => {
            if (typeof of !== 'string' && delivery !== null)
                return delivery.readHeld();
            const [directory] = observed.directories;
            return Promise.resolve(directory === undefined ? null : { directoryId: directory.id, keyId: heldKeyId, unchanged: true });
        },
        runStep: async (step, { appId }) => {
            if (step.kind !== 'hand-off' || step.handOff === null)
                throw new ActionError('INTERNAL', 'A person cannot be asked for this.');
            const state = withDelivered(withRegistration(step.handOff, context, appId), delivery);
            const request = requestOf(state, step.asksKey);
            if (request === null)
                throw new ActionError('INTERNAL', 'There is no registration to hand off.');
            const issue = await ask(context, request, state);
            return `asked for it in issue ${issue.number}`;
        },
        knownHealth: { status: judgement?.health ?? 'unknown', heldKeyId },
    };
};
/** The registration may be one that this run created. */
const withRegistration = (state, { fields }, appId) => state.wanted !== null || appId === null ? state : { ...state, wanted: { ...fields, clientId: appId } };
/** What this run delivered is the newest key. */
const withDelivered = (state, delivery) => {
    const key = delivery?.delivered() ?? null;
    return key === null ? state : { ...state, keys: [key, ...state.keys] };
};

;// CONCATENATED MODULE: ./build/truu/console/connection.js






/** TruU's side where a person serves its Admin Console. */
const createConsoleConnection = (context, policy, { consumer, writes, typed, store, storeWriter }) => ({
    source: 'the hand-off issues',
    consumer,
    read: async ({ tenantId }) => {
        const anyoneMayConfirm = policy.assignees.length === 0;
        return unsettled(await readRecord({ ...context, store }, tenantId, { anyoneMayConfirm, typed }), context.place);
    },
    settle: (state, query, registration) => settle(state, query, registration, { ...policy, consumer }),
    rules: rulesOf(context),
    openWriter: writes
        ? (observed, judgement) => createConsoleWriter(context, observed, judgement, store, storeWriter)
        : null,
    attend: async (state, still, refused) => {
        const attended = await attend(context, state, withWaiting(state, still));
        if (storeWriter !== null && !refused)
            await switchOffUsed(storeWriter, attended);
        return attended;
    },
});
/** What was read, before Entra says which keys there are. */
const unsettled = (record, place) => ({
    directories: [],
    heldKeyIds: [],
    primaryUserIdentifier: null,
    cluster: null,
    now: new Date(record.now),
    handOff: {
        record,
        place,
        receipts: [],
        ...{ wanted: null, confirmed: null, keys: [], unrecorded: [], held: null, current: null, again: false },
        ...{ evidence: 'not-declared', reportOf: null, unread: null },
        answers: [],
        given: [],
    },
});

;// CONCATENATED MODULE: ./build/truu/desired.js

/** Translates the spec. */
const desiredTruu = ({ truu }) => ({
    settings: settingsOf(truu.directory),
    previousName: truu.directory.previousName ?? null,
    primaryUserIdentifier: truu.primaryUserIdentifier ?? null,
    cluster: truu.cluster ?? null,
});
/** What must be read for the comparison. */
const truuQuery = (spec, adoptSecrets) => ({
    tenantId: spec.entra.tenant,
    configurationName: spec.truu.directory.name,
    settings: settingsOf(spec.truu.directory),
    previousName: spec.truu.directory.previousName ?? null,
    managesPrimaryUserIdentifier: spec.truu.primaryUserIdentifier !== undefined,
    primaryUserIdentifier: spec.truu.primaryUserIdentifier ?? null,
    cluster: spec.truu.cluster ?? null,
    lifetime: spec.entra.secret.lifetime,
    adoptSecrets,
});

;// CONCATENATED MODULE: ./build/truu/key-vault/link.js
/** The page of a version in the Azure portal (the form in several public repositories, read 2026-11). Pure. */
const portalLink = (portal, { tenant, vault, secret, version }) => `${portal}/#@${tenant}/asset/Microsoft_Azure_KeyVault/Secret/https://${vault}/secrets/${secret}/${version}`;

;// CONCATENATED MODULE: ./build/truu/key-vault/answer.js




/** Whether the status is a success. */
const key_vault_answer_isOk = ({ status }) => status >= 200 && status < 300;
const textOf = (value) => (typeof value === 'string' ? value : '');
/** The codes of a refusal, the inner one first where there is one; empty when there are none. */
const codesOf = ({ body }) => {
    const { error } = (body ?? {});
    return [textOf(error?.innererror?.code), textOf(error?.code)].filter((code) => code !== '');
};
/** The failure for a refusal of the vault, with what mends it. Pure. */
const vaultError = (answer, attempt) => {
    const { vault, operation, code } = attempt;
    if (answer.intercepted !== null)
        return interceptedError(answer.intercepted, operation);
    const [inner = ''] = codesOf(answer);
    const message = textOf((answer.body ?? {}).error?.message);
    const says = [String(answer.status), inner].filter((part) => part !== '').join(' ');
    const fix = answer_fixOf(inner, answer.status, attempt);
    const evidence = [
        { name: 'Key vault', value: vault },
        { name: 'The vault says', value: message === '' ? says : `${says}: ${message}` },
    ];
    return new ActionError(code, `The key vault refused to ${operation} (${says}).`, {
        ...(fix === null ? {} : { fix }),
        evidence,
        requestId: answer.requestId,
    });
};
/** The failure for an answer that is not Key Vault's. */
const unexpectedAnswer = ({ status, requestId }, { vault, operation, code }) => new ActionError(code, `The answer of the key vault to the request to ${operation} is not one of Key Vault.`, {
    fix: 'Check that the input "key-vault-url" is the Vault URI of the key vault.',
    evidence: [
        { name: 'Key vault', value: vault },
        { name: 'Status', value: String(status) },
    ],
    requestId,
});
/** The failure for a missing response; anything else is passed on. */
const key_vault_answer_noAnswer = (thrown, { vault, operation, code }) => {
    if (!(thrown instanceof HttpFailure))
        return thrown;
    if (thrown.reason === 'cancelled')
        return new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
    const message = `The key vault ${missingResponse(thrown)} when asked to ${operation}.`;
    const { evidence = [], ...details } = missingResponseDetails(thrown);
    return new ActionError(code, message, { ...details, evidence: [{ name: 'Key vault', value: vault }, ...evidence] });
};
/** Roles by data action: the reader's is built in, the writer's is one of the customer's own. */
const roles = {
    readMetadata: 'Key Vault Reader',
    setSecret: 'the write-only role of docs/console.md (setSecret, update, readMetadata)',
    update: 'the write-only role of docs/console.md (setSecret, update, readMetadata)',
};
/** Inner codes: Key Vault docs, rest-error-codes and common-error-codes (2026-04-10). */
const answer_fixOf = (inner, status, { vault, action }) => {
    switch (inner) {
        case 'ForbiddenByFirewall':
            return `Let the runner reach ${vault}: add its address to the firewall of the vault (Networking), or use a runner in a network that the vault allows.`;
        case 'ForbiddenByRbac':
            return `Assign ${roles[action]} on the vault ${vault} to this job's identity (client-id). A new assignment takes some minutes.`;
        case 'ForbiddenByPolicy':
        case 'AccessDenied':
            return `In the access policies of ${vault}, allow this job's identity (client-id) to ${policyNames[action]} secrets, or let the vault use Azure role-based access control and assign ${roles[action]}.`;
        case 'ObjectIsDeletedButRecoverable':
        case 'ObjectIsBeingDeleted':
            return 'Recover or purge the deleted secret of this name in the vault (Secrets > Manage deleted secrets), or set the input "key-vault-secret" to another name, then run apply.';
        default:
            if (status === 429)
                return `Run again later: the vault ${vault} throttles its callers.`;
            if (status === 401)
                return `Check that the vault ${vault} belongs to the tenant of the spec, and that entra.cloud is its cloud.`;
            return status >= 500 ? 'Run again. If it fails again, check the status page of Azure.' : null;
    }
};
const policyNames = { readMetadata: 'list', setSecret: 'set', update: 'set' };

;// CONCATENATED MODULE: ./build/truu/key-vault/transport.js


/** The version of the data plane (Key Vault REST API, set-secret, read 2026-11). */
const apiVersion = '2025-07-01';
/** Opens the client. */
const createVaultClient = (http, tokens, url) => {
    const attempt = ({ method, url: target, body, repeat }, token) => {
        const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
        if (body === undefined)
            return http({ method, url: target, headers, repeat });
        const json = { ...headers, 'content-type': 'application/json' };
        return http({ method, url: target, headers: json, body: JSON.stringify(body), repeat });
    };
    return {
        url,
        send: async (request) => {
            const first = await attempt(request, (await tokens.token()).reveal());
            // A 401 means that nothing was done, so that a write can be sent again, too.
            const answer = first.status === 401 ? attemptsOver(first, await attempt(request, (await tokens.refresh()).reveal())) : first;
            return {
                status: answer.status,
                body: jsonOf(answer.text),
                requestId: answer.headers.get('x-ms-request-id'),
                intercepted: interceptionOf(answer),
            };
        },
    };
};

;// CONCATENATED MODULE: ./build/truu/key-vault/versions.js





/** Seconds since 1970. */
const versions_time = schemas/* number */.aig().int();
/** A version as the vault shows it; the answer of a PUT has the value besides, which is not read. */
const versionSchema = schemas/* object */.Ikc({
    id: schemas/* string */.YjP(),
    attributes: schemas/* object */.Ikc({ enabled: schemas/* boolean */.zMY(), created: versions_time, exp: versions_time.optional() }),
    tags: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional(),
});
const pageSchema = schemas/* object */.Ikc({ value: schemas/* array */.YOg(versionSchema), nextLink: schemas/* string */.YjP().nullish() });
/** A URL of a secret, or of one of its versions. */
const secretUrl = ({ url }, ...path) => `${url}/secrets/${path.join('/')}?api-version=${apiVersion}`;
/** What this action delivered in a secret, of any registration: versions with its tags. Throws HANDOFF_VAULT_UNREADABLE. */
const listVersions = async (client, secret) => {
    const attempt = {
        ...{ vault: new URL(client.url).host, operation: `list the versions of the secret ${secret}` },
        ...{ action: 'readMetadata', code: 'HANDOFF_VAULT_UNREADABLE' },
    };
    const readPage = async (at) => {
        const answer = await client.send({ method: 'GET', url: at, repeat: 'safe' }).catch((thrown) => {
            throw key_vault_answer_noAnswer(thrown, attempt);
        });
        // Key Vault says that there is no secret of this name: nothing was delivered yet.
        if (answer.status === 404 && codesOf(answer).includes('SecretNotFound'))
            return { entries: [], next: null };
        if (!key_vault_answer_isOk(answer))
            throw vaultError(answer, attempt);
        const page = pageSchema.safeParse(answer.body);
        const next = page.data?.nextLink || null;
        // A token goes to no other host than the vault's.
        const isOfVault = next === null || (URL.canParse(next) && new URL(next).origin === new URL(client.url).origin);
        if (!page.success || !isOfVault)
            throw unexpectedAnswer(answer, attempt);
        return { entries: page.data.value.flatMap((one) => recordedOf(one) ?? []), next };
    };
    const first = `${secretUrl(client, secret, 'versions')}&maxresults=25`;
    return collectPages(first, readPage, () => unexpectedAnswer({ status: 200 }, attempt));
};
/** The version of an answer to a PUT; null when it does not say which one it made. */
const versions_versionOf = ({ body }) => {
    const version = versionSchema.safeParse(body);
    return version.success ? recordedOf(version.data) : null;
};
/** A version with the tags of this action; null: somebody else made it. */
const recordedOf = ({ id, attributes, tags = {} }) => {
    const { keyId = '', appId = '' } = tags;
    const version = /\/([0-9a-f]{32})$/i.exec(id)?.[1];
    if (version === undefined || !isGuid(keyId) || !isGuid(appId))
        return null;
    const { created, exp, enabled } = attributes;
    return {
        keyId,
        appId,
        version,
        at: versions_toRfc3339(created),
        expiresOn: exp === undefined ? null : versions_toRfc3339(exp),
        enabled,
    };
};
const versions_toRfc3339 = (seconds) => new Date(seconds * 1000).toISOString();

;// CONCATENATED MODULE: ./build/truu/key-vault/store.js

/** A secret of an Azure key vault as the store that people read. */
const createVaultStore = (client, secret) => ({
    list: () => listVersions(client, secret),
});

;// CONCATENATED MODULE: ./build/truu/key-vault/write/put.js




/** A request whose answer was lost is sent again so often, each time after a look for what it made. */
const put_maxTries = 3;
/** With these the vault says neither that it stored a secret nor that it did not. */
const put_undecided = new Set([408, 425]);
/**
 * Stores a secret as a new version: each PUT makes one (Key Vault REST API, set-secret, read 2026-11), so that after a lost
 * answer the versions are read before it is sent again. Throws AUTH_…, APPLY_CANCELLED when nothing was sent.
 */
const putSecret = async (client, secret, stored, labels) => {
    const attempt = {
        ...{ vault: new URL(client.url).host, operation: `store a version of the secret ${secret}` },
        ...{ action: 'setSecret', code: 'HANDOFF_VAULT_REFUSED' },
    };
    const inDoubt = { ...attempt, code: 'HANDOFF_VAULT_UNCERTAIN' };
    let doubt = null;
    for (let tries = 1; tries <= put_maxTries; tries += 1) {
        const answer = await sendOnce(client, secret, stored, labels, doubt === null);
        if (!(answer instanceof HttpFailure)) {
            const recorded = key_vault_answer_isOk(answer) ? versions_versionOf(answer) : null;
            if (recorded !== null)
                return { kind: 'stored', recorded };
            if (isFinal(answer)) {
                const error = vaultError(answer, { ...attempt, code: refusalCode(answer) });
                // What was sent before may still be carried out.
                if (doubt === null)
                    return { kind: 'refused', error };
                break;
            }
        }
        doubt = answer instanceof HttpFailure ? key_vault_answer_noAnswer(answer, inDoubt) : vaultError(answer, inDoubt);
        const found = await findVersion(client, secret, stored.keyId);
        if (found === 'unreadable')
            break;
        if (found !== null)
            return { kind: 'stored', recorded: found };
    }
    return { kind: 'unknown', error: asActionError(doubt) };
};
/** A lost answer is an outcome; that nothing was sent at all is thrown, if nothing was sent before either. */
const sendOnce = async (client, secret, { value, keyId, appId, expiresOn }, { spec, run }, isFirst) => {
    const body = {
        // Beside the test of the secret, the one place where the value leaves the process.
        value: value.reveal(),
        contentType: 'Client secret of an Entra app registration, for the TruU Admin Console',
        attributes: { exp: Math.floor(Date.parse(expiresOn) / 1000) },
        tags: { keyId, appId, spec, run },
    };
    const request = { method: 'PUT', url: secretUrl(client, secret), body, repeat: 'if-throttled' };
    return client.send(request).catch((thrown) => {
        if (thrown instanceof HttpFailure && (thrown.attempts > 0 || !isFirst))
            return thrown;
        throw thrown instanceof HttpFailure
            ? new ActionError('APPLY_CANCELLED', 'The run was cancelled.', { cause: thrown })
            : thrown;
    });
};
const isFinal = ({ status }) => status >= 300 && status < 500 && !put_undecided.has(status);
/** A throttled vault refuses nothing for good: the next run may try again. */
const refusalCode = ({ status }) => status === 429 ? 'HANDOFF_VAULT_UNREADABLE' : 'HANDOFF_VAULT_REFUSED';
/** The newest version of a key; null: none is shown. */
const findVersion = async (client, secret, keyId) => {
    const versions = await listVersions(client, secret).catch(() => 'unreadable');
    if (versions === 'unreadable')
        return versions;
    return (versions.filter((one) => one.keyId === keyId).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null);
};

;// CONCATENATED MODULE: ./build/truu/key-vault/write/switch-off.js


/** Switches a version off: its value cannot be read any more, and it stays listed. Throws HANDOFF_VAULT_UNREADABLE. */
const switchOffVersion = async (client, secret, { version }) => {
    const attempt = {
        ...{ vault: new URL(client.url).host, operation: `switch off a version of the secret ${secret}` },
        ...{ action: 'update', code: 'HANDOFF_VAULT_UNREADABLE' },
    };
    const url = secretUrl(client, secret, version);
    const body = { attributes: { enabled: false } };
    const answer = await client.send({ method: 'PATCH', url, body, repeat: 'safe' }).catch((thrown) => {
        throw key_vault_answer_noAnswer(thrown, attempt);
    });
    if (!key_vault_answer_isOk(answer))
        throw vaultError(answer, attempt);
};

;// CONCATENATED MODULE: ./build/truu/key-vault/write/writer.js


/** A secret of an Azure key vault, to be written to. The action never reads a value of it. */
const createVaultWriter = (client, secret, labels) => ({
    put: (stored) => putSecret(client, secret, stored, labels),
    switchOff: (recorded) => switchOffVersion(client, secret, recorded),
});

;// CONCATENATED MODULE: ./build/run/connect-console.js









/** TruU's side where a person serves its Admin Console. Throws INPUT_MISSING without access to GitHub's API. */
const connectConsole = ({ assignees, evidence, place }, spec, ends) => {
    const { handOffs, writes } = ends;
    if (handOffs === null)
        throw new ActionError('INPUT_MISSING', 'The console connection needs "github-token", and a repository on GitHub.');
    const { desk, consumer, typed, run } = handOffs;
    const { settings, primaryUserIdentifier, cluster } = desiredTruu(spec);
    const { reportsSecretUse, adminCenter } = clouds[spec.entra.cloud];
    const asking = {
        adminCenter,
        ...{ desk, assignees, texts: handOffTexts, secret: spec.entra.secret, place, linkTo: linkOf(place, spec) },
        fields: { ...settings, tenantId: spec.entra.tenant, primaryUserIdentifier, cluster },
    };
    const declared = evidence ?? (reportsSecretUse ? 'report' : 'none');
    const policy = { assignees: assignees.map((login) => login.toLowerCase()), evidence: declared, place };
    return createConsoleConnection(asking, policy, { consumer, writes, typed, ...storeOf(place, spec, ends, run) });
};
/** Where secrets are delivered. The tokens are of the same login as those of Graph, and of the vault's own scope. */
const storeOf = (place, spec, { http, session, writes, specPath }, run) => {
    if (place.kind === 'portal')
        return { store: null, storeWriter: null };
    const tokens = session.forScope(clouds[spec.entra.cloud].keyVault.scope);
    const client = createVaultClient(http, tokens, `https://${place.vault}`);
    return {
        store: createVaultStore(client, place.secret),
        storeWriter: writes ? createVaultWriter(client, place.secret, { spec: specPath, run }) : null,
    };
};
const linkOf = (place, { entra: { cloud, tenant } }) => place.kind === 'portal'
    ? null
    : (version) => portalLink(clouds[cloud].keyVault.portal, { tenant, ...place, version });

;// CONCATENATED MODULE: ./build/run/connect.js













/** A login that fails three times ends a run early: nothing has been done yet. */
const loginAttempts = 3;
/** Lag of Entra is waited out this many times the request time-out (20 s × 6 = 2 min). */
const lagInTimeouts = 6;
/** After a cancellation the deletion of a secret that TruU will not use gets one try of this length. */
const cleanupMs = 2_000;
/** Connects to both sides. Without `writes` every request goes through a `fetch` that cannot write. */
const connect = async (spec, access, host, options) => {
    const { clock, cancel, forceCancel, budget, maskSecret, idToken, nonce, say, handOffs } = host;
    const { requestTimeoutMs: timeoutMs, writes, specPath } = options;
    const { tenant } = spec.entra;
    const { authority, graphUrl, audience } = endpointsOf(spec, access);
    const scope = `${graphUrl}/.default`;
    const tokenUrl = `${authority}/${tenant}/oauth2/v2.0/token`;
    const { truu: side } = access;
    const tokenUrls = [tokenUrl, ...(side.connection === 'api' ? [side.tokenUrl] : [])];
    const fetch = writes ? host.fetch : readOnly(host.fetch, tokenUrls);
    const recorded = (http) => recordRequests(http, serviceOf(graphUrl, authority, side), options.requests);
    const policy = { fetch, clock, timeoutMs, cancel, forceCancel, budget };
    const http = recorded(createHttp(policy));
    const loginHttp = recorded(createHttp({ ...policy, attempts: loginAttempts }));
    const identity = loginIdentity(access.clientId, options.mode, options);
    const login = { tenant, clientId: access.clientId, identity, authority, graphUrl, audience, scope };
    const session = createEntraSession(login, { idToken, maskSecret, http: loginHttp, clock });
    const graphOptions = { clock, session, url: graphUrl };
    const graph = await createGraph({ ...graphOptions, http, cancel, budget });
    const retryWindow = { clock, cancel, lengthMs: timeoutMs * lagInTimeouts };
    const truu = side.connection === 'api'
        ? connectApi(side, http, maskSecret, writes)
        : connectConsole(side, spec, { http, session, writes, handOffs, specPath });
    const { openWriter } = truu;
    const openApplyContext = async (writer, trust, births) => {
        const deployer = await session.deployer();
        const consentUrl = `${authority}/${tenant}/adminconsent`;
        const entra = { graph, deployer, retryWindow, graphUrl, consentUrl, births };
        const brief = { timeoutMs: cleanupMs, cancel: forceCancel, forceCancel, attempts: 1 };
        const briefly = recorded(createHttp({ fetch, clock, ...brief }));
        const lastGraph = await createGraph({ ...graphOptions, http: briefly, cancel: forceCancel, budget: { leftMs: 0 } });
        const cleanupWriter = { ...entra, graph: lastGraph, retryWindow: { clock, cancel: forceCancel, lengthMs: 0 } };
        const test = (appId, value) => testSecret(http, { tokenUrl, appId, scope }, value, retryWindow);
        const ends = { entra, cleanupWriter, truu: writer, testSecret: test };
        const of = { tenant, consumer: truu.consumer, maxHealthAge: spec.health.maxAge };
        return { ...ends, ...of, trust, maskSecret, clock, cancel, nonce, say };
    };
    return {
        remotes: { graph, session, truu, retryWindow },
        retryWindow,
        openApplyContext: openWriter === null
            ? null
            : (trust, { births, truu: observed, judgement }) => openApplyContext(openWriter(observed, judgement), trust, births),
    };
};
const endpointsOf = (spec, { authorityUrl, graphUrl }) => {
    const cloud = clouds[spec.entra.cloud];
    return { authority: authorityUrl ?? cloud.authority, graphUrl: graphUrl ?? cloud.graph, audience: cloud.audience };
};
const serviceOf = (graphUrl, authority, side) => {
    const vault = side.connection === 'console' && side.place.kind === 'key-vault' ? side.place.vault : null;
    return ({ origin, host }) => {
        if (origin === new URL(graphUrl).origin)
            return 'graph';
        if (origin === new URL(authority).origin)
            return 'entra';
        return host === vault ? 'key-vault' : 'truu';
    };
};
/** TruU's side over its API. */
const connectApi = (access, http, maskSecret, writes) => {
    const api = createTruu(http, createTruuSession(http, access, maskSecret), access.url);
    return createApiConnection(api, access.url, writes ? () => createTruuWriter(api) : null);
};

;// CONCATENATED MODULE: ./build/entra/read/audit-log.js

/**
 * Every licence keeps the log for this time; only some keep it longer (entra-docs, reference-reports-data-retention).
 */
const keptDays = 7;
const pageSize = 100;
/**
 * The records of the last days about an object, the newest first; each page is requested once (Graph docs,
 * directoryaudit-list, read 2026-11). Records come minutes late. Throws on any response that is not a page of records.
 */
const readAuditLog = async (graph, objectId, now, maxPages) => {
    const since = new Date(now.getTime() - keptDays * 86_400_000).toISOString();
    const filter = `activityDateTime ge ${since} and targetResources/any(t:t/id eq '${objectId}')`;
    const query = [
        ['$filter', filter],
        ['$orderby', 'activityDateTime desc'],
        ['$top', String(pageSize)],
    ];
    const first = query.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&');
    const rows = [];
    let next = `/auditLogs/directoryAudits?${first}`;
    for (let page = 1; next !== undefined && page <= maxPages; page += 1) {
        const answer = await graph.send({ method: 'GET', path: next, repeat: 'never' });
        const body = isOk(answer) ? answer.body : undefined;
        if (!Array.isArray(body?.value))
            throw new Error('The audit log was not readable.');
        rows.push(...body.value);
        next = body['@odata.nextLink'];
    }
    return rows;
};
/** Whether a record is of something that was done: refused attempts are recorded as well. */
const isDone = ({ result }) => result === undefined || result === 'success';
/** What a record says was changed, of all its targets. */
const propertiesOf = ({ targetResources }) => (targetResources ?? []).flatMap((target) => target.modifiedProperties ?? []);
/** RFC 3339; as Graph wrote it where it is none. */
const audit_log_timeOf = ({ activityDateTime }) => {
    const time = Date.parse(activityDateTime ?? '');
    return Number.isNaN(time) ? (activityDateTime ?? '') : new Date(time).toISOString();
};
/** The name of who did it, for people: foreign text, and no identity. */
const actorOf = ({ initiatedBy }) => {
    const { user, app } = initiatedBy ?? {};
    const who = [user?.userPrincipalName, user?.displayName, user?.id, app?.displayName, app?.servicePrincipalId];
    return who.find((name) => typeof name === 'string' && name !== '') ?? 'unknown (not in the log)';
};

;// CONCATENATED MODULE: ./build/entra/read/audit-events.js


const maxEvents = 20;
/** The log of Microsoft Graph's service principal has records of every app in the tenant. */
const audit_events_maxPages = 3;
/**
 * Who changed the registration, its service principal or its permissions in the last days, the newest first, without
 * the changes of this job's identity; from Graph's audit log (Graph docs, directoryaudit-list, read 2026-11). Null
 * without a registration, or when the log was refused, needs another licence, or failed. Each page is requested once.
 * Throws only APPLY_CANCELLED, because no run depends on it.
 */
const readAuditEvents = async (graph, entra) => {
    const { application, servicePrincipal, deployer, now } = entra;
    if (application === null)
        return null;
    const principalId = servicePrincipal?.id ?? null;
    const about = async (id, pages, isOurs = () => true) => id === null ? [] : (await readAuditLog(graph, id, now, pages)).filter(isOurs);
    try {
        const rows = await Promise.all([
            about(application.id, 1),
            about(principalId, 1),
            // A grant or revocation is logged under its API; the app that has it is only in the properties.
            about(principalId === null ? null : entra.graphServicePrincipalId, audit_events_maxPages, audit_events_names(principalId)),
        ]);
        return newestOf(rows.flat(), deployer);
    }
    catch (thrown) {
        return orNull(thrown);
    }
};
/** Values are JSON in a string; revocations have them as old values (public samples, 2026-11). */
const audit_events_valueOf = ({ oldValue, newValue }) => (newValue ?? oldValue ?? '').replace(/^"(.*)"$/s, '$1').trim();
const audit_events_names = (principalId) => (record) => propertiesOf(record).some((one) => one.displayName === 'ServicePrincipal.ObjectID' && audit_events_valueOf(one).toLowerCase() === principalId) || (record.targetResources ?? []).some(({ id }) => id?.toLowerCase() === principalId);
const newestOf = (rows, deployer) => {
    const once = [...new Map(rows.map((record) => [record.id ?? JSON.stringify(record), record])).values()];
    return once
        .filter(isDone)
        .filter((record) => !isBy(record, deployer))
        .map(toAuditEvent)
        .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
        .slice(0, maxEvents);
};
/** An app is identified by its service principal; its app id is often missing (public samples, 2026-11). */
const isBy = ({ initiatedBy }, { appId, servicePrincipalId }) => {
    const app = initiatedBy?.app;
    const same = (a, b) => b !== null && a?.toLowerCase() === b;
    return same(app?.servicePrincipalId, servicePrincipalId) || same(app?.appId, appId);
};
const toAuditEvent = (record) => {
    const detail = detailOf(propertiesOf(record));
    return {
        at: audit_log_timeOf(record),
        actor: actorOf(record),
        activity: `${record.activityDisplayName ?? 'unnamed activity'}${detail === '' ? '' : `: ${detail}`}`,
    };
};
const maxDetails = 4;
/**
 * Permissions are shown by name. Of other properties only the name is shown, because a value can belong to a
 * credential.
 */
const shownProperties = new Set(['AppRole.Value', 'DelegatedPermissionGrant.Scope']);
const notTelling = /^(AppRole|AppRoleAssignment|DelegatedPermissionGrant|ServicePrincipal|TargetId)\.|^Included Updated|^ObjectID$|^KeyDescription$/;
const detailOf = (properties) => {
    const values = properties.filter(({ displayName }) => shownProperties.has(displayName ?? '')).map(audit_events_valueOf);
    const changed = properties.map(({ displayName }) => displayName ?? '').filter((name) => !notTelling.test(name));
    return [...values, ...changed]
        .filter((text) => text !== '')
        .slice(0, maxDetails)
        .join(', ');
};

;// CONCATENATED MODULE: ./build/entra/desired.js


/** How the registration is found: only the workflow can name an existing one, by the input application-id. */
const applicationKey = ({ application }, applicationId) => applicationId === null ? { uniqueName: application.uniqueName } : { appId: applicationId };
/** Translates the spec; the parser has checked the names against the catalogue. `by`: who sets the secret in TruU. */
const desiredEntra = ({ entra }, applicationId = null, by = 'action') => {
    const { application, permissions, secret } = entra;
    const renewBefore = secret.renewBefore ?? defaultRenewBefore(secret.lifetime, by);
    return {
        tenant: entra.tenant,
        key: applicationKey(entra, applicationId),
        displayName: application.name,
        uniqueName: application.uniqueName,
        signInAudience: 'AzureADMyOrg',
        application: wanted('application', permissions?.application),
        delegated: wanted('delegated', permissions?.delegated),
        removeUnlisted: permissions?.unlisted === 'remove',
        secret: { ...secret, renewBefore, overlap: secret.overlap ?? defaultOverlap(renewBefore) },
    };
};
const wanted = (type, names) => names?.flatMap((name, index) => {
    const known = findPermission(type, name);
    return known ? [{ ...known, path: ['entra', 'permissions', type, index] }] : [];
}) ?? null;

;// CONCATENATED MODULE: ./build/plan/review.js


/** What of a plan is kept for the review: what is in the fingerprint, so neither what is due by time nor key ids of secrets. */
const reviewedChanges = ({ changes }) => changes
    .filter((change) => !change.dueByTime)
    .map(({ target, address, act, skipReason, fields }) => ({
    address,
    act,
    skipReason,
    fields: target.kind === 'secret' ? [] : fields,
}));
/** So many changes of each kind are named; the summary lists the current plan in full. */
const maxNamed = 15;
/**
 * Throws unless a plan is the one that was reviewed: PLAN_INPUTS_DIFFER when the two workflows set other inputs, otherwise
 * PLAN_CHANGED; with the difference.
 */
const expectReviewed = (reviewed, plan) => {
    if (reviewed.fingerprint === plan.fingerprint)
        return;
    expectSameInputs(reviewed, plan);
    throw new ActionError('PLAN_CHANGED', 'The plan differs from the one that the pull request showed.', {
        fix: 'Review the differences; then run apply manually with the input "expect-plan" set to the current fingerprint.',
        evidence: [
            { name: 'Pull request', value: String(reviewed.pull) },
            { name: 'Reviewed fingerprint', value: reviewed.fingerprint },
            { name: 'Current fingerprint', value: plan.fingerprint },
            ...differenceOf(reviewed.changes, reviewedChanges(plan)),
        ],
    });
};
const expectSameInputs = ({ pull, trustInputs: before }, { trustInputs: now }) => {
    if (before === null)
        return;
    const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
    const different = names.filter((name) => (before[name] ?? '') !== (now[name] ?? ''));
    if (different.length === 0)
        return;
    const shown = (value) => (value === undefined || value === '' ? 'not set' : value);
    throw new ActionError('PLAN_INPUTS_DIFFER', 'The workflow that planned sets other inputs than this one.', {
        evidence: [
            { name: 'Pull request', value: String(pull) },
            ...different.map((name) => ({
                name: `Input ${name}`,
                value: `${shown(now[name])}; in the plan: ${shown(before[name])}`,
            })),
        ],
    });
};
const differenceOf = (before, now) => {
    if (before === null)
        return [{ name: 'Differences', value: 'Unknown: the reviewed plan was too long to be recorded.' }];
    const old = new Map(before.map((change) => [change.address, changeLabel(change)]));
    const current = new Map(now.map((change) => [change.address, changeLabel(change)]));
    const added = [...current].filter(([address]) => !old.has(address)).map(([, label]) => label);
    const gone = [...old].filter(([address]) => !current.has(address)).map(([, label]) => label);
    const moved = [...current].flatMap(([address, label]) => {
        const then = old.get(address);
        return then === undefined || then === label ? [] : [`${label}; reviewed: ${then}`];
    });
    return [
        ...named('Not reviewed', added),
        ...named('Reviewed, no longer planned', gone),
        ...named('Planned differently', moved),
    ];
};
const named = (name, all) => {
    const shown = all.slice(0, maxNamed).map((value) => ({ name, value }));
    const more = all.length - shown.length;
    return more > 0 ? [...shown, { name, value: `${more} more` }] : shown;
};
const changeLabel = ({ address, act, skipReason, fields }) => [`${act} ${address}`, ...fields.map(review_fieldLabel), ...(skipReason === null ? [] : ['not applied'])].join(', ');
const review_fieldLabel = ({ path, before, after }) => `${path}: ${valueLabel(before)} → ${valueLabel(after)}`;

;// CONCATENATED MODULE: ./build/run/review-gate.js




/**
 * Lets a plan pass that is the one which was expected: by hand (`expect-plan`), or else by the review of the pull request
 * that brought the commit. Where nothing would be done there is nothing to agree to, and a plan that is refused is not
 * carried out by any agreement. Throws PLAN_….
 */
const passReviewGate = async (request, host, spec, plan) => {
    const { expectPlan, mode, requirePullRequestPlan } = request;
    if (plan.refusals.length > 0)
        return;
    const needsReview = traitsOf(mode).needsReview && wantedOf(plan.changes).length > 0;
    if (needsReview)
        await host.review.requireCurrent(spec);
    if (expectPlan !== null)
        return expectFingerprint(expectPlan, plan);
    if (needsReview && requirePullRequestPlan)
        expectReviewed(await host.review.reviewedPlan(spec.file), plan);
};
const expectFingerprint = (expected, plan) => {
    if (expected === plan.fingerprint)
        return;
    throw new ActionError('PLAN_CHANGED', 'The plan is out of date: the spec, Entra or TruU changed since it was reviewed.', {
        evidence: [
            { name: 'Expected', value: expected },
            { name: 'Planned now', value: plan.fingerprint },
        ],
    });
};

;// CONCATENATED MODULE: ./build/run/consistency.js
/**
 * Whether both readings may be of one moment: Entra shows what TruU names in this tenant. When it does not, something is
 * gone, or Entra was read before another run's writes and TruU after them, or a replica of Graph lags. Pure.
 */
const isConsistent = (entra, truu, key) => truu.directories.filter((one) => one.tenantId === entra.tenant).every((one) => isShown(one, entra, key));
const isShown = ({ clientId, credential }, { application }, key) => {
    if (clientId === null)
        return true;
    // A registration with our unique name that is not there yet may be any that TruU names.
    if (application === null)
        return 'appId' in key && key.appId !== clientId;
    if (application.appId !== clientId || credential.secretKeyId === null)
        return true;
    return application.secrets.some(({ keyId }) => keyId === credential.secretKeyId);
};

;// CONCATENATED MODULE: ./build/run/former-app-ids.js

/**
 * Client ids of the registrations that our directory used before, by TruU's record, and that no directory of this tenant
 * uses now. A directory of another tenant is no reason to keep anything here. Pure.
 */
const formerAppIds = ({ application, tenant }, { directories }) => {
    const inTenant = directories.filter((one) => one.tenantId === tenant);
    const inUse = new Set(inTenant.map(({ clientId }) => clientId));
    const ours = inTenant.filter(({ clientId }) => clientId === application?.appId);
    const named = ours.flatMap(({ credential }) => credential.previous.flatMap(({ clientId }) => clientId ?? []));
    // What TruU names goes into a path of Graph.
    return [...new Set(named)].filter((one) => isGuid(one) && !inUse.has(one)).sort();
};

;// CONCATENATED MODULE: ./build/entra/read/preflight.js




/**
 * Reads what a plan has to know to predict what applying it would meet: the rights of the identity that applies, and the
 * verified domains of the tenant; one `$batch`. Throws ENTRA_… when the rights cannot be read.
 */
const readPreflight = async (graph, clientId, self) => {
    try {
        const isSelf = clientId === self.appId;
        const principal = `/servicePrincipals(appId='${clientId}')`;
        const paths = [
            '/organization?$select=verifiedDomains',
            ...(isSelf ? [] : [`${principal}/appRoleAssignments`, `${principal}/transitiveMemberOf`]),
        ];
        const answers = await graph.batch(paths.map((path) => ({ method: 'GET', path })));
        const [organization, assignments, memberships] = answers;
        const rights = isSelf ? ofToken(self) : await rightsIn(graph, [assignments, memberships], attemptOf(self));
        return { clientId, rights, verifiedDomains: domainsIn(organization) };
    }
    catch (thrown) {
        throw noAnswer(thrown, 'read what applying takes');
    }
};
/**
 * The preflight of a state that was read at the same time: it has the service principal. Throws ENTRA_REFUSED when Graph
 * shows the service principal and not its rights: those are not known, which is not none.
 */
const toPreflight = ({ clientId, rights, verifiedDomains }, { deployer, workflow }) => {
    const { absent, ...known } = rights;
    const servicePrincipalId = clientId === deployer.appId ? deployer.servicePrincipalId : workflow.deployer;
    if (absent !== null && servicePrincipalId !== null)
        throw graphError(absent, attemptOf(deployer));
    return { applier: { clientId, servicePrincipalId, ...known }, verifiedDomains, deleted: null };
};
const attemptOf = ({ roles }) => ({
    operation: 'read the rights of the identity that applies',
    permissions: ['Application.Read.All'],
    roles,
});
/** In the tokens of an app without a directory role (Entra docs, access token claims reference, read 2026-11). */
const noDirectoryRole = '0997a1d0-0d1d-4acb-b408-d5ca73121e90';
const ofToken = ({ roles, wids }) => ({
    roles,
    hasDirectoryRole: wids.some((id) => id.toLowerCase() !== noDirectoryRole),
    absent: null,
});
const rightsIn = async (graph, [assignments, memberships], attempt) => {
    if (isAbsent(assignments))
        return { roles: [], hasDirectoryRole: false, absent: assignments };
    const all = await pages(graph, assignments, attempt);
    const roles = all.flatMap(({ appRoleId }) => permissionById('application', (appRoleId ?? '').toLowerCase())?.name ?? []);
    const memberOf = await pages(graph, memberships, attempt);
    return { roles, hasDirectoryRole: memberOf.some(isDirectoryRole), absent: null };
};
/** Null when it is not readable: then nothing is said of domains. */
const domainsIn = (answer) => {
    const rows = isOk(answer) ? answer.body?.value : null;
    if (!Array.isArray(rows))
        return null;
    return rows
        .flatMap(({ verifiedDomains }) => verifiedDomains ?? [])
        .flatMap(({ name }) => (name === undefined ? [] : [name.toLowerCase()]))
        .sort();
};

;// CONCATENATED MODULE: ./build/entra/read/former.js



/** So many registrations fit into one `$batch` of twenty requests. */
const registrationsPerBatch = 2;
const pathsOf = (appId) => {
    const [application, principal] = [`/applications(appId='${appId}')`, `/servicePrincipals(appId='${appId}')`];
    return [
        `${application}?$select=id,appId,passwordCredentials,keyCredentials`,
        `${application}/federatedIdentityCredentials`,
        `${principal}?$select=id,passwordCredentials,keyCredentials`,
        `${principal}/federatedIdentityCredentials`,
        `${principal}/appRoleAssignments`,
        `${principal}/oauth2PermissionGrants`,
        `${principal}/transitiveMemberOf`,
    ];
};
/**
 * What registrations that a directory used before still have: every way to log in as one, and every permission and
 * directory role; a `$batch` for two of them, and none without such registrations. One that is gone has nothing. Throws
 * ENTRA_… when a part cannot be read: then it does not count as gone.
 */
const readFormer = async (graph, appIds, deployer) => {
    const former = [];
    try {
        for (let at = 0; at < appIds.length; at += registrationsPerBatch) {
            const some = appIds.slice(at, at + registrationsPerBatch).map((appId) => ({ appId, paths: pathsOf(appId) }));
            const items = some.flatMap(({ paths }) => paths).map((path) => ({ method: 'GET', path }));
            const answers = [...(await graph.batch(items))];
            for (const { appId, paths } of some)
                former.push(await formerOf(graph, appId, answers.splice(0, paths.length), deployer));
        }
        return former;
    }
    catch (thrown) {
        throw noAnswer(thrown, former_operation);
    }
};
const former_operation = 'read the registration that the directory used before';
const formerOf = async (graph, appId, [application, federated, principal, ofPrincipal, assignments, grants, memberships], { roles }) => {
    const attempt = (permission) => ({ operation: former_operation, permissions: [permission], roles });
    const all = async (answer, permission = 'Application.Read.All') => isAbsent(answer) ? [] : pages(graph, answer, attempt(permission));
    const secretsOf = (answer) => {
        if (isAbsent(answer))
            return [];
        const wire = answer.body;
        if (!isOk(answer) || wire?.passwordCredentials === undefined)
            throw graphError(answer, attempt('Application.Read.All'));
        return [...toSecrets(wire.passwordCredentials), ...toSecrets(wire.keyCredentials)];
    };
    const credentials = [...(await all(federated))];
    if (!hasNoSuchPart(ofPrincipal))
        credentials.push(...(await all(ofPrincipal)));
    const granted = [
        ...(await all(assignments)),
        ...(await all(grants, 'Directory.Read.All')),
        ...(await all(memberships)).filter(isDirectoryRole),
    ];
    const secrets = [...secretsOf(application), ...secretsOf(principal)];
    return {
        appId,
        credentialsEndOn: secrets.map(({ expiresOn }) => expiresOn).sort(),
        federatedCredentials: credentials.length,
        grants: granted.length,
    };
};

;// CONCATENATED MODULE: ./build/entra/read/key-additions.js


/** The log of one registration is short: a page has a hundred records. */
const key_additions_maxPages = 3;
const reader = 'AuditLog.Read.All';
/**
 * Who added the secrets and certificates of a registration in the last days, from Graph's audit log. Null: not known. It is
 * asked only where the token has the permission; a refusal, a missing licence and a failure are not known either, and a key
 * without a record may have one later. Throws only APPLY_CANCELLED, because no run depends on it.
 */
const readKeyAdditions = async (graph, { id }, { roles }, now) => {
    if (!roles.includes(reader))
        return null;
    try {
        const records = await readAuditLog(graph, id, now, key_additions_maxPages);
        return records.filter(isDone).flatMap(additionsIn);
    }
    catch (thrown) {
        return orNull(thrown);
    }
};
const additionsIn = (record) => {
    const { user, app } = record.initiatedBy ?? {};
    const by = {
        at: audit_log_timeOf(record),
        actor: actorOf(record),
        userId: key_additions_idOf(user?.id),
        appId: key_additions_idOf(app?.appId),
        servicePrincipalId: key_additions_idOf(app?.servicePrincipalId),
    };
    return propertiesOf(record)
        .filter(({ displayName }) => displayName === 'KeyDescription')
        .flatMap(addedKeyIds)
        .map((keyId) => ({ keyId, ...by }));
};
const key_additions_idOf = (text) => text?.toLowerCase() || null;
const addedKeyIds = ({ oldValue, newValue }) => {
    const before = new Set(keyIdsIn(oldValue));
    return keyIdsIn(newValue).filter((keyId) => !before.has(keyId));
};
/**
 * All keys before and after the change: JSON in a string, of texts `[KeyIdentifier=…,KeyType=Password,…,DisplayName=…]`
 * (public detection rules that compare the two, 2026-11; not seen on a real tenant). The name at the end is anybody's text.
 */
const keyIdsIn = (value) => {
    const listed = parsed(value);
    if (!Array.isArray(listed))
        return [];
    return listed.flatMap((one) => {
        const keyId = typeof one === 'string' ? /^\[KeyIdentifier=([0-9a-f-]{36}),/i.exec(one)?.[1] : undefined;
        return keyId === undefined ? [] : [keyId.toLowerCase()];
    });
};
const parsed = (value) => {
    try {
        return JSON.parse(value ?? 'null');
    }
    catch {
        return null;
    }
};

;// CONCATENATED MODULE: ./build/run/observe.js











/** How often in a row Entra must not show what TruU names before it counts as gone: its replicas disagree. */
const observe_maxReads = 5;
/** Reads Entra and TruU at the same time, and Entra again while the two cannot be of one moment. */
const observe = async (remotes, query) => {
    const [entra, other] = await Promise.allSettled([readSettled(remotes, query), remotes.truu.read(query.truu)]);
    if (entra.status === 'fulfilled' && other.status === 'fulfilled')
        return readAgain(remotes, query, { entra: entra.value, truu: other.value });
    const failures = [entra, other].flatMap((side) => (side.status === 'rejected' ? [asActionError(side.reason)] : []));
    return { readable: false, failures };
};
/** Reads Entra, and again while Graph has not replicated all of a young registration, whoever created it. */
const readSettled = (remotes, query) => pollUntil(remotes.retryWindow, () => settled(readEntraSide(remotes, query)));
const readEntraSide = async ({ graph, session }, query) => {
    const { application, tenant, workflow, secretUse } = query;
    const deployer = await session.deployer();
    const [state, reading] = await Promise.all([
        readEntra(graph, application, { tenant, deployer, workflow, secretUse }),
        preflightOf(graph, query, deployer),
    ]);
    const preflight = reading === null || 'applier' in reading ? reading : toPreflight(reading, state);
    const missing = state.application === null && 'uniqueName' in application && preflight?.deleted === null;
    const deleted = missing ? await readDeletedHolder(graph, application.uniqueName) : (preflight?.deleted ?? null);
    return { ...state, preflight: preflight === null ? null : { ...preflight, deleted } };
};
const preflightOf = async (graph, { preflight }, deployer) => {
    if (preflight === null || 'applier' in preflight)
        return preflight;
    return readPreflight(graph, preflight.clientId, deployer);
};
const readAgain = async (remotes, query, { entra: first, truu }) => {
    const { clock, cancel } = remotes.retryWindow;
    const waits = (0,support_clock/* backOff */.fu)(100, 1.6, 1_000);
    let entra = first;
    try {
        const seen = () => observe_settle(remotes, query, entra, truu);
        for (let reads = 1; reads < observe_maxReads && !isConsistent(entra, seen(), query.application); reads += 1) {
            // The first time at once: most often another run was faster than our reading.
            if (reads > 1)
                await clock.sleep(waits.next().value, cancel);
            const appId = entra.application?.appId;
            const known = { ...query, preflight: entra.preflight, secretUse: entra.secretUse ?? query.secretUse };
            entra = await readSettled(remotes, appId === undefined ? known : { ...known, application: { appId } });
        }
    }
    catch (thrown) {
        return { readable: false, failures: [asActionError(thrown)] };
    }
    try {
        const seen = observe_settle(remotes, query, entra, truu);
        const [former, keyAdditions] = await Promise.all([
            readFormer(remotes.graph, formerAppIds(entra, seen), entra.deployer),
            keyAdditionsOf(remotes, query, entra, seen),
        ]);
        return { readable: true, entra: { ...entra, former, keyAdditions }, truu: seen };
    }
    catch (thrown) {
        return { readable: false, failures: [asActionError(thrown)] };
    }
};
/** TruU's side by what Entra shows at the same moment. */
const observe_settle = ({ truu: side }, query, entra, truu) => {
    const { application, secretUse, now } = entra;
    return side.settle(truu, query.truu, {
        appId: application?.appId ?? null,
        secrets: application?.secrets ?? [],
        use: secretUse,
        now,
    });
};
/** The audit log is a witness only where neither TruU's record nor the workflow speaks for a key. */
const keyAdditionsOf = async ({ graph }, { keyAdditions, knownKeyIds }, { application, deployer, now }, truu) => {
    if (keyAdditions !== 'ask')
        return keyAdditions;
    const previous = truu.directories.flatMap(({ credential }) => credential.previous.map((one) => one.secretKeyId));
    const vouchedFor = new Set([...truu.heldKeyIds, ...previous, ...knownKeyIds]);
    if (application === null || application.secrets.every(({ keyId }) => vouchedFor.has(keyId)))
        return null;
    return readKeyAdditions(graph, application, deployer, now);
};

;// CONCATENATED MODULE: ./build/plan/environment.js


/** Which branches may use the deployment environment of a job, and with it the job's identity. */
const environmentRules = ['default-branch', 'open', 'none', 'unreadable'];
/**
 * Refuses permissions that the registration does not have yet where other branches can use the identity that grants them:
 * then a review on the default branch protects nothing. Throws AUTH_ENVIRONMENT_OPEN.
 */
const expectClosedEnvironment = (environment, { changes, refusals }) => {
    const grants = wantedOf(changes).some(({ target, act }) => target.kind === 'permission' && act === 'grant');
    if (environment.rule !== 'open' || !grants || refusals.length > 0)
        return;
    const { name, shown, defaultBranch } = environment;
    const message = 'The environment of this job is not limited to the default branch, and the plan grants permissions that the registration does not have.';
    throw new ActionError('AUTH_ENVIRONMENT_OPEN', message, {
        evidence: [
            { name: 'Environment', value: name ?? 'unknown' },
            { name: 'Branches that may use it', value: shown ?? 'all' },
            { name: 'Default branch', value: defaultBranch ?? 'unknown' },
        ],
    });
};

;// CONCATENATED MODULE: ./build/plan/expiry-notes.js


/** A secret with such a role has a successor, or is about to go: that it expires is what is meant to happen. */
const succeeded = new Set(['overlap', 'due', 'postponed', 'kept', 'expired', 'orphaned']);
/**
 * Which secrets and certificates of the registration and of its service principal expire within the input `warn-before`,
 * whoever made them, by Graph's clock. What has expired already is left out.
 */
const expiryNotes = ({ entra, policy }, { secrets }) => {
    const { warnBefore } = policy;
    if (warnBefore === null)
        return [];
    const { application, servicePrincipal, now } = entra.observed;
    const kinds = [
        ['A client secret of the registration', secrets.filter(({ role }) => !succeeded.has(role))],
        ['A certificate of the registration', application?.certificates ?? []],
        ['A client secret of the service principal', servicePrincipal?.secrets ?? []],
        ['A certificate of the service principal', servicePrincipal?.certificates ?? []],
    ];
    return kinds.flatMap(([what, all]) => all
        .filter(({ expiresOn }) => expiresWithin(new Date(expiresOn), warnBefore, now))
        .map(({ keyId, displayName, expiresOn }) => note({ kind: 'expiry', keyId }, `${what} expires at ${expiresOn}, which is within ${warnBefore}; what logs in with it then fails`, displayName ?? '', keyId)));
};
const expiresWithin = (end, duration, now) => end.getTime() > now.getTime() && subtractDuration(end, parseDuration(duration)).getTime() <= now.getTime();

;// CONCATENATED MODULE: ./build/plan/witness.js

/**
 * The record of Entra's audit log by which a secret was added by another than the workflow's identities; null where none
 * says so. No record, and one that does not say who it was, prove nothing. A name is no identity: ids decide, and what a
 * person does through an app of the workflow is the person's. Pure.
 */
const addedByAnother = (keyId, { keyAdditions, workflow, deployer }, identities) => {
    const clients = creatorsOf(identities, deployer);
    const principals = [workflow.deployer, workflow.renewer, deployer.appOnly ? deployer.servicePrincipalId : null];
    const isOurs = ({ appId, servicePrincipalId }) => (servicePrincipalId !== null && principals.includes(servicePrincipalId)) || (appId !== null && clients.has(appId));
    const isAnothers = (one) => one.userId !== null || ((one.servicePrincipalId !== null || one.appId !== null) && !isOurs(one));
    return keyAdditions?.find((one) => one.keyId === keyId && isAnothers(one)) ?? null;
};

;// CONCATENATED MODULE: ./build/plan/notes.js







/** What people should know though nothing changes: other ways into the registration, and what is not due yet. */
const notesOf = (input, assessment, unknown) => [
    ...accessNotes(unknown),
    ...directoryNotes(input, assessment),
    ...formerNotes(input),
    ...principalNotes(input),
    ...heldElsewhereNotes(input, assessment),
    ...nameNotes(input),
    ...overlapNotes(input, assessment),
    ...useNotes(input, assessment),
    ...rotateNotes(input, assessment),
    ...expiryNotes(input, assessment),
];
/** The ways in that nobody vouches for, the client secrets of the registration among them. */
const unknownAccessOf = ({ entra, truu, policy }, { secrets }) => [
    ...secrets.flatMap((secret) => {
        const message = policy.knownCredentials.has(secret.keyId) ? undefined : unknownSecrets[secret.role];
        if (message === undefined)
            return [];
        const addition = addedByAnother(secret.keyId, entra.observed, policy);
        return [addition === null ? unknownSecret(secret, message) : secretOfAnother(secret, message, addition)];
    }),
    ...unknownAccess(entra.observed, { ...policy, knownCredentials: knownOrHeld(policy, truu.observed) }),
];
/** The record says who, by name and by id: the name alone is anybody's. */
const secretOfAnother = (secret, message, addition) => {
    const { actor, userId, servicePrincipalId, appId } = addition;
    const witness = "by Entra's audit log, none of the workflow's identities added it, but the one that is named here";
    return unknownSecret(secret, `${message}; ${witness}`, [actor, userId ?? servicePrincipalId ?? appId ?? '']);
};
/** What TruU holds is known, also where it lies on the service principal. */
const knownOrHeld = ({ knownCredentials }, { heldKeyIds }) => new Set([...knownCredentials, ...heldKeyIds]);
/** What is said of secrets for which TruU's record does not speak, by their role. */
const unknownSecrets = {
    foreign: 'A secret that this action did not create can log in as the registration; the action does not change it',
    unvouched: 'A secret carries our tag, but TruU knows nothing of it; it can log in as the registration, and the action does not change it',
};
const accessNotes = (unknown) => unknown.map(({ target, message, names }) => finding(target, message, ...names));
const principalNotes = ({ entra }) => {
    const { application, servicePrincipal } = entra.observed;
    const own = [...(servicePrincipal?.secrets ?? []), ...(servicePrincipal?.certificates ?? [])];
    return [
        ...(servicePrincipal?.accountEnabled === false
            ? [finding({ kind: 'service-principal' }, 'Sign-in is disabled for the service principal, so TruU cannot log in')]
            : []),
        ...(application?.disabled
            ? [
                finding({ kind: 'application-property', property: 'isDisabled' }, 'The registration is deactivated, so Entra refuses TruU every token'),
            ]
            : []),
        ...(application?.disabledByMicrosoft
            ? [
                finding({ kind: 'application-property', property: 'disabledByMicrosoftStatus' }, 'Microsoft has disabled the registration, so Entra refuses TruU every token', application.disabledByMicrosoft),
            ]
            : []),
        ...(application !== null && !application.locked && own.length > 0
            ? [
                finding({ kind: 'application-property', property: 'lock' }, 'The service principal is not locked; apply locks it once it has no credential of its own'),
            ]
            : []),
    ];
};
/** What TruU holds need not be a secret of the registration; a rotation makes it one. */
const heldElsewhereNotes = ({ entra }, { match }) => {
    const heldKeyId = match.kind === 'ours' ? match.directory.credential.secretKeyId : null;
    const held = entra.observed.servicePrincipal?.secrets.find(({ keyId }) => keyId === heldKeyId);
    if (held === undefined)
        return [];
    return [
        note({ kind: 'service-principal-credential', keyId: held.keyId }, 'TruU holds a secret of the service principal, not of the registration; the next rotation replaces it, and the input "rotate" with its key id does so now', held.displayName ?? '', held.keyId),
    ];
};
/** An adopted registration is known by its id; its unique name is only a convenience. */
const nameNotes = ({ entra }) => {
    const { desired, observed } = entra;
    const { application } = observed;
    if (application === null || !('appId' in desired.key) || application.uniqueName === desired.uniqueName)
        return [];
    const target = { kind: 'application-property', property: 'uniqueName' };
    return [
        application.uniqueName === null
            ? note(target, 'The registration has no unique name; its adoption sets one if it is free', desired.uniqueName)
            : note(target, 'The registration has another unique name than the spec; the input "application-id" identifies it', application.uniqueName),
    ];
};
/** What the directory used before can still log in, or still has privileges, until both are taken away. */
const formerNotes = ({ entra }) => {
    const { former, now } = entra.observed;
    return former.flatMap(({ appId, credentialsEndOn, federatedCredentials, grants }) => {
        // A time that cannot be read counts as to come.
        const usable = federatedCredentials > 0 || credentialsEndOn.some((end) => !(Date.parse(end) <= now.getTime()));
        if (!usable && grants === 0)
            return [];
        const message = 'The registration that the directory used before still has credentials or permissions; remove them, or delete it';
        return [finding({ kind: 'directory-identity', field: 'clientId' }, message, appId)];
    });
};
/** A second directory of a tenant is a setup of its own; where one is created beside another, people should know. */
const directoryNotes = ({ truu, entra }, { match }) => {
    if (match.kind !== 'none')
        return [];
    return truu.observed.directories
        .filter((one) => one.tenantId === entra.desired.tenant)
        .map(({ configurationName, clientId }) => note({ kind: 'directory' }, 'TruU has another directory of this tenant, which stays as it is; to take it over instead, set truu.directory.name to its name and the input "application-id" to its client id', configurationName ?? '', clientId ?? ''));
};
const overlapNotes = ({ entra }, { match, secrets }) => {
    if (match.kind !== 'ours' || match.directory.credential.acceptedAt === null)
        return [];
    const until = addDuration(new Date(match.directory.credential.acceptedAt), parseDuration(entra.desired.secret.overlap));
    const reportOf = knownUse(entra.observed.secretUse)?.reportOf ?? '';
    const latest = new Date(until.getTime() + maxPostponedMs).toISOString();
    const messages = {
        overlap: `The previous secret is kept until its overlap ends at ${until.toISOString()}`,
        postponed: `The previous secret is kept past its overlap until ${latest} at the latest: Entra's report of sign-ins reaches to ${reportOf}, so it cannot show yet whether the secret was used after TruU took the next one`,
    };
    return secrets.flatMap(({ role, keyId }) => {
        const message = messages[role];
        return message === undefined ? [] : [note({ kind: 'secret', keyId }, message, keyId)];
    });
};
/** When each secret that TruU does not hold was last used, and any use after TruU took the next one: what shows which can go. */
const useNotes = ({ entra }, { secrets }) => {
    const others = secrets.filter(({ role }) => role !== 'held' && role !== 'orphaned');
    return [
        ...others
            .filter(({ role }) => role === 'in-use')
            .map(({ keyId }) => finding({ kind: 'secret-use', keyId }, 'The previous secret was used after TruU took the next one, so it is kept past its overlap; set the input "rotate" to its key id to retire it', keyId)),
        ...(knownUse(entra.observed.secretUse) === null ? unknownUse(others) : others.map(lastUse)),
    ];
};
/** Only where a person has to decide by it. */
const unknownUse = (secrets) => secrets.some(({ role }) => role === 'foreign' || role === 'unvouched' || role === 'due')
    ? [
        note({ kind: 'secret-use', keyId: null }, 'Sign-in activity of the secrets is unknown: Entra reports it in the public cloud only, to identities with AuditLog.Read.All or Directory.Read.All'),
    ]
    : [];
const lastUse = ({ keyId, lastUsedOn }) => note({ kind: 'secret-use', keyId }, lastUsedOn === null
    ? 'No sign-ins recorded for this secret (activity data can lag)'
    : `Last sign-in with this secret: ${lastUsedOn}`, keyId);
const rotateNotes = ({ policy, truu }, { match, secrets }) => {
    if (policy.rotate === null || (match.kind === 'ours' && match.directory.credential.secretKeyId === policy.rotate))
        return [];
    const role = secrets.find((secret) => secret.keyId === policy.rotate)?.role ?? 'foreign';
    // Where a person serves TruU, every secret that one was given can be rotated, and the run is red until it is gone.
    const ofPeople = truu.rules.place !== null && role !== 'foreign' && role !== 'unvouched';
    if (role === 'due' || ofPeople)
        return [];
    return [
        note({ kind: 'secret', keyId: null }, `The input "rotate" names a key id that ${truu.rules.words.notHeld}; nothing is rotated`, policy.rotate),
    ];
};

;// CONCATENATED MODULE: ./build/plan/compare/identity.js




/** What makes the registration the workflow's: its adoption, its owners, and the lock. */
const compareIdentity = (input, match) => [
    ...adoption(input, match),
    ...owners(input),
    ...lock(input),
];
/**
 * An adoption is pending until TruU holds a secret of the registration that it can name. TruU's word decides: whatever
 * stands at the registration itself, its owners can write.
 */
const adoption = (input, match) => {
    const { application } = input.entra.observed;
    if (application === null || whoseOf(input) !== 'adopted' || isTrusted(input, match, application.appId))
        return [];
    return [
        changeOf({
            target: { kind: 'adoption' },
            act: 'adopt',
            title: 'Adopt a registration that the workflow did not create',
            fields: [
                { path: 'appId', before: null, after: application.appId },
                ...originOf(application).map(({ name, value }) => ({ path: name.toLowerCase(), before: null, after: value })),
            ],
            range: rangeOf(input, 'entra', 'application', 'appId'),
            danger: 'privilege',
            reason: 'the input application-id names it; its creator and its owners can have kept a way in',
        }),
    ];
};
const isTrusted = ({ entra }, match, appId) => {
    if (match.kind !== 'ours')
        return false;
    const { clientId, tenantId, credential } = match.directory;
    return clientId === appId && tenantId === entra.desired.tenant && credential.secretKeyId !== null;
};
/** The identities of the workflow that have to own the registration, by the names of their inputs. */
const identitiesOf = ({ deployer, renewer, }) => [
    ...(deployer === null ? [] : [{ name: 'deployer', id: deployer }]),
    ...(renewer === null || renewer === deployer ? [] : [{ name: 'renewer', id: renewer }]),
];
/** Under Application.ReadWrite.OwnedBy an identity changes only what it owns. A new registration gets them at its creation. */
const owners = (input) => {
    const { application, servicePrincipal, workflow } = input.entra.observed;
    if (application === null)
        return [];
    return identitiesOf(workflow).flatMap(({ name, id }) => {
        const owns = (object) => object === null || object.owners.some((owner) => owner.id === id);
        const missing = [
            ...(owns(application) ? [] : ['application']),
            ...(owns(servicePrincipal) ? [] : ['servicePrincipal']),
        ];
        if (missing.length === 0)
            return [];
        return [
            changeOf({
                target: { kind: 'owner', id },
                act: 'grant',
                title: `Make the ${name} an owner`,
                fields: missing.map((path) => ({ path, before: false, after: true })),
                range: rangeOf(input, 'entra', 'application'),
                danger: 'privilege',
                reason: `the input ${name}-client-id names it, and an owner can add secrets`,
            }),
        ];
    });
};
/** A credential of the principal would stay usable under the lock, and could no longer be removed. */
const lock = (input) => {
    const { application, servicePrincipal } = input.entra.observed;
    const own = [...(servicePrincipal?.secrets ?? []), ...(servicePrincipal?.certificates ?? [])];
    if (application === null || application.locked || own.length > 0)
        return [];
    return [
        changeOf({
            target: { kind: 'application-property', property: 'lock' },
            act: 'update',
            title: 'Lock the credentials of the service principal',
            fields: [{ path: 'lock', before: false, after: true }],
            range: rangeOf(input, 'entra', 'application'),
            reason: 'secrets belong on the registration, where they are seen',
        }),
    ];
};

;// CONCATENATED MODULE: ./build/plan/compare/entra.js



/** What the spec and Entra disagree about, secrets apart. */
const compareEntra = (input, grants) => [
    ...compareApplication(input),
    ...comparePrincipal(input),
    ...grants.flatMap((state) => comparePermission(input, state)),
];
const compareApplication = (input) => {
    const { desired, observed } = input.entra;
    const { application } = observed;
    const wanted = [
        { path: 'displayName', value: desired.displayName, at: ['entra', 'application', 'name'] },
        { path: 'signInAudience', value: desired.signInAudience, at: ['entra', 'application'] },
    ];
    if (application === null)
        return [
            changeOf({
                target: { kind: 'application' },
                act: 'create',
                title: 'Create the app registration',
                fields: [
                    { path: 'uniqueName', before: null, after: desired.uniqueName },
                    ...wanted.map(({ path, value }) => ({ path, before: null, after: value })),
                    { path: 'owners', before: null, after: identitiesOf(observed.workflow).map(({ id }) => id) },
                    { path: 'lock', before: null, after: true },
                ],
                range: rangeOf(input, 'entra', 'application'),
                reason: 'no registration has the unique name',
            }),
        ];
    return wanted.flatMap(({ path, value, at }) => {
        const before = application[path];
        if (before === value)
            return [];
        return [
            changeOf({
                target: { kind: 'application-property', property: path },
                act: 'update',
                title: 'Update the registration',
                fields: [{ path, before, after: value }],
                range: rangeOf(input, ...at),
                ...(path === 'signInAudience' ? { danger: 'privilege', reason: narrowing(before) } : { danger: 'ordinary' }),
            }),
        ];
    });
};
/** What is lost with each audience (Entra docs, supported-accounts-validation and single- and multi-tenant apps, read 2026-11). */
const lostWith = {
    AzureADMultipleOrgs: 'accounts and service principals of other tenants can no longer use it',
    AzureADandPersonalMicrosoftAccount: 'accounts and service principals of other tenants, and personal Microsoft accounts, can no longer use it',
    PersonalMicrosoftAccount: 'personal Microsoft accounts can no longer use it',
};
/** No key of the spec sets the audience, so the plan has to say whose wish it is. */
const narrowing = (audience) => `this action keeps the registration single-tenant, for TruU needs no more; ${lostWith[audience] ?? 'accounts outside of this tenant can no longer use it'}. If something else needs them, give TruU a registration of its own`;
const comparePrincipal = (input) => {
    if (input.entra.observed.servicePrincipal !== null)
        return [];
    return [
        changeOf({
            target: { kind: 'service-principal' },
            act: 'create',
            title: 'Create the service principal',
            fields: [],
            range: rangeOf(input, 'entra', 'application'),
            reason: 'the registration needs it to log in and to be granted permissions',
        }),
    ];
};
const comparePermission = (input, state) => {
    const { listed, requested, granted } = state;
    if (listed === null)
        return [];
    if (!listed)
        return [entra_unlisted(input, state)];
    return requested && granted ? [] : [missing(input, state)];
};
const targetOf = ({ type, name, tier, description }) => ({
    kind: 'permission',
    type,
    name,
    tier,
    description,
});
const difference = (path, before, after) => before === after ? [] : [{ path, before, after }];
const missing = (input, state) => {
    const { requested, granted, path } = state;
    return changeOf({
        target: targetOf(state),
        act: granted ? 'update' : 'grant',
        title: granted ? 'Request a permission that is already granted' : 'Grant a permission',
        fields: [...difference('requested', requested, true), ...difference('granted', granted, true)],
        range: rangeOf(input, ...(path ?? [])),
        danger: granted ? 'ordinary' : 'privilege',
        reason: granted ? 'granted, not requested' : requested ? 'requested, not granted' : null,
    });
};
const entra_unlisted = (input, state) => {
    const { type, requested, granted } = state;
    return changeOf({
        target: targetOf(state),
        act: granted ? 'revoke' : 'remove',
        title: granted ? 'Revoke a permission that the spec does not list' : 'Stop requesting a permission',
        fields: [...difference('requested', requested, false), ...difference('granted', granted, false)],
        range: rangeOf(input, 'entra', 'permissions', type),
        danger: 'removal',
        reason: granted ? 'granted, but not in the spec' : 'requested, but not in the spec',
    });
};

;// CONCATENATED MODULE: ./build/plan/types.js
/*
 * What can differ, and which step carries it out, in the order in which steps run:
 *
 *   target                                 act                    step                         on
 *   application                            create                 create-application           Entra
 *   application-property                   update                 update-application           Entra
 *   adoption                               adopt                  with set-secret              Entra, TruU
 *   owner                                  grant                  add-owners                   Entra
 *   permission, requested                  grant, update, remove  with the application's step  Entra
 *   service-principal                      create                 create-service-principal     Entra
 *   permission, granted                    grant                  grant                        Entra
 *   secret without a key id                create, rotate, adopt  set-secret                   Entra, TruU
 *   directory                              create                 with set-secret              TruU
 *   directory-identity                     update                 with set-secret              TruU
 *   secret that TruU does not hold         remove                 with set-secret, or below    Entra, TruU's fence
 *   directory-setting                      update                 update-directory             TruU
 *   cluster                                update                 connect-cluster              TruU
 *   permission, granted, not in the spec   revoke                 revoke                       Entra
 *   application-property, lock             update                 lock-service-principal       Entra
 *   -- once TruU is Healthy with all this --
 *   primary-user-identifier                update                 set-primary-user-identifier  TruU
 *   cluster of another directory           update                 connect-cluster              TruU
 *   -- once TruU is Healthy with that as well --
 *   secret that TruU does not hold         remove                 delete-unheld-secrets        Entra, TruU's fence
 *   secret that TruU held before           retire                 retire-secrets               Entra
 *
 * Where a person serves TruU's side, all of TruU's steps and `set-secret` are one step: hand-off.
 *
 * The other targets are only ever the subject of a note. The steps on TruU's side are laid out by the connection to it.
 */
/** What a change does to its object. */
const acts = ['create', 'update', 'remove', 'grant', 'revoke', 'rotate', 'retire', 'adopt'];
/** A value that only apply can know, such as the id of what it will create. */
const knownAfterApply = { knownAfterApply: true };
/** The order in which a reviewer should read changes: privileges and removals first. Lower is more dangerous. */
const dangerRank = { privilege: 0, removal: 1, tenantWide: 2, secret: 3, ordinary: 4 };
/** The names of `dangerRank`, the most dangerous first. */
const dangers = Object.keys(dangerRank);
/** Why apply leaves a change out. */
const skipReasons = ['allow-removals', 'unlisted', 'mode', 'person'];

;// CONCATENATED MODULE: ./build/plan/compare/secret.js



/** The changes that concern secrets: by key id, never by value. */
const compareSecrets = (input, assessment) => {
    const { renewal, unheld, retiring } = assessment;
    return [
        ...(renewal === null ? [] : [rotation(input, assessment, renewal)]),
        ...[...unheld.before, ...unheld.after].map((keyId) => removal(input, assessment, keyId)),
        ...retiring.map((keyId) => retirement(input, assessment, keyId)),
    ];
};
const titles = {
    create: 'Create a client secret and set it in TruU',
    rotate: 'Rotate the client secret',
    adopt: 'Replace the manually entered secret with a managed one',
};
const titlesWithPerson = {
    create: 'Create a client secret and ask a person to set it in TruU',
    rotate: 'Rotate the client secret and ask a person to set it in TruU',
    adopt: 'Rotate the client secret and ask a person to set it in TruU',
};
const titlesForPerson = {
    create: 'Ask a person to add a client secret and set it in TruU',
    rotate: 'Ask a person to replace the client secret in TruU',
    adopt: 'Ask a person to replace the client secret in TruU',
};
const titlesOf = ({ truu: { rules } }) => {
    if (rules.setsSecrets)
        return titles;
    return rules.createsSecrets ? titlesWithPerson : titlesForPerson;
};
const rotation = (input, { match }, renewal) => changeOf({
    target: { kind: 'secret', keyId: null },
    act: renewal.act,
    title: titlesOf(input)[renewal.act],
    fields: [
        {
            path: 'secretKeyId',
            before: match.kind === 'ours' ? match.directory.credential.secretKeyId : null,
            after: knownAfterApply,
        },
    ],
    range: rangeOf(input, 'entra', 'secret'),
    danger: 'secret',
    reason: renewal.reason,
    dueByTime: renewal.dueByTime,
    renews: renewal.renewable,
});
const removal = (input, { match, secrets }, keyId) => changeOf({
    target: { kind: 'secret', keyId },
    act: 'remove',
    title: 'Delete a client secret that TruU does not hold',
    fields: [{ path: 'secretKeyId', before: keyId, after: null }],
    range: rangeOf(input, 'entra', 'secret'),
    danger: 'secret',
    reason: secrets.some((one) => one.keyId === keyId && (one.role === 'overlap' || one.role === 'postponed'))
        ? 'newer secrets are in their overlap, and at most one is kept'
        : 'it is orphaned by an interrupted run, or past its overlap',
    dueByTime: true,
    // Mode renew creates no directory, and without one there is nothing to fence.
    renews: match.kind !== 'none',
    settling: secret_isYoung(input, secrets, keyId),
});
/** A run that is under way may still set it in TruU. */
const settlesMs = 60 * 60_000;
const secret_isYoung = ({ entra }, secrets, keyId) => {
    const found = secrets.find((one) => one.keyId === keyId && one.role === 'orphaned');
    return found !== undefined && entra.observed.now.getTime() - Date.parse(found.startsOn) < settlesMs;
};
const retirement = (input, { secrets, renewal }, keyId) => {
    const expired = secrets.some((one) => one.keyId === keyId && one.role === 'expired');
    const compromised = renewal?.compromised === true || input.policy.rotate === keyId;
    return changeOf({
        target: { kind: 'secret', keyId },
        act: 'retire',
        title: expired ? 'Delete an expired secret' : 'Retire the previous secret',
        fields: [{ path: 'secretKeyId', before: keyId, after: null }],
        range: rangeOf(input, 'entra', 'secret', 'overlap'),
        danger: 'secret',
        reason: expired ? 'it has expired' : compromised ? 'it is compromised' : 'its overlap has passed',
        dueByTime: true,
        renews: true,
        // It opens no door, and can wait for the next apply.
        settling: expired,
    });
};

;// CONCATENATED MODULE: ./build/plan/compare/truu.js





/** What the spec and TruU disagree about, the credential apart. */
const compareTruu = (input, match) => [
    ...compareDirectory(input, match),
    ...truu_compareIdentity(input, match),
    ...comparePrimaryUserIdentifier(input),
    ...compareCluster(input, match),
];
const compareDirectory = (input, match) => {
    const { settings } = input.truu.desired;
    if (match.kind === 'ambiguous')
        return [];
    if (match.kind === 'none')
        return [
            changeOf({
                target: { kind: 'directory' },
                act: 'create',
                title: 'Create the TruU directory',
                fields: settingFields.map((path) => ({ path, before: null, after: settings[path] })),
                range: rangeOf(input, 'truu', 'directory'),
                reason: input.truu.rules.words.noDirectory,
            }),
        ];
    const { directory } = match;
    return settingFields.flatMap((path) => {
        if (isSameSetting(path, directory[path], settings[path]))
            return [];
        const { key, title, danger } = directorySettings[path];
        return [
            changeOf({
                target: { kind: 'directory-setting', setting: path },
                act: 'update',
                title,
                fields: [{ path, before: directory[path], after: settings[path] }],
                range: rangeOf(input, 'truu', 'directory', key),
                danger: danger(settings[path]),
                reason: directory[path] === null ? 'nobody has confirmed its value in the console' : null,
            }),
        ];
    });
};
/** The ids that are set together with a secret: a directory matched by its name alone gets those of this registration. */
const truu_compareIdentity = (input, match) => {
    if (match.kind !== 'ours')
        return [];
    const { directory } = match;
    const appId = input.entra.observed.application?.appId ?? null;
    const wanted = [
        { path: 'tenantId', before: directory.tenantId, after: input.entra.desired.tenant, at: ['entra', 'tenant'] },
        {
            path: 'clientId',
            before: directory.clientId,
            after: appId ?? knownAfterApply,
            at: ['entra', 'application'],
        },
    ];
    return wanted.flatMap(({ path, before, after, at }) => before === after
        ? []
        : [
            changeOf({
                target: { kind: 'directory-identity', field: path },
                act: 'update',
                title: 'Update tenantId and clientId of the TruU directory (matched by name only)',
                fields: [{ path, before, after }],
                range: rangeOf(input, ...at),
                // From then on another registration is trusted, and the one before keeps what it has.
                danger: 'privilege',
                reason: repointReason(input, directory),
            }),
        ]);
};
/**
 * Why, and what to do instead. Adoption is proposed only because TruU itself names the registration: by its name alone the
 * message would recruit for anyone who took it.
 */
const repointReason = ({ entra, policy }, { tenantId, clientId }) => {
    const matched = 'the directory has the name of the spec and other ids';
    const isInTenant = clientId !== null && tenantId === entra.desired.tenant && isGuid(clientId);
    if (!isInTenant || clientId === entra.observed.application?.appId)
        return matched;
    const keeps = `${matched}; the registration that TruU uses now keeps its credentials and permissions`;
    return policy.applicationId === null
        ? `${keeps}. To adopt it instead, set the input "application-id" to ${clientId}`
        : keeps;
};
const comparePrimaryUserIdentifier = (input) => {
    const { desired, observed } = input.truu;
    const before = observed.primaryUserIdentifier?.value ?? null;
    if (desired.primaryUserIdentifier === null || desired.primaryUserIdentifier === before)
        return [];
    return [
        changeOf({
            target: { kind: 'primary-user-identifier' },
            act: 'update',
            title: 'Update the primary user identifier of every directory in the TruU tenant',
            fields: [{ path: 'primaryUserIdentifier', before, after: desired.primaryUserIdentifier }],
            range: rangeOf(input, 'truu', 'primaryUserIdentifier'),
            danger: 'tenantWide',
            reason: 'lookups and verification workflows of all directories use it',
        }),
    ];
};
const compareCluster = (input, match) => {
    const { cluster } = input.truu.desired;
    const found = input.truu.observed.cluster?.found ?? null;
    if (cluster === null || found === null || match.kind === 'ambiguous')
        return [];
    const before = found.connection.value;
    if (match.kind === 'ours' && before === match.directory.id)
        return [];
    return [
        changeOf({
            target: { kind: 'cluster', name: cluster },
            act: 'update',
            title: 'Connect a cluster to the directory',
            fields: [
                {
                    path: 'directoryConnection',
                    before,
                    after: match.kind === 'ours' ? match.directory.id : knownAfterApply,
                },
            ],
            range: rangeOf(input, 'truu', 'cluster'),
            // Another directory loses its Identity Servers.
            danger: before === null ? 'ordinary' : 'tenantWide',
            reason: before === null ? input.truu.rules.words.noConnection : 'the cluster is connected to another directory',
        }),
    ];
};

;// CONCATENATED MODULE: ./build/plan/trust-inputs.js
/** Another value in the workflow that applies is another decision, so they are part of what is agreed to. */
const trustInputsOf = (policy) => ({
    'application-id': policy.applicationId ?? '',
    'deployer-client-id': policy.deployerClientId ?? '',
    'renewer-client-id': policy.renewerClientId ?? '',
    'known-owners': sorted(policy.knownOwners),
    'known-credentials': sorted(policy.knownCredentials),
    'adopt-secrets': sorted(policy.adoptSecrets),
    rotate: policy.rotate ?? '',
    'allowed-permissions': sorted(policy.allowedPermissions),
});
const sorted = (values) => [...values].sort().join(' ');

;// CONCATENATED MODULE: ./build/plan/fingerprint.js


/**
 * SHA-256 over what is agreed to with a plan, hexadecimal: where it would change things (tenant, cloud, registration,
 * TruU's side, directory), by which inputs of the workflow, what policy the secret gets, and what would change. Equal for
 * equal plans however the remotes order their answers, and the identity that plans: sorted, and without times, ETags, key ids, what
 * is due only because time passed, and what the identities of a workflow do not all read (notes, refusals, use).
 */
const fingerprintOf = (input, match, changes) => {
    const { desired, observed } = input.entra;
    const { description, lifetime, renewBefore, overlap } = desired.secret;
    const data = {
        version: 2,
        tenant: desired.tenant,
        cloud: input.document.spec.entra.cloud,
        registration: observed.application?.appId ?? 'new',
        consumer: input.truu.consumer,
        directory: match.kind === 'ours' ? match.directory.id : 'new',
        secret: { description, lifetime, renewBefore, overlap },
        // Who can read a new secret is agreed to like what it may do.
        ...(input.truu.rules.place === null ? {} : { place: input.truu.rules.place }),
        inputs: trustInputsOf(input.policy),
        changes: changes
            .filter((change) => !change.dueByTime && change.skipReason !== 'person')
            .map(canonical)
            .sort(),
    };
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(data)).digest('hex');
};
const canonical = ({ target, address, act, fields, skipReason }) => {
    const ofSecret = target.kind === 'secret';
    const differences = fields.map(({ path, before, after }) => [
        path,
        ofSecret ? null : before,
        ofSecret ? null : after,
    ]);
    return JSON.stringify([address, act, skipReason, differences.sort()]);
};

;// CONCATENATED MODULE: ./build/plan/grant-states.js

const byName = (all) => new Map(all.map((one) => [one.name, one]));
/** What the catalogue does not know keeps its id in place of a name: it is a privilege all the same. */
const ofIds = (type, ids) => byName(ids.map((id) => summaryOf(type, id, permissionById(type, id))));
const grantedOf = ({ servicePrincipal }, type) => type === 'application'
    ? ofIds(type, servicePrincipal?.assignments.map((one) => one.roleId) ?? [])
    : byName(servicePrincipal?.delegatedGrant?.scopes.map((name) => summaryOf(type, name, findPermission(type, name))) ?? []);
/** Each permission that is listed, requested or granted, by type and name. */
const grantStatesOf = ({ entra: { desired, observed } }) => ['application', 'delegated'].flatMap((type) => {
    const listed = desired[type] === null ? null : new Map(desired[type].map((one) => [one.name, one]));
    const requested = ofIds(type, observed.application?.requested[type] ?? []);
    const granted = grantedOf(observed, type);
    const all = new Map([...requested, ...granted, ...(listed ?? [])]);
    return [...all.values()]
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, tier, description }) => ({
        type,
        name,
        tier,
        description,
        listed: listed?.has(name) ?? null,
        path: listed?.get(name)?.path ?? null,
        requested: requested.has(name),
        granted: granted.has(name),
    }));
});

;// CONCATENATED MODULE: ./build/plan/skip.js



/** A person was asked to do it, and asking once is enough. */
const askedAlready = ({ target }, { asked }) => asked && (sideOf(target) === 'truu' || isSetWithSecret(target)) ? 'person' : null;
const takesUnlistedAway = ({ target, act }) => target.kind === 'permission' && (act === 'revoke' || act === 'remove');
/** A permission that the spec does not list is reported, unless the spec says that it is removed. */
const reportOnly = (change, { entra }) => takesUnlistedAway(change) && !entra.desired.removeUnlisted ? 'unlisted' : null;
/** It is removed only where the workflow allows removals. */
const removalsOff = (change, { policy }) => takesUnlistedAway(change) && !policy.allowRemovals ? 'allow-removals' : null;
/** Mode renew moves an integration from one secret to the next, and does nothing else. */
const renewalsOnly = ({ renews }, { policy }) => (policy.renewOnly && !renews ? 'mode' : null);
/** The first that has something against a change decides. */
const policies = [askedAlready, reportOnly, removalsOff, renewalsOnly];
/** The same changes, each with the reason for which apply leaves it out. */
const withSkipReasons = (changes, input) => {
    const { rules, observed } = input.truu;
    const context = { ...input, asked: rules.isAsked(observed, rotationOf(changes) !== null) };
    return changes.map((change) => {
        const reasons = policies.map((policy) => policy(change, context));
        return { ...change, skipReason: reasons.find((reason) => reason !== null) ?? null };
    });
};

;// CONCATENATED MODULE: ./build/plan/steps/entra.js




const isPermission = (change) => change.target.kind === 'permission';
/** The steps that bring the registration, its service principal and its grants about. */
const entraSteps = (input, wanted) => [
    ...applicationSteps(input, wanted),
    ...nameStep(input, wanted),
    ...principalStep(input, wanted),
    ...ownersStep(input, wanted),
    ...grantStep(input, wanted),
];
const applicationSteps = (input, wanted) => {
    const { desired, observed } = input.entra;
    const own = wanted.filter(({ target }) => target.kind === 'application' || (target.kind === 'application-property' && target.property !== 'lock'));
    const requests = wanted.filter((change) => isPermission(change) && change.fields.some((one) => one.path === 'requested'));
    const requiredResourceAccess = requiredAccess(input, wanted);
    if (observed.application === null)
        return own.length === 0
            ? []
            : [
                {
                    id: 'create-application',
                    kind: 'create-application',
                    changes: addressesOf([...own, ...requests]),
                    dependsOn: [],
                    permissions: ids_owning,
                    displayName: desired.displayName,
                    uniqueName: desired.uniqueName,
                    requiredResourceAccess,
                    ownerIds: ownerIdsOf(input),
                },
            ];
    if (own.length + requests.length === 0)
        return [];
    const patch = Object.fromEntries(own.flatMap((change) => change.fields.map((one) => [one.path, one.after])));
    return [
        {
            id: 'update-application',
            kind: 'update-application',
            changes: addressesOf([...own, ...requests]),
            dependsOn: [],
            permissions: ids_owning,
            applicationId: observed.application.id,
            patch: { ...patch, ...(requests.length > 0 ? { requiredResourceAccess } : {}) },
        },
    ];
};
/** requiredResourceAccess is replaced as a whole, so what must stay, other APIs included, is sent again. */
const requiredAccess = (input, wanted) => {
    const { desired, observed } = input.entra;
    const kept = (application, type) => {
        const before = application?.requested[type] ?? [];
        const listed = desired[type];
        if (listed === null)
            return before;
        const ids = new Set(listed.map((permission) => permission.id));
        const leaving = wanted.some((one) => isPermission(one) && (one.act === 'remove' || one.act === 'revoke'));
        return [...new Set([...ids, ...(leaving ? [] : before)])].sort();
    };
    const entries = [
        ...kept(observed.application, 'application').map((id) => ({ id, type: 'Role' })),
        ...kept(observed.application, 'delegated').map((id) => ({ id, type: 'Scope' })),
    ];
    const others = observed.application?.otherApis ?? [];
    return entries.length === 0 ? others : [{ resourceAppId: graphAppId, resourceAccess: entries }, ...others];
};
const principalStep = (input, wanted) => wanted.some(({ target }) => target.kind === 'service-principal')
    ? [
        {
            id: 'create-service-principal',
            kind: 'create-service-principal',
            changes: ['entra/service-principal'],
            dependsOn: input.entra.observed.application === null ? ['create-application'] : [],
            permissions: ids_owning,
            appId: appId(input),
            ownerIds: ownerIdsOf(input),
        },
    ]
    : [];
const ownerIdsOf = ({ entra }) => identitiesOf(entra.observed.workflow).map(({ id }) => id);
/** With an adoption the unique name is set at best: the registration is known by its id. */
const nameStep = ({ entra }, wanted) => {
    const { application } = entra.observed;
    const adoption = wanted.filter(({ target }) => target.kind === 'adoption');
    if (application === null || application.uniqueName !== null || adoption.length === 0)
        return [];
    const { uniqueName } = entra.desired;
    return [
        {
            id: 'name-application',
            kind: 'name-application',
            changes: addressesOf(adoption),
            dependsOn: [],
            permissions: ids_owning,
            applicationId: application.id,
            uniqueName,
        },
    ];
};
const ownersStep = ({ entra }, wanted) => {
    const { application, servicePrincipal } = entra.observed;
    const added = wanted.filter(({ target, act }) => target.kind === 'owner' && act === 'grant');
    if (application === null || added.length === 0)
        return [];
    const owners = added.flatMap(({ target, fields }) => {
        const adds = (path) => fields.some((one) => one.path === path);
        if (target.kind !== 'owner')
            return [];
        return [{ id: target.id, application: adds('application'), servicePrincipal: adds('servicePrincipal') }];
    });
    return [
        {
            id: 'add-owners',
            kind: 'add-owners',
            changes: addressesOf(added),
            dependsOn: [],
            permissions: [...ids_owning, 'Directory.Read.All'],
            applicationId: application.id,
            servicePrincipalId: servicePrincipal?.id ?? null,
            owners,
        },
    ];
};
/** The step that locks the credentials of the service principal: the last of those in Entra that wait for nothing of TruU. */
const lockStep = ({ entra }, wanted) => {
    const { application } = entra.observed;
    const locks = wanted.filter(({ target }) => target.kind === 'application-property' && target.property === 'lock');
    if (application === null || locks.length === 0)
        return [];
    return [
        {
            id: 'lock-service-principal',
            kind: 'lock-service-principal',
            changes: addressesOf(locks),
            dependsOn: [],
            permissions: ids_owning,
            applicationId: application.id,
        },
    ];
};
const grantStep = (input, wanted) => {
    const { desired, observed } = input.entra;
    const gained = wanted.filter(isPermission).filter(({ act }) => act === 'grant');
    const isGained = (type, name) => gained.some(({ target }) => target.type === type && target.name === name);
    const roles = (desired.application ?? []).filter((one) => isGained('application', one.name));
    const scopes = (desired.delegated ?? []).filter((one) => isGained('delegated', one.name)).map((one) => one.name);
    if (roles.length + scopes.length === 0)
        return [];
    const existing = observed.servicePrincipal?.delegatedGrant ?? null;
    const whole = [...new Set([...(existing?.scopes ?? []), ...scopes])].sort();
    return [
        {
            id: 'grant',
            kind: 'grant',
            changes: addressesOf(gained),
            dependsOn: [
                ...(observed.application === null ? ['create-application'] : []),
                ...(observed.servicePrincipal === null ? ['create-service-principal'] : []),
            ],
            permissions: [
                ...(roles.length > 0 ? ['AppRoleAssignment.ReadWrite.All'] : []),
                ...(scopes.length > 0 ? ['DelegatedPermissionGrant.ReadWrite.All'] : []),
            ],
            appId: appId(input),
            principalId: principalId(input),
            resourceId: observed.graphServicePrincipalId,
            roles: roles.map(({ id, name }) => ({ id, name })),
            delegated: scopes.length > 0 ? { grantId: existing?.id ?? null, scopes: whole } : null,
        },
    ];
};
/** The step that takes permissions away, after those that TruU needs are granted. */
const revokeStep = (input, wanted, before) => {
    const { servicePrincipal, graphServicePrincipalId } = input.entra.observed;
    const lost = wanted.filter(isPermission).filter(({ act }) => act === 'revoke');
    const loses = (type) => lost.some(({ target }) => target.type === type);
    if (servicePrincipal === null || lost.length === 0)
        return [];
    const listedRoles = new Set((input.entra.desired.application ?? []).map((one) => one.id));
    const listedScopes = new Set((input.entra.desired.delegated ?? []).map((one) => one.name));
    const assignments = loses('application')
        ? servicePrincipal.assignments.filter((one) => !listedRoles.has(one.roleId))
        : [];
    const grant = servicePrincipal.delegatedGrant;
    // A step before it may have widened the grant, so what stays is what the spec lists, not what was read.
    const delegated = grant !== null && loses('delegated') ? { grantId: grant.id, scopes: [...listedScopes].sort() } : null;
    const step = {
        id: 'revoke',
        kind: 'revoke',
        changes: addressesOf(lost),
        dependsOn: ids_idsOf(before.filter((one) => one.kind === 'grant' || one.kind === 'set-secret')),
        permissions: ['AppRoleAssignment.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All'],
        principalId: servicePrincipal.id,
        resourceId: graphServicePrincipalId,
        assignments: assignments.map((one) => ({
            id: one.id,
            name: permissionById('application', one.roleId)?.name ?? one.roleId,
        })),
        delegated,
    };
    return [step];
};

;// CONCATENATED MODULE: ./build/plan/steps/truu.js


/** The steps on TruU's side that follow the secret, as that side lays them out. */
const truuSteps = ({ truu }, match, wanted, before) => {
    if (match.kind === 'ambiguous')
        return [];
    const ofKind = (kind) => wanted.filter(({ target }) => target.kind === kind);
    const identifier = ofKind('primary-user-identifier');
    const { primaryUserIdentifier } = truu.desired;
    const cluster = ofKind('cluster');
    const steps = truu.rules.toSteps({
        observed: truu.observed,
        directory: match.kind === 'ours' ? match.directory : null,
        settings: truu_settingsOf(ofKind('directory-setting')),
        primaryUserIdentifier: identifier.length > 0 && primaryUserIdentifier !== null
            ? { value: primaryUserIdentifier, changes: addressesOf(identifier) }
            : null,
        cluster: cluster.length > 0 ? { changes: addressesOf(cluster) } : null,
        secret: truu.rules.setsSecrets ? null : secretOf(wanted),
        secretSteps: ids_idsOf(before.filter((step) => step.kind === 'set-secret')),
        entraSteps: ids_idsOf(before.filter((step) => step.kind !== 'set-secret')),
    });
    return steps.map((step) => ({ ...step, permissions: [] }));
};
/** What a person does together with the secret. */
const secretOf = (wanted) => {
    const served = wanted.filter(({ target }) => isSetWithSecret(target));
    return served.length === 0 ? null : { changes: addressesOf(served) };
};
const truu_settingsOf = (changes) => {
    if (changes.length === 0)
        return null;
    const fields = changes.flatMap((change) => change.fields.map((one) => [one.path, one.after]));
    return { patch: Object.fromEntries(fields), changes: addressesOf(changes) };
};

;// CONCATENATED MODULE: ./build/plan/steps/to-steps.js





/** Turns the wanted changes into steps, in an order that respects what each depends on. */
const to_steps_toSteps = (input, assessment, changes) => {
    const wanted = wantedOf(changes);
    const made = entraSteps(input, wanted);
    const secret = secretStep(input, assessment, wanted, made);
    const before = [...made, ...secret];
    const ofTruu = truuSteps(input, assessment.match, wanted, before);
    return [
        ...before,
        ...ofTruu.filter((step) => !isTenantWide(step)),
        ...revokeStep(input, wanted, before),
        ...lockStep(input, wanted),
        ...ofTruu.filter(isTenantWide),
        ...deleteUnheldStep(input, assessment, secret),
        ...retireStep(input, assessment, wanted, before),
    ];
};

;// CONCATENATED MODULE: ./build/plan/preflight.js




/** What includes each permission that a step takes (Microsoft Graph permissions reference, read 2026-11). */
const includedIn = {
    'Application.ReadWrite.OwnedBy': ['Application.ReadWrite.All'],
    'DelegatedPermissionGrant.ReadWrite.All': ['Directory.ReadWrite.All'],
};
/** What the identity that applies would meet, all at once: what its token, Entra and the spec say before any write. */
const refusePreflight = (input, changes, steps) => {
    const { preflight } = input.entra.observed;
    if (preflight === null)
        return [];
    return [
        ...refuseRights(input, preflight.applier, { changes, steps }),
        ...refuseOwnership(input, preflight.applier, changes),
        ...refuseDeleted(input),
    ];
};
const has = ({ roles }, permission) => [permission, ...(includedIn[permission] ?? [])].some((one) => roles.includes(one));
/** The permissions that consent takes. */
const consenting = new Set([
    'AppRoleAssignment.ReadWrite.All',
    'DelegatedPermissionGrant.ReadWrite.All',
]);
/** The permissions that the steps take and the identity lacks, where that stands in the way. */
const lackingOf = (applier, { changes, steps }) => {
    const needed = [...new Set(steps.flatMap(({ permissions }) => permissions))];
    const lacking = needed.filter((permission) => !has(applier, permission));
    // A due renewal never waits for consent: everything else is applied, and the run ends red with who can consent.
    const renews = wantedOf(changes).some((change) => change.renews);
    return renews && lacking.every((one) => consenting.has(one)) ? [] : lacking;
};
const refuseRights = (input, applier, wanted) => {
    const lacking = lackingOf(applier, wanted);
    const range = rangeOf(input, 'entra');
    const { clientId } = applier;
    // A directory role can include what a permission allows, and neither a token nor Graph says which do.
    if (lacking.length === 0 || applier.hasDirectoryRole)
        return [];
    if (applier.servicePrincipalId === null && applier.roles.length === 0)
        return [
            refusal('ENTRA_APPLY_FORBIDDEN', `The identity that applies (client-id ${clientId}) has no service principal in this tenant.`, range, 'Check the input "deployer-client-id", and create the service principal of that app in the tenant.'),
        ];
    const names = lacking.join(', ');
    return [
        refusal('ENTRA_APPLY_FORBIDDEN', `The identity that applies (client-id ${clientId}) lacks the Microsoft Graph application permissions ${names}.`, range, `Ask a Privileged Role Administrator or a Global Administrator to grant ${names} to the app ${clientId}.`),
    ];
};
/** Under OwnedBy an identity can write only to what it owns. */
const refuseOwnership = (input, applier, changes) => {
    const { application } = input.entra.observed;
    const { roles, servicePrincipalId, clientId } = applier;
    const limited = roles.includes('Application.ReadWrite.OwnedBy') && !roles.includes('Application.ReadWrite.All');
    const writes = wantedOf(changes).some(({ target }) => sideOf(target) === 'entra');
    if (application === null || !limited || !writes || servicePrincipalId === null)
        return [];
    if (application.owners.some((owner) => owner.id === servicePrincipalId))
        return [];
    return [
        refusal('ENTRA_NOT_OWNER', `The identity that applies (client-id ${clientId}) can only change registrations that it owns, and it does not own this one.`, rangeOf(input, 'entra', 'application'), `Add the service principal with object id ${servicePrincipalId} as an owner of the app registration and of its enterprise application.`),
    ];
};
/** A deleted registration keeps its unique name for 30 days, so that creating one would fail. */
const refuseDeleted = (input) => {
    const deleted = input.entra.observed.preflight?.deleted ?? null;
    if (deleted === null || input.entra.observed.application !== null)
        return [];
    const since = deleted.deletedOn === null ? '' : ` since ${deleted.deletedOn}`;
    const message = `The deleted registration ${deleted.appId} holds the unique name${since}.`;
    return [refusal('ENTRA_UNIQUE_NAME_TAKEN', message, rangeOf(input, 'entra', 'application', 'uniqueName'))];
};
/** What is no reason to refuse: permissions that a directory role may stand for, and a domain that users cannot have. */
const preflightNotes = (input, wanted) => [
    ...rightsNotes(input, wanted),
    ...domainNotes(input),
];
const rightsNotes = ({ entra }, wanted) => {
    const applier = entra.observed.preflight?.applier;
    const lacking = applier?.hasDirectoryRole ? lackingOf(applier, wanted) : [];
    if (applier === undefined || lacking.length === 0)
        return [];
    const message = 'The identity that applies lacks Microsoft Graph application permissions that the plan takes; it has a directory role, which may allow the same';
    return [note({ kind: 'application' }, message, applier.clientId, ...lacking)];
};
const domainNotes = ({ entra, truu }) => {
    const verified = entra.observed.preflight?.verifiedDomains ?? null;
    const { domain } = truu.desired.settings;
    if (verified === null || verified.includes(domain.toLowerCase()))
        return [];
    return [
        note({ kind: 'directory-setting', setting: 'domain' }, 'The domain of the directory is not a verified domain of the tenant; verified are the others shown here', domain, ...verified),
    ];
};

;// CONCATENATED MODULE: ./build/plan/which-directory.js
/**
 * Same tenant and client; else the same name; else none: another directory of the tenant has a registration of its own.
 * One with both ids under another name is ours only where the spec says that it had that name. Two candidates are not
 * guessed about.
 */
const whichDirectory = ({ entra, truu, policy }) => {
    const { directories } = truu.observed;
    const { configurationName } = truu.desired.settings;
    const { previousName } = truu.desired;
    const appId = entra.observed.application?.appId ?? null;
    const inTenant = directories.filter((one) => one.tenantId === entra.desired.tenant);
    const byIds = inTenant.filter((one) => appId !== null && one.clientId === appId);
    const byName = directories.filter((one) => one.configurationName === configurationName);
    if (byIds.length > 1)
        return ambiguous('Several TruU directories use this registration.', byIds, separate);
    const [mine] = byIds;
    if (mine !== undefined) {
        const others = byName.filter((one) => one.id !== mine.id);
        if (others.length > 0)
            return ambiguous('One TruU directory uses this registration, and another one has the name of the spec.', [mine, ...others], takeOver);
        const { configurationName: name } = mine;
        // Mode renew renames nothing, and a renewal does not wait for it.
        const isOurs = name === null || name === configurationName || name === previousName || policy.renewOnly;
        return isOurs ? { kind: 'ours', directory: mine, by: 'ids' } : renamed(mine, name);
    }
    // Also a directory that this spec renames, though its ids are others by now.
    const before = inTenant.filter((one) => one.configurationName === previousName);
    const named = byName.length > 0 ? byName : before;
    if (named.length > 1)
        return ambiguous('Several TruU directories have the name of the spec.', named, takeOver);
    const [only] = named;
    return only === undefined ? { kind: 'none' } : { kind: 'ours', directory: only, by: 'name' };
};
const separate = 'Give each directory a registration of its own: set another entra.application.uniqueName in the spec of each other directory and apply it.';
const takeOver = 'To take one of them over, set truu.directory.name to its name and the input "application-id" to its client id. The others stay as they are.';
const ambiguous = (message, some, fix) => ({
    kind: 'ambiguous',
    code: 'TRUU_DIRECTORY_AMBIGUOUS',
    message,
    fix,
    candidates: candidatesOf(some),
});
const renamed = (directory, name) => {
    return {
        kind: 'ambiguous',
        code: 'TRUU_DIRECTORY_RENAMED',
        message: 'The TruU directory of this registration has another name than the spec.',
        fix: `To rename it, set truu.directory.previousName to "${name}". For a second directory, set another entra.application.uniqueName: each directory has a registration of its own.`,
        candidates: candidatesOf([directory]),
    };
};
const candidatesOf = (some) => some
    .map(({ configurationName, clientId }) => `${configurationName ?? 'unknown'} (client id ${clientId ?? 'none'})`)
    .sort();

;// CONCATENATED MODULE: ./build/plan/secret/classify.js


/** Asks TruU's side what each secret of the registration is to it. */
const classify_classifySecrets = (input, directory) => {
    const { entra, truu, policy, ownRotation = null } = input;
    const { application, now } = entra.observed;
    const report = knownUse(entra.observed.secretUse);
    const used = (application?.secrets ?? []).map((secret) => {
        const lastUsedOn = report?.any[secret.keyId] ?? null;
        const use = report === null ? 'unknown' : lastUsedOn === null ? 'unreported' : 'reported';
        return { ...secret, use, lastUsedOn };
    });
    const known = used.map((secret) => ({
        ...secret,
        addedByAnother: addedByAnother(secret.keyId, entra.observed, policy) !== null,
        adopted: policy.adoptSecrets.has(secret.keyId),
        compromised: secret.keyId === policy.rotate,
    }));
    const { roleOf, orphanedSince } = truu.rules.classifySecrets(known, {
        appId: application?.appId ?? '',
        consumer: truu.consumer,
        heldKeyIds: truu.observed.heldKeyIds,
        useFailed: hasFailed(entra.observed),
        reportOf: report?.reportOf ?? null,
        directory,
        overlap: entra.desired.secret.overlap,
        entraNow: now,
        truuNow: truu.observed.now,
        ownRotation,
        handOff: truu.observed.handOff,
    });
    // A secret of which TruU's side says nothing is not ours to delete.
    return { secrets: used.map((secret) => ({ ...secret, role: roleOf.get(secret.keyId) ?? 'foreign' })), orphanedSince };
};
const hasFailed = ({ secretUse }) => secretUse !== null && 'reason' in secretUse && secretUse.reason === 'failed';

;// CONCATENATED MODULE: ./build/plan/secret/assess.js





/** Which directory is ours, what each secret is to it, and which secrets come and go. */
const assessSecrets = (input) => {
    const match = whichDirectory(input);
    const renewal = renewalOf(input, match);
    const classified = classify_classifySecrets(input, match.kind === 'ours' ? match.directory : null);
    const of = { match, renewal, ...classified };
    return {
        ...of,
        unheld: input.truu.rules.place === null ? unheldOf(of) : nothingUnheld,
        retiring: retiringOf(input, of),
    };
};
const retiringOf = (input, { match, renewal, secrets }) => {
    // A person is asked for the next one, and what TruU may still use goes only once that one is seen in use.
    if (renewal === null || input.truu.rules.place !== null)
        return secrets.filter(({ role }) => role === 'due' || role === 'expired').map(({ keyId }) => keyId);
    const noOverlap = durationMs(input.entra.desired.secret.overlap) === 0;
    if (match.kind !== 'ours' || !(renewal.compromised || noOverlap))
        return [];
    const { secretKeyId } = match.directory.credential;
    const leaves = (one) => one.role === 'overlap' ? noOverlap : one.role === 'held' && one.keyId === secretKeyId;
    return secrets.filter(leaves).map((one) => one.keyId);
};
/** A key that a person may have is kept until it expires. */
const nothingUnheld = { before: [], after: [], deletesFirst: false };
/** Orphaned secrets, and those that are past their overlap or one too many when a new secret is created. */
const unheldOf = ({ match, renewal, secrets, orphanedSince }) => {
    const excess = renewal === null || match.kind !== 'ours' ? [] : excessSecrets(match.directory, secrets);
    const leaves = secrets.filter((one) => one.role === 'orphaned' || (renewal !== null && one.role === 'due') || excess.includes(one));
    // Without a directory, or with a held secret that Entra seems to have lost, what was read may be wrong about the rest.
    const deletesFirst = match.kind === 'ours' && renewal?.heldIsGone !== true;
    const isFirst = (one) => deletesFirst && (one.role !== 'orphaned' || startsLater(one.startsOn, orphanedSince));
    const keyIdsOf = (some) => some.map((one) => one.keyId);
    return {
        before: keyIdsOf(leaves.filter(isFirst)),
        after: keyIdsOf(leaves.filter((one) => !isFirst(one))),
        deletesFirst,
    };
};
/** Kept for a time, though nothing says that TruU uses it. */
const staysAWhile = new Set(['overlap', 'postponed']);
/** So many secrets of ours stay for their overlap beside the held one and the new one: secrets may not pile up. */
const maxInOverlap = 1;
/** The oldest that TruU held before, for which there is no room; none while TruU cannot name the secret that it holds. */
const excessSecrets = ({ credential: { secretKeyId, previous } }, secrets) => {
    if (!secrets.some((one) => one.role === 'held' && one.keyId === secretKeyId))
        return [];
    const named = new Set(previous.map((one) => one.secretKeyId));
    const kept = secrets.filter(({ role, keyId }) => staysAWhile.has(role) && named.has(keyId)).toSorted(byStart);
    return kept.slice(0, Math.max(0, kept.length - maxInOverlap));
};
const byStart = (a, b) => Date.parse(a.startsOn) - Date.parse(b.startsOn);

;// CONCATENATED MODULE: ./build/plan/make-plan.js
















/**
 * Compares the spec with the remotes, in six steps: 1 which directory is ours; 2 what each secret is to TruU, and whether
 * a new one is needed; 3 every difference, as changes; 4 which of them apply skips, by the policies; 5 what refuses the
 * plan as a whole; 6 the steps that carry the rest out. Pure: equal inputs give equal plans, however Graph orders its
 * answers.
 */
const makePlan = (input) => {
    const whose = whoseOf(input);
    const { application } = input.entra.observed;
    return whose === 'foreign' && application !== null ? planForeign(input, application) : { ...planOwn(input), whose };
};
/** Of a registration that is not the workflow's nothing is compared, changed or shown as ours. */
const planForeign = (input, application) => {
    const observed = { ...input.entra.observed, application: null, servicePrincipal: null, secretUse: null };
    const without = { ...input, entra: { ...input.entra, observed } };
    const assessment = assessSecrets(without);
    const refusals = [
        ...refuseSpec(input.document, input.policy, observed.deployer.appId),
        refuseForeign(input, application),
    ];
    return {
        plan: {
            changes: [],
            steps: [],
            notes: [],
            refusals,
            trustInputs: trustInputsOf(input.policy),
            fingerprint: fingerprintOf(input, assessment.match, []),
        },
        whose: 'foreign',
        assessment,
        grants: grantStatesOf(without),
    };
};
const planOwn = (input) => {
    const assessment = assessSecrets(input);
    const { match } = assessment;
    const grants = grantStatesOf(input);
    const found = [
        ...compareEntra(input, grants),
        ...compareIdentity(input, match),
        ...compareTruu(input, match),
        ...compareSecrets(input, assessment),
    ];
    const changes = withSkipReasons(found, input).toSorted(byDanger);
    const { deployer } = input.entra.observed;
    const unknown = unknownAccessOf(input, assessment);
    const steps = to_steps_toSteps(input, assessment, changes);
    const refusals = [
        ...refuseSpec(input.document, input.policy, deployer.appId),
        ...refuseObserved(input, assessment, changes, unknown),
        ...refusePreflight(input, changes, steps),
    ];
    const plan = {
        changes,
        steps: refusals.length > 0 ? [] : steps,
        notes: [...notesOf(input, assessment, unknown), ...preflightNotes(input, { changes, steps })],
        refusals,
        fingerprint: fingerprintOf(input, match, changes),
        trustInputs: trustInputsOf(input.policy),
    };
    return { plan, assessment, grants };
};
const byDanger = (a, b) => dangerRank[a.danger] - dangerRank[b.danger] ||
    tierOf(a) - tierOf(b) ||
    (a.address < b.address ? -1 : a.address > b.address ? 1 : 0);
/** The permission with the widest reach comes first; one that the catalogue does not know counts as that. */
const tierOf = ({ target }) => (target.kind === 'permission' ? (target.tier ?? 0) : 3);

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var yaml_dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/spec/workflow-yaml.js

/** A workflow file as data; null where it is none. Never throws. */
const parseWorkflow = (text) => {
    try {
        const document = (0,yaml_dist/* parseDocument */.Tp)(text, { version: '1.2', schema: 'core', merge: false, logLevel: 'error' });
        return document.errors.length > 0 ? null : mappingOf(document.toJS({ maxAliasCount: 100 }));
    }
    catch {
        return null;
    }
};
/** A value as a mapping; null when it is something else. */
const mappingOf = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
/** A value as a list; empty when it is something else. */
const listOf = (value) => (Array.isArray(value) ? value : []);

;// CONCATENATED MODULE: ./build/spec/plan-workflow.js

/** The script of examples/workflows/plan.yml, but for its list of files: the only one that such a job may run. */
const comparison = [
    'changed=false',
    'for file in FILES; do',
    'here="$(git rev-parse --verify --quiet "HEAD:$file")" || here=none',
    'there="$(gh api --method GET "repos/$GITHUB_REPOSITORY/contents/$file" \\',
    '--raw-field ref="${TARGET#refs/heads/}" --jq .sha 2> /dev/null)" || there=none',
    '[ "$here" = "$there" ] || changed=true',
    'done',
    'echo "changed=$changed" >> "$GITHUB_OUTPUT"',
].join('\n');
/** Keys of a job and of a step that run nothing of their own. Others, also those that GitHub adds later, are objected to. */
const jobKeys = [
    ...['name', 'if', 'needs', 'permissions', 'environment', 'concurrency', 'outputs', 'env'],
    ...['runs-on', 'strategy', 'timeout-minutes', 'continue-on-error', 'steps'],
];
const stepKeys = ['name', 'id', 'if', 'uses', 'with', 'env', 'timeout-minutes', 'continue-on-error'];
/** Inputs of actions/checkout that bring nothing but the commit of the run. */
const checkoutInputs = [
    ...['persist-credentials', 'fetch-depth', 'fetch-tags', 'filter', 'show-progress', 'clean'],
    ...['sparse-checkout', 'sparse-checkout-cone-mode'],
];
/** Variables that a self-hosted runner needs. Others, such as NODE_OPTIONS, can make the action run another file. */
const environmentNames = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'NODE_USE_ENV_PROXY', 'NODE_EXTRA_CA_CERTS'];
/**
 * What the jobs of a workflow that may ask for an identity token run beside a checkout and this action, each as one line of
 * foreign text. Any step of such a job can ask for a token with any audience (pypi/warehouse#10645, 2022), so a step that
 * runs something of the pull request could sign a plan that nobody saw. Jobs without "id-token: write" may run anything.
 * `ownAction` is owner and name of the running action, null where the runner does not tell: then one name beside the
 * checkout is taken for it. Pure.
 */
const objectionsToPlanWorkflow = (text, ownAction) => {
    const workflow = parseWorkflow(text);
    const jobs = mappingOf(workflow?.['jobs']);
    if (workflow === null || jobs === null)
        return ['The file is not a workflow that can be read.'];
    const signing = Object.entries(jobs).flatMap(([name, value]) => {
        const job = mappingOf(value);
        if (job === null)
            return [];
        return mayAskForTokens('permissions' in job ? job['permissions'] : workflow['permissions']) ? [{ name, job }] : [];
    });
    if (signing.length === 0)
        return [];
    const events = ['pull_request_target', 'workflow_run'].filter((event) => eventsOf(workflow['on']).includes(event));
    const own = (ownAction ?? firstActionIn(signing.map(({ job }) => job)))?.toLowerCase() ?? null;
    return [
        ...events.map((event) => `workflow: runs on ${event}`),
        ...environmentObjections(workflow['env']).map((objection) => `workflow: ${objection}`),
        ...signing.flatMap(({ name, job }) => jobObjections(job, own).map((objection) => `job ${name}: ${objection}`)),
    ];
};
const eventsOf = (on) => {
    if (Array.isArray(on))
        return on;
    return typeof on === 'string' ? [on] : Object.keys(mappingOf(on) ?? {});
};
/** Without any `permissions` a job has no identity token (GitHub docs, OpenID Connect, read 2026-11). */
const mayAskForTokens = (permissions) => {
    const named = mappingOf(permissions);
    if (named === null)
        return permissions === 'write-all';
    const level = named['id-token'];
    return level !== undefined && level !== 'none' && level !== 'read';
};
const usesOf = ({ uses }) => (typeof uses === 'string' ? uses : 'nothing');
const usedBy = (step) => {
    const [, name = null, ref = ''] = /^([\w.-]+\/[\w./-]+)@(\S+)$/.exec(usesOf(step)) ?? [];
    return { name: name?.toLowerCase() ?? null, pinned: /^[0-9a-f]{40}$/i.test(ref) };
};
const checkout = 'actions/checkout';
const firstActionIn = (jobs) => jobs
    .flatMap((job) => listOf(job['steps']))
    .map((step) => usedBy(mappingOf(step) ?? {}).name)
    .find((name) => name !== null && name !== checkout) ?? null;
const jobObjections = (job, own) => [
    ...unknownKeys(job, jobKeys),
    ...environmentObjections(job['env']),
    ...listOf(job['steps']).flatMap((value, index) => {
        const step = mappingOf(value) ?? {};
        return stepObjections(step, own).map((objection) => `step ${index + 1}: ${objection}`);
    }),
];
/** The comparison, in the runner's own shell and with nothing but its two variables. */
const isComparison = (step) => {
    const { run, env } = step;
    if (typeof run !== 'string' || unknownKeys(step, ['name', 'id', 'if', 'env', 'run']).length > 0)
        return false;
    const variables = Object.keys(mappingOf(env) ?? {});
    const lines = run
        .split('\n')
        .map((line) => line.trim().replace(/^for file in [\w./ -]+; do$/, 'for file in FILES; do'));
    return (lines.filter((line) => line !== '').join('\n') === comparison &&
        variables.every((name) => name === 'GH_TOKEN' || name === 'TARGET'));
};
const stepObjections = (step, own) => {
    if (isComparison(step))
        return [];
    const { name, pinned } = usedBy(step);
    const uses = usesOf(step);
    const strange = name !== checkout && (own === null || name !== own);
    return [
        ...unknownKeys(step, stepKeys),
        ...environmentObjections(step['env']),
        ...(strange ? [`uses ${uses}`] : pinned ? [] : [`uses ${uses}, which is not a full commit SHA`]),
        ...(name === checkout ? checkoutObjections(mappingOf(step['with']) ?? {}) : []),
    ];
};
const checkoutObjections = (given) => [
    ...(given['persist-credentials'] === false ? [] : ['has no "persist-credentials: false"']),
    ...unknownKeys(given, checkoutInputs),
];
const environmentObjections = (env) => {
    if (env === undefined || env === null)
        return [];
    const named = mappingOf(env);
    if (named === null)
        return ['has an "env" that cannot be read'];
    return Object.keys(named)
        .filter((name) => !environmentNames.includes(name.toUpperCase()))
        .map((name) => `sets the variable ${name}`);
};
const unknownKeys = (mapping, known) => Object.keys(mapping)
    .filter((key) => !known.includes(key))
    .map((key) => `has "${key}"`);

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/spec/workspace-file.js


/** Reads a plain file of the workspace. Null when there is none of this path; links are not followed. Never throws. */
const readWorkspaceFile = async (workspace, file, maxBytes) => {
    try {
        const root = await (0,promises_.realpath)(workspace);
        const target = external_node_path_.resolve(root, file);
        const relative = external_node_path_.relative(root, target).split(external_node_path_.sep).join('/');
        if (relative.split('/')[0] === '..' || external_node_path_.isAbsolute(relative))
            return null;
        // A folder of the path can be a link too.
        if ((await (0,promises_.realpath)(target)) !== target)
            return { file: relative, text: null };
        const found = await (0,promises_.lstat)(target);
        if (!found.isFile() || found.size > maxBytes)
            return { file: relative, text: null };
        return { file: relative, text: new TextDecoder('utf-8', { fatal: true }).decode(await (0,promises_.readFile)(target)) };
    }
    catch (thrown) {
        const code = thrown?.code;
        return code === 'ENOENT' || code === 'ENOTDIR' ? null : { file, text: null };
    }
};
/** The YAML files beside a file of the workspace, without it, sorted by name; at most `maxFiles`. Never throws. */
const yamlFilesBeside = async (workspace, file, maxFiles) => {
    const folder = external_node_path_.posix.dirname(file);
    const names = await (0,promises_.readdir)(external_node_path_.join(workspace, folder)).catch(() => []);
    return names
        .filter((name) => /\.ya?ml$/i.test(name) && name !== external_node_path_.posix.basename(file))
        .sort()
        .slice(0, maxFiles)
        .map((name) => external_node_path_.posix.join(folder, name));
};

;// CONCATENATED MODULE: ./build/run/plan-workflow.js




/** Far more than a workflow has; what is longer is not read. */
const maxWorkflowBytes = 262_144;
/** So many objections are named. */
const plan_workflow_maxNamed = 10;
/**
 * What is wrong with the plan workflow of the checkout; nothing where there is none. In a mode that asks for a reviewed plan
 * it counts only where one is required. Never throws.
 */
const refusePlanWorkflow = async (request) => {
    const { mode, requirePullRequestPlan, workspace, planWorkflow, actionRepository } = request;
    if (traitsOf(mode).needsReview && !requirePullRequestPlan)
        return [];
    const workflow = await readWorkspaceFile(workspace, planWorkflow, maxWorkflowBytes);
    if (workflow === null)
        return [];
    const objections = workflow.text === null ? [unreadable] : objectionsToPlanWorkflow(workflow.text, actionRepository);
    if (objections.length === 0)
        return [];
    const evidence = [
        { name: 'Workflow', value: planWorkflow },
        ...objections.slice(0, plan_workflow_maxNamed).map((value) => ({ name: 'Objection', value })),
    ];
    return [
        new ActionError('PLAN_WORKFLOW_UNSAFE', 'The plan workflow can run what a pull request brings.', { evidence }),
    ];
};
const unreadable = 'The file is not a plain file of UTF-8 text, or it is too large.';

;// CONCATENATED MODULE: ./build/run/query.js




/** What to read at first. */
const queryOf = (spec, request) => ({
    tenant: spec.entra.tenant,
    application: applicationKey(spec.entra, request.applicationId),
    workflow: { deployer: request.deployerClientId, renewer: request.renewerClientId },
    truu: truuQuery(spec, request.adoptSecrets),
    secretUse: clouds[spec.entra.cloud].reportsSecretUse ? useQueryOf(request) : null,
    keyAdditions: 'ask',
    knownKeyIds: new Set([...request.knownCredentials, ...request.adoptSecrets]),
    preflight: query_preflightOf(request),
});
/** What a person says of the console is judged by the report; over the API it is a hint. */
const useQueryOf = ({ access }) => access?.truu.connection === 'console' && access.truu.evidence !== 'none' ? 'evidence' : 'ask';
const query_preflightOf = ({ mode, access, deployerClientId }) => {
    const clientId = { deployer: deployerClientId, self: access?.clientId ?? null, nobody: null }[traitsOf(mode).preflight];
    return clientId === null ? null : { clientId };
};
/** The same again, by what this run has created and found out. */
const queryAfter = (query, entra, { ledger }) => {
    const appId = ledger.ids.get('create-application')?.appId ?? entra.application?.appId;
    return {
        ...query,
        ...(appId === undefined ? {} : { application: { appId } }),
        secretUse: entra.secretUse,
        keyAdditions: entra.keyAdditions,
        preflight: entra.preflight,
    };
};

;// CONCATENATED MODULE: ./build/support/invisible.js
/**
 * A character that shows nothing, or that looks like an ordinary space and is none: controls, format characters (zero
 * width, bidirectional), other spaces, separators, fillers. Variation selectors are none: they colour emoji. Not a space,
 * tab or line end.
 */
const isInvisible = (character) => invisible.test(character);
const invisible = /^(?![ \t\n\r\p{Variation_Selector}])[\p{Cc}\p{Cf}\p{Cs}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]$/u;
/** What people meet most often (Unicode 16, NamesList). */
const invisible_names = {
    0x09: 'tab',
    0x0a: 'line feed',
    0x0d: 'carriage return',
    0x20: 'space',
    0x85: 'next line',
    0xa0: 'no-break space',
    0xad: 'soft hyphen',
    0x200b: 'zero-width space',
    0x200c: 'zero-width non-joiner',
    0x200d: 'zero-width joiner',
    0x200e: 'left-to-right mark',
    0x200f: 'right-to-left mark',
    0x2007: 'figure space',
    0x2009: 'thin space',
    0x2011: 'no-break hyphen',
    0x2028: 'line separator',
    0x2029: 'paragraph separator',
    0x202f: 'narrow no-break space',
    0x2060: 'word joiner',
    0x3000: 'ideographic space',
    0xfeff: 'byte order mark, or zero-width no-break space',
};
/** The code point of the first character of a text, e.g. `U+00A0`. */
const codePointOf = (text) => `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
/** A character in words that everybody can see: `U+00A0 (no-break space)`, `"–" (U+2013)`. */
const characterLabel = (character) => {
    const name = invisible_names[character.codePointAt(0) ?? 0];
    if (name !== undefined)
        return `${codePointOf(character)} (${name})`;
    return isInvisible(character) ? codePointOf(character) : `"${character}" (${codePointOf(character)})`;
};

;// CONCATENATED MODULE: ./build/spec/characters.js


/**
 * Characters outside comments that cannot be seen or that look like another one which YAML needs, one for each line.
 * YAML takes them as letters: a no-break space indents nothing, and in an id or a name nobody finds it. In comments only
 * what can reorder a line is told. What is written as an escape in double quotes is meant.
 */
const misleadingCharacters = (text, place) => {
    const lineEnd = loneReturn(text, place);
    if (lineEnd !== null)
        return [lineEnd];
    const parts = partsOf(text);
    const inComment = new Uint8Array(text.length);
    for (const { kind, from, to } of parts)
        if (kind === 'comment')
            inComment.fill(1, from, to);
    const unseen = [...text.matchAll(suspects)]
        .map(({ index }) => index)
        .filter((offset) => !isMeant(text, offset) && !(inComment[offset] === 1 && isHarmless(text[offset] ?? '')));
    const found = [...onePerLine(text, unseen, place), ...parts.flatMap((part) => lookalikesOf(text, part, place))];
    return found.sort((a, b) => a.offset - b.offset).slice(0, mostLines);
};
/** More would only bury what else a run says. */
const mostLines = 50;
/** What `isInvisible` knows, and the hyphen that never breaks. */
const suspects = /(?![ \t\n\r\p{Variation_Selector}])[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u2011]/gu;
/** YAML knows CR as a line end, most tools do not: a comment would hide from them, or from the parser, what follows it. */
const loneReturn = (text, place) => {
    const offset = text.search(/\r(?!\n)/);
    if (offset < 0)
        return null;
    const where = `${characterLabel('\r')} at ${place(offset)}`;
    const message = text.includes('\n')
        ? `The spec has a ${where} that no line feed follows.`
        : `The lines of the spec end with CR alone: the first ${where} has no line feed after it.`;
    return { offset, message, fix: 'Save the file with line ends LF or CRLF.' };
};
/** The comments and the scalars without quotes. The lexer reads any text; its own marks have no width in it. */
const partsOf = (text) => {
    const parts = [];
    let at = 0;
    let [plain, block] = [false, false];
    for (const lexeme of new yaml_dist/* Lexer */.JG().lex(text)) {
        if (lexeme === '\u001F' && text[at] !== lexeme) {
            plain = !block;
            block = false;
            continue;
        }
        if ((lexeme === '\u0002' || lexeme === '\u0018') && !text.startsWith(lexeme, at))
            continue;
        if (plain)
            parts.push({ kind: 'plain', from: at, to: at + lexeme.length });
        else if (lexeme.startsWith('#'))
            parts.push({ kind: 'comment', from: at, to: at + lexeme.length });
        else if (/^[|>]/.test(lexeme))
            block = true;
        plain = false;
        at += lexeme.length;
    }
    return parts;
};
const letter = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]';
/** Joiners within words and emoji that are written with them, and the space of scripts without another. */
const meant = [
    new RegExp('^(?:[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\p{M}\\uFE0F]|(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}])\\p{L})[\\u200C\\u200D][\\p{L}\\p{Extended_Pictographic}]$', 'u'),
    new RegExp(`^${letter}\\u3000${letter}$`, 'u'),
];
const isMeant = (text, offset) => {
    if (offset === 0)
        return text.startsWith('\uFEFF');
    const before = [...text.slice(Math.max(0, offset - 2), offset)].at(-1) ?? '';
    const [character = '', after = ''] = [...text.slice(offset, offset + 4)];
    return meant.some((one) => one.test(before + character + after));
};
/** In a comment, what neither ends it for a reader nor turns his line around. */
const isHarmless = (character) => !/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u.test(character);
const onePerLine = (text, offsets, place) => {
    let lineEnd = -1;
    const lines = Map.groupBy(offsets, (offset) => {
        while (lineEnd < offset)
            lineEnd = (text.indexOf('\n', lineEnd + 1) + 1 || text.length + 1) - 1;
        return lineEnd;
    });
    return [...lines.values()].map(([first = 0, ...more]) => {
        const character = String.fromCodePoint(text.codePointAt(first) ?? 0);
        const others = more.length === 0 ? '' : ` The line has ${more.length} more such ${plural(more.length)}.`;
        const lineStart = text.lastIndexOf('\n', first - 1) + 1;
        const indents = [...text.slice(lineStart, first)].every((one) => one === ' ' || isInvisible(one));
        const isSpace = /\p{Zs}/u.test(character);
        const is = character === '\u2011'
            ? 'is not the hyphen that it looks like'
            : isSpace
                ? 'is not the space that it looks like'
                : 'cannot be seen';
        return {
            offset: first,
            message: `${characterLabel(character)} at ${place(first)} ${is}.${others}`,
            fix: indents && isSpace ? 'Indent the line with ordinary spaces (U+0020).' : fixFor(character, isSpace),
        };
    });
};
const plural = (count) => (count === 1 ? 'character' : 'characters');
const fixFor = (character, isSpace) => {
    const point = character.codePointAt(0) ?? 0;
    const hex = point.toString(16).toUpperCase();
    const escape = point > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
    const change = character === '\u2011' ? 'Replace it by -' : isSpace ? 'Delete it, or type a space' : 'Delete it';
    return `${change}. A name that is to have this character has it as ${escape} in double quotes.`;
};
const quotes = /^[\u2018-\u201F\u2039\u203A\u00AB\u00BB\uFF02\uFF07\u2032\u2033\u0060\u00B4]/u;
const dashes = /(?<=^|\n[ \t]*)[\u2010-\u2015\u2212\uFE63\uFF0D\u2022](?=[ \t])/u;
/** Quotation marks and list marks of a word processor, with which a scalar without quotes begins. */
const lookalikesOf = (text, { kind, from, to }, place) => {
    const scalar = kind === 'plain' ? text.slice(from, to) : '';
    const dash = dashes.exec(scalar);
    if (dash !== null)
        return [lookalike(dash[0], from + dash.index, '- of a list', place)];
    const quote = quotes.exec(scalar);
    return quote === null ? [] : [lookalike(quote[0], from, 'quotation mark of YAML', place)];
};
const lookalike = (character, offset, what, place) => ({
    offset,
    message: `${characterLabel(character)} at ${place(offset)} is no ${what}.`,
    fix: what.startsWith('-')
        ? 'Begin each item of a list with - (U+002D) and a space. A name that is to begin with this character stands in quotes.'
        : 'Write straight quotes (U+0022 or U+0027), or none. A name that is to begin with this character stands in straight quotes.',
});
/**
 * The first character outside ASCII in some lines of a text that people take for one of YAML's: `"：" (U+FF1A) at 4:8`.
 * Null when there is none.
 */
const lookalikeIn = (text, from, to, place) => {
    const found = /[\u2018-\u201F\u00AB\u00BB\uFF01-\uFF5E\uFE50-\uFE6B\uA789\u2236\u2010-\u2015\u2212]/u.exec(text.slice(from, to));
    return found === null ? null : `${characterLabel(found[0])} at ${place(from + found.index)}`;
};
/** The first character outside ASCII of a text, e.g. `"е" (U+0435) at 4:8`; null when there is none. */
const foreignIn = (text, from, to, place) => {
    const found = /\P{ASCII}/u.exec(text.slice(from, to));
    return found === null ? null : `${characterLabel(found[0])} at ${place(from + found.index)}`;
};

;// CONCATENATED MODULE: ./build/spec/document.js



/** The limit of a spec, in characters. */
const maxCharacters = 65_536;
/** The message and the fix for a longer text. */
const tooLarge = {
    message: `The spec has more than ${maxCharacters} characters.`,
    fix: 'Shorten the spec. Keep one TruU directory per spec.',
};
const maxAliases = 10;
/**
 * `logLevel: error` suppresses warnings of the parser, which print keys of the spec. Tags of other schemas, such as
 * `!!omap`, make values that are no data of a spec.
 */
const format = {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: true,
    resolveKnownTags: false,
    logLevel: 'error',
};
/** Reads one document of YAML 1.2 core with its positions. Returns the reasons why any other text is none. */
const readYaml = (text, file) => {
    const source = sourceOf(text, file);
    const { at, place, top } = source;
    if (text.length > maxCharacters)
        return document_refuse('SPEC_TOO_LARGE', tooLarge.message, tooLarge.fix, top);
    const misleading = misleadingCharacters(text, place);
    if (misleading.length > 0)
        return misleading.flatMap(({ offset, message, fix }) => document_refuse('SPEC_MISLEADING_CHARACTER', message, fix, at(offset, offset + 1)));
    const documents = (0,yaml_dist/* parseAllDocuments */.hR)(text, format);
    const [document, second] = documents;
    const [error] = document?.errors ?? ('empty' in documents ? documents.errors : []);
    if (error !== undefined)
        return syntaxError(source, error);
    if (document === undefined || isEmpty(document))
        return document_refuse('SPEC_EMPTY', 'The spec is empty.', 'Copy examples/specs/minimal.yml and adapt it.', top);
    if (second !== undefined)
        return document_refuse('SPEC_MULTIPLE_DOCUMENTS', 'The spec has more than one YAML document.', 'Keep one document per file. Run the action once per file.', at(second.range[0], second.range[0]));
    if (document.warnings.length > 0)
        return document.warnings.flatMap((warning) => notUnderstood(source, warning));
    let value;
    try {
        value = document.toJS({ maxAliasCount: maxAliases });
    }
    catch {
        return document_refuse('SPEC_NOT_YAML', 'The spec has undefined or too many aliases.', 'Replace aliases by values.', top);
    }
    return {
        value,
        range: (path) => at(...rangeIn(document, path, false)),
        keyRange: (path) => at(...rangeIn(document, path, true)),
        foreign: (path, key = false) => foreignIn(text, ...rangeIn(document, path, key), place),
    };
};
const sourceOf = (text, file) => {
    const lines = linesOf(text);
    const at = (from, to) => {
        // The parser reports some errors one position after the end of the text.
        const start = lines.linePos(Math.min(from, text.length));
        const end = lines.linePos(Math.min(Math.max(from, to), text.length));
        const place = { line: Math.max(1, start.line), column: Math.max(1, start.col) };
        return { file, ...place, endLine: Math.max(1, end.line), endColumn: Math.max(1, end.col) };
    };
    const place = (offset) => {
        const { line, column } = at(offset, offset);
        return `${line}:${column}`;
    };
    return { text, at, place, top: { file, line: 1, column: 1, endLine: 1, endColumn: 1 } };
};
const document_refuse = (code, message, fix, range) => [
    { code, message, fix, range },
];
/** What the parser says, and a character that can be the cause: of the line, the one above it, or a quotation mark. */
const syntaxError = ({ text, at, place }, { message, pos, code }) => {
    const conflict = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m.exec(text);
    if (conflict !== null)
        return document_refuse('SPEC_NOT_YAML', 'The spec has the marks of a merge conflict.', 'Resolve the conflict, and remove its marks.', at(conflict.index, conflict.index + 7));
    const [from, to] = pos;
    const lineBefore = text.lastIndexOf('\n', text.lastIndexOf('\n', from - 1) - 1) + 1;
    const lineEnd = text.indexOf('\n', to);
    const lookalike = lookalikeIn(text, code === 'MISSING_CHAR' ? 0 : lineBefore, lineEnd < 0 ? text.length : lineEnd, place);
    return document_refuse('SPEC_NOT_YAML', `The spec is not valid YAML: ${firstLine(message)}.${lookalike === null ? '' : ` YAML takes ${lookalike} for a letter.`}`, 'Correct the YAML syntax of this line.', at(from, to));
};
/** A sentence of the parser, without its place, which the range says. */
const firstLine = (message) => oneLine(message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '', 200);
/** What the parser would pass over: then the argument of a tag is the value. */
const notUnderstood = ({ text, at, place }, { code, message, pos }) => {
    const [from, to] = pos;
    const written = oneLine(text.slice(from, to), 80);
    return code === 'TAG_RESOLVE_FAILED'
        ? document_refuse('SPEC_NOT_YAML', `The tag "${written}" at ${place(from)} has no meaning in a spec, or not for this value.`, 'Remove the tag and write the value itself: a spec takes nothing from the environment, from other files or from secrets.', at(from, to))
        : document_refuse('SPEC_NOT_YAML', `The spec is not plain YAML 1.2: ${firstLine(message)}.`, 'Remove this line.', at(from, to));
};
/** The line starts of a text. The parser's own list misses the lines inside a part that it cannot read. */
const linesOf = (text) => {
    const lines = new yaml_dist/* LineCounter */.HN();
    for (const start of [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)])
        lines.addNewLine(start);
    return lines;
};
const isEmpty = ({ contents }) => contents === null || ((0,yaml_dist/* isScalar */.jn)(contents) && contents.value === null);
/** The offsets of a value or key. For a missing one: the offsets of the nearest block above it. */
const rangeIn = (document, path, key) => {
    let node = document.contents;
    let found = spanOf(node) ?? [0, 0];
    for (const [depth, part] of path.entries()) {
        const next = (0,yaml_dist/* isMap */.jh)(node)
            ? node.items.find((pair) => (0,yaml_dist/* isScalar */.jn)(pair.key) && String(pair.key.value) === String(part))
            : (0,yaml_dist/* isSeq */.oP)(node)
                ? node.items[Number(part)]
                : undefined;
        if (next === undefined)
            break;
        const last = depth === path.length - 1;
        node = (0,yaml_dist/* isPair */.tO)(next) ? next.value : next;
        const place = (0,yaml_dist/* isPair */.tO)(next) && ((key && last) || spanOf(next.value) === null) ? next.key : node;
        found = spanOf(place) ?? found;
    }
    return found;
};
const spanOf = (node) => (0,yaml_dist/* isNode */.Ll)(node) && node.range ? [node.range[0], node.range[1]] : null;

;// CONCATENATED MODULE: ./build/spec/nearest.js
/** The candidate with the smallest edit distance to a word. Null when each distance is too large for a typo. */
const nearest = (written, candidates) => {
    const ranked = candidates
        .map((candidate) => ({ candidate, distance: distance(written.toLowerCase(), candidate.toLowerCase()) }))
        .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
    const [best] = ranked;
    return best !== undefined && best.distance <= Math.max(2, Math.floor(written.length / 3)) ? best.candidate : null;
};
/** Longer words are cut. Each candidate is shorter. */
const nearest_maxCharacters = 100;
const distance = (a, b) => {
    const [from, to] = [a.slice(0, nearest_maxCharacters), b.slice(0, nearest_maxCharacters)];
    let costs = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (let i = 1; i <= from.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= to.length; j += 1) {
            const change = (costs[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
            next.push(Math.min(change, (costs[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        costs = next;
    }
    return costs[to.length] ?? 0;
};

;// CONCATENATED MODULE: ./build/spec/other-spelling.js



/**
 * The file that is meant by a path of the workspace that leads nowhere, relative to it and with slashes: other case in a
 * folder or name, `.yaml` for `.yml`, or the other way round, or a slip in the name. Null when there is none. Links are not
 * followed, so that nothing outside the workspace is named. Never throws.
 */
const otherSpelling = async (root, wanted) => {
    const segments = external_node_path_.relative(root, wanted).split(external_node_path_.sep);
    const found = [];
    for (const [depth, segment] of segments.entries()) {
        const isLast = depth === segments.length - 1;
        const names = await entries(external_node_path_.join(root, ...found), isLast);
        const name = names.includes(segment)
            ? segment
            : (names.find((one) => plain(one) === plain(segment)) ?? (isLast ? similar(segment, names) : null));
        if (name === null)
            return null;
        found.push(name);
    }
    return found.join('/');
};
/** The files of a folder, or the folders in it. */
const entries = async (folder, files) => {
    try {
        if (!(await (0,promises_.lstat)(folder)).isDirectory())
            return [];
        const all = await (0,promises_.readdir)(folder, { withFileTypes: true });
        return all
            .filter((one) => (files ? one.isFile() : one.isDirectory()))
            .map(({ name }) => name)
            .sort();
    }
    catch {
        return [];
    }
};
/** What file systems differ in: case, and whether an accent is a character of its own. */
const plain = (name) => name.normalize('NFC').toLowerCase();
const ending = /\.ya?ml$/i;
const similar = (segment, names) => {
    const stem = plain(segment).replace(ending, '');
    const specs = names.filter((name) => ending.test(name));
    return specs.find((name) => plain(name).replace(ending, '') === stem) ?? nearest(segment, specs);
};

;// CONCATENATED MODULE: ./build/spec/load.js






/** A larger file exceeds `maxCharacters` in any text, since a character has at most four bytes. It is not read. */
const maxBytes = 4 * maxCharacters;
/**
 * Reads the spec from the workspace. Throws SPEC_NOT_FOUND, SPEC_NOT_A_FILE, SPEC_TOO_LARGE, SPEC_NOT_YAML (not UTF-8)
 * and SPEC_OUTSIDE_WORKSPACE (also for a symbolic link to a file outside).
 */
const loadSpec = async (workspace, specPath) => {
    const refuse = (code, message, details = {}) => new ActionError(code, message, {
        ...details,
        evidence: [{ name: 'Spec path', value: specPath }, ...(details.evidence ?? [])],
    });
    const unreadable = (thrown) => {
        const code = thrown?.code ?? 'unknown';
        const missing = isMissing(thrown);
        const message = missing ? 'The spec file does not exist.' : 'The spec cannot be read.';
        const evidence = [{ name: 'System error', value: code }];
        return refuse(missing ? 'SPEC_NOT_FOUND' : 'SPEC_NOT_A_FILE', message, { evidence });
    };
    const resolved = async (target) => (0,promises_.realpath)(target).catch((thrown) => {
        throw unreadable(thrown);
    });
    const root = await resolved(workspace);
    const wanted = external_node_path_.resolve(root, specPath);
    if (!isInside(root, wanted))
        throw refuse('SPEC_OUTSIDE_WORKSPACE', 'The input "spec" is a path outside the workspace.');
    const real = await (0,promises_.realpath)(wanted).catch(async (thrown) => {
        const other = await otherSpelling(root, wanted);
        throw other === null || !isMissing(thrown) ? unreadable(thrown) : misspelt(specPath, other);
    });
    if (!isInside(root, real))
        throw refuse('SPEC_OUTSIDE_WORKSPACE', 'The spec is a symbolic link to a file outside the workspace.');
    const found = await (0,promises_.stat)(real);
    if (!found.isFile())
        throw refuse('SPEC_NOT_A_FILE', 'The input "spec" is not the path of a file.');
    if (found.size > maxBytes)
        throw refuse('SPEC_TOO_LARGE', tooLarge.message, { fix: tooLarge.fix });
    const bytes = await (0,promises_.readFile)(real).catch((thrown) => {
        throw unreadable(thrown);
    });
    return specTextOf(bytes, external_node_path_.relative(root, wanted).split(external_node_path_.sep).join('/'), specPath);
};
/** The text of a spec that was read elsewhere. Throws SPEC_NOT_YAML (not UTF-8). */
const specTextOf = (bytes, file, specPath) => {
    const text = utf8(bytes);
    if (text !== null)
        return { text, file, blobs: blobIds(bytes, text) };
    throw new ActionError('SPEC_NOT_YAML', 'The spec is not UTF-8 text.', {
        fix: 'Save the file as UTF-8.',
        evidence: [{ name: 'Spec path', value: specPath }],
    });
};
/** A checkout on Windows can have written CRLF for the LF of the repository. */
const blobIds = (bytes, text) => {
    const id = (content) => (0,external_node_crypto_.createHash)('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex');
    return text.includes('\r\n')
        ? [id(bytes), id(Buffer.from(Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n')))]
        : [id(bytes)];
};
const isMissing = (thrown) => ['ENOENT', 'ENOTDIR'].includes(thrown?.code ?? '');
const misspelt = (specPath, other) => new ActionError('SPEC_NOT_FOUND', `The spec file does not exist, but ${other} does.`, {
    fix: `Set the input "spec" to ${other}, or rename the file.`,
    evidence: [
        { name: 'Spec path', value: specPath },
        { name: 'File with a similar name', value: other },
    ],
});
const isInside = (root, target) => {
    const relative = external_node_path_.relative(root, target);
    return relative.split(external_node_path_.sep)[0] !== '..' && !external_node_path_.isAbsolute(relative);
};
/** Null for invalid bytes, which would reach Entra and TruU as replacement characters. */
const utf8 = (bytes) => {
    try {
        const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        // UTF-16 without a mark at its begin: half of its bytes are zero.
        return text.includes('\0') ? null : text;
    }
    catch {
        return null;
    }
};

;// CONCATENATED MODULE: ./build/spec/name-rules.js


/** The texts of a spec that Entra or TruU shows to people. */
const name_rules_names = [
    ['entra', 'application', 'name'],
    ['entra', 'application', 'uniqueName'],
    ['entra', 'secret', 'description'],
    ['truu', 'directory', 'name'],
    ['truu', 'primaryUserIdentifier'],
    ['truu', 'cluster'],
];
const domain = ['truu', 'directory', 'domain'];
/** Names that are not what their author means, and a domain that is none. */
const nameViolations = (valueAt) => [
    ...name_rules_names.flatMap((path) => ofText(path, valueAt(...path), nameMistake)),
    ...ofText(domain, valueAt(...domain), domainViolation),
];
const ofText = (path, value, mistakeOf) => {
    // An empty text is a matter of the schema.
    if (typeof value !== 'string' || value === '')
        return [];
    const where = path.join('.');
    const mistake = expression(where, value) ?? mistakeOf(where, value);
    return mistake === null ? [] : [{ code: 'SPEC_INVALID_VALUE', path, ...mistake }];
};
/** Nobody fills them in, so that the name would be the placeholder. */
const expression = (where, text) => {
    const found = /\$\{|\$\(|\{\{/.exec(text);
    return found === null
        ? null
        : {
            message: `${where} has a placeholder (${found[0]}), which nothing replaces: a spec has no variables.`,
            fix: `Write the value itself in ${where}.`,
        };
};
const nameMistake = (where, text) => {
    const control = /[\p{Cc}\p{Zl}\p{Zp}]/u.exec(text);
    if (control !== null)
        return {
            message: `${where} contains ${characterLabel(control[0])}.`,
            fix: `Write ${where} on one line. After | and > a text ends with a line feed.`,
        };
    const edge = /^\s|\s$/u.exec(text);
    return edge === null
        ? null
        : {
            message: `${where} ${edge.index === 0 ? 'begins' : 'ends'} with ${characterLabel(edge[0])}.`,
            fix: `Remove the white space around ${where}.`,
        };
};
const domainViolation = (where, text) => {
    const mistake = domainMistake(text);
    return mistake === null
        ? null
        : {
            message: `${where} is not a domain: it ${mistake}.`,
            fix: `Set ${where} to the name of one domain alone, such as contoso.com.`,
        };
};

;// CONCATENATED MODULE: ./build/spec/rules.js





const twoYearsMs = durationMs('P2Y') + durationMs('P1D');
/** A job on a GitHub-hosted runner ends after six hours (GitHub docs, usage limits, read 2026-11). */
const maxTimeout = 'PT6H';
/**
 * The violations of rules that the schema cannot express: permission names, and durations compared with each other.
 * They are found in the value as written, so that an unknown key elsewhere does not hide them. Values of the wrong type
 * are skipped: the schema reports them.
 */
const violations = (value) => [
    ...permissionViolations(value, 'application'),
    ...permissionViolations(value, 'delegated'),
    ...timeoutViolations(value),
    ...maxAgeViolations(value),
    ...secretDurationViolations(value),
    ...descriptionViolations(value),
    ...nameViolations((...path) => valueAt(value, ...path)),
];
const valueAt = (value, ...path) => path.reduce((at, key) => at?.[key], value);
const permissionViolations = (value, type) => {
    const listed = valueAt(value, 'entra', 'permissions', type);
    const names = Array.isArray(listed) ? listed : [];
    return names.flatMap((name, index) => {
        if (typeof name !== 'string')
            return [];
        const path = ['entra', 'permissions', type, index];
        if (names.indexOf(name) < index)
            return [
                {
                    code: 'SPEC_DUPLICATE_PERMISSION',
                    path,
                    message: `"${name}" is listed twice in entra.permissions.${type}.`,
                    fix: `Remove this entry from entra.permissions.${type}.`,
                },
            ];
        if (findPermission(type, name))
            return [];
        return [{ ...rules_unknown(type, name, valueAt(value, 'entra', 'permissions', otherThan(type))), path }];
    });
};
const otherThan = (type) => (type === 'application' ? 'delegated' : 'application');
/** The violation of a name that is none of its type, beside what is listed under the other type. */
const rules_unknown = (type, name, listed) => {
    const other = otherThan(type);
    if (findPermission(other, name))
        return {
            code: 'SPEC_PERMISSION_TYPE',
            message: `${name} is ${article(other)} ${other} permission. No ${type} permission has this name.`,
            // Moved there it would be listed twice.
            fix: Array.isArray(listed) && listed.includes(name)
                ? `Remove it: entra.permissions.${other} lists it already.`
                : `Move it to entra.permissions.${other}.`,
        };
    const names = permissions.filter((permission) => permission.type === type).map((permission) => permission.name);
    const same = rules_otherSpelling(name, names);
    return {
        code: 'SPEC_UNKNOWN_PERMISSION',
        message: `The action's catalogue of Microsoft Graph's ${type} permissions does not have "${name}".`,
        fix: same === null ? catalogueFix(nearest(name, names), type) : `Change it to ${same}.`,
    };
};
const article = (type) => (type === 'application' ? 'an' : 'a');
/**
 * The permission that differs only in case, dots and `.*`. TruU's guide writes `User.AuthenticationMethod.ReadWrite.All.*`
 * (docs.truu.ai, read 2026-11).
 */
const rules_otherSpelling = (name, names) => {
    const bare = (text) => text
        .toLowerCase()
        .replace(/\.\*$/, '')
        .replaceAll(/[^a-z]/g, '');
    return names.find((candidate) => bare(candidate) === bare(name)) ?? null;
};
/** The duration written at a path. The fallback for a missing or invalid one, which the schema reports. */
const durationAt = (value, path, fallback) => {
    const written = valueAt(value, ...path);
    return typeof written === 'string' && isDuration(written) ? written : fallback;
};
/** The fix for a value that is not a valid duration. */
const durationFix = (name) => `Set ${name} to a duration such as P12M, P30D or PT5M.`;
const zeroDuration = (path) => ({
    code: 'SPEC_INVALID_DURATION',
    path,
    message: `${path.join('.')} must be longer than zero.`,
    fix: durationFix(path.join('.')),
});
const timeoutViolations = (value) => {
    const path = ['health', 'timeout'];
    const timeout = durationAt(value, path, defaults.health.timeout);
    if (durationMs(timeout) === 0)
        return [zeroDuration(path)];
    if (durationMs(timeout) <= durationMs(maxTimeout))
        return [];
    const message = `health.timeout (${timeout}) is longer than a job on a GitHub-hosted runner, which ends after six hours.`;
    return [{ code: 'SPEC_INVALID_VALUE', path, message, fix: `Set health.timeout to at most ${maxTimeout}.` }];
};
/** TruU measures at least every twelve hours (contract 2.0), so less would be red in between. */
const minMaxAge = 'PT12H';
const maxAgeViolations = (value) => {
    const path = ['health', 'maxAge'];
    const maxAge = durationAt(value, path, defaults.health.maxAge);
    if (durationMs(maxAge) > durationMs(minMaxAge))
        return [];
    const message = `health.maxAge (${maxAge}) is not longer than ${minMaxAge}, the time in which TruU measures at least once.`;
    return [
        { code: 'SPEC_INVALID_VALUE', path, message, fix: `Set health.maxAge to more than ${minMaxAge}, such as PT24H.` },
    ];
};
const secretDurationViolations = (value) => {
    const secret = ['entra', 'secret'];
    const lifetime = durationAt(value, [...secret, 'lifetime'], defaults.entra.secret.lifetime);
    const renewBefore = durationAt(value, [...secret, 'renewBefore'], defaultRenewBefore(lifetime, 'action'));
    const overlap = durationAt(value, [...secret, 'overlap'], defaultOverlap(renewBefore));
    const ms = { lifetime: durationMs(lifetime), renewBefore: durationMs(renewBefore), overlap: durationMs(overlap) };
    const found = [];
    if (ms.lifetime === 0)
        found.push(zeroDuration([...secret, 'lifetime']));
    if (ms.renewBefore === 0)
        found.push(zeroDuration([...secret, 'renewBefore']));
    if (ms.lifetime > twoYearsMs)
        found.push({
            code: 'SPEC_LIFETIME_TOO_LONG',
            path: [...secret, 'lifetime'],
            message: `entra.secret.lifetime (${lifetime}) is longer than two years.`,
            fix: 'Set entra.secret.lifetime to at most P24M. TruU recommends P12M.',
        });
    if (ms.lifetime > 0 && (ms.renewBefore >= ms.lifetime || isDueWhenCreated(lifetime, renewBefore)))
        found.push({
            code: 'SPEC_DURATION_ORDER',
            path: [...secret, 'renewBefore'],
            message: `entra.secret.renewBefore (${renewBefore}) must be shorter than lifetime (${lifetime}). Otherwise each run rotates the secret.`,
            fix: 'Shorten entra.secret.renewBefore, or lengthen entra.secret.lifetime.',
        });
    if (ms.renewBefore > 0 && ms.overlap >= ms.renewBefore)
        found.push({
            code: 'SPEC_DURATION_ORDER',
            path: [...secret, 'overlap'],
            message: `entra.secret.overlap (${overlap}) must be shorter than renewBefore (${renewBefore}). Otherwise previous secrets accumulate.`,
            fix: 'Shorten entra.secret.overlap, or lengthen entra.secret.renewBefore.',
        });
    return found;
};
/** The days of four years, one of them a leap year. */
const fourYearsDays = 1_461;
const tenDaysMs = 10 * 86_400_000;
/** Whether a secret is due for renewal when it is created, on any day of the calendar: a month may have 28 days. */
const isDueWhenCreated = (lifetime, renewBefore) => {
    const [life, before] = [parseDuration(lifetime), parseDuration(renewBefore)];
    // Months and leap days move either end by less than this, so that no day of the calendar has to be tried.
    if (life.ms - before.ms > tenDaysMs)
        return false;
    return Array.from({ length: fourYearsDays }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day))).some((start) => subtractDuration(addDuration(start, life), before) <= start);
};
const descriptionViolations = (value) => {
    const path = ['entra', 'secret', 'description'];
    const description = valueAt(value, ...path);
    if (typeof description !== 'string' || !description.includes('[truu:'))
        return [];
    const message = 'entra.secret.description contains "[truu:", the tag that marks secrets of the action.';
    const fix = 'Remove "[truu:" from entra.secret.description.';
    return [{ code: 'SPEC_INVALID_VALUE', path, message, fix }];
};

;// CONCATENATED MODULE: ./build/spec/schema.js





/** The error codes of string formats. The schema passes them to the diagnostic as its messages. */
const ruleCodes = {
    guid: 'SPEC_INVALID_GUID',
    duration: 'SPEC_INVALID_DURATION',
};
const schema_guid = schemas/* string */.YjP()
    .regex(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i, { error: ruleCodes.guid })
    .toLowerCase();
const duration = iso/* duration */.p0({ error: ruleCodes.duration });
const namesOf = (type) => permissions.filter((permission) => permission.type === type).map((permission) => permission.name);
/** A list of permissions. The rules check the names; the enumeration is for completion in editors. */
const permissionList = (type) => schemas/* array */.YOg(schemas/* string */.YjP().meta({ enum: namesOf(type) })).optional();
const application = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP()
        .min(1)
        .max(120)
        .default(defaults.entra.application.name)
        .describe('Display name of the app registration.'),
    uniqueName: schemas/* string */.YjP()
        .min(1)
        .max(256)
        .default(defaults.entra.application.uniqueName)
        .describe('Alternate key of the app registration in Microsoft Graph, by which the action finds it. Cannot be changed once set.'),
    appId: schema_guid
        .optional()
        .describe('Application (client) ID of the app registration to adopt. It must equal the input application-id, which alone adopts.'),
});
const permissionLists = schemas/* strictObject */.rej({
    application: permissionList('application').describe('Application permissions on Microsoft Graph. Absent: not managed. Empty: none.'),
    delegated: permissionList('delegated').describe('Delegated permissions on Microsoft Graph, for all users. Absent: not managed. Empty: none.'),
    unlisted: schemas/* enum */.k5n(['report', 'remove'])
        .default(defaults.entra.permissions.unlisted)
        .describe('What happens to permissions that are granted but not listed. The value remove also requires the input allow-removals.'),
});
const secret = schemas/* strictObject */.rej({
    description: schemas/* string */.YjP()
        .min(1)
        .max(64)
        .default(defaults.entra.secret.description)
        .describe('Description of the client secrets that the action creates.'),
    lifetime: duration
        .default(defaults.entra.secret.lifetime)
        .describe('Lifetime of a new secret, as an ISO 8601 duration; at most two years.'),
    renewBefore: duration
        .optional()
        .describe('How long before it expires a secret is rotated; shorter than lifetime. Absent: P30D; with the console connection P60D, or half of lifetime where that is shorter.'),
    overlap: duration
        .optional()
        .describe('How long the previous secret is kept after TruU accepts the new one; shorter than renewBefore. PT0S: not at all. Absent: P3D, or half of renewBefore where that is shorter.'),
});
const entra = schemas/* strictObject */.rej({
    tenant: schema_guid.describe('Directory (tenant) ID.'),
    cloud: schemas/* enum */.k5n(cloudNames).default(defaults.entra.cloud).describe('Cloud of the tenant.'),
    application: application.prefault({}).describe('The app registration.'),
    permissions: permissionLists.optional().describe('Microsoft Graph permissions of the app registration.'),
    secret: secret.prefault({}).describe('The client secret that TruU holds.'),
});
const schema_directory = schemas/* strictObject */.rej({
    ...settingSpecShape,
    previousName: schemas/* string */.YjP()
        .min(1)
        .max(256)
        .optional()
        .describe('Configuration Name that the directory has until now. Needed to rename it; without it a directory under another name is refused.'),
});
const truu = schemas/* strictObject */.rej({
    directory: schema_directory.describe('The TruU directory.'),
    primaryUserIdentifier: schemas/* string */.YjP()
        .min(1)
        .max(256)
        .optional()
        .describe('Primary User Identifier in the Global Attributes. Applies to the whole TruU tenant. Absent: not managed.'),
    cluster: schemas/* string */.YjP()
        .min(1)
        .max(256)
        .optional()
        .describe('Name of the Identity Server cluster to connect to the directory. Absent: not managed.'),
});
/** The schema of the spec. The type, the defaults and the JSON Schema for editors are derived from it. */
const specSchema = schemas/* strictObject */.rej({
    version: schemas/* literal */.euz(1).describe('Version of this format.'),
    entra: entra.describe('The Microsoft Entra side.'),
    truu: truu.describe('The TruU side.'),
    health: schemas/* strictObject */.rej({
        timeout: duration.default(defaults.health.timeout).describe('How long apply waits for TruU to report Healthy.'),
        maxAge: duration
            .default(defaults.health.maxAge)
            .describe('How old a health result of TruU may be. An older one is unknown, which is never green.'),
    })
        .prefault({})
        .describe('Health check after apply.'),
})
    .describe('A Microsoft Entra app registration and the TruU directory that uses it.');

;// CONCATENATED MODULE: ./build/spec/parse.js





/** Reads a spec. Returns all problems, sorted by position; for invalid YAML only the first. Never throws. */
const parseSpec = (text, file) => {
    const yaml = readYaml(text, file);
    if (!('value' in yaml))
        return { ok: false, diagnostics: yaml };
    const parsed = specSchema.safeParse(yaml.value);
    const found = [
        ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => toDiagnostics(issue, yaml))),
        ...violations(yaml.value).map(({ path, ...violation }) => ({
            ...violation,
            message: violation.code === 'SPEC_UNKNOWN_PERMISSION' ? `${violation.message}${odd(yaml, path)}` : violation.message,
            range: yaml.range(path),
        })),
    ];
    if (parsed.success && found.length === 0)
        return { ok: true, document: { spec: parsed.data, file, range: yaml.range } };
    return { ok: false, diagnostics: [...found].sort(byPosition) };
};
const byPosition = (a, b) => a.range.line - b.range.line || a.range.column - b.range.column || (a.message < b.message ? -1 : 1);
const parse_quoted = (text) => `"${oneLine(text, 80)}"`;
/** Names a character that makes a word another than it looks, where only ASCII is right. */
const odd = (yaml, path, key = false) => {
    const character = yaml.foreign(path, key);
    return character === null ? '' : ` It contains ${character}.`;
};
const toDiagnostics = (issue, yaml) => {
    const range = yaml.range(issue.path);
    const one = (code, message, fix) => [{ code, message, fix, range }];
    const where = issue.path.map(String).join('.');
    const subject = where || 'The spec';
    const missing = (fix) => [missingKey(issue.path, yaml, fix)];
    const isMissing = parse_valueAt(yaml.value, issue.path) === undefined;
    if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => parse_unknownKey(key, issue.path, yaml));
    if (issue.message === 'SPEC_INVALID_GUID')
        return one('SPEC_INVALID_GUID', `${where} is not a GUID.${odd(yaml, issue.path)}`, `Copy ${where} from the Entra admin center.`);
    if (issue.message === 'SPEC_INVALID_DURATION')
        return one('SPEC_INVALID_DURATION', `${where} is not an ISO 8601 duration.${odd(yaml, issue.path)}`, durationFix(where));
    if (issue.code === 'invalid_type') {
        if (isMissing)
            return missing(`Add ${where}.`);
        const { message, fix } = wrongType(subject, where || 'the spec', typeName(issue.expected), parse_valueAt(yaml.value, issue.path));
        return one('SPEC_WRONG_TYPE', message, fix);
    }
    if (issue.code === 'invalid_value') {
        const isNumber = typeof issue.values[0] === 'number';
        const allowed = anyOf(issue.values.map(String));
        if (isMissing)
            return missing(`Set ${where} to ${allowed}.`);
        const unquoted = isNumber && typeof parse_valueAt(yaml.value, issue.path) === 'string' ? ', without quotes' : '';
        const must = `${where} must be ${isNumber ? 'the number ' : ''}${allowed}${unquoted}.`;
        return one('SPEC_INVALID_VALUE', `${must}${odd(yaml, issue.path)}`, `Set ${where} to ${allowed}${unquoted}.`);
    }
    if (issue.code === 'too_big') {
        const limit = `${issue.maximum} characters`;
        return one('SPEC_INVALID_VALUE', `${where} has more than ${limit}.`, `Shorten ${where} to at most ${limit}.`);
    }
    if (issue.code === 'too_small')
        return one('SPEC_INVALID_VALUE', `${where} is empty.`, `Set ${where} to a text that is not empty.`);
    return one('SPEC_INVALID_VALUE', `${subject} is invalid.`, `Correct ${where || 'the spec'}.`);
};
const missingKey = (path, yaml, add) => {
    const [code, range] = ['SPEC_MISSING_KEY', yaml.range(path)];
    const message = `${path.map(String).join('.')} is missing`;
    const misspelt = misspeltAt(path, yaml);
    if (misspelt === null)
        return { code, message: `${message}.`, fix: add, range };
    const fix = `Rename that key to ${String(path.at(-1))}.`;
    return { code, message: `${message}; the key ${parse_quoted(misspelt)} is like it.`, fix, range };
};
/** The key beside a missing one that is most like it: to add the missing one would leave the slip. */
const misspeltAt = (path, yaml) => {
    const block = path.slice(0, -1);
    const known = keysAt(block);
    const beside = Object.keys(parse_valueAt(yaml.value, block) ?? {});
    return beside.find((key) => !known.includes(key) && nearest(key, known) === path.at(-1)) ?? null;
};
const anyOf = (values) => (values.length === 1 ? '' : 'one of ') + values.join(', ');
const typeNames = {
    string: 'a string',
    boolean: 'true or false',
    array: 'a list',
    object: 'a mapping of keys',
    number: 'a number',
};
/** What is said of a value of another type: most often quotes are missing, or too many, or nothing follows the colon. */
const wrongType = (subject, where, type, value) => {
    const message = `${subject} must be ${type}`;
    const fix = `Change ${where} to ${type}`;
    if (value === null)
        return { message: `${message}, and is empty.`, fix: `${fix}.` };
    if (type === typeNames['string'] && (typeof value === 'number' || typeof value === 'boolean'))
        return { message: `${message}: without quotes it is a ${typeof value}.`, fix: `${fix}: write it in quotes.` };
    if (type === typeNames['boolean'] && typeof value === 'string' && /^(?:true|false)$/i.test(value))
        return { message: `${message}, without quotes.`, fix: `${fix}, without quotes.` };
    return { message: `${message}.`, fix: `${fix}.` };
};
const typeName = (expected) => typeNames[expected] ?? expected;
const parse_unknownKey = (key, path, yaml) => {
    const near = nearest(key, keysAt(path));
    const where = path.map(String).join('.') || 'The spec';
    return {
        code: 'SPEC_UNKNOWN_KEY',
        message: `${where} has no key ${parse_quoted(key)}.${odd(yaml, [...path, key], true)}`,
        fix: key === '<<'
            ? 'Write the keys themselves: YAML 1.2 has no merge keys.'
            : near === null
                ? `Use one of these keys: ${keysAt(path).join(', ')}.`
                : `Rename it to ${near}.`,
        range: yaml.keyRange([...path, key]),
    };
};
const parse_valueAt = (value, path) => path.reduce((at, part) => at?.[part], value);
/** The keys of the schema at a path. Messages list them from here, so that they agree with the schema. */
const keysAt = (path) => {
    const open = (schema) => {
        let at = schema;
        while (at !== undefined && at.shape === undefined && typeof at.unwrap === 'function')
            at = at.unwrap();
        return at;
    };
    let at = open(specSchema);
    for (const part of path)
        at = open(at?.shape?.[part]);
    return Object.keys(at?.shape ?? {});
};

;// CONCATENATED MODULE: ./build/spec/other-specs.js




/** So many files beside the spec are read at most. */
const maxFiles = 100;
/**
 * The other valid specs in the folder of a spec. Which specs a repository has is said by the paths in its workflows alone,
 * and one job sees only its own; specs of one repository lie beside each other in all examples. Never throws.
 */
const otherSpecs = async (workspace, { file }) => {
    const found = [];
    for (const name of await yamlFilesBeside(workspace, file, maxFiles)) {
        const text = (await readWorkspaceFile(workspace, name, 4 * maxCharacters))?.text ?? '';
        // Most files of a .github folder are no specs, and need not be parsed.
        if (!text.includes('entra') || !text.includes('truu'))
            continue;
        const parsed = parseSpec(text, name);
        if (parsed.ok)
            found.push(parsed.document);
    }
    return found;
};
/** What two specs would both manage: each run of one would undo the other. One failure for each such spec. Pure. */
const refuseSharedClaims = (document, others) => others.flatMap((other) => {
    const shared = sharedClaim(document, other);
    if (shared === null)
        return [];
    const { what, value, path } = shared;
    return [
        new ActionError('SPEC_CLAIMED_TWICE', `Another spec of this repository describes the same ${what}.`, {
            evidence: [
                { name: 'This spec', value: document.file, range: document.range(path) },
                { name: 'Other spec', value: other.file },
                { name: path.join('.'), value },
            ],
        }),
    ];
});
/** Entra compares names without their case; whether TruU does is not known, and such a pair would confuse people too. */
const equal = (a, b) => a.toLowerCase() === b.toLowerCase();
/** The same name in another tenant is another registration, and most often a directory of another TruU. */
const sharedClaim = ({ spec }, { spec: other }) => {
    const { application } = spec.entra;
    const appId = application.appId ?? null;
    if (appId !== null && appId === other.entra.application.appId)
        return { what: 'registration', value: appId, path: ['entra', 'application', 'appId'] };
    if (spec.entra.tenant !== other.entra.tenant)
        return null;
    const { uniqueName } = application;
    if (equal(uniqueName, other.entra.application.uniqueName))
        return { what: 'registration', value: uniqueName, path: ['entra', 'application', 'uniqueName'] };
    const { name } = spec.truu.directory;
    if (equal(name, other.truu.directory.name))
        return { what: 'TruU directory', value: name, path: ['truu', 'directory', 'name'] };
    return null;
};

;// CONCATENATED MODULE: ./build/run/verify.js



/** Reads and plans again until nothing is left to apply several times in a row, or the window has passed. Never throws. */
const verify = async (options) => {
    const { observe, plan, retryWindow, expectsNothing, deleteLateOrphans } = options;
    const deadline = (0,support_clock/* deadlineIn */._5)(retryWindow.clock, retryWindow.lengthMs);
    const waits = (0,support_clock/* backOff */.fu)(150, 1.6, 5_000);
    for (let consecutive = 0;;) {
        const observation = await observe();
        if (!observation.readable)
            return { readable: false, failures: observation.failures };
        const planned = plan(observation);
        const clean = wantedOf(planned.plan.changes).length === 0;
        consecutive = clean ? consecutive + 1 : 0;
        const over = deadline.passed() || retryWindow.cancel.aborted;
        if (consecutive >= consistentReads || !expectsNothing || over)
            return { readable: true, planned, observation };
        if (clean)
            continue;
        await deleteLateOrphans(planned);
        await retryWindow.clock.sleep(waits.next().value, retryWindow.cancel);
    }
};

;// CONCATENATED MODULE: ./build/run/pipeline.js




























/** inputs → spec → observe → plan → apply → verify → report. The mode decides where to stop. Never throws. */
const run = async (request, host, stages = { observe: observe }) => {
    const results = noResults(request.mode, request.specPath);
    results.policy = request;
    if (request.access !== null)
        results.identity = loginIdentity(request.access.clientId, request.mode, request);
    try {
        await runStages(request, host, stages, results);
    }
    catch (thrown) {
        results.failures = [...results.failures, asActionError(thrown)];
    }
    // Also when the cancellation came too late to stop anything: what followed was not waited for.
    if (host.cancel.aborted)
        results.failures = [...results.failures, new ActionError('APPLY_CANCELLED', 'The run was cancelled.')];
    return buildReport(results);
};
const runStages = async (request, host, { observe }, results) => {
    const { mode, access } = request;
    const source = host.foreignSpec ?? (await loadSpec(request.workspace, request.specPath));
    const document = await readDocument(request, source, results);
    if (document === null || access === null || results.failures.length > 0)
        return;
    const { spec } = document;
    const options = { ...request, writes: traitsOf(mode).writes, requests: results.requests };
    const { remotes, retryWindow, openApplyContext } = await connect(spec, access, host, options);
    const query = queryOf(spec, request);
    const plan = plannerOf(document, request, remotes.truu);
    host.say(`Reading Entra and ${remotes.truu.source}.`);
    const observation = (results.observation = await observe(remotes, query));
    if (!observation.readable)
        return void (results.failures = observation.failures);
    const planned = (results.planned = plan(observation));
    results.side = judgeOf(results, planned, observation, remotes.truu);
    if (openApplyContext !== null)
        results.environment = await checkEnvironment(host, planned.plan);
    await passReviewGate(request, host, source, planned.plan);
    results.auditEvents = await auditEventsBehind(mode, planned, remotes, observation);
    const isRefused = planned.plan.refusals.length > 0;
    // People are answered also where a plan is refused, but for a registration that is not the workflow's.
    if (isRefused && planned.whose === 'foreign')
        return;
    if (isRefused || openApplyContext === null)
        return attendPeople(results, remotes.truu, plan);
    const directory = planned.assessment.match.kind === 'ours' ? planned.assessment.match.directory.id : null;
    const trust = trustOf(request, document, observation);
    const seen = { births: birthsOf(observation.entra), truu: observation.truu, judgement: results.side };
    const writing = await openApplyContext(trust, seen);
    const applied = (results.applied = await apply(planned.plan, directory, durationMs(spec.health.timeout), writing));
    if (host.cancel.aborted)
        return;
    if (!applied.ledger.wrote)
        return attendPeople(results, remotes.truu, plan);
    const queryAfterWrites = queryAfter(query, observation.entra, applied);
    results.verified = await verify({
        observe: () => observe(remotes, queryAfterWrites),
        plan: (seen) => plan(seen, ownRotationOf(applied)),
        retryWindow,
        expectsNothing: applied.failures.length === 0,
        deleteLateOrphans: async ({ plan: late }) => {
            results.applied = await deleteLateOrphans(results.applied ?? applied, late, writing);
        },
    });
    if (results.verified.readable)
        await attendPeople(results, remotes.truu, plan);
};
/** The spec, and what is wrong with it before anything is asked; null: it cannot be read. */
const readDocument = async (request, source, results) => {
    results.specFile = source.file;
    const parsed = parseSpec(source.text, source.file);
    if (!parsed.ok) {
        results.diagnostics = parsed.diagnostics;
        return null;
    }
    const { document } = parsed;
    results.spec = document.spec;
    results.document = document;
    results.failures = [...refuseOffline(request, document), ...(await refuseCheckout(request, document))];
    return document;
};
/** Other specs of the checkout that describe the same things, and the workflow that plans. */
const refuseCheckout = async (request, document) => {
    if (!traitsOf(request.mode).checksRepository)
        return [];
    const others = await otherSpecs(request.workspace, document);
    return [...refuseSharedClaims(document, others), ...(await refusePlanWorkflow(request))];
};
/** The environment of a job that can write. Throws AUTH_ENVIRONMENT_OPEN. */
const checkEnvironment = async (host, plan) => {
    const environment = await host.environment();
    expectClosedEnvironment(environment, plan);
    return environment;
};
/** By what a run that writes judges who else can get in. */
const trustOf = (request, { spec }, { entra, truu }) => {
    const { application, delegated } = desiredEntra(spec);
    return {
        ...request,
        knownCredentials: knownOrHeld(request, truu),
        judgedSecrets: new Set((entra.application?.secrets ?? []).map(({ keyId }) => keyId)),
        listedRoles: new Set((application ?? []).map(({ id }) => id)),
        listedScopes: new Set((delegated ?? []).map(({ name }) => name)),
    };
};
/** Who changed Entra: read where a scheduled run found a change. */
const auditEventsBehind = async (mode, { plan }, { graph }, { entra }) => traitsOf(mode).readsAuditLog && hasEntraDrifted(plan) ? await readAuditEvents(graph, entra) : null;
/** Plans what was observed; in the verification also by what the run itself did. */
const plannerOf = (document, request, { rules, consumer }) => {
    const by = rules.place === null ? 'action' : 'person';
    const desired = { entra: desiredEntra(document.spec, request.applicationId, by), truu: desiredTruu(document.spec) };
    const policy = { ...request, renewOnly: traitsOf(request.mode).only === 'renewals' };
    return ({ entra, truu }, ownRotation) => makePlan({
        document,
        entra: { desired: desired.entra, observed: entra },
        truu: { desired: desired.truu, observed: truu, rules, consumer },
        policy,
        ...(ownRotation && { ownRotation }),
    });
};
/** What the workflow does not allow this spec: known before any login. */
const refuseOffline = (request, document) => {
    const { tenant, cloud } = document.spec.entra;
    const at = (key) => document.range(['entra', key]);
    const clientId = request.access?.clientId ?? null;
    return [
        ...pipeline_otherThan('SPEC_TENANT_MISMATCH', ['tenant', tenant, at('tenant')], ['tenant-id', request.tenantId]),
        ...pipeline_otherThan('SPEC_CLOUD_MISMATCH', ['cloud', cloud, at('cloud')], ['cloud', request.cloud]),
        ...otherApplication(request, document),
        ...vaultOfOtherCloud(request, document),
        ...refuseSpec(document, request, clientId).map(refusalError),
    ];
};
/** Only the workflow can name the registration that is adopted: a pull request would choose what is read and empowered. */
const otherApplication = ({ access, applicationId }, { spec, range }) => {
    const { appId } = spec.entra.application;
    if (appId === undefined || appId === applicationId || (applicationId === null && access === null))
        return [];
    const where = range(['entra', 'application', 'appId']);
    const message = applicationId === null
        ? 'The spec names a registration to adopt, and the input "application-id" is not set.'
        : 'The spec names another registration than the input "application-id".';
    const evidence = [
        { name: 'entra.application.appId of the spec', value: appId, range: where },
        { name: 'application-id of the workflow', value: applicationId ?? 'not set' },
    ];
    return [new ActionError('SPEC_APPLICATION_MISMATCH', message, { evidence })];
};
/** Tokens of one cloud open no vault of another. */
const vaultOfOtherCloud = ({ access }, { spec, range }) => {
    const place = access?.truu.connection === 'console' ? access.truu.place : null;
    const { suffix } = clouds[spec.entra.cloud].keyVault;
    if (place?.kind !== 'key-vault' || place.vault.endsWith(suffix))
        return [];
    const message = `The input "key-vault-url" names a key vault of another cloud than the spec: ${place.vault}.`;
    const fix = `Name a key vault of the cloud ${spec.entra.cloud}, whose host ends with ${suffix}, or correct entra.cloud.`;
    const evidence = [
        { name: 'entra.cloud of the spec', value: spec.entra.cloud, range: range(['entra', 'cloud']) },
        { name: 'key-vault-url of the workflow', value: place.vault },
    ];
    return [new ActionError('INPUT_INVALID', message, { fix, evidence })];
};
/** A value of the spec must be the one that the workflow pins, where it does. */
const pipeline_otherThan = (code, [key, value, range], [input, pinned]) => {
    if (pinned === null || pinned === value)
        return [];
    const message = `The spec names another ${key} than the input "${input}".`;
    const evidence = [
        { name: `entra.${key} of the spec`, value, range },
        { name: `${input} of the workflow`, value: pinned },
    ];
    return [new ActionError(code, message, { evidence })];
};

;// CONCATENATED MODULE: ./build/support/redact.js
/** Shorter values would also match ordinary text. */
const shortest = 8;
/** A secret as it is, and in its URL, form and JSON encodings, as a remote can quote it. */
const formsOf = (secret) => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ '': secret }).toString().slice('='.length),
    JSON.stringify(secret).slice(1, -1),
];
/** The same plain data, with `[secret]` in place of every secret in its texts. Pure. */
const redact = (data, secrets) => {
    const long = [...secrets].filter((secret) => secret.length >= shortest);
    // The longest first, so that a secret within another one does not leave a part of it.
    const forms = [...new Set(long.flatMap(formsOf))].sort((a, b) => b.length - a.length);
    const clean = (value) => {
        if (typeof value === 'string')
            return forms.reduce((text, form) => text.replaceAll(form, '[secret]'), value);
        if (Array.isArray(value))
            return value.map(clean);
        if (typeof value !== 'object' || value === null)
            return value;
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
    };
    return clean(data);
};

// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(6752);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
;// CONCATENATED MODULE: ./build/network/connect-failure.js
/** No connection could be opened through a proxy. */
class ConnectFailure extends Error {
    name = 'ConnectFailure';
    /** A code of our own, or the system's. */
    code;
    /** Host and port of the proxy. */
    proxy;
    /** What the proxy answered to CONNECT; null when it did not. */
    status;
    constructor(code, proxy, status = null, cause) {
        super(`No connection through the proxy (${code}).`, { cause });
        this.code = code;
        this.proxy = proxy;
        this.status = status;
    }
    /** Any error of a connection through a proxy. Undici takes its own codes for "try again", so none of them is kept. */
    static from(thrown, proxy) {
        if (thrown instanceof ConnectFailure)
            return thrown;
        const code = thrown?.code;
        const known = typeof code === 'string' && !code.startsWith('UND_ERR_') ? code : 'PROXY_CLOSED';
        return new ConnectFailure(known, proxy, null, thrown);
    }
}

;// CONCATENATED MODULE: ./build/network/connector.js




/**
 * Opens connections, through a tunnel where the policy says so. Undici's own ProxyAgent is not used: when a proxy drops the
 * connection during CONNECT, it connects again without a pause and past an abort (nodejs/undici 3897 and 5093, versions 6
 * and 7; measured 2026-11).
 */
const createConnector = (policy, { connectMs, stepMs }) => {
    const direct = (0,undici.buildConnector)({ timeout: connectMs });
    const inTunnel = (0,undici.buildConnector)({ timeout: stepMs });
    return (options, callback) => {
        const target = new URL(`${options.protocol}//${options.host ?? options.hostname}`);
        const proxy = policy.proxyFor(target);
        if (proxy === null)
            return direct(options, callback);
        const host = `${options.hostname}:${options.port || '443'}`;
        const fail = (thrown) => callback(ConnectFailure.from(thrown, proxy.url.host), null);
        openTunnel(proxy, host, stepMs).then((httpSocket) => inTunnel({ ...options, httpSocket }, (...result) => {
            if (result[0] === null)
                callback(null, result[1]);
            else
                fail(result[0]);
        }), fail);
    };
};
/** A socket to a host through a proxy. Rejects with ConnectFailure or an error of the system. */
const openTunnel = ({ url, authorization }, host, timeoutMs) => new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? external_node_https_.request : external_node_http_.request;
    const request = open({
        ...{ method: 'CONNECT', path: host, agent: false },
        ...{ hostname: url.hostname.replace(/^\[|\]$/g, ''), port: url.port || (url.protocol === 'https:' ? 443 : 80) },
        headers: { host, ...(authorization === null ? {} : { 'proxy-authorization': authorization }) },
    });
    // Not the time-out of node:http, which begins anew with each byte of the proxy.
    const late = setTimeout(() => {
        request.destroy(new ConnectFailure('PROXY_TIMEOUT', url.host));
    }, timeoutMs);
    request.once('close', () => clearTimeout(late));
    request.once('connect', ({ statusCode = 0 }, socket, head) => {
        clearTimeout(late);
        if (head.length > 0)
            socket.unshift(head);
        if (statusCode === 200)
            return resolve(socket);
        socket.destroy();
        reject(new ConnectFailure('PROXY_REFUSED', url.host, statusCode));
    });
    request.once('response', ({ statusCode = 0 }) => {
        request.destroy();
        reject(new ConnectFailure('PROXY_REFUSED', url.host, statusCode));
    });
    request.once('error', reject);
    request.end();
});

;// CONCATENATED MODULE: ./build/network/fetch.js


/** How long one connection may take to open, in milliseconds; the time-out of the request holds besides. */
const longestConnectMs = 10_000;
/** A tunnel is opened in two steps, so that a proxy that is silent in either ends as that, within the request's time. */
const steps = 2;
/**
 * The one `fetch` of a run, for GitHub, Entra, Graph and TruU: keep-alive connections, through a proxy where the policy says
 * so. `requestTimeoutMs` is that of one request.
 */
const createFetch = (policy, requestTimeoutMs) => {
    const stepMs = Math.min(longestConnectMs, requestTimeoutMs / steps);
    const dispatcher = new undici.Agent({ connect: createConnector(policy, { connectMs: longestConnectMs, stepMs }) });
    const fetch = async (url, init) => {
        const response = await (0,undici.fetch)(url, { ...init, dispatcher });
        return response;
    };
    return Object.assign(fetch, { proxyFor: (url) => policy.proxyFor(new URL(url))?.url.host ?? null });
};

;// CONCATENATED MODULE: ./build/network/proxy.js

/**
 * The variables as the runner reads them (actions/runner, docs/adrs/0263-proxy-support.md, and RunnerWebProxy.cs 2.336.0;
 * read 2026-11), so that what the runner reaches the action reaches: `https_proxy`, else `HTTPS_PROXY`, for https;
 * `http_proxy`, else `HTTP_PROXY`, for http; `no_proxy`, else `NO_PROXY`, with `*`, hosts and their subdomains, `.domain`,
 * and `host:port`. In addition, a value without a scheme is read as http, and NO_PROXY may name IP addresses. Throws
 * NETWORK_PROXY_INVALID.
 */
const readProxyPolicy = (env) => {
    const https = proxyOf(env, 'https_proxy');
    const http = proxyOf(env, 'http_proxy');
    const [, list] = variable(env, 'no_proxy');
    const entries = list.split(',').map((entry) => entry.trim().toLowerCase());
    const bypasses = entries.filter((entry) => entry !== '' && !isIneffective(entry));
    return {
        proxyFor: (url) => {
            const proxy = url.protocol === 'https:' ? https : http;
            return proxy === null || isLoopback(url.hostname) || bypasses.some((entry) => matches(entry, url)) ? null : proxy;
        },
        notices: noticesOf(env, https, entries),
        secrets: [https, http].flatMap((proxy) => proxy?.secrets ?? []),
    };
};
/** The first of both spellings that is not empty, and its name. */
const variable = (env, lower) => {
    const upper = lower.toUpperCase();
    const value = env[lower]?.trim();
    return value ? [lower, value] : [upper, env[upper]?.trim() ?? ''];
};
const proxyOf = (env, lower) => {
    const [name, value] = variable(env, lower);
    if (value === '')
        return null;
    const text = value.includes('://') ? value : `http://${value}`;
    if (!URL.canParse(text))
        throw invalid(name, 'is not a URL');
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
        throw invalid(name, `has the scheme ${url.protocol.slice(0, -1)}; only http and https proxies are supported`);
    const [user, password] = [decoded(url.username), decoded(url.password)];
    const credentials = user === '' && password === '' ? null : `${user}:${password}`;
    url.username = url.password = '';
    const authorization = credentials === null ? null : `Basic ${Buffer.from(credentials).toString('base64')}`;
    const secrets = authorization === null ? [] : [value, password, authorization].filter((secret) => secret !== '');
    return { url, authorization, secrets };
};
/** Percent-decoded; a bare `%` is taken as it stands. */
const decoded = (text) => {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
};
/** The value is not shown: it can contain a password. */
const invalid = (name, problem) => new ActionError('NETWORK_PROXY_INVALID', `The environment variable ${name} ${problem}.`);
const isLoopback = (hostname) => hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
const matches = (entry, { hostname, port, protocol }) => {
    if (entry === '*')
        return true;
    const host = hostname.toLowerCase();
    const effective = port || (protocol === 'https:' ? '443' : '80');
    const [, name = entry, onPort] = /^(.+?):(\d+)$/.exec(entry) ?? [];
    if (onPort !== undefined && onPort !== effective)
        return false;
    return name.startsWith('.') ? host.endsWith(name) : host === name || host.endsWith(`.${name}`);
};
/** Forms that the runner does not know either: ranges, wildcards within a name, other separators, URLs. */
const isIneffective = (entry) => entry !== '*' && /[/*;\s]/.test(entry);
const noticesOf = (env, https, entries) => {
    const set = (lower) => variable(env, lower)[1] !== '';
    const others = ['http_proxy', 'all_proxy'].filter(set).map((name) => name.toUpperCase());
    const ineffective = entries.filter(isIneffective);
    return [
        ...(https === null && others.length > 0
            ? [
                `${others.join(' and ')} has no effect: every request uses https, which reads HTTPS_PROXY, as the runner does.`,
            ]
            : []),
        ...(ineffective.length > 0
            ? [`NO_PROXY has ${ineffective.length} entries without effect: only host names, .domain, host:port and * count.`]
            : []),
    ];
};

;// CONCATENATED MODULE: ./build/action/event.js

const dependabot = 'dependabot[bot]';
const event_text = (value) => (typeof value === 'string' && value !== '' ? value : null);
/** Reads the event from the toolkit. */
const readEvent = async () => {
    const { context } = await __webpack_require__.e(/* import() */ 413).then(__webpack_require__.bind(__webpack_require__, 2413));
    const { eventName, actor, sha, ref, serverUrl, apiUrl, runId } = context;
    const payload = context.payload;
    const full = process.env['GITHUB_REPOSITORY'] ?? '';
    const [owner = '', repo = ''] = full.split('/');
    const known = owner !== '' && repo !== '';
    const repositoryUrl = known ? `${serverUrl}/${owner}/${repo}` : null;
    return {
        name: event_text(eventName) ?? '',
        pull: eventName === 'pull_request' ? pullOf(payload, full, actor) : null,
        forkRun: eventName === 'workflow_run' ? forkRunOf(payload) : null,
        queuedPull: eventName === 'merge_group' ? queuedPullOf(ref ?? '') : null,
        newComment: eventName === 'issue_comment' ? newCommentOf(payload) : null,
        actor: event_actorOf(process.env),
        startedBy: event_text(process.env['GITHUB_TRIGGERING_ACTOR']),
        run: Number.isInteger(runId) ? runId : null,
        attempt: Number(process.env['GITHUB_RUN_ATTEMPT'] ?? 1),
        workflow: workflowOf(process.env),
        sha: event_text(sha),
        branch: event_text(/^refs\/heads\/(.+)$/.exec(ref ?? '')?.[1]),
        repository: known ? { owner, repo } : null,
        repositoryId: event_text(process.env['GITHUB_REPOSITORY_ID']),
        apiUrl,
        repositoryUrl,
        runUrl: repositoryUrl !== null && Number.isInteger(runId) ? `${repositoryUrl}/actions/runs/${runId}` : null,
    };
};
/** Path of the workflow that runs; null when it is not known. */
const workflowOf = ({ GITHUB_WORKFLOW_REF: ref = '' }) => /^[^/]+\/[^/]+\/(.+?)@/.exec(ref)?.[1] ?? null;
const pullOf = ({ pull_request: pull }, repository, actor) => {
    const headSha = event_text(pull?.head?.sha);
    if (typeof pull?.number !== 'number' || headSha === null)
        return null;
    return {
        number: pull.number,
        headSha,
        fork: event_text(pull.head?.repo?.full_name)?.toLowerCase() !== repository.toLowerCase(),
        dependabot: actor === dependabot || pull.user?.login === dependabot,
    };
};
const newCommentOf = ({ action, comment }) => action === 'created' && typeof comment?.id === 'number' ? comment.id : null;
const event_actorOf = ({ GITHUB_ACTOR: login, GITHUB_ACTOR_ID: id }) => login !== undefined && /^[1-9]\d{0,14}$/.test(id ?? '') ? { login, id: Number(id) } : null;
/** The branch of an entry is `gh-readonly-queue/BASE/pr-N-SHA`; the payload has no number (GitHub docs, read 2026-11). */
const queuedPullOf = (ref) => {
    const [, number] = /^refs\/heads\/gh-readonly-queue\/.+\/pr-([1-9]\d{0,8})-[0-9a-f]{40,64}$/.exec(ref) ?? [];
    return number === undefined ? null : Number(number);
};
const forkRunOf = ({ workflow_run: run, repository }) => {
    const [headSha, headRef, headRepositoryId] = [event_text(run?.head_sha), event_text(run?.head_branch), run?.head_repository?.id];
    const isFork = typeof headRepositoryId === 'number' && headRepositoryId !== repository?.id;
    if (event_text(run?.event) !== 'pull_request' || headSha === null || headRef === null || !isFork)
        return null;
    return { headSha, headRef, headRepositoryId };
};
/**
 * Refuses a login on pull_request_target: such a run has the permissions of the base branch, and any GitHub user can
 * start it (GitHub docs, events-that-trigger-workflows, read 2026-11). Throws AUTH_PULL_REQUEST_TARGET.
 */
const refuseEvent = ({ name }) => {
    if (name === 'pull_request_target')
        throw new ActionError('AUTH_PULL_REQUEST_TARGET', 'This workflow runs on pull_request_target.');
};

;// CONCATENATED MODULE: ./build/report/parts/markdown.js
/** A section of the report. */
const section = (title, lines) => ({ title, lines });
/** A table of cells that are Markdown already; no rows, no table. */
const table = (head, rows) => rows.length === 0
    ? []
    : [
        `| ${head.join(' | ')} |`,
        `|${head.map(() => ' --- |').join('')}`,
        ...rows.map((row) => `| ${row.join(' | ')} |`),
    ];
/** A list of items that are Markdown already. */
const list = (items) => items.map((item) => `- ${item}`);
/** How many bytes a text is in UTF-8. */
const bytes = (text) => Buffer.byteLength(text, 'utf8');
/** The most bytes around the lines of a section: its heading mark, blank lines, and the note that it is cut. */
const aroundSection = 120;
/** Puts sections under a head within a number of bytes, cutting whole lines and saying how many are missing. */
const fit = (head, sections, maxBytes) => {
    const notice = "Truncated: the report exceeds GitHub's size limit.";
    let left = maxBytes - bytes(head) - 1_000;
    const out = [head];
    for (const { title, lines } of sections.filter((one) => one.lines.length > 0)) {
        const kept = [];
        left -= bytes(title) + aroundSection;
        for (const line of lines) {
            left -= bytes(line) + 1;
            if (left < 0)
                break;
            kept.push(line);
        }
        const missing = lines.length - kept.length;
        const tail = missing > 0 ? ['', `_${notice} ${missing} lines are missing._`] : [];
        if (left < 0 && kept.length === 0) {
            out.push(`_${notice}_`);
            break;
        }
        out.push(`### ${title}`, '', ...kept, ...tail, '');
    }
    return `${out.join('\n').trimEnd()}\n`;
};

;// CONCATENATED MODULE: ./build/report/parts/blocks.js

/** A block that is open. */
const blocks_open = (title, lines, brief = []) => ({
    title,
    lines,
    brief,
    folded: false,
});
/** A block that opens on a click. */
const folded = (title, lines) => ({ title, lines, brief: [], folded: true });
const render = ({ title, lines, folded: folds }) => folds
    ? ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>', '']
    : [`#### ${title}`, '', ...lines, ''];
/**
 * The blocks in their order within a number of bytes. Folded blocks give way first, from the last on; then open blocks
 * use their brief lines; only then are lines cut, and counted.
 */
const blocks_assemble = ({ head, tail, elsewhere, maxBytes }, all) => {
    const blocks = all.filter((block) => block.lines.length > 0);
    const text = (shown) => `${[...head, ...shown.flatMap(render), ...tail].join('\n').trimEnd()}\n`;
    const fits = (shown) => bytes(text(shown)) <= maxBytes;
    let shown = blocks;
    const giveWay = (which, how) => {
        for (let at = shown.length - 1; at >= 0 && !fits(shown); at -= 1)
            shown = shown.map((block, index) => (index === at && which(block) ? how(block) : block));
    };
    giveWay((block) => block.folded, (block) => ({ ...block, lines: [`_Omitted for length: see ${elsewhere}._`], brief: [] }));
    giveWay((block) => block.brief.length > 0, (block) => ({ ...block, lines: block.brief }));
    giveWay((block) => !block.folded, (block) => cut(block, bytes(text(shown)) - maxBytes, elsewhere));
    return text(shown);
};
/** Cuts whole lines from the end until enough bytes are gone, and says how many lines are missing. */
const cut = (block, tooMany, elsewhere) => {
    const notice = (missing) => `_${missing} more: see ${elsewhere}._`;
    const around = bytes(notice(block.lines.length)) + 4;
    let gone = 0;
    let kept = block.lines.length;
    while (kept > 0 && gone < tooMany + around) {
        kept -= 1;
        gone += bytes(block.lines[kept] ?? '') + 1;
    }
    const missing = block.lines.slice(kept).filter((line) => line !== '').length;
    return { ...block, lines: [...block.lines.slice(0, kept), '', notice(missing)] };
};

;// CONCATENATED MODULE: ./build/report/parts/limits.js
/** A step summary above 1,048,576 bytes is dropped as a whole (actions/runner, FileCommandManager, 2026-08). */
const summaryLimit = { max: 1_000_000, unit: 'bytes' };
/**
 * A comment or an issue takes 65,536 characters by the words of GitHub's API (measured by others, 2026-08); a part of a
 * check run takes 65,535 bytes (GitHub docs, "Create a check run", read 2026-11). Bytes are never fewer than characters.
 */
const bodyLimit = { max: 60_000, unit: 'bytes' };
/** The title of an issue takes 256 characters (GitHub's API, 2026-08). */
const titleLimit = { max: 256, unit: 'characters' };
/** A runner cuts a longer message of an annotation (actions/runner, 2026-08). */
const annotationLimit = { max: 4_096, unit: 'characters' };
/** All outputs of a job together (GitHub docs, "Metadata syntax", read 2026-11). */
const outputLimit = { max: 1_048_576, unit: 'characters' };

;// CONCATENATED MODULE: ./build/report/hand-off/parts.js







/** The heading over what a person is asked, or will be. */
const askTitle = 'What a person does in TruU';
/** What a person is asked, or will be after the merge; empty: nothing. Markdown that mentions no account. */
const askLines = ({ mode, handOff }) => {
    const ask = handOff?.ask ?? null;
    if (handOff === null || ask === null)
        return [];
    const { issueUrl } = handOff;
    const { attends } = traitsOf(mode);
    const where = issueUrl === null ? '' : ` The instructions are in ${ownLink('the hand-off issue', issueUrl)}.`;
    return [
        `${attends ? 'A person' : 'After the merge, a person'} must ${actionsOf(ask)} (about ten minutes).${where}`,
        '',
        ...factsOf(ask, handOff).map((line) => `- ${line}`),
        ...(attends ? [] : ['', ...instructionsOf(ask, null).map((text, index) => `${index + 1}. ${text}`)]),
    ];
};
const actionsOf = ({ first, fields, before, asksKey, differing }) => {
    const name = codeSpan(before?.configurationName ?? fields.configurationName, 120);
    const actions = [
        first ? `create ${name} in TruU's Admin Console` : `open ${name} in TruU's Admin Console`,
        ...(asksKey ? ['paste a new client secret'] : []),
        ...(first || differing.length === 0 ? [] : [before === null ? 'check the fields' : 'set the changed fields']),
    ];
    return `${actions.join(', ')} and wait for **Healthy**`;
};
const factsOf = ({ assignees, asksKey, place, placeBefore }, { known, actBefore }) => [
    `Asked: ${assignees.length === 0 ? 'anyone with write access to this repository' : assignees.map((login) => codeSpan(login)).join(', ')}`,
    ...(asksKey ? [`Who can read the secret: ${placeChange(placeBefore, place)}`] : []),
    ...(known.keyExpiresOn === null ? [] : [`Until then TruU keeps the secret that ends on ${date(known.keyExpiresOn)}`]),
    ...(actBefore === null || actBefore === known.keyExpiresOn ? [] : [`Act before ${date(actBefore)}`]),
];
/** Health in one line where TruU was asked, otherwise with what it is known by in three more. Markdown. */
const healthLines = ({ health, handOff }) => [
    `health: **${health}**${handOff === null ? '' : ` (${sourceLabel(handOff.healthSource)})`}`,
    ...(handOff === null ? [] : knownLines(handOff.known)),
];

;// CONCATENATED MODULE: ./build/support/hidden-difference.js

/** Letters of other scripts that look like those of the same index in `latin` (Unicode confusables, the usual ones). */
const lookalikes = 'аеорсухіјѕһԁԛԝгАВЕКМНОРСТУХІЈЅЗαινορυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const latin = 'aeopcyxijshdqwrABEKMHOPCTYXIJS3aivopuABEZHIKMNOPTYX';
/** Dashes and quotation marks that only a careful eye tells apart. */
const hidden_difference_folded = {
    '‐': '-',
    '‑': '-',
    '‒': '-',
    '–': '-',
    '−': '-',
    '’': "'",
    '‘': "'",
};
const looksLike = (character) => {
    const at = lookalikes.indexOf(character);
    if (at >= 0)
        return latin[at] ?? character;
    if (/^\s$/u.test(character))
        return ' ';
    return isInvisible(character) ? '' : (hidden_difference_folded[character] ?? character);
};
/** What a reader sees of a text. */
const seen = (text) => [...text.normalize('NFKC')].map(looksLike).join('').replaceAll(/ +/g, ' ').trim();
/**
 * The first difference of two texts that look alike, e.g. `character 5: U+00A0 → none`: white space, what is invisible,
 * letters of another script, another composition of the same letter. Null for texts that are equal or look different.
 */
const hiddenDifference = (before, after) => {
    if (before === after || seen(before) !== seen(after))
        return null;
    const [old, now] = [[...before], [...after]];
    const at = Array.from({ length: Math.max(old.length, now.length) }).findIndex((_, index) => old[index] !== now[index]);
    const label = (character) => (character === undefined ? 'none' : codePointOf(character));
    return `character ${at + 1}: ${label(old[at])} → ${label(now[at])}`;
};

;// CONCATENATED MODULE: ./build/report/parts/labels.js
/** The sign of an act, as in a Terraform plan. */
const signs = {
    create: '+',
    grant: '+',
    update: '~',
    adopt: '~',
    rotate: '~',
    revoke: '-',
    remove: '-',
    retire: '-',
};
const stepLabels = {
    'create-application': 'Create the app registration',
    'update-application': 'Update the app registration',
    'create-service-principal': 'Create the service principal',
    'add-owners': 'Add owners',
    'name-application': 'Set the unique name',
    'lock-service-principal': 'Lock the credentials of the service principal',
    grant: 'Grant permissions',
    revoke: 'Revoke permissions',
    'set-secret': 'Create a client secret and set it in TruU',
    'delete-unheld-secrets': 'Delete client secrets that TruU does not hold',
    'update-directory': 'Update the TruU directory',
    'set-primary-user-identifier': 'Set the primary user identifier',
    'connect-cluster': 'Connect the cluster',
    'retire-secrets': 'Retire the previous secret',
    'hand-off': 'Ask a person to set TruU up in its Admin Console',
};
/** Every kind of step. */
const stepKinds = Object.keys(stepLabels);
/** What a step does. */
const stepLabel = (kind) => kind === 'wait-for-healthy' ? 'Wait for Healthy' : stepLabels[kind];
/** The name that a title does not say; foreign text. Null where the title says it all. */
const targetName = ({ target }) => target.kind === 'permission' || target.kind === 'cluster' ? target.name : target.kind === 'owner' ? target.id : null;
const skipReasonLabels = {
    mode: 'mode renew',
    person: 'a person was asked: see the hand-off issue',
    'allow-removals': 'removals are off: allow-removals',
    unlisted: 'report only: entra.permissions.unlisted',
};
/** Why apply leaves a change out, by the setting that decides it. */
const skipReasonLabel = (reason) => skipReasonLabels[reason];
/** Who can mend a failure. */
const categoryLabels = {
    'user-action': 'user action',
    service: 'service',
    bug: 'bug',
};

;// CONCATENATED MODULE: ./build/report/parts/change-list.js




/** The line without a link. */
const plainLine = ({ line }) => `line ${line}`;
/** A value in Markdown: foreign text as code, our own words in italics. */
const value = (one) => {
    if (one === null || isKnownAfterApply(one))
        return `_${valueLabel(one)}_`;
    if (typeof one === 'boolean')
        return valueLabel(one);
    if (typeof one === 'string')
        return codeSpan(one);
    const all = one;
    return all.length === 0 ? `_${valueLabel(null)}_` : all.map((each) => codeSpan(each)).join(' ');
};
/** One field, before and after. */
const fieldItem = ({ path, before, after }) => `${path}: ${value(before)} → ${value(after)}${change_list_hidden(before, after)}`;
/** What a reader cannot see of a difference, in parentheses; empty where he sees it. */
const change_list_hidden = (before, after) => {
    const difference = typeof before === 'string' && typeof after === 'string' ? hiddenDifference(before, after) : null;
    return difference === null ? '' : ` (${difference})`;
};
/** The fields of a change; where nothing was before, an arrow is noise. */
const fieldItems = ({ act, target, fields }) => fields.map((field) => (act === 'create' || target.kind === 'adoption') && field.before === null
    ? `${field.path}: ${value(field.after)}`
    : fieldItem(field));
const where = ({ range }, show) => (range === null ? '' : ` · ${show(range)}`);
const because = ({ skipReason }) => skipReason === null ? '' : `<br>not applied: ${skipReasonLabel(skipReason)}`;
/** A change as one item of a list: what, its line in the spec, each field before and after, and why. */
const changeItem = (change, show) => {
    if (change.target.kind === 'permission')
        return permissionItem(change, change.target, show);
    const name = targetName(change);
    const lines = [
        `\`${signs[change.act]}\` **${change.title}**${name === null ? '' : ` ${codeSpan(name)}`}${where(change, show)}`,
        ...fieldItems(change),
        ...(change.reason === null ? [] : [`why: ${change.reason}`]),
    ];
    return `- ${lines.join('<br>')}${because(change)}`;
};
const kindOf = ({ type, tier }) => `${type}${tier === 0 ? ', **tier 0**' : ''}`;
/** Of a permission the name comes first, then what it allows: that is what a reviewer judges. */
const permissionItem = (change, permission, show) => {
    const lines = [
        `\`${signs[change.act]}\` ${codeSpan(permission.name)} (${kindOf(permission)})${where(change, show)}`,
        permission.description === null ? 'Not in the catalogue of this action.' : `Can ${permission.description}.`,
        [flips(change.fields), ...(change.reason === null ? [] : [`(${change.reason})`])].join(' ').trim(),
    ];
    return `- ${lines.filter((line) => line !== '').join('<br>')}${because(change)}`;
};
/** Fields that flip in the same way share one line. */
const flips = (fields) => {
    const [first] = fields;
    const same = fields.every(({ before, after }) => before === first?.before && after === first.after);
    if (first === undefined || !same)
        return fields.map(fieldItem).join(', ');
    return fieldItem({ ...first, path: fields.map(({ path }) => path).join(' and ') });
};
/** A change in a few words, for where there is no room for more. */
const changeBrief = (change) => {
    const sign = `- \`${signs[change.act]}\``;
    if (change.target.kind === 'permission')
        return `${sign} ${codeSpan(change.target.name, 120)} (${kindOf(change.target)})`;
    const name = targetName(change);
    return name === null ? `${sign} ${change.title}` : `${sign} ${change.title} ${codeSpan(name, 120)}`;
};

;// CONCATENATED MODULE: ./build/report/parts/note-list.js



const note_list_codes = (names) => names
    .filter((name) => name !== '')
    .map((name) => codeSpan(name))
    .join(' ');
const note_list_named = (text, names) => note_list_codes(names) === '' ? text : `${text}: ${note_list_codes(names)}`;
/** A note in Markdown. Its message is our own text, except for a time in it. */
const noteText = ({ message, names }) => note_list_named(prose(message), names);
/** Findings and mere notes apart. */
const byLevel = (all) => ({
    findings: all.filter(({ level }) => level === 'finding'),
    notes: all.filter(({ level }) => level === 'note'),
});
/** Notes as items of a list. */
const noteItems = (notes) => list(notes.map(noteText));
/** What the action neither compares nor changes, and why. */
const unmanagedItems = (all) => list(all.map(({ title, names, reason }) => `${note_list_named(title, names)} (${prose(reason)})`));

;// CONCATENATED MODULE: ./build/report/parts/step-list.js



/** Step outcomes as items of a list; a step that did not succeed also has its label. */
const stepItems = (steps) => list(steps.map(({ kind, outcome, message }) => outcome === 'done' ? `done: ${prose(message)}` : `**${outcome}:** ${stepLabel(kind)}. ${prose(message)}`));

;// CONCATENATED MODULE: ./build/report/parts/plan-blocks.js












const plan_blocks_counted = (title, of) => `${title} (${of.length})`;
/** The changes of a plan by what a reviewer looks for, the most dangerous first. */
const groupsOf = ({ changes }) => {
    const wanted = wantedOf(changes);
    const privileges = wanted.filter((change) => change.danger === 'privilege');
    const removals = wanted.filter((change) => change.danger === 'removal');
    const rest = wanted.filter((change) => !privileges.includes(change) && !removals.includes(change));
    const secret = rest.filter(({ target }) => target.kind === 'secret');
    const truu = rest.filter(({ target }) => sideOf(target) === 'truu');
    const others = rest.filter((change) => !secret.includes(change) && !truu.includes(change));
    return { privileges, removals, secret, truu, others, skipped: skippedOf(changes) };
};
/** The findings: they stand open, also where a plan was carried out. */
const findingsBlock = (plan) => {
    const { findings } = byLevel(plan.notes);
    return blocks_open(plan_blocks_counted('Findings', findings), noteItems(findings));
};
/** A plan with its findings. */
const planBlocks = (plan, show) => [
    findingsBlock(plan),
    ...changeBlocks(plan, show),
];
/** The changes of a plan: privileges, removals, the secret and TruU stand open, the rest is folded. */
const changeBlocks = (plan, show) => {
    const { privileges, removals, secret, truu, others, skipped } = groupsOf(plan);
    const items = (changes) => changes.map((change) => changeItem(change, show));
    const openly = (title, changes) => blocks_open(plan_blocks_counted(title, changes), items(changes), changes.map(changeBrief));
    const { notes } = byLevel(plan.notes);
    return [
        openly('Privileges', privileges),
        openly('Removals', removals),
        openly('Secret', secret),
        openly('TruU', truu),
        folded(plan_blocks_counted('Other changes in Entra', others), items(others)),
        folded(plan_blocks_counted('Not applied', skipped), items(skipped)),
        folded(plan_blocks_counted('Notes', notes), noteItems(notes)),
    ];
};
/** A fix of findings has a sentence for each kind, with ids; half a fix is none. */
const maxFix = 3_000;
/** A failure as lines: what happened, what to do, what was left behind, and the evidence. */
const failureLines = (failure, show, showCode) => {
    const { code, message, fix, evidence, requestId, leftBehind } = failure;
    const details = [
        ...evidence.map(({ name, value, range, command }) => `${prose(`${name.replace(/[.,;:?!]+$/, '')}:`, 120)} ${command ? codeSpan(value, 1_000) : exact(value)}${range === undefined || show === plainLine ? '' : ` (${show(range)})`}`),
        ...(requestId === null ? [] : [`Request id: ${codeSpan(requestId)}`]),
    ];
    const text = message === `${failure.title}.` ? '' : ` ${prose(message)}`;
    return [
        `${showCode(code)}${text}`,
        '',
        `**Fix:** ${prose(fix, maxFix)}`,
        '',
        `Category: ${categoryLabels[failure.category]}`,
        ...titled('Left behind', leftBehind.map((line) => prose(line))),
        ...titled('Evidence', details),
    ];
};
const titled = (title, items) => items.length === 0 ? [] : ['', `**${title}:**`, '', ...list(items)];
/** One word is for copying, a phrase is for reading. */
const exact = (value) => (value.includes(' ') ? prose(value) : codeSpan(value));
/** Each failure under its title. */
const failureBlocks = (failures, show, showCode) => failures.map((failure) => blocks_open(failure.title, failureLines(failure, show, showCode), [
    `${showCode(failure.code)} ${prose(failure.message, 200)}`,
]));
/** The problems of the spec, each with its line. */
const problemBlocks = (diagnostics, show, showCode) => [
    blocks_open(plan_blocks_counted('Problems in the spec', diagnostics), diagnostics.map(({ range, message, fix, code }) => `- ${show(range)}, column ${range.column}: ${prose(message)}<br>${prose(fix)} ${showCode(code)}`), diagnostics.map(({ range, code }) => `- ${show(range)} \`${code}\``)),
];
/** What a person is asked, or will be. */
const askBlock = (report) => blocks_open(askTitle, askLines(report));
/** What became of a plan that was carried out, and what is left of it. */
const outcomeBlocks = (report, show) => {
    const left = wantedOf(report.remaining?.changes ?? []);
    const state = [
        `- sync: **${report.sync}**`,
        ...healthLines(report).map((line) => `- ${line}`),
        ...(report.secretExpiresOn === null ? [] : [`- TruU's secret expires ${time(report.secretExpiresOn)}`]),
    ];
    return [
        blocks_open(plan_blocks_counted('Still to apply', left), left.map((change) => changeItem(change, show)), left.map(changeBrief)),
        blocks_open(report.steps.length > 0 ? 'What was done' : 'Current state', [...stepItems(report.steps), ...state]),
    ];
};

;// CONCATENATED MODULE: ./build/catalog/release.js
/** The version of this build, which is the one of package.json; its release has the tag `v` and this version. */
const actionVersion = '0.1.0';
/** Where the action is released, for a run whose runner does not tell: the placeholder of the examples. */
const fallbackRepository = 'OWNER/truu-entra-directory-action';
/** An owner and a name as GitHub allows them; anything else is no repository, and no part of a link. */
const repositoryName = /^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/;
/**
 * The section of a code in docs/errors.md, as of the version that runs.
 *
 * @param repository Owner and name of the running action, by GITHUB_ACTION_REPOSITORY, which a runner sets for an action of
 * another repository only (GitHub docs, "Variables reference", read 2026-11); null or no such name: the fallback.
 */
const errorPage = (repository, code) => {
    const known = repository !== null && repositoryName.test(repository) ? repository : fallbackRepository;
    return `https://github.com/${known}/blob/v${actionVersion}/docs/errors.md#${code.toLowerCase()}`;
};

;// CONCATENATED MODULE: ./build/report/parts/place.js





/** A hash that is equal for every spelling of one spec path. */
const specHash = (specFile) => (0,external_node_crypto_.createHash)('sha256')
    .update(external_node_path_.posix.normalize(specFile.replaceAll('\\', '/')))
    .digest('hex')
    .slice(0, 16);
/** A commit in seven digits; null when it is none. */
const shortCommit = (commit) => commit !== null && /^[0-9a-f]{7,64}$/.test(commit) ? commit.slice(0, 7) : null;
/** Links the line of a spec in the commit that was read. */
const lineLinks = ({ repositoryUrl, commit }) => {
    if (repositoryUrl === null || shortCommit(commit) === null)
        return plainLine;
    return (range) => {
        const file = pathAddress(range.file);
        return ownLink(plainLine(range), `${repositoryUrl}/blob/${commit ?? ''}/${file}#L${range.line}`);
    };
};
/** The links of codes for the action that runs. */
const codeLinks = ({ actionRepository = null }) => (code) => 
// All parts of the address are ours or checked, and an escaped anchor would not be the one of the heading.
`[\`${code}\`](${errorPage(actionRepository, code)})`;
/** A path as a part of an address. Lone surrogates have no encoding; such a path cannot exist. */
const pathAddress = (file) => file
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');
/** The full summary, as a link when its address is known. */
const fullSummary = ({ runUrl }) => ownLink('the full summary of the run', runUrl);

;// CONCATENATED MODULE: ./build/report/parts/requirements.js


const grants = new Set(['AppRoleAssignment.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All']);
const requirements_code = (name) => `\`${name}\``;
const requirements_list = (names) => names.map(requirements_code).join(', ');
/** Graph permissions that an identity needs to apply the plan, each once, in the order of the steps. */
const neededPermissions = (plan) => [
    ...new Set(plan.steps.flatMap((step) => step.permissions)),
];
/**
 * Required to apply a plan, as items of a list: approval, rights, and who can give them. Empty: nothing to do, or not
 * asked.
 */
const needsOf = (report) => {
    const { mode, plan } = report;
    if (!traitsOf(mode).showsRequirements ||
        plan === null ||
        plan.refusals.length > 0 ||
        wantedOf(plan.changes).length === 0)
        return [];
    return [approval(plan), ...rights(report, neededPermissions(plan)), ...removals(plan)].map((line) => `- ${line}`);
};
const approval = (plan) => {
    const dangers = new Set(wantedOf(plan.changes).map(({ danger }) => danger));
    const reasons = [
        ...(dangers.has('privilege') ? ['changes privileges'] : []),
        ...(dangers.has('removal') ? ['has removals'] : []),
        ...(dangers.has('tenantWide') ? ['affects other TruU directories'] : []),
    ];
    const look = reasons.length === 0 ? '' : ` Review carefully: the plan ${reasons.join(' and ')}.`;
    return `**Approval:** the merge, then the reviewers of the apply job's environment, if it has one.${look}`;
};
const rights = ({ loginRoles }, needed) => {
    if (needed.length === 0)
        return ['**Permissions in Entra:** none. The plan changes only TruU.'];
    const roles = loginRoles ?? [];
    const missing = needed.filter((name) => !roles.includes(name));
    if (missing.length === 0)
        return [`**Permissions in Entra:** ${requirements_list(needed)}. This job's identity has them.`];
    const consent = missing.some((name) => grants.has(name))
        ? ' Without permission to grant, apply makes all other changes and reports the URL where an administrator consents.'
        : '';
    const lacks = missing.length === needed.length ? 'has none of these' : `lacks ${requirements_list(missing)}`;
    return [
        `**Permissions in Entra:** the identity of the apply job needs ${requirements_list(needed)}. This job's identity is read-only and ${lacks}.`,
        `**Who can grant them:** a Privileged Role Administrator or a Global Administrator.${consent}`,
    ];
};
const removals = (plan) => plan.changes.some((change) => change.skipReason === 'allow-removals')
    ? ['**Removals** are not applied until the workflow sets `allow-removals: true`.']
    : [];

;// CONCATENATED MODULE: ./build/report/parts/verdict.js




const alerts = { good: 'TIP', attention: 'NOTE', careful: 'WARNING', bad: 'CAUTION' };
/** A verdict as an alert of GitHub's Markdown. */
const verdict_alert = ({ tone, message }) => [`> [!${alerts[tone]}]`, `> **${message}**`];
const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
/** One sentence for how a run ended. Pure. */
const verdict = (report) => {
    const { tone, message } = withoutWarning(report);
    const warning = environmentWarning(report);
    if (warning === null)
        return { tone, message };
    return { tone: tone === 'bad' ? tone : 'careful', message: `${message} Warning: ${warning}` };
};
/** Who else can have the identity that writes. A run that is refused for it says it as its failure. */
const environmentWarning = ({ environment, failures }) => environment === null || failures.some(({ code }) => code === 'AUTH_ENVIRONMENT_OPEN')
    ? null
    : environmentWarnings[environment.rule];
const environmentWarnings = {
    'default-branch': null,
    open: 'the environment of this job is not limited to the default branch, so anyone who can push a branch can use its identity.',
    none: 'this job runs in no environment, so anyone who can push to its branch can use its identity.',
    unreadable: 'the branch rule of the environment could not be read, which takes "github-token" with "actions: read", and a repository that was not renamed since the run was started.',
};
const withoutWarning = (report) => {
    if (report.red)
        return { tone: 'bad', message: failureMessage(report) };
    if (report.skipped !== null)
        return {
            tone: 'attention',
            message: `${logsIn(report.mode ?? offlineMode) ? '' : 'Spec is valid. '}${report.skipped}`,
        };
    const [warning] = report.warnings;
    if (report.result === 'waiting' && warning !== undefined)
        return {
            tone: 'careful',
            message: `Waiting: ${lowerFirst(warning.title)}.${errorCatalog[warning.code].aboutPerson ? actBefore(report) : ''}`,
        };
    const message = `${successMessage(report)}${warning === undefined ? '' : ` Warning: ${lowerFirst(warning.title)}.`}`;
    const careful = dangersOf(report.plan).length > 0 || findings(report.plan) !== '';
    if (report.result !== 'changes')
        return { tone: findings(report.plan) === '' && warning === undefined ? 'good' : 'careful', message };
    return { tone: careful ? 'careful' : 'attention', message };
};
/** The day on which something stops if nobody acts. */
const actBefore = ({ handOff }) => {
    const [day] = /^\d{4}-\d\d-\d\d(?=T)/.exec(handOff?.actBefore ?? '') ?? [];
    return day === undefined ? '' : ` Act before ${day}.`;
};
const failureMessage = (report) => {
    const { diagnostics, failures, mode, result } = report;
    const [first] = failures;
    if (diagnostics.length > 0)
        return `The spec has ${count(diagnostics.length, 'problem')}. No API calls were made.`;
    if (result === 'cancelled')
        return 'The run was cancelled. What is left is listed below; the next run corrects it.';
    if (result === 'refused')
        return `Refused: ${lowerFirst(first?.title ?? 'the plan is not allowed')}. Nothing was written.`;
    if (first !== undefined && errorCatalog[first.code].aboutPerson)
        return `${first.title}.${actBefore(report)}`;
    if (result === 'drift' && first !== undefined && errorCatalog[first.code].aboutDrift)
        return `Drift detected: ${first.message}`;
    const reason = first === undefined ? 'unknown error' : lowerFirst(first.title);
    const more = failures.length > 1 ? `, and ${count(failures.length - 1, 'more failure')}` : '';
    const wrote = report.steps.some((step) => step.outcome === 'done') ? ' Completed steps are listed below.' : '';
    return `${mode === null ? 'The run' : capital(mode)} failed: ${reason}${more}.${wrote}`;
};
const successMessage = (report) => greenVerdicts[traitsOf(report.mode).greenVerdict](report);
const greenVerdicts = {
    'spec-valid': () => 'Spec is valid. No API calls were made.',
    planned: (report) => report.result === 'changes'
        ? `Plan: ${[count(verdict_wanted(report.plan), 'change'), ...dangersOf(report.plan)].join(', ')}${findings(report.plan)}${kept(report.plan)}.`
        : `No changes${findings(report.plan)}${kept(report.plan)}${unhealthy(report)}.`,
    'no-drift': (report) => report.handOff === null
        ? `No drift: Entra and TruU match the spec${healthy(report)}.`
        : `No drift: Entra matches the spec, and so does TruU as far as people say${healthy(report)}.`,
    renewed: (report) => report.result === 'renewed'
        ? `${report.rotated ? 'The secret was rotated' : 'The previous secret was retired'}${healthy(report)}.`
        : `Nothing is due for renewal${healthy(report)}.`,
    applied: (report) => report.result === 'applied'
        ? `Applied ${count(verdict_wanted(report.plan), 'change')}${kept(report.plan)}. No changes are left${healthy(report)}.`
        : `No changes were needed${kept(report.plan)}${healthy(report)}.`,
};
/** TruU's word where it was asked; otherwise what speaks for it, and that it was not. */
const healthy = ({ health, handOff }) => {
    if (handOff !== null)
        return health === 'healthy' ? `. Healthy ${sourceLabel(handOff.healthSource)}` : '. TruU was not asked';
    return health === 'healthy' ? ', and TruU reports Healthy' : '';
};
/** The counts that a reviewer must not miss in a plan. */
const dangersOf = (plan) => {
    const dangers = plan === null ? [] : wantedOf(plan.changes).map(({ danger }) => danger);
    const labels = [
        ['privilege', 'privilege change', 'privilege changes'],
        ['removal', 'removal', 'removals'],
        ['tenantWide', 'change affects other TruU directories', 'changes affect other TruU directories'],
    ];
    return labels.flatMap(([danger, one, many = one]) => {
        const number = dangers.filter((each) => each === danger).length;
        return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
    });
};
/** A plan does not depend on health, but its reader should know. */
const unhealthy = ({ health, handOff }) => health === 'not-healthy' && handOff === null ? ', but TruU does not report Healthy' : '';
const verdict_wanted = (plan) => (plan === null ? 0 : wantedOf(plan.changes).length);
const kept = (plan) => {
    const skipped = plan === null ? 0 : unlistedPrivileges(plan.changes).length;
    return skipped === 0 ? '' : `, ${skipped} not applied`;
};
/** What nobody vouches for counts beside the changes; that a secret is still used is not among it. */
const findings = (plan) => {
    const number = plan === null ? 0 : accessFindings(plan).length;
    return number === 0 ? '' : `, ${count(number, 'finding')}`;
};
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const lowerFirst = (text) => /^[A-Z][a-z ]/.test(text) && !/^(TruU|Entra|Graph|GitHub|Microsoft)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;

;// CONCATENATED MODULE: ./build/report/comment/comment.js









/** The marker by which the comment of a spec is found: its first bytes, and nowhere else in it. */
const commentMarker = (specFile) => `<!-- truu-entra-directory:${specHash(specFile)} -->`;
const commitLine = (commit) => `<!-- commit:${commit} -->`;
/** The commit that a comment of this action describes; null when it names none. */
const commitIn = (body) => /^<!-- commit:([0-9a-f]{40,64}) -->$/.exec(body.split(/\r?\n/, 2)[1] ?? '')?.[1] ?? null;
/** Hidden lines: the marker, and the commit of the plan. */
const comment_unseen = ({ specFile }, { commit }) => [
    commentMarker(specFile),
    ...(commit !== null && /^[0-9a-f]{40,64}$/.test(commit) ? [commitLine(commit)] : []),
];
/** Whether a reviewer should see this report; otherwise `comment: changes` posts nothing. Pure. */
const isWorthAComment = (report) => report.red ||
    report.result === 'changes' ||
    report.result === 'applied' ||
    report.result === 'waiting' ||
    hasFindings(report);
const hasFindings = ({ plan }) => plan !== null && accessFindings(plan).length > 0;
/** The comment on a pull request, in Markdown. Pure. */
const renderComment = (report, context) => {
    const hidden = comment_unseen(report, context);
    if (isQuiet(report, context))
        return `${[...hidden, comment_oneLine(report, context)].join('\n')}\n`;
    const frame = {
        head: [...hidden, ...headOf(report, context)],
        tail: tailOf(report, context),
        elsewhere: fullSummary(context),
        maxBytes: bodyLimit.max,
    };
    return blocks_assemble(frame, blocksOf(report, context));
};
const isQuiet = (report, { freshness }) => !report.red &&
    !hasFindings(report) &&
    freshness.kind === 'current' &&
    (report.result === 'in-sync' || !traitsOf(report.mode).login);
const comment_oneLine = (report, context) => {
    const items = [codeSpan(report.specFile), ...at(context), fullSummary(context)];
    return `**TruU Entra directory:** ${verdict(report).message} ${items.join(' · ')}`;
};
const at = ({ commit }) => {
    const short = shortCommit(commit);
    return short === null ? [] : [`commit \`${short}\``];
};
const headOf = (report, context) => {
    const { freshness } = context;
    const { tone, message } = verdict(report);
    const details = [
        codeSpan(report.specFile),
        ...(report.directoryName === null ? [] : [`directory ${codeSpan(report.directoryName, 120)}`]),
        ...at(context),
    ].join(' · ');
    const title = freshness.kind === 'merged' ? 'after the merge' : (report.mode ?? 'not started');
    const text = freshness.kind === 'superseded' ? supersededBy(freshness.by) : { tone, message };
    return [`### TruU Entra directory · ${title}`, '', ...verdict_alert(text), '', details, ''];
};
const supersededBy = (by) => {
    const newer = shortCommit(by);
    const which = newer === null ? 'a newer push' : `the newer push \`${newer}\``;
    return { tone: 'attention', message: `Superseded by ${which}. Its plan will appear here.` };
};
const blocksOf = (report, context) => {
    const show = lineLinks(context);
    const showCode = codeLinks(context);
    const freshness = context.freshness.kind;
    if (freshness === 'superseded') {
        const { message } = verdict(report);
        const before = report.plan === null ? [] : flatten(planBlocks(report.plan, show));
        return before.length === 0 ? [] : [folded('Plan before that push', [message, '', ...before])];
    }
    const plan = report.plan === null ? [] : changeBlocks(report.plan, show);
    const final = report.remaining ?? report.plan;
    const left = final === null ? [] : [findingsBlock(final)];
    const { writes } = traitsOf(report.mode);
    return [
        ...failureBlocks(report.failures, show, showCode),
        ...failureBlocks(report.warnings, show, showCode),
        ...problemBlocks(report.diagnostics, show, showCode),
        askBlock(report),
        ...(writes ? outcomeBlocks(report, show) : []),
        ...(writes ? [...left, ...plan.map(asPlanned)] : [...left, ...plan]),
    ];
};
const asPlanned = (block) => ({ ...block, folded: true, title: `Planned: ${block.title}` });
/** Blocks within a block: a line in bold for each heading. */
const flatten = (blocks) => blocks.flatMap(({ title, lines }) => (lines.length === 0 ? [] : [`**${title}**`, '', ...lines, '']));
const tailOf = (report, context) => {
    const needs = context.freshness.kind === 'current' ? needsOf(report) : [];
    const shown = context.freshness.kind === 'superseded' ? null : report.plan;
    return [
        ...(needs.length === 0 ? [] : ['#### Required to apply', '', ...needs, '']),
        ...(shown === null ? [] : [`Fingerprint \`${shown.fingerprint}\``, '']),
        `Everything else is in ${fullSummary(context)}.`,
    ];
};

;// CONCATENATED MODULE: ./build/report/parts/schemas.js


/** A value on either side of a difference. */
const schemas_value = schemas/* union */.KCZ([
    schemas/* string */.YjP(),
    schemas/* boolean */.zMY(),
    schemas/* null */.chJ(),
    schemas/* array */.YOg(schemas/* string */.YjP()).readonly(),
    schemas/* object */.Ikc({ knownAfterApply: schemas/* literal */.euz(true) }).readonly(),
]);
/** What a change says in report.json and in the record of a plan. */
const changeParts = {
    address: schemas/* string */.YjP(),
    act: schemas/* enum */.k5n(acts),
    skipReason: schemas/* enum */.k5n(skipReasons).nullable(),
    fields: schemas/* array */.YOg(schemas/* object */.Ikc({ path: schemas/* string */.YjP(), before: schemas_value, after: schemas_value })).readonly(),
};

;// CONCATENATED MODULE: ./build/report/check/record.js






/** Name of the check run that records the plan of a spec: by its path, in the letters of its language. */
const recordName = (specFile) => `TruU plan (${titleText(specFile)})`;
/** The id of a record, for people and other programs: it contains the fingerprint, and proves nothing. */
const recordId = (specFile, fingerprint) => `truu-plan:${specHash(specFile)}:${fingerprint}`;
const opening = 'The plan as data, which apply compares with its own plan:\n\n```json\n';
const closing = '\n```\n';
/** The record of a plan as the text of a check run: ASCII only, so that nothing in it is live or misleading. */
const recordText = (plan, signed) => {
    const { token = null, plans = [] } = signed ?? {};
    const kept = { token, plans, trustInputs: plan?.trustInputs ?? null };
    const text = record_textOf({ ...kept, changes: plan === null ? null : reviewedChanges(plan) });
    return Buffer.byteLength(text) <= bodyLimit.max ? text : record_textOf({ ...kept, changes: null });
};
const record_textOf = (record) => {
    const json = JSON.stringify(record, null, 1).replaceAll(/[^\x20-\x5f\x61-\x7e\n]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return `${opening}${json}${closing}`;
};
const record = schemas/* object */.Ikc({
    token: schemas/* string */.YjP(),
    plans: schemas/* array */.YOg(schemas/* tuple */.PVZ([schemas/* string */.YjP(), schemas/* string */.YjP()]).readonly()).readonly(),
    trustInputs: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).nullable(),
    changes: schemas/* array */.YOg(schemas/* object */.Ikc(changeParts)).readonly().nullable(),
});
/** The record in the text of a check run; null when there is none that can be read. */
const record_readRecord = (text) => {
    if (!text.startsWith(opening))
        return null;
    try {
        return record.parse(JSON.parse(text.slice(opening.length, text.lastIndexOf(closing))));
    }
    catch {
        return null;
    }
};

;// CONCATENATED MODULE: ./build/report/parts/audit-event-list.js





/** The heading of the audit events on every surface. */
const auditEventsTitle = 'Who made the changes (Entra audit log)';
/** Who changed Entra, as items of a list; empty when nothing is known. */
const auditEventItems = ({ auditEvents }) => list((auditEvents ?? []).map(({ at, actor, activity }) => `${time(at)} ${codeSpan(actor)}: ${codeSpan(activity)}`));
/** The same for the full record, which also says when nothing is known. */
const auditEventLines = (report) => {
    const { mode, plan, clientId, auditEvents } = report;
    const items = auditEventItems(report);
    if (items.length > 0)
        return items;
    // Without a registration there is no audit log to read.
    if (!traitsOf(mode).readsAuditLog || plan === null || clientId === null || !hasEntraDrifted(plan))
        return [];
    if (auditEvents === null)
        return ['Unknown: the audit log could not be read. It requires `AuditLog.Read.All` and `Directory.Read.All`.'];
    return ['The audit log of the last seven days has no matching events.'];
};

;// CONCATENATED MODULE: ./build/report/issue/drift-reasons.js



/** Why an issue is open; each reason has a label. */
const driftKinds = ['unreadable', 'health', 'privileges', 'changes', 'renewal', 'findings'];
/** What a run found, by reason. Pure. */
const driftFound = (report) => {
    const plan = report.remaining ?? report.plan;
    const wanted = (plan?.changes ?? []).filter((change) => change.skipReason === null || change.skipReason === 'mode');
    const traits = ({ code }) => errorCatalog[code];
    return {
        failures: report.failures.filter((one) => !traits(one).aboutHealth && !traits(one).aboutDrift),
        health: report.failures.filter((one) => traits(one).aboutHealth),
        privileges: unlistedPrivileges(plan?.changes ?? []),
        changes: wanted.filter(({ renews }) => !renews),
        renewal: wanted.filter(({ renews }) => renews),
        findings: (plan?.notes ?? []).filter(({ level }) => level === 'finding'),
    };
};
/** The reasons that a run gives, the most severe first. */
const driftKindsOf = (report) => {
    const found = driftFound(report);
    const is = {
        unreadable: found.failures.length + report.diagnostics.length > 0,
        health: found.health.length > 0,
        privileges: found.privileges.length > 0,
        changes: found.changes.length > 0,
        renewal: found.renewal.length > 0,
        findings: found.findings.length > 0,
    };
    return driftKinds.filter((kind) => is[kind]);
};
const drift_reasons_short = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 16);
/** The key by which the next run recognizes something that drifted; its name is not in the issue's text. */
const drift_reasons_keyOf = (address) => drift_reasons_short(address);
/** Equal for two runs that found the same: it contains no times, no request IDs and no order of a remote. */
const contentHash = (report) => {
    const { failures, health, privileges, changes, renewal, findings } = driftFound(report);
    const ofChange = ({ address, act, skipReason, fields, dueByTime }) => JSON.stringify([
        address,
        act,
        skipReason,
        dueByTime ? [] : fields.map(({ path, before, after }) => [path, before, after]),
    ]);
    const ofFailure = ({ code, message, evidence }) => JSON.stringify([code, message, evidence.map(({ name, value }) => [name, value])]);
    const data = [
        ...[privileges, changes, renewal].map((some) => some.map(ofChange).sort()),
        failures.map(({ code, message }) => JSON.stringify([code, message])).sort(),
        health.map(ofFailure).sort(),
        findings.map(({ address, message, names }) => JSON.stringify([address, message, names])).sort(),
        report.diagnostics.map(({ code, range, message }) => JSON.stringify([code, range.line, message])).sort(),
    ];
    return drift_reasons_short(JSON.stringify(data));
};

;// CONCATENATED MODULE: ./build/report/issue/drift-issue.js














/** The marker by which the issue of a spec is found: the first bytes of its body, and nowhere else in it. */
const driftMarker = (specFile) => `<!-- truu-entra-directory-drift:${specHash(specFile)} -->`;
const drift_issue_labels = {
    unreadable: 'truu-unreadable',
    health: 'truu-not-healthy',
    privileges: 'truu-drift',
    changes: 'truu-drift',
    renewal: 'truu-renewal-due',
    findings: 'truu-finding',
};
/** Every label that an issue can have; the one that all of them have comes first. */
const driftLabels = ['truu-directory', ...new Set(Object.values(drift_issue_labels))];
/** The content of the issue, or that it can be closed. Pure. */
const renderDriftIssue = (report, context) => {
    if (!traitsOf(report.mode).publishes.includes('issue'))
        return { kind: 'leave' };
    const kinds = driftKindsOf(report);
    if (!report.red && report.health === 'healthy')
        return { kind: 'close', comment: drift_issue_closing(context) };
    if (!report.red || kinds.length === 0 || report.result === 'cancelled')
        return { kind: 'leave' };
    const found = driftFound(report);
    const memory = { hash: contentHash(report), since: sinceOf(found, context) };
    const title = drift_issue_titleOf(kinds, found);
    const frame = {
        head: drift_issue_headOf(report, title, memory),
        tail: drift_issue_tailOf(kinds, context),
        elsewhere: fullSummary(context),
        maxBytes: bodyLimit.max,
    };
    return {
        kind: 'open',
        title: `TruU directory: ${title} (${titleText(report.specFile)})`,
        body: blocks_assemble(frame, drift_issue_blocksOf(report, found, context, memory)),
        labels: ['truu-directory', ...new Set(kinds.map((kind) => drift_issue_labels[kind]))],
        memory,
    };
};
/** What an issue's body stores; null when the issue is not of this action, or was edited. */
const readDriftMemory = (body, specFile) => {
    const [first, second = ''] = body.split(/\r?\n/, 2);
    if (first !== driftMarker(specFile))
        return null;
    const [, hash, list] = /^<!-- seen:([0-9a-f]{16}) ((?:[0-9a-f]{16}=[0-9TZ:.-]{10,30} ?)*)-->$/.exec(second) ?? [];
    if (hash === undefined || list === undefined)
        return null;
    const pairs = list.trim().split(' ').filter(Boolean);
    return { hash, since: Object.fromEntries(pairs.map((pair) => pair.split('=', 2))) };
};
/** The stored dates are limited, so that the body stays small. */
const maxDated = 100;
const sinceOf = (found, { now, before }) => {
    const seen = [...found.privileges, ...found.changes, ...found.renewal, ...found.findings].slice(0, maxDated);
    const stamp = (text) => (/^[0-9TZ:.-]{10,30}$/.test(text) ? text : '1970-01-01');
    const dated = seen.map(({ address }) => drift_reasons_keyOf(address));
    return Object.fromEntries(dated.map((key) => [key, stamp(before?.since[key] ?? now)]));
};
const drift_issue_headOf = (report, title, memory) => {
    const dated = Object.entries(memory.since).map(([key, at]) => `${key}=${at} `);
    const plan = report.remaining ?? report.plan;
    const differs = (plan?.changes ?? []).length > 0;
    const details = [
        codeSpan(report.specFile),
        ...(report.directoryName === null ? [] : [`directory ${codeSpan(report.directoryName, 120)}`]),
        `health ${healthLabel(report.health, report.handOff)}`,
    ];
    return [
        driftMarker(report.specFile),
        `<!-- seen:${memory.hash} ${dated.join('')}-->`,
        '',
        ...verdict_alert({ tone: 'bad', message: `${title.charAt(0).toUpperCase()}${title.slice(1)}.` }),
        '',
        details.join(' · '),
        '',
        ...(differs ? ['_Each difference shows: current value → value in the spec._', ''] : []),
    ];
};
const drift_issue_blocksOf = (report, found, context, { since }) => {
    const show = lineLinks(context);
    const showCode = codeLinks(context);
    const dated = (address) => {
        const at = since[drift_reasons_keyOf(address)];
        return at === undefined ? '' : `<br>seen since ${time(at)}`;
    };
    const listed = (title, changes) => blocks_open(`${title} (${changes.length})`, changes.map((change) => `${changeItem(change, show)}${dated(change.address)}`), changes.map(changeBrief));
    return [
        ...failureBlocks(found.failures, show, showCode),
        ...problemBlocks(report.diagnostics, show, showCode),
        ...failureBlocks(found.health, show, showCode),
        listed('Permissions granted but not in the spec', found.privileges),
        listed('Differences from the spec', found.changes),
        listed('Renewal due', found.renewal),
        blocks_open(`Findings (${found.findings.length})`, found.findings.map((note) => `- ${noteText(note)}${dated(note.address)}`)),
        blocks_open(auditEventsTitle, auditEventItems(report)),
    ];
};
const advice = {
    unreadable: 'Correct the failures above. Until everything can be read, drift is unknown.',
    health: 'See the failed checks of TruU above. TruU cannot use the connection as configured.',
    privileges: 'Add the permission to the spec if it is intended. Otherwise let apply revoke it.',
    changes: 'Run apply to revert manual changes, or update the spec if they are intended.',
    renewal: 'Run renew, or check why the scheduled renew did not run. The secret stops working when it expires.',
    findings: 'Review each finding. The action does not remove findings.',
};
const drift_issue_tailOf = (kinds, context) => [
    '#### What to do',
    '',
    ...kinds.map((kind) => `- ${advice[kind]}`),
    '',
    `Everything else is in ${fullSummary(context)}. This issue closes automatically when everything is in sync and Healthy.`,
];
/** The reasons in a few words, for the issue title. */
const drift_issue_titleOf = (kinds, found) => {
    const many = (number, one) => `${number} ${one}${number === 1 ? '' : 's'}`;
    const title = {
        unreadable: 'could not be checked',
        health: 'not Healthy',
        privileges: `${many(found.privileges.length, 'unlisted permission')} granted`,
        changes: many(found.changes.length, 'difference'),
        renewal: renewalTitle(found.renewal),
        findings: many(found.findings.length, 'finding'),
    };
    return kinds.map((kind) => title[kind]).join(', ');
};
/** A rotation is what matters most: without it TruU's secret expires. */
const renewalTitle = (changes) => {
    const acts = new Set(changes.map(({ act }) => act));
    if (acts.has('rotate'))
        return 'secret renewal due';
    return acts.has('retire') ? 'previous secret to retire' : 'orphaned secret to delete';
};
const drift_issue_closing = (context) => `In sync and Healthy again. Nothing differs from the spec. See ${fullSummary(context)}.\n`;

;// CONCATENATED MODULE: ./build/spec/diagnostic.js
/** The error codes of an invalid spec. Each is a key of the error catalogue. */
const specCodes = [
    'SPEC_NOT_YAML',
    'SPEC_MISLEADING_CHARACTER',
    'SPEC_EMPTY',
    'SPEC_MULTIPLE_DOCUMENTS',
    'SPEC_TOO_LARGE',
    'SPEC_UNKNOWN_KEY',
    'SPEC_MISSING_KEY',
    'SPEC_WRONG_TYPE',
    'SPEC_INVALID_VALUE',
    'SPEC_INVALID_GUID',
    'SPEC_INVALID_DURATION',
    'SPEC_DURATION_ORDER',
    'SPEC_LIFETIME_TOO_LONG',
    'SPEC_DUPLICATE_PERMISSION',
    'SPEC_UNKNOWN_PERMISSION',
    'SPEC_PERMISSION_TYPE',
];

;// CONCATENATED MODULE: ./build/report/json/run.js

const run_text = schemas/* string */.YjP();
const maybe = run_text.nullable();
/** The schema of `run` in report.json. */
const runRecord = schemas/* object */.Ikc({
    actor: maybe.describe('Login of who caused the run.'),
    triggeringActor: maybe.describe('Login of who started this attempt.'),
    event: maybe,
    repository: maybe,
    commit: maybe.describe('GITHUB_SHA: for an event of a pull request, the test merge.'),
    ref: maybe,
    pullRequest: schemas/* object */.Ikc({ number: schemas/* number */.aig().int(), headCommit: maybe.describe('The commit whose spec was read.') })
        .nullable(),
    workflow: maybe.describe('Path of the workflow.'),
    runId: schemas/* number */.aig().int().nullable(),
    attempt: schemas/* number */.aig().int().nullable(),
    approvals: schemas/* array */.YOg(schemas/* object */.Ikc({ by: maybe, state: run_text, environments: schemas/* array */.YOg(run_text).readonly() }))
        .readonly()
        .nullable()
        .describe('Reviews of the deployments of the run, in modes that write; null: not asked for, or not readable.'),
    startedAt: run_text.describe('By the clock of the runner.'),
    endedAt: run_text.describe('When the report was made.'),
    action: schemas/* object */.Ikc({
        version: run_text,
        repository: maybe,
        ref: maybe,
        digest: maybe.describe('Of the files of dist, as docs/auditing.md makes it.'),
    }),
});
/** The schema of `published` in report.json. */
const reportedLinks = schemas/* object */.Ikc({
    commentUrl: maybe,
    issueUrl: maybe.describe('The drift issue, open or just closed.'),
    changedSinceLastRun: schemas/* boolean */.zMY()
        .nullable()
        .describe('Whether what was found differs from what the drift issue stored; null: nothing is stored.'),
});

;// CONCATENATED MODULE: ./build/report/json/json.js












/** Changes when a reader of the previous version would misread the new one. */
const reportVersion = 2;
const json_list = (one) => schemas/* array */.YOg(one).readonly();
const json_text = schemas/* string */.YjP();
const json_maybe = json_text.nullable();
const range = schemas/* object */.Ikc({
    file: json_text,
    line: schemas/* number */.aig().int(),
    column: schemas/* number */.aig().int(),
    endLine: schemas/* number */.aig().int(),
    endColumn: schemas/* number */.aig().int(),
});
const errorCode = schemas/* enum */.k5n(Object.keys(errorCatalog));
const stepKind = schemas/* enum */.k5n(stepKinds);
const change = schemas/* object */.Ikc({
    target: targetSchema.describe('What it is about, as data.'),
    address: changeParts.address.describe('The target as side/kind/key, unique within a plan.'),
    act: changeParts.act,
    title: json_text,
    fields: changeParts.fields,
    range: range.nullable().describe('Where the spec sets it.'),
    danger: schemas/* enum */.k5n(dangers),
    skipReason: changeParts.skipReason.describe('Why apply skips it; null: apply makes this change.'),
    reason: json_maybe.describe('Null where the fields say it.'),
    dueByTime: schemas/* boolean */.zMY().describe('Due only because of time.'),
    renews: schemas/* boolean */.zMY().describe('Whether mode renew carries it out.'),
    settling: schemas/* boolean */.zMY().describe('Another run may make it superfluous: drift is not red on it yet.'),
});
const plan = schemas/* object */.Ikc({
    changes: json_list(change).describe('The most dangerous first.'),
    steps: json_list(schemas/* object */.Ikc({
        id: json_text,
        kind: stepKind,
        changes: json_list(json_text).describe('Addresses of the changes that it makes.'),
        dependsOn: json_list(json_text),
        permissions: json_list(json_text).describe('Graph application permissions that the identity needs for it.'),
    })),
    notes: json_list(schemas/* object */.Ikc({
        level: schemas/* enum */.k5n(['note', 'finding']),
        target: targetSchema,
        address: json_text,
        message: json_text,
        names: json_list(json_text),
    })),
    refusals: json_list(schemas/* object */.Ikc({
        code: errorCode,
        message: json_text,
        fix: json_maybe,
        range: range.nullable(),
        evidence: json_list(schemas/* object */.Ikc({ name: json_text, value: json_text })),
    })),
    fingerprint: json_text.regex(/^[0-9a-f]{64}$/).describe('SHA-256; equal for equal plans.'),
    trustInputs: schemas/* record */.g1P(json_text, json_text).describe('Inputs that decide trust, by name; part of the fingerprint.'),
});
const failure = schemas/* object */.Ikc({
    code: errorCode,
    title: json_text,
    message: json_text,
    fix: json_text,
    category: schemas/* enum */.k5n(['user-action', 'service', 'bug']),
    evidence: json_list(schemas/* object */.Ikc({
        name: json_text,
        value: json_text,
        range: range.exactOptional().describe('The place in the spec that the value names.'),
        command: schemas/* boolean */.zMY().exactOptional().describe('Whether the value is a command, to be copied whole.'),
    })),
    requestId: json_maybe,
    leftBehind: json_list(json_text),
});
const sample = schemas/* object */.Ikc({
    at: json_maybe,
    status: json_text,
    credentialKeyId: json_maybe,
    checkedAt: json_maybe,
    checks: json_list(schemas/* object */.Ikc({ name: json_text, status: json_text, code: json_maybe, message: json_maybe })),
    staleReason: json_maybe.describe('Why the sample does not count; null when it counts.'),
});
const json_secret = schemas/* object */.Ikc({
    keyId: json_text,
    displayName: json_maybe,
    startsOn: json_text,
    expiresOn: json_text,
    role: schemas/* enum */.k5n(secretRoleNames),
    use: schemas/* enum */.k5n(['reported', 'unreported', 'unknown']).describe('Sign-in activity that Entra records; it can lag.'),
    lastUsedOn: json_maybe,
    ours: schemas/* boolean */.zMY(),
    reason: json_text,
});
const permission = schemas/* object */.Ikc({
    type: schemas/* enum */.k5n(['application', 'delegated']),
    name: json_text,
    description: json_maybe,
    tier: schemas/* union */.KCZ([schemas/* literal */.euz(0), schemas/* literal */.euz(1), schemas/* literal */.euz(2)]).nullable(),
    listed: schemas/* boolean */.zMY().nullable().describe('Null: the spec does not manage this type.'),
    requested: schemas/* boolean */.zMY(),
    granted: schemas/* boolean */.zMY(),
    allowed: schemas/* boolean */.zMY(),
});
const json_status = schemas/* number */.aig().int().nullable();
const request = schemas/* object */.Ikc({
    service: schemas/* enum */.k5n(services),
    method: json_text,
    path: json_text.describe('Path; of the query only $select.'),
    status: json_status.describe('Null when there was no response.'),
    failure: schemas/* enum */.k5n(['network', 'timeout', 'cancelled', 'too-long', 'not-sent']).nullable(),
    requestId: json_maybe,
    attempts: schemas/* number */.aig().int(),
    items: json_list(schemas/* object */.Ikc({ method: json_text, path: json_text, status: json_status })).describe('The items of a $batch.'),
});
const consoleFields = schemas/* object */.Ikc({
    configurationName: json_text,
    domain: json_text,
    allUsersShareUpnSuffix: schemas/* boolean */.zMY(),
    autoRemoveDevices: schemas/* boolean */.zMY(),
    tenantId: json_text,
    clientId: json_text,
    primaryUserIdentifier: json_maybe,
    cluster: json_maybe,
});
const place = schemas/* union */.KCZ([
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('portal') }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('key-vault'), vault: json_text, secret: json_text }),
]);
const handOff = schemas/* object */.Ikc({
    healthSource: schemas/* enum */.k5n(['truu', 'entra+person', 'entra', 'person']).nullable().describe('Null: health is not known.'),
    known: schemas/* object */.Ikc({
        evidence: schemas/* enum */.k5n(['readable', 'silent', 'unreadable', 'not-declared']),
        keyId: json_maybe.describe('The key that TruU uses, as far as it is known.'),
        keyExpiresOn: json_maybe,
        usedOn: json_maybe.describe("Its last login in Entra's report; null proves nothing."),
        readOn: json_text,
        reportOf: json_maybe,
        confirmedBy: json_maybe,
        confirmedAt: json_maybe,
        confirmedKeyId: json_maybe,
        confirmedFields: consoleFields.nullable(),
    }),
    ask: schemas/* object */.Ikc({
        asksKey: schemas/* boolean */.zMY().describe('Whether a new client secret is to be pasted.'),
        delivered: schemas/* object */.Ikc({ keyId: json_text, url: json_text, hint: json_maybe })
            .nullable()
            .describe('The secret to be copied from its place; null: the person adds it, or it is not there yet.'),
        first: schemas/* boolean */.zMY(),
        fields: consoleFields.extend({ clientId: json_maybe }),
        before: consoleFields.nullable(),
        differing: json_list(consoleFields.keyof()),
        assignees: json_list(json_text),
        secret: schemas/* object */.Ikc({ description: json_text, lifetime: json_text }),
        adminCenter: json_text,
        place: place.describe('Who can read the new secret until it is pasted.'),
        placeBefore: place.nullable(),
    })
        .nullable()
        .describe('What a person is asked, or will be; null: nothing.'),
    actBefore: json_maybe.describe('When something stops if nobody acts.'),
    issueUrl: json_maybe,
});
/** The schema of report.json: the JSON Schema is generated from it, and it validates a report that is read. */
const reportSchema = schemas/* object */.Ikc({
    version: schemas/* literal */.euz(reportVersion).describe('Version of this format.'),
    mode: schemas/* enum */.k5n(modes).nullable().describe('Null when the inputs could not be read.'),
    result: schemas/* enum */.k5n([
        'in-sync',
        'changes',
        'drift',
        'applied',
        'renewed',
        'waiting',
        'skipped',
        'refused',
        'failed',
        'cancelled',
    ]),
    sync: schemas/* enum */.k5n(['in-sync', 'out-of-sync', 'unknown']),
    health: schemas/* enum */.k5n(['healthy', 'not-healthy', 'unknown', 'not-asked']),
    red: schemas/* boolean */.zMY().describe('Whether the job fails.'),
    skipped: json_maybe.describe('Why mode check ran instead of the requested mode, or why a comment started nothing; null otherwise.'),
    specFile: json_text.describe('Path of the spec, relative to the workspace.'),
    directoryName: json_maybe,
    tenant: json_maybe,
    cloud: json_maybe,
    diagnostics: json_list(schemas/* object */.Ikc({ code: schemas/* enum */.k5n(specCodes), message: json_text, fix: json_text, range })),
    plan: plan.nullable().describe('The first plan of the run.'),
    remaining: plan.nullable().describe('The plan after the writes.'),
    steps: json_list(schemas/* object */.Ikc({
        kind: schemas/* enum */.k5n([...stepKind.options, 'wait-for-healthy']),
        changes: json_list(json_text).describe('Addresses of the changes that it makes.'),
        outcome: schemas/* enum */.k5n(['done', 'failed', 'skipped']),
        message: json_text,
    })),
    environment: schemas/* object */.Ikc({ name: json_maybe, rule: schemas/* enum */.k5n(environmentRules) })
        .nullable()
        .describe('The deployment environment of the job, and which branches may use it; null when it was not read.'),
    healthTimeline: json_list(sample),
    secrets: json_list(json_secret).describe('By key ID, without their values.'),
    permissions: json_list(permission),
    unmanaged: json_list(schemas/* object */.Ikc({ title: json_text, names: json_list(json_text), reason: json_text })),
    loginRoles: json_list(json_text).nullable(),
    requests: json_list(request),
    failures: json_list(failure),
    warnings: json_list(failure).describe('What a person must see though the run is green.'),
    handOff: handOff
        .nullable()
        .describe('What people and Entra say where a person serves TruU; null: TruU was asked itself.'),
    clientId: json_maybe,
    directoryId: json_maybe.describe('Of the directory in TruU; null where a person serves TruU.'),
    applicationObjectId: json_maybe,
    servicePrincipalObjectId: json_maybe,
    secretExpiresOn: json_maybe,
    daysLeft: schemas/* number */.aig()
        .int()
        .nullable()
        .describe("Whole days until that by Graph's clock; negative once it has passed."),
    rotated: schemas/* boolean */.zMY(),
    auditEvents: json_list(schemas/* object */.Ikc({ at: json_text, actor: json_text, activity: json_text }))
        .nullable()
        .describe("Recent changes in Entra's audit log, the newest first; null: not requested, or not readable."),
    run: runRecord.nullable().describe('Who ran what, and when.'),
    published: reportedLinks.nullable().describe('What the run shows on GitHub; null: nothing was published there.'),
})
    .describe('The result of one run of the TruU Entra directory action.');
/** The report as JSON; fields that the schema does not have are left out. */
const toJson = (report) => `${JSON.stringify(reportSchema.parse({ version: reportVersion, ...report }), null, 2)}\n`;
/** A report from JSON of unknown origin; null when it is not a report of this version. */
const fromJson = (json) => {
    try {
        const { version: _version, ...report } = reportSchema.parse(JSON.parse(json));
        return report;
    }
    catch {
        return null;
    }
};

;// CONCATENATED MODULE: ./build/report/json/outputs.js


/** The outputs of a run; empty where nothing is known. Text of a remote stays on one line. Pure. */
const outputsOf = (report) => ({
    result: report.result,
    sync: report.sync,
    health: report.health,
    changes: report.plan === null ? '' : String(wantedOf(report.plan.changes).length),
    'plan-fingerprint': report.plan?.fingerprint ?? '',
    'client-id': oneLine(report.clientId ?? ''),
    'directory-id': oneLine(report.directoryId ?? ''),
    'application-object-id': oneLine(report.applicationObjectId ?? ''),
    'service-principal-object-id': oneLine(report.servicePrincipalObjectId ?? ''),
    'secret-expires-on': oneLine(report.secretExpiresOn ?? ''),
    'days-left': String(report.daysLeft ?? ''),
    rotated: String(report.rotated),
    'health-source': report.handOff?.healthSource ?? (report.health === 'healthy' ? 'truu' : ''),
    'hand-off-issue': oneLine(report.handOff?.issueUrl ?? ''),
    'act-before': oneLine(report.handOff?.actBefore ?? ''),
    'comment-url': oneLine(report.published?.commentUrl ?? ''),
    'issue-url': oneLine(report.published?.issueUrl ?? ''),
    'changed-since-last-run': String(report.published?.changedSinceLastRun ?? ''),
    'failure-code': report.failures[0]?.code ?? report.diagnostics[0]?.code ?? '',
});

;// CONCATENATED MODULE: ./build/report/log/annotations.js





/** A runner keeps the first ten of each level per step (actions/runner, 2026-08). */
const maxPerLevel = 10;
/** Leaves room for the number of those that are missing. */
const annotations_maxCharacters = annotationLimit.max - 96;
/** The annotations of a report: the worst first; the tenth says how many more there are. Pure. */
const annotate = (report, { actionRepository = null } = {}) => {
    const plan = report.remaining ?? report.plan;
    const errors = [
        ...report.diagnostics.map(({ code, message, fix, range }) => mark('error', code, `${message} ${fix}`, range)),
        ...report.failures.map((failure) => ofFailure(failure, plan, errorPage(actionRepository, failure.code))),
    ];
    const noted = (title, is) => (plan?.notes ?? [])
        .filter(is)
        .map(({ message, names }) => mark('warning', title, `${message}: ${names.filter(Boolean).join(' ')}`, null));
    const findings = [
        ...noted('Finding', ({ level }) => level === 'finding'),
        ...noted('Expires soon', ({ target }) => target.kind === 'expiry'),
    ];
    const skipped = report.skipped === null ? [] : [mark('notice', skippedTitle(report.mode), report.skipped, null)];
    const warnings = report.warnings.map((one) => ofFailure(one, plan, errorPage(actionRepository, one.code), 'warning'));
    return [...tenOf(errors), ...skipped, ...tenOf([...warnings, ...(traitsOf(report.mode).annotates ? findings : [])])];
};
/** The mode is the one that ran: without a login where the plan was not made. */
const skippedTitle = (mode) => logsIn(mode ?? offlineMode) ? 'The comment was skipped' : 'The plan was skipped';
/**
 * A failure with all that its message and its fix speak of: who reads only the annotation has no report beside it. It is on
 * the line of the spec that the first piece of evidence names.
 */
const ofFailure = (failure, plan, page, level = 'error') => {
    const { code, title, message, fix, evidence } = failure;
    const range = evidence.find((one) => one.range !== undefined)?.range ?? null;
    // The page has to survive a long message, so it is not what is cut.
    const text = oneLine([`${message} ${fix}`, ...annotations_factsOf(failure, plan)].join(' · '), annotations_maxCharacters - page.length - 8);
    return mark(level, `${code}: ${title}`, `${text} · See ${page}`, range);
};
/** What a failure adds to its message and its fix, each as one piece; foreign text. */
const annotations_factsOf = ({ code, evidence, requestId, leftBehind }, plan) => {
    const changes = errorCatalog[code].aboutDrift || code === 'APPLY_NOT_CONVERGED' ? (plan?.changes ?? []) : [];
    return [
        ...evidence.map(({ name, value }) => `${name.replace(/[.,;:?!]+$/, '')}: ${value}`),
        ...(changes.length === 0 ? [] : [`Changes: ${changes.map(({ act, address }) => `${act} ${address}`).join(', ')}`]),
        ...(requestId === null ? [] : [`Request id: ${requestId}`]),
        ...leftBehind.map((line) => `Left behind: ${line}`),
    ];
};
const mark = (level, title, message, range) => ({
    level,
    title: oneLine(title, 200),
    message: oneLine(message, annotations_maxCharacters),
    range,
});
const tenOf = (all) => {
    if (all.length <= maxPerLevel)
        return all;
    const last = all[maxPerLevel - 1];
    const more = all.length - maxPerLevel;
    return [
        ...all.slice(0, maxPerLevel - 1),
        ...(last === undefined
            ? []
            : [{ ...last, message: oneLine(`${last.message} (and ${more} more; see the summary)`, annotations_maxCharacters + 60) }]),
    ];
};

;// CONCATENATED MODULE: ./build/report/log/log.js








/** The report for a log: what must be seen is open and last, where a log is read first. Pure. */
const renderLog = (report, { actionRepository = null } = {}) => {
    const { message } = verdict(report);
    const plan = report.remaining !== null && report.red ? report.remaining : report.plan;
    const blocks = [
        ...(plan === null ? [] : log_planBlocks(plan, plan === report.remaining)),
        block('Health', report.healthTimeline.map(({ at, status, staleReason }) => `${at ?? ''}  ${status}${staleReason ? `  (${staleReason})` : ''}`), false),
        block('What is known of TruU', report.handOff === null ? [] : knownLines(report.handOff.known, log_plain), true),
        block('Secrets', report.secrets.map(({ keyId, expiresOn, role, lastUsedOn, displayName }) => `${keyId}  ${role.padEnd(10)}${role.length < 8 ? '' : '  '}${expiresOn}  ${lastUsedOn === null ? '' : `last used ${lastUsedOn}  `}${displayName ?? ''}`), false),
        block(auditEventsTitle, (report.auditEvents ?? []).map(({ at, actor, activity }) => `${at}  ${actor}: ${activity}`), false),
        block('Problems in the spec', report.diagnostics.flatMap(({ range, code, message, fix }) => [
            `${range.file}:${range.line}:${range.column}  ${code}`,
            `  ${message}`,
            `  ${fix}`,
        ]), true),
        ...[...report.warnings, ...report.failures].map((failure) => failureBlock(failure, errorPage(actionRepository, failure.code))),
        block('', [message, `sync ${report.sync}, health ${healthLabel(report.health, report.handOff)}`], true),
    ];
    return blocks.filter((one) => one.lines.length > 0);
};
/** The log is no Markdown. */
const log_plain = { name: (login) => login, key: (keyId) => keyId };
const block = (title, lines, open) => ({
    title,
    lines: lines.map((line) => logText(line)),
    open,
});
const log_planBlocks = (plan, left) => {
    const lines = (changes) => changes.flatMap(changeLines);
    const ofLevel = (level) => plan.notes
        .filter((note) => note.level === level)
        .map(({ message, names }) => `${message} ${names.join(' ')}`.trimEnd());
    return [
        block(left ? 'Still to apply' : 'Changes', lines(wantedOf(plan.changes)), true),
        block('Not applied', lines(skippedOf(plan.changes)), true),
        block('Findings', ofLevel('finding'), true),
        block('Notes', ofLevel('note'), false),
        block('Fingerprint', [plan.fingerprint], false),
    ];
};
/** A change with its fields, and why it is not applied; foreign text. */
const changeLines = (change) => {
    const { act, title, fields, reason, skipReason } = change;
    const name = targetName(change);
    return [
        `${signs[act]} ${title}${name === null ? '' : `: ${name}`}${permissionTail(change)}`,
        ...fields.map(({ path, before, after }) => `    ${path}: ${valueLabel(before)} → ${valueLabel(after)}${change_list_hidden(before, after)}`),
        ...(reason === null ? [] : [`    why: ${reason}`]),
        ...(skipReason === null ? [] : [`    not applied: ${skipReasonLabel(skipReason)}`]),
    ];
};
const permissionTail = ({ target }) => {
    if (target.kind !== 'permission')
        return '';
    const { type, tier, description } = target;
    return ` (${type}${tier === 0 ? ', tier 0' : ''})${description === null ? '' : `, can ${description}`}`;
};
const failureBlock = (failure, page) => block(`${failure.code}: ${failure.title}`, [
    failure.message,
    `Fix: ${failure.fix}`,
    ...failure.evidence.map(({ name, value }) => `  ${name}: ${value}`),
    ...(failure.requestId === null ? [] : [`  Request id: ${failure.requestId}`]),
    ...failure.leftBehind.map((line) => `  Left behind: ${line}`),
    `  See ${page}`,
], true);

;// CONCATENATED MODULE: ./build/report/sarif/rules.js


/** What is no failure by itself: drift by its reason, findings, and what the input `warn-before` asks for. */
const kinds = {
    'drift-privilege': {
        title: 'A permission is granted but not in the spec',
        fix: 'Add the permission to the spec, or let apply revoke it.',
        level: 'error',
        page: 'PLAN_DRIFT',
    },
    'drift-change': {
        title: 'Entra or TruU differs from the spec',
        fix: errorCatalog.PLAN_DRIFT.fix,
        level: 'warning',
        page: 'PLAN_DRIFT',
    },
    'drift-renewal': {
        title: 'A renewal is due',
        fix: 'Run renew, or check why its schedule did not run it.',
        level: 'warning',
        page: 'PLAN_DRIFT',
    },
    finding: {
        title: 'The action found something that it leaves alone',
        fix: errorCatalog.ENTRA_ACCESS_UNKNOWN.fix,
        level: 'warning',
        page: 'ENTRA_ACCESS_UNKNOWN',
    },
    expiry: {
        title: 'A secret or a certificate expires soon',
        fix: 'Replace what logs in with it before it expires, or remove it. A secret that TruU holds is renewed by the action.',
        level: 'note',
        page: 'PLAN_DRIFT',
    },
};
const isKind = (id) => id in kinds;
/** The level of a rule's results. A failure is an error; what is only a warning says so itself. */
const levelOf = (id) => (isKind(id) ? kinds[id].level : 'error');
/** A rule as SARIF's reportingDescriptor. */
const ruleOf = (id, actionRepository) => {
    const { title, fix } = isKind(id) ? kinds[id] : errorCatalog[id];
    return {
        id,
        shortDescription: { text: title },
        help: { text: fix },
        helpUri: errorPage(actionRepository, isKind(id) ? kinds[id].page : id),
        defaultConfiguration: { level: levelOf(id) },
    };
};

;// CONCATENATED MODULE: ./build/report/sarif/results.js






/** What a report tells of, the worst first; drift only where the mode looks for it. */
const toldBy = (report) => {
    const { failures, diagnostics, warnings } = report;
    const drift = traitsOf(report.mode).redOnDrift === 'drift' ? driftIn(report) : [];
    const findings = driftFound(report).findings.map((note) => ofNote('finding', note));
    const expiring = ((report.remaining ?? report.plan)?.notes ?? []).filter(({ target }) => target.kind === 'expiry');
    // What a failure only counts is told one by one.
    const counts = ({ code }) => errorCatalog[code].aboutDrift === true;
    const told = drift.length + findings.length > 0;
    return [
        ...diagnostics.map(({ code, message, fix, range }) => ofRule(code, `${message} ${fix}`, range, `${range.line}`)),
        ...failures.filter((failure) => !(told && counts(failure))).map((failure) => results_ofFailure(failure, 'error', report)),
        ...warnings.map((warning) => results_ofFailure(warning, 'warning', report)),
        ...drift,
        ...findings,
        ...expiring.map((note) => ofNote('expiry', note)),
    ];
};
const ofRule = (rule, text, range, key) => ({
    ...{ rule, level: levelOf(rule), text, range, key },
});
const results_ofFailure = (failure, level, { plan, remaining }) => {
    const { code, message, fix, evidence } = failure;
    const text = [`${message} ${fix}`, ...annotations_factsOf(failure, remaining ?? plan)].join(' · ');
    const range = evidence.find((one) => one.range !== undefined)?.range ?? null;
    return { rule: code, level, text, range, key: message };
};
const driftIn = (report) => {
    const { privileges, changes, renewal } = driftFound(report);
    return [
        ...privileges.map((change) => ofChange('drift-privilege', change)),
        ...changes.map((change) => ofChange('drift-change', change)),
        ...renewal.map((change) => ofChange('drift-renewal', change)),
    ];
};
const ofChange = (rule, change) => ofRule(rule, changeLines(change)
    .map((line) => line.trim())
    .join(' · '), change.range, change.address);
/** The message of a note can name a time: it is known again without it. */
const ofNote = (rule, { address, message, names }) => ofRule(rule, [message, names.filter(Boolean).join(' ')].filter(Boolean).join(': '), null, [address, ...names].join(' '));

;// CONCATENATED MODULE: ./build/report/sarif/sarif.js






/**
 * The report in SARIF 2.1.0 (OASIS, 2020-03-27), with the properties that code scanning of GitHub reads (GitHub docs,
 * "SARIF support for code scanning", read 2026-11). The spec and the mode are the category: what one run uploads does not
 * close the alerts of another. Pure.
 */
const renderSarif = (report, { actionRepository = null } = {}) => {
    const told = toldBy(report);
    const ids = [...new Set(told.map(({ rule }) => rule))];
    const { specFile, mode, result, run } = report;
    const log = {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
            {
                tool: {
                    driver: {
                        name: 'TruU Entra directory',
                        semanticVersion: actionVersion,
                        informationUri: `https://github.com/${fallbackRepository}`,
                        rules: ids.map((id) => ruleOf(id, actionRepository)),
                    },
                },
                automationDetails: { id: `truu-entra-directory/${specHash(specFile)}/${mode ?? 'none'}/` },
                columnKind: 'utf16CodeUnits',
                invocations: [
                    {
                        executionSuccessful: !['failed', 'cancelled'].includes(result),
                        ...(run === null ? {} : { startTimeUtc: run.startedAt, endTimeUtc: run.endedAt }),
                    },
                ],
                results: told.map((one) => sarif_resultOf(one, specFile)),
            },
        ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
};
/** GitHub shows only what has a place: the first line of the spec where there is none. */
const sarif_resultOf = ({ rule, level, text, range, key }, specFile) => ({
    ruleId: rule,
    level,
    message: { text: plainText(text) },
    locations: [
        {
            physicalLocation: {
                artifactLocation: { uri: pathAddress(range?.file ?? specFile), uriBaseId: '%SRCROOT%' },
                region: range === null
                    ? { startLine: 1 }
                    : {
                        ...{ startLine: range.line, startColumn: range.column },
                        ...{ endLine: range.endLine, endColumn: range.endColumn },
                    },
            },
        },
    ],
    // The key of GitHub's own is the one of its upload action, which warns of any other value.
    partialFingerprints: { 'truuEntraDirectory/v1': fingerprint(`${rule} ${specHash(specFile)} ${key}`) },
});
const fingerprint = (text) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 32);
const sarif_maxCharacters = 4_000;
/** A message of SARIF makes a link of `[text](target)`, and of nothing else (SARIF 2.1.0, 3.11.6). */
const plainText = (text) => oneLine(text, sarif_maxCharacters).toWellFormed().replaceAll('](', '] (');

;// CONCATENATED MODULE: ./build/report/summary/record.js


/** Each permission on Microsoft Graph: in the spec, requested, granted, and in allowed-permissions. */
const permissionSection = ({ permissions }) => section('Permissions on Microsoft Graph', table(['Permission', 'Type', 'In the spec', 'Requested', 'Granted', 'In allowed-permissions'], permissions.map(record_row)));
const record_row = ({ name, type, tier, listed, requested, granted, allowed }) => {
    const odd = (is) => (listed === null || is === listed ? yes(is) : `**${yes(is)}**`);
    return [
        `${codeSpan(name)}${tier === 0 ? ' **tier 0**' : ''}`,
        type,
        listed === null ? 'not managed' : yes(listed),
        odd(requested),
        odd(granted),
        allowed ? 'yes' : granted ? '**no**' : 'no',
    ];
};
const yes = (is) => (is ? 'yes' : 'no');
const record_services = { graph: 'Graph', entra: 'Entra', truu: 'TruU', 'key-vault': 'Key Vault' };
/** Every request, and of a batch every item. */
const requestSection = ({ requests }) => section(`Requests (${requests.length}, without the logins to Entra)`, requests.length === 0
    ? []
    : table(['To', 'Request', 'Status', 'Sent', 'Request id'], requests.flatMap(record_requestRows)));
const record_requestRows = (one) => [
    [
        record_services[one.service],
        codeSpan(`${one.method} ${one.path}`),
        one.status === null ? `**${one.failure ?? 'no answer'}**` : record_statusOf(one.status),
        sentOf(one.attempts),
        one.requestId === null ? '' : codeSpan(one.requestId),
    ],
    ...one.items.map(({ method, path, status }) => [
        '↳',
        codeSpan(`${method} ${path}`),
        status === null ? '**no answer**' : record_statusOf(status),
        '',
        '',
    ]),
];
const sentOf = (attempts) => attempts === 0 ? 'not sent' : attempts === 1 ? 'once' : `${attempts} times`;
const record_statusOf = (status) => (status < 400 ? String(status) : `**${status}**`);

;// CONCATENATED MODULE: ./build/report/summary/run.js



/** Who ran what, in one line; report.json has all of it. */
const runSection = ({ run, environment }) => section('Run', run === null ? [] : [`${runLine(run, environment?.name ?? null)}.`]);
const runLine = (run, environment) => {
    const { runId, attempt, actor, triggeringActor, approvals, action } = run;
    const by = triggeringActor ?? actor;
    const commit = shortCommit(run.commit);
    const number = runId === null
        ? 'Run outside of GitHub Actions'
        : `Run ${codeSpan(String(runId))} attempt ${codeSpan(String(attempt ?? 1))}`;
    return [
        by === null ? number : `${number} by ${codeSpan(by)}`,
        ...(actor === null || actor === by ? [] : [`caused by ${codeSpan(actor)}`]),
        ...(commit === null ? [] : [`commit ${codeSpan(commit)}`]),
        ...(approvals === null ? [] : [approvalsLabel(approvals, environment)]),
        `action v${action.version}${action.digest === null ? '' : ` ${codeSpan(action.digest)}`}`,
    ].join(', ');
};
/** An approval of another environment of the run says nothing about this job. */
const approvalsLabel = (approvals, environment) => {
    const same = (name) => environment === null || name.toLowerCase() === environment.toLowerCase();
    const logins = approvals
        .filter(({ state, environments }) => state === 'approved' && environments.some(same))
        .map(({ by }) => (by === null ? 'a deleted account' : codeSpan(by)));
    return logins.length === 0 ? 'no recorded approval' : `approved by ${[...new Set(logins)].join(' and ')}`;
};

;// CONCATENATED MODULE: ./build/report/summary/state.js








/** What was done, step by step. */
const stepSection = ({ steps }) => section('What was done', stepItems(steps));
/**
 * Each health result of TruU, when it came, and whether it counts; where a person serves TruU, what is known without it. A
 * list, since a table does not fit a phone.
 */
const healthSection = (report) => section('Health', list(report.handOff === null ? report.healthTimeline.map(sampleItem) : healthLines(report)));
const sampleItem = (sample) => {
    const measured = sample.checkedAt === null ? 'never measured' : `measured ${time(sample.checkedAt)}`;
    // The whole key id stands in the inventory.
    const key = sample.credentialKeyId === null ? 'an unnamed secret' : codeSpan(sample.credentialKeyId.slice(0, 8));
    return [
        `${sample.at === null ? '' : `${time(sample.at)} `}${codeSpan(sample.status)} (${measured} with ${key})`,
        ...(sample.staleReason === null ? [] : [`does not count: ${prose(sample.staleReason)}`]),
        ...failedChecks(sample).map(checkLine),
    ].join('<br>');
};
/** The code of a check as TruU gives it, what a number of Entra in it means, and the message of TruU. */
const checkLine = (check) => {
    const { name, code, message } = check;
    const meaning = checkMeaning(check);
    return [
        codeSpan(name),
        ...(code ? [codeSpan(code)] : []),
        ...(meaning === null ? [] : [prose(meaning)]),
        ...(message ? [`${meaning === null ? '' : 'TruU says: '}${prose(message, 300)}`] : []),
    ].join(' ');
};
/** The secrets of the registration by key id, whose they are, why, and when each was last used. */
const secretSection = ({ secrets, handOff }) => section('Secrets', list(secrets.map(({ keyId, displayName, startsOn, expiresOn, role, ours, reason, use, lastUsedOn }) => [
    `${codeSpan(keyId)} ${roleLabel(role, handOff !== null)}`,
    `${displayName === null ? 'no description' : codeSpan(displayName)}, from ${time(startsOn)} to ${time(expiresOn)}`,
    ...(role === 'foreign' ? [prose(reason)] : [`${ours ? 'ours' : 'not ours'}: ${prose(reason)}`]),
    ...(use === 'unknown' && isExpectedToBeUsed(role) ? [] : [useLabel({ use, lastUsedOn })]),
].join('<br>'))));
const roleLabel = (role, byPeople) => {
    const { emphasized } = secretRoles[role];
    const { label } = roleWords(role, byPeople);
    return emphasized ? `**${label}**` : label;
};
const isExpectedToBeUsed = (role) => role === 'held' || role === 'overlap';
const useLabel = ({ use, lastUsedOn }) => {
    if (use === 'unknown')
        return 'sign-in activity unknown';
    return lastUsedOn === null ? 'no sign-ins recorded (activity data can lag)' : `last sign-in ${time(lastUsedOn)}`;
};

;// CONCATENATED MODULE: ./build/report/summary/summary.js
















/** The step summary in Markdown: the verdict, then what a reviewer must see, then the full record. Pure. */
const renderSummary = (report, where = {}) => {
    const showCode = codeLinks(where);
    const head = [
        `## TruU Entra directory · ${report.mode ?? 'not started'}`,
        '',
        ...verdict_alert(verdict(report)),
        '',
        details(report),
        '',
    ].join('\n');
    const plan = report.remaining !== null && report.red ? report.remaining : report.plan;
    const { findings, notes } = byLevel(plan?.notes ?? []);
    const sections = [
        ...report.failures.map((failure) => section(failure.title, failureLines(failure, plainLine, showCode))),
        ...report.warnings.map((warning) => section(warning.title, failureLines(warning, plainLine, showCode))),
        section(askTitle, askLines(report)),
        problemSection(report, showCode),
        ...(plan === null ? [] : planSections(report, plan)),
        section('Findings', noteItems(findings)),
        section('Required to apply', needsOf(report)),
        section(auditEventsTitle, auditEventLines(report)),
        stepSection(report),
        healthSection(report),
        secretSection(report),
        permissionSection(report),
        section('Notes', noteItems(notes)),
        section('Not managed by this spec', unmanagedItems(report.unmanaged)),
        section('Plan fingerprint', report.plan === null ? [] : [`\`${report.plan.fingerprint}\``]),
        requestSection(report),
        runSection(report),
    ];
    return fit(head, sections, summaryLimit.max);
};
const details = (report) => [
    `**Sync** ${report.sync}`,
    `**Health** ${healthLabel(report.health, report.handOff)}`,
    `**Spec** ${codeSpan(report.specFile)}`,
    ...(report.directoryName === null ? [] : [`**Directory** ${codeSpan(report.directoryName)}`]),
    ...(report.tenant === null ? [] : [`**Tenant** ${codeSpan(report.tenant)}`]),
    ...(report.clientId === null ? [] : [`**Client** ${codeSpan(report.clientId)}`]),
].join(' · ');
const problemSection = ({ diagnostics }, showCode) => section('Problems in the spec', table(['Where', 'Problem', 'Fix', 'Code'], diagnostics.map(({ range, message, fix, code }) => [
    codeSpan(`${range.file}:${range.line}:${range.column}`),
    prose(message),
    prose(fix),
    showCode(code),
])));
const planSections = (report, plan) => {
    const { privileges, removals, secret, truu, others, skipped } = groupsOf(plan);
    const left = plan === report.remaining ? ', still to apply' : '';
    const listed = (title, changes) => section(`${title}${left}`, changes.map((change) => changeItem(change, plainLine)));
    return [
        listed('Privileges', privileges),
        listed('Removals', removals),
        listed('Secret', secret),
        listed('TruU', truu),
        listed('Other changes in Entra', others),
        section('Not applied', skipped.map((change) => changeItem(change, plainLine))),
    ];
};

;// CONCATENATED MODULE: ./build/report/surfaces.js











/** The context of a surface that is shown where the run takes place. */
const nowhere = {
    repositoryUrl: null,
    commit: null,
    runUrl: null,
    freshness: { kind: 'current' },
    now: new Date(0).toISOString(),
    before: null,
    signed: null,
};
/** Every output of a report. What publishes, samples or tests reports goes by this table. */
const surfaces = {
    summary: { on: 'run', kind: 'markdown', limit: summaryLimit, file: 'summary.md', render: renderSummary },
    json: { on: 'run', kind: 'json', limit: null, file: 'report.json', render: toJson },
    sarif: { on: 'run', kind: 'json', limit: null, file: 'report.sarif', render: renderSarif },
    log: { on: 'run', kind: 'log', limit: null, file: null, render: renderLog },
    annotations: { on: 'run', kind: 'annotations', limit: annotationLimit, file: null, render: annotate },
    outputs: { on: 'run', kind: 'outputs', limit: outputLimit, file: null, render: outputsOf },
    comment: { on: 'comment', kind: 'markdown', limit: bodyLimit, file: null, render: renderComment },
    'check-name': { on: 'check', kind: 'title', limit: null, file: null, render: ({ specFile }) => recordName(specFile) },
    'check-title': { on: 'check', kind: 'title', limit: null, file: null, render: (report) => verdict(report).message },
    'check-summary': {
        on: 'check',
        kind: 'markdown',
        limit: bodyLimit,
        file: null,
        render: (report, context) => renderComment(report, { ...context, freshness: { kind: 'current' } }),
    },
    'check-text': {
        on: 'check',
        kind: 'data',
        limit: bodyLimit,
        file: null,
        render: ({ plan }, { signed }) => recordText(plan, signed),
    },
    'issue-title': {
        on: 'issue',
        kind: 'title',
        limit: titleLimit,
        file: null,
        render: (report, context) => surfaces_openIssue(report, context)?.title ?? null,
    },
    'issue-body': {
        on: 'issue',
        kind: 'markdown',
        limit: bodyLimit,
        file: null,
        render: (report, context) => surfaces_openIssue(report, context)?.body ?? null,
    },
    'issue-closing': {
        on: 'issue',
        kind: 'markdown',
        limit: bodyLimit,
        file: null,
        render: (report, context) => {
            const issue = renderDriftIssue(report, context);
            return issue.kind === 'close' ? issue.comment : null;
        },
    },
};
/** Every surface. */
const surfaceNames = Object.keys(surfaces);
/** The files of the report folder by name. Pure. */
const filesOf = (report, context) => {
    const rows = Object.values(surfaces);
    return Object.fromEntries(rows.flatMap(({ file, render }) => {
        const content = file === null ? null : render(report, context);
        return file === null || typeof content !== 'string' ? [] : [[file, content]];
    }));
};
const surfaces_openIssue = (report, context) => {
    const issue = renderDriftIssue(report, context);
    return issue.kind === 'open' ? issue : null;
};

;// CONCATENATED MODULE: ./build/github/port.js
/** GitHub refused or did not respond. The message is ours; `githubMessage` is foreign text. */
class GithubFailure extends Error {
    name = 'GithubFailure';
    /** Null when there was no response. */
    status;
    githubMessage;
    requestId;
    /** The sufficient permissions, from GitHub's header; null when there are none. */
    accepts;
    /** Whether a rate limit of GitHub refused it, beyond what a run waits for. */
    limited;
    constructor(operation, answer) {
        super(`GitHub could not ${operation}.`);
        this.status = answer.status;
        this.githubMessage = answer.githubMessage;
        this.requestId = answer.requestId;
        this.accepts = answer.accepts;
        this.limited = answer.limited ?? false;
    }
}
/** Issues are switched off in the repository, so that none can be read or written. */
class IssuesOff extends Error {
    name = 'IssuesOff';
    constructor() {
        super('Issues are switched off in this repository.');
    }
}
/** Whether an author is the account of the token. */
const isViewer = (author, viewer) => author !== null && (viewer.id === null ? author.login === viewer.login : author.id === viewer.id);

;// CONCATENATED MODULE: ./build/github/plan-comment.js



/** When a comment is created; an existing one is always updated, unless the policy is never. */
const commentPolicies = ['changes', 'always', 'never'];
/** Maintains the one comment of a spec: found by its marker and its author. Throws GithubFailure. */
const publishComment = async (github, report, place, target, policy) => {
    if (policy === 'never')
        return silent;
    const [there, freshness] = await Promise.all([
        findOurs(github, target.pull, report.specFile),
        freshnessOf(github, place, target),
    ]);
    if (there === null && (policy === 'changes' || target.after === 'merge') && !isWorthAComment(report))
        return silent;
    // A newer run was faster: its comment stays.
    if (freshness.kind === 'superseded' && there !== null && commitIn(there.body) === freshness.by)
        return { what: 'unchanged', url: there.url };
    const body = surfaces.comment.render(report, { ...nowhere, ...place, freshness });
    if (there === null) {
        const url = await github.createComment(target.pull, body);
        return { what: 'created', url };
    }
    if (sameText(there.body, body))
        return { what: 'unchanged', url: there.url };
    await github.updateComment(there.id, body);
    return { what: 'changed', url: there.url };
};
const silent = { what: 'silent', url: null };
/** GitHub can return a text with other line ends, and without those at its end. */
const sameText = (a, b) => a.replaceAll('\r\n', '\n').trimEnd() === b.trimEnd();
const findOurs = async (github, pull, specFile) => {
    const [viewer, comments] = await Promise.all([github.viewer(), github.comments(pull)]);
    const marker = commentMarker(specFile);
    return comments.find(({ author, body }) => body.startsWith(marker) && isViewer(author, viewer)) ?? null;
};
const freshnessOf = async (github, { commit }, { pull, after }) => {
    if (after === 'merge')
        return { kind: 'merged' };
    const { headSha } = await github.pull(pull);
    return commit === null || headSha === commit ? { kind: 'current' } : { kind: 'superseded', by: headSha };
};

;// CONCATENATED MODULE: ./build/action/input-values.js



/** The failure of an input; its value is not shown, because it can be a misplaced secret. */
const input_values_invalid = (name, problem, fix) => new ActionError('INPUT_INVALID', `The input "${name}" ${problem}.`, { fix });
/** Refuses inputs that have no use beside others. Throws INPUT_INVALID. */
const refuseSet = (read, names, why, fix) => {
    const set = names.find((name) => read(name) !== '');
    if (set !== undefined)
        throw input_values_invalid(set, why, fix);
};
const likeUrl = 'Write a URL such as https://api.example.com, optionally with a path.';
const likeTimeout = 'Write a duration such as PT20S.';
/** `true` or `false`, as YAML 1.2 core writes them. Throws INPUT_INVALID. */
const toBoolean = (name, value) => {
    if (/^(true|True|TRUE)$/.test(value))
        return true;
    if (/^(false|False|FALSE|)$/.test(value))
        return false;
    throw input_values_invalid(name, 'must be true or false', 'Write true or false.');
};
/** A GUID in lower case. Throws INPUT_INVALID. */
const toGuid = (name, value) => {
    const lowerCase = value.toLowerCase();
    if (isGuid(lowerCase))
        return lowerCase;
    throw input_values_invalid(name, 'must be a GUID', 'Copy the id from the Entra admin center.');
};
/** Entries separated by commas, spaces or new lines; empty entries are ignored. */
const toList = (value) => value.split(/[\s,]+/).filter((entry) => entry !== '');
/** A base URL without a trailing slash. Throws INPUT_INVALID, and INPUT_NOT_HTTPS for any other scheme. */
const toHttpsUrl = (name, value) => {
    if (!URL.canParse(value))
        throw input_values_invalid(name, 'must be an https URL', likeUrl);
    const url = new URL(value);
    if (url.protocol !== 'https:')
        throw new ActionError('INPUT_NOT_HTTPS', `The input "${name}" must be an https URL.`);
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
        throw input_values_invalid(name, 'must be a plain https URL, without credentials, query or fragment', likeUrl);
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
};
/** An ISO 8601 duration, as it is written. Throws INPUT_INVALID. */
const toDuration = (name, value) => {
    if (isDuration(value))
        return value;
    throw input_values_invalid(name, 'must be an ISO 8601 duration such as P30D', 'Write a duration such as P30D.');
};
const longestTimeoutMs = 5 * 60_000;
/** An ISO 8601 duration between a tenth of a second and five minutes, in milliseconds. Throws INPUT_INVALID. */
const toTimeoutMs = (name, value) => {
    let ms;
    try {
        ms = durationMs(value);
    }
    catch {
        throw input_values_invalid(name, 'must be an ISO 8601 duration such as PT20S', likeTimeout);
    }
    if (ms < 100 || ms > longestTimeoutMs)
        throw input_values_invalid(name, 'must be between PT0.1S and PT5M', likeTimeout);
    return ms;
};

;// CONCATENATED MODULE: ./build/action/github-inputs.js



/** Reads these inputs. Throws INPUT_INVALID, and INPUT_MISSING when an input needs the token. */
const readGithubInputs = (read, maskSecret) => {
    const value = read('comment') || 'changes';
    const comment = commentPolicies.find((policy) => policy === value);
    if (comment === undefined)
        throw input_values_invalid('comment', `must be one of ${commentPolicies.join(', ')}`, 'Use one of these values.');
    const token = read('github-token');
    for (const name of ['drift-issue', 'require-pull-request-plan', 'fork-pull-request'])
        if (toBoolean(name, read(name)) && token === '')
            throw needsToken(name);
    return {
        token: token === '' ? null : maskSecret(token),
        comment,
        driftIssue: toBoolean('drift-issue', read('drift-issue')),
        forkPullRequest: toBoolean('fork-pull-request', read('fork-pull-request')),
    };
};
const needsToken = (name) => new ActionError('INPUT_MISSING', `The input "${name}" needs "github-token".`, {
    fix: 'Add "github-token: ${{ github.token }}" to the "with:" block of the step.',
});

;// CONCATENATED MODULE: ./build/support/secret.js

const printed = '[secret]';
/** A value that cannot be printed: string, JSON, template and `util.inspect` all show `[secret]`. */
class Secret {
    #value;
    constructor(value) {
        this.#value = value;
    }
    /** The value, for the one request that needs it. */
    reveal() {
        return this.#value;
    }
    toString() {
        return printed;
    }
    toJSON() {
        return printed;
    }
    [external_node_util_.inspect.custom]() {
        return printed;
    }
}

;// CONCATENATED MODULE: ./build/action/id-token.js




const id_token_operation = 'issue an OIDC token';
/** Reads tokens of this job, each masked before anything else sees it. Throws as `readIdToken`. */
const createIdToken = (http, env, maskSecret) => async (audience) => maskSecret(await readIdToken(http, env, audience)).reveal();
/**
 * GitHub's OIDC token for an audience: one GET of the URL that the runner gives to a job with `id-token: write`, with the
 * runner's own token (@actions/core 3.0.1, oidc-utils, read 2026-11). It goes through the transport of the run, because the
 * toolkit reads proxies in its own way and keeps no cause. Throws AUTH_ID_TOKEN_UNAVAILABLE, AUTH_ID_TOKEN_FAILED,
 * NETWORK_INTERCEPTED, APPLY_CANCELLED.
 */
const readIdToken = async (http, env, audience) => {
    const requestUrl = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
    const requestToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
    if (!requestUrl || !requestToken)
        throw new ActionError('AUTH_ID_TOKEN_UNAVAILABLE', 'GitHub offers no OIDC token to this job.');
    const url = `${requestUrl}&audience=${encodeURIComponent(audience)}`;
    const headers = { authorization: `Bearer ${requestToken}`, accept: 'application/json' };
    const answer = await http({ method: 'GET', url, headers, repeat: 'safe' }).catch((thrown) => {
        throw thrown instanceof HttpFailure ? id_token_unanswered(thrown) : thrown;
    });
    const interception = interceptionOf(answer);
    if (interception !== null)
        throw interceptedError(interception, id_token_operation);
    const value = jsonOf(answer.text)?.value;
    if (answer.status === 200 && typeof value === 'string' && value !== '')
        return value;
    throw new ActionError('AUTH_ID_TOKEN_FAILED', 'GitHub did not issue an OIDC token.', {
        evidence: [
            { name: 'Host', value: answer.way.host },
            { name: 'GitHub answered', value: `HTTP ${answer.status}` },
        ],
    });
};
const id_token_unanswered = (thrown) => thrown.reason === 'cancelled'
    ? new ActionError('APPLY_CANCELLED', 'The run was cancelled during the login.')
    : new ActionError('AUTH_ID_TOKEN_FAILED', `GitHub's token service ${missingResponse(thrown)} when asked to ${id_token_operation}.`, missingResponseDetails(thrown));

;// CONCATENATED MODULE: ./build/action/host.js








/** Whether a runner reads the output and hides workflow commands. In a terminal a mask would print its value. */
const isRunner = (env) => env['GITHUB_ACTIONS'] === 'true';
/** Owner and name of the running action; null where the runner does not tell, as for one of the checkout. */
const actionRepositoryOf = (env) => env['GITHUB_ACTION_REPOSITORY'] || null;
/** Masks a value in the runner's log before any other use, and adds it to `maskedValues`, which no report shows. */
const createMaskSecret = (env, maskedValues) => (value) => {
    if (isRunner(env) && !maskedValues.has(value))
        core/* setSecret */.Pq(value);
    maskedValues.add(value);
    return new Secret(value);
};
/** The host in GitHub Actions. */
const createHost = ({ env, fetch, timeoutMs, ending, budget, maskSecret, ...parts }) => {
    const { cancel, forceCancel } = ending;
    const http = createHttp({ fetch, clock: support_clock/* processClock */.uK, timeoutMs, cancel, forceCancel, budget });
    const idToken = createIdToken(http, env, maskSecret);
    // Which environment a job runs in is in its tokens only; the login has had one by the time that it is asked for.
    let claims = null;
    return {
        fetch,
        budget,
        clock: support_clock/* processClock */.uK,
        cancel,
        forceCancel,
        maskSecret,
        idToken: async (audience) => {
            const token = await idToken(audience);
            claims = claimsOf(token);
            return token;
        },
        environment: () => parts.environmentState(claims),
        review: parts.review,
        foreignSpec: parts.foreignSpec,
        handOffs: parts.handOffs,
        say: (line) => core/* info */.pq(logText(line)),
        nonce: () => (0,external_node_crypto_.randomBytes)(4).toString('hex'),
    };
};

;// CONCATENATED MODULE: ./build/action/input-names.js
/** Every input of action.yml; a test compares the two. */
const inputNames = [
    'mode',
    'spec',
    'tenant-id',
    'cloud',
    'client-id',
    'deployer-client-id',
    'renewer-client-id',
    'application-id',
    'known-owners',
    'known-credentials',
    'allowed-permissions',
    'allow-removals',
    'expect-plan',
    'rotate',
    'adopt-secrets',
    'warn-before',
    'truu-connection',
    'assignees',
    'evidence',
    'delivery',
    'key-vault-url',
    'key-vault-secret',
    'confirm',
    'truu-url',
    'truu-token-url',
    'truu-client-id',
    'truu-client-secret',
    'truu-scope',
    'github-token',
    'comment',
    'require-pull-request-plan',
    'plan-workflow',
    'drift-issue',
    'fork-pull-request',
    'entra-authority-url',
    'graph-url',
    'request-timeout',
];

;// CONCATENATED MODULE: ./build/catalog/input-feeds.js
const input_feeds_variable = (name, environment = null) => ({ kind: 'variable', name, environment });
const input_feeds_secret = (name, environment) => ({ kind: 'secret', name, environment });
const ofReader = {
    'tenant-id': input_feeds_variable('ENTRA_PLAN_TENANT_ID'),
    'client-id': input_feeds_variable('TRUU_READER_CLIENT_ID'),
    'deployer-client-id': input_feeds_variable('TRUU_PLAN_DEPLOYER_CLIENT_ID'),
    'truu-url': input_feeds_variable('TRUU_PLAN_URL'),
    'truu-token-url': input_feeds_variable('TRUU_PLAN_TOKEN_URL'),
    'truu-client-id': input_feeds_variable('TRUU_READ_CLIENT_ID'),
    'truu-client-secret': input_feeds_secret('TRUU_READ_CLIENT_SECRET', 'truu-plan'),
};
const ofWriter = (clientId, environment) => ({
    'tenant-id': input_feeds_variable('ENTRA_TENANT_ID', environment),
    'client-id': input_feeds_variable(clientId, environment),
    'deployer-client-id': input_feeds_variable('TRUU_DEPLOYER_CLIENT_ID', environment),
    'truu-url': input_feeds_variable('TRUU_URL', environment),
    'truu-token-url': input_feeds_variable('TRUU_TOKEN_URL', environment),
    'truu-client-id': input_feeds_variable('TRUU_WRITE_CLIENT_ID', environment),
    'truu-client-secret': input_feeds_secret('TRUU_WRITE_CLIENT_SECRET', environment),
});
/** The feeds of required inputs by mode, as in examples/workflows; a test compares the two. */
const inputFeeds = {
    check: ofReader,
    plan: ofReader,
    drift: ofReader,
    renew: ofWriter('TRUU_RENEWER_CLIENT_ID', 'truu-renew'),
    apply: ofWriter('TRUU_DEPLOYER_CLIENT_ID', 'truu-production'),
};

;// CONCATENATED MODULE: ./build/action/place-inputs.js


const deliveries = ['portal', 'key-vault'];
/** What the delivery to a key vault takes. */
const vaultInputs = ['key-vault-url', 'key-vault-secret'];
/** Where a new secret can be read: nowhere but at the person's, unless the inputs name a vault. Throws INPUT_INVALID. */
const readPlace = (read) => {
    const value = read('delivery') || 'portal';
    const kind = deliveries.find((one) => one === value);
    if (kind === undefined)
        throw input_values_invalid('delivery', `must be one of ${deliveries.join(', ')}`, 'Use one of these values, or remove it.');
    if (kind === 'portal') {
        refuseSet(read, vaultInputs, 'is for the delivery key-vault', 'Set "delivery" to key-vault, or remove it.');
        return { kind };
    }
    const secret = read('key-vault-secret');
    // Names: Key Vault REST API, set-secret, 2025-07-01.
    if (!/^[0-9a-zA-Z-]{1,127}$/.test(secret))
        throw input_values_invalid('key-vault-secret', 'must be the name of a secret: 1 to 127 letters, digits and hyphens', 'Write the name alone, such as truu-directory.');
    return { kind, vault: toVault(read('key-vault-url')), secret };
};
const suffixes = [...new Set(Object.values(clouds).map(({ keyVault }) => keyVault.suffix))];
/** The host of a vault. Whether it is one of the spec's cloud is known with the spec. */
const toVault = (value) => {
    const url = new URL(toHttpsUrl('key-vault-url', value));
    const suffix = suffixes.find((one) => url.host.endsWith(one));
    // Names of vaults: 3 to 24 letters, digits and hyphens (Key Vault docs, about-keys-secrets-certificates, 2026-03-26).
    const name = suffix === undefined ? '' : url.host.slice(0, -suffix.length);
    if (/^[a-z][0-9a-z-]{2,23}$/.test(name) && url.pathname === '/')
        return url.host;
    throw input_values_invalid('key-vault-url', `must be the Vault URI of a key vault: a host that ends with ${suffixes.join(', ')}, and no path`, 'Copy the Vault URI from the overview of the key vault in the Azure portal, such as https://kv-truu.vault.azure.net.');
};

;// CONCATENATED MODULE: ./build/action/confirmation.js




const confirmation_form = 'Write the code of the hand-off issue, and the Secret ID behind it where the issue asks for one.';
/** A code of a hand-off, and a Secret ID behind it. Throws INPUT_INVALID, and HANDOFF_LEAKED for the value of a secret. */
const toConfirmation = (value) => {
    const [code = '', secretId, ...more] = value.split(/\s+/);
    if (holdsSecret(value))
        throw new ActionError('HANDOFF_LEAKED', 'The input "confirm" holds a client secret, which the run shows to its readers.');
    if (/^[\dA-Za-z]{8}$/.test(code) && more.length === 0 && (secretId === undefined || isGuid(secretId.toLowerCase())))
        return value;
    throw input_values_invalid('confirm', 'must be the code of a hand-off issue, optionally with a Secret ID behind it', confirmation_form);
};
/**
 * The confirmation that the person typed who started the run; null: none. GitHub names that person in every attempt of the
 * run, and who started the attempt apart from it (GitHub docs, "Default environment variables", read 2026-11). Throws
 * INPUT_INVALID.
 */
const typedIn = ({ access }, { name, actor, startedBy, run }) => {
    const command = access?.truu.connection === 'console' ? access.truu.confirm : null;
    if (command === null)
        return null;
    if (name !== 'workflow_dispatch')
        throw input_values_invalid('confirm', 'is for a workflow that a person starts (workflow_dispatch)', 'Remove it.');
    if (actor === null || run === null || startedBy !== actor.login)
        throw input_values_invalid('confirm', 'counts only for the person who started the run first', 'Start a new run of the workflow.');
    return { command, by: actor, run };
};

;// CONCATENATED MODULE: ./build/action/truu-inputs.js



/** What the connection to TruU's API takes. */
const apiInputs = ['truu-url', 'truu-token-url', 'truu-client-id', 'truu-client-secret'];
const connections = ['api', 'console'];
const evidences = ['report', 'none'];
/** How TruU's side is reached: the API, unless the input says otherwise. Throws INPUT_INVALID. */
const truu_inputs_toConnection = (value) => {
    if (value === '')
        return 'api';
    const connection = connections.find((one) => one === value);
    if (connection !== undefined)
        return connection;
    throw input_values_invalid('truu-connection', `must be one of ${connections.join(', ')}`, 'Use one of these connections.');
};
/** The inputs of TruU's API. Throws INPUT_INVALID. */
const readApiAccess = (read, maskSecret) => {
    refuseSet(read, ['assignees', 'evidence', 'confirm', ...vaultInputs], 'is for the console connection', 'Set "truu-connection" to console, or remove it.');
    return {
        connection: 'api',
        url: toHttpsUrl('truu-url', read('truu-url')),
        tokenUrl: toHttpsUrl('truu-token-url', read('truu-token-url')),
        clientId: read('truu-client-id'),
        clientSecret: maskSecret(read('truu-client-secret')),
        scope: read('truu-scope') || null,
    };
};
/** The inputs of the console connection. Throws INPUT_INVALID, HANDOFF_LEAKED. */
const readConsoleAccess = (read) => {
    const why = 'has no use with the console connection: no API of TruU is asked';
    refuseSet(read, [...apiInputs, 'truu-scope'], why, 'Remove it, or set "truu-connection" to api.');
    const assignees = toList(read('assignees')).map((login) => login.replace(/^@/, ''));
    const wrong = assignees.find((login) => !/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:_[a-z\d]+)?$/i.test(login));
    if (wrong !== undefined)
        throw input_values_invalid('assignees', 'must be a list of GitHub logins', 'Write logins, not names or e-mail addresses.');
    const value = read('evidence');
    const evidence = evidences.find((one) => one === value) ?? null;
    if (value !== '' && evidence === null)
        throw input_values_invalid('evidence', `must be one of ${evidences.join(', ')}`, 'Use one of these values, or remove it.');
    const confirm = read('confirm') === '' ? null : toConfirmation(read('confirm'));
    return { connection: 'console', assignees, evidence, confirm, place: readPlace(read) };
};

;// CONCATENATED MODULE: ./build/action/missing-inputs.js





/** The inputs that every mode with a login needs, and those that a connection to TruU needs besides. */
const ofEntra = ['tenant-id', 'client-id', 'deployer-client-id'];
const ofConnection = { api: apiInputs, console: ['github-token'] };
/** Which required inputs are empty. A connection that does not exist is refused where it is read. */
const missingInputs = (read) => {
    const connection = read('truu-connection') || 'api';
    const side = connection === 'api' || connection === 'console' ? ofConnection[connection] : [];
    const store = connection === 'console' && read('delivery') === 'key-vault' ? vaultInputs : [];
    return [...ofEntra, ...side, ...store].filter((name) => read(name) === '');
};
/** The failure of empty inputs, with the variable or secret that each is fed from. Pure. */
const inputsMissing = (mode, names, workflow) => {
    const offline = modes.filter((one) => !logsIn(one)).join(', ');
    const quoted = names.map((name) => `"${name}"`).join(', ');
    const fed = names.map((name) => ({ name, feed: feedOf(mode, name, workflow) }));
    const values = fed.map(({ feed }) => feed.what).join(', ');
    const job = workflow?.hasEnvironment === false
        ? 'This job has no "environment:", and values of an environment reach only jobs with one.'
        : 'Values of an environment reach only jobs with that "environment:".';
    const noApi = names.includes('truu-url')
        ? ' Without an API of TruU, set "truu-connection" to console: a person then serves TruU\'s Admin Console.'
        : '';
    const fix = `Add it to the "with:" block of the step. A GitHub secret that is not set, or not available to this event, is empty, and so is a variable: set ${values}. ${job}${noApi}`;
    const evidence = fed.map(({ name, feed }) => ({ name, value: feed.where }));
    return new ActionError('INPUT_MISSING', `Every mode except ${offline} needs ${quoted}.`, { fix, evidence });
};
/** What to set, and where an input is fed from: as the workflow of the checkout says, otherwise as the examples do. */
const feedOf = (mode, name, workflow) => {
    const expression = workflow?.byInput.get(name);
    const example = inputFeeds[mode][name];
    if (workflow !== null && expression !== undefined) {
        const own = /^\$\{\{\s*(vars|secrets)\.([A-Za-z_]\w*)\s*\}\}$/.exec(expression);
        const what = own === null ? `what feeds "${name}"` : `the ${own[1] === 'vars' ? 'variable' : 'secret'} ${own[2]}`;
        return { what, where: `fed from ${expression} in ${workflow.file}` };
    }
    if (name === 'github-token')
        return { what: '"github-token: ${{ github.token }}"', where: 'empty' };
    if (example === undefined)
        return { what: `"${name}"`, where: 'empty' };
    return { what: `the ${labelOf(example)}`, where: `in the examples fed from the ${placeOf(example)}` };
};
const labelOf = ({ kind, name }) => `${kind} ${name}`;
const placeOf = (feed) => `${labelOf(feed)} of ${feed.environment === null ? 'the repository' : `the environment ${feed.environment}`}`;

;// CONCATENATED MODULE: ./build/action/trust-inputs.js






/** The inputs that decide trust, which no spec may. Throws INPUT_INVALID. */
const readTrust = (read) => {
    const optional = (name, convert) => read(name) === '' ? null : convert(name, read(name));
    const guids = (name) => new Set(toList(read(name)).map((id) => toGuid(name, id)));
    return {
        tenantId: optional('tenant-id', toGuid),
        cloud: optional('cloud', toCloud),
        deployerClientId: optional('deployer-client-id', toWorkflowClient),
        renewerClientId: optional('renewer-client-id', toWorkflowClient),
        applicationId: optional('application-id', toGuid),
        knownOwners: guids('known-owners'),
        knownCredentials: guids('known-credentials'),
        adoptSecrets: guids('adopt-secrets'),
        rotate: optional('rotate', toGuid),
        allowedPermissions: allowed(read('allowed-permissions')),
        planWorkflow: optional('plan-workflow', toWorkflowPath) ?? defaultPlanWorkflow,
    };
};
const defaultPlanWorkflow = '.github/workflows/truu-plan.yml';
const toCloud = (name, value) => {
    const cloud = cloudNames.find((one) => one === value);
    if (cloud !== undefined)
        return cloud;
    throw input_values_invalid(name, `must be one of ${cloudNames.join(', ')}`, 'Use the cloud of the tenant.');
};
/** The client id of an identity of the workflow: never a client with which everybody can create registrations. */
const toWorkflowClient = (name, value) => {
    const clientId = toGuid(name, value);
    const microsofts = firstPartyClients.get(clientId);
    if (microsofts === undefined)
        return clientId;
    const fix = 'Set it to the Application (client) ID of the app that the job logs in as.';
    throw input_values_invalid(name, `names a client of Microsoft (${microsofts}), with which anybody can create registrations`, fix);
};
const toWorkflowPath = (name, value) => {
    if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(value))
        return value;
    throw input_values_invalid(name, 'must be the path of a workflow', `Write a path such as ${defaultPlanWorkflow}.`);
};
/**
 * The allowed permissions as `type:name`. A bare name is the application permission if there is one, otherwise the
 * delegated one; the prefixes `application:` and `delegated:` set the type. Empty: exactly the eight permissions of
 * TruU's guide.
 */
const allowed = (value) => {
    const entries = toList(value);
    if (entries.length === 0)
        return new Set(guidePermissions.map(({ type, name }) => `${type}:${name}`));
    return new Set(entries.map((entry) => {
        const [, prefix, name = ''] = /^(?:(application|delegated):)?(.+)$/.exec(entry) ?? [];
        const type = prefix ?? (findPermission('application', name) ? 'application' : 'delegated');
        if (findPermission(type, name))
            return `${type}:${name}`;
        throw unknownPermission(entry, name);
    }));
};
const unknownPermission = (entry, name) => {
    const near = nearest(name, [...new Set(permissions.map((permission) => permission.name))]);
    const message = 'The input "allowed-permissions" has a permission that the action\'s catalogue does not have.';
    return new ActionError('INPUT_INVALID', message, {
        evidence: [{ name: 'Permission', value: entry }],
        fix: catalogueFix(near, null),
    });
};

;// CONCATENATED MODULE: ./build/action/inputs.js








const defaultSpec = '.github/truu-directory.yml';
/** The mode and the spec path before validation, for the report of a failure. */
const peekInputs = (read) => {
    const value = read('mode') || defaultMode;
    return { mode: modes.find((mode) => mode === value) ?? null, specPath: read('spec') || defaultSpec };
};
/** The inputs as one typed value. Throws INPUT_…. */
const readInputs = (read, { names, workspace, actionRepository, maskSecret, offline, workflow }) => {
    refuseUnknown(names);
    const { mode: requested, specPath } = peekInputs(read);
    if (requested === null)
        throw input_values_invalid('mode', `must be one of ${modes.join(', ')}`, 'Use one of these modes.');
    if (read('confirm') !== '' && !traitsOf(requested).attends) {
        const where = modes.filter((one) => traitsOf(one).attends).join(', ');
        throw input_values_invalid('confirm', `is for the modes ${where}`, 'Remove it, or use one of these modes.');
    }
    const mode = offline ? offlineMode : requested;
    const optional = (name, convert) => read(name) === '' ? null : convert(name, read(name));
    const base = {
        specPath,
        workspace,
        actionRepository,
        ...readTrust(read),
        allowRemovals: toBoolean('allow-removals', read('allow-removals')),
        requirePullRequestPlan: toBoolean('require-pull-request-plan', read('require-pull-request-plan')),
        warnBefore: optional('warn-before', toDuration),
        expectPlan: optional('expect-plan', toFingerprint),
        requestTimeoutMs: toTimeoutMs('request-timeout', read('request-timeout') || 'PT20S'),
    };
    const missing = logsIn(mode) ? missingInputs(read) : [];
    if (missing.length > 0)
        throw inputsMissing(mode, missing, workflow);
    return logsIn(mode) ? { ...base, mode, access: readAccess(read, maskSecret) } : { ...base, mode, access: null };
};
const refuseUnknown = (names) => {
    const unknown = names.find((name) => !inputNames.some((known) => known === name));
    if (unknown === undefined)
        return;
    const near = nearest(unknown, inputNames);
    throw new ActionError('INPUT_UNKNOWN', 'The step sets an input that does not exist.', {
        evidence: [{ name: 'Input', value: unknown }, ...(near === null ? [] : [{ name: 'Nearest', value: near }])],
        ...(near === null ? {} : { fix: `Use "${near}", or remove it from the "with:" block.` }),
    });
};
const toFingerprint = (name, value) => {
    if (/^[0-9a-f]{64}$/.test(value))
        return value;
    const fix = 'Copy the output "plan-fingerprint" of the reviewed run.';
    throw input_values_invalid(name, 'must be the plan-fingerprint of an earlier run', fix);
};
const readAccess = (read, maskSecret) => {
    const connection = truu_inputs_toConnection(read('truu-connection'));
    const endpoint = (name) => (read(name) === '' ? null : toHttpsUrl(name, read(name)));
    return {
        clientId: toGuid('client-id', read('client-id')),
        truu: connection === 'api' ? readApiAccess(read, maskSecret) : readConsoleAccess(read),
        authorityUrl: endpoint('entra-authority-url'),
        graphUrl: endpoint('graph-url')?.replace(/\/v1\.0$/, '') ?? null,
    };
};

;// CONCATENATED MODULE: ./build/action/offline.js

/**
 * Why a run that falls back to its spec cannot log in though nothing is wrong: GitHub gives a pull request from a fork,
 * and one of Dependabot, neither secrets nor an identity token (GitHub docs, "Events that trigger workflows", read
 * 2026-11). One sentence for what is skipped, one for how a maintainer gets it. Null when the login can be tried.
 */
const skippedOn = (mode, event, env, read) => {
    const { pull } = event;
    if (!traitsOf(mode).fallsBack || pull === null || !(pull.fork || pull.dependabot))
        return null;
    const hasSecret = read('truu-connection') === 'console' || read('truu-client-secret') !== '';
    const canLogIn = Boolean(env['ACTIONS_ID_TOKEN_REQUEST_URL']) && hasSecret;
    if (canLogIn)
        return null;
    const who = pull.fork ? 'a pull request from a fork' : 'a pull request from Dependabot';
    return (`Only the spec was checked, because GitHub gives ${who} no secrets and no OIDC token. ` +
        'For the full plan, a maintainer pushes the commit to a branch of this repository.');
};

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/action/outputs.js


/** Every output of action.yml; a test compares the two. */
const outputNames = [
    'result',
    'sync',
    'health',
    'changes',
    'plan-fingerprint',
    'client-id',
    'directory-id',
    'application-object-id',
    'service-principal-object-id',
    'secret-expires-on',
    'days-left',
    'rotated',
    'health-source',
    'hand-off-issue',
    'act-before',
    'comment-url',
    'issue-url',
    'changed-since-last-run',
    'failure-code',
    'report-path',
];
const valuesOf = (report, reportPath) => ({
    ...surfaces.outputs.render(report),
    'report-path': reportPath,
});
/** Sets the outputs if there is a runner. Throws when its file cannot be written. */
const writeOutputs = (report, reportPath, env) => {
    if (env['GITHUB_OUTPUT'])
        for (const name of outputNames)
            core/* setOutput */.uH(name, valuesOf(report, reportPath)[name]);
    return true;
};
/** The outputs as lines, for a terminal. */
const outputLines = (report, reportPath) => outputNames.map((name) => `${name}=${valuesOf(report, reportPath)[name]}`);

;// CONCATENATED MODULE: ./build/action/print-block.js


/** In the Actions viewer a folded group; in a terminal a heading. No line of it is a workflow command. */
const printBlock = ({ title, lines, open }, runner) => {
    const folds = runner && !open;
    if (folds)
        core/* startGroup */.Oh(title);
    else
        core/* info */.pq(title === '' ? '' : `\n${title}`);
    for (const line of lines)
        core/* info */.pq(withoutCommand(line));
    if (folds)
        core/* endGroup */.N4();
};

;// CONCATENATED MODULE: ./build/action/publish.js










/** Publishes a report on every surface. Returns whether the job fails, including when the report cannot be written. */
const publish = async (report, env) => {
    const where = { ...nowhere, actionRepository: actionRepositoryOf(env) };
    const summary = surfaces.summary.render(report, where);
    const failures = [];
    const attempt = async (target, write) => {
        try {
            return await write();
        }
        catch (thrown) {
            const code = thrown?.code;
            failures.push(typeof code === 'string' ? `${target} (${code})` : target);
            return null;
        }
    };
    for (const block of surfaces.log.render(report, where))
        printBlock(block, isRunner(env));
    const folder = await attempt('the report folder', () => writeFolder(filesOf(report, where), env));
    await attempt('the step summary', () => writeSummary(summary, env));
    const reported = () => failures.length === 0 ? report : { ...report, failures: [...report.failures, unwritable(failures)] };
    const saved = await attempt('the outputs', async () => writeOutputs(reported(), folder ?? '', env));
    if (saved === null || !env['GITHUB_OUTPUT'])
        printBlock({ title: 'Outputs', lines: outputLines(reported(), folder ?? ''), open: true }, isRunner(env));
    if (isRunner(env))
        annotateAll(reported(), where);
    if (failures.length === 0)
        return report.red;
    printBlock({ title: 'Report (it could not be written to a file)', lines: summary.split('\n'), open: true }, isRunner(env));
    const { title, fix } = errorCatalog.REPORT_UNWRITABLE;
    core/* info */.pq(`REPORT_UNWRITABLE: ${title}: ${failures.join(', ')}. ${fix}`);
    return true;
};
const unwritable = (failures) => {
    const { title, fix, category } = errorCatalog.REPORT_UNWRITABLE;
    const message = `Not written: ${failures.join(', ')}. The run itself ended as described.`;
    return { code: 'REPORT_UNWRITABLE', title, message, fix, category, evidence: [], requestId: null, leftBehind: [] };
};
const writeFolder = async (files, env) => {
    const parent = env['RUNNER_TEMP'] || external_node_os_.tmpdir();
    await (0,promises_.mkdir)(parent, { recursive: true });
    const folder = await (0,promises_.mkdtemp)(external_node_path_.join(parent, 'truu-entra-directory-'));
    for (const [name, text] of Object.entries(files))
        await (0,promises_.writeFile)(external_node_path_.join(folder, name), text, { mode: 0o600 });
    return folder;
};
const writeSummary = async (summary, env) => {
    const file = env['GITHUB_STEP_SUMMARY'];
    if (file)
        await (0,promises_.appendFile)(file, `${summary}\n`);
};
const annotateAll = (report, where) => {
    const levels = { error: core/* error */.z3, warning: core/* warning */.$e, notice: core/* notice */.lm };
    for (const { level, message, title, range } of surfaces.annotations.render(report, where)) {
        const place = range === null ? {} : { file: range.file, startLine: range.line, startColumn: range.column };
        levels[level](message, { title, ...place });
    }
};
/** Reports what was published on GitHub; what failed is a warning and never fails the run. */
const printPublished = ({ done, warnings }, env) => {
    const notices = warnings.filter(({ severity }) => severity === 'notice');
    const lines = [...done, ...notices.map(({ title, message }) => `${title}. ${message}`)];
    if (lines.length > 0)
        printBlock({ title: 'GitHub', lines: lines.map((line) => logText(line)), open: true }, isRunner(env));
    for (const { title, message } of warnings.filter(({ severity }) => severity === 'warning')) {
        const text = oneLine(`${title}. ${message}`, 1_000);
        if (isRunner(env))
            core/* warning */.$e(text, { title: oneLine(title, 200) });
        else
            core/* info */.pq(logText(text));
    }
};

;// CONCATENATED MODULE: ./build/action/dist-digest.js



/**
 * The digest of the files beside the script that runs, as `RunningAction` describes it; null: the script is not the one of
 * the build, or a file cannot be read.
 *
 * @param script Path of the script that Node runs.
 */
const distDigest = async (script) => {
    if (external_node_path_.basename(script) !== 'index.js')
        return null;
    try {
        const folder = external_node_path_.dirname(script);
        const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true });
        const files = entries
            .filter((entry) => entry.isFile())
            .map((entry) => external_node_path_.relative(folder, external_node_path_.join(entry.parentPath, entry.name)).replaceAll(external_node_path_.sep, '/'))
            .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        const lines = await Promise.all(files.map(async (file) => `${sha256(await (0,promises_.readFile)(external_node_path_.join(folder, file)))}  ${file}\n`));
        return `sha256:${sha256(lines.join(''))}`;
    }
    catch {
        return null;
    }
};
const sha256 = (content) => (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex');

;// CONCATENATED MODULE: ./build/action/run-record.js






/** The record of a run: of the variables of the runner, and of what GitHub says of its approval. Never throws. */
const recordOf = async (report, parts) => {
    const { env, startedAt, script, github } = parts;
    const runId = run_record_count(env['GITHUB_RUN_ID']);
    const variable = (name) => env[name] || null;
    return {
        actor: variable('GITHUB_ACTOR'),
        triggeringActor: variable('GITHUB_TRIGGERING_ACTOR'),
        event: variable('GITHUB_EVENT_NAME'),
        repository: variable('GITHUB_REPOSITORY'),
        commit: variable('GITHUB_SHA'),
        ref: variable('GITHUB_REF'),
        pullRequest: run_record_pullOf(parts),
        workflow: workflowOf(env),
        runId,
        attempt: run_record_count(env['GITHUB_RUN_ATTEMPT']),
        approvals: github !== null && runId !== null && mayBeApproved(report) ? await approvalsOf(github, runId) : null,
        startedAt,
        action: {
            version: actionVersion,
            repository: actionRepositoryOf(env),
            ref: variable('GITHUB_ACTION_REF'),
            digest: await distDigest(script),
        },
        endedAt: (0,support_clock/* timeOfDay */.rb)(),
    };
};
/** Only what writes is worth a request, and only a job in an environment is approved. */
const mayBeApproved = ({ mode, result, environment }) => traitsOf(mode).writes && result !== 'cancelled' && environment?.rule !== 'none';
/** The record is never why a run fails: without `actions: read`, GitHub refuses. */
const approvalsOf = ({ github }, run) => github.approvals(run).catch(() => null);
/** The ref of a pull request is `refs/pull/N/merge` (GitHub docs, "Variables reference", read 2026-11). */
const run_record_pullOf = ({ env, github, published }) => {
    const [, ofRef] = /^refs\/pull\/([1-9]\d{0,8})\//.exec(env['GITHUB_REF'] ?? '') ?? [];
    const open = github?.event.pull ?? github?.forkPull ?? null;
    const number = open?.number ?? run_record_count(ofRef) ?? github?.event.queuedPull ?? published?.pull ?? null;
    return number === null ? null : { number, headCommit: open?.headSha ?? null };
};
const run_record_count = (text) => text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;

;// CONCATENATED MODULE: ./build/github/environment.js


/**
 * The deployment environment of a job, by the claims of its identity token, and whether only the default branch may use it.
 * Only one pattern of type branch that equals the default branch says so: "protected branches" lets every branch in where
 * none is protected, and a pattern of type tag lets in anyone who can push a tag (GitHub docs, deployments and
 * environments, read 2026-11). A branch name has no wildcards. Null: there was no token, or there is no access to GitHub's API. Never
 * throws for a refusal of GitHub.
 */
const readEnvironmentState = async (github, claims) => {
    const name = claims === null ? null : textClaim(claims, 'environment');
    const unreadable = { name, rule: 'unreadable', shown: null, defaultBranch: null };
    if (claims === null)
        return unreadable;
    if (name === null)
        return { ...unreadable, rule: 'none' };
    if (github === null)
        return unreadable;
    try {
        const [rule, defaultBranch] = await Promise.all([github.environmentRule(name), github.defaultBranch()]);
        const closed = isOnly(rule, defaultBranch);
        return { name, rule: closed ? 'default-branch' : 'open', shown: shownRule(rule), defaultBranch };
    }
    catch (thrown) {
        if (thrown instanceof GithubFailure)
            return unreadable;
        throw thrown;
    }
};
const isOnly = (rule, branch) => rule.kind === 'patterns' &&
    rule.patterns.length === 1 &&
    rule.patterns.every(({ type, name }) => type === 'branch' && name === branch);
const shownRule = (rule) => {
    if (rule.kind === 'all')
        return 'all';
    if (rule.kind === 'protected')
        return 'protected branches, or all where none is protected';
    return rule.patterns.map(({ type, name }) => `${type ?? 'pattern'} ${name}`).join(', ') || 'no pattern';
};

;// CONCATENATED MODULE: ./build/github/access-advice.js

const access = {
    comment: {
        job: 'Add "pull-requests: write" to the permissions of the job, or set "comment: never".',
        fineGrained: '"Pull requests: Read and write"',
        classic: true,
        without: 'set "comment: never"',
    },
    // Only apps write check runs (GitHub docs, "REST API endpoints for check runs", read 2026-11).
    check: {
        job: 'Add "checks: write", "contents: read" and "id-token: write" to the permissions of the job if apply uses "require-pull-request-plan".',
        fineGrained: null,
        classic: false,
        without: null,
    },
    issue: {
        job: 'Add "issues: write" to the permissions of the job, or set "drift-issue: false".',
        fineGrained: '"Issues: Read and write"',
        classic: true,
        without: 'set "drift-issue: false"',
    },
    handOff: {
        job: errorCatalog.HANDOFF_UNREADABLE.fix,
        fineGrained: '"Issues: Read and write"',
        classic: true,
        without: null,
    },
    review: { job: errorCatalog.PLAN_REVIEW_UNREADABLE.fix, fineGrained: null, classic: true, without: null },
    fork: {
        job: 'Add "contents: read" and "pull-requests: write" to the permissions of the job.',
        fineGrained: '"Contents: Read-only" and "Pull requests: Read and write"',
        classic: true,
        without: null,
    },
};
const jobToken = 'set "github-token: ${{ github.token }}", and the permissions of the job';
/** What gives a token the rights that it lacks: those of a personal access token are not in the workflow. */
const moreRights = (use, kind) => {
    const { job, fineGrained, classic, without } = access[use];
    if (kind === 'installation')
        return job;
    const otherwise = without === null ? '' : `, or ${without}`;
    const isOurs = 'The input "github-token" is a personal access token, so the permissions of the job do not count';
    if (kind === 'fine-grained' && fineGrained !== null)
        return `${isOurs}: give the token the repository permission ${fineGrained} for this repository; or ${jobToken}${otherwise}.`;
    if (kind === 'classic' && classic)
        return `${isOurs}: give the token the scope "repo", and authorize it for the organization where that requires single sign-on; or ${jobToken}${otherwise}.`;
    return `The input "github-token" is a personal access token, which GitHub does not accept for this: ${jobToken}. ${job}`;
};
const hasMoved = 'The repository was renamed or transferred, and redirects are not followed: start the workflow again, so that it gets the new name.';
const isLimited = 'A rate limit of GitHub refused it for longer than a run waits. Run again later, and less often at the same time.';
const badToken = 'GitHub does not accept the token of the input "github-token": it has expired, was revoked or is incomplete. Set "github-token: ${{ github.token }}".';
/** Whether GitHub refused because of who asks. It hides with 404 what a token may not see. */
const isForbidden = ({ status, limited }) => !limited && (status === 401 || status === 403 || status === 404);
/** Whether GitHub redirected the request: the repository has another name or owner. */
const isMoved = ({ status }) => status !== null && status >= 300 && status < 400;
/** What to do about a refusal of GitHub; null: its cause does not tell. */
const accessAdvice = (use, failure, kind) => {
    const { status, limited, githubMessage } = failure;
    if (isMoved(failure))
        return hasMoved;
    if (limited)
        return isLimited;
    if (status === 401)
        return badToken;
    if (!isForbidden(failure))
        return null;
    // GitHub knows better than the form of the token.
    const isPersonal = kind === 'installation' && /personal access token|authenticate via a GitHub App/i.test(githubMessage ?? '');
    return moreRights(use, isPersonal ? 'fine-grained' : kind);
};

;// CONCATENATED MODULE: ./build/github/review/audience.js

/** Stands for the fingerprint of a run that has no plan, or failed. */
const noFingerprint = '0'.repeat(64);
/**
 * The audience of the OIDC token that records a plan: `truu-plan:` and the SHA-256 of its subject as JSON, hexadecimal. A
 * job can ask for any audience, so it says what the job claims; the other claims say which job that was. Such lengths and
 * characters are in use (audiences of 144 characters with colons, drexthealpha/Knos, 2026-10).
 */
const planAudience = ({ pull, head, workflow, plans }) => {
    const sorted = plans.map(([path, fingerprint]) => [path, fingerprint]).sort(([a], [b]) => (a < b ? -1 : 1));
    const canonical = JSON.stringify({ pull, head, workflow, plans: sorted });
    return `truu-plan:${(0,external_node_crypto_.createHash)('sha256').update(canonical).digest('hex')}`;
};

;// CONCATENATED MODULE: ./build/github/review/claims.js

/**
 * Why a token that the issuer signed does not record the plan of a merged pull request; null: it does, if the files of
 * `workflowFiles` are those of the pull request's base. `exp` is not looked at: a record is read long after it. Claims by
 * event: GitHub docs, "OpenID Connect reference" and "Events that trigger workflows", read 2026-11.
 */
const claimProblem = (claims, expected) => {
    const text = (name) => textClaim(claims, name) ?? '';
    if (text('iss') !== expected.issuer)
        return 'another issuer made its token';
    if (text('aud') !== expected.audience)
        return 'its token is for another purpose, pull request, commit or plan';
    if (text('jti') === '')
        return 'its token has no id';
    if (text('repository_id') !== expected.repositoryId)
        return 'its token is of another repository';
    return eventProblem(text, expected) ?? workflowProblem(text, expected) ?? timeProblem(claims['iat'], expected);
};
const eventProblem = (text, { branch, pull, group }) => {
    const ref = text('ref');
    if (group === null) {
        if (text('event_name') !== 'pull_request')
            return `the event "${text('event_name')}" made it, not a pull request`;
        if (ref !== `refs/pull/${pull}/merge`)
            return `it was made on ${ref}`;
        return text('base_ref') === branch ? null : 'the pull request had another target branch';
    }
    if (text('event_name') !== 'merge_group')
        return `the event "${text('event_name')}" made it, not a merge queue`;
    const prefix = `refs/heads/${queuePrefix(branch, pull)}`;
    if (!ref.startsWith(prefix) || !isCommit(ref.slice(prefix.length)))
        return `it was made on ${ref}`;
    return text('sha') === group ? null : 'it was made on another commit of the queue';
};
/** How the branches of a queue's entry begin; the commit on which the entry was built follows (observed, 2026-09). */
const queuePrefix = (branch, pull) => `gh-readonly-queue/${branch}/pr-${pull}-`;
const isCommit = (text) => /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(text);
const workflowProblem = (text, { workflow }) => {
    const own = `${text('repository')}/`;
    if (text('workflow_ref') !== `${own}${workflow}@${text('ref')}`)
        return 'another workflow made it';
    const [sha, workflowSha] = [text('sha'), text('workflow_sha')];
    if (!isCommit(sha) || ![sha, ''].includes(workflowSha))
        return 'its token does not tell the commit of its workflow';
    const job = text('job_workflow_ref');
    if (job === '' || job === text('workflow_ref'))
        return null;
    const isOwn = job.startsWith(own) && job.includes('@') && isCommit(text('job_workflow_sha'));
    return isOwn ? null : 'a workflow of another repository made it';
};
const timeProblem = (issuedAt, { mergedAt }) => {
    if (typeof issuedAt === 'number' && issuedAt * 1_000 < Date.parse(mergedAt))
        return null;
    return 'it was made after the merge';
};
/** The workflow files that a token's job ran, at their commits; of a token without a `claimProblem`. */
const workflowFiles = (claims, workflow) => {
    const text = (name) => textClaim(claims, name) ?? '';
    const top = { path: workflow, commit: text('sha') };
    const job = text('job_workflow_ref');
    if (job === '' || job === text('workflow_ref'))
        return [top];
    const path = job.slice(`${text('repository')}/`.length, job.indexOf('@'));
    return [top, { path, commit: text('job_workflow_sha') }];
};

;// CONCATENATED MODULE: ./build/github/review/candidates.js


/** A group that waits longer has failed: its checks get at most six hours (GitHub docs, merge queue, read 2026-11). */
const queueWindowMs = 3 * 24 * 60 * 60 * 1_000;
const maxGroups = 20;
/**
 * Everything in the check runs of a pull request's head, and of its groups in the merge queue, that reads like a plan of
 * the spec. The group's commit may never land on the branch, so it is found by the runs of the queue. A fork's plan is
 * shown and not recorded, and one of several pull requests is not the plan of them all: those count in the queue only.
 * Throws GithubFailure.
 */
const findCandidates = async (github, pulls, applied) => {
    const [only, ...others] = pulls;
    const direct = only !== undefined && others.length === 0 && !only.fork ? await readRecords(github, applied, only) : [];
    const queued = await Promise.all(pulls.map((pull) => readQueueRecords(github, applied, pull)));
    return [...direct, ...queued.flat()];
};
const readRecords = async (github, { specFile }, pull, group = null) => {
    const head = group ?? pull.headSha;
    const checks = await github.checks(head, recordName(specFile));
    return checks.flatMap(({ id: check, text }) => {
        const record = record_readRecord(text);
        const isOfSpec = record?.plans.some(([path]) => path === specFile) ?? false;
        return record !== null && isOfSpec ? [{ check, pull, head, queued: group !== null, record }] : [];
    });
};
const readQueueRecords = async (github, applied, pull) => {
    const { branch, planWorkflow } = applied;
    if (branch === null)
        return [];
    const from = new Date(Date.parse(pull.mergedAt) - queueWindowMs).toISOString();
    const runs = await github.queueRuns(planWorkflow.slice(planWorkflow.lastIndexOf('/') + 1), from, pull.mergedAt);
    const ours = runs.filter((run) => run.branch.startsWith(queuePrefix(branch, pull.number)));
    const groups = [...new Set(ours.map(({ commit }) => commit))].slice(0, maxGroups);
    return (await Promise.all(groups.map((group) => readRecords(github, applied, pull, group)))).flat();
};

;// CONCATENATED MODULE: ./build/github/review/issuer.js



/** A document of the issuer has a few thousand characters. */
const maxDocument = 262_144;
const discovery = schemas/* object */.Ikc({ issuer: schemas/* string */.YjP(), jwks_uri: schemas/* string */.YjP() });
const keySet = schemas/* object */.Ikc({ keys: schemas/* array */.YOg(schemas/* looseObject */._H3({ kty: schemas/* string */.YjP() })).max(100) });
/**
 * The keys that an issuer publishes now, by its discovery document, which must be the issuer's own and name keys on its
 * host: `https://token.actions.githubusercontent.com`, with a slug of an enterprise, or a GitHub Enterprise Server's
 * (GitHub docs, "OpenID Connect reference", read 2026-11). Throws PLAN_REVIEW_UNREADABLE.
 */
const readIssuerKeys = async (http, issuer) => {
    const found = discovery.safeParse(await issuer_readDocument(http, `${issuer}/.well-known/openid-configuration`));
    if (!found.success || found.data.issuer !== issuer || !isOnHostOf(issuer, found.data.jwks_uri))
        throw issuer_unreadable('The discovery document of the issuer of OIDC tokens is not its own.', issuer);
    const keys = keySet.safeParse(await issuer_readDocument(http, found.data.jwks_uri));
    if (!keys.success)
        throw issuer_unreadable('The issuer of OIDC tokens published no keys.', issuer);
    return keys.data.keys;
};
const isOnHostOf = (issuer, address) => URL.canParse(address) && new URL(address).origin === new URL(issuer).origin;
const issuer_readDocument = async (http, url) => {
    if (!URL.canParse(url) || new URL(url).protocol !== 'https:')
        throw issuer_unreadable('The issuer of OIDC tokens has no https address.', url);
    try {
        const { status, text } = await http({
            ...{ method: 'GET', url, repeat: 'safe' },
            headers: { accept: 'application/json' },
        });
        if (status === 200 && text.length <= maxDocument)
            return jsonOf(text);
        throw issuer_unreadable(`The issuer of OIDC tokens answered with HTTP ${status}.`, url);
    }
    catch (thrown) {
        if (thrown instanceof HttpFailure)
            throw issuer_unreadable('The issuer of OIDC tokens did not answer.', url);
        throw thrown;
    }
};
const issuer_unreadable = (message, address) => new ActionError('PLAN_REVIEW_UNREADABLE', message, {
    fix: 'Let the runner reach the issuer over https, then run again.',
    evidence: [{ name: 'Address', value: address }],
});

;// CONCATENATED MODULE: ./build/github/review/signature.js



/** A token of GitHub has about 2,100 characters (measured 2026-11-25). */
const maxTokenLength = 16_384;
const minModulusBits = 2_048;
/**
 * Checks the signature of a token with the issuer's keys: RS256 only, which is the one algorithm of GitHub's issuer
 * (discovery document, read 2026-11). No claim is judged, and none is to be believed unless the result is `signed`.
 */
const verifySignature = (token, keys) => {
    const [header = '', payload = '', signature = '', ...more] = token.split('.');
    if (token.length > maxTokenLength || more.length > 0 || !token.split('.').every(isBase64url))
        return { kind: 'invalid' };
    const { alg, kid, crit } = (jsonOf(Buffer.from(header, 'base64url').toString('utf8')) ?? {});
    if (alg !== 'RS256' || typeof kid !== 'string' || crit !== undefined)
        return { kind: 'invalid' };
    const published = keys.find((key) => key.kid === kid && isForRs256(key));
    const key = published === undefined ? null : publicKeyOf(published);
    if (key === null)
        return { kind: 'unknown-key' };
    const signed = Buffer.from(`${header}.${payload}`);
    if (!(0,external_node_crypto_.verify)('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url')))
        return { kind: 'invalid' };
    return { kind: 'signed', claims: claimsOf(token) };
};
const isBase64url = (part) => /^[\w-]+$/.test(part);
const isForRs256 = ({ kty, use, alg }) => kty === 'RSA' && [undefined, 'sig'].includes(use) && [undefined, 'RS256'].includes(alg);
const publicKeyOf = ({ kty, n, e }) => {
    try {
        const key = (0,external_node_crypto_.createPublicKey)({ key: { kty, n, e }, format: 'jwk' });
        return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= minModulusBits ? key : null;
    }
    catch {
        return null;
    }
};

;// CONCATENATED MODULE: ./build/github/review/judge.js




/**
 * Finds the newest candidate that GitHub signed as the plan of its pull request, made by the plan workflow as it is at the
 * pull request's base: by time of issue, and within a second by check run. One token makes one record, that of its first
 * check run: what explains a plan is not signed, and a copy could say something else. A token is known by its `jti`, since
 * the last character of a signature can be written in several ways. Throws GithubFailure.
 */
const review_judge_judge = async (court, candidates) => {
    const rejected = [];
    const signed = [];
    for (const candidate of candidates.toSorted((a, b) => a.check - b.check)) {
        const seen = await judge_verify(court, candidate);
        if ('problem' in seen)
            rejected.push(seen);
        else if (!signed.some(({ claims }) => judge_idOf(claims) === judge_idOf(seen.claims)))
            signed.push(seen);
    }
    for (const { candidate, claims } of signed.toSorted(byNewest)) {
        const problem = await fileProblem(court, candidate, claims);
        if (problem === null)
            return { newest: candidate, rejected };
        rejected.push({ candidate, problem, unreadable: false });
    }
    return { newest: null, rejected };
};
const byNewest = (a, b) => Number(b.claims['iat']) - Number(a.claims['iat']) || b.candidate.check - a.candidate.check;
const judge_idOf = (claims) => textClaim(claims, 'jti');
const judge_verify = async (court, candidate) => {
    const { record, pull, head, queued } = candidate;
    const reject = (problem, unreadable = false) => ({ candidate, problem, unreadable });
    const signature = verifySignature(record.token, court.keys);
    if (signature.kind === 'unknown-key')
        return reject('the key of its signature is no longer published', true);
    if (signature.kind === 'invalid')
        return reject('GitHub did not sign it');
    const workflow = await workflowAtBase(court, candidate);
    if (workflow === null)
        return reject('the base of the pull request has no such workflow');
    const expected = {
        ...{ issuer: court.issuer, repositoryId: court.repositoryId },
        ...{ branch: court.applied.branch, workflow: court.applied.planWorkflow },
        audience: planAudience({ pull: pull.number, head, workflow, plans: record.plans }),
        ...{ mergedAt: pull.mergedAt, pull: pull.number, group: queued ? head : null },
    };
    const problem = claimProblem(signature.claims, expected);
    return problem === null ? { candidate, claims: signature.claims } : reject(problem);
};
const workflowAtBase = ({ file, applied }, { pull }) => plainFile(file, pull.baseSha, applied.planWorkflow);
const plainFile = async (file, commit, path) => {
    const found = await file(commit, path);
    return found?.plain === true ? found.blob : null;
};
/** Each workflow file must be as it is at the base, and in a queue the spec as it is on the branch. */
const fileProblem = async ({ file, applied }, { pull, queued, head }, claims) => {
    for (const { path, commit } of workflowFiles(claims, applied.planWorkflow)) {
        const [ran, atBase] = [await plainFile(file, commit, path), await plainFile(file, pull.baseSha, path)];
        if (ran === null || ran !== atBase)
            return `its workflow ${path} differs from the one at the base of the pull request`;
    }
    if (!queued)
        return null;
    const [planned, landed] = [
        await plainFile(file, head, applied.specFile),
        await plainFile(file, applied.commit, applied.specFile),
    ];
    return planned !== null && planned === landed ? null : 'it is of another spec than the one on the branch';
};

;// CONCATENATED MODULE: ./build/github/review/merged-pulls.js


/** No sensible push brings more. */
const maxPulls = 20;
/**
 * The pull requests that brought a commit to its branch: merged, squashed or rebased; a merge queue can bring several at
 * once. Just after a push GitHub's index may not have them yet (ha-nova#454, 2026-07), so an empty answer is asked for
 * again. Throws PLAN_NOT_REVIEWED when there is none, and GithubFailure.
 */
const findMergedPulls = (github, { commit, branch }, retry) => pollUntil(retry, async () => {
    const numbers = (await github.pullsOf(commit)).slice(0, maxPulls).map(({ number }) => number);
    // Read in full: in the list of a fresh push the commit of the merge was seen to be missing (sanad-agent#116, 2026-08).
    const pulls = await Promise.all(numbers.map((number) => github.pull(number)));
    const merged = pulls.filter((pull) => pull.mergedAt !== null && pull.baseRef === branch);
    const brought = merged.filter((pull) => pull.mergeSha === commit);
    const found = brought.length > 0 ? brought : merged;
    if (found.length > 0)
        return { done: found };
    return {
        retry: notReviewed('This commit belongs to no merged pull request of its branch.', merged_pulls_placeOf(commit, branch)),
    };
});
const merged_pulls_placeOf = (commit, branch) => [
    { name: 'Commit', value: commit },
    { name: 'Branch', value: branch ?? 'none' },
];
/** What is left to do where no plan of a pull request counts. */
const byHand = 'Review the plan of this run, then run apply manually with its fingerprint in the input "expect-plan".';
/** The failure of a commit whose plan nobody saw. */
const notReviewed = (message, evidence) => new ActionError('PLAN_NOT_REVIEWED', message, {
    evidence,
    fix: byHand,
});

;// CONCATENATED MODULE: ./build/github/reviewed-plan.js









/**
 * The last plan that people saw before they merged what is applied, by the signature of GitHub: made by the plan workflow
 * as it is at the base of the pull request, on that pull request or its group in the merge queue, before the merge. Names,
 * apps and times of check runs prove nothing, since every workflow with `checks: write` sets them. Throws
 * PLAN_NOT_REVIEWED when there is none, PLAN_REVIEW_UNREADABLE when that cannot be told, and AUTH_….
 */
const findReviewedPlan = async (ports, applied) => {
    try {
        const { github, http } = ports;
        const { branch } = applied;
        const pulls = await findMergedPulls(github, applied, ports.retry);
        if (branch === null)
            throw notReviewed('This commit belongs to no branch.', []);
        const candidates = await findCandidates(github, pulls, applied);
        if (candidates.length === 0)
            throw nothingRecorded(pulls, github.now());
        const own = await ownClaims(ports);
        const keys = await readIssuerKeys(http, own.issuer);
        const court = { file: remembered(github.file), applied: { ...applied, branch }, keys, ...own };
        return toReviewed(await review_judge_judge(court, candidates), pulls, applied);
    }
    catch (thrown) {
        if (thrown instanceof GithubFailure)
            throw reviewed_plan_unreadable(thrown, ports.github.tokenKind);
        throw thrown;
    }
};
const ownClaims = async ({ idToken }) => {
    // Nobody accepts this audience: the token only tells who issues tokens, and for which repository.
    const claims = claimsOf(await idToken('truu-plan-review'));
    return { issuer: textClaim(claims, 'iss') ?? '', repositoryId: textClaim(claims, 'repository_id') ?? '' };
};
const remembered = (read) => {
    const files = new Map();
    return (commit, path) => {
        const key = `${commit}:${path}`;
        const file = files.get(key) ?? read(commit, path);
        files.set(key, file);
        return file;
    };
};
/** Check runs live as long as the runs of Actions: 90 days in public repositories (observed, 2026-10). */
const retentionMs = 90 * 24 * 60 * 60 * 1_000;
const pullsIn = (pulls) => [
    { name: pulls.length > 1 ? 'Pull requests' : 'Pull request', value: pulls.map(({ number }) => number).join(', ') },
    ...pulls.map(({ headSha }) => ({ name: 'Last commit', value: headSha })),
];
const nothingRecorded = (pulls, now) => {
    const [pull, ...others] = pulls;
    const evidence = pullsIn(pulls);
    if (pull !== undefined && Date.parse(now) - Date.parse(pull.mergedAt) > retentionMs)
        return new ActionError('PLAN_REVIEW_UNREADABLE', 'The merge is so old that GitHub may have removed its plan.', {
            fix: byHand,
            evidence: [...evidence, { name: 'Merged', value: pull.mergedAt }],
        });
    if (others.length > 0)
        return notReviewed('This commit belongs to several merged pull requests, without a plan of the merge queue.', evidence);
    if (pull?.fork === true)
        return notReviewed('The pull request is from a fork, whose plan is shown but not recorded.', evidence);
    return notReviewed('The last commit of the pull request has no recorded plan of this spec.', evidence);
};
/** So many check runs that do not count are named. */
const reviewed_plan_maxNamed = 5;
const rejectedIn = (rejected) => rejected
    .slice(-reviewed_plan_maxNamed)
    .map(({ candidate, problem }) => ({ name: `Check run ${candidate.check}`, value: `does not count: ${problem}` }));
const toReviewed = ({ newest, rejected }, pulls, applied) => {
    const evidence = [...pullsIn(pulls), ...rejectedIn(rejected)];
    if (newest === null) {
        if (!rejected.some((one) => one.unreadable))
            throw notReviewed('No check run of the pull request is a plan that GitHub signed for it.', evidence);
        const message = 'The key that signed the plan is no longer published, so it proves nothing.';
        throw new ActionError('PLAN_REVIEW_UNREADABLE', message, { fix: byHand, evidence });
    }
    const fingerprint = fingerprintIn(newest, applied.specFile);
    if (fingerprint === noFingerprint)
        throw notReviewed('The last plan of the pull request failed, so it could not be reviewed.', evidence);
    const { changes, trustInputs } = newest.record;
    return { pull: newest.pull.number, fingerprint, changes, trustInputs };
};
const fingerprintIn = ({ record }, specFile) => record.plans.find(([path]) => path === specFile)?.[1] ?? noFingerprint;
/** What GitHub did not let the gate read, with a token of this kind. */
const reviewed_plan_unreadable = (failure, kind) => {
    const fix = accessAdvice('review', failure, kind);
    return new ActionError('PLAN_REVIEW_UNREADABLE', failure.message, {
        ...(fix === null ? {} : { fix }),
        evidence: [
            { name: 'GitHub answered', value: failure.status === null ? 'nothing' : `HTTP ${failure.status}` },
            ...(failure.githubMessage === null ? [] : [{ name: 'GitHub says', value: failure.githubMessage }]),
            ...(failure.accepts === null ? [] : [{ name: 'Sufficient permission', value: failure.accepts }]),
        ],
        requestId: failure.requestId,
        cause: failure,
    });
};

;// CONCATENATED MODULE: ./build/github/current-spec.js



/**
 * Refuses to apply a spec that its branch has replaced. The first attempt of a run of a push may be behind the tip: the
 * run of the newer push follows it. A later attempt keeps the commit of the first one (GitHub docs, "Re-running workflows
 * and jobs", read 2026-11), and a manual run can be of any ref, so nothing would follow them. Throws PLAN_SUPERSEDED, and
 * PLAN_REVIEW_UNREADABLE when that cannot be told.
 */
const requireCurrentSpec = async (github, spec, order) => {
    const { event, attempt, branch } = order;
    if (event === 'push' && attempt === 1)
        return;
    if (branch === null)
        throw new ActionError('PLAN_SUPERSEDED', 'This run is not on a branch, so its spec is not known to be current.');
    try {
        const file = await github.file(await github.tip(branch), spec.file);
        if (file?.plain === true && spec.blobs.includes(file.blob))
            return;
        const by = await github.lastChange(branch, spec.file);
        throw new ActionError('PLAN_SUPERSEDED', `The spec of this run is no longer the one of the branch ${branch}.`, {
            evidence: [
                { name: 'Replaced by commit', value: by ?? 'unknown' },
                ...(file === null ? [{ name: 'On the branch', value: 'no such file' }] : []),
                ...(file?.plain === false ? [{ name: 'On the branch', value: 'not a plain file' }] : []),
            ],
        });
    }
    catch (thrown) {
        throw thrown instanceof GithubFailure ? reviewed_plan_unreadable(thrown, github.tokenKind) : thrown;
    }
};

;// CONCATENATED MODULE: ./build/github/issues-off.js

/**
 * Whether issues are switched off, which GitHub refuses with 410, and for a token without a right to them as if that was
 * missing: 403 "Resource not accessible by integration" (EndBug/label-sync#302, 2024-12; actions/stale#1307, 2025-12).
 */
const issuesAreOff = async (github, { status, limited }) => {
    const mayBeOff = !limited && (status === 410 || status === 403 || status === 404);
    return mayBeOff && !(await readHasIssues(github));
};
/** A repository that cannot be read does not explain the refusal. */
const readHasIssues = (github) => github.hasIssues().catch((thrown) => {
    if (thrown instanceof GithubFailure)
        return true;
    throw thrown;
});

;// CONCATENATED MODULE: ./build/github/hand-off/unreadable.js



/** A refusal of GitHub as the failure of a run, with the fix that its cause tells: HANDOFF_UNREADABLE. */
const unreadable_unreadable = async (github, failure) => {
    const { status, githubMessage, requestId, accepts } = failure;
    const off = await issuesAreOff(github, failure);
    const message = off ? 'Issues are switched off in this repository.' : failure.message;
    const fix = off ? switchOn : unreadable_fixOf(github, failure);
    return new ActionError('HANDOFF_UNREADABLE', message, {
        requestId,
        evidence: [
            { name: 'Status', value: status === null ? 'no response' : String(status) },
            ...(githubMessage === null ? [] : [{ name: 'GitHub says', value: githubMessage }]),
            ...(accepts === null ? [] : [{ name: 'Sufficient permissions', value: accepts }]),
        ],
        ...(fix === null ? {} : { fix }),
        cause: failure,
    });
};
const switchOn = 'Switch on issues in the settings of the repository (Settings, General, Features): people are asked in an issue.';
const unreadable_fixOf = ({ tokenKind }, failure) => {
    const { status } = failure;
    if (status === 410)
        return 'The issue was deleted while the run used it. Run again: people are asked in a new one.';
    if (status === null || status >= 500)
        return 'Run again once GitHub responds.';
    return accessAdvice('handOff', failure, tokenKind);
};

;// CONCATENATED MODULE: ./build/github/hand-off/desk.js



/** The label by which the issue of a hand-off is found first. */
const handOffLabel = 'truu-hand-off';
/** The desk on GitHub's issues. Every failure of GitHub throws HANDOFF_UNREADABLE. */
const createHandOffDesk = (github) => {
    const reading = readingOf(github);
    return {
        now: github.now,
        isPublic: () => reading(github.isPublic),
        issues: () => reading(() => readIssues(github)),
        comments: (issue) => reading(() => github.threadComments(issue)),
        mayWrite: (login) => reading(async () => ['admin', 'write', 'maintain'].includes((await github.permission(login)) ?? 'none')),
        people: (logins) => reading(() => Promise.all(logins.map((login) => readPerson(github, login)))),
        open: (text, logins) => reading(() => desk_openIssue(github, text, logins)),
        assign: (issue, logins) => reading(async () => github.assign(issue, await assignableOf(github, logins))),
        rewrite: (issue, { title, body }, open) => reading(() => github.updateIssue(issue, { title, body, labels: [handOffLabel], open })),
        comment: (issue, body) => reading(async () => void (await github.createComment(issue, body))),
        deleteComment: (id) => reading(() => deleted(github, id)),
        calling: (comment) => reading(() => readCalling(github, comment)),
    };
};
const desk_openIssue = async (github, { title, body }, logins) => {
    const assignees = await assignableOf(github, logins);
    return toDesk(await github.openThread({ title, body, labels: [handOffLabel] }, assignees), true);
};
const assignableOf = async (github, logins) => {
    const assignable = await Promise.all(logins.map(async (login) => ((await github.canAssign(login)) ? [login] : [])));
    return assignable.flat();
};
/** Who is asked has to be able to read the issue; who cannot be assigned is mentioned. */
const readPerson = async (github, login) => {
    const id = await github.accountId(login);
    if (id === null)
        throw cannotBeAsked(login, 'a login that GitHub does not know');
    // What this account writes is the run's own word, so that no comment of it could ever confirm.
    if (isViewer({ login, id }, await github.viewer()))
        throw cannotBeAsked(login, 'the account of the input "github-token", whose comments are those of the action');
    if ((await github.permission(login)) === 'none')
        throw cannotBeAsked(login, 'an account that cannot read this repository');
    return { login, id };
};
/** By the label, and by their author too: a label can be taken off, and what people said stays with the issue. */
const readIssues = async (github) => {
    const viewer = await github.viewer();
    const [labelled, own] = await Promise.all([
        github.threads({ label: handOffLabel }),
        github.threads({ creator: viewer.login }),
    ]);
    const all = new Map([...own, ...labelled].map((issue) => [issue.number, issue]));
    return [...all.values()].toSorted((a, b) => a.number - b.number).map((issue) => toDesk(issue, isOwn(issue, viewer)));
};
const isOwn = ({ author }, viewer) => isViewer(author, viewer);
const toDesk = ({ number, url, open, body, createdAt, author, byApp }, ours) => ({
    ...{ number, url, open, body, createdAt },
    ours,
    app: byApp ? (author?.login ?? null) : null,
});
/** GitHub refuses with 403, and for what a token cannot see with 404, which is also the answer for what is gone. */
const deleted = async (github, id) => {
    try {
        await github.deleteComment(id);
        return true;
    }
    catch (thrown) {
        if (!(thrown instanceof GithubFailure) || thrown.limited)
            throw thrown;
        if (thrown.status === 404)
            return (await github.singleComment(id)) === null;
        if (thrown.status === 403)
            return false;
        throw thrown;
    }
};
const readCalling = async (github, id) => {
    const [viewer, comment] = await Promise.all([github.viewer(), github.singleComment(id)]);
    if (comment === null)
        return null;
    const { author, byApp, body, issue } = comment;
    return {
        ...{ id, body, ours: isViewer(author, viewer) },
        author: author === null ? null : { ...author, bot: byApp },
        issue: {
            ...toDesk(issue, isOwn(issue, viewer)),
            ...{ pull: issue.pull, labelled: issue.labels.includes(handOffLabel) },
        },
    };
};
const readingOf = (github) => async (ask) => {
    try {
        return await ask();
    }
    catch (thrown) {
        throw thrown instanceof GithubFailure ? await unreadable_unreadable(github, thrown) : thrown;
    }
};
const cannotBeAsked = (login, what) => new ActionError('HANDOFF_ASSIGNEE_UNKNOWN', `The input "assignees" names ${what}.`, {
    evidence: [{ name: 'Login', value: login }],
});

;// CONCATENATED MODULE: ./build/github/rate-limit.js

/** GitHub's advice where a response names no time (GitHub docs, "Rate limits for the REST API", read 2026-11). */
const unnamedMs = 60_000;
/** The words of a secondary limit, now and before 2022 (GitHub docs, as above; peter-evans/create-pull-request#2062). */
const secondary = /secondary rate limit|abuse detection/i;
/**
 * How long GitHub's rate limits want a request to wait, in milliseconds; null: the response is no refusal by one of them. A
 * limit is refused with 403 or 429: the secondary one, which counts requests and content in a minute, with `retry-after` or
 * with its words alone, the hourly one with `x-ratelimit-remaining: 0` and the second of `x-ratelimit-reset` (GitHub docs,
 * "Rate limits for the REST API", read 2026-11). GraphQL also refuses with 200. Nothing was done for the request.
 */
const githubLimitMs = (answer) => {
    const { status, headers, text } = answer;
    if (status === 200 && headers.get('x-ratelimit-resource') === 'graphql')
        return graphqlLimitMs(headers, text);
    if (status !== 403 && status !== 429)
        return null;
    const named = namedMs(headers);
    if (named !== null)
        return named;
    const { message } = (jsonOf(text) ?? {});
    return status === 429 || (typeof message === 'string' && secondary.test(message)) ? unnamedMs : null;
};
const graphqlLimitMs = (headers, text) => {
    const { errors } = (jsonOf(text) ?? {});
    if (!Array.isArray(errors))
        return null;
    const limited = errors.some(({ type, message }) => type === 'RATE_LIMITED' || (typeof message === 'string' && secondary.test(message)));
    return limited ? (namedMs(headers) ?? unnamedMs) : null;
};
/** The wait that the headers of a refusal name; by GitHub's clock, since the one of the runner may be wrong. */
const namedMs = (headers) => {
    const asked = retryAfterMs(headers);
    if (asked !== null || headers.get('x-ratelimit-remaining')?.trim() !== '0')
        return asked;
    const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1_000;
    const now = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(reset) || Number.isNaN(now) ? unnamedMs : Math.max(0, reset - now);
};

;// CONCATENATED MODULE: ./build/github/fork-spec.js



/** So large may a fork's spec be, in bytes. */
const fork_spec_maxBytes = 262_144;
/**
 * Finds the one open pull request that a run was for, and reads its spec from the tree of the head. The list of pull
 * requests is compared here, since GitHub's own filter was seen to ignore and to hide them; several with the same head
 * would have different readers. Only a plain file is read: the contents API follows symbolic links. Throws
 * PLAN_FORK_UNCLEAR, SPEC_NOT_FOUND, SPEC_NOT_A_FILE and SPEC_TOO_LARGE.
 */
const readForkSpec = async (github, run, specFile) => {
    try {
        const open = await github.openPulls();
        const found = open.filter(({ headSha, headRef, headRepositoryId }) => headSha === run.headSha && headRef === run.headRef && headRepositoryId === run.headRepositoryId);
        const [pull, ...others] = found;
        if (pull === undefined)
            throw unclear('No open pull request has the head of this run: it was pushed to, closed or merged.', run);
        if (others.length > 0) {
            const numbers = { name: 'Pull requests', value: found.map(({ number }) => number).join(', ') };
            throw unclear('Several open pull requests have the head of this run.', run, [numbers]);
        }
        return { pull: pull.number, headSha: pull.headSha, bytes: await readPlain(github, pull.headSha, specFile) };
    }
    catch (thrown) {
        if (thrown instanceof GithubFailure) {
            const fix = accessAdvice('fork', thrown, github.tokenKind);
            throw unclear(thrown.message, run, answerOf(thrown), fix === null ? {} : { fix });
        }
        throw thrown;
    }
};
const readPlain = async (github, commit, specFile) => {
    const evidence = [
        { name: 'Spec path', value: specFile },
        { name: 'Commit', value: commit },
    ];
    const file = await github.file(commit, specFile);
    if (file === null)
        throw new ActionError('SPEC_NOT_FOUND', 'The pull request has no spec at this path.', { evidence });
    if (!file.plain)
        throw new ActionError('SPEC_NOT_A_FILE', 'The spec of the pull request is not a plain file.', {
            evidence,
            fix: 'Replace the symbolic link, submodule or executable by a plain file.',
        });
    if (file.size === null || file.size > fork_spec_maxBytes)
        throw fork_spec_tooLarge(evidence);
    const bytes = await github.blob(file.blob);
    if (bytes.byteLength > fork_spec_maxBytes)
        throw fork_spec_tooLarge(evidence);
    return bytes;
};
const fork_spec_tooLarge = (evidence) => new ActionError('SPEC_TOO_LARGE', 'The spec of the pull request has more than 256 KiB.', { evidence });
const unclear = (message, run, evidence = [], fix = {}) => new ActionError('PLAN_FORK_UNCLEAR', message, {
    ...fix,
    evidence: [
        { name: 'Head commit of the run', value: run.headSha },
        { name: 'Head branch of the run', value: run.headRef },
        ...evidence,
    ],
});
const answerOf = ({ status, accepts }) => [
    { name: 'GitHub answered', value: status === null ? 'nothing' : `HTTP ${status}` },
    ...(accepts === null ? [] : [{ name: 'Sufficient permission', value: accepts }]),
];

;// CONCATENATED MODULE: ./build/action/foreign-spec.js






/**
 * Reads the spec that the run before this one had, of a pull request from a fork. The job has started, so the reviewers of
 * its environment have approved: only now the pull request is looked for, and its head must still be the one of the run.
 * Throws INPUT_INVALID where it is not such a run, SPEC_… and PLAN_FORK_UNCLEAR.
 */
const readForeignSpec = async (github, event, request) => {
    if (traitsOf(request.mode).pullRequest !== 'open')
        throw input_values_invalid('fork-pull-request', 'is for mode plan only', 'Set "mode: plan".');
    if (event.forkRun === null)
        throw input_values_invalid('fork-pull-request', 'needs the event workflow_run, after a run of the event pull_request in a fork', 'Use it as in examples/workflows/fork-plan.yml.');
    const file = external_node_path_.posix.normalize(request.specPath);
    if (file.startsWith('../') || external_node_path_.posix.isAbsolute(file))
        throw new ActionError('SPEC_OUTSIDE_WORKSPACE', 'The input "spec" is a path outside the repository.');
    const { pull, headSha, bytes } = await readForkSpec(github, event.forkRun, file);
    return { spec: specTextOf(bytes, file, request.specPath), pull: { number: pull, headSha } };
};

;// CONCATENATED MODULE: ./build/github/token-kind.js
/**
 * The kind of a token by its prefix (GitHub docs, "About authentication to GitHub", read 2026-11): `ghs_` of an
 * installation, `ghp_` and `gho_` with scopes, also the forty hexadecimal digits of those from before 2021, `github_pat_`
 * with permissions. One of another form is taken for an installation's, which is what a workflow has.
 */
const tokenKindOf = (token) => {
    if (token.startsWith('github_pat_'))
        return 'fine-grained';
    return /^gh[po]_|^[0-9a-f]{40}$/.test(token) ? 'classic' : 'installation';
};

;// CONCATENATED MODULE: ./build/action/github-pages.js

/** More pages of a hundred than any thread, commit or repository of ours has: a list that links to itself must end. */
const github_pages_maxPages = 100;
/** All entries of a list. Throws GithubFailure when it does not end. */
const github_pages_listed = async (pages) => {
    const all = [];
    const read = new Set();
    for await (const { data, url } of pages) {
        if (read.has(url) || read.size === github_pages_maxPages)
            throw new GithubFailure('end its list', endless);
        read.add(url);
        all.push(...data);
    }
    return all;
};
/** Why a list is not believed to end. */
const endless = {
    status: 200,
    githubMessage: `It has more than ${github_pages_maxPages} pages, or a page that links to itself.`,
    requestId: null,
    accepts: null,
};

;// CONCATENATED MODULE: ./build/action/github-environment.js

/** What GitHub says of the repository and its deployment environments; `reading` turns refusals into GithubFailure. */
const environmentsOf = ({ rest, paginate }, repository, reading) => ({
    defaultBranch: () => reading('read the repository', async () => (await rest.repos.get({ ...repository })).data.default_branch),
    hasIssues: () => reading('read the repository', async () => (await rest.repos.get({ ...repository })).data.has_issues),
    environmentRule: (environment_name) => reading('read the environment of the job', async () => {
        const { data } = await rest.repos.getEnvironment({ ...repository, environment_name });
        const rule = data.deployment_branch_policy ?? null;
        if (rule === null)
            return { kind: 'all' };
        if (!rule.custom_branch_policies)
            return { kind: 'protected' };
        const route = rest.repos.listDeploymentBranchPolicies;
        const patterns = await github_pages_listed(paginate.iterator(route, { ...repository, per_page: 100, environment_name }));
        return { kind: 'patterns', patterns: patterns.map(({ name = '', type }) => ({ name, type: type ?? null })) };
    }),
    approvals: (run_id) => reading('read who approved the run', async () => {
        const { data } = await rest.actions.getReviewsForRun({ ...repository, run_id });
        return data.map(({ user, state, environments }) => ({
            ...{ by: user?.login ?? null, state },
            environments: environments.map(({ name = '' }) => name),
        }));
    }),
});

;// CONCATENATED MODULE: ./build/action/github-wire.js
/** An author in the port's form. */
const authorOf = (user) => user ? { login: user.login, id: user.id } : null;
/** A pull request in the port's form. */
const toPull = (pull, { owner, repo }) => ({
    number: pull.number,
    open: pull.state === 'open',
    merged: Boolean(pull.merged_at),
    headSha: pull.head.sha,
    fork: pull.head.repo?.full_name.toLowerCase() !== `${owner}/${repo}`.toLowerCase(),
    baseRef: pull.base.ref,
    baseSha: pull.base.sha,
    mergeSha: pull.merged_at ? (pull.merge_commit_sha ?? null) : null,
    mergedAt: pull.merged_at ?? null,
});
/** A check run in the port's form. */
const toCheck = ({ id, external_id, conclusion, html_url, app, output }) => ({
    id,
    app: app?.slug ?? null,
    externalId: external_id ?? '',
    conclusion,
    text: output.text ?? '',
    url: html_url,
});
/** A check run in GitHub's form. */
const toWire = ({ name, commit, externalId, conclusion, title, summary, text, detailsUrl }, at) => ({
    ...at,
    name,
    head_sha: commit,
    external_id: externalId,
    status: 'completed',
    conclusion,
    ...(detailsUrl === null ? {} : { details_url: detailsUrl }),
    output: { title, summary, text },
});
/** The names of labels. */
const labelsOf = (labels) => labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
/** An issue in the port's form. */
const toIssue = ({ number, html_url, title, body, state, state_reason, user, labels }) => ({
    number,
    url: html_url,
    title,
    body: body ?? '',
    open: state === 'open',
    declined: state_reason === 'not_planned',
    author: authorOf(user),
    labels: labelsOf(labels),
});
/** The new state of an issue in GitHub's form. */
const issuePatch = ({ title, body, labels, open }) => ({
    ...(title === null ? {} : { title }),
    body,
    labels: [...labels],
    ...(open ? { state: 'open' } : { state: 'closed', state_reason: 'completed' }),
});

;// CONCATENATED MODULE: ./build/action/github-hand-off.js



const per_page = 100;
/** What hand-offs need of GitHub, behind the port. */
const github_hand_off_handOffOf = (octokit, repository, reading) => {
    const { rest, paginate } = octokit;
    return {
        threads: (which) => reading('list the hand-off issues', async () => {
            const by = 'label' in which ? { labels: which.label } : { creator: which.creator };
            const query = { ...repository, ...by, per_page, state: 'all', sort: 'created', direction: 'asc' };
            const all = await github_pages_listed(paginate.iterator(rest.issues.listForRepo, query));
            return all.filter(({ pull_request }) => pull_request === undefined).map(toThread);
        }),
        threadComments: (number) => reading('read the comments of the hand-off issue', () => github_hand_off_readComments(octokit, repository, number)),
        singleComment: (id) => reading('read the comment', () => readSingle(rest, repository, id)),
        openThread: ({ title, body, labels }, assignees) => reading('open the hand-off issue', async () => {
            const content = { title, body, labels: [...labels], assignees: [...assignees] };
            return toThread((await rest.issues.create({ ...repository, ...content })).data);
        }),
        assign: (issue_number, assignees) => reading('assign the hand-off issue', async () => {
            await rest.issues.update({ ...repository, issue_number, assignees: [...assignees] });
        }),
        deleteComment: (comment_id) => reading('delete a comment', async () => {
            await rest.issues.deleteComment({ ...repository, comment_id });
        }),
        isPublic: () => reading('read the repository', async () => !(await rest.repos.get({ ...repository })).data.private),
        accountId: (username) => reading('read an account', async () => {
            const found = await orNullOn404(rest.users.getByUsername({ username }));
            return found?.data.id ?? null;
        }),
        canAssign: (assignee) => reading('read who can be assigned', async () => {
            const found = await orNullOn404(rest.issues.checkUserCanBeAssigned({ ...repository, assignee }));
            return found !== null;
        }),
        permission: (username) => reading('read the permission of an account', async () => {
            const found = await orNullOn404(rest.repos.getCollaboratorPermissionLevel({ ...repository, username }));
            return found?.data.permission ?? null;
        }),
    };
};
const isApp = (user) => user?.type === 'Bot';
const readSingle = async ({ issues }, repository, comment_id) => {
    const comment = await orNullOn404(issues.getComment({ ...repository, comment_id }));
    // The address of the issue ends with its number (GitHub docs, "Get an issue comment", read 2026-11).
    const [, number] = /\/issues\/(\d+)$/.exec(comment?.data.issue_url ?? '') ?? [];
    if (comment === null || number === undefined)
        return null;
    const issue = await orNullOn404(issues.get({ ...repository, issue_number: Number(number) }));
    if (issue === null)
        return null;
    const { user, body } = comment.data;
    const { pull_request, labels } = issue.data;
    return {
        ...{ id: comment_id, author: authorOf(user), byApp: isApp(user), body: body ?? '' },
        issue: { ...toThread(issue.data), pull: pull_request !== undefined, labels: labelsOf(labels) },
    };
};
const orNullOn404 = async (answer) => {
    try {
        return await answer;
    }
    catch (thrown) {
        if (thrown.status === 404)
            return null;
        throw thrown;
    }
};
const toThread = (issue) => ({
    number: issue.number,
    url: issue.html_url,
    author: authorOf(issue.user),
    byApp: isApp(issue.user),
    open: issue.state === 'open',
    body: issue.body ?? '',
    createdAt: issue.created_at,
});
/**
 * REST does not say whether a comment was edited, nor how it came: GraphQL's Comment does (GitHub docs, GraphQL objects,
 * read 2026-11).
 */
const commentsQuery = `query($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) {
      comments(first: 100, after: $after) {
        nodes {
          databaseId
          body
          createdAt
          lastEditedAt
          createdViaEmail
          viewerDidAuthor
          author { __typename login ... on User { databaseId } ... on Bot { databaseId } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;
/** More pages than any hand-off has: a list that links to itself must end. */
const github_hand_off_maxPages = 100;
const github_hand_off_readComments = async ({ graphql }, repository, number) => {
    const all = [];
    let after = null;
    for (let page = 0; page < github_hand_off_maxPages; page += 1) {
        const answer = await graphql(commentsQuery, { ...repository, number, after });
        const comments = answer.repository?.issue?.comments;
        // What people said there is not known then, which is not that they said nothing.
        if (comments === undefined)
            throw new GithubFailure('show the comments of the hand-off issue', gone);
        all.push(...comments.nodes);
        if (!comments.pageInfo.hasNextPage)
            return all.map(toComment);
        after = comments.pageInfo.endCursor;
    }
    throw new GithubFailure('end the comments of the hand-off issue', endless);
};
const gone = { ...endless, githubMessage: 'There is no such issue, though a list names it.' };
const toComment = (comment) => {
    const { databaseId: id, body, createdAt, lastEditedAt, createdViaEmail, viewerDidAuthor, author } = comment;
    return {
        id,
        author: author === null ? null : { login: author.login, id: author.databaseId ?? 0, bot: author.__typename !== 'User' },
        ours: viewerDidAuthor,
        body,
        createdAt,
        edited: lastEditedAt !== null,
        viaEmail: createdViaEmail,
    };
};

;// CONCATENATED MODULE: ./build/action/github-repository.js


const github_repository_per_page = 100;
/** The content of the repository behind the port. */
const repositoryOf = (octokit, repository, reading) => {
    const { rest, paginate } = octokit;
    return {
        file: (commit, path) => reading('read the files of a commit', () => readFile(octokit, repository, commit, path)),
        blob: (file_sha) => reading('read a file', async () => {
            const { data } = await rest.git.getBlob({ ...repository, file_sha });
            return Buffer.from(data.content, 'base64');
        }),
        tip: (branch) => reading('read the branch', async () => {
            const { data } = await rest.git.getRef({ ...repository, ref: `heads/${branch}` });
            return data.object.sha;
        }),
        lastChange: (sha, path) => reading('list the commits of the spec', async () => {
            const { data } = await rest.repos.listCommits({ ...repository, sha, path, per_page: 1 });
            return data[0]?.sha ?? null;
        }),
        openPulls: () => reading('list the open pull requests', async () => {
            // Not by `head`: it is ignored without an owner, and was seen to find nothing with one (octokit.js issue 2710).
            const all = await github_pages_listed(paginate.iterator(rest.pulls.list, { ...repository, per_page: github_repository_per_page, state: 'open' }));
            return all.map(({ number, head }) => ({
                ...{ number, headSha: head.sha, headRef: head.ref },
                // Null for a deleted fork, though GitHub's description of the API does not say so.
                headRepositoryId: head.repo?.id ?? null,
            }));
        }),
        queueRuns: (workflow_id, from, to) => reading('list the runs of the merge queue', async () => {
            const which = { ...repository, per_page: github_repository_per_page, workflow_id, event: 'merge_group', created: `${from}..${to}` };
            const all = await github_pages_listed(paginate.iterator(rest.actions.listWorkflowRuns, which)).catch(noneOfUnknown);
            return all.map(({ head_branch, head_sha }) => ({ branch: head_branch ?? '', commit: head_sha }));
        }),
    };
};
/** Walks the trees, one for each folder: only there a file has its mode (GitHub docs, "Git trees", read 2026-11). */
const readFile = async ({ rest }, repository, commit_sha, path) => {
    const { data: commit } = await rest.git.getCommit({ ...repository, commit_sha });
    const names = path.split('/');
    let tree_sha = commit.tree.sha;
    for (const [depth, name] of names.entries()) {
        const { data: tree } = await rest.git.getTree({ ...repository, tree_sha });
        const entry = tree.tree.find((one) => one.path === name);
        if (entry === undefined && tree.truncated)
            throw new GithubFailure('list a folder of so many files', github_repository_noAnswer);
        if (entry === undefined)
            return null;
        const { mode: kind, sha, size = null } = entry;
        if (depth === names.length - 1)
            return { plain: kind === '100644', blob: sha, size };
        if (kind !== '040000')
            return null;
        tree_sha = sha;
    }
    return null;
};
const github_repository_noAnswer = { status: null, githubMessage: null, requestId: null, accepts: null };
const noneOfUnknown = (thrown) => {
    if (thrown.status === 404)
        return [];
    throw thrown;
};

;// CONCATENATED MODULE: ./build/action/github.js









/** GitHub's client behind the port; every request uses the policy of `http`. */
const createGithub = async (token, { repository, apiUrl }, http) => {
    const { getOctokit: open } = await __webpack_require__.e(/* import() */ 413).then(__webpack_require__.bind(__webpack_require__, 2413));
    const clock = { now: new Date(0).toISOString() };
    const silent = () => undefined;
    const octokit = open(token.reveal(), {
        baseUrl: apiUrl,
        userAgent: 'truu-entra-directory-action',
        request: { fetch: throughPolicy(http, new URL(apiUrl).origin, clock) },
        log: { debug: silent, info: silent, warn: silent, error: silent },
    });
    let viewer;
    return {
        now: () => clock.now,
        tokenKind: tokenKindOf(token.reveal()),
        viewer: () => (viewer ??= readViewer(octokit)),
        ...commentsOf(octokit, repository),
        ...pullsOf(octokit, repository),
        ...issuesOf(octokit, repository),
        ...repositoryOf(octokit, repository, reading),
        ...environmentsOf(octokit, repository, reading),
        ...github_hand_off_handOffOf(octokit, repository, reading),
    };
};
const github_per_page = 100;
/** GitHub refuses `GET /user` for the token of a workflow; GraphQL returns its account. */
const readViewer = (octokit) => reading('read the account of the token', async () => {
    const { viewer } = await octokit.graphql('{ viewer { login databaseId } }');
    return { login: viewer.login, id: viewer.databaseId };
});
const commentsOf = ({ rest, paginate }, repository) => ({
    comments: (issue_number) => reading('list the comments', async () => {
        const all = await github_pages_listed(paginate.iterator(rest.issues.listComments, { ...repository, per_page: github_per_page, issue_number }));
        return all.map(({ id, user, body, html_url: url }) => ({ id, author: authorOf(user), body: body ?? '', url }));
    }),
    createComment: (issue_number, body) => reading('write a comment', async () => {
        const { data } = await rest.issues.createComment({ ...repository, issue_number, body });
        return data.html_url;
    }),
    updateComment: (comment_id, body) => writing('change a comment', () => rest.issues.updateComment({ ...repository, comment_id, body })),
});
const pullsOf = ({ rest, paginate }, repository) => ({
    pull: (pull_number) => reading('read the pull request', async () => toPull((await rest.pulls.get({ ...repository, pull_number })).data, repository)),
    pullsOf: (commit_sha) => reading('find the pull request of the commit', async () => {
        const route = rest.repos.listPullRequestsAssociatedWithCommit;
        const all = await github_pages_listed(paginate.iterator(route, { ...repository, per_page: github_per_page, commit_sha })).catch(noneOfUnknownCommit);
        return all.map((pull) => toPull(pull, repository));
    }),
    checks: (ref, check_name) => reading('list the check runs', async () => {
        const which = { ref, check_name, filter: 'all' };
        const all = await github_pages_listed(paginate.iterator(rest.checks.listForRef, { ...repository, per_page: github_per_page, ...which }));
        return all.map(toCheck);
    }),
    createCheck: (check) => writing('record the plan as a check run', () => rest.checks.create(toWire(check, repository))),
});
const issuesOf = ({ rest, paginate }, repository) => ({
    issues: (labels) => reading('list the issues', async () => {
        const all = await github_pages_listed(paginate.iterator(rest.issues.listForRepo, { ...repository, per_page: github_per_page, labels, state: 'all' }));
        return all.filter(({ pull_request }) => pull_request === undefined).map(toIssue);
    }),
    createIssue: ({ title, body, labels }) => reading('open an issue', async () => {
        const { data } = await rest.issues.create({ ...repository, title, body, labels: [...labels] });
        return data.html_url;
    }),
    updateIssue: (issue_number, content) => writing('change an issue', () => rest.issues.update({ ...repository, issue_number, ...issuePatch(content) })),
});
/** GitHub redirected a request, which is not followed. */
class GithubRedirect extends Error {
    status;
    constructor(status) {
        super('GitHub redirected the request.');
        this.status = status;
    }
}
/** A `fetch` for GitHub's client. Repeatable: reads, the query of the viewer, and changes that set a value. */
const throughPolicy = (http, origin, clock) => async (url, init) => {
    const { method = 'GET', headers = {}, body } = init;
    // GitHub provides the URL of the next page; the token goes to no other host.
    if (new URL(url).origin !== origin)
        throw new HttpFailure('network', 0, null, { host: new URL(url).host, proxy: null });
    const repeat = method === 'POST' && !url.endsWith('/graphql') ? 'if-throttled' : 'safe';
    const answer = await http({ method, url, headers, repeat, ...(body === undefined ? {} : { body }) });
    // GitHub's client takes it for done; a repository that was renamed or transferred answers so.
    if (answer.status >= 300 && answer.status < 400 && answer.status !== 304)
        throw new GithubRedirect(answer.status);
    const date = Date.parse(answer.headers.get('date') ?? '');
    if (!Number.isNaN(date))
        clock.now = new Date(date).toISOString();
    const empty = [204, 205, 304].includes(answer.status);
    const response = new Response(empty ? null : answer.text, { status: answer.status, headers: answer.headers });
    // A constructed response has no URL, and the client's paging reads one (@octokit/plugin-paginate-rest 14, read
    // 2026-11).
    return Object.defineProperty(response, 'url', { value: url });
};
const reading = async (operation, read) => {
    try {
        return await read();
    }
    catch (thrown) {
        if (isGraphqlRefusal(thrown))
            throw graphqlFailure(operation, thrown);
        throw isRefusal(thrown) ? failureOf(operation, thrown) : thrown;
    }
};
const writing = async (operation, write) => {
    await reading(operation, write);
};
const isRefusal = (thrown) => thrown instanceof Error && thrown.name === 'HttpError';
/** GraphQL rejects with 200 and a list of errors. */
const isGraphqlRefusal = (thrown) => thrown instanceof Error && thrown.name === 'GraphqlResponseError';
const graphqlFailure = (operation, { headers, errors }) => {
    const refused = { status: 200, githubMessage: 'The query was refused.', requestId: null, accepts: null };
    const text = JSON.stringify({ errors });
    const limited = githubLimitMs({ status: refused.status, headers: headersOf(headers), text }) !== null;
    return new GithubFailure(operation, { ...refused, limited });
};
/** The safe parts of an error of GitHub's client, which also contains the request with its token. */
const failureOf = (operation, { status, response, cause }) => {
    const unanswered = { githubMessage: null, requestId: null, accepts: null };
    if (cause instanceof GithubRedirect)
        return new GithubFailure(operation, { ...unanswered, status: cause.status });
    if (cause instanceof HttpFailure || response === undefined)
        return new GithubFailure(operation, { ...unanswered, status: null });
    const message = response.data?.message;
    const { headers } = response;
    const header = (name) => (typeof headers[name] === 'string' ? headers[name] : null);
    return new GithubFailure(operation, {
        status,
        githubMessage: typeof message === 'string' ? message : null,
        requestId: header('x-github-request-id'),
        accepts: header('x-accepted-github-permissions'),
        limited: githubLimitMs({ status, headers: headersOf(headers), text: JSON.stringify(response.data) }) !== null,
    });
};
const headersOf = (headers) => new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)]));
/** GitHub returns 422 for an unknown commit (GitHub docs, read 2026-11). */
const noneOfUnknownCommit = (thrown) => {
    if (thrown.status === 422)
        return [];
    throw thrown;
};

;// CONCATENATED MODULE: ./build/action/github-context.js












/** Publishing a plan must not delay a run for long when GitHub is down. */
const attempts = 3;
/** GitHub's index of pull requests is late by seconds: a quarter of a request's timeout, 5 s by default. */
const lateIndexInTimeouts = 0.25;
/** GitHub for this run; null without a token, or outside of a repository. Throws as `readForeignSpec` and `typedIn`. */
const openGithub = async (event, inputs, request, { env, ending: { cancel }, fetch, maskSecret, budget }) => {
    const { repository, apiUrl } = event;
    if (inputs.token === null || repository === null)
        return null;
    const { requestTimeoutMs: timeoutMs } = request;
    const policy = { fetch, clock: support_clock/* processClock */.uK, timeoutMs, cancel, attempts, budget };
    const http = createHttp(policy);
    const ofGithub = createHttp({ ...policy, throttled: githubLimitMs });
    const github = await createGithub(inputs.token, { repository, apiUrl }, ofGithub);
    const foreign = inputs.forkPullRequest ? await readForeignSpec(github, event, request) : null;
    const { planWorkflow, actionRepository } = request;
    const idToken = createIdToken(http, env, maskSecret);
    const forkPull = foreign?.pull ?? null;
    const context = { github, event, inputs, actionRepository, planWorkflow, idToken, forkPull };
    const { repositoryId } = event;
    const consumer = `github:${repositoryId ?? `${repository.owner}/${repository.repo}`}`;
    const run = event.runUrl ?? 'not in GitHub Actions';
    const handOffs = { desk: createHandOffDesk(github), consumer, typed: typedIn(request, event), run };
    return { context, handOffs, review: reviewBy(context, http, request, cancel), foreignSpec: foreign?.spec ?? null };
};
const reviewBy = ({ github, event, idToken, planWorkflow }, http, { requestTimeoutMs }, cancel) => {
    const { sha, branch, name, attempt } = event;
    const retry = { clock: support_clock/* processClock */.uK, cancel, lengthMs: requestTimeoutMs * lateIndexInTimeouts };
    return {
        requireCurrent: (spec) => requireCurrentSpec(github, spec, { event: name, attempt, branch }),
        reviewedPlan: (specFile) => sha === null
            ? unreviewed.reviewedPlan(specFile)
            : findReviewedPlan({ github, http, idToken, retry }, { commit: sha, branch, specFile, planWorkflow }),
    };
};
/** The review where there is no commit, or nobody to ask for one. */
const unreviewed = {
    requireCurrent: () => Promise.resolve(),
    reviewedPlan: () => Promise.reject(new ActionError('PLAN_NOT_REVIEWED', 'This run has no commit that belongs to a pull request.')),
};
/** Reads the deployment environment of the job; without access to GitHub's API its rule stays unknown. */
const environmentReader = (context) => (claims) => readEnvironmentState(context?.github ?? null, claims);

;// CONCATENATED MODULE: ./build/action/workflow-expressions.js


/** Far more than a workflow has; what is longer is not read. */
const workflow_expressions_maxWorkflowBytes = 262_144;
/** An expression that is longer says nothing in a message. */
const maxExpression = 200;
/** Reads the running workflow from the checkout. Null where the file does not lie there or cannot be read. Never throws. */
const readWorkflowExpressions = async (workspace, workflow, job) => {
    const found = workflow === null ? null : await readWorkspaceFile(workspace, workflow, workflow_expressions_maxWorkflowBytes);
    return found === null || found.text === null ? null : expressionsIn(found.text, found.file, job);
};
/** What a workflow feeds to the inputs of the steps of one job, or of all jobs where it has no such job. Pure. */
const expressionsIn = (text, file, job) => {
    const jobs = mappingOf(parseWorkflow(text)?.['jobs']);
    if (jobs === null)
        return null;
    const own = Object.hasOwn(jobs, job) ? mappingOf(jobs[job]) : null;
    const steps = (own === null ? Object.values(jobs) : [own]).flatMap((one) => listOf(mappingOf(one)?.['steps']));
    const fed = new Map();
    for (const step of steps)
        for (const [input, value] of Object.entries(mappingOf(mappingOf(step)?.['with']) ?? {}))
            if (typeof value === 'string' && value.trim() !== '' && value.length <= maxExpression)
                fed.set(input, (fed.get(input) ?? new Set()).add(value.trim()));
    const agreed = [...fed].flatMap(([input, [first, ...others]]) => first === undefined || others.length > 0 ? [] : [[input, first]]);
    return { file, byInput: new Map(agreed), hasEnvironment: own === null ? null : 'environment' in own };
};

;// CONCATENATED MODULE: ./build/github/issue.js



/**
 * Maintains the one issue of a spec: found by its label, its marker and its author. Throws GithubFailure, and IssuesOff
 * where the repository has no issues.
 */
const publishDriftIssue = async (github, report, context) => {
    try {
        return await maintainIssue(github, report, context);
    }
    catch (thrown) {
        if (thrown instanceof GithubFailure && (await issuesAreOff(github, thrown)))
            throw new IssuesOff();
        throw thrown;
    }
};
const maintainIssue = async (github, report, context) => {
    const there = await issue_findOurs(github, report.specFile);
    const seen = there === null ? null : readDriftMemory(there.body, report.specFile);
    const issue = renderDriftIssue(report, { ...context, before: there?.open ? seen : null });
    if (issue.kind === 'leave')
        return { what: 'silent', url: null, changed: null };
    if (issue.kind === 'close') {
        // A closed issue says that all was well at the end of the run before, unless a person closed it in spite of the drift.
        if (!there?.open)
            return { what: 'silent', url: null, changed: seen === null || there?.declined ? null : false };
        await issue_close(github, there, issue.comment);
        return { what: 'closed', url: there.url, changed: seen === null ? null : true };
    }
    if (there === null)
        return { what: 'opened', url: await github.createIssue(issue), changed: null };
    const same = seen?.hash === issue.memory.hash;
    // Nothing new: no edit, and an issue that was closed as not planned is not reopened.
    if (same && (there.declined || (there.open && there.title === issue.title)))
        return { what: 'silent', url: there.url, changed: false };
    const labels = [...there.labels.filter((label) => !driftLabels.includes(label)), ...issue.labels];
    await github.updateIssue(there.number, { title: issue.title, body: issue.body, labels, open: true });
    const changed = seen === null ? null : !same || !there.open;
    return { what: there.open ? 'changed' : 'reopened', url: there.url, changed };
};
/** Closed first: if the comment fails, there is no second notification. */
const issue_close = async (github, { number, title, body, labels }, comment) => {
    await github.updateIssue(number, { title, body, labels, open: false });
    await github.createComment(number, comment);
};
const issue_findOurs = async (github, specFile) => {
    const [label = ''] = driftLabels;
    const [viewer, issues] = await Promise.all([github.viewer(), github.issues(label)]);
    const marker = driftMarker(specFile);
    const ours = issues.filter(({ author, body }) => body.startsWith(marker) && isViewer(author, viewer));
    return ours.find(({ open }) => open) ?? ours[0] ?? null;
};

;// CONCATENATED MODULE: ./build/github/plan-check.js




/**
 * Records the plan as a check run that GitHub signed: the audience of its OIDC token is the hash of what was planned, and
 * where. So apply can tell it from a check run of any other workflow. A run without a plan is recorded too: the last
 * record counts. Throws GithubFailure and AUTH_….
 */
const recordPlan = async ({ github, idToken }, report, target, place) => {
    const { plan, red, specFile } = report;
    const fingerprint = plan === null || red ? noFingerprint : plan.fingerprint;
    const signed = await sign(github, idToken, target, [[specFile, fingerprint]]);
    await github.createCheck({
        name: surfaces['check-name'].render(report),
        commit: target.head,
        externalId: recordId(specFile, fingerprint),
        conclusion: red ? 'failure' : 'success',
        title: surfaces['check-title'].render(report),
        summary: surfaces['check-summary'].render(report, { ...nowhere, ...place }),
        text: surfaces['check-text'].render(report, { ...nowhere, signed }),
        detailsUrl: place.runUrl,
    });
};
const sign = async (github, idToken, { pull, head, workflow: { path, commit } }, plans) => {
    const workflow = await github.file(commit, path);
    if (workflow === null)
        throw new GithubFailure(`find the workflow ${path}`, plan_check_noAnswer);
    return { token: await idToken(planAudience({ pull, head, workflow: workflow.blob, plans })), plans };
};
const plan_check_noAnswer = { status: null, githubMessage: null, requestId: null, accepts: null };

;// CONCATENATED MODULE: ./build/github/publish-warning.js



const publish_warning_titles = {
    comment: 'The comment on the pull request was not written',
    check: 'The plan was not recorded as a check run',
    issue: 'The drift issue was not written',
};
const issuesOff = 'Issues are switched off in this repository. Switch them on in its settings (Settings, General, Features), or set "drift-issue: false".';
/** The warning for a failure of a surface. It does not change the result of the run. */
const publishWarning = (surface, thrown, kind) => {
    const title = publish_warning_titles[surface];
    const warning = (message) => ({ title, message, severity: 'warning' });
    if (thrown instanceof ActionError)
        return warning(`${thrown.code}: ${thrown.message} ${thrown.fix}`);
    if (thrown instanceof IssuesOff)
        return warning(issuesOff);
    if (!(thrown instanceof GithubFailure))
        return warning('The action failed with an unexpected error; report it with the log.');
    const { status, githubMessage, message } = thrown;
    const answered = status === null
        ? 'There was no response.'
        : `Status ${status}${githubMessage === null ? '' : `: ${githubMessage}`}.`;
    const fix = accessAdvice(surface, thrown, kind) ?? 'The next run tries again.';
    const severity = surface === 'check' && isForbidden(thrown) ? 'notice' : 'warning';
    return { title, message: `${message} ${answered} ${fix}`, severity };
};

;// CONCATENATED MODULE: ./build/action/publish-github.js





/** Shows a report where its mode is published on GitHub. Never throws. */
const publishToGithub = async (report, context) => {
    const done = [];
    const warnings = [];
    let links = { commentUrl: null, issueUrl: null, changedSinceLastRun: null };
    let pull = null;
    if (report.result === 'cancelled')
        return { done, warnings, links, pull };
    // One after the other: GitHub advises against concurrent writes (GitHub docs, "Best practices", read 2026-11).
    for (const surface of traitsOf(report.mode).publishes) {
        try {
            const { line, pull: shownOn, ...more } = await publishers[surface](report, context);
            if (line !== null)
                done.push(line);
            links = { ...links, ...more };
            pull = shownOn ?? pull;
        }
        catch (thrown) {
            warnings.push(publishWarning(surface, thrown, context.github.tokenKind));
        }
    }
    return { done, warnings, links, pull };
};
const publish_github_placeOf = ({ event: { repositoryUrl, runUrl, sha }, actionRepository }, commit = sha) => ({ repositoryUrl, runUrl, commit, actionRepository });
const publish_github_nothing = { line: null };
const comment = async (report, context) => {
    const { github, inputs } = context;
    if (inputs.comment === 'never')
        return publish_github_nothing;
    const target = await targets[traitsOf(report.mode).pullRequest](context);
    if (target === null)
        return publish_github_nothing;
    const { pull, commit } = target;
    const { what, url } = await publishComment(github, report, publish_github_placeOf(context, commit), target, inputs.comment);
    return { line: what === 'silent' ? null : `Comment on pull request ${pull}: ${what}.`, pull, commentUrl: url };
};
const planTarget = ({ event, forkPull }) => {
    const pull = event.pull ?? forkPull;
    return pull === null ? null : { pull: pull.number, commit: pull.headSha, after: 'push' };
};
/** Only after a push: a manual apply runs at the head of a branch, independent of the last merge. */
const mergedTarget = async ({ github, event: { name, sha, branch } }) => {
    if (name !== 'push' || sha === null || branch === null)
        return null;
    const merged = (await github.pullsOf(sha)).filter((pull) => pull.merged && pull.baseRef === branch);
    const [pull, ...others] = merged;
    return pull === undefined || others.length > 0 ? null : { pull: pull.number, commit: sha, after: 'merge' };
};
const targets = {
    none: () => Promise.resolve(null),
    open: (context) => Promise.resolve(planTarget(context)),
    merged: mergedTarget,
};
/** A fork's plan is shown, but not recorded. */
const publish_github_record = async (report, context) => {
    const { event, planWorkflow } = context;
    const { name, pull, queuedPull, sha, workflow } = event;
    if (sha === null || pull?.fork === true)
        return publish_github_nothing;
    const [number, head] = pull === null ? [queuedPull, sha] : [pull.number, pull.headSha];
    if (number === null)
        return name === 'merge_group'
            ? { line: 'Plan not recorded: the branch of the merge group does not name a pull request.' }
            : publish_github_nothing;
    if (workflow !== null && workflow !== planWorkflow)
        return {
            line: `Plan not recorded: this workflow is ${workflow}, and the input "plan-workflow" is ${planWorkflow}.`,
        };
    const target = { pull: number, head, workflow: { path: planWorkflow, commit: sha } };
    await recordPlan(context, report, target, publish_github_placeOf(context, head));
    return { line: `Plan recorded on commit ${head}.` };
};
const issue = async (report, context) => {
    const { github, inputs } = context;
    if (!inputs.driftIssue)
        return publish_github_nothing;
    await github.viewer();
    const { what, url, changed } = await publishDriftIssue(github, report, { ...publish_github_placeOf(context), now: github.now() });
    return { line: what === 'silent' ? null : `Drift issue: ${what}.`, issueUrl: url, changedSinceLastRun: changed };
};
/** Writes each surface. */
const publishers = {
    ...{ comment, check: publish_github_record, issue },
};

;// CONCATENATED MODULE: ./build/action/without-token.js

/**
 * What a run without `github-token` does not show and does not check, in one line; null: it lacks nothing. The drift issue
 * is not among it, since its input needs the token. Pure.
 */
const withoutToken = (mode, event, inputs) => {
    if (inputs.token !== null || event.repository === null)
        return null;
    const { publishes, pullRequest, writes, needsReview } = traitsOf(mode);
    const { pull, queuedPull, name, attempt } = event;
    const hasThread = { none: false, open: pull !== null, merged: name === 'push' }[pullRequest];
    const isRecorded = pull === null ? queuedPull !== null : !pull.fork;
    const shown = {
        comment: hasThread && inputs.comment !== 'never' ? ['the comment on the pull request'] : [],
        check: isRecorded ? ['the check run that records the plan'] : [],
        issue: [],
    };
    const notShown = publishes.flatMap((surface) => shown[surface]);
    const notChecked = [
        ...(needsReview && !(name === 'push' && attempt === 1) ? ['whether the spec is still the one of its branch'] : []),
        ...(writes ? ['which branches may use the environment of this job'] : []),
    ];
    if (notShown.length + notChecked.length === 0)
        return null;
    const parts = [
        ...(notShown.length === 0 ? [] : [`Not shown: ${notShown.join(', ')}.`]),
        ...(notChecked.length === 0 ? [] : [`Not checked: ${notChecked.join(', ')}.`]),
    ];
    return `The input "github-token" is not set. ${parts.join(' ')} Set "github-token: \${{ github.token }}".`;
};

;// CONCATENATED MODULE: ./build/action/main.js
























/**
 * Runs the action in GitHub Actions, or in a terminal with the same variables. Returns the exit code. Never throws.
 *
 * @param script Path of the script that Node runs.
 */
const main = async (env, ending, script) => {
    const startedAt = (0,support_clock/* timeOfDay */.rb)();
    const read = (name) => core/* getInput */.V4(name);
    const maskedValues = new Set();
    const { report, github, lacking } = await runAction({
        env,
        ending,
        read,
        maskSecret: createMaskSecret(env, maskedValues),
    });
    // A remote can quote a request in its message, and a report goes where no runner masks: artifacts, comments.
    const clean = redact(report, maskedValues);
    // First, because a signal during the calls to GitHub cancels the run, and every file must say so.
    const published = github === null ? null : await publishToGithub(clean, github);
    const run = await recordOf(clean, { env, startedAt, script, github, published });
    const whole = { ...clean, run: redact(run, maskedValues), published: published?.links ?? null };
    const red = await publish(ending.cancel.aborted ? cancelledAtLast(whole) : whole, env);
    const onGithub = published ?? (lacking === null ? null : { done: [lacking], warnings: [] });
    if (onGithub !== null)
        printPublished(onGithub, env);
    return red ? 1 : 0;
};
const runAction = async (around) => {
    const { env, ending, read, maskSecret } = around;
    try {
        const { mode } = peekInputs(read);
        // Without a login a run needs to know nothing of where it runs, and loads nothing for it.
        const event = mode === null || !logsIn(mode) ? null : await readEvent();
        const skipped = event === null ? null : skippedOn(mode, event, env, read);
        const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
        const actionRepository = actionRepositoryOf(env);
        const incomplete = event !== null && missingInputs(read).length > 0;
        const job = env['GITHUB_JOB'] ?? '';
        const workflow = incomplete ? await readWorkflowExpressions(workspace, event.workflow, job) : null;
        const offline = skipped !== null;
        const names = inputsSet(env);
        const request = readInputs(read, { names, workspace, actionRepository, maskSecret, offline, workflow });
        const inputs = readGithubInputs(read, maskSecret);
        const { requestTimeoutMs: timeoutMs } = request;
        const host = { env, ending, maskSecret, timeoutMs, budget: openRetryBudget(timeoutMs) };
        if (event === null || request.access === null) {
            const nobody = {
                review: unreviewed,
                foreignSpec: null,
                handOffs: null,
                environmentState: environmentReader(null),
            };
            const report = await run(request, createHost({ ...host, ...nobody, fetch: noFetch }));
            return { report: { ...report, skipped }, github: null, lacking: null };
        }
        refuseEvent(event);
        const fetch = openFetch(env, maskSecret, timeoutMs);
        const opened = await openGithub(event, inputs, request, { ...host, fetch });
        const { review = unreviewed, foreignSpec = null, handOffs = null, context = null } = opened ?? {};
        const isComment = event.name === 'issue_comment';
        const stopped = isComment ? await stoppedAtCommentGate(request, handOffs?.desk ?? null, event.newComment) : null;
        if (stopped !== null)
            return { report: stopped, github: null, lacking: null };
        const ofGithub = { review, foreignSpec, handOffs, environmentState: environmentReader(context) };
        const lacking = withoutToken(request.mode, event, inputs);
        return { report: await run(request, createHost({ ...host, ...ofGithub, fetch })), github: context, lacking };
    }
    catch (thrown) {
        const { mode, specPath } = peekInputs(read);
        const report = buildReport({ ...noResults(mode, specPath), failures: [asActionError(thrown)] });
        return { report, github: null, lacking: null };
    }
};
/** The transport of a run that logs in. Throws NETWORK_PROXY_INVALID. */
const openFetch = (env, maskSecret, timeoutMs) => {
    const policy = readProxyPolicy(env);
    for (const secret of policy.secrets)
        maskSecret(secret);
    for (const notice of policy.notices)
        core/* info */.pq(notice);
    return createFetch(policy, timeoutMs);
};
/** A mode without a login sends nothing. */
const noFetch = () => Promise.reject(new ActionError('INTERNAL', 'A mode without a login sent a request.'));
/** The runner sets `INPUT_` and the upper-case name with its hyphens, also for names that action.yml does not have. */
const inputsSet = (env) => Object.keys(env)
    .filter((name) => name.startsWith('INPUT_') && env[name] !== '')
    .map((name) => name.slice('INPUT_'.length).toLowerCase());


/***/ })

};
