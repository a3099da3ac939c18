export const id = 852;
export const ids = [852];
export const modules = {

/***/ 2852:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// UNUSED EXPORTS: inputNames

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 13 modules
var core = __webpack_require__(1889);
;// CONCATENATED MODULE: ./build/catalog/error-entry.js
/** One row of the catalogue. */
const entry = (title, category, fix) => ({
    title,
    category,
    fix,
});

;// CONCATENATED MODULE: ./build/catalog/errors-before-login.js

/** Failures of what the user wrote, the spec and the inputs, and of the login. */
const errorsBeforeLogin = {
    SPEC_NOT_FOUND: entry('The spec file does not exist', 'user-action', 'Check the input "spec", and that the job runs actions/checkout before this step.'),
    SPEC_OUTSIDE_WORKSPACE: entry('The spec lies outside the workspace', 'user-action', 'Keep the spec inside the repository; links that lead out of it are not followed.'),
    SPEC_NOT_A_FILE: entry('The spec path is not a file', 'user-action', 'Point the input "spec" at one YAML file.'),
    SPEC_NOT_YAML: entry('The spec is not YAML', 'user-action', 'Correct the line that is named.'),
    SPEC_EMPTY: entry('The spec is empty', 'user-action', 'Start from examples/specs/minimal.yml.'),
    SPEC_MULTIPLE_DOCUMENTS: entry('The spec holds more than one document', 'user-action', 'Keep one document per file, and run the action once per file.'),
    SPEC_TOO_LARGE: entry('The spec is too large', 'user-action', 'Keep the spec below the size that is named.'),
    SPEC_UNKNOWN_KEY: entry('The spec has a key that does not exist', 'user-action', 'Use the nearest right key, or remove it.'),
    SPEC_MISSING_KEY: entry('The spec lacks a required key', 'user-action', 'Add the key that is named.'),
    SPEC_WRONG_TYPE: entry('A value in the spec has the wrong type', 'user-action', 'Write the value in the type that is named.'),
    SPEC_INVALID_VALUE: entry('A value in the spec is not allowed', 'user-action', 'Use one of the values that are named.'),
    SPEC_INVALID_GUID: entry('An id in the spec is not a GUID', 'user-action', 'Copy the id from the Entra admin center.'),
    SPEC_INVALID_DURATION: entry('A duration in the spec is not ISO 8601', 'user-action', 'Write it like P12M, P30D or PT5M.'),
    SPEC_DURATION_ORDER: entry('Durations in the spec contradict each other', 'user-action', 'Keep overlap shorter than renewBefore, and renewBefore shorter than lifetime.'),
    SPEC_LIFETIME_TOO_LONG: entry('The secret would live too long', 'user-action', 'Choose a lifetime of at most two years; twelve months is what TruU advises.'),
    SPEC_DUPLICATE_PERMISSION: entry('A permission is listed twice', 'user-action', 'Remove one of the two lines.'),
    SPEC_UNKNOWN_PERMISSION: entry('A permission does not exist', 'user-action', 'Use the name that is proposed.'),
    SPEC_PERMISSION_TYPE: entry('A permission has another type', 'user-action', 'Move it to the list of its type.'),
    SPEC_TENANT_MISMATCH: entry('The spec names another tenant than the workflow', 'user-action', 'Make entra.tenant and the input "tenant-id" agree; the workflow decides which tenant may be touched.'),
    INPUT_UNKNOWN: entry('An input does not exist', 'user-action', 'Remove it from the "with:" block, or use the nearest right name.'),
    INPUT_INVALID: entry('An input has a value that is not allowed', 'user-action', 'Use one of the values that are named.'),
    INPUT_MISSING: entry('A required input is missing', 'user-action', 'Add it to the "with:" block of the step.'),
    INPUT_NOT_HTTPS: entry('An endpoint is not https', 'user-action', 'Use an https URL: a secret travels to it.'),
    AUTH_ID_TOKEN_UNAVAILABLE: entry('GitHub issues no identity token to this job', 'user-action', 'Add "permissions: id-token: write" to the job. A pull request from a fork never gets one: run mode "check" there.'),
    AUTH_ID_TOKEN_FAILED: entry('GitHub did not issue an identity token', 'service', 'Run the job again; see githubstatus.com when it stays so.'),
    AUTH_PULL_REQUEST_TARGET: entry('No login on pull_request_target', 'user-action', 'Use the event "pull_request" for mode plan, or mode "check" without a login.'),
    AUTH_SUBJECT_MISMATCH: entry('Entra has no federated credential for this subject', 'user-action', 'Add a federated credential with exactly the subject that is shown to the deployer app.'),
    AUTH_AUDIENCE_MISMATCH: entry('Entra has no federated credential for this audience', 'user-action', 'Set the audience of the federated credential to the one that is shown.'),
    AUTH_ISSUER_MISMATCH: entry('Entra has no federated credential for this issuer', 'user-action', 'Set the issuer of the federated credential to the one that is shown, without a trailing slash.'),
    AUTH_ASSERTION_REFUSED: entry('Entra refused the identity token itself', 'service', 'Check the clock of a self-hosted runner and the issuer of the token.'),
    AUTH_TENANT_NOT_FOUND: entry('The tenant does not exist in this cloud', 'user-action', 'Check entra.tenant and entra.cloud.'),
    AUTH_WRONG_CLOUD: entry('The tenant lives in another cloud', 'user-action', 'Set entra.cloud to the cloud of the tenant: public, usgov, usgov-dod or china.'),
    AUTH_CLIENT_NOT_FOUND: entry('The deployer app is not in this tenant', 'user-action', 'Check the input "client-id"; the app needs a service principal in the tenant.'),
    AUTH_BLOCKED: entry('A policy blocks the login', 'user-action', 'Exempt the deployer from the Conditional Access policy for workload identities, or run on a runner whose address is allowed.'),
    AUTH_FAILED: entry('The login to Entra failed', 'service', 'See the code of Entra that is shown; run again when it says that the service was unavailable.'),
};

;// CONCATENATED MODULE: ./build/catalog/errors-of-remotes.js

/** Failures of Microsoft Graph and of TruU. */
const errorsOfRemotes = {
    ENTRA_UNAUTHORIZED: entry('Microsoft Graph refused the token', 'service', 'Run again; if it stays so, check that the deployer app is enabled.'),
    ENTRA_FORBIDDEN: entry('The deployer lacks a permission', 'user-action', 'Grant the permission that is named to the deployer app, with admin consent.'),
    ENTRA_NOT_OWNER: entry('The deployer does not own the registration', 'user-action', 'Add the service principal of the deployer as an owner of the app registration and of its enterprise application.'),
    ENTRA_CONSENT_REQUIRED: entry('The permissions still need admin consent', 'user-action', 'Let a Privileged Role Administrator or a Global Administrator open the URL that is shown, then run again.'),
    ENTRA_APPLICATION_NOT_FOUND: entry('The registration to adopt does not exist', 'user-action', 'Check entra.application.appId; it is the Application (client) ID, not the object id.'),
    ENTRA_UNIQUE_NAME_TAKEN: entry('The unique name is held by another object', 'user-action', 'Restore or permanently delete the deleted registration in the Entra admin center, or choose another entra.application.uniqueName.'),
    ENTRA_UNIQUE_NAME_FIXED: entry('The registration has another unique name', 'user-action', 'Write the unique name that the registration has; Graph does not let anyone change it.'),
    ENTRA_PERMISSION_MISSING: entry('This tenant does not offer the permission', 'user-action', 'Remove the permission from the spec, or ask Microsoft why the tenant lacks it.'),
    ENTRA_SECRET_FORBIDDEN: entry('A policy forbids client secrets', 'user-action', 'Exempt the app, or the deployer as the caller, from the app management policy.'),
    ENTRA_SECRET_LIFETIME: entry('A policy caps the life of client secrets', 'user-action', 'Set entra.secret.lifetime to at most what the policy allows.'),
    ENTRA_SECRET_TEST_FAILED: entry('The new secret did not log in', 'service', 'Run again: nothing was handed to TruU.'),
    ENTRA_SECRET_UNCERTAIN: entry('It is unknown whether a secret was made', 'service', 'Run again: the next run removes what this one could not.'),
    ENTRA_DISABLED: entry('Sign-in is disabled for the registration', 'user-action', 'Find out who disabled it and why; then enable it in Enterprise applications.'),
    ENTRA_THROTTLED: entry('Microsoft Graph asks for patience', 'service', 'Run again later; the state is as described.'),
    ENTRA_UNAVAILABLE: entry('Microsoft Graph could not be reached', 'service', 'Run again; check the proxy of a self-hosted runner when it stays so.'),
    ENTRA_UNEXPECTED: entry('Microsoft Graph answered something unexpected', 'service', 'Run again; report it with the request id when it stays so.'),
    ENTRA_REFUSED: entry('Microsoft Graph refused a request', 'user-action', 'See the words of Graph that are shown.'),
    ENTRA_NOT_SETTLED: entry('Entra did not show its own write in time', 'service', 'Run again in some minutes: replication takes that long at times.'),
    TRUU_UNAUTHORIZED: entry('TruU refused the API credentials', 'user-action', 'Check truu-client-id, truu-client-secret and truu-token-url.'),
    TRUU_FORBIDDEN: entry('The TruU API client lacks a right', 'user-action', 'Let a TruU administrator grant the OAuth client the right to manage directories.'),
    TRUU_NOT_FOUND: entry('TruU does not know the address', 'user-action', 'Check truu-url: it is the base under which /api/v1/directories lies.'),
    TRUU_CONFLICT: entry('TruU reports a conflict', 'user-action', 'See the words of TruU that are shown; another directory may have the same name.'),
    TRUU_REFUSED: entry('TruU refused a request', 'user-action', 'See the words of TruU that are shown.'),
    TRUU_UNAVAILABLE: entry('TruU could not be reached', 'service', 'Run again; check truu-url and the proxy of a self-hosted runner when it stays so.'),
    TRUU_CONTRACT: entry('TruU broke the contract', 'service', 'Check that truu-url speaks contract/truu-directory.openapi.yaml. No secret is made or removed on such an answer.'),
    TRUU_DIRECTORY_AMBIGUOUS: entry('It is not certain which TruU directory is meant', 'user-action', 'Remove or rename the directory that is not meant in the TruU Admin Console.'),
    TRUU_CLUSTER_NOT_FOUND: entry('The TruU cluster does not exist', 'user-action', 'Use one of the names that are shown for truu.cluster.'),
    TRUU_SECRET_UNCERTAIN: entry('It is unknown whether TruU took the new secret', 'service', 'Run again: the next run asks TruU which secret it holds.'),
};

;// CONCATENATED MODULE: ./build/catalog/errors.js



/** The closed set of codes with which a run can fail. Each has a section in docs/errors.md. */
const errorCatalog = {
    ...errorsBeforeLogin,
    ...errorsOfRemotes,
    PLAN_CEILING: entry('A permission lies beyond the ceiling', 'user-action', 'Raise the input "allowed-permissions" in the workflow, if that power is really meant; a spec cannot.'),
    PLAN_TIER_ZERO: entry('A permission is refused always', 'user-action', 'Remove it from the spec: it gives away the tenant.'),
    PLAN_SELF_MANAGEMENT: entry('The action may not manage its own login', 'user-action', 'Use a separate app registration as the deployer.'),
    PLAN_CHANGED: entry('The plan is not the one that was expected', 'user-action', 'Review the new plan, then run apply with its fingerprint.'),
    PLAN_NOT_REVIEWED: entry('No reviewed plan of this commit was found', 'user-action', 'Merge by a pull request whose last plan succeeded, or run apply by hand with the input "expect-plan".'),
    PLAN_REVIEW_UNREADABLE: entry('GitHub did not show the reviewed plan', 'user-action', 'Give the job "pull-requests: read" and "checks: read"; when it has them, run again.'),
    PLAN_DRIFT: entry('What is there differs from the spec', 'user-action', 'Review the changes below and run apply, or change the spec.'),
    PLAN_WRITE_REFUSED: entry('A read-only mode tried to write', 'bug', 'Report it: the request did not leave the process.'),
    APPLY_OVERTAKEN: entry('Another run was faster', 'user-action', 'Look at the other run; give both workflows the same concurrency group.'),
    APPLY_NOT_CONVERGED: entry('Something wanted is still not so', 'service', 'Run again; the changes that are left are listed.'),
    APPLY_CANCELLED: entry('The run was cancelled', 'user-action', 'Run again: what remains is named, and is healed by the next run.'),
    HEALTH_NOT_HEALTHY: entry('TruU does not say that the directory is Healthy', 'user-action', 'See the checks of TruU that failed.'),
    HEALTH_TIMEOUT: entry('TruU did not report Healthy in time', 'service', 'Run again, or raise health.timeout.'),
    REPORT_UNWRITABLE: entry('The report could not be written', 'user-action', 'Check the disk and the files of the runner; the report is in the log.'),
    INTERNAL: entry('The action failed in a way nobody foresaw', 'bug', 'Report it with the log of the run.'),
};

// EXTERNAL MODULE: ./build/support/clock.js
var support_clock = __webpack_require__(4374);
;// CONCATENATED MODULE: ./build/support/errors.js

/** The one error type of the action: a code of the catalogue, one sentence, and what to do. */
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
/** The same failure, also saying what it left behind. */
const leaving = (error, leftBehind) => new ActionError(error.code, error.message, {
    fix: error.fix,
    evidence: error.evidence,
    requestId: error.requestId,
    leftBehind: [...error.leftBehind, ...leftBehind],
    cause: error.cause,
});
/** Any thrown value as an `ActionError`; what nobody foresaw becomes `INTERNAL`, named but without its message. */
const asActionError = (thrown) => {
    if (thrown instanceof ActionError)
        return thrown;
    // The message of an unforeseen error may quote a request, so only the kind of error and where it arose are kept.
    const kind = thrown instanceof Error ? thrown.name : typeof thrown;
    const place = thrown instanceof Error ? (/\(?([^/\\\s(]+:\d+:\d+)\)?/.exec(thrown.stack ?? '')?.[1] ?? '') : '';
    return new ActionError('INTERNAL', `An unforeseen ${kind}${place ? ` at ${place}` : ''}.`, { cause: thrown });
};

;// CONCATENATED MODULE: ./build/truu/health.js
/** `Date` headers have whole seconds, so an instant lies within the second that they name. */
const secondMs = 1_000;
/** How far ahead of TruU's own `Date` a measurement may claim to be before it is nonsense. */
const aheadMs = 5_000;
/**
 * Says whether a health answer may be believed: measured on the secret that TruU holds, and after everything that
 * happened. The sample with `discounted` set accordingly. Pure.
 */
const withStaleReason = (sample, directory, baseline) => ({ ...sample, staleReason: whyNot(sample, directory, baseline) });
const whyNot = ({ credentialKeyId, checkedAt, at }, { credential, updatedAt }, { entraWrites, newKeyId }) => {
    if (newKeyId !== null && credential.secretKeyId !== newKeyId)
        return 'TruU does not name the secret that was handed over';
    const measured = Date.parse(checkedAt ?? '');
    if (Number.isNaN(measured))
        return 'nothing was measured yet';
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
    return null;
};
/** Whether a believed answer says Healthy; any other word is not. */
const isHealthy = (sample) => sample.staleReason === null && sample.status === 'HEALTHY';
/** Whether a believed answer says that something is wrong, rather than that it is not known yet. */
const isUnhealthy = (sample) => sample.staleReason === null && sample.status === 'UNHEALTHY';

;// CONCATENATED MODULE: ./build/support/http.js

/** No complete answer came. Carries no URL and no body, so that it may be shown. */
class HttpFailure extends Error {
    name = 'HttpFailure';
    reason;
    attempts;
    /** The system's own code, such as ECONNREFUSED, when there is one. */
    system;
    constructor(reason, attempts, cause) {
        super(`The request ended without an answer (${reason}).`);
        this.reason = reason;
        this.attempts = attempts;
        this.system = systemCode(cause);
    }
}
/** How often a request is sent when the remote fails, throttling apart. */
const usualAttempts = 5;
const retryBudgetInTimeouts = 15;
/** How long a throttled run waits in all, in milliseconds: 20 s × 15 = 5 min. */
const retryBudgetMs = (timeoutMs) => timeoutMs * retryBudgetInTimeouts;
/** What a write under way is given after a cancellation, before its outcome counts as unknown. */
const graceMs = 2_500;
const firstWaitMs = 250;
const longestWaitMs = 8_000;
const failedForNow = new Set([408, 425, 500, 502, 503, 504]);
/** Builds the policy. Redirects are never followed: a token or secret must not travel on. */
const createHttp = (options) => {
    const retryWindow = { leftMs: retryBudgetMs(options.timeoutMs) };
    return async (request) => {
        const waits = (0,support_clock/* backOff */.fu)(firstWaitMs, 2, Math.min(longestWaitMs, options.timeoutMs));
        for (let attempt = 1;; attempt += 1) {
            const outcome = await attemptOnce(options, request, attempt);
            const again = repeatable(request.repeat, outcome, attempt < (options.attempts ?? usualAttempts));
            if (!again)
                return answerOrThrow(outcome);
            const wait = waitBefore(outcome, waits.next().value);
            if (!(outcome instanceof HttpFailure)) {
                // An answer may ask for more patience than a job has time.
                if (wait > retryWindow.leftMs)
                    return outcome;
                if (outcome.status === 429)
                    retryWindow.leftMs -= wait;
            }
            await options.clock.sleep(wait, options.cancel);
            if (options.cancel.aborted)
                throw new HttpFailure('cancelled', attempt, null);
        }
    };
};
const answerOrThrow = (outcome) => {
    if (outcome instanceof HttpFailure)
        throw outcome;
    return outcome;
};
const repeatable = (repeat, outcome, more) => {
    if (repeat === 'never')
        return false;
    if (outcome instanceof HttpFailure)
        return repeat === 'safe' && outcome.reason !== 'cancelled' && more;
    if (outcome.status === 429)
        return true;
    return repeat === 'safe' && failedForNow.has(outcome.status) && more;
};
/** Retry-After as seconds or HTTP date (judged by the answer's own Date); otherwise the back-off with jitter. */
const waitBefore = (outcome, backOffMs) => {
    const jittered = backOffMs * (0.75 + Math.random() / 2);
    if (outcome instanceof HttpFailure)
        return jittered;
    return Math.max(retryAfterMs(outcome.headers) ?? 0, jittered);
};
/** The wait that an answer asks for, in milliseconds; null when it asks for none. */
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
    if (cancel.aborted)
        return new HttpFailure('cancelled', attempts - 1, null);
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
        return { status: response.status, headers: response.headers, text: await response.text(), attempts };
    }
    catch (thrown) {
        if (isDeliberate(thrown))
            throw thrown;
        return new HttpFailure(reason, attempts, thrown);
    }
    finally {
        finished.abort();
        cancel.removeEventListener('abort', onCancel);
        forceCancel?.removeEventListener('abort', onForceCancel);
    }
};
/** Refusals of our own (a read-only transport) are no weather: they must come through as they are. */
const isDeliberate = (thrown) => thrown instanceof Error && thrown.name === 'ActionError';
const systemCode = (thrown) => {
    for (let at = thrown; at instanceof Error; at = at.cause) {
        const code = at.code;
        if (typeof code === 'string')
            return code;
    }
    return null;
};
/** A body as JSON, or undefined when it is none. */
const jsonOf = (text) => {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
};

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
const isOk = (answer) => answer.status >= 200 && answer.status < 300;
/** The failure that an unwanted answer of TruU means. `doing` ends the sentence "TruU refused to …". */
const truuError = (answer, operation) => {
    const wire = (answer.body ?? {});
    const requestId = typeof wire.requestId === 'string' ? wire.requestId : null;
    const message = [wire.error, wire.message].filter((part) => typeof part === 'string').join(': ');
    const evidence = [{ name: 'TruU says', value: `${answer.status} ${message}`.trim() }];
    if (answer.status === 412)
        return new ActionError('APPLY_OVERTAKEN', `Somebody changed TruU while this run was about to ${operation}.`, {
            evidence,
            requestId,
        });
    if (answer.status === 429 || answer.status === 408 || answer.status >= 500)
        return new ActionError('TRUU_UNAVAILABLE', `TruU was unable to ${operation}.`, { evidence, requestId });
    const code = codes[answer.status];
    if (code === undefined || answer.body === undefined)
        return brokenContract(answer, operation);
    return new ActionError(code, `TruU refused to ${operation}.`, { evidence, requestId });
};
/** The failure of an answer that the contract does not allow. */
const brokenContract = (answer, operation, problem) => {
    const redirect = answer.status >= 300 && answer.status < 400;
    const reason = problem ?? (redirect ? 'it redirects, which is never followed' : 'it is not the JSON of the contract');
    return new ActionError('TRUU_CONTRACT', `TruU's answer to the request to ${operation} breaks the contract: ${reason}.`, {
        evidence: [{ name: 'Status', value: String(answer.status) }],
    });
};
/** The failure that the lack of an answer means. Anything else is passed on. */
const noAnswer = (thrown, operation) => {
    if (!(thrown instanceof HttpFailure))
        return thrown;
    if (thrown.reason === 'cancelled')
        return new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
    const how = thrown.reason === 'timeout' ? 'did not answer in time' : 'could not be reached';
    return new ActionError('TRUU_UNAVAILABLE', `TruU ${how} when asked to ${operation}.`, {
        evidence: thrown.system === null ? [] : [{ name: 'System', value: thrown.system }],
        cause: thrown,
    });
};

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./build/truu/api/normalize.js


/** What we read of the contract. Fields that we do not know are let be; fields that we need must be there. */
const credential = schemas/* object */.Ikc({
    // Required though it may be null: an answer without it does not say which secret TruU holds.
    secretKeyId: schemas/* string */.YjP().nullable(),
    acceptedAt: schemas/* string */.YjP().nullable(),
    expiresAt: schemas/* string */.YjP().nullish(),
});
const directory = schemas/* object */.Ikc({
    id: schemas/* string */.YjP().min(1),
    configurationName: schemas/* string */.YjP(),
    domain: schemas/* string */.YjP(),
    allUsersShareUpnSuffix: schemas/* boolean */.zMY(),
    autoRemoveDevices: schemas/* boolean */.zMY(),
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
    checks: schemas/* array */.YOg(check).readonly(),
});
const page = (item) => schemas/* object */.Ikc({ page: schemas/* number */.aig().int(), totalPages: schemas/* number */.aig().int(), items: schemas/* array */.YOg(item).readonly() });
/** Holds a schema against the generated types: what the contract promises must be what we can read. */
const reads = () => (schema) => schema;
const normalize_schemas = {
    directory: reads()(directory),
    health: reads()(health),
    directories: reads()(page(listed)),
    clusters: reads()(page(schemas/* object */.Ikc({ id: schemas/* string */.YjP().min(1), name: schemas/* string */.YjP() }))),
    connection: reads()(schemas/* object */.Ikc({ directoryId: schemas/* string */.YjP().nullable() })),
    primaryUserIdentifier: reads()(schemas/* object */.Ikc({ primaryUserIdentifier: schemas/* string */.YjP().nullable() })),
    accepted: reads()(schemas/* object */.Ikc({ secretKeyId: schemas/* string */.YjP().nullable() })),
};
/** The body of a good answer, checked against the contract. Throws TRUU_…; a field that is missing is named. */
const bodyOf = (answer, name, operation) => {
    if (!isOk(answer))
        throw truuError(answer, operation);
    const parsed = normalize_schemas[name].safeParse(answer.body);
    if (parsed.success)
        return parsed.data;
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw brokenContract(answer, operation, field === '' ? undefined : `the field ${field} is missing or wrong`);
};
/** The ETag of a good answer. Throws TRUU_CONTRACT when it has none. */
const etagOf = (answer, operation) => {
    if (answer.etag !== null && answer.etag !== '')
        return answer.etag;
    throw brokenContract(answer, operation, 'it has no ETag');
};
/** A value with its ETag. */
const versioned = (answer, operation, value) => ({
    value,
    etag: etagOf(answer, operation),
});
/** A directory as we compare it; ids in lower case. */
const toDirectory = (answer, operation, healthNow) => {
    const wire = bodyOf(answer, 'directory', operation);
    const { credential: held, tenantId, clientId, ...rest } = wire;
    return {
        ...rest,
        etag: etagOf(answer, operation),
        tenantId: tenantId?.toLowerCase() ?? null,
        clientId: clientId?.toLowerCase() ?? null,
        credential: {
            secretKeyId: held?.secretKeyId?.toLowerCase() ?? null,
            acceptedAt: held?.acceptedAt ?? null,
            expiresAt: held?.expiresAt ?? null,
        },
        health: healthNow,
    };
};
/** A health answer as a sample that nobody has judged yet. */
const toHealthSample = (answer, operation) => {
    const wire = bodyOf(answer, 'health', operation);
    return {
        at: answer.date?.toISOString() ?? null,
        status: wire.status,
        credentialKeyId: wire.credentialKeyId?.toLowerCase() ?? null,
        checkedAt: wire.checkedAt,
        checks: wire.checks.map((one) => ({ ...one, code: one.code ?? null, message: one.message ?? null })),
        staleReason: null,
    };
};

;// CONCATENATED MODULE: ./build/truu/api/read.js



/** The type of directory that this action manages. */
const ours = 'ENTRA_ID';
/** TruU's side. A part that could not be read throws (TRUU_…); it never reads as absent. */
const readTruu = async (truu, query) => {
    const dates = [];
    const get = async (path, operation) => {
        const answer = await truu.send({ method: 'GET', path, repeat: 'safe', operation });
        if (answer.date !== null)
            dates.push(answer.date);
        return answer;
    };
    const [directories, primaryUserIdentifier, cluster] = await Promise.all([
        readDirectories(get, query),
        query.managesPrimaryUserIdentifier ? readPrimaryUserIdentifier(get) : null,
        query.cluster === null ? null : readCluster(get, query.cluster),
    ]);
    const now = dates.sort((a, b) => a.getTime() - b.getTime()).at(-1);
    if (now === undefined)
        throw new ActionError('TRUU_CONTRACT', "TruU's answers have no Date, so that nothing can be judged by its clock.");
    return { directories, primaryUserIdentifier, cluster, now };
};
const readDirectories = async (get, query) => {
    const all = await pages(get, '/api/v1/directories', 'directories', 'list the directories');
    const candidates = all.filter((one) => one.type === ours &&
        (one.tenantId?.toLowerCase() === query.tenantId || one.configurationName === query.configurationName));
    return Promise.all(candidates.map((one) => readOne(get, one.id)));
};
const readOne = async (get, id) => {
    const path = `/api/v1/directories/${encodeURIComponent(id)}`;
    const [answer, sample] = await Promise.all([get(path, 'read the directory'), readHealthWith(get, id)]);
    return toDirectory(answer, 'read the directory', sample);
};
const readHealthWith = async (get, id) => {
    const operation = 'report the health of the directory';
    return toHealthSample(await get(`/api/v1/directories/${encodeURIComponent(id)}/health`, operation), operation);
};
const readPrimaryUserIdentifier = async (get) => {
    const operation = 'read the primary user identifier';
    const answer = await get('/api/v1/global-attributes/primary-user-identifier', operation);
    return versioned(answer, operation, bodyOf(answer, 'primaryUserIdentifier', operation).primaryUserIdentifier);
};
const readCluster = async (get, name) => {
    const path = '/api/v1/identity-server-clusters';
    const clusters = await pages(get, path, 'clusters', 'list the clusters');
    const names = clusters.map((one) => one.name).sort();
    const found = clusters.find((one) => one.name === name);
    if (found === undefined)
        return { names, found: null };
    const operation = "read the cluster's directory connection";
    const answer = await get(`${path}/${encodeURIComponent(found.id)}/directory-connection`, operation);
    const connection = versioned(answer, operation, bodyOf(answer, 'connection', operation).directoryId);
    return { names, found: { id: found.id, connection } };
};
/** A list that never ends must: no TruU tenant has this many pages. */
const maxPages = 1_000;
const pages = async (get, path, name, operation) => {
    const found = [];
    for (let page = 1; page <= maxPages; page += 1) {
        const answer = await get(`${path}?page=${page}`, operation);
        const body = bodyOf(answer, name, operation);
        found.push(...body.items);
        if (page >= body.totalPages)
            return found;
    }
    throw new ActionError('TRUU_CONTRACT', `TruU did not come to an end when asked to ${operation}.`);
};
/** The directory alone, as TruU shows it now: which secret it holds, and its ETag. Null when there is none. */
const readHeld = async (truu, id) => {
    const operation = 'say which secret it holds';
    const path = `/api/v1/directories/${encodeURIComponent(id)}`;
    const answer = await truu.send({ method: 'GET', path, repeat: 'safe', operation });
    if (!isOk(answer))
        throw truuError(answer, operation);
    const state = toDirectory(answer, operation, null);
    return { etag: state.etag, keyId: state.credential.secretKeyId, state };
};
/** One answer of TruU's health. Throws TRUU_…. */
const readHealth = (truu, id) => readHealthWith((path, operation) => truu.send({ method: 'GET', path, repeat: 'safe', operation }), id);

;// CONCATENATED MODULE: ./build/apply/wait-for-healthy.js




/** So many unhealthy results of different measurements end the wait early. */
const verdictsToGiveUp = 3;
/** So often in a row TruU must name another secret than the one that it took before that is believed. */
const denialsToGiveUp = 3;
/** A new secret may be refused this long without anything being wrong. */
const propagationMs = 5 * 60_000;
/** A timeline is for reading. */
const maxSamples = 50;
/** Polls TruU's health until it may be believed and says Healthy. Never throws. */
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
                const sample = withStaleReason(requested.sample, requested.directory, { entraWrites, newKeyId });
                remember(timeline, sample);
                denials = ledger.newSecret === null || names(requested.directory, ledger.newSecret) ? 0 : denials + 1;
                if (ledger.newSecret !== null && denials >= denialsToGiveUp)
                    throw denied(requested.directory, ledger.newSecret);
                if (denials === 0 && isHealthy(sample))
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
/** TruU took the new secret, by its own word, and names another one. */
const denied = ({ credential }, { keyId, previousKeyId }) => {
    const leftBehind = [`The new secret ${keyId} and the previous ones stay in Entra, since TruU may hold any of them.`];
    const evidence = [{ name: 'Key that TruU names', value: credential.secretKeyId ?? 'none' }];
    if (credential.secretKeyId !== null && credential.secretKeyId === previousKeyId)
        return new ActionError('TRUU_CONTRACT', 'TruU said that it took the new secret, and still names the previous one.', {
            fix: 'Ask TruU for support; nothing was retired, and the next run tries again.',
            evidence,
            leftBehind,
        });
    const message = 'Somebody gave TruU another secret while this run waited for Healthy.';
    return new ActionError('APPLY_OVERTAKEN', message, { evidence, leftBehind });
};
const readSample = async (context, directoryId) => {
    try {
        const [sample, held] = await Promise.all([
            readHealth(context.truu, directoryId),
            readHeld(context.truu, directoryId),
        ]);
        return { sample, directory: held.state };
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
const mayPass = (sample, ledger, sinceMs) => ledger.newSecret !== null && sinceMs < propagationMs && sample.checks.some((check) => check.code === 'AADSTS7000215');
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
                    name: 'Last word of TruU',
                    value: `${shown.status}${shown.staleReason ? ` (${shown.staleReason})` : ''}`,
                },
            ],
    });
    return { status: believed === undefined ? 'unknown' : 'not-healthy', timeline, failure, keyId: null };
};
/** The failure of a directory that TruU says is not Healthy, with the words of the checks that failed. */
const notHealthy = (sample) => {
    const failed = sample.checks.filter((check) => check.status !== 'HEALTHY' && check.status !== 'PASSED');
    return new ActionError('HEALTH_NOT_HEALTHY', 'TruU says that the directory is not Healthy.', {
        evidence: failed.map(({ name, code, message }) => ({
            name: `Check ${name}`,
            value: [code, message].filter((part) => part !== null && part !== '').join(': '),
        })),
    });
};

;// CONCATENATED MODULE: ./build/run/outcome/health.js



/** From the wait when there was one, otherwise from the one answer that was read beside the plan. Pure. */
const healthOf = (results) => {
    const { applied, mode } = results;
    if (applied !== null)
        return { status: applied.health, timeline: applied.timeline, failure: healthFailure(mode, applied.health, null) };
    const match = results.planned?.assessment.match;
    if (match === undefined || mode === 'check')
        return { status: 'not-asked', timeline: [], failure: null };
    if (match.kind !== 'ours' || match.directory.health === null) {
        const status = match.kind === 'none' ? 'not-asked' : 'unknown';
        return { status, timeline: [], failure: healthFailure(mode, status, null) };
    }
    const sample = withStaleReason(match.directory.health, match.directory, { entraWrites: null, newKeyId: null });
    const status = isHealthy(sample) ? 'healthy' : sample.staleReason === null ? 'not-healthy' : 'unknown';
    return { status, timeline: [sample], failure: healthFailure(mode, status, sample) };
};
const healthFailure = (mode, status, sample) => {
    // Without a directory drift is red already, since one is wanted; a plan and a check ask for no health.
    if (status === 'healthy' || status === 'not-asked' || mode === 'plan' || mode === 'check' || mode === null)
        return null;
    if (sample !== null && isUnhealthy(sample))
        return notHealthy(sample);
    if (sample === null)
        return new ActionError('HEALTH_NOT_HEALTHY', 'It is not known whether TruU finds the directory Healthy.', { fix });
    const message = sample.staleReason === null
        ? 'TruU has come to no result on the health of the directory.'
        : 'What TruU last said of the health of the directory does not count.';
    return new ActionError('HEALTH_NOT_HEALTHY', message, {
        fix,
        evidence: [
            { name: 'Last word of TruU', value: sample.status },
            ...(sample.staleReason === null ? [] : [{ name: 'Why it does not count', value: sample.staleReason }]),
        ],
    });
};
/** No check failed, so there is none to look at. */
const fix = 'Run again in some minutes, when TruU has measured again; see the Admin Console of TruU when it stays so.';
/**
 * The failure of bad health, also saying how TruU's health was before the run wrote anything: trouble that the run made is
 * told apart from trouble that it found. Other failures stay as they are. Pure.
 */
const withHealthBefore = (error, { applied, planned }) => {
    const match = planned?.assessment.match;
    if (applied === null || match === undefined || !aboutHealth.has(error.code))
        return error;
    if (match.kind !== 'ours')
        return sayingBefore(error, 'The directory was created by this run.', 'no directory');
    const { health } = match.directory;
    if (health === null)
        return sayingBefore(error, unknownBefore, 'nothing');
    const before = withStaleReason(health, match.directory, { entraWrites: null, newKeyId: null });
    const codes = before.checks.flatMap(({ code }) => code ?? []).join(', ');
    const shown = `${before.status}${codes === '' ? '' : ` (${codes})`}`;
    if (isHealthy(before))
        return sayingBefore(error, 'Before this run it was Healthy.', shown);
    if (isUnhealthy(before))
        return sayingBefore(error, 'It was not Healthy before this run either.', shown);
    return sayingBefore(error, unknownBefore, `${shown}${before.staleReason === null ? '' : `, ${before.staleReason}`}`);
};
const aboutHealth = new Set(['HEALTH_NOT_HEALTHY', 'HEALTH_TIMEOUT']);
const unknownBefore = 'Whether it was Healthy before this run is not known.';
const sayingBefore = (error, message, shown) => new ActionError(error.code, `${error.message} ${message}`, {
    fix: error.fix,
    evidence: [...error.evidence, { name: 'Health before this run', value: shown }],
    requestId: error.requestId,
    leftBehind: error.leftBehind,
    cause: error,
});

;// CONCATENATED MODULE: ./build/plan/target.js

