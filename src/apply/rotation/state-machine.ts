/**
 * The secret's transaction as data: from each state, what may come of its deed and where that leads. Nothing that TruU may
 * hold is removed on any way through it.
 */
export const transitions = {
  /** Remove what dead runs left, behind a fence. */
  'delete-unheld': { deleted: 'create-secret', failed: 'not-created' },
  /** Add one secret, masked before anything else sees it. */
  'create-secret': { created: 'test-secret', 'response-lost': 'reconcile', refused: 'not-created' },
  /** Look for the secret of a lost answer by the nonce in its name, and remove it. */
  reconcile: { deleted: 'create-secret', failed: 'maybe-created' },
  /** Log in with it, several times in a row. */
  'test-secret': { passed: 'set-secret', failed: 'discard' },
  /** Give it to TruU, at exactly the version that this run has seen. */
  'set-secret': { accepted: 'held', refused: 'confirm', unknown: 'read-held' },
  /** Ask TruU, though it said that it did not take it, which secret it holds: nothing is removed on one word alone. */
  confirm: { ours: 'held', another: 'discard' },
  /** Ask TruU which secret it holds. */
  'read-held': { ours: 'held', unchanged: 'fence', unclear: 'uncertain' },
  /** Make sure that a hand-over which is still under way will be refused. */
  fence: { fenced: 'discard', failed: 'read-held-again' },
  /** Ask TruU once more: the hand-over may have been faster than the fence. */
  'read-held-again': { ours: 'held', unclear: 'uncertain' },
  /** Remove the new secret, which TruU does not hold and will not get. */
  discard: { removed: 'rolled-back', failed: 'left-behind' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A state with a deed. */
export type Working = keyof typeof transitions;
/** What may come of the deed of a state. */
export type EventOf<S extends Working> = keyof (typeof transitions)[S] & string;

/** How a transaction can end, and what Entra and TruU hold then. */
export const endings = {
  held: 'TruU holds the new secret; the previous one stays in Entra until it is retired.',
  'not-created': 'No secret was created; TruU holds the same secret as before.',
  'maybe-created':
    'A secret with an unknown value may be in Entra; TruU holds the same secret as before. The next run deletes it.',
  'rolled-back': 'The new secret was deleted; TruU holds the same secret as before.',
  'left-behind':
    'The new secret is in Entra and unused; TruU holds the same secret as before. The next run deletes it.',
  uncertain: 'TruU holds the previous secret or the new one, and both are in Entra. The next run reads which.',
} as const;

/** A state without a deed. */
export type Ending = keyof typeof endings;

/** What is done in each state; the answer is one of the events of that state. A deed does not throw. */
export type StateHandlers<C> = { readonly [S in Working]: (context: C) => Promise<EventOf<S>> };

const isWorking = (state: Working | Ending): state is Working => state in transitions;

/** Carries a transaction from its first state to an ending. `seen` is told of every state that is entered. */
export const runTransaction = async <C>(
  stateHandlers: StateHandlers<C>,
  context: C,
  seen: (state: Working | Ending) => void = () => undefined,
): Promise<Ending> => {
  let state: Working | Ending = 'delete-unheld';
  for (;;) {
    seen(state);
    if (!isWorking(state)) return state;
    state = await next(stateHandlers, context, state);
  }
};

const next = async <C, S extends Working>(
  stateHandlers: StateHandlers<C>,
  context: C,
  state: S,
): Promise<Working | Ending> => {
  const event = await stateHandlers[state](context);
  return transitions[state][event] as Working | Ending;
};
