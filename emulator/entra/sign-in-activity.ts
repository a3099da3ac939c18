import type { CredentialSignIn } from '../state.ts';
import type { World } from '../world.ts';
import { badRequest, GraphRefusal, methodNotAllowed, missingPermission, notFound, throttled } from './errors.ts';
import { seen } from './lag.ts';
import { filter, page, type Answer, type Call } from './odata.ts';
import { signInsOf } from './sign-in-record.ts';
import { graphHosts } from './tokens.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** The instant before which the newest batch has every sign-in; infinite without batches. Batches end at 00:00 UTC. */
const endOfBatch = (world: World): number => {
  const { mode, lagHours } = world.behaviour.report;
  if (mode === 'instant') return Infinity;
  return Math.floor((world.now('graph').getTime() - lagHours * hourMs) / dayMs) * dayMs;
};

/** The last sign-in of each secret to each API in the newest batch. */
const latestIn = (world: World): readonly CredentialSignIn[] => {
  const end = endOfBatch(world);
  const apps = [...new Set(world.state.reports.credentialSignIns.map(({ appId }) => appId))];
  const rows = apps.flatMap((appId) => seen(world, 'signInActivity', appId, signInsOf(world, appId)) ?? []);
  const timeOf = (row: CredentialSignIn): number => Date.parse(row.lastSignInDateTime);
  const latest = new Map<string, CredentialSignIn>();
  for (const row of rows.filter((one) => timeOf(one) < end)) {
    const key = `${row.keyId} ${row.resourceId}`;
    const known = latest.get(key);
    if (!known || timeOf(known) <= timeOf(row)) latest.set(key, row);
  }
  return [...latest.values()];
};

/** The id of a row, of which the key id is the only part (public fixtures of a collector, 2026-07-17). */
const idOf = ({ keyId }: CredentialSignIn): string => Buffer.from(keyId).toString('base64');

/** A row as it is on the wire (public fixtures of a collector, 2026-07-17); the document has other values of keyType. */
const shown = (world: World, one: CredentialSignIn): Record<string, unknown> => {
  const { entra } = world.state;
  const secret = entra.secrets.find(({ keyId }) => keyId === one.keyId);
  return {
    id: idOf(one),
    keyId: one.keyId,
    keyType: 'password',
    keyUsage: 'verify',
    appId: one.appId,
    appObjectId: entra.applications.find(({ appId }) => appId === one.appId)?.id ?? null,
    servicePrincipalObjectId: null,
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

const segment = 'appCredentialSignInActivities';

/** Throws as the behaviour says; after the check of permissions. */
const checkMode = ({ behaviour }: World): void => {
  if (behaviour.report.mode === 'throttled') throw throttled(10);
  if (behaviour.report.mode !== 'refused') return;
  const code = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
  throw new GraphRefusal(403, code, "Neither tenant is B2C or tenant doesn't have premium license");
};

/** The documented filters: by app and by key. */
const checkFilter = (expression: string): void => {
  const terms = expression.split(/ and /i).filter((term) => term !== '');
  if (!terms.every((term) => /^\s*(appId|keyId) eq /.test(term))) throw badRequest('Invalid filter clause');
};

const single = (row: Record<string, unknown>): Answer => ({
  status: 200,
  body: { '@odata.type': '#microsoft.graph.appCredentialSignInActivity', ...row },
});

/**
 * /beta/reports/appCredentialSignInActivities and one of its rows (Graph docs,
 * reportroot-list-appcredentialsigninactivities, beta): only in the global cloud. A filter that matches one row is
 * answered with the row itself, as in the samples of the document.
 */
export const signInActivities = (call: Call): Answer => {
  const { world, caller, query } = call;
  if (graphHosts.slice(1).includes(call.origin)) throw badRequest(`Resource not found for the segment '${segment}'.`);
  if (call.method !== 'GET') throw methodNotAllowed();
  if (!['AuditLog.Read.All', 'Directory.Read.All'].some((role) => caller.roles.includes(role)))
    throw missingPermission('AuditLog.Read.All');
  if (query.has('$orderby') || query.has('$select')) throw badRequest('Query option is not supported.');
  checkFilter(query.get('$filter') ?? '');
  checkMode(world);
  const found = world.behaviour.report.mode === 'empty' ? [] : latestIn(world);
  if (call.rest !== '') {
    const one = found.findLast((row) => idOf(row) === call.rest);
    if (!one) throw notFound(call.rest);
    return single(shown(world, one));
  }
  const rows = filter(
    found.map((one) => shown(world, one)),
    query,
  );
  const [only] = rows;
  return query.has('$filter') && rows.length === 1 && only !== undefined
    ? single(only)
    : page(call, rows, pageSize, null);
};
