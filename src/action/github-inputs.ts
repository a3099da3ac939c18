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
  /** The pull request of a `workflow_run`; other events provide it. */
  readonly pullRequest: number | null;
}

/** Reads these inputs. Throws INPUT_INVALID, and INPUT_MISSING when an input needs the token. */
export const readGithubInputs = (read: ReadInput, maskSecret: MaskSecret): GithubInputs => {
  const value = read('comment') || 'changes';
  const comment = commentPolicies.find((policy) => policy === value);
  if (comment === undefined)
    throw invalid('comment', `must be one of ${commentPolicies.join(', ')}`, 'Use one of these values.');
  const token = read('github-token');
  for (const name of ['drift-issue', 'require-pull-request-plan'] as const)
    if (toBoolean(name, read(name)) && token === '') throw needsToken(name);
  return {
    token: token === '' ? null : maskSecret(token),
    comment,
    driftIssue: toBoolean('drift-issue', read('drift-issue')),
    pullRequest: read('pull-request') === '' ? null : toNumber(read('pull-request')),
  };
};

const needsToken = (name: InputName): ActionError =>
  new ActionError('INPUT_MISSING', `The input "${name}" needs "github-token".`, {
    fix: 'Add "github-token: ${{ github.token }}" to the "with:" block of the step.',
  });

/** The number can come from an untrusted artifact: only digits are accepted. */
const toNumber = (value: string): number => {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw invalid('pull-request', 'must be the number of a pull request', 'Use digits only.');
};
