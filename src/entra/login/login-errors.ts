import { aadstsIn, aadstsRow, sentenceIn, taskNames, type AadstsRow } from '../../catalog/aadsts.ts';
import type { ErrorCode } from '../../catalog/errors.ts';
import { ActionError, type Evidence } from '../../support/errors.ts';
import type { AssertionClaims } from './assertion-claims.ts';
import { aboutIdentity, identityEvidence, type LoginIdentity } from './identity.ts';
import { remedyCommands } from './remedies.ts';
import { adviseSubject, type SubjectAdvice } from './subject-advice.ts';

/** As whom and where a login failed. */
export interface FailedLogin {
  readonly tenant: string;
  readonly identity: LoginIdentity;
  /** Base URL of Microsoft Graph in this cloud. */
  readonly graphUrl: string;
}

const retryFix = 'Run again. If it fails again, check the status page of Azure and the proxy of a self-hosted runner.';

/**
 * Turns Entra's answer to a federated login into a code, with Entra's own sentence, the claims that it was to match, and
 * the commands that mend it. Pure.
 */
export const loginError = (text: string, claims: AssertionClaims, login: FailedLogin): ActionError => {
  const number = aadstsIn(text);
  const requestId = /Trace ID: ([0-9a-f-]{36})/i.exec(text)?.[1] ?? null;
  if (number === null)
    return new ActionError('AUTH_FAILED', 'No token could be requested from Entra.', { fix: retryFix, requestId });
  const row = aadstsRow(number);
  const advice = isAboutTrust(row) ? adviseSubject(claims, login.identity) : null;
  const fix = fixOf(row, claims, advice);
  const evidence: readonly Evidence[] = [
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

const isAboutTrust = ({ remedy }: AadstsRow): boolean => remedy === 'credential' || remedy === 'audience';

const showsClaims: ReadonlySet<ErrorCode> = new Set([
  'AUTH_NO_FEDERATED_CREDENTIAL',
  'AUTH_SUBJECT_MISMATCH',
  'AUTH_AUDIENCE_MISMATCH',
  'AUTH_ISSUER_MISMATCH',
  'AUTH_ASSERTION_REFUSED',
  'AUTH_BLOCKED',
]);

/** Where nothing else is to be trusted, the credential that is there only needs the right audience. */
const fixOf = (row: AadstsRow, { sub }: AssertionClaims, advice: SubjectAdvice | null): string | null => {
  if (row.remedy === 'audience' && advice !== null && advice.trust === sub) return audienceFix;
  if (advice !== null) return advice.fix;
  return row.fix ?? (row.transient ? retryFix : null);
};

const audienceFix =
  'Set the audience of the federated credential to the one in the report, by one of the commands. If that audience is of another cloud than the tenant, correct entra.cloud instead.';

const timeOf = (text: string): readonly Evidence[] => {
  const time = /Timestamp: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)/i.exec(text)?.[1];
  return time === undefined ? [] : [{ name: 'Time', value: time }];
};

const presented = ({ iss, sub, aud, workflow }: AssertionClaims): readonly Evidence[] => [
  { name: 'Issuer of the token', value: iss ?? 'unknown' },
  { name: 'Subject of the token', value: sub ?? 'unknown' },
  { name: 'Audience of the token', value: aud ?? 'unknown' },
  ...(workflow === null ? [] : [{ name: 'Workflow', value: workflow }]),
];

const whoAndWhere = ({ identity, tenant }: FailedLogin): readonly Evidence[] => [
  identityEvidence(identity),
  { name: 'Tenant', value: tenant },
];

const commandsOf = (
  { remedy }: AadstsRow,
  { iss, sub, aud }: AssertionClaims,
  { identity, graphUrl }: FailedLogin,
  advice: SubjectAdvice | null,
): readonly Evidence[] => {
  if (remedy === undefined) return [];
  const trust = advice?.trust ?? null;
  const values = { clientId: identity.clientId, graphUrl, issuer: iss ?? '', audience: aud ?? '', trust };
  // What another subject needs is a new credential, whatever is wrong with the one of this subject.
  return remedyCommands(remedy === 'audience' && trust !== sub ? 'credential' : remedy, values);
};
