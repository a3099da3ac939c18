import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { signingKey } from '../signing-key.ts';
import type { World } from '../world.ts';
import { GraphRefusal } from './errors.ts';
import { graphAppId, roleName } from './permissions.ts';

/** The caller of Graph, from its token. */
export interface Caller {
  readonly appId: string;
  /** Object id of the service principal. */
  readonly oid: string;
  readonly roles: readonly string[];
  /** A member of the tenant without a directory role, through a client that asked on the member's behalf. */
  readonly isMember: boolean;
}

/** The template of each directory role that an app without any has in its tokens (Entra docs, reference-claims-mapping). */
const noDirectoryRole = '0997a1d0-0d1d-4acb-b408-d5ca73121e90';

const keyName = 'entra';
const lifetimeSeconds = 3_599;

/** The addresses of Microsoft Graph in its clouds (Graph docs, deployments). */
export const graphHosts = [
  'https://graph.microsoft.com',
  'https://graph.microsoft.us',
  'https://dod-graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
];

/** Whether a resource is Graph, at one of its addresses. */
export const isGraph = (world: World, resource: string): boolean =>
  [world.urls.graph, world.directUrls.graph, ...graphHosts].includes(resource);

/** An access token of an app for a resource; its roles are those of Graph that are granted now, and none elsewhere. */
export const issueToken = (world: World, appId: string, resource: string): Promise<string> => {
  const { tenant, servicePrincipals, appRoleAssignments } = world.state.entra;
  const principal = servicePrincipals.find((one) => one.appId === appId);
  const graph = servicePrincipals.find((one) => one.appId === graphAppId);
  const roles = appRoleAssignments
    .filter((one) => one.principalId === principal?.id && one.resourceId === graph?.id && isGraph(world, resource))
    .flatMap((one) => roleName(one.appRoleId) ?? []);
  const claims = {
    tid: tenant,
    appid: appId,
    oid: principal?.id ?? '',
    sub: principal?.id ?? '',
    idtyp: 'app',
    wids: widsOf(world, principal?.id ?? ''),
    ver: '1.0',
  };
  // The token of an app without roles has no roles claim (Entra docs, client credentials flow).
  return sign(world, { ...claims, ...(roles.length > 0 ? { roles } : {}) }, resource);
};

/** An access token of a member of the tenant through a client, as az or the portal have it: it names the client's id. */
export const issueMemberToken = (world: World, clientId: string, userId: string): Promise<string> =>
  sign(
    world,
    {
      tid: world.state.entra.tenant,
      appid: clientId,
      oid: userId,
      sub: userId,
      idtyp: 'user',
      scp: 'Application.ReadWrite.All Directory.AccessAsUser.All',
      wids: [],
      ver: '1.0',
    },
    world.urls.graph,
  );

const widsOf = ({ state }: World, principalId: string): readonly string[] => {
  const held = state.entra.directoryRoles.filter(({ members }) => members.includes(principalId));
  return held.length === 0 ? [noDirectoryRole] : held.map(({ roleTemplateId }) => roleTemplateId);
};

const sign = async (world: World, claims: Readonly<Record<string, unknown>>, audience: string): Promise<string> => {
  const now = Math.floor(world.now('login').getTime() / 1000);
  const key = await signingKey(keyName);
  return new SignJWT({ ...claims, nbf: now - 300, jti: world.ids.uuid() })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
    .setIssuer(`https://sts.windows.net/${world.state.entra.tenant}/`)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(key.privateKey);
};

/** A token is valid in one cloud only; at its own address the emulator accepts the audience of every cloud. */
const audiences = (world: World, request: Request): string[] => {
  const reached = `https://${request.headers.get('host') ?? ''}`;
  return graphHosts.includes(reached) ? [reached] : [...graphHosts, world.urls.graph, world.directUrls.graph];
};

const messageFor = (error: unknown): string => {
  if (error instanceof errors.JWTExpired) return 'Lifetime validation failed, the token is expired.';
  if (error instanceof errors.JWTClaimValidationFailed) return 'Access token validation failure. Invalid audience.';
  return 'CompactToken parsing failed with error code: 80049217';
};

/** The claims of one of Entra's tokens for an audience. Throws an error of jose. */
export const verifyToken = async (world: World, token: string, audience: readonly string[]): Promise<JWTPayload> => {
  const key = await signingKey(keyName);
  const options = { currentDate: world.now('graph'), audience: [...audience] };
  return (await jwtVerify(token, key.publicKey, options)).payload;
};

/** The caller from a request's bearer token. Throws 401 with Graph's message. */
export const callerOf = async (world: World, request: Request): Promise<Caller> => {
  const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (!token) throw new GraphRefusal(401, 'InvalidAuthenticationToken', 'Access token is empty.');
  try {
    const payload = await verifyToken(world, token, audiences(world, request));
    const roles = Array.isArray(payload['roles']) ? (payload['roles'] as string[]) : [];
    const isMember = typeof payload['scp'] === 'string';
    return { appId: String(payload['appid']), oid: String(payload['oid']), roles, isMember };
  } catch (error) {
    throw new GraphRefusal(401, 'InvalidAuthenticationToken', messageFor(error));
  }
};
