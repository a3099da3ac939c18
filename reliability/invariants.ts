import type { LogRow } from '../emulator/log.ts';
import type { Outage } from '../emulator/outages.ts';
import type { State } from '../emulator/state.ts';

/** What is known of a world once a disturbed run is over. */
export interface Evidence {
  readonly before: State;
  readonly after: State;
  readonly log: readonly LogRow[];
  readonly outages: readonly Outage[];
  /** Everything that the run wrote anywhere. */
  readonly texts: readonly string[];
}

const uniqueName = 'truu-directory';
const tag = / \[truu:[0-9a-f]{8}\]$/;

const appIdsOf = ({ entra, truu }: State): ReadonlySet<string> =>
  new Set([
    ...entra.applications.filter((one) => one.uniqueName === uniqueName).map((one) => one.appId),
    ...truu.directories.map((one) => one.clientId),
  ]);

/** I1: TruU never lost a working secret. Only the clock may end one, and no case moves it past an end. */
const keepsAccess = ({ outages }: Evidence): readonly string[] =>
  outages.map(({ cause, keyId, from }) => `I1: TruU held a secret that does not work (${cause}, ${keyId}, ${from})`);

/** I3: secrets that are not ours are as they were. */
const sparesForeign = ({ before, after }: Evidence): readonly string[] => {
  const foreign = before.entra.secrets.filter(({ displayName }) => !tag.test(displayName ?? ''));
  const kept = new Set(after.entra.secrets.map((one) => JSON.stringify(one)));
  return foreign
    .filter((one) => !kept.has(JSON.stringify(one)))
    .map(({ keyId }) => `I3: the foreign secret ${keyId} was removed or changed`);
};

/** I4: besides the held one at most two of ours exist, at every commit. */
const doesNotPileUp = ({ before, log }: Evidence): readonly string[] => {
  const mine = appIdsOf(before);
  let count = before.entra.secrets.filter((one) => mine.has(one.appId) && tag.test(one.displayName ?? '')).length;
  let most = count;
  for (const { committed, from, path } of log) {
    if (!committed || from !== 'client') continue;
    if (path.endsWith('/addPassword')) count += 1;
    if (path.endsWith('/removePassword')) count -= 1;
    most = Math.max(most, count);
  }
  return most > 3 ? [`I4: ${most} secrets of ours existed at once`] : [];
};

const mayCarry = ({ service, method, path }: LogRow): boolean =>
  service === 'login' ||
  path === '/oauth2/token' ||
  (service === 'truu' && ((method === 'POST' && path === '/api/v1/directories') || path.endsWith('/credential')));

/** I5: no secret in a request that need not carry it, nor in anything that was written. */
const keepsQuiet = ({ before, after, log, texts }: Evidence): readonly string[] => {
  const values = new Set([...before.entra.secrets, ...after.entra.secrets].map(({ value }) => value));
  const requests = log.filter((row) => row.from === 'client' && !mayCarry(row)).map((row) => JSON.stringify(row));
  const visible = texts.map((text) => text.replaceAll(/^::add-mask::.*$/gm, ''));
  return [...values].flatMap((value) =>
    [...requests, ...visible].some((text) => text.includes(value)) ? ['I5: the value of a secret is to be read'] : [],
  );
};

const twice = <T>(what: string, items: readonly T[], key: (item: T) => string): readonly string[] => {
  const keys = items.map(key);
  return keys.length === new Set(keys).size ? [] : [`I6: two of one ${what}`];
};

/** I6: one app, one service principal, one grant per permission, one directory. */
const staysOne = ({ after: { entra, truu } }: Evidence): readonly string[] => [
  ...twice(
    'registration',
    entra.applications.filter((one) => one.uniqueName !== null || one.displayName.startsWith('TruU')),
    (one) => one.uniqueName ?? one.displayName,
  ),
  ...twice('service principal', entra.servicePrincipals, (one) => one.appId),
  ...twice('application grant', entra.appRoleAssignments, (one) => `${one.principalId} ${one.appRoleId}`),
  ...twice('delegated grant', entra.oauth2PermissionGrants, (one) => `${one.clientId} ${one.resourceId}`),
  ...(truu.directories.length > 1 ? ['I6: two directories'] : []),
];

/** What a disturbed run broke; empty when it broke nothing. I2 is judged by the run after it. */
export const violations = (evidence: Evidence): readonly string[] => [
  ...keepsAccess(evidence),
  ...sparesForeign(evidence),
  ...doesNotPileUp(evidence),
  ...keepsQuiet(evidence),
  ...staysOne(evidence),
];