const target_text = schemas/* string */.YjP();
const keyId = target_text.nullable();
const kind = (name, shape) => schemas/* object */.Ikc({ kind: schemas/* literal */.euz(name), ...shape }).readonly();
/** The targets as data of report.json; `Target` is their type. */
const targetSchema = schemas/* discriminatedUnion */.gMt('kind', [
    kind('application', {}),
    kind('application-property', { property: schemas/* enum */.k5n(['displayName', 'uniqueName', 'signInAudience', 'lock']) }),
    kind('service-principal', {}),
    kind('service-principal-credential', { keyId: target_text }),
    kind('permission', { type: schemas/* enum */.k5n(['application', 'delegated']), name: target_text }),
    /** Without a key id: the secret that TruU is to hold. */
    kind('secret', { keyId }),
    /** Without a key id: the use of all secrets. */
    kind('secret-use', { keyId }),
    kind('owner', { id: target_text }),
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
    'service-principal': ['entra', () => ['service-principal']],
    'service-principal-credential': ['entra', (target) => ['service-principal', 'credential', target.keyId]],
    permission: ['entra', ({ type, name }) => ['permission', type, name]],
    secret: ['entra', (target) => ['secret', target.keyId]],
    'secret-use': ['entra', (target) => ['secret-use', target.keyId]],
    owner: ['entra', ({ id }) => ['owner', id]],
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
    const parts = places[target.kind][1];
    return [sideOf(target), ...parts(target)].filter((part) => part !== null).join('/');
};

;// CONCATENATED MODULE: ./build/plan/changes.js

/** A change: ordinary, due whatever the time, and not skipped, unless its parts or a policy say otherwise. */
const changeOf = (parts) => ({
    reason: null,
    danger: 'ordinary',
    dueByTime: false,
    renews: false,
    ...parts,
    address: addressOf(parts.target),
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
/** Something to look at: red in drift. */
const finding = noteOf('finding');
/** The changes that apply carries out. */
const wantedOf = (changes) => changes.filter((change) => change.skipReason === null);
/** The changes that apply leaves out. */
const skippedOf = (changes) => changes.filter((change) => change.skipReason !== null);
/** Permissions that are held though the spec does not list them: red in drift, and skipped by apply. */
const unlistedPrivileges = (changes) => changes.filter((change) => change.skipReason === 'unlisted' || change.skipReason === 'allow-removals');
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

;// CONCATENATED MODULE: ./build/catalog/permission-rows.js
/** Names and ids from Microsoft's permissions-descriptions.json (devx-content, 2026-08-07); the words are ours. */
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
        'add and remove the sign-in methods of every user, administrators included: whoever holds it can become anybody',
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
        'change the registrations that the app owns, and give them credentials',
        0,
    ],
    [
        'Application.ReadWrite.All',
        '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
        'bdfbf15f-ee85-4955-8675-146e8e5296b5',
        'change every app registration, and log in as any of them',
        0,
    ],
    [
        'AppRoleAssignment.ReadWrite.All',
        '06b708a9-e830-4db3-a914-8e69da51d44f',
        '84bccea3-f856-4a8a-967b-dbe0a3d53a64',
        'grant any application permission to any app, itself included',
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
        'read which delegated permissions were granted',
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
        'change the policies that bind apps',
        0,
    ],
    [
        'RoleManagement.ReadWrite.Directory',
        '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
        'd01b97e9-cbc0-49fe-810a-750afd5527a3',
        'give directory roles to anybody, Global Administrator included',
        0,
    ],
    ['openid', null, '37f7f235-527c-4136-accd-4a02d197296e', 'sign users in', 2],
    ['profile', null, '14dad69e-099b-42c9-810b-d002981feec1', 'read the basic profile of the user who signs in', 2],
    ['email', null, '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0', 'read the e-mail address of the user who signs in', 2],
    ['offline_access', null, '7427e0e9-2fba-42fe-b0c0-848c9e6a8182', 'keep access when the user is away', 2],
];
/** Every permission that the catalogue knows, each type for itself. */
const permissionRows = rows.flatMap(([name, application, delegated, description, tier]) => [
    ...(application === null ? [] : [{ name, type: 'application', id: application, description, tier }]),
    ...(delegated === null ? [] : [{ name, type: 'delegated', id: delegated, description, tier }]),
]);

;// CONCATENATED MODULE: ./build/catalog/permissions.js

/** The catalogue: the permissions that this product and its deployer have to do with. */
const permissions = permissionRows;
/** A permission by type and exact name. */
const findPermission = (type, name) => permissions.find((permission) => permission.type === type && permission.name === name);
/** A permission by type and id. */
const permissionById = (type, id) => permissions.find((permission) => permission.type === type && permission.id === id.toLowerCase());
const guide = (type, names) => names.map((name) => ({ type, name }));
/** The eight of TruU's guide "Entra ID Directory", with the last application permission spelt as Microsoft does. */
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
/** Names that lead from one app to the whole tenant, and are refused whatever the workflow allows. */
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
/** Whether a permission is refused always, also by a name that the catalogue does not know yet. */
const isTierZeroRefused = (name) => refusedNames.has(name) || refusedPrefixes.some((prefix) => name.startsWith(prefix));

;// CONCATENATED MODULE: ./build/catalog/secret-policy.js
/** What is said of a secret that would live longer than a policy allows; `cap` null: Graph did not say how long that is. */
const lifetimeMessage = (lifetime, cap) => ({
    message: `The spec asks for a secret of ${lifetime}; a policy of the tenant allows ${cap ?? 'less'}.`,
    ...(cap === null ? {} : { fix: `Set entra.secret.lifetime to ${cap} or less.` }),
});
/** What is said where client secrets are forbidden. */
const forbiddenMessage = 'An app management policy of the tenant forbids client secrets.';

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
/** Reads an ISO 8601 duration. Throws RangeError on anything else: the library alone accepts `PT1H30`. */
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

;// CONCATENATED MODULE: ./build/plan/input.js
/** Where the spec asks for something, or the nearest place above it. */
const rangeOf = ({ document }, ...path) => document.range(path);

;// CONCATENATED MODULE: ./build/plan/refuse.js








const refusal = (code, message, range, fix = null) => ({
    code,
    message,
    fix: fix ?? errorCatalog[code].fix,
    range,
});
/** What can be refused without asking anybody: power beyond the ceiling, tier 0, and our own login. */
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
                refusal('PLAN_TIER_ZERO', `The ${type} permission ${name} gives away the tenant; it is refused always.`, range),
            ];
        if (policy.allowedPermissions.has(`${type}:${name}`))
            return [];
        return [refusal('PLAN_CEILING', `The ${type} permission ${name} is beyond what the workflow allows.`, range)];
    });
    const self = application.appId !== undefined && application.appId === clientId;
    return self ? [...refused, selfManagement(document.range(['entra', 'application', 'appId']))] : refused;
};
const selfManagement = (range) => refusal('PLAN_SELF_MANAGEMENT', 'The registration to manage is the one that the action is logged in as.', range);
/** What can be refused only after looking. */
const refuseObserved = (input, match, renewal, changes) => [
    ...refuseIdentity(input),
    ...refuseOwnership(input, changes),
    ...refuseDisabled(input, renewal),
    ...refusePolicy(input, changes),
    ...refuseTruu(input, match),
];
const refuseIdentity = (input) => {
    const { desired, observed } = input.entra;
    const { application, deployer } = observed;
    if (application === null) {
        if (!('appId' in desired.key))
            return [];
        const range = rangeOf(input, 'entra', 'application', 'appId');
        return [refusal('ENTRA_APPLICATION_NOT_FOUND', 'The tenant has no registration with this appId.', range)];
    }
    if (application.appId === deployer.appId)
        return [selfManagement(rangeOf(input, 'entra', 'application'))];
    if (application.uniqueName === null || application.uniqueName === desired.uniqueName)
        return [];
    return [
        refusal('ENTRA_UNIQUE_NAME_FIXED', 'The registration has another unique name, and Graph lets nobody change it.', rangeOf(input, 'entra', 'application', 'uniqueName')),
    ];
};
/** Under OwnedBy a deployer may write only to what it owns; a reader, who has no such role, plans all the same. */
const refuseOwnership = (input, changes) => {
    const { application, deployer } = input.entra.observed;
    const { roles, servicePrincipalId } = deployer;
    const limited = roles.includes('Application.ReadWrite.OwnedBy') && !roles.includes('Application.ReadWrite.All');
    const writes = wantedOf(changes).some(({ target }) => sideOf(target) === 'entra');
    if (application === null || !limited || !writes)
        return [];
    if (servicePrincipalId === null || application.owners.some((owner) => owner.id === servicePrincipalId))
        return [];
    return [
        refusal('ENTRA_NOT_OWNER', 'The deployer may change only registrations that it owns, and it does not own this one.', rangeOf(input, 'entra', 'application'), `Add the service principal with object id ${servicePrincipalId} as an owner of the app registration and of its enterprise application.`),
    ];
};
const refuseDisabled = (input, renewal) => {
    const { servicePrincipal } = input.entra.observed;
    if (renewal === null || servicePrincipal === null || servicePrincipal.accountEnabled)
        return [];
    const message = 'Sign-in is disabled for the registration, so that no new secret can be proven.';
    return [refusal('ENTRA_DISABLED', message, rangeOf(input, 'entra', 'application'))];
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
const refuseTruu = (input, match) => {
    const ambiguous = match.kind === 'ambiguous'
        ? [
            refusal('TRUU_DIRECTORY_AMBIGUOUS', `${match.message} Names: ${match.names.join(', ')}.`, rangeOf(input, 'truu', 'directory', 'name')),
        ]
        : [];
    const cluster = input.truu.observed.cluster;
    if (cluster === null || cluster.found !== null)
        return ambiguous;
    const names = cluster.names.join(', ') || 'none';
    const message = `TruU has no cluster of this name. There are: ${names}.`;
    return [...ambiguous, refusal('TRUU_CLUSTER_NOT_FOUND', message, rangeOf(input, 'truu', 'cluster'))];
};
/** A refusal as the failure that it is, with the place in the spec. */
const refusalError = ({ code, message, fix, range }) => new ActionError(code, message, {
    ...(fix === null ? {} : { fix }),
    evidence: range === null ? [] : [{ name: 'Where', value: `${range.file}:${range.line}:${range.column}` }],
});

;// CONCATENATED MODULE: ./build/entra/model.js
/** Microsoft Graph's own application id, the same in every tenant and cloud (Graph docs, read 2026-11). */
const graphAppId = '00000003-0000-0000-c000-000000000000';
const tag = / \[truu:[0-9a-f]{8}\]$/;
/** The display name of a secret of ours: what the spec says, and the nonce of the run. */
const taggedName = (description, nonce) => `${description} [truu:${nonce}]`;
/** Whether a run of this action made the secret. */
const isTagged = (secret) => tag.test(secret.displayName ?? '');
/** Whether a secret started after an instant. Whole seconds, since a start of ours comes from a `Date` header: in doubt not. */
const startedAfter = ({ startsOn }, instant) => second(startsOn) > second(instant);
const second = (time) => Math.floor(Date.parse(time) / 1_000);

;// CONCATENATED MODULE: ./build/run/outcome/inventory.js


const whyOurs = {
    held: 'TruU says that it holds this one',
    overlap: 'TruU held it before and may still use it',
    due: 'TruU held it before, and its overlap has passed',
    'in-use': 'TruU held it before, and it was used after TruU took the next one',
    orphaned: 'a run was interrupted before TruU could take it',
};
/** A secret with its role, and why it is ours or not. Its value was never known here. */
const secretRow = (secret) => {
    const { keyId, displayName, startsOn, expiresOn, role, use, lastUsedOn } = secret;
    const base = { keyId, displayName, startsOn, expiresOn, role, use, lastUsedOn };
    if (role === 'foreign')
        return { ...base, ours: false, reason: 'it carries no tag of this action, and adopt-secrets does not name it' };
    if (isTagged(secret))
        return { ...base, ours: true, reason: `a run of this action made it; ${whyOurs[role]}` };
    if (role === 'held')
        return { ...base, ours: false, reason: `made by hand; ${whyOurs.held}` };
    return { ...base, ours: true, reason: `adopt-secrets names it; ${whyOurs[role]}` };
};
const namesById = (type, ids) => new Set(ids.map((id) => permissionById(type, id)?.name ?? id));
const grantStateOf = ({ application, servicePrincipal }, type) => ({
    requested: namesById(type, application?.requested[type] ?? []),
    granted: type === 'application'
        ? namesById(type, servicePrincipal?.assignments.map((one) => one.roleId) ?? [])
        : new Set(servicePrincipal?.delegatedGrant?.scopes ?? []),
});
/** Each permission that is listed, asked for or held; the most powerful first. */
const permissionRowsOf = ({ spec, entra }, ceiling) => ['application', 'delegated']
    .flatMap((type) => {
    const listed = spec.entra.permissions?.[type] ?? null;
    const { requested, granted } = grantStateOf(entra, type);
    const names = [...new Set([...(listed ?? []), ...requested, ...granted])].sort();
    return names.map((name) => {
        const known = findPermission(type, name);
        return {
            type,
            name,
            description: known?.description ?? null,
            tier: known?.tier ?? null,
            listed: listed === null ? null : listed.includes(name),
            requested: requested.has(name),
            granted: granted.has(name),
            allowed: ceiling.has(`${type}:${name}`) && !isTierZeroRefused(name),
        };
    });
})
    .sort((a, b) => (a.tier ?? 0) - (b.tier ?? 0));
/** What was seen and is neither compared nor changed; what is noted in the plan stands there. */
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
    return [{ title: 'Permissions on other APIs', names, reason: 'the spec speaks of Microsoft Graph only' }];
};
const otherDirectoriesOf = ({ directories }, directoryId) => {
    if (directoryId === null)
        return [];
    const names = directories.filter((one) => one.id !== directoryId).map((one) => one.configurationName);
    if (names.length === 0)
        return [];
    return [{ title: 'Other TruU directories', names, reason: 'they are not the one that the spec describes' }];
};

;// CONCATENATED MODULE: ./build/run/outcome/build-report.js






/** Makes the report of what the stages found out: every judgement on red and green stands here. Pure. */
const buildReport = (results) => {
    const final = finalPlan(results);
    const { status, failure: bad, timeline } = healthOf(results);
    const failures = cancelledFirst([
        ...results.failures,
        ...(results.applied?.failures ?? []),
        ...(results.verified?.readable === false ? results.verified.failures : []),
    ]).map((failure) => withHealthBefore(failure, results));
    const red = [
        ...failures.map(toFailure),
        ...(results.planned?.plan.refusals ?? []).map(refusalError).map(toFailure),
        ...judge(results, final, failures.length > 0).map(toFailure),
        ...(bad !== null && failures.length === 0 ? [toFailure(withHealthBefore(bad, results))] : []),
    ];
    const assessment = results.verified?.readable
        ? results.verified.planned.assessment
        : (results.planned?.assessment ?? null);
    const seen = results.verified?.readable ? results.verified.observation : results.observation;
    const world = seen?.readable && results.spec !== null ? { spec: results.spec, ...seen } : null;
    const handedOver = results.applied?.ledger.newSecret ?? null;
    const held = assessment?.secrets.find((secret) => secret.role === 'held');
    const isRed = red.length > 0 || results.diagnostics.length > 0;
    return {
        mode: results.mode,
        result: resultOf(results, red, isRed, final),
        sync: syncOf(results, final),
        health: status,
        red: isRed,
        skipped: null,
        specFile: results.specFile,
        directoryName: results.spec?.truu.directory.name ?? null,
        tenant: results.spec?.entra.tenant ?? null,
        cloud: results.spec?.entra.cloud ?? null,
        diagnostics: results.diagnostics,
        plan: results.planned?.plan ?? null,
        remaining: results.verified?.readable ? results.verified.planned.plan : null,
        steps: results.applied?.outcomes ?? [],
        healthTimeline: timeline,
        secrets: (assessment?.secrets ?? []).map(secretRow),
        permissions: world === null ? [] : permissionRowsOf(world, results.policy?.allowedPermissions ?? new Set()),
        unmanaged: world === null ? [] : unmanagedOf(world, directoryIdOf(assessment)),
        loginRoles: seen?.readable ? seen.entra.deployer.roles : null,
        requests: results.requests,
        failures: red,
        clientId: clientIdOf(results),
        secretExpiresOn: handedOver?.expiresOn ?? held?.expiresOn ?? null,
        rotated: handedOver !== null,
        auditEvents: results.auditEvents,
    };
};
/** The report of a run that was cancelled after all was done and looked at, while it was being shown. Pure. */
const cancelledAtLast = (report) => {
    if (report.result === 'cancelled')
        return report;
    const failure = toFailure(new ActionError('APPLY_CANCELLED', 'The run was cancelled while it was being shown.'));
    return { ...report, result: 'cancelled', red: true, failures: [failure, ...report.failures] };
};
/** A cancellation is the reason of what failed after it, and is said once, with all that remains. */
const cancelledFirst = (failures) => {
    const cancelled = failures.filter(({ code }) => code === 'APPLY_CANCELLED');
    const [first] = cancelled;
    if (first === undefined)
        return failures;
    const others = failures.filter(({ code }) => code !== 'APPLY_CANCELLED');
    return [
        leaving(first, cancelled.slice(1).flatMap(({ leftBehind }) => leftBehind)),
        ...others,
    ];
};
/** The plan that describes the world as the run left it. */
const finalPlan = ({ verified, planned, applied }) => {
    if (verified !== null)
        return verified.readable ? verified.planned.plan : null;
    return applied?.ledger.wrote ? null : (planned?.plan ?? null);
};
const toFailure = (error) => {
    const { title, category } = errorCatalog[error.code];
    const { code, message, fix, evidence, requestId, leftBehind } = error;
    return { code, title, message: message, fix, category, evidence, requestId, leftBehind };
};
/** What is red though nothing failed: drift, and changes that apply did not bring about. */
const judge = (results, final, failed) => {
    if (failed || final === null || final.refusals.length > 0)
        return [];
    if (results.mode === 'apply')
        return notConverged(final);
    if (results.mode !== 'drift' && results.mode !== 'renew')
        return [];
    const wanted = final.changes.filter((change) => change.skipReason === null || change.skipReason === 'mode').length;
    const held = unlistedPrivileges(final.changes).length;
    const findings = final.notes.filter((note) => note.level === 'finding').length;
    if (wanted + held + findings === 0)
        return [];
    const parts = [
        counted(wanted, 'change is wanted', 'changes are wanted'),
        counted(held, 'unlisted permission is held', 'unlisted permissions are held'),
        counted(findings, 'finding needs a look', 'findings need a look'),
    ];
    return [new ActionError('PLAN_DRIFT', `${parts.filter((part) => part !== '').join(', ')}.`)];
};
const counted = (count, one, many) => count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
const notConverged = (final) => {
    const left = wantedOf(final.changes).length;
    if (left === 0)
        return [];
    return [
        new ActionError('APPLY_NOT_CONVERGED', `${counted(left, 'change is', 'changes are')} still wanted after apply.`),
    ];
};
const syncOf = (results, final) => {
    if (final === null || results.mode === 'check')
        return 'unknown';
    const open = results.mode === 'apply'
        ? wantedOf(final.changes)
        : final.changes.filter((change) => change.act !== 'retire' || !change.skipReason);
    return open.length === 0 && final.refusals.length === 0 ? 'in-sync' : 'out-of-sync';
};
const resultOf = (results, red, isRed, final) => {
    if (red.some((failure) => failure.code === 'APPLY_CANCELLED'))
        return 'cancelled';
    const refusals = results.planned?.plan.refusals.length ?? 0;
    if (refusals > 0 || red.some((failure) => isRefusal(failure.code)))
        return 'refused';
    const failed = red.some((failure) => failure.code !== 'PLAN_DRIFT' && !failure.code.startsWith('HEALTH_'));
    if (results.diagnostics.length > 0 || failed)
        return 'failed';
    if (results.mode === 'drift')
        return isRed ? 'drift' : 'in-sync';
    if (results.mode === 'renew')
        return renewResult(results, red, isRed);
    if (isRed)
        return 'failed';
    if (results.mode === 'apply')
        return results.applied?.ledger.wrote ? 'applied' : 'in-sync';
    return final !== null && wantedOf(final.changes).length > 0 ? 'changes' : 'in-sync';
};
/** A renewal that TruU did not find Healthy has failed; one that left other differences standing is drift. */
const renewResult = (results, red, isRed) => {
    const wrote = results.applied?.ledger.wrote ?? false;
    if (!isRed)
        return wrote ? 'renewed' : 'in-sync';
    return wrote && red.some((failure) => failure.code.startsWith('HEALTH_')) ? 'failed' : 'drift';
};
const refusing = [
    'PLAN_CHANGED',
    'PLAN_NOT_REVIEWED',
    'PLAN_CEILING',
    'PLAN_TIER_ZERO',
    'PLAN_SELF_MANAGEMENT',
];
const isRefusal = (code) => refusing.includes(code);
const clientIdOf = ({ verified, observation, applied }) => {
    const seen = verified?.readable ? verified.observation : observation;
    if (seen?.readable && seen.entra.application !== null)
        return seen.entra.application.appId;
    return applied?.ledger.ids.get('create-application')?.appId ?? null;
};
const directoryIdOf = (assessment) => assessment?.match.kind === 'ours' ? assessment.match.directory.id : null;

;// CONCATENATED MODULE: ./build/run/outcome/stage-results.js
/** No stage has run yet. */
const noResults = (mode, specFile) => ({
    mode,
    specFile,
    spec: null,
    policy: null,
    requests: [],
    diagnostics: [],
    failures: [],
    observation: null,
    planned: null,
    applied: null,
    verified: null,
    auditEvents: null,
});

;// CONCATENATED MODULE: ./build/support/poll.js


/**
 * Looks again, less and less often, until something is done or the window has passed; then the last reason is thrown.
 * Throws APPLY_CANCELLED when the run is cancelled.
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

;// CONCATENATED MODULE: ./build/entra/graph/answer.js


/** Whether the status is a success. */
const answer_isOk = (answer) => answer.status >= 200 && answer.status < 300;
/** Graph's error code and words; empty when it gave none. */
const graphErrorOf = (answer) => {
    const error = answer.body?.error;
    return { code: error?.code ?? '', message: error?.message ?? '' };
};
/** `details[].code` of an error: what tells conditions apart that share `Request_BadRequest`. */
const detailCodes = (answer) => (answer.body?.error?.details ?? []).flatMap((detail) => detail.code ?? []);
/** The failure that an unwanted answer of Graph means. */
const graphError = (answer, attempt) => {
    const { code, message } = graphErrorOf(answer);
    const said = { name: 'Graph says', value: `${answer.status} ${code}${message ? `: ${message}` : ''}` };
    const base = { evidence: [said], requestId: answer.requestId };
    const refused = (how) => `Graph ${how} to ${attempt.operation}.`;
    if (answer.status === 401)
        return new ActionError('ENTRA_UNAUTHORIZED', refused('refused our token'), base);
    if (answer.status === 403)
        return forbidden(attempt, said, answer.requestId);
    if (answer.status === 429)
        return new ActionError('ENTRA_THROTTLED', refused('was too busy for too long'), base);
    if (answer.status >= 500 || answer.status === 408)
        return new ActionError('ENTRA_UNAVAILABLE', refused('was unable'), base);
    if (answer_isOk(answer) || code === '')
        return unexpected(answer, attempt.operation);
    return new ActionError('ENTRA_REFUSED', refused('refused'), base);
};
const forbidden = (attempt, said, requestId) => {
    const needed = attempt.permissions.join(' or ');
    const roles = attempt.roles ?? [];
    const evidence = [
        said,
        { name: 'Needed', value: needed },
        { name: 'Permissions of the deployer', value: roles.length > 0 ? roles.join(', ') : 'none' },
    ];
    const held = attempt.permissions.find((permission) => roles.includes(permission));
    const [message, fix] = held === undefined
        ? [
            `The deployer may not ${attempt.operation}: it lacks ${needed}.`,
            `Let a Privileged Role Administrator or a Global Administrator grant ${needed} (application permission, with admin consent) to the deployer app; it counts from the next login on.`,
        ]
        : [
            `Graph does not let the deployer ${attempt.operation}, though its token has ${held}.`,
            'See the words of Graph that are shown. With Application.ReadWrite.OwnedBy the deployer must own what it changes; a permission that was taken away leaves a token only when it ends.',
        ];
    return new ActionError('ENTRA_FORBIDDEN', message, { fix, evidence, requestId });
};
/** The failure that an answer means which is not what Graph documents. */
const unexpected = (answer, operation) => new ActionError('ENTRA_UNEXPECTED', `Graph's answer to the request to ${operation} is not what it documents.`, {
    evidence: [{ name: 'Status', value: String(answer.status) }],
    requestId: answer.requestId,
});
/** What a read that a run can do without comes to when it fails: nothing is known. Throws APPLY_CANCELLED alone. */
const orNull = (thrown) => {
    if (thrown instanceof HttpFailure && thrown.reason === 'cancelled')
        throw answer_noAnswer(thrown, '');
    return null;
};
/** The failure that the lack of an answer means. Anything else is passed on. */
const answer_noAnswer = (thrown, operation) => {
    if (!(thrown instanceof HttpFailure))
        return thrown;
    if (thrown.reason === 'cancelled')
        return new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
    const how = thrown.reason === 'timeout' ? 'did not answer in time' : 'could not be reached';
    return new ActionError('ENTRA_UNAVAILABLE', `Graph ${how} when asked to ${operation}.`, {
        evidence: thrown.system === null ? [] : [{ name: 'System', value: thrown.system }],
        cause: thrown,
    });
};

;// CONCATENATED MODULE: ./build/entra/graph/send.js

/** Sends one request to Graph. `doing` ends the sentence "when asked to …". Throws ENTRA_UNAVAILABLE without an answer. */
const sendRequest = (graph, request, operation) => graph.send(request).catch((thrown) => {
    throw answer_noAnswer(thrown, operation);
});
/** Sends a `$batch` to Graph, likewise. */
const sendBatch = (graph, items, operation) => graph.batch(items).catch((thrown) => {
    throw answer_noAnswer(thrown, operation);
});

;// CONCATENATED MODULE: ./build/entra/graph/replication.js

const lagCodes = new Set(['Directory_ObjectNotFound', 'Request_ResourceNotFound', 'Error_MsaAppDoesNotExist']);
/** Words that Graph uses for several conditions of one code (public reports, read 2026-11). */
const lagMessages = [
    /does not reference a valid application object/i,
    /backing application of the service principal being created must/i,
    /Not a valid reference update/i,
    /Permission being assigned was not found/i,
    /does not exist or one of its queried reference-property objects are not present/i,
];
/** Whether an answer means "not replicated yet" about an object that this run made; of an older one it is the truth. */
const isLag = (answer) => {
    if (answer.status < 400 || answer.status >= 500)
        return false;
    const { code, message } = graphErrorOf(answer);
    if (lagCodes.has(code) || detailCodes(answer).includes('NoBackingApplicationObject'))
        return true;
    return lagMessages.some((pattern) => pattern.test(message));
};
/** Whether Graph asks to wait because another write to the same object is under way. Nothing was done. */
const isConcurrencyViolation = (answer) => answer.status === 409 && graphErrorOf(answer).code === 'Directory_ConcurrencyViolation';
const alreadyThereMessages = [/already exists?\b/i, /is already in use/i];
/** Whether a create was refused because the thing is there; Graph says so in three spellings, with 400 and 409. */
const isAlreadyThere = (answer) => {
    if (answer.status !== 400 && answer.status !== 409)
        return false;
    if (graphErrorOf(answer).code === 'Request_MultipleObjectsWithSameKeyValue')
        return true;
    return alreadyThereMessages.some((pattern) => pattern.test(graphErrorOf(answer).message));
};
/** Whether the unique name is held by another object, live or soft-deleted (400, or code ObjectConflict). */
const isUniqueNameTaken = (answer) => {
    if (answer.status !== 400 && answer.status !== 409)
        return false;
    const { code, message } = graphErrorOf(answer);
    return /same value for property uniqueName/i.test(message) || code === 'ObjectConflict';
};

;// CONCATENATED MODULE: ./build/entra/write/application.js





const owning = ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'];
const attempting = (writer, operation) => ({
    operation,
    permissions: owning,
    roles: writer.deployer.roles,
});
const ownerBinding = ({ deployer, graphUrl }) => deployer.servicePrincipalId === null
    ? {}
    : { 'owners@odata.bind': [`${graphUrl}/v1.0/directoryObjects/${deployer.servicePrincipalId}`] };
/**
 * Creates the registration with its unique name, owned by ourselves. When the name is taken, the holder is read: an
 * earlier try of ours may have created it. Throws ENTRA_UNIQUE_NAME_TAKEN when no live registration has the name.
 */
const createApplication = async (writer, step) => {
    const { displayName, uniqueName, requiredResourceAccess } = step;
    const body = {
        displayName,
        uniqueName,
        signInAudience: 'AzureADMyOrg',
        requiredResourceAccess,
        ...ownerBinding(writer),
    };
    const answer = await sendRequest(writer.graph, { method: 'POST', path: '/applications', body, repeat: 'safe' }, 'create the registration');
    if (answer_isOk(answer))
        return idsOf(answer, 'create the registration');
    if (isUniqueNameTaken(answer))
        return readByUniqueName(writer, uniqueName);
    throw graphError(answer, attempting(writer, 'create the registration'));
};
const readByUniqueName = async (writer, uniqueName) => {
    const name = encodeURIComponent(uniqueName.replaceAll("'", "''"));
    const path = `/applications(uniqueName='${name}')?$select=id,appId`;
    if (await isSoftDeleted(writer, uniqueName))
        throw nameTaken('A deleted registration holds the unique name for 30 days.');
    return pollUntil(writer.retryWindow, async () => {
        const answer = await sendRequest(writer.graph, { method: 'GET', path, repeat: 'safe' }, 'read the registration');
        if (answer_isOk(answer))
            return { done: idsOf(answer, 'read the registration') };
        if (isLag(answer))
            return { retry: nameTaken('The unique name is taken, but no registration that can be read has it.') };
        throw graphError(answer, attempting(writer, 'read the registration'));
    });
};
const nameTaken = (message) => new ActionError('ENTRA_UNIQUE_NAME_TAKEN', message);
/** Looks into the recycle bin. A refusal (usual under OwnedBy) means "cannot tell", which is not "no": we go on reading. */
const isSoftDeleted = async (writer, uniqueName) => {
    const path = '/directory/deletedItems/microsoft.graph.application?$select=id,uniqueName&$top=999';
    const answer = await sendRequest(writer.graph, { method: 'GET', path, repeat: 'safe' }, 'look for deleted registrations');
    const deleted = answer.body?.value;
    if (!answer_isOk(answer) || !Array.isArray(deleted))
        return false;
    return deleted.some((one) => one.uniqueName === uniqueName);
};
const idsOf = (answer, operation) => {
    const body = answer.body;
    if (!body?.id || !body.appId)
        throw unexpected(answer, operation);
    return { id: body.id.toLowerCase(), appId: body.appId.toLowerCase() };
};
/** Changes what differs, in one PATCH. Throws ENTRA_NOT_OWNER when Graph refuses us though we hold a write permission. */
const updateApplication = async (writer, step) => {
    const path = `/applications/${step.applicationId}`;
    const attempt = attempting(writer, 'change the registration');
    await pollUntil(writer.retryWindow, async () => {
        const answer = await sendRequest(writer.graph, { method: 'PATCH', path, body: step.patch, repeat: 'safe' }, attempt.operation);
        if (answer_isOk(answer))
            return { done: null };
        if (isConcurrencyViolation(answer))
            return { retry: graphError(answer, attempt) };
        if (answer.status === 403 && owning.some((role) => writer.deployer.roles.includes(role)))
            throw notOwner(writer.deployer);
        if (isUniqueNameTaken(answer))
            throw nameTaken('Another object, perhaps a deleted one, holds the unique name.');
        throw graphError(answer, attempt);
    });
};
/** The failure of a deployer that may only change what it owns. */
const notOwner = (deployer) => new ActionError('ENTRA_NOT_OWNER', 'The deployer may change only registrations that it owns, and it does not own this one.', {
    evidence: [
        { name: 'Deployer (client-id)', value: deployer.appId },
        { name: 'Object id of its service principal', value: deployer.servicePrincipalId ?? 'unknown' },
    ],
});
/**
 * Creates the service principal, owned by ourselves. "Already exists" means: it is there. `fresh`: this run made the
 * registration, so that lag of it is to be expected.
 */
const createServicePrincipal = async (writer, appId, fresh) => {
    const operation = 'create the service principal';
    const body = { appId, ...ownerBinding(writer) };
    return pollUntil(writer.retryWindow, async () => {
        const answer = await sendRequest(writer.graph, { method: 'POST', path: '/servicePrincipals', body, repeat: 'safe' }, operation);
        if (answer_isOk(answer))
            return { done: idOf(answer, operation) };
        if (isAlreadyThere(answer))
            return { done: await readServicePrincipal(writer, appId) };
        if (fresh && isLag(answer))
            return { retry: notSettled('the registration', answer) };
        throw graphError(answer, attempting(writer, operation));
    });
};
const readServicePrincipal = (writer, appId) => pollUntil(writer.retryWindow, async () => {
    const path = `/servicePrincipals(appId='${appId}')?$select=id`;
    const answer = await sendRequest(writer.graph, { method: 'GET', path, repeat: 'safe' }, 'read the service principal');
    if (answer_isOk(answer))
        return { done: idOf(answer, 'read the service principal') };
    if (isLag(answer))
        return { retry: notSettled('the service principal', answer) };
    throw graphError(answer, attempting(writer, 'read the service principal'));
});
const idOf = (answer, operation) => {
    const id = answer.body?.id;
    if (!id)
        throw unexpected(answer, operation);
    return { id: id.toLowerCase() };
};
/** The failure of lag that outlasted the window. */
const notSettled = (what, answer) => new ActionError('ENTRA_NOT_SETTLED', `Entra did not show ${what} everywhere in time, though this run made it.`, {
    requestId: answer.requestId,
});

;// CONCATENATED MODULE: ./build/entra/write/grants.js






const batchLimit = 20;
/**
 * Grants what is wanted, in one `$batch`. Each grant takes effect at once and without review (Graph docs,
 * grant-admin-consent). Throws ENTRA_CONSENT_REQUIRED when the deployer may not grant, after all that it may is done.
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
                const verdict = grants_judge(writer, request, item, answers[index]);
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
const grants_judge = (writer, request, item, answer) => {
    const attempt = { operation: `grant ${item.title}`, permissions: [item.permission], roles: writer.deployer.roles };
    if (answer_isOk(answer))
        return 'done';
    if (isAlreadyThere(answer)) {
        if (item.instead === null)
            return 'done';
        return { item: { ...item, request: item.instead, instead: null }, reason: graphError(answer, attempt) };
    }
    if (isConcurrencyViolation(answer))
        return { item, reason: graphError(answer, attempt) };
    if (isLag(answer) && request.fresh)
        return { item, reason: notSettled('the service principal', answer) };
    if (/Permission being assigned was not found/i.test(JSON.stringify(answer.body ?? '')))
        throw new ActionError('ENTRA_PERMISSION_MISSING', `Microsoft Graph in this tenant does not offer ${item.title}.`, {
            requestId: answer.requestId,
        });
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
/** The URL asks for everything that the registration requests (Entra docs, grant-admin-consent, read 2026-11). */
const consentRequired = (writer, { appId }, refused) => {
    const missing = [...new Set(refused.map((item) => item.permission))].join(' and ');
    const url = `${writer.consentUrl}?client_id=${encodeURIComponent(appId)}`;
    return new ActionError('ENTRA_CONSENT_REQUIRED', `The deployer may not grant permissions: it lacks ${missing}.`, {
        fix: `Let a Privileged Role Administrator or a Global Administrator open ${url} and accept, then run again; or grant ${missing} to the deployer.`,
        evidence: [{ name: 'Not granted', value: refused.map((item) => item.title).join(', ') }],
    });
};
/** Takes grants away. What is gone already counts as done; an emptied grant is deleted, never patched to nothing. */
const revoke = async (writer, request) => {
    const { assignments, principalId, delegated } = request;
    const operation = 'take permissions away';
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
            if (answer_isOk(answer) || answer.status === 404)
                continue;
            const permissions = part.slice(index, index + 1).map((item) => item.permission);
            throw graphError(answer, { operation, permissions, roles: writer.deployer.roles });
        }
    }
};

;// CONCATENATED MODULE: ./build/entra/read/normalize.js

const lowerCase = (id) => (id ?? '').toLowerCase();
/** An application as we compare it: ids in lower case, lists sorted. Null when Graph left out what it always has. */
const toApplication = (wire, parts) => {
    if (!wire.id || !wire.appId || wire.passwordCredentials === undefined || wire.requiredResourceAccess === undefined)
        return null;
    const access = wire.requiredResourceAccess ?? [];
    return {
        id: lowerCase(wire.id),
        appId: lowerCase(wire.appId),
        displayName: wire.displayName ?? '',
        uniqueName: wire.uniqueName ?? null,
        signInAudience: wire.signInAudience ?? '',
        createdByAppId: wire.createdByAppId ? lowerCase(wire.createdByAppId) : null,
        requested: requestedOf(access),
        otherApis: normalize_otherApisOf(access),
        secrets: toSecrets(wire.passwordCredentials),
        certificates: toSecrets(wire.keyCredentials),
        owners: parts.owners.map(toOwner).sort(by('id')),
        federatedCredentials: parts.federatedCredentials.map(toFederatedCredential).sort(by('name')),
        locked: wire.servicePrincipalLockConfiguration?.isEnabled ?? null,
    };
};
/** A service principal as we compare it. Null when Graph left out what it always has. */
const toServicePrincipal = (wire, parts, graphServicePrincipalId) => {
    if (!wire.id)
        return null;
    const onGraph = (one) => lowerCase(one.resourceId) === graphServicePrincipalId;
    const tenantWide = parts.grants.find((grant) => onGraph(grant) && grant.consentType === 'AllPrincipals');
    return {
        id: lowerCase(wire.id),
        accountEnabled: wire.accountEnabled !== false,
        secrets: toSecrets(wire.passwordCredentials),
        certificates: toSecrets(wire.keyCredentials),
        assignments: parts.assignments
            .filter(onGraph)
            .map((one) => ({ id: one.id ?? '', roleId: lowerCase(one.appRoleId) }))
            .sort(by('roleId')),
        delegatedGrant: tenantWide ? { id: tenantWide.id ?? '', scopes: scopesOf(tenantWide.scope) } : null,
    };
};
/** A scope string as a set: the portal writes leading spaces, and order means nothing. */
const scopesOf = (scope) => [...new Set((scope ?? '').split(/\s+/).filter((name) => name !== ''))].sort();
const by = (key) => (a, b) => a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0;
const requestedOf = (access) => {
    const onGraph = access.filter((api) => lowerCase(api.resourceAppId) === graphAppId);
    const ids = (type) => {
        const entries = onGraph.flatMap((api) => api.resourceAccess ?? []);
        return [...new Set(entries.filter((entry) => entry.type === type).map((entry) => lowerCase(entry.id)))].sort();
    };
    return { application: ids('Role'), delegated: ids('Scope') };
};
const normalize_otherApisOf = (access) => access
    .filter((api) => lowerCase(api.resourceAppId) !== graphAppId)
    .map((api) => ({
    resourceAppId: api.resourceAppId ?? '',
    resourceAccess: (api.resourceAccess ?? []).map((entry) => ({
        id: entry.id ?? '',
        type: entry.type === 'Role' ? 'Role' : 'Scope',
    })),
}));
/** Credentials as we know them, sorted; without their values, which Graph never shows again. */
const toSecrets = (wire) => (wire ?? [])
    .map((one) => ({
    keyId: lowerCase(one.keyId),
    displayName: one.displayName ?? null,
    startsOn: toRfc3339(one.startDateTime),
    expiresOn: toRfc3339(one.endDateTime),
}))
    .sort(by('keyId'));
