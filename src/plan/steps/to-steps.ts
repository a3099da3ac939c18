import { wantedOf } from '../changes.ts';
import type { SecretAssessment } from '../secret/assess.ts';
import type { PlanInput } from '../input.ts';
import type { Change, Step } from '../types.ts';
import { entraSteps, lockStep, revokeStep } from './entra.ts';
import { deleteUnheldStep, retireStep, secretStep } from './secret.ts';
import { isTenantWide } from './tenant-wide.ts';
import { truuSteps } from './truu.ts';

/** Turns the wanted changes into steps, in an order that respects what each depends on. */
export const toSteps = (
  input: PlanInput,
  assessment: SecretAssessment,
  changes: readonly Change[],
): readonly Step[] => {
  const wanted = wantedOf(changes);
  const made = entraSteps(input, wanted);
  const secret = secretStep(input, assessment, wanted, made);
  const before = [...made, ...secret];
  const ofTruu = truuSteps(input, assessment.match, wanted, before);
  return [
    ...before,
    ...ofTruu.filter((step) => !isTenantWide(step)),
    ...revokeStep(input, wanted, before),
    ...lockStep(input, wanted),
    ...ofTruu.filter(isTenantWide),
    ...deleteUnheldStep(input, assessment, secret),
    ...retireStep(input, assessment, wanted, before),
  ];
};
