import { durationMs } from '../../support/duration.ts';
import { ActionError, type Evidence } from '../../support/errors.ts';
import type { JudgeContext, SideJudgement } from '../judgement.ts';
import type { ConsoleKey, HandOffState } from '../hand-off.ts';
import type { HealthStatus } from '../model.ts';
import { isConfirmed } from './fields.ts';
import { isUnexpired } from './keys.ts';
import { failuresOfAnswers } from './answer-failures.ts';
import { unreadableError } from './unreadable.ts';

/** So long after a confirmation Entra's report may still show nothing of it: a daily batch, up to two days late. */
const unseenMs = durationMs('P7D');
/** A key that was not used for so long is not known to work at TruU. */
const usedWithinMs = durationMs('P28D');
/** So long after a confirmation the Identity Servers may still log in with the key before it. */
const handOverMs = durationMs('PT1H');

/** What one row of the table says of a run. */
interface Row {
  readonly red?: ActionError;
  readonly warning?: ActionError;
}

/** What the record and the evidence say of a run. Pure. */
export const judge = (state: HandOffState, context: JudgeContext): Omit<SideJudgement, 'known' | 'ask'> => {
  const rows = [
    evidenceRow(state, context),
    compromisedRow(state, context),
    stuckRow(state),
    stateRow(state, context),
    fieldsRow(state, context),
  ];
  const { current } = state;
  const warnings = rows.flatMap(({ warning }) => warning ?? []);
  const waits = warnings.some(({ code }) => waitingCodes.has(code));
  return {
    ...healthOf(state, context),
    failures: [...failuresOfAnswers(state), ...rows.flatMap(({ red }) => red ?? [])],
    warnings,
    waiting: waits,
    actBefore: rows.some(asksAPerson) ? endOf(state, context) : null,
    issueUrl: current?.url ?? null,
  };
};

/** When what TruU may still use stops working: the secret that it uses, or the one before where a word alone tells of the next. */
const endOf = ({ keys, held }: HandOffState, { asksKey, now }: JudgeContext): string | null => {
  if (asksKey) return held?.expiresOn ?? null;
  const older = keys.slice(1).filter((key) => isUnexpired(key, now));
  return (
    older
      .flatMap(({ expiresOn }) => expiresOn ?? [])
      .toSorted()
      .at(-1) ?? null
  );
};

const asksAPerson = ({ red, warning }: Row): boolean => {
  const code = (red ?? warning)?.code;
  return code !== undefined && (waitingCodes.has(code) || code === 'HANDOFF_UNPROVEN');
};

const waitingCodes: ReadonlySet<string> = new Set([
  'HANDOFF_WAITING',
  'HANDOFF_REPORT_PENDING',
  'HANDOFF_UNSEEN',
  'HANDOFF_OVERDUE',
]);

/** Whether a person said that everything which is wanted stands in the console. */
export const isConfirmedNow = ({ confirmed, wanted }: HandOffState): boolean =>
  wanted !== null && isConfirmed(confirmed?.fields ?? null, wanted);

const isUsed = ({ usedOn }: ConsoleKey, now: Date): boolean =>
  usedOn !== null && now.getTime() - Date.parse(usedOn) <= usedWithinMs;

/** Whether Entra's report can say that a key is used: declared, readable, and not silent on the whole app. */
const hasEvidence = ({ evidence }: HandOffState): boolean => evidence === 'readable';

/** Health is a person's word for the held key and the fields, and Entra's report of the key where it can be had. */
const healthOf = (state: HandOffState, { now }: JudgeContext): Pick<SideJudgement, 'health' | 'healthSource'> => {
  const { held, evidence } = state;
  const known = (health: HealthStatus, healthSource: SideJudgement['healthSource'] = null) => ({
    health,
    healthSource,
  });
  if (held === null) return known('not-asked');
  if (evidence === 'unreadable') return known('unknown');
  if (!isUnexpired(held, now)) return known('not-healthy');
  // Its use and the word for it are of before Entra lost it: what is not shown may be late, and may be deleted.
  if (held.expiresOn === null) return known('unknown');
  const said = held.confirmedAt !== null || (held.adopted && state.confirmed !== null);
  const used = isUsed(held, now);
  if (!hasEvidence(state)) return said && isConfirmedNow(state) ? known('healthy', 'person') : known('unknown');
  if (!used) return known('unknown');
  if (said && isConfirmedNow(state)) return known('healthy', 'entra+person');
  return held.adopted && state.confirmed === null ? known('healthy', 'entra') : known('unknown');
};

const evidenceRow = (state: HandOffState, { now }: JudgeContext): Row => {
  const { evidence, keys, unread } = state;
  // Without a key that somebody may use there is nothing to be seen.
  if (evidence === 'unreadable' && !keys.every(isUnconfirmed)) return { red: unreadableError(unread) };
  const [newest] = keys;
  if (newest !== undefined && isUnconfirmed(newest)) return {};
  // Right after a confirmation the report cannot show anything yet, and the row of the key says so.
  if (evidence !== 'silent' || newest === undefined || proofOf(state, newest, now) === 'waiting') return {};
  const message =
    "Entra's report of sign-ins by credential shows nothing of this registration, so a person's word alone is judged.";
  return { warning: new ActionError('HANDOFF_EVIDENCE_SILENT', message) };
};