/** Graph sends up to seven digits of a second; a time that cannot be read stays as it came. */
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
    name: wire.name ?? '',
    issuer: wire.issuer ?? null,
    subject: wire.subject ?? null,
});

;// CONCATENATED MODULE: ./build/entra/read/secret-policy.js

/** The tenant's default app management policy. */
const policyPath = '/policies/defaultAppManagementPolicy';
/** Graph application permissions by which it may be read (Graph docs, tenantappmanagementpolicy-get, read 2026-11). */
const policyReaders = ['Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration'];
/**
 * What the policy says of every client secret. A rule that spares some is left to Graph to judge: one with an exemption, or,
 * of a registration that is there already, one for those that are created after a date.
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

;// CONCATENATED MODULE: ./build/entra/write/secret.js









const secret_permissions = ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'];
/** Microsoft's words for a secret that an app management policy refuses (public reports, read 2026-11). */
const policyCodes = {
    forbidden: 'CredentialTypeNotAllowedAsPerAppPolicy',
    lifetime: 'CredentialInvalidLifetimeAsPerAppPolicy',
};
/** After these nobody knows whether Graph carried the request out. */
const lost = new Set(['ENTRA_UNAVAILABLE', 'APPLY_CANCELLED']);
/**
 * Adds a secret, once. When it is unknown whether one was made, the caller must look for the display name before it
 * tries again. Throws when Graph said that it did nothing.
 */
const addPassword = async (writer, request, maskSecret) => {
    const operation = 'add a client secret';
    const endDateTime = addDuration(request.now, parseDuration(request.lifetime)).toISOString();
    const passwordCredential = {
        displayName: request.displayName,
        startDateTime: request.now.toISOString(),
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
        if (answer_isOk(answer))
            return { done: created(answer, endDateTime, maskSecret) };
        if (answer.status === 408 || answer.status === 429 || answer.status >= 500)
            return { done: unknown(answer.retryAfterMs) };
        if (isConcurrencyViolation(answer) || (request.fresh && isLag(answer)))
            return { retry: graphError(answer, { operation, permissions: secret_permissions }) };
        throw (await policyError(writer, answer, request.lifetime)) ?? createSecretError(writer, answer, operation);
    });
};
const unknown = (waitMs) => ({ kind: 'unknown', waitMs });
/** A success that lacks the value is as good as lost: nobody can know the secret. */
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
    const allowed = cap ?? 'unknown (Policy.Read.All would let the deployer read it)';
    return new ActionError('ENTRA_SECRET_LIFETIME', refused.message, {
        ...base,
        ...(refused.fix === undefined ? {} : { fix: refused.fix }),
        evidence: [...evidence, { name: 'Asked for', value: lifetime }, { name: 'Allowed', value: allowed }],
    });
};
/** The tenant's cap as an ISO 8601 duration; null when it has none or may not be read (needs Policy.Read.All). */
const readLifetimeCap = async ({ graph }) => {
    const answer = await graph.send({ method: 'GET', path: policyPath, repeat: 'safe' }).catch(() => null);
    return answer !== null && answer_isOk(answer) ? toSecretPolicy(answer.body, false).maxLifetime : null;
};
/** Removes a secret. "No password credential found" means that it is gone, or, right after it was added, lag. */
const removePassword = async (writer, secret) => {
    const path = `/applications/${secret.applicationId}/removePassword`;
    const operation = 'remove a client secret';
    let missed = 0;
    await pollUntil(writer.retryWindow, async () => {
        const body = { keyId: secret.keyId };
        const answer = await sendRequest(writer.graph, { method: 'POST', path, body, repeat: 'safe' }, operation);
        if (answer_isOk(answer))
            return { done: null };
        const error = createSecretError(writer, answer, operation);
        if (isConcurrencyViolation(answer))
            return { retry: error };
        if (!/No password credential found/i.test(graphErrorOf(answer).message)) {
            if (secret.fresh && isLag(answer))
                return { retry: error };
            throw error;
        }
        // Of a secret that Graph has just shown or made, one such answer proves nothing: reads and writes lag apart.
        missed += 1;
        const gone = missed > 1 && !(await listSecrets(writer, secret.applicationId)).some((one) => one.keyId === secret.keyId);
        return gone && missed >= consistentReads ? { done: null } : { retry: error };
    });
};
/** How often readings must agree before they count. */
const consistentReads = 3;
/** The secrets of the application as Graph shows them now; one reading, which may be stale. */
const listSecrets = async ({ graph, deployer }, applicationId) => {
    const operation = 'list the client secrets';
    const path = `/applications/${applicationId}?$select=id,passwordCredentials`;
    const answer = await sendRequest(graph, { method: 'GET', path, repeat: 'safe' }, operation);
    if (!answer_isOk(answer))
        throw graphError(answer, { operation, permissions: secret_permissions, roles: deployer.roles });
    const rows = answer.body?.passwordCredentials;
    if (!Array.isArray(rows))
        throw unexpected(answer, operation);
    return toSecrets(rows);
};

;// CONCATENATED MODULE: ./build/truu/api/write/attributes.js


