import { traitsOf } from '../catalog/modes.ts';
import { wantedOf } from '../plan/changes.ts';
import { expectReviewed } from '../plan/review.ts';
import type { Plan } from '../plan/types.ts';
import type { Host, RunRequest } from './request.ts';
import { ActionError } from '../support/errors.ts';

/**
 * Lets a plan pass that is the one which was expected: by hand (`expect-plan`), or else by the review of the pull request
 * that brought the commit. Where nothing would be done there is nothing to agree to. Throws PLAN_….
 */
export const passReviewGate = async (request: RunRequest, host: Host, specFile: string, plan: Plan): Promise<void> => {
  const { expectPlan, mode, requirePullRequestPlan } = request;
  if (expectPlan !== null) return expectFingerprint(expectPlan, plan);
  if (!traitsOf(mode).needsReview || !requirePullRequestPlan || wantedOf(plan.changes).length === 0) return;
  expectReviewed(await host.reviewedPlan(specFile), plan);
};

const expectFingerprint = (expected: string, plan: Plan): void => {
  if (expected === plan.fingerprint) return;
  throw new ActionError(
    'PLAN_CHANGED',
    'The plan is out of date: the spec, Entra or TruU changed since it was reviewed.',
    {
      evidence: [
        { name: 'Expected', value: expected },
        { name: 'Planned now', value: plan.fingerprint },
      ],
    },
  );
};