/** A secret that the workflow says has leaked works until its successor is seen in use. */
const compromisedRow = (state: HandOffState, { compromised }: JudgeContext): Row => {
  if (compromised === null) return {};
  if (!state.keys.some(({ keyId }) => keyId === compromised)) return { red: notOurs(compromised) };
  const isSeen = state.evidence !== 'not-declared';
  const message = isSeen
    ? 'The compromised secret still works: it is deleted once a newer one is confirmed and seen in use, later than its own last use.'
    : 'The compromised secret still works. Without evidence of which secret TruU uses, this action does not delete it.';
  const fix = isSeen
    ? 'Follow the hand-off issue, then run apply again. To stop it at once, delete it in the Entra admin center under Certificates & secrets: TruU then cannot log in until it has a new secret.'
    : 'Follow the hand-off issue. Once the directory is Healthy with the new secret, delete the compromised one in the Entra admin center under Certificates & secrets.';
  const evidence = [{ name: 'Key ID', value: compromised }, ...whereOf(state)];
  return { red: new ActionError('HANDOFF_WAITING', message, { fix, evidence }) };
};

/** Nobody is known to have been given it, so that no successor of it is waited for. */
const notOurs = (compromised: string): ActionError =>
  new ActionError(
    'HANDOFF_WAITING',
    'The compromised secret still works: no hand-off names it, so this action does not delete it.',
    {
      fix: 'Delete it in the Entra admin center under Certificates & secrets.',
      evidence: [{ name: 'Key ID', value: compromised }],
    },
  );

/** So many secrets of ours of which no delivery is on record: one more would end as they did. */
const maxUnrecorded = 3;

/** Whether earlier runs created secrets and did not deliver them, so often that no further one is created. */
export const isStuck = ({ unrecorded }: HandOffState): boolean => unrecorded.length >= maxUnrecorded;

const stuckRow = (state: HandOffState): Row => {
  if (!isStuck(state)) return {};
  const { unrecorded } = state;
  const message = `${unrecorded.length} client secrets that earlier runs created were not handed off, so no further one is created.`;
  const evidence = unrecorded.map(({ keyId, expiresOn }) => ({
    name: 'Key ID',
    value: `${keyId}, expires ${expiresOn.slice(0, 10)}`,
  }));
  return { red: new ActionError('HANDOFF_STUCK', message, { evidence }) };
};

/** Delivered, and nobody has confirmed it. */
const isUnconfirmed = ({ recordedAt, confirmedAt }: ConsoleKey): boolean => recordedAt !== null && confirmedAt === null;

/** The rows on the key: the first that fits decides. */
const stateRow = (state: HandOffState, context: JudgeContext): Row => {
  const { held } = state;
  if (held === null) return { red: waiting('Nobody has confirmed yet that TruU has a client secret.', state) };
  const newest = state.keys[0] ?? held;
  if (newest.confirmedAt !== null && proofOf(state, newest, context.now) === 'waiting')
    return unseenRow(state, newest, context);
  if (context.asksKey) return askedRow(state, held, context);
  return olderRow(state, newest, context);
};

/**
 * What proves that TruU uses a confirmed key: its use, or the word alone where use is not declared. A report without a row of
 * the registration is waited for like any other, and then judged as none.
 */
const proofOf = (state: HandOffState, key: ConsoleKey, now: Date): 'use' | 'word' | 'waiting' | 'unreadable' => {
  switch (state.evidence) {
    case 'not-declared':
      return 'word';
    case 'unreadable':
      return 'unreadable';
    case 'silent':
      return isLate(key, now) ? 'word' : 'waiting';
    case 'readable':
      return key.usedOn !== null && !wentBack(state, key) ? 'use' : 'waiting';
  }
};

const isLate = ({ confirmedAt }: ConsoleKey, now: Date): boolean =>
  now.getTime() - Date.parse(confirmedAt ?? '') >= unseenMs || confirmedAt === null;

/** An older key logged in after the newest one was confirmed, and after its last use. */
const wentBack = ({ keys }: HandOffState, newest: ConsoleKey): boolean =>
  keys.some(
    ({ keyId, usedOn }) =>
      keyId !== newest.keyId &&
      usedOn !== null &&
      Date.parse(usedOn) > Date.parse(newest.confirmedAt ?? '') + handOverMs &&
      (newest.usedOn === null || Date.parse(usedOn) > Date.parse(newest.usedOn)),
  );

/** Whether nothing is left to wait for: what was asked is confirmed, and the newest key is in use where that can be seen. */
export const isSettledNow = (state: HandOffState, now: Date): boolean => {
  const [newest] = state.keys;
  if (newest === undefined || isUnconfirmed(newest) || !isConfirmedNow(state)) return false;
  const proof = proofOf(state, newest, now);
  return proof === 'use' || proof === 'word';
};