const path = '/api/v1/global-attributes/primary-user-identifier';
/** Sets the tenant-wide primary user identifier. Throws APPLY_OVERTAKEN when the ETag is stale. */
const putPrimaryUserIdentifier = async (truu, value, etag) => {
    const operation = 'set the primary user identifier';
    const body = { primaryUserIdentifier: value };
    const answer = await truu.send({ method: 'PUT', path, body, ifMatch: etag, repeat: 'safe', operation });
    if (isOk(answer))
        return;
    // A 412 after a lost answer may be of our own making: then the value is already there.
    if (answer.status === 412 && answer.attempts > 1) {
        const now = await truu.send({ method: 'GET', path, repeat: 'safe', operation });
        if (bodyOf(now, 'primaryUserIdentifier', operation).primaryUserIdentifier === value)
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
    if (isOk(answer))
        return;
    // A 412 after a lost answer may be of our own making: then the cluster is connected already.
    if (answer.status === 412 && answer.attempts > 1) {
        const now = await truu.send({ method: 'GET', path, repeat: 'safe', operation });
        if (bodyOf(now, 'connection', operation).directoryId === directoryId)
            return;
    }
    throw truuError(answer, operation);
};

;// CONCATENATED MODULE: ./build/truu/api/write/directory.js



/** Changes settings of a directory and returns the new ETag. Throws APPLY_OVERTAKEN when the ETag is stale. */
const patchDirectory = async (truu, directory, patch) => {
    const operation = 'change the settings of the directory';
    const answer = await sendPatch(truu, directory, patch, operation);
    if (isOk(answer))
        return etagOf(answer, operation);
    // A 412 after a lost answer may be of our own making: then the settings are already as wanted.
    if (answer.status === 412 && answer.attempts > 1) {
        const { etag, state } = await readHeld(truu, directory.id);
        const fields = Object.entries(patch);
        if (fields.every(([field, value]) => state[field] === value))
            return etag;
    }
    throw truuError(answer, operation);
};
/**
 * The fence: an empty patch, which changes nothing but the ETag, so that a hand-over that is still under way from a dead
 * run gets 412. Returns the new ETag. Throws APPLY_OVERTAKEN when TruU holds another secret than `heldKeyId`.
 */
const fence = async (truu, directory, heldKeyId) => {
    const operation = 'set a fence';
    const answer = await sendPatch(truu, directory, {}, operation);
    if (!isOk(answer) && !(answer.status === 412 && answer.attempts > 1))
        throw truuError(answer, operation);
    const held = await readHeld(truu, directory.id);
    if (held.keyId !== heldKeyId || held.etag === directory.etag)
        throw truuError({ ...answer, status: 412 }, operation);
    return held.etag;
};
const sendPatch = (truu, directory, patch, operation) => truu.send({
    method: 'PATCH',
    path: `/api/v1/directories/${encodeURIComponent(directory.id)}`,
    body: patch,
    ifMatch: directory.etag,
    repeat: 'safe',
    operation,
});

;// CONCATENATED MODULE: ./build/entra/login/login-errors.js

/** AADSTS numbers that OIDC logins meet (Microsoft's reference of error codes and public logs, read 2026-11). */
const translations = {
    '70021': { code: 'AUTH_SUBJECT_MISMATCH', message: 'No federated credential of the deployer matches this job.' },
    '700213': { code: 'AUTH_SUBJECT_MISMATCH', message: 'No federated credential of the deployer has this subject.' },
    '7002138': {
        code: 'AUTH_SUBJECT_MISMATCH',
        message: 'The federated credential of the deployer differs from this subject only in upper and lower case.',
    },
    '700212': { code: 'AUTH_AUDIENCE_MISMATCH', message: 'No federated credential of the deployer has this audience.' },
    '700211': { code: 'AUTH_ISSUER_MISMATCH', message: 'No federated credential of the deployer has this issuer.' },
    '700024': {
        code: 'AUTH_ASSERTION_REFUSED',
        message: 'Entra says that the identity token is not valid at this time.',
    },
    '700027': {
        code: 'AUTH_ASSERTION_REFUSED',
        message: 'Entra says that the signature of the identity token is wrong.',
    },
    '50027': { code: 'AUTH_ASSERTION_REFUSED', message: 'Entra says that the identity token is malformed.' },
    '90002': { code: 'AUTH_TENANT_NOT_FOUND', message: 'Entra does not know the tenant.' },
    '900023': { code: 'AUTH_TENANT_NOT_FOUND', message: 'Entra does not know the tenant.' },
    '90038': { code: 'AUTH_WRONG_CLOUD', message: 'The tenant belongs to another cloud.' },
    '900439': { code: 'AUTH_WRONG_CLOUD', message: 'The tenant belongs to a US Government cloud.' },
    '500011': {
        code: 'AUTH_WRONG_CLOUD',
        message: 'The tenant does not know the Microsoft Graph of this cloud.',
        fix: 'Set entra.cloud to the cloud of the tenant, and the input "graph-url", if it is set, to the Graph of that cloud.',
    },
    '700016': { code: 'AUTH_CLIENT_NOT_FOUND', message: 'The tenant does not know the deployer app.' },
    '7000112': {
        code: 'AUTH_CLIENT_NOT_FOUND',
        message: 'The deployer app is disabled in this tenant.',
        fix: 'Find out who disabled the deployer and why; then enable it in Enterprise applications.',
    },
    '53003': { code: 'AUTH_BLOCKED', message: 'Conditional Access blocks the login of the deployer.' },
};
/** Failures that pass: Entra's own services are away, slow or busy (the same reference). */
const passing = new Set(['90006', '90012', '90033', '90055']);
const matched = new Set(['AUTH_SUBJECT_MISMATCH', 'AUTH_AUDIENCE_MISMATCH', 'AUTH_ISSUER_MISMATCH']);
/** The number behind `AADSTS` in a text of Entra; null when there is none. */
const aadstsOf = (text) => /AADSTS(\d+)/.exec(text)?.[1] ?? null;
/** Whether Entra has judged: asking once more would bring the same answer. */
const isFinal = (text) => {
    const number = aadstsOf(text);
    return number !== null && !passing.has(number);
};
/** Turns what Entra said about a federated login into a code, and shows the claims that it was asked to match. */
const loginError = (text, claims, clientId) => {
    const number = aadstsOf(text);
    const known = number === null ? undefined : translations[number];
    const trace = /Trace ID: ([0-9a-f-]{36})/i.exec(text)?.[1] ?? null;
    const said = number === null ? [] : [{ name: 'Entra says', value: `AADSTS${number}` }];
    if (!known)
        return untranslated(number, said, trace);
    const presented = matched.has(known.code)
        ? [
            { name: 'Issuer of the token', value: claims.iss ?? 'unknown' },
            { name: 'Subject of the token', value: claims.sub ?? 'unknown' },
            { name: 'Audience of the token', value: claims.aud ?? 'unknown' },
        ]
        : [];
    const evidence = [...said, ...presented, { name: 'Deployer (client-id)', value: clientId }];
    const fix = matched.has(known.code) ? federatedCredentialFix(known.code) : known.fix;
    return new ActionError(known.code, known.message, { ...(fix && { fix }), evidence, requestId: trace });
};
const untranslated = (number, said, requestId) => {
    const retryFix = 'Run again; look at the status page of Azure and at the proxy of a self-hosted runner when it stays so.';
    if (number === null)
        return new ActionError('AUTH_FAILED', 'Entra could not be asked for a token.', { fix: retryFix, requestId });
    const page = { name: 'Explained at', value: `https://login.microsoftonline.com/error?code=${number}` };
    const details = { evidence: [...said, page], requestId };
    if (!passing.has(number))
        return new ActionError('AUTH_FAILED', 'Entra refused the login.', details);
    return new ActionError('AUTH_FAILED', 'Entra is busy or away, and says that this passes.', {
        ...details,
        fix: retryFix,
    });
};
const federatedCredentialFix = (code) => {
    const field = code === 'AUTH_SUBJECT_MISMATCH' ? 'subject' : code === 'AUTH_AUDIENCE_MISMATCH' ? 'audience' : 'issuer';
    return `Under Certificates & secrets > Federated credentials of the deployer app, add a credential with exactly the issuer, subject and audience shown here; the ${field} is what differs now. One that was just added takes some minutes to be seen.`;
};

;// CONCATENATED MODULE: ./build/entra/login/test-secret.js




/** Replicas answer each for itself, so one success proves nothing (Microsoft, workload identity considerations). */
const successesInARow = 3;
/** Once one of them was seen to lag, all of them must have been met, and nobody says how many there are. */
const successesAfterLag = 12;
/** A new secret, app or service principal that has not reached the token service. */
const lagging = new Set(['7000215', '700016']);
/**
 * Logs in with the secret until several tries in a row succeed, and more when one failed; each try is a token request of its
 * own. Throws ENTRA_SECRET_TEST_FAILED when that does not happen in time, ENTRA_DISABLED when sign-in is disabled.
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
        const said = jsonOf(answer.text);
        const number = aadstsOf(typeof said?.error_description === 'string' ? said.error_description : '');
        if (number === '53003')
            return 'blocked';
        if (number === '7000112')
            throw new ActionError('ENTRA_DISABLED', 'Entra refuses every login of the registration: it is disabled.');
        return notAccepted(number === null ? `status ${answer.status}` : `AADSTS${number}`, number);
    }
    catch (thrown) {
        if (!(thrown instanceof HttpFailure))
            throw thrown;
        if (thrown.reason === 'cancelled')
            throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
        return notAccepted(thrown.reason, null);
    }
};
const notAccepted = (last, number) => new ActionError('ENTRA_SECRET_TEST_FAILED', 'Entra did not accept the new secret several times in a row.', {
    evidence: [
        { name: 'Last answer', value: last },
        ...(number !== null && lagging.has(number)
            ? [{ name: 'Meaning', value: 'usual for seconds after a secret was made' }]
            : []),
    ],
});

;// CONCATENATED MODULE: ./build/truu/api/find.js


/** The directory of this name as it is now, and which secret it holds; null when there is none. Throws TRUU_…. */
const findCreated = async (truu, configurationName) => {
    const operation = 'list the directories';
    for (let page = 1;; page += 1) {
        const path = `/api/v1/directories?page=${page}`;
        const body = bodyOf(await truu.send({ method: 'GET', path, repeat: 'safe', operation }), 'directories', operation);
        const found = body.items.find((one) => one.configurationName === configurationName);
        if (found !== undefined) {
            const { etag, keyId } = await readHeld(truu, found.id);
            return { id: found.id, etag, keyId };
        }
        if (page >= body.totalPages)
            return null;
    }
};

;// CONCATENATED MODULE: ./build/truu/api/write/credential.js




const bodyFor = (credential) => ({
    ...credential,
    // The one place, besides the proof, where the value leaves the process.
    clientSecret: credential.clientSecret.reveal(),
});
/** Hands a new secret to an existing directory, with exactly the ETag that this run has seen. */
const putCredential = (truu, directory, credential) => sendCredential(truu, credential, {
    method: 'PUT',
    path: `/api/v1/directories/${encodeURIComponent(directory.id)}/credential`,
    body: bodyFor(credential),
    ifMatch: directory.etag,
    idempotencyKey: credential.secretKeyId,
    repeat: 'safe',
    operation: 'take the new secret',
});
/** Creates the directory with its first secret. */
const postDirectory = (truu, settings, credential) => sendCredential(truu, credential, {
    method: 'POST',
    path: '/api/v1/directories',
    body: { type: 'ENTRA_ID', ...settings, credential: bodyFor(credential) },
    idempotencyKey: credential.secretKeyId,
    repeat: 'safe',
    operation: 'create the directory',
});
const undecided = new Set([408, 425, 429]);
const sendCredential = async (truu, credential, request) => {
    try {
        const answer = await truu.sendRaw(request);
        if (isOk(answer))
            return taken(answer, credential, request);
        const error = truuError(answer, request.operation);
        const final = answer.status >= 400 && answer.status < 500 && !undecided.has(answer.status);
        return final && answer.attempts === 1
            ? { kind: 'refused', error, status: answer.status }
            : { kind: 'unknown', error };
    }
    catch (thrown) {
        // Only of a request that was sent can the outcome be unknown; a token that could not be had is a plain failure.
        if (thrown instanceof HttpFailure)
            return { kind: 'unknown', error: noAnswer(thrown, request.operation) };
        throw thrown;
    }
};
/** A good answer that does not name our key is no proof: TruU is asked again which one it holds. */
const taken = (answer, credential, request) => {
    try {
        const created = request.method === 'POST' ? bodyOf(answer, 'directory', request.operation) : null;
        const named = created === null ? bodyOf(answer, 'accepted', request.operation) : created.credential;
        if (named?.secretKeyId?.toLowerCase() === credential.secretKeyId)
            return { kind: 'accepted', directoryId: created?.id ?? null, etag: answer.etag };
        return { kind: 'unknown', error: brokenContract(answer, request.operation, 'it does not name the new secret') };
    }
    catch (thrown) {
        return { kind: 'unknown', error: asActionError(thrown) };
    }
};

;// CONCATENATED MODULE: ./build/apply/rotation/create-secret.js





/** One mint a run; a second and third try only after the one before is known to be gone. */
const maxTries = 3;
/** Tries once to make a secret whose value we know. Throws when Graph said that it did nothing. */
const createSecretOnce = (context, request) => {
    const now = context.entra.graph.now();
    if (now === null)
        throw new ActionError('ENTRA_UNEXPECTED', "Graph's answers have no Date to count a lifetime from.");
    return addPassword(context.entra, { ...request, now }, context.maskSecret);
};
/** More looks than agreements elsewhere: here "not there" is what must be believed, of something just written. */
const maxReads = consistentReads + 2;
/** Removes the secret of this name if it appears; returns when it is gone, or was absent several times in a row. */
const deleteByName = async (context, applicationId, displayName) => {
    if (context.cancel.aborted)
        return lastLook(context, applicationId, displayName);
    const waits = (0,support_clock/* backOff */.fu)(150, 1.6, 2_000);
    for (let absent = 0; absent < maxReads && !context.cancel.aborted; absent += 1) {
        const secrets = await listSecrets(context.entra, applicationId);
        const orphan = secrets.find((secret) => secret.displayName === displayName);
        if (orphan !== undefined)
            return removePassword(context.entra, { applicationId, keyId: orphan.keyId, fresh: true });
        await context.clock.sleep(waits.next().value, context.cancel);
    }
    if (context.cancel.aborted)
        return lastLook(context, applicationId, displayName);
};
/** One look and one try, within what a runner leaves. Not to see the secret proves nothing: it may be on its way. */
const lastLook = async ({ cleanupWriter }, applicationId, displayName) => {
    const secrets = await listSecrets(cleanupWriter, applicationId).catch(() => []);
    const orphan = secrets.find((secret) => secret.displayName === displayName);
    const leftBehind = ['A client secret that nobody knows may have been made; the next run removes it.'];
    const cancelled = (remains) => new ActionError('APPLY_CANCELLED', 'The run was cancelled.', { leftBehind: remains });
    if (orphan === undefined)
        throw cancelled(leftBehind);
    const gone = await removePassword(cleanupWriter, { applicationId, keyId: orphan.keyId, fresh: true }).then(() => true, () => false);
    throw cancelled(gone ? [] : leftBehind);
};
/** Removes secrets that TruU does not hold, behind a fence. Returns the directory's new ETag. */
const deleteUnheldSecrets = async (context, applicationId, keyIds, directory) => {
    const etag = await fence(context.truu, directory, directory.heldKeyId);
    await deleteEach(context, applicationId, keyIds);
    return etag;
};
/** The same while there is no directory, so that there is nothing to fence: TruU must not have got one meanwhile. */
const deleteUnheldBeforeCreation = async (context, applicationId, keyIds, configurationName) => {
    if ((await findCreated(context.truu, configurationName)) !== null)
        throw new ActionError('APPLY_OVERTAKEN', 'Somebody created the TruU directory while this run was about to.');
    await deleteEach(context, applicationId, keyIds);
};
const deleteEach = async (context, applicationId, keyIds) => {
    for (const keyId of keyIds) {
        await removePassword(context.entra, { applicationId, keyId, fresh: false });
        context.say(`Removed the secret ${keyId}, which TruU does not hold.`);
    }
};
/** Removes a secret of ours that TruU did not get, once; what it says is what remains. */
const discard = async (context, applicationId, keyId) => {
    const writer = context.cancel.aborted ? context.cleanupWriter : context.entra;
    try {
        await removePassword(writer, { applicationId, keyId, fresh: true });
        return [];
    }
    catch (thrown) {
        const { code } = asActionError(thrown);
        return [`The new secret ${keyId}, which TruU does not hold, is still in Entra (${code}); the next run removes it.`];
    }
};

;// CONCATENATED MODULE: ./build/apply/rotation/orphans.js


/** Replicas answer in turn, each as late as it is: so many looks in a row must show nothing new. */
const unchangedReadsNeeded = 6;
/**
 * Key ids of what dead runs left, also of what Graph did not show yet when the plan was made: such secrets would pile up
 * while runs keep dying. Without a directory there is nothing to set a fence on, and the newest may be one that another run
 * hands over now: it stays.
 */
const findOrphans = async (context, applicationId, { unheldKeyIds, orphanedSince, directory }) => {
    const heldKeyId = 'create' in directory ? null : directory.heldKeyId;
    const startsOf = new Map();
    for (let unchangedReads = 0; unchangedReads < unchangedReadsNeeded;) {
        const shown = (await listSecrets(context.entra, applicationId)).filter((one) => isTagged(one) && one.keyId !== heldKeyId && startedAfter(one, orphanedSince));
        const showsNew = shown.some(({ keyId }) => !startsOf.has(keyId) && !unheldKeyIds.includes(keyId));
        for (const { keyId, startsOn } of shown)
            startsOf.set(keyId, startsOn);
        unchangedReads = showsNew ? 0 : unchangedReads + 1;
    }
    const orphans = [...startsOf].toSorted(([, a], [, b]) => Date.parse(a) - Date.parse(b)).map(([keyId]) => keyId);
    return [...new Set([...unheldKeyIds, ...('create' in directory ? orphans.slice(0, -1) : orphans)])];
};

;// CONCATENATED MODULE: ./build/apply/rotation/state-handlers.js









const fail = (rotation, thrown) => {
    rotation.error ??= asActionError(thrown);
};
/** What the transaction does in each of its states. */
const stateHandlers = {
    'delete-unheld': async (rotation) => {
        const { context, step, ledger, applicationId, directory } = rotation;
        try {
            const keyIds = ledger.fresh.has(applicationId)
                ? step.unheldKeyIds
                : await findOrphans(context, applicationId, step);
            if (keyIds.length === 0)
                return 'deleted';
            ledger.wrote = ledger.wroteEntra = true;
            if ('create' in step.directory)
                await deleteUnheldBeforeCreation(context, applicationId, keyIds, step.directory.create.configurationName);
            else if (directory !== null)
                rotation.directory = {
                    ...directory,
                    etag: await deleteUnheldSecrets(context, applicationId, keyIds, directory),
                };
            return 'deleted';
        }
        catch (thrown) {
            fail(rotation, thrown);
            return 'failed';
        }
    },
    'create-secret': async (rotation) => {
        const { context, step, ledger, applicationId } = rotation;
        rotation.displayName = taggedName(step.description, context.nonce());
        rotation.tries += 1;
        try {
            ledger.wrote = ledger.wroteEntra = true;
            const fresh = ledger.fresh.has(applicationId);
            const { displayName } = rotation;
            const outcome = await createSecretOnce(context, { applicationId, displayName, lifetime: step.lifetime, fresh });
            if (outcome.kind === 'unknown') {
                context.say('It is unknown whether Entra made the secret; looking for it by its name.');
                await context.clock.sleep(outcome.waitMs, context.cancel);
                return 'response-lost';
            }
            rotation.secret = outcome.secret;
            context.say(`Made the secret ${outcome.secret.keyId}, which expires ${outcome.secret.expiresOn}.`);
            return 'created';
        }
        catch (thrown) {
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
            throw new ActionError('ENTRA_SECRET_UNCERTAIN', 'Entra did not say whether it made a client secret, several times.');
        }
        catch (thrown) {
            fail(rotation, thrown);
            // A cancellation knows better: it had one last look.
            if (rotation.error?.code !== 'APPLY_CANCELLED')
                rotation.leftBehind = ['A client secret that nobody knows may have been made; the next run removes it.'];
            return 'failed';
        }
    },
    'test-secret': async (rotation) => {
        const { context, appId, secret } = rotation;
        try {
            if (secret === null)
                throw new ActionError('INTERNAL', 'There is no secret to prove.');
            const target = { tokenUrl: context.tokenUrl, appId, scope: context.scope };
            const result = await testSecret(context.http, target, secret.value, context.entra.retryWindow);
            if (context.cancel.aborted)
                throw new ActionError('APPLY_CANCELLED', 'The run was cancelled.');
            if (result === 'blocked')
                rotation.note = '; Conditional Access kept this runner from using it, which proves it all the same';
            return 'passed';
        }
        catch (thrown) {
            fail(rotation, thrown);
            return 'failed';
        }
    },
    'set-secret': async (rotation) => {
        try {
            return await state_handlers_judge(rotation, await deliver(rotation));
        }
        catch (thrown) {
            // Nothing was sent: TruU did not even issue a token.
            fail(rotation, thrown);
            return 'refused';
        }
    },
    confirm: async (rotation) => (isOurs(rotation, await look(rotation)) ? 'ours' : 'another'),
    'read-held': async (rotation) => {
        const { context, step, directory } = rotation;
        context.say('It is unknown whether TruU took the secret; asking which one it holds.');
        const held = await look(rotation);
        if (isOurs(rotation, held))
            return 'ours';
        // Without a directory there is nothing to set a fence on: the creation may still be under way.
        if (held !== null && directory !== null && !('create' in step.directory) && held.etag === directory.etag)
            return 'unchanged';
        return stay(rotation);
    },
    fence: async (rotation) => {
        const { context, directory } = rotation;
        if (directory === null)
            return 'failed';
        const fenced = await fence(context.truu, directory, directory.heldKeyId).catch(() => null);
        return fenced === null ? 'failed' : 'fenced';
    },
    'read-held-again': async (rotation) => (isOurs(rotation, await look(rotation)) ? 'ours' : stay(rotation)),
    discard: async (rotation) => {
        const { context, applicationId, secret } = rotation;
        if (secret === null)
            return 'removed';
        rotation.leftBehind = await discard(context, applicationId, secret.keyId);
        return rotation.leftBehind.length === 0 ? 'removed' : 'failed';
    },
};
const deliver = ({ context, step, appId, secret, directory }) => {
    if (secret === null)
        throw new ActionError('INTERNAL', 'There is no secret to hand over.');
    const credential = {
        tenantId: context.tenant,
        clientId: appId,
        clientSecret: secret.value,
        secretKeyId: secret.keyId,
        expiresAt: secret.expiresOn,
    };
    if ('create' in step.directory)
        return postDirectory(context.truu, step.directory.create, credential);
    return putCredential(context.truu, directory ?? step.directory, credential);
};
const state_handlers_judge = async (rotation, outcome) => {
    if (outcome.kind === 'refused') {
        rotation.error = await state_handlers_refusal(rotation, outcome);
        return 'refused';
    }
    const directoryId = outcome.kind === 'accepted' ? (outcome.directoryId ?? rotation.directory?.id ?? null) : null;
    if (outcome.kind === 'accepted' && directoryId !== null && outcome.etag !== null) {
        rotation.taken = { directoryId, etag: outcome.etag };
        return 'accepted';
    }
    rotation.error = outcome.kind === 'unknown' ? outcome.error : new ActionError('TRUU_CONTRACT', 'TruU gave no ETag.');
    return 'unknown';
};
/** A name that is taken now and was not when this run looked means that another run was faster. */
const state_handlers_refusal = async ({ context, step }, { error, status }) => {
    if (status !== 409 || !('create' in step.directory))
        return error;
    const found = await findCreated(context.truu, step.directory.create.configurationName).catch(() => null);
    if (found === null)
        return error;
    const { evidence, requestId } = error;
    const message = 'Somebody created the TruU directory while this run was about to.';
    return new ActionError('APPLY_OVERTAKEN', message, { evidence, requestId });
};
/** Which secret TruU holds; null when it cannot be asked, or when there is no directory. */
const look = async ({ context, step, directory }) => {
    if ('create' in step.directory)
        return findCreated(context.truu, step.directory.create.configurationName).catch(() => null);
    const id = directory?.id ?? step.directory.id;
    return readHeld(context.truu, id)
        .then(({ etag, keyId }) => ({ id, etag, keyId }))
        .catch(() => null);
};
const isOurs = (rotation, held) => {
    if (held === null || held.keyId !== rotation.secret?.keyId)
        return false;
    rotation.taken = { directoryId: held.id, etag: held.etag };
    return true;
};
const stay = (rotation) => {
    const { error: doubt, secret } = rotation;
    rotation.error = new ActionError('TRUU_SECRET_UNCERTAIN', 'TruU did not say whether it took the new secret.', {
        evidence: [...(doubt === null ? [] : [{ name: 'Why', value: doubt.message }]), ...(doubt?.evidence ?? [])],
        requestId: doubt?.requestId ?? null,
        cause: doubt,
    });
    rotation.leftBehind = [
        `The new secret ${secret?.keyId ?? ''} and the previous ones stay in Entra, since TruU may hold any of them.`,
    ];
    return 'unclear';
};

;// CONCATENATED MODULE: ./build/apply/context.js

/** An empty ledger. */
const openLedger = () => ({
    ids: new Map(),
    etags: new Map(),
    fresh: new Set(),
    newSecret: null,
    wroteEntra: false,
    wrote: false,
});
/** The id that a step needs: known in the plan, or made by an earlier step. */
const resolve = (ledger, id) => {
    if (typeof id === 'string')
        return id;
    const found = ledger.ids.get(id.step)?.[id.field];
    if (found === undefined)
        throw new ActionError('INTERNAL', `The step ${id.step} left no ${id.field}.`);
    return found;
};

;// CONCATENATED MODULE: ./build/apply/rotation/state-machine.js
/**
 * The secret's transaction as data: from each state, what may come of its deed and where that leads. Nothing that TruU may
 * hold is removed on any way through it.
 */
const transitions = {
    /** Remove what dead runs left, behind a fence. */
    'delete-unheld': { deleted: 'create-secret', failed: 'not-created' },
    /** Add one secret, masked before anything else sees it. */
    'create-secret': { created: 'test-secret', 'response-lost': 'reconcile', refused: 'not-created' },
    /** Look for the secret of a lost answer by the nonce in its name, and remove it. */
    reconcile: { deleted: 'create-secret', failed: 'maybe-created' },
    /** Log in with it, several times in a row. */
    'test-secret': { passed: 'set-secret', failed: 'discard' },
    /** Give it to TruU, at exactly the version that this run has seen. */
    'set-secret': { accepted: 'held', refused: 'confirm', unknown: 'read-held' },
    /** Ask TruU, though it said that it did not take it, which secret it holds: nothing is removed on one word alone. */
    confirm: { ours: 'held', another: 'discard' },
    /** Ask TruU which secret it holds. */
    'read-held': { ours: 'held', unchanged: 'fence', unclear: 'uncertain' },
    /** Make sure that a hand-over which is still under way will be refused. */
    fence: { fenced: 'discard', failed: 'read-held-again' },
    /** Ask TruU once more: the hand-over may have been faster than the fence. */
    'read-held-again': { ours: 'held', unclear: 'uncertain' },
    /** Remove the new secret, which TruU does not hold and will not get. */
    discard: { removed: 'rolled-back', failed: 'left-behind' },
};
/** How a transaction can end, and what Entra and TruU hold then. */
const endings = {
    held: 'TruU holds the new secret; the previous one stays in Entra until it is retired.',
    'not-created': 'No secret was made; TruU holds what it held.',
    'maybe-created': 'A secret that nobody knows may be in Entra; TruU holds what it held. The next run removes it.',
    'rolled-back': 'The new secret was removed; TruU holds what it held.',
    'left-behind': 'The new secret is in Entra and unused; TruU holds what it held. The next run removes it.',
    uncertain: 'TruU holds the previous secret or the new one, and both are in Entra. The next run asks which.',
};
const isWorking = (state) => state in transitions;
/** Carries a transaction from its first state to an ending. `seen` is told of every state that is entered. */
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
 * The secret's transaction: sweep, add, prove, hand over. At every instant TruU holds a working secret if it held one
 * before, since nothing that it may hold is removed here. Throws with what remains; returns what was done.
 */
const rotateSecret = async (step, ledger, context) => {
    const rotation = {
        context,
        step,
        ledger,
        applicationId: resolve(ledger, step.applicationId),
        appId: resolve(ledger, step.appId),
        directory: 'create' in step.directory ? null : step.directory,
        displayName: '',
        tries: 0,
        secret: null,
        taken: null,
        note: '',
        error: null,
        leftBehind: [],
    };
    const ending = await runTransaction(stateHandlers, rotation);
    const { secret, taken, error, note, leftBehind } = rotation;
    if (ending !== 'held' || secret === null || taken === null)
        throw leaving(error ?? new ActionError('INTERNAL', endings[ending]), leftBehind);
    const previousKeyId = rotation.directory?.heldKeyId ?? null;
    const { directoryId } = taken;
    ledger.newSecret = { keyId: secret.keyId, expiresOn: secret.expiresOn, directoryId, previousKeyId };
    ledger.ids.set(step.id, { directoryId });
    ledger.etags.set(directoryId, taken.etag);
    return `TruU holds the new secret ${secret.keyId}${note}`;
};

;// CONCATENATED MODULE: ./build/apply/step-handlers.js










/** Marks that something in Entra may have changed, also when the request then fails. */
const writingEntra = (ledger) => {
    ledger.wrote = ledger.wroteEntra = true;
};
const step_handlers_counted = (count, thing) => `${count} ${thing}${count === 1 ? '' : 's'}`;
/** The table from step to deed: one entry per kind. */
const stepHandlers = {
    'create-application': async (step, ledger, context) => {
        writingEntra(ledger);
        const { id, appId } = await createApplication(context.entra, step);
        ledger.ids.set(step.id, { applicationId: id, appId });
        ledger.fresh.add(id).add(appId);
        return `created the app registration ${appId}`;
    },
    'update-application': async (step, ledger, context) => {
        writingEntra(ledger);
        await updateApplication(context.entra, step);
        return 'changed the app registration';
    },
    'create-service-principal': async (step, ledger, context) => {
        writingEntra(ledger);
        const appId = resolve(ledger, step.appId);
        const { id } = await createServicePrincipal(context.entra, appId, ledger.fresh.has(appId));
        ledger.ids.set(step.id, { servicePrincipalId: id });
        ledger.fresh.add(id);
        return `created the service principal ${id}`;
    },
    grant: async (step, ledger, context) => {
        writingEntra(ledger);
        const principalId = resolve(ledger, step.principalId);
        const { resourceId, roles, delegated } = step;
        const ids = { appId: resolve(ledger, step.appId), principalId, resourceId };
        await grant(context.entra, { ...ids, roles, delegated, fresh: ledger.fresh.has(principalId) });
        return `granted ${step_handlers_counted(step.changes.length, 'permission')}`;
    },
    revoke: async (step, ledger, context) => {
        writingEntra(ledger);
        await revoke(context.entra, step);
        return `took ${step_handlers_counted(step.changes.length, 'permission')} away`;
    },
    'set-secret': rotateSecret,
    'delete-unheld-secrets': async (step, ledger, context) => {
        writingEntra(ledger);
        const directory = 'step' in step.directory ? handedOverTo(ledger) : step.directory;
        ledger.etags.set(directory.id, await deleteUnheldSecrets(context, step.applicationId, step.keyIds, directory));
        return `removed ${step_handlers_counted(step.keyIds.length, 'secret')} that TruU does not hold`;
    },
    'update-directory': async (step, ledger, context) => {
        ledger.wrote = true;
        const etag = ledger.etags.get(step.directoryId) ?? step.etag;
        ledger.etags.set(step.directoryId, await patchDirectory(context.truu, { id: step.directoryId, etag }, step.patch));
        return 'changed the TruU directory';
    },
    'set-primary-user-identifier': async (step, ledger, context) => {
        ledger.wrote = true;
        await putPrimaryUserIdentifier(context.truu, step.value, step.etag);
        return 'set the primary user identifier';
    },
    'connect-cluster': async (step, ledger, context) => {
        ledger.wrote = true;
        await putDirectoryConnection(context.truu, step.clusterId, resolve(ledger, step.directoryId), step.etag);
        return 'connected the cluster to the directory';
    },
    'retire-secrets': async (step, ledger, context) => {
        writingEntra(ledger);
        const { applicationId } = step;
        for (const keyId of step.keyIds)
            await removePassword(context.entra, { applicationId, keyId, fresh: false });
        return `retired ${step.keyIds.join(', ')}`;
    },
};
/** The directory that this run created, at the version in which it took the secret. */
const handedOverTo = ({ newSecret, etags }) => {
    const etag = etags.get(newSecret?.directoryId ?? '');
    if (newSecret === null || etag === undefined)
        throw new ActionError('INTERNAL', 'There is no directory to fence.');
    return { id: newSecret.directoryId, etag, heldKeyId: newSecret.keyId };
};

;// CONCATENATED MODULE: ./build/apply/execute.js


/** After these nothing new starts: the world belongs to somebody else, or the run has to end. */
const fatal = new Set(['APPLY_CANCELLED', 'APPLY_OVERTAKEN', 'PLAN_WRITE_REFUSED', 'INTERNAL']);
/** Nothing was done yet. */
const nothingDone = { outcomes: [], failures: [], failedSteps: new Set(), stopped: false };
/**
 * Carries out steps in their order. A step whose ground failed is skipped; what does not depend on it goes on, so that
 * one refusal does not keep the rest from being put right. Never throws.
 */
const execute = async (steps, ledger, context, before = nothingDone) => {
    const outcomes = [...before.outcomes];
    const failures = [...before.failures];
    const failedSteps = new Set(before.failedSteps);
    let { stopped } = before;
    for (const step of steps) {
        const failedDependency = step.dependsOn.find((id) => failedSteps.has(id));
        const skip = context.cancel.aborted ? 'the run was cancelled' : stopped ? 'the run had to stop' : undefined;
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
            stopped ||= fatal.has(error.code);
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





const afterHealthy = (step) => step.kind === 'retire-secrets';
/**
 * Carries out the plan: every write, then Healthy, once, then what may be retired only when this run itself has seen
 * Healthy on the held secret. Never throws.
 */
const apply = async (plan, directoryId, healthTimeoutMs, context) => {
    const ledger = openLedger();
    const writes = plan.steps.filter((step) => !afterHealthy(step));
    const written = await execute(writes, ledger, context, nothingDone);
    const id = ledger.newSecret?.directoryId ?? directoryId;
    const waits = id !== null && !written.stopped && !context.cancel.aborted;
    const waited = waits ? await waitForHealthy(context, ledger, id, healthTimeoutMs) : null;
    const withHealth = waited === null ? written : addHealth(written, waited);
    const retired = await retire(plan.steps.filter(afterHealthy), ledger, context, withHealth, id, waited);
    const cancelled = context.cancel.aborted && !retired.failures.some((one) => one.code === 'APPLY_CANCELLED');
    return {
        outcomes: retired.outcomes,
        failures: cancelled
            ? [...retired.failures, new ActionError('APPLY_CANCELLED', 'The run was cancelled.')]
            : retired.failures,
        health: waited?.status ?? (id === null ? 'not-asked' : 'unknown'),
        timeline: waited?.timeline ?? [],
        ledger,
    };
};
const addHealth = (execution, { status, failure }) => ({
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
});
/** How often TruU must name the same secret in a row before another one is removed. */
const apply_consistentReads = 3;
const retire = async (steps, ledger, context, before, directoryId, waited) => {
    if (steps.length === 0)
        return before;
    const skip = (reason) => ({
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
    if (waited?.status !== 'healthy' || directoryId === null)
        return skip('Healthy was not seen, so both secrets stay');
    try {
        for (let consecutive = 0; consecutive < apply_consistentReads; consecutive += 1) {
            const { keyId } = await readHeld(context.truu, directoryId);
            const retires = steps.some((step) => step.kind === 'retire-secrets' && step.keyIds.includes(keyId ?? ''));
            if (keyId === null || keyId !== waited.keyId || retires)
                throw new ActionError('APPLY_OVERTAKEN', 'TruU names another secret than the one that was Healthy.');
        }
    }
    catch (thrown) {
        return {
            ...skip('TruU did not confirm which secret it holds'),
            failures: [...before.failures, asActionError(thrown)],
        };
    }
    return execute(steps, ledger, context, before);
};

;// CONCATENATED MODULE: ./build/apply/late-orphans.js

/** What this run knows of secrets when it looks again; `seen` is Entra as it was before. */
const ownRotationOf = ({ ledger }, seen) => {
    if (ledger.newSecret === null)
        return undefined;
    const { keyId, previousKeyId } = ledger.newSecret;
    const known = new Set([...(seen.application?.secrets ?? []).map((one) => one.keyId), previousKeyId ?? '']);
    return { keyId, known };
};
/**
 * Removes what only a second look shows: secrets of dead runs that Graph did not list in time. Does nothing when the plan
 * wants anything else, or nothing, or when something failed before. Never throws.
 */
const deleteLateOrphans = async (applied, { steps, changes }, context) => {
    const wanted = changes.filter(({ skipReason }) => skipReason === null);
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
/** The clouds of Microsoft Entra, by the words of the spec. */
const cloudNames = ['public', 'usgov', 'usgov-dod', 'china'];
/**
 * Hosts (Entra docs, authentication-national-cloud, 2025-01), audiences (public logs, read 2026-11) and reports (Graph
 * docs, reportroot-list-appcredentialsigninactivities, read 2026-11).
 */
const clouds = {
    public: {
        authority: 'https://login.microsoftonline.com',
        graph: 'https://graph.microsoft.com',
        audience: 'api://AzureADTokenExchange',
        tellsSecretUse: true,
    },
    usgov: {
        authority: 'https://login.microsoftonline.us',
        graph: 'https://graph.microsoft.us',
        audience: 'api://AzureADTokenExchangeUSGov',
        tellsSecretUse: false,
    },
    'usgov-dod': {
        authority: 'https://login.microsoftonline.us',
        graph: 'https://dod-graph.microsoft.us',
        audience: 'api://AzureADTokenExchangeUSGov',
        tellsSecretUse: false,
    },
    china: {
        authority: 'https://login.partner.microsoftonline.cn',
        graph: 'https://microsoftgraph.chinacloudapi.cn',
        audience: 'api://AzureADTokenExchangeChina',
        tellsSecretUse: false,
    },
};

;// CONCATENATED MODULE: ./build/support/jwt.js

/** The claims of a token, unverified: to show and to compare, never to trust. Empty when it is no JWT. */
const claimsOf = (token) => {
    const payload = jsonOf(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof payload === 'object' && payload !== null ? payload : {};
};
/** A claim that is text; null otherwise. */
const textClaim = (claims, name) => {
    const value = claims[name];
    return typeof value === 'string' ? value : null;
};

;// CONCATENATED MODULE: ./build/entra/login/session.js




/** GitHub's token lives five minutes and the callback runs twice per Graph token, so it is kept for one minute. */
const assertionKeptMs = 60_000;
const session_maxTries = 3;
/** Opens the session; nothing is asked of anybody before the first token is needed. */
const createEntraSession = (login, ports) => {
    const assertion = rememberAssertion(login.audience, ports);
    let current = null;
    const logIn = () => (current = requestToken(login, ports, assertion));
    const token = () => current ?? logIn();
    return {
        token,
        refresh: logIn,
        deployer: async () => {
            const claims = claimsOf((await token()).reveal());
            const roles = Array.isArray(claims['roles']) ? claims['roles'].filter((role) => typeof role === 'string') : [];
            return { appId: login.clientId.toLowerCase(), servicePrincipalId: textClaim(claims, 'oid'), roles };
        },
    };
};
/** "The client assertion is not within its valid time range" (Microsoft's reference of error codes, read 2026-11). */
const outsideItsTime = '700024';
const rememberAssertion = (audience, ports) => {
    let kept = null;
    return {
        drop: () => void (kept = null),
        get: async () => {
            if (kept === null || kept.untilMs <= ports.clock.monotonicMs()) {
                const value = ports.maskSecret(await readIdToken(audience, ports));
                kept = { value, untilMs: ports.clock.monotonicMs() + assertionKeptMs };
            }
            return kept.value.reveal();
        },
        claims: () => {
            const claims = claimsOf(kept?.value.reveal() ?? '');
            return { iss: textClaim(claims, 'iss'), sub: textClaim(claims, 'sub'), aud: textClaim(claims, 'aud') };
        },
    };
};
/** What the identity libraries do pays no heed to a signal: it is left to itself once its time is over. */
const within = async (work, { clock, cancel, timeoutMs }) => {
    const finished = new AbortController();
    const over = clock.sleep(timeoutMs, AbortSignal.any([cancel, finished.signal])).then(() => {
        if (cancel.aborted)
            throw new ActionError('APPLY_CANCELLED', 'The run was cancelled during the login.');
        throw new OutOfTime();
    });
    try {
        return await Promise.race([work, over]);
    }
    finally {
        finished.abort();
    }
};
class OutOfTime extends Error {
}
const readIdToken = async (audience, ports) => {
    try {
        return await within(ports.idToken(audience), ports);
    }
    catch (thrown) {
        if (!(thrown instanceof OutOfTime))
            throw thrown;
        throw new ActionError('AUTH_ID_TOKEN_FAILED', 'GitHub did not issue an identity token in time.');
    }
};
const requestToken = async (login, ports, assertion) => {
    // Asked for here first, so that GitHub's refusal is not wrapped into an error of the identity library.
    await assertion.get();
    const waits = (0,support_clock/* backOff */.fu)(500, 2, 4_000);
    for (let attempt = 1;; attempt += 1) {
        // A credential of its own for each try: after one 429 or 5xx the library answers for Entra, for a minute.
        const credential = await openCredential(login, assertion);
        try {
            const answer = await within(credential.getToken(login.scope), ports);
            if (answer === null)
                throw new Error('no token');
            return ports.maskSecret(answer.token);
        }
        catch (thrown) {
            if (thrown instanceof ActionError)
                throw thrown;
            const text = thrown instanceof Error ? thrown.message : '';
            // It lives five minutes, and the request may have waited that long: a new one is asked for, once.
            const isStale = aadstsOf(text) === outsideItsTime && attempt === 1;
            if (isStale) {
                assertion.drop();
                await assertion.get();
                continue;
            }
            if (isFinal(text) || attempt === session_maxTries)
                throw loginError(text, assertion.claims(), login.clientId);
            await ports.clock.sleep(waits.next().value, ports.cancel);
        }
    }
};
/** A credential without a cache that outlives it: a refused token must not come back from memory. */
const openCredential = async (login, assertion) => {
    const { ClientAssertionCredential } = await __webpack_require__.e(/* import() */ 256).then(__webpack_require__.bind(__webpack_require__, 8256));
    return new ClientAssertionCredential(login.tenant, login.clientId, assertion.get, {
        authorityHost: login.authority,
        // Discovery would ask login.microsoftonline.com even for private clouds; the authority is given by the workflow.
        disableInstanceDiscovery: true,
        retryOptions: { maxRetries: 0 },
    });
};

;// CONCATENATED MODULE: ./build/entra/graph/transport.js




/** What passes through Graph's client beside the request, since the client wraps what is thrown in it. */
class Exchange {
    repeat;
    answer = null;
    thrown = null;
    constructor(repeat) {
        this.repeat = repeat;
    }
}
/** The only middleware: our own token and our own HTTP policy instead of the client's, which repeats POST. */
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
                throw new ActionError('ENTRA_UNEXPECTED', 'Graph pointed to a page on another host; it was not followed.');
            exchange.answer = await send((await session.token()).reveal());
            if (exchange.answer.status === 401 && exchange.repeat === 'safe')
                exchange.answer = await send((await session.refresh()).reveal());
        }
        catch (thrown) {
            exchange.thrown = thrown instanceof Error ? thrown : new Error('Graph was not asked.', { cause: thrown });
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
    return { send, batch: (items) => transport_sendBatch(send, options, items), now: () => last };
};
const toGraphAnswer = (answer) => ({
    status: answer.status,
    body: jsonOf(answer.text),
    requestId: answer.headers.get('request-id'),
    attempts: answer.attempts,
    retryAfterMs: retryAfterMs(answer.headers) ?? 0,
});
const busy = new Set([429, 500, 502, 503, 504]);
const maxRounds = 5;
const transport_sendBatch = async (send, { clock, cancel, retryBudgetMs }, items) => {
    const answers = new Map();
    const waits = (0,support_clock/* backOff */.fu)(250, 2, 8_000);
    let leftMs = retryBudgetMs;
    for (let round = 1;; round += 1) {
        const open = items.flatMap((item, index) => {
            const known = answers.get(index);
            return known === undefined || busy.has(known.status) ? [{ item, index }] : [];
        });
        const askedMs = await sendRound(send, open, answers);
        const retry = [...answers.values()].some(({ status }) => busy.has(status));
        if (askedMs === null || !retry || round === maxRounds || cancel.aborted)
            break;
        const waitMs = Math.max(askedMs, Math.min(waits.next().value, retryBudgetMs));
        if (waitMs > leftMs)
            break;
        leftMs -= waitMs;
        await clock.sleep(waitMs, cancel);
    }
    return items.map((_, index) => answers.get(index));
};
/**
 * Sends the open items once and returns the longest wait that one of them asks for, in milliseconds; null when the batch
 * as a whole failed, which the policy below has tried again already.
 */
const sendRound = async (send, open, answers) => {
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
    // A 200 without items is no answer at all, so nothing in it may be read as "not there".
    if (!Array.isArray(responses))
        throw unexpected(outer, 'answer a batch');
    let waitMs = 0;
    for (const { index } of open) {
        const found = responses.find((one) => one.id === String(index));
        if (found?.status === undefined)
            throw unexpected(outer, 'answer every item of a batch');
        const requested = Object.entries(found.headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
        waitMs = Math.max(waitMs, Number(requested ?? 0) * 1000 || 0);
        const requestId = outer.requestId;
        answers.set(index, {
            status: found.status,
            body: found.body,
            requestId,
            attempts: outer.attempts,
            retryAfterMs: 0,
        });
    }
    return waitMs;
};

;// CONCATENATED MODULE: ./build/support/requests.js

/** The same policy, which also writes down each request in the order in which they began. */
const recordRequests = (http, serviceOf, into) => async (request) => {
    const place = into.length;
    const url = new URL(request.url);
    const base = { service: serviceOf(url), method: request.method, path: pathOf(url) };
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
const pathOf = (url) => {
    const select = url.searchParams.get('$select');
    return select === null ? url.pathname : `${url.pathname}?$select=${select}`;
};
/** Graph's header, or else what TruU and Entra send; an error of TruU names it in its body alone. */
const requestIdOf = ({ headers, status, text }) => {
    const named = ['request-id', 'x-request-id', 'x-ms-request-id'].map((name) => headers.get(name));
    const found = named.find((value) => value !== null && value !== '');
    if (found !== undefined || status < 400)
        return found ?? null;
    const said = jsonOf(text)?.requestId;
    return typeof said === 'string' ? said : null;
};
const itemsOf = ({ url, body }, answer) => {
    if (!new URL(url).pathname.endsWith('/$batch') || body === undefined)
        return [];
    const requested = jsonOf(body)?.requests ?? [];
    const responses = (answer === null ? null : jsonOf(answer.text))?.responses;
    const answered = Array.isArray(responses) ? responses : [];
    return requested.map(({ id, method = '', url: target = '' }) => ({
        method,
        path: pathOf(new URL(target, 'https://relative.invalid')),
        status: answered.find((one) => one.id === id)?.status ?? null,
    }));
};

;// CONCATENATED MODULE: ./build/support/read-only.js


/**
 * A `fetch` that cannot write: it lets through GET, HEAD, a Graph `$batch` whose every item is a GET, and POSTs to the
 * token endpoints named; anything else throws PLAN_WRITE_REFUSED before a byte leaves. Plan and drift have no other.
 */
const readOnly = (fetch, tokenUrls) => (url, init) => {
    const method = (init.method ?? 'GET').toUpperCase();
    if (isRead(method, url, init.body) || (method === 'POST' && tokenUrls.includes(url)))
        return fetch(url, init);
    throw new ActionError('PLAN_WRITE_REFUSED', `A read-only mode tried to send ${method} ${new URL(url).pathname}.`);
};
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

;// CONCATENATED MODULE: ./build/truu/api/session.js


/** Opens the session; nothing is asked before the first token is needed. */
const createTruuSession = (http, login, maskSecret) => {
    let current = null;
    const refresh = () => (current = session_requestToken(http, login, maskSecret));
    return { token: () => current ?? refresh(), refresh };
};
const operation = 'issue a token';
const session_requestToken = async (http, login, maskSecret) => {
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
        // A token request changes nothing, so it may be repeated.
        repeat: 'safe',
    }).catch((thrown) => {
        throw noAnswer(thrown, operation);
    });
    const answer = {
        status: raw.status,
        body: jsonOf(raw.text),
        etag: null,
        date: null,
        attempts: raw.attempts,
    };
    const token = answer.body?.access_token;
    if (answer.status === 200 && typeof token === 'string' && token !== '')
        return maskSecret(token);
    if (answer.status === 200)
        throw brokenContract(answer, operation);
    // OAuth answers bad credentials with 400 invalid_client as well (RFC 6749, 5.2).
    const refused = answer.status === 400 && answer.body?.error === 'invalid_client';
    throw truuError(refused ? { ...answer, status: 401 } : answer, operation);
};

;// CONCATENATED MODULE: ./build/truu/api/transport.js


/** Opens the transport. */
const createTruu = (http, session, url) => {
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
    const sendRaw = async (request) => {
        const first = await attempt(request, (await session.token()).reveal());
        // A 401 says that nothing was done, so that even a write may follow it with a fresh token.
        const answer = first.status === 401 ? await attempt(request, (await session.refresh()).reveal()) : first;
        const date = Date.parse(answer.headers.get('date') ?? '');
        return {
            status: answer.status,
            body: jsonOf(answer.text),
            etag: answer.headers.get('etag'),
            date: Number.isNaN(date) ? null : new Date(date),
            attempts: answer.attempts,
        };
    };
    const send = (request) => sendRaw(request).catch((thrown) => {
        throw noAnswer(thrown, request.operation);
    });
    return { send, sendRaw };
};

;// CONCATENATED MODULE: ./build/run/connect.js








/** Lag of Entra is waited out this many times the request time-out (20 s × 6 = 2 min). */
const lagInTimeouts = 6;
/** After a cancellation a secret that nobody will use gets one try of this length to be removed. */
const cleanupMs = 2_000;
/** Connects to both sides. Without `writes` every request goes through a `fetch` that cannot write. */
const connect = async (spec, access, host, options) => {
    const cloud = clouds[spec.entra.cloud];
    const authority = access.authorityUrl ?? cloud.authority;
    const graphUrl = access.graphUrl ?? cloud.graph;
    const scope = `${graphUrl}/.default`;
    const { clock, cancel, forceCancel, maskSecret } = host;
    const { requestTimeoutMs: timeoutMs } = options;
    const fetch = options.writes ? host.fetch : readOnly(host.fetch, [access.truu.tokenUrl]);
    const serviceOf = ({ origin }) => origin === new URL(graphUrl).origin ? 'graph' : origin === new URL(authority).origin ? 'entra' : 'truu';
    const recorded = (http) => recordRequests(http, serviceOf, options.requests);
    const http = recorded(createHttp({ fetch, clock, timeoutMs, cancel, forceCancel }));
    const { tenant } = spec.entra;
    const login = { tenant, clientId: access.clientId, authority, audience: cloud.audience, scope };
    const session = createEntraSession(login, { idToken: host.idToken, maskSecret, clock, timeoutMs, cancel });
    const graphOptions = { clock, session, url: graphUrl, retryBudgetMs: retryBudgetMs(timeoutMs) };
    const graph = await createGraph({ ...graphOptions, http, cancel });
    const truu = createTruu(http, createTruuSession(http, access.truu, maskSecret), access.truu.url);
    const retryWindow = { clock, cancel, lengthMs: timeoutMs * lagInTimeouts };
    const openApplyContext = async () => {
        const deployer = await session.deployer();
        const consentUrl = `${authority}/${tenant}/adminconsent`;
        const entra = { graph, deployer, retryWindow, graphUrl, consentUrl };
        const brief = { timeoutMs: cleanupMs, cancel: forceCancel, forceCancel, attempts: 1 };
        const briefly = recorded(createHttp({ fetch, clock, ...brief }));
        const lastGraph = await createGraph({ ...graphOptions, http: briefly, cancel: forceCancel, retryBudgetMs: 0 });
        const cleanupWriter = { ...entra, graph: lastGraph, retryWindow: { clock, cancel: forceCancel, lengthMs: 0 } };
        const tokenUrl = `${authority}/${tenant}/oauth2/v2.0/token`;
        const { nonce, say } = host;
        return { entra, cleanupWriter, truu, http, maskSecret, clock, cancel, tenant, tokenUrl, scope, nonce, say };
    };
    return {
        remotes: { graph, session, truu, clock, cancel },
        retryWindow,
        openContext: options.writes ? openApplyContext : null,
    };
};

;// CONCATENATED MODULE: ./build/entra/read/audit-events.js

/** Every licence keeps the log so long; only some keep it longer (entra-docs, reference-reports-data-retention). */
const keptDays = 7;
const maxEvents = 20;
/** The log of Microsoft Graph's service principal tells of every app of the tenant. */
const audit_events_maxPages = 3;
/**
 * Who changed the registration, its service principal or its permissions in the last days, the newest first, without what
 * the identity of this run did; by Graph's audit log (Graph docs, directoryaudit-list, read 2026-11). Null when there is
 * no registration, or when the log was refused, needs another licence, or failed: then nothing is known. Each page is
 * asked for once. Throws APPLY_CANCELLED alone, since no run depends on it.
 */
const readAuditEvents = async (graph, entra) => {
    const { application, servicePrincipal, deployer, now } = entra;
    if (application === null)
        return null;
    const since = new Date(now.getTime() - keptDays * 86_400_000).toISOString();
    const principalId = servicePrincipal?.id ?? null;
    const about = async (id, pages, isOurs = () => true) => id === null ? [] : (await rowsAbout(graph, id, since, pages)).filter(isOurs);
    try {
        const rows = await Promise.all([
            about(application.id, 1),
            about(principalId, 1),
            // A permission that is given or taken is logged under its API; who has it is only among the properties.
            about(principalId === null ? null : entra.graphServicePrincipalId, audit_events_maxPages, audit_events_names(principalId)),
        ]);
        return newestOf(rows.flat(), deployer);
    }
    catch (thrown) {
        return orNull(thrown);
    }
};
const pageSize = 100;
/** The newest rows about an object. Throws on any answer that is not a page of them. */
const rowsAbout = async (graph, id, since, pages) => {
    const filter = `activityDateTime ge ${since} and targetResources/any(t:t/id eq '${id}')`;
    const query = [
        ['$filter', filter],
        ['$orderby', 'activityDateTime desc'],
        ['$top', String(pageSize)],
    ];
    const first = query.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&');
    const rows = [];
    let next = `/auditLogs/directoryAudits?${first}`;
    for (let page = 1; next !== undefined && page <= pages; page += 1) {
        const answer = await graph.send({ method: 'GET', path: next, repeat: 'never' });
        const body = answer_isOk(answer) ? answer.body : undefined;
        if (!Array.isArray(body?.value))
            throw new Error('The audit log was not told.');
        rows.push(...body.value);
        next = body['@odata.nextLink'];
    }
    return rows;
};
const propertiesOf = ({ targetResources }) => (targetResources ?? []).flatMap((target) => target.modifiedProperties ?? []);
/** Values are JSON in a string, and those of what was taken away are old ones (public samples, 2026-11). */
const saysOf = ({ oldValue, newValue }) => (newValue ?? oldValue ?? '').replace(/^"(.*)"$/s, '$1').trim();
const audit_events_names = (principalId) => (row) => propertiesOf(row).some((one) => one.displayName === 'ServicePrincipal.ObjectID' && saysOf(one).toLowerCase() === principalId) || (row.targetResources ?? []).some(({ id }) => id?.toLowerCase() === principalId);
const newestOf = (rows, deployer) => {
    const once = [...new Map(rows.map((row) => [row.id ?? JSON.stringify(row), row])).values()];
    return once
        .filter(({ result }) => result === undefined || result === 'success')
        .filter((row) => !isBy(row, deployer))
        .map(toAuditEvent)
        .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
        .slice(0, maxEvents);
};
/** An app is named by its service principal; its app id is often left out (public samples, 2026-11). */
const isBy = ({ initiatedBy }, { appId, servicePrincipalId }) => {
    const app = initiatedBy?.app;
    const same = (a, b) => b !== null && a?.toLowerCase() === b;
    return same(app?.servicePrincipalId, servicePrincipalId) || same(app?.appId, appId);
};
const toAuditEvent = (row) => {
    const { user, app } = row.initiatedBy ?? {};
    const who = [user?.userPrincipalName, user?.displayName, user?.id, app?.displayName, app?.servicePrincipalId];
    const time = Date.parse(row.activityDateTime ?? '');
    const detail = detailOf(propertiesOf(row));
    return {
        at: Number.isNaN(time) ? (row.activityDateTime ?? '') : new Date(time).toISOString(),
        actor: who.find((name) => typeof name === 'string' && name !== '') ?? 'nobody that the log names',
        activity: `${row.activityDisplayName ?? 'an activity without a name'}${detail === '' ? '' : `: ${detail}`}`,
    };
};
const maxDetails = 4;
/** Permissions are told by name. Of other properties only the name is told, since a value may be a credential's. */
const telling = new Set(['AppRole.Value', 'DelegatedPermissionGrant.Scope']);
const notTelling = /^(AppRole|AppRoleAssignment|DelegatedPermissionGrant|ServicePrincipal|TargetId)\.|^Included Updated|^ObjectID$|^KeyDescription$/;
const detailOf = (properties) => {
    const values = properties.filter(({ displayName }) => telling.has(displayName ?? '')).map(saysOf);
    const changed = properties.map(({ displayName }) => displayName ?? '').filter((name) => !notTelling.test(name));
    return [...values, ...changed]
        .filter((text) => text !== '')
        .slice(0, maxDetails)
        .join(', ');
};

;// CONCATENATED MODULE: ./build/entra/desired.js

/** Translates the spec; the names were checked against the catalogue when it was parsed. */
const desiredEntra = ({ entra }) => {
    const { application, permissions } = entra;
    return {
        tenant: entra.tenant,
        key: application.appId === undefined ? { uniqueName: application.uniqueName } : { appId: application.appId },
        displayName: application.name,
        uniqueName: application.uniqueName,
        signInAudience: 'AzureADMyOrg',
        application: wanted('application', permissions?.application),
        delegated: wanted('delegated', permissions?.delegated),
        removeUnlisted: permissions?.unlisted === 'remove',
        secret: entra.secret,
    };
};
const wanted = (type, names) => names?.flatMap((name, index) => {
    const known = findPermission(type, name);
    return known ? [{ type, name, id: known.id, path: ['entra', 'permissions', type, index] }] : [];
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
/** Throws PLAN_CHANGED, with the difference, unless a plan is the one that was reviewed. */
const expectReviewed = (reviewed, plan) => {
    if (reviewed.fingerprint === plan.fingerprint)
        return;
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
const changeLabel = ({ address, act, skipReason, fields }) => [`${act} ${address}`, ...fields.map(fieldLabel), ...(skipReason === null ? [] : ['not applied'])].join(', ');
const fieldLabel = ({ path, before, after }) => `${path}: ${valueLabel(before)} → ${valueLabel(after)}`;

;// CONCATENATED MODULE: ./build/run/review-gate.js



/**
 * Lets a plan pass that is the one which was expected: by hand (`expect-plan`), or else by the review of the pull request
 * that brought the commit. Where nothing would be done there is nothing to agree to. Throws PLAN_….
 */
const passReviewGate = async (request, host, specFile, plan) => {
    const { expectPlan, mode, requireReviewedPlan } = request;
    if (expectPlan !== null)
        return expectFingerprint(expectPlan, plan);
    if (mode !== 'apply' || !requireReviewedPlan || wantedOf(plan.changes).length === 0)
        return;
    expectReviewed(await host.reviewedPlan(specFile), plan);
};
const expectFingerprint = (expected, plan) => {
    if (expected === plan.fingerprint)
        return;
    throw new ActionError('PLAN_CHANGED', 'The world or the spec has changed since the plan was reviewed.', {
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
    // Nobody but us gives a registration our unique name, so one that is not there yet may be any that TruU names.
    if (application === null)
        return 'appId' in key && key.appId !== clientId;
    if (application.appId !== clientId || credential.secretKeyId === null)
        return true;
    return application.secrets.some(({ keyId }) => keyId === credential.secretKeyId);
};

;// CONCATENATED MODULE: ./build/entra/read/secret-activity.js

/** Pages of ten or more: far more than the secrets that a registration can have. */
const secret_activity_maxPages = 20;
/**
 * When the secrets of a registration last logged in, by Graph's beta report (Graph docs,
 * reportroot-list-appcredentialsigninactivities, read 2026-11). Null when it was refused, failed, or is not to be
 * understood: then nothing is known. Each page is asked for once. Throws APPLY_CANCELLED alone, since no run depends on it.
 */
const readSecretUse = async (graph, appId) => {
    try {
        const rows = [];
        const filter = encodeURIComponent(`appId eq '${appId}'`);
        let next = `/reports/appCredentialSignInActivities?$filter=${filter}`;
        for (let page = 1; next !== null; page += 1) {
            const first = page === 1 ? { version: 'beta' } : {};
            const answer = await graph.send({ method: 'GET', path: next, ...first, repeat: 'never' });
            const body = answer_isOk(answer) ? answer.body : undefined;
            const found = rowsOf(body);
            if (found === null || page > secret_activity_maxPages)
                return null;
            rows.push(...found);
            next = body?.['@odata.nextLink'] ?? null;
        }
        return latestOf(rows);
    }
    catch (thrown) {
        return orNull(thrown);
    }
};
/** A list, or one row alone, as the document's own samples of a filter are. */
const rowsOf = (body) => {
    if (Array.isArray(body?.value))
        return body.value;
    return typeof body?.keyId === 'string' ? [body] : null;
};
/** A key has a row for each API that it was used for: the latest counts. Null when a time cannot be read. */
const latestOf = (rows) => {
    const latest = new Map();
    for (const { keyId, signInActivity } of rows) {
        const told = Object.entries(signInActivity ?? {}).filter(([name, value]) => isTime(name) && value !== null);
        const times = told.map(([, value]) => Date.parse(String(value))).filter((time) => !isNever(time));
        if (typeof keyId !== 'string' || times.some(Number.isNaN))
            return null;
        const key = keyId.toLowerCase();
        if (times.length > 0)
            latest.set(key, Math.max(latest.get(key) ?? 0, ...times));
    }
    return Object.fromEntries([...latest].map(([key, time]) => [key, new Date(time).toISOString()]));
};
/** lastSignInDateTime and its like: of any flow, since any of them is a use (Graph docs, resources/signinactivity). */
const isTime = (name) => /^last\w*DateTime$/.test(name);
/** Graph's way of leaving a time out is the year 1. */
const isNever = (time) => time < Date.UTC(2000);

;// CONCATENATED MODULE: ./build/entra/read/entra.js







const applicationFields = 'id,appId,displayName,uniqueName,signInAudience,createdByAppId,requiredResourceAccess,passwordCredentials,keyCredentials,servicePrincipalLockConfiguration';
const servicePrincipalFields = 'id,appId,accountEnabled,passwordCredentials,keyCredentials';
/** A key in a path: single quotes are doubled, as OData wants it, before the URL is encoded. */
const quoted = (value) => `'${encodeURIComponent(value.replaceAll("'", "''"))}'`;
const entra_pathOf = (key) => 'appId' in key ? `/applications(appId=${quoted(key.appId)})` : `/applications(uniqueName=${quoted(key.uniqueName)})`;
/** The least that lets its holder read (Graph's permissions.json, devx-content, 2026-08-07). */
const readers = ['Application.Read.All'];
const grantReaders = ['Directory.Read.All'];
/**
 * Entra's side: two `$batch` requests, one when the app id is known. A part that could not be read throws (ENTRA_…,
 * AUTH_…); it never reads as absent.
 */
const readEntra = async (graph, key, context) => {
    try {
        return await readBoth(graph, key, context);
    }
    catch (thrown) {
        throw answer_noAnswer(thrown, 'read the registration');
    }
};
const readBoth = async (graph, key, context) => {
    const { deployer } = context;
    const related = 'appId' in key ? relatedPaths(key.appId) : [];
    const first = await graph.batch([
        `${entra_pathOf(key)}?$select=${applicationFields}`,
        `/servicePrincipals(appId='${graphAppId}')?$select=id`,
        `/servicePrincipals(appId=${quoted(deployer.appId)})?$select=id`,
        ...related,
        // Last, and only by those who may: a refusal would be shown, and stand for nothing.
        ...(mayReadPolicy(deployer) ? [policyPath] : []),
    ].map((path) => ({ method: 'GET', path })));
    const [application, graphPrincipal, self, ...rest] = first;
    const policy = rest[related.length];
    const wire = bodyOrNull(application, 'read the registration', deployer);
    const graphServicePrincipalId = entra_idOf(graphPrincipal, 'find Microsoft Graph in the tenant', deployer);
    const me = { ...deployer, servicePrincipalId: deployer.servicePrincipalId ?? selfIdOf(self, deployer) };
    const [answers, secretUse] = await Promise.all([
        related.length > 0 || wire?.appId === undefined ? rest : readRelated(graph, wire.appId),
        useOf(graph, wire, context),
    ]);
    const parts = wire === null
        ? { application: null, servicePrincipal: null }
        : await assemble(graph, wire, answers, graphServicePrincipalId, deployer);
    const now = graph.now();
    if (now === null)
        throw unexpected(application, 'say what time it is');
    const secretPolicy = policy !== undefined && answer_isOk(policy) ? toSecretPolicy(policy.body, wire !== null) : null;
    return { tenant: context.tenant, deployer: me, graphServicePrincipalId, ...parts, secretUse, secretPolicy, now };
};
/** With no more than one secret, made by a run of this action, there is nothing to tell apart. */
const useOf = async (graph, wire, { secretUse }) => {
    if (secretUse !== 'ask')
        return secretUse;
    const secrets = wire?.passwordCredentials ?? [];
    const matters = secrets.length > 1 || secrets.some((one) => !isTagged(one));
    return matters && wire?.appId !== undefined ? readSecretUse(graph, wire.appId) : null;
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
    ];
};
const readRelated = (graph, appId) => graph.batch(relatedPaths(appId).map((path) => ({ method: 'GET', path })));
const assemble = async (graph, wire, answers, graphServicePrincipalId, deployer) => {
    const [principal, assignments, grants, owners, credentials] = answers;
    const all = (answer, operation, permissions = readers) => entra_pages(graph, answer, { operation, permissions, roles: deployer.roles });
    const application = toApplication(wire, {
        owners: await all(owners, 'read the owners of the registration'),
        federatedCredentials: await all(credentials, 'read its federated credentials'),
    });
    if (application === null)
        throw unexpected(principal, 'read the registration');
    const found = bodyOrNull(principal, 'read the service principal', deployer);
    if (found === null)
        return { application, servicePrincipal: null };
    const servicePrincipal = toServicePrincipal(found, {
        assignments: await all(assignments, 'read the granted application permissions'),
        grants: await all(grants, 'read the granted delegated permissions', grantReaders),
    }, graphServicePrincipalId);
    if (servicePrincipal === null)
        throw unexpected(principal, 'read the service principal');
    return { application, servicePrincipal };
};
/** The body of an answer, or null only for Graph's own "does not exist". */
const bodyOrNull = (answer, operation, deployer) => {
    if (answer.status === 404 && graphErrorOf(answer).code === 'Request_ResourceNotFound')
        return null;
    if (!answer_isOk(answer) || typeof answer.body !== 'object' || answer.body === null)
        throw graphError(answer, { operation, permissions: readers, roles: deployer.roles });
    return answer.body;
};
const entra_idOf = (answer, operation, deployer) => {
    const found = bodyOrNull(answer, operation, deployer);
    if (found?.id)
        return found.id.toLowerCase();
    throw unexpected(answer, operation);
};
/** Our own service principal by Graph; only a hint, so that a refusal here does not stop a plan. */
const selfIdOf = (answer, deployer) => {
    if (!answer_isOk(answer))
        return null;
    return bodyOrNull(answer, 'find ourselves', deployer)?.id?.toLowerCase() ?? null;
};
/** More pages than any tenant of this kind has: a nextLink that goes in circles must end. */
const entra_maxPages = 500;
const entra_pages = async (graph, first, attempt) => {
    const { operation } = attempt;
    const found = [];
    let answer = first;
    for (let page = 1; page <= entra_maxPages; page += 1) {
        const body = answer.body;
        if (!answer_isOk(answer) || !Array.isArray(body?.value))
            throw graphError(answer, attempt);
        found.push(...body.value);
        const next = body['@odata.nextLink'];
        if (next === undefined)
            return found;
        answer = await sendRequest(graph, { method: 'GET', path: next, repeat: 'safe' }, operation);
    }
    throw new ActionError('ENTRA_UNEXPECTED', `Graph did not come to an end when asked to ${operation}.`);
};

;// CONCATENATED MODULE: ./build/run/observe.js





/** How often in a row Entra must not show what TruU names before that counts as gone; its replicas disagree. */
const observe_maxReads = 5;
/** Asks Entra and TruU at the same time, and Entra again while the two cannot be of one moment. */
const observe = async (remotes, query) => {
    const [entra, other] = await Promise.allSettled([readEntraSide(remotes, query), readTruu(remotes.truu, query.truu)]);
    if (entra.status === 'fulfilled' && other.status === 'fulfilled')
        return readAgain(remotes, query, { entra: entra.value, truu: other.value });
    const failures = [entra, other].flatMap((side) => (side.status === 'rejected' ? [asActionError(side.reason)] : []));
    return { readable: false, failures };
};
const readEntraSide = async ({ graph, session }, query) => {
    const { application, tenant, secretUse } = query;
    return readEntra(graph, application, { tenant, deployer: await session.deployer(), secretUse });
};
const readAgain = async (remotes, query, { entra: first, truu }) => {
    const { clock, cancel } = remotes;
    const waits = (0,support_clock/* backOff */.fu)(100, 1.6, 1_000);
    let entra = first;
    try {
        for (let reads = 1; reads < observe_maxReads && !isConsistent(entra, truu, query.application); reads += 1) {
            // The first time at once: most often another run was faster than our reading.
            if (reads > 1)
                await clock.sleep(waits.next().value, cancel);
            const appId = entra.application?.appId;
            entra = await readEntraSide(remotes, appId === undefined ? query : { ...query, application: { appId } });
        }
    }
    catch (thrown) {
        return { readable: false, failures: [asActionError(thrown)] };
    }
    return { readable: true, entra, truu };
};

;// CONCATENATED MODULE: ./build/plan/compare/entra.js



/** What the spec and Entra disagree about, secrets apart. */
const compareEntra = (input) => [
    ...compareApplication(input),
    ...comparePrincipal(input),
    ...comparePermissions(input, 'application'),
    ...comparePermissions(input, 'delegated'),
];
const compareApplication = (input) => {
    const { desired, observed } = input.entra;
    const { application } = observed;
    const wanted = [
        { path: 'displayName', value: desired.displayName, at: ['entra', 'application', 'name'] },
        { path: 'uniqueName', value: desired.uniqueName, at: ['entra', 'application', 'uniqueName'] },
        { path: 'signInAudience', value: desired.signInAudience, at: ['entra', 'application'] },
    ];
    if (application === null)
        return [
            changeOf({
                target: { kind: 'application' },
                act: 'create',
                title: 'Create the app registration',
                fields: wanted.map(({ path, value }) => ({ path, before: null, after: value })),
                range: rangeOf(input, 'entra', 'application'),
                reason: 'no registration has the unique name',
            }),
        ];
    return wanted.flatMap(({ path, value, at }) => {
        const before = application[path];
        if (before === value)
            return [];
        const adopts = path === 'uniqueName';
        return [
            changeOf({
                target: { kind: 'application-property', property: path },
                act: adopts ? 'adopt' : 'update',
                title: adopts
                    ? 'Set the unique name of the registration; it cannot be changed later'
                    : 'Update the registration',
                fields: [{ path, before, after: value }],
                range: rangeOf(input, ...at),
                danger: path === 'signInAudience' ? 'privilege' : 'ordinary',
                reason: adopts ? 'the spec adopts a registration that has no unique name' : null,
            }),
        ];
    });
};
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
const entra_grantStateOf = ({ entra }, type) => {
    const { application, servicePrincipal } = entra.observed;
    const requested = new Set(application?.requested[type] ?? []);
    if (type === 'application')
        return { requested, granted: new Set(servicePrincipal?.assignments.map((one) => one.roleId) ?? []) };
    const scopes = servicePrincipal?.delegatedGrant?.scopes ?? [];
    // A scope that the catalogue does not know keeps its name in place of an id: it is a privilege all the same.
    return { requested, granted: new Set(scopes.map((name) => findPermission('delegated', name)?.id ?? name)) };
};
const comparePermissions = (input, type) => {
    const { desired } = input.entra;
    const listed = desired[type];
    if (listed === null)
        return [];
    const grantState = entra_grantStateOf(input, type);
    const ids = new Set(listed.map((permission) => permission.id));
    const unlisted = [...new Set([...grantState.requested, ...grantState.granted])].filter((id) => !ids.has(id)).sort();
    return [
        ...listed.flatMap((permission) => missing(input, permission, grantState)),
        ...unlisted.map((id) => extra(input, type, id, grantState)),
    ];
};
const difference = (path, before, after) => before === after ? [] : [{ path, before, after }];
const missing = (input, permission, grantState) => {
    const requested = grantState.requested.has(permission.id);
    const granted = grantState.granted.has(permission.id);
    if (requested && granted)
        return [];
    return [
        changeOf({
            target: { kind: 'permission', type: permission.type, name: permission.name },
            act: granted ? 'update' : 'grant',
            title: granted ? 'Request a permission that is already granted' : 'Grant a permission',
            fields: [...difference('requested', requested, true), ...difference('granted', granted, true)],
            range: rangeOf(input, ...permission.path),
            danger: granted ? 'ordinary' : 'privilege',
            reason: granted ? 'granted, not requested' : requested ? 'requested, not granted' : null,
        }),
    ];
};
const extra = (input, type, id, grantState) => {
    const requested = grantState.requested.has(id);
    const granted = grantState.granted.has(id);
    return changeOf({
        target: { kind: 'permission', type, name: permissionById(type, id)?.name ?? id },
        act: granted ? 'revoke' : 'remove',
        title: granted ? 'Revoke a permission that the spec does not list' : 'Stop requesting a permission',
        fields: [...difference('requested', requested, false), ...difference('granted', granted, false)],
        range: rangeOf(input, 'entra', 'permissions', type),
        danger: 'removal',
        reason: granted ? 'granted, but not in the spec' : 'requested, but not in the spec',
    });
};

;// CONCATENATED MODULE: ./build/plan/types.js
/** A value that only apply can know, such as the id of what it will create. */
const knownAfterApply = { knownAfterApply: true };
/** How closely a change deserves a look: privileges and removals first. Lower is more dangerous. */
const dangerRank = { privilege: 0, removal: 1, tenantWide: 2, secret: 3, ordinary: 4 };

;// CONCATENATED MODULE: ./build/plan/compare/secret.js





/** Key ids that this run retires once it has seen Healthy: due already, or due at once because no overlap is kept. */
const retiring = (input, { match, renewal, secrets }) => {
    const { adoptSecrets } = input.policy;
    if (renewal === null)
        return secrets.filter((one) => one.role === 'due').map((one) => one.keyId);
    const noOverlap = durationMs(input.entra.desired.secret.overlap) === 0;
    if (match.kind !== 'ours' || !(renewal.compromised || noOverlap))
        return [];
    const leaves = (one) => one.role === 'overlap' ? noOverlap : one.role === 'held' && (isTagged(one) || adoptSecrets.has(one.keyId));
    return secrets.filter(leaves).map((one) => one.keyId);
};
/** Orphaned secrets, and those that are past their overlap or one too many when a new secret is created. */
const unheldSecrets = (assessment) => {
    const { match, renewal, secrets } = assessment;
    const excess = renewal === null ? [] : excessSecrets(assessment);
    const leaves = secrets.filter((one) => one.role === 'orphaned' || (renewal !== null && one.role === 'due') || excess.includes(one));
    if (match.kind !== 'none')
        return { before: leaves.map((one) => one.keyId), after: [] };
    // Without a directory there is nothing to fence, and the newest may be one that another run is setting in TruU now.
    const keyIds = leaves.toSorted(byStart).map((one) => one.keyId);
    return { before: keyIds.slice(0, -1), after: keyIds.slice(-1) };
};
/** So many secrets of ours stay for their overlap beside the held one and the new one: secrets may not pile up. */
const maxInOverlap = 1;
/** The oldest of ours for which there is no room; none while TruU cannot name the secret that it holds. */
const excessSecrets = ({ secrets }) => {
    if (!secrets.some((one) => one.role === 'held'))
        return [];
    const kept = secrets.filter((one) => one.role === 'overlap' && isTagged(one)).toSorted(byStart);
    return kept.slice(0, Math.max(0, kept.length - maxInOverlap));
};
const byStart = (a, b) => Date.parse(a.startsOn) - Date.parse(b.startsOn);
/** The changes that concern secrets: by key id, never by value. */
const compareSecrets = (input, assessment) => {
    const { renewal } = assessment;
    const { before, after } = unheldSecrets(assessment);
    return [
        ...(renewal === null ? [] : [rotation(input, assessment, renewal)]),
        ...[...before, ...after].map((keyId) => removal(input, assessment, keyId)),
        ...retiring(input, assessment).map((keyId) => retirement(input, keyId, renewal)),
    ];
};
const titles = {
    create: 'Create a client secret and set it in TruU',
    rotate: 'Rotate the client secret',
    adopt: 'Replace the manually entered secret with a managed one',
};
const rotation = (input, { match }, renewal) => changeOf({
    target: { kind: 'secret', keyId: null },
    act: renewal.act,
    title: titles[renewal.act],
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
    reason: secrets.some((one) => one.keyId === keyId && one.role === 'overlap')
        ? 'newer secrets are in their overlap, and at most one is kept'
        : 'it is orphaned by an interrupted run, or past its overlap',
    dueByTime: true,
    // Mode renew creates no directory, and without one there is nothing to fence.
    renews: match.kind !== 'none',
});
const retirement = (input, keyId, renewal) => changeOf({
    target: { kind: 'secret', keyId },
    act: 'retire',
    title: 'Retire the previous secret',
    fields: [{ path: 'secretKeyId', before: keyId, after: null }],
    range: rangeOf(input, 'entra', 'secret', 'overlap'),
    danger: 'secret',
    reason: renewal?.compromised ? 'it is compromised' : 'its overlap has passed',
    dueByTime: true,
    renews: true,
});

;// CONCATENATED MODULE: ./build/plan/compare/truu.js



/** What the spec and TruU disagree about, the credential apart. */
const compareTruu = (input, match) => [
    ...compareDirectory(input, match),
    ...compareIdentity(input, match),
    ...comparePrimaryUserIdentifier(input),
    ...compareCluster(input, match),
];
const specKeys = {
    configurationName: 'name',
    domain: 'domain',
    allUsersShareUpnSuffix: 'allUsersShareUpnSuffix',
    autoRemoveDevices: 'autoRemoveDevices',
};
const compareDirectory = (input, match) => {
    const { settings } = input.truu.desired;
    const keys = Object.keys(specKeys);
    if (match.kind === 'ambiguous')
        return [];
    if (match.kind === 'none')
        return [
            changeOf({
                target: { kind: 'directory' },
                act: 'create',
                title: 'Create the TruU directory',
                fields: keys.map((path) => ({ path, before: null, after: settings[path] })),
                range: rangeOf(input, 'truu', 'directory'),
                reason: 'TruU has no directory for this tenant or with this name',
            }),
        ];
    const { directory } = match;
    return keys.flatMap((path) => {
        if (directory[path] === settings[path])
            return [];
        return [
            changeOf({
                target: { kind: 'directory-setting', setting: path },
                act: 'update',
                title: path === 'configurationName' ? 'Rename the TruU directory' : 'Update the TruU directory',
                fields: [{ path, before: directory[path], after: settings[path] }],
                range: rangeOf(input, 'truu', 'directory', specKeys[path]),
                danger: dangerOf(path, settings),
            }),
        ];
    });
};
/** Switching the removal of devices on can unenroll people's devices at once. */
const dangerOf = (path, settings) => path === 'autoRemoveDevices' && settings.autoRemoveDevices ? 'removal' : 'ordinary';
/** The ids that the hand-over carries: a directory found by its name alone is pointed at this registration. */
const compareIdentity = (input, match) => {
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
                danger: 'tenantWide',
                reason: 'the directory has the name of the spec and other ids',
            }),
        ]);
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
            reason: before === null ? 'the cluster is connected to no directory' : 'the cluster is connected to another directory',
        }),
    ];
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/plan/fingerprint.js

/**
 * SHA-256 over what a plan would change, hexadecimal. Equal for equal plans however the remotes order their answers:
 * sorted, and without times, ETags, key ids, and what is due only because time passed.
 */
const fingerprintOf = (changes, refusals) => {
    const data = {
        version: 1,
        changes: changes
            .filter((change) => !change.dueByTime)
            .map(canonical)
            .sort(),
        refusals: refusals.map(({ code, message }) => JSON.stringify([code, message])).sort(),
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

;// CONCATENATED MODULE: ./build/plan/skip.js
const takesUnlistedAway = ({ target, act }) => target.kind === 'permission' && (act === 'revoke' || act === 'remove');
/** A permission that the spec does not list is reported, unless the spec says that it is removed. */
const reportOnly = (change, { entra }) => takesUnlistedAway(change) && !entra.desired.removeUnlisted ? 'unlisted' : null;
/** It is removed only where the workflow allows removals. */
const removalsOff = (change, { policy }) => takesUnlistedAway(change) && !policy.allowRemovals ? 'allow-removals' : null;
/** Mode renew moves an integration from one secret to the next, and does nothing else. */
const renewalsOnly = ({ renews }, { policy }) => (policy.renewOnly && !renews ? 'mode' : null);
/** The first that has something against a change decides. */
const policies = [reportOnly, removalsOff, renewalsOnly];
/** The same changes, each with the reason for which apply leaves it out. */
const withSkipReasons = (changes, input) => changes.map((change) => {
    const reasons = policies.map((policy) => policy(change, input));
    return { ...change, skipReason: reasons.find((reason) => reason !== null) ?? null };
});

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

;// CONCATENATED MODULE: ./build/plan/steps/entra.js



const isPermission = (change) => change.target.kind === 'permission';
/** The steps that bring the registration, its service principal and its grants about. */
const entraSteps = (input, wanted) => [
    ...applicationSteps(input, wanted),
    ...principalStep(input, wanted),
    ...grantStep(input, wanted),
];
const applicationSteps = (input, wanted) => {
    const { desired, observed } = input.entra;
    const own = wanted.filter(({ target }) => target.kind === 'application' || target.kind === 'application-property');
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
        },
    ]
    : [];
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

;// CONCATENATED MODULE: ./build/plan/secret/classify.js


/** Gives each secret of the registration its role. TruU's clock judges the overlap; Graph's judged the starts. */
const classifySecrets = (input, directory) => {
    const { application, secretUse } = input.entra.observed;
    if (application === null)
        return [];
    return application.secrets.map((secret) => {
        const lastUsedOn = secretUse?.[secret.keyId] ?? null;
        const use = secretUse === null ? 'unknown' : lastUsedOn === null ? 'unreported' : 'reported';
        return { ...secret, role: roleOf(secret, input, application, directory), use, lastUsedOn };
    });
};
const heldIn = (application, directory) => directory?.clientId === application.appId ? directory.credential.secretKeyId : null;
/** Of ours, what started after this instant (RFC 3339), and what TruU does not hold, was never handed over. */
const orphanedSince = (application, directory) => {
    const heldKeyId = application === null ? null : heldIn(application, directory);
    const held = application?.secrets.find(({ keyId }) => keyId === heldKeyId);
    return held?.startsOn ?? directory?.credential.acceptedAt ?? new Date(0).toISOString();
};
const roleOf = (secret, { entra, truu, policy, ownRotation }, application, directory) => {
    const heldKeyId = heldIn(application, directory);
    if (secret.keyId === heldKeyId)
        return 'held';
    const tagged = isTagged(secret);
    if (!tagged && !policy.adoptSecrets.has(secret.keyId))
        return 'foreign';
    const acceptedAt = directory?.credential.acceptedAt ?? null;
    if (acceptedAt === null)
        return tagged ? 'orphaned' : 'overlap';
    if (startedAfter(secret, orphanedSince(application, directory)))
        return tagged ? 'orphaned' : 'overlap';
    // While TruU cannot name what it holds, any secret that is older than that may be the very one.
    if (heldKeyId === null)
        return 'overlap';
    // Graph showed it too late: a dead run made it just before, and TruU went from the known secret to the new one.
    if (tagged && heldKeyId === ownRotation?.keyId && !ownRotation.known.has(secret.keyId))
        return 'orphaned';
    if (secret.keyId === policy.rotate)
        return 'due';
    const until = addDuration(new Date(acceptedAt), parseDuration(entra.desired.secret.overlap));
    if (until.getTime() > truu.observed.now.getTime())
        return 'overlap';
    return wasUsedSince(acceptedAt, secret, { entra, truu }) ? 'in-use' : 'due';
};
/** A use so soon after the hand-over is TruU's own, by what it had still under way: the overlap is there for it. */
const usageGraceMs = 10 * 60_000;
/** Clocks that differ by less count as one: their `Date`s were not read at the same instant. */
const sameClockMs = 60_000;
/** Whether a secret logged in, by Entra's clock, some minutes after TruU took the next one, by its own. No report is no proof. */
const wasUsedSince = (acceptedAt, { keyId }, { entra, truu }) => {
    const lastUsedOn = entra.observed.secretUse?.[keyId];
    if (lastUsedOn === undefined)
        return false;
    const apartMs = truu.observed.now.getTime() - entra.observed.now.getTime();
    const skewMs = Math.abs(apartMs) < sameClockMs ? 0 : apartMs;
    return Date.parse(lastUsedOn) + skewMs > Date.parse(acceptedAt) + usageGraceMs;
};

;// CONCATENATED MODULE: ./build/plan/steps/secret.js





/** What a new secret brings along: the secrets deleted before it, and the directory that it creates or re-points. */
const isSetWithSecret = (target, deletedBefore) => {
    if (target.kind === 'secret')
        return target.keyId === null || deletedBefore.includes(target.keyId);
    return target.kind === 'directory' || target.kind === 'directory-identity';
};
/** The step that creates a secret and sets it in TruU. */
const secretStep = (input, assessment, wanted, made) => {
    const { match } = assessment;
    const { before } = unheldSecrets(assessment);
    const served = wanted.filter(({ target }) => isSetWithSecret(target, before));
    if (match.kind === 'ambiguous' || rotationOf(served) === null)
        return [];
    const first = assessment.renewal?.act === 'create';
    const directory = match.kind === 'ours' ? heldSecretOf(match.directory) : { create: input.truu.desired.settings };
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
            unheldKeyIds: before,
            orphanedSince: orphanedSince(input.entra.observed.application, match.kind === 'ours' ? match.directory : null),
            directory,
            first,
        },
    ];
};
const heldSecretOf = (directory) => ({
    id: directory.id,
    etag: directory.etag,
    heldKeyId: directory.credential.secretKeyId,
});
/** The step that deletes orphaned secrets which no new secret replaces, behind a fence as well. */
const deleteUnheldStep = (input, { match, ...assessment }, secret) => {
    const { application } = input.entra.observed;
    const { before, after } = unheldSecrets({ match, ...assessment });
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
            directory: match.kind === 'ours' ? heldSecretOf(match.directory) : { step: 'set-secret', field: 'directoryId' },
        },
    ];
};
/** The step that retires what TruU held before, once it is Healthy with the new secret. */
const retireStep = (input, assessment, wanted, before) => {
    const { application } = input.entra.observed;
    const due = wanted.filter(({ act }) => act === 'retire');
    const isDue = (keyId) => due.some(({ target }) => target.kind === 'secret' && target.keyId === keyId);
    const keyIds = retiring(input, assessment).filter(isDue);
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

;// CONCATENATED MODULE: ./build/plan/steps/truu.js
/** The steps on TruU's side that follow the secret. */
const truuSteps = (input, match, wanted, before) => {
    const secretStepIds = before.filter((step) => step.kind === 'set-secret').map((step) => step.id);
    const find = (kind) => wanted.find(({ target }) => target.kind === kind);
    return [
        ...settingsStep(match, wanted, secretStepIds),
        ...identifierStep(input, find('primary-user-identifier')),
        ...clusterStep(input, match, find('cluster'), secretStepIds),
    ];
};
const settingsStep = (match, wanted, secretStepIds) => {
    const settings = wanted.filter(({ target }) => target.kind === 'directory-setting');
    if (match.kind !== 'ours' || settings.length === 0)
        return [];
    const fields = settings.flatMap((change) => change.fields.map((one) => [one.path, one.after]));
    return [
        {
            id: 'update-directory',
            kind: 'update-directory',
            changes: settings.map((change) => change.address),
            dependsOn: secretStepIds,
            permissions: [],
            directoryId: match.directory.id,
            etag: match.directory.etag,
            patch: Object.fromEntries(fields),
        },
    ];
};
const identifierStep = ({ truu }, change) => {
    const value = truu.desired.primaryUserIdentifier;
    const current = truu.observed.primaryUserIdentifier;
    if (change === undefined || value === null || current === null)
        return [];
    const id = 'set-primary-user-identifier';
    return [{ id, kind: id, changes: [change.address], dependsOn: [], permissions: [], value, etag: current.etag }];
};
const clusterStep = ({ truu }, match, change, secretStepIds) => {
    const found = truu.observed.cluster?.found ?? null;
    if (change === undefined || found === null || match.kind === 'ambiguous')
        return [];
    return [
        {
            id: 'connect-cluster',
            kind: 'connect-cluster',
            changes: [change.address],
            dependsOn: match.kind === 'none' ? secretStepIds : [],
            permissions: [],
            clusterId: found.id,
            directoryId: match.kind === 'ours' ? match.directory.id : { step: 'set-secret', field: 'directoryId' },
            etag: found.connection.etag,
        },
    ];
};

;// CONCATENATED MODULE: ./build/plan/steps/to-steps.js




/** Turns the wanted changes into steps, in an order that respects what each depends on. */
const toSteps = (input, assessment, changes) => {
    const wanted = wantedOf(changes);
    const made = entraSteps(input, wanted);
    const secret = secretStep(input, assessment, wanted, made);
    const before = [...made, ...secret];
    return [
        ...before,
        ...deleteUnheldStep(input, assessment, secret),
        ...truuSteps(input, assessment.match, wanted, before),
        ...revokeStep(input, wanted, before),
        ...retireStep(input, assessment, wanted, before),
    ];
};

;// CONCATENATED MODULE: ./build/plan/notes.js


/** What people should know though nothing changes: other ways into the registration, and what is not due yet. */
const notesOf = (input, assessment) => [
    ...ownerNotes(input),
    ...credentialNotes(input, assessment),
    ...principalNotes(input),
    ...overlapNotes(input, assessment),
    ...useNotes(input, assessment),
    ...rotateNotes(input, assessment),
];
/** This job's identity and the creator of the registration are known; where neither owns it, owners are only listed. */
const ownerNotes = ({ entra }) => {
    const { application, deployer } = entra.observed;
    if (application === null)
        return [];
    const known = (owner) => owner.id === deployer.servicePrincipalId ||
        (owner.appId !== null && (owner.appId === deployer.appId || owner.appId === application.createdByAppId));
    const say = application.owners.some(known) ? finding : note;
    return application.owners
        .filter((owner) => !known(owner))
        .map((owner) => say({ kind: 'owner', id: owner.id }, 'An unknown owner can change the registration and add secrets to it', owner.displayName ?? owner.id));
};
const credentialNotes = ({ entra }, { secrets }) => {
    const { application, servicePrincipal } = entra.observed;
    const foreign = secrets.filter((secret) => secret.role === 'foreign');
    return [
        ...foreign.map((secret) => finding({ kind: 'secret', keyId: secret.keyId }, 'A secret that this action did not create can log in as the registration; the action does not change it', secret.displayName ?? '', secret.keyId)),
        ...(application?.certificates ?? []).map((one) => finding({ kind: 'certificate', keyId: one.keyId }, 'A certificate can log in as the registration', one.displayName ?? one.keyId)),
        ...(application?.federatedCredentials ?? []).map((one) => finding({ kind: 'federated-credential', name: one.name }, 'A federated credential can log in as the registration', one.name, one.subject ?? '')),
        ...[...(servicePrincipal?.secrets ?? []), ...(servicePrincipal?.certificates ?? [])].map((one) => finding({ kind: 'service-principal-credential', keyId: one.keyId }, 'A credential of the service principal can log in as the registration', one.displayName ?? one.keyId)),
    ];
};
const principalNotes = ({ entra }) => {
    const { application, servicePrincipal } = entra.observed;
    const disabled = servicePrincipal !== null && !servicePrincipal.accountEnabled;
    return [
        ...(disabled
            ? [finding({ kind: 'service-principal' }, 'Sign-in is disabled for the service principal, so TruU cannot log in')]
            : []),
        ...(application !== null && application.locked !== true
            ? [
                note({ kind: 'application-property', property: 'lock' }, 'The service principal is not locked: credentials can be added to it'),
            ]
            : []),
    ];
};
const overlapNotes = ({ entra }, { match, secrets }) => {
    if (match.kind !== 'ours' || match.directory.credential.acceptedAt === null)
        return [];
    const until = addDuration(new Date(match.directory.credential.acceptedAt), parseDuration(entra.desired.secret.overlap));
    return secrets
        .filter((secret) => secret.role === 'overlap')
        .map((secret) => note({ kind: 'secret', keyId: secret.keyId }, `The previous secret is kept until its overlap ends at ${until.toISOString()}`, secret.keyId));
};
/** When each secret that TruU does not hold was last used, and any use after TruU took the next one: what shows which can go. */
const useNotes = ({ entra }, { secrets }) => {
    const others = secrets.filter(({ role }) => role !== 'held' && role !== 'orphaned');
    return [
        ...others
            .filter(({ role }) => role === 'in-use')
            .map(({ keyId }) => finding({ kind: 'secret-use', keyId }, 'The previous secret was used after TruU took the next one, so it is kept past its overlap; set the input "rotate" to its key id to retire it', keyId)),
        ...(entra.observed.secretUse === null ? unknownUse(others) : others.map(lastUse)),
    ];
};
/** Only where a person has to decide by it. */
const unknownUse = (secrets) => secrets.some(({ role }) => role === 'foreign' || role === 'due')
    ? [
        note({ kind: 'secret-use', keyId: null }, 'Sign-in activity of the secrets is unknown: Entra reports it in the public cloud only, to identities with AuditLog.Read.All or Directory.Read.All'),
    ]
    : [];
const lastUse = ({ keyId, lastUsedOn }) => note({ kind: 'secret-use', keyId }, lastUsedOn === null
    ? 'No sign-ins recorded for this secret (activity data can lag)'
    : `Last sign-in with this secret: ${lastUsedOn}`, keyId);
const rotateNotes = ({ policy }, { match, secrets }) => {
    if (policy.rotate === null || (match.kind === 'ours' && match.directory.credential.secretKeyId === policy.rotate))
        return [];
    const known = secrets.some((secret) => secret.keyId === policy.rotate && secret.role === 'due');
    if (known)
        return [];
    return [
        note({ kind: 'secret', keyId: null }, 'The input "rotate" names a key id that TruU does not hold; nothing is rotated', policy.rotate),
    ];
};

;// CONCATENATED MODULE: ./build/plan/secret/renewal.js

/** A new secret may be refused this long without anything being wrong (public measurements, seconds; read 2026-11). */
const renewal_propagationMs = 5 * 60_000;
/** Entra's words for a credential that it does not take, as TruU's checks repeat them. */
const credentialFailures = new Set(['AADSTS7000215', 'AADSTS7000222']);
/** The reason to make a new secret, the strongest first; null when the held one is good. */
const renewalOf = (input, match) => {
    if (match.kind === 'ambiguous')
        return null;
    if (match.kind === 'none')
        return renewal('create', 'TruU has no directory for this tenant yet');
    const { directory } = match;
    const { credential } = directory;
    if (credential.acceptedAt === null && credential.secretKeyId === null)
        return renewal('create', 'TruU holds no secret');
    if (directory.tenantId !== input.entra.desired.tenant)
        return renewal('rotate', 'TruU uses another tenant');
    if (directory.clientId !== (input.entra.observed.application?.appId ?? null))
        return renewal('rotate', 'TruU uses another registration');
    if (credential.secretKeyId === null)
        return renewal('adopt', 'TruU holds a secret that a person typed in, and cannot name it; what was made by hand stays in Entra until adopt-secrets names it');
    return heldRenewal(input, directory, credential.secretKeyId);
};
const heldRenewal = (input, directory, heldKeyId) => {
    const { desired, observed } = input.entra;
    if (input.policy.rotate === heldKeyId)
        return { ...renewing('the workflow asks to get away from the held secret'), compromised: true };
    const held = observed.application?.secrets.find((secret) => secret.keyId === heldKeyId);
    if (held === undefined)
        return renewing('Entra no longer has the secret that TruU holds');
    const expires = new Date(held.expiresOn);
    if (expires.getTime() <= observed.now.getTime())
        return { ...renewing('the held secret has expired'), dueByTime: true };
    const due = subtractDuration(expires, parseDuration(desired.secret.renewBefore));
    if (due.getTime() <= observed.now.getTime())
        return { ...renewing(`the held secret expires within ${desired.secret.renewBefore}`), dueByTime: true };
    if (failsOnItsCredential(directory, heldKeyId, input.truu.observed.now))
        return renewing('Entra refuses the secret that TruU holds');
    return null;
};
const failsOnItsCredential = ({ health, credential }, heldKeyId, now) => {
    if (health === null || health.status === 'HEALTHY' || health.credentialKeyId !== heldKeyId)
        return false;
    const settled = now.getTime() - Date.parse(credential.acceptedAt ?? '') >= renewal_propagationMs;
    const measuredLate = Date.parse(health.checkedAt ?? '') - Date.parse(credential.acceptedAt ?? '') >= renewal_propagationMs;
    return settled && measuredLate && health.checks.some((check) => credentialFailures.has(check.code ?? ''));
};
const renewal = (act, reason) => ({
    act,
    reason,
    dueByTime: false,
    renewable: false,
    compromised: false,
});
const renewing = (reason) => ({ ...renewal('rotate', reason), renewable: true });

;// CONCATENATED MODULE: ./build/plan/which-directory.js
/**
 * Same tenant and client; else the same name; else none. Two candidates, or the same tenant under another client and
 * name, are not guessed about.
 */
const whichDirectory = ({ entra, truu }) => {
    const { directories } = truu.observed;
    const { configurationName } = truu.desired.settings;
    const appId = entra.observed.application?.appId ?? null;
    const inTenant = directories.filter((one) => one.tenantId === entra.desired.tenant);
    const byIds = inTenant.filter((one) => appId !== null && one.clientId === appId);
    const byName = directories.filter((one) => one.configurationName === configurationName);
    const names = (some) => some.map((one) => one.configurationName).sort();
    if (byIds.length > 1)
        return ambiguous('Several TruU directories use this registration.', names(byIds));
    const [mine] = byIds;
    if (mine !== undefined) {
        const others = byName.filter((one) => one.id !== mine.id);
        if (others.length > 0)
            return ambiguous('One TruU directory uses this registration, and another one has the wanted name.', names([mine, ...others]));
        return { kind: 'ours', directory: mine, by: 'ids' };
    }
    if (byName.length > 1)
        return ambiguous('Several TruU directories have the wanted name.', names(byName));
    const [named] = byName;
    if (named !== undefined)
        return { kind: 'ours', directory: named, by: 'name' };
    if (inTenant.length > 0)
        return ambiguous('A TruU directory of this tenant exists under another client and another name.', names(inTenant));
    return { kind: 'none' };
};
const ambiguous = (message, names) => ({
    kind: 'ambiguous',
    message,
    names,
});

;// CONCATENATED MODULE: ./build/plan/make-plan.js













/**
 * Compares the spec with the remotes, in six steps: 1 which directory is ours; 2 what each secret is to TruU, and whether
 * a new one is needed; 3 every difference, as changes; 4 which of them apply skips, by the policies; 5 what refuses the
 * plan as a whole; 6 the steps that carry the rest out. Pure: equal inputs give equal plans, however Graph orders its
 * answers.
 */
const makePlan = (input) => {
    const match = whichDirectory(input);
    const secrets = classifySecrets(input, match.kind === 'ours' ? match.directory : null);
    const assessment = { match, renewal: renewalOf(input, match), secrets };
    const found = [...compareEntra(input), ...compareTruu(input, match), ...compareSecrets(input, assessment)];
    const changes = withSkipReasons(found, input).toSorted(byDanger);
    const { deployer } = input.entra.observed;
    const refusals = [
        ...refuseSpec(input.document, input.policy, deployer.appId),
        ...refuseObserved(input, match, assessment.renewal, changes),
    ];
    const plan = {
        changes,
        steps: refusals.length > 0 ? [] : toSteps(input, assessment, changes),
        notes: notesOf(input, assessment),
        refusals,
        fingerprint: fingerprintOf(changes, refusals),
    };
    return { plan, assessment };
};
const byDanger = (a, b) => dangerRank[a.danger] - dangerRank[b.danger] ||
    tierOf(a) - tierOf(b) ||
    (a.address < b.address ? -1 : a.address > b.address ? 1 : 0);
/** The permission with the widest reach comes first; one that the catalogue does not know counts as that. */
const tierOf = ({ target }) => target.kind === 'permission' ? (findPermission(target.type, target.name)?.tier ?? 0) : 3;

;// CONCATENATED MODULE: ./build/truu/desired.js
/** Translates the spec. */
const desiredTruu = ({ truu }) => {
    const { name, domain, allUsersShareUpnSuffix, autoRemoveDevices } = truu.directory;
    return {
        settings: { configurationName: name, domain, allUsersShareUpnSuffix, autoRemoveDevices },
        primaryUserIdentifier: truu.primaryUserIdentifier ?? null,
        cluster: truu.cluster ?? null,
    };
};
/** What must be read to compare with it. */
const truuQuery = (spec) => ({
    tenantId: spec.entra.tenant,
    configurationName: spec.truu.directory.name,
    managesPrimaryUserIdentifier: spec.truu.primaryUserIdentifier !== undefined,
    cluster: spec.truu.cluster ?? null,
});

;// CONCATENATED MODULE: ./build/run/query.js



/** What to look for at first. */
const queryOf = (spec) => ({
    tenant: spec.entra.tenant,
    application: desiredEntra(spec).key,
    truu: truuQuery(spec),
    secretUse: clouds[spec.entra.cloud].tellsSecretUse ? 'ask' : null,
});
/** The same again, by what this run has made and found out. */
const queryAfter = (query, entra, { ledger }) => {
    const appId = ledger.ids.get('create-application')?.appId ?? entra.application?.appId;
    return { ...query, ...(appId === undefined ? {} : { application: { appId } }), secretUse: entra.secretUse };
};

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var yaml_dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/spec/document.js

/** Longer texts are no spec. */
const maxCharacters = 65_536;
/** What is said of them. */
const tooLarge = {
    message: `The spec has more than ${maxCharacters} characters.`,
    fix: 'Keep one directory per spec.',
};
const maxAliases = 10;
/** The level of logging keeps the parser from printing keys of the spec, as warnings do. */
const format = { version: '1.2', schema: 'core', merge: false, uniqueKeys: true, logLevel: 'error' };
/** Reads YAML 1.2 core with positions; one diagnostic when the text is not one such document. */
const readYaml = (text, file) => {
    const lines = linesOf(text);
    const at = (from, to) => {
        // The parser places some errors one past the end of the text.
        const start = lines.linePos(Math.min(from, text.length));
        const end = lines.linePos(Math.min(Math.max(from, to), text.length));
        const place = { line: Math.max(1, start.line), column: Math.max(1, start.col) };
        return { file, ...place, endLine: Math.max(1, end.line), endColumn: Math.max(1, end.col) };
    };
    const refuse = (code, message, fix, range) => [
        { code, message, fix, range },
    ];
    const top = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
    if (text.length > maxCharacters)
        return refuse('SPEC_TOO_LARGE', tooLarge.message, tooLarge.fix, top);
    const documents = (0,yaml_dist/* parseAllDocuments */.hR)(text, format);
    const [document, second] = documents;
    const [error] = document?.errors ?? ('empty' in documents ? documents.errors : []);
    if (error !== undefined) {
        const message = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
        return refuse('SPEC_NOT_YAML', `The spec is not YAML: ${oneLine(message)}.`, 'Correct this line.', at(...error.pos));
    }
    if (document === undefined || isEmpty(document))
        return refuse('SPEC_EMPTY', 'The spec is empty.', 'Start from examples/specs/minimal.yml.', top);
    if (second !== undefined)
        return refuse('SPEC_MULTIPLE_DOCUMENTS', 'The spec holds more than one YAML document.', 'Keep one document per file, and run the action once per file.', at(second.range[0], second.range[0]));
    let value;
    try {
        value = document.toJS({ maxAliasCount: maxAliases });
    }
    catch {
        return refuse('SPEC_NOT_YAML', 'The spec has an alias of nothing, or too many.', 'Write the values out.', top);
    }
    const find = (path, key) => {
        const [from, to] = rangeIn(document, path, key);
        return at(from, to);
    };
    return { value, range: (path) => find(path, false), keyRange: (path) => find(path, true) };
};
/** Counted here, since the parser forgets the ends of lines inside of what it cannot read. */
const linesOf = (text) => {
    const lines = new yaml_dist/* LineCounter */.HN();
    for (const start of [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)])
        lines.addNewLine(start);
    return lines;
};
const isEmpty = ({ contents }) => contents === null || ((0,yaml_dist/* isScalar */.jn)(contents) && contents.value === null);
const oneLine = (text) => text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').slice(0, 200);
/** Walks down as far as the path is there; what is missing has the place of what should hold it. */
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

;// CONCATENATED MODULE: ./build/spec/load.js




/** A file of more bytes has more characters than a spec may have, whatever they are; it is not read. */
const maxBytes = 4 * maxCharacters;
/**
 * Reads the spec from inside the workspace. Throws SPEC_NOT_FOUND, SPEC_NOT_A_FILE, SPEC_TOO_LARGE, SPEC_NOT_YAML
 * for what is not UTF-8, and SPEC_OUTSIDE_WORKSPACE also for a link that leads out.
 */
const loadSpec = async (workspace, specPath) => {
    const refuse = (code, message, details = {}) => new ActionError(code, message, {
        ...details,
        evidence: [{ name: 'Path of the spec', value: specPath }, ...(details.evidence ?? [])],
    });
    const unreadable = (thrown) => {
        const code = thrown?.code ?? 'unknown';
        const missing = code === 'ENOENT' || code === 'ENOTDIR';
        const message = missing ? 'There is no file at the path of the spec.' : 'The spec cannot be read.';
        const evidence = [{ name: 'System', value: code }];
        return refuse(missing ? 'SPEC_NOT_FOUND' : 'SPEC_NOT_A_FILE', message, { evidence });
    };
    const resolved = async (target) => (0,promises_.realpath)(target).catch((thrown) => {
        throw unreadable(thrown);
    });
    const root = await resolved(workspace);
    const wanted = external_node_path_.resolve(root, specPath);
    if (!isInside(root, wanted))
        throw refuse('SPEC_OUTSIDE_WORKSPACE', 'The path of the spec leads out of the workspace.');
    const real = await resolved(wanted);
    if (!isInside(root, real))
        throw refuse('SPEC_OUTSIDE_WORKSPACE', 'The spec is a link that leads out of the workspace.');
    const found = await (0,promises_.stat)(real);
    if (!found.isFile())
        throw refuse('SPEC_NOT_A_FILE', 'The path of the spec is not a file.');
    if (found.size > maxBytes)
        throw refuse('SPEC_TOO_LARGE', tooLarge.message, { fix: tooLarge.fix });
    const bytes = await (0,promises_.readFile)(real).catch((thrown) => {
        throw unreadable(thrown);
    });
    const text = utf8(bytes);
    if (text === null)
        throw refuse('SPEC_NOT_YAML', 'The spec is not UTF-8 text.', { fix: 'Save the file as UTF-8.' });
    return { text, file: external_node_path_.relative(root, wanted).split(external_node_path_.sep).join('/') };
};
const isInside = (root, target) => {
    const relative = external_node_path_.relative(root, target);
    return relative.split(external_node_path_.sep)[0] !== '..' && !external_node_path_.isAbsolute(relative);
};
/** Null for other bytes, which would otherwise be written to Entra and TruU as replacement characters. */
const utf8 = (bytes) => {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        return null;
    }
};

