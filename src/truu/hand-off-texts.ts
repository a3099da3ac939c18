import type { IssueText } from './desk.ts';
import type { Answer, ConsoleFields, HandOffRequest, HandOffState } from './hand-off.ts';

/** What the text of a hand-off is made of. Names in it are foreign text. */
export interface HandOffView {
  readonly request: HandOffRequest;
  /** The fields in which the console differs, as far as it is known, in the order of TruU's guide; all where it is not. */
  readonly differing: readonly (keyof ConsoleFields)[];
  readonly state: HandOffState;
  /** To be typed by the person; null: nothing is left to confirm. */
  readonly code: string | null;
  /** Whether what was asked is confirmed, and only Entra's report is waited for. */
  readonly confirmed: boolean;
  /** Logins to mention. */
  readonly assignees: readonly string[];
  /** Of a new secret, in the spec. */
  readonly secret: { readonly description: string; readonly lifetime: string };
}

/** The words of a hand-off: a surface of its own. Pure. */
export interface HandOffTexts {
  readonly issue: (view: HandOffView) => IssueText;
  /** Null: no hand-off is under way. */
  readonly answer: (answer: Answer, view: HandOffView | null) => string;
  readonly reminder: (view: HandOffView) => string;
  readonly closing: (reason: 'settled' | 'replaced') => string;
}
