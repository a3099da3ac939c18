import type { Registration, TruuQuery } from '../connection.ts';
import type {
  ConsoleFields,
  EvidenceStatus,
  HandOffComment,
  HandOffIssue,
  HandOffRecord,
  HandOffState,
  Receipt,
  SecretPlace,
} from '../hand-off.ts';
import type { DirectoryState, TruuState } from '../model.ts';
import { refuseOtherAccounts } from './other-accounts.ts';
import { answersTo, receiptsOf } from './commands.ts';
import { heldKeyOf, isUnexpired, keysOf } from './keys.ts';

/** What the workflow says of the console. */
export interface ConsolePolicy {
  /** Logins that are asked and may confirm, in lower case. */
  readonly assignees: readonly string[];
  readonly evidence: 'report' | 'none';
  readonly place: SecretPlace;
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
    heldKeyIds: handOff.held === null ? [] : [handOff.held.keyId],
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
  { assignees, evidence: declared, place }: ConsolePolicy,
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
  const answers = answersTo(issues, {
    assignees,
    current:
      current === null || wanted === null
        ? null
        : { issue: current, request: { asksKey: current.request.asksKey, fields: wanted } },
    secrets,
    knownKeyIds: new Set([...adoptSecrets, ...receiptsOf(issues.slice(0, -1)).flatMap(({ keyId }) => keyId ?? [])]),
    lifetime,
    place,
  });
  const receipts = [...given, ...answers.flatMap((one) => (one.kind === 'receipt' ? [one.receipt] : []))];
  const usedOn = declared === 'report' && use !== null && use !== 'failed' ? use : {};
  const keys = keysOf({ secrets, receipts, adopted: adoptSecrets, usedOn });
  return {
    record,
    wanted,
    confirmed: lastOf(receipts),
    keys,
    held: heldKeyOf(keys, now),
    current,
    again: answers.some(({ kind }) => kind === 'again'),
    evidence: evidenceOf(declared, use),
    answers,
    given: [],
  };
};

/** What the person who started the run typed counts as the last comment on the newest hand-off. */
const withTyped = (issues: readonly HandOffIssue[], typed: HandOffComment | null): readonly HandOffIssue[] =>
  typed === null
    ? issues
    : issues.map((issue) => (issue === issues.at(-1) ? { ...issue, comments: [...issue.comments, typed] } : issue));

const lastOf = (receipts: readonly Receipt[]): Receipt | null =>
  receipts.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1) ?? null;

const evidenceOf = (declared: ConsolePolicy['evidence'], use: Registration['use']): EvidenceStatus => {
  if (declared === 'none') return 'not-declared';
  if (use === null || use === 'failed') return 'unreadable';
  return Object.keys(use).length === 0 ? 'silent' : 'readable';
};

/** The directory as the last receipt describes it; null while no key of it is known. */
const directoryOf = (
  { keys, held, confirmed }: HandOffState,
  { tenantId }: TruuQuery,
  { appId, now }: Registration,
): DirectoryState | null => {
  if (held === null || appId === null) return null;
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
      secretKeyId: held.keyId,
      acceptedAt: held.confirmedAt ?? held.startsOn,
      expiresAt: held.expiresOn,
      previous: [],
      others: keys
        .filter((key) => key !== held && key.expiresOn !== null && isUnexpired(key, now))
        .map((key) => ({
          secretKeyId: key.keyId,
          expiresAt: key.expiresOn ?? '',
          newer: keys.indexOf(key) < keys.indexOf(held),
        })),
    },
    updatedAt: confirmed?.at ?? held.startsOn ?? '',
    health: null,
  };
};
