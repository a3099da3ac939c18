import { forgedSecret } from '../../../testing/secret-tag.ts';
import { managed } from '../../../testing/manual-changes.ts';
import type { FaultBody } from '../../support/emulator.ts';
import { expectGreen, writesOf, type Scenario } from '../../support/scenario.ts';
import type { ErrorRow } from '../row.ts';

/** The held secret of the first set-up is due then. */
const untilDue = 'P10M5D';

const toDue = async ({ emulator }: Scenario): Promise<void> => void (await emulator.clock.advance(untilDue));

const onPut = (fault: Pick<FaultBody, 'do' | 'times'>): FaultBody => ({
  ...{ service: 'vault', method: 'PUT', when: 'before' },
  ...fault,
});

const policyRefusal = {
  code: 'Forbidden',
  message: 'The secret does not comply with an Azure Policy of the vault.',
  innererror: { code: 'ForbiddenByPolicy' },
};

const elsewhere = { with: { 'key-vault-secret': 'another' } };

const keyIds = async (scenario: Scenario): Promise<readonly string[]> =>
  (await scenario.state()).entra.secrets.map(({ keyId }) => keyId);

/** What goes wrong with the place from which a person takes a secret, in the world of `startDelivered`. */
export const keyVaultRows: readonly ErrorRow[] = [
  {
    when: 'the firewall of the vault does not let the runner in',
    code: 'HANDOFF_VAULT_UNREADABLE',
    mode: 'renew',
    world: 'converged',
    spoil: async (scenario) => {
      await toDue(scenario);
      await scenario.emulator.behaviour({ vault: { mode: 'firewall' } });
    },
    contains: ['ForbiddenByFirewall', 'add its address to the firewall of the vault', 'kv-truu.vault.azure.net'],
    leaves: 'untouched',
    mend: async ({ emulator }) => void (await emulator.behaviour({ vault: { mode: 'honest' } })),
    heals: false,
  },
  {
    when: 'a policy of the vault refuses the secret',
    code: 'HANDOFF_VAULT_REFUSED',
    mode: 'renew',
    world: 'converged',
    spoil: async (scenario) => {
      await toDue(scenario);
      await scenario.emulator.faults.add(onPut({ do: { answer: { status: 403, body: { error: policyRefusal } } } }));
    },
    contains: ['ForbiddenByPolicy', 'does not comply with an Azure Policy'],
    also: async (scenario) => {
      // Not by itself: the next renewal creates no secret to see it refused once more.
      const before = (await scenario.emulator.log()).length;
      const { outputs } = await scenario.run('renew');
      if (outputs['failure-code'] !== 'HANDOFF_VAULT_REFUSED') throw new Error(JSON.stringify(outputs));
      if (writesOf(await scenario.emulator.log(before)).length > 0) throw new Error('A renewal tried again.');
      if ((await keyIds(scenario)).length !== 2) throw new Error('The refused secret is still in Entra.');
    },
    mend: () => Promise.resolve({ mode: 'apply' }),
    heals: false,
  },
  {
    when: 'the vault never says whether it stored the secret, and does not show it',
    code: 'HANDOFF_VAULT_UNCERTAIN',
    mode: 'renew',
    world: 'converged',
    spoil: async (scenario) => {
      await toDue(scenario);
      await scenario.emulator.faults.add(onPut({ do: 'close', times: 3 }));
    },
    contains: ['The key vault did not answer whether it took the new secret', 'stay in Entra'],
    heals: false,
  },
  {
    when: 'three secrets of earlier runs were never delivered',
    code: 'HANDOFF_STUCK',
    mode: 'renew',
    world: 'converged',
    spoil: async (scenario) => {
      await toDue(scenario);
      const { application } = await managed(scenario);
      const now = await scenario.emulator.clock.now();
      for (const nonce of ['00000001', '00000002', '00000003']) {
        const passwordCredential = forgedSecret('github:702731845', { appId: application.appId, now }, nonce);
        await scenario.graph('POST', `/applications/${application.id}/addPassword`, { passwordCredential });
      }
    },
    contains: ['3 client secrets that earlier runs created were not handed off'],
    result: 'drift',
    leaves: 'untouched',
    mend: async (scenario) => {
      const { application } = await managed(scenario);
      const strays = application.passwordCredentials.filter(({ displayName }) => displayName?.includes(':0000000'));
      for (const { keyId } of strays)
        await scenario.graph('POST', `/applications/${application.id}/removePassword`, { keyId });
      return { mode: 'apply' };
    },
    heals: false,
  },
  {
    when: 'a renewal would deliver to another secret than before',
    code: 'HANDOFF_PLACE_CHANGED',
    mode: 'renew',
    world: 'converged',
    spoil: toDue,
    run: elsewhere,
    contains: ['secret truu-directory of the key vault', 'secret another of the key vault'],
    result: 'refused',
    leaves: 'untouched',
    mend: async (scenario) => {
      await expectGreen(scenario, 'apply', 'waiting', elsewhere);
      return { extras: elsewhere };
    },
    heals: false,
  },
];
