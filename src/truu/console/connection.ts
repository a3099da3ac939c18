import type { TruuConnection } from '../connection.ts';
import type { JudgeContext } from '../judgement.ts';
import type { HandOffRecord, SecretPlace, Typed } from '../hand-off.ts';
import type { TruuState } from '../model.ts';
import type { AskContext } from './ask.ts';
import { attend } from './attend.ts';
import { readRecord } from './read.ts';
import { rulesOf, withWaiting } from './rules.ts';
import { settle, type ConsolePolicy } from './settle.ts';
import type { SecretStore, SecretStoreWriter } from './store.ts';
import { switchOffUsed } from './switch-off.ts';
import { createConsoleWriter } from './writer.ts';

/** What a mode and the inputs decide of the console connection. */
export interface ConsoleOptions {
  readonly consumer: string;
  /** Whether the mode can write. */
  readonly writes: boolean;
  /** What the person who started the run typed; null: nothing. */
  readonly typed: Typed | null;
  /** Where secrets are delivered; null: a person adds them. */
  readonly store: SecretStore | null;
  /** Null: nothing is delivered in this mode. */
  readonly storeWriter: SecretStoreWriter | null;
}

/** TruU's side where a person serves its Admin Console. */
export const createConsoleConnection = (
  context: AskContext,
  policy: Omit<ConsolePolicy, 'consumer'>,
  { consumer, writes, typed, store, storeWriter }: ConsoleOptions,
): TruuConnection => ({
  source: 'the hand-off issues',
  consumer,
  read: async ({ tenantId }) => {
    const anyoneMayConfirm = policy.assignees.length === 0;
    return unsettled(await readRecord({ ...context, store }, tenantId, { anyoneMayConfirm, typed }), context.place);
  },
  settle: (state, query, registration) => settle(state, query, registration, { ...policy, consumer }),
  rules: rulesOf(context),
  openWriter: writes
    ? (observed, judgement) => createConsoleWriter(context, observed, judgement, store, storeWriter)
    : null,
  attend: async (state: TruuState, still: JudgeContext) => {
    const attended = await attend(context, state, withWaiting(state, still));
    if (storeWriter !== null) await switchOffUsed(storeWriter, attended);
    return attended;
  },
});

/** What was read, before Entra says which keys there are. */
const unsettled = (record: HandOffRecord, place: SecretPlace): TruuState => ({
  directories: [],
  heldKeyIds: [],
  primaryUserIdentifier: null,
  cluster: null,
  now: new Date(record.now),
  handOff: {
    record,
    place,
    receipts: [],
    ...{ wanted: null, confirmed: null, keys: [], unrecorded: [], held: null, current: null, again: false },
    ...{ evidence: 'not-declared', reportOf: null, unread: null },
    answers: [],
    given: [],
  },
});
