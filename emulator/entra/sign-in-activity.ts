import type { CredentialSignIn, Secret } from '../state.ts';
import type { World } from '../world.ts';
import { badRequest, methodNotAllowed, missingPermission } from './errors.ts';
import { changing, seen } from './lag.ts';
import { filter, page, type Answer, type Call } from './odata.ts';
import { graphAppId } from './permissions.ts';
import { graphHosts } from './tokens.ts';

/** Records a login with a client secret. It changes no directory, so it does not count as a commit. */
export const recordSignIn = (world: World, { appId, keyId }: Secret): void => {
  const { entra, reports } = world.state;
  const resourceId = entra.servicePrincipals.find((one) => one.appId === graphAppId)?.id ?? '';
  const isSame = (one: CredentialSignIn): boolean => one.keyId === keyId && one.resourceId === resourceId;
  changing(world, 'signInActivity', appId, rowsOf(world, appId));
  reports.credentialSignIns = [
    ...reports.credentialSignIns.filter((one) => !isSame(one)),
    {
      appId,
      keyId,
      resourceId,
      lastSignInDateTime: world.now('login').toISOString(),
      lastSignInRequestId: world.ids.uuid(),
    },
  ];
};

const rowsOf = (world: World, appId: string): readonly CredentialSignIn[] =>
  world.state.reports.credentialSignIns.filter((one) => one.appId === appId);

/** A row as the report shows it (Graph docs, resources/appcredentialsigninactivity, beta). */
const shown = (world: World, one: CredentialSignIn): Record<string, unknown> => {
  const { entra } = world.state;
  const secret = entra.secrets.find(({ keyId }) => keyId === one.keyId);
  return {
    // Decoded from the samples of the document: the key id, a bar, and the origin of the credential.
    id: Buffer.from(`${one.keyId}|application`).toString('base64'),
    keyId: one.keyId,
    keyType: 'clientSecret',
    keyUsage: 'sign',
    appId: one.appId,
    appObjectId: entra.applications.find(({ appId }) => appId === one.appId)?.id ?? null,
    servicePrincipalObjectId: entra.servicePrincipals.find(({ appId }) => appId === one.appId)?.id ?? null,
    resourceId: one.resourceId,
    credentialOrigin: 'application',
    createdDateTime: secret?.startDateTime ?? null,
    expirationDateTime: secret?.endDateTime ?? null,
    signInActivity: {
      lastSignInDateTime: one.lastSignInDateTime,
      lastSignInRequestId: one.lastSignInRequestId,
    },
  };
};

/** The real page size is not documented. A small one makes readers follow the nextLink. */
const pageSize = 10;

/**
 * /beta/reports/appCredentialSignInActivities (Graph docs, reportroot-list-appcredentialsigninactivities, beta): only in
 * the global cloud. A filter that matches one row is answered with the row itself, as in the samples of the document.
 */
export const signInActivities = (call: Call): Answer => {
  const { world, caller, query } = call;
  if (graphHosts.slice(1).includes(call.origin))
    throw badRequest("Resource not found for the segment 'appCredentialSignInActivities'.");
  if (call.method !== 'GET') throw methodNotAllowed();
  if (!['AuditLog.Read.All', 'Directory.Read.All'].some((role) => caller.roles.includes(role)))
    throw missingPermission('AuditLog.Read.All');
  if (query.has('$orderby') || query.has('$select')) throw badRequest('Query option is not supported.');
  const apps = [...new Set(world.state.reports.credentialSignIns.map(({ appId }) => appId))];
  const visible = apps.flatMap((appId) => seen(world, 'signInActivity', appId, rowsOf(world, appId)) ?? []);
  const rows = filter(
    visible.map((one) => shown(world, one)),
    query,
  );
  const [only] = rows;
  if (query.has('$filter') && rows.length === 1 && only !== undefined)
    return { status: 200, body: { '@odata.type': '#microsoft.graph.appCredentialSignInActivity', ...only } };
  return page(call, rows, pageSize, null);
};
