import { describe, expect, test } from '@jest/globals';
import { refuseEvent, type RunEvent } from '../../../src/action/event.ts';
import { readInputs } from '../../../src/action/inputs.ts';
import { toHttpsUrl, toTimeoutMs } from '../../../src/action/input-values.ts';
import { firstPartyClients } from '../../../src/catalog/first-party-clients.ts';
import { Secret } from '../../../src/support/secret.ts';
import { guid } from '../../support/plan-samples.ts';

const [azureCli = ''] = firstPartyClients.keys();

const read = (values: Readonly<Record<string, string>>, names = Object.keys(values)): unknown => {
  const maskSecret = (value: string): Secret => new Secret(value);
  return readInputs((name) => values[name] ?? '', {
    names,
    actionRepository: null,
    workspace: '/',
    maskSecret,
    offline: true,
    workflow: null,
  });
};

describe('an input', () => {
  test.each(['deployer-client-id', 'renewer-client-id'])('%s does not name a client of Microsoft', (name) => {
    expect(read({ [name]: guid('a') })).toBeDefined();
    expect(() => read({ [name]: azureCli })).toThrow('names a client of Microsoft');
  });

  test.each(['30 days', 'P', '-P30D', 'PT1H30'])('warn-before is no duration such as %s', (value) => {
    expect(read({ 'warn-before': 'P30D' })).toMatchObject({ warnBefore: 'P30D' });
    expect(() => read({ 'warn-before': value })).toThrow('must be an ISO 8601 duration');
  });

  test('of another name than those of the action is not passed over', () => {
    expect(() => read({}, ['allow-removal'])).toThrow('an input that does not exist');
  });

  test.each(['http://a.example', 'ftp://a.example', 'file:///a'])('that gets a secret is no URL such as %s', (url) => {
    expect(() => toHttpsUrl('truu-url', url)).toThrow('must be an https URL');
  });

  test.each(['https://u@a.example', 'https://:p@a.example', 'https://a.example?q=1', 'https://a.example#f'])(
    'that gets a secret is a plain URL, unlike %s',
    (url) => {
      expect(() => toHttpsUrl('truu-url', url)).toThrow('must be a plain https URL');
    },
  );
});

const online: Readonly<Record<string, string>> = {
  mode: 'apply',
  'tenant-id': guid('1'),
  'client-id': guid('2'),
  'deployer-client-id': guid('2'),
  'truu-url': 'https://truu.example',
  'truu-token-url': 'https://truu.example/token',
  'truu-client-id': 'client',
  'truu-client-secret': 'a-secret',
};

const readOnline = (values: Readonly<Record<string, string>>): unknown => {
  const all: Readonly<Record<string, string>> = { ...online, ...values };
  return readInputs((name) => all[name] ?? '', {
    ...{ names: Object.keys(all), actionRepository: null, workspace: '/', offline: false, workflow: null },
    maskSecret: (value) => new Secret(value),
  });
};

const copied = 'Copy the id from the Entra admin center';
const likeUrl = 'Write a URL such as https://api.example.com';
const likeDuration = 'Write a duration such as PT20S';

test.each<[input: string, value: string, message: string, fix: string, right: string]>([
  ['client-id', 'truu-deployer', 'must be a GUID', copied, guid('3')],
  ['cloud', 'germany', 'must be one of public, usgov, usgov-dod, china', 'Use the cloud of the tenant', 'china'],
  ['deployer-client-id', azureCli, 'names a client of Microsoft', 'Set it to the Application (client) ID', guid('3')],
  ['plan-workflow', 'plan.yml', 'must be the path of a workflow', 'Write a path such as', '.github/workflows/a.yml'],
  ['rotate', 'yes', 'must be a GUID', copied, guid('3')],
  ['adopt-secrets', 'TruU', 'must be a GUID', copied, guid('3')],
  ['allow-removals', 'yes', 'must be true or false', 'Write true or false', 'true'],
  ['request-timeout', '20', 'must be an ISO 8601 duration', likeDuration, 'PT20S'],
  ['request-timeout', 'PT1H30', 'must be an ISO 8601 duration', likeDuration, 'PT20S'],
  ['request-timeout', 'PT1H', 'must be between PT0.1S and PT5M', likeDuration, 'PT20S'],
  ['truu-url', 'api.truu.example', 'must be an https URL', likeUrl, 'https://api.truu.example'],
  ['truu-token-url', 'https://a.example/t?a=b', 'without credentials', likeUrl, 'https://a.example/t'],
  ['expect-plan', 'latest', 'must be the plan-fingerprint', 'Copy the output "plan-fingerprint"', 'f'.repeat(64)],
  ['allowed-permissions', 'User.Raed.All', 'does not have', 'Change it to User.Read.All if', 'User.Read.All'],
  ['truu-token-url', 'http://a.example', 'must be an https URL', 'Use an https URL', 'https://a.example'],
  ['graph-url', 'http://a.example', 'must be an https URL', 'Use an https URL', 'https://a.example'],
  ['entra-authority-url', 'http://a.example', 'must be an https URL', 'Use an https URL', 'https://a.example'],
])('the input %s is refused as %s, and is taken after its fix', (input, value, message, fix, right) => {
  const refused = { message: expect.stringContaining(message), fix: expect.stringContaining(fix) };
  expect(() => readOnline({ [input]: value })).toThrow(expect.objectContaining(refused));
  expect(readOnline({ [input]: right })).toBeDefined();
});

test.each(['PT0.09S', 'PT0S', 'PT5M0.001S', 'PT1H', 'P1Y', '20'])('a time-out of %s is refused', (value) => {
  expect(() => toTimeoutMs('request-timeout', value)).toThrow('The input "request-timeout" must be');
});