;// CONCATENATED MODULE: ./build/spec/nearest.js
/** The candidate that is nearest to a word by edit distance; null when none is near enough to be meant. */
const nearest = (word, candidates) => {
    const ranked = candidates
        .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
        .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
    const [best] = ranked;
    return best !== undefined && best.distance <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : null;
};
/** Longer words are cut: a near miss of a name of ours is never this long. */
const nearest_maxCharacters = 100;
const distance = (a, b) => {
    const [from, to] = [a.slice(0, nearest_maxCharacters), b.slice(0, nearest_maxCharacters)];
    let row = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (let i = 1; i <= from.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= to.length; j += 1) {
            const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
            next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[to.length] ?? 0;
};

;// CONCATENATED MODULE: ./build/spec/rules.js



const twoYearsMs = durationMs('P2Y') + durationMs('P1D');
const rules_longestWaitMs = durationMs('PT6H');
/** Values of the schema's defaults, by which the rules judge what a spec leaves out. */
const defaults = { lifetime: 'P12M', renewBefore: 'P30D', overlap: 'P1D', timeout: 'PT5M' };
/**
 * The rules that no form can say: names of permissions, and durations beside each other. They look at the value as it
 * was written, so that a key misspelt elsewhere does not hide them; what has the wrong form is left to the schema.
 */
const violations = (value) => [
    ...permissionBreaches(value, 'application'),
    ...permissionBreaches(value, 'delegated'),
    ...timeoutBreaches(value),
    ...secretDurationBreaches(value),
    ...descriptionBreaches(value),
];
const valueAt = (value, ...path) => path.reduce((at, key) => at?.[key], value);
const permissionBreaches = (value, type) => {
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
                    message: `"${name}" is listed twice.`,
                    fix: 'Remove one of the two lines.',
                },
            ];
        if (findPermission(type, name))
            return [];
        return [{ ...rules_unknown(type, name), path }];
    });
};
const rules_unknown = (type, name) => {
    const other = type === 'application' ? 'delegated' : 'application';
    if (findPermission(other, name))
        return {
            code: 'SPEC_PERMISSION_TYPE',
            message: `${name} is ${article(other)} ${other} permission; there is no ${type} permission of this name.`,
            fix: `Move it to entra.permissions.${other}.`,
        };
    const right = rightName(type, name);
    return {
        code: 'SPEC_UNKNOWN_PERMISSION',
        message: `The action knows no ${type} permission "${name}" of Microsoft Graph.`,
        fix: right === null ? 'Use the name of the Microsoft Graph permissions reference.' : `Did you mean ${right}?`,
    };
};
const article = (type) => (type === 'application' ? 'an' : 'a');
/** The guide of TruU writes `User.AuthenticationMethod.ReadWrite.All.*`: without its dot and star the name is right. */
const rightName = (type, name) => {
    const names = permissions.filter((permission) => permission.type === type).map((permission) => permission.name);
    const bare = (text) => text
        .toLowerCase()
        .replace(/\.\*$/, '')
        .replaceAll(/[^a-z]/g, '');
    return names.find((candidate) => bare(candidate) === bare(name)) ?? nearest(name, names);
};
/** The duration written at a path; the fallback where none is written, or one that another rule complains of. */
const durationAt = (value, path, fallback) => {
    const written = valueAt(value, ...path);
    return typeof written === 'string' && isDuration(written) ? written : fallback;
};
const zeroBreach = (path) => ({
    code: 'SPEC_INVALID_DURATION',
    path,
    message: 'This duration must be longer than nothing.',
    fix: 'Write it like P12M, P30D or PT5M.',
});
const timeoutBreaches = (value) => {
    const path = ['health', 'timeout'];
    const timeoutMs = durationMs(durationAt(value, path, defaults.timeout));
    if (timeoutMs === 0)
        return [zeroBreach(path)];
    if (timeoutMs <= rules_longestWaitMs)
        return [];
    const message = 'A job of GitHub ends after six hours.';
    return [{ code: 'SPEC_INVALID_VALUE', path, message, fix: 'Wait at most PT6H.' }];
};
const secretDurationBreaches = (value) => {
    const secret = ['entra', 'secret'];
    const lifetime = durationAt(value, [...secret, 'lifetime'], defaults.lifetime);
    const renewBefore = durationAt(value, [...secret, 'renewBefore'], defaults.renewBefore);
    const overlap = durationAt(value, [...secret, 'overlap'], defaults.overlap);
    const ms = { lifetime: durationMs(lifetime), renewBefore: durationMs(renewBefore), overlap: durationMs(overlap) };
    const found = [];
    if (ms.lifetime === 0)
        found.push(zeroBreach([...secret, 'lifetime']));
    if (ms.renewBefore === 0)
        found.push(zeroBreach([...secret, 'renewBefore']));
    if (ms.lifetime > twoYearsMs)
        found.push({
            code: 'SPEC_LIFETIME_TOO_LONG',
            path: [...secret, 'lifetime'],
            message: `A secret of ${lifetime} would live longer than two years.`,
            fix: 'Choose at most P24M; TruU advises P12M.',
        });
    if (ms.lifetime > 0 && (ms.renewBefore >= ms.lifetime || isDueWhenMade(lifetime, renewBefore)))
        found.push({
            code: 'SPEC_DURATION_ORDER',
            path: [...secret, 'renewBefore'],
            message: `renewBefore (${renewBefore}) must be shorter than lifetime (${lifetime}), or each run would rotate.`,
            fix: 'Shorten renewBefore, or lengthen lifetime.',
        });
    if (ms.renewBefore > 0 && ms.overlap >= ms.renewBefore)
        found.push({
            code: 'SPEC_DURATION_ORDER',
            path: [...secret, 'overlap'],
            message: `overlap (${overlap}) must be shorter than renewBefore (${renewBefore}), or secrets would pile up.`,
            fix: 'Shorten overlap.',
        });
    return found;
};
/** Leap years included. */
const fourYearsDays = 1_461;
/** Whether, on some day of the calendar, a new secret would have to be renewed at once: a month may have 28 days. */
const isDueWhenMade = (lifetime, renewBefore) => {
    const [life, before] = [parseDuration(lifetime), parseDuration(renewBefore)];
    return Array.from({ length: fourYearsDays }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day))).some((start) => subtractDuration(addDuration(start, life), before) <= start);
};
const descriptionBreaches = (value) => {
    const path = ['entra', 'secret', 'description'];
    const description = valueAt(value, ...path);
    if (typeof description !== 'string' || !description.includes('[truu:'))
        return [];
    const message = 'The description may not contain "[truu:", by which the action knows its own secrets.';
    return [{ code: 'SPEC_INVALID_VALUE', path, message, fix: 'Choose another description.' }];
};

