import type { EntraState } from '../state.ts';
import { type LagContext, lagging } from './lag.ts';

/** Whether Entra accepts a client secret, and if not, why. */
export type Acceptance = 'accepted' | 'lagging' | 'expired' | 'removed' | 'app-gone' | 'wrong-value';

/** The part of a world that decides about a secret: Entra's state, its clock and its lag. */
export interface AcceptanceContext extends LagContext {
  readonly state: { readonly entra: EntraState };
  now(owner: 'entra'): Date;
}

/** Whether all replicas of the token endpoint would accept a secret for an application now. Changes no state. */
export const acceptance = (
  world: AcceptanceContext,
  { appId, secret, keyId }: { appId: string; secret: string; keyId?: string },
): Acceptance => {
  const { applications, servicePrincipals, secrets } = world.state.entra;
  const principal = servicePrincipals.find((one) => one.appId === appId);
  const application = applications.find((one) => one.appId === appId);
  if (!application || application['isDisabled'] === true || principal?.accountEnabled !== true) return 'app-gone';
  const held = secrets.find((one) => one.appId === appId && one.value === secret);
  if (!held) return keyId !== undefined && !secrets.some((one) => one.keyId === keyId) ? 'removed' : 'wrong-value';
  if (Date.parse(held.endDateTime) <= world.now('entra').getTime()) return 'expired';
  return lagging(world, 'tokenSecret', held.keyId) ? 'lagging' : 'accepted';
};
