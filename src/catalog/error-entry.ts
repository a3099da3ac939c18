/** What is known of one error code before any particular failure: its name, whose it is to fix, and how. */
export interface ErrorEntry {
  /** A few words, without a full stop: the heading that people search for. */
  readonly title: string;
  /** `yours`: a setting, a right or a spec. `theirs`: Microsoft's, TruU's or GitHub's service. `ours`: a fault of the action. */
  readonly category: 'user-action' | 'service' | 'bug';
  /** What to do, when the place that failed knows nothing better. */
  readonly fix: string;
}

/** One row of the catalogue. */
export const entry = (title: string, category: ErrorEntry['category'], fix: string): ErrorEntry => ({
  title,
  category,
  fix,
});
