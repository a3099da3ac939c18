/** The general facts of one error code: its title, its category and its fix. */
export interface ErrorEntry {
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
export const entry = (title: string, category: ErrorEntry['category'], fix: string): ErrorEntry => ({
  title,
  category,
  fix,
});
