import type { Place } from '../report/parts/place.ts';
import { commentMarker, commitIn, isWorthAComment, type CommentContext } from '../report/comment/comment.ts';
import type { Report } from '../report/report.ts';
import { nowhere, surfaces } from '../report/surfaces.ts';
import { isViewer, type Comment, type Github } from './port.ts';

/** When a comment is created; an existing one is always updated, unless the policy is never. */
export const commentPolicies = ['changes', 'always', 'never'] as const;
/** One of `commentPolicies`. */
export type CommentPolicy = (typeof commentPolicies)[number];

/** The pull request to comment on, and whether the report is of it or of the run after its merge. */
export interface CommentTarget {
  readonly pull: number;
  readonly after: 'push' | 'merge';
}

/** What happened to the comment, and its web address; null: there is none. */
export type Commented =
  | { readonly what: 'created' | 'changed' | 'unchanged'; readonly url: string }
  | { readonly what: 'silent'; readonly url: null };

/** Maintains the one comment of a spec: found by its marker and its author. Throws GithubFailure. */
export const publishComment = async (
  github: Github,
  report: Report,
  place: Place,
  target: CommentTarget,
  policy: CommentPolicy,
): Promise<Commented> => {
  if (policy === 'never') return silent;
  const [there, freshness] = await Promise.all([
    findOurs(github, target.pull, report.specFile),
    freshnessOf(github, place, target),
  ]);
  if (there === null && (policy === 'changes' || target.after === 'merge') && !isWorthAComment(report)) return silent;
  // A newer run was faster: its comment stays.
  if (freshness.kind === 'superseded' && there !== null && commitIn(there.body) === freshness.by)
    return { what: 'unchanged', url: there.url };
  const body = surfaces.comment.render(report, { ...nowhere, ...place, freshness });
  if (there === null) {
    const url = await github.createComment(target.pull, body);
    return { what: 'created', url };
  }
  if (sameText(there.body, body)) return { what: 'unchanged', url: there.url };
  await github.updateComment(there.id, body);
  return { what: 'changed', url: there.url };
};

const silent = { what: 'silent', url: null } as const;

/** GitHub can return a text with other line ends, and without those at its end. */
const sameText = (a: string, b: string): boolean => a.replaceAll('\r\n', '\n').trimEnd() === b.trimEnd();

const findOurs = async (github: Github, pull: number, specFile: string): Promise<Comment | null> => {
  const [viewer, comments] = await Promise.all([github.viewer(), github.comments(pull)]);
  const marker = commentMarker(specFile);
  return comments.find(({ author, body }) => body.startsWith(marker) && isViewer(author, viewer)) ?? null;
};

const freshnessOf = async (
  github: Github,
  { commit }: Place,
  { pull, after }: CommentTarget,
): Promise<CommentContext['freshness']> => {
  if (after === 'merge') return { kind: 'merged' };
  const { headSha } = await github.pull(pull);
  return commit === null || headSha === commit ? { kind: 'current' } : { kind: 'superseded', by: headSha };
};
