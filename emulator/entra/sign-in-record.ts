import type { CredentialSignIn, Secret } from '../state.ts';
import type { World } from '../world.ts';
import { changing } from './lag.ts';

/** The sign-ins of an app's secrets, one row for each secret, API and day. */
export const signInsOf = (world: World, appId: string): readonly CredentialSignIn[] =>
  world.state.reports.credentialSignIns.filter((one) => one.appId === appId);

/**
 * Records a login with a client secret to an API, by the application id of the API. It changes no directory, so it does
 * not count as a commit. The last login of each day (UTC) is kept: a report of an earlier day shows it.
 */
export const recordSignIn = (world: World, { appId, keyId }: Secret, resourceId: string): void => {
  const { reports } = world.state;
  const lastSignInDateTime = world.now('login').toISOString();
  const isSame = (one: CredentialSignIn): boolean =>
    one.keyId === keyId &&
    one.resourceId === resourceId &&
    one.lastSignInDateTime.slice(0, 10) === lastSignInDateTime.slice(0, 10);
  changing(world, 'signInActivity', appId, signInsOf(world, appId));
  reports.credentialSignIns = [
    ...reports.credentialSignIns.filter((one) => !isSame(one)),
    { appId, keyId, resourceId, lastSignInDateTime, lastSignInRequestId: world.ids.uuid() },
  ];
};