;// CONCATENATED MODULE: ./build/spec/schema.js



/** The kinds of rule that a text can break, carried from the schema to the diagnostic's code. */
const ruleCodes = {
    guid: 'SPEC_INVALID_GUID',
    duration: 'SPEC_INVALID_DURATION',
};
const guid = schemas/* string */.YjP()
    .regex(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i, { error: ruleCodes.guid })
    .toLowerCase();
const duration = iso/* duration */.p0({ error: ruleCodes.duration });
const namesOf = (type) => permissions.filter((permission) => permission.type === type).map((permission) => permission.name);
/** Names are checked against the catalogue by the rules; the enumeration is for editors, which complete it. */
const permissionList = (type) => schemas/* array */.YOg(schemas/* string */.YjP().meta({ enum: namesOf(type) })).optional();
const application = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).max(120).default('TruU').describe('Display name of the app registration.'),
    uniqueName: schemas/* string */.YjP()
        .min(1)
        .max(256)
        .default('truu-directory')
        .describe("Graph's alternate key, by which the action finds its registration again. Cannot be changed once it is set."),
    appId: guid
        .optional()
        .describe('Application (client) ID of an existing registration to adopt; uniqueName is then given to it once.'),
});
const permissionLists = schemas/* strictObject */.rej({
    application: permissionList('application').describe('Application permissions on Microsoft Graph. Absent: not managed. Empty: none.'),
    delegated: permissionList('delegated').describe('Delegated permissions on Microsoft Graph, for all users. Absent: not managed. Empty: none.'),
    unlisted: schemas/* enum */.k5n(['report', 'remove'])
        .default('report')
        .describe('What becomes of permissions that are held and not listed; removing also needs the input allow-removals.'),
});
const secret = schemas/* strictObject */.rej({
    description: schemas/* string */.YjP()
        .min(1)
        .max(64)
        .default('TruU')
        .describe('Description of the client secrets that the action makes.'),
    lifetime: duration.default('P12M').describe('How long a new secret lives (ISO 8601); at most two years.'),
    renewBefore: duration
        .default('P30D')
        .describe('How long before its end the secret is rotated; shorter than lifetime.'),
    overlap: duration
        .default('P1D')
        .describe('How long the previous secret outlives the hand-over; PT0S is allowed; shorter than renewBefore.'),
});
const entra = schemas/* strictObject */.rej({
    tenant: guid.describe('Directory (tenant) ID.'),
    cloud: schemas/* enum */.k5n(cloudNames).default('public').describe('The cloud of the tenant.'),
    application: application.prefault({}).describe('The app registration.'),
    permissions: permissionLists.optional().describe('What the registration may do in Microsoft Graph.'),
    secret: secret.prefault({}).describe('The client secret that TruU holds.'),
});
const schema_directory = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP().min(1).max(256).describe('Configuration Name in the TruU Admin Console.'),
    domain: schemas/* string */.YjP().min(1).max(253).describe('The Entra domain.'),
    allUsersShareUpnSuffix: schemas/* boolean */.zMY().describe('Whether all users have UPN suffixes that end with the domain.'),
    autoRemoveDevices: schemas/* boolean */.zMY()
        .describe('Whether devices are unenrolled or removed when a user is disabled or removed.'),
});
const truu = schemas/* strictObject */.rej({
    directory: schema_directory.describe('The TruU directory.'),
    primaryUserIdentifier: schemas/* string */.YjP()
        .min(1)
        .max(256)
        .optional()
        .describe('Primary User Identifier of the Global Attributes, for the whole TruU tenant. Absent: not managed.'),
    cluster: schemas/* string */.YjP()
        .min(1)
        .max(256)
        .optional()
        .describe('Name of the Identity Server cluster to connect to the directory. Absent: not managed.'),
});
/** The one schema of the spec: it gives the type, the defaults, the rules and the JSON Schema of editors. */
const specSchema = schemas/* strictObject */.rej({
    version: schemas/* literal */.euz(1).describe('Version of this format.'),
    entra: entra.describe('The Microsoft Entra side.'),
    truu: truu.describe('The TruU side.'),
    health: schemas/* strictObject */.rej({ timeout: duration.default('PT5M').describe('How long apply waits for TruU to report Healthy.') })
        .prefault({})
        .describe('When the integration counts as done.'),
})
    .describe('A Microsoft Entra registration and the TruU directory that uses it.');

;// CONCATENATED MODULE: ./build/spec/parse.js




/** Reads a spec: all problems in one pass, sorted by position; but a text that is no YAML stops at once. Never throws. */
const parseSpec = (text, file) => {
    const yaml = readYaml(text, file);
    if (!('value' in yaml))
        return { ok: false, diagnostics: yaml };
    const parsed = specSchema.safeParse(yaml.value);
    const found = [
        ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => toDiagnostics(issue, yaml))),
        ...violations(yaml.value).map(({ path, ...breach }) => ({ ...breach, range: yaml.range(path) })),
    ];
    if (parsed.success && found.length === 0)
        return { ok: true, document: { spec: parsed.data, file, range: yaml.range } };
    return { ok: false, diagnostics: [...found].sort(byPosition) };
};
const byPosition = (a, b) => a.range.line - b.range.line || a.range.column - b.range.column || (a.message < b.message ? -1 : 1);
const parse_quoted = (text) => `"${text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?').slice(0, 80)}"`;
const toDiagnostics = (issue, yaml) => {
    const range = yaml.range(issue.path);
    const one = (code, message, fix) => [{ code, message, fix, range }];
    const where = issue.path.map(String).join('.') || 'The spec';
    if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => unknownKey(key, issue.path, yaml));
    if (issue.message === 'SPEC_INVALID_GUID')
        return one('SPEC_INVALID_GUID', `${where} is not a GUID.`, 'Copy the id from the Entra admin center.');
    if (issue.message === 'SPEC_INVALID_DURATION')
        return one('SPEC_INVALID_DURATION', `${where} is not an ISO 8601 duration.`, 'Write it like P12M, P30D or PT5M.');
    if (issue.code === 'invalid_type') {
        const missing = parse_valueAt(yaml.value, issue.path) === undefined;
        return missing
            ? one('SPEC_MISSING_KEY', `${where} is missing.`, 'Add the key.')
            : one('SPEC_WRONG_TYPE', `${where} must be ${typeName(issue.expected)}.`, 'Write the value in this type.');
    }
    if (issue.code === 'invalid_value') {
        const values = issue.values.map(String);
        const missing = parse_valueAt(yaml.value, issue.path) === undefined;
        return missing
            ? one('SPEC_MISSING_KEY', `${where} is missing.`, `Add it: ${values.join(', ')}.`)
            : one('SPEC_INVALID_VALUE', `${where} must be one of ${values.join(', ')}.`, 'Use one of these values.');
    }
    if (issue.code === 'too_big')
        return one('SPEC_INVALID_VALUE', `${where} is too long.`, `Use at most ${issue.maximum} characters.`);
    if (issue.code === 'too_small')
        return one('SPEC_INVALID_VALUE', `${where} is empty.`, 'Give it a value.');
    return one('SPEC_INVALID_VALUE', `${where} is not allowed.`, 'Use a value that is allowed.');
};
const typeNames = {
    string: 'a text',
    boolean: 'true or false',
    array: 'a list',
    object: 'a block of keys',
    number: 'a number',
};
const typeName = (expected) => typeNames[expected] ?? expected;
const unknownKey = (key, path, yaml) => {
    const near = nearest(key, keysAt(path));
    const where = path.length === 0 ? 'The spec' : path.map(String).join('.');
    return {
        code: 'SPEC_UNKNOWN_KEY',
        message: `${where} has no key ${parse_quoted(key)}.`,
        fix: near === null ? `Keys here: ${keysAt(path).join(', ')}.` : `Did you mean ${near}?`,
        range: yaml.keyRange([...path, key]),
    };
};
const parse_valueAt = (value, path) => path.reduce((at, part) => at?.[part], value);
/** The keys that the schema has at a path, so that the words of a refusal cannot differ from the rules. */
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

;// CONCATENATED MODULE: ./build/run/verify.js


/** Reads of what was just written lag and disagree; so many in a row must say the same. */
const verify_consistentReads = 3;
/** Observes and plans again until nothing is wanted several times in a row, or the window has passed. Never throws. */
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
        if (consecutive >= verify_consistentReads || !expectsNothing || over)
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
    try {
        await runStages(request, host, stages, results);
    }
    catch (thrown) {
        results.failures = [...results.failures, asActionError(thrown)];
    }
    // Also when it came too late to keep anything from being done: what followed was not waited for.
    if (host.cancel.aborted)
        results.failures = [...results.failures, new ActionError('APPLY_CANCELLED', 'The run was cancelled.')];
    return buildReport(results);
};
const runStages = async (request, host, { observe }, results) => {
    const { mode, access } = request;
    const source = await loadSpec(request.workspace, request.specPath);
    results.specFile = source.file;
    const parsed = parseSpec(source.text, source.file);
    if (!parsed.ok)
        return void (results.diagnostics = parsed.diagnostics);
    const { document } = parsed;
    const { spec } = document;
    results.spec = spec;
    results.failures = refuseOffline(request, document);
    if (mode === 'check' || results.failures.length > 0)
        return;
    const options = { ...request, writes: mode === 'apply' || mode === 'renew', requests: results.requests };
    const { remotes, retryWindow, openContext } = await connect(spec, access, host, options);
    const query = queryOf(spec);
    const plan = plannerOf(document, request);
    host.say('Reading Entra and TruU.');
    const observation = (results.observation = await observe(remotes, query));
    if (!observation.readable)
        return void (results.failures = observation.failures);
    const planned = (results.planned = plan(observation));
    await passReviewGate(request, host, source.file, planned.plan);
    results.auditEvents = await auditEventsBehind(mode, planned, remotes, observation);
    if (openContext === null || planned.plan.refusals.length > 0)
        return;
    const directory = planned.assessment.match.kind === 'ours' ? planned.assessment.match.directory.id : null;
    const writing = await openContext();
    const applied = (results.applied = await apply(planned.plan, directory, durationMs(spec.health.timeout), writing));
    if (!applied.ledger.wrote || host.cancel.aborted)
        return;
    const again = queryAfter(query, observation.entra, applied);
    results.verified = await verify({
        observe: () => observe(remotes, again),
        plan: (seen) => plan(seen, ownRotationOf(applied, observation.entra)),
        retryWindow,
        expectsNothing: applied.failures.length === 0,
        deleteLateOrphans: async ({ plan: late }) => {
            results.applied = await deleteLateOrphans(results.applied ?? applied, late, writing);
        },
    });
};
/** Who changed Entra: asked for where a scheduled look found that somebody did. */
const auditEventsBehind = async (mode, { plan }, { graph }, { entra }) => mode === 'drift' && hasEntraDrifted(plan) ? await readAuditEvents(graph, entra) : null;
/** Plans what is seen; in a second look also by what the run itself did. */
const plannerOf = (document, request) => {
    const desired = { entra: desiredEntra(document.spec), truu: desiredTruu(document.spec) };
    const policy = { ...request, renewOnly: request.mode === 'renew' };
    return ({ entra, truu }, ownRotation) => makePlan({
        document,
        entra: { desired: desired.entra, observed: entra },
        truu: { desired: desired.truu, observed: truu },
        policy,
        ...(ownRotation && { ownRotation }),
    });
};
/** What the workflow does not allow this spec: known before any login. */
const refuseOffline = (request, document) => {
    const { tenant } = document.spec.entra;
    const clientId = request.access?.clientId ?? null;
    const refusals = refuseSpec(document, request, clientId).map(refusalError);
    if (request.tenantId === null || request.tenantId === tenant)
        return refusals;
    const message = 'The spec is for another tenant than the one that the workflow allows.';
    const evidence = [
        { name: 'entra.tenant of the spec', value: tenant },
        { name: 'tenant-id of the workflow', value: request.tenantId },
    ];
    return [new ActionError('SPEC_TENANT_MISMATCH', message, { evidence }), ...refusals];
};

;// CONCATENATED MODULE: ./build/support/redact.js
/** Anything shorter would also stand in words that are none. */
const shortest = 8;
/** A secret as it is, and as it stands in a URL, a form or JSON: what a remote that quotes a request would write. */
const formsOf = (secret) => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ '': secret }).toString().slice('='.length),
    JSON.stringify(secret).slice(1, -1),
];
/** The same plain data with `[secret]` wherever one of the secrets stood in its texts. Pure. */
const redact = (data, secrets) => {
    const long = [...secrets].filter((secret) => secret.length >= shortest);
    // The longest first, so that a secret within another one does not leave the rest of it.
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

;// CONCATENATED MODULE: ./build/action/event.js

const dependabot = 'dependabot[bot]';
const event_text = (value) => (typeof value === 'string' && value !== '' ? value : null);
/** Reads the event as the toolkit tells it. */
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
        headOfOtherRun: eventName === 'workflow_run' ? event_text(payload.workflow_run?.head_sha) : null,
        sha: event_text(sha),
        branch: event_text(/^refs\/heads\/(.+)$/.exec(ref ?? '')?.[1]),
        repository: known ? { owner, repo } : null,
        apiUrl,
        repositoryUrl,
        runUrl: repositoryUrl !== null && Number.isInteger(runId) ? `${repositoryUrl}/actions/runs/${runId}` : null,
    };
};
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
/**
 * Refuses a login on pull_request_target: such a run holds the rights of the base branch while it may have been started
 * by anybody (GitHub docs, events-that-trigger-workflows, read 2026-11). Throws AUTH_PULL_REQUEST_TARGET.
 */
const refuseEvent = ({ name }) => {
    if (name === 'pull_request_target')
        throw new ActionError('AUTH_PULL_REQUEST_TARGET', 'This workflow runs on pull_request_target.');
};

;// CONCATENATED MODULE: ./build/support/text.js
/** Control, format (bidirectional, zero-width), surrogate and private characters, and the separators of lines. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu;
const visible = (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
/** Foreign text on one line: what cannot be seen is spelt out, what is too long is cut. */
const text_oneLine = (text, most = 300) => {
    const shown = text.replaceAll(unseen, visible);
    return shown.length <= most ? shown : `${shown.slice(0, most - 1).replace(/\p{Cs}$/u, '')}…`;
};
/** A line for the log: neither form of a workflow command can arise in it, wherever the foreign part stands. */
const logText = (text, most = 1_000) => text_oneLine(text, most)
    .replaceAll('##[', '# #[')
    .replace(/^(\s*)::/, '$1: :');
/** Foreign text as a code span: no mention, link, reference or markup lives in it, and no table breaks by it. */
const codeSpan = (text, most = 300) => {
    // A pipe is spelt out, since behind a backslash of the text an escaped one would end the cell of a table.
    const shown = text_oneLine(text, most).replaceAll('|', visible);
    if (shown.trim() === '')
        return '` `';
    const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map((match) => match[0].length));
    const fence = '`'.repeat(longest + 1);
    const pad = longest > 0 || /^ | $/.test(shown) ? ' ' : '';
    return `${fence}${pad}${shown}${pad}${fence}`;
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
/** What stands around the lines of a section at most: its mark of a heading, blank lines, and what says that it is cut. */
const aroundSection = 120;
/** Puts sections under a head within a number of bytes, cutting whole lines and saying how many are missing. */
const fit = (head, sections, maxBytes) => {
    const said = 'Cut here: the report is longer than GitHub shows.';
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
        const tail = missing > 0 ? ['', `_${said} ${missing} lines are missing._`] : [];
        if (left < 0 && kept.length === 0) {
            out.push(`_${said}_`);
            break;
        }
        out.push(`### ${title}`, '', ...kept, ...tail, '');
    }
    return `${out.join('\n').trimEnd()}\n`;
};

;// CONCATENATED MODULE: ./build/report/parts/blocks.js

/** A block that stands open. */
const blocks_open = (title, lines, brief = []) => ({
    title,
    lines,
    brief,
    folded: false,
});
/** A block that a reader has to click on. */
const folded = (title, lines) => ({ title, lines, brief: [], folded: true });
const render = ({ title, lines, folded: folds }) => folds
    ? ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>', '']
    : [`#### ${title}`, '', ...lines, ''];
