import type { TruuConnection, TruuRules, TruuWriter } from '../connection.ts';
import type { HandOffRecord, HandOffState, Typed } from '../hand-off.ts';
import type { TruuState } from '../model.ts';
import { ActionError } from '../../support/errors.ts';
import { ask, askOf, isAskedFor, requestOf, type AskContext } from './ask.ts';
import { attend } from './attend.ts';
import { judge } from './judge.ts';
import { knownOf } from './known.ts';
import { readRecord } from './read.ts';
import { classifySecrets } from './secret-roles.ts';
import { settle, type ConsolePolicy } from './settle.ts';
import { toSteps } from './steps.ts';

/** TruU's side where a person serves its Admin Console; `writes`: whether the mode can write. */
export const createConsoleConnection = (
  context: AskContext,
  policy: ConsolePolicy,
  { consumer, writes, typed }: { readonly consumer: string; readonly writes: boolean; readonly typed: Typed | null },
): TruuConnection => ({
  source: 'the hand-off issues',
  consumer,
  read: async ({ tenantId }) => {
    const anyoneMayConfirm = policy.assignees.length === 0;
    return unsettled(await readRecord(context.desk, tenantId, { anyoneMayConfirm, typed }));
  },
  settle: (state, query, registration) => settle(state, query, registration, policy),
  rules: rulesOf(context),
  openWriter: writes ? (observed, judgement) => createConsoleWriter(context, observed, judgement) : null,
  attend: (state, still) => attend(context, state, still),
});

/** What was read, before Entra says which keys there are. */
const unsettled = (record: HandOffRecord): TruuState => ({
  directories: [],
  heldKeyIds: [],
  primaryUserIdentifier: null,
  cluster: null,
  now: new Date(record.now),
  handOff: {
    record,
    ...{ wanted: null, confirmed: null, keys: [], held: null, current: null, again: false },
    evidence: 'not-declared',
    answers: [],
    given: [],
  },
});

const rulesOf = (context: AskContext): TruuRules => ({
  setsSecrets: false,
  place: context.place,
  classifySecrets,
  toSteps,
  isAsked: ({ handOff }, asksKey) => {
    const request = handOff === null ? null : requestOf(handOff, asksKey);
    return handOff !== null && request !== null && !handOff.again && isAskedFor(handOff.current, request);
  },
  judge: ({ handOff }, of) => {
    if (handOff === null) throw new ActionError('INTERNAL', 'There is no record of hand-offs.');
    const fields = handOff.wanted ?? { ...context.fields, clientId: null };
    const asks = of.asksKey || of.asksFields;
    return {
      ...judge(handOff, of),
      known: knownOf(handOff),
      ask: asks ? askOf(context, { asksKey: of.asksKey, fields }, handOff) : null,
    };
  },
});

/** The console is written to by people: a step asks them. */
const createConsoleWriter = (
  context: AskContext,
  observed: TruuState,
  judgement: Parameters<NonNullable<TruuConnection['openWriter']>>[1],
): TruuWriter => {
  const never = (): Promise<never> =>
    Promise.reject(new ActionError('INTERNAL', 'The action sets no secret where a person does.'));
  const heldKeyId = observed.handOff?.held?.keyId ?? null;
  return {
    setSecret: never,
    fence: never,
    readHealth: never,
    readHeld: () => {
      const [directory] = observed.directories;
      return Promise.resolve(
        directory === undefined ? null : { directoryId: directory.id, keyId: heldKeyId, unchanged: true },
      );
    },
    runStep: async (step, { appId }) => {
      if (step.kind !== 'hand-off' || step.handOff === null)
        throw new ActionError('INTERNAL', 'A person cannot be asked for this.');
      const state = withRegistration(step.handOff, context, appId);
      const request = requestOf(state, step.asksKey);
      if (request === null) throw new ActionError('INTERNAL', 'There is no registration to hand off.');
      const issue = await ask(context, request, state);
      return `asked for it in issue ${issue.number}`;
    },
    knownHealth: { status: judgement?.health ?? 'unknown', heldKeyId },
  };
};

/** The registration may be one that this run created. */
const withRegistration = (state: HandOffState, { fields }: AskContext, appId: string | null): HandOffState =>
  state.wanted !== null || appId === null ? state : { ...state, wanted: { ...fields, clientId: appId } };
