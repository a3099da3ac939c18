/** The context of a job, as the second half of its subject names it. */
export type SubjectContext =
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'pull-request' | 'merge-queue' | 'branch' | 'tag' }
  /** A template of the organization or the repository. */
  | { readonly kind: 'custom'; readonly hasEnvironment: boolean };

/** A subject of GitHub. */
export interface Subject {
  /** What names the repository, such as `repo:O/R`; null in a custom template. */
  readonly repository: string | null;
  readonly context: SubjectContext;
}

/** Reads a subject: classic or immutable (GitHub docs, OpenID Connect reference, read 2026-11). */
export const parseSubject = (sub: string): Subject => {
  const [, repository, environment, ref] =
    /^(repo:[^:]+):(?:environment:([^:]+)|ref:(refs\/[^:]+)|pull_request)$/.exec(sub) ?? [];
  if (repository === undefined) {
    // A template may name the branch beside other claims, and each group of a merge queue has another one.
    if (sub.includes(queueBranches)) return { repository: null, context: { kind: 'merge-queue' } };
    const hasEnvironment = /(?:^|:)environment:[^:]/.test(sub);
    return { repository: null, context: { kind: 'custom', hasEnvironment } };
  }
  if (environment !== undefined) return { repository, context: { kind: 'environment', name: environment } };
  return { repository, context: { kind: ref === undefined ? 'pull-request' : refKind(ref) } };
};

/** Each group of a merge queue has a branch of its own (GitHub docs, events-that-trigger-workflows, read 2026-11). */
const queueBranches = 'refs/heads/gh-readonly-queue/';

const refKind = (ref: string): 'merge-queue' | 'branch' | 'tag' =>
  ref.startsWith(queueBranches) ? 'merge-queue' : ref.startsWith('refs/tags/') ? 'tag' : 'branch';