/**
 * The blocks in their order within a number of bytes. What gives way first is what is folded, from the last on; then
 * open blocks are told in few words; only then are lines of them cut, and counted.
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
    giveWay((block) => block.folded, (block) => ({ ...block, lines: [`_No room for it here: see ${elsewhere}._`] }));
    giveWay((block) => block.brief.length > 0, (block) => ({ ...block, lines: block.brief }));
    giveWay((block) => !block.folded, (block) => cut(block, bytes(text(shown)) - maxBytes, elsewhere));
    return text(shown);
};
/** Takes whole lines from the end until so many bytes are gone, and says how many lines are missing. */
const cut = (block, tooMany, elsewhere) => {
    const said = (missing) => `_${missing} more: see ${elsewhere}._`;
    const around = bytes(said(block.lines.length)) + 4;
    let gone = 0;
    let kept = block.lines.length;
    while (kept > 0 && gone < tooMany + around) {
        kept -= 1;
        gone += bytes(block.lines[kept] ?? '') + 1;
    }
    const missing = block.lines.slice(kept).filter((line) => line !== '').length;
    return { ...block, lines: [...block.lines.slice(0, kept), '', said(missing)] };
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
    grant: 'Grant permissions',
    revoke: 'Revoke permissions',
    'set-secret': 'Create a client secret and set it in TruU',
    'delete-unheld-secrets': 'Delete client secrets that TruU does not hold',
    'update-directory': 'Update the TruU directory',
    'set-primary-user-identifier': 'Set the primary user identifier',
    'connect-cluster': 'Connect the cluster',
    'retire-secrets': 'Retire the previous secret',
    'wait-for-healthy': 'Wait for Healthy',
};
/** What a step does. */
const stepLabel = (kind) => stepLabels[kind];
/** The label of a permission. */
const permissionLabel = ({ type, name }) => {
    const known = findPermission(type, name);
    return { name, type, tier: known?.tier ?? null, description: known?.description ?? null };
};
/** The name that a title does not say; foreign text. Null where the title says it all. */
const targetName = ({ target }) => target.kind === 'permission' || target.kind === 'cluster' ? target.name : null;
const skipReasons = {
    mode: 'mode renew',
    'allow-removals': 'removals are off: allow-removals',
    unlisted: 'report only: entra.permissions.unlisted',
};
/** Why apply leaves a change out, by the setting that decides it. */
const skipReasonLabel = (reason) => skipReasons[reason];
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
const fieldItem = ({ path, before, after }) => `${path}: ${value(before)} → ${value(after)}`;
/** The fields of a change; where nothing was before, an arrow is noise. */
const fieldItems = ({ act, fields }) => fields.map((field) => act === 'create' && field.before === null ? `${field.path}: ${value(field.after)}` : fieldItem(field));
const where = ({ range }, show) => (range === null ? '' : ` · ${show(range)}`);
const because = ({ skipReason }) => skipReason === null ? '' : `<br>not applied: ${skipReasonLabel(skipReason)}`;
/** A change as one item of a list: what, its line in the spec, each field before and after, and why. */
const changeItem = (change, show) => {
    if (change.target.kind === 'permission')
        return permissionItem(change, permissionLabel(change.target), show);
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
const permissionItem = (change, label, show) => {
    const lines = [
        `\`${signs[change.act]}\` ${codeSpan(label.name)} (${kindOf(label)})${where(change, show)}`,
        label.description === null ? 'Not in the catalogue of this action.' : `Can ${label.description}.`,
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
    if (change.target.kind === 'permission') {
        const label = permissionLabel(change.target);
        return `${sign} ${codeSpan(label.name, 120)} (${kindOf(label)})`;
    }
    const name = targetName(change);
    return name === null ? `${sign} ${change.title}` : `${sign} ${change.title} ${codeSpan(name, 120)}`;
};

;// CONCATENATED MODULE: ./build/report/parts/prose.js

/** A word that GitHub shows as it stands: no mention, link, reference, markup or emoji can begin in it. */
const harmless = /^["'(]*[A-Za-z0-9](?:[A-Za-z0-9.,;:'"()/-]*[A-Za-z0-9.,;:?!'")])?$/;
/** What would be live though it is made of harmless characters: addresses, references, commits, emoji, commands. */
const live = /:\/\/|www\.|::|:\w+:|[a-z]-\d|\b[0-9a-f]{7,}\b/i;
/** A sentence that may quote foreign text: what could be live in it is shown as code, the rest reads as text. */
const prose = (text, most = 600) => {
    const parts = [];
    let quoted = [];
    const flush = () => {
        if (quoted.length > 0)
            parts.push(quote(quoted.join(' ')));
        quoted = [];
    };
    for (const word of text_oneLine(text, most).split(' ')) {
        if (word === '')
            continue;
        if (!harmless.test(word) || live.test(word)) {
            quoted.push(word);
            continue;
        }
        flush();
        parts.push(word);
    }
    flush();
    return parts.join(' ');
};
/** The stop of a sentence belongs behind the code, not into it. */
const quote = (text) => {
    const [, inner = '', stop = ''] = /^(.*[^.,;:?!])([.,;:?!])$/.exec(text) ?? [];
    return inner === '' ? codeSpan(text, 1_000) : `${codeSpan(inner, 1_000)}${stop}`;
};
/** Foreign text for the title of an issue, where no code span can hold it: what could be live there is a dot. */
const titleText = (text, most = 100) => text_oneLine(text, most)
    .replaceAll(/[^A-Za-z0-9 ._/-]/g, '·')
    .replaceAll(/www\./gi, 'www·')
    .replaceAll(/([a-z])-(?=\d)/gi, '$1·')
    // A commit would be a link.
    .replaceAll(/([0-9a-f]{6})(?=[0-9a-f])/gi, '$1·')
    .trim();
/** A link of our own; words alone when the address is no plain web address. */
const ownLink = (text, address) => {
    const url = address === null ? null : URL.parse(address);
    if (url === null || !['https:', 'http:'].includes(url.protocol) || url.username !== '')
        return text;
    const target = url.href.replaceAll(/[()|<>\\`*_~@'"[\]]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
    return `[${text}](${target})`;
};

;// CONCATENATED MODULE: ./build/report/parts/note-list.js



const note_list_codes = (names) => names
    .filter((name) => name !== '')
    .map((name) => codeSpan(name))
    .join(' ');
const note_list_named = (text, names) => note_list_codes(names) === '' ? text : `${text}: ${note_list_codes(names)}`;
/** A note in Markdown. Its message is our own, but for a time that it may name. */
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

;// CONCATENATED MODULE: ./build/report/parts/time.js

/** RFC 3339 as people read it, to the second; anything else as it is. */
const time = (text) => {
    const [, day, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(text) ?? [];
    return day === undefined || clock === undefined ? codeSpan(text) : `${day} ${clock}Z`;
};

;// CONCATENATED MODULE: ./build/report/parts/step-list.js



/** What was done as items of a list; what was not done also says what it would have been. */
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
/** A plan: privileges, removals, the secret, TruU and findings stand open, the rest is folded. */
const planBlocks = (plan, show) => {
    const { privileges, removals, secret, truu, others, skipped } = groupsOf(plan);
    const items = (changes) => changes.map((change) => changeItem(change, show));
    const openly = (title, changes) => blocks_open(plan_blocks_counted(title, changes), items(changes), changes.map(changeBrief));
    const { findings, notes } = byLevel(plan.notes);
    return [
        openly('Privileges', privileges),
        openly('Removals', removals),
        openly('Secret', secret),
        openly('TruU', truu),
        blocks_open(plan_blocks_counted('Findings', findings), noteItems(findings)),
        folded(plan_blocks_counted('Other changes in Entra', others), items(others)),
        folded(plan_blocks_counted('Not applied', skipped), items(skipped)),
        folded(plan_blocks_counted('Notes', notes), noteItems(notes)),
    ];
};
/** A failure as lines: what happened, what to do, what was left behind, and the evidence. */
const failureLines = (failure, show) => {
    const { code, message, fix, evidence, requestId, leftBehind } = failure;
    const details = [
        ...evidence.map(({ name, value }) => `${prose(`${name.replace(/[.,;:?!]+$/, '')}:`, 120)} ${name === 'Where' ? placed(value, show) : exact(value)}`),
        ...(requestId === null ? [] : [`Request id: ${codeSpan(requestId)}`]),
    ];
    const text = message === `${failure.title}.` ? '' : ` ${prose(message)}`;
    return [
        `\`${code}\`${text}`,
        '',
        `**Fix:** ${prose(fix)}`,
        '',
        `Category: ${categoryLabels[failure.category]}`,
        ...titled('Left behind', leftBehind.map((line) => prose(line))),
        ...titled('Evidence', details),
    ];
};
const titled = (title, items) => items.length === 0 ? [] : ['', `**${title}:**`, '', ...list(items)];
/** A place in the spec, as refusals name it. */
const placed = (value, show) => {
    const [, file = '', line = ''] = /^(.+):(\d{1,7}):\d{1,7}$/.exec(value) ?? [];
    if (line === '' || show === plainLine)
        return codeSpan(value);
    const range = { file, line: Number(line), column: 1, endLine: Number(line), endColumn: 1 };
    return `${codeSpan(value)} (${show(range)})`;
};
/** One word is for copying, a phrase is for reading. */
const exact = (value) => (value.includes(' ') ? prose(value) : codeSpan(value));
/** Each failure under its title. */
const failureBlocks = (failures, show) => failures.map((failure) => blocks_open(failure.title, failureLines(failure, show), [`\`${failure.code}\` ${prose(failure.message, 200)}`]));
/** The problems of the spec, each with its line. */
const problemBlocks = (diagnostics, show) => [
    blocks_open(plan_blocks_counted('Problems in the spec', diagnostics), diagnostics.map(({ range, message, fix, code }) => `- ${show(range)}, column ${range.column}: ${prose(message)}<br>${prose(fix)} \`${code}\``), diagnostics.map(({ range, code }) => `- ${show(range)} \`${code}\``)),
];
/** What became of a plan that was carried out, and what is left of it. */
const outcomeBlocks = (report, show) => {
    const left = wantedOf(report.remaining?.changes ?? []);
    const state = [
        `- sync: **${report.sync}**`,
        `- health: **${report.health}**`,
        ...(report.secretExpiresOn === null ? [] : [`- TruU's secret expires ${time(report.secretExpiresOn)}`]),
    ];
    return [
        blocks_open(plan_blocks_counted('Still to apply', left), left.map((change) => changeItem(change, show)), left.map(changeBrief)),
        blocks_open(report.steps.length > 0 ? 'What was done' : 'Current state', [...stepItems(report.steps), ...state]),
    ];
};

;// CONCATENATED MODULE: ./build/report/parts/place.js




/** The same for each way of writing the path of one spec. */
const specHash = (specFile) => (0,external_node_crypto_.createHash)('sha256')
    .update(external_node_path_.posix.normalize(specFile.replaceAll('\\', '/')))
    .digest('hex')
    .slice(0, 16);
/** A commit in the seven digits by which people know it; null when it is none. */
const shortCommit = (commit) => commit !== null && /^[0-9a-f]{7,64}$/.test(commit) ? commit.slice(0, 7) : null;
/** Links the line of a spec in the commit that was read. */
const lineLinks = ({ repositoryUrl, commit }) => {
    if (repositoryUrl === null || shortCommit(commit) === null)
        return plainLine;
    return (range) => {
        const file = range.file.split('/').map(encode).join('/');
        return ownLink(plainLine(range), `${repositoryUrl}/blob/${commit ?? ''}/${file}#L${range.line}`);
    };
};
/** Lone surrogates have no encoding; such a path leads nowhere in any case. */
const encode = (part) => encodeURIComponent(part.toWellFormed());
/** The full summary, as a link when it is known where it is. */
const fullSummary = ({ runUrl }) => ownLink('the full summary of the run', runUrl);

;// CONCATENATED MODULE: ./build/report/parts/requirements.js

const grants = new Set(['AppRoleAssignment.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All']);
const code = (name) => `\`${name}\``;
const requirements_list = (names) => names.map(code).join(', ');
/** Graph permissions that an identity needs to carry the plan out, each once, in the order of the steps. */
const neededPermissions = (plan) => [
    ...new Set(plan.steps.flatMap((step) => step.permissions)),
];
/** What it takes to apply a plan, as items of a list: approval, rights, and who can give them. Empty: nothing to do. */
const needsOf = (report) => {
    const { plan } = report;
    if (plan === null || plan.refusals.length > 0 || wantedOf(plan.changes).length === 0)
        return [];
    return [approval(plan), ...rights(report, neededPermissions(plan)), ...removals(plan)].map((line) => `- ${line}`);
};
const approval = (plan) => {
    const dangers = new Set(wantedOf(plan.changes).map(({ danger }) => danger));
    const reason = [
        ...(dangers.has('privilege') ? ['it gives new power'] : []),
        ...(dangers.has('removal') ? ['it takes something away'] : []),
        ...(dangers.has('tenantWide') ? ['it reaches beyond this directory'] : []),
    ];
    const look = reason.length === 0 ? '' : ` Look closely: ${reason.join(', ')}.`;
    return `**Approval:** the merge, then the reviewers of the environment of the apply job, if it has one.${look}`;
};
const rights = ({ loginRoles }, needed) => {
    if (needed.length === 0)
        return ['**Rights in Entra:** none, this changes TruU alone.'];
    const roles = loginRoles ?? [];
    const missing = needed.filter((name) => !roles.includes(name));
    if (missing.length === 0)
        return [`**Rights in Entra:** ${requirements_list(needed)}; the login of this run has them.`];
    const consent = missing.some((name) => grants.has(name))
        ? ' Without the right to grant, the rest is still applied, and the run names the page where such an administrator consents.'
        : '';
    const lacks = missing.length === needed.length ? 'has none of them' : `lacks ${requirements_list(missing)}`;
    return [
        `**Rights in Entra:** the login of apply needs ${requirements_list(needed)}. The login of this run, which only had to read, ${lacks}.`,
        `**Who can grant them:** a Privileged Role Administrator or a Global Administrator.${consent}`,
    ];
};
const removals = (plan) => plan.changes.some((change) => change.skipReason === 'allow-removals')
    ? ['**Removals** are kept back until the workflow sets `allow-removals: true`.']
    : [];

;// CONCATENATED MODULE: ./build/report/parts/verdict.js

const alerts = { good: 'TIP', attention: 'NOTE', careful: 'WARNING', bad: 'CAUTION' };
/** A verdict as an alert of GitHub's Markdown. */
const verdict_alert = ({ tone, message }) => [`> [!${alerts[tone]}]`, `> **${message}**`];
const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
/** One sentence for how a run ended. Pure. */
const verdict = (report) => {
    if (report.red)
        return { tone: 'bad', message: failureMessage(report) };
    if (report.skipped !== null)
        return { tone: 'attention', message: `The spec is valid. ${report.skipped}` };
    const message = successMessage(report);
    if (report.result !== 'changes')
        return { tone: 'good', message };
    return { tone: dangersOf(report.plan).length > 0 ? 'careful' : 'attention', message };
};
const failureMessage = (report) => {
    const { diagnostics, failures, mode, result } = report;
    const [first] = failures;
    if (diagnostics.length > 0)
        return `The spec has ${count(diagnostics.length, 'problem')}; nobody was asked anything.`;
    if (result === 'cancelled')
        return 'The run was cancelled; what remains is named below, and the next run heals it.';
    if (result === 'refused')
        return `Refused: ${lowerFirst(first?.title ?? 'the plan may not be carried out')}. Nothing was written.`;
    if (result === 'drift' && first?.code === 'PLAN_DRIFT')
        return `Drift: ${first.message}`;
    const what = first === undefined ? 'something went wrong' : lowerFirst(first.title);
    const more = failures.length > 1 ? `, and ${count(failures.length - 1, 'more failure')}` : '';
    const wrote = report.steps.some((step) => step.outcome === 'done') ? ' What was done before is listed below.' : '';
    return `${mode === null ? 'The run' : capital(mode)} failed: ${what}${more}.${wrote}`;
};
const successMessage = (report) => {
    const healthy = report.health === 'healthy' ? ', and TruU reports Healthy' : '';
    switch (report.mode) {
        case 'check':
            return 'The spec is valid; nobody was asked anything.';
        case 'plan':
            return report.result === 'changes'
                ? `The plan has ${[count(verdict_wanted(report.plan), 'change'), ...dangersOf(report.plan)].join(', ')}${kept(report.plan)}.`
                : `Nothing to change${kept(report.plan)}${unhealthy(report)}.`;
        case 'drift':
            return `No drift: Entra and TruU are as the spec says${healthy}.`;
        case 'renew':
            return report.result === 'renewed'
                ? `${report.rotated ? 'The secret was rotated' : 'The previous secret was retired'}${healthy}.`
                : `Nothing is due for renewal${healthy}.`;
        case 'apply':
        case null:
            return report.result === 'applied'
                ? `Applied ${count(verdict_wanted(report.plan), 'change')}${kept(report.plan)}; nothing is left to change${healthy}.`
                : `Nothing had to change${kept(report.plan)}${healthy}.`;
    }
};
/** What a reviewer must not miss in a plan, counted. */
const dangersOf = (plan) => {
    const dangers = plan === null ? [] : wantedOf(plan.changes).map(({ danger }) => danger);
    const labels = [
        ['privilege', 'of new power'],
        ['removal', 'removal', 'removals'],
        ['tenantWide', 'beyond this directory'],
    ];
    return labels.flatMap(([danger, one, many = one]) => {
        const number = dangers.filter((each) => each === danger).length;
        return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
    });
};
/** A plan does not ask for good health, but whoever reads it should know. */
const unhealthy = ({ health }) => health === 'not-healthy' ? ', but TruU does not report Healthy' : '';
const verdict_wanted = (plan) => (plan === null ? 0 : wantedOf(plan.changes).length);
const kept = (plan) => {
    const skipped = plan === null ? 0 : unlistedPrivileges(plan.changes).length;
    return skipped === 0 ? '' : `, ${skipped} kept back`;
};
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);
const lowerFirst = (word) => /^[A-Z][a-z ]/.test(word) && !/^(TruU|Entra|Graph|GitHub|Microsoft)/.test(word)
    ? word.charAt(0).toLowerCase() + word.slice(1)
    : word;

;// CONCATENATED MODULE: ./build/report/comment/comment.js






/** GitHub takes 65,536 characters; bytes are never fewer (measured by others, 2026-08). */
const comment_maxBytes = 60_000;
/** By this the comment of a spec is found again: the first bytes of it, and nowhere else in it. */
const commentMarker = (specFile) => `<!-- truu-entra-directory:${specHash(specFile)} -->`;
const commitLine = (commit) => `<!-- commit:${commit} -->`;
/** The commit that a comment of ours speaks of; null when it does not say. */
const commitIn = (body) => /^<!-- commit:([0-9a-f]{40,64}) -->$/.exec(body.split(/\r?\n/, 2)[1] ?? '')?.[1] ?? null;
/** What nobody sees: the marker, and the commit whose plan it is. */
const comment_unseen = ({ specFile }, { commit }) => [
    commentMarker(specFile),
    ...(commit !== null && /^[0-9a-f]{40,64}$/.test(commit) ? [commitLine(commit)] : []),
];
/** Whether there is something that a reviewer should see: `comment: changes` is silent otherwise. Pure. */
const isWorthAComment = (report) => report.red || report.result === 'changes' || report.result === 'applied';
/** The comment on a pull request, in Markdown. Pure. */
const renderComment = (report, context) => {
    const hidden = comment_unseen(report, context);
    if (isQuiet(report, context))
        return `${[...hidden, comment_oneLine(report, context)].join('\n')}\n`;
    const frame = {
        head: [...hidden, ...headOf(report, context)],
        tail: tailOf(report, context),
        elsewhere: fullSummary(context),
        maxBytes: comment_maxBytes,
    };
    return blocks_assemble(frame, blocksOf(report, context));
};
const isQuiet = (report, { freshness }) => !report.red && freshness.kind === 'current' && (report.result === 'in-sync' || report.mode === 'check');
const comment_oneLine = (report, context) => {
    const parts = [codeSpan(report.specFile), ...at(context), fullSummary(context)];
    return `**TruU Entra directory:** ${verdict(report).message} ${parts.join(' · ')}`;
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
    const said = freshness.kind === 'superseded' ? supersededBy(freshness.by) : { tone, message };
    return [`### TruU Entra directory · ${title}`, '', ...verdict_alert(said), '', details, ''];
};
const supersededBy = (by) => {
    const newer = shortCommit(by);
    const which = newer === null ? 'a newer push' : `the newer push \`${newer}\``;
    return { tone: 'attention', message: `Superseded by ${which}, whose plan will stand here.` };
};
const blocksOf = (report, context) => {
    const show = lineLinks(context);
    const freshness = context.freshness.kind;
    if (freshness === 'superseded') {
        const { message } = verdict(report);
        const before = report.plan === null ? [] : flatten(planBlocks(report.plan, show));
        return before.length === 0 ? [] : [folded('The plan before that push', [message, '', ...before])];
    }
    const plan = report.plan === null ? [] : planBlocks(report.plan, show);
    const applied = report.mode === 'apply' || report.mode === 'renew';
    return [
        ...failureBlocks(report.failures, show),
        ...problemBlocks(report.diagnostics, show),
        ...(applied ? outcomeBlocks(report, show) : []),
        ...(applied ? plan.map((block) => ({ ...block, folded: true, title: `Planned: ${block.title}` })) : plan),
    ];
};
/** Blocks within a block: a line in bold for each heading. */
const flatten = (blocks) => blocks.flatMap(({ title, lines }) => (lines.length === 0 ? [] : [`**${title}**`, '', ...lines, '']));
const tailOf = (report, context) => {
    const needs = context.freshness.kind === 'current' && report.mode === 'plan' ? needsOf(report) : [];
    const shown = context.freshness.kind === 'superseded' ? null : report.plan;
    return [
        ...(needs.length === 0 ? [] : ['#### What it takes to apply', '', ...needs, '']),
        ...(shown === null ? [] : [`Fingerprint \`${shown.fingerprint}\``, '']),
        `Everything else is in ${fullSummary(context)}.`,
    ];
};

;// CONCATENATED MODULE: ./build/github/port.js
/** GitHub refused or did not answer. Its message is our own; what GitHub said is foreign text. */
class GithubFailure extends Error {
    name = 'GithubFailure';
    /** Null when no answer came. */
    status;
    said;
    requestId;
    /** The permissions any of which would have been enough, as GitHub's header names them; null when it does not. */
    accepts;
    constructor(operation, answer) {
        super(`GitHub was unable to ${operation}.`);
        this.status = answer.status;
        this.said = answer.said;
        this.requestId = answer.requestId;
        this.accepts = answer.accepts;
    }
}
/** Whether somebody is the holder of the token. */
const isViewer = (author, viewer) => author !== null && (viewer.id === null ? author.login === viewer.login : author.id === viewer.id);

;// CONCATENATED MODULE: ./build/github/plan-comment.js


/** When a comment is begun; one that is there is kept true in any case, unless the policy is never. */
const commentPolicies = ['changes', 'always', 'never'];
/** Keeps the one comment of a spec true: found by its marker and by us as its author. Throws GithubFailure. */
const publishComment = async (github, report, place, target, policy) => {
    if (policy === 'never')
        return 'silent';
    const [there, freshness] = await Promise.all([
        findOurs(github, target.pull, report.specFile),
        freshnessOf(github, place, target),
    ]);
    if (there === null && (policy === 'changes' || target.after === 'merge') && !isWorthAComment(report))
        return 'silent';
    // A newer run has been faster: what it wrote stays.
    if (freshness.kind === 'superseded' && there !== null && commitIn(there.body) === freshness.by)
        return 'unchanged';
    const body = renderComment(report, { ...place, freshness });
    if (there === null) {
        await github.createComment(target.pull, body);
        return 'created';
    }
    if (sameText(there.body, body))
        return 'unchanged';
    await github.updateComment(there.id, body);
    return 'changed';
};
/** GitHub may give back a text with other line ends, and without those at its end. */
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


/** The failure of an input; what was written is not shown, since it may be a secret in the wrong place. */
const invalid = (name, what, fix) => new ActionError('INPUT_INVALID', `The input "${name}" ${what}.`, { fix });
const likeUrl = 'Write it like https://api.example.com, with nothing but a path behind it.';
const likeTimeout = 'Write it like PT20S.';
/** `true` or `false`, as YAML 1.2 core writes them. Throws INPUT_INVALID. */
const toBoolean = (name, value) => {
    if (/^(true|True|TRUE)$/.test(value))
        return true;
    if (/^(false|False|FALSE|)$/.test(value))
        return false;
    throw invalid(name, 'must be true or false', 'Write true or false.');
};
const input_values_guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A GUID in lower case. Throws INPUT_INVALID. */
const toGuid = (name, value) => {
    const lowerCase = value.toLowerCase();
    if (input_values_guid.test(lowerCase))
        return lowerCase;
    throw invalid(name, 'must be a GUID', 'Copy the id from the Entra admin center.');
};
/** Entries separated by commas, spaces or new lines; empty ones do not count. */
const toList = (value) => value.split(/[\s,]+/).filter((entry) => entry !== '');
/** A base URL without a trailing slash. Throws INPUT_INVALID, and INPUT_NOT_HTTPS for any other scheme. */
const toHttpsUrl = (name, value) => {
    if (!URL.canParse(value))
        throw invalid(name, 'must be an https URL', likeUrl);
    const url = new URL(value);
    if (url.protocol !== 'https:')
        throw new ActionError('INPUT_NOT_HTTPS', `The input "${name}" must be an https URL.`);
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
        throw invalid(name, 'must be a plain https URL, without credentials, query or fragment', likeUrl);
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
};
const longestTimeoutMs = 5 * 60_000;
/** An ISO 8601 duration between a tenth of a second and five minutes, in milliseconds. Throws INPUT_INVALID. */
const toTimeoutMs = (name, value) => {
    let ms;
    try {
        ms = durationMs(value);
    }
    catch {
        throw invalid(name, 'must be an ISO 8601 duration such as PT20S', likeTimeout);
    }
    if (ms < 100 || ms > longestTimeoutMs)
        throw invalid(name, 'must lie between PT0.1S and PT5M', likeTimeout);
    return ms;
};

;// CONCATENATED MODULE: ./build/action/github-inputs.js



/** Reads these inputs. Throws INPUT_INVALID, and INPUT_MISSING when something is asked for that needs the token. */
const readGithubInputs = (read, maskSecret) => {
    const value = read('comment') || 'changes';
    const comment = commentPolicies.find((policy) => policy === value);
    if (comment === undefined)
        throw invalid('comment', `must be one of ${commentPolicies.join(', ')}`, 'Use one of these words.');
    const token = read('github-token');
    for (const name of ['drift-issue', 'require-reviewed-plan'])
        if (toBoolean(name, read(name)) && token === '')
            throw needsToken(name);
    return {
        token: token === '' ? null : maskSecret(token),
        comment,
        driftIssue: toBoolean('drift-issue', read('drift-issue')),
        pullRequest: read('pull-request') === '' ? null : toNumber(read('pull-request')),
    };
};
const needsToken = (name) => new ActionError('INPUT_MISSING', `The input "${name}" needs "github-token".`, {
    fix: 'Add "github-token: ${{ github.token }}" to the "with:" block of the step.',
});
/** The number may come out of an artifact that anybody wrote: digits, and nothing else. */
const toNumber = (value) => {
    if (/^[1-9]\d{0,8}$/.test(value))
        return Number(value);
    throw invalid('pull-request', 'must be the number of a pull request', 'Hand over digits, and nothing else.');
};

// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/proxy.js
var lib_proxy = __webpack_require__(9783);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(6752);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/support/secret.js

const printed = '[secret]';
/** A value that nothing can print: string, JSON, template and `util.inspect` all show `[secret]`. */
class Secret {
    #value;
    constructor(value) {
        this.#value = value;
    }
    /** The value itself, for the one request that must carry it. */
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

;// CONCATENATED MODULE: ./build/action/host.js








/** Whether a runner listens, who swallows workflow commands. In a terminal a mask would print what it hides. */
const isRunner = (env) => env['GITHUB_ACTIONS'] === 'true';
/** Masks in the runner's log, before the value goes anywhere else, and remembers in `sealed` what no report may show. */
const createMaskSecret = (env, maskedValues) => (value) => {
    maskedValues.add(value);
    if (isRunner(env))
        core/* setSecret */.Pq(value);
    return new Secret(value);
};
/** The host that GitHub Actions is. */
const createHost = ({ env, ending: { cancel, forceCancel }, maskSecret, reviewedPlan }) => ({
    fetch: createFetch(),
    clock: support_clock/* processClock */.uK,
    cancel,
    forceCancel,
    maskSecret,
    idToken: (audience) => idToken(env, audience),
    reviewedPlan,
    say: (line) => core/* info */.pq(logText(line)),
    nonce: () => (0,external_node_crypto_.randomBytes)(4).toString('hex'),
});
/** A `fetch` with connections kept alive, through the proxy that the runner's own toolkit would take. */
const createFetch = () => {
    const dispatchers = new Map();
    const open = (proxy) => (proxy === '' ? new undici.Agent() : new undici.ProxyAgent(proxy));
    return async (url, init) => {
        const proxy = (0,lib_proxy/* getProxyUrl */.s)(new URL(url))?.href ?? '';
        const dispatcher = dispatchers.get(proxy) ?? open(proxy);
        dispatchers.set(proxy, dispatcher);
        const response = await (0,undici.fetch)(url, { ...init, dispatcher });
        return response;
    };
};
const idToken = async (env, audience) => {
    if (!env['ACTIONS_ID_TOKEN_REQUEST_URL'] || !env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'])
        throw new ActionError('AUTH_ID_TOKEN_UNAVAILABLE', 'GitHub offers no identity token to this job.');
    try {
        return await core/* getIDToken */.V9(audience);
    }
    catch (thrown) {
        // The toolkit tells the status only in its words, and those may hold more than should be shown.
        const status = /Error Code : (\d{3})\b/.exec(thrown instanceof Error ? thrown.message : '')?.[1];
        const evidence = status === undefined ? [] : [{ name: 'GitHub answered', value: `HTTP ${status}` }];
        throw new ActionError('AUTH_ID_TOKEN_FAILED', 'GitHub did not issue an identity token.', {
            evidence,
            cause: thrown,
        });
    }
};

;// CONCATENATED MODULE: ./build/report/report.js
/** Where a run stops. */
const modes = ['check', 'plan', 'drift', 'renew', 'apply'];

;// CONCATENATED MODULE: ./build/action/inputs.js





/** Every input of action.yml; a test holds the two together. */
const inputNames = [
    'mode',
    'spec',
    'tenant-id',
    'client-id',
    'allowed-permissions',
    'allow-removals',
    'expect-plan',
    'rotate',
    'adopt-secrets',
    'truu-url',
    'truu-token-url',
    'truu-client-id',
    'truu-client-secret',
    'truu-scope',
    'github-token',
    'comment',
    'require-reviewed-plan',
    'drift-issue',
    'pull-request',
    'entra-authority-url',
    'graph-url',
    'request-timeout',
];
const defaultSpec = '.github/truu-directory.yml';
/** The mode and the spec path, as far as they can be told before anything is checked: for the report of a failure. */
const peekInputs = (read) => {
    const value = read('mode') || 'plan';
    return { mode: modes.find((mode) => mode === value) ?? null, specPath: read('spec') || defaultSpec };
};
/** The inputs as one typed value. Throws INPUT_…. */
const readInputs = (read, { names, workspace, maskSecret, offline }) => {
    refuseUnknown(names);
    const { mode: requested, specPath } = peekInputs(read);
    if (requested === null)
        throw invalid('mode', `must be one of ${modes.join(', ')}`, 'Use one of these modes.');
    const mode = offline ? 'check' : requested;
    const optional = (name, convert) => read(name) === '' ? null : convert(name, read(name));
    const base = {
        specPath,
        workspace,
        tenantId: optional('tenant-id', toGuid),
        allowedPermissions: allowed(read('allowed-permissions')),
        allowRemovals: toBoolean('allow-removals', read('allow-removals')),
        requireReviewedPlan: toBoolean('require-reviewed-plan', read('require-reviewed-plan')),
        expectPlan: optional('expect-plan', toFingerprint),
        rotate: optional('rotate', toGuid),
        adoptSecrets: new Set(toList(read('adopt-secrets')).map((id) => toGuid('adopt-secrets', id))),
        requestTimeoutMs: toTimeoutMs('request-timeout', read('request-timeout') || 'PT20S'),
    };
    return mode === 'check' ? { ...base, mode, access: null } : { ...base, mode, access: readAccess(read, maskSecret) };
};
const refuseUnknown = (names) => {
    const unknown = names.find((name) => !inputNames.some((known) => known === name));
    if (unknown === undefined)
        return;
    const near = nearest(unknown, inputNames);
    throw new ActionError('INPUT_UNKNOWN', 'An input of the step does not exist.', {
        evidence: [{ name: 'Input', value: unknown }, ...(near === null ? [] : [{ name: 'Nearest', value: near }])],
        ...(near === null ? {} : { fix: `Use "${near}", or remove it from the "with:" block.` }),
    });
};
const toFingerprint = (name, value) => {
    if (/^[0-9a-f]{64}$/.test(value))
        return value;
    const fix = 'Copy the output "plan-fingerprint" of the run that was reviewed.';
    throw invalid(name, 'must be the plan-fingerprint of an earlier run', fix);
};
const required = ['client-id', 'truu-url', 'truu-token-url', 'truu-client-id', 'truu-client-secret'];
const readAccess = (read, maskSecret) => {
    const missing = required.filter((name) => read(name) === '');
    if (missing.length > 0)
        throw new ActionError('INPUT_MISSING', `Every mode but check needs ${missing.map((name) => `"${name}"`).join(', ')}.`, {
            fix: 'Add it to the "with:" block of the step. A GitHub secret that is not set, or that this event may not read, arrives empty.',
        });
    const endpoint = (name) => (read(name) === '' ? null : toHttpsUrl(name, read(name)));
    return {
        clientId: toGuid('client-id', read('client-id')),
        truu: {
            url: toHttpsUrl('truu-url', read('truu-url')),
            tokenUrl: toHttpsUrl('truu-token-url', read('truu-token-url')),
            clientId: read('truu-client-id'),
            clientSecret: maskSecret(read('truu-client-secret')),
            scope: read('truu-scope') || null,
        },
        authorityUrl: endpoint('entra-authority-url'),
        graphUrl: endpoint('graph-url')?.replace(/\/v1\.0$/, '') ?? null,
    };
};
/**
 * The ceiling as `type:name`. A bare name means the application permission when there is one, else the delegated one;
 * `application:` and `delegated:` before it say so. Empty: exactly the eight of TruU's guide.
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
    const message = 'The input "allowed-permissions" names a permission that does not exist.';
    return new ActionError('INPUT_INVALID', message, {
        evidence: [{ name: 'Permission', value: entry }],
        fix: near === null ? 'Use the names of the Microsoft Graph permissions reference.' : `Did you mean ${near}?`,
    });
};

;// CONCATENATED MODULE: ./build/action/offline.js
/**
 * Why a plan cannot log in though nothing is wrong: GitHub gives a pull request from a fork, and one of Dependabot,
 * neither secrets nor an identity token (GitHub docs, "Events that trigger workflows", read 2026-11). One sentence for
 * what is skipped, one for how a maintainer gets it. Null when the plan can be tried.
 */
const skippedOn = (event, env, read) => {
    const { pull } = event;
    if ((read('mode') || 'plan') !== 'plan' || pull === null || !(pull.fork || pull.dependabot))
        return null;
    const canLogIn = Boolean(env['ACTIONS_ID_TOKEN_REQUEST_URL']) && read('truu-client-secret') !== '';
    if (canLogIn)
        return null;
    const who = pull.fork ? 'a pull request from a fork' : 'a pull request of Dependabot';
    return (`Only the spec was checked, since GitHub gives ${who} no secrets and no identity token. ` +
        'A maintainer gets the full plan by pushing the commit to a branch of this repository.');
};

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/report/log/annotations.js

/** A runner keeps the first ten of each level per step, and cuts messages at 4,096 characters (actions/runner, 2026-08). */
const maxPerLevel = 10;
const annotations_maxCharacters = 4_000;
/** What deserves a mark: the worst first, the last of ten saying how many more there are. Pure. */
const annotate = (report) => {
    const errors = [
        ...report.diagnostics.map(({ code, message, fix, range }) => mark('error', code, `${message} ${fix}`, range)),
        ...report.failures.map(({ code, title, message, fix }) => mark('error', `${code}: ${title}`, `${message} ${fix}`, null)),
    ];
    const plan = report.remaining ?? report.plan;
    const findings = (plan?.notes ?? [])
        .filter((note) => note.level === 'finding')
        .map(({ message, names }) => mark('warning', 'Finding', `${message}: ${names.join(' ')}`, null));
    const skipped = report.skipped === null ? [] : [mark('notice', 'The plan was skipped', report.skipped, null)];
    return [...tenOf(errors), ...skipped, ...tenOf(report.mode === 'drift' || report.mode === 'renew' ? findings : [])];
};
const mark = (level, title, message, range) => ({
    level,
    title: text_oneLine(title, 200),
    message: text_oneLine(message, annotations_maxCharacters),
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
            : [{ ...last, message: text_oneLine(`${last.message} (and ${more} more; see the summary)`, annotations_maxCharacters + 60) }]),
    ];
};

;// CONCATENATED MODULE: ./build/spec/diagnostic.js
/** The codes with which the text of a spec can be refused; each is a code of the catalogue of errors. */
const specCodes = [
    'SPEC_NOT_YAML',
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

;// CONCATENATED MODULE: ./build/report/json/json.js





/** Changes when a reader of the old form would misread the new one. */
const reportVersion = 2;
const json_list = (one) => schemas/* array */.YOg(one).readonly();
const json_text = schemas/* string */.YjP();
const maybe = json_text.nullable();
const range = schemas/* object */.Ikc({
    file: json_text,
    line: schemas/* number */.aig().int(),
    column: schemas/* number */.aig().int(),
    endLine: schemas/* number */.aig().int(),
    endColumn: schemas/* number */.aig().int(),
});
const errorCode = schemas/* enum */.k5n(Object.keys(errorCatalog));
const acts = ['create', 'update', 'remove', 'grant', 'revoke', 'rotate', 'retire', 'adopt'];
const json_value = schemas/* union */.KCZ([
    json_text,
    schemas/* boolean */.zMY(),
    schemas/* null */.chJ(),
    json_list(json_text),
    schemas/* object */.Ikc({ knownAfterApply: schemas/* literal */.euz(true) }).readonly(),
]);
const stepKind = schemas/* enum */.k5n([
    'create-application',
    'update-application',
    'create-service-principal',
    'grant',
    'revoke',
    'set-secret',
    'delete-unheld-secrets',
    'update-directory',
    'set-primary-user-identifier',
    'connect-cluster',
    'retire-secrets',
]);
const change = schemas/* object */.Ikc({
    target: targetSchema.describe('What it is about, as data.'),
    address: json_text.describe('The target as side/kind/key, unique within a plan.'),
    act: schemas/* enum */.k5n(acts),
    title: json_text,
    fields: json_list(schemas/* object */.Ikc({ path: json_text, before: json_value, after: json_value })),
    range: range.nullable().describe('Where the spec asks for it.'),
    danger: schemas/* enum */.k5n(['privilege', 'removal', 'tenantWide', 'secret', 'ordinary']),
    skipReason: schemas/* enum */.k5n(['allow-removals', 'unlisted', 'mode'])
        .nullable()
        .describe('Why it is kept back; null: it is wanted.'),
    reason: maybe.describe('Null where the fields say it.'),
    dueByTime: schemas/* boolean */.zMY().describe('Due only because time passed.'),
    renews: schemas/* boolean */.zMY().describe('Whether mode renew carries it out.'),
});
const plan = schemas/* object */.Ikc({
    changes: json_list(change).describe('The most dangerous first.'),
    steps: json_list(schemas/* object */.Ikc({
        id: json_text,
        kind: stepKind,
        changes: json_list(json_text).describe('Addresses of the changes that it carries out.'),
        dependsOn: json_list(json_text),
        permissions: json_list(json_text).describe('Graph application permissions that the login needs for it.'),
    })),
    notes: json_list(schemas/* object */.Ikc({
        level: schemas/* enum */.k5n(['note', 'finding']),
        target: targetSchema,
        address: json_text,
        message: json_text,
        names: json_list(json_text),
    })),
    refusals: json_list(schemas/* object */.Ikc({ code: errorCode, message: json_text, fix: maybe, range: range.nullable() })),
    fingerprint: json_text.regex(/^[0-9a-f]{64}$/).describe('SHA-256; equal for equal plans.'),
});
const failure = schemas/* object */.Ikc({
    code: errorCode,
    title: json_text,
    message: json_text,
    fix: json_text,
    category: schemas/* enum */.k5n(['user-action', 'service', 'bug']),
    evidence: json_list(schemas/* object */.Ikc({ name: json_text, value: json_text })),
    requestId: maybe,
    leftBehind: json_list(json_text),
});
const sample = schemas/* object */.Ikc({
    at: maybe,
    status: json_text,
    credentialKeyId: maybe,
    checkedAt: maybe,
    checks: json_list(schemas/* object */.Ikc({ name: json_text, status: json_text, code: maybe, message: maybe })),
    staleReason: maybe.describe('Why it does not count; null when it does.'),
});
const json_secret = schemas/* object */.Ikc({
    keyId: json_text,
    displayName: maybe,
    startsOn: json_text,
    expiresOn: json_text,
    role: schemas/* enum */.k5n(['held', 'overlap', 'due', 'in-use', 'orphaned', 'foreign']),
    use: schemas/* enum */.k5n(['reported', 'unreported', 'unknown']).describe('What Entra tells of its use; none told proves nothing.'),
    lastUsedOn: maybe,
    ours: schemas/* boolean */.zMY(),
    reason: json_text,
});
const permission = schemas/* object */.Ikc({
    type: schemas/* enum */.k5n(['application', 'delegated']),
    name: json_text,
    description: maybe,
    tier: schemas/* union */.KCZ([schemas/* literal */.euz(0), schemas/* literal */.euz(1), schemas/* literal */.euz(2)]).nullable(),
    listed: schemas/* boolean */.zMY().nullable().describe('Null: the spec does not manage this type.'),
    requested: schemas/* boolean */.zMY(),
    granted: schemas/* boolean */.zMY(),
    allowed: schemas/* boolean */.zMY(),
});
const json_status = schemas/* number */.aig().int().nullable();
const request = schemas/* object */.Ikc({
    service: schemas/* enum */.k5n(['graph', 'entra', 'truu']),
    method: json_text,
    path: json_text.describe('Of the query only $select.'),
    status: json_status.describe('Null when no answer came.'),
    failure: schemas/* enum */.k5n(['network', 'timeout', 'cancelled', 'not-sent']).nullable(),
    requestId: maybe,
    attempts: schemas/* number */.aig().int(),
    items: json_list(schemas/* object */.Ikc({ method: json_text, path: json_text, status: json_status })).describe('What a $batch carried.'),
});
/** The one schema of report.json: it gives the JSON Schema, and it judges a report that comes from elsewhere. */
const reportSchema = schemas/* object */.Ikc({
    version: schemas/* literal */.euz(reportVersion).describe('Version of this format.'),
    mode: schemas/* enum */.k5n(modes).nullable().describe('Null when the inputs could not be read.'),
    result: schemas/* enum */.k5n(['in-sync', 'changes', 'drift', 'applied', 'renewed', 'refused', 'failed', 'cancelled']),
    sync: schemas/* enum */.k5n(['in-sync', 'out-of-sync', 'unknown']),
    health: schemas/* enum */.k5n(['healthy', 'not-healthy', 'unknown', 'not-asked']),
    red: schemas/* boolean */.zMY().describe('Whether the job fails.'),
    skipped: maybe.describe('Why only the spec was checked where a plan was asked for; null otherwise.'),
    specFile: json_text.describe('Path of the spec, relative to the workspace.'),
    directoryName: maybe,
    tenant: maybe,
    cloud: maybe,
    diagnostics: json_list(schemas/* object */.Ikc({ code: schemas/* enum */.k5n(specCodes), message: json_text, fix: json_text, range })),
    plan: plan.nullable().describe('The plan that the run made first.'),
    remaining: plan.nullable().describe('The plan made after the writes.'),
    steps: json_list(schemas/* object */.Ikc({
        kind: schemas/* enum */.k5n([...stepKind.options, 'wait-for-healthy']),
        changes: json_list(json_text).describe('Addresses of the changes that it carries out.'),
        outcome: schemas/* enum */.k5n(['done', 'failed', 'skipped']),
        message: json_text,
    })),
    healthTimeline: json_list(sample),
    secrets: json_list(json_secret).describe('By key id; the values are nowhere.'),
    permissions: json_list(permission),
    unmanaged: json_list(schemas/* object */.Ikc({ title: json_text, names: json_list(json_text), reason: json_text })),
    loginRoles: json_list(json_text).nullable(),
    requests: json_list(request),
    failures: json_list(failure),
    clientId: maybe,
    secretExpiresOn: maybe,
    rotated: schemas/* boolean */.zMY(),
    auditEvents: json_list(schemas/* object */.Ikc({ at: json_text, actor: json_text, activity: json_text }))
        .nullable()
        .describe('Who made Entra drift, by its audit log, the newest first; null: not asked for, or not told.'),
})
    .describe('What one run of the TruU Entra directory action found, did and left.');
/** The report as JSON, and nothing beside it: what the schema does not know is left out. */
const toJson = (report) => `${JSON.stringify(reportSchema.parse({ version: reportVersion, ...report }), null, 2)}\n`;
/** A report out of JSON of unknown origin; null when it is none of this version. */
const fromJson = (json) => {
    try {
        const { version: _version, ...report } = reportSchema.parse(JSON.parse(json));
        return report;
    }
    catch {
        return null;
    }
};

;// CONCATENATED MODULE: ./build/report/parts/audit-event-list.js




/** The heading of the deeds on every surface. */
const auditEventsTitle = 'Who did it, by Entra’s audit log';
/** Who changed Entra, as items of a list; empty where nothing is known. */
const auditEventItems = ({ auditEvents }) => list((auditEvents ?? []).map(({ at, actor, activity }) => `${time(at)} ${codeSpan(actor)}: ${codeSpan(activity)}`));
/** The same for the full record, which also says that nothing is known. */
const auditEventLines = (report) => {
    const { mode, plan, clientId, auditEvents } = report;
    const items = auditEventItems(report);
    if (items.length > 0)
        return items;
    // Without a registration there is nothing to ask about.
    if (mode !== 'drift' || plan === null || clientId === null || !hasEntraDrifted(plan))
        return [];
    if (auditEvents === null)
        return ['Not known: the log could not be read. It takes `AuditLog.Read.All` beside `Directory.Read.All`.'];
    return ['The log of the last seven days names nobody.'];
};

;// CONCATENATED MODULE: ./build/report/log/log.js





/** The report for a log: what must be seen stands open and last, where a log is read first. Pure. */
const renderLog = (report) => {
    const { message } = verdict(report);
    const plan = report.remaining !== null && report.red ? report.remaining : report.plan;
    const blocks = [
        ...(plan === null ? [] : log_planBlocks(plan, plan === report.remaining)),
        block('Health', report.healthTimeline.map(({ at, status, staleReason }) => `${at ?? ''}  ${status}${staleReason ? `  (${staleReason})` : ''}`), false),
        block('Secrets', report.secrets.map(({ keyId, expiresOn, role, lastUsedOn, displayName }) => `${keyId}  ${role.padEnd(8)}${expiresOn}  ${lastUsedOn === null ? '' : `last used ${lastUsedOn}  `}${displayName ?? ''}`), false),
        block(auditEventsTitle, (report.auditEvents ?? []).map(({ at, actor, activity }) => `${at}  ${actor}: ${activity}`), false),
        block('Problems in the spec', report.diagnostics.flatMap(({ range, code, message, fix }) => [
            `${range.file}:${range.line}:${range.column}  ${code}`,
            `  ${message}`,
            `  ${fix}`,
        ]), true),
        ...report.failures.map(failureBlock),
        block('', [message, `sync ${report.sync}, health ${report.health}`], true),
    ];
    return blocks.filter((one) => one.lines.length > 0);
};
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
const changeLines = (change) => {
    const { act, title, fields, reason, skipReason } = change;
    const name = targetName(change);
    return [
        `${signs[act]} ${title}${name === null ? '' : `: ${name}`}${permissionTail(change)}`,
        ...fields.map(({ path, before, after }) => `    ${path}: ${valueLabel(before)} → ${valueLabel(after)}`),
        ...(reason === null ? [] : [`    why: ${reason}`]),
        ...(skipReason === null ? [] : [`    not applied: ${skipReasonLabel(skipReason)}`]),
    ];
};
const permissionTail = ({ target }) => {
    if (target.kind !== 'permission')
        return '';
    const { type, tier, description } = permissionLabel(target);
    return ` (${type}${tier === 0 ? ', tier 0' : ''})${description === null ? '' : `, can ${description}`}`;
};
const failureBlock = (failure) => block(`${failure.code}: ${failure.title}`, [
    failure.message,
    `Fix: ${failure.fix}`,
    ...failure.evidence.map(({ name, value }) => `  ${name}: ${value}`),
    ...(failure.requestId === null ? [] : [`  Request id: ${failure.requestId}`]),
    ...failure.leftBehind.map((line) => `  Left behind: ${line}`),
], true);

;// CONCATENATED MODULE: ./build/report/summary/record.js


/** Each permission on Microsoft Graph: wanted, requested, granted, and whether the workflow allows it. */
const permissionSection = ({ permissions }) => section('Permissions on Microsoft Graph', table(['Permission', 'Type', 'In the spec', 'Requested', 'Granted', 'Allowed by the ceiling'], permissions.map(row)));
const row = ({ name, type, tier, listed, requested, granted, allowed }) => {
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
const services = { graph: 'Graph', entra: 'Entra', truu: 'TruU' };
/** Every request, and of a batch every item. */
const requestSection = ({ requests }) => section(`Requests (${requests.length}, besides the logins to Entra)`, requests.length === 0
    ? []
    : table(['To', 'Request', 'Status', 'Sent', 'Request id'], requests.flatMap(requestRows)));
const requestRows = (one) => [
    [
        services[one.service],
        codeSpan(`${one.method} ${one.path}`),
        one.status === null ? `**${one.failure ?? 'no answer'}**` : statusOf(one.status),
        sentOf(one.attempts),
        one.requestId === null ? '' : codeSpan(one.requestId),
    ],
    ...one.items.map(({ method, path, status }) => [
        '↳',
        codeSpan(`${method} ${path}`),
        status === null ? '**no answer**' : statusOf(status),
        '',
        '',
    ]),
];
const sentOf = (attempts) => attempts === 0 ? 'not at all' : attempts === 1 ? 'once' : `${attempts} times`;
const statusOf = (status) => (status < 400 ? String(status) : `**${status}**`);

;// CONCATENATED MODULE: ./build/report/summary/state.js





/** What was done, step by step. */
const stepSection = ({ steps }) => section('What was done', stepItems(steps));
/** What TruU said and when, and whether it could be believed. A list, since a table of it fits no phone. */
const healthSection = ({ healthTimeline }) => section('Health', list(healthTimeline.map(sampleItem)));
const sampleItem = (sample) => {
    const failed = sample.checks.filter((check) => !['HEALTHY', 'PASSED', 'OK'].includes(check.status));
    const measured = sample.checkedAt === null ? 'never measured' : `measured ${time(sample.checkedAt)}`;
    // The whole key id stands in the inventory.
    const key = sample.credentialKeyId === null ? 'an unnamed secret' : codeSpan(sample.credentialKeyId.slice(0, 8));
    return [
        `${sample.at === null ? '' : `${time(sample.at)} `}${codeSpan(sample.status)} (${measured} with ${key})`,
        ...(sample.staleReason === null ? [] : [`does not count: ${prose(sample.staleReason)}`]),
        ...failed.map(({ name, code, message }) => [codeSpan(name), ...(code ? [codeSpan(code)] : []), ...(message ? [prose(message, 300)] : [])].join(' ')),
    ].join('<br>');
};
/** The secrets of the registration by key id, whose they are, why, and when each was last used. */
const secretSection = ({ secrets }) => section('Secrets', list(secrets.map(({ keyId, displayName, startsOn, expiresOn, role, ours, reason, use, lastUsedOn }) => [
    `${codeSpan(keyId)} ${roles[role]}`,
    `${displayName === null ? 'no description' : codeSpan(displayName)}, from ${time(startsOn)} to ${time(expiresOn)}`,
    ...(role === 'foreign' ? [prose(reason)] : [`${ours ? 'ours' : 'not ours'}: ${prose(reason)}`]),
    ...(use === 'unknown' && isExpectedToBeUsed(role) ? [] : [useLabel({ use, lastUsedOn })]),
].join('<br>'))));
const isExpectedToBeUsed = (role) => role === 'held' || role === 'overlap';
const useLabel = ({ use, lastUsedOn }) => {
    if (use === 'unknown')
        return 'when it was last used is not known';
    return lastUsedOn === null ? 'Entra reports no use of it, which proves nothing' : `last used ${time(lastUsedOn)}`;
};
const roles = {
    held: '**held by TruU**',
    overlap: 'previous, kept for the overlap',
    due: 'previous, to be retired',
    'in-use': 'previous, **kept since somebody used it after the hand-over**',
    orphaned: 'left by an interrupted run, to be removed',
    foreign: 'not ours, left alone',
};

;// CONCATENATED MODULE: ./build/report/summary/summary.js











/** GitHub drops a step summary above 1 MiB as a whole (actions/runner, FileCommandManager, 2026-08). */
const summary_maxBytes = 1_000_000;
/** The step summary in Markdown: the verdict first, then what a reviewer must see, then the full record. Pure. */
const renderSummary = (report) => {
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
        ...report.failures.map((failure) => section(failure.title, failureLines(failure, plainLine))),
        problemSection(report),
        ...(plan === null ? [] : planSections(report, plan)),
        section('Findings', noteItems(findings)),
        section('Required to apply', report.mode === 'plan' ? needsOf(report) : []),
        section(auditEventsTitle, auditEventLines(report)),
        stepSection(report),
        healthSection(report),
        secretSection(report),
        permissionSection(report),
        section('Notes', noteItems(notes)),
        section('Not managed by this spec', unmanagedItems(report.unmanaged)),
        section('Fingerprint of the plan', report.plan === null ? [] : [`\`${report.plan.fingerprint}\``]),
        requestSection(report),
    ];
    return fit(head, sections, summary_maxBytes);
};
const details = (report) => [
    `**Sync** ${report.sync}`,
    `**Health** ${report.health}`,
    `**Spec** ${codeSpan(report.specFile)}`,
    ...(report.directoryName === null ? [] : [`**Directory** ${codeSpan(report.directoryName)}`]),
    ...(report.tenant === null ? [] : [`**Tenant** ${codeSpan(report.tenant)}`]),
    ...(report.clientId === null ? [] : [`**Client** ${codeSpan(report.clientId)}`]),
].join(' · ');
const problemSection = ({ diagnostics }) => section('Problems in the spec', table(['Where', 'Problem', 'Fix', 'Code'], diagnostics.map(({ range, message, fix, code }) => [
    codeSpan(`${range.file}:${range.line}:${range.column}`),
    prose(message),
    prose(fix),
    codeSpan(code),
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

;// CONCATENATED MODULE: ./build/report/json/outputs.js

/** The outputs of a run; empty where nothing is known. Pure. */
const outputsOf = (report) => ({
    result: report.result,
    sync: report.sync,
    health: report.health,
    changes: report.plan === null ? '' : String(wantedOf(report.plan.changes).length),
    'plan-fingerprint': report.plan?.fingerprint ?? '',
    'client-id': report.clientId ?? '',
    'secret-expires-on': report.secretExpiresOn ?? '',
    rotated: String(report.rotated),
    'failure-code': report.failures[0]?.code ?? report.diagnostics[0]?.code ?? '',
});

;// CONCATENATED MODULE: ./build/action/outputs.js


/** Every output of action.yml; a test holds the two together. */
const outputNames = [
    'result',
    'sync',
    'health',
    'changes',
    'plan-fingerprint',
    'client-id',
    'secret-expires-on',
    'rotated',
    'failure-code',
    'report-path',
];
const valuesOf = (report, reportPath) => ({
    ...outputsOf(report),
    'report-path': reportPath,
});
/** Sets the outputs when there is a runner to read them. Throws when its file cannot be written. */
const writeOutputs = (report, reportPath, env) => {
    if (env['GITHUB_OUTPUT'])
        for (const name of outputNames)
            core/* setOutput */.uH(name, valuesOf(report, reportPath)[name]);
    return true;
};
/** The outputs as lines, for a terminal. */
const outputLines = (report, reportPath) => outputNames.map((name) => `${name}=${valuesOf(report, reportPath)[name]}`);

;// CONCATENATED MODULE: ./build/action/publish.js












/** Shows a report on every surface. Returns whether the job fails: also when the report could not be written. */
const publish = async (report, env) => {
    const summary = renderSummary(report);
    const failures = [];
    const attempt = async (what, write) => {
        try {
            return await write();
        }
        catch (thrown) {
            const code = thrown?.code;
            failures.push(typeof code === 'string' ? `${what} (${code})` : what);
            return null;
        }
    };
    for (const block of renderLog(report))
        printBlock(block, isRunner(env));
    const folder = await attempt('the report folder', () => writeFolder({ 'summary.md': summary, 'report.json': toJson(report) }, env));
    await attempt('the step summary', () => writeSummary(summary, env));
    const told = () => failures.length === 0 ? report : { ...report, failures: [...report.failures, unwritable(failures)] };
    const saved = await attempt('the outputs', async () => writeOutputs(told(), folder ?? '', env));
    if (saved === null || !env['GITHUB_OUTPUT'])
        printBlock({ title: 'Outputs', lines: outputLines(told(), folder ?? ''), open: true }, isRunner(env));
    if (isRunner(env))
        annotateAll(told());
    if (failures.length === 0)
        return report.red;
    printBlock({ title: 'Report, since it could not be written', lines: summary.split('\n'), open: true }, isRunner(env));
    const { title, fix } = errorCatalog.REPORT_UNWRITABLE;
    core/* info */.pq(`REPORT_UNWRITABLE: ${title}: ${failures.join(', ')}. ${fix}`);
    return true;
};
const unwritable = (failures) => {
    const { title, fix, category } = errorCatalog.REPORT_UNWRITABLE;
    const message = `Not written: ${failures.join(', ')}. The run itself ended as described.`;
    return { code: 'REPORT_UNWRITABLE', title, message, fix, category, evidence: [], requestId: null, leftBehind: [] };
};
/** A group folds in the Actions viewer; in a terminal it is a heading. */
const printBlock = ({ title, lines, open }, runner) => {
    const folds = runner && !open;
    if (folds)
        core/* startGroup */.Oh(title);
    else
        core/* info */.pq(title === '' ? '' : `\n${title}`);
    for (const line of lines)
        core/* info */.pq(line.startsWith('::') ? ` ${line}` : line);
    if (folds)
        core/* endGroup */.N4();
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
const annotateAll = (report) => {
    const levels = { error: core/* error */.z3, warning: core/* warning */.$e, notice: core/* notice */.lm };
    for (const { level, message, title, range } of annotate(report)) {
        const place = range === null ? {} : { file: range.file, startLine: range.line, startColumn: range.column };
        levels[level](message, { title, ...place });
    }
};
/** Says what was shown on GitHub; what could not be shown is a warning, and never fails the run. */
const printPublished = ({ done, warnings }, env) => {
    const quiet = warnings.filter(({ isLoud }) => !isLoud);
    const lines = [...done, ...quiet.map(({ title, message }) => `${title}. ${message}`)];
    if (lines.length > 0)
        printBlock({ title: 'GitHub', lines: lines.map((line) => logText(line)), open: true }, isRunner(env));
    for (const { title, message } of warnings.filter(({ isLoud }) => isLoud)) {
        const text = text_oneLine(`${title}. ${message}`, 1_000);
        if (isRunner(env))
            core/* warning */.$e(text, { title: text_oneLine(title, 200) });
        else
            core/* info */.pq(logText(text));
    }
};

;// CONCATENATED MODULE: ./build/github/record.js




/** Name of the check run that keeps the plan of a spec; foreign text is made harmless in it. */
const recordName = (specFile) => `TruU plan (${titleText(specFile)})`;
/** The id by which a record is known again, and which carries the fingerprint. */
const recordId = (specFile, fingerprint) => `truu-plan:${specHash(specFile)}:${fingerprint}`;
/** The fingerprint of a record of a spec; null when it is none. */
const fingerprintIn = (externalId, specFile) => {
    const [, hash, fingerprint] = /^truu-plan:([0-9a-f]{16}):([0-9a-f]{64})$/.exec(externalId) ?? [];
    return hash === specHash(specFile) && fingerprint !== undefined ? fingerprint : null;
};
const record_maxBytes = 60_000;
const opening = 'The plan as data, by which apply tells what has moved since:\n\n```json\n';
const closing = '\n```\n';
/** The changes of a plan as the text of a check run: ASCII alone, so that nothing in it is live or misleads the eye. */
const recordText = (plan) => {
    const json = JSON.stringify(reviewedChanges(plan), null, 1).replaceAll(/[^\x20-\x5f\x61-\x7e\n]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const text = `${opening}${json}${closing}`;
    return Buffer.byteLength(text) <= record_maxBytes ? text : 'The plan was too long to be kept as data.';
};
const record_value = schemas/* union */.KCZ([
    schemas/* string */.YjP(),
    schemas/* boolean */.zMY(),
    schemas/* null */.chJ(),
    schemas/* array */.YOg(schemas/* string */.YjP()),
    schemas/* object */.Ikc({ knownAfterApply: schemas/* literal */.euz(true) }),
]);
const record = schemas/* array */.YOg(schemas/* object */.Ikc({
    address: schemas/* string */.YjP(),
    act: schemas/* enum */.k5n(['create', 'update', 'remove', 'grant', 'revoke', 'rotate', 'retire', 'adopt']),
    skipReason: schemas/* enum */.k5n(['allow-removals', 'unlisted', 'mode']).nullable(),
    fields: schemas/* array */.YOg(schemas/* object */.Ikc({ path: schemas/* string */.YjP(), before: record_value, after: record_value })),
}));
/** The changes that the text of a check run keeps; null when it keeps none that can be read. */
const readRecord = (text) => {
    if (!text.startsWith(opening))
        return null;
    try {
        return record.parse(JSON.parse(text.slice(opening.length, text.lastIndexOf(closing))));
    }
    catch {
        return null;
    }
};

;// CONCATENATED MODULE: ./build/github/reviewed-plan.js



/**
 * The plan that was last shown on the pull request which brought a commit to its branch: merged, squashed or rebased.
 * Throws PLAN_NOT_REVIEWED when there is none that counts, PLAN_REVIEW_UNREADABLE when GitHub does not show it.
 */
const findReviewedPlan = async (github, applied) => {
    try {
        const [viewer, pulls] = await Promise.all([github.viewer(), github.pullsOf(applied.commit)]);
        const pull = thePull(pulls, applied);
        const checks = await github.checks(pull.headSha, recordName(applied.specFile));
        return toReviewed(lastRecord(checks, viewer, applied.specFile), pull, applied);
    }
    catch (thrown) {
        if (thrown instanceof GithubFailure)
            throw unreadable(thrown);
        throw thrown;
    }
};
const byHand = 'Look at the plan of this run, then run apply by hand with its fingerprint as the input "expect-plan".';
const notReviewed = (message, evidence) => new ActionError('PLAN_NOT_REVIEWED', message, { evidence, fix: byHand });
const thePull = (pulls, { commit, branch }) => {
    const merged = pulls.filter((pull) => pull.merged && pull.baseRef === branch);
    const brought = merged.filter((pull) => pull.mergeSha === commit);
    const [pull, ...others] = brought.length > 0 ? brought : merged;
    const where = [
        { name: 'Commit', value: commit },
        { name: 'Branch', value: branch ?? 'none' },
    ];
    if (pull === undefined)
        throw notReviewed('No merged pull request brought this commit to its branch.', where);
    const numbers = [pull, ...others].map(({ number }) => number).join(', ');
    const found = [...where, { name: others.length > 0 ? 'Pull requests' : 'Pull request', value: numbers }];
    if (others.length > 0)
        throw notReviewed('Several pull requests brought this commit to its branch.', found);
    if (pull.fork)
        throw notReviewed('The pull request came from a fork, where nothing can be planned by itself.', found);
    return pull;
};
/** The newest record that our own app made: anybody else's says nothing. */
const lastRecord = (checks, viewer, specFile) => {
    const [, slug = 'github-actions'] = /^(.+)\[bot\]$/.exec(viewer.login) ?? [];
    return checks
        .filter(({ app, externalId }) => app === slug && fingerprintIn(externalId, specFile) !== null)
        .toSorted((a, b) => b.id - a.id)[0];
};
const toReviewed = (check, pull, { specFile }) => {
    const where = [
        { name: 'Pull request', value: String(pull.number) },
        { name: 'Its last commit', value: pull.headSha },
    ];
    const fingerprint = check === undefined ? null : fingerprintIn(check.externalId, specFile);
    if (check === undefined || fingerprint === null)
        throw notReviewed('The last commit of the pull request has no plan of this spec on record.', where);
    if (check.conclusion !== 'success')
        throw notReviewed('The last plan on the pull request did not succeed, so that nobody could review it.', where);
    return { pull: pull.number, fingerprint, changes: readRecord(check.text) };
};
const unreadable = (failure) => new ActionError('PLAN_REVIEW_UNREADABLE', failure.message, {
    evidence: [
        { name: 'GitHub answered', value: failure.status === null ? 'nothing' : `HTTP ${failure.status}` },
        ...(failure.said === null ? [] : [{ name: 'GitHub says', value: failure.said }]),
        ...(failure.accepts === null ? [] : [{ name: 'Permission that is enough', value: failure.accepts }]),
    ],
    requestId: failure.requestId,
    cause: failure,
});

;// CONCATENATED MODULE: ./build/action/github-wire.js
/** An author as the port shows one. */
const authorOf = (user) => user ? { login: user.login, id: user.id } : null;
/** A pull request as the port shows one. */
const toPull = (pull, { owner, repo }) => ({
    number: pull.number,
    open: pull.state === 'open',
    merged: Boolean(pull.merged_at),
    headSha: pull.head.sha,
    fork: pull.head.repo?.full_name.toLowerCase() !== `${owner}/${repo}`.toLowerCase(),
    baseRef: pull.base.ref,
    mergeSha: pull.merged_at ? (pull.merge_commit_sha ?? null) : null,
});
/** A check run as the port shows one. */
const toCheck = ({ id, external_id, conclusion, html_url, app, output }) => ({
    id,
    app: app?.slug ?? null,
    externalId: external_id ?? '',
    conclusion,
    text: output.text ?? '',
    url: html_url,
});
/** A check run as GitHub takes one. */
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
/** An issue as the port shows one. */
const toIssue = ({ number, title, body, state, state_reason, user, labels }) => ({
    number,
    title,
    body: body ?? '',
    open: state === 'open',
    declined: state_reason === 'not_planned',
    author: authorOf(user),
    labels: labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
});
/** What an issue is to become, as GitHub takes it. */
const issuePatch = ({ title, body, labels, open }) => ({
    title,
    body,
    labels: [...labels],
    ...(open ? { state: 'open' } : { state: 'closed', state_reason: 'completed' }),
});

;// CONCATENATED MODULE: ./build/action/github.js



/** GitHub's own client as the port that the rest knows; every request goes through the policy of `http`. */
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
        viewer: () => (viewer ??= readViewer(octokit)),
        ...commentsOf(octokit, repository),
        ...pullsOf(octokit, repository),
        ...issuesOf(octokit, repository),
    };
};
const per_page = 100;
/** `GET /user` is refused to the token of a workflow; GraphQL tells it who it is. */
const readViewer = (octokit) => reading('say whose token this is', async () => {
    const { viewer } = await octokit.graphql('{ viewer { login databaseId } }');
    return { login: viewer.login, id: viewer.databaseId };
});
const commentsOf = ({ rest, paginate }, repository) => ({
    comments: (issue_number) => reading('list the comments', async () => {
        const all = await paginate(rest.issues.listComments, { ...repository, per_page, issue_number });
        return all.map(({ id, user, body }) => ({ id, author: authorOf(user), body: body ?? '' }));
    }),
    createComment: (issue_number, body) => writing('write a comment', () => rest.issues.createComment({ ...repository, issue_number, body })),
    updateComment: (comment_id, body) => writing('change a comment', () => rest.issues.updateComment({ ...repository, comment_id, body })),
});
const pullsOf = ({ rest, paginate }, repository) => ({
    pull: (pull_number) => reading('read the pull request', async () => toPull((await rest.pulls.get({ ...repository, pull_number })).data, repository)),
    pullsOf: (commit_sha) => reading('find the pull request of the commit', async () => {
        const route = rest.repos.listPullRequestsAssociatedWithCommit;
        const all = await paginate(route, { ...repository, per_page, commit_sha }).catch(noneOfUnknownCommit);
        return all.map((pull) => toPull(pull, repository));
    }),
    checks: (ref, check_name) => reading('list the check runs', async () => {
        const which = { ref, check_name, filter: 'all' };
        const all = await paginate(rest.checks.listForRef, { ...repository, per_page, ...which });
        return all.map(toCheck);
    }),
    createCheck: (check) => writing('record the plan as a check run', () => rest.checks.create(toWire(check, repository))),
});
const issuesOf = ({ rest, paginate }, repository) => ({
    issues: (labels) => reading('list the issues', async () => {
        const all = await paginate(rest.issues.listForRepo, { ...repository, per_page, labels, state: 'all' });
        return all.filter(({ pull_request }) => pull_request === undefined).map(toIssue);
    }),
    createIssue: ({ title, body, labels }) => writing('open an issue', () => rest.issues.create({ ...repository, title, body, labels: [...labels] })),
    updateIssue: (issue_number, content) => writing('change an issue', () => rest.issues.update({ ...repository, issue_number, ...issuePatch(content) })),
});
/** A `fetch` for GitHub's client. What may be repeated: reads, the query of the viewer, and changes that set a value. */
const throughPolicy = (http, origin, clock) => async (url, init) => {
    const { method = 'GET', headers = {}, body } = init;
    // The next page is where GitHub says; a token goes nowhere else.
    if (new URL(url).origin !== origin)
        throw new HttpFailure('network', 0, null);
    const repeat = method === 'POST' && !url.endsWith('/graphql') ? 'if-throttled' : 'safe';
    const answer = await http({ method, url, headers, repeat, ...(body === undefined ? {} : { body }) });
    const date = Date.parse(answer.headers.get('date') ?? '');
    if (!Number.isNaN(date))
        clock.now = new Date(date).toISOString();
    const empty = [204, 205, 304].includes(answer.status);
    const response = new Response(empty ? null : answer.text, { status: answer.status, headers: answer.headers });
    // A made response has no address, and the client's paging reads one (@octokit/plugin-paginate-rest 14, read 2026-11).
    return Object.defineProperty(response, 'url', { value: url });
};
const reading = async (operation, read) => {
    try {
        return await read();
    }
    catch (thrown) {
        if (isGraphqlRefusal(thrown))
            throw new GithubFailure(operation, refusedByGraphql);
        throw github_isRefusal(thrown) ? failureOf(operation, thrown) : thrown;
    }
};
const writing = async (operation, write) => {
    await reading(operation, write);
};
const github_isRefusal = (thrown) => thrown instanceof Error && thrown.name === 'HttpError';
/** GraphQL refuses with 200 and a list of errors. */
const isGraphqlRefusal = (thrown) => thrown instanceof Error && thrown.name === 'GraphqlResponseError';
const refusedByGraphql = { status: 200, said: 'The query was refused.', requestId: null, accepts: null };
/** Of an error of GitHub's client only what says why: it also holds the request with its token. */
const failureOf = (operation, { status, response, cause }) => {
    if (cause instanceof HttpFailure || response === undefined)
        return new GithubFailure(operation, { status: null, said: null, requestId: null, accepts: null });
    const message = response.data?.message;
    const { headers } = response;
    const header = (name) => (typeof headers[name] === 'string' ? headers[name] : null);
    return new GithubFailure(operation, {
        status,
        said: typeof message === 'string' ? message : null,
        requestId: header('x-github-request-id'),
        accepts: header('x-accepted-github-permissions'),
    });
};
/** GitHub answers 422 for a commit that it does not know (GitHub docs, read 2026-11). */
const noneOfUnknownCommit = (thrown) => {
    if (thrown.status === 422)
        return [];
    throw thrown;
};

;// CONCATENATED MODULE: ./build/action/github-context.js






/** Showing a plan may not hold a run up for long when GitHub is down. */
const attempts = 3;
/** GitHub as this run may use it; null without a token, or outside of a repository. */
const openGithubContext = async (event, inputs, { requestTimeoutMs: timeoutMs }, { cancel }) => {
    const { repository, apiUrl } = event;
    if (inputs.token === null || repository === null)
        return null;
    const http = createHttp({ fetch: createFetch(), clock: support_clock/* processClock */.uK, timeoutMs, cancel, attempts });
    return { github: await createGithub(inputs.token, { repository, apiUrl }, http), event, inputs };
};
/** The gate of a run: the plan that was shown where its commit was reviewed. */
const reviewedBy = ({ github, event: { sha, branch } }) => (specFile) => sha === null ? unreviewed() : findReviewedPlan(github, { commit: sha, branch, specFile });
/** The gate where there is no commit that could have been reviewed. */
const unreviewed = () => Promise.reject(new ActionError('PLAN_NOT_REVIEWED', 'This run is of no commit that a pull request could have brought.'));

;// CONCATENATED MODULE: ./build/github/publish-warning.js

const publish_warning_titles = {
    comment: 'The comment on the pull request was not written',
    check: 'The plan was not recorded as a check run',
    issue: 'The drift issue was not written',
};
const publish_warning_rights = {
    comment: 'Give the job "pull-requests: write", or set "comment: never".',
    check: 'Only "require-reviewed-plan" needs it: give the job "checks: write" when apply uses that.',
    issue: 'Give the job "issues: write", or set "drift-issue: false".',
};
/** Words for a failure of a surface. The run is judged without it: showing a plan is not the plan. */
const publishWarning = (surface, thrown) => {
    const title = publish_warning_titles[surface];
    if (!(thrown instanceof GithubFailure))
        return { title, message: 'The action failed in a way nobody foresaw; report it with the log.', isLoud: true };
    const { status, said, message } = thrown;
    const answered = status === null ? 'It did not answer.' : `It answered ${status}${said === null ? '' : `: ${said}`}.`;
    const forbidden = status === 401 || status === 403 || status === 404;
    const fix = forbidden ? publish_warning_rights[surface] : 'The next run tries again.';
    return { title, message: `${message} ${answered} ${fix}`, isLoud: surface !== 'check' || !forbidden };
};

;// CONCATENATED MODULE: ./build/report/issue/drift-reasons.js


/** Why an issue is open; each reason has a label. */
const driftKinds = ['unreadable', 'health', 'privileges', 'changes', 'renewal', 'findings'];
/** What a run found, by reason. Pure. */
const driftFound = (report) => {
    const plan = report.remaining ?? report.plan;
    const wanted = (plan?.changes ?? []).filter((change) => change.skipReason === null || change.skipReason === 'mode');
    const isHealth = ({ code }) => code.startsWith('HEALTH_');
    return {
        failures: report.failures.filter((failure) => !isHealth(failure) && failure.code !== 'PLAN_DRIFT'),
        health: report.failures.filter(isHealth),
        privileges: unlistedPrivileges(plan?.changes ?? []),
        changes: wanted.filter(({ renews }) => !renews),
        renewal: wanted.filter(({ renews }) => renews),
        findings: (plan?.notes ?? []).filter(({ level }) => level === 'finding'),
    };
};
/** The reasons that a run gives, the gravest first. */
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
const keyOf = (address) => drift_reasons_short(address);
/** Equal for two runs that found the same: no times, no request ids, no order of a remote. */
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











const drift_issue_maxBytes = 60_000;
/** By this the issue of a spec is found again: the first bytes of its body, and nowhere else in it. */
const driftMarker = (specFile) => `<!-- truu-entra-directory-drift:${specHash(specFile)} -->`;
const labels = {
    unreadable: 'truu-unreadable',
    health: 'truu-not-healthy',
    privileges: 'truu-drift',
    changes: 'truu-drift',
    renewal: 'truu-renewal-due',
    findings: 'truu-finding',
};
/** Every label that an issue can have, the one of all of them first. */
const driftLabels = ['truu-directory', ...new Set(Object.values(labels))];
/** What the issue says, or that it may be closed. Pure. */
const renderDriftIssue = (report, context) => {
    if (report.mode !== 'drift' && report.mode !== 'renew')
        return { kind: 'leave' };
    const kinds = driftKindsOf(report);
    if (!report.red && report.health === 'healthy')
        return { kind: 'close', comment: drift_issue_closing(context) };
    if (!report.red || kinds.length === 0 || report.result === 'cancelled')
        return { kind: 'leave' };
    const found = driftFound(report);
    const memory = { hash: contentHash(report), since: sinceOf(found, context) };
    const title = titleOf(kinds, found);
    const frame = {
        head: drift_issue_headOf(report, title, memory),
        tail: drift_issue_tailOf(kinds, context),
        elsewhere: fullSummary(context),
        maxBytes: drift_issue_maxBytes,
    };
    return {
        kind: 'open',
        title: `TruU directory: ${title} (${titleText(report.specFile)})`,
        body: blocks_assemble(frame, drift_issue_blocksOf(report, found, context, memory)),
        labels: ['truu-directory', ...new Set(kinds.map((kind) => labels[kind]))],
        memory,
    };
};
/** What an issue's body remembers; null when it is none of ours, or somebody edited it. */
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
/** So many things are dated at most, so that the memory has an end. */
const maxDated = 100;
const sinceOf = (found, { now, before }) => {
    const seen = [...found.privileges, ...found.changes, ...found.renewal, ...found.findings].slice(0, maxDated);
    const stamp = (text) => (/^[0-9TZ:.-]{10,30}$/.test(text) ? text : '1970-01-01');
    const dated = seen.map(({ address }) => keyOf(address));
    return Object.fromEntries(dated.map((key) => [key, stamp(before?.since[key] ?? now)]));
};
const drift_issue_headOf = (report, title, memory) => {
    const dated = Object.entries(memory.since).map(([key, at]) => `${key}=${at} `);
    const plan = report.remaining ?? report.plan;
    const differs = (plan?.changes ?? []).length > 0;
    const details = [
        codeSpan(report.specFile),
        ...(report.directoryName === null ? [] : [`directory ${codeSpan(report.directoryName, 120)}`]),
        `health ${report.health}`,
    ];
    return [
        driftMarker(report.specFile),
        `<!-- seen:${memory.hash} ${dated.join('')}-->`,
        '',
        ...verdict_alert({ tone: 'bad', message: `${title.charAt(0).toUpperCase()}${title.slice(1)}.` }),
        '',
        details.join(' · '),
        '',
        ...(differs ? ['_Each difference reads: what is there → what the spec says._', ''] : []),
    ];
};
const drift_issue_blocksOf = (report, found, context, { since }) => {
    const show = lineLinks(context);
    const dated = (address) => {
        const at = since[keyOf(address)];
        return at === undefined ? '' : `<br>seen since ${time(at)}`;
    };
    const listed = (title, changes) => blocks_open(`${title} (${changes.length})`, changes.map((change) => `${changeItem(change, show)}${dated(change.address)}`), changes.map(changeBrief));
    return [
        ...failureBlocks(found.failures, show),
        ...problemBlocks(report.diagnostics, show),
        ...failureBlocks(found.health, show),
        listed('Permissions granted but not in the spec', found.privileges),
        listed('Differences from the spec', found.changes),
        listed('Renewal due', found.renewal),
        blocks_open(`Findings (${found.findings.length})`, found.findings.map((note) => `- ${noteText(note)}${dated(note.address)}`)),
        blocks_open(auditEventsTitle, auditEventItems(report)),
    ];
};
const advice = {
    unreadable: 'Put right what could not be read: until then nobody knows whether anything drifted.',
    health: 'See the checks of TruU above: TruU cannot use the connection as it should.',
    privileges: 'List the permission in the spec if it is meant; otherwise let apply revoke it.',
    changes: 'Run apply to undo what was changed by hand, or change the spec if the change is meant.',
    renewal: 'Run renew, or look why the scheduled one did not: the secret stops working at its end.',
    findings: 'Look at each finding: who holds it can use the registration. The action removes none of them.',
};
const drift_issue_tailOf = (kinds, context) => [
    '#### What to do',
    '',
    ...kinds.map((kind) => `- ${advice[kind]}`),
    '',
    `Everything else is in ${fullSummary(context)}. This issue closes by itself once all is in sync and Healthy.`,
];
/** The reasons in a few words, for the title. */
const titleOf = (kinds, found) => {
    const many = (number, one) => `${number} ${one}${number === 1 ? '' : 's'}`;
    const title = {
        unreadable: 'could not be checked',
        health: 'not Healthy',
        privileges: `${many(found.privileges.length, 'unlisted permission')} held`,
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
const drift_issue_closing = (context) => `In sync and Healthy again: nothing differs from the spec. See ${fullSummary(context)}.\n`;

;// CONCATENATED MODULE: ./build/github/issue.js


/** Keeps the one issue of a spec true: found by its label, its marker, and us as its author. Throws GithubFailure. */
const publishDriftIssue = async (github, report, context) => {
    const there = await issue_findOurs(github, report.specFile);
    const before = there?.open ? readDriftMemory(there.body, report.specFile) : null;
    const issue = renderDriftIssue(report, { ...context, before });
    if (issue.kind === 'leave')
        return 'silent';
    if (issue.kind === 'close')
        return there?.open ? issue_close(github, there, issue.comment) : 'silent';
    if (there === null) {
        await github.createIssue(issue);
        return 'opened';
    }
    const seen = readDriftMemory(there.body, report.specFile);
    const same = seen?.hash === issue.memory.hash;
    // Nothing new: neither an edit nor, where somebody closed it as not planned, another nudge.
    if (same && (there.declined || (there.open && there.title === issue.title)))
        return 'silent';
    const labels = [...there.labels.filter((label) => !driftLabels.includes(label)), ...issue.labels];
    await github.updateIssue(there.number, { title: issue.title, body: issue.body, labels, open: true });
    return there.open ? 'changed' : 'reopened';
};
/** Closed first: should the comment fail, nobody is told twice. */
const issue_close = async (github, { number, title, body, labels }, comment) => {
    await github.updateIssue(number, { title, body, labels, open: false });
    await github.createComment(number, comment);
    return 'closed';
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
 * Records on the head commit of a pull request what was planned for it, so that apply can hold its own plan against it.
 * A run that could not plan is recorded as well: the last one counts. Throws GithubFailure.
 */
const recordPlan = async (github, report, place) => {
    const { plan } = report;
    await github.createCheck({
        name: recordName(report.specFile),
        commit: place.commit,
        externalId: recordId(report.specFile, plan === null || report.red ? '0'.repeat(64) : plan.fingerprint),
        conclusion: report.red ? 'failure' : 'success',
        title: verdict(report).message,
        summary: renderComment(report, { ...place, freshness: { kind: 'current' } }),
        text: plan === null ? 'Nothing could be planned.' : recordText(plan),
        detailsUrl: place.runUrl,
    });
};

;// CONCATENATED MODULE: ./build/action/publish-github.js





/** Shows a report on GitHub: comment and check run of a plan, comment after a merge, issue of drift. Never throws. */
const publishToGithub = async (report, context) => {
    const done = [];
    const warnings = [];
    const attempt = async (surface, show) => {
        try {
            const line = await show();
            if (line !== null)
                done.push(line);
        }
        catch (thrown) {
            warnings.push(publishWarning(surface, thrown));
        }
    };
    if (report.result === 'cancelled')
        return { done, warnings };
    // One after the other: GitHub asks writers not to write at once (GitHub docs, "Best practices", read 2026-11).
    if (report.mode === 'plan' || report.mode === 'apply')
        await attempt('comment', () => comment(report, context));
    if (report.mode === 'plan')
        await attempt('check', () => publish_github_record(report, context));
    if (report.mode === 'drift' || report.mode === 'renew')
        await attempt('issue', () => issue(report, context));
    return { done, warnings };
};
const placeOf = ({ repositoryUrl, runUrl, sha }, commit = sha) => ({
    repositoryUrl,
    runUrl,
    commit,
});
const comment = async (report, context) => {
    const { github, event, inputs } = context;
    if (inputs.comment === 'never')
        return null;
    const target = report.mode === 'apply' ? await mergedTarget(context) : await planTarget(context);
    if (target === null)
        return null;
    const what = await publishComment(github, report, placeOf(event, target.commit), target, inputs.comment);
    return what === 'silent' ? null : `Comment on pull request ${target.pull}: ${what}.`;
};
const planTarget = async ({ github, event, inputs }) => {
    const { pull, headOfOtherRun } = event;
    if (pull !== null)
        return { pull: pull.number, commit: pull.headSha, after: 'push' };
    if (headOfOtherRun === null || inputs.pullRequest === null)
        return null;
    // The number came out of an artifact: it counts only when the run that made it was of this pull request.
    const { open, headSha } = await github.pull(inputs.pullRequest);
    if (open && headSha === headOfOtherRun)
        return { pull: inputs.pullRequest, commit: headSha, after: 'push' };
    throw new GithubFailure('write on a pull request that the other run was not of', {
        status: null,
        said: null,
        requestId: null,
        accepts: null,
    });
};
/** Only after a push: who runs apply by hand is at the head of a branch, whatever was merged last. */
const mergedTarget = async ({ github, event: { name, sha, branch } }) => {
    if (name !== 'push' || sha === null || branch === null)
        return null;
    const merged = (await github.pullsOf(sha)).filter((pull) => pull.merged && pull.baseRef === branch);
    const [pull, ...others] = merged;
    return pull === undefined || others.length > 0 ? null : { pull: pull.number, commit: sha, after: 'merge' };
};
const publish_github_record = async (report, { github, event }) => {
    const { pull } = event;
    if (pull === null || pull.fork)
        return null;
    await recordPlan(github, report, { ...placeOf(event), commit: pull.headSha });
    return `Plan recorded on commit ${pull.headSha}.`;
};
const issue = async (report, { github, event, inputs }) => {
    if (!inputs.driftIssue)
        return null;
    await github.viewer();
    const what = await publishDriftIssue(github, report, { ...placeOf(event), now: github.now() });
    return what === 'silent' ? null : `Drift issue: ${what}.`;
};

;// CONCATENATED MODULE: ./build/action/main.js














/** Runs the action in GitHub Actions, or in a terminal with the same variables. Returns the exit code. Never throws. */
const main = async (env, ending) => {
    const read = (name) => core/* getInput */.V4(name);
    const maskedValues = new Set();
    const { report, github } = await runAction({ env, ending, read, maskSecret: createMaskSecret(env, maskedValues) });
    // A remote may quote in its words what it was sent, and a report goes where no runner masks: artifacts, comments.
    const clean = redact(report, maskedValues);
    // First, since a signal that comes while GitHub is told makes the run a cancelled one, and every file must say so.
    const published = github === null ? null : await publishToGithub(clean, github);
    const red = await publish(ending.cancel.aborted ? cancelledAtLast(clean) : clean, env);
    if (published !== null)
        printPublished(published, env);
    return red ? 1 : 0;
};
const runAction = async (around) => {
    const { env, ending, read, maskSecret } = around;
    try {
        const { mode } = peekInputs(read);
        // Mode check needs to know nothing of where it runs, and loads nothing for it.
        const event = mode === null || mode === 'check' ? null : await readEvent();
        const skipped = event === null ? null : skippedOn(event, env, read);
        const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
        const request = readInputs(read, { names: inputsSet(env), workspace, maskSecret, offline: skipped !== null });
        const inputs = readGithubInputs(read, maskSecret);
        if (event === null || request.mode === 'check')
            return {
                report: { ...(await run(request, createHost({ env, ending, maskSecret, reviewedPlan: unreviewed }))), skipped },
                github: null,
            };
        refuseEvent(event);
        const github = await openGithubContext(event, inputs, request, ending);
        const reviewedPlan = github === null ? unreviewed : reviewedBy(github);
        return { report: await run(request, createHost({ env, ending, maskSecret, reviewedPlan })), github };
    }
    catch (thrown) {
        const { mode, specPath } = peekInputs(read);
        return { report: buildReport({ ...noResults(mode, specPath), failures: [asActionError(thrown)] }), github: null };
    }
};
/** The runner sets `INPUT_` and the upper-cased name, hyphens kept, also for names that action.yml does not have. */
const inputsSet = (env) => Object.keys(env)
    .filter((name) => name.startsWith('INPUT_') && env[name] !== '')
    .map((name) => name.slice('INPUT_'.length).toLowerCase());
/** Exported for the test that compares them with action.yml. */



/***/ })

};
