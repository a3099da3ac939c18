import { graphError, graphErrorOf, isOk, noAnswer, orNull, unexpected, type GraphAnswer } from '../graph/answer.ts';
import { graphAppId, type Deployer, type LastLogins, type SecretUse, type UnreadUse, type UseQuery } from '../model.ts';
import { asActionError } from '../../support/errors.ts';
import type { Graph } from '../graph/transport.ts';
import type { WireCredentialActivity } from '../graph/wire.ts';

/** Pages have ten or more rows: far more than the secrets that a registration can have. */
const maxPages = 20;
const operation = "read Entra's report of sign-ins by credential";
/** Either of them (Graph docs, reportroot-list-appcredentialsigninactivities, read 2026-11). */
const permissions = ['Directory.Read.All', 'AuditLog.Read.All'];

/**
 * When the secrets of a registration last logged in, from Graph's beta report (Graph docs,
 * reportroot-list-appcredentialsigninactivities, read 2026-11). Each page is requested once as a hint; as evidence it is
 * requested again after a failure, as often as the run's HTTP policy allows. Throws only APPLY_CANCELLED; what else happens
 * is part of the result.
 */
export const readSecretUse = async (
  graph: Graph,
  appId: string,
  query: UseQuery,
  { roles }: Pick<Deployer, 'roles'>,
): Promise<SecretUse | UnreadUse> => {
  try {
    const rows: WireCredentialActivity[] = [];
    const filter = encodeURIComponent(`appId eq '${appId}'`);
    const repeat = query === 'evidence' ? 'safe' : 'never';
    let path = `/reports/appCredentialSignInActivities?$filter=${filter}`;
    for (let page = 1; ; page += 1) {
      const first = page === 1 ? { version: 'beta' as const } : {};
      const answer = await graph.send({ method: 'GET', path, ...first, repeat });
      if (!isOk(answer))
        return { reason: reasonOf(answer), error: graphError(answer, { operation, permissions, roles }) };
      const body = answer.body as Body | null | undefined;
      const found = rowsOf(body);
      if (found === null || page > maxPages || found.some((row) => isOfAnother(row, appId))) return ofFormat(answer);
      rows.push(...found);
      const next = body?.['@odata.nextLink'] ?? null;
      if (next === null) return latestOf(rows) ?? ofFormat(answer);
      path = next;
    }
  } catch (thrown) {
    orNull(thrown);
    return { reason: 'failed', error: asActionError(noAnswer(thrown, operation)) };
  }
};

/** A rate limit and a failing service pass; any other refusal stays. */
const reasonOf = (answer: GraphAnswer): UnreadUse['reason'] => {
  const { status } = answer;
  if (status === 408 || status === 429 || status >= 500) return 'failed';
  return graphErrorOf(answer).code === unlicensed ? 'unlicensed' : 'refused';
};

/** The tenant has no Entra ID P1 or P2 (Graph docs, known issues, 2021). */
const unlicensed = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';

const ofFormat = (answer: GraphAnswer): UnreadUse => ({ reason: 'format', error: unexpected(answer, operation) });

interface Body extends WireCredentialActivity {
  readonly value?: readonly WireCredentialActivity[];
  readonly '@odata.nextLink'?: string;
}

/** A list, or a single row, as in the document's samples with a filter. */
const rowsOf = (body: Body | null | undefined): readonly WireCredentialActivity[] | null => {
  if (Array.isArray(body?.value)) return body.value as readonly WireCredentialActivity[];
  return typeof body?.keyId === 'string' ? [body] : null;
};

/** The answer is about another app than the one that was asked for. */
const isOfAnother = ({ appId }: WireCredentialActivity, asked: string): boolean =>
  typeof appId === 'string' && appId.toLowerCase() !== asked.toLowerCase();

/** A key has one row per API that it was used for: the latest counts. Null when a time is unreadable. */
const latestOf = (rows: readonly WireCredentialActivity[]): SecretUse | null => {
  const logins = rows.map(loginOf);
  if (!logins.every((one) => one !== null)) return null;
  const times = logins.flatMap(({ at }) => at ?? []);
  return {
    any: lastLogins(logins.map(({ keyId, at }) => ({ keyId, at }))),
    graph: lastLogins(logins.map(({ keyId, toGraphAt }) => ({ keyId, at: toGraphAt }))),
    reportOf: times.length === 0 ? null : toIso(Math.max(...times)),
  };
};

/** What one row says: a key, and its last login to any API and to Microsoft Graph. Times are in ms; null: none. */
interface Login {
  readonly keyId: string;
  readonly at: number | null;
  readonly toGraphAt: number | null;
}

const loginOf = ({ keyId, keyType, resourceId, signInActivity }: WireCredentialActivity): Login | null => {
  const activities = Object.entries(signInActivity ?? {}).filter(([name, value]) => isTime(name) && value !== null);
  const times = activities.map(([name, value]) => ({ name, time: Date.parse(String(value)) }));
  if (typeof keyId !== 'string' || times.some(({ time }) => Number.isNaN(time))) return null;
  const real = times.filter(({ time }) => !isNever(time));
  const successes = real.filter(({ name }) => name === 'lastSuccessfulSignInDateTime');
  const isOfGraph = resourceId?.toLowerCase() === graphAppId && secretTypes.has(keyType ?? '');
  return {
    keyId: keyId.toLowerCase(),
    at: latest(real),
    toGraphAt: isOfGraph ? latest(successes.length > 0 ? successes : real) : null,
  };
};

/** On the wire a secret has the first, in the document the second (public fixtures of a collector, 2026-07-17). */
const secretTypes: ReadonlySet<string> = new Set(['password', 'clientSecret']);

const latest = (times: readonly { readonly time: number }[]): number | null =>
  times.length === 0 ? null : Math.max(...times.map(({ time }) => time));

const lastLogins = (logins: readonly { readonly keyId: string; readonly at: number | null }[]): LastLogins => {
  const last = new Map<string, number>();
  for (const { keyId, at } of logins) if (at !== null) last.set(keyId, Math.max(last.get(keyId) ?? 0, at));
  return Object.fromEntries([...last].map(([keyId, at]) => [keyId, toIso(at)]));
};

const toIso = (time: number): string => new Date(time).toISOString();

/** lastSignInDateTime and similar fields: each flow is a use (Graph docs, resources/signinactivity). */
const isTime = (name: string): boolean => /^last\w*DateTime$/.test(name);

/** Graph writes the year 1 for a missing time. */
const isNever = (time: number): boolean => time < Date.UTC(2000);
