import { ActionError } from '../support/errors.ts';
import { wantedOf } from './changes.ts';
import type { Plan } from './types.ts';

/** Which branches may use the deployment environment of a job, and with it the job's identity. */
export const environmentRules = ['default-branch', 'open', 'none', 'unreadable'] as const;

/** The deployment environment of the job. */
export interface EnvironmentState {
  /** Its name; null where the job names none, or where that is not known. */
  readonly name: string | null;
  /**
   * default-branch: exactly one branch, the default one. open: others too, or tags. none: the job names no environment.
   * unreadable: GitHub did not tell.
   */
  readonly rule: (typeof environmentRules)[number];
  /** The rule as GitHub shows it: foreign text. Null where there is none to show. */
  readonly shown: string | null;
  readonly defaultBranch: string | null;
}

/**
 * Refuses permissions that the registration does not have yet where other branches can use the identity that grants them:
 * then a review on the default branch protects nothing. Throws AUTH_ENVIRONMENT_OPEN.
 */
export const expectClosedEnvironment = (
  environment: EnvironmentState,
  { changes, refusals }: Pick<Plan, 'changes' | 'refusals'>,
): void => {
  const grants = wantedOf(changes).some(({ target, act }) => target.kind === 'permission' && act === 'grant');
  if (environment.rule !== 'open' || !grants || refusals.length > 0) return;
  const { name, shown, defaultBranch } = environment;
  const message =
    'The environment of this job is not limited to the default branch, and the plan grants permissions that the registration does not have.';
  throw new ActionError('AUTH_ENVIRONMENT_OPEN', message, {
    evidence: [
      { name: 'Environment', value: name ?? 'unknown' },
      { name: 'Branches that may use it', value: shown ?? 'all' },
      { name: 'Default branch', value: defaultBranch ?? 'unknown' },
    ],
  });
};
