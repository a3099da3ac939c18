import { claimsOf, textClaim } from '../../support/jwt.ts';

/** What GitHub says of a job: the claims that Entra matches with federated credentials, and those that explain them. */
export interface AssertionClaims {
  readonly iss: string | null;
  readonly sub: string | null;
  readonly aud: string | null;
  /** The event that started the run. */
  readonly event: string | null;
  /** Path of the workflow file in its repository. */
  readonly workflow: string | null;
}

/** The claims of GitHub's token for a job (GitHub docs, OpenID Connect reference, read 2026-11). */
export const assertionClaims = (token: string): AssertionClaims => {
  const claims = claimsOf(token);
  return {
    iss: textClaim(claims, 'iss'),
    sub: textClaim(claims, 'sub'),
    aud: textClaim(claims, 'aud'),
    event: textClaim(claims, 'event_name'),
    workflow: /\/(\.github\/workflows\/[^@]+)@/.exec(textClaim(claims, 'workflow_ref') ?? '')?.[1] ?? null,
  };
};
