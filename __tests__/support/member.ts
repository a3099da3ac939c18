import { type Caller, graphAs } from './emulator-clients.ts';
import { createSecret, register, type CreatedSecret, type Registration } from './emulator-registration.ts';
import { clientIdOf, identities } from '../../emulator/default-seed.ts';
import type { Scenario } from './scenario.ts';

/** Azure CLI, through which any member of a tenant can register apps. */
export const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
/** The object id of a member of the tenant without any role. */
export const memberId = '77777777-7777-4777-8777-777777777777';

/** Graph as a member of the tenant, through Azure CLI. */
export const asMember = async ({ emulator }: Pick<Scenario, 'emulator'>): Promise<Caller> => {
  const { body } = await emulator.call('POST', '/member-token', { clientId: azureCli, userId: memberId });
  return graphAs(emulator, (body as { token: string }).token);
};

/** A member takes the unique name of the example spec, makes the deployer a second owner, and keeps a secret. */
export const squat = async (scenario: Scenario): Promise<Registration & { readonly kept: CreatedSecret }> => {
  const member = await asMember(scenario);
  const registration = await register(member, { displayName: 'TruU', uniqueName: 'truu-directory' });
  const kept = await createSecret(member, registration, { displayName: 'TruU [truu:0123abcd]' });
  const { entra } = await scenario.state();
  const deployer = entra.servicePrincipals.find(({ appId }) => appId === clientIdOf(identities.deployer));
  for (const path of [`/applications/${registration.id}`, `/servicePrincipals/${registration.principalId}`]) {
    const reference = { '@odata.id': `${scenario.emulator.urls.graph}/v1.0/directoryObjects/${deployer?.id}` };
    const { status } = await member('POST', `${path}/owners/$ref`, reference);
    if (status !== 204) throw new Error(`The deployer did not become an owner: ${status}`);
  }
  return { ...registration, kept };
};
