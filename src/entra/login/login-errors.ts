import { aadstsIn, aadstsRow } from '../../catalog/aadsts.ts';
import type { ErrorCode } from '../../catalog/errors.ts';
import { ActionError, type Evidence } from '../../support/errors.ts';

/** The claims that Entra matches against federated credentials. */
export interface AssertionClaims {
  readonly iss: string | null;
  readonly sub: string | null;
  readonly aud: string | null;
}

const matched = new Set<ErrorCode>(['AUTH_SUBJECT_MISMATCH', 'AUTH_AUDIENCE_MISMATCH', 'AUTH_ISSUER_MISMATCH']);

const retryFix = 'Run again. If it fails again, check the status page of Azure and the proxy of a self-hosted runner.';

/** Turns Entra's answer to a federated login into a code, and shows the claims that it was to match. */
export const loginError = (text: string, claims: AssertionClaims, clientId: string): ActionError => {
  const number = aadstsIn(text);
  const requestId = /Trace ID: ([0-9a-f-]{36})/i.exec(text)?.[1] ?? null;
  if (number === null)
    return new ActionError('AUTH_FAILED', 'No token could be requested from Entra.', { fix: retryFix, requestId });
  const { login, cause, fix: known, transient } = aadstsRow(number);
  const fix = matched.has(login) ? federatedCredentialFix(login) : transient ? retryFix : known;
  const evidence: readonly Evidence[] = [
    { name: 'Entra says', value: `AADSTS${number}` },
    ...(matched.has(login) ? presented(claims) : []),
    login === 'AUTH_FAILED'
      ? { name: 'Explanation', value: `https://login.microsoftonline.com/error?code=${number}` }
      : { name: "This job's identity (client-id)", value: clientId },
  ];
  return new ActionError(login, cause, { ...(fix && { fix }), evidence, requestId });
};

const presented = ({ iss, sub, aud }: AssertionClaims): readonly Evidence[] => [
  { name: 'Issuer of the token', value: iss ?? 'unknown' },
  { name: 'Subject of the token', value: sub ?? 'unknown' },
  { name: 'Audience of the token', value: aud ?? 'unknown' },
];

const federatedCredentialFix = (code: ErrorCode): string => {
  const field =
    code === 'AUTH_SUBJECT_MISMATCH' ? 'subject' : code === 'AUTH_AUDIENCE_MISMATCH' ? 'audience' : 'issuer';
  return `Under Certificates & secrets > Federated credentials of the app of the input "client-id", add a credential with exactly the issuer, subject and audience in the report; the ${field} differs now. A new credential takes some minutes to take effect.`;
};
