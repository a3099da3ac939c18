import { ActionError } from '../../support/errors.ts';
import type { TruuWriter } from '../connection.ts';
import type { SideJudgement } from '../judgement.ts';
import type { ConsoleKey, HandOffState } from '../hand-off.ts';
import type { TruuState } from '../model.ts';
import { ask, requestOf, type AskContext } from './ask.ts';
import { openDelivery, type Delivery } from './deliver.ts';
import type { SecretStore, SecretStoreWriter } from './store.ts';

/** The console is written to by people: a step asks them, after the secret was delivered where the action does that. */
export const createConsoleWriter = (
  context: AskContext,
  observed: TruuState,
  judgement: SideJudgement | null,
  store: SecretStore | null,
  storeWriter: SecretStoreWriter | null,
): TruuWriter => {
  const { handOff } = observed;
  const delivery = store === null || storeWriter === null ? null : openDelivery(context, handOff, store, storeWriter);
  const heldKeyId = handOff?.held?.keyId ?? null;
  const never = (): Promise<never> =>
    Promise.reject(new ActionError('INTERNAL', 'The action sets no secret where a person does.'));
  return {
    taker: {
      ...{ name: 'The key vault', isTruu: false, uncertain: 'HANDOFF_VAULT_UNCERTAIN' },
      leftover: 'it stays unused until it expires',
    },
    setSecret: delivery?.setSecret ?? never,
    fence: never,
    readHealth: never,
    readHeld: (of) => {
      if (typeof of !== 'string' && delivery !== null) return delivery.readHeld();
      const [directory] = observed.directories;
      return Promise.resolve(
        directory === undefined ? null : { directoryId: directory.id, keyId: heldKeyId, unchanged: true },
      );
    },
    runStep: async (step, { appId }) => {
      if (step.kind !== 'hand-off' || step.handOff === null)
        throw new ActionError('INTERNAL', 'A person cannot be asked for this.');
      const state = withDelivered(withRegistration(step.handOff, context, appId), delivery);
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

/** What this run delivered is the newest key. */
const withDelivered = (state: HandOffState, delivery: Delivery | null): HandOffState => {
  const key: ConsoleKey | null = delivery?.delivered() ?? null;
  return key === null ? state : { ...state, keys: [key, ...state.keys] };
};
