import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import { oidcKeyName } from '../oidc/index.ts';
import { signingKey } from '../signing-key.ts';
import type { World } from '../world.ts';
import { TokenRefusal } from './token-errors.ts';

const hint =
  'Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

const refuse = (number: number, message: string): TokenRefusal =>
  new TokenRefusal(401, 'invalid_client', number, message);

const verify = async (world: World, assertion: string): Promise<JWTPayload> => {
  const key = await signingKey(oidcKeyName);
  try {
    const { payload } = await jwtVerify(assertion, key.publicKey, {
      currentDate: world.now('login'),
      algorithms: ['RS256'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed)
      throw refuse(700024, 'Client assertion is not within its valid time range.');
    throw refuse(700027, 'Client assertion failed signature validation.');
  }
};

/** Matches a GitHub token with the app's federated credentials: issuer, subject and audience, exactly. */
export const checkAssertion = async (world: World, appId: string, assertion: string): Promise<void> => {
  const { applications } = world.state.entra;
  const credentials = applications.find((one) => one.appId === appId)?.federatedIdentityCredentials ?? [];
  const claims = isJwt(assertion) ? await verify(world, assertion) : null;
  if (claims === null) throw refuse(50027, 'JWT token is invalid or malformed.');
  const { iss = '', sub = '' } = claims;
  const aud = String(claims.aud ?? '');
  const byIssuer = credentials.filter((one) => one.issuer === iss);
  const no = 'No matching federated identity record found for presented assertion';
  if (byIssuer.length === 0) throw refuse(700211, `${no} issuer '${iss}'. ${hint}`);
  const bySubject = byIssuer.filter((one) => one.subject === sub);
  if (bySubject.length === 0) {
    const nearly = byIssuer.some((one) => one.subject?.toLowerCase() === sub.toLowerCase());
    if (nearly)
      throw refuse(
        7002138,
        `${no} subject '${sub}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. ${hint}`,
      );
    throw refuse(700213, `${no} subject '${sub}'. ${hint}`);
  }
  if (!bySubject.some((one) => one.audiences.includes(aud))) throw refuse(700212, `${no} audience '${aud}'. ${hint}`);
};

const isJwt = (text: string): boolean => {
  try {
    decodeJwt(text);
    return true;
  } catch {
    return false;
  }
};
