import type { ErrorCode } from '../../catalog/errors.ts';
import { ActionError, type Evidence } from '../../support/errors.ts';

/** The claims that Entra matches against federated credentials. */
export interface AssertionClaims {
  readonly iss: string | null;
  readonly sub: string | null;
  readonly aud: string | null;
}

interface Translation {
  readonly code: ErrorCode;
  readonly message: string;
  /** What to do, where the catalogue's advice for the code would lead astray. */
  readonly fix?: string;
}

/** AADSTS numbers that OIDC logins meet (Microsoft's reference of error codes and public logs, read 2026-11). */
const translations: Readonly<Record<string, Translation>> = {
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
const passing: ReadonlySet<string> = new Set(['90006', '90012', '90033', '90055']);

const matched = new Set<ErrorCode>(['AUTH_SUBJECT_MISMATCH', 'AUTH_AUDIENCE_MISMATCH', 'AUTH_ISSUER_MISMATCH']);

/** The number behind `AADSTS` in a text of Entra; null when there is none. */
export const aadstsOf = (text: string): string | null => /AADSTS(\d+)/.exec(text)?.[1] ?? null;

/** Whether Entra has judged: asking once more would bring the same answer. */
export const isFinal = (text: string): boolean => {
  const number = aadstsOf(text);
  return number !== null && !passing.has(number);
};

/** Turns what Entra said about a federated login into a code, and shows the claims that it was asked to match. */
export const loginError = (text: string, claims: AssertionClaims, clientId: string): ActionError => {
  const number = aadstsOf(text);
  const known = number === null ? undefined : translations[number];
  const trace = /Trace ID: ([0-9a-f-]{36})/i.exec(text)?.[1] ?? null;
  const said: Evidence[] = number === null ? [] : [{ name: 'Entra says', value: `AADSTS${number}` }];
  if (!known) return untranslated(number, said, trace);
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

const untranslated = (number: string | null, said: readonly Evidence[], requestId: string | null): ActionError => {
  const retryFix =
    'Run again; look at the status page of Azure and at the proxy of a self-hosted runner when it stays so.';
  if (number === null)
    return new ActionError('AUTH_FAILED', 'Entra could not be asked for a token.', { fix: retryFix, requestId });
  const page = { name: 'Explained at', value: `https://login.microsoftonline.com/error?code=${number}` };
  const details = { evidence: [...said, page], requestId };
  if (!passing.has(number)) return new ActionError('AUTH_FAILED', 'Entra refused the login.', details);
  return new ActionError('AUTH_FAILED', 'Entra is busy or away, and says that this passes.', {
    ...details,
    fix: retryFix,
  });
};

const federatedCredentialFix = (code: ErrorCode): string => {
  const field =
    code === 'AUTH_SUBJECT_MISMATCH' ? 'subject' : code === 'AUTH_AUDIENCE_MISMATCH' ? 'audience' : 'issuer';
  return `Under Certificates & secrets > Federated credentials of the deployer app, add a credential with exactly the issuer, subject and audience shown here; the ${field} is what differs now. One that was just added takes some minutes to be seen.`;
};
