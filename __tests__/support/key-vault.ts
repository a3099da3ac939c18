import type { SecretVersion } from '../../emulator/vault/records.ts';
import { startConsole, type ConsoleScenario } from './console.ts';
import type { ConvergedScenario } from './scenario.ts';

/** The inputs of the delivery to the vault of the default seed, which answers at its real name behind the proxy. */
export const vaultInputs = {
  delivery: 'key-vault',
  'key-vault-url': 'https://kv-truu.vault.azure.net',
  'key-vault-secret': 'truu-directory',
};

/** A world in which a person takes secrets from a key vault; `run` and `asks` deliver there. */
export interface VaultScenario extends ConsoleScenario {
  /** The versions in the vault, the oldest first. */
  readonly versions: () => Promise<readonly SecretVersion[]>;
  /** A person copies the newest version into the console, and confirms it. */
  readonly handOff: () => Promise<void>;
}

/** Starts an empty world. The caller stops it. */
export const startVault = async (): Promise<VaultScenario> => {
  const scenario = await startConsole({ proxy: { credentials: 'runner:pass word' } });
  const asks: VaultScenario['asks'] = (mode, extras = {}) =>
    scenario.asks(mode, { ...extras, with: { ...vaultInputs, ...extras.with } });
  const versions = async (): Promise<readonly SecretVersion[]> => (await scenario.state()).vault.secrets;
  return {
    ...scenario,
    run: asks,
    asks,
    versions,
    handOff: async () => {
      await scenario.typeIn((await versions()).at(-1)?.value ?? '');
      await scenario.confirm();
    },
  };
};

/** The same, after the first set-up: Entra reports at once that TruU uses what was delivered. */
export const startDelivered = async (): Promise<ConvergedScenario> => {
  const scenario = await startVault();
  await scenario.asks('apply');
  await scenario.handOff();
  await scenario.emulator.clock.advance('PT1H');
  const { code, stdout } = await scenario.asks('apply');
  if (code !== 0) throw new Error(stdout);
  return { ...scenario, converged: await scenario.state() };
};