test('a login on pull_request_target is refused, and on no other event', () => {
  const refuse = (name: string) => (): void => refuseEvent({ name } as RunEvent);
  expect(refuse('pull_request_target')).toThrow('pull_request_target');
  for (const name of ['pull_request', 'push', 'schedule']) expect(refuse(name)).not.toThrow();
});

const vault = {
  ...{ 'truu-url': '', 'truu-token-url': '', 'truu-client-id': '', 'truu-client-secret': '' },
  ...{ 'truu-connection': 'console', 'github-token': 'token', delivery: 'key-vault' },
  ...{ 'key-vault-url': 'https://kv-truu.vault.azure.net/', 'key-vault-secret': 'truu-directory' },
};

describe('the key vault', () => {
  test.each(['kv-truu.vault.azure.net', 'kv-truu.vault.usgovcloudapi.net', 'kv-truu.vault.azure.cn'])(
    '%s is one',
    (host) => {
      const place = { kind: 'key-vault', vault: host, secret: 'truu-directory' };
      expect(readOnline({ ...vault, 'key-vault-url': `https://${host}` })).toMatchObject({
        access: { truu: { place } },
      });
    },
  );

  test('has no use unless it is chosen', () => {
    expect(readOnline({ ...vault, delivery: '', 'key-vault-url': '', 'key-vault-secret': '' })).toMatchObject({
      access: { truu: { place: { kind: 'portal' } } },
    });
    expect(() => readOnline({ ...vault, delivery: 'portal' })).toThrow('is for the delivery key-vault');
    expect(() => readOnline({ 'key-vault-url': 'https://kv-truu.vault.azure.net' })).toThrow('"key-vault-url"');
  });

  test.each([
    [{ delivery: 'vault' }, 'must be one of portal, key-vault'],
    [{ 'key-vault-url': '' }, 'needs "key-vault-url"'],
    [{ 'key-vault-url': 'http://kv-truu.vault.azure.net' }, 'must be an https URL'],
    [{ 'key-vault-url': 'https://kv-truu.vault.azure.net/secrets/a' }, 'must be the Vault URI'],
    [{ 'key-vault-url': 'https://kv-truu.vault.azure.net:8443' }, 'must be the Vault URI'],
    [{ 'key-vault-url': 'https://vault.azure.net.evil.example' }, 'must be the Vault URI'],
    [{ 'key-vault-url': 'https://a.b.vault.azure.net' }, 'must be the Vault URI'],
    [{ 'key-vault-secret': 'truu_directory' }, 'must be the name of a secret'],
    [{ 'key-vault-secret': '../keys/a' }, 'must be the name of a secret'],
  ])('%j is refused', (values, message) => {
    expect(() => readOnline({ ...vault, ...values })).toThrow(message);
  });
});

const console: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(online).filter(([name]) => !name.startsWith('truu-'))),
  ...{ mode: 'drift', 'truu-connection': 'console', 'github-token': 'a-token', assignees: 'octocat' },
};
const readConsole = (values: Readonly<Record<string, string>>): unknown => {
  const all: Readonly<Record<string, string>> = { ...console, ...values };
  return readInputs((name) => all[name] ?? '', {
    ...{ names: Object.keys(all), actionRepository: null, workspace: '/', offline: false, workflow: null },
    maskSecret: (value) => new Secret(value),
  });
};

describe('the console connection', () => {
  test('takes logins, and an at sign before them', () => {
    const taken = readConsole({ assignees: '@octocat, Mona-Lisa\nhubot_contoso', confirm: 'KRBGYYS8' });
    expect(taken).toMatchObject({
      access: {
        truu: { connection: 'console', assignees: ['octocat', 'Mona-Lisa', 'hubot_contoso'], confirm: 'KRBGYYS8' },
      },
    });
  });

  test.each<[input: string, value: string, message: string, fix: string]>([
    ['truu-connection', 'person', 'must be one of api, console', 'Use one of these connections'],
    [
      'truu-url',
      'https://truu.example',
      'has no use with the console connection',
      'Remove it, or set "truu-connection"',
    ],
    ['truu-client-secret', 'a-secret', 'has no use with the console connection', 'Remove it'],
    ['assignees', 'mona@example.com', 'must be a list of GitHub logins', 'Write logins, not names or e-mail addresses'],
    ['assignees', 'octocat; mona', 'must be a list of GitHub logins', 'Write logins'],
    ['assignees', 'contoso/team', 'must be a list of GitHub logins', 'Write logins'],
    ['evidence', 'audit', 'must be one of report, none', 'Use one of these values'],
    ['confirm', 'yes', 'must be the code of a hand-off issue', 'Write the code of the hand-off issue'],
  ])('refuses the input %s as %s', (input, value, message, fix) => {
    const refused = { message: expect.stringContaining(message), fix: expect.stringContaining(fix) };
    expect(() => readConsole({ [input]: value })).toThrow(expect.objectContaining(refused));
    expect(() => readConsole({ [input]: value })).not.toThrow(
      expect.objectContaining({ message: expect.stringContaining(value) }),
    );
  });

  test.each(['plan', 'check'])('is not confirmed in %s', (mode) => {
    expect(() => readConsole({ mode, confirm: 'KRBGYYS8' })).toThrow('is for the modes drift, renew, apply');
  });

  test.each([
    ['assignees', 'octocat'],
    ['evidence', 'none'],
    ['confirm', 'KRBGYYS8'],
  ])('alone has the input %s', (input, value) => {
    expect(() => readOnline({ [input]: value })).toThrow('is for the console connection');
  });
});
