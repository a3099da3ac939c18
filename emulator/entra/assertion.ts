import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import { oidcKeyName } from '../oidc/index.ts';
import { signingKey } from '../signing-key.ts';
import type { FederatedIdentityCredential } from '../state.ts';
import type { World } from '../world.ts';
import { TokenRefusal } from './token-errors.ts';

const hint =
  'check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

const refuse = (number: number, message: string): TokenRefusal =>
  new TokenRefusal(401, 'invalid_client', number, message);

const outOfTime = (claims: JWTPayload, now: Date): TokenRefusal => {
  const time = (seconds: number | undefined): string => new Date((seconds ?? 0) * 1_000).toISOString();
  return refuse(
    700024,
    `Client assertion is not within its valid time range. Current time: ${now.toISOString()}, assertion valid from ${time(claims.nbf)}, expiry time of assertion ${time(claims.exp)}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials`,
  );
};

/** Only GitHub publishes its keys here: those of any other issuer cannot be read. */
const verify = async (world: World, assertion: string, claims: JWTPayload): Promise<void> => {
  if (claims.iss !== world.state.github.oidc.issuer)
    throw new TokenRefusal(400, 'invalid_request', 501661, 'Request to External OIDC endpoint failed.');
  const key = await signingKey(oidcKeyName);
  const currentDate = world.now('login');
  try {
    await jwtVerify(assertion, key.publicKey, { currentDate, algorithms: ['RS256'] });
  } catch (error) {
    if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed)
      throw outOfTime(claims, currentDate);
    throw refuse(700027, 'Client assertion failed signature validation.');
  }
};

/** Issuer, then subject, then audience: each exactly. */
const match = (credentials: readonly FederatedIdentityCredential[], { iss = '', sub = '', aud }: JWTPayload): void => {
  const no = 'No matching federated identity record found for presented assertion';
  const byIssuer = credentials.filter((one) => one.issuer === iss);
  if (byIssuer.length === 0) throw refuse(700211, `${no} issuer '${iss}'. Please ${hint}`);
  const bySubject = byIssuer.filter((one) => one.subject === sub);
  if (bySubject.length === 0) {
    const nearly = byIssuer.some((one) => one.subject?.toLowerCase() === sub.toLowerCase());
    if (nearly)
      throw refuse(
        7002138,
        `${no} subject '${sub}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. Please ${hint}`,
      );
    throw refuse(700213, `${no} subject '${sub}'. Please ${hint}`);
  }
  const audience = String(aud ?? '');
  if (!bySubject.some((one) => one.audiences.includes(audience)))
    throw refuse(700212, `${no} audience '${audience}'. Please ${hint}`);
};

/**
 * Checks a GitHub token as an app's credential, in the order in which Entra's refusals hide each other: whether the app
 * has a federated credential at all, what it trusts, and only then the signature and the time.
 */
export const checkAssertion = async (world: World, appId: string, assertion: string): Promise<void> => {
  const application = world.state.entra.applications.find((one) => one.appId === appId);
  if (!isJwt(assertion)) throw new TokenRefusal(400, 'invalid_request', 50027, 'JWT token is invalid or malformed.');
  const claims = decodeJwt(assertion);
  const credentials = application?.federatedIdentityCredentials ?? [];
  if (credentials.length === 0)
    throw refuse(
      70025,
      `The client '${appId}'(${application?.displayName ?? ''}) has no configured federated identity credentials.`,
    );
  match(credentials, claims);
  await verify(world, assertion, claims);
};

const isJwt = (text: string): boolean => {
  try {
    decodeJwt(text);
    return true;
  } catch {
    return false;
  }
};
