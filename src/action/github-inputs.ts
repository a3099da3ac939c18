import { commentPolicies, type CommentPolicy } from '../github/plan-comment.ts';
import { ActionError } from '../support/errors.ts';
import type { MaskSecret, Secret } from '../support/secret.ts';
import { invalid, toBoolean } from './input-values.ts';
import type { InputName, ReadInput } from './inputs.ts';

/** What the workflow says of GitHub itself. */
export interface GithubInputs {
  /** Null: GitHub is not asked and told nothing. */
  readonly token: Secret | null;
  readonly comment: CommentPolicy;
  readonly driftIssue: boolean;
  /** The pull request that a `workflow_run` is about; every other event tells of it by itself. */
  readonly pullRequest: number | null;
}

/** Reads these inputs. Throws INPUT_INVALID, and INPUT_MISSING when something is asked for that needs the token. */
export const readGithubInputs = (read: ReadInput, maskSecret: MaskSecret): GithubInputs => {
  const value = read('comment') || 'changes';
  const comment = commentPolicies.find((policy) => policy === value);
  if (comment === undefined)
    throw invalid('comment', `must be one of ${commentPolicies.join(', ')}`, 'Use one of these words.');
  const token = read('github-token');
  for (const name of ['drift-issue', 'require-reviewed-plan'] as const)
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

/** The number may come out of an artifact that anybody wrote: digits, and nothing else. */
const toNumber = (value: string): number => {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw invalid('pull-request', 'must be the number of a pull request', 'Hand over digits, and nothing else.');
};
