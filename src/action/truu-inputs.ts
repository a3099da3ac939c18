import { clouds } from '../catalog/clouds.ts';
import type { ApiAccess, ConsoleAccess, TruuAccess } from '../run/request.ts';
import type { MaskSecret } from '../support/secret.ts';
import type { SecretPlace } from '../truu/hand-off.ts';
import { invalid, toHttpsUrl, toList } from './input-values.ts';
import type { InputName, ReadInput } from './input-names.ts';

/** What the connection to TruU's API takes. */
export const apiInputs = ['truu-url', 'truu-token-url', 'truu-client-id', 'truu-client-secret'] as const;
const connections = ['api', 'console'] as const satisfies readonly TruuAccess['connection'][];
const evidences = ['report', 'none'] as const;
/** Where a new secret can be read until it is in the console. */
const deliveries = ['portal', 'key-vault'] as const;
const vaultInputs = ['key-vault-url', 'key-vault-secret'] as const;

/** How TruU's side is reached: the API, unless the input says otherwise. Throws INPUT_INVALID. */
export const toConnection = (value: string): TruuAccess['connection'] => {
  if (value === '') return 'api';
  const connection = connections.find((one) => one === value);
  if (connection !== undefined) return connection;
  throw invalid('truu-connection', `must be one of ${connections.join(', ')}`, 'Use one of these connections.');
};

/** The inputs of TruU's API. Throws INPUT_INVALID. */
export const readApiAccess = (read: ReadInput, maskSecret: MaskSecret): ApiAccess => {
  refuse(
    read,
    ['assignees', 'evidence', ...vaultInputs],
    'is for the console connection',
    'Set "truu-connection" to console, or remove it.',
  );
  return {
    connection: 'api',
    url: toHttpsUrl('truu-url', read('truu-url')),
    tokenUrl: toHttpsUrl('truu-token-url', read('truu-token-url')),
    clientId: read('truu-client-id'),
    clientSecret: maskSecret(read('truu-client-secret')),
    scope: read('truu-scope') || null,
  };
};

/** The inputs of the console connection. Throws INPUT_INVALID. */
export const readConsoleAccess = (read: ReadInput): ConsoleAccess => {
  const why = 'has no use with the console connection: no API of TruU is asked';
  refuse(read, [...apiInputs, 'truu-scope'], why, 'Remove it, or set "truu-connection" to api.');
  const assignees = toList(read('assignees')).map((login) => login.replace(/^@/, ''));
  const wrong = assignees.find((login) => !/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:_[a-z\d]+)?$/i.test(login));
  if (wrong !== undefined)
    throw invalid('assignees', 'must be a list of GitHub logins', 'Write logins, not names or e-mail addresses.');
  const value = read('evidence');
  const evidence = evidences.find((one) => one === value) ?? null;
  if (value !== '' && evidence === null)
    throw invalid('evidence', `must be one of ${evidences.join(', ')}`, 'Use one of these values, or remove it.');
  return { connection: 'console', assignees, evidence, place: readPlace(read) };
};

/** Where a new secret can be read: nowhere but at the person's, unless the inputs name a vault. Throws INPUT_INVALID. */
const readPlace = (read: ReadInput): SecretPlace => {
  const value = read('delivery') || 'portal';
  const kind = deliveries.find((one) => one === value);
  if (kind === undefined)
    throw invalid('delivery', `must be one of ${deliveries.join(', ')}`, 'Use one of these values, or remove it.');
  if (kind === 'portal') {
    refuse(read, vaultInputs, 'is for the delivery key-vault', 'Set "delivery" to key-vault, or remove it.');
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

const refuse = (read: ReadInput, names: readonly InputName[], why: string, fix: string): void => {
  const set = names.find((name) => read(name) !== '');
  if (set !== undefined) throw invalid(set, why, fix);
};
