import { clientIdOf, identities } from '../emulator/default-seed.ts';
import type { RunningWorld } from '../emulator/client/world.ts';
import { managedIn } from '../testing/manual-changes.ts';
import { stateOf } from './world-now.ts';

/** What a stranger does in the middle of a run: while a request is held, before it is carried out. */
export interface Interference {
  readonly at: { readonly service: string; readonly method: string; readonly path: string };
  /** Does nothing where it was done before. */
  readonly act: (world: RunningWorld) => Promise<void>;
}

/** Azure CLI, through which any member of a tenant can create registrations. */
export const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
/** Object ids of members of the tenant without any role. */
const memberId = '77777777-7777-4777-8777-777777777777';
/** The owner whom the input known-owners names. */
export const knownOwnerId = '66666666-6666-4666-8666-666666666666';

/** A member takes the unique name, and makes the deployer an owner, so that nothing but the action keeps it from writing. */
const squat = async (world: RunningWorld): Promise<void> => {
  const { entra } = await stateOf(world);
  if (entra.applications.some(({ uniqueName }) => uniqueName === 'truu-directory')) return;
  const member = { clientId: azureCli, userId: memberId };
  const registration = { displayName: 'A squatter', uniqueName: 'truu-directory' };
  const { id, appId } = (await world.graphAs(member, 'POST', '/applications', registration)) as Record<string, string>;
  const principal = (await world.graphAs(member, 'POST', '/servicePrincipals', { appId })) as Record<string, string>;
  const deployer = entra.servicePrincipals.find((one) => one.appId === clientIdOf(identities.deployer));
  const reference = { '@odata.id': `${world.ready.urls.graph}/v1.0/directoryObjects/${deployer?.id}` };
  for (const path of [`/applications/${id}`, `/servicePrincipals/${principal['id']}`])
    await world.graphAs(member, 'POST', `${path}/owners/$ref`, reference);
};

/** An owner who is known makes another member an owner. */
const addOwner = async (world: RunningWorld): Promise<void> => {
  const { application } = managedIn(await stateOf(world));
  if (application.owners.includes(memberId)) return;
  const reference = { '@odata.id': `${world.ready.urls.graph}/v1.0/directoryObjects/${memberId}` };
  const known = { clientId: azureCli, userId: knownOwnerId };
  await world.graphAs(known, 'POST', `/applications/${application.id}/owners/$ref`, reference);
};

/** The name is taken while the creation of the registration is under way. */
export const squatterDuring: Interference = {
  at: { service: 'graph', method: 'POST', path: '/applications$' },
  act: squat,
};

/** The plan is made, and nothing of it is carried out: the environment of the job is read in between. */
export const ownerBetweenPlanAndApply: Interference = {
  at: { service: 'github', method: 'GET', path: '/environments/production$' },
  act: addOwner,
};
