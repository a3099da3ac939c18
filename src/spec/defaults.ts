import { durationMs } from '../support/duration.ts';

/** The defaults of the spec, at the paths of their keys. */
export const defaults = {
  entra: {
    cloud: 'public',
    application: { name: 'TruU', uniqueName: 'truu-directory' },
    permissions: { unlisted: 'report' },
    secret: { description: 'TruU', lifetime: 'P12M' },
  },
  health: { timeout: 'PT5M', maxAge: 'PT24H' },
} as const;

/** By the action a secret is renewed in minutes; a person needs weeks, and half of the lifetime at most. */
const renewBeforeDefault = { action: 'P30D', person: 'P60D' } as const;

/** The `renewBefore` of a spec that says none, by who sets the secret. ISO 8601 durations. */
export const defaultRenewBefore = (lifetime: string, by: 'action' | 'person'): string => {
  const most = renewBeforeDefault[by];
  const halfMs = durationMs(lifetime) / 2;
  return by === 'action' || halfMs >= durationMs(most) ? most : `PT${Math.floor(halfMs / 1000)}S`;
};

/** Long enough for TruU to be seen Healthy over a weekend. */
const longestOverlap = 'P3D';

/** The overlap of a spec that says none: three days, or half of `renewBefore` where that is shorter. ISO 8601 durations. */
export const defaultOverlap = (renewBefore: string): string => {
  const halfMs = durationMs(renewBefore) / 2;
  return halfMs >= durationMs(longestOverlap) ? longestOverlap : `PT${Math.floor(halfMs / 1000)}S`;
};
