import { clouds } from '../catalog/clouds.ts';
import type { SecretPlace } from '../truu/hand-off.ts';
import type { ReadInput } from './input-names.ts';
import { invalid, refuseSet, toHttpsUrl } from './input-values.ts';

const deliveries = ['portal', 'key-vault'] as const satisfies readonly SecretPlace['kind'][];

/** What the delivery to a key vault takes. */
export const vaultInputs = ['key-vault-url', 'key-vault-secret'] as const;

/** Where a new secret can be read: nowhere but at the person's, unless the inputs name a vault. Throws INPUT_INVALID. */
export const readPlace = (read: ReadInput): SecretPlace => {
  const value = read('delivery') || 'portal';
  const kind = deliveries.find((one) => one === value);
  if (kind === undefined)
    throw invalid('delivery', `must be one of ${deliveries.join(', ')}`, 'Use one of these values, or remove it.');
  if (kind === 'portal') {
    refuseSet(read, vaultInputs, 'is for the delivery key-vault', 'Set "delivery" to key-vault, or remove it.');
    return { kind };
  }
  const secret = read('key-vault-secret');
  // Names: Key Vault REST API, set-secret, 2025-07-01.
  if (!/^[0-9a-zA-Z-]{1,127}$/.test(secret))
    throw invalid(
      'key-vault-secret',
      'must be the name of a secret: 1 to 127 letters, digits and hyphens',
      'Write the name alone, such as truu-directory.',
    );
  return { kind, vault: toVault(read('key-vault-url')), secret };
};

const suffixes = [...new Set(Object.values(clouds).map(({ keyVault }) => keyVault.suffix))];

/** The host of a vault. Whether it is one of the spec's cloud is known with the spec. */
const toVault = (value: string): string => {
  const url = new URL(toHttpsUrl('key-vault-url', value));
  const suffix = suffixes.find((one) => url.host.endsWith(one));
  // Names of vaults: 3 to 24 letters, digits and hyphens (Key Vault docs, about-keys-secrets-certificates, 2026-03-26).
  const name = suffix === undefined ? '' : url.host.slice(0, -suffix.length);
  if (/^[a-z][0-9a-z-]{2,23}$/.test(name) && url.pathname === '/') return url.host;
  throw invalid(
    'key-vault-url',
    `must be the Vault URI of a key vault: a host that ends with ${suffixes.join(', ')}, and no path`,
    'Copy the Vault URI from the overview of the key vault in the Azure portal, such as https://kv-truu.vault.azure.net.',
  );
};
