import { isOk, orNull } from '../graph/answer.ts';
import type { SecretUse } from '../model.ts';
import type { Graph } from '../graph/transport.ts';
import type { WireCredentialActivity } from '../graph/wire.ts';

/** Pages have ten or more rows: far more than the secrets that a registration can have. */
const maxPages = 20;

/**
 * When the secrets of a registration last logged in, from Graph's beta report (Graph docs,
 * reportroot-list-appcredentialsigninactivities, read 2026-11). `failed` when it may be readable at another time; null when
 * it was refused or has an unknown format. Each page is requested once. Throws only APPLY_CANCELLED, because no run depends
 * on it.
 */
export const readSecretUse = async (graph: Graph, appId: string): Promise<SecretUse | 'failed' | null> => {
  try {
    const rows: WireCredentialActivity[] = [];
    const filter = encodeURIComponent(`appId eq '${appId}'`);
    let next: string | null = `/reports/appCredentialSignInActivities?$filter=${filter}`;
    for (let page = 1; next !== null; page += 1) {
      const first = page === 1 ? { version: 'beta' as const } : {};
      const answer = await graph.send({ method: 'GET', path: next, ...first, repeat: 'never' });
      if (answer.status === 408 || answer.status === 429 || answer.status >= 500) return 'failed';
      const body = isOk(answer) ? (answer.body as Body | undefined) : undefined;
      const found = rowsOf(body);
      if (found === null || page > maxPages) return null;
      rows.push(...found);
      next = body?.['@odata.nextLink'] ?? null;
    }
    return latestOf(rows);
  } catch (thrown) {
    return orNull(thrown) ?? 'failed';
  }
};

interface Body extends WireCredentialActivity {
  readonly value?: readonly WireCredentialActivity[];
  readonly '@odata.nextLink'?: string;
}

/** A list, or a single row, as in the document's samples with a filter. */
const rowsOf = (body: Body | null | undefined): readonly WireCredentialActivity[] | null => {
  if (Array.isArray(body?.value)) return body.value as readonly WireCredentialActivity[];
  return typeof body?.keyId === 'string' ? [body] : null;
};

/** A key has one row per API that it was used for: the latest counts. Null when a time is unreadable. */
const latestOf = (rows: readonly WireCredentialActivity[]): SecretUse | null => {
  const latest = new Map<string, number>();
  for (const { keyId, signInActivity } of rows) {
    const activities = Object.entries(signInActivity ?? {}).filter(([name, value]) => isTime(name) && value !== null);
    const times = activities.map(([, value]) => Date.parse(String(value))).filter((time) => !isNever(time));
    if (typeof keyId !== 'string' || times.some(Number.isNaN)) return null;
    const key = keyId.toLowerCase();
    if (times.length > 0) latest.set(key, Math.max(latest.get(key) ?? 0, ...times));
  }
  return Object.fromEntries([...latest].map(([key, time]) => [key, new Date(time).toISOString()]));
};

/** lastSignInDateTime and similar fields: each flow is a use (Graph docs, resources/signinactivity). */
const isTime = (name: string): boolean => /^last\w*DateTime$/.test(name);

/** Graph writes the year 1 for a missing time. */
const isNever = (time: number): boolean => time < Date.UTC(2000);
