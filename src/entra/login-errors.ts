import type { ErrorCode } from '../catalog/errors.ts';
import { ActionError, type Evidence } from '../support/errors.ts';

/** The claims that Entra matches against federated credentials. */
export interface AssertionClaims {
  readonly iss: string | null;
  readonly sub: string | null;
  readonly aud: string | null;
}

interface Translation {
  readonly code: ErrorCode;
  readonly sentence: string;
}

/** AADSTS numbers that OIDC logins meet (Microsoft's reference of error codes and public logs, read 2026-11). */
const translations: Readonly<Record<string, Translation>> = {
  '70021': { code: 'AUTH_SUBJECT_MISMATCH', sentence: 'No federated credential of the deployer matches this job.' },
  '700213': { code: 'AUTH_SUBJECT_MISMATCH', sentence: 'No federated credential of the deployer has this subject.' },
  '7002138': {
    code: 'AUTH_SUBJECT_MISMATCH',
    sentence: 'The federated credential of the deployer differs from this subject only in upper and lower case.',
  },
  '700212': { code: 'AUTH_AUDIENCE_MISMATCH', sentence: 'No federated credential of the deployer has this audience.' },
  '700211': { code: 'AUTH_ISSUER_MISMATCH', sentence: 'No federated credential of the deployer has this issuer.' },
  '700024': {
    code: 'AUTH_ASSERTION_REFUSED',
    sentence: 'Entra says that the identity token is not valid at this time.',
  },
  '700027': {
    code: 'AUTH_ASSERTION_REFUSED',
    sentence: 'Entra says that the signature of the identity token is wrong.',
  },
  '90002': { code: 'AUTH_TENANT_NOT_FOUND', sentence: 'Entra does not know the tenant.' },
  '900023': { code: 'AUTH_TENANT_NOT_FOUND', sentence: 'Entra does not know the tenant.' },
  '90038': { code: 'AUTH_WRONG_CLOUD', sentence: 'The tenant belongs to another cloud.' },
  '900439': { code: 'AUTH_WRONG_CLOUD', sentence: 'The tenant belongs to a US Government cloud.' },
  '500011': { code: 'AUTH_WRONG_CLOUD', sentence: 'The tenant does not know the Microsoft Graph of this cloud.' },
  '700016': { code: 'AUTH_CLIENT_NOT_FOUND', sentence: 'The tenant does not know the deployer app.' },
  '7000112': { code: 'AUTH_CLIENT_NOT_FOUND', sentence: 'The deployer app is disabled in this tenant.' },
  '53003': { code: 'AUTH_BLOCKED', sentence: 'Conditional Access blocks the login of the deployer.' },
};

const matched = new Set<ErrorCode>(['AUTH_SUBJECT_MISMATCH', 'AUTH_AUDIENCE_MISMATCH', 'AUTH_ISSUER_MISMATCH']);

/** The number behind `AADSTS` in a text of Entra; null when there is none. */
export const aadstsOf = (text: string): string | null => /AADSTS(\d+)/.exec(text)?.[1] ?? null;

/** Turns what Entra said about a federated login into a code, and shows the claims that it was asked to match. */
export const loginError = (text: string, claims: AssertionClaims, clientId: string): ActionError => {
  const number = aadstsOf(text);
  const known = number === null ? undefined : translations[number];
  const trace = /Trace ID: ([0-9a-f-]{36})/i.exec(text)?.[1] ?? null;
  const said: Evidence[] = number === null ? [] : [{ name: 'Entra says', value: `AADSTS${number}` }];
  if (!known) {
    const sentence = number === null ? 'Entra could not be asked for a token.' : 'Entra refused the login.';
    return new ActionError('AUTH_FAILED', sentence, { evidence: said, requestId: trace });
  }
  const presented = matched.has(known.code)
    ? [
        { name: 'Issuer of the token', value: claims.iss ?? 'unknown' },
        { name: 'Subject of the token', value: claims.sub ?? 'unknown' },
        { name: 'Audience of the token', value: claims.aud ?? 'unknown' },
      ]
    : [];
  const evidence = [...said, ...presented, { name: 'Deployer (client-id)', value: clientId }];
  const fix = matched.has(known.code) ? { fix: federatedCredentialFix(known.code) } : {};
  return new ActionError(known.code, known.sentence, { ...fix, evidence, requestId: trace });
};

const federatedCredentialFix = (code: ErrorCode): string => {
  const field =
    code === 'AUTH_SUBJECT_MISMATCH' ? 'subject' : code === 'AUTH_AUDIENCE_MISMATCH' ? 'audience' : 'issuer';
  return `Under Certificates & secrets > Federated credentials of the deployer app, add a credential with exactly the issuer, subject and audience shown here; the ${field} is what differs now.`;
};
