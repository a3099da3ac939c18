import { durationMs } from '../support/duration.ts';

/** The defaults of the spec, at the paths of their keys. */
export const defaults = {
  entra: {
    cloud: 'public',
    application: { name: 'TruU', uniqueName: 'truu-directory' },
    permissions: { unlisted: 'report' },
    secret: { description: 'TruU', lifetime: 'P12M', renewBefore: 'P30D' },
  },
  health: { timeout: 'PT5M', maxAge: 'PT24H' },
} as const;

/** Long enough for TruU to be seen Healthy over a weekend. */
const longestOverlap = 'P3D';

/** The overlap of a spec that says none: three days, or half of `renewBefore` where that is shorter. ISO 8601 durations. */
export const defaultOverlap = (renewBefore: string): string => {
  const halfMs = durationMs(renewBefore) / 2;
  return halfMs >= durationMs(longestOverlap) ? longestOverlap : `PT${Math.floor(halfMs / 1000)}S`;
};
