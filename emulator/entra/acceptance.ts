import type { World } from '../world.ts';

/** What Entra would say of a client secret. */
export type Acceptance = 'accepted' | 'lagging' | 'expired' | 'removed' | 'app-gone' | 'wrong-value';

/** Whether all replicas of the token endpoint would accept a secret for an application now. */
export const acceptance = (
  world: World,
  { appId, secret }: { appId: string; secret: string; keyId?: string },
): Acceptance => {
  const { applications, secrets } = world.state.entra;
  if (!applications.some((application) => application.appId === appId)) return 'app-gone';
  const held = secrets.find((one) => one.appId === appId && one.value === secret);
  if (!held) return 'wrong-value';
  return Date.parse(held.endDateTime) <= world.now('entra').getTime() ? 'expired' : 'accepted';
};
