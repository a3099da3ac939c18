import { commentPolicies, type CommentPolicy } from '../github/plan-comment.ts';
import { ActionError } from '../support/errors.ts';
import type { MaskSecret, Secret } from '../support/secret.ts';
import { invalid, toBoolean } from './input-values.ts';
import type { InputName, ReadInput } from './input-names.ts';

/** The inputs for GitHub. */
export interface GithubInputs {
  /** Null: no calls to GitHub's API. */
  readonly token: Secret | null;
  readonly comment: CommentPolicy;
  readonly driftIssue: boolean;
  /** Whether to plan the spec of the fork's pull request whose run started this one, which is not checked out. */
  readonly forkPullRequest: boolean;
}

/** Reads these inputs. Throws INPUT_INVALID, and INPUT_MISSING when an input needs the token. */
export const readGithubInputs = (read: ReadInput, maskSecret: MaskSecret): GithubInputs => {
  const value = read('comment') || 'changes';
  const comment = commentPolicies.find((policy) => policy === value);
  if (comment === undefined)
    throw invalid('comment', `must be one of ${commentPolicies.join(', ')}`, 'Use one of these values.');
  const token = read('github-token');
  for (const name of ['drift-issue', 'require-pull-request-plan', 'fork-pull-request'] as const)
    if (toBoolean(name, read(name)) && token === '') throw needsToken(name);
  return {
    token: token === '' ? null : maskSecret(token),
    comment,
    driftIssue: toBoolean('drift-issue', read('drift-issue')),
    forkPullRequest: toBoolean('fork-pull-request', read('fork-pull-request')),
  };
};

const needsToken = (name: InputName): ActionError =>
  new ActionError('INPUT_MISSING', `The input "${name}" needs "github-token".`, {
    fix: 'Add "github-token: ${{ github.token }}" to the "with:" block of the step.',
  });
