import { expect } from '@jest/globals';
import { guidePermissions, roleIdOf } from '../../support/emulator-registration.ts';
import { specText } from '../../support/scenario.ts';
import { managed } from '../../../testing/manual-changes.ts';
import type { Mend } from '../row.ts';
import { grantTo } from './administration.ts';

/** An administrator opens the URL of the report and accepts: what the registration requests is granted. */
export const consent: Mend = async (s, { stdout }) => {
  const url = new URL(/open (https:\/\/\S+\/adminconsent\?client_id=\S+) and accept/.exec(stdout)?.[1] ?? 'no:url');
  const { application, assignments } = await managed(s);
  const { entra } = await s.state();
  expect([url.pathname, url.searchParams.get('client_id')]).toEqual([
    `/${entra.tenant}/adminconsent`,
    application.appId,
  ]);
  const granted = new Set(assignments.map(({ appRoleId }) => appRoleId));
  const missing = guidePermissions.filter((name) => !granted.has(roleIdOf(name)));
  await grantTo(s, application.appId, ...missing);
};

/** An administrator adds what the report names as an owner of the two objects that it names. */
export const becomeOwner: Mend = async (s, { stdout }) => {
  const id = /service principal with object id (\S+) as an owner/.exec(stdout)?.[1] ?? 'none';
  const { application, principal } = await managed(s);
  const reference = { '@odata.id': `${s.emulator.urls.graph}/v1.0/directoryObjects/${id}` };
  await s.graph('POST', `/applications/${application.id}/owners/$ref`, reference);
  if (!principal.owners.includes(id))
    await s.graph('POST', `/servicePrincipals/${principal.id}/owners/$ref`, reference);
  return { mode: 'plan', extras: { asReader: false } };
};

/** An administrator restores the deleted registration and its service principal, as the Entra admin center does at once. */
export const restore: Mend = async (s) => {
  const { entra } = await s.state();
  const deleted = [...entra.deletedApplications, ...entra.deletedServicePrincipals];
  for (const { id } of deleted) await s.graph('POST', `/directory/deletedItems/${id}/restore`);
};

/** The spec without the permission that the tenant does not offer. */
export const withoutDevices = specText([['entra', 'permissions', 'application', 0], undefined]);
