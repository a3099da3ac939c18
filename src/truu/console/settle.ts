import type { Registration, TruuQuery, UseReport } from '../connection.ts';
import type {
  Answer,
  ConsoleFields,
  ConsoleKey,
  EvidenceStatus,
  HandOffComment,
  HandOffIssue,
  HandOffRecord,
  HandOffState,
  Receipt,
  SecretPlace,
} from '../hand-off.ts';
import type { DirectoryState, TruuState } from '../model.ts';
import { judgeTag } from '../../catalog/secret-tag.ts';
import { requestOf } from './ask.ts';
import { refuseOtherAccounts } from './other-accounts.ts';
import { answersTo, receiptsOf, replacedKeyIdsOf } from './commands.ts';
import { heldKeyOf, isUnexpired, keysOf } from './keys.ts';

/** What the workflow says of the console. */
export interface ConsolePolicy {
  /** Logins that are asked and may confirm, in lower case. */
  readonly assignees: readonly string[];
  readonly evidence: 'report' | 'none';
  readonly place: SecretPlace;
  /** Who uses the secret: of the connection. */
  readonly consumer: string;
}

/**
 * TruU's side as the record of people and Entra's report tell it. A missing receipt makes the fields unknown; the directory
 * counts as existing as soon as one key of it is known. Pure. Throws HANDOFF_ACCOUNT_CHANGED.
 */
export const settle = (
  state: TruuState,
  query: TruuQuery,
  registration: Registration,
  policy: ConsolePolicy,
): TruuState => {
  const record = state.handOff?.record;
  if (record === undefined) return state;
  const handOff = handOffOf(record, query, registration, policy);
  const directory = directoryOf(handOff, query, registration);
  const attested = directory === null ? null : (handOff.confirmed?.fields ?? null);
  return {
    ...state,
    handOff,
    directories: directory === null ? [] : [directory],
    heldKeyIds: handOff.keys.filter((key) => key === handOff.held || key.recordedAt !== null).map(({ keyId }) => keyId),
    primaryUserIdentifier: query.managesPrimaryUserIdentifier
      ? { value: attested?.primaryUserIdentifier ?? null, version: '' }
      : null,
    cluster: query.cluster === null ? null : clusterOf(query.cluster, attested, directory),
  };
};

/** A person connects what the spec names, so it is taken to be there. */
const clusterOf = (
  name: string,
  attested: ConsoleFields | null,
  directory: DirectoryState | null,
): TruuState['cluster'] => {
  const value = attested?.cluster === name ? (directory?.id ?? null) : null;
  return { names: [name], found: { id: name, connection: { value, version: '' } } };
};

const handOffOf = (
  record: HandOffRecord,
  { settings, primaryUserIdentifier, cluster, tenantId, lifetime, adoptSecrets }: TruuQuery,
  { appId, secrets, use, now }: Registration,
  { assignees, evidence: declared, place, consumer }: ConsolePolicy,
): HandOffState => {
  const wanted: ConsoleFields | null =
    appId === null ? null : { ...settings, tenantId, clientId: appId, primaryUserIdentifier, cluster };
  refuseOtherAccounts(record, appId);
  const issues = withTyped(
    record.issues.filter(({ request }) => request.fields.clientId === appId),
    record.typed,
  );
  const newest = issues.at(-1) ?? null;
  const current = newest?.settled === false ? newest : null;
  const given = receiptsOf(issues);
  const usedOn = (declared === 'report' ? reportOrNull(use)?.graph : null) ?? {};
  const recorded = record.recorded.filter((one) => one.appId === appId);
  const keysBy = (receipts: readonly Receipt[]): readonly ConsoleKey[] =>
    keysOf({ secrets, recorded, receipts, adopted: adoptSecrets, usedOn, now });
  const before = { wanted, place, record, keys: keysBy(given) };
  const request = current === null ? null : requestOf(before, current.request.asksKey);
  const answers = answersTo(issues, {
    assignees,
    current: current === null || request === null ? null : { issue: current, request },
    newestKeyId: place.kind === 'portal' ? null : (before.keys[0]?.keyId ?? null),
    secrets,
    knownKeyIds: new Set([...adoptSecrets, ...receiptsOf(issues.slice(0, -1)).flatMap(({ keyId }) => keyId ?? [])]),
    lifetime,
    place,
  });
  const receipts = [...given, ...answers.flatMap((one) => (one.kind === 'receipt' ? [one.receipt] : []))];
  const keys = keysBy(receipts);
  return {
    record,
    place,
    receipts,
    wanted,
    confirmed: lastOf(receipts),
    keys,
    // Where no run creates a secret, one with our tag is somebody else's: everyone can make the tag.
    unrecorded: place.kind === 'portal' ? [] : unrecordedOf(secrets, keys, { consumer, appId: appId ?? '', now }),
    held: heldKeyOf(keys, now),
    current,
    again: isAskedAgain(issues, answers, keys[0]?.keyId ?? ''),
    ...evidenceOf(declared, use),
    answers,
    given: [],
  };
};

