import type { Step } from '../types.ts';

/**
 * Whether a step reaches beyond the directory: it changes what all directories of the TruU tenant use, or takes a cluster
 * from another one. Such a step waits until TruU is Healthy with everything else.
 */
export const isTenantWide = (step: Step): boolean =>
  step.kind === 'set-primary-user-identifier' || (step.kind === 'connect-cluster' && step.takenFrom !== null);
