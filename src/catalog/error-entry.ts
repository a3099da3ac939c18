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
  /** A person has to act, and is asked. */
  readonly aboutPerson?: boolean;
}

/** The general facts of one error code: its title, its category and its fix. */
export interface ErrorEntry extends ErrorTraits {
  /** A short heading without a full stop; people search for it. */
  readonly title: string;
  /**
   * `user-action`: a setting, a permission or the spec. `service`: Microsoft's, TruU's or GitHub's service. `bug`: a
   * defect of the action.
   */
  readonly category: 'user-action' | 'service' | 'bug';
  /** What to do, unless the failure brings a more precise fix. */
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