/** `/truu again` was said: of a key that a person adds in this run, of one that runs create until there is a newer one. */
const isAskedAgain = (issues: readonly HandOffIssue[], answers: readonly Answer[], newestKeyId: string): boolean => {
  const said = answers.flatMap((one) => (one.kind === 'again' ? [one.keyId] : []));
  return said.includes(null) || [...said, ...replacedKeyIdsOf(issues)].includes(newestKeyId);
};

/** Ours by their tag, and no record tells of a delivery: a run ended in between, or it is on record elsewhere. */
const unrecordedOf = (
  secrets: Registration['secrets'],
  keys: readonly ConsoleKey[],
  { now, ...of }: { readonly consumer: string; readonly appId: string; readonly now: Date },
): HandOffState['unrecorded'] =>
  secrets
    .filter((secret) => isUnexpired(secret, now) && !keys.some(({ keyId }) => keyId === secret.keyId))
    .filter(({ displayName, startsOn, expiresOn }) => judgeTag(displayName, { ...of, startsOn, expiresOn }) === 'ours')
    .map(({ keyId, expiresOn }) => ({ keyId, expiresOn }));

/** What the person who started the run typed counts as the last comment on the newest hand-off. */
const withTyped = (issues: readonly HandOffIssue[], typed: HandOffComment | null): readonly HandOffIssue[] =>
  typed === null
    ? issues
    : issues.map((issue) => (issue === issues.at(-1) ? { ...issue, comments: [...issue.comments, typed] } : issue));

const lastOf = (receipts: readonly Receipt[]): Receipt | null =>
  receipts.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1) ?? null;

const reportOrNull = (use: Registration['use']): UseReport | null => (use === null || 'reason' in use ? null : use);

/** A report that shows a login of the registration to another API only is not silent: it would show one to Graph. */
const statusOf = (report: UseReport | null): EvidenceStatus => {
  if (report === null) return 'unreadable';
  return report.reportOf === null ? 'silent' : 'readable';
};

/** What Entra's report of use is worth, where it is declared. */
const evidenceOf = (
  declared: ConsolePolicy['evidence'],
  use: Registration['use'],
): Pick<HandOffState, 'evidence' | 'reportOf' | 'unread'> => {
  if (declared === 'none') return { evidence: 'not-declared', reportOf: null, unread: null };
  const report = reportOrNull(use);
  const unread = use !== null && 'reason' in use ? use : null;
  return { evidence: statusOf(report), reportOf: report?.reportOf ?? null, unread };
};

/** The directory as the last receipt describes it; null while no key of it is known. */
const directoryOf = (
  { keys, held, confirmed }: HandOffState,
  { tenantId }: TruuQuery,
  { appId, now }: Registration,
): DirectoryState | null => {
  // What was delivered counts as a directory as well: nothing is delivered twice for one.
  const known = held ?? keys.find(({ recordedAt }) => recordedAt !== null) ?? null;
  if (known === null || appId === null) return null;
  const fields = confirmed?.fields;
  return {
    id: appId,
    version: '',
    configurationName: fields?.configurationName ?? null,
    domain: fields?.domain ?? null,
    allUsersShareUpnSuffix: fields?.allUsersShareUpnSuffix ?? null,
    autoRemoveDevices: fields?.autoRemoveDevices ?? null,
    tenantId,
    clientId: appId,
    credential: {
      secretKeyId: known.keyId,
      acceptedAt: known.confirmedAt ?? known.startsOn ?? known.recordedAt,
      expiresAt: known.expiresOn,
      previous: [],
      others: keys
        .filter((key) => key !== known && key.expiresOn !== null && isUnexpired(key, now))
        .map((key) => ({
          secretKeyId: key.keyId,
          expiresAt: key.expiresOn ?? '',
          newer: keys.indexOf(key) < keys.indexOf(known),
        })),
    },
    updatedAt: confirmed?.at ?? known.startsOn ?? '',
    health: null,
  };
};
