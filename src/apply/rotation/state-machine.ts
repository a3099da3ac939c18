/**
 * The secret's transaction as data: from each state, what can come of it and where that leads. No way through it deletes
 * what TruU may hold.
 */
export const transitions = {
  /** Delete what interrupted runs left, behind a fence. */
  'delete-unheld': { deleted: 'create-secret', failed: 'not-created' },
  /** Create one secret, masked before anything else sees it. */
  'create-secret': { created: 'test-secret', 'response-lost': 'reconcile', refused: 'not-created' },
  /** Look for the secret of a lost answer by the nonce in its name, and delete it. */
  reconcile: { deleted: 'create-secret', failed: 'maybe-created' },
  /** Log in with it, several times in a row. */
  'test-secret': { passed: 'set-secret', failed: 'discard' },
  /** Set it in TruU, at exactly the version that this run has read. */
  'set-secret': { accepted: 'held', refused: 'confirm', unknown: 'read-held', 'not-sent': 'discard' },
  /** TruU refused it; read all the same which secret TruU holds: one answer alone deletes nothing. */
  confirm: { ours: 'held', another: 'discard', unclear: 'uncertain' },
  /** Read which secret TruU holds. */
  'read-held': { ours: 'held', unchanged: 'fence', unclear: 'uncertain' },
  /** Make sure that TruU refuses a request which is still under way. */
  fence: { fenced: 'discard', failed: 'read-held-again' },
  /** Read once more: the request may have been faster than the fence. */
  'read-held-again': { ours: 'held', unclear: 'uncertain' },
  /** Delete the new secret, which TruU does not hold and will not get. */
  discard: { removed: 'rolled-back', failed: 'left-behind' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A state in which something is done. */
export type Working = keyof typeof transitions;
/** What can come of a state. */
export type EventOf<S extends Working> = keyof (typeof transitions)[S] & string;

/** How a transaction can end, and what Entra and TruU hold then. */
export const endings = {
  held: 'TruU holds the new secret; the previous one stays in Entra until it is retired.',
  'not-created': 'No secret was created; TruU holds what it held before.',
  'maybe-created':
    'A secret with an unknown value may exist in Entra; TruU holds what it held before. The next run deletes it.',
  'rolled-back': 'The new secret was deleted; TruU holds what it held before.',
  'left-behind': 'The new secret is in Entra and unused; TruU holds what it held before. The next run deletes it.',
  uncertain: 'TruU holds the previous secret or the new one, and both are in Entra. The next run reads which.',
} as const;

/** A state in which the transaction ends. */
export type Ending = keyof typeof endings;

/** What is done in each state; the answer is one of the events of that state. A handler does not throw. */
export type StateHandlers<C> = { readonly [S in Working]: (context: C) => Promise<EventOf<S>> };

const isWorking = (state: Working | Ending): state is Working => state in transitions;

/** Runs a transaction from its first state to an ending. `seen` is called with every state that is entered. */
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
