import type { LogRow } from '../emulator/log.ts';
import type { Outage } from '../emulator/outages.ts';
import type { State } from '../emulator/state.ts';
import { strangersNonce } from '../testing/secret-tag.ts';

/** What is known of a world once a disturbed run is over. */
export interface Evidence {
  readonly before: State;
  readonly after: State;
  readonly log: readonly LogRow[];
  readonly outages: readonly Outage[];
  /** Everything that the run wrote anywhere. */
  readonly texts: readonly string[];
}

/** A request that changed the world. */
export interface CommittedRequest {
  readonly service: LogRow['service'];
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const uniqueName = 'truu-directory';
const tag = new RegExp(` \\[truu:2:[0-9a-f]{8}:(?!${strangersNonce})[0-9a-f]{8}:[0-9a-f]{8}\\]$`);

const appIdsOf = ({ entra, truu }: State): ReadonlySet<string> =>
  new Set([
    ...entra.applications.filter((one) => one.uniqueName === uniqueName).map((one) => one.appId),
    ...truu.directories.map((one) => one.clientId),
  ]);

/** I1: TruU never lost a working secret. Only the clock may end one, and no case moves it past an end. */
const keepsAccess = ({ outages }: Evidence): readonly string[] =>
  outages.map(({ cause, keyId, from }) => `I1: TruU held a secret that does not work (${cause}, ${keyId}, ${from})`);

const isOurs = ({ displayName }: { readonly displayName: string | null }): boolean => tag.test(displayName ?? '');

/** What the client made the world do, in its order; an item of a `$batch` as a request of its own. */
export const committedRequests = (log: readonly LogRow[]): readonly CommittedRequest[] =>
  log
    .filter(({ from }) => from === 'client')
    .flatMap(({ service, items, ...row }) => (items.length > 0 ? items : [row]).map((one) => ({ service, ...one })))
    .filter(({ committed }) => committed);

/** I3: secrets that are not ours are as they were, and were so at every instant. */
const sparesForeign = ({ before, after, log }: Evidence): readonly string[] => {
  const foreign = before.entra.secrets.filter((one) => !isOurs(one));
  const kept = new Set(after.entra.secrets.map((one) => JSON.stringify(one)));
  const removed = new Set(
    committedRequests(log).flatMap(({ path, body }) =>
      path.endsWith('/removePassword') ? [keyIdOf(body, 'keyId')] : [],
    ),
  );
  return foreign
    .filter((one) => removed.has(one.keyId) || !kept.has(JSON.stringify(one)))
    .map(({ keyId }) => `I3: the foreign secret ${keyId} was removed or changed`);
};

const keyIdOf = (body: unknown, field: 'keyId' | 'secretKeyId'): string | null =>
  (body as Readonly<Record<string, string | undefined>> | null)?.[field]?.toLowerCase() ?? null;

/** The key ids that TruU was given, in their order. */
export const secretsSetInTruu = (log: readonly LogRow[]): readonly (string | null)[] =>
  committedRequests(log).flatMap(({ service, method, path, body }) => {
    if (service !== 'truu') return [];
    if (method === 'POST' && path === '/api/v1/directories')
      return [keyIdOf((body as { credential?: unknown }).credential, 'secretKeyId')];
    return method === 'PUT' && path.endsWith('/credential') ? [keyIdOf(body, 'secretKeyId')] : [];
  });

/** Key ids of ours that TruU neither holds nor ever held. */
export const astray = ({ before, after, log }: Pick<Evidence, 'before' | 'after' | 'log'>): readonly string[] => {
  const heldIn = ({ truu }: State) => truu.directories.map(({ credential }) => credential?.secretKeyId);
  const first = before.entra.secrets.find(({ keyId }) => heldIn(before).includes(keyId));
  const earlier = before.entra.secrets.filter((one) => first && one.startDateTime <= first.startDateTime);
  const known = new Set([...earlier.map(({ keyId }) => keyId), ...heldIn(after), ...secretsSetInTruu(log)]);
  return after.entra.secrets.filter((one) => isOurs(one) && !known.has(one.keyId)).map(({ keyId }) => keyId);
};

/**
 * I4: besides the held one at most two of ours exist, at every commit. Before TruU holds one nothing is deleted, so what
 * there is then may stay until TruU is Healthy.
 */
const doesNotPileUp = ({ before, log }: Evidence): readonly string[] => {
  const mine = appIdsOf(before);
  const ours = before.entra.secrets.filter((one) => mine.has(one.appId) && isOurs(one));
  const held = before.truu.directories.map(({ credential }) => credential?.secretKeyId);
  // TruU holds one of ours from the first hand-over on, or held one before.
  let holds = ours.some(({ keyId }) => held.includes(keyId));
  let count = ours.length;
  let limit = 2;
  let most = 0;
  for (const request of committedRequests(log)) {
    if (request.path.endsWith('/addPassword')) count += 1;
    if (request.path.endsWith('/removePassword')) count -= 1;
    const sets =
      request.service === 'truu' && (request.path.endsWith('/credential') || request.path === '/api/v1/directories');
    if (sets && !holds) limit = Math.max(limit, count - 1);
    holds ||= sets;
    if (holds && count - 1 > limit) most = Math.max(most, count - 1);
  }
  return most > 0 ? [`I4: ${most} secrets of ours existed at once besides the held one`] : [];
};

const mayCarry = ({ service, method, path }: LogRow): boolean =>
  service === 'login' ||
  path === '/oauth2/token' ||
  (service === 'truu' && ((method === 'POST' && path === '/api/v1/directories') || path.endsWith('/credential')));

/** Every secret that the world had: also one that was made and removed again shows in the logins that prove it. */
const valuesOf = ({ before, after, log }: Evidence): ReadonlySet<string> =>
  new Set([
    ...[...before.entra.secrets, ...after.entra.secrets].map(({ value }) => value),
    ...before.truu.oauthClients.map(({ clientSecret }) => clientSecret),
    ...log.flatMap(({ service, body }) => {
      const value = service === 'login' ? (body as { client_secret?: unknown } | null)?.client_secret : undefined;
      return typeof value === 'string' ? [value] : [];
    }),
  ]);

/** I5: no secret in a request that need not carry it, nor in anything that was written. */
export const leaksNothing = (evidence: Evidence): readonly string[] => {
  const { log, texts } = evidence;
  const requests = log.filter((row) => row.from === 'client' && !mayCarry(row)).map((row) => JSON.stringify(row));
  const visible = texts.map((text) => text.replaceAll(/^::add-mask::.*$/gm, ''));
  return [...valuesOf(evidence)].flatMap((value) =>
    [...requests, ...visible].some((text) => text.includes(value)) ? ['I5: the value of a secret is to be read'] : [],
  );
};

const twice = <T>(kind: string, items: readonly T[], key: (item: T) => string): readonly string[] => {
  const keys = items.map(key);
  return keys.length === new Set(keys).size ? [] : [`I6: two of one ${kind}`];
};

/** I6: one app, one service principal, one grant per permission, one directory, at every commit: nothing is deleted. */
export const staysOne = ({ after: { entra, truu }, log }: Evidence): readonly string[] => [
  ...twice(
    'registration',
    entra.applications.filter((one) => one.uniqueName !== null || one.displayName.startsWith('TruU')),
    (one) => one.uniqueName ?? one.displayName,
  ),
  ...twice('service principal', entra.servicePrincipals, (one) => one.appId),
  ...twice('application grant', entra.appRoleAssignments, (one) => `${one.principalId} ${one.appRoleId}`),
  ...twice('delegated grant', entra.oauth2PermissionGrants, (one) => `${one.clientId} ${one.resourceId}`),
  ...(truu.directories.length > 1 ? ['I6: two directories'] : []),
  ...committedRequests(log).flatMap(({ method, path }) => (method === 'DELETE' ? [`I6: ${path} was deleted`] : [])),
];

/** What a disturbed run broke; empty when it broke nothing. I2 is judged by the run after it. */
export const violations = (evidence: Evidence): readonly string[] => [
  ...keepsAccess(evidence),
  ...sparesForeign(evidence),
  ...doesNotPileUp(evidence),
  ...leaksNothing(evidence),
  ...staysOne(evidence),
];
