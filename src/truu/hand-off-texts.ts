import type { IssueText } from './desk.ts';
import type { Answer, HandOffAsk, HandOffKnown, SecretPlace } from './hand-off.ts';

/** What the text of a hand-off is made of. Names in it are foreign text. */
export interface HandOffView {
  readonly ask: HandOffAsk;
  readonly known: HandOffKnown;
  /** `opening`: the number of the issue, and so the code, is not known yet. */
  readonly stage: 'opening' | 'asked' | 'confirmed' | 'unseen' | 'went-back' | 'closed';
  /** Whether everyone can read the issue: then key ids are shortened. */
  readonly isPublic: boolean;
  /** To be typed by the person; null: nothing is left to confirm. */
  readonly code: string | null;
  /** The secret before the newest one that a person was given, while it works; null: none. */
  readonly older: { readonly keyId: string; readonly expiresOn: string } | null;
}

/** The words of a hand-off: a surface of its own. Pure. */
export interface HandOffTexts {
  readonly issue: (view: HandOffView) => IssueText;
  /** Null: no hand-off is under way. */
  readonly answer: (answer: Answer, view: HandOffView | null) => string;
  readonly reminder: (view: HandOffView) => string;
  /** A note that a store refused a secret. */
  readonly refused: (place: SecretPlace) => string;
  readonly closing: (reason: 'settled' | 'replaced') => string;
}
