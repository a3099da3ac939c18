import type { World } from '../world.ts';
import { lagging } from './lag.ts';

/** What Entra would say of a client secret. */
export type Acceptance = 'accepted' | 'lagging' | 'expired' | 'removed' | 'app-gone' | 'wrong-value';

/** Whether all replicas of the token endpoint would accept a secret for an application now. Changes nothing. */
export const acceptance = (
  world: World,
  { appId, secret, keyId }: { appId: string; secret: string; keyId?: string },
): Acceptance => {
  const { applications, servicePrincipals, secrets } = world.state.entra;
  const principal = servicePrincipals.find((one) => one.appId === appId);
  if (!applications.some((application) => application.appId === appId) || principal?.accountEnabled !== true)
    return 'app-gone';
  const held = secrets.find((one) => one.appId === appId && one.value === secret);
  if (!held) return keyId !== undefined && !secrets.some((one) => one.keyId === keyId) ? 'removed' : 'wrong-value';
  if (Date.parse(held.endDateTime) <= world.now('entra').getTime()) return 'expired';
  return lagging(world, 'tokenSecret', held.keyId) ? 'lagging' : 'accepted';
};
