import { traitsOf } from '../catalog/modes.ts';
import { wantedOf } from '../plan/changes.ts';
import { expectReviewed } from '../plan/review.ts';
import type { Plan } from '../plan/types.ts';
import type { SpecText } from '../spec/load.ts';
import type { Host, RunRequest } from './request.ts';
import { ActionError } from '../support/errors.ts';

/**
 * Lets a plan pass that is the one which was expected: by hand (`expect-plan`), or else by the review of the pull request
 * that brought the commit. Where nothing would be done there is nothing to agree to, and a plan that is refused is not
 * carried out by any agreement. Throws PLAN_….
 */
export const passReviewGate = async (request: RunRequest, host: Host, spec: SpecText, plan: Plan): Promise<void> => {
  const { expectPlan, mode, requirePullRequestPlan } = request;
  if (plan.refusals.length > 0) return;
  const needsReview = traitsOf(mode).needsReview && wantedOf(plan.changes).length > 0;
  if (needsReview) await host.review.requireCurrent(spec);
  if (expectPlan !== null) return expectFingerprint(expectPlan, plan);
  if (needsReview && requirePullRequestPlan) expectReviewed(await host.review.reviewedPlan(spec.file), plan);
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