/** What Entra's report says against the confirmation of the newest key, by now; null: nothing. */
export const doubtOf = (state: HandOffState, now: Date): 'unseen' | 'went-back' | null => {
  const [newest] = state.keys;
  if (newest === undefined || newest.confirmedAt === null || proofOf(state, newest, now) !== 'waiting') return null;
  if (wentBack(state, newest)) return 'went-back';
  return isLate(newest, now) ? 'unseen' : null;
};

const unseenRow = (state: HandOffState, newest: ConsoleKey, { now }: JudgeContext): Row => {
  const evidence = [
    { name: 'Key ID', value: newest.keyId },
    { name: 'Confirmed', value: `${newest.confirmedAt ?? ''} by ${newest.confirmedBy ?? ''}` },
    ...whereOf(state),
  ];
  const doubt = doubtOf(state, now);
  const message =
    doubt === 'went-back'
      ? 'Entra reports a login with an older key after the newest one was confirmed.'
      : "The newest key is confirmed, and Entra's report does not show a login with it yet.";
  return doubt === null
    ? { warning: new ActionError('HANDOFF_REPORT_PENDING', message, { evidence }) }
    : { red: new ActionError('HANDOFF_UNSEEN', message, { evidence }) };
};

const askedRow = (state: HandOffState, held: ConsoleKey, { now, renewBefore }: JudgeContext): Row => {
  if (held.expiresOn === null) {
    const message = 'Entra does not show the secret that TruU uses any more, and nobody has set a new one.';
    return { red: new ActionError('HANDOFF_OVERDUE', message, { evidence: whereOf(state) }) };
  }
  const leftMs = Date.parse(held.expiresOn) - now.getTime();
  const end = held.expiresOn.slice(0, 10);
  const isAsked = state.place.kind === 'portal' || state.keys.some(isUnconfirmed);
  const next = isAsked ? 'A new client secret is asked for.' : 'A new client secret is due, and renew delivers it.';
  if (leftMs > durationMs(renewBefore) / 2)
    return { warning: waiting(`${next} TruU's secret works until ${end}.`, state, isAsked ? {} : { fix: runRenew }) };
  const message =
    leftMs > 0 ? `TruU's secret ends on ${end}, and nobody has set a new one.` : `TruU's secret ended on ${end}.`;
  return { red: new ActionError('HANDOFF_OVERDUE', message, { evidence: whereOf(state) }) };
};

/** Green, since a directory that nobody uses may not log in; and to be seen, since one that cannot log in looks the same. */
const idleRow = ({ held }: HandOffState, now: Date): Row => {
  if (held === null || held.usedOn === null || held.expiresOn === null || isUsed(held, now)) return {};
  const message = `Entra's report shows no login with the secret that TruU uses since ${held.usedOn.slice(0, 10)}.`;
  const fix =
    'Open the directory in the TruU Admin Console and check that it is Healthy. A directory that nobody uses may not log in.';
  const evidence = [{ name: 'Key ID', value: held.keyId }];
  return { warning: new ActionError('HANDOFF_UNSEEN', message, { fix, evidence }) };
};

/** Without evidence a person's word is all there is: the older key is what TruU may still use. */
const olderRow = (state: HandOffState, newest: ConsoleKey, { now }: JudgeContext): Row => {
  if (hasEvidence(state)) return idleRow(state, now);
  const older = state.keys.filter((key) => key !== newest && key.expiresOn !== null && isUnexpired(key, now));
  const last = older.toSorted((a, b) => Date.parse(b.expiresOn ?? '') - Date.parse(a.expiresOn ?? ''))[0];
  if (last === undefined) return {};
  const message = `The previous key ends on ${(last.expiresOn ?? '').slice(0, 10)}, and Entra's report cannot show whether TruU still uses it.`;
  const evidence = [{ name: 'Key ID', value: last.keyId }];
  return { warning: new ActionError('HANDOFF_UNPROVEN', message, { evidence }) };
};

const fieldsRow = (state: HandOffState, { strict, asksFields }: JudgeContext): Row => {
  const { held, confirmed } = state;
  if (held === null || !asksFields) return {};
  if (confirmed !== null) {
    const changed = waiting('Fields of the directory changed, and nobody has confirmed them in the console.', state);
    return strict ? { red: changed } : { warning: changed };
  }
  const unchecked = waiting('Nobody has confirmed the fields of the existing directory.', state);
  // An existing connection that Entra shows in use works; without that evidence only a person can say so.
  return strict && !hasEvidence(state) ? { red: unchecked } : { warning: unchecked };
};

const whereOf = ({ current }: HandOffState): readonly Evidence[] =>
  current === null ? [] : [{ name: 'Issue', value: current.url }];

const runRenew = 'Run renew, or wait for its next scheduled run: it opens the hand-off issue.';

const waiting = (message: string, state: HandOffState, more: { readonly fix?: string } = {}): ActionError =>
  new ActionError('HANDOFF_WAITING', message, { evidence: whereOf(state), ...more });
