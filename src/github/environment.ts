import type { EnvironmentState } from '../plan/environment.ts';
import { textClaim } from '../support/jwt.ts';
import { GithubFailure, type EnvironmentRule, type Github } from './port.ts';

/**
 * The deployment environment of a job, by the claims of its identity token, and whether only the default branch may use it.
 * Only one pattern of type branch that equals the default branch says so: "protected branches" lets every branch in where
 * none is protected, and a pattern of type tag lets in anyone who can push a tag (GitHub docs, deployments and
 * environments, read 2026-11). A branch name has no wildcards. Null: there was no token, or there is no access to GitHub's API. Never
 * throws for a refusal of GitHub.
 */
export const readEnvironmentState = async (
  github: Pick<Github, 'environmentRule' | 'defaultBranch'> | null,
  claims: Readonly<Record<string, unknown>> | null,
): Promise<EnvironmentState> => {
  const name = claims === null ? null : textClaim(claims, 'environment');
  const unreadable = { name, rule: 'unreadable', shown: null, defaultBranch: null } as const;
  if (claims === null) return unreadable;
  if (name === null) return { ...unreadable, rule: 'none' };
  if (github === null) return unreadable;
  try {
    const [rule, defaultBranch] = await Promise.all([github.environmentRule(name), github.defaultBranch()]);
    const closed = isOnly(rule, defaultBranch);
    return { name, rule: closed ? 'default-branch' : 'open', shown: shownRule(rule), defaultBranch };
  } catch (thrown) {
    if (thrown instanceof GithubFailure) return unreadable;
    throw thrown;
  }
};

const isOnly = (rule: EnvironmentRule, branch: string): boolean =>
  rule.kind === 'patterns' &&
  rule.patterns.length === 1 &&
  rule.patterns.every(({ type, name }) => type === 'branch' && name === branch);

const shownRule = (rule: EnvironmentRule): string => {
  if (rule.kind === 'all') return 'all';
  if (rule.kind === 'protected') return 'protected branches, or all where none is protected';
  return rule.patterns.map(({ type, name }) => `${type ?? 'pattern'} ${name}`).join(', ') || 'no pattern';
};
