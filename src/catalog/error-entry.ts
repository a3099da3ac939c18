/** What the program decides by a code; a trait that is not set does not hold. */
export interface ErrorTraits {
  /** Nothing new starts after it: the world belongs to another run, or this one has to end. */
  readonly fatal?: boolean;
  /** The plan may not be carried out: the result is `refused`, not `failed`. */
  readonly refuses?: boolean;
  /** TruU's health is not what it should be; all else may have succeeded. */
  readonly aboutHealth?: boolean;
  /** Nothing failed: what is there differs from the spec. */
  readonly aboutDrift?: boolean;
}

/** What is known of one error code before any particular failure: its name, whose it is to fix, and how. */
export interface ErrorEntry extends ErrorTraits {
  /** A few words, without a full stop: the heading that people search for. */
  readonly title: string;
  /** `yours`: a setting, a right or a spec. `theirs`: Microsoft's, TruU's or GitHub's service. `ours`: a fault of the action. */
  readonly category: 'user-action' | 'service' | 'bug';
  /** What to do, when the place that failed knows nothing better. */
  readonly fix: string;
}

/** One row of the catalogue. */
export const entry = (
  title: string,
  category: ErrorEntry['category'],
  fix: string,
  traits: ErrorTraits = {},
): ErrorEntry => ({
  title,
  category,
  fix,
  ...traits,
});
