/**
 * The secret's transaction as data: from each state, what may come of its deed and where that leads. Nothing that TruU may
 * hold is removed on any way through it.
 */
export const transitions = {
  /** Remove what dead runs left, behind a fence. */
  sweep: { swept: 'mint', failed: 'nothing-made' },
  /** Add one secret, masked before anything else sees it. */
  mint: { minted: 'prove', lost: 'reconcile', refused: 'nothing-made' },
  /** Look for the secret of a lost answer by the nonce in its name, and remove it. */
  reconcile: { forgotten: 'mint', failed: 'perhaps-made' },
  /** Log in with it, several times in a row. */
  prove: { proven: 'hand-over', failed: 'discard' },
  /** Give it to TruU, at exactly the version that this run has seen. */
  'hand-over': { taken: 'held', refused: 'confirm', unknown: 'ask' },
  /** Ask TruU, though it said that it did not take it, which secret it holds: nothing is removed on one word alone. */
  confirm: { ours: 'held', another: 'discard' },
  /** Ask TruU which secret it holds. */
  ask: { ours: 'held', unchanged: 'fence', unclear: 'both-stay' },
  /** Make sure that a hand-over which is still under way will be refused. */
  fence: { fenced: 'discard', failed: 'ask-again' },
  /** Ask TruU once more: the hand-over may have been faster than the fence. */
  'ask-again': { ours: 'held', unclear: 'both-stay' },
  /** Remove the new secret, which TruU does not hold and will not get. */
  discard: { removed: 'given-up', failed: 'left-behind' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A state with a deed. */
export type Working = keyof typeof transitions;
/** What may come of the deed of a state. */
export type EventOf<S extends Working> = keyof (typeof transitions)[S] & string;

/** How a transaction can end, and what Entra and TruU hold then. */
export const endings = {
  held: 'TruU holds the new secret; the previous one stays in Entra until it is retired.',
  'nothing-made': 'No secret was made; TruU holds what it held.',
  'perhaps-made': 'A secret that nobody knows may be in Entra; TruU holds what it held. The next run removes it.',
  'given-up': 'The new secret was removed; TruU holds what it held.',
  'left-behind': 'The new secret is in Entra and unused; TruU holds what it held. The next run removes it.',
  'both-stay': 'TruU holds the previous secret or the new one, and both are in Entra. The next run asks which.',
} as const;

/** A state without a deed. */
export type Ending = keyof typeof endings;

/** What is done in each state; the answer is one of the events of that state. A deed does not throw. */
export type Deeds<C> = { readonly [S in Working]: (context: C) => Promise<EventOf<S>> };

const isWorking = (state: Working | Ending): state is Working => state in transitions;

/** Carries a transaction from its first state to an ending. `seen` is told of every state that is entered. */
export const carryOut = async <C>(
  deeds: Deeds<C>,
  context: C,
  seen: (state: Working | Ending) => void = () => undefined,
): Promise<Ending> => {
  let state: Working | Ending = 'sweep';
  for (;;) {
    seen(state);
    if (!isWorking(state)) return state;
    state = await next(deeds, context, state);
  }
};

const next = async <C, S extends Working>(deeds: Deeds<C>, context: C, state: S): Promise<Working | Ending> => {
  const event = await deeds[state](context);
  return transitions[state][event] as Working | Ending;
};
